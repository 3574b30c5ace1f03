//! Every command there is, as a script would write it: from the types themselves, so that a new one is said, too.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xieban_domain::case::{CaseCommand, Register};
use xieban_domain::command::{Command, OfficeCommand};

use crate::canary::filled;

/// A number that no file has.
pub const NONE: &str = "2026-9998";

/// What only a list knows.
pub fn known(name: &str) -> Option<Value> {
    Some(match name {
        "CaseId" => json!("2026-2"),
        "ComplaintId" => json!("诉2026-1"),
        "FileNumber" | "AppointmentNumber" => json!(NONE),
        "StaffCode" | "officer" => json!("S03"),
        "leader" => json!("L01"),
        "MatterCode" => json!("TS03"),
        "Subject" | "matter" => json!("ZX01"),
        "ArrivalId" => json!("2026-11-23/1"),
        "ChainId" => json!("CH01"),
        "UnitId" => json!("RX"),
        "Quarter" => json!("2026Q4"),
        "Limit" => json!("5 working"),
        "department" => json!("监督一科"),
        "until" | "date" | "to_date" | "effective" | "done" | "approved_on" => json!("2026-11-23"),
        "HalfDay" | "from" | "to" => json!("2026-11-25 上午"),
        "Position" => json!({ "volume": 1, "page": 1, "line": 9 }),
        "Era" => json!("2012"),
        "back" => json!("10:00"),
        "at" => json!("2026-11-23T08:30"),
        "code" | "picture" => Value::Null,
        _ => return None,
    })
}

/// The commands of a room, by the names that stand in its schema.
fn room(schema: &Value, nth: usize) -> Vec<(String, Value)> {
    let all = schema["oneOf"].as_array().unwrap();
    let name = |command: &Value| command["properties"]["do"]["const"].as_str().unwrap().to_owned();
    let filled = |command: &Value| {
        let mut filled = filled(schema, command, "", nth, &known);
        // A choice within stands for the whole.
        filled["do"] = json!(name(command));
        // Lists of a length that the schema does not say.
        filled
            .as_object_mut()
            .unwrap()
            .retain(|field, _| !["hours", "escalation_days"].contains(&field.as_str()));
        // What the schema does not say, and what is a text there and something else here.
        match name(command).as_str() {
            "sign_report" => {
                filled["code"] = json!("00".repeat(8));
                (filled["from"], filled["to"]) = (json!("2026-11-01"), json!("2026-11-20"));
            }
            "keep_scheme" => filled["version"] = json!(1),
            // A command within a command.
            "on_paper" => filled["step"] = json!({ "do": "note_call", "words": "问进度" }),
            _ => {}
        }
        (name(command), filled)
    };
    all.iter().map(filled).collect()
}

/// Everything that can be said, with the first, second or third of the choices it has.
pub fn commands(nth: usize) -> Vec<(String, Value)> {
    let schema = |schema: schemars::Schema| schema.to_value();
    let mut all = room(&schema(schemars::schema_for!(OfficeCommand)), nth);
    for (name, mut command) in room(&schema(schemars::schema_for!(CaseCommand)), nth) {
        command["case"] = json!("2026-2");
        all.push((name, command));
    }
    let register = schema(schemars::schema_for!(Register));
    let mut command = filled(&register, &register, "", nth, &known);
    command["do"] = json!("register");
    all.push(("register".to_owned(), command));
    all.retain(|(_, command)| serde_json::from_value::<Command>(command.clone()).is_ok());
    all
}

/// Commands of the types that nobody says.
pub fn unsaid(names: &BTreeSet<&String>) -> Vec<String> {
    let of = |schema: schemars::Schema| -> Vec<String> {
        let schema = schema.to_value();
        let all = schema["oneOf"].as_array().unwrap().iter();
        all.map(|command| command["properties"]["do"]["const"].as_str().unwrap().to_owned()).collect()
    };
    let all = [of(schemars::schema_for!(OfficeCommand)), of(schemars::schema_for!(CaseCommand))].concat();
    all.into_iter().chain(["register".to_owned()]).filter(|name| !names.contains(name)).collect()
}
