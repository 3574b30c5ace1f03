//! 今日值班: who stands there now or next, with the six facts; who comes after.

use super::super::scene::{Scene, day_name};
use super::week;
use crate::office::public::{Card, Wall};
use crate::term::{Canvas, Tone};
use crate::text::spread;

/// Rows of a name drawn large.
const LARGE: u16 = 8;

pub(super) fn draw(wall: &Wall, scene: &Scene<'_>, canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    let half = width / 2;
    canvas.sub(0, 0, half, height, |canvas| {
        let title = match scene.is_serving() {
            true => "协办员（直接责任人）  亮证上岗".to_owned(),
            false => format!("协办员  {}", scene.turn.map_or_else(String::new, |turn| scene.name_of(turn))),
        };
        canvas.put(1, 0, &title, Tone::Label);
        match scene.officers().first() {
            Some(card) => person(card, &scene.officer_hours(card), scene.is_today(), canvas),
            None => nobody("协办员待明确，请到所办公室", canvas),
        }
    });
    canvas.sub(half, 0, half, height, |canvas| {
        canvas.put(1, 0, "值班领导（分管责任人）", Tone::Label);
        match scene.leader() {
            Some(card) => person(card, &scene.leader_hours(), scene.is_today(), canvas),
            None => nobody("值班领导待明确", canvas),
        }
    });
    let mut y = LARGE + 6;
    let others: Vec<String> = (scene.officers().iter().skip(1).map(|card| card.name.clone()))
        .chain(scene.standing_in().iter().map(|card| format!("{}（临时顶岗）", card.name)))
        .collect();
    if !others.is_empty() && y < height {
        canvas.put(1, y, &format!("同班  {}", others.join("、")), Tone::Text);
        y += 1;
    }
    if height >= y + 7 {
        canvas.across(0, y, width, Tone::Frame);
        y = week::table(&wall.week(scene_now(scene)), scene_now(scene), y + 1, canvas);
    }
    if y + 1 < height {
        canvas.across(0, y, width, Tone::Frame);
        y += 1;
    }
    if y < height {
        next(scene, y, canvas);
    }
}

const fn scene_now(scene: &Scene<'_>) -> crate::domain::moment::Moment {
    scene.now
}

fn person(card: &Card, hours: &str, today: bool, canvas: &mut Canvas<'_>) {
    canvas.put(3, LARGE / 2, &spread(&card.name), Tone::Title);
    for (y, (label, fact)) in (LARGE + 1..).zip(facts(card, hours, today)) {
        canvas.put(1, y, label, Tone::Label);
        canvas.put(11, y, &fact, Tone::Text);
    }
}

/// Five of the six facts, for beside the name; a mobile only on the person's own day.
pub(super) fn facts(card: &Card, hours: &str, today: bool) -> [(&'static str, String); 5] {
    let badge = if card.badge.is_empty() { String::new() } else { format!("    工作证 {}", card.badge) };
    let mobile = if today { card.mobile.as_str() } else { "值班当日公布" };
    [
        ("职    务", format!("{}{badge}", known(&card.post))),
        ("办公地点", known(&card.place).to_owned()),
        ("办公电话", known(&card.phone).to_owned()),
        ("手    机", known(mobile).to_owned()),
        ("值班时间", hours.to_owned()),
    ]
}

fn known(fact: &str) -> &str {
    if fact.is_empty() { "未填" } else { fact }
}

fn nobody(text: &str, canvas: &mut Canvas<'_>) {
    canvas.put(3, LARGE / 2, text, Tone::Error);
}

fn next(scene: &Scene<'_>, y: u16, canvas: &mut Canvas<'_>) {
    let half = canvas.size().0 / 2;
    canvas.put(1, y, "下一班", Tone::Label);
    let names = |cards: &[Card]| match cards {
        [] => "待排".to_owned(),
        [one] => format!("{}  {}", spread(&one.name), one.post),
        many => many.iter().map(|card| spread(&card.name)).collect::<Vec<_>>().join("、"),
    };
    if let Some(turn) = scene.next_officers() {
        canvas.put(9, y, &format!("{}  {}", scene.name_of(turn), names(turn.officers())), Tone::Text);
    }
    if let Some(day) = scene.next_leader() {
        let leader = names(day.leader.as_slice());
        canvas.put(half + 1, y, &format!("{}  {leader}", day_name(day.date)), Tone::Text);
    }
}
