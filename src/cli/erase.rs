//! `xieban erase`: an administrator has the private texts of long closed cases erased, and the file written anew.

use xieban_domain::command::{Command, EraseIdentities, OfficeCommand};
use xieban_office::{ActError, BackupError, SheetsGone, compact, run_id};

use super::CliError;
use super::args::Args;
use super::opening;
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let (code, pin) = args.account()?;
    args.end()?;
    let office = opening::office(&store)?;
    let session = match (code, pin) {
        (Some(code), Some(pin)) => office.countersigner(&code, &pin, "批量"),
        (Some(code), None) => office.practise(&code, "批量"),
        (None, _) => return Err(CliError::Usage("须给 --as 代码；正式库还须给 --pin-fd。".to_owned())),
    };
    let session = session.map_err(|error| CliError::Bad(error.to_string()))?;
    let command = Command::Office(OfficeCommand::EraseIdentities(EraseIdentities {}));
    match office.act(&session, &run_id(), &command) {
        Ok(done) => say(&format!("已清除到期各件的隐私文字，件号记在第{}页至第{}页", done.first, done.last))?,
        Err(ActError::Refused(refusal)) if refusal.code() == "nothing_to_erase" => say(&refusal.to_string())?,
        Err(error) => return Err(CliError::Bad(error.to_string())),
    }
    tell(&office.erase_sheets()?)?;
    drop(office);
    match compact(&store) {
        Err(BackupError::Open) => Err(CliError::Bad(
            "有终端或公示屏开着台账，旧字节还在文件的空处；请下班后都退出时再运行一次 xieban erase。"
                .to_owned(),
        )),
        other => Ok(other?),
    }?;
    say(
        "台账文件已重写，清除的文字不在文件里了；恢复前留下的旧台账、以前的备份和导出的表格里还有，请另行处理",
    )
}

/// What became of the sheets that this program wrote, and what it cannot reach.
fn tell(gone: &SheetsGone) -> Result<(), CliError> {
    say(&format!("出单目录里这些件的单子和不属于某一件的单子已删去{}份", gone.removed))?;
    for sheet in &gone.left {
        say(&format!("！这份单子删不掉，请手工删去：{}", sheet.display()))?;
    }
    say("打印系统自己的队列和缓存不归本程序，请照 docs/kiosk.md“打印”一节清理")
}
