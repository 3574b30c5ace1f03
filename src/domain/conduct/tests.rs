//! Given a file, when somebody asks for a step, then he hears what the plan says (R72–R76).

use std::collections::BTreeSet;

use super::*;
use crate::codes::{ReplyMode, Satisfaction};
use crate::complaint::{Channel, Complainant};
use crate::refusal::{Conduct, Reason, Refusal};
use crate::scene::Scene;
use crate::staff::StaffCode;

/// A file that grows step by step, as the store would have it.
struct Drawer {
    scene: Scene,
    steps: Vec<FiledStep>,
}

fn about(codes: &[&str]) -> BTreeSet<StaffCode> {
    codes.iter().map(|code| StaffCode::from(*code)).collect()
}

fn complaint(codes: &[&str]) -> TakeIn {
    TakeIn {
        channel: Some(Channel::Telephone),
        about: about(codes),
        content: "上午去了三次都说系统坏了".to_owned(),
        complainant: Some(Complainant { name: "张三".to_owned(), phone: "13800138000".to_owned() }),
        ..TakeIn::default()
    }
}

const NUMBER: FileNumber = FileNumber { year: 2026, seq: 1 };

impl Drawer {
    fn with(codes: &[&str]) -> Self {
        let scene = Scene::on("2026-11-23T09:00");
        let taken =
            scene.by("X01", |cx| take_in(&complaint(codes), ReceiptCode::random(271_828), cx)).unwrap();
        let mut drawer = Self { scene, steps: Vec::new() };
        drawer.put("X01", ConductStep::Taken(taken.taken));
        drawer
    }

    fn put(&mut self, by: &str, step: ConductStep) {
        self.steps.push(FiledStep { file: NUMBER, by: by.into(), at: self.scene.now(), step });
    }

    fn file(&self) -> Option<Walled<File>> {
        File::replay(&self.steps)
    }

    fn ask(&mut self, by: &str, command: &ConductCommand) -> Result<(), Refusal> {
        let file = self.file();
        let step = self.scene.by(by, |cx| decide(file.as_ref(), command, cx))?;
        self.put(by, step);
        Ok(())
    }

    fn standing(&self) -> Standing {
        let file = self.file().unwrap();
        file.seen_by(self.scene.person("X01")).unwrap().standing(&self.scene.staff)
    }
}

fn date(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn investigate(on: &str, found: Found) -> ConductCommand {
    let kinds = BTreeSet::from([Misconduct::Perfunctory]);
    ConductCommand::Investigate { date: date(on), findings: "核对了当天登记".to_owned(), found, kinds }
}

fn measure(measure: Option<Measure>) -> ConductCommand {
    ConductCommand::Measure { measure, basis: "《不规范服务问责办法》".to_owned() }
}

fn why(outcome: Result<(), Refusal>) -> Conduct {
    let refusal = outcome.unwrap_err();
    let Reason::Conduct(why) = refusal.reason else { panic!("another room's refusal: {refusal:?}") };
    why
}

fn every_command() -> Vec<ConductCommand> {
    let words = || "写明".to_owned();
    vec![
        ConductCommand::Assign { handler: "Z01".into() },
        ConductCommand::Identify { about: about(&["S02"]) },
        ConductCommand::OnTheSpot(spot()),
        ConductCommand::Tell { facts: words() },
        ConductCommand::Answer { words: words() },
        investigate("2026-11-23", Found::Proven),
        ConductCommand::ReportUp { date: date("2026-11-23") },
        ConductCommand::BureauSays { date: date("2026-11-23"), words: words() },
        measure(Some(Measure::Admonished)),
        ConductCommand::Reply { mode: ReplyMode::Telephone, words: words() },
        ConductCommand::Rate { level: Satisfaction::Satisfied },
        ConductCommand::Reveal { reason: words() },
    ]
}

fn spot() -> OnTheSpot {
    OnTheSpot {
        time: Scene::on("2026-11-23T08:50").now(),
        place: "所办公室1号台".to_owned(),
        kinds: BTreeSet::from([Misconduct::Inaction]),
        facts: "离座四十分钟，无人接待".to_owned(),
        statement: String::new(),
        measure: Measure::Corrected,
    }
}

#[test]
fn r72_who_may_not_know_of_a_file_hears_what_he_would_hear_if_there_were_none() {
    for by in ["S01", "S02", "L01", "Z01"] {
        for command in every_command() {
            let mut there = Drawer::with(&["Z01", "S01"]);
            let answer = there.ask(by, &command).unwrap_err();
            let nowhere = Scene::on("2026-11-23T09:00").by(by, |cx| decide(None, &command, cx)).unwrap_err();
            assert_eq!(answer, nowhere, "{by} {command:?}");
            assert_eq!(answer.to_string(), nowhere.to_string());
        }
    }
    let mut seen = Drawer::with(&["Z01"]);
    seen.ask("X01", &ConductCommand::Assign { handler: "Z02".into() }).expect("the control: X01 sees it");
}

#[test]
fn r72_about_whoever_is_at_the_desk_nothing_is_taken_in() {
    let scene = Scene::on("2026-11-23T09:00");
    let refusal =
        scene.by("S01", |cx| take_in(&complaint(&["S01"]), ReceiptCode::random(1), cx)).unwrap_err();
    assert!(matches!(&refusal.reason, Reason::Conduct(Conduct::AboutYourself { .. })));
    let sentence = refusal.to_string();
    assert!(
        sentence.contains("80802345") && sentence.contains("18914882345") && sentence.contains("值班领导")
    );
    assert!(scene.by("S02", |cx| take_in(&complaint(&["S01"]), ReceiptCode::random(1), cx)).is_ok());
}

#[test]
fn r72_an_anonymous_complaint_stores_nobody() {
    let scene = Scene::on("2026-11-23T09:00");
    for said in
        [None, Some(Complainant::default()), Some(Complainant { name: " ".to_owned(), phone: String::new() })]
    {
        let command = TakeIn { complainant: said, ..complaint(&["S02"]) };
        let taken = scene.by("S01", |cx| take_in(&command, ReceiptCode::random(1), cx)).unwrap();
        assert_eq!(taken.complainant, None);
    }
}

#[test]
fn r75_only_the_two_offices_dispose_of_it_on_the_spot_and_with_time_place_and_measure() {
    let mut drawer = Drawer::with(&["S02"]);
    for by in ["S01", "S02", "L01"] {
        assert_eq!(why(drawer.ask(by, &ConductCommand::OnTheSpot(spot()))), Conduct::NoSuchFile, "{by}");
    }
    for (wrong, reason) in [
        (OnTheSpot { place: String::new(), ..spot() }, Conduct::PlaceNeeded),
        (OnTheSpot { kinds: BTreeSet::new(), ..spot() }, Conduct::KindNeeded),
        (OnTheSpot { facts: String::new(), ..spot() }, Conduct::FactsNeeded),
        (OnTheSpot { measure: Measure::Bureau, ..spot() }, Conduct::BureauIsNoMeasure),
        (OnTheSpot { time: Scene::on("2026-11-23T09:01").now(), ..spot() }, Conduct::InFuture),
    ] {
        assert_eq!(why(drawer.ask("Z01", &ConductCommand::OnTheSpot(wrong))), reason);
    }
    for by in ["Z01", "X01"] {
        drawer.ask(by, &ConductCommand::OnTheSpot(spot())).unwrap();
    }
}

#[test]
fn r76_a_cadre_of_the_bureau_is_investigated_first_then_reported_and_measured_only_after_its_answer() {
    let mut drawer = Drawer::with(&["L01"]);
    let up = |on: &str| ConductCommand::ReportUp { date: date(on) };
    let says = |on: &str| ConductCommand::BureauSays { date: date(on), words: "同意通报".to_owned() };
    let last = measure(Some(Measure::Reprimanded));
    assert_eq!(why(drawer.ask("X01", &up("2026-11-23"))), Conduct::InvestigateFirst);
    assert_eq!(why(drawer.ask("X01", &last)), Conduct::InvestigateFirst);
    drawer.ask("X01", &investigate("2026-11-20", Found::Proven)).unwrap();
    assert_eq!(drawer.standing(), Standing::AwaitsBureau);
    let file = drawer.file().unwrap();
    let calendar = crate::calendar::Calendar::bundled().unwrap();
    let due = file.seen_by(drawer.scene.person("X01")).unwrap().report_due(&drawer.scene.staff, calendar);
    assert_eq!(due, Some(date("2026-11-25")), "three working days after Friday the 20th");
    assert_eq!(why(drawer.ask("X01", &up("2026-11-19"))), Conduct::ReportBeforeInvestigation);
    assert_eq!(why(drawer.ask("X01", &up("2026-11-24"))), Conduct::InFuture);
    assert_eq!(why(drawer.ask("X01", &says("2026-11-23"))), Conduct::ReportFirst);
    assert_eq!(why(drawer.ask("X01", &last)), Conduct::AwaitsBureau);
    drawer.ask("X01", &up("2026-11-20")).unwrap();
    assert_eq!(why(drawer.ask("X01", &last)), Conduct::AwaitsBureau, "reported, not answered");
    drawer.ask("X01", &says("2026-11-23")).unwrap();
    drawer.ask("X01", &last).unwrap();
    assert_eq!(drawer.standing(), Standing::AwaitsReply);
    drawer
        .ask("Z01", &ConductCommand::Reply { mode: ReplyMode::Telephone, words: "已通报".to_owned() })
        .unwrap();
    assert_eq!(drawer.standing(), Standing::Closed);
}

#[test]
fn r73_others_are_measured_here_and_only_for_what_was_found() {
    let mut drawer = Drawer::with(&["S02"]);
    drawer.ask("Z01", &ConductCommand::Assign { handler: "X01".into() }).unwrap();
    assert_eq!(drawer.standing(), Standing::Handled);
    drawer.ask("X01", &investigate("2026-11-23", Found::Unproven)).unwrap();
    assert_eq!(why(drawer.ask("X01", &measure(Some(Measure::Admonished)))), Conduct::MeasureWithoutFault);
    assert_eq!(
        why(drawer.ask("X01", &ConductCommand::ReportUp { date: date("2026-11-23") })),
        Conduct::NotBureau
    );
    drawer.ask("X01", &investigate("2026-11-23", Found::Partly)).unwrap();
    assert_eq!(why(drawer.ask("X01", &measure(None))), Conduct::MeasureNeeded);
    assert_eq!(why(drawer.ask("X01", &measure(Some(Measure::Bureau)))), Conduct::BureauIsNoMeasure);
    let empty = ConductCommand::Measure { measure: Some(Measure::Admonished), basis: String::new() };
    assert_eq!(why(drawer.ask("X01", &empty)), Conduct::BasisNeeded);
    drawer.ask("X01", &measure(Some(Measure::Admonished))).unwrap();
    assert_eq!(why(drawer.ask("X01", &measure(Some(Measure::Reprimanded)))), Conduct::Decided);
}

#[test]
fn r73_the_accused_answers_once_he_is_told_and_sees_nothing_before() {
    let mut drawer = Drawer::with(&["S02"]);
    let answer = ConductCommand::Answer { words: "当天在核对材料".to_owned() };
    assert_eq!(why(drawer.ask("S02", &answer)), Conduct::NoSuchFile);
    drawer.ask("Z01", &ConductCommand::Tell { facts: "反映您三次让人改日再来".to_owned() }).unwrap();
    drawer.ask("S02", &answer).unwrap();
    assert_eq!(why(drawer.ask("S01", &answer)), Conduct::NoSuchFile, "nobody else answers for him");
    let file = drawer.file().unwrap();
    let file = file.seen_by(drawer.scene.person("X01")).unwrap();
    assert_eq!(file.answers.len(), 1);
}

#[test]
fn r72_who_is_found_to_be_concerned_after_others_were_told_has_not_been_told() {
    let mut drawer = Drawer::with(&["S02"]);
    let told = |drawer: &Drawer, who: &str| drawer.file().unwrap().told(&who.into()).is_some();
    drawer.ask("X01", &ConductCommand::Tell { facts: "反映您推诿".to_owned() }).unwrap();
    drawer.ask("X01", &ConductCommand::Identify { about: about(&["S01", "S02", "Z01"]) }).unwrap();
    let answer = ConductCommand::Answer { words: "当天在核对材料".to_owned() };
    for later in ["S01", "Z01"] {
        assert!(!told(&drawer, later), "{later}");
        assert_eq!(why(drawer.ask(later, &answer)), Conduct::NoSuchFile, "{later}");
    }
    assert!(told(&drawer, "S02"));
    drawer.ask("X01", &ConductCommand::Tell { facts: "反映你们推诿".to_owned() }).unwrap();
    assert!(["S01", "S02", "Z01"].iter().all(|who| told(&drawer, who)));
}

#[test]
fn r72_a_file_names_an_earlier_one_only_to_whoever_may_know_of_that_one() {
    let (mut earlier, mut later) = (Drawer::with(&["Z01"]), Drawer::with(&["S02"]));
    earlier.steps[0].file.seq = 2;
    let ConductStep::Taken(taken) = &mut later.steps[0].step else { panic!() };
    taken.repeats = Some(earlier.steps[0].file);
    let files = || vec![earlier.file().unwrap(), later.file().unwrap()];
    let named = |by: &str| {
        let seen = Walled::seen_of(files(), earlier.scene.person(by));
        (seen.len(), seen.last().and_then(|file| file.taken.repeats))
    };
    assert_eq!(named("Z01"), (1, None));
    assert_eq!(named("X01"), (2, Some(earlier.steps[0].file)));
}

#[test]
fn r72_numbers_are_lots_and_tell_nothing_of_each_other() {
    let all: BTreeSet<u32> = (0..9_999).map(|random| FileNumber::drawn(2026, random).seq).collect();
    assert_eq!((all.len(), all.first(), all.last()), (FileNumber::COUNT, Some(&1), Some(&9_999)));
    assert_eq!(FileNumber { year: 2026, seq: 9_999 }.next(), FileNumber { year: 2026, seq: 1 });
}

#[test]
fn r72_who_works_on_it_is_of_the_offices_and_not_concerned() {
    let mut drawer = Drawer::with(&["Z01"]);
    let assign = |code: &str| ConductCommand::Assign { handler: code.into() };
    assert_eq!(why(drawer.ask("X01", &assign("Z01"))), Conduct::HandlerConcerned);
    assert_eq!(why(drawer.ask("X01", &assign("S01"))), Conduct::HandlerElsewhere);
    drawer.ask("X01", &assign("Z02")).unwrap();
    let himself = ConductCommand::Identify { about: about(&["Z02"]) };
    assert_eq!(why(drawer.ask("Z02", &himself)), Conduct::HandlerConcerned);
    drawer.ask("X01", &ConductCommand::Identify { about: about(&["Z02", "S01"]) }).unwrap();
    assert!(
        drawer.file().unwrap().seen_by(drawer.scene.person("Z02")).is_none(),
        "from now on it is not there for him"
    );
    assert!(drawer.file().unwrap().seen_by(drawer.scene.person("Z01")).is_some());
}
