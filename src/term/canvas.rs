//! The one face of drawing: texts into cells, with no half glyph ever left standing.
//!
//! A frame becomes canonical in one pass at its end ([`canonical`]): a glyph of two cells owns the cell after it, which is empty;
//! whatever was cut in half is a blank.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation as _;
use xieban_text::{self as text, Metrics};
use xieban_words::sanitise;

use super::encoder::Depth;
use super::glyphs::Glyphs;
use super::theme::{Theme, Tone};

/// A part of the screen to draw on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    /// The width policy.
    pub metrics: Metrics,
    /// The glyphs that are not text.
    pub glyphs: Glyphs,
    theme: &'a Theme,
    cursor: &'a mut Option<(u16, u16)>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(
        buffer: &'a mut Buffer,
        metrics: Metrics,
        glyphs: Glyphs,
        theme: &'a Theme,
        cursor: &'a mut Option<(u16, u16)>,
    ) -> Self {
        Self { area: buffer.area, buffer, metrics, glyphs, theme, cursor }
    }

    /// The part of the screen it covers; its own coordinates begin at 0.
    pub const fn size(&self) -> (u16, u16) {
        (self.area.width, self.area.height)
    }

    /// How many colours the terminal has.
    pub(super) const fn depth(&self) -> Depth {
        self.theme.depth()
    }

    /// Draws on a part of this canvas; what lies outside is cut off.
    pub fn sub(&mut self, x: u16, y: u16, width: u16, height: u16, draw: impl FnOnce(&mut Canvas<'_>)) {
        let at = Rect::new(self.area.x.saturating_add(x), self.area.y.saturating_add(y), width, height);
        let area = at.intersection(self.area);
        if area.is_empty() {
            return;
        }
        draw(&mut Canvas {
            buffer: self.buffer,
            area,
            metrics: self.metrics,
            glyphs: self.glyphs,
            theme: self.theme,
            cursor: self.cursor,
        });
    }

    /// Writes a text from a cell on; gives the column after it. What does not fit is left out, whole glyphs only.
    pub fn put(&mut self, x: u16, y: u16, text: &str, tone: Tone) -> u16 {
        let style = self.theme.style(tone);
        let mut at = x;
        for grapheme in sanitise::outgoing(text).graphemes(true) {
            let cells = u16::try_from(self.metrics.grapheme(grapheme)).unwrap_or(0);
            if cells == 0 {
                continue;
            }
            let next = at.saturating_add(cells);
            if next > self.area.width || y >= self.area.height {
                break;
            }
            self.set(at, y, grapheme, style);
            if cells == 2 {
                self.set(next.saturating_sub(1), y, "", style);
            }
            at = next;
        }
        at
    }

    /// Writes a text into exactly so many cells: cut with a mark if too long, blanks behind.
    pub fn put_in(&mut self, x: u16, y: u16, cells: u16, text: &str, tone: Tone) {
        let room = cells.min(self.area.width.saturating_sub(x));
        let padded = text::pad(self.metrics, &sanitise::outgoing(text), room.into());
        self.put(x, y, &padded, tone);
    }

    /// Writes a text so that it ends before column `x`; one too long for that is cut with a mark.
    pub fn put_before(&mut self, x: u16, y: u16, text: &str, tone: Tone) {
        let text = text::fit(self.metrics, &sanitise::outgoing(text), x.into());
        let cells = u16::try_from(self.metrics.width(&text)).unwrap_or(x);
        self.put(x.saturating_sub(cells), y, &text, tone);
    }

    /// A horizontal line of so many cells.
    pub fn across(&mut self, x: u16, y: u16, cells: u16, tone: Tone) {
        let line = self.glyphs.across.repeat(cells.min(self.area.width.saturating_sub(x)).into());
        self.put(x, y, &line, tone);
    }

    /// Fills a part with a tone's own colour, by blanks in reverse video: one cell each on every terminal.
    pub fn fill(&mut self, x: u16, y: u16, width: u16, height: u16, tone: Tone) {
        let look = self.theme.style(tone);
        // A line under a blank would be all there is to see of it.
        let style = match look.add_modifier.contains(Modifier::REVERSED) {
            true => look.remove_modifier(Modifier::REVERSED | Modifier::UNDERLINED),
            false => look.remove_modifier(Modifier::UNDERLINED).add_modifier(Modifier::REVERSED),
        };
        for row in y..y.saturating_add(height).min(self.area.height) {
            for column in x..x.saturating_add(width).min(self.area.width) {
                self.set(column, row, " ", style);
            }
        }
    }

    /// Blanks a part.
    pub fn clear(&mut self, x: u16, y: u16, width: u16, height: u16) {
        let style = self.theme.style(Tone::Text);
        for row in y..y.saturating_add(height).min(self.area.height) {
            for column in x..x.saturating_add(width).min(self.area.width) {
                self.set(column, row, " ", style);
            }
        }
    }

    /// Blanks a part and frames it, with a title in the upper edge, cut with a mark if the edge is too short for it.
    pub fn frame(&mut self, x: u16, y: u16, width: u16, height: u16, title: &str) {
        self.clear(x, y, width, height);
        if width < 2 || height < 2 {
            return;
        }
        let [top_left, top_right, bottom_left, bottom_right] = self.glyphs.corners;
        let (right, bottom) = (x.saturating_add(width - 1), y.saturating_add(height - 1));
        for (row, first, last) in [(y, top_left, top_right), (bottom, bottom_left, bottom_right)] {
            self.put(x, row, first, Tone::Frame);
            self.across(x.saturating_add(1), row, width - 2, Tone::Frame);
            self.put(right, row, last, Tone::Frame);
        }
        for row in y.saturating_add(1)..bottom.min(self.area.height) {
            self.put(x, row, self.glyphs.down, Tone::Frame);
            self.put(right, row, self.glyphs.down, Tone::Frame);
        }
        // A corner, a piece of the edge and a blank stay on either side.
        let title = text::fit(self.metrics, &sanitise::outgoing(title), width.saturating_sub(6).into());
        if !title.is_empty() {
            self.put(x.saturating_add(2), y, &format!(" {title} "), Tone::Title);
        }
    }

    /// Puts the hardware cursor here: an input method opens its window where it stands.
    pub fn cursor(&mut self, x: u16, y: u16) {
        if x < self.area.width && y < self.area.height {
            *self.cursor = Some((self.area.x.saturating_add(x), self.area.y.saturating_add(y)));
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that writes a cell")]
    pub(super) fn set(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if x < self.area.width && y < self.area.height {
            let at = Position::new(self.area.x.saturating_add(x), self.area.y.saturating_add(y));
            if let Some(cell) = self.buffer.cell_mut(at) {
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }
}

/// Brings a frame into its one form: see the head of this file.
#[expect(clippy::disallowed_methods, reason = "the one place that mends a cell")]
pub(super) fn canonical(buffer: &mut Buffer, metrics: Metrics) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        let mut x = 0;
        while x < row.len() {
            let cells = metrics.grapheme(row.get(x).map_or(" ", Cell::symbol));
            let owns_next = row.get(x + 1).is_some_and(|next| next.symbol().is_empty());
            match (cells, owns_next) {
                (2, true) => {
                    let style = row.get(x).map(Cell::style).unwrap_or_default();
                    if let Some(next) = row.get_mut(x + 1) {
                        next.set_style(style);
                    }
                    x += 2;
                    continue;
                }
                (1, _) => {}
                _ => {
                    if let Some(cell) = row.get_mut(x) {
                        cell.set_symbol(" ");
                    }
                }
            }
            x += 1;
        }
    }
}

/// A frame as text, a line a row, glyphs of two cells once; blanks at the ends of lines are kept away.
pub fn dump(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let rows = buffer.content.chunks(width).map(|row| {
        let line: String = row.iter().map(Cell::symbol).collect();
        line.trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::encoder::Depth;
    use super::super::screen::Screen;
    use super::*;

    fn drawn(metrics: Metrics, size: (u16, u16), draw: impl FnOnce(&mut Canvas<'_>)) -> String {
        let screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::None), metrics, size);
        dump(&screen.paint(draw).0)
    }

    #[test]
    fn a_title_stays_within_its_frame() {
        let frame = |width| {
            drawn(Metrics::NARROW, (20, 3), |canvas| {
                canvas.put(width, 0, "外面", Tone::Text);
                canvas.frame(0, 0, width, 3, "办理“零障碍”服务");
            })
        };
        assert_eq!(frame(14), "┌─ 办理“.. ──┐外面\n│            │\n└────────────┘");
        assert_eq!(frame(6), "┌────┐外面\n│    │\n└────┘");
        let wide = drawn(Metrics::WIDE, (20, 3), |canvas| canvas.frame(0, 0, 14, 3, "办理“零障碍”服务"));
        assert_eq!(wide, "+- 办理“.. -+\n|            |\n+------------+");
    }

    #[test]
    fn a_text_before_a_column_never_reaches_it() {
        let line = |text| {
            drawn(Metrics::NARROW, (12, 1), |canvas| {
                canvas.put(8, 0, "剩2", Tone::Text);
                canvas.put_before(8, 0, text, Tone::Text);
            })
        };
        assert_eq!(line("公示"), "    公示剩2");
        assert_eq!(line("公示屏"), "  公示屏剩2");
        assert_eq!(line("公共场所许可"), "公共场..剩2");
    }

    #[test]
    fn no_number_is_too_large_to_draw_at() {
        drawn(Metrics::NARROW, (10, 4), |canvas| {
            let far = u16::MAX;
            for (x, y) in [(far, far), (far, 0), (0, far), (9, 3), (far - 1, far - 1)] {
                canvas.frame(x, y, far, far, "标题");
                canvas.clear(x, y, far, far);
                canvas.across(x, y, far, Tone::Frame);
                canvas.put(x, y, "协办", Tone::Text);
                canvas.put_in(x, y, far, "协办", Tone::Text);
                canvas.put_before(x, y, "协办", Tone::Text);
                canvas.cursor(x, y);
                canvas.sub(x, y, far, far, |part| part.frame(far, 0, far, 1, "标题"));
            }
        });
    }
}
