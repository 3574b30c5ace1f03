//! `xieban case`: cases without the desk. Without `--as` public data only; with it names as lists show them.

use serde_json::{Value, json};

use super::CliError;
use super::args::Args;
use super::out::say;
use crate::domain::number::CaseId;
use crate::domain::visitor::Visitor;
use crate::office::{Lookout, Row};

/// Rows read in one transaction.
const SLICE: usize = 500;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let verb = args.word()?;
    let json = args.flag("--json");
    let named = args.value::<String>("--as")?.is_some();
    let store = args.store()?;
    match verb.as_deref() {
        Some("list") => {
            args.end()?;
            list(&mut Lookout::open(&store)?, json, named)
        }
        Some("show") => {
            let id = args.word()?.ok_or_else(|| CliError::Usage("case show 后面要写编号。".to_owned()))?;
            args.end()?;
            let id: CaseId = id.parse().map_err(|error| CliError::Usage(format!("{error}。")))?;
            let mut office = Lookout::open(&store)?;
            let row = office.cases(id, 1)?.into_iter().find(|row| row.record.case.id() == id);
            let row = row.ok_or_else(|| CliError::Bad("没有这个编号的件，请核对年份和号码。".to_owned()))?;
            print(&mut office, &row, json, named)
        }
        Some(_) | None => Err(CliError::Usage("case 后面写 list 或 show。".to_owned())),
    }
}

fn list(office: &mut Lookout, json: bool, named: bool) -> Result<(), CliError> {
    let mut from = CaseId { year: 0, seq: 1 };
    loop {
        let rows = office.cases(from, SLICE)?;
        for row in &rows {
            print(office, row, json, named)?;
        }
        match rows.last() {
            Some(last) if rows.len() == SLICE => {
                from = CaseId { seq: last.record.case.id().seq + 1, ..last.record.case.id() }
            }
            Some(_) | None => return Ok(()),
        }
    }
}

fn print(office: &mut Lookout, row: &Row, json: bool, named: bool) -> Result<(), CliError> {
    let value = public(office, row, named)?;
    if json {
        return say(&value.to_string());
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let columns = ["light", "number", "visitor", "matter", "disposition", "state", "due"].map(text);
    say(&columns.iter().filter(|column| !column.is_empty()).cloned().collect::<Vec<_>>().join("  "))
}

fn public(office: &mut Lookout, row: &Row, named: bool) -> Result<Value, CliError> {
    let door = office.door()?;
    let case = &row.record.case;
    let mut value = json!({
        "case": case.id().to_string(),
        "number": case.id().number().paper(&door.settings.prefix),
        "spoken": case.id().spoken(),
        "version": case.version,
        "registered": case.opening.at.iso(),
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
        "due": row.due.map(|due| due.date.to_string()),
        "provisional": row.due.is_some_and(|due| due.provisional),
    });
    if let (true, Some(map)) = (named, value.as_object_mut()) {
        map.insert("visitor".to_owned(), case.visitor.get().map(Visitor::listed_name).into());
    }
    Ok(value)
}
