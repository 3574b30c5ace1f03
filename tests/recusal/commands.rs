//! Every command there is, sent by everybody: what comes of it, and the sentence of a refusal, tell nothing. The commands and their fields
//! come from the types themselves, so that a new one is sent, too.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xieban::domain::case::{CaseCommand, Register};
use xieban::domain::command::OfficeCommand;
use xieban::domain::staff::Staff;
use xieban::office::{ActError, Done, Office, StoreError};

use crate::canary::filled;
use crate::files::{Part, Planned, may_know};
use crate::people::offices;
use crate::stage::{STAGE, in_memory};
use crate::support::say;

/// A number that no file has.
const NONE: &str = "2026-9998";

/// What came of a command, and was taken back at once.
enum Tried {
    Outcome(String),
    Store(StoreError),
}

impl From<StoreError> for Tried {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What somebody hears, but for the numbers of pages.
fn told(outcome: &Result<Done, ActError>) -> String {
    match outcome {
        Ok(Done { case, repeated, receipt, .. }) => format!("{case:?} {repeated} {}", receipt.is_some()),
        Err(error) => format!("{error:?} {error}"),
    }
}

/// What would come of each of these commands by this person. Nothing is left of it.
fn would(office: &Office, person: &Staff, commands: &[Value]) -> Vec<String> {
    let session = office.practise(&person.code.0, "1号台").unwrap();
    let each = |command: &Value| {
        let command = say(command);
        let tried = office.import_salted(&mut || [7; 32], |import| -> Result<(), Tried> {
            let outcome = import.act(&session, "trial", &command, office.now());
            Err(Tried::Outcome(told(&outcome)))
        });
        match tried {
            Err(Tried::Outcome(outcome)) => outcome,
            Err(Tried::Store(error)) => panic!("{command:?}: {error}"),
            Ok(()) => panic!("it was kept"),
        }
    };
    commands.iter().map(each).collect()
}

/// What only a list knows.
fn known(name: &str) -> Option<Value> {
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
        "until" | "date" | "to_date" | "effective" | "done" => json!("2026-11-23"),
        "HalfDay" | "from" | "to" => json!("2026-11-25 上午"),
        "Position" => json!({ "volume": 1, "page": 1, "line": 9 }),
        "Era" => json!("2012"),
        "back" => json!("10:00"),
        "at" => json!("2026-11-23T08:30"),
        "code" => Value::Null,
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
            _ => {}
        }
        (name(command), filled)
    };
    all.iter().map(filled).collect()
}

/// Everything that can be said, with the first, second or third of the choices it has.
fn commands(nth: usize) -> Vec<(String, Value)> {
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
    all.retain(|(_, command)| {
        serde_json::from_value::<xieban::domain::command::Command>(command.clone()).is_ok()
    });
    all
}

/// Every step that can be asked of a file.
fn steps() -> Vec<Value> {
    let schema = schemars::schema_for!(OfficeCommand).to_value();
    let steps = schema["$defs"]["ConductCommand"]["oneOf"].as_array().unwrap();
    steps.iter().map(|step| filled(&schema, step, "", 0, &known)).collect()
}

fn step(file: &str, step: &Value) -> Value {
    json!({ "do": "conduct", "file": file, "step": step })
}

#[test]
fn r72_of_a_file_he_may_not_know_of_everybody_hears_what_he_hears_of_none() {
    let stage = &*STAGE;
    let (office, steps) = (stage.open(), steps());
    assert!(steps.len() >= 12);
    let mut pairs = 0;
    for person in &stage.people {
        let nowhere: Vec<Value> = steps.iter().map(|each| step(NONE, each)).collect();
        let nowhere = would(&office, person, &nowhere);
        let hidden = || stage.plan.iter().filter(|file| !may_know(person, file, Part::Number));
        // Of many files each with one of the steps, of few each with all.
        let few = hidden().count() < 100;
        let of = |(nth, file): (usize, &Planned)| -> Vec<(usize, Value)> {
            let some = (0..steps.len()).filter(|step| few || nth % steps.len() == *step);
            some.map(|nth| (nth, step(&file.number.to_string(), &steps[nth]))).collect()
        };
        let asked: Vec<(usize, Value)> = (0..).zip(hidden()).flat_map(of).collect();
        let all: Vec<Value> = asked.iter().map(|(_, command)| command.clone()).collect();
        for ((nth, command), heard) in asked.iter().zip(would(&office, person, &all)) {
            assert_eq!(heard, nowhere[*nth], "{} {command}", person.code);
        }
        assert!(nowhere.iter().all(|heard| heard.contains("没有这个编号的作风件")));
        assert_eq!(asked.iter().map(|(nth, _)| nth).collect::<BTreeSet<_>>().len(), steps.len());
        pairs += hidden().count();
    }
    println!("{pairs} pairs, {} steps", steps.len());
}

#[test]
fn r72_every_command_comes_to_what_it_would_if_there_were_no_file() {
    let stage = &*STAGE;
    let (office, none) = (stage.open(), in_memory(&[], &[]));
    let all: [Vec<(String, Value)>; 3] = [0, 1, 2].map(commands);
    let names: BTreeSet<&String> = all.iter().flatten().map(|(name, _)| name).collect();
    assert_eq!(unsaid(&names), Vec::<String>::new());
    for (nth, person) in stage.people.iter().enumerate().filter(|(_, staff)| !offices().contains(&staff.code))
    {
        let said: Vec<Value> = all[nth % 3].iter().map(|(_, command)| command.clone()).collect();
        let (here, there) = (would(&office, person, &said), would(&none, person, &said));
        for ((here, there), command) in here.iter().zip(there).zip(&said) {
            assert_eq!(*here, there, "{} {command}", person.code);
        }
    }
}

/// Commands of the types that nobody says.
fn unsaid(names: &BTreeSet<&String>) -> Vec<String> {
    let of = |schema: schemars::Schema| -> Vec<String> {
        let schema = schema.to_value();
        let all = schema["oneOf"].as_array().unwrap().iter();
        all.map(|command| command["properties"]["do"]["const"].as_str().unwrap().to_owned()).collect()
    };
    let all = [of(schemars::schema_for!(OfficeCommand)), of(schemars::schema_for!(CaseCommand))].concat();
    all.into_iter().chain(["register".to_owned()]).filter(|name| !names.contains(name)).collect()
}

/// The controls: whoever may know of a file hears something else of it than of none; a command that nobody says is missed.
#[test]
fn a_refusal_that_tells_would_be_found() {
    let stage = &*STAGE;
    let office = stage.open();
    let insider = stage.people.iter().find(|staff| staff.code.0 == "F01").unwrap();
    let seen = stage.plan.iter().filter(|file| may_know(insider, file, Part::Inside) && !file.decided);
    let reveal = json!({ "what": "reveal", "reason": "回访" });
    let said: Vec<Value> = seen.map(|file| step(&file.number.to_string(), &reveal)).collect();
    assert!(said.len() > 100);
    let nowhere = would(&office, insider, &[step(NONE, &reveal)]).remove(0);
    assert!(would(&office, insider, &said).iter().all(|heard| *heard != nowhere));
    let all = commands(0);
    let names: BTreeSet<&String> =
        all.iter().map(|(name, _)| name).filter(|name| *name != "conduct").collect();
    assert!(unsaid(&names).contains(&"conduct".to_owned()));
}
