//! The sample's office looks after itself as most do: one facility was looked at, one rule hangs on no wall yet, one officer lacks a topic.

use chrono::{Days, NaiveDate};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::premises::{
    CheckFacility, KeepGroup, KeepPublicity, KeepRule, KeepTraining, PostRule, Topic,
};
use xieban_domain::staff::StaffCode;

use super::{OFFICERS, Plan};

/// Who does what, last of all.
pub(super) fn steps(plan: &Plan) -> Vec<(&'static str, Command)> {
    let today = plan.now.date();
    let before = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let rule = |name: &str, days: u64| {
        OfficeCommand::KeepRule(KeepRule {
            name: name.to_owned(),
            effective: Some(before(days)),
            tags: if name == "system" { vec!["双争".to_owned()] } else { Vec::new() },
            ..KeepRule::default()
        })
    };
    let post = |name: &str, days: u64| {
        OfficeCommand::PostRule(PostRule {
            name: name.to_owned(),
            date: before(days),
            place: "一楼大厅".to_owned(),
            format: "市统一样式".to_owned(),
        })
    };
    let people = |codes: &[&str]| codes.iter().map(|code| StaffCode::from(*code)).collect();
    let training = |date: NaiveDate, topics: &[Topic], codes: &[&str], held: bool| {
        OfficeCommand::KeepTraining(KeepTraining {
            number: None,
            date,
            topics: topics.iter().copied().collect(),
            people: people(codes),
            place: "二楼会议室".to_owned(),
            held,
            cancelled: false,
        })
    };
    let but_last = &OFFICERS[..OFFICERS.len() - 1];
    let [first, .., last] = OFFICERS;
    let next = today.checked_add_days(Days::new(7)).unwrap_or(today);
    let publicity = OfficeCommand::KeepPublicity(KeepPublicity {
        number: None,
        date: before(12),
        form: "发放便民单页".to_owned(),
        place: "一楼大厅".to_owned(),
        reached: Some(120),
    });
    let group = OfficeCommand::KeepGroup(KeepGroup {
        heads: vec!["H01".into()],
        members: vec!["L01".into(), "L02".into(), "L03".into()],
        office: "所办公室".to_owned(),
    });
    let check = CheckFacility { facility: "群众休息处".to_owned(), fault: String::new() };
    let by_leader = [
        rule("system", 40),
        post("system", 38),
        rule("accountability", 40),
        post("accountability", 38),
        rule("flow", 5),
        training(before(30), &[Topic::Duties, Topic::Workflow], &OFFICERS, true),
        training(before(20), &[Topic::Conduct], but_last, true),
        training(next, &[Topic::Conduct], &[last], false),
        publicity,
        group,
    ];
    let mut steps: Vec<(&'static str, Command)> =
        by_leader.into_iter().map(|asked| ("H01", Command::Office(asked))).collect();
    steps.push((first, Command::Office(OfficeCommand::CheckFacility(check))));
    steps
}
