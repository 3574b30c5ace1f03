//! 登记: every state of the form that a visitor can bring about.

use xieban_support::desk::Desk;

use crate::picture::picture;

/// Up to the matter: a person with all his particulars.
pub(crate) const PERSON: &str = "F2 Enter 1 Enter \"张三\" Enter Enter \"11010519491231002X\" Enter \"13800138000\" Enter \"云龙区和平路1号\" Enter";
/// The same for a firm with its agent.
const FIRM: &str = "F2 Enter 2 Enter \"徐州楚韵浴室有限公司\" Enter \"91320311MA1N5K7Q39\" Enter \"李国强\" Enter \"李秀英\" Enter 1 Enter Enter \"11010519491231002X\" Enter \"13800138000\" Enter \"云龙区湖北路12号\" Enter";

#[test]
fn blank() {
    picture("register_blank", Desk::at_work().keys("F2"));
}

#[test]
fn a_person_up_to_the_matter() {
    picture("register_person", Desk::at_work().keys(PERSON));
}

#[test]
fn the_picker_is_open() {
    picture("register_picker", Desk::at_work().keys(PERSON).keys("\"ggcs\""));
    picture("register_picker_han", Desk::at_work().keys(PERSON).keys("\"续证\""));
    picture("register_picker_nothing", Desk::at_work().keys(PERSON).keys("\"zzzz\""));
}

#[test]
fn a_matter_is_chosen() {
    picture("register_matter", Desk::at_work().keys(PERSON).keys("\"GW03\" Enter"));
}

#[test]
fn materials_are_gone_through() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 1 1 2 1");
    picture("register_materials", &mut desk);
}

#[test]
fn something_is_missing() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 1 1 2 0 ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓");
    picture("register_prompt", &mut desk);
    desk.keys("F8");
    picture("register_prompt_out", &mut desk);
}

#[test]
fn a_note_is_asked_for() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 3");
    picture("register_exempt", &mut desk);
    picture("register_add", Desk::at_work().keys(PERSON).keys("\"GW03\" Enter Enter +"));
}

#[test]
fn a_firm_with_a_promise() {
    let mut desk = Desk::at_work();
    desk.keys(FIRM);
    picture("register_firm", &mut desk);
    desk.keys("\"GW01\" Enter 1 Enter 0");
    picture("register_promise", &mut desk);
    desk.keys("Alt-v");
    picture("register_preview", &mut desk);
}

#[test]
fn a_return() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 0 ↓ ↓ ↓ ↓ ↓ 4 Enter 4 Enter \"场所用途不符\" Enter");
    picture("register_return", &mut desk);
}

#[test]
fn a_transfer() {
    picture("register_transfer", Desk::at_work().keys(PERSON).keys("\"YB01\" Enter"));
}

#[test]
fn no_papers_and_no_phone() {
    let keys = "F2 Enter 1 Enter \"王女士\" Enter 8 Enter 1 Enter Enter";
    picture("register_nothing_shown", Desk::at_work().keys(keys));
}

#[test]
fn r7_without_a_phone_the_next_field_asks_how_else_he_is_reached() {
    let words = "\"托邻居老周\"";
    let line = |desk: &Desk, of: &str| {
        desk.text().lines().find(|line| line.contains(of)).map(ToOwned::to_owned).unwrap_or_default()
    };
    for on in ["Enter", "Tab", "↓"] {
        let mut desk = Desk::at_work();
        desk.keys(&format!("F2 ↓ ↓ \"王女士\" ↓ ↓ ↓ {on} {words}"));
        assert!(line(&desk, "无电话时").contains("托邻居老周"), "{on}: {}", desk.text());
        // Back and forth, it is passed like any other.
        desk.keys(&format!("↑ {on} {on} \"和平路\""));
        assert!(line(&desk, "地    址").contains("和平路"), "{on}: {}", desk.text());
    }
    // The control: with a telephone the address comes next.
    let mut desk = Desk::at_work();
    desk.keys("F2 ↓ ↓ \"王女士\" ↓ ↓ ↓ \"13800138000\" Enter \"和平路\"");
    assert!(line(&desk, "地    址").contains("和平路"), "{}", desk.text());
    assert!(!desk.text().contains("无电话时"), "{}", desk.text());
}

#[test]
fn a_refusal_stands_on_its_field() {
    let mut desk = Desk::at_work();
    desk.keys("F2 Enter 1 Enter \"张三\" Enter Enter \"110105194912310021\" Enter \"13800138000\" Enter Enter \"ZX01\" Enter F8");
    picture("register_refused", &mut desk);
}

#[test]
fn a_parked_form_waits() {
    picture("register_parked", Desk::at_work().keys(PERSON).keys("F2"));
}

#[test]
fn a_known_visitor_is_recognised() {
    let mut desk = Desk::at_work();
    desk.case("promise");
    desk.keys("F2 Enter 1 Enter \"13800138000\" Enter");
    picture("register_known", &mut desk);
    let mut desk = Desk::at_work();
    desk.case("firm");
    desk.keys("F2 Enter 2 Enter \"徐州\" Enter");
    picture("register_known_firm", &mut desk);
}

#[test]
fn registered_and_printed() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 0 F8");
    picture("register_printed", &mut desk);
    assert_eq!(desk.printed().len(), 5, "协办单, and two of 协办回执 and 申请材料接收凭证 each");
    desk.keys("1");
    picture("register_done", &mut desk);
    assert!(desk.printed().is_empty(), "nobody needs their files any more");
}

#[test]
fn while_it_is_saved_nothing_is_saved_twice() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 0").hold().keys("F8 F8 F8");
    picture("register_saving", &mut desk);
    desk.answer().keys("1");
    assert!(desk.text().contains("接待 1"), "{}", desk.text());
}

#[test]
fn who_goes_to_another_screen_while_it_is_saved_hears_what_became_of_it() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 0").hold().keys("F8 F3");
    assert!(desk.text().contains("[F3办件 0]"), "{}", desk.text());
    desk.answer();
    assert!(desk.text().contains("1 已出好，文件删去   2 重打"), "{}", desk.text());
    // Refused: it is said on the other screen, and the form can be saved again.
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"ZX01\" Enter").hold().keys("F8 F3").answer();
    assert!(desk.text().contains("! 即办件须政策清晰"), "{}", desk.text());
    desk.keys("F2 F8");
    assert!(desk.text().contains("! 即办件须政策清晰"), "{}", desk.text());
}

#[test]
fn what_is_being_saved_is_not_changed_any_more() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW03\" Enter Enter 0").hold().keys("F8");
    let before = desk.text();
    desk.keys("2 ↑ x F8 Tab F2 Ins +").paste("李四");
    assert_eq!(desk.text(), before);
    desk.keys("F1");
    assert!(desk.text().contains("帮助：登记"), "the rest of the desk answers: {}", desk.text());
    desk.keys("Esc").answer().keys("1");
    assert!(desk.text().contains("已登记 徐卫监协〔2026〕1号"), "{}", desk.text());
}

#[test]
fn standing_in() {
    let mut desk = Desk::not_on_duty();
    desk.keys(PERSON).keys("\"ZX01\" Enter F8");
    picture("register_stand_in", &mut desk);
    desk.keys("\"值班人员开会\" Enter");
    picture("register_stood_in", &mut desk);
}

#[test]
fn a_paper_of_the_power_cut_is_entered_late() {
    let mut desk = Desk::at_work();
    desk.keys("Ctrl-b");
    picture("register_late", &mut desk);
    desk.keys("\"11-25 9:10\" Enter \"手-0012\" Enter \"停电\" Enter Enter \"张三\"");
    desk.keys("Enter Enter Enter \"13800138000\" Enter Enter \"zx01\" Enter Enter Enter 1 Enter 1 F8");
    picture("register_late_refused", &mut desk);
    desk.keys("Home End Backspace");
    let typed = "Backspace ".repeat(10);
    desk.keys(&typed).keys("\"11-23 08:10\" F8");
    picture("register_late_paper", &mut desk);
    desk.keys("Enter F3 Enter");
    picture("cases_entered_late", &mut desk);
}
