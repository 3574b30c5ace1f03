//! Offices made of the plan: with all files, with some, with none. What is drawn by chance is the same in each, so that they differ
//! in nothing but the files.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Value, json};
use xieban_domain::conduct::FileNumber;
use xieban_domain::moment::Moment;
use xieban_domain::staff::{Staff, StaffCode};
use xieban_office::{Founding, Office, StoreError, practice_clock};

use xieban_support::chance::Dice;
use xieban_support::{at, day, duty, founding, materials, register, say};

use crate::files::{Planned, RECORDS, number, plan, receipt, recorded};
use crate::net::Net;
use crate::people::people;

/// When it is in every office.
pub(crate) const NOW: &str = "2026-11-23T08:41";
/// When the first file is begun.
const BEGIN: &str = "2026-11-10T09:00";
const MINUTE: i64 = 60_000;

/// The office with all files, made once.
pub(crate) static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let (folder, plan) = (tempfile::tempdir().unwrap(), plan());
    let path = folder.path().join("office.redb");
    let everybody: Vec<usize> = (0..people().len()).collect();
    drop(in_file(&path, &plan.iter().collect::<Vec<_>>(), &everybody));
    Stage { net: Net::of(&path), people: people(), plan, path, _folder: folder }
});

/// An office and the plan it was made of.
pub(crate) struct Stage {
    pub(crate) plan: Vec<Planned>,
    pub(crate) people: Vec<Staff>,
    pub(crate) net: Net,
    pub(crate) path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Stage {
    /// Opens it.
    pub(crate) fn open(&self) -> Office {
        Office::open(&self.path).unwrap()
    }

    /// The file with this number.
    pub(crate) fn with(&self, number: FileNumber) -> usize {
        self.plan.iter().position(|file| file.number == number).unwrap()
    }
}

/// When somebody answered.
pub(crate) fn answered_at(file: &Planned) -> Moment {
    let nth = file.steps.iter().position(|(_, step)| step["what"] == "answer").unwrap();
    moment(file, nth + 1)
}

/// When a step of a file is done.
fn moment(file: &Planned, nth: usize) -> Moment {
    let minutes = i64::try_from(file.at * 20 + nth).unwrap();
    Moment(at(BEGIN).0 + minutes * MINUTE)
}

/// Chance that follows from what is done.
struct Chance {
    dice: Dice,
    lot: Option<[u8; 32]>,
}

impl Chance {
    fn draw(&mut self) -> [u8; 32] {
        self.lot.take().unwrap_or_else(|| {
            let rolls: Vec<u8> = (0..4).flat_map(|_| self.dice.roll().to_be_bytes()).collect();
            rolls.try_into().unwrap()
        })
    }
}

fn lot(file: usize) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&receipt(file).to_be_bytes());
    bytes[4..8].copy_from_slice(&number(file).1.to_be_bytes());
    bytes
}

fn begin() -> Founding {
    let on_duty = |date| {
        let mut day = duty(date, Some("L01"));
        day.morning = vec!["S01".into(), "S02".into()];
        day
    };
    let staff = people().into_iter().map(|staff| (staff, None)).collect();
    Founding {
        staff,
        at: Some(at("2026-11-09T08:00")),
        practice_clock: Some(practice_clock(at(NOW), 0.0)),
        ..founding(vec![on_duty("2026-11-23"), on_duty("2026-11-24")])
    }
}

/// An office in memory with these files, and with what is recorded of these people.
pub(crate) fn in_memory(files: &[&Planned], recorded: &[usize]) -> Office {
    let office = Office::in_memory(at(NOW)).unwrap();
    fill(&office, files, recorded);
    office
}

/// The same in a file. Its clock stands, for every process.
fn in_file(path: &Path, files: &[&Planned], recorded: &[usize]) -> Office {
    fill(&Office::create(path).unwrap(), files, recorded);
    Office::open(path).unwrap()
}

fn fill(office: &Office, files: &[&Planned], recorded: &[usize]) {
    office.found(&begin()).unwrap();
    let mut all: Vec<Act> = files.iter().flat_map(|file| acts(file)).collect();
    all.extend(recorded.iter().flat_map(|person| records(*person)).chain(noise()));
    all.sort_by_key(|act| act.at);
    let chance = RefCell::new(Chance { dice: Dice(0), lot: None });
    let done: Result<(), StoreError> = office.import_salted(&mut || chance.borrow_mut().draw(), |import| {
        for act in &all {
            let session = office.practise(&act.who, "1号台").unwrap();
            *chance.borrow_mut() = Chance { dice: Dice(act.seed), lot: act.lot };
            let done = import.act(&session, &act.request, &say(&act.command), act.at);
            done.unwrap_or_else(|error| panic!("{} {}: {error}", act.who, act.command));
        }
        Ok(())
    });
    done.unwrap();
}

/// Something that somebody does.
struct Act {
    at: Moment,
    who: String,
    request: String,
    seed: u64,
    lot: Option<[u8; 32]>,
    command: Value,
}

/// What is done about a file.
fn acts(file: &Planned) -> Vec<Act> {
    let act = |nth: usize, who: &StaffCode, command: Value| Act {
        at: moment(file, nth),
        who: who.0.clone(),
        request: format!("plan-{}-{nth}", file.at),
        seed: u64::try_from(file.at * 100 + nth).unwrap(),
        lot: (nth == 0).then(|| lot(file.at)),
        command,
    };
    let steps = (1..)
        .zip(&file.steps)
        .map(|(nth, (by, step))| act(nth, by, json!({ "do": "conduct", "file": file.number, "step": step })));
    std::iter::once(act(0, &file.by, file.take.clone())).chain(steps).collect()
}

/// The lot of the 任免 of this person.
pub(crate) fn record_lot(person: usize) -> usize {
    2_000 + person * 101
}

/// What is recorded of a person: a 评议, and a 任免 with an opinion.
fn records(person: usize) -> Vec<Act> {
    let people = people();
    let (of, word) = (&people[person], recorded(person));
    let by = if of.code.0 == "Z01" { "F01" } else { "Z01" };
    let act = |nth: usize, lot: Option<[u8; 32]>, command: Value| Act {
        at: Moment(at("2026-11-21T09:00").0 + i64::try_from(person * 10 + nth).unwrap() * MINUTE),
        who: by.to_owned(),
        request: format!("plan-{}-{nth}", RECORDS + person),
        seed: u64::try_from((RECORDS + person) * 100 + nth).unwrap(),
        lot,
        command,
    };
    let mut lot = [0; 32];
    lot[4..8].copy_from_slice(&u32::try_from(record_lot(person)).unwrap().to_be_bytes());
    let number = format!("2026-{}", record_lot(person) + 1);
    let opinion = json!({
        "what": "note_opinion", "date": "2026-11-20", "opinion": "同意", "signed_by": format!("{word}局"), "words": word,
    });
    vec![
        act(
            0,
            None,
            json!({
                "do": "hold_review", "date": "2026-11-20", "about": { "kind": "staff", "code": of.code }, "outside": [word],
                "scores": [81], "result": format!("{word}称职"),
            }),
        ),
        act(
            1,
            Some(lot),
            json!({
                "do": "propose_appointment", "staff": of.code, "act": "任命", "post": format!("{word}科长"), "level": "局管",
            }),
        ),
        act(2, None, json!({ "do": "appointment", "number": number, "step": opinion })),
    ]
}

/// What else happens in the office: cases and complaints that everybody may know of.
fn noise() -> Vec<Act> {
    let take = |nth: usize| {
        json!({
            "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": format!("鼓楼{nth}号供水站"), "content": "水发黄",
            "complainant": { "name": "张三", "phone": "13800138000" },
        })
    };
    let on = |case: usize, mut command: Value| {
        command["case"] = json!(format!("2026-{case}"));
        command
    };
    let about = |nth: usize, step: Value| json!({ "do": "complaint", "number": format!("诉2026-{nth}"), "step": step });
    let licence = [
        "延续申请表",
        "原卫生许可证",
        "有效期内的卫生检测或者评价报告",
        "从业人员健康合格证明",
        "卫生管理制度执行情况",
    ];
    let today = vec![
        ("S01", register("ZX01", &json!([]))),
        ("S01", register("GW03", &materials(&licence, "收"))),
        ("S02", register("YB01", &json!([]))),
        ("S02", register("ZX01", &json!([]))),
        ("S01", on(1, json!({ "do": "instant", "clear": true, "simple": true }))),
        ("S01", on(1, json!({ "do": "finish", "summary": "已答复" }))),
        ("S01", on(1, json!({ "do": "reply", "mode": "当面告知", "content": "已说明" }))),
        ("S02", on(3, json!({ "do": "guide", "mode": "书面导引单" }))),
        ("S01", on(2, json!({ "do": "promise", "reason": "现场勘查", "limit": "3 working" }))),
        ("S01", take(1)),
        ("S03", take(2)),
        ("L02", take(3)),
        ("S03", about(2, json!({ "what": "find", "findings": "余氯不足", "outcome": "责令整改" }))),
        ("S03", about(2, json!({ "what": "reply", "mode": "电话", "words": "已责令清洗" }))),
        ("Z01", about(1, json!({ "what": "urge", "words": "三日内答复" }))),
        (
            "S01",
            json!({ "do": "enter_opinion", "volume": 1, "page": 1, "date": "2026-11-20", "content": "椅子不够" }),
        ),
        ("S01", json!({ "do": "arrive" })),
        ("S01", json!({ "do": "tally" })),
        ("H01", json!({ "do": "sign_report", "from": "2026-10-01", "to": "2026-10-31", "code": "ab12" })),
        ("H01", json!({ "do": "sign_report", "from": "2026-11-16", "to": "2026-11-22", "code": "cd34" })),
    ];
    let act = |nth: usize, at: Moment, who: &str, command: Value| Act {
        at,
        who: who.to_owned(),
        request: format!("noise-{nth}"),
        seed: u64::try_from(100_000 + nth).unwrap(),
        lot: None,
        command,
    };
    let begin = at("2026-11-23T08:20").0;
    let today = (0..).zip(today).map(|(nth, (who, command))| {
        act(nth, Moment(begin + i64::try_from(nth).unwrap() * MINUTE / 2), who, command)
    });
    // Every day something is done: that a day has pages tells nothing.
    let days = day("2026-11-09").iter_days().zip(100..).take_while(|(date, _)| *date < day("2026-11-23"));
    let days =
        days.map(|(date, nth)| act(nth, at(&format!("{date}T00:01")), "S01", json!({ "do": "tally" })));
    today.chain(days).collect()
}
