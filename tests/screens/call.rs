//! 来电查询: from within a half-typed form to the sentence that is read out, and back.

use xieban_support::desk::Desk;
use xieban_support::keys::keys;

use crate::picture::picture;
use crate::register::PERSON;

/// A case of the desk's own that stands in a 科室, and the keys that find it by its number.
fn known() -> (Desk, String) {
    let mut desk = Desk::at_work();
    let id = desk.case("promise");
    let find = format!("F7 \"{}\" Enter", id.spoken());
    (desk, find)
}

#[test]
fn from_the_ring_to_the_sentence_in_eight_keys_at_the_most() {
    let (mut desk, find) = known();
    assert!(keys(&find).len() <= 8, "{find}");
    desk.keys(&find);
    assert!(desk.text().contains("您好，"), "{}", desk.text());
    picture("call_case", &mut desk);
    desk.keys("1");
    assert!(desk.text().contains("来电 1"), "the call is kept: {}", desk.text());
    desk.keys("2");
    assert!(desk.text().contains("催办 1"), "{}", desk.text());
    desk.keys("3");
    assert!(desk.text().contains("值班领导") && desk.text().contains("0516-83800012"), "{}", desk.text());
    desk.keys("4");
    assert!(desk.text().contains("作风投诉电话 80802345"), "{}", desk.text());
    assert!(desk.text().contains("来电 3"), "{}", desk.text());
}

#[test]
fn a_call_in_the_middle_of_a_form_leaves_form_caret_and_text_in_place() {
    let (mut desk, find) = known();
    desk.keys(PERSON).keys("← ←");
    let before = (desk.text(), desk.frame(xieban_text::Metrics::NARROW).1);
    desk.keys(&find).keys("1 Esc");
    assert_eq!(desk.frame(xieban_text::Metrics::NARROW).1, before.1, "the caret");
    let form = |text: &str| text.lines().skip(3).take(17).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(form(&desk.text()), form(&before.0));
    desk.keys("F3 1");
    let (mut dialog, find) = known();
    dialog.keys("6 \"正说着\"").keys(&find).keys("Esc");
    assert!(dialog.text().contains("正说着"), "over a dialog as well: {}", dialog.text());
}

#[test]
fn less_than_a_number_tells_the_state_until_a_further_fact() {
    let (mut desk, _) = known();
    desk.keys("F7 \"8000\" Enter");
    assert!(desk.text().contains("在办") && !desk.text().contains("您好"), "{}", desk.text());
    picture("call_further", &mut desk);
    desk.keys("\"没这人\" Enter");
    assert!(desk.text().contains("没有对得上"), "{}", desk.text());
    desk.keys("Backspace Backspace Backspace \"张三\" Enter");
    assert!(desk.text().contains("您好，"), "{}", desk.text());
    let (mut wrong, _) = known();
    wrong.keys("F7 \"0001-x\" Enter").keys("Esc F7 \"0002-1\" Enter");
    assert!(wrong.text().contains("校验位不对"), "{}", wrong.text());
}

#[test]
fn a_number_of_last_year_is_known_and_where_two_years_fit_the_year_is_asked() {
    let (mut desk, find) = known();
    desk.clock("2027-01-06T09:00").keys(&find);
    assert!(desk.text().contains("您好，"), "{}", desk.text());
    let (mut desk, find) = known();
    desk.clock("2033-01-05T09:00");
    let mut morning = serde_json::to_value(xieban_support::duty("2033-01-05", Some("L01"))).unwrap();
    morning["do"] = serde_json::json!("enter_duty");
    desk.act("A01", &morning);
    // The same check digit in both years, and the older one is open still.
    let new = desk.case("ZX01");
    desk.changed().keys(&find);
    assert!(find.contains(&new.spoken()), "the control");
    let text: String = desk.text().split_whitespace().collect();
    assert!(text.contains(&format!("{}、2026年", new.dated())) && text.contains("哪一年"), "{text}");
    desk.keys("\"2026\" Enter");
    assert!(desk.text().contains("您好，"), "{}", desk.text());
}
