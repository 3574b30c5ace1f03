//! An office in which the canary stands in every field about a visitor: registrations, complaints, whole lives of cases, and every other
//! command of the schema with every field filled.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};
use xieban_office::Office;

use crate::canary::{WORDS, carried, filled, known, registrations, texts};
use crate::lives::{complaints, further, lives, of_its_own, walled, ways};

/// Texts of a registration that are chosen from a list or have a form: nothing of a visitor fits in.
pub const CHOSEN: [&str; 11] = [
    ".arrival",
    ".chain",
    ".department",
    ".disposition.limit",
    ".matter",
    ".paper.at",
    ".received_from.unit",
    ".unit",
    ".repeats",
    ".about[]",
    ".date",
];
/// Commands by which the office tells the public something, or which are about its own people: what of them has free words is done
/// one by one.
const OF_ITS_OWN: [&str; 22] = [
    "appointment",
    "conduct",
    "change_settings",
    "keep_staff",
    "keep_unit",
    "keep_absence",
    "enter_duty",
    "stand_in",
    "accept_store",
    "confirm_clock",
    "erase_identities",
    "keep_rule",
    "post_rule",
    "keep_training",
    "keep_publicity",
    "keep_milestone",
    "keep_group",
    "check_facility",
    "leave_seat",
    "take_seat",
    "replace_on_duty",
    "leave_shift",
];

/// An office that is filled.
pub trait Fillable {
    /// Asks for something as somebody.
    fn act(&mut self, who: &str, command: &Value) -> Result<(), String>;
    /// The numbers of its cases.
    fn cases(&self) -> Vec<String>;
    /// The office as it stands.
    fn office(&self) -> &Office;
}

/// What the program says a script may ask for.
pub fn schema() -> Value {
    let output = Command::new(crate::program()).args(["act", "--schema"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Puts it into every field; gives the names of the commands on cases and of the office that were done at least once.
pub fn fill(office: &mut impl Fillable) -> BTreeSet<String> {
    let schema = schema();
    let ok = |office: &mut _, who: &str, command: &Value| {
        Fillable::act(office, who, command).unwrap_or_else(|error| panic!("{who} {command}: {error}"));
    };
    for _ in 0..3 {
        ok(office, "S01", &json!({ "do": "arrive", "note": WORDS }));
    }
    ok(office, "S01", &json!({ "do": "visitor_left", "arrival": "2026-11-23/1", "reason": WORDS }));
    let mut covered = BTreeSet::new();
    for command in registrations() {
        ok(office, "S01", &command);
        covered.extend(carried(&command, ""));
    }
    assert_covered(&schema["register"], &schema["register"], &covered);
    for command in further() {
        ok(office, "S01", &command);
    }
    for command in complaints() {
        ok(office, "S01", &command);
        let rooms = &schema["office"];
        let is = |one: &&Value| one["properties"]["do"]["const"] == command["do"];
        let own = rooms["oneOf"].as_array().unwrap().iter().find(is).unwrap();
        assert_covered(rooms, own, &carried(&command, "").into_iter().collect());
    }
    let mut done: BTreeSet<String> = BTreeSet::new();
    for (who, case, command) in lives() {
        done.insert(command["do"].as_str().unwrap().to_owned());
        let mut command = command;
        command["case"] = json!(format!("2026-{case}"));
        ok(office, who, &command);
    }
    for nth in 0..8 {
        done.extend(everything_else(office, &schema, nth));
    }
    done
}

/// What the office writes of its own people and work; gives what was done. It reads what stands there, which an import cannot.
pub fn fill_its_own(office: &mut impl Fillable) -> BTreeSet<String> {
    let mut done = BTreeSet::new();
    let mut one_of = |office: &mut _, who: &str, step: &Value| {
        let answers: Vec<_> =
            ways(step).iter().map_while(|way| Fillable::act(office, who, way).err()).collect();
        assert!(answers.len() < ways(step).len(), "{who} {step}: {answers:?}");
        done.insert(step["do"].as_str().unwrap().to_owned());
    };
    for (who, step) in of_its_own() {
        one_of(office, who, &step);
    }
    for (who, step) in walled(office.office()) {
        one_of(office, who, &step);
    }
    done
}

/// Every text of a command must be filled somewhere, or be one that nothing of a visitor fits into: so a new field is not forgotten.
fn assert_covered(schema: &Value, command: &Value, covered: &BTreeSet<String>) {
    let bare = |path: &String| !covered.contains(path) && !CHOSEN.contains(&path.as_str());
    let bare: Vec<String> = texts(schema, command).into_iter().filter(bare).collect();
    assert!(bare.is_empty(), "fields without the canary: {bare:?}");
}

/// Every other command about a visitor, on every case: with the first, second or third of the choices it has.
fn everything_else(office: &mut impl Fillable, schema: &Value, nth: usize) -> BTreeSet<String> {
    let mut done = BTreeSet::new();
    let cases = office.cases();
    for (room, own) in [("on_case", true), ("office", false)] {
        for command in schema[room]["oneOf"].as_array().unwrap() {
            let name = command["properties"]["do"]["const"].as_str().unwrap();
            // What ends a case comes last.
            let ends = ["void", "terminate", "undo", "correct_matter"].contains(&name);
            let public = OF_ITS_OWN.contains(&name) || name.ends_with("_roster") || name.contains("swap");
            if public || ends && nth != 2 || own && nth > 2 {
                continue;
            }
            for case in cases.iter().take(if own { cases.len() } else { 1 }) {
                let mut line =
                    filled(&schema[room], command, "", nth, &|name| known(case, "2026-11-23/2", name));
                if own {
                    line["case"] = json!(case);
                }
                if ["S01", "L01", "Z01"].iter().any(|who| office.act(who, &line).is_ok()) {
                    done.insert(name.to_owned());
                }
            }
        }
    }
    done
}
