//! `xieban journal`: the pages, as they stand. No private text is on them.

use super::CliError;
use super::args::Args;
use super::out::say;
use crate::office::Lookout;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let json = args.flag("--json");
    let mut from = args.value::<u64>("--from")?.unwrap_or(1);
    let store = args.store()?;
    args.end()?;
    let mut office = Lookout::open(&store)?;
    loop {
        let mut pages: Vec<String> = Vec::new();
        office.pages(from, &mut |bytes| {
            pages.push(String::from_utf8_lossy(bytes).into_owned());
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

/// One page in a line.
fn brief(page: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(page).unwrap_or_default();
    let text = |pointer: &str| {
        value.pointer(pointer).map(|found| found.to_string().replace('"', "")).unwrap_or_default()
    };
    let what = ["/event/case/event/what", "/event/office/what", "/event/desk/what", "/event/access/what"];
    let what = what.iter().map(|pointer| text(pointer)).find(|what| !what.is_empty()).unwrap_or_default();
    let at = crate::domain::moment::Moment(
        value.get("at").and_then(serde_json::Value::as_i64).unwrap_or_default(),
    );
    format!(
        "{:>8}  {}  {}  {}  {} {what}",
        text("/page"),
        at.iso(),
        text("/by"),
        text("/desk"),
        text("/event/case/id")
    )
}
