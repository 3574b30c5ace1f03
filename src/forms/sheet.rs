//! A sheet: lines of cells, none wider than the paper.

use super::SheetKind;
use crate::text::{self, Metrics};
use crate::words::sanitise;

/// Cells of the column of labels.
const LABEL: usize = 12;

/// A printed sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    kind: SheetKind,
    name: String,
    lines: Vec<String>,
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

    const fn width(&self) -> usize {
        self.kind.width()
    }

    fn push(&mut self, line: &str) {
        let line = sanitise::outgoing(line.trim_end()).into_owned();
        debug_assert!(Metrics::PAPER.width(&line) <= self.width(), "{line}");
        self.lines.push(line);
    }

    /// Text across the sheet, wrapped.
    pub(super) fn text_line(&mut self, text: &str) {
        for line in text::wrap(Metrics::PAPER, &sanitise::lines(text, 8000), self.width()) {
            self.push(&line);
        }
    }

    /// Text in the middle.
    pub(super) fn centred(&mut self, text: &str) {
        let line = text::centre(Metrics::PAPER, text, self.width());
        self.push(&line);
    }

    /// A text at each side; on two lines where both do not fit on one.
    pub(super) fn sides(&mut self, left: &str, right: &str) {
        let (left, right) = (sanitise::outgoing(left), sanitise::outgoing(right));
        let gap = self.width().checked_sub(Metrics::PAPER.width(&left) + Metrics::PAPER.width(&right));
        if let Some(gap) = gap {
            self.push(&format!("{left}{}{right}", " ".repeat(gap)));
        } else {
            let left = text::fit(Metrics::PAPER, &left, self.width());
            let right = text::pad_left(Metrics::PAPER, &right, self.width());
            self.push(&left);
            self.push(&right);
        }
    }

    /// A label and its value; what does not fit goes on below the value.
    pub(super) fn row(&mut self, label: &str, value: &str) {
        let room = self.width() - LABEL;
        let value = if value.trim().is_empty() { "无" } else { value };
        let label = text::pad(Metrics::PAPER, label, LABEL);
        for (at, line) in text::wrap(Metrics::PAPER, &sanitise::lines(value, 8000), room).iter().enumerate() {
            match at {
                0 => self.push(&format!("{label}{line}")),
                _ => self.push(&format!("{}{line}", " ".repeat(LABEL))),
            }
        }
    }

    /// Columns of a table, each padded to its cells; the last takes what is left. A cell that is too long goes on below.
    pub(super) fn columns(&mut self, cells: &[(&str, usize)], last: &str) {
        let used: usize = cells.iter().map(|(_, width)| width).sum();
        let mut wrapped: Vec<Vec<String>> = Vec::new();
        for (text, width) in cells {
            wrapped.push(text::wrap(Metrics::PAPER, &sanitise::line(text, 2000), width - 1));
        }
        wrapped.push(text::wrap(Metrics::PAPER, &sanitise::line(last, 2000), self.width() - used));
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
