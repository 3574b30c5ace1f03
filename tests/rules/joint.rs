//! 联办件: R40, R57–R59, R65.

use serde_json::{Value, json};
use xieban_domain::case::Life;
use xieban_domain::case::joint::StageParty;
use xieban_domain::catalogue::{Catalogue, Era};
use xieban_domain::codes::Kind;
use xieban_domain::number::CaseId;

use xieban_support::{materials, on, register};

use crate::world::World;

fn simple(matter: &str) -> Value {
    register(matter, &json!([]))
}

fn shown(stage: usize) -> Value {
    json!({ "do": "note_stage", "stage": stage, "how": "出示证明", "words": "证照原件" })
}

fn guide() -> Value {
    json!({ "do": "guide", "mode": "书面导引单" })
}

fn finish() -> Value {
    json!({ "do": "finish", "summary": "本所环节已办" })
}

/// Our own part, from the materials to the end of the stage or of the case.
fn do_our_part(world: &mut World, id: CaseId, last: bool) {
    let names: Vec<String> = world.case(id).materials.iter().map(|each| each.name.clone()).collect();
    if !names.is_empty() {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        world.ok("S01", &on(id, &json!({ "do": "note_materials", "materials": materials(&names, "收") })));
    }
    assert_eq!(world.no("S01", &on(id, &guide())).0, "own_stage_first");
    world.ok("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" })));
    let stage_done = json!({ "do": "finish_stage", "summary": "发证" });
    if last {
        assert_eq!(world.no("S01", &on(id, &stage_done)).0, "last_stage");
        world.ok("S01", &on(id, &finish()));
    } else {
        assert_eq!(world.no("S01", &on(id, &finish())).0, "goes_on");
        world.ok("S01", &on(id, &stage_done));
    }
}

/// Walks a chain to its end; the visitor comes with the first `shown_first` stages done. Gives how often our office stood in it.
fn walk(world: &mut World, chain: &str, shown_first: usize) -> usize {
    let mut command = simple(chain);
    let proofs = (1..=shown_first).map(|stage| json!({ "stage": stage, "how": "出示证明", "words": "证照" }));
    command["stages"] = proofs.collect();
    let id = world.ok("S01", &command);
    let mut ours = 0;
    loop {
        let case = world.case(id);
        let course = case.course.clone().unwrap();
        let Some((at, leg)) = course.next() else {
            // Nothing is left to be done by anybody.
            world.ok("S01", &on(id, &finish()));
            break;
        };
        let rest = course.legs.iter().skip(at + 1).any(|leg| leg.done.is_none());
        match &leg.whose {
            StageParty::Ours { matter, .. } => {
                assert_eq!(case.life, Life::Undecided, "{chain} stage {}", at + 1);
                assert_eq!(case.part().matter.as_ref(), Some(matter), "the procedure of this stage");
                assert_eq!(
                    case.part().department.is_some(),
                    !case.part().department.clone().unwrap().is_empty()
                );
                assert!(
                    case.cards.is_empty() && case.acceptance.is_none() && case.all_steps().count() == ours
                );
                ours += 1;
                do_our_part(world, id, !rest);
                if !rest {
                    break;
                }
            }
            StageParty::Theirs { unit, .. } => {
                assert_eq!(case.life, Life::Registered, "{chain} stage {}", at + 1);
                assert_eq!(
                    world.no("S01", &on(id, &json!({ "do": "prompt", "cause": "停机" }))).0,
                    "not_our_turn"
                );
                if course.ours_open().is_some() {
                    assert_eq!(world.no("S01", &on(id, &finish())), ("ours_open", "R65".to_owned()));
                }
                world.ok("S01", &on(id, &guide()));
                let case = world.case(id);
                assert_eq!(
                    &case.guidance.last().unwrap().unit,
                    unit,
                    "{chain}: to the first that is not done"
                );
                let ahead = course.ours_open().is_some();
                assert_eq!(case.whereabouts(), if ahead { "待前置环节" } else { "已导引" });
                world.ok("S01", &on(id, &shown(at + 1)));
            }
        }
    }
    assert!(matches!(world.case(id).life, Life::Finished(_)), "{chain} from {shown_first}");
    ours
}

#[test]
fn r57_each_chain_is_walked_from_each_start_in_both_eras() {
    let catalogue = Catalogue::bundled().unwrap();
    for (era, name) in [(Era::Now, "now"), (Era::Plan, "2012")] {
        let mut world = World::new();
        if era == Era::Plan {
            world.done("A01", &json!({ "do": "change_settings", "era": name }));
        }
        for (id, chain) in &catalogue.chains {
            let stages = chain.places(era).len();
            let ours: Vec<bool> = (0..stages)
                .map(|at| matches!(chain.places(era)[at], xieban_domain::catalogue::StageOwner::Ours(_)))
                .collect();
            // The visitor can show what comes before our first stage; the rest is done on the way.
            let before = ours.iter().take_while(|ours| !**ours).count();
            for start in 0..=before {
                let stood = walk(&mut world, id, start);
                assert_eq!(stood, ours.iter().filter(|ours| **ours).count(), "{id} from {start} in {name}");
            }
        }
    }
}

#[test]
fn r40_a_matter_in_a_chain_is_asked_alone_or_joint_and_the_answer_is_kept() {
    let mut world = World::new();
    let mut command = simple("GW01");
    assert_eq!(world.no("S01", &command), ("single_or_joint", "R40".to_owned()));
    command["kind"] = json!("联办件");
    assert_eq!(world.no("S01", &command), ("which_chain", "R40".to_owned()));
    command["chain"] = json!("CH02");
    assert_eq!(world.no("S01", &command).0, "joint_needs_chain", "not one in which it stands");
    command["chain"] = json!("CH01");
    let id = world.ok("S01", &command);
    let case = world.case(id);
    assert_eq!((case.opening.kind, case.opening.title.as_str()), (Kind::Joint, "开办旅馆（宾馆）"));
    assert_eq!(case.life, Life::Registered, "its first stage is another unit's");
    let mut alone = simple("GW01");
    alone["kind"] = json!("受理件");
    let case = {
        let id = world.ok("S01", &alone);
        world.case(id)
    };
    assert_eq!((case.opening.kind, &case.life, case.course), (Kind::Own, &Life::Undecided, None));
    assert!(case.opening.kind_reason.unwrap().get().is_some_and(|why| why.contains("单办")));
    let mut whole = simple("CH01");
    whole["kind"] = json!("受理件");
    whole["kind_reason"] = json!("只办一项");
    assert_eq!(world.no("S01", &whole).0, "chain_is_joint");
}

#[test]
fn r59_the_first_unit_and_no_other_and_proof_brings_the_visitor_to_our_stage() {
    let mut world = World::new();
    let id = world.ok("S01", &simple("CH01"));
    let wrong = json!({ "do": "guide", "unit": "XFJY", "mode": "陪同前往" });
    assert_eq!(world.no("S01", &on(id, &wrong)), ("first_unit_first", "R59".to_owned()));
    world.ok("S01", &on(id, &guide()));
    let case = world.case(id);
    assert_eq!(
        (case.whereabouts(), case.course.as_ref().unwrap().legs[0].begun.is_some()),
        ("待前置环节", true)
    );
    let mut by_phone = shown(1);
    by_phone["how"] = json!("电话确认");
    assert_eq!(world.no("S01", &on(id, &by_phone)), ("who_said_it", "R58".to_owned()));
    (by_phone["who"], by_phone["phone"]) = (json!("周科员"), json!("83900000"));
    world.ok("S01", &on(id, &by_phone));
    let noted = world.case(id).course.unwrap().legs[0].done.clone().unwrap();
    assert_eq!((noted.who.as_str(), noted.by.0.as_str()), ("周科员", "S01"));
    for (stage, code) in [(0, "foreign_stage"), (1, "stage_done"), (3, "own_stage"), (9, "foreign_stage")] {
        assert_eq!(world.no("S01", &on(id, &shown(stage))).0, code, "{stage}");
    }
    let silent = json!({ "do": "note_stage", "stage": 2, "how": "出示证明", "words": " " });
    assert_eq!(world.no("S01", &on(id, &silent)).0, "what_was_shown");
    world.ok("S01", &on(id, &shown(2)));
    let case = world.case(id);
    assert_eq!((&case.life, case.our_stage()), (&Life::Undecided, Some(3)), "woken");
    assert!(case.materials.len() > 3 && case.part().licence, "with what our stage asks for");
    assert_eq!(
        world.no("S01", &on(id, &json!({ "do": "finish_stage", "summary": "完" }))).0,
        "no_disposition_yet"
    );
}

#[test]
fn r65_a_joint_case_closes_with_the_handover_or_once_ours_is_done_and_led_on() {
    let mut world = World::new();
    let over = json!({ "do": "hand_over", "receiver": "周科员", "mode": "电话衔接" });
    let handed = world.ok("S01", &simple("CH01"));
    assert_eq!(world.no("S01", &on(handed, &finish())), ("ours_open", "R65".to_owned()));
    world.ok("S01", &on(handed, &guide()));
    assert_eq!(world.no("S01", &on(handed, &finish())), ("ours_open", "R65".to_owned()));
    world.ok("S01", &on(handed, &over));
    world.ok("S01", &on(handed, &finish()));
    let own = world.ok("S01", &simple("CH03"));
    do_our_part(&mut world, own, false);
    assert_eq!(world.no("S01", &on(own, &finish())).0, "guidance_needed", "not before he is led on");
    world.ok("S01", &on(own, &guide()));
    assert_eq!(world.no("S01", &on(own, &json!({ "do": "void", "reason": "重复" }))).0, "void_too_late");
    let other = json!({ "do": "correct_matter", "matter": "ZX01", "reason": "选错了" });
    assert_eq!(world.no("S01", &on(own, &other)).0, "matter_fixed", "our stage was accepted");
    world.ok("S01", &on(own, &finish()));
    assert!(world.case(own).all_steps().count() > 0, "what we did is kept with its stage");
    assert_eq!(world.no("S01", &on(own, &finish())).0, "not_working");
}

#[test]
fn r57_the_whole_matter_refused_in_our_stage_ends_there() {
    let mut world = World::new();
    let id = world.ok("S01", &simple("CH03"));
    world.ok("S01", &on(id, &crate::dispose::refusal()));
    world.ok("L01", &on(id, &json!({ "do": "countersign" })));
    world.ok("S01", &on(id, &finish()));
    assert!(matches!(world.case(id).life, Life::Finished(_)));
}

#[test]
fn r65_taken_up_again_a_joint_case_goes_on_where_it_stood() {
    let mut world = World::new();
    let id = world.ok("S01", &simple("CH03"));
    do_our_part(&mut world, id, false);
    world.ok("S01", &on(id, &guide()));
    world.ok("S01", &on(id, &finish()));
    world.ok("S01", &on(id, &json!({ "do": "reopen", "reason": "对方不收" })));
    assert_eq!(world.case(id).life, Life::Registered);
    let handed = world.ok("S01", &simple("CH06"));
    world.ok("S01", &on(handed, &guide()));
    world.ok("S01", &on(handed, &json!({ "do": "hand_over", "receiver": "周", "mode": "电话衔接" })));
    world.ok("S01", &on(handed, &finish()));
    world.ok("S01", &on(handed, &json!({ "do": "reopen", "reason": "验收合格，回来办卫生许可" })));
    world.ok("S01", &on(handed, &shown(1)));
    assert_eq!(world.case(handed).our_stage(), Some(2), "and our stage begins");
}

#[test]
fn an_own_case_has_no_stages() {
    let mut world = World::new();
    let mut command = simple("ZX01");
    command["stages"] = json!([{ "stage": 1, "how": "出示证明", "words": "证照" }]);
    assert_eq!(world.no("S01", &command).0, "not_joint");
    let id = world.ok("S01", &simple("ZX01"));
    assert_eq!(world.no("S01", &on(id, &shown(1))), ("not_joint", "R40".to_owned()));
}
