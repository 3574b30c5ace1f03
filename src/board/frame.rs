//! What every page has: the head with date and time, both supervision numbers (R26), and the foot that names the next page and
//! says how fresh the data is.

use chrono::Datelike as _;
use xieban_domain::moment::{paper_date, weekday};
use xieban_domain::settings::Settings;
use xieban_term::{Canvas, Digits, Tone};

use super::page::{self, BoardPage, PageKind};
use super::scene::OnDuty;
use super::state::Board;

/// How the numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberPlacement {
    /// In one plain line: the screen is too small for anything else.
    Line,
    /// The labels over the digits.
    Under,
    /// The labels before the digits.
    Beside,
}

impl NumberPlacement {
    const fn on((width, height): (u16, u16)) -> Self {
        match (width, height) {
            (100.., 22..) => Self::Beside,
            (80..100, 22..) => Self::Under,
            _ => Self::Line,
        }
    }

    const fn rows(self) -> u16 {
        match self {
            Self::Line => 1,
            Self::Under => Digits::ROWS + 1,
            Self::Beside => Digits::ROWS,
        }
    }
}

/// Columns and rows between head and foot.
pub(crate) const fn body((width, height): (u16, u16)) -> (u16, u16) {
    (width, height.saturating_sub(2 + 1 + NumberPlacement::on((width, height)).rows() + 2))
}

/// Draws the whole board.
pub(crate) fn draw(board: &Board, pages: &[BoardPage], at: usize, canvas: &mut Canvas<'_>) {
    let (width, height) = canvas.size();
    let page = pages.get(at).copied().unwrap_or(BoardPage::DARK);
    head(board, canvas);
    let foot = height.saturating_sub(1);
    let lines = NumberPlacement::on((width, height)).rows();
    let numbers = foot.saturating_sub(lines + 1);
    let (_, rows) = body((width, height));
    rule(numbers.saturating_sub(1), canvas);
    canvas.sub(0, numbers, width, lines, |canvas| hotlines(board, canvas));
    rule(foot.saturating_sub(1), canvas);
    canvas.sub(0, foot, width, 1, |canvas| self::foot(board, pages, at, canvas));
    canvas.sub(0, 2, width, rows, |canvas| page::draw(page, board, canvas));
}

fn rule(y: u16, canvas: &mut Canvas<'_>) {
    canvas.across(0, y, canvas.size().0, Tone::Frame);
}

/// Name, what the office does, date and time; below it the banner, or a rule.
fn head(board: &Board, canvas: &mut Canvas<'_>) {
    let width = canvas.size().0;
    let (now, wall) = (board.now, board.wall.as_ref());
    let office = wall.map_or_else(|| Settings::default().office, |wall| wall.office.clone());
    let mut at = canvas.put(1, 0, &office, Tone::Title);
    if wall.is_some_and(|wall| wall.practice) {
        at = canvas.put(at + 1, 0, "【演练】", Tone::Practice);
    }
    let (date, day) = (now.date(), weekday(now.date()));
    let when = match width {
        0..100 => format!("{}月{}日 周{day} {} ", date.month(), date.day(), now.clock()),
        _ => format!("{} 星期{day}  {} ", paper_date(date), now.clock()),
    };
    canvas.put_before(width, 0, &when, Tone::Title);
    if let Some(wall) = board.trusted() {
        let scene = OnDuty::at(wall, now);
        let gap = if width < 100 { 2 } else { 4 };
        let tone = if scene.is_serving() { Tone::Green } else { Tone::Notice };
        let taken = u16::try_from(canvas.metrics.width(&when)).unwrap_or(width);
        let room = width.saturating_sub(at + gap + taken + 1);
        let (long, short) = (format!("协办员岗  {}", scene.hour.name()), scene.hour.name());
        let text = if canvas.metrics.width(&long) <= room.into() { long } else { short };
        canvas.put_in(at + gap, 0, room, &text, tone);
    }
    match banner(board) {
        Some(text) => canvas.put_in(0, 1, width, &format!(" {text}"), Tone::Chosen),
        None => rule(1, canvas),
    }
}

/// What has to be said of the data, if anything.
fn banner(board: &Board) -> Option<String> {
    match (&board.dark, board.as_of) {
        (Some((why, since)), _) => Some(format!("数据截至 {}：{why}，正在自动重试", since.clock())),
        (None, Some(at)) if at.date() == board.now.date() => {
            Some(format!("数据截至 {}：协办台都没有开机", at.clock()))
        }
        (None, Some(at)) => Some(format!("数据截至 {}：协办台都没有开机", at.screen_time())),
        (None, None) => None,
    }
}

/// Both numbers: on every page, whatever else there is.
fn hotlines(board: &Board, canvas: &mut Canvas<'_>) {
    let settings = Settings::default();
    let (whose, call, text) =
        board.wall.as_ref().map_or((&settings.hotline_of, &settings.hotline, &settings.sms), |wall| {
            (&wall.hotline_of, &wall.hotline, &wall.sms)
        });
    let (digits, short) = (Digits::new(call), Digits::new(text));
    let metrics = canvas.metrics;
    match NumberPlacement::on(board.size) {
        NumberPlacement::Line => {
            canvas.put(1, 0, &format!("作风投诉 {call} | 短信 {text}"), Tone::Hotline);
        }
        NumberPlacement::Under => {
            let right = canvas.size().0.saturating_sub(short.columns(metrics) + 1);
            canvas.put_in(1, 0, right.saturating_sub(2), &format!("{whose}举报投诉电话"), Tone::Label);
            canvas.put(right, 0, "短信", Tone::Label);
            digits.draw(canvas, 1, 1, Tone::Hotline);
            short.draw(canvas, right, 1, Tone::Hotline);
        }
        NumberPlacement::Beside => {
            // The room that is left is divided between the two.
            let used = 1 + 14 + digits.columns(metrics) + 6 + short.columns(metrics);
            let gap = (canvas.size().0.saturating_sub(used) / 2).min(12);
            canvas.put_in(1, 0, 13, whose, Tone::Label);
            canvas.put(1, 1, "举报投诉电话", Tone::Label);
            let at = digits.draw(canvas, 15, 0, Tone::Hotline);
            canvas.put(at + gap, 1, "短信", Tone::Label);
            short.draw(canvas, at + gap + 6, 0, Tone::Hotline);
        }
    }
}

fn foot(board: &Board, pages: &[BoardPage], at: usize, canvas: &mut Canvas<'_>) {
    let width = canvas.size().0;
    let count = pages.len();
    let mut left = format!("第{}页 共{count}页", at + 1);
    if count > 1 {
        let next = pages.get((at + 1) % count).copied().unwrap_or(BoardPage::DARK);
        left = format!("{left}   下一页：{}", next.title());
    }
    // Where the faces of the people on this page are to be seen.
    let faces = pages.iter().position(|page| page.kind == Some(PageKind::People));
    let here = pages.get(at).is_some_and(|page| page.kind == Some(PageKind::Duty));
    if let (Some(first), true, 100..) = (faces, here, width) {
        left = format!("{left}   照片：第{}页、公示栏", first + 1);
    }
    canvas.put(1, 0, &left, Tone::Dim);
    let (fresh, tone) = match (&board.dark, &board.as_of) {
        (Some((_, at)), _) | (None, Some(at)) => (format!("数据截至 {} ", at.clock()), Tone::Error),
        (None, None) => (format!("数据 {} 正常 ", board.now.clock()), Tone::Dim),
    };
    canvas.put_before(width, 0, &fresh, tone);
}
