//! Given a complaint, when somebody asks for a step, then he hears what the plan says (R2, R33, R45, R62, R66).

use super::decide::taken as take;
use super::*;
use chrono::NaiveDate;

use crate::catalogue::MatterCode;
use crate::codes::{ReplyMode, Satisfaction};
use crate::moment::Moment;
use crate::refusal::{Complaining, Reason, Refusal};
use crate::scene::Scene;

fn typed() -> TakeComplaint {
    TakeComplaint {
        channel: Channel::Telephone,
        matter: MatterCode("TS03".to_owned()),
        about: "鼓楼二次供水站".to_owned(),
        place: String::new(),
        content: "水发黄".to_owned(),
        demand: String::new(),
        evidence: String::new(),
        complainant: Some(Complainant { name: "张三".to_owned(), phone: "13800138000".to_owned() }),
        urgent: false,
        repeats: None,
    }
}

const ID: ComplaintId = ComplaintId { year: 2026, seq: 3 };

fn begun(scene: &Scene, command: &TakeComplaint) -> Complaint {
    let event = scene.by("S01", |cx| take(command, cx)).unwrap();
    let ComplaintEvent::Taken(taken) = event else { panic!("{event:?}") };
    Complaint::begin(ID, scene.now(), &taken)
}

fn ask(
    scene: &Scene,
    by: &str,
    complaint: &Complaint,
    command: &ComplaintCommand,
) -> Result<Complaint, Refusal> {
    let event = scene.by(by, |cx| decide(complaint, command, cx))?;
    Ok(complaint.clone().evolve(&event, &by.into(), scene.now()))
}

fn why<T>(outcome: Result<T, Refusal>) -> Complaining {
    let refusal = outcome.err().expect("refused");
    let Reason::Complaining(why) = refusal.reason else { panic!("another room's refusal: {refusal:?}") };
    why
}

fn found() -> ComplaintCommand {
    ComplaintCommand::Find { findings: "余氯不足".to_owned(), outcome: Outcome::Ordered }
}

fn reply() -> ComplaintCommand {
    ComplaintCommand::Reply { mode: ReplyMode::Telephone, words: "已责令清洗水箱".to_owned() }
}

#[test]
fn r33_a_complaint_has_its_limit_from_its_matter_and_drinking_water_is_urgent() {
    let scene = Scene::on("2026-11-23T09:00");
    let complaint = begun(&scene, &typed());
    assert!(complaint.taken.urgent);
    assert_eq!(complaint.taken.due.date.to_string(), "2026-11-26", "three working days");
    assert_eq!(complaint.taken.statutory.date.to_string(), "2026-12-14", "fifteen");
    assert_eq!((complaint.taken.officer.0.as_str(), complaint.department.as_str()), ("S01", "监督一科"));
    assert_eq!(complaint.taken.leader, Some("L01".into()));
    assert_eq!(complaint.id.paper("徐卫监"), "徐卫监诉〔2026〕3号");
    assert_eq!("诉2026-3".parse(), Ok(ID));
}

#[test]
fn r33_what_is_no_complaint_and_what_is_about_our_own_people_goes_elsewhere() {
    let scene = Scene::on("2026-11-23T09:00");
    let with = |matter: &str| TakeComplaint { matter: MatterCode(matter.to_owned()), ..typed() };
    assert_eq!(why(scene.by("S01", |cx| take(&with("GW01"), cx))), Complaining::NotAComplaint);
    assert_eq!(why(scene.by("S01", |cx| take(&with("TS09"), cx))), Complaining::AboutOurOwn);
    let empty = TakeComplaint { about: " ".to_owned(), ..typed() };
    assert_eq!(why(scene.by("S01", |cx| take(&empty, cx))), Complaining::SubjectNeeded);
    let empty = TakeComplaint { content: String::new(), ..typed() };
    assert_eq!(why(scene.by("S01", |cx| take(&empty, cx))), Complaining::ContentNeeded);
}

#[test]
fn r62_it_is_found_out_then_answered_then_rated_each_once() {
    let scene = Scene::on("2026-11-23T09:00");
    let rate = ComplaintCommand::Rate { level: Satisfaction::Satisfied };
    let complaint = begun(&scene, &typed());
    assert_eq!(why(ask(&scene, "S01", &complaint, &reply())), Complaining::NotFound);
    assert_eq!(why(ask(&scene, "S01", &complaint, &rate)), Complaining::NotReplied);
    let complaint = ask(&scene, "S01", &complaint, &found()).unwrap();
    assert_eq!(why(ask(&scene, "S01", &complaint, &found())), Complaining::FoundAlready);
    let complaint = ask(&scene, "S01", &complaint, &reply()).unwrap();
    assert_eq!(why(ask(&scene, "S01", &complaint, &reply())), Complaining::RepliedAlready);
    let complaint = ask(&scene, "S01", &complaint, &rate).unwrap();
    assert_eq!(why(ask(&scene, "S01", &complaint, &rate)), Complaining::RatedAlready);
    assert_eq!(complaint.horizon(), None, "nothing of ours is due");
}

#[test]
fn r62_a_complaint_has_one_due_day_and_what_was_found_is_answered_on_the_next() {
    let scene = Scene::on("2026-11-16T09:00");
    let complaint = begun(&scene, &TakeComplaint { matter: MatterCode("TS04".to_owned()), ..typed() });
    let due = complaint.taken.due;
    let found = ask(&scene, "S01", &complaint, &found()).unwrap();
    assert_eq!(
        (complaint.horizon(), found.horizon()),
        (Some(due), Some(due)),
        "what was promised, found or not"
    );
    let calendar = crate::calendar::Calendar::bundled().unwrap();
    let light = |complaint: &Complaint, day: NaiveDate| {
        complaint.light(Moment::at(day, scene.now().time()), calendar).text()
    };
    let next = calendar.next_open(scene.now().date());
    let third = calendar.next_open(next);
    assert!(third < due.date, "{}", due.date);
    assert_eq!(light(&found, next), light(&complaint, next));
    assert_eq!(light(&found, third), "黄 未回复");
    assert_eq!(
        light(&found, calendar.next_open(due.date)),
        "红 超期1日",
        "its day is past by the one due day"
    );
}

#[test]
fn r2_nobody_rates_an_anonymous_complaint_and_nothing_of_him_is_stored() {
    let scene = Scene::on("2026-11-23T09:00");
    let complaint = begun(&scene, &TakeComplaint { complainant: Some(Complainant::default()), ..typed() });
    assert!(complaint.taken.complainant.is_none());
    let complaint = ask(&scene, "S01", &complaint, &found()).unwrap();
    let complaint = ask(&scene, "S01", &complaint, &reply()).unwrap();
    let rate = ComplaintCommand::Rate { level: Satisfaction::Satisfied };
    assert_eq!(why(ask(&scene, "S01", &complaint, &rate)), Complaining::Anonymous);
}

#[test]
fn r45_the_officer_who_took_it_in_carries_it_to_its_end() {
    let scene = Scene::on("2026-11-23T09:00");
    let complaint = begun(&scene, &typed());
    for by in ["S02", "Z01", "X01"] {
        assert!(matches!(why(ask(&scene, by, &complaint, &found())), Complaining::NotYours { .. }), "{by}");
    }
    assert!(ask(&scene, "L01", &complaint, &found()).is_ok(), "the leader may");
}

#[test]
fn r66_whoever_is_above_urges_and_nobody_else() {
    let scene = Scene::on("2026-11-23T09:00");
    let complaint = begun(&scene, &typed());
    let urge = ComplaintCommand::Urge { words: "请三日内答复".to_owned() };
    for by in ["S01", "S02"] {
        assert_eq!(why(ask(&scene, by, &complaint, &urge)), Complaining::UrgeIsAbove, "{by}");
    }
    for by in ["L01", "Z01", "X01"] {
        assert_eq!(ask(&scene, by, &complaint, &urge).unwrap().urged.len(), 1, "{by}");
    }
}

#[test]
fn r33_a_repeated_complaint_is_linked_to_the_first() {
    let scene = Scene::on("2026-11-23T09:00");
    let earlier = ComplaintId { year: 2026, seq: 1 };
    let complaint = begun(&scene, &TakeComplaint { repeats: Some(earlier), ..typed() });
    let link = |to| ComplaintCommand::Link { to };
    assert_eq!(why(ask(&scene, "S01", &complaint, &link(earlier))), Complaining::LinkedAlready);
    assert_eq!(why(ask(&scene, "S01", &complaint, &link(ID))), Complaining::LinkToItself);
    let second = ComplaintId { year: 2026, seq: 2 };
    assert_eq!(ask(&scene, "S01", &complaint, &link(second)).unwrap().linked, [earlier, second]);
}

#[test]
fn r33_the_same_is_known_by_its_name_or_most_of_it() {
    let subject = Subject { name: "鼓楼二次供水站".to_owned(), place: String::new() };
    for (name, same) in [
        ("鼓楼二次供水站", true),
        ("鼓楼 二次供水站", true),
        ("二次供水站", true),
        ("徐州鼓楼二次供水站", true),
        ("鼓楼", false),
        ("鼓楼浴室", false),
        ("", false),
    ] {
        assert_eq!(subject.is_called(name), same, "{name}");
    }
}
