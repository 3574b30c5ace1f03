//! What holds for every sheet: it fits its paper, it loses no text, and both supervision numbers stand on it (R26).

use proptest::prelude::*;
use serde_json::json;
use xieban_domain::number::Form;
use xieban_domain::settings::Settings;
use xieban_forms::{Sheet, SheetKind, blank};
use xieban_text::Metrics;

use xieban_support::{materials, on, register};

use crate::{Desk, LICENCE};

fn fits(sheets: &[Sheet]) {
    for sheet in sheets {
        for line in sheet.text().lines() {
            let (cells, most) = (Metrics::PAPER.width(line), sheet.kind().width());
            assert!(cells <= most, "{cells} > {most}: {line}");
        }
    }
}

fn every_sheet() -> Vec<Sheet> {
    let mut desk = Desk::open();
    let settings = desk.header().settings;
    let mut all: Vec<Sheet> = SheetKind::all().flat_map(|kind| blank(kind, &settings)).collect();
    let cases = [
        (SheetKind::Slip, desk.firm()),
        (SheetKind::PromptCard, desk.prompted()),
        (SheetKind::Receipt, desk.promised("10 working")),
        (SheetKind::Large, desk.promised("20 working")),
        (SheetKind::ReturnNotice, desk.returned()),
    ];
    for (kind, id) in cases {
        all.extend(desk.sheets(kind, &desk.case(id), 1));
    }
    let strip = desk.replied();
    all.extend(desk.sheets(SheetKind::Strip, &desk.case(strip), 1));
    let licence = desk.licence(1);
    for kind in [SheetKind::MaterialsReceipt, SheetKind::Mandate] {
        all.extend(desk.sheets(kind, &desk.case(licence), 1));
    }
    let stopped = desk.stopped();
    all.extend(desk.sheets(SheetKind::Letter(Form::NotCounted), &desk.case(stopped), 1));
    let extended = desk.extended();
    all.extend(desk.sheets(SheetKind::Letter(Form::Extended), &desk.case(extended), 1));
    let led = desk.led("YB01", None);
    all.extend(desk.sheets(SheetKind::Guidance, &desk.case(led), 1));
    all.push(desk.day());
    all.push(crate::opinions::answered(&mut desk));
    all.extend(crate::report::report_for(&desk, "L01"));
    all.extend(crate::complaints::every(&mut desk));
    all.push(crate::counts::totals(&desk));
    all.push(crate::counts::scorecard(&desk));
    all
}

#[test]
fn both_numbers_and_the_seal_stand_on_every_sheet() {
    let settings = Desk::open().header().settings;
    let sheets = every_sheet();
    fits(&sheets);
    for sheet in &sheets {
        let text = sheet.text();
        for number in [&settings.hotline, &settings.sms] {
            assert!(text.contains(number.as_str()), "{number}\n{text}");
        }
        assert!(text.contains("【演练】"), "a sheet of a practice store says so: {text}");
        // A roll has no room for more than what the visitor needs.
        assert!(text.contains(&settings.office) || sheet.kind() == SheetKind::Large, "{text}");
    }
    assert_eq!(sheets.len(), 67, "every form, filled and blank, in each of its copies");
}

#[test]
fn no_sheet_of_a_real_store_says_practice() {
    let mut desk = Desk::open();
    let settings = Settings { practice: false, ..desk.header().settings };
    let mut all: Vec<Sheet> = SheetKind::all().flat_map(|kind| blank(kind, &settings)).collect();
    let id = desk.promised("10 working");
    for kind in [SheetKind::Slip, SheetKind::Receipt, SheetKind::Large] {
        all.extend(desk.sheets_under(kind, &desk.case(id), &settings));
    }
    for sheet in &all {
        assert!(!sheet.text().contains("演练"), "{}", sheet.text());
    }
}

#[test]
fn r63_the_sheet_of_a_day_shows_no_full_name_of_a_visitor() {
    let mut desk = Desk::open();
    let text = desk.day().text();
    assert!(text.contains("张*") && !text.contains("张三") && !text.contains("张　三"), "{text}");
    assert!(!text.contains("欧阳修文"), "{text}");
    let strip = desk.replied();
    let strip = desk.sheets(SheetKind::Strip, &desk.case(strip), 1)[0].text();
    assert!(strip.contains("张　三"), "it is his own: {strip}");
}

#[test]
fn r64_a_strip_is_of_a_closed_case_and_a_receipt_of_papers_of_a_licence_with_papers() {
    let mut desk = Desk::open();
    let open = desk.licence(5);
    for (kind, id) in
        [(SheetKind::Strip, open), (SheetKind::MaterialsReceipt, open), (SheetKind::DaySheet, open)]
    {
        assert!(desk.refused(kind, &desk.case(id)).contains(kind.name()));
    }
    let other = desk.replied();
    assert!(!desk.refused(SheetKind::MaterialsReceipt, &desk.case(other)).is_empty());
}

#[test]
fn the_large_slip_fits_a_roll_of_twenty_lines() {
    let mut desk = Desk::open();
    let id = desk.promised("10 working");
    for sheet in desk.sheets(SheetKind::Large, &desk.case(id), 2) {
        assert!(sheet.text().lines().count() <= 20, "{}", sheet.text());
    }
}

/// A text without its blanks.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The column of values: what stands behind the labels' fourteen cells, where a long text goes on below.
fn values(sheet: &Sheet) -> String {
    let behind = |line: &str| {
        let mut cells = 0;
        let value = line.chars().skip_while(|c| {
            cells += Metrics::PAPER.width(c.encode_utf8(&mut [0; 4]));
            cells <= 14
        });
        value.collect::<String>()
    };
    sheet.text().lines().map(|line| squeezed(&behind(line))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_typed_fits_and_nothing_of_it_is_lost(
        name in "[\u{4e00}-\u{4e80}]{2,24}",
        address in "[\u{4e00}-\u{4e80}A-C0-9（）—“”，-]{1,60}",
        why in "[\u{4e00}-\u{4e80}][\u{4e00}-\u{4e80}a-c0-9（）《》—…“”，。、 ]{0,400}[\u{4e00}-\u{4e80}]",
    ) {
        let mut desk = Desk::open();
        let mut command = register("GW03", &materials(&LICENCE, "收"));
        command["visitor"]["name"] = json!(name);
        command["visitor"]["address"] = json!(address);
        let id = desk.act("S01", &command);
        desk.act("S01", &on(id, &json!({
            "do": "return", "ground": "不符合有关规定", "why": why, "basis": "《条例》第二条", "alternative": why,
        })));
        desk.act("L01", &on(id, &json!({ "do": "countersign" })));
        let case = desk.case(id);
        for kind in [SheetKind::Slip, SheetKind::ReturnNotice] {
            let sheets = desk.sheets(kind, &case, 1);
            fits(&sheets);
            let text = values(&sheets[0]);
            for typed in [&name, &address] {
                prop_assert!(text.contains(&squeezed(typed)), "{typed}\n{}", sheets[0].text());
            }
        }
        let notice = values(&desk.sheets(SheetKind::ReturnNotice, &case, 1)[0]);
        prop_assert!(notice.matches(&squeezed(&why)).count() >= 2, "{why}");
    }
}
