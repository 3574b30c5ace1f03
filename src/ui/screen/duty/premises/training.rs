//! 培训与宣传: the three topics of everybody on the roster, the launch, and what was done to make the scheme known.

use xieban_domain::moment::short_date;
use xieban_domain::premises::Topic;
use xieban_domain::staff::Role;
use xieban_term::{Canvas, Tone};

use super::{Premises, View, row};
use crate::verb::premises::TRAINING;
use crate::world::World;

pub(super) const VIEW: View =
    View { name: "培训与宣传", draw, verbs: &TRAINING, rows: |_, _| 0, enter: |_, _| Vec::new() };

/// Columns of the topics.
const TOPICS: [u16; 4] = [10, 12, 12, 12];
/// Columns of trainings and publicity.
const RECORDS: [u16; 2] = [8, 8];

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
