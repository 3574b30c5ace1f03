//! Each form of a real case, line by line.

use xieban_domain::number::Form;
use xieban_forms::{SheetKind, blank};

use crate::Desk;

pub(crate) fn golden(name: &str, sheets: &[xieban_forms::Sheet]) {
    let text: Vec<String> =
        sheets.iter().map(|sheet| format!("== {}\n{}", sheet.file_name(), sheet.text())).collect();
    insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.join("\n\n"));
    });
}

#[test]
fn the_slip_of_a_person_and_of_a_firm() {
    let mut desk = Desk::open();
    let id = desk.licence(1);
    golden("slip_person", &desk.sheets(SheetKind::Slip, &desk.case(id), 1));
    let id = desk.firm();
    golden("slip_firm", &desk.sheets(SheetKind::Slip, &desk.case(id), 1));
}

#[test]
fn the_card_that_says_everything_missing_at_once() {
    let mut desk = Desk::open();
    let id = desk.prompted();
    golden("prompt_card", &desk.sheets(SheetKind::PromptCard, &desk.case(id), 1));
}

#[test]
fn the_receipt_small_and_large() {
    let mut desk = Desk::open();
    let id = desk.promised("10 working");
    golden("receipt", &desk.sheets(SheetKind::Receipt, &desk.case(id), 1));
    golden("large", &desk.sheets(SheetKind::Large, &desk.case(id), 1));
    let again = desk.sheets(SheetKind::Receipt, &desk.case(id), 2);
    assert!(again.iter().all(|sheet| sheet.text().contains("补打")));
    assert!(
        desk.sheets(SheetKind::Receipt, &desk.case(id), 1).iter().all(|sheet| !sheet.text().contains("补打"))
    );
}

#[test]
fn a_promise_in_calendar_days_says_how_it_was_counted() {
    let mut desk = Desk::open();
    let id = desk.promised("10 calendar");
    golden("receipt_calendar", &desk.sheets(SheetKind::Receipt, &desk.case(id), 1));
}

#[test]
fn the_notice_of_a_refusal() {
    let mut desk = Desk::open();
    let id = desk.returned();
    golden("return_notice", &desk.sheets(SheetKind::ReturnNotice, &desk.case(id), 1));
}

#[test]
fn the_strip_that_the_visitor_signs() {
    let mut desk = Desk::open();
    let id = desk.replied();
    golden("strip", &desk.sheets(SheetKind::Strip, &desk.case(id), 1));
}

#[test]
fn the_receipt_of_the_papers_of_a_licence() {
    let mut desk = Desk::open();
    let id = desk.licence(1);
    let sheets = desk.sheets(SheetKind::MaterialsReceipt, &desk.case(id), 1);
    golden("materials_receipt", &sheets);
    assert!(sheets.iter().all(|sheet| !sheet.text().contains("本单为协办服务单")), "a statutory paper");
}

#[test]
fn the_notice_that_days_are_not_counted() {
    let mut desk = Desk::open();
    let id = desk.stopped();
    let sheets = desk.sheets(SheetKind::Letter(Form::NotCounted), &desk.case(id), 1);
    golden("not_counted", &sheets);
    assert!(sheets.iter().all(|sheet| !sheet.text().contains("本单为协办服务单")), "a statutory paper");
    let never = desk.licence(0);
    assert!(
        desk.refused(SheetKind::Letter(Form::NotCounted), &desk.case(never)).contains("不计入期限告知书")
    );
}

#[test]
fn the_letter_that_it_takes_longer_by_law() {
    let mut desk = Desk::open();
    let id = desk.extended();
    golden("extended", &desk.sheets(SheetKind::Letter(Form::Extended), &desk.case(id), 1));
}

#[test]
fn the_mandate_to_the_officer() {
    let mut desk = Desk::open();
    let id = desk.firm();
    golden("mandate", &desk.sheets(SheetKind::Mandate, &desk.case(id), 1));
}

#[test]
fn the_slip_to_other_units_alone_and_in_walking_order() {
    let mut desk = Desk::open();
    let id = desk.led("YB01", None);
    golden("guidance", &desk.sheets(SheetKind::Guidance, &desk.case(id), 1));
    let facts = serde_json::json!({ "do": "keep_unit", "unit": "CDC", "address": "云龙区和平路3号二楼体检中心6号窗口",
        "phone": "0516-12345678", "officer": "钱敏", "bring": "身份证、一寸照片两张" });
    desk.office_act("S01", &facts);
    let second = desk.led("YB02", Some(id));
    let sheets = desk.sheets(SheetKind::Guidance, &desk.case(second), 1);
    golden("guidance_several", &sheets);
    assert_eq!(sheets.len(), 4, "each receiving unit gets its own");
    let names: std::collections::BTreeSet<String> =
        sheets.iter().map(xieban_forms::Sheet::file_name).collect();
    assert_eq!(names.len(), 4, "and each is a file of its own");
    assert!(!sheets[2].text().contains("体检中心"), "no unit reads of the others");
    let own = desk.case_of("ZX01");
    assert!(desk.refused(SheetKind::Guidance, &own).contains("外部导引单"));
}

#[test]
fn the_sheet_of_a_day() {
    let mut desk = Desk::open();
    golden("day_sheet", &[desk.day()]);
    golden("day_sheet_empty", &[desk.day_sheet("2026-11-22")]);
}

#[test]
fn blank_forms_for_the_drawer() {
    let settings = Desk::open().header().settings;
    let all: Vec<_> = SheetKind::all().flat_map(|kind| blank(kind, &settings).into_iter().take(1)).collect();
    golden("blank", &all);
}

#[test]
fn what_is_printed_of_a_void_case_says_so() {
    let mut desk = Desk::open();
    let id = desk.prompted();
    let marked = |desk: &Desk, kind| {
        let sheets = desk.sheets(kind, &desk.case(id), 1);
        assert!(!sheets.is_empty());
        sheets.iter().filter(|sheet| sheet.text().lines().take(6).any(|line| line.contains("作废"))).count()
            == sheets.len()
    };
    assert!(!marked(&desk, SheetKind::PromptCard));
    desk.act("S01", &xieban_support::on(id, &serde_json::json!({ "do": "void", "reason": "登记重复" })));
    for kind in [SheetKind::PromptCard, SheetKind::Strip] {
        assert!(marked(&desk, kind), "{kind:?}");
    }
}

#[test]
fn what_was_printed_with_something_wrong_says_corrected_when_it_is_printed_again() {
    let mut desk = Desk::open();
    let id = desk.prompted();
    let on = |command: serde_json::Value| xieban_support::on(id, &command);
    desk.act("S01", &on(serde_json::json!({ "do": "note_printed", "form": "prompt_card" })));
    let visitor = serde_json::json!({ "name": "章三", "phone": "13800138000" });
    desk.act(
        "S01",
        &on(serde_json::json!({ "do": "correct_visitor", "visitor": visitor, "reason": "听错了" })),
    );
    let head = |kind| {
        let sheets = desk.sheets(kind, &desk.case(id), 2);
        let top = |sheet: &xieban_forms::Sheet| sheet.text().lines().take(4).collect::<String>();
        sheets.iter().map(top).collect::<Vec<_>>()
    };
    assert!(head(SheetKind::PromptCard).iter().all(|top| top.contains("补打") && top.contains("更正")));
    assert!(head(SheetKind::Slip).iter().all(|top| !top.contains("更正")), "it was never printed before");
}
