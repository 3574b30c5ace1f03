//! 名目: what names a thing or somebody at another unit stands on pages and lists as it is, and so tells nobody who came.

use serde_json::{Value, json};
use xieban_domain::number::CaseId;
use xieban_domain::refusal::RefusedField;

use xieban_support::{on, register};

use crate::dispose::{licence, refusal};
use crate::world::World;

/// Refused on this field, because it tells who came.
fn refused(world: &mut World, command: &Value, field: RefusedField) {
    match world.act("S01", command) {
        Err(refusal) => assert_eq!((refusal.code(), refusal.field), ("names_somebody", field), "{command}"),
        Ok(done) => panic!("{command}: done, {done:?}"),
    }
}

/// A registration with this in one of its labels, once for each.
fn registrations(text: &str, phone: &str) -> Vec<(RefusedField, Value)> {
    let with = |matter: &str, field: &str, value: Value| {
        let mut command = register(matter, &json!([]));
        command[field] = value;
        command
    };
    let added = |name: &str, basis: &str| json!([{ "name": name, "basis": basis, "state": "收" }]);
    let mut back = refusal();
    back["as"] = back["do"].take();
    back.as_object_mut().unwrap().remove("do");
    back["basis"] = json!(text);
    let stage = |who: &str, phone: &str| json!([{ "stage": 1, "how": "电话确认", "who": who, "phone": phone, "words": "已核准名称" }]);
    vec![
        (RefusedField::Materials, with("GW03", "materials", added(text, "条例"))),
        (RefusedField::Materials, with("GW03", "materials", added("房产证", text))),
        (RefusedField::BasisText, with("ZX01", "disposition", back)),
        (
            RefusedField::ReceivedFrom,
            with("ZX01", "received_from", json!({ "unit": "SCJG", "number": text })),
        ),
        (
            RefusedField::LateNumber,
            with("ZX01", "paper", json!({ "at": "2026-11-23T08:35", "number": text, "reason": "停电" })),
        ),
        (RefusedField::Staff, with("CH01", "stages", stage(text, "80806666"))),
        (RefusedField::Phone, with("CH01", "stages", stage("王科长", phone))),
    ]
}

#[test]
fn no_label_of_a_registration_tells_who_came() {
    let mut world = World::new();
    for text in ["张三", "张 三的材料", "11010519491231002X", "138-0013-8000", "云龙区和平路１号"]
    {
        for (field, command) in registrations(text, text) {
            refused(&mut world, &command, field);
        }
    }
    // Who acts for a firm, and who heads it; what it is called anybody may know.
    let firm = json!({ "name": "徐州张三浴室", "head": "李秀英", "address": "泉山区淮海路2号" });
    for (text, taken) in
        [("李秀英", false), ("泉山区淮海路2号", false), ("张三执照", false), ("徐州张三浴室执照", true)]
    {
        for (field, mut command) in registrations(text, "80806666").into_iter().take(2) {
            command["visitor"]["organisation"] = firm.clone();
            match taken {
                true => drop(world.ok("S01", &command)),
                false => refused(&mut world, &command, field),
            }
        }
    }
    for (_, command) in registrations("甲字7号", "0516-80806666") {
        world.ok("S01", &command);
    }
}

/// Cases in the states in which each label can be written, and the commands that write it.
fn commands(world: &mut World, text: &str) -> Vec<(RefusedField, Value)> {
    let working = licence(world, 0);
    world.ok("S01", &on(working, &json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })));
    let guided = |world: &mut World| {
        let id = world.ok("S01", &register("YB01", &json!([])));
        world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "书面导引单" })));
        id
    };
    let (handed, declined) = (guided(world), guided(world));
    let led = world.ok("S01", &register("YB01", &json!([])));
    let mut joint = || world.ok("S01", &register("CH01", &json!([])));
    let (by_whom, from_where) = (joint(), joint());
    let mut back = refusal();
    back["basis"] = json!(text);
    let stage = |who: &str, phone: &str| json!({ "do": "note_stage", "stage": 1, "how": "电话确认", "who": who, "phone": phone, "words": "已核准" });
    let added = |name: &str, basis: &str| json!({ "do": "note_materials", "materials": [{ "name": name, "basis": basis, "state": "收" }] });
    let of = |field, id: CaseId, command: Value| (field, on(id, &command));
    vec![
        of(RefusedField::Materials, working, added(text, "条例")),
        of(RefusedField::Materials, working, added("平面图", text)),
        of(RefusedField::Department, working, json!({ "do": "chase", "whom": text, "words": "请抓紧" })),
        of(RefusedField::BasisText, working, json!({ "do": "note_fee", "fen": 100, "basis": text })),
        of(RefusedField::BasisText, working, back),
        of(RefusedField::Staff, led, json!({ "do": "guide", "mode": "电话衔接", "officer": text })),
        of(RefusedField::Staff, handed, json!({ "do": "hand_over", "receiver": text, "mode": "电话衔接" })),
        of(
            RefusedField::Staff,
            declined,
            json!({ "do": "decline_transfer", "who": text, "reason": "不归他们" }),
        ),
        of(RefusedField::Staff, by_whom, stage(text, "80806666")),
        of(RefusedField::Phone, from_where, stage("王科长", text)),
    ]
}

#[test]
fn nor_does_one_of_a_later_command() {
    for text in ["张三", "张三（本人）", "11010519491231002X", "13800138000"] {
        let mut world = World::new();
        for (field, command) in commands(&mut world, text) {
            refused(&mut world, &command, field);
        }
    }
    let mut world = World::new();
    for (_, command) in commands(&mut world, "甲科7号") {
        world.ok("S01", &command);
    }
}

#[test]
fn somebody_at_another_unit_has_a_telephone_and_a_paper_a_long_number() {
    let mut world = World::new();
    for (field, command) in commands(&mut world, "王科长13900139000") {
        match [RefusedField::Staff, RefusedField::Phone].contains(&field) {
            true => drop(world.ok("S01", &command)),
            false => refused(&mut world, &command, field),
        }
    }
    let of = |number: &str| {
        let mut command = register("ZX01", &json!([]));
        command["received_from"] = json!({ "unit": "SCJG", "number": number });
        command
    };
    for number in ["320300202611230001", "DH20261123000123", "051626112300"] {
        world.ok("S01", &of(number));
    }
    for number in ["320311199202290036", "139 0013 9000"] {
        refused(&mut world, &of(number), RefusedField::ReceivedFrom);
    }
}

#[test]
fn whoever_is_called_as_a_material_or_a_unit_is_hinders_nothing() {
    let mut world = World::new();
    for (name, unit) in [("健康", "市卫生健康委员会医政科"), ("监督", "徐州市市场监督管理局企业注册处")]
    {
        let all = json!([
            { "name": "从业人员健康合格证明", "state": "收" },
            { "name": "从业人员健康合格证明复印件", "basis": "条例", "state": "收" },
        ]);
        let mut command = register("GW03", &all);
        command["visitor"]["name"] = json!(name);
        world.ok("S01", &command);
        command["materials"][1]["name"] = json!(format!("{name}的收据"));
        refused(&mut world, &command, RefusedField::Materials);
        let mut theirs = register("YB01", &json!([]));
        theirs["visitor"]["name"] = json!(name);
        let id = world.ok("S01", &theirs);
        world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "电话衔接" })));
        world.ok("S01", &on(id, &json!({ "do": "hand_over", "receiver": unit, "mode": "电话衔接" })));
    }
    // Where the file lies is called by its own name.
    let mut command = register("ZX01", &json!([]));
    command["visitor"]["name"] = json!("监督");
    let id = world.ok("S01", &command);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })));
    world.ok("S01", &on(id, &json!({ "do": "chase", "whom": "监督一科", "words": "请抓紧" })));
}

#[test]
fn a_corrected_visitor_is_named_no_more_than_the_first_and_what_stands_stays() {
    let mut world = World::new();
    let material = |name: &str, state: &str| json!({ "do": "note_materials", "materials": [{ "name": name, "basis": "条例", "state": state }] });
    let id = world.ok("S01", &register("GW03", &json!([])));
    world.ok("S01", &on(id, &material("章珊房产证", "收")));
    let mut visitor = register("GW03", &json!([]))["visitor"].clone();
    visitor["name"] = json!("章珊");
    world.ok("S01", &on(id, &json!({ "do": "correct_visitor", "visitor": visitor, "reason": "听错" })));
    refused(&mut world, &on(id, &material("章珊收据", "收")), RefusedField::Materials);
    world.ok("S01", &on(id, &material("章珊房产证", "缺")));
}

#[test]
fn what_everybody_reads_of_the_offices_own_work_holds_nobodys_number() {
    let mut world = World::new();
    let roster = |name: &str, more: Value| {
        let mut said = json!({ "do": name, "quarter": "2026Q4" });
        said.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        said
    };
    let turn = json!({ "date": "2026-11-24", "seat": "morning" });
    let commands = |text: &str| {
        vec![
            ("A01", RefusedField::Reason, json!({ "do": "change_settings", "reason": text })),
            (
                "A01",
                RefusedField::Address,
                json!({ "do": "post_rule", "name": "首问责任制", "date": "2026-11-23", "place": text }),
            ),
            (
                "A01",
                RefusedField::Remark,
                json!({ "do": "post_rule", "name": "首问责任制", "date": "2026-11-23", "place": "大厅", "format": text }),
            ),
            (
                "L01",
                RefusedField::Address,
                json!({ "do": "keep_training", "date": "2026-11-23", "topics": [], "people": [], "place": text }),
            ),
            (
                "L01",
                RefusedField::Summary,
                json!({ "do": "keep_publicity", "date": "2026-11-23", "form": text, "place": "大厅" }),
            ),
            (
                "L01",
                RefusedField::Address,
                json!({ "do": "record_publication", "channel": "notice", "place": text }),
            ),
            (
                "L01",
                RefusedField::Staff,
                json!({ "do": "keep_milestone", "milestone": "所动员会", "done": "2026-11-23", "attendees": text }),
            ),
            ("L01", RefusedField::Department, json!({ "do": "keep_group", "office": text })),
            (
                "S01",
                RefusedField::Remark,
                json!({ "do": "check_facility", "facility": "饮水机", "fault": text }),
            ),
            ("S01", RefusedField::Address, roster("post_roster", json!({ "place": text }))),
            (
                "S01",
                RefusedField::Reply,
                roster("report_roster", json!({ "way": text, "receiver": "局办公室" })),
            ),
            ("S01", RefusedField::Name, roster("report_roster", json!({ "way": "送达", "receiver": text }))),
            ("L01", RefusedField::Reason, roster("amend_roster", json!({ "reason": text }))),
            (
                "S01",
                RefusedField::Reason,
                json!({ "do": "propose_swap", "gives": turn, "with": "S02", "reason": text }),
            ),
            (
                "L01",
                RefusedField::Reason,
                json!({ "do": "replace_on_duty", "turn": turn, "absent": "S01", "by": "S03", "reason": text }),
            ),
        ]
    };
    for text in ["联系张三13800138000", "１３８-００１３-８０００", "11010519491231002X的事"]
    {
        for (who, field, command) in commands(text) {
            let refusal = world.act(who, &command).unwrap_err();
            assert_eq!((refusal.code(), refusal.field), ("number_in_the_open", field), "{command}");
        }
    }
    // The control: an office's own line may stand there.
    for (who, _, command) in commands("电话0516-83800001，文号〔2026〕20261123") {
        let code = world.act(who, &command).err().map(|refusal| refusal.code());
        assert_ne!(code, Some("number_in_the_open"), "{command}");
    }
}
