//! 20,000 random commands by everybody: the derived tables equal a rebuild, and no invariant breaks.

use std::collections::BTreeMap;

use xieban::domain::number::{CaseId, Form};
use xieban::domain::staff::StaffCode;
use xieban::office::{ActError, Answer, Filter, Import, Office, Query, Scope, Session, StoreError};

use crate::dice::{Dice, of_office, on_case, registration};
use crate::support::{at, duty, founding, say};

const COMMANDS: usize = 20_000;

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
