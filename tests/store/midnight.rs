//! The days on which a clock does what it does once a year, once in four, or once a night: New Year, 29 February, midnight at eight
//! terminals at once. The host's clock is the tests' own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Barrier;

use serde_json::{Value, json};
use xieban_domain::calendar::Calendar;
use xieban_domain::case::state::Disposed;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Founding, Lookout, Office, Query, Session};
use xieban_store::Store;

use xieban_support::{at, day, founding, materials, on, register, say};

const PIN: &str = "2468";
const OFFICERS: [&str; 4] = ["S01", "S02", "S03", "B01"];
/// What GW03 asks for.
const PAPERS: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];

/// A real office, founded at this moment, whose officers are on duty on these days.
fn office(folder: &Path, now: &str, days: [&str; 2]) -> PathBuf {
    let path = folder.join("office.redb");
    Store::create(&path, Calendar::bundled().unwrap(), [3; 16]).unwrap();
    let duty = |date: &str| DutyDay {
        leader: Some("L01".into()),
        morning: OFFICERS.map(Into::into).into(),
        afternoon: OFFICERS.map(Into::into).into(),
        ..DutyDay::empty(day(date))
    };
    let mut first = founding(days.map(duty).into());
    first.settings.practice = Some(false);
    let office = standing(&path, now);
    for (staff, _) in std::mem::take(&mut first.staff) {
        let pin = OFFICERS.contains(&staff.code.0.as_str()).then(|| PIN.to_owned());
        office.found(&Founding { staff: vec![(staff, pin)], ..std::mem::take(&mut first) }).unwrap();
    }
    path
}

fn standing(path: &Path, now: &str) -> Office {
    let witness = path.with_extension("witness");
    let store = Store::open(path, Calendar::bundled().unwrap(), &witness).unwrap();
    Office::over(store, at(now)).unwrap()
}

fn terminal(path: &Path, now: &str) -> Office {
    standing(path, now).on_a_host_that_shows(at(now))
}

fn session(office: &Office, code: &str) -> Session {
    office.countersigner(code, PIN, code).unwrap()
}

fn come(office: &Office, who: &Session, request: &str) -> CaseId {
    office.act(who, request, &say(&register("ZX01", &json!([])))).unwrap().case.unwrap()
}

/// A licence promised within five working days.
fn promised() -> Value {
    let mut whole = register("GW03", &materials(&PAPERS, "收"));
    whole["disposition"] = json!({ "as": "promise", "reason": "现场勘查", "limit": "5 working" });
    whole
}

/// What a page says of its time, of the clock having gone back, and of a case that it registers.
struct Line {
    at: Moment,
    back: bool,
    registers: Option<CaseId>,
}

/// The journal.
fn pages(path: &Path) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut lookout = Lookout::witnessed(path, &path.with_extension("witness")).unwrap();
    let read = |bytes: &[u8]| {
        let page: Value = serde_json::from_slice(bytes).unwrap();
        let case = &page["event"]["case"];
        let registers = (case["event"]["what"] == "registered")
            .then(|| serde_json::from_value(case["id"].clone()).unwrap());
        Line { at: Moment(page["at"].as_i64().unwrap()), back: page["back"] == true, registers }
    };
    lookout
        .pages(1, &mut |bytes| {
            lines.push(read(bytes));
            true
        })
        .unwrap();
    lines
}

#[test]
fn the_first_case_of_a_year_is_its_number_one_while_cases_of_the_old_year_are_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = office(folder.path(), "2026-12-30T09:00", ["2026-12-31", "2027-01-04"]);
    let mut office = terminal(&path, "2026-12-31T17:00");
    let officer = session(&office, "S01");
    let old = office.act(&officer, "old", &say(&promised())).unwrap().case.unwrap();
    assert_eq!((old.year, old.seq), (2026, 1));
    assert_eq!(come(&office, &officer, "older"), CaseId { year: 2026, seq: 2 });
    office.set_clock(at("2027-01-04T08:30"));
    let new = office.act(&officer, "new", &say(&promised())).unwrap().case.unwrap();
    assert_eq!((new.year, new.seq), (2027, 1));
    // The old one goes on under its number, and what is issued for it now is this year's.
    let done =
        office.act(&officer, "finish", &say(&on(old, &json!({ "do": "finish", "summary": "已发证" }))));
    assert_eq!(done.unwrap().case, Some(old));
    let look = |id| {
        let Answer::Case(Some(view)) = office.ask(&officer, &Query::Case(id)).unwrap() else {
            panic!("no case {id}");
        };
        view.row.record.case
    };
    let receipts = |id: CaseId| {
        look(id).receipts.iter().map(|receipt| (receipt.number.year, receipt.number.seq)).collect::<Vec<_>>()
    };
    assert_eq!((receipts(old), receipts(new)), (vec![(2026, 1)], vec![(2027, 1)]));
    assert_eq!(office.numbered("2026-1").unwrap().unwrap(), [old]);
    assert_eq!(office.numbered("2027-1").unwrap().unwrap(), [new]);
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn the_29th_of_february_is_a_day_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = office(folder.path(), "2028-02-28T09:00", ["2028-02-29", "2028-03-01"]);
    let mut office = terminal(&path, "2028-02-29T08:30");
    let officer = session(&office, "S01");
    let id = office.act(&officer, "leap", &say(&promised())).unwrap().case.unwrap();
    assert_eq!((id.year, id.seq), (2028, 1));
    let Answer::Case(Some(view)) = office.ask(&officer, &Query::Case(id)).unwrap() else { panic!("{id}") };
    let case = &view.row.record.case;
    assert_eq!(case.opening.at.date(), day("2028-02-29"));
    let Some(Disposed::Promise { promised, .. }) = &case.disposed else { panic!("{id}") };
    assert_eq!(promised.date, day("2028-03-07"), "the first day is not counted");
    office.set_clock(at("2028-03-01T08:30"));
    assert_eq!(come(&office, &officer, "march").seq, 2);
    // A year later there is no such day, and the date is asked as after any other long break.
    office.set_clock(at("2029-02-28T08:30"));
    let confirm = say(&json!({ "do": "confirm_clock", "date": "2029-02-28" }));
    office.act(&officer, "confirm", &confirm).unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn a_terminal_whose_clock_is_seconds_behind_over_midnight_goes_on_at_the_last_pages_time() {
    for judged in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let path = office(folder.path(), "2026-12-31T09:00", ["2026-12-31", "2027-01-01"]);
        let open = |now| if judged { terminal(&path, now) } else { standing(&path, now) };
        let (ahead, behind) = (open("2027-01-01T00:00:01"), open("2026-12-31T23:59:59"));
        let first = come(&ahead, &session(&ahead, "S01"), "first");
        let second = come(&behind, &session(&behind, "S02"), "second");
        let lines = pages(&path);
        let [.., before, last] = &lines[..] else { panic!() };
        assert_eq!((first.year, first.seq), (2027, 1));
        if judged {
            assert_eq!((second.year, second.seq), (2027, 2));
            assert_eq!((last.at, last.back), (before.at, false));
        } else {
            // The control: where nobody judges, the year goes back with the clock, and the page says so.
            assert_eq!((second.year, second.seq), (2026, 1));
            assert!(last.at < before.at && last.back);
        }
    }
}

/// Terminals, registrations of each, and how far each one's clock is behind the one before, in milliseconds.
const TERMINALS: usize = 8;
const EACH: usize = 12;
const APART: i64 = 450;

#[test]
fn eight_terminals_register_over_midnight_without_a_gap_or_a_double_and_no_page_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = office(folder.path(), "2026-12-31T09:00", ["2026-12-31", "2027-01-01"]);
    let door = terminal(&path, "2026-12-31T23:59:00");
    let sessions = OFFICERS.map(|code| session(&door, code));
    let terminals: Vec<Office> = (0..TERMINALS).map(|_| terminal(&path, "2026-12-31T23:59:00")).collect();
    let together = Barrier::new(TERMINALS);
    let works = |nth: usize, mut office: Office| {
        let begins = at("2026-12-31T23:59:54").plus_ms(-APART * i64::try_from(nth).unwrap());
        together.wait();
        let mut register = |round: usize| {
            office.set_clock(begins.plus_ms(1_000 * i64::try_from(round).unwrap()));
            come(&office, &sessions[nth % OFFICERS.len()], &format!("t{nth}-{round}"))
        };
        (0..EACH).map(&mut register).collect::<Vec<_>>()
    };
    let cases: Vec<CaseId> = std::thread::scope(|scope| {
        let works = &works;
        let begin = |(nth, office)| scope.spawn(move || works(nth, office));
        let running: Vec<_> = terminals.into_iter().enumerate().map(begin).collect();
        running.into_iter().flat_map(|terminal| terminal.join().unwrap()).collect()
    });
    let mut given: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
    for case in &cases {
        given.entry(case.year).or_default().push(case.seq);
    }
    assert_eq!(given.keys().copied().collect::<Vec<_>>(), [2026, 2027]);
    for (year, mut numbers) in given {
        numbers.sort_unstable();
        let last = u32::try_from(numbers.len()).unwrap();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "{year}");
    }
    let lines = pages(&path);
    assert!(lines.is_sorted_by_key(|line| line.at) && lines.iter().all(|line| !line.back));
    let registered: Vec<_> = lines.iter().filter_map(|line| Some((line.at, line.registers?))).collect();
    assert_eq!(registered.len(), TERMINALS * EACH);
    for (at, case) in registered {
        assert_eq!(chrono::Datelike::year(&at.date()), i32::from(case.year), "{case}");
    }
    assert_eq!(terminal(&path, "2027-01-01T00:01").audit().unwrap().finding, None);
}
