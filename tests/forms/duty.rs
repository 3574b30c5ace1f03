//! Sheets of duty: 安排表 in its two copies, its file for spreadsheets, 台签 (R16, R17, R24, R26).

use xieban_domain::calendar::Calendar;
use xieban_domain::duty::DutyDay;
use xieban_domain::staff::Staff;
use xieban_domain::timetable::{OnDay, Timetable};
use xieban_export::csv;
use xieban_forms::{RosterPaper, Sheet, SheetKind, Sign, desk_sign, roster, roster_code, roster_table};
use xieban_text::Metrics;

use xieban_support::day;

use crate::Desk;
use crate::golden::golden;

/// The days of the fourth quarter of 2026: S01 and S02 week by week, S03 every Wednesday's afternoon, L01 and L02 by turns.
fn days(first: &str, last: &str) -> Vec<DutyDay> {
    use chrono::{Datelike as _, Weekday};
    let calendar = Calendar::bundled().unwrap();
    let open =
        day(first).iter_days().take_while(|date| *date <= day(last)).filter(|date| calendar.is_open(*date));
    open.map(|date| {
        let week = date.iso_week().week() % 2;
        let officer = if week == 0 { "S01" } else { "S02" };
        let wednesday = date.weekday() == Weekday::Wed;
        DutyDay {
            leader: Some(if date.weekday() == Weekday::Mon { "L01" } else { "L02" }.into()),
            morning: vec![officer.into()],
            afternoon: vec![if wednesday { "S03" } else { officer }.into()],
            ..DutyDay::empty(date)
        }
    })
    .collect()
}

fn table(desk: &Desk, days: &[DutyDay], quarter: (&str, &str)) -> Timetable {
    let leaders: Vec<Vec<_>> = days.iter().map(|day| day.leader.iter().cloned().collect()).collect();
    let on = days.iter().zip(&leaders).map(|(day, leaders)| OnDay {
        date: day.date,
        leaders,
        morning: &day.morning,
        afternoon: &day.afternoon,
    });
    let quarter = (day(quarter.0), day(quarter.1));
    Timetable::of(on, quarter, &desk.header().staff, Calendar::bundled().unwrap())
}

/// The sheets and the file of a table.
fn with<T>(desk: &Desk, timetable: &Timetable, version: u32, make: impl Fn(&RosterPaper<'_>) -> T) -> T {
    let settings = desk.header().settings;
    make(&RosterPaper {
        code: "2026Q4",
        quarter: "2026年第4季度",
        version: Some(version),
        draft: false,
        timetable,
        drafted: "王芳",
        checked: "",
        approved: "周平",
        reported: None,
        settings: &settings,
    })
}

const QUARTER: (&str, &str) = ("2026-10-01", "2026-12-31");

#[test]
fn r16_the_table_has_one_row_a_person_with_the_six_facts_in_two_sections() {
    let desk = Desk::open();
    let timetable = table(&desk, &days(QUARTER.0, QUARTER.1), QUARTER);
    let sheets = with(&desk, &timetable, 1, roster);
    golden("roster", &sheets);
    let text = sheets[0].text();
    let (text, _) = text.split_once("注：").unwrap();
    let (officers, leaders) = text.split_once("二、值班领导").unwrap();
    for (section, names) in
        [(officers, &["王　芳", "李　敏", "赵　强"][..]), (leaders, &["周　平", "吴　静"])]
    {
        for name in names {
            assert_eq!(section.matches(name).count(), 1, "{name}: {section}");
        }
    }
    for fact in ["职务", "一楼大厅", "83800001", "13900000001", "每周一", "每周三下午"] {
        assert!(text.contains(fact), "{fact}: {text}");
    }
}

#[test]
fn r17_both_copies_say_the_same_and_carry_the_same_code() {
    let desk = Desk::open();
    let mut entered = days(QUARTER.0, QUARTER.1);
    let timetable = table(&desk, &entered, QUARTER);
    let sheets = with(&desk, &timetable, 1, roster);
    let marks: Vec<&str> = SheetKind::Roster.copies().to_vec();
    assert_eq!(marks, ["公示份", "报送份"]);
    let bare = |sheet: &Sheet, mark: &str| {
        assert_eq!(sheet.text().matches(mark).count(), 1);
        sheet.text().replacen(mark, "", 1)
    };
    assert_eq!(bare(&sheets[0], marks[0]), bare(&sheets[1], marks[1]), "but for the mark they are one");
    let code = with(&desk, &timetable, 1, roster_code);
    assert!(sheets.iter().all(|sheet| sheet.text().contains(&code)), "{code}");
    assert_eq!(with(&desk, &timetable, 1, roster_code), code, "the same table has the same code");
    assert_ne!(with(&desk, &timetable, 2, roster_code), code, "another version has another one");
    entered[3].morning = vec!["S03".into()];
    let other = table(&desk, &entered, QUARTER);
    assert_ne!(with(&desk, &other, 1, roster_code), code, "and so has one other half-day");
}

#[test]
fn dates_of_a_year_without_a_notice_are_marked() {
    let desk = Desk::open();
    let quarter = ("2027-01-01", "2027-03-31");
    let timetable = table(&desk, &days(quarter.0, quarter.1), quarter);
    let text = with(&desk, &timetable, 1, roster)[0].text();
    assert!(text.contains("日期暂定"), "{text}");
    assert!(timetable.officers.iter().all(|row| row.served.ends_with("（暂定）")));
}

#[test]
fn the_file_for_spreadsheets_is_marked_quoted_and_reckons_nothing() {
    let mut desk = Desk::open();
    let wrong = serde_json::json!({
        "do": "keep_staff", "code": "S01", "name": "＝王芳", "reason": "更名", "post": "科长\"=1\"", "rank": "middle",
        "established": true, "roles": ["officer"], "place": "@大厅", "phone": "0516-83800001", "mobile": "13900000001",
    });
    desk.office_act("A01", &wrong);
    let timetable = table(&desk, &days(QUARTER.0, QUARTER.1), QUARTER);
    let csv = String::from_utf8(csv(&with(&desk, &timetable, 1, roster_table))).unwrap();
    assert!(csv.starts_with("\u{feff}\"季度\",\"版本\",\"类别\",\"序号\",\"姓名\""), "{csv}");
    assert!(csv.ends_with("\r\n") && csv.matches('\n').count() == csv.matches("\r\n").count());
    assert_eq!(csv.lines().count(), 1 + 3 + 2);
    assert!(csv.contains("\"'＝王芳\",\"科长\"\"=1\"\"\",\"'@大厅\",\"0516-83800001\""), "{csv}");
    for line in csv.lines().skip(1) {
        for cell in line.split(",\"") {
            let first = cell.trim_start_matches('"').chars().next();
            assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{cell}");
        }
    }
}

#[test]
fn r24_the_sign_of_the_desk_has_the_name_in_the_largest_type_that_fits() {
    let desk = Desk::open();
    let door = desk.header();
    let staff = |code: &str| door.staff.get(&code.into()).unwrap().clone();
    let (mut officer, leader) = (staff("S01"), staff("L01"));
    officer.badge = "0612".to_owned();
    let sign = |officer: &Staff, leader: Option<&Staff>| {
        desk_sign(&Sign { desk: "1号台", officer, leader, settings: &door.settings })
    };
    let sheet = sign(&officer, Some(&leader));
    golden("desk_sign", std::slice::from_ref(&sheet));
    let text = sheet.text();
    for fact in ["1号台", "0612", "职务", "83800001", "周　平", "一楼大厅", "80802345", "18914882345"]
    {
        assert!(text.contains(fact), "{fact}: {text}");
    }
    assert!(text.lines().count() <= 35, "A5 across has 35 lines");
    for (name, rows) in [("王芳", 16), ("王小明", 16), ("欧阳修文", 16), ("王頔", 0), ("买买提江阿不都", 0)]
    {
        officer.name = name.to_owned();
        let text = sign(&officer, None).text();
        assert!(text.contains("待明确"));
        assert_eq!(text.lines().filter(|line| line.contains('#')).count() >= 12, rows > 0, "{name}: {text}");
        assert!(text.lines().all(|line| Metrics::PAPER.width(line) <= 72), "{text}");
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(plain.contains(name), rows == 0, "{name} is shown once, and whole: {text}");
    }
}
