//! 联办 at the desk: the question, how far the visitor has come, the strip of stages, and what is done at each.

use serde_json::json;
use xieban_domain::number::CaseId;

use xieban_support::desk::Desk;

use crate::overlays::take;
use crate::picture::picture;
use crate::register::PERSON;

#[test]
fn a_matter_in_several_chains_is_asked_alone_or_joint() {
    let mut desk = Desk::at_work();
    desk.keys(PERSON).keys("\"GW01\" Enter");
    picture("joint_question", &mut desk);
    desk.keys("Esc F8");
    assert!(desk.text().contains("只办本项选单办，整套办选联办"), "{}", desk.text());
    desk.keys("2");
    assert!(desk.text().contains("联办：开办旅馆"), "asked again, by the kind: {}", desk.text());
    desk.keys("2");
    picture("joint_first_elsewhere", &mut desk);
    desk.keys("Enter 3 Enter \"营业执照、消防合格证\" Enter");
    picture("joint_our_turn", &mut desk);
    desk.keys("0");
    assert!(
        desk.text().contains("承诺20个工作日") || desk.text().contains("F8 出《协办回执》"),
        "{}",
        desk.text()
    );
}

#[test]
fn a_chain_is_found_by_its_everyday_word_and_its_letters() {
    for typed in ["klg", "开旅馆", "开办旅馆", "CH01"] {
        let mut desk = Desk::at_work();
        desk.keys(PERSON).keys(&format!("\"{typed}\" Enter"));
        assert!(desk.text().contains("CH01 开办旅馆"), "{typed}: {}", desk.text());
        assert!(
            desk.text().contains("[联办件]") && desk.text().contains("前面环节"),
            "{typed}: {}",
            desk.text()
        );
    }
}

#[test]
fn the_visitor_is_led_to_the_first_unit_and_our_stage_waits_until_it_is_his_turn() {
    let mut desk = Desk::at_work();
    let id: CaseId = desk.case("CH01");
    desk.keys("F3");
    picture("joint_case", &mut desk);
    desk.on("S01", id, &json!({ "do": "guide", "mode": "书面导引单" }));
    assert!(desk.text().contains("待前置环节"), "{}", desk.text());
    take(&mut desk, "环节已办");
    picture("joint_stage_noted", &mut desk);
    desk.keys("F8");
    assert!(desk.text().contains("请写明出示了什么证照"), "{}", desk.text());
    desk.keys("\"营业执照\" F8");
    assert!(desk.text().contains("第1环节已办 出示证明"), "{}", desk.text());
    take(&mut desk, "环节已办").keys("Enter 2 Enter \"已验收\" Enter \"周科员\" Enter \"83900000\" Enter");
    assert!(desk.text().contains("第3环节到本所"), "{}", desk.text());
    picture("joint_woken", &mut desk);
}

#[test]
fn our_stage_is_done_and_the_visitor_goes_on() {
    let mut desk = Desk::at_work();
    let id = desk.case("CH03");
    desk.on("S01", id, &json!({ "do": "note_materials", "materials":
        desk.view(id).row.record.case.materials.iter().map(|each| json!({ "name": each.name, "state": "收" })).collect::<Vec<_>>() }));
    desk.on("S01", id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" }));
    desk.keys("F3");
    take(&mut desk, "本环节办完").keys("\"评价合格\" F8");
    assert!(desk.text().contains("第1环节（本所）办完"), "{}", desk.text());
    picture("joint_goes_on", &mut desk);
}
