//! Pages of words: the flow chart, the guide, and what the scheme is for. A text longer than a page is turned leaf by leaf; on a
//! broad screen two columns stand side by side.

use xieban_domain::documents::BROADEST;
use xieban_public::{Text, Wall};
use xieban_term::{Canvas, Tone};
use xieban_text::{Metrics, wrap};

use super::{PageKind, title};

/// Columns between two columns of text.
const GAP: u16 = 4;
/// Rows over the text.
const HEAD: u16 = 2;
/// A line of a drawing may be left alone at the end of a leaf by so many rows for a better place to turn.
const BACK: usize = 8;

fn text(kind: PageKind, wall: &Wall) -> Option<&Text> {
    match kind {
        PageKind::Chart => wall.text("flow"),
        PageKind::Guide => wall.text("guide"),
        PageKind::Purpose => wall.text("purpose"),
        PageKind::Duty | PageKind::People | PageKind::Week | PageKind::Measures | PageKind::Progress => None,
    }
}

/// How many pages it takes; none where there is no text.
pub(super) fn parts(kind: PageKind, wall: &Wall, metrics: Metrics, size: (u16, u16)) -> usize {
    text(kind, wall).map_or(0, |text| leaves(text, metrics, size).len().div_ceil(columns(size.0).into()))
}

/// Columns of text side by side.
fn columns(width: u16) -> u16 {
    if width >= broadest() * 2 + GAP { 2 } else { 1 }
}

fn broadest() -> u16 {
    u16::try_from(BROADEST).unwrap_or(u16::MAX)
}

/// The text in leaves that each fit into a column.
fn leaves(text: &Text, metrics: Metrics, (width, height): (u16, u16)) -> Vec<Vec<String>> {
    let rows = usize::from(height.saturating_sub(HEAD)).max(1);
    let cells = usize::from(width.saturating_sub(2)).min(BROADEST);
    let lines: Vec<String> = match text.drawn {
        true => text.lines.clone(),
        false => text.lines.iter().flat_map(|line| wrap(metrics, line, cells)).collect(),
    };
    let mut leaves = Vec::new();
    let mut rest = &lines[..];
    loop {
        let blank = rest.iter().take_while(|line| line.trim().is_empty()).count();
        rest = rest.get(blank..).unwrap_or_default();
        if rest.is_empty() {
            return leaves;
        }
        let end = if rest.len() <= rows { rest.len() } else { turn(rest, rows) };
        leaves.push(rest.get(..end).unwrap_or_default().to_vec());
        rest = rest.get(end..).unwrap_or_default();
    }
}

/// Where a leaf of at most so many rows ends best: behind an empty line, or between two boxes of a drawing.
fn turn(lines: &[String], rows: usize) -> usize {
    let good = |end: &usize| {
        let line = |at: usize| lines.get(at).map_or("", |line| line.trim());
        let arrow = |line: &str| line.contains('v') && line.chars().all(|c| c == 'v' || c == ' ');
        line(*end).is_empty() || arrow(line(end.saturating_sub(1)))
    };
    let first = rows.saturating_sub(BACK).max(1);
    (first..=rows).rev().find(good).unwrap_or(rows)
}

pub(super) fn draw(kind: PageKind, wall: &Wall, (nth, parts): (usize, usize), canvas: &mut Canvas<'_>) {
    let Some(text) = text(kind, wall) else { return };
    let (width, height) = canvas.size();
    title(&text.title, (nth, parts), canvas);
    let leaves = leaves(text, canvas.metrics, (width, height));
    let columns = columns(width);
    let here: Vec<&Vec<String>> =
        leaves.iter().skip(nth * usize::from(columns)).take(columns.into()).collect();
    let column = (width / columns.max(1)).max(1);
    for (at, leaf) in (0..).zip(here.iter()) {
        let widest = leaf.iter().map(|line| canvas.metrics.width(line)).max().unwrap_or(0);
        let widest = if text.drawn { u16::try_from(widest).unwrap_or(width) } else { broadest() };
        let alone = here.len() == 1 && parts == 1;
        let (left, room) = if alone { (0, width) } else { (at * column, column) };
        let left = left + room.saturating_sub(widest.min(room)) / 2;
        for (y, line) in (HEAD..).zip(leaf.iter()) {
            let tone = if !text.drawn && is_heading(line) { Tone::Title } else { Tone::Text };
            canvas.put(left, y, line, tone);
        }
    }
}

/// A short line without a full stop stands over what follows.
fn is_heading(line: &str) -> bool {
    !line.is_empty()
        && line.chars().count() <= 14
        && !line.ends_with(['。', '；', '：', '，', '、'])
        && !line.starts_with('●')
}
