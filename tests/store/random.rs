//! Random commands of every kind by everybody, from four seeds: the journal keeps every rule (`walk`), the derived tables equal a
//! rebuild, the figures a recount (`recount`), and a store that nobody touches for a month equals one that is touched every day (`still`).

mod still;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use xieban_domain::calendar::Calendar;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::staff::StaffCode;
use xieban_office::{ActError, Answer, Filter, Import, Lookout, Office, Query, Scope, Session, StoreError};

use xieban_support::dice::{Dice, of_office, on_case, registration};
use xieban_support::rounds::{full, rounds};
use xieban_support::{at, duty, founding, on, say};

use crate::recount::{Recount, period};

const SEEDS: usize = 4;
/// So often something else is asked of a case where the first was refused.
const TRIES: usize = 2;
/// Cases under way at once.
const NEWEST: usize = 25;
/// Commands in one transaction.
const SLICE: usize = 5_000;
const PEOPLE: [&str; 9] = ["S01", "S02", "S03", "B01", "L01", "L02", "H01", "A01", "Z01"];
const LEADERS: [&str; 6] =
    ["countersign", "decline_return", "give_consent", "decline_consent", "appoint_acting", "approve"];

/// The steps that bring a case to its end.
const WAY: [&str; 11] = [
    "note_materials",
    "instant",
    "promise",
    "countersign",
    "give_consent",
    "guide",
    "hand_over",
    "finish_stage",
    "finish",
    "reply",
    "sign",
];

/// An office at work: whoever comes, whoever asks for something, and the hours going by.
struct Run {
    dice: Dice,
    calendar: &'static Calendar,
    now: Moment,
    sessions: Vec<Session>,
    owners: BTreeMap<CaseId, StaffCode>,
    /// Those with which somebody is not done.
    open: BTreeSet<CaseId>,
    /// The last case that somebody did something to, and who.
    latest: Option<(CaseId, StaffCode)>,
    /// Consents that wait for the leader.
    asking: Vec<(CaseId, String)>,
    asked: usize,
    done: usize,
    refused: usize,
    /// Every command that was done, by its name.
    names: BTreeSet<String>,
}

impl Run {
    /// On the morning of 2026-09-01.
    fn at(office: &Office, dice: Dice) -> Self {
        let sessions = PEOPLE.iter().map(|code| office.practise(code, "1号台").unwrap()).collect();
        Self {
            dice,
            calendar: office.facts().calendar,
            now: at("2026-08-31T17:59"),
            sessions,
            owners: BTreeMap::new(),
            open: BTreeSet::new(),
            latest: None,
            asking: Vec::new(),
            asked: 0,
            done: 0,
            refused: 0,
            names: BTreeSet::new(),
        }
    }

    fn session(&self, code: &str) -> Session {
        self.sessions.iter().find(|session| session.account().0 == code).unwrap().clone()
    }

    /// Some seconds or minutes later; after closing time the next open day begins. Says whether it did.
    fn later(&mut self) -> bool {
        let quick = self.dice.below(5) < 2;
        let seconds = if quick { 5 + self.dice.below(35) } else { 60 * (1 + self.dice.below(6)) };
        self.now = self.now.plus_ms(1000 * i64::try_from(seconds).unwrap());
        let over = self.now.clock().as_str() > "17:55";
        if over {
            self.now = at(&format!("{}T08:30", self.calendar.next_open(self.now.date())));
        }
        over
    }

    fn step(&mut self, import: &mut Import<'_, '_, '_>) {
        if self.later() {
            // On every third day nobody leads until somebody is entered.
            let leader = *self.dice.one(&[None, Some("L01"), Some("L02")]);
            let mut today = serde_json::to_value(duty(&self.now.date().to_string(), leader)).unwrap();
            today["do"] = json!("enter_duty");
            self.act(import, "A01", &today);
        }
        let today = self.now.date().to_string();
        let anybody = *self.dice.one(&PEOPLE);
        match self.dice.below(24) {
            0 => {
                let command = of_office(&mut self.dice, &today);
                self.act(import, anybody, &command);
            }
            1..=3 => self.register(import),
            4 if self.latest.is_some() => {
                let (id, who) = self.latest.clone().unwrap();
                self.act(import, &who.0, &on(id, &json!({ "do": "undo" })));
            }
            5 if !self.asking.is_empty() => self.consent(import),
            _ if self.owners.is_empty() => self.register(import),
            _ => self.about_a_case(import, anybody),
        }
    }

    fn register(&mut self, import: &mut Import<'_, '_, '_>) {
        let who = *self.dice.one(&["S01", "S02", "S01", "S02", "S03", "B01"]);
        let mut command = registration(&mut self.dice);
        // Half of them were never here before and show no papers: their private texts can go one day.
        if self.dice.below(2) == 0 {
            let visitor =
                json!({ "name": format!("客{}", self.asked), "phone": format!("139{:08}", self.asked) });
            command["visitor"] = visitor;
        }
        if self.dice.below(12) == 0 {
            let hours = i64::try_from(self.dice.below(120)).unwrap();
            let was = self.now.plus_ms(-3_600_000 * hours);
            let number = format!("手{}", self.dice.below(400));
            command["paper"] = json!({ "at": was, "number": number, "reason": "停电" });
        }
        self.act(import, who, &command);
    }

    /// The leader answers, and what he consented to is done.
    fn consent(&mut self, import: &mut Import<'_, '_, '_>) {
        let Some((id, consent)) = self.asking.pop() else { return };
        let (answer, reason) =
            if self.dice.below(4) == 0 { ("decline_consent", "再核") } else { ("give_consent", "") };
        let mut command = json!({ "do": answer, "consent": consent });
        if !reason.is_empty() {
            command["reason"] = json!(reason);
        }
        let owner = self.owners[&id].0.clone();
        if self.act(import, "L01", &on(id, &command)) && answer == "give_consent" {
            let done = match consent.as_str() {
                "extension" => json!({ "do": "extend", "days": 5, "told": "已电话告知" }),
                "termination" => json!({ "do": "terminate", "reason": "其他（注明）", "words": "找不到人" }),
                "instant_to_promise" => {
                    json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })
                }
                _ => json!({ "do": "prompt", "cause": "系统停机" }),
            };
            self.act(import, &owner, &on(id, &done));
        }
    }

    /// Mostly of one of the newest cases, by whoever may, and a step on its way, so that cases get on; now and then any command on
    /// any case, by anybody.
    fn about_a_case(&mut self, import: &mut Import<'_, '_, '_>, anybody: &str) {
        let id = if self.dice.below(5) > 0 && !self.open.is_empty() {
            let back = self.dice.below(self.open.len().min(NEWEST));
            *self.open.iter().nth_back(back).unwrap()
        } else {
            let at = self.dice.below(self.owners.len());
            *self.owners.keys().nth(at).unwrap()
        };
        let owner = self.owners[&id].0.clone();
        let on_its_way = self.dice.below(2) == 0;
        // What is refused is tried in another way, as people do.
        for _ in 0..TRIES {
            let mut command = on_case(&mut self.dice, id);
            while on_its_way && !WAY.contains(&command["do"].as_str().unwrap()) {
                command = on_case(&mut self.dice, id);
            }
            let fit = match command["do"].as_str().unwrap() {
                "urge" | "annotate" => "Z01",
                led if LEADERS.contains(&led) => "L01",
                _ => &owner,
            };
            let who = if self.dice.below(6) > 0 { fit } else { anybody };
            if self.act(import, who, &command) {
                break;
            }
        }
    }

    /// Asks; says whether it was done.
    fn act(&mut self, import: &mut Import<'_, '_, '_>, who: &str, command: &Value) -> bool {
        let session = self.session(who);
        self.asked += 1;
        match import.act(&session, &format!("r-{}", self.asked), &say(command), self.now) {
            Ok(done) => {
                self.done += 1;
                let name = command["do"].as_str().unwrap().to_owned();
                if let Some(id) = done.case {
                    let new = name == "register";
                    let before = new.then(|| self.owners.insert(id, session.account().clone())).flatten();
                    assert_eq!(before, None, "{id} is given twice");
                    match name.as_str() {
                        "void" | "sign" | "terminate" => self.open.remove(&id),
                        "register" | "reopen" | "undo" => self.open.insert(id),
                        _ => false,
                    };
                    if name == "ask_consent" {
                        self.asking.push((id, command["consent"].as_str().unwrap().to_owned()));
                    }
                    self.latest = Some((id, session.account().clone()));
                }
                self.names.insert(name);
                true
            }
            Err(ActError::Refused(_)) => {
                self.refused += 1;
                false
            }
            Err(error) => panic!("{command}: {error}"),
        }
    }
}

/// An office with its people, whose private texts may go after half a year.
fn founded(office: &Office) {
    let mut founding = founding(Vec::new());
    founding.settings.retention_months = Some(6);
    founding.settings.archive_months = Some(6);
    founding.settings.archive_basis = Some("徐卫档〔2025〕2号".to_owned());
    founding.at = Some(at("2026-08-31T08:00"));
    office.found(&founding).unwrap();
}

fn work(office: &Office, run: &mut Run, commands: usize) {
    while run.asked < commands {
        let until = commands.min(run.asked + SLICE);
        let done = office.import(|import| {
            while run.asked < until {
                run.step(import);
            }
            Ok::<_, StoreError>(())
        });
        done.unwrap();
        let erased = office.import(|import| {
            run.act(import, "A01", &json!({ "do": "erase_identities" }));
            Ok::<_, StoreError>(())
        });
        erased.unwrap();
    }
}

fn audited(office: &Office) -> u64 {
    let audit = office.audit().unwrap();
    assert_eq!(audit.finding, None);
    audit.pages
}

#[test]
fn random_commands_by_all_roles_break_no_rule() {
    let commands = if full() { 100_000 } else { 2_500 };
    let mut names = BTreeSet::new();
    rounds("commands", SEEDS, SEEDS, |_, dice| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("random.redb");
        let office = Office::create(&path).unwrap();
        founded(&office);
        let mut run = Run::at(&office, Dice(dice.roll()));
        work(&office, &mut run, commands);
        assert!(run.done > commands / 8 && run.refused > commands / 8, "{} of {commands} done", run.done);
        let pages = audited(&office);
        let before = lists(&office, &run.sessions[0]);
        office.rebuild().unwrap();
        assert_eq!(audited(&office), pages);
        assert_eq!(lists(&office, &run.sessions[0]), before, "a rebuild shows the same");
        let walked = walk::walk(&path, &run.owners);
        let mut lookout = Lookout::open(&path).unwrap();
        let now = lookout.now().unwrap();
        let recount = Recount::of(&mut lookout, run.calendar, now);
        for _ in 0..20 {
            let period = period(&mut run.dice);
            assert_eq!(recount.disagrees(&mut lookout, period), None);
        }
        println!("{} asked, {} refused, until {}: {walked}", run.asked, run.refused, run.now.date());
        names.append(&mut run.names);
    });
    // A short run, or one round alone, does not do everything.
    let all = full() && std::env::var_os("XIEBAN_ROUND").is_none();
    for name in [
        "undo",
        "correct_visitor",
        "correct_matter",
        "void",
        "terminate",
        "finish",
        "sign",
        "rate",
        "extend",
        "answer_rating",
        "erase_identities",
    ] {
        assert!(!all || names.contains(name), "nobody did {name}: {names:?}");
    }
}

/// Every list there is.
fn lists(office: &Office, session: &Session) -> Vec<Answer> {
    let acting = Scope::ActedBy("S03".into(), at("2027-01-01T00:00").date());
    let of = PEOPLE[..4].iter().map(|code| Scope::Of((*code).into()));
    [Scope::Office, acting]
        .into_iter()
        .chain(of)
        .map(|scope| {
            let query = Query::Cases { scope, filter: Filter::All, offset: 0, limit: 500 };
            office.ask(session, &query).unwrap()
        })
        .collect()
}
