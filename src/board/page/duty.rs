//! 今日值班: who stands there now or next, with the six facts; who comes after. The names as large as the screen allows: one over
//! the other, side by side, or the officer's alone.

use xieban_public::{DutyCard, Wall};
use xieban_term::{Canvas, Grain, Tone};
use xieban_text::{spread, wrap};

use super::super::big;
use super::super::scene::{OnDuty, day_name};
use super::week;

/// Rows of the five facts beside a name.
const FACTS: u16 = 5;
/// Columns that facts take at the least.
const NARROW: u16 = 38;
/// Rows of a name in plain letters.
const PLAIN: u16 = 3;
/// What everybody should know, where there is room for it.
const WORD: &str = "有事请找协办员：要办什么、带什么、几天办好，一次讲清，一人办到底。";

pub(super) fn draw(wall: &Wall, scene: &OnDuty<'_>, canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    let both = [Side::officer(scene), Side::leader(scene)];
    let names = || both.iter().filter_map(|side| side.card).map(|card| card.name.as_str());
    let officer = || names().take(1);
    // Stacked: two names of the largest type, the facts beside them.
    let room = width.saturating_sub(NARROW + 6);
    let stacked = big::grain(names(), (room, 16), canvas).filter(|grain| grain.rows() == 16 && height >= 36);
    let halves = (width / 2).saturating_sub(2);
    let twin = big::grain(names(), (halves, height.saturating_sub(FACTS + 2)), canvas);
    let lead = big::grain(officer(), (room, height.saturating_sub(2)), canvas);
    let y = match (stacked, twin, lead) {
        (Some(grain), ..) => stack(&both, grain, canvas),
        (None, Some(grain), _) => side_by_side(&both, Some(grain), canvas),
        (None, None, Some(grain)) => officer_first(&both, grain, canvas),
        (None, None, None) => side_by_side(&both, None, canvas),
    };
    below(wall, scene, y, canvas);
}

/// One of the two people of the page.
struct Side<'a> {
    role: String,
    card: Option<&'a DutyCard>,
    hours: String,
    /// The mobile may be shown: it is the person's day.
    today: bool,
    /// What is said where nobody is named.
    nobody: &'static str,
}

impl<'a> Side<'a> {
    fn officer(scene: &OnDuty<'a>) -> Self {
        let card = scene.officers().first();
        let name = card.map_or_else(String::new, |card| format!("  {}", spread(&card.name)));
        let role = match (scene.is_serving(), scene.turn) {
            (true, _) => format!("协办员{name}（直接责任人）亮证上岗"),
            (false, Some(turn)) => format!("协办员{name}  {}", scene.name_of(turn)),
            (false, None) => "协办员".to_owned(),
        };
        let hours = card.map_or_else(String::new, |card| scene.officer_hours(card));
        let nobody = "值班表还没有排。办事请到所办公室，由值班领导指定人接待。";
        Self { role, card, hours, today: scene.is_today(), nobody }
    }

    fn leader(scene: &OnDuty<'a>) -> Self {
        let card = scene.leader();
        let name = card.map_or_else(String::new, |card| format!("  {}", spread(&card.name)));
        Self {
            role: format!("值班领导{name}（分管责任人）"),
            card,
            hours: scene.leader_hours(),
            today: scene.is_today(),
            nobody: "值班领导还没有明确。",
        }
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.card.map_or_else(Vec::new, |card| facts(card, &self.hours, self.today).into())
    }

    /// The role over the facts, every `step` rows.
    fn write(&self, x: u16, y: u16, step: u16, canvas: &mut Canvas<'_>) {
        let width = canvas.size().0.saturating_sub(x);
        canvas.put_in(x, y, width, &self.role, Tone::Label);
        for (row, (label, fact)) in (1..).zip(self.facts()) {
            canvas.put(x, y + row * step, label, Tone::Label);
            canvas.put_in(x + 10, y + row * step, width.saturating_sub(10), &fact, Tone::Text);
        }
        if self.card.is_none() {
            self.apologise(x, y + step, canvas);
        }
    }

    fn apologise(&self, x: u16, y: u16, canvas: &mut Canvas<'_>) {
        let width = canvas.size().0.saturating_sub(x + 1);
        for (y, line) in (y..).zip(wrap(canvas.metrics, self.nobody, width.into())) {
            canvas.put(x, y, &line, Tone::Error);
        }
    }
}

/// Two names one over the other, each with its facts beside it; gives the row below.
fn stack(both: &[Side<'_>; 2], grain: Grain, canvas: &mut Canvas<'_>) -> u16 {
    let columns = canvas.size().0.saturating_sub(NARROW + 20);
    let mut y = 0;
    for side in both {
        if let Some(card) = side.card {
            big::name(&card.name, (2, y), columns, grain, canvas);
        }
        side.write(columns + 5, y + 2, 2, canvas);
        y += grain.rows() + 1;
    }
    y - 1
}

/// Two columns: the role, the name, the facts; gives the row below.
fn side_by_side(both: &[Side<'_>; 2], grain: Option<Grain>, canvas: &mut Canvas<'_>) -> u16 {
    let (width, height) = canvas.size();
    let half = width / 2;
    let rows = grain.map_or(PLAIN, Grain::rows).min(height.saturating_sub(FACTS + 2));
    for (nth, side) in (0..).zip(both) {
        canvas.sub(nth * half, 0, half, height, |canvas| {
            canvas.put_in(1, 0, half.saturating_sub(2), &side.role, Tone::Label);
            let Some(card) = side.card else { return side.apologise(1, rows / 2, canvas) };
            match grain {
                Some(grain) => big::name(&card.name, (0, 1), half, grain, canvas),
                None => big::plain(&card.name, (0, 1 + rows / 2), half, canvas),
            }
            for (y, (label, fact)) in (1 + rows..).zip(side.facts()) {
                canvas.put(1, y, label, Tone::Label);
                canvas.put_in(11, y, half.saturating_sub(12), &fact, Tone::Text);
            }
        });
    }
    1 + rows + FACTS
}

/// The officer's name alone large, the facts of both beside it; gives the row below.
fn officer_first(both: &[Side<'_>; 2], grain: Grain, canvas: &mut Canvas<'_>) -> u16 {
    let columns = canvas.size().0.saturating_sub(NARROW + 6);
    let [officer, leader] = both;
    if let Some(card) = officer.card {
        big::name(&card.name, (2, 0), columns, grain, canvas);
    }
    officer.write(columns + 4, 0, 1, canvas);
    leader.write(columns + 4, grain.rows() / 2 + 1, 1, canvas);
    grain.rows()
}

/// Five of the six facts, for beside the name; a mobile only on the person's own day.
pub(super) fn facts(card: &DutyCard, hours: &str, today: bool) -> [(&'static str, String); 5] {
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

/// Who else is there, the week, who comes next: as much as there is room for, who comes next first.
fn below(wall: &Wall, scene: &OnDuty<'_>, y: u16, canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    let mut y = y;
    let mut left = height.saturating_sub(y);
    let mut take = |rows: u16| {
        let fits = left > rows;
        left -= if fits { rows } else { 0 };
        fits
    };
    let others = others(scene);
    let together = !others.is_empty() && take(1);
    let (days, now) = (wall.week(scene.now), scene.now);
    let week = take(week::rows(&days));
    let ruled = week && take(1);
    let (rule, word) = (take(1), take(1));
    if together {
        canvas.put_in(1, y, width - 2, &format!("同班  {others}"), Tone::Text);
        y += 1;
    }
    if ruled {
        canvas.across(0, y, width, Tone::Frame);
        y += 1;
    }
    if week {
        y = week::table(&days, now, (y, 1), canvas);
    }
    if rule {
        canvas.across(0, y, width, Tone::Frame);
        y += 1;
    }
    next(scene, y, canvas);
    if word {
        canvas.put_in(1, y + 1, width - 2, WORD, Tone::Notice);
    }
}

/// Who is on duty with the one whose name is large.
fn others(scene: &OnDuty<'_>) -> String {
    let same = scene.officers().iter().skip(1).map(|card| spread(&card.name));
    let standing_in = scene.standing_in().iter().map(|card| format!("{}（临时顶岗）", spread(&card.name)));
    same.chain(standing_in).collect::<Vec<_>>().join("、")
}

fn next(scene: &OnDuty<'_>, y: u16, canvas: &mut Canvas<'_>) {
    let half = canvas.size().0 / 2;
    let names = |cards: &[DutyCard]| match cards {
        [] => "待排".to_owned(),
        [one] => format!("{}  {}", spread(&one.name), one.post),
        many => many.iter().map(|card| spread(&card.name)).collect::<Vec<_>>().join("、"),
    };
    canvas.put(1, y, "下一班", Tone::Label);
    let officers = scene.next_officers().map_or_else(
        || "待排".to_owned(),
        |turn| format!("{}  {}", scene.name_of(turn), names(turn.officers())),
    );
    let leader = scene.next_leader().map_or_else(
        || "待排".to_owned(),
        |day| format!("{}  {}", day_name(day), names(day.leader.as_slice())),
    );
    canvas.put_in(9, y, half.saturating_sub(10), &officers, Tone::Text);
    canvas.put_in(half + 1, y, half.saturating_sub(2), &leader, Tone::Text);
}
