//! 制度和指南: the documents that anybody may read.

use xieban_support::desk::Desk;

use crate::picture::picture;

#[test]
fn the_documents_are_read_at_the_door_from_help_and_from_the_palette() {
    picture("library", Desk::at_the_door().keys("Ctrl-o"));
    for keys in ["F1 1", "F4 1"] {
        assert!(Desk::at_the_door().keys(keys).text().contains("《百姓办事流程图》"), "{keys}");
    }
    for keys in ["F1 1", "F4 4", ": \"bsznt\" Esc Ctrl-o", ": \"zdhzn\" Enter"] {
        assert!(Desk::at_work().keys(keys).text().contains("《百姓办事流程图》"), "{keys}");
    }
    let mut desk = Desk::at_the_door();
    desk.keys("Ctrl-o 3 Esc Esc");
    assert!(desk.text().contains("签到即确认亮证挂牌"), "and back at the door");
}

#[test]
fn each_document_on_its_page() {
    picture("library_system", Desk::at_work().keys("Ctrl-o 1"));
    picture("library_flow", Desk::at_work().keys("Ctrl-o 3"));
    picture("library_guide", Desk::at_work().keys("Ctrl-o 4 PgDn"));
    picture("library_plan", Desk::at_work().keys("Ctrl-o 8"));
}

#[test]
fn a_page_down_goes_through_to_the_last_line_and_back() {
    let mut desk = Desk::at_work();
    let top = desk.keys("Ctrl-o 2").text();
    let (mut seen, mut before, mut pages) = (String::new(), String::new(), 0);
    while desk.text() != before {
        before = desk.text();
        seen.push_str(&before);
        pages += 1;
        desk.keys("PgDn");
    }
    assert!((3..8).contains(&pages), "{pages}");
    assert!(seen.contains("乱作为") && seen.contains("第十四条"), "{seen}");
    assert_eq!(desk.keys("End").text(), before);
    assert_eq!(desk.keys("Home").text(), top);
    assert!(desk.keys("↓ PgUp").text() == top);
}

#[test]
fn a_page_of_the_help_is_a_page() {
    let mut desk = Desk::at_work();
    let top = desk.keys("F1").text();
    desk.keys("PgDn");
    let below = desk.text();
    desk.keys("PgUp");
    assert_eq!(desk.text(), top);
    for _ in 0..30 {
        desk.keys("↓");
    }
    assert!(desk.text().contains("返回，不丢已填的内容") && below != top);
    assert_eq!(desk.keys("PgDn End").text(), desk.text());
}
