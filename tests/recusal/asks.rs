//! Every question there is, asked by everybody.

use std::collections::BTreeSet;

use xieban_domain::absence::HalfDay;
use xieban_domain::conduct::Informed;
use xieban_domain::figures::{Measure, Period, PeriodKind};
use xieban_domain::number::CaseId;
use xieban_domain::staff::{Staff, StaffCode};
use xieban_office::{Answer, AskError, Clue, Counted, Filter, Office, Query, Scope, Which};

use xieban_support::day;
use xieban_support::full::full;

use crate::files::{FILES, Part, Planned, RECORDS, may_know_of, number, phone, receipt, said};
use crate::people::offices;
use crate::stage::{STAGE, Stage, answered_at, in_memory};

/// How many queries there are; a new one is told by the compiler in [`nth`].
const QUERIES: usize = 30;

/// Which of them it is.
const fn nth(query: &Query) -> usize {
    match query {
        Query::Header => 0,
        Query::Cases { .. } => 1,
        Query::Case(_) => 2,
        Query::Recognise { .. } => 3,
        Query::Find(_) => 4,
        Query::Caller { .. } => 5,
        Query::Shift => 6,
        Query::WorkloadForecast(_) => 7,
        Query::Away { .. } => 8,
        Query::Duty { .. } => 9,
        Query::DaySheet(_) => 10,
        Query::Books(_) => 11,
        Query::Roster(_) => 12,
        Query::Complaints(_) => 13,
        Query::Complaint(_) => 14,
        Query::Files => 15,
        Query::Told => 16,
        Query::Figures(_) => 17,
        Query::Course(_) => 18,
        Query::Counted(_) => 19,
        Query::CountedComplaints(_) => 20,
        Query::Opinions { .. } => 21,
        Query::Reviews => 22,
        Query::Appointments => 23,
        Query::SignedReports => 24,
        Query::Scheme => 25,
        Query::Complainant(_) => 26,
        Query::CaseInClear(_) => 27,
        Query::Looks { .. } => 28,
        Query::Changes => 29,
    }
}

/// What this person asks; `typed` is what he types where something can be typed.
fn asked(person: &Staff, typed: &[String]) -> Vec<Query> {
    let half = |text: &str| serde_json::from_value::<HalfDay>(text.into()).unwrap();
    let today = day("2026-11-23");
    let case = |seq| CaseId { year: 2026, seq };
    let matter = || serde_json::from_value("GW01".into()).unwrap();
    let list = |scope, filter| Query::Cases { scope, filter, offset: 0, limit: 500 };
    let me = || person.code.clone();
    let mut queries = vec![
        Query::Header,
        list(Scope::Office, Filter::All),
        list(Scope::Of(me()), Filter::DueOn(today)),
        list(Scope::Of("S01".into()), Filter::DueBefore(today)),
        list(Scope::ActedBy(me(), today), Filter::Prompted),
        list(Scope::Approving(me(), today), Filter::AwaitingSignature),
        Query::Shift,
        Query::WorkloadForecast(matter()),
        Query::Duty { from: day("2026-11-09"), to: day("2026-12-20") },
        Query::DaySheet(day("2026-11-10")),
        Query::DaySheet(today),
        Query::Books(today),
        Query::Roster("2026Q4".parse().unwrap()),
        Query::Complaints(Which::Mine),
        Query::Complaints(Which::Open),
        Query::Complaints(Which::All),
        Query::Opinions { volume: None },
        Query::Opinions { volume: Some(1) },
        Query::Reviews,
        Query::Appointments,
        Query::SignedReports,
        Query::Scheme,
        Query::Changes,
        Query::Files,
        Query::Told,
        Query::Looks { offset: 0, limit: 500 },
    ];
    queries.extend((1..=5).flat_map(|seq| [Query::Case(case(seq)), Query::CaseInClear(case(seq))]));
    let step = if offices().contains(&person.code) { 3 } else { 20 };
    queries.extend((0..FILES).step_by(step).map(|at| Query::Complainant(number(at).0)));
    queries.extend((1..=4).map(|seq| Query::Complaint(format!("诉2026-{seq}").parse().unwrap())));
    for period in PeriodKind::ALL.map(|span| Period::of(span, today)) {
        let counted = |officer: Option<&StaffCode>| Counted {
            measures: Measure::ALL.to_vec(),
            period,
            officer: officer.cloned(),
            offset: 0,
            limit: 500,
        };
        queries.extend([Query::Figures(period), Query::Counted(counted(None))]);
        queries.extend((period.span == PeriodKind::Month).then_some(Query::Course(period)));
        queries.push(Query::Counted(counted(Some(&person.code))));
        queries.push(Query::CountedComplaints(counted(None)));
    }
    let away = |officer: &str| Query::Away {
        officer: officer.into(),
        from: half("2026-11-23 上午"),
        to: half("2026-12-23 下午"),
    };
    queries.extend([away(&person.code.0), away("S01")]);
    for text in typed {
        queries.push(Query::Find(text.clone()));
        queries.push(Query::Caller { first: text.clone(), further: String::new() });
        let clues = [Clue::Phone, Clue::Name, Clue::PhoneTail, Clue::Initials];
        queries.extend(clues.map(|clue| Query::Recognise { clue, text: text.clone(), exact: false }));
    }
    queries
}

/// The queries of which none was asked.
fn left_out(queries: &[Query]) -> Vec<usize> {
    let covered: BTreeSet<usize> = queries.iter().map(nth).collect();
    (0..QUERIES).filter(|nth| !covered.contains(nth)).collect()
}

/// What is known of the files about this person, and of some others: each is typed by somebody.
fn typed(stage: &Stage, person: &Staff, of_sixty: usize) -> Vec<String> {
    let files =
        stage.plan.iter().filter(|file| file.about.contains(&person.code) || file.at % 60 == of_sixty);
    let known = |file: &Planned| {
        let inside = said(file.at, Part::Inside);
        let all = [inside, phone(file.at), number(file.at).0.to_string(), format!("{:06}", receipt(file.at))];
        all[(file.at / 60 + of_sixty) % 4].clone()
    };
    files.map(known).collect()
}

/// The answer, or the sentence that his roles may not ask.
fn answer(office: &Office, person: &Staff, query: &Query) -> Result<Answer, String> {
    let session = office.practise(&person.code.0, "1号台").unwrap();
    office.ask(&session, query).map_err(|error| match error {
        AskError::Refused(refusal) => refusal.to_string(),
        error @ AskError::Store(_) => panic!("{error}"),
    })
}

/// An answer without the numbers and hashes of pages, which go on whoever writes.
pub(crate) fn neutral(answer: &str) -> String {
    let mut parts = answer.split("page: ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str("page: ");
        text.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    let mut parts = text.split("Some((");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let head = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let tail = head.strip_prefix(", Seal(").and_then(|seal| seal.split_once("))"));
        text.push_str("Some((");
        text.push_str(tail.map_or(part, |(_, rest)| rest));
    }
    text
}

/// What he may read of what he was told.
fn told(stage: &Stage, person: &Staff) -> Vec<Informed> {
    let mine = stage
        .plan
        .iter()
        .rev()
        .filter(|file| file.about.contains(&person.code) && file.told.contains(&person.code));
    let row = |file: &Planned| Informed {
        file: file.number,
        facts: format!("{}请说明", said(file.at, Part::Facts)),
        answers: file
            .answered
            .iter()
            .filter(|who| **who == person.code)
            .map(|_| (answered_at(file), format!("{}当天在岗", said(file.at, Part::Answer))))
            .collect(),
        decided: file.decided,
    };
    mine.map(row).collect()
}

#[test]
fn r72_no_answer_tells_anybody_of_a_file_he_may_not_know_of() {
    let stage = &*STAGE;
    let office = stage.open();
    let (mut pairs, mut answers, mut bytes) = (0, 0, 0);
    let offices = offices();
    for (nth, person) in stage.people.iter().enumerate() {
        let queries = asked(person, &typed(stage, person, nth));
        assert_eq!(left_out(&queries), [0; 0], "queries that nobody asks");
        let mut all = BTreeSet::new();
        for query in &queries {
            let answer = format!("{:?}", answer(&office, person, query));
            let caught = stage.net.caught(answer.as_bytes());
            let leaks = stage.net.leaks(person, &stage.plan, &caught);
            assert!(leaks.is_empty(), "{} asks {query:?}: {leaks:?}", person.code);
            all.extend(caught);
            (answers, bytes) = (answers + 1, bytes + answer.len());
        }
        let Ok(Answer::Told(read)) = answer(&office, person, &Query::Told) else { panic!() };
        assert_eq!(read, told(stage, person), "{}", person.code);
        // The control: what he may know, he finds.
        let known = |file: &&Planned| !file.about.contains(&person.code) || file.told.contains(&person.code);
        let mut known: BTreeSet<usize> = match offices.contains(&person.code) {
            true => stage.plan.iter().filter(known).map(|file| file.at).collect(),
            false => read.iter().map(|told| stage.with(told.file)).collect(),
        };
        pairs += stage.plan.len() - known.len();
        let recorded = stage.people.iter().enumerate().filter(|(_, of)| may_know_of(person, &of.code));
        known.extend(recorded.map(|(at, _)| RECORDS + at));
        assert_eq!(stage.net.files(&all), known, "{}", person.code);
    }
    println!("{pairs} pairs, {} patterns, {answers} answers of {bytes} bytes", stage.net.len());
}

/// Both offices say the same to this person, whatever he asks.
fn alike(person: &Staff, here: &Office, there: &Office, typed: &[String]) {
    for query in asked(person, typed).iter().filter(|query| **query != Query::Told) {
        let said = |office| neutral(&format!("{:?}", answer(office, person, query)));
        let (here, there) = (said(here), said(there));
        assert!(here == there, "{} asks {query:?}:\n{here}\n{there}", person.code);
    }
}

#[test]
fn r72_outside_the_two_offices_every_answer_is_what_it_would_be_if_there_were_no_file() {
    let stage = &*STAGE;
    let (office, none) = (stage.open(), in_memory(&[], &[]));
    for (nth, person) in stage.people.iter().enumerate().filter(|(_, staff)| !offices().contains(&staff.code))
    {
        // 所主要负责人 reads what is recorded of others.
        let others: Vec<usize> = (0..60).filter(|of| may_know_of(person, &stage.people[*of].code)).collect();
        let own = (!others.is_empty()).then(|| in_memory(&[], &others));
        alike(person, &office, own.as_ref().unwrap_or(&none), &typed(stage, person, nth));
    }
}

/// Each in his own office, in which nothing about him ever was: of every fifth file, for the full figures of all.
#[test]
fn r72_within_the_two_offices_every_answer_is_what_it_would_be_if_there_were_none_about_him() {
    let stage = &*STAGE;
    let some = |file: &&Planned| full() || file.at % 5 == file.at / 60 % 5;
    let everybody: Vec<usize> = (0..stage.people.len()).collect();
    let office = in_memory(&stage.plan.iter().filter(some).collect::<Vec<_>>(), &everybody);
    for (nth, person) in stage.people.iter().enumerate().filter(|(_, staff)| offices().contains(&staff.code))
    {
        let others = stage.plan.iter().filter(some).filter(|file| !file.about.contains(&person.code));
        let others: Vec<&Planned> = others.collect();
        let recorded: Vec<usize> = everybody.iter().copied().filter(|of| *of != nth).collect();
        let without = in_memory(&others, &recorded);
        alike(person, &office, &without, &typed(stage, person, nth));
        // The control: to somebody else of the offices they do differ.
        let others = stage.people.iter().filter(|other| offices().contains(&other.code));
        let seen = |office, other| answer(office, other, &Query::Files);
        assert!(
            others.into_iter().any(|other| seen(&office, other) != seen(&without, other)),
            "{}",
            person.code
        );
    }
}

/// The controls: a query left out is missed, an insider's answer given to somebody else is caught, and pages alone are neutral.
#[test]
fn a_leak_through_an_answer_would_be_found() {
    let stage = &*STAGE;
    let office = stage.open();
    let person = |code: &str| stage.people.iter().find(|staff| staff.code.0 == code).unwrap();
    let mut queries = asked(person("S01"), &["张三".to_owned()]);
    queries.retain(|query| !matches!(query, Query::Files));
    assert_eq!(left_out(&queries), [nth(&Query::Files)]);
    let inside = format!("{:?}", answer(&office, person("Z01"), &Query::Files));
    let caught = stage.net.caught(inside.as_bytes());
    assert!(stage.net.leaks(person("Z01"), &stage.plan, &caught).is_empty());
    for code in ["S01", "L01", "H01", "A01", "F01", "G01"] {
        assert!(!stage.net.leaks(person(code), &stage.plan, &caught).is_empty(), "{code}");
    }
    assert_eq!(
        neutral("page: 12, head: Some((12, Seal(ab))) x"),
        neutral("page: 3, head: Some((3, Seal(cd))) x")
    );
    assert_ne!(neutral("count: 12"), neutral("count: 3"));
}
