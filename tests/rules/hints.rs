//! 作风体检 (R74, 数据提示): a pattern that somebody's cases have is found, with just these cases behind it; work as it should be
//! gives no hint; and nobody is shown a hint about himself.

use std::collections::BTreeSet;

use chrono::Days;
use serde_json::{Value, json};
use xieban_domain::calendar::Calendar;
use xieban_domain::duty::DutyDay;
use xieban_domain::figures::{FigureHint, Pattern, Period};
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_office::{Answer, AskError, Counted, Founding, Import, Office, Query, Session, StoreError};

use xieban_support::{at, day, founding, materials, on, register, say};

const GW03: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];
/// So many cases each officer has.
const CASES: usize = 10;
/// The first day, a Monday.
const FIRST: &str = "2026-09-07";

/// An officer at work on one case a day.
struct Work<'w, 'i, 's, 'tx> {
    import: &'w mut Import<'i, 's, 'tx>,
    who: &'w Session,
    leader: &'w Session,
    now: Moment,
    steps: &'w mut usize,
}

impl Work<'_, '_, '_, '_> {
    fn by(&mut self, who: &Session, command: &Value) -> Option<CaseId> {
        *self.steps += 1;
        let done = self.import.act(who, &format!("step-{}", self.steps), &say(command), self.now);
        done.unwrap_or_else(|error| panic!("{command}: {error}")).case
    }

    fn does(&mut self, id: CaseId, command: &Value) {
        let who = self.who.clone();
        self.by(&who, &on(id, command));
    }

    fn registers(&mut self, command: &Value) -> CaseId {
        let who = self.who.clone();
        self.by(&who, command).unwrap()
    }

    fn comes(&mut self, state: &str) -> CaseId {
        self.registers(&register("GW03", &materials(&GW03, state)))
    }

    fn promises(&mut self, limit: &str) -> CaseId {
        let id = self.comes("收");
        self.does(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": limit }));
        id
    }

    fn later(&mut self, days: u64, time: &str) {
        let date = self.now.date() + Days::new(days);
        let date = Calendar::bundled().unwrap().open_on_or_after(date);
        self.now = at(&format!("{date}T{time}"));
    }

    fn ends(&mut self, id: CaseId, summary: &str) {
        self.does(id, &json!({ "do": "finish", "summary": summary }));
        self.does(id, &json!({ "do": "reply", "mode": "电话", "content": "已办结，请来领取" }));
    }

    /// One case as it should be.
    fn as_it_should_be(&mut self) -> CaseId {
        let id = self.promises("10 working");
        self.later(3, "10:20");
        self.ends(id, "现场核查合格，已换发新证");
        id
    }

    /// One case with the pattern.
    fn like(&mut self, pattern: Pattern) -> CaseId {
        match pattern {
            Pattern::BareLogs => {
                let id = self.promises("10 working");
                self.later(3, "10:20");
                self.ends(id, "已办结。");
                id
            }
            Pattern::AtClosing => {
                let id = self.promises("10 working");
                self.later(3, "17:29");
                self.ends(id, "现场核查合格，已换发新证");
                id
            }
            Pattern::SentAway => {
                let mut command = register("GW03", &json!([]));
                (command["kind"], command["unit"]) = (json!("移办件"), json!("RX"));
                command["kind_reason"] = json!("请到别处办");
                self.registers(&command)
            }
            Pattern::LedOn => {
                let mut command = register("GW03", &materials(&GW03, "收"));
                command["received_from"] = json!({ "unit": "RX", "number": "7", "again": true });
                self.registers(&command)
            }
            Pattern::Untold => self.comes("收"),
            Pattern::Unreplied => {
                let id = self.promises("10 working");
                self.later(3, "10:20");
                self.does(id, &json!({ "do": "finish", "summary": "现场核查合格，已换发新证" }));
                id
            }
            Pattern::Overdue => self.promises("3 working"),
            Pattern::Utmost => {
                let id = self.promises("20 working");
                self.later(3, "10:20");
                self.ends(id, "现场核查合格，已换发新证");
                id
            }
            Pattern::SecondNotices => {
                let id = self.comes("缺");
                self.does(id, &json!({ "do": "prompt" }));
                let consent = "second_prompt";
                self.does(id, &json!({ "do": "ask_consent", "consent": consent, "reason": "漏项" }));
                let leader = self.leader.clone();
                self.by(&leader, &on(id, &json!({ "do": "give_consent", "consent": consent })));
                self.does(id, &json!({ "do": "prompt" }));
                id
            }
        }
    }
}

/// An office where S01 works with the pattern, if any, and S02 as it should be; gives S01's cases.
fn office(pattern: Option<Pattern>) -> (Office, BTreeSet<CaseId>) {
    let mut office = Office::in_memory(at("2026-10-30T18:00")).unwrap();
    let duty = |date: chrono::NaiveDate| DutyDay {
        leader: Some("L01".into()),
        morning: vec!["S01".into(), "S02".into()],
        afternoon: vec!["S01".into(), "S02".into()],
        ..DutyDay::empty(date)
    };
    let days = day(FIRST).iter_days().take(60).map(duty).collect();
    office.found(&Founding { at: Some(at("2026-09-04T08:00")), ..founding(days) }).unwrap();
    let [first, second, leader] = ["S01", "S02", "L01"].map(|code| office.practise(code, "1号台").unwrap());
    let (mut cases, mut steps) = (BTreeSet::new(), 0);
    let mut begun = at(&format!("{FIRST}T09:00"));
    for _ in 0..CASES {
        let mut one = |who: &Session, pattern: Option<Pattern>| {
            let worked = office.import(|import| {
                let mut work = Work { import, who, leader: &leader, now: begun, steps: &mut steps };
                Ok::<_, StoreError>(match pattern {
                    Some(pattern) => work.like(pattern),
                    None => work.as_it_should_be(),
                })
            });
            worked.unwrap()
        };
        cases.insert(one(&first, pattern));
        one(&second, None);
        let next = Calendar::bundled().unwrap().next_open(begun.date());
        begun = at(&format!("{next}T09:00"));
    }
    office.set_clock(at("2026-10-30T18:00"));
    (office, cases)
}

fn year() -> Period {
    Period::of(xieban_domain::figures::PeriodKind::Year, day("2026-10-30"))
}

fn hints(office: &Office, reader: &str) -> Vec<FigureHint> {
    let session = office.practise(reader, "1号台").unwrap();
    let Answer::Figures(view) = office.ask(&session, &Query::Figures(year())).unwrap() else { panic!() };
    view.hints
}

#[test]
fn r74_a_planted_pattern_is_found_with_its_cases_and_work_as_it_should_be_gives_no_hint() {
    assert_eq!(hints(&office(None).0, "Z01"), []);
    for pattern in Pattern::ALL {
        let (office, cases) = office(Some(pattern));
        let found = hints(&office, "Z01");
        let planted = found.iter().find(|hint| hint.pattern == pattern);
        let planted = planted.unwrap_or_else(|| panic!("{pattern:?} is not found: {found:?}"));
        assert_eq!((planted.who.0.as_str(), planted.count), ("S01", 10), "{pattern:?}");
        assert!(found.iter().all(|hint| hint.who.0 == "S01"), "{pattern:?}: {found:?}");
        let counted = Counted {
            measures: pattern.rests_on().to_vec(),
            period: year(),
            officer: Some("S01".into()),
            offset: 0,
            limit: 50,
        };
        let session = office.practise("Z01", "1号台").unwrap();
        let Answer::Cases(list) = office.ask(&session, &Query::Counted(counted)).unwrap() else { panic!() };
        let opened: BTreeSet<CaseId> = list.rows.iter().map(|row| row.record.case.id()).collect();
        assert_eq!(opened, cases, "{pattern:?} opens its cases");
    }
}

#[test]
fn r72_hints_are_for_the_two_offices_and_nobody_is_shown_one_about_himself() {
    let (office, _) = office(Some(Pattern::BareLogs));
    for (reader, shown) in
        [("Z01", 1), ("F01", 1), ("S01", 0), ("S02", 0), ("L01", 0), ("H01", 0), ("A01", 0)]
    {
        assert_eq!(hints(&office, reader).len(), shown, "{reader}");
    }
    let mut entry = serde_json::to_value(&office.header().unwrap().staff.0[&"S01".into()]).unwrap();
    (entry["do"], entry["roles"]) = (json!("keep_staff"), json!(["officer", "conduct_office"]));
    let administrator = office.practise("A01", "1号台").unwrap();
    let head = office.practise("H01", "1号台").unwrap();
    office.act_with(&administrator, "office", &say(&entry), Some(&head)).unwrap();
    assert_eq!(hints(&office, "S01"), [], "also now that he is of an office");
    assert_eq!(hints(&office, "Z01").len(), 1);
}

#[test]
fn r72_another_officers_own_figures_are_for_whoever_leads_or_supervises() {
    let (office, _) = office(None);
    for (reader, sees) in [("Z01", 2), ("F01", 2), ("L01", 2), ("H01", 2), ("S01", 1), ("S03", 0), ("A01", 0)]
    {
        let session = office.practise(reader, "1号台").unwrap();
        let Answer::Figures(view) = office.ask(&session, &Query::Figures(year())).unwrap() else { panic!() };
        assert_eq!(view.officers.len(), sees, "{reader}");
        assert_eq!(
            view.now.get(xieban_domain::figures::Measure::Finished),
            20,
            "the office's is everybody's"
        );
        let counted = Counted {
            measures: vec![xieban_domain::figures::Measure::Finished],
            period: year(),
            officer: Some("S02".into()),
            offset: 0,
            limit: 50,
        };
        let counted = office.ask(&session, &Query::Counted(counted));
        if reader == "A01" {
            assert!(matches!(counted, Err(AskError::Refused(_))), "an administrator sees no case");
            continue;
        }
        let Answer::Cases(list) = counted.unwrap() else { panic!() };
        assert_eq!(list.rows.len(), if sees == 2 { 10 } else { 0 }, "{reader} opens another's");
    }
}
