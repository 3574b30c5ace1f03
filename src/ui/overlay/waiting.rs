//! 等候: who waits, in the order of their turns, as it stands at every desk. A digit, or the marker and Enter, says what becomes of one.

use xieban_domain::codes::Priority;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::moment::short_date;
use xieban_domain::waiting::{ArrivalId, Arrive, Waiting};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::app::reception::{ask_why_left, doing, left, tally};
use crate::form::Form;
use crate::keymap::{Verb, digit, is_enter};
use crate::layer::{Action, KeyHint, Layer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::world::World;

/// The waiting line.
pub(crate) struct WaitingLine {
    at: usize,
}

impl WaitingLine {
    pub(crate) const fn new() -> Self {
        Self { at: 0 }
    }
}

/// One who waits, in a line: 老 08:33到 等8分 穿蓝衣服.
fn row(waiting: &Waiting, world: &World) -> String {
    let today = world.now().date();
    let day = waiting.arrival.date;
    let priority = waiting.priority.map_or("  ", Priority::name);
    let came = match day == today {
        true => format!("{}到 等{}分", waiting.at.clock(), waiting.minutes(world.now())),
        false => format!("{} {}到 没写去向", short_date(day, today), waiting.at.clock()),
    };
    let note = waiting.note.as_ref().map_or("", |note| note.text());
    format!("{priority} {came} {} {note}", waiting.desk).trim_end().to_owned()
}

/// What becomes of one who waits, as the digits have it; who came on an earlier day is not here any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WaitingVerb {
    Register,
    Answer,
    Leave,
    WrongDoor,
}

impl WaitingVerb {
    const ALL: [Self; 4] = [Self::Register, Self::Answer, Self::Leave, Self::WrongDoor];

    const fn name(self) -> &'static str {
        match self {
            Self::Register => "登记",
            Self::Answer => "咨询即答",
            Self::Leave => "离开",
            Self::WrongDoor => "指路",
        }
    }

    fn actions(self, arrival: ArrivalId) -> Vec<Action> {
        match self {
            Self::Register => vec![Action::CallIn(arrival)],
            Self::WrongDoor => vec![Action::CallIn(arrival), Action::Run(Verb::WrongDoor)],
            Self::Answer => vec![doing(tally(Some(arrival)), "咨询即答，记一次。")],
            Self::Leave => vec![Action::Open(ask_why_left(Vec::new(), move |reason| {
                Outcome::Command(left(reason, Some(arrival)))
            }))],
        }
    }
}

fn ask(waiting: &Waiting, world: &World) -> Notice {
    let (arrival, today) = (waiting.arrival, waiting.arrival.date == world.now().date());
    let open = |turn: &WaitingVerb| today || matches!(turn, WaitingVerb::Answer | WaitingVerb::Leave);
    let turns: Vec<WaitingVerb> = WaitingVerb::ALL.into_iter().filter(open).collect();
    let names = turns.iter().map(|turn| turn.name().to_owned()).collect();
    let line = row(waiting, world);
    Notice::new("等候", vec![line.trim_start().to_owned()], names, move |at, _| {
        turns.get(at).map(|turn| turn.actions(arrival)).unwrap_or_default()
    })
}

/// 到所 of somebody who goes first, or who is to be known again by something.
fn ask_arrival() -> Box<dyn Layer> {
    let names = Priority::ALL.iter().map(|priority| priority.name());
    let form = Form::new().choice(0, "优先", names, None).text_field(1, "特征", 40);
    Box::new(Dialog::new("到所", form, |form, _| {
        let priority = form.chosen(0).and_then(|at| Priority::ALL.get(at)).copied();
        Outcome::Command(Command::Office(OfficeCommand::Arrive(Arrive { priority, note: form.text(1) })))
    }))
}

impl Layer for WaitingLine {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let order = world.header.line.in_order(world.now().date());
        let last = order.len().saturating_sub(1);
        self.at = self.at.min(last);
        let chosen = match (digit(key), key.code) {
            (Some(0), _) => return Some(vec![Action::Open(ask_arrival())]),
            (Some(n), _) => n - 1,
            (None, _) if is_enter(key) => self.at,
            (None, Code::Down) => {
                self.at = (self.at + 1).min(last);
                return Some(Vec::new());
            }
            (None, Code::Up) => {
                self.at = self.at.saturating_sub(1);
                return Some(Vec::new());
            }
            (None, Code::Esc) => return Some(vec![Action::Close]),
            (None, _) => return None,
        };
        Some(
            order
                .get(chosen)
                .map(|waiting| Action::Open(Box::new(ask(waiting, world))))
                .into_iter()
                .collect(),
        )
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let order = world.header.line.in_order(world.now().date());
        let cells = width.saturating_sub(4).min(66);
        let rows = u16::try_from(order.len().max(1)).unwrap_or(u16::MAX).saturating_add(4).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &format!("等候 {}", order.len()));
        let shown = usize::from(rows.saturating_sub(4)).max(1);
        let at = self.at.min(order.len().saturating_sub(1));
        let first = (at + 1).saturating_sub(shown);
        if order.is_empty() {
            canvas.put_in(x + 4, y + 1, cells.saturating_sub(6), "没有人等候。F11 记一位到所。", Tone::Dim);
        }
        for (place, waiting) in order.iter().enumerate().skip(first).take(shown) {
            let line = y + 1 + u16::try_from(place - first).unwrap_or(0);
            canvas.put(x + 2, line, if place == at { canvas.glyphs.marker } else { " " }, Tone::Marker);
            let number = if place < 9 { format!("{} ", place + 1) } else { "  ".to_owned() };
            let text = format!("{number}{}", row(waiting, world));
            canvas.put_in(x + 4, line, cells.saturating_sub(6), &text, Tone::Text);
            if place == at {
                canvas.cursor(x + 2, line);
            }
        }
        let foot = "数字 叫这一位   0 到所（优先、特征）   Esc 返回";
        canvas.put_in(x + 2, y + rows.saturating_sub(2), cells.saturating_sub(4), foot, Tone::Key);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("1-9", "叫这一位"), ("0", "到所（优先、特征）"), ("上下", "选"), ("Enter", "叫选中的")]
            .map(|(key, what)| (key.to_owned(), what.to_owned()))
            .into()
    }

    fn name(&self) -> &'static str {
        "等候"
    }

    fn floats(&self) -> bool {
        true
    }
}
