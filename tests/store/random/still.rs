//! Nothing is written because time passed: what is known of a case after a month does not depend on who looked meanwhile.

use serde_json::json;
use xieban_domain::case::Case;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Filter, Office, Query, Scope, StoreError};

use xieban_support::dice::Dice;
use xieban_support::rounds::rounds;
use xieban_support::{at, on, say};

use super::{PEOPLE, Run, founded, lists};

const DAY: i64 = 86_400_000;
const DAYS: i64 = 30;

/// The same office twice, down to the salts.
fn grown(seed: u64, commands: usize) -> (Office, Run) {
    let office = Office::in_memory(at("2026-08-31T08:00")).unwrap();
    founded(&office);
    let mut run = Run::at(&office, Dice(seed));
    let mut salt = Dice(seed);
    let mut salts = || {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&salt.roll().to_be_bytes());
        bytes
    };
    let done = office.import_salted(&mut salts, |import| {
        while run.asked < commands {
            run.step(import);
        }
        Ok::<_, StoreError>(())
    });
    done.unwrap();
    (office, run)
}

/// Somebody notes a call on each of these cases.
fn call(office: &Office, run: &Run, ids: &[CaseId], day: &str, now: Moment) {
    let session = run.session("S02");
    let mut salts = || [7; 32];
    let done = office.import_salted(&mut salts, |import| {
        for id in ids {
            let command = say(&on(*id, &json!({ "do": "note_call", "words": "问进度" })));
            import.act(&session, &format!("{day}-{id}"), &command, now).unwrap();
        }
        Ok::<_, StoreError>(())
    });
    done.unwrap();
}

/// A case but for how often somebody rang up.
fn facts(office: &Office, run: &Run, id: CaseId) -> Case {
    let Answer::Case(Some(view)) = office.ask(&run.sessions[0], &Query::Case(id)).unwrap() else {
        panic!("{id}")
    };
    Case { version: 0, calls: 0, ..view.row.record.case }
}

/// Every open case in its order, with what is shown of it.
fn shown(office: &Office, run: &Run) -> Vec<String> {
    let scopes = [Scope::Office].into_iter().chain(PEOPLE.iter().map(|code| Scope::Of((*code).into())));
    let mut rows = Vec::new();
    for scope in scopes {
        let query = Query::Cases { scope, filter: Filter::All, offset: 0, limit: 100_000 };
        let Answer::Cases(list) = office.ask(&run.sessions[0], &query).unwrap() else { panic!() };
        rows.extend(list.rows.into_iter().map(|row| {
            let due = row.due.map(|due| due.date.to_string());
            format!("{} {} {due:?} {:?}", row.record.case.id(), row.light.text(), row.escalation)
        }));
    }
    rows
}

#[test]
fn a_store_untouched_for_a_month_equals_one_touched_every_day() {
    rounds("still", 1, 20, |_, dice| {
        let seed = dice.roll();
        let [(mut still, run), (mut read, _), (mut worked, _)] = [(); 3].map(|()| grown(seed, 800));
        let ids: Vec<CaseId> = run.owners.keys().copied().collect();
        let open: Vec<CaseId> =
            ids.iter().copied().filter(|id| !facts(&still, &run, *id).is_void()).collect();
        for day in 1..DAYS {
            let now = run.now.plus_ms(DAY * day);
            // One is looked at, counted in, and built anew; one has a command on every case.
            read.set_clock(now);
            lists(&read, &run.sessions[0]);
            let tally = say(&json!({ "do": "tally" }));
            read.act(&run.sessions[0], &format!("tally-{day}"), &tally).unwrap();
            read.rebuild().unwrap();
            worked.set_clock(now);
            call(&worked, &run, &open, &format!("day-{day}"), now);
        }
        let then = run.now.plus_ms(DAY * DAYS);
        for office in [&mut still, &mut read, &mut worked] {
            office.set_clock(then);
        }
        let before = shown(&still, &run);
        assert_eq!(before, shown(&read, &run));
        for office in [&still, &read, &worked] {
            call(office, &run, &open, "last", then);
            assert_eq!(office.audit().unwrap().finding, None);
        }
        for id in ids {
            let case = facts(&still, &run, id);
            assert_eq!(case, facts(&read, &run, id), "{id} of what was read");
            assert_eq!(case, facts(&worked, &run, id), "{id} of what was worked on");
        }
        let after = shown(&still, &run);
        assert!(!after.is_empty());
        assert_eq!(after, shown(&read, &run));
        assert_eq!(after, shown(&worked, &run));
    });
}
