//! `xieban act`: one JSON command a line, one JSON answer a line. A line that is wrong gets its answer, and the next one still runs.

use std::fmt;
use std::io::{BufRead, Read as _};

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};
use xieban_domain::case::{CaseCommand, Register};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::number::CaseId;
use xieban_office::{ActError, Office, Session, SignInError, StoreError};

use super::CliError;
use super::account::second;
use super::args::Args;
use super::opening;
use super::out::say;

/// Longest line taken, in bytes.
const LINE: u64 = 1 << 20;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    if args.flag("--schema") {
        args.end()?;
        return say(&schema());
    }
    let store = args.store()?;
    let (code, pin) = args.account()?;
    let desk = args.desk("批量")?;
    let named = args.second()?;
    args.end()?;
    let office = opening::office(&store)?;
    let settings = office.header()?.settings;
    let signed = |session: Result<Session, SignInError>| {
        session.map(Some).map_err(|error| CliError::Bad(error.to_string()))
    };
    let session = match (code, pin) {
        (Some(code), Some(pin)) => signed(office.sign_in(&code, &pin, &desk, false))?,
        (Some(code), None) if settings.practice => signed(office.practise(&code, &desk))?,
        (None, _) if settings.practice => None,
        (_, None) | (None, Some(_)) => {
            return Err(CliError::Usage("正式库须给 --as 代码和 --pin-fd 描述符。".to_owned()));
        }
    };
    let second = second(&office, named.as_ref(), &desk)?;
    let mut input = std::io::stdin().lock();
    let mut line_number: u64 = 0;
    loop {
        let (answer, end) = match next_line(&mut input)? {
            InputLine::End => return Ok(()),
            InputLine::Blank => continue,
            InputLine::TooLong => (malformed(&Value::Null, "超过1 MiB"), None),
            InputLine::Said(line) => answer(&office, (session.as_ref(), second.as_ref()), &desk, &line),
        };
        line_number += 1;
        say(&answer.to_string()).map_err(|error| unheard(error, line_number))?;
        if let Some(error) = end {
            return Err(error.into());
        }
    }
}

/// Whoever read the answers went away. What was asked after that is not done, and that is said.
fn unheard(error: CliError, answered: u64) -> CliError {
    if matches!(error, CliError::Piped) {
        return CliError::Bad(format!(
            "读答复的程序不在了：办到第{answered}条为止，后面的没有办；请用原来的请求号再来一次。"
        ));
    }
    error
}

/// What stands on the next line of the input.
enum InputLine {
    End,
    Blank,
    /// More than is taken. It has been read to its end.
    TooLong,
    Said(Vec<u8>),
}

fn next_line(input: &mut impl BufRead) -> Result<InputLine, CliError> {
    let failed = |error: std::io::Error| CliError::Bad(format!("读不到输入（{error}）。"));
    let mut line = Vec::new();
    if input.by_ref().take(LINE + 1).read_until(b'\n', &mut line).map_err(failed)? == 0 {
        return Ok(InputLine::End);
    }
    if line.ends_with(b"\n") || u64::try_from(line.len()).is_ok_and(|read| read <= LINE) {
        return Ok(if line.iter().all(u8::is_ascii_whitespace) {
            InputLine::Blank
        } else {
            InputLine::Said(line)
        });
    }
    input.skip_until(b'\n').map_err(failed)?;
    Ok(InputLine::TooLong)
}

/// The object of a line. A key that is written twice is refused: which of the two was meant, nobody knows. A mark of the byte order
/// before the first line, as some editors put it there, is no part of it.
fn said_once(line: &[u8]) -> Result<Map<String, Value>, String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    match serde_json::from_slice(line) {
        Ok(Once(Value::Object(map))) => Ok(map),
        Err(error) if error.is_data() => {
            Err(error.to_string().split(" at line").next().unwrap_or_default().to_owned())
        }
        Ok(Once(_)) | Err(_) => Err("不是JSON对象".to_owned()),
    }
}

/// A value no object in which has the same key twice.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OnceVisitor)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Once;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Once, E> {
        Ok(Once(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Once, E> {
        Ok(Once(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Once, E> {
        Ok(Once(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Once, E> {
        Ok(Once(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Once, E> {
        Ok(Once(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Once, A::Error> {
        let mut values = Vec::new();
        while let Some(Once(value)) = from.next_element()? {
            values.push(value);
        }
        Ok(Once(Value::Array(values)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Once, A::Error> {
        let mut map = Map::new();
        while let Some((key, Once(value))) = from.next_entry::<String, Once>()? {
            if map.contains_key(&key) {
                return Err(Error::custom(format_args!("“{key}”写了两次，请只留一个")));
            }
            map.insert(key, value);
        }
        Ok(Once(Value::Object(map)))
    }
}

/// The answer to one line, and the error after which no other line makes sense.
fn answer(
    office: &Office,
    (session, second): (Option<&Session>, Option<&Session>),
    desk: &str,
    line: &[u8],
) -> (Value, Option<StoreError>) {
    let mut map = match said_once(line) {
        Ok(map) => map,
        Err(what) => return (malformed(&Value::Null, &what), None),
    };
    let request = map.remove("request").unwrap_or(Value::Null);
    let account = map.remove("as");
    let Some(id) = request.as_str().filter(|id| !id.is_empty()) else {
        return (malformed(&request, "缺请求号request"), None);
    };
    if let Err(error) = name_case(office, &mut map) {
        return (malformed(&request, &error), None);
    }
    let command = match command(map) {
        Ok(command) => command,
        Err(error) => return (malformed(&request, &error), None),
    };
    let practised;
    let session = match (session, account.as_ref().and_then(Value::as_str)) {
        (None, None) => return (malformed(&request, "缺人员代码as"), None),
        (Some(session), None) => session,
        (Some(session), Some(code)) if code == session.account().0 => session,
        (_, Some(code)) => match office.practise(code, desk) {
            Ok(session) => {
                practised = session;
                &practised
            }
            Err(error) => return (refused(&request, "program", "not_signed_in", &error.to_string()), None),
        },
    };
    match office.act_with(session, id, &command, second) {
        Ok(done) => {
            let pages: Vec<u64> = (done.first..=done.last).filter(|page| *page > 0).collect();
            let mut answer = json!({ "request": request, "ok": true, "pages": pages });
            if let (Some(case), Some(map)) = (done.case, answer.as_object_mut()) {
                // It was given out a moment ago: where it cannot be read, the case's own id says which it is.
                let number = office.paper(case.number()).map(Value::from).unwrap_or_default();
                map.insert("number".to_owned(), number);
                map.insert("case".to_owned(), Value::from(case.to_string()));
            }
            if let Some(map) = answer.as_object_mut() {
                map.extend(done.number.map(|number| ("number".to_owned(), Value::from(number))));
                let receipt = done.receipt.map(|receipt| receipt.to_string());
                map.extend(receipt.map(|receipt| ("receipt".to_owned(), Value::from(receipt))));
            }
            (answer, None)
        }
        Err(ActError::Refused(refusal)) => {
            (refused(&request, &refusal.basis().code(), refusal.code(), &refusal.to_string()), None)
        }
        Err(error @ ActError::RequestReused) => {
            (refused(&request, "program", "request_reused", &error.to_string()), None)
        }
        Err(ActError::Store(error)) => {
            let answer = refused(&request, "program", "store", &error.to_string());
            // Another writer, a full disk: the next line may fare better. Nothing else passes by itself.
            let passes = matches!(error, StoreError::Busy | StoreError::Full | StoreError::Io(_));
            (answer, (!passes).then_some(error))
        }
    }
}

/// A case may be named by any number that the program has written for it; on the wire it is `2026-1`.
fn name_case(office: &Office, map: &mut Map<String, Value>) -> Result<(), String> {
    let looks_up = map.get("do").is_some_and(|named| named == "look_up");
    for field in if looks_up { &["case", "number"][..] } else { &["case"] } {
        let Some(Value::String(typed)) = map.get(*field) else { continue };
        if typed.parse::<CaseId>().is_ok() {
            continue;
        }
        // What names no case is told where it is read.
        let named = office.numbered(typed).map(Result::unwrap_or_default).unwrap_or_default();
        match named.as_slice() {
            [] => {}
            [id] => {
                let id = Value::from(id.to_string());
                map.insert((*field).to_owned(), id);
            }
            several => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                return Err(format!("“{typed}”对得上{}件：{}", ids.len(), ids.join("、")));
            }
        }
    }
    Ok(())
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

/// Every command with its fields, made from the types. What every line may carry stands once, under `line`.
fn schema() -> String {
    let line = json!({
        "request": "string: the same id again gives the first answer again",
        "as": "string: account code",
        "case": "string: for a command on a case, e.g. 2026-1, or any other way in which its number is written",
        "version": "integer, optional: refused if the case has changed since",
    });
    let mut register = schemars::schema_for!(Register).to_value();
    if let Some(Value::Object(fields)) = register.pointer_mut("/properties") {
        fields.insert("do".to_owned(), json!({ "type": "string", "const": "register" }));
    }
    if let Some(Value::Array(required)) = register.pointer_mut("/required") {
        required.push(json!("do"));
    }
    let schema = json!({
        "line": line,
        "register": register,
        "on_case": schemars::schema_for!(CaseCommand),
        "office": schemars::schema_for!(OfficeCommand),
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}
