//! Every command there is, sent by everybody: what comes of it, and the sentence of a refusal, tell nothing. The commands and their fields
//! come from the types themselves, so that a new one is sent, too.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xieban_domain::command::OfficeCommand;
use xieban_domain::staff::Staff;
use xieban_office::{ActError, Done, Office, StoreError};

use xieban_support::canary::filled;
use xieban_support::said::{NONE, commands, known, unsaid};
use xieban_support::say;

use crate::files::{Part, Planned, may_know};
use crate::people::offices;
use crate::stage::{STAGE, in_memory};

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
