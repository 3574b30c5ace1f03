//! No byte of a visitor on the wall or the website: an identity is put into every field of cases, arrivals and complaints, in all states; then every
//! page and every file is searched for any form of it, at every size.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};
use xieban::board::Event;
use xieban::domain::command::Command as Asked;
use xieban::office::Query;
use xieban::term::{Depth, Screen, Theme};
use xieban::text::Metrics;

use crate::canary::{NAME, PHONE, WORDS, carried, filled, found, found_large, known, registrations, texts};
use crate::hanging::{Hanging, a_week};
use crate::support::say;

/// A board's file with every page.
pub(crate) const EVERYTHING: &str =
    "pages = [\"值班\", \"人员\", \"本周\", \"流程图\", \"指南\", \"便民\", \"目的\", \"进度\"]";
/// Texts of a registration that are chosen from a list or have a form: nothing of a visitor fits in.
const CHOSEN: [&str; 11] = [
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
/// Commands by which the office tells the public something, or which are about its own people.
const FOR_THE_PUBLIC: [&str; 19] = [
    "change_settings",
    "keep_staff",
    "keep_unit",
    "keep_absence",
    "enter_duty",
    "stand_in",
    "accept_store",
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

/// What the program says a script may ask for.
fn schema() -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_xieban")).args(["act", "--schema"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

struct Filling {
    hanging: Hanging,
    count: usize,
}

impl Filling {
    fn act(&mut self, who: &str, command: &Value) -> Result<(), String> {
        let Ok(asked) = serde_json::from_value::<Asked>(command.clone()) else {
            return Err("unread".to_owned());
        };
        self.count += 1;
        let session = self.hanging.office.practise(who, "1号台").unwrap();
        let request = format!("canary-{}", self.count);
        self.hanging.office.act(&session, &request, &asked).map(|_| ()).map_err(|error| error.to_string())
    }

    fn ok(&mut self, who: &str, command: &Value) {
        self.act(who, command).unwrap_or_else(|error| panic!("{who} {command}: {error}"));
    }

    fn cases(&self) -> Vec<String> {
        let session = self.hanging.office.practise("L01", "1号台").unwrap();
        let answer = self.hanging.office.ask(&session, &Query::Find(NAME.to_owned())).unwrap();
        let xieban::office::Answer::Cases(list) = answer else { panic!() };
        list.rows.iter().map(|row| row.record.case.id().to_string()).collect()
    }
}

/// An office whose every case has it in every field.
fn filling() -> (Filling, BTreeSet<String>) {
    let schema = schema();
    let mut filling = Filling { hanging: Hanging::with("2026-11-23T08:41", a_week(), EVERYTHING), count: 0 };
    for _ in 0..3 {
        filling.ok("S01", &json!({ "do": "arrive", "note": WORDS }));
    }
    filling.ok("S01", &json!({ "do": "visitor_left", "arrival": "2026-11-23/1", "reason": WORDS }));
    let mut covered = BTreeSet::new();
    for command in registrations() {
        filling.ok("S01", &command);
        covered.extend(carried(&command, ""));
    }
    assert_covered(&schema["register"], &schema["register"], &covered);
    for command in complaints() {
        filling.ok("S01", &command);
        let office = &schema["office"];
        let is = |one: &&Value| one["properties"]["do"]["const"] == command["do"];
        let own = office["oneOf"].as_array().unwrap().iter().find(is).unwrap();
        assert_covered(office, own, &carried(&command, "").into_iter().collect());
    }
    let mut done: BTreeSet<String> = BTreeSet::new();
    for (who, case, command) in lives() {
        done.insert(command["do"].as_str().unwrap().to_owned());
        let mut command = command;
        command["case"] = json!(format!("2026-{case}"));
        filling.ok(who, &command);
    }
    done.extend((0..8).flat_map(|nth| everything_else(&mut filling, &schema, nth)));
    (filling, done)
}

/// Every text of a command must be filled somewhere, or be one that nothing of a visitor fits into: so a new field is not forgotten.
fn assert_covered(schema: &Value, command: &Value, covered: &BTreeSet<String>) {
    let bare = |path: &String| !covered.contains(path) && !CHOSEN.contains(&path.as_str());
    let bare: Vec<String> = texts(schema, command).into_iter().filter(bare).collect();
    assert!(bare.is_empty(), "fields without the canary: {bare:?}");
}

/// What people complain of and write into 意见本, with every field.
fn complaints() -> [Value; 3] {
    let who = json!({ "name": NAME, "phone": PHONE });
    [
        json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": WORDS, "place": WORDS, "content": WORDS,
            "demand": WORDS, "evidence": WORDS, "complainant": who }),
        json!({ "do": "take_conduct", "channel": "来信", "about": ["S02"], "described": WORDS, "content": WORDS, "demand": WORDS,
            "evidence": WORDS, "complainant": who }),
        json!({ "do": "enter_opinion", "volume": 1, "page": 1, "date": "2026-11-23", "content": WORDS, "by": NAME }),
    ]
}

/// Some cases go through their whole life, by who asks for it.
fn lives() -> Vec<(&'static str, usize, Value)> {
    let promise = || json!({ "do": "promise", "reason": "其他", "words": WORDS, "limit": "5 working" });
    vec![
        ("S01", 1, json!({ "do": "instant", "clear": true, "simple": true })),
        ("S01", 1, json!({ "do": "finish", "summary": WORDS })),
        ("S01", 1, json!({ "do": "reply", "mode": "当面告知", "content": WORDS })),
        (
            "S01",
            1,
            json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
        ),
        ("S01", 1, json!({ "do": "rate", "level": "不满意" })),
        ("S01", 1, json!({ "do": "answer_rating", "words": WORDS })),
        ("S01", 1, json!({ "do": "reopen", "reason": WORDS })),
        ("S01", 2, promise()),
        ("S01", 2, json!({ "do": "finish", "summary": WORDS })),
        ("S01", 2, json!({ "do": "reply", "mode": "电话", "content": WORDS })),
        ("S01", 5, json!({ "do": "note_call", "words": WORDS })),
        ("S01", 5, json!({ "do": "chase", "words": WORDS })),
        ("S01", 5, json!({ "do": "take_back", "note": WORDS })),
        ("L01", 6, json!({ "do": "countersign" })),
        ("S01", 8, json!({ "do": "guide", "mode": "书面导引单" })),
        ("S01", 8, json!({ "do": "hand_over", "receiver": WORDS, "mode": "电话衔接" })),
        ("S01", 3, {
            let mut visitor = registrations()[2]["visitor"].clone();
            visitor["address"] = json!(format!("{WORDS}78号"));
            json!({ "do": "correct_visitor", "visitor": visitor, "reason": WORDS })
        }),
        ("S01", 9, promise()),
        ("S01", 9, json!({ "do": "ask_consent", "consent": "extension", "reason": WORDS })),
        ("L01", 9, json!({ "do": "decline_consent", "reason": WORDS, "consent": "extension" })),
    ]
}

/// Every other command about a visitor, on every case: with the first, second or third of the choices it has.
fn everything_else(filling: &mut Filling, schema: &Value, nth: usize) -> BTreeSet<String> {
    let mut done = BTreeSet::new();
    let cases = filling.cases();
    for (room, own) in [("on_case", true), ("office", false)] {
        for command in schema[room]["oneOf"].as_array().unwrap() {
            let name = command["properties"]["do"]["const"].as_str().unwrap();
            // What ends a case comes last.
            let ends = ["void", "terminate", "undo", "correct_matter"].contains(&name);
            let public = FOR_THE_PUBLIC.contains(&name) || name.ends_with("_roster") || name.contains("swap");
            if public || ends && nth != 2 || own && nth > 2 {
                continue;
            }
            for case in cases.iter().take(if own { cases.len() } else { 1 }) {
                let mut line =
                    filled(&schema[room], command, "", nth, &|name| known(case, "2026-11-23/2", name));
                if own {
                    line["case"] = json!(case);
                }
                let asked = ["S01", "L01", "Z01"].iter().any(|who| filling.act(who, &line).is_ok());
                if asked {
                    done.insert(name.to_owned());
                }
            }
        }
    }
    done
}

/// Every page at this size: what it sends, and what stands there. Gives what of the canary was found.
fn search(hanging: &mut Hanging, size: (u16, u16), metrics: Metrics) -> Option<String> {
    hanging.look();
    let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), metrics, size);
    let mut bytes = Vec::new();
    for _ in 0..60 {
        let cells = hanging.frame(size, metrics);
        if let Some(found) = found(cells.as_bytes()).or_else(|| found_large(&cells, metrics)) {
            return Some(format!("{found} in\n{cells}"));
        }
        screen.draw(|canvas| hanging.board.draw(canvas)).unwrap();
        bytes.append(screen.out());
        let last = cells.lines().last().unwrap_or_default().to_owned();
        hanging.hear(Event::Turn);
        if last.split_once("共").is_some_and(|(at, count)| {
            let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            number(at) == number(count.split('页').next().unwrap_or_default())
        }) {
            return found(&bytes);
        }
    }
    panic!("the pages have no end");
}

/// What of the canary is in a file of the website, or in its name.
fn on_the_site(hanging: &Hanging) -> Option<String> {
    let files = xieban::site::files(&hanging.office.web().unwrap());
    assert!(files.len() > 6);
    files.iter().find_map(|file| found(&file.bytes).or_else(|| found(file.path.as_bytes())))
}

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (160, 50)];

#[test]
fn r72_no_byte_of_a_visitor_is_on_any_page_of_the_wall_or_of_the_website() {
    let (mut filling, done) = filling();
    println!("{} commands beside registering were done at least once: {done:?}", done.len());
    assert!(done.len() >= 34, "{done:?}");
    let wall = filling.hanging.office.wall(true).unwrap();
    assert!(wall.progress.len() >= 5, "cases are on the wall: {:?}", wall.progress);
    assert_eq!(found(format!("{wall:?}").as_bytes()), None);
    assert_eq!(on_the_site(&filling.hanging), None);
    for size in SIZES {
        for metrics in [Metrics::NARROW, Metrics::WIDE] {
            assert_eq!(search(&mut filling.hanging, size, metrics), None, "{size:?} {metrics:?}");
        }
    }
}

/// The controls: where it does stand, it is found, small and large.
#[test]
fn a_canary_on_the_wall_would_be_found() {
    for (field, size) in [("name", (100, 30)), ("name", (80, 24)), ("post", (100, 30)), ("place", (160, 50))]
    {
        let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), EVERYTHING);
        let mut officer = hanging.office.door().unwrap().staff.get(&"S01".into()).cloned().unwrap();
        *match field {
            "name" => &mut officer.name,
            "post" => &mut officer.post,
            _ => &mut officer.place,
        } = NAME.to_owned();
        let mut keep = serde_json::to_value(&officer).unwrap();
        keep["do"] = json!("keep_staff");
        let session = hanging.office.practise("A01", "1号台").unwrap();
        hanging.office.act(&session, "control", &say(&keep)).unwrap();
        assert!(on_the_site(&hanging).is_some(), "{field} on the site");
        for metrics in [Metrics::NARROW, Metrics::WIDE] {
            assert!(search(&mut hanging, size, metrics).is_some(), "{field} {size:?} {metrics:?}");
        }
    }
    let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), "pages = [\"值班\"]");
    let mut wall = hanging.office.wall(false).unwrap();
    wall.days[0].halves[0][0].name = NAME.to_owned();
    hanging.hear(Event::Wall(Box::new(wall)));
    let cells = hanging.frame((160, 50), Metrics::NARROW);
    assert!(found_large(&cells, Metrics::NARROW).is_some(), "{cells}");
    for text in ["徐玄*", "1995370 1846", "XuanMingYuan", "320302198808******", "199****1846"] {
        assert!(found(text.as_bytes()).is_some(), "{text}");
    }
    // And a field that is new is asked for.
    let mut schema = schema()["register"].clone();
    let before = texts(&schema, &schema);
    schema["$defs"]["VisitorInput"]["properties"]["nickname"] = json!({ "type": "string" });
    schema["properties"]["omen"] = json!({ "type": ["string", "null"] });
    let new: Vec<String> =
        texts(&schema, &schema).into_iter().filter(|path| !before.contains(path)).collect();
    assert_eq!(new, [".omen", ".visitor.nickname"]);
    assert_eq!(found("徐州市卫生监督所 80802345 18914882345".as_bytes()), None);
}
