//! A bad day: clocks that show anything, values anywhere in what screens and scripts take, people and offices renamed, notices, restores,
//! witnesses that are gone, events that nothing could read. After each the ledger opens, audits clean, is backed up and restored, and every
//! number that was ever printed finds its case or its line 恢复时缺失.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};
use xieban_domain::calendar::Calendar;
use xieban_domain::event::{AccessEvent, DeskEvent, Event};
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, NotACase};
use xieban_journal::Header;
use xieban_office::{ActError, Done, Key, Lookout, Office, Recipient, Session};
use xieban_store::{ActProposal, Request, Store};

use xieban_support::dice::{Dice, of_office, on_case, registration};
use xieban_support::rounds::rounds;
use xieban_support::{at, duty, founding};

/// As the founding gave it, and as each chose it himself.
const PIN: &str = "2468";
const OWN: &str = "chuangkou-36";
const PEOPLE: [&str; 3] = ["S01", "L01", "A01"];
/// Random commands at the end of a day.
const COMMANDS: usize = 50;
/// Troubles of a day.
const TROUBLES: usize = 7;

struct BadDay {
    path: PathBuf,
    witnesses: PathBuf,
    backups: (Recipient, Key),
    /// What a right clock shows.
    now: Moment,
    office: Office,
    sessions: BTreeMap<&'static str, Session>,
    /// Every way in which a number was written when it was given out.
    printed: Vec<(CaseId, String)>,
    asked: usize,
    reads_back: bool,
}

fn open(path: &Path, witnesses: &Path, now: Moment, reads_back: bool) -> Office {
    let store = Store::open(path, Calendar::bundled().unwrap(), witnesses).unwrap();
    let store = if reads_back { store } else { store.without_reading_back() };
    Office::over(store, now).unwrap().on_a_host_that_shows(now)
}

impl BadDay {
    fn begin(folder: &Path, reads_back: bool) -> Self {
        let (path, witnesses) = (folder.join("office.xb"), folder.join("witness"));
        let now = at("2026-11-30T09:00");
        let mut founding = founding(vec![duty("2026-11-30", Some("L01"))]);
        founding.at = Some(at("2026-11-30T08:00"));
        founding.settings.practice = Some(false);
        for (staff, pin) in &mut founding.staff {
            *pin = PEOPLE.contains(&staff.code.0.as_str()).then(|| PIN.to_owned());
        }
        Store::create(&path, Calendar::bundled().unwrap(), [9; 16]).unwrap();
        let office = open(&path, &witnesses, now, reads_back);
        office.found(&founding).unwrap();
        for code in PEOPLE {
            office.change_pin(code, PIN, OWN, code).unwrap();
        }
        let backups = crate::backup::pair();
        let (sessions, printed) = (BTreeMap::new(), Vec::new());
        let mut day = Self { path, witnesses, backups, now, office, sessions, printed, asked: 0, reads_back };
        day.sign_in();
        day
    }

    fn sign_in(&mut self) {
        for code in PEOPLE {
            let session = self.office.countersigner(code, OWN, code).unwrap();
            self.sessions.insert(code, session);
        }
    }

    fn again(&mut self) {
        self.office = open(&self.path, &self.witnesses, self.now, self.reads_back);
        self.sign_in();
    }

    /// A minute later by a right clock.
    fn later(&mut self) {
        self.now = self.now.plus_ms(60_000);
        self.office.set_clock(self.now);
    }

    fn act(&mut self, who: &str, command: &Value) -> Result<Done, ActError> {
        self.asked += 1;
        // What a die made is not always a command; a script would hear that it is none.
        let Ok(command) = serde_json::from_value(command.clone()) else {
            return Err(ActError::RequestReused);
        };
        let request = format!("r-{}", self.asked);
        let outcome = self.office.act(&self.sessions[who], &request, &command);
        if let (Ok(done), xieban_domain::command::Command::Register(_)) = (&outcome, &command) {
            let id = done.case.unwrap();
            let paper = self.office.paper(id.number()).unwrap();
            for written in [paper, id.spoken(), id.dated(), id.to_string()] {
                self.printed.push((id, written));
            }
        }
        outcome
    }

    /// The right clock is believed again, and the store is accepted as it is, where either is needed.
    fn accept(&mut self) {
        let highest = self.printed.iter().filter(|(id, _)| i32::from(id.year) == self.now.date().year());
        let highest = highest.map(|(id, _)| id.seq).max().unwrap_or(0);
        let accept = json!({ "do": "accept_store", "reason": "核对过", "highest": { "case": highest } });
        self.act("A01", &accept).unwrap();
    }

    fn works(&mut self) {
        self.later();
        let come = json!({ "do": "tally" });
        if self.act("S01", &come).is_err() {
            self.accept();
            self.later();
            self.act("S01", &come).unwrap();
        }
    }

    fn trouble(&mut self, dice: &mut Dice) {
        match dice.below(8) {
            0 | 1 => self.clock(dice),
            2 | 3 => {
                let change = setting(dice);
                self.act("A01", &change).ok();
            }
            4 => {
                let staff = json!({ "do": "keep_staff", "code": *dice.one(&["S01", "s01", "S03", "X1", "A01"]),
                    "name": *dice.one(&["王芳", "王方", "李四", "", "＊"]), "reason": *dice.one(&["", "户籍更名"]), "post": "科长",
                    "rank": "middle", "established": true, "roles": ["officer"], "order": dice.below(70_000) });
                self.act("A01", &staff).ok();
            }
            5 => {
                let notice = json!({ "do": "enter_notice", "text": *dice.one(&[
                    "year = 2027\noff = []\n", "year = 1899\n", "off = [\"2027-01-01\",\"+262142-12-31\"]",
                    "year = 2027\npublished = true\noff = [\"2027-01-01\"]\nwork = []\n", "", "年"]) });
                self.act("A01", &notice).ok();
            }
            6 => self.restored(dice),
            _ => self.unwitnessed(),
        }
        self.unreadable(dice);
        self.works();
    }

    /// The host shows any moment from 1970 to 2100; somebody goes on working.
    fn clock(&mut self, dice: &mut Dice) {
        let shown = match dice.below(3) {
            0 => Moment(i64::try_from(dice.below(4_102_444_800)).unwrap() * 1000),
            1 => self.now.plus_ms(i64::try_from(dice.below(500)).unwrap() * 86_400_000),
            _ => self.now.plus_ms(-i64::try_from(dice.below(500)).unwrap() * 60_000),
        };
        self.office.set_clock(shown);
        // Somebody may say that it is right, though it is not.
        match dice.below(3) {
            0 => {}
            1 => {
                let confirm = json!({ "do": "confirm_clock", "date": shown.date() });
                self.act("A01", &confirm).ok();
            }
            _ => {
                let confirm = json!({ "do": "confirm_clock", "date": self.now.date() });
                self.act("S01", &confirm).ok();
            }
        }
        for _ in 0..2 {
            let command = registration(dice);
            self.act("S01", &command).ok();
        }
        self.office.set_clock(self.now);
    }

    /// Some work is lost, and yesterday's backup takes its place.
    fn restored(&mut self, dice: &mut Dice) {
        let file = self.path.with_extension("bak");
        std::fs::remove_file(&file).ok();
        let mut lookout = Lookout::witnessed(&self.path, &self.witnesses).unwrap();
        lookout.backup(&file, std::slice::from_ref(&self.backups.0)).unwrap();
        drop(lookout);
        for _ in 0..dice.below(4) {
            self.later();
            let command = registration(dice);
            self.act("S01", &command).ok();
        }
        // Nobody has the store open while its file is changed.
        self.office = Office::in_memory(self.now).unwrap();
        let calendar = Calendar::bundled().unwrap();
        xieban_backup::restore(
            &file,
            Some(&self.backups.1),
            &self.path,
            calendar,
            Some(&self.witnesses),
            "bad",
        )
        .unwrap();
        self.again();
    }

    fn unwitnessed(&mut self) {
        self.office = Office::in_memory(self.now).unwrap();
        std::fs::remove_dir_all(&self.witnesses).ok();
        self.again();
    }

    /// Something that no gate lets through comes to the store all the same.
    fn unreadable(&mut self, dice: &mut Dice) {
        let looked = |year, seq| Event::Access(AccessEvent::LookedUp { case: CaseId { year, seq } });
        let events = [
            looked(1970, 1),
            looked(2026, 0),
            looked(2026, u32::MAX),
            Event::Desk(DeskEvent::Tallied {
                date: NaiveDate::from_ymd_opt(-1, 1, 1).unwrap(),
                arrival: None,
            }),
        ];
        let event = dice.one(&events).clone();
        let store = Store::open(&self.path, Calendar::bundled().unwrap(), &self.witnesses).unwrap();
        let store = if self.reads_back { store } else { store.without_reading_back() };
        self.asked += 1;
        let header = Header {
            by: "S01".into(),
            desk: "1号台".to_owned(),
            request: format!("raw-{}", self.asked),
            at: self.now,
        };
        let request = Request { header, body: Vec::new() };
        let done = store.act(&request, &mut || [7; 32], |_| Ok(ActProposal::from(vec![event])));
        assert!(done.is_err() || !self.reads_back, "it was stored");
    }

    /// The evening: everything is looked at.
    fn evening(&mut self, dice: &mut Dice) {
        for _ in 0..COMMANDS {
            self.later();
            let who = *dice.one(&PEOPLE);
            let command = match (dice.below(4), self.printed.is_empty()) {
                (0, _) => of_office(dice, &self.now.date().to_string()),
                (1, _) | (_, true) => registration(dice),
                (_, false) => {
                    let (id, _) = dice.one(&self.printed).clone();
                    on_case(dice, id)
                }
            };
            if let Err(ActError::Store(error)) = self.act(who, &command) {
                panic!("{command}: {error}");
            }
        }
        self.again();
        assert_eq!(self.office.audit().unwrap().finding, None);
        for (id, written) in &self.printed {
            match self.office.numbered(written).unwrap() {
                Ok(found) => assert!(found.contains(id), "{written} finds {found:?}, not {id}"),
                Err(NotACase::Missing(_)) => {}
                Err(why) => panic!("{written}: {why}"),
            }
        }
        let (file, other) = (self.path.with_extension("evening"), self.path.with_extension("other"));
        let mut lookout = Lookout::witnessed(&self.path, &self.witnesses).unwrap();
        lookout.backup(&file, std::slice::from_ref(&self.backups.0)).unwrap();
        // A copy to look at: it has no witness of its own.
        let calendar = Calendar::bundled().unwrap();
        xieban_backup::restore(&file, Some(&self.backups.1), &other, calendar, None, "evening").unwrap();
        assert_eq!(Lookout::open(&other).unwrap().audit().unwrap().finding, None);
    }
}

/// A value anywhere in what the screens and scripts take, and beyond.
fn setting(dice: &mut Dice) -> Value {
    const LONG: &str = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";
    let number = *dice.one(&[0_u64, 1, 13, 2_001, 99_999, 100_000, 1_000_000_000, 4_294_967_295, u64::MAX]);
    let text =
        *dice.one(&["徐卫监", "徐疾控", "XZ(卫)监", "徐〔卫〕", "  ", "１２", "协", LONG, "\u{202e}监"]);
    let mut change = match dice.below(10) {
        0..=2 => {
            json!({ "used_on_paper": { (*dice.one(&["case", "receipt"])): [2026, number] }, "reason": "补登" })
        }
        3 | 4 => json!({ "prefix": text }),
        5 => json!({ "office": text }),
        6 => json!({ "retention_months": number, "archive_months": number, "archive_basis": text }),
        7 => {
            json!({ "abandon_days": number, "escalation_days": [number, 2, 3, 4], "absence_minutes": number })
        }
        8 => {
            json!({ "promises": { "GW03": format!("{number} working"), "GW01": format!("{number} calendar") } })
        }
        _ => json!({ "pins": { "shortest": number, "kinds": 2, "days": number }, "launch_year": number }),
    };
    change["do"] = json!("change_settings");
    change
}

fn one(dice: &mut Dice, reads_back: bool) {
    let folder = tempfile::tempdir().unwrap();
    let mut day = BadDay::begin(folder.path(), reads_back);
    for _ in 0..TROUBLES {
        day.trouble(dice);
    }
    day.evening(dice);
    assert!(reads_back, "the control: it held without being read back");
}

#[test]
fn a_bad_day_leaves_the_ledger_as_it_was() {
    rounds("badday", 4, 2_000, |_, dice| one(dice, true));
}

/// The control: without reading back a bad day is the ledger's last.
#[test]
fn without_reading_back_a_bad_day_is_the_last() {
    rounds("badday without reading back", 1, 10, |_, dice| {
        let mut dice = Dice(dice.roll());
        assert!(catch_unwind(AssertUnwindSafe(|| one(&mut dice, false))).is_err());
    });
}
