//! `xieban act`: one JSON command a line, one JSON answer a line. A line that is wrong gets its answer, and the next one still runs.

use std::io::BufRead as _;

use serde_json::{Map, Value, json};

use super::CliError;
use super::args::{Args, pin_from};
use super::out::say;
use crate::domain::case::{CaseCommand, Register};
use crate::domain::command::{Command, OfficeCommand};
use crate::office::{ActError, Office, Session};

/// Longest line taken, in bytes.
const LINE: usize = 1 << 20;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    if args.flag("--schema") {
        args.end()?;
        return say(&schema());
    }
    let store = args.store()?;
    let code = args.value::<String>("--as")?;
    let pin = args.value::<u32>("--pin-fd")?.map(pin_from).transpose()?;
    let desk = args.value::<String>("--desk")?.unwrap_or_else(|| "批量".to_owned());
    args.end()?;
    let office = Office::open(&store)?;
    let session = match (code, pin) {
        (Some(code), Some(pin)) => Some(
            office.sign_in(&code, &pin, &desk, false).map_err(|error| CliError::Bad(error.to_string()))?,
        ),
        (Some(_), None) => return Err(CliError::Usage("--as 须同时给 --pin-fd。".to_owned())),
        (None, _) => None,
    };
    let prefix = office.door()?.settings.prefix;
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = std::io::Read::take(&mut input, LINE as u64).read_until(b'\n', &mut line);
        if read.map_err(|error| CliError::Bad(format!("读不到输入（{error}）。")))? == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        say(&answer(&office, session.as_ref(), &desk, &prefix, &line).to_string())?;
    }
}

fn answer(office: &Office, session: Option<&Session>, desk: &str, prefix: &str, line: &[u8]) -> Value {
    let Ok(Value::Object(mut map)) = serde_json::from_slice(line) else {
        return malformed(&Value::Null, "不是JSON对象");
    };
    let request = map.remove("request").unwrap_or(Value::Null);
    let account = map.remove("as");
    let Some(id) = request.as_str().filter(|id| !id.is_empty()) else {
        return malformed(&request, "缺请求号request");
    };
    let practised;
    let session = match (session, account.as_ref().and_then(Value::as_str)) {
        (Some(session), None) => session,
        (Some(session), Some(code)) if code == session.account().0 => session,
        (_, Some(code)) => match office.practise(code, desk) {
            Ok(session) => {
                practised = session;
                &practised
            }
            Err(error) => return refused(&request, "program", "not_signed_in", &error.to_string()),
        },
        (None, None) => return malformed(&request, "缺人员代码as"),
    };
    let command = match command(map) {
        Ok(command) => command,
        Err(error) => return malformed(&request, &error),
    };
    match office.act(session, id, &command) {
        Ok(done) => {
            let pages: Vec<u64> = (done.first..=done.last).filter(|page| *page > 0).collect();
            let mut answer = json!({ "request": request, "ok": true, "pages": pages });
            if let (Some(case), Some(map)) = (done.case, answer.as_object_mut()) {
                map.insert("number".to_owned(), Value::from(case.number().paper(prefix)));
                map.insert("case".to_owned(), Value::from(case.to_string()));
            }
            answer
        }
        Err(ActError::Refused(refusal)) => {
            refused(&request, &refusal.basis().code(), refusal.code(), &refusal.to_string())
        }
        Err(error @ ActError::RequestReused) => {
            refused(&request, "program", "request_reused", &error.to_string())
        }
        Err(ActError::Store(error)) => refused(&request, "program", "store", &error.to_string()),
    }
}

fn command(map: Map<String, Value>) -> Result<Command, String> {
    serde_json::from_value(Value::Object(map)).map_err(|error| error.to_string())
}

fn malformed(request: &Value, why: &str) -> Value {
    refused(
        request,
        "program",
        "malformed",
        &format!("这一行读不懂（{why}），请对照 xieban act --schema 改正。"),
    )
}

fn refused(request: &Value, basis: &str, reason: &str, message: &str) -> Value {
    json!({ "request": request, "ok": false, "basis": basis, "reason": reason, "message": message })
}

/// Every command with its fields, made from the types.
fn schema() -> String {
    let common = json!({
        "request": "string: the same id again gives the first answer again",
        "as": "string: account code",
        "case": "string: for a command on a case, e.g. 2026-1",
        "version": "integer, optional: refused if the case has changed since",
    });
    let schema = json!({
        "line": common,
        "register": schemars::schema_for!(Register),
        "on_case": schemars::schema_for!(CaseCommand),
        "office": schemars::schema_for!(OfficeCommand),
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}
