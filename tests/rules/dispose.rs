//! 受理件的四种分类: R47–R52, R54–R56.

use serde_json::{Value, json};
use xieban_domain::case::{CaseEvent, Life};
use xieban_domain::codes::Disposition;
use xieban_domain::number::{CaseId, Form};

pub(crate) use xieban_support::states::refusal;

use xieban_support::states::LICENCE;
use xieban_support::{materials, on, register};

use crate::world::World;

pub(crate) fn licence(world: &mut World, missing: usize) -> CaseId {
    let mut list = materials(&LICENCE, "收");
    for material in list.as_array_mut().unwrap().iter_mut().take(missing) {
        material["state"] = json!("缺");
    }
    world.ok("S01", &register("GW03", &list))
}

pub(crate) fn advice(world: &mut World) -> CaseId {
    world.ok("S01", &register("ZX01", &json!([])))
}

fn instant() -> Value {
    json!({ "do": "instant", "clear": true, "simple": true })
}

fn promise(limit: &str) -> Value {
    json!({ "do": "promise", "reason": "现场勘查", "limit": limit })
}

fn prompt() -> Value {
    json!({ "do": "prompt", "cause": "系统停机" })
}

fn complete(id: CaseId) -> Value {
    on(id, &json!({ "do": "note_materials", "materials": materials(&LICENCE, "收") }))
}

/// The leader's consent, asked for and given.
fn consent(world: &mut World, id: CaseId, consent: &str) {
    world.ok("S01", &on(id, &json!({ "do": "ask_consent", "consent": consent, "reason": "情况有变" })));
    world.ok("L01", &on(id, &json!({ "do": "give_consent", "consent": consent })));
}

#[test]
fn r47_a_prompt_names_what_is_missing_or_another_cause() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    let empty = on(id, &json!({ "do": "prompt" }));
    assert_eq!(world.no("S01", &empty), ("nothing_to_tell", "R47".to_owned()));
    let cause = on(id, &json!({ "do": "prompt", "cause": "审批系统停机" }));
    world.ok("S01", &cause);
    assert_eq!(world.case(id).life, Life::Prompted);
    assert_eq!(world.case(id).cards[0].cause.as_ref().unwrap().text(), "审批系统停机");
    let id = licence(&mut world, 2);
    world.ok("S01", &on(id, &json!({ "do": "prompt" })));
    assert_eq!(world.case(id).disposition(), Some(Disposition::Prompt));
}

#[test]
fn r48_one_card_lists_everything_that_is_missing() {
    let mut world = World::new();
    let mut list = materials(&LICENCE[..3], "缺");
    list[1]["note"] = json!("须带正本");
    list[1]["copies"] = json!(2);
    list[1]["form"] = json!("复印件");
    let id = world.ok("S01", &register("GW03", &list));
    let undecided = on(id, &json!({ "do": "prompt" }));
    assert_eq!(world.no("S01", &undecided), ("material_undecided", "R48".to_owned()));
    let rest = json!([
        { "name": LICENCE[3], "state": "收" },
        { "name": LICENCE[4], "state": "缺" },
        { "name": "情况说明", "state": "缺", "basis": "市局通知" },
    ]);
    world.ok("S01", &on(id, &json!({ "do": "note_materials", "materials": rest })));
    world.ok("S01", &undecided);
    let case = world.case(id);
    let names: Vec<&str> = case.cards[0].missing.iter().map(|material| material.name.as_str()).collect();
    assert_eq!(names, [LICENCE[0], LICENCE[1], LICENCE[2], LICENCE[4], "情况说明"]);
    assert_eq!((case.cards[0].missing[1].copies, case.cards[0].number.seq), (2, 1));
}

#[test]
fn r48_a_material_needs_its_reason_its_basis_and_stands_once() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    let note = |material: Value| on(id, &json!({ "do": "note_materials", "materials": [material] }));
    let free = json!({ "name": LICENCE[2], "state": "不适用" });
    assert_eq!(world.no("S01", &note(free)), ("not_applicable_needs_reason", "R49".to_owned()));
    let added = json!({ "name": "情况说明", "state": "收" });
    assert_eq!(world.no("S01", &note(added)), ("added_material_needs_basis", "R48".to_owned()));
    let same = json!({ "name": LICENCE[2], "state": "收" });
    assert_eq!(world.no("S01", &note(same)).0, "nothing_changed");
    let twice = json!([
        { "name": "情况说明", "state": "收", "basis": "甲" },
        { "name": "情况说明", "state": "缺", "basis": "乙" },
    ]);
    assert_eq!(world.no("S01", &register("GW03", &twice)).0, "material_twice");
}

#[test]
fn r48_a_second_card_needs_the_leader() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    world.ok("S01", &on(id, &json!({ "do": "prompt" })));
    assert_eq!(world.no("S01", &on(id, &json!({ "do": "prompt" }))), ("second_prompt", "R48".to_owned()));
    let ask =
        |reason: &str| on(id, &json!({ "do": "ask_consent", "consent": "second_prompt", "reason": reason }));
    let give = on(id, &json!({ "do": "give_consent", "consent": "second_prompt" }));
    let decline = on(id, &json!({ "do": "decline_consent", "consent": "second_prompt", "reason": "再核对" }));
    assert_eq!(world.no("L01", &give).0, "no_consent_asked");
    assert_eq!(world.no("S01", &ask("")).0, "words_needed");
    world.ok("S01", &ask("漏写一项"));
    assert_eq!(world.no("S01", &give).0, "leader_only");
    world.ok("L01", &decline);
    assert_eq!(world.no("S01", &on(id, &json!({ "do": "prompt" }))).0, "second_prompt");
    world.ok("S01", &ask("确实漏写一项"));
    world.ok("L02", &give);
    world.ok("S01", &on(id, &json!({ "do": "prompt" })));
    let case = world.case(id);
    assert_eq!((case.cards.len(), case.cards[1].number.seq), (2, 2), "二次告知 counts");
    assert_eq!(
        world.no("S01", &on(id, &json!({ "do": "prompt" }))).0,
        "second_prompt",
        "consent is for one card"
    );
}

#[test]
fn r48_a_licence_neither_accepted_nor_told_for_five_working_days_is_accepted() {
    let mut world = World::new();
    let mut list = materials(&LICENCE, "收");
    list[0]["state"] = json!("缺");
    let id = world.ok("S01", &register("GW03", &list));
    assert_eq!(world.light(id), "黄 未告知");
    world.clock("2026-11-30T23:00"); // the fifth working day
    assert_eq!(world.light(id), "黄 未告知");
    world.clock("2026-12-01T08:30");
    assert_eq!(world.light(id), "绿 剩14日", "视为受理 from the day of receipt");
    world.ok("S01", &on(id, &json!({ "do": "note_call", "words": "问进度" })));
    let deemed = |event: &CaseEvent| matches!(event, CaseEvent::DeemedAccepted { .. });
    let acceptance = world.case(id).acceptance.unwrap();
    assert!(acceptance.deemed);
    assert_eq!(acceptance.on.to_string(), "2026-11-23");
    assert_eq!(acceptance.statutory.unwrap().date.to_string(), "2026-12-21");
    world.ok("S01", &on(id, &json!({ "do": "note_call", "words": "又问" })));
    assert_eq!(world.events(id).iter().filter(|event| deemed(event)).count(), 1);
    world.ok("S01", &complete(id));
    assert_eq!(
        world.no("S01", &on(id, &promise("19 working"))).0,
        "promise_beyond_law",
        "the clock has run since then"
    );
    world.ok("S01", &on(id, &promise("10 working")));
    assert_eq!(world.case(id).acceptance.unwrap().on.to_string(), "2026-11-23");
}

#[test]
fn r48_handing_over_the_card_ends_the_clock_and_never_starts_it() {
    let mut world = World::new();
    let told = licence(&mut world, 1);
    world.clock("2026-11-26T10:00");
    world.ok("S01", &on(told, &json!({ "do": "prompt" })));
    assert_eq!(world.light(told), "--");
    world.clock("2027-01-29T10:00");
    world.ok("S01", &on(told, &json!({ "do": "note_call", "words": "问进度" })));
    assert_eq!(world.case(told).acceptance, None, "told on the third day: never 视为受理");
    world.clock("2026-11-23T10:00");
    let none = world.ok("S01", &register("GW03", &json!([])));
    assert_eq!(world.light(none), "--", "nothing received, no clock");
    let plain = world.ok("S01", &register("FS03", &materials(&["校验申请表"], "收")));
    assert_eq!(world.light(plain), "--", "no licence, no clock");
    world.clock("2026-11-24T10:00");
    world.ok("S01", &complete(none));
    assert_eq!(world.light(none), "黄 未告知");
    world.clock("2026-12-02T10:00");
    for id in [none, plain] {
        world.ok("S01", &on(id, &json!({ "do": "note_call", "words": "问" })));
    }
    assert_eq!(world.case(none).acceptance.unwrap().on.to_string(), "2026-11-24");
    assert_eq!(world.case(plain).acceptance, None);
}

#[test]
fn r48_a_refusal_in_the_leaders_hands_does_not_stop_the_clock() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &refusal()));
    assert_eq!(world.light(id), "黄 未告知");
    world.clock("2026-12-01T08:30");
    world.ok("L01", &on(id, &json!({ "do": "decline_return", "reason": "依据不足" })));
    assert!(world.case(id).acceptance.unwrap().deemed);
}

#[test]
fn r49_what_is_done_at_once_is_clear_simple_and_complete() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    assert_eq!(world.no("S01", &on(id, &instant())), ("materials_missing", "R49".to_owned()));
    assert_eq!(world.no("S01", &on(id, &promise("5 working"))).0, "materials_missing");
    let free = json!([{ "name": LICENCE[0], "state": "不适用", "note": "已在系统内" }]);
    world.ok("S01", &on(id, &json!({ "do": "note_materials", "materials": free })));
    let ticks =
        |clear: bool, simple: bool| on(id, &json!({ "do": "instant", "clear": clear, "simple": simple }));
    assert_eq!(world.no("S01", &ticks(false, true)), ("not_clear", "R49".to_owned()));
    assert_eq!(world.no("S01", &ticks(true, false)), ("not_simple", "R49".to_owned()));
    world.ok("S01", &ticks(true, true));
    assert_eq!(world.case(id).disposition(), Some(Disposition::Instant));
    let open = world.ok("S01", &register("GW03", &materials(&LICENCE[..4], "收")));
    assert_eq!(world.no("S01", &on(open, &instant())).0, "material_undecided");
}

#[test]
fn r49_papers_are_shown_where_the_matter_asks_for_them() {
    let mut world = World::new();
    let mut command = register("GW03", &materials(&LICENCE, "收"));
    command["visitor"] = json!({ "name": "张三", "not_given": "未带", "address": "云龙区" });
    let id = world.ok("S01", &command);
    assert_eq!(world.no("S01", &on(id, &instant())).0, "papers_needed");
    assert_eq!(world.no("S01", &on(id, &promise("5 working"))).0, "papers_needed");
}

#[test]
fn r50_what_was_to_be_done_at_once_is_red_after_closing_and_moves_with_the_leader() {
    let mut world = World::new();
    world.clock("2026-11-23T10:00");
    let id = advice(&mut world);
    world.ok("S01", &on(id, &instant()));
    assert_eq!(world.light(id), "黄 今日");
    world.clock("2026-11-23T17:30");
    assert_eq!(world.light(id), "黄 今日");
    world.clock("2026-11-23T17:31");
    assert_eq!(world.light(id), "红 今日");
    world.clock("2026-11-24T08:30");
    assert_eq!(world.light(id), "红 超期1日");
    assert_eq!(world.no("S01", &on(id, &promise("3 working"))), ("consent_needed", "R56".to_owned()));
    consent(&mut world, id, "instant_to_promise");
    world.ok("S01", &on(id, &promise("3 working")));
    let case = world.case(id);
    assert!(case.instant_missed, "即办未即");
    assert_eq!(case.moves, [Disposition::Instant, Disposition::Promise]);
}

#[test]
fn r50_late_is_late_and_in_time_is_in_time() {
    let mut world = World::new();
    let done = |world: &mut World, from: &str, to: &str| {
        world.clock(from);
        let id = advice(world);
        world.ok("S01", &on(id, &instant()));
        world.clock(to);
        world.ok("S01", &on(id, &json!({ "do": "finish", "summary": "已答复" })));
        world.case(id).instant_missed
    };
    assert!(!done(&mut world, "2026-11-23T10:00", "2026-11-23T17:30"));
    assert!(done(&mut world, "2026-11-23T10:00", "2026-11-23T17:31"));
    assert!(
        !done(&mut world, "2026-11-23T17:40", "2026-11-23T18:10"),
        "taken in after closing: the same day"
    );
    assert!(done(&mut world, "2026-11-23T17:40", "2026-11-24T08:31"));
}

#[test]
fn r51_a_promise_says_why_not_at_once() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    let with = |more: Value| {
        let mut command = json!({ "do": "promise", "limit": "5 working" });
        command.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        on(id, &command)
    };
    assert_eq!(world.no("S01", &with(json!({}))), ("promise_needs_reason", "R51".to_owned()));
    assert_eq!(world.no("S01", &with(json!({ "reason": "其他", "words": " " }))).0, "promise_needs_reason");
    world.ok("S01", &with(json!({ "reason": "其他", "words": "等设备" })));
    for reason in ["现场勘查", "上级审批", "检验检测检疫鉴定", "专家评审", "公示"] {
        let id = licence(&mut world, 0);
        let command = json!({ "do": "promise", "reason": reason, "limit": "5 working" });
        world.ok("S01", &on(id, &command));
    }
}

#[test]
fn r52_a_promise_is_a_receipt_with_a_date() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查" })));
    let case = world.case(id);
    assert_eq!(
        case.horizon(world.office.facts().calendar).unwrap().date.to_string(),
        "2026-12-07",
        "the usual 10"
    );
    assert_eq!(case.receipts[0].number.seq, 1);
    let next = licence(&mut world, 0);
    world.ok("S01", &on(next, &promise("3 working")));
    assert_eq!(world.case(next).receipts[0].number.seq, 2, "no receipt number twice");
    let advice = advice(&mut world);
    let without = on(advice, &json!({ "do": "promise", "reason": "上级审批" }));
    assert_eq!(world.no("S01", &without), ("promise_needs_date", "R52".to_owned()), "same-day is no promise");
}

#[test]
fn r52_dates_are_compared_never_figures() {
    let mut world = World::new();
    let names = [
        "校验申请书",
        "执业许可证正、副本",
        "校验期内开展业务情况报告",
        "人员变动情况",
        "医疗废物、消毒隔离检测报告",
    ];
    let id = world.ok("S01", &register("YL03", &materials(&names, "收")));
    let refused = world.act("S01", &on(id, &promise("25 working"))).unwrap_err();
    assert_eq!((refused.code(), refused.basis().code().as_str()), ("promise_beyond_law", "R52"));
    assert!(
        refused.to_string().contains("2026年12月23日"),
        "25 working days end after 30 calendar days: {refused}"
    );
    assert_eq!(world.no("S01", &on(id, &promise("31 calendar"))).0, "promise_beyond_law");
    assert_eq!(world.no("S01", &on(id, &promise("2 month"))).0, "promise_beyond_law");
    assert_eq!(world.case(id).acceptance, None, "a refused promise accepts nothing");
    world.ok("S01", &on(id, &promise("22 working")));
}

#[test]
fn r52_whoever_gets_a_receipt_is_fully_known() {
    let mut world = World::new();
    let firm = json!({ "name": "徐州某某有限公司", "credit_code": "91350100M000100Y43", "head": "李四", "address": "泉山区" });
    let mut command = register(
        "FS03",
        &materials(
            &["校验申请表", "许可证副本", "个人剂量监测报告", "设备状态检测报告", "职业健康检查资料"],
            "收",
        ),
    );
    let holes = [
        ("credit_code", "统一社会信用代码"),
        ("head", "法定代表人或负责人"),
        ("address", "单位地址"),
        ("mandate", "委托书"),
    ];
    for (key, told) in holes {
        command["visitor"]["mandate"] = json!(key != "mandate");
        command["visitor"]["organisation"] = firm.clone();
        command["visitor"]["organisation"].as_object_mut().unwrap().remove(key);
        let id = world.ok("S01", &command);
        let refusal = world.act("S01", &on(id, &promise("5 working"))).unwrap_err();
        assert_eq!(refusal.code(), "particulars_needed");
        assert!(refusal.to_string().contains(told), "{refusal}");
    }
    command["visitor"]["mandate"] = json!(true);
    command["visitor"]["organisation"] = firm;
    let id = world.ok("S01", &command);
    world.ok("S01", &on(id, &promise("5 working")));
}

#[test]
fn r56_only_our_own_part_is_disposed_of() {
    let mut world = World::new();
    for (matter, code, rule) in [("YB01", "not_own_part", "R56"), ("CH01", "not_our_turn", "R59")] {
        let id = world.ok("S01", &register(matter, &json!([])));
        for command in [prompt(), instant(), promise("3 working"), refusal()] {
            assert_eq!(world.no("S01", &on(id, &command)), (code, rule.to_owned()), "{matter}");
        }
        let mut at_once = register(matter, &json!([]));
        at_once["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
        let before = world.count();
        assert_eq!(world.no("S01", &at_once).0, code);
        assert_eq!(world.count(), before, "no number is used up");
    }
}

/// A case with this disposition.
fn of(world: &mut World, disposition: Disposition) -> CaseId {
    let id = advice(world);
    let command = match disposition {
        Disposition::Prompt => prompt(),
        Disposition::Instant => instant(),
        Disposition::Promise => promise("3 working"),
        Disposition::Return => refusal(),
    };
    world.ok("S01", &on(id, &command));
    if disposition == Disposition::Return {
        world.ok("L01", &on(id, &json!({ "do": "countersign" })));
    }
    id
}

#[test]
fn r56_every_move_that_is_not_listed_is_refused() {
    use Disposition::{Instant, Promise, Prompt, Return};
    let mut world = World::new();
    let command = |to| match to {
        Prompt => prompt(),
        Instant => instant(),
        Promise => promise("2 working"),
        Return => refusal(),
    };
    let mut outcomes = Vec::new();
    for from in Disposition::ALL {
        for to in Disposition::ALL {
            let id = of(&mut world, *from);
            let outcome = match world.act("S01", &on(id, &command(*to))) {
                Ok(_) => "ok",
                Err(refusal) => refusal.code(),
            };
            outcomes.push((*from, *to, outcome));
        }
    }
    let no = "move_not_allowed";
    let expected = [
        (Prompt, Prompt, "second_prompt"),
        (Prompt, Instant, "ok"),
        (Prompt, Promise, "ok"),
        (Prompt, Return, "ok"),
        (Instant, Prompt, no),
        (Instant, Instant, no),
        (Instant, Promise, "consent_needed"),
        (Instant, Return, "ok"),
        (Promise, Prompt, "consent_needed"),
        (Promise, Instant, no),
        (Promise, Promise, no),
        (Promise, Return, "ok"),
        (Return, Prompt, no),
        (Return, Instant, no),
        (Return, Promise, no),
        (Return, Return, no),
    ];
    assert_eq!(outcomes, expected);
}

#[test]
fn r56_a_promise_goes_back_to_a_prompt_with_the_leader_and_the_law_goes_on_running() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    world.ok("S01", &on(id, &promise("10 working")));
    let statutory = world.case(id).statutory();
    assert!(statutory.is_some());
    consent(&mut world, id, "promise_to_prompt");
    world.ok("S01", &on(id, &json!({ "do": "prompt", "cause": "现场须整改" })));
    let case = world.case(id);
    assert_eq!(case.moves, [Disposition::Promise, Disposition::Prompt]);
    assert_eq!((case.statutory(), case.horizon(world.office.facts().calendar)), (statutory, statutory));
    assert!(case.granted.is_empty(), "the consent is used up");
}

#[test]
fn r56_sheets_that_were_never_made_out_are_not_printed() {
    let mut world = World::new();
    let id = advice(&mut world);
    let print = |form: &str| on(id, &json!({ "do": "note_printed", "form": form }));
    for form in ["prompt_card", "receipt", "return_notice", "large"] {
        assert_eq!(world.no("S01", &print(form)), ("nothing_to_print", "R56".to_owned()), "{form}");
    }
    world.ok("S01", &print("case"));
    world.ok("S01", &on(id, &prompt()));
    world.ok("S01", &print("prompt_card"));
}

#[test]
fn r48_a_second_card_is_a_new_paper_and_no_second_copy() {
    let mut world = World::new();
    let id = licence(&mut world, 1);
    let print = |form: &str| on(id, &json!({ "do": "note_printed", "form": form }));
    let copies = |world: &mut World, form: Form| world.case(id).printed.get(&form).copied();
    world.ok("S01", &on(id, &prompt()));
    for copy in 1..=2 {
        world.ok("S01", &print("prompt_card"));
        assert_eq!(copies(&mut world, Form::PromptCard), Some(copy));
    }
    world.ok("S01", &print("case"));
    consent(&mut world, id, "second_prompt");
    world.ok("S01", &on(id, &prompt()));
    assert_eq!(copies(&mut world, Form::PromptCard), None, "the new card has not been printed yet");
    world.ok("S01", &print("prompt_card"));
    assert_eq!((copies(&mut world, Form::PromptCard), copies(&mut world, Form::Case)), (Some(1), Some(1)));
}

#[test]
fn r52_the_large_slip_of_a_receipt_is_counted_by_itself() {
    let mut world = World::new();
    let id = licence(&mut world, 0);
    let print = |form: &str| on(id, &json!({ "do": "note_printed", "form": form }));
    world.ok("S01", &on(id, &promise("10 working")));
    for form in ["receipt", "receipt", "large"] {
        world.ok("S01", &print(form));
    }
    assert_eq!(world.case(id).printed, [(Form::Receipt, 2), (Form::Large, 1)].into());
}
