//! 联办流程 as a strip: one line for a pane, or a line a stage where there is room.

use xieban_domain::case::Case;
use xieban_domain::case::joint::{Course, Leg};
use xieban_domain::catalogue::{Catalogue, Era};

/// How a stage stands, in one character: done, its turn, ours and ahead, another's and ahead.
fn mark(course: &Course, at: usize, leg: &Leg, over: bool) -> &'static str {
    let turn = course.next().map(|(next, _)| next) == Some(at);
    match (leg.done.is_some() || turn && leg.is_ours() && over, turn, leg.is_ours()) {
        (true, ..) => "完",
        (false, true, true) => "办",
        (false, true, false) => "到",
        (false, false, true) => "等",
        (false, false, false) => "未",
    }
}

/// `联办 1完 2到 3等 4未`.
pub(crate) fn strip(case: &Case) -> Option<String> {
    let course = case.course.as_ref()?;
    let over = case.life.is_done();
    let stages =
        course.legs.iter().enumerate().map(|(at, leg)| format!("{}{}", at + 1, mark(course, at, leg, over)));
    Some(format!("联办 {}", stages.collect::<Vec<_>>().join(" ")))
}

/// A line a stage: number, how it stands, whose, and what is done there. `done`: the first so many are shown to be done.
pub(crate) fn lines(course: &Course, done: usize, catalogue: &Catalogue, era: Era) -> Vec<String> {
    let turn = course.legs.iter().enumerate().position(|(at, leg)| at >= done && leg.done.is_none());
    let line = |(at, leg): (usize, &Leg)| {
        let whose = leg.unit().map_or("本所", |unit| catalogue.unit_name(unit, era));
        let stands = match (at < done || leg.done.is_some(), turn == Some(at), leg.is_ours()) {
            (true, ..) => "完",
            (false, true, _) => "今",
            (false, false, true) => "等",
            (false, false, false) => "未",
        };
        format!("{} {stands} {whose} {}", at + 1, leg.does())
    };
    course.legs.iter().enumerate().map(line).collect()
}
