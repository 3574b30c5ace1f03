//! The three hundred files: whom each is about, who took it in, and how far it has come. All of it follows from its number.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xieban_domain::conduct::FileNumber;
use xieban_domain::staff::{Role, Staff, StaffCode};

use xieban_support::chance::Dice;
use xieban_support::words::word;

use crate::people::{offices, people};

/// So many.
pub(crate) const FILES: usize = 300;

/// What of a file it is that a text gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// What nobody but the two offices reads.
    Inside,
    /// What the people it concerns were told.
    Facts,
    /// What one of them answered.
    Answer,
    /// Its number.
    Number,
}

/// A file, with what will be asked of it.
pub(crate) struct Planned {
    pub(crate) at: usize,
    pub(crate) number: FileNumber,
    /// Who takes it in.
    pub(crate) by: StaffCode,
    pub(crate) take: Value,
    /// Who asks for which step, in order.
    pub(crate) steps: Vec<(StaffCode, Value)>,
    /// Whom it is about in the end.
    pub(crate) about: BTreeSet<StaffCode>,
    /// Who was told.
    pub(crate) told: BTreeSet<StaffCode>,
    /// Who answered.
    pub(crate) answered: Option<StaffCode>,
    pub(crate) decided: bool,
}

/// The number of this file, and its lot.
pub(crate) fn number(at: usize) -> (FileNumber, u32) {
    let random = u32::try_from(1_009 + at * 7_919 % 8_000).unwrap();
    (FileNumber::drawn(2026, random), random)
}

/// Its receipt code.
pub(crate) fn receipt(at: usize) -> u32 {
    u32::try_from(100_003 + at * 2_713).unwrap()
}

/// 投诉人's telephone.
pub(crate) fn phone(at: usize) -> String {
    format!("199{:08}", 31_415_926 + at * 170_017)
}

/// The word that stands in every text of this part.
pub(crate) fn said(at: usize, part: Part) -> String {
    word(3 * at + part as usize)
}

/// What is recorded of a person besides, behind the same wall: a 评议, a 任免. It follows the files, one for each of the sixty.
pub(crate) const RECORDS: usize = FILES;

/// The word in everything recorded of this person.
pub(crate) fn recorded(person: usize) -> String {
    word(3 * FILES + person)
}

/// Whether somebody may know of what is recorded of this person.
pub(crate) fn may_know_of(reader: &Staff, person: &StaffCode) -> bool {
    let roles = [Role::ConductOffice, Role::DisciplineOffice, Role::Head];
    roles.iter().any(|role| reader.is(*role)) && reader.code != *person
}

/// Every file.
pub(crate) fn plan() -> Vec<Planned> {
    (0..FILES).map(planned).collect()
}

fn planned(at: usize) -> Planned {
    let (staff, offices) = (people(), offices());
    let mut dice = Dice(u64::try_from(at).unwrap());
    let code = |staff: &Staff| staff.code.clone();
    let mut about = BTreeSet::from([staff[at % staff.len()].code.clone()]);
    while about.len() < 1 + at / staff.len() % 3 {
        about.insert(dice.one(&staff).code.clone());
    }
    if at.is_multiple_of(6) {
        about.insert(dice.one(&offices).clone());
    }
    let nameless = at.is_multiple_of(7);
    let found_later = !nameless && at % 11 == 5;
    let at_desks = staff.iter().filter(|staff| staff.is(Role::Officer)).map(code);
    let outside: Vec<StaffCode> = at_desks.filter(|code| !about.contains(code)).collect();
    let free: Vec<StaffCode> = offices.iter().filter(|code| !about.contains(code)).cloned().collect();
    let own = at % 4 == 3;
    let by = match own {
        true => dice.one(&free).clone(),
        false => dice.one(&outside).clone(),
    };
    let first = if nameless { BTreeSet::new() } else { about.clone() };
    // Whoever took in a complaint about nobody he knew of may be found to be the one.
    if nameless && at.is_multiple_of(2) {
        about.insert(by.clone());
    }
    let free: Vec<StaffCode> = free.into_iter().filter(|code| !about.contains(code)).collect();
    let inside = said(at, Part::Inside);
    let mut take = json!({
        "do": "take_conduct", "about": first, "content": format!("{inside}反映三次不办"), "demand": format!("{inside}要求答复"),
        "evidence": format!("{inside}录音"),
    });
    if nameless || at.is_multiple_of(5) {
        take["described"] = json!(format!("{inside}穿蓝衣服的"));
    }
    if own {
        take["repeats"] = json!(number(at - 1).0);
    } else {
        take["channel"] = json!("来信");
        take["complainant"] = json!({ "name": inside, "phone": phone(at) });
    }
    let bureau = about.iter().any(|code| staff.iter().any(|staff| staff.code == *code && staff.bureau));
    let life = Life { at, identify: (nameless || found_later).then_some(&about), nameless, own, bureau };
    let mut planned = Planned {
        at,
        number: number(at).0,
        by,
        take,
        steps: Vec::new(),
        about: first,
        told: BTreeSet::new(),
        answered: None,
        decided: false,
    };
    if found_later {
        planned.about = BTreeSet::from([staff[at % staff.len()].code.clone()]);
        planned.take["about"] = json!(planned.about);
    }
    for step in life.steps(&free[0]).into_iter().take(at % 14) {
        let mut by = dice.one(&free).clone();
        match step["what"].as_str().unwrap() {
            "identify" => planned.about.clone_from(&about),
            "tell" => planned.told.clone_from(&planned.about),
            "measure" => planned.decided = true,
            "answer" => {
                by = planned.told.first().cloned().unwrap();
                planned.answered = Some(by.clone());
            }
            _ => {}
        }
        planned.steps.push((by, step));
    }
    planned
}

/// What decides which steps a file goes through.
struct Life<'a> {
    at: usize,
    identify: Option<&'a BTreeSet<StaffCode>>,
    nameless: bool,
    own: bool,
    bureau: bool,
}

impl Life<'_> {
    fn steps(&self, handler: &StaffCode) -> Vec<Value> {
        let (inside, date) = (said(self.at, Part::Inside), "2026-11-10");
        let identify = |early: bool| {
            let about = self.identify.filter(|_| self.nameless == early);
            about.map(|about| json!({ "what": "identify", "about": about }))
        };
        let steps = [
            Some(json!({ "what": "assign", "handler": handler })),
            identify(true),
            Some(json!({
                "what": "on_the_spot", "time": 0, "place": format!("{inside}大厅"), "kinds": ["不作为"],
                "facts": format!("{inside}无人接待"), "statement": format!("{inside}自述"), "measure": "当场纠正",
            })),
            Some(json!({ "what": "tell", "facts": format!("{}请说明", said(self.at, Part::Facts)) })),
            identify(false),
            Some(json!({ "what": "answer", "words": format!("{}当天在岗", said(self.at, Part::Answer)) })),
            Some(json!({
                "what": "investigate", "date": date, "findings": format!("{inside}属实"), "found": "属实",
                "kinds": ["慢作为"],
            })),
            self.bureau.then(|| json!({ "what": "report_up", "date": date })),
            self.bureau
                .then(|| json!({ "what": "bureau_says", "date": date, "words": format!("{inside}同意") })),
            Some(json!({ "what": "measure", "measure": "通报批评", "basis": format!("{inside}办法") })),
            (!self.own)
                .then(|| json!({ "what": "reply", "mode": "电话", "words": format!("{inside}已处理") })),
            (!self.own).then(|| json!({ "what": "rate", "level": "满意" })),
            Some(json!({ "what": "reveal", "reason": format!("{inside}回访") })),
        ];
        steps.into_iter().flatten().collect()
    }
}

/// Whether this person may know of this part of a file.
pub(crate) fn may_know(person: &Staff, file: &Planned, part: Part) -> bool {
    let concerned = file.about.contains(&person.code);
    let of_the_offices = person.is(Role::ConductOffice) || person.is(Role::DisciplineOffice);
    let told = concerned && file.told.contains(&person.code);
    match part {
        _ if of_the_offices && !concerned => true,
        Part::Facts | Part::Number => told,
        Part::Answer => told && file.answered.as_ref() == Some(&person.code),
        Part::Inside => false,
    }
}
