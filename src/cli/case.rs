//! `xieban case`: cases without the desk. Without `--as` public data only; with it names as lists show them.

use serde_json::{Value, json};
use xieban_domain::case::escalation::Escalation;
use xieban_domain::case::state::Disposed;
use xieban_domain::number::CaseId;
use xieban_domain::settings::Settings;
use xieban_domain::visitor::Visitor;
use xieban_office::{CaseRow, Lookout, Query};
use xieban_words::canonical::key_char;

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
    let (verb, id) = (args.word()?, args.word()?);
    args.end()?;
    let wanted = match (verb.as_deref(), id) {
        (Some("list"), None) => None,
        (Some("show"), Some(number)) if has_digits(&number) => Some(number),
        (Some("show"), Some(other)) => {
            return Err(CliError::Usage(format!("编号写作2026-9，不能是“{other}”。")));
        }
        (Some("show"), None) => return Err(CliError::Usage("case show 后面要写编号。".to_owned())),
        (Some("list"), Some(other)) => return Err(CliError::Usage(format!("不认识“{other}”。"))),
        (Some(_) | None, _) => return Err(CliError::Usage("case 后面写 list 或 show。".to_owned())),
    };
    let mut office = opening::lookout(&store)?;
    prove(&mut office, code.as_deref(), pin.as_deref())?;
    may_see(&mut office, code.as_deref(), &Query::Find(String::new()))?;
    let shown = ListFormat { json, named: code.is_some(), settings: office.header()?.settings };
    match wanted {
        None => list(&mut office, &shown),
        Some(number) => print(&the_one(&mut office, &number)?, &shown),
    }
}

/// What has no digit is no number, in whatever store.
fn has_digits(text: &str) -> bool {
    text.chars().any(|c| key_char(c).is_ascii_digit())
}

/// The case of a number, however it is written; where several fit, they are named.
fn the_one(office: &mut Lookout, number: &str) -> Result<CaseRow, CliError> {
    let named = office.numbered(number)?;
    let mut found = named.map_err(|why| CliError::Usage(format!("“{number}”：{why}。")))?;
    if found.len() > 1 {
        let ids: Vec<String> = found.iter().map(|row| row.record.case.id().to_string()).collect();
        let said = format!("“{number}”对得上{}件：{}。请写其中一个。", ids.len(), ids.join("、"));
        return Err(CliError::Usage(said));
    }
    found.pop().ok_or_else(|| CliError::Bad("没有这个编号的件，请核对年份和号码。".to_owned()))
}

/// How rows are shown.
struct ListFormat {
    json: bool,
    named: bool,
    settings: Settings,
}

fn list(office: &mut Lookout, shown: &ListFormat) -> Result<(), CliError> {
    let mut from = CaseId { year: 0, seq: 1 };
    loop {
        let rows = office.cases(from, SLICE)?;
        for row in &rows {
            print(row, shown)?;
        }
        match rows.last() {
            Some(last) if rows.len() == SLICE => {
                from = CaseId { seq: last.record.case.id().seq + 1, ..last.record.case.id() }
            }
            Some(_) | None => return Ok(()),
        }
    }
}

fn print(row: &CaseRow, shown: &ListFormat) -> Result<(), CliError> {
    let value = public(row, shown);
    if shown.json {
        return say(&value.to_string());
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let columns = ["light", "number", "visitor", "matter", "disposition", "state", "due"].map(text);
    say(&columns.iter().filter(|column| !column.is_empty()).cloned().collect::<Vec<_>>().join("  "))
}

fn public(row: &CaseRow, shown: &ListFormat) -> Value {
    let case = &row.record.case;
    let promised = match &case.disposed {
        Some(Disposed::Promise { promised, .. }) => Some(*promised),
        Some(Disposed::Prompt | Disposed::Instant { .. } | Disposed::Return { .. }) | None => None,
    };
    let mut value = json!({
        "case": case.id().to_string(),
        "number": shown.settings.paper(case.id().number()),
        "spoken": case.id().spoken(),
        "version": case.version,
        "registered": case.opening.at.iso(),
        "paper": case.opening.late.as_ref().map(|late| late.number.as_str()),
        "entered": case.opening.late.as_ref().map(|late| late.entered.iso()),
        "visits": case.visit_count(),
        "waited_minutes": case.waited(),
        "corrections": case.corrections.times,
        "desk": case.opening.desk,
        "officer": case.opening.officer,
        "leader": case.leader,
        "matter": case.opening.title,
        "code": case.opening.subject.code(),
        "kind": case.opening.kind.name(),
        "disposition": case.division(),
        "state": case.life.name(),
        "whereabouts": case.whereabouts(),
        "light": row.light.text(),
        "escalation": row.escalation.map(Escalation::name),
        "due": row.due.map(|due| due.date.to_string()),
        "provisional": row.due.is_some_and(|due| due.provisional),
        "promised": promised.map(|due| due.date.to_string()),
        "statutory": case.statutory().map(|due| due.date.to_string()),
        "received_from": case.opening.received_from,
        "slip": case.slip().map(|slip| shown.settings.paper(slip)),
        "led_on_again": case.is_led_on_again(),
        "disputed": case.dispute().is_some(),
        "follow_up_open": case.follow_up_open(),
        "fee_fen": case.service.fee.fee.0,
        "stopped_since": case.stopped().map(|stop| stop.from.to_string()),
    });
    if let (true, Some(map)) = (shown.named, value.as_object_mut()) {
        map.insert("visitor".to_owned(), case.visitor.get().map(Visitor::listed_name).into());
    }
    value
}
