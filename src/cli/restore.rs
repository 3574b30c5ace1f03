//! `xieban restore`: a store out of a backup, in the place of one that nobody has open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use xieban_domain::command::{AcceptStore, Command, OfficeCommand};
use xieban_domain::number::Form;
use xieban_office::{self as office, Discord, Key, StorePlace, witnesses};

use super::CliError;
use super::account;
use super::args::{Args, pin_from};
use super::opening;
use super::out::say;

/// What becomes of the restored store.
enum Way {
    /// An administrator gets a new PIN and accepts the store: nobody can sign in to a backup without PINs.
    NewPin { code: String, pin: String, highest: BTreeMap<Form, u32> },
    /// Somebody accepts it at once, with the PIN that is in it.
    Accept { accept: AcceptStore, account: (Option<String>, Option<String>) },
    /// It is accepted later, where it has to be.
    AsItIs,
}

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let identity = args.value::<PathBuf>("--identity")?;
    let admin = args.value::<String>("--admin")?;
    let accept = args.value::<String>("--accept")?;
    let pin = args.value::<u32>("--pin-fd")?.map(pin_from).transpose()?;
    let highest =
        args.value::<String>("--highest")?.map_or_else(|| Ok(BTreeMap::new()), |text| highest(&text))?;
    let store = args.store()?;
    let file = args.word()?;
    args.end()?;
    let place = StorePlace::of(&store, &witnesses(&store));
    let way = match (admin, accept, pin) {
        (Some(code), None, pin) => {
            let pin = pin.map_or_else(account::new_pin, |pin| Ok(Some(pin)))?.ok_or_else(wrong)?;
            Way::NewPin { code, pin, highest }
        }
        (Some(code), Some(reason), pin) => {
            Way::Accept { accept: AcceptStore { reason, highest }, account: (Some(code), pin) }
        }
        (None, None, None) => Way::AsItIs,
        (None, ..) => return Err(wrong()),
    };
    let Some(file) = file else {
        // What was restored some time ago.
        return match way {
            Way::Accept { accept, account } => accepted(&store, accept, account),
            Way::NewPin { .. } | Way::AsItIs => {
                Err(CliError::Usage("restore 后面要写备份文件名。".to_owned()))
            }
        };
    };
    let key = identity.as_deref().map(key_in).transpose()?;
    let restored = office::restore(Path::new(&file), key.as_ref(), &store)?;
    say(&format!("已恢复到 {}：共{}页，末页校验码 {}", store.display(), restored.pages, restored.head))?;
    if !restored.private {
        say("这份备份不含身份、隐私文字和密码：原处显示“已清除”，台账的校验不受影响。")?;
        let practice = opening::lookout(&store)?.header()?.settings.practice;
        if matches!(way, Way::AsItIs) && !practice {
            let numbers = numbers(restored.discord);
            return say(&place.named_in(&format!(
                "没有密码，谁也签不进去：请系统管理员再恢复一次并设新密码，运行 xieban restore 备份文件 --admin 代码{numbers}。"
            )));
        }
    }
    if restored.private && restored.blank > 0 {
        say(&format!(
            "这份备份第1页至第{}页不含隐私文字：那时的台账就没有，原处显示“已清除”。",
            restored.blank
        ))?;
    }
    if let Some(before) = restored.before {
        say(&format!("原来的台账留在 {}，核对后请移走。", before.display()))?;
    }
    match (way, restored.discord) {
        (Way::NewPin { code, pin, highest }, _) => {
            let accept = AcceptStore { reason: format!("从备份 {file} 恢复"), highest };
            let done = opening::office(&store)?.take_over(&code, &pin, &accept);
            done.map_err(|error| CliError::Bad(error.to_string()))?;
            say(&format!("{}的新密码已设，台账照现在的样子认可，都记在新页上。", code.to_uppercase()))
        }
        (Way::Accept { accept, account }, Some(_)) => accepted(&store, accept, account),
        (Way::AsItIs, Some(discord)) => {
            say(&place
                .named_in(&format!("与见证不符（{discord}），现在只能查看：{}", how_to_accept(discord))))
        }
        (Way::Accept { .. } | Way::AsItIs, None) => Ok(()),
    }
}

/// What an administrator does where a store is not what was witnessed.
pub(super) fn how_to_accept(discord: Discord) -> String {
    let first = match discord {
        Discord::Short { .. } | Discord::Other(_) => "请系统管理员用备份核对；无误的，照现在的样子认可",
        Discord::Gone | Discord::Foreign => {
            "请系统管理员找回见证；找不回的，查手里单子上今年的最大编号（写作 协办单=23,协办回执=9），照现在的样子认可"
        }
    };
    format!("{first}，运行 xieban restore --accept 原因 --admin 代码{}。", numbers(Some(discord)))
}

/// Where no witness knows up to which numbers were given out, whoever has the papers does.
const fn numbers(discord: Option<Discord>) -> &'static str {
    match discord {
        Some(Discord::Gone | Discord::Foreign) => " --highest 最大编号",
        Some(Discord::Short { .. } | Discord::Other(_)) | None => "",
    }
}

/// Somebody accepts the store as it stands.
fn accepted(
    store: &Path,
    accept: AcceptStore,
    account: (Option<String>, Option<String>),
) -> Result<(), CliError> {
    let office = opening::office(store)?;
    let session = account::session(&office, account, "恢复")?;
    let accept = OfficeCommand::AcceptStore(accept);
    let done = account::ask_for(&office, &session, &Command::Office(accept))?;
    say(&format!("台账照现在的样子认可，记在第{}页，可以写入了。", done.last))
}

fn wrong() -> CliError {
    let how = "--admin 代码 和 --pin-fd N 要一起给（在终端里运行的，会问密码），--accept 原因 同它们一起给。";
    CliError::Usage(how.to_owned())
}

/// The highest numbers on paper: `协办单=23,协办回执=9`.
fn highest(text: &str) -> Result<BTreeMap<Form, u32>, CliError> {
    let wrong = || {
        let names = Form::ALL.iter().map(|form| form.name()).collect::<Vec<_>>().join("、");
        CliError::Usage(format!("--highest 写作 协办单=23,协办回执=9；单据有：{names}。"))
    };
    let one = |part: &str| {
        let (name, last) = part.split_once('=')?;
        let form = Form::ALL.iter().find(|form| form.name() == name.trim())?;
        Some((*form, last.trim().parse().ok()?))
    };
    text.split([',', '，']).map(|part| one(part).ok_or_else(wrong)).collect()
}

pub(super) fn key_in(file: &Path) -> Result<Key, CliError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| CliError::Bad(format!("读不到密钥文件 {}（{error}）。", file.display())))?;
    Ok(text.parse()?)
}
