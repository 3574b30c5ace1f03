//! `xieban looks`: who looked at an identity, at whose, and why, the newest first. For those who supervise; a reason names nobody.

use serde_json::json;
use xieban_domain::reveal::{LookEntry, Whose};
use xieban_domain::sealed::Words;
use xieban_office::Query;

use super::CliError;
use super::account::{may_see, prove};
use super::args::Args;
use super::opening;
use super::out::say;

/// Rows read in one transaction.
const SLICE: usize = 500;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let json = args.flag("--json");
    let (code, pin) = args.account()?;
    let store = args.store()?;
    args.end()?;
    let Some(code) = code else {
        return Err(CliError::Usage("looks 须给 --as 代码，正式库同时给 --pin-fd 描述符。".to_owned()));
    };
    let mut office = opening::lookout(&store)?;
    prove(&mut office, Some(&code), pin.as_deref())?;
    may_see(&mut office, Some(&code), &Query::Looks { offset: 0, limit: SLICE })?;
    let (mut offset, mut last) = (0, u64::MAX);
    loop {
        let part = office.looks(offset, SLICE)?;
        // Whoever looks meanwhile moves the rest on.
        for look in part.looks.iter().filter(|look| look.page < last) {
            say(&if json { as_json(look) } else { line(look) })?;
        }
        offset += SLICE;
        match part.looks.last() {
            Some(look) if offset < part.total => last = look.page,
            Some(_) | None => return Ok(()),
        }
    }
}

fn line(look: &LookEntry) -> String {
    let LookEntry { page, by, at, what } = look;
    let of = match what.of {
        Whose::Case(id) => id.to_string(),
        Whose::Complaint(id) => id.to_string(),
    };
    format!("{page:>8}  {}  {by}  {of}  {}  {}", at.iso(), what.purpose.extent().name(), what.why())
}

fn as_json(look: &LookEntry) -> String {
    let LookEntry { page, by, at, what } = look;
    let (case, complaint) = match what.of {
        Whose::Case(id) => (Some(id.to_string()), None),
        Whose::Complaint(id) => (None, Some(id.to_string())),
    };
    json!({
        "page": page,
        "at": at.iso(),
        "by": by,
        "case": case,
        "complaint": complaint,
        "seen": what.purpose.extent().name(),
        "purpose": what.purpose.name(),
        "reason": what.reason.as_ref().map(Words::text),
        "why": what.why(),
    })
    .to_string()
}
