//! `xieban restore`: a store out of a backup, in the place of one that nobody has open.

use std::path::{Path, PathBuf};

use xieban_office::{self as office, Key, Office};

use super::CliError;
use super::args::{Args, pin_from};
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let identity = args.value::<PathBuf>("--identity")?;
    let admin = args.value::<String>("--admin")?;
    let pin = args.value::<u32>("--pin-fd")?.map(pin_from).transpose()?;
    let store = args.store()?;
    let file = args.word()?.ok_or_else(|| CliError::Usage("restore 后面要写备份文件名。".to_owned()))?;
    args.end()?;
    let admin = match (admin, pin) {
        (Some(code), Some(pin)) => Some((code, pin)),
        (None, None) => None,
        _ => return Err(CliError::Usage("--admin 代码 和 --pin-fd N 要一起给。".to_owned())),
    };
    let key = identity.as_deref().map(key_in).transpose()?;
    let restored = office::restore(Path::new(&file), key.as_ref(), &store)?;
    say(&format!("已恢复到 {}：共{}页，末页校验码 {}", store.display(), restored.pages, restored.head))?;
    if !restored.private {
        say("这份备份不含身份、隐私文字和密码：原处显示“已清除”，台账的校验不受影响。")?;
    }
    if let Some(before) = restored.before {
        say(&format!("原来的台账留在 {}，核对后请移走。", before.display()))?;
    }
    match (admin, restored.discord) {
        (Some((code, pin)), _) => {
            let done = Office::open(&store)?.take_over(&code, &pin, &format!("从备份 {file} 恢复"));
            done.map_err(|error| CliError::Bad(error.to_string()))?;
            say(&format!("{}的新密码已设，台账照现在的样子认可，都记在新页上。", code.to_uppercase()))
        }
        (None, Some(discord)) => {
            say(&format!("与见证不符（{discord}）：请系统管理员用 accept_store 认可后再写入。"))
        }
        (None, None) => Ok(()),
    }
}

fn key_in(file: &Path) -> Result<Key, CliError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| CliError::Bad(format!("读不到密钥文件 {}（{error}）。", file.display())))?;
    Ok(text.parse()?)
}
