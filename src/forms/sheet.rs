//! A sheet: lines of cells, none wider than the paper. A text that does not fit goes on below; none is ever cut.

use xieban_text::{self as text, Metrics};
use xieban_words::sanitise;

use super::SheetKind;

/// Cells of the column of labels: the longest label takes twelve.
const LABEL: usize = 14;

/// A printed sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    kind: SheetKind,
    name: String,
    lines: Vec<String>,
}

/// What stands in a field that is written by hand.
#[derive(Debug, Clone)]
pub(super) enum Handwritten {
    /// So many empty lines.
    Lines(usize),
    /// These words, with room among them or boxes to tick.
    Words(String),
}

impl Handwritten {
    /// Boxes to tick.
    pub(super) fn boxes(names: impl IntoIterator<Item = &'static str>) -> Self {
        let boxes: Vec<String> = names.into_iter().map(|name| format!("□{name}")).collect();
        Self::Words(boxes.join("  "))
    }

    /// Words with room among them.
    pub(super) fn words(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl Sheet {
    pub(super) fn new(kind: SheetKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), lines: Vec::new() }
    }

    /// Which form it is.
    pub const fn kind(&self) -> SheetKind {
        self.kind
    }

    /// The sheet as text, a line a row.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// The name of its file: made by the program, from nothing that anybody typed.
    pub fn file_name(&self) -> String {
        format!("{}.txt", self.name)
    }

    /// The same copy for the so-manieth of several who get it: a file of its own.
    pub(super) fn numbered(mut self, at: usize) -> Self {
        self.name = format!("{}-{at}", self.name);
        self
    }

    /// The lines of another sheet, below.
    pub(super) fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
    }

    /// How many lines it has so far.
    pub(super) const fn rows(&self) -> usize {
        self.lines.len()
    }

    const fn width(&self) -> usize {
        self.kind.width()
    }

    /// A line as it is: no wider than the paper.
    pub(super) fn push(&mut self, line: &str) {
        let line = sanitise::outgoing(line.trim_end()).into_owned();
        debug_assert!(Metrics::PAPER.width(&line) <= self.width(), "{line}");
        self.lines.push(line);
    }

    /// A text in lines of so many cells: all of it.
    fn wrapped(text: &str, cells: usize) -> Vec<String> {
        text::wrap(Metrics::PAPER, &sanitise::lines(text, usize::MAX), cells)
    }

    /// Text across the sheet.
    pub(super) fn text_line(&mut self, text: &str) {
        for line in Self::wrapped(text, self.width()) {
            self.push(&line);
        }
    }

    /// Text in the middle.
    pub(super) fn centred(&mut self, text: &str) {
        for line in Self::wrapped(text, self.width()) {
            self.push(&text::centre(Metrics::PAPER, &line, self.width()));
        }
    }

    /// A text at each side; one below the other where both do not fit on one line.
    pub(super) fn sides(&mut self, left: &str, right: &str) {
        let (left, right) = (Self::wrapped(left, self.width()), Self::wrapped(right, self.width()));
        if let ([left], [right]) = (&left[..], &right[..]) {
            let used = Metrics::PAPER.width(left) + Metrics::PAPER.width(right);
            if let Some(gap) = self.width().checked_sub(used).filter(|gap| *gap > 0 || left.is_empty()) {
                self.push(&format!("{left}{}{right}", " ".repeat(gap)));
                return;
            }
        }
        for line in &left {
            self.push(line);
        }
        for line in right {
            self.push(&text::pad_left(Metrics::PAPER, &line, self.width()));
        }
    }

    /// A label and its value; what does not fit goes on below, each in its column. Nothing is written as 无.
    pub(super) fn row(&mut self, label: &str, value: &str) {
        let value = if value.trim().is_empty() { "无" } else { value };
        let labels = Self::wrapped(label, LABEL - 2);
        let values = Self::wrapped(value, self.width() - LABEL);
        for row in 0..labels.len().max(values.len()) {
            let [label, value] = [&labels, &values].map(|lines| lines.get(row).map_or("", String::as_str));
            let label = text::pad(Metrics::PAPER, label, LABEL);
            self.push(&format!("{label}{value}"));
        }
    }

    /// A field: filled from what is known, or left for the hand on a blank form.
    pub(super) fn field<T>(
        &mut self,
        label: &str,
        of: Option<&T>,
        hand: Handwritten,
        fill: impl FnOnce(&T) -> String,
    ) {
        match (of, hand) {
            (Some(known), _) => self.row(label, &fill(known)),
            (None, Handwritten::Words(words)) => self.row(label, &words),
            (None, Handwritten::Lines(lines)) => {
                let line = "_".repeat(self.width() - LABEL);
                self.row(label, &vec![line; lines].join("\n"));
            }
        }
    }

    /// Columns of a table, each padded to its cells; the last takes what is left. A cell that is too long goes on below.
    pub(super) fn columns(&mut self, cells: &[(&str, usize)], last: &str) {
        let used: usize = cells.iter().map(|(_, width)| width).sum();
        let mut wrapped: Vec<Vec<String>> =
            cells.iter().map(|(text, width)| Self::wrapped(text, width - 1)).collect();
        wrapped.push(Self::wrapped(last, self.width() - used));
        let rows = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..rows {
            let mut line = String::new();
            for (column, (_, width)) in wrapped.iter().zip(cells) {
                line.push_str(&text::pad(Metrics::PAPER, column.get(row).map_or("", String::as_str), *width));
            }
            line.push_str(wrapped.last().and_then(|column| column.get(row)).map_or("", String::as_str));
            self.push(&line);
        }
    }

    /// A rule across the sheet.
    pub(super) fn rule(&mut self) {
        self.push(&"-".repeat(self.width()));
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.push("");
    }
}
