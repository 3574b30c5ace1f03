//! `xieban holidays`: what is known of days off, and a further year's notice once it is published.

use std::path::Path;

use chrono::Datelike as _;
use xieban_domain::calendar::Calendar;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::notice::EnterNotice;
use xieban_domain::staff::Role;
use xieban_office::{CompiledFacts, KeptPromise, read_notice};

use super::CliError;
use super::account::{ask_for, session};
use super::args::Args;
use super::opening;
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let (account, store) = (args.account()?, args.store()?);
    let (verb, file) = (args.word()?, args.word()?);
    args.end()?;
    match (verb.as_deref(), file) {
        (Some("list"), None) if account.0.is_some() => {
            Err(CliError::Usage("holidays list 谁都可以看，不用 --as。".to_owned()))
        }
        (Some("list"), None) => {
            let facts = CompiledFacts::beside(&store).map_err(|error| CliError::Bad(error.to_string()))?;
            let now = opening::lookout(&store)?.now()?;
            list(facts.calendar, now.date().year())
        }
        (Some("add"), Some(file)) => add(&store, Path::new(&file), account),
        (Some("add"), None) => Err(CliError::Usage("holidays add 后面要写文件。".to_owned())),
        (Some("list"), Some(other)) => Err(CliError::Usage(format!("不认识“{other}”。"))),
        (Some(_) | None, _) => Err(CliError::Usage("holidays 后面写 list 或 add。".to_owned())),
    }
}

/// The file's text becomes a page, and the store is laid out anew by it. On a practice store an administrator need not be named.
fn add(store: &Path, file: &Path, (code, pin): (Option<String>, Option<String>)) -> Result<(), CliError> {
    let (_, text) = read_notice(file).map_err(|error| CliError::Bad(error.to_string()))?;
    let office = opening::office(store)?;
    let header = office.header()?;
    let administrator = || {
        let active = header.staff.active();
        active.into_iter().find(|staff| staff.is(Role::Administrator)).map(|staff| staff.code.0.clone())
    };
    let code = code.or_else(|| administrator().filter(|_| header.settings.practice));
    let session = session(&office, (code, pin), "命令行")?;
    ask_for(&office, &session, &Command::Office(OfficeCommand::EnterNotice(EnterNotice { text })))?;
    drop(office);
    let calendar = opening::office(store)?.facts().calendar;
    say(&format!("已登记，工作日历现在是：{}。各台下次打开时用上。", calendar.version()))?;
    kept(store, calendar)
}

/// What was promised before stays; each date that would be another one now is named.
fn kept(store: &Path, calendar: &Calendar) -> Result<(), CliError> {
    let kept = opening::lookout(store)?.kept_promises(calendar)?;
    if kept.is_empty() {
        return say("已经承诺的日期都不变。");
    }
    say(&format!("下列{}件已经承诺的日期照旧，按新安排本来是另一天：", kept.len()))?;
    for KeptPromise { case, promised, today } in kept {
        say(&format!("{}  承诺 {}  现在算 {}", case.spoken(), promised.iso(), today.iso()))?;
    }
    Ok(())
}

fn list(calendar: &Calendar, year: i32) -> Result<(), CliError> {
    say(&format!("工作日历 {}", calendar.version()))?;
    for year in [year, year + 1] {
        let state = if calendar.is_provisional(year) {
            "未公布，跨到该年的期限标“暂定”"
        } else {
            "已公布"
        };
        say(&format!("{year}年 {state}"))?;
    }
    Ok(())
}
