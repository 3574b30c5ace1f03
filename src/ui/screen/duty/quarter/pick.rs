//! The list of people who may have a seat, each with what keeps him away and how much he has already.

use xieban_domain::absence::HalfDay;
use xieban_domain::roster::{RosterTable, Seat, Turn};
use xieban_domain::staff::StaffCode;
use xieban_term::{Canvas, Code, Key, Tone};

use crate::keymap::{digit, is_enter};
use crate::world::World;

/// The list.
pub(super) struct Pick {
    pub(super) at: usize,
}

impl Pick {
    /// Moves, or gives who was chosen.
    pub(super) fn key(&mut self, key: Key, people: &[StaffCode]) -> Option<StaffCode> {
        match key.code {
            Code::Down => self.at = (self.at + 1).min(people.len().saturating_sub(1)),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Home => self.at = 0,
            Code::End => self.at = people.len().saturating_sub(1),
            _ if is_enter(key) => return people.get(self.at).cloned(),
            _ => return digit(key).and_then(|digit| people.get(digit.checked_sub(1)?)).cloned(),
        }
        None
    }

    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        (turn, people, table): (Turn, &[StaffCode], &RosterTable),
        absences: &xieban_domain::absence::Absences,
        world: &World,
    ) {
        let (width, height) = canvas.size();
        let cells = width.min(46);
        let rows = u16::try_from(people.len()).unwrap_or(u16::MAX).saturating_add(2).min(height);
        let (x, y) = (width.saturating_sub(cells), height.saturating_sub(rows));
        canvas.frame(x, y, cells, rows, &turn.to_string());
        let shown = usize::from(rows.saturating_sub(2));
        let first = (self.at + 1).saturating_sub(shown);
        for ((place, code), row) in people.iter().enumerate().skip(first).take(shown).zip(y + 1..) {
            if place == self.at {
                canvas.put(x + 1, row, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(x + 1, row);
            }
            let figure = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
            let name = world.header.staff.name(code);
            let away = turn.seat.halves().iter().find_map(|half| {
                absences
                    .away(code, HalfDay { date: turn.date, half: *half })
                    .map(|absence| absence.kind.name())
            });
            canvas.put_in(x + 2, row, 22, &format!("{figure} {name}"), Tone::Text);
            canvas.put_in(x + 18, row, 12, &had(code, turn.seat, table), Tone::Dim);
            canvas.put_in(x + 31, row, cells.saturating_sub(33), away.unwrap_or_default(), Tone::Amber);
        }
    }
}

/// How much somebody has of the table: days led, or half-days at the desk.
fn had(code: &StaffCode, seat: Seat, table: &RosterTable) -> String {
    let seats: &[Seat] = match seat {
        Seat::Lead => &[Seat::Lead],
        Seat::Morning | Seat::Afternoon => &[Seat::Morning, Seat::Afternoon],
    };
    let lines = table.lines.values();
    let count = lines.flat_map(|line| seats.iter().filter(|seat| line.seat(**seat).contains(code))).count();
    match seat {
        Seat::Lead => format!("已排{count}天"),
        Seat::Morning | Seat::Afternoon => format!("已排{count}个半天"),
    }
}
