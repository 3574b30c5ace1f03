//! 培训与宣传: the three topics of everybody on the roster, the launch, and what was done to make the scheme known.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::moment::short_date;
use xieban_domain::premises::{KeepMilestone, KeepPublicity, KeepTraining, Milestone, Topic};
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::Role;
use xieban_term::{Canvas, Tone};

use super::dates::{date, people};
use super::{Premises, PremisesAction, View, row};
use crate::form::{Form, NO_DATE};
use crate::layer::Action;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

pub(super) const VIEW: View =
    View { name: "培训与宣传", draw, actions, rows: |_, _| 0, enter: |_, _| Vec::new() };

/// Columns of the topics.
const TOPICS: [u16; 4] = [10, 12, 12, 12];
/// Columns of trainings and publicity.
const RECORDS: [u16; 2] = [8, 8];

fn actions(_: &Premises, world: &World) -> Vec<PremisesAction> {
    let mut actions = vec![
        PremisesAction { name: "记培训", does: |_, world| vec![Action::Open(Box::new(train(world)))] },
        PremisesAction { name: "记宣传", does: |_, world| vec![Action::Open(Box::new(publicise(world)))] },
    ];
    if world.header.settings.launch_year.is_some() {
        actions.push(PremisesAction {
            name: "学习动员",
            does: |_, world| vec![Action::Open(Box::new(launch(world)))],
        });
    }
    actions
}

fn train(world: &World) -> Dialog {
    let mut form = Form::new()
        .text_field(0, "日期", 10)
        .choice(1, "内容", Topic::ALL.map(Topic::name).into_iter().chain(["三项"]), Some(3))
        .text_field(2, "人员", 200)
        .text_field(3, "地点", 40)
        .choice(4, "情况", ["已办", "计划"], Some(0));
    form.set_text(0, &world.now().date().to_string());
    let lines = vec!["人员写姓名或代码，用、分开；空着就是全体协办员。".to_owned()];
    let dialog = Dialog::new("记培训", form, |form, world: &World| {
        let Ok(Some(date)) = date(&form.text(0)) else { return Outcome::Wait(NO_DATE) };
        let topics = match form.chosen(1).and_then(|at| Topic::ALL.get(at)) {
            Some(topic) => [*topic].into(),
            None => Topic::ALL.into(),
        };
        Outcome::Command(Command::Office(OfficeCommand::KeepTraining(KeepTraining {
            number: None,
            date,
            topics,
            people: people(&form.text(2), &world.header.staff),
            place: form.text(3),
            held: form.chosen(4) == Some(0),
            cancelled: false,
        })))
    });
    dialog.explained(lines).pointing(|field| match field {
        RefusedField::Limit => Some(0),
        RefusedField::Matter => Some(1),
        RefusedField::Staff => Some(2),
        RefusedField::Address => Some(3),
        _ => None,
    })
}

fn publicise(world: &World) -> Dialog {
    let mut form = Form::new()
        .text_field(0, "日期", 10)
        .text_field(1, "形式", 40)
        .text_field(2, "地点", 40)
        .text_field(3, "人数", 8);
    form.set_text(0, &world.now().date().to_string());
    let dialog = Dialog::new("记宣传", form, |form, _| {
        let Ok(Some(date)) = date(&form.text(0)) else { return Outcome::Wait(NO_DATE) };
        let typed = xieban_words::canonical::number(&form.text(3));
        let reached = match (typed.is_empty(), typed.parse()) {
            (true, _) => None,
            (false, Ok(reached)) => Some(reached),
            (false, Err(_)) => return Outcome::Wait("人数写数字；不知道就空着。"),
        };
        Outcome::Command(Command::Office(OfficeCommand::KeepPublicity(KeepPublicity {
            number: None,
            date,
            form: form.text(1),
            place: form.text(2),
            reached,
        })))
    });
    dialog.pointing(|field| match field {
        RefusedField::Limit => Some(0),
        RefusedField::Summary => Some(1),
        RefusedField::Address => Some(2),
        _ => None,
    })
}

fn launch(world: &World) -> Dialog {
    let mut form = Form::new()
        .choice(0, "事项", Milestone::ALL.map(Milestone::name), Some(0))
        .text_field(1, "日期", 10)
        .text_field(2, "参加人员", 60);
    form.set_text(1, &world.now().date().to_string());
    let dialog = Dialog::new("学习动员", form, |form, _| {
        let Ok(Some(done)) = date(&form.text(1)) else { return Outcome::Wait(NO_DATE) };
        let Some(milestone) = form.chosen(0).and_then(|at| Milestone::ALL.get(at)).copied() else {
            return Outcome::Wait("请选事项。");
        };
        let attendees = form.text(2);
        let keep = KeepMilestone { milestone, done, attendees };
        Outcome::Command(Command::Office(OfficeCommand::KeepMilestone(keep)))
    });
    dialog.pointing(|field| match field {
        RefusedField::Limit => Some(1),
        RefusedField::Staff => Some(2),
        _ => None,
    })
}

fn draw(of: &Premises, canvas: &mut Canvas<'_>, world: &World) {
    let Some(view) = &of.books else { return };
    let (records, today) = (&view.books.records, world.now().date());
    let mut titles = vec!["协办员"];
    titles.extend(Topic::ALL.map(Topic::name));
    titles.push("");
    row(canvas, 0, &TOPICS, &titles, Tone::Label);
    let height = canvas.size().1;
    let mut officers = world.header.staff.active();
    officers.retain(|staff| staff.is(Role::Officer));
    // Whoever is on the roster and lacks a topic is seen first, however many there are.
    let lacks = |code| view.rostered.contains(code) && !records.untrained(code).is_empty();
    officers.sort_by_key(|officer| !lacks(&officer.code));
    let mut y = 1;
    for officer in officers.into_iter().take(usize::from(height.saturating_sub(6))) {
        let mut texts = vec![officer.name.clone()];
        texts.extend(Topic::ALL.map(|topic| {
            let had = records.trained(&officer.code, topic);
            had.map_or_else(|| "缺".to_owned(), |date| short_date(date, today))
        }));
        let lacks = lacks(&officer.code);
        texts.push(if lacks { "已排班，未培训".to_owned() } else { String::new() });
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        row(canvas, y, &TOPICS, &texts, if lacks { Tone::Amber } else { Tone::Text });
        y += 1;
    }
    y += u16::from(height > y + 8);
    for stands in records.launch(&world.header.settings, today) {
        let (state, what) = match stands.done {
            Some(done) => ("已办", format!("{} {}", short_date(done.done, today), done.attendees)),
            None if stands.overdue => ("逾期", format!("应于{}前完成", stands.due)),
            None => ("待办", format!("{}前完成", stands.due)),
        };
        let tone = if stands.overdue { Tone::Amber } else { Tone::Text };
        row(canvas, y, &RECORDS, &["动员", state, &format!("{} {what}", stands.milestone.name())], tone);
        y += 1;
    }
    let room = usize::from(height.saturating_sub(y)).saturating_sub(1);
    let half = room.div_ceil(2);
    for training in records.trainings.values().rev().take(half) {
        let topics: Vec<&str> = training.topics.iter().map(|topic| topic.name()).collect();
        let what = format!(
            "{} {} {}人 {}",
            short_date(training.date, today),
            topics.join("、"),
            training.people.len(),
            training.place
        );
        row(canvas, y, &RECORDS, &["培训", training.state(today), &what], Tone::Text);
        y += 1;
    }
    for publicity in records.publicity.values().rev().take(room.saturating_sub(half)) {
        let reached = publicity.reached.map_or_else(String::new, |reached| format!(" {reached}人"));
        let what =
            format!("{} {} {}{reached}", short_date(publicity.date, today), publicity.form, publicity.place);
        row(canvas, y, &RECORDS, &["宣传", "已办", &what], Tone::Text);
        y += 1;
    }
}
