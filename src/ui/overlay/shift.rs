//! 上班单 and the way out: what a shift begins with, gone at the next key; and the word that is due where something is left undone.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::shift::LeaveShift;
use xieban_office::{CaseRow, Shift};
use xieban_term::{Canvas, Key, Tone};
use xieban_text::{self as text, Metrics};

use super::dialog::{Dialog, Outcome};
use super::notice::Notice;
use crate::form::Form;
use crate::keymap::Verb;
use crate::layer::{Action, KeyHint, Layer};
use crate::widget::case_line::{columns, tone};
use crate::world::World;

/// Cases shown of each kind.
const SHOWN: usize = 3;

/// The sheet a shift begins with. Any key closes it, and is heard by what lies below.
pub(crate) struct ShiftSheet(Box<Shift>);

impl ShiftSheet {
    pub(crate) const fn new(shift: Box<Shift>) -> Self {
        Self(shift)
    }

    fn lines(&self, world: &World, (metrics, cells): (Metrics, u16)) -> Vec<(String, Tone)> {
        let mut lines = Vec::new();
        for told in &self.0.at_the_door {
            let tone = if told.starts_with("红 ") { Tone::Red } else { Tone::Notice };
            lines.extend(text::wrap(metrics, told, cells.into()).into_iter().map(|line| (line, tone)));
        }
        let mut part = |name: &str, rows: &[CaseRow]| {
            if rows.is_empty() {
                return;
            }
            lines.push((format!("{name} {} 件", rows.len()), Tone::Title));
            for row in rows.iter().take(SHOWN) {
                let [light, number, visitor, title, ..] = columns(row, world);
                lines.push((format!("  {light}  {number}  {visitor}  {title}"), tone(row.light)));
            }
            if rows.len() > SHOWN {
                lines.push((format!("  还有 {} 件", rows.len() - SHOWN), Tone::Dim));
            }
        };
        part("今天必须办", &self.0.today);
        part("要打电话", &self.0.to_call);
        part("下一个工作日到期", &self.0.tomorrow);
        part("等签字", &self.0.unsigned);
        for (who, why) in &self.0.explained {
            lines.push((format!("签退说明 {who} {why}"), Tone::Notice));
        }
        lines
    }
}

impl Layer for ShiftSheet {
    fn key(&mut self, _: Key, _: &World) -> Option<Vec<Action>> {
        None
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(70);
        let lines = self.lines(world, (canvas.metrics, cells.saturating_sub(4)));
        let rows =
            u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4).min(height.saturating_sub(4));
        let (x, y) = ((width.saturating_sub(cells)) / 2, 4);
        canvas.frame(x, y, cells, rows, "上班单");
        let room = rows.saturating_sub(4);
        for (row, (line, tone)) in (y + 1..).zip(lines.iter().take(room.into())) {
            canvas.put_in(x + 2, row, cells.saturating_sub(4), line, *tone);
        }
        canvas.put_in(
            x + 2,
            y + rows.saturating_sub(2),
            cells.saturating_sub(4),
            "按任意键接着办",
            Tone::Dim,
        );
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        Vec::new()
    }

    fn name(&self) -> &'static str {
        "上班单"
    }

    fn floats(&self) -> bool {
        true
    }

    fn fleeting(&self) -> bool {
        true
    }
}

/// R44: what is left stays the officer's; at the last slot what should have been done is explained first.
pub(crate) fn leaving(shift: &Shift, world: &World) -> Box<dyn Layer> {
    if shift.last_slot && !shift.undone.is_empty() {
        return Box::new(explain(shift));
    }
    let mut lines = vec![format!("我的在办件 {} 件，签退后仍由我负责到底。", world.header.counts.mine)];
    if !shift.undone.is_empty() {
        lines.push(format!("今天还要办完或回复 {}。", undone(shift)));
    }
    Box::new(Notice::confirm("签退", lines, |_| vec![Action::Run(Verb::Leave)]))
}

/// How many, and the first of their numbers.
fn undone(shift: &Shift) -> String {
    let numbers: Vec<String> = shift.undone.iter().take(6).map(|id| id.spoken()).collect();
    let more = if shift.undone.len() > numbers.len() { " 等" } else { "" };
    format!("{} 件：{}{more}", shift.undone.len(), numbers.join(" "))
}

/// Asks for the word that is due, and signs out with it.
fn explain(shift: &Shift) -> Dialog {
    let lines = vec![
        format!("即办件没办完或已办结没回复 {}。", undone(shift)),
        "写明原因即可签退，值班领导会看到；件仍由我负责到底。".to_owned(),
    ];
    let form = Form::new().text_field(0, "原因", 200);
    let finish = |form: &Form<usize>, _: &World| {
        Outcome::Command(Command::Office(OfficeCommand::LeaveShift(LeaveShift { reason: form.text(0) })))
    };
    Dialog::new("签退", form, finish).explained(lines).pointing(|_| Some(0)).and_then(Verb::Leave)
}
