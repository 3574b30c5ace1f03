//! 24 quarters, any staff, any leave: the draft is right, and the check finds whatever is put in wrong (R10–R19).

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::absence::{Absence, AbsenceKind, Absences, Half, HalfDay};
use crate::calendar::Calendar;
use crate::case::clock::Light;
use crate::staff::{Directory, Rank, Staff, StaffCode};

/// The quarters of 2012, 2013 and 2024 to 2027.
fn quarters() -> Vec<Quarter> {
    let years = [2012, 2013, 2024, 2025, 2026, 2027];
    years.into_iter().flat_map(|year| (1..=4).map(move |of| Quarter { year, of })).collect()
}

fn person(code: &str, rank: Rank, established: bool, order: u16) -> (StaffCode, Staff) {
    let facts = serde_json::json!({
        "code": code, "name": format!("{code}某"), "post": "科长", "rank": rank, "established": established,
        "order": order, "place": "大厅", "phone": "83800001", "mobile": "13900000001",
        "roles": ["officer", "duty_leader"],
    });
    let staff: Staff = serde_json::from_value(facts).unwrap();
    (staff.code.clone(), staff)
}

/// So many officers and leaders, and a few people who are neither.
fn office(officers: u16, leaders: u16) -> Directory {
    let kinds = [
        ("S", officers, Rank::Middle, true),
        ("L", leaders, Rank::Leadership, true),
        ("T", 2, Rank::Middle, false),
        ("Y", 2, Rank::Ordinary, true),
    ];
    let people = kinds.into_iter().flat_map(|(kind, count, rank, established)| {
        (1..=count).map(move |at| person(&format!("{kind}{at:02}"), rank, established, at))
    });
    Directory(people.collect())
}

fn away(code: &str, number: u32, from: NaiveDate, days: u64, half: Half) -> Absence {
    let last = from.checked_add_days(chrono::Days::new(days)).unwrap();
    Absence {
        number,
        officer: code.into(),
        kind: AbsenceKind::Leave,
        from: HalfDay { date: from, half },
        to: HalfDay { date: last, half: Half::Afternoon },
        reason: None,
        cancelled: false,
    }
}

fn halves(calendar: &Calendar, quarter: Quarter) -> Vec<HalfDay> {
    let open = quarter.days().filter(|day| calendar.is_open(*day));
    open.flat_map(|date| Half::BOTH.map(|half| HalfDay { date, half })).collect()
}

/// People of one kind by the half-days of the quarter on which they are here: the equally available ones share a key.
fn alike<'a>(
    staff: &'a Directory,
    absences: &Absences,
    halves: &[HalfDay],
    fits: fn(&Staff) -> bool,
) -> Vec<Vec<&'a StaffCode>> {
    let mut groups: BTreeMap<Vec<bool>, Vec<&StaffCode>> = BTreeMap::new();
    for person in staff.active().into_iter().filter(|person| fits(person)) {
        let here = halves.iter().map(|half| absences.away(&person.code, *half).is_none()).collect();
        groups.entry(here).or_default().push(&person.code);
    }
    groups.into_values().collect()
}

fn spread(group: &[&StaffCode], had: impl Fn(&StaffCode) -> usize) -> usize {
    let counts: Vec<usize> = group.iter().map(|code| had(code)).collect();
    counts.iter().max().unwrap_or(&0) - counts.iter().min().unwrap_or(&0)
}

/// Weeks of a table that somebody has wholly to himself as far as he is here: what a draft by weeks deals out.
fn weeks(table: &RosterTable, seats: &[Seat], code: &StaffCode) -> usize {
    let days: Vec<&Line> = table.lines.values().collect();
    let mine =
        |week: &&[&Line]| week.iter().any(|line| seats.iter().any(|seat| line.seat(*seat).contains(code)));
    days.chunk_by(|a, b| a.date.iso_week() == b.date.iso_week()).filter(mine).count()
}

fn slots(table: &RosterTable, seats: &[Seat], code: &StaffCode) -> usize {
    let seats = table.lines.values().flat_map(|line| seats.iter().map(|seat| line.seat(*seat)));
    seats.filter(|sitting| sitting.contains(code)).count()
}

const DESK: [Seat; 2] = [Seat::Morning, Seat::Afternoon];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Each open day exactly one leader, each open half-day its officers, unless everybody is away, and then it is named.
    #[test]
    fn r11_r12_r13_r14_every_draft_of_24_quarters_is_right(
        officers in 1_u16..12,
        leaders in 1_u16..7,
        desks in 1_u8..3,
        leave in prop::collection::vec((0_u16..12, 0_u16..92, 0_u64..12, any::<bool>(), any::<bool>()), 0..10),
    ) {
        let (staff, calendar) = (office(officers, leaders), Calendar::bundled().unwrap());
        let mut before: Option<RosterTable> = None;
        for quarter in quarters() {
            let absences = Absences(leave.iter().zip(1..).map(|((who, day, days, lead, half), number)| {
                let code = match lead {
                    true => format!("L{:02}", who % leaders + 1),
                    false => format!("S{:02}", who % officers + 1),
                };
                let from = quarter.first().checked_add_days(chrono::Days::new(u64::from(*day))).unwrap();
                away(&code, number, from, *days, if *half { Half::Morning } else { Half::Afternoon })
            }).collect());
            let open = halves(calendar, quarter);
            for by in [By::Weeks, By::Slots] {
                let have = Available { staff: &staff, absences: &absences, calendar, before: before.as_ref() };
                let table = draft(quarter, by, desks, &have);
                for flaw in check(&table, quarter.first(), &staff, &absences, calendar) {
                    let there = |seat: Seat, date| staff.active().into_iter().any(|person| {
                        seat.fits(person) && seat.halves().iter().all(|half| {
                            absences.away(&person.code, HalfDay { date, half: *half }).is_none()
                        })
                    });
                    match &flaw {
                        RosterFlaw::NoLeader { date } => prop_assert!(!there(Seat::Lead, *date), "{flaw}"),
                        RosterFlaw::NoOfficer { date, .. } => {
                            prop_assert!(!there(flaw.seat().unwrap(), *date), "{flaw}");
                        }
                        RosterFlaw::SeveralLeaders { .. }
                        | RosterFlaw::NotEligible { .. }
                        | RosterFlaw::Away { .. }
                        | RosterFlaw::Twice { .. }
                        | RosterFlaw::Unknown { .. }
                        | RosterFlaw::ClosedDay { .. }
                        | RosterFlaw::Outside { .. }
                        | RosterFlaw::FactsMissing { .. } => prop_assert!(false, "{flaw}"),
                    }
                }
                prop_assert_eq!(table.lines.len() * 2, open.len(), "a line for every open day and for no other");
                let had = |seats: &'static [Seat]| {
                    let table = &table;
                    move |code: &StaffCode| match by {
                        By::Weeks => weeks(table, seats, code),
                        By::Slots => slots(table, seats, code),
                    }
                };
                // Where nobody has leave, all are equally available.
                if leave.is_empty() {
                    let desk = alike(&staff, &absences, &open, Staff::may_be_officer);
                    let lead = alike(&staff, &absences, &open, Staff::may_lead);
                    prop_assert!(desk.iter().all(|group| spread(group, had(&DESK)) <= 1), "{quarter} {by:?}");
                    prop_assert!(lead.iter().all(|group| spread(group, had(&[Seat::Lead])) <= 1), "{quarter} {by:?}");
                }
                if by == By::Slots {
                    for group in alike(&staff, &absences, &open, Staff::may_be_officer) {
                        prop_assert!(spread(&group, had(&DESK)) <= 1, "{quarter}: {group:?}");
                    }
                    before = Some(table);
                }
            }
        }
    }

    /// Whoever is equally available has the same number of weeks, give or take one, whatever leave the others have.
    #[test]
    fn weeks_are_dealt_evenly_among_those_who_are_always_here(
        officers in 2_u16..9,
        on_leave in 0_u16..4,
        leave in prop::collection::vec((0_u64..80, 0_u64..20), 1..6),
    ) {
        let (staff, calendar) = (office(officers + on_leave, 2), Calendar::bundled().unwrap());
        for quarter in quarters() {
            let absences = Absences(leave.iter().zip(1..).filter(|_| on_leave > 0).map(|((day, days), number)| {
                let who = u16::try_from(number % u32::from(on_leave)).unwrap() + officers + 1;
                let from = quarter.first().checked_add_days(chrono::Days::new(*day)).unwrap();
                away(&format!("S{who:02}"), number, from, *days, Half::Morning)
            }).collect());
            let have = Available { staff: &staff, absences: &absences, calendar, before: None };
            let table = draft(quarter, By::Weeks, 1, &have);
            let always: Vec<StaffCode> = (1..=officers).map(|at| StaffCode(format!("S{at:02}"))).collect();
            let always: Vec<&StaffCode> = always.iter().collect();
            prop_assert!(spread(&always, |code| weeks(&table, &DESK, code)) <= 1, "{quarter}");
        }
    }
}

#[test]
fn turns_go_on_from_the_quarter_before() {
    let (staff, calendar) = (office(3, 2), Calendar::bundled().unwrap());
    let absences = Absences::default();
    let have = |before| Available { staff: &staff, absences: &absences, calendar, before };
    let quarter = Quarter { year: 2026, of: 3 };
    let table = draft(quarter, By::Weeks, 1, &have(None));
    let last = table.lines.values().next_back().unwrap().morning[0].clone();
    let next = draft(quarter.next(), By::Weeks, 1, &have(Some(&table)));
    assert_ne!(next.lines.values().next().unwrap().morning[0], last, "not again whoever had the last week");
}

#[test]
fn r11_r12_r13_r14_r16_every_kind_of_flaw_is_found_and_named() {
    let calendar = Calendar::bundled().unwrap();
    let mut staff = office(3, 2);
    let quarter = Quarter { year: 2026, of: 4 };
    let monday = "2026-11-23".parse().unwrap();
    let absences = Absences(vec![away("S02", 1, monday, 0, Half::Afternoon)]);
    let have = Available { staff: &staff, absences: &absences, calendar, before: None };
    let good = draft(quarter, By::Weeks, 1, &have);
    let flaws = |table: &RosterTable, staff: &Directory| {
        check(table, quarter.first(), staff, &absences, calendar)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(flaws(&good, &staff), Vec::<String>::new(), "the control: the draft itself has none");
    let with = |change: &dyn Fn(&mut Line)| {
        let mut table = good.clone();
        change(table.lines.get_mut(&monday).unwrap());
        flaws(&table, &staff)
    };
    let code = |code: &str| StaffCode::from(code);
    for (change, said) in [
        (
            &(|line: &mut Line| line.leaders.clear()) as &dyn Fn(&mut Line),
            "11月23日（周一）没有值班领导，请排1名。",
        ),
        (
            &|line: &mut Line| line.leaders = vec![code("L01"), code("L02")],
            "11月23日（周一）排了2名值班领导（L01某、L02某），只能1名。",
        ),
        (&|line: &mut Line| line.afternoon.clear(), "11月23日（周一）下午没有协办员，请排人。"),
        (
            &|line: &mut Line| line.morning = vec![code("T01")],
            "11月23日（周一）上午：T01某不是在编中层干部，不能当协办员，请换人。",
        ),
        (
            &|line: &mut Line| line.leaders = vec![code("S01")],
            "11月23日（周一）：S01某不是班子成员，不能当值班领导，请换人。",
        ),
        (&|line: &mut Line| line.afternoon = vec![code("S02")], "11月23日（周一）下午：S02某休假，请换人。"),
        (
            &|line: &mut Line| line.morning = vec![code("S01"), code("S01")],
            "11月23日（周一）上午：S01某写了两次，请删一次。",
        ),
        (&|line: &mut Line| line.morning = vec![code("X99")], "11月23日（周一）：没有代码X99的人，请核对。"),
    ] {
        assert_eq!(with(change), [said]);
    }
    let mut table = good.clone();
    table.lines.insert("2026-10-01".parse().unwrap(), Line::empty("2026-10-01".parse().unwrap()));
    table.lines.insert("2027-01-04".parse().unwrap(), Line::empty("2027-01-04".parse().unwrap()));
    assert_eq!(
        flaws(&table, &staff),
        ["10月1日（周四）国庆节放假，不上班，请删去。", "2027-01-04不在本季度，请删去。"]
    );
    for (forget, head) in [
        (&(|staff: &mut Staff| staff.post.clear()) as &dyn Fn(&mut Staff), "职务"),
        (&|staff: &mut Staff| staff.place.clear(), "办公地点"),
        (&|staff: &mut Staff| staff.phone.clear(), "办公电话"),
        (&|staff: &mut Staff| staff.mobile.clear(), "手机"),
    ] {
        let before = staff.0[&code("S01")].clone();
        forget(staff.0.get_mut(&code("S01")).unwrap());
        assert_eq!(flaws(&good, &staff), [format!("S01某缺{head}，请到人员名录补填。")]);
        staff.0.insert(code("S01"), before);
    }
}

#[test]
fn r19_reports_are_due_on_the_last_open_day_on_or_before_the_4th() {
    let calendar = Calendar::bundled().unwrap();
    let mut rows = 0;
    for line in include_str!("../../../tests/data/roster_report.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let quarter = Quarter { year: cells[0].parse().unwrap(), of: cells[1].parse().unwrap() };
        let target = target(quarter, calendar);
        assert_eq!(
            (target.fifth.to_string().as_str(), target.date.to_string().as_str()),
            (cells[2], cells[5])
        );
        assert_eq!(calendar.is_open(target.fifth), cells[4] == "workday", "{line}");
        assert_eq!(target.provisional, quarter.year == 2027, "2027 says 暂定");
        assert!(target.prudent <= target.date, "never later");
        rows += 1;
    }
    assert_eq!(rows, 16);
    let prudent = target(Quarter { year: 2027, of: 4 }, calendar).prudent;
    assert_eq!(prudent.to_string(), "2027-09-30", "the week of the National Day is not counted upon");
}

#[test]
fn r19_the_report_is_asked_for_in_time_amber_on_the_5th_and_overdue_from_the_6th() {
    let calendar = Calendar::bundled().unwrap();
    let target = target(Quarter { year: 2026, of: 4 }, calendar);
    let light = |day: &str| target.light(day.parse().unwrap(), calendar);
    assert_eq!(light("2026-09-21"), Light::Far(6), "by 2026-09-30, asked for on the 21st");
    assert_eq!(light("2026-09-28"), Light::Near(2));
    assert_eq!(light("2026-09-30"), Light::Today);
    assert_eq!(light("2026-10-05"), Light::Today, "until the 5th is over");
    assert!(matches!(light("2026-10-06"), Light::Overdue(_)));
}

#[test]
fn r18_what_is_not_posted_warns_on_the_last_open_day_before_and_alarms_on_the_first() {
    let calendar = Calendar::bundled().unwrap();
    let on = |day: &str| posting(Quarter { year: 2026, of: 4 }, day.parse().unwrap(), calendar);
    assert_eq!((on("2026-09-29"), on("2026-09-30")), (PostingState::InTime, PostingState::Warns));
    assert_eq!((on("2026-10-07"), on("2026-10-08")), (PostingState::Warns, PostingState::Alarms));
}

#[test]
fn every_day_lies_in_its_quarter_up_to_the_last_that_can_be_named() {
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        let quarter = Quarter::containing(day);
        assert!(
            quarter.first() <= day && day <= quarter.last(),
            "{day} {} {}",
            quarter.first(),
            quarter.last()
        );
    }
}

#[test]
fn a_quarter_is_read_as_it_is_written() {
    for quarter in quarters() {
        assert_eq!(quarter.to_string().parse(), Ok(quarter));
        assert_eq!(quarter.next().previous(), quarter);
        assert!(quarter.days().all(|day| quarter.contains(day)));
    }
    for wrong in ["2026", "2026Q0", "2026Q5", "Q4", "x", ""] {
        assert_eq!(wrong.parse::<Quarter>(), Err(NotAQuarter), "{wrong}");
    }
}
