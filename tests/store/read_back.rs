//! Nothing is committed that cannot be read again.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use chrono::NaiveDate;
use serde_json::Value;
use xieban_domain::calendar::Calendar;
use xieban_domain::event::{AccessEvent, DeskEvent, Event};
use xieban_domain::number::CaseId;
use xieban_journal::{Header, Page};
use xieban_office::{Lookout, Office};
use xieban_store::{ActError, ActProposal, Done, Request, Store, StoreError};

use xieban_support::behind::never_witnessed;
use xieban_support::dice::{Dice, on_case, registration};
use xieban_support::rounds::{full, rounds};
use xieban_support::time::{Stopwatch, percentile};
use xieban_support::{at, program, say};

fn store() -> Store {
    Store::in_memory(Calendar::bundled().unwrap()).unwrap()
}

fn act(store: &Store, request: &str, event: Event) -> Result<Done, ActError> {
    let header = Header {
        by: "S01".into(),
        desk: "1号台".to_owned(),
        request: request.to_owned(),
        at: at("2026-11-30T09:00"),
    };
    let salts = &mut || [7; 32];
    store.act(&Request { header, body: Vec::new() }, salts, |_| Ok(ActProposal::from(vec![event])))
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a view that borrows is not general enough to stand for the closure"
)]
fn last_page(store: &Store) -> u64 {
    store.read(|snapshot| snapshot.last_page()).unwrap()
}

/// Events that are written as nothing reads them: a number of a year or of a sequence that there cannot be, a day before all days.
fn unreadable() -> [(&'static str, Event); 4] {
    let looked = |year, seq| Event::Access(AccessEvent::LookedUp { case: CaseId { year, seq } });
    let tallied = |date| Event::Desk(DeskEvent::Tallied { date, arrival: None });
    [
        ("a year before numbers", looked(1970, 1)),
        ("a sequence that has wrapped", looked(2026, 0)),
        ("a sequence beyond its check digit", looked(2026, u32::MAX)),
        ("a day before all days", tallied(NaiveDate::from_ymd_opt(-1, 1, 1).unwrap())),
    ]
}

#[test]
fn what_could_not_be_read_again_stores_nothing_and_the_next_action_goes_on() {
    let store = store();
    let fine = || Event::Desk(DeskEvent::Tallied { date: at("2026-11-30T09:00").date(), arrival: None });
    act(&store, "fine-1", fine()).unwrap();
    for (what, event) in unreadable() {
        let refused = act(&store, what, event).unwrap_err();
        assert!(matches!(refused, ActError::Store(StoreError::Unreadable(_))), "{what}: {refused:?}");
        assert_eq!(last_page(&store), 1, "{what}: nothing of it is there");
    }
    assert_eq!(act(&store, "fine-2", fine()).unwrap().last, 2);
    assert_eq!(store.audit().unwrap().finding, None);
}

/// The control: without reading back, the same events are committed, and the store is not what it was.
#[test]
fn without_reading_back_the_same_events_spoil_the_store() {
    for (what, event) in unreadable() {
        let store = store().without_reading_back();
        act(&store, what, event).unwrap();
        assert_eq!(last_page(&store), 1, "{what}");
        let mut pages = Vec::new();
        store
            .read(|snapshot| {
                snapshot.pages(1, &mut |_, bytes| {
                    pages.push(bytes.to_vec());
                    true
                })
            })
            .unwrap();
        let spoilt = Page::read(&pages[0]).is_err() || what == "a day before all days";
        assert!(spoilt, "{what}");
    }
}

/// When everything in the filled offices happens.
const NOW: &str = "2026-11-23T08:41";

/// Who is on duty then, and whose the cases are.
const OFFICERS: [&str; 6] = ["S01", "S02", "S03", "S04", "S05", "S06"];

/// An office of so many cases, twice: one that reads back what it writes, and its twin that does not.
fn twins(folder: &Path, cases: usize) -> ([Office; 2], Vec<(CaseId, String)>) {
    let filled = folder.join("filled.xb");
    let mut fill = Command::new(program());
    fill.args(["demo", "--cases", &cases.to_string(), "--seed", "1", "--now", NOW, "--rate", "0", "--fill"]);
    assert!(fill.arg(&filled).output().unwrap().status.success());
    let twin = |reads: bool| {
        let path = folder.join(format!("{reads}.xb"));
        std::fs::copy(&filled, &path).unwrap();
        never_witnessed(&path);
        let calendar = Calendar::bundled().unwrap();
        let store = Store::open(&path, calendar, &path.with_extension("witness")).unwrap();
        Office::over(if reads { store } else { store.without_reading_back() }, at(NOW)).unwrap()
    };
    let rows = Lookout::open(&filled).unwrap().cases(CaseId { year: 2000, seq: 1 }, usize::MAX).unwrap();
    let known = rows.into_iter().map(|row| {
        let case = row.record.case;
        (case.id(), case.opening.officer.0.clone())
    });
    ([twin(true), twin(false)], known.collect())
}

/// One visitor in three is new; else something happens about a case.
fn think_of(dice: &mut Dice, cases: &[(CaseId, String)]) -> (String, Value) {
    if dice.below(3) == 0 {
        return ((*dice.one(&OFFICERS)).to_owned(), registration(dice));
    }
    let (id, officer) = dice.one(cases).clone();
    (officer, on_case(dice, id))
}

/// Not judged in a short run: there it is only seen that both twins do the same.
#[test]
fn what_it_costs_an_action() {
    rounds("readback", 1, 1, |_, dice| {
        let (size, pairs) = if full() { (10_000, 3_000) } else { (60, 30) };
        let folder = tempfile::tempdir().unwrap();
        let (offices, mut cases) = twins(folder.path(), size);
        let (mut with, mut without, mut more, mut less) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for n in 0.. {
            if with.len() == pairs {
                break;
            }
            let (who, command) = think_of(dice, &cases);
            let request = format!("pair-{n}");
            let mut took = [Duration::ZERO; 2];
            let mut done = [None, None];
            // In turn, each as often first: whatever else the machine does falls on both.
            for twin in if n % 2 == 0 { [0, 1] } else { [1, 0] } {
                let session = offices[twin].practise(&who, "1号台").unwrap();
                let watch = Stopwatch::start();
                done[twin] = offices[twin].act(&session, &request, &say(&command)).ok();
                took[twin] = watch.read();
            }
            assert_eq!(done[0], done[1], "{command}");
            let [Some(done), _] = done else { continue };
            if command["do"] == "register" {
                cases.extend(done.case.map(|id| (id, who)));
            }
            with.push(took[0]);
            without.push(took[1]);
            more.push(took[0].saturating_sub(took[1]));
            less.push(took[1].saturating_sub(took[0]));
        }
        // What is more in one pair is less in none: the median of both together is that of the differences.
        let [p50, p95] = [50, 95].map(|percent| percentile(&mut with, percent));
        let (quick, bare_quick) = (percentile(&mut with, 10), percentile(&mut without, 10));
        let [bare50, bare95] = [50, 95].map(|percent| percentile(&mut without, percent));
        let difference = percentile(&mut more, 50).as_secs_f64() - percentile(&mut less, 50).as_secs_f64();
        let cost = difference / bare50.as_secs_f64();
        println!(
            "readback: {pairs} pairs at {size} cases: p50 {p50:?} with and {bare50:?} without, p95 {p95:?} and {bare95:?}, \
             the quickest tenth {quick:?} and {bare_quick:?}; in a pair {:.1} µs more in the median, {:.1} % of an action",
            difference * 1e6,
            cost * 100.0
        );
        assert!(!full() || cost <= 0.15, "{:.1} %", cost * 100.0);
        for office in &offices {
            assert_eq!(office.audit().unwrap().finding, None);
        }
    });
}
