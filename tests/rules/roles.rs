//! 角色与权限: every role × every question is what the table says, and the help is made of the same table.

use std::fmt::Write as _;

use xieban_domain::figures::{Measure, Period, PeriodKind};
use xieban_domain::number::CaseId;
use xieban_domain::refusal::Reason;
use xieban_office::{self as office, AskError, Clue, Counted, Filter, Query, Scope, Which};

use xieban_support::{day, people};

use crate::world::World;

/// Which question it is; a new one is told by the compiler.
const fn name(query: &Query) -> &'static str {
    match query {
        Query::Header => "door",
        Query::Cases { .. } => "cases",
        Query::Case(_) => "case",
        Query::Recognise { .. } => "recognise",
        Query::Find(_) => "find",
        Query::Caller { .. } => "caller",
        Query::Shift => "shift",
        Query::WorkloadForecast(_) => "ahead",
        Query::Away { .. } => "away",
        Query::Duty { .. } => "duty",
        Query::DaySheet(_) => "day_sheet",
        Query::Books(_) => "books",
        Query::Roster(_) => "roster",
        Query::Complaints(_) => "complaints",
        Query::Complaint(_) => "complaint",
        Query::Files => "files",
        Query::Told => "told",
        Query::Figures(_) => "figures",
        Query::Course(_) => "course",
        Query::Counted(_) => "counted",
        Query::CountedComplaints(_) => "counted_complaints",
        Query::Opinions { .. } => "opinions",
        Query::Reviews => "reviews",
        Query::Appointments => "appointments",
        Query::SignedReports => "signed_reports",
        Query::Scheme => "scheme",
        Query::Changes => "changes",
        Query::Complainant(_) => "complainant",
        Query::CaseInClear(_) => "case_in_clear",
        Query::Looks { .. } => "looks",
    }
}

/// How many there are.
const QUESTIONS: usize = 30;

/// One of each.
fn questions() -> Vec<Query> {
    let today = day("2026-11-23");
    let half = |text: &str| serde_json::from_value(text.into()).unwrap();
    let period = Period::of(PeriodKind::Month, today);
    let counted = || Counted { measures: Measure::ALL.to_vec(), period, officer: None, offset: 0, limit: 9 };
    vec![
        Query::Header,
        Query::Cases { scope: Scope::Office, filter: Filter::All, offset: 0, limit: 9 },
        Query::Case(CaseId { year: 2026, seq: 1 }),
        Query::CaseInClear(CaseId { year: 2026, seq: 1 }),
        Query::Looks { offset: 0, limit: 9 },
        Query::Recognise { clue: Clue::Name, text: "张".to_owned(), exact: false },
        Query::Find("张三".to_owned()),
        Query::Caller { first: "张三".to_owned(), further: String::new() },
        Query::Shift,
        Query::WorkloadForecast(serde_json::from_value("GW01".into()).unwrap()),
        Query::Away { officer: "S01".into(), from: half("2026-11-23 上午"), to: half("2026-11-24 下午") },
        Query::Duty { from: today, to: today },
        Query::DaySheet(today),
        Query::Books(today),
        Query::Roster("2026Q4".parse().unwrap()),
        Query::Complaints(Which::All),
        Query::Complaint("诉2026-1".parse().unwrap()),
        Query::Opinions { volume: None },
        Query::Reviews,
        Query::Appointments,
        Query::SignedReports,
        Query::Scheme,
        Query::Changes,
        Query::Files,
        Query::Told,
        Query::Complainant(serde_json::from_value("2026-1".into()).unwrap()),
        Query::Figures(period),
        Query::Course(period),
        Query::Counted(counted()),
        Query::CountedComplaints(counted()),
    ]
}

#[test]
fn every_question_is_answered_to_whom_the_table_says_and_to_nobody_else() {
    let mut world = World::new();
    crate::dispose::advice(&mut world);
    let questions = questions();
    let mut names: Vec<&str> = questions.iter().map(name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), QUESTIONS, "a question is missing");
    let mut table = String::new();
    for who in ["S01", "L01", "H01", "Z01", "F01", "A01"] {
        let staff = people().into_iter().find(|staff| staff.code.0 == who).unwrap();
        let roles: Vec<&str> = staff.roles.iter().map(|role| role.name()).collect();
        writeln!(table, "\n{}", roles.join("、")).unwrap();
        let session = world.office.practise(who, "1号台").unwrap();
        for query in &questions {
            let answered = world.office.ask(&session, query);
            let may = office::may_ask(query).holds(&staff);
            let told = match answered {
                Ok(_) => "可以".to_owned(),
                Err(AskError::Refused(refusal)) => {
                    assert!(matches!(refusal.reason, Reason::NotAuthorised { .. }), "{refusal:?}");
                    format!("✗ {}", refusal.code())
                }
                Err(AskError::Store(error)) => panic!("{error}"),
            };
            assert_eq!(told == "可以", may, "{who} {}", name(query));
            writeln!(table, "  {:<18} {told}", name(query)).unwrap();
        }
    }
    writeln!(table, "\n帮助\n{}", office::roles().join("\n")).unwrap();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("roles_asking", table);
    });
}

#[test]
fn several_roles_add_up_and_whoever_left_has_none() {
    let cases = Query::Find(String::new());
    let mut administrator = people().into_iter().find(|staff| staff.code.0 == "A01").unwrap();
    assert!(!office::may_ask(&cases).holds(&administrator));
    administrator.roles.insert(xieban_domain::staff::Role::Officer);
    assert!(office::may_ask(&cases).holds(&administrator));
    administrator.active = false;
    assert!(!office::may_ask(&cases).holds(&administrator));
}
