//! `xieban journal`: the pages, as far as whoever asks may read them. No private text is on them; an administrator may have them
//! beside. What is not his to read is number and hash.

use xieban_journal::{Reach, shown};
use xieban_office::{Administrator, AskError, Lookout, Query};

use super::CliError;
use super::account::prove;
use super::args::Args;
use super::opening;
use super::out::say;

/// Pages read in one transaction.
const SLICE: usize = 500;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let json = args.flag("--json");
    let mut from = args.value::<u64>("--from")?.unwrap_or(1);
    let private = args.flag("--with-private");
    let (code, pin) = args.account()?;
    let store = args.store()?;
    args.end()?;
    let mut office = opening::lookout(&store)?;
    if private {
        let code = code.filter(|_| json).ok_or_else(|| {
            CliError::Usage("--with-private 须同时给 --json、--as 代码；正式库还须给 --pin-fd。".to_owned())
        })?;
        let proved = opening::office(&store)?.exporter(&code, pin.as_deref(), from);
        let proved = proved.map_err(|error| CliError::Bad(error.to_string()))?;
        let administrator = proved
            .ok_or_else(|| CliError::Bad("隐私文字只有系统管理员可以导出，请由其本人办理。".to_owned()))?;
        return export(&mut office, &administrator, from);
    }
    let reach = reach(&mut office, code.as_deref(), pin.as_deref())?;
    loop {
        let mut pages: Vec<String> = Vec::new();
        office.pages(from, &mut |page| {
            pages.push(shown(page, reach));
            pages.len() < 1000
        })?;
        for page in &pages {
            say(&if json { page.clone() } else { brief(page) })?;
        }
        if pages.len() < 1000 {
            return Ok(());
        }
        from += 1000;
    }
}

/// How far whoever asks may read.
fn reach(office: &mut Lookout, code: Option<&str>, pin: Option<&str>) -> Result<Reach, CliError> {
    prove(office, code, pin)?;
    let Some(code) = code else { return Ok(Reach::Anybody) };
    match office.may_ask(code, &Query::Changes) {
        Ok(()) => Ok(Reach::Values),
        Err(AskError::Refused(_)) => Ok(Reach::Anybody),
        Err(AskError::Store(error)) => Err(CliError::Store(error)),
    }
}

/// Each page as it stands, and beside it the private texts by their seals.
fn export(office: &mut Lookout, administrator: &Administrator, mut from: u64) -> Result<(), CliError> {
    loop {
        let pages = office.opened(administrator, from, SLICE)?;
        for (page, texts) in &pages {
            let texts = texts.iter().map(|(seal, text)| format!("\"{seal}\":{text}"));
            let texts = texts.collect::<Vec<_>>().join(",");
            say(&format!("{{\"page\":{page},\"private\":{{{texts}}}}}"))?;
            from += 1;
        }
        if pages.len() < SLICE {
            return Ok(());
        }
    }
}

/// One page in a line.
fn brief(page: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(page).unwrap_or_default();
    let text = |pointer: &str| {
        value.pointer(pointer).map(|found| found.to_string().replace('"', "")).unwrap_or_default()
    };
    if value.get("withheld").is_some() {
        return format!("{:>8}  非公开  {}", text("/page"), text("/hash"));
    }
    let what = [
        "/event/case/event/what",
        "/event/complaint/event/what",
        "/event/office/what",
        "/event/desk/what",
        "/event/access/what",
    ];
    let what = what.iter().map(|pointer| text(pointer)).find(|what| !what.is_empty()).unwrap_or_default();
    let at = xieban_domain::moment::Moment(
        value.get("at").and_then(serde_json::Value::as_i64).unwrap_or_default(),
    );
    let about = text("/event/case/id") + &text("/event/complaint/id");
    format!("{:>8}  {}  {}  {}  {about} {what}", text("/page"), at.iso(), text("/by"), text("/desk"))
}
