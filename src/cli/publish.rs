//! `xieban publish`: the office's website as static pages in a folder, and the record of what was made known where.

use std::path::{Path, PathBuf};

use serde_json::json;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::premises::{Channel, Published, RecordPublication};
use xieban_domain::refusal::Reason;
use xieban_domain::sealed::Seal;
use xieban_office::{ActError, run_id};
use xieban_site as site;

use super::CliError;
use super::account::session;
use super::args::Args;
use super::opening;
use super::out::{complain, say};

/// Who records it, on which terminal.
type Account = ((Option<String>, Option<String>), String);

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let (log, json) = (args.flag("--log"), args.flag("--json"));
    let posted = args.value::<String>("--posted")?;
    let account = (args.account()?, args.desk("网站")?);
    let folder = args.word()?.map(PathBuf::from);
    args.end()?;
    match (folder, posted, log) {
        (None, None, true) => list(&store, json),
        (None, Some(place), false) if !json => post(&store, place, account),
        (Some(folder), None, false) if !json => publish(&store, &folder, account),
        (_, _, _) => Err(CliError::Usage(
            "publish 后面写文件夹，网站写到那里；或者写 --posted 地点，记公示栏已更新；或者写 --log。"
                .to_owned(),
        )),
    }
}

fn publish(store: &Path, folder: &Path, account: Account) -> Result<(), CliError> {
    let mut office = opening::lookout(store)?;
    let mut web = office.web()?;
    for told in office.take_photos(&mut web) {
        complain(&told);
    }
    let files = site::files(&web);
    site::folder::write(folder, &files).map_err(|error| CliError::Bad(error.to_string()))?;
    say(&format!("已写好网站：{}，共{}个文件。", folder.display(), files.len()))?;
    if account.0.0.is_none() {
        return say("没有记入更新公示：要记的，写 --as 代码，正式库同时写 --pin-fd。");
    }
    let record = RecordPublication {
        channel: Channel::Website,
        place: folder.display().to_string(),
        code: Some(Seal(site::check(&web))),
    };
    match self::record(store, record, account) {
        // The pages are there in any case: what went wrong is the record.
        Err(CliError::Bad(why)) => Err(CliError::Bad(format!("网站已写好，但没有记入更新公示：{why}"))),
        done => done,
    }
}

fn post(store: &Path, place: String, account: Account) -> Result<(), CliError> {
    record(store, RecordPublication { channel: Channel::Notice, place, code: None }, account)
}

fn record(store: &Path, record: RecordPublication, (account, desk): Account) -> Result<(), CliError> {
    let office = opening::office(store)?;
    let session = session(&office, account, &desk)?;
    let channel = record.channel.name();
    let command = Command::Office(OfficeCommand::RecordPublication(record));
    match office.act(&session, &format!("publish-{}", run_id()), &command) {
        Ok(_) => say(&format!("已记入更新公示：{channel}。")),
        Err(ActError::Refused(refusal)) if refusal.reason == Reason::NothingChanged => {
            say(&format!("{channel}和今天上次记的相同，不重复记。"))
        }
        Err(error) => Err(CliError::Bad(error.to_string())),
    }
}

/// The newest last.
fn list(store: &Path, json: bool) -> Result<(), CliError> {
    let mut office = opening::lookout(store)?;
    let staff = office.header()?.staff;
    for published in office.published()? {
        let Published { channel, place, code, at, by } = &published;
        let code = code.map(|code| code.to_string());
        if json {
            let row = json!({ "at": at.iso(), "channel": channel, "place": place, "by": by, "code": code });
            say(&row.to_string())?;
            continue;
        }
        let code = code.map(|code| format!("  {}", code.chars().take(16).collect::<String>()));
        let (when, who) = (at.paper_time(), staff.name(by));
        say(&format!("{when}  {}  {place}  {who}{}", channel.name(), code.unwrap_or_default()))?;
    }
    Ok(())
}
