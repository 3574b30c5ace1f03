//! 监督: its views, each at both sizes.

use serde_json::json;

use crate::desk::Desk;
use crate::picture::picture;

#[test]
fn who_leads_the_work_and_answers_for_it() {
    let mut desk = Desk::at_work();
    picture("supervision_nobody", desk.keys("F6"));
    let group =
        json!({ "do": "keep_group", "heads": ["H01"], "members": ["L01", "L02"], "office": "所办公室" });
    desk.act("H01", &group);
    picture("supervision_leading", &mut desk);
    desk.keys("Esc");
    assert!(desk.text().contains("[F3办件"), "{}", desk.text());
    desk.keys("Alt-6");
    assert!(desk.text().contains("[F6监督]"), "{}", desk.text());
}
