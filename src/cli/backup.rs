//! `xieban backup`: one file out of a live store, read back before it stands.

use std::path::{Path, PathBuf};

use xieban_office::{ProofError, Recipient, prove};

use super::CliError;
use super::args::Args;
use super::opening;
use super::out::say;
use super::restore::key_in;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    if args.flag("--prove") {
        return prove_one(args);
    }
    let mut recipients = Vec::new();
    while let Some(text) = args.value::<String>("--to")? {
        recipients.push(text.parse::<Recipient>()?);
    }
    if let Some(file) = args.value::<PathBuf>("--recipients-file")? {
        recipients.extend(listed(&file)?);
    }
    let store = args.store()?;
    let file = args.word()?.ok_or_else(|| CliError::Usage("backup 后面要写备份文件名。".to_owned()))?;
    args.end()?;
    let written = opening::lookout(&store)?.backup(Path::new(&file), &recipients)?;
    say(&format!(
        "备份完成并已读回核对：截至第{}页，末页校验码 {}，{}字节",
        written.pages, written.head, written.bytes
    ))?;
    match recipients.is_empty() {
        true => say("没有给公钥：来访人的身份、隐私文字和密码不在这份备份里，要备份它们请用 --to。"),
        false => Ok(()),
    }
}

/// Restores a backup into a folder of its own and says whether the store can be had again by it.
fn prove_one(mut args: Args) -> Result<(), CliError> {
    let identity = args.value::<PathBuf>("--identity")?;
    let store = args.store()?;
    let file =
        args.word()?.ok_or_else(|| CliError::Usage("backup --prove 后面要写备份文件名。".to_owned()))?;
    args.end()?;
    let key = identity.as_deref().map(key_in).transpose()?;
    let proof = prove(Path::new(&file), key.as_ref(), &store).map_err(|error| match error {
        ProofError::Store(error) => CliError::Store(error),
        ProofError::Open(error) => CliError::Open(error),
        ProofError::Backup(error) => CliError::Backup(error),
        error @ (ProofError::NotWhole(_) | ProofError::Other(_) | ProofError::Stale { .. }) => {
            CliError::Bad(error.to_string())
        }
    })?;
    say(&format!(
        "这份备份能用：已恢复到临时目录、核对无误、和台账一致，到第{}页；临时目录已清除。",
        proof.page
    ))
}

fn listed(file: &Path) -> Result<Vec<Recipient>, CliError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| CliError::Bad(format!("读不到公钥文件 {}（{error}）。", file.display())))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let found: Vec<Recipient> = lines.map(str::parse).collect::<Result<_, _>>()?;
    // A file without a key must not become a backup without one.
    match found.is_empty() {
        true => Err(CliError::Bad(format!("公钥文件 {} 里没有公钥，没有备份。", file.display()))),
        false => Ok(found),
    }
}
