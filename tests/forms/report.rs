//! 协办工作月（季）报表 of a month that has a little of everything (R70–R72).

use serde_json::json;
use xieban_domain::figures::{Period, PeriodKind};
use xieban_forms::{ReportPaper, Sheet, report};
use xieban_office::{Answer, Query};

use xieban_support::{at, day};

use crate::Desk;
use crate::golden::golden;

/// Both copies of November's report, for this reader.
pub(crate) fn report_for(desk: &Desk, reader: &str) -> Vec<Sheet> {
    let session = desk.office.practise(reader, "1号台").unwrap();
    let period = Period::of(PeriodKind::Month, day("2026-11-23"));
    let Answer::Figures(figures) = desk.office.ask(&session, &Query::Figures(period)).unwrap() else {
        panic!("no figures");
    };
    let door = desk.header();
    let (overdue, led) = (figures.overdue(&door), figures.led(&door, desk.office.facts()));
    let signed = figures.signed.as_ref();
    let signed = signed.map(|signed| (door.staff.name(&signed.by), signed.at.date(), signed.code.as_str()));
    report(&ReportPaper {
        period,
        now: &figures.now,
        before: &figures.before,
        overdue: overdue.as_deref(),
        led: &led,
        signed,
        issued: day("2026-11-23"),
        settings: &door.settings,
    })
}

/// A day's work, a visitor led elsewhere, and a promise that was not kept.
fn worked() -> Desk {
    let mut desk = Desk::open();
    desk.promised("2 working");
    desk.day();
    desk.led("YB01", None);
    desk.office.set_clock(at("2026-11-27T09:00"));
    desk
}

#[test]
fn the_report_of_a_month_with_the_month_before_beside_it() {
    let sheets = report_for(&worked(), "L01");
    golden("report", &sheets[..1]);
    let text = sheets[0].text();
    for label in ["登记件数", "即办率", "平均用时（工作日）", "费用合计", "评价参与率", "第一责任人签字"]
    {
        assert!(text.contains(label), "{label}: {text}");
    }
    assert!(text.contains("王　芳 2件"), "who answers for what is overdue: {text}");
    let marks = ["第一联 存档", "第二联 上报"];
    let bare: Vec<String> = sheets
        .iter()
        .zip(marks)
        .map(|(sheet, mark)| {
            assert_eq!(sheet.text().matches(mark).count(), 1);
            sheet.text().replace(mark, "")
        })
        .collect();
    assert_eq!(bare[0], bare[1], "but for the mark they are one");
}

#[test]
fn figures_about_conduct_stand_on_the_report_of_the_two_offices_alone() {
    let desk = worked();
    for (reader, sees) in [("Z01", true), ("F01", true), ("L01", false), ("S02", false)] {
        let text = report_for(&desk, reader)[0].text();
        assert_eq!((text.contains("作风投诉  "), text.contains("问责")), (sees, sees), "{reader}: {text}");
    }
    let text = report_for(&desk, "S02")[0].text();
    assert!(!text.contains("王　芳"), "an officer does not read another one's figures: {text}");
}

/// 校验码 as it stands on a sheet.
fn code(sheet: &Sheet) -> String {
    let text = sheet.text();
    let (_, rest) = text.split_once("校验码 ").unwrap();
    rest.chars().take(19).collect()
}

#[test]
fn r71_what_the_first_responsible_person_signed_says_so_until_its_figures_change() {
    let mut desk = worked();
    desk.office.set_clock(at("2026-12-01T09:00"));
    let before = code(&report_for(&desk, "L01")[0]);
    assert_eq!(code(&report_for(&desk, "Z01")[0]), before, "one code, whoever reads it");
    desk.office_act(
        "H01",
        &json!({ "do": "sign_report", "from": "2026-11-01", "to": "2026-11-30", "code": before }),
    );
    let text = report_for(&desk, "L01")[1].text();
    assert!(text.contains("第一责任人签字：孙　立  2026年12月1日") && !text.contains("数字有变"), "{text}");
    let other = json!({ "do": "sign_report", "from": "2026-11-01", "to": "2026-11-30", "code": "0000 0000" });
    desk.office_act("H01", &other);
    let text = report_for(&desk, "L01")[0].text();
    assert!(text.contains("签发后数字有变，请重新签发"), "{text}");
}
