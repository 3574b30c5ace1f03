//! 20,000 random commands by everybody: the derived tables equal a rebuild, and no invariant breaks.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use xieban::domain::number::{CaseId, Form};
use xieban::domain::staff::StaffCode;
use xieban::office::{ActError, Answer, Filter, Import, Office, Query, Scope, Session, StoreError};

use crate::support::{at, duty, founding, materials, on, register, say};

const COMMANDS: usize = 20_000;

/// `SplitMix64`: small, seeded, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(n).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const GW03: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];

fn registration(dice: &mut Dice) -> Value {
    let matter = *dice.one(&["ZX01", "GW03", "YB01", "CH01", "CF01", "TS01", "ZX01"]);
    let list = match matter {
        "GW03" => materials(&GW03, if dice.below(2) == 0 { "收" } else { "缺" }),
        _ => json!([]),
    };
    let mut command = register(matter, &list);
    command["visitor"]["name"] = json!(format!("访客{}", dice.below(500)));
    command["visitor"]["phone"] = json!(format!("1380000{:04}", dice.below(500)));
    command["remark"] = json!(format!("备注{}", dice.below(9)));
    if dice.below(3) == 0 {
        command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    }
    command
}

fn on_case(dice: &mut Dice, id: CaseId) -> Value {
    let consent = *dice.one(&["second_prompt", "instant_to_promise", "promise_to_prompt"]);
    let line = 1 + dice.below(400);
    let position = json!({ "volume": 1, "page": 1 + dice.below(40), "line": line });
    let command = match dice.below(24) {
        0 => json!({ "do": "note_materials", "materials": materials(&GW03, "收") }),
        1 | 2 => json!({ "do": "prompt", "cause": "系统停机" }),
        3 | 4 => json!({ "do": "instant", "clear": true, "simple": true }),
        5 | 6 => json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" }),
        7 => {
            json!({ "do": "return", "ground": "不符合有关规定", "why": "甲", "basis": "乙", "alternative": "无" })
        }
        8 => json!({ "do": "countersign" }),
        9 => json!({ "do": "decline_return", "reason": "再核" }),
        10 => json!({ "do": "ask_consent", "consent": consent, "reason": "漏项" }),
        11 => json!({ "do": "give_consent", "consent": consent }),
        12 => json!({ "do": "hand_to", "department": *dice.one(&["监督一科", "监督二科"]) }),
        13 => json!({ "do": "take_back", "note": "已看" }),
        14 => json!({ "do": "chase", "words": "请抓紧" }),
        15 => json!({ "do": "note_call", "words": "问进度" }),
        16 => json!({ "do": "guide", "mode": "书面导引单" }),
        17 => json!({ "do": "hand_over", "receiver": "钱", "mode": "电话衔接" }),
        18 => json!({ "do": "reassign", "to": *dice.one(&["S01", "S02"]) }),
        19 => json!({ "do": "appoint_acting", "officer": "S03", "until": "2027-06-30", "reason": "休假" }),
        20 => json!({ "do": "finish", "summary": "已办" }),
        21 => json!({ "do": "reply", "mode": "当面告知", "content": "已告知" }),
        22 => json!({ "do": "sign", "how": "signed", "position": position }),
        _ => json!({ "do": "note_printed", "form": *dice.one(&["case", "receipt"]) }),
    };
    on(id, &command)
}

fn of_office(dice: &mut Dice, today: &str) -> Value {
    match dice.below(5) {
        0 => json!({ "do": "tally" }),
        1 => json!({ "do": "visitor_left", "reason": "改天再来" }),
        2 => json!({ "do": "stand_in", "reason": "替班" }),
        3 => json!({ "do": "change_settings", "promises": { "GW03": "8 working" } }),
        _ => {
            let mut day =
                serde_json::to_value(duty(today, *dice.one(&[None, Some("L01"), Some("L02")]))).unwrap();
            day["do"] = json!("enter_duty");
            day
        }
    }
}

/// The day of the n-th command. Two years, so that numbers begin anew: the second half of the run lies in 2027.
fn today(n: usize) -> String {
    let year = if n < COMMANDS / 2 { 2026 } else { 2027 };
    format!("{year}-{:02}-{:02}", 9 + n / 8000, 1 + n / 300 % 27)
}

struct Run {
    dice: Dice,
    owners: BTreeMap<CaseId, StaffCode>,
    done: usize,
    refused: usize,
}

impl Run {
    fn step(&mut self, import: &mut Import<'_, '_, '_>, sessions: &[Session], n: usize) {
        let today = today(n);
        let now = at(&format!("{today}T{:02}:{:02}", 8 + n / 30 % 10, n % 60));
        let ids: Vec<CaseId> = self.owners.keys().rev().take(40).copied().collect();
        let mut who = self.dice.one(sessions);
        let command = match self.dice.below(20) {
            0 => of_office(&mut self.dice, &today),
            1..=3 => {
                who = self.dice.one(&sessions[..4]);
                registration(&mut self.dice)
            }
            _ if ids.is_empty() => registration(&mut self.dice),
            _ => {
                let id = *self.dice.one(&ids);
                // Mostly by whoever may, so that cases get on.
                let command = on_case(&mut self.dice, id);
                let leads = ["countersign", "decline_return", "give_consent", "appoint_acting"];
                let leader = StaffCode::from("L01");
                let fit = if leads.contains(&command["do"].as_str().unwrap()) {
                    &leader
                } else {
                    &self.owners[&id]
                };
                if self.dice.below(6) > 0 {
                    who = sessions.iter().find(|session| session.account() == fit).unwrap();
                }
                command
            }
        };
        match import.act(who, &format!("r-{n}"), &say(&command), now) {
            Ok(done) => {
                self.done += 1;
                if let (Some(id), "register") = (done.case, command["do"].as_str().unwrap()) {
                    assert!(self.owners.insert(id, who.account().clone()).is_none(), "{id} is given twice");
                }
            }
            Err(ActError::Refused(_)) => self.refused += 1,
            Err(error) => panic!("{command}: {error}"),
        }
    }
}

fn audited(office: &Office) -> u64 {
    let audit = office.audit().unwrap();
    assert_eq!(audit.finding, None);
    audit.pages
}

#[test]
fn a_rebuild_equals_what_twenty_thousand_random_commands_have_made() {
    let office = Office::in_memory(at("2026-09-01T08:00")).unwrap();
    // On every third day nobody leads until somebody is entered.
    let days = (0..COMMANDS / 300).map(|n| duty(&today(n * 300), (n % 3 > 0).then_some("L01")));
    office.found(&founding(days.collect())).unwrap();
    let people = ["S01", "S02", "S03", "B01", "L01", "L02", "H01", "A01", "Z01"];
    let sessions: Vec<Session> = people.iter().map(|code| office.practise(code, "1号台").unwrap()).collect();
    let mut run = Run { dice: Dice(20_261_123), owners: BTreeMap::new(), done: 0, refused: 0 };
    let imported = office.import(|import| {
        (0..COMMANDS).for_each(|n| run.step(import, &sessions, n));
        Ok::<_, StoreError>(())
    });
    imported.unwrap();
    assert!(
        run.done > COMMANDS / 5 && run.refused > COMMANDS / 5,
        "{} done, {} refused",
        run.done,
        run.refused
    );
    let pages = audited(&office);
    let before = lists(&office, &sessions[0]);
    office.rebuild().unwrap();
    assert_eq!(audited(&office), pages);
    assert_eq!(lists(&office, &sessions[0]), before, "a rebuild shows the same");
    numbers_and_owners(&office, &sessions[0], &run.owners);
}

fn lists(office: &Office, session: &Session) -> Vec<Answer> {
    [Scope::Office, Scope::Of("S01".into()), Scope::ActedBy("S03".into(), at("2027-01-01T00:00").date())]
        .into_iter()
        .map(|scope| {
            let query = Query::Cases { scope, filter: Filter::All, offset: 0, limit: 100 };
            office.ask(session, &query).unwrap()
        })
        .collect()
}

/// No number doubled, none missing; every case with the officer it began with.
fn numbers_and_owners(office: &Office, session: &Session, owners: &BTreeMap<CaseId, StaffCode>) {
    let mut seen: BTreeMap<(Form, u16), Vec<u32>> = BTreeMap::new();
    for (id, owner) in owners {
        let Answer::Case(Some(view)) = office.ask(session, &Query::Case(*id)).unwrap() else {
            panic!("{id}")
        };
        let case = view.row.record.case;
        assert_eq!((case.id(), &case.opening.officer), (*id, owner));
        let cards = case.cards.iter().map(|card| card.number);
        let receipts = case.receipts.iter().map(|receipt| receipt.number);
        for number in cards.chain(receipts).chain([id.number()]) {
            seen.entry((number.form, number.year)).or_default().push(number.seq);
        }
    }
    for ((form, year), mut numbers) in seen {
        numbers.sort_unstable();
        let whole: Vec<u32> = (1..=u32::try_from(numbers.len()).unwrap()).collect();
        assert_eq!(numbers, whole, "{form:?} {year}");
    }
    assert!(owners.keys().any(|id| id.year == 2027));
}
