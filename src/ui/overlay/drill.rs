//! 演练课程: the visitor who stands there, what came of him, and at the end what came of all. It shows; the desk itself is worked
//! below.

use xieban_domain::drill::course;
use xieban_term::{Canvas, Code, Key, Tone};

use crate::drill::{CourseStep, VisitorStage};
use crate::keymap::{Verb, digit, is_enter, key_of, verb};
use crate::layer::{Action, KeyHint, Layer};
use crate::world::World;

/// Its name, by which the desk knows that a key is for the course.
pub(crate) const NAME: &str = "演练课程";

/// The sheet.
pub(crate) struct DrillSheet;

/// What can be done now, in the order of the digits; whether the sheet closes with it.
fn choices(world: &World) -> Vec<(&'static str, CourseStep, bool)> {
    let Some(drill) = &world.drill else { return Vec::new() };
    match (&drill.stage, drill.here()) {
        (VisitorStage::Judging, _) => Vec::new(),
        (_, None) => {
            vec![("出成绩单，记培训", CourseStep::Close, true), ("从头再来", CourseStep::Anew, false)]
        }
        (VisitorStage::Waiting, Some(_)) => {
            vec![("开始接待", CourseStep::Begin, true), ("先跳过", CourseStep::Skip, false)]
        }
        (VisitorStage::Received, Some(_)) => vec![
            ("办完了", CourseStep::Done, false),
            ("这一位重来", CourseStep::Begin, true),
            ("先跳过", CourseStep::Skip, false),
        ],
        (VisitorStage::Judged(_), Some(_)) => {
            vec![("下一位", CourseStep::Next, false), ("这一位重来", CourseStep::Begin, true)]
        }
    }
}

fn lines(world: &World) -> (String, Vec<(String, Tone)>) {
    let text = |text: String| (text, Tone::Text);
    let Some(drill) = &world.drill else { return (NAME.to_owned(), Vec::new()) };
    let Some((at, scene)) = drill.here() else {
        let all = drill.progress.said(course());
        let recorded =
            if drill.progress.recorded { "培训已记。" } else { "出成绩单时一并记入培训。" };
        return (format!("{NAME} 办完"), vec![text(format!("{all}。")), text(recorded.to_owned())]);
    };
    let title = format!("{NAME} 第{at}位，共{}位 {}", course().len(), scene.who);
    let mut lines = vec![text(scene.says.clone())];
    if !scene.brings.is_empty() {
        lines.push((format!("带来：{}", scene.brings), Tone::Label));
    }
    lines.push((String::new(), Tone::Text));
    match &drill.stage {
        VisitorStage::Waiting => {
            lines.push(text(format!(
                "最少按{}次键。在各屏上照常办；要再看，或者办完了，按 {}。",
                scene.keys,
                key_of(Verb::Drill)
            )));
        }
        VisitorStage::Received => {
            lines.push(text(format!("已按{}次键，最少{}次。", drill.keys(), scene.keys)));
        }
        VisitorStage::Judging => lines.push(text("正在看办得怎样……".to_owned())),
        VisitorStage::Judged(mark) => {
            lines.push(text(format!("按了{}次键，最少{}次。", mark.keys, scene.keys)));
            match mark.misses.is_empty() {
                true => lines.push(("没有漏，没有错。".to_owned(), Tone::Notice)),
                false => lines.extend(mark.misses.iter().map(|miss| (format!("! {miss}"), Tone::Error))),
            }
        }
    }
    (title, lines)
}

impl Layer for DrillSheet {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let choices = choices(world);
        if key.code == Code::Esc || verb(key) == Some(Verb::Drill) {
            return Some(vec![Action::Close]);
        }
        let nth = if is_enter(key) { Some(1) } else { digit(key) };
        let chosen = nth.and_then(|nth| choices.get(nth.checked_sub(1)?));
        let Some((_, step, closes)) = chosen else {
            // What is done for him is done below, where it is counted.
            return (!matches!(verb(key), Some(Verb::Help | Verb::Mask))).then(Vec::new);
        };
        let step = Action::Drill(*step);
        Some(if *closes { vec![Action::Close, step] } else { vec![step] })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(76);
        let (title, lines) = lines(world);
        let inner = usize::from(cells.saturating_sub(4));
        let lines: Vec<(String, Tone)> = lines
            .into_iter()
            .flat_map(|(line, tone)| {
                let wrapped = xieban_text::wrap(canvas.metrics, &line, inner);
                wrapped.into_iter().map(move |line| (line, tone))
            })
            .collect();
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &title);
        let foot = y + rows.saturating_sub(2);
        for ((line, tone), at) in lines.iter().zip(y + 1..foot) {
            canvas.put(x + 2, at, line, *tone);
        }
        let mut at = x + 2;
        for (nth, (name, _, _)) in choices(world).iter().enumerate() {
            at = canvas.put(at, foot, &format!("{} {name}   ", nth + 1), Tone::Key);
        }
        canvas.put(at, foot, "Esc 返回", Tone::Key);
        canvas.cursor(x + 2, foot);
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let hint = |(at, (name, _, _)): (usize, &(&'static str, CourseStep, bool))| {
            ((at + 1).to_string(), (*name).to_owned())
        };
        choices(world).iter().enumerate().map(hint).collect()
    }

    fn name(&self) -> &'static str {
        NAME
    }

    fn floats(&self) -> bool {
        true
    }
}
