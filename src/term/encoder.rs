//! Frames → bytes: only what changed, in as few bytes as a careful hand would use.
//!
//! On a thin line every byte is waited for. So the cursor is moved by the shortest sequence, or not at all; attributes are sent
//! when they change; a row is erased from where that is shorter; a frame like the last one costs nothing.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use xieban_text::Metrics;

/// Bytes that erasing costs at least; what saves no more is not tried.
const ERASING: i32 = 3;
/// So many places to erase a row from are tried.
const TRIED: usize = 4;

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None (`NO_COLOR`): attributes only.
    None,
    Sixteen,
    /// 256: texts have sixteen of them, for the rest is fixed and knows no bright and dark room; pictures have all.
    Many,
    /// 24 bits.
    True,
}

/// The hardware cursor, as the terminal shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caret {
    Unknown,
    Hidden,
    Shown,
}

/// What the terminal shows, as far as we have told it.
#[derive(Debug)]
pub struct Encoder {
    shown: Option<Buffer>,
    /// Where the terminal's cursor is; unknown after the last column was written.
    at: Option<(u16, u16)>,
    style: Option<Style>,
    caret: Caret,
    metrics: Metrics,
    /// What the terminal keeps of earlier screens is to go, too.
    wiping: bool,
}

impl Encoder {
    /// Knows nothing of the terminal yet: the first frame is painted whole.
    pub const fn new(metrics: Metrics) -> Self {
        Self { shown: None, at: None, style: None, caret: Caret::Unknown, metrics, wiping: false }
    }

    /// Forgets what the terminal shows: the next frame is painted whole.
    pub fn forget(&mut self) {
        (self.shown, self.at, self.style, self.caret) = (None, None, None, Caret::Unknown);
    }

    /// Forgets it, and so does the terminal: what it keeps of earlier screens goes with the next frame.
    pub fn wipe(&mut self) {
        self.forget();
        self.wiping = true;
    }

    /// The bytes that make the terminal show a canonical frame and put its cursor.
    pub fn encode(&mut self, frame: &Buffer, cursor: Option<(u16, u16)>) -> Vec<u8> {
        let mut out = Vec::new();
        if self.shown.as_ref().is_none_or(|shown| shown.area != frame.area) {
            self.forget();
            out.extend_from_slice(b"\x1b[m\x1b[H\x1b[2J");
            if std::mem::take(&mut self.wiping) {
                // Behind the clearing: some terminals keep what is cleared.
                out.extend_from_slice(b"\x1b[3J");
            }
            (self.at, self.style) = (Some((0, 0)), Some(Style::reset()));
            self.shown = Some(Buffer::empty(frame.area));
        }
        let shown = self.shown.take().unwrap_or_else(|| Buffer::empty(frame.area));
        let width = usize::from(frame.area.width).max(1);
        let mut body = Vec::new();
        let rows = frame.content.chunks(width).zip(shown.content.chunks(width));
        for (y, (new, old)) in rows.enumerate() {
            if new != old {
                self.row(u16::try_from(y).unwrap_or(u16::MAX), new, old, &mut body);
            }
        }
        if !body.is_empty() && cursor.is_none() {
            self.show(Caret::Hidden, &mut out);
        }
        out.append(&mut body);
        self.shown = Some(frame.clone());
        self.place(cursor, &mut out);
        out
    }

    fn place(&mut self, cursor: Option<(u16, u16)>, out: &mut Vec<u8>) {
        if let Some((x, y)) = cursor {
            self.go(x, y, out);
        }
        self.show(if cursor.is_some() { Caret::Shown } else { Caret::Hidden }, out);
    }

    fn show(&mut self, caret: Caret, out: &mut Vec<u8>) {
        if self.caret == caret {
            return;
        }
        self.caret = caret;
        match caret {
            Caret::Shown => out.extend_from_slice(b"\x1b[?25h"),
            Caret::Hidden => out.extend_from_slice(b"\x1b[?25l"),
            Caret::Unknown => {}
        }
    }

    /// One row in the fewest bytes: cell by cell, or with everything erased from where a run of blanks begins.
    fn row(&mut self, y: u16, new: &[Cell], old: &[Cell], out: &mut Vec<u8>) {
        let before = (self.at, self.style);
        let mut best = self.cells_of(y, new, old, None);
        let mut after = (self.at, self.style);
        for from in erasures(new, old) {
            (self.at, self.style) = before;
            let erased = self.cells_of(y, new, old, Some(from));
            if erased.len() < best.len() {
                (best, after) = (erased, (self.at, self.style));
            }
        }
        (self.at, self.style) = after;
        out.append(&mut best);
    }

    /// What of a row is to be written, where it is erased from a column on, or not at all.
    fn cells_of(&mut self, y: u16, new: &[Cell], old: &[Cell], erased: Option<usize>) -> Vec<u8> {
        let mut out = Vec::new();
        let differs = |x: usize| match erased.is_some_and(|from| from <= x) {
            true => new.get(x).is_some_and(|cell| !blank(cell)),
            false => !new.get(x).zip(old.get(x)).is_some_and(|(new, old)| same(new, old)),
        };
        let mut x = 0;
        while x < new.len() {
            if erased == Some(x) {
                self.go(u16::try_from(x).unwrap_or(u16::MAX), y, &mut out);
                if !self.style.is_some_and(shows_no_blank) {
                    self.wear(Style::reset(), &mut out);
                }
                out.extend_from_slice(b"\x1b[K");
            }
            let cells = self.cells(new.get(x));
            if differs(x) || (cells == 2 && differs(x + 1)) {
                self.reach(x, y, new, &mut out);
                self.write(x, y, new, &mut out);
            }
            x += cells;
        }
        out
    }

    fn cells(&self, cell: Option<&Cell>) -> usize {
        match cell.map_or(" ", Cell::symbol) {
            short if short.len() <= 1 => 1,
            symbol => self.metrics.grapheme(symbol).max(1),
        }
    }

    /// Goes to a cell: by writing the few unchanged ones before it again, if that is shorter than a movement.
    fn reach(&mut self, x: usize, y: u16, new: &[Cell], out: &mut Vec<u8>) {
        let here = self.at.filter(|(_, row)| *row == y).map(|(column, _)| usize::from(column));
        if let Some(here) = here.filter(|here| *here < x && x - here <= 4) {
            let between = new.get(here..x).unwrap_or_default();
            let bytes: usize = between.iter().map(|cell| cell.symbol().len()).sum();
            let same = between.iter().all(|cell| self.style.is_some_and(|style| worn(cell, style)));
            let whole = between.first().is_some_and(|cell| !cell.symbol().is_empty());
            if same && whole && bytes < movement(here, x).len() {
                for cell in between {
                    out.extend_from_slice(cell.symbol().as_bytes());
                }
                self.at = u16::try_from(x).ok().map(|x| (x, y));
                return;
            }
        }
        self.go(u16::try_from(x).unwrap_or(u16::MAX), y, out);
    }

    fn write(&mut self, x: usize, y: u16, new: &[Cell], out: &mut Vec<u8>) {
        let Some(cell) = new.get(x) else { return };
        if !self.style.is_some_and(|style| worn(cell, style)) {
            self.wear(cell.style(), out);
        }
        out.extend_from_slice(if cell.symbol().is_empty() { b" " } else { cell.symbol().as_bytes() });
        let next = x + self.cells(Some(cell));
        // At the right edge terminals differ in where the cursor is: do not rely on it.
        self.at = u16::try_from(next).ok().filter(|_| next < new.len()).map(|next| (next, y));
    }

    /// Moves the cursor by the shortest sequence.
    fn go(&mut self, x: u16, y: u16, out: &mut Vec<u8>) {
        if self.at == Some((x, y)) {
            return;
        }
        let (line, column) = (u32::from(y) + 1, u32::from(x) + 1);
        let mut best = match (line, column) {
            (1, 1) => b"\x1b[H".to_vec(),
            (line, 1) => format!("\x1b[{line}H").into_bytes(),
            (line, column) => format!("\x1b[{line};{column}H").into_bytes(),
        };
        if let Some((column, row)) = self.at {
            let down = usize::from(y.saturating_sub(row));
            let mut candidates = Vec::new();
            if y == row {
                candidates.push(movement(column.into(), x.into()));
                candidates.push([b"\r".to_vec(), movement(0, x.into())].concat());
            } else if y > row && down <= 4 {
                let feeds = vec![b'\n'; down];
                candidates.push([feeds.clone(), movement(column.into(), x.into())].concat());
                candidates.push([b"\r".to_vec(), feeds, movement(0, x.into())].concat());
            } else if y < row && x == column {
                candidates.push(format!("\x1b[{}A", row - y).into_bytes());
            }
            best = candidates.into_iter().chain([best]).min_by_key(Vec::len).unwrap_or_default();
        }
        out.extend_from_slice(&best);
        self.at = Some((x, y));
    }

    /// Puts a style on, in as few attributes as it takes.
    fn wear(&mut self, style: Style, out: &mut Vec<u8>) {
        let (new, old) = (look(style), self.style.map(look));
        if Some(new) == old {
            return;
        }
        self.style = Some(style);
        let (color, background, marks) = new;
        let keeps = old.filter(|(_, _, worn)| marks.contains(*worn));
        let mut codes: Vec<String> = Vec::new();
        let before = keeps.unwrap_or_else(|| {
            codes.push(String::new());
            (Color::Reset, Color::Reset, Modifier::empty())
        });
        for (mark, code) in [(Modifier::BOLD, "1"), (Modifier::UNDERLINED, "4"), (Modifier::REVERSED, "7")] {
            if marks.contains(mark) && !before.2.contains(mark) {
                codes.push(code.to_owned());
            }
        }
        if color != before.0 {
            codes.push(color_code(color, 30));
        }
        if background != before.1 {
            codes.push(color_code(background, 40));
        }
        out.extend_from_slice(format!("\x1b[{}m", codes.join(";")).as_bytes());
    }
}

/// Where erasing a row to its end might save most: where runs of blanks begin behind which more has to go than has to stay.
fn erasures(new: &[Cell], old: &[Cell]) -> Vec<usize> {
    let (mut saved, mut found) = (0, Vec::new());
    for (x, (shown, stood)) in new.iter().zip(old).enumerate().rev() {
        let stays = !blank(shown) && shown == stood;
        saved += match (blank(shown), blank(stood)) {
            (true, false) => 1,
            _ if stays => -i32::try_from(shown.symbol().len()).unwrap_or(i32::MAX),
            _ => 0,
        };
        let begins =
            blank(shown) && x.checked_sub(1).and_then(|left| new.get(left)).is_none_or(|left| !blank(left));
        if begins && saved > ERASING {
            found.push((saved, x));
        }
    }
    found.sort_unstable_by_key(|(saved, _)| std::cmp::Reverse(*saved));
    found.into_iter().take(TRIED).map(|(_, x)| x).collect()
}

/// A cell that erasing leaves, whatever colour its text would have.
fn blank(cell: &Cell) -> bool {
    cell.symbol() == " " && shows_no_blank(cell.style())
}

/// A style in which a blank cannot be told from one in another.
fn shows_no_blank(style: Style) -> bool {
    let (_, ground, marks) = look(style);
    ground == Color::Reset && !marks.intersects(Modifier::UNDERLINED | Modifier::REVERSED)
}

/// Two cells that look the same.
fn same(new: &Cell, old: &Cell) -> bool {
    new == old || (blank(new) && blank(old))
}

/// A cell may be written in the style that is on.
fn worn(cell: &Cell, style: Style) -> bool {
    look(cell.style()) == look(style) || (blank(cell) && shows_no_blank(style))
}

/// Along a row: the shortest way from one column to another.
fn movement(from: usize, to: usize) -> Vec<u8> {
    match (to > from, to.abs_diff(from)) {
        (_, 0) => Vec::new(),
        (true, 1) => b"\x1b[C".to_vec(),
        (true, n) => format!("\x1b[{n}C").into_bytes(),
        (false, n @ 1..=3) => vec![0x08; n],
        (false, n) => format!("\x1b[{n}D").into_bytes(),
    }
}

/// What of a style is to be seen.
fn look(style: Style) -> (Color, Color, Modifier) {
    (style.fg.unwrap_or(Color::Reset), style.bg.unwrap_or(Color::Reset), style.add_modifier)
}

fn color_code(color: Color, base: u8) -> String {
    let bright = base + 60;
    let named = match color {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(n) => return format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
    };
    named.to_string()
}
