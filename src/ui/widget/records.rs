//! A list with a marker, and the marked record below it, or alone in its place: facts at the left, what happened at the right.

use xieban_term::{Canvas, Code, Key, Tone};

use crate::keymap::is_enter;

/// Rows of the record below the list, on a small screen and on a large one.
const PANE: (u16, u16) = (7, 14);
/// From so many rows on a screen is large.
const LARGE: u16 = 28;
/// Cells for which the columns are made; what is more is shared out.
const USUAL: u16 = 80;

/// A column: its head, its cells, and its part in four of the cells that a wider screen has.
pub(crate) type Column = (&'static str, u16, u16);

/// A row of the list; the tone is its first cell's.
pub(crate) struct RecordRow {
    pub(crate) cells: Vec<String>,
    pub(crate) tone: Tone,
}

/// The marked record.
#[derive(Default)]
pub(crate) struct RecordPage {
    pub(crate) facts: Vec<(String, Tone)>,
    /// The newest first.
    pub(crate) history: Vec<String>,
}

/// Where the marker stands, and how the record is looked at.
#[derive(Debug, Default)]
pub(crate) struct RecordList {
    at: usize,
    whole: bool,
    scroll: usize,
}

impl RecordList {
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// Puts the marker there.
    pub(crate) const fn go_to(&mut self, at: usize) {
        (self.at, self.scroll) = (at, 0);
    }

    /// Back to the list.
    pub(crate) const fn close(&mut self) {
        (self.whole, self.scroll) = (false, 0);
    }

    /// A key for the list or the record; `false`: for neither.
    pub(crate) fn key(&mut self, key: Key, count: usize) -> bool {
        const STEP: usize = 5;
        if is_enter(key) {
            self.whole = !self.whole && count > 0;
            self.scroll = 0;
            return true;
        }
        if self.whole {
            self.scroll = match key.code {
                Code::Down => self.scroll + 1,
                Code::PageDown => self.scroll + STEP,
                Code::Up => self.scroll.saturating_sub(1),
                Code::PageUp => self.scroll.saturating_sub(STEP),
                Code::Esc => {
                    self.close();
                    return true;
                }
                _ => return false,
            };
            return true;
        }
        let at = match key.code {
            Code::Down => self.at + 1,
            Code::Up => self.at.saturating_sub(1),
            Code::PageDown => self.at + STEP,
            Code::PageUp => self.at.saturating_sub(STEP),
            Code::Home => 0,
            Code::End => count,
            _ => return false,
        };
        self.go_to(at.min(count.saturating_sub(1)));
        true
    }

    /// Draws the list with the record below it, or the record alone; `none` stands where there is no record.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        columns: &[Column],
        rows: &[RecordRow],
        (page, none): (&RecordPage, &str),
    ) {
        let (width, height) = canvas.size();
        if self.whole && !rows.is_empty() {
            draw_page(page, canvas, self.scroll);
            return;
        }
        let below = if height >= LARGE { PANE.1 } else { PANE.0 };
        let room = height.saturating_sub(below + 2).max(1);
        let layout = layout(columns, width);
        for ((name, ..), (x, cells)) in columns.iter().zip(&layout) {
            canvas.put_in(*x, 0, *cells, name, Tone::Label);
        }
        let first = self.at / usize::from(room) * usize::from(room);
        for (place, (row, y)) in rows.iter().skip(first).zip(1..=room).enumerate() {
            let here = first + place == self.at;
            if here {
                canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(0, y);
            }
            for (at, (text, (x, cells))) in row.cells.iter().zip(&layout).enumerate() {
                canvas.put_in(*x, y, *cells, text, if at == 0 { row.tone } else { Tone::Text });
            }
        }
        let y = room + 1;
        canvas.across(0, y, width, Tone::Frame);
        let last = rows.len().min(first + usize::from(room));
        let range = match rows.len() {
            0 => " 没有 ".to_owned(),
            all => format!(" {}-{last} / {all} 件 ", first + 1),
        };
        canvas.put(width.saturating_sub(18) / 2, y, &range, Tone::Dim);
        canvas.sub(0, y + 1, width, height.saturating_sub(y + 1), |canvas| match rows.is_empty() {
            true => {
                let cells = canvas.size().0.saturating_sub(2);
                for (line, y) in xieban_text::wrap(canvas.metrics, none, cells.into()).iter().zip(0..) {
                    canvas.put(1, y, line, Tone::Dim);
                }
            }
            false => draw_page(page, canvas, 0),
        });
    }
}

/// Where the columns begin, and how wide they are.
fn layout(columns: &[Column], width: u16) -> Vec<(u16, u16)> {
    let spare = width.saturating_sub(USUAL);
    let mut x = 2;
    let place = |(_, cells, part): &Column| {
        let cells = cells + spare * part / 4;
        let at = (x, cells);
        x += cells + 1;
        at
    };
    columns.iter().map(place).collect()
}

fn draw_page(page: &RecordPage, canvas: &mut Canvas<'_>, scroll: usize) {
    let (width, height) = canvas.size();
    let left = width / 2;
    let wrapped = |text: &str, cells: u16| xieban_text::wrap(canvas.metrics, text, cells.into());
    let facts: Vec<(String, Tone)> = page
        .facts
        .iter()
        .flat_map(|(text, tone)| wrapped(text, left.saturating_sub(2)).into_iter().map(|line| (line, *tone)))
        .collect();
    let history: Vec<String> =
        page.history.iter().flat_map(|text| wrapped(text, (width - left).saturating_sub(3))).collect();
    // The last line stays in sight.
    let most = facts.len().max(history.len()).saturating_sub(height.into());
    let scroll = scroll.min(most);
    for ((text, tone), y) in facts.iter().skip(scroll).zip(0..height) {
        canvas.put(1, y, text, *tone);
    }
    for (text, y) in history.iter().skip(scroll).zip(0..height) {
        canvas.put(left + 2, y, text, Tone::Text);
    }
    for y in 0..height {
        canvas.put(left, y, canvas.glyphs.down, Tone::Frame);
    }
}
