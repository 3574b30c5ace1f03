//! One field of a form: what it makes of a key, and how it looks.

use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::Field;
use xieban_words::pinyin::Spelled;

use super::KeyOutcome;
use crate::keymap::digit;

pub(super) fn edit<Id>(field: &mut Field, key: Key, id: Id) -> KeyOutcome<Id> {
    match key {
        Key { code: Code::Char(c), ctrl: false, alt: false } => field.insert(c.encode_utf8(&mut [0; 4])),
        Key { code: Code::Backspace, .. } => field.backspace(),
        Key { code: Code::Delete, .. } => field.delete(),
        key if key == Key::ctrl('z') => field.undo(),
        key if key == Key::ctrl('y') => field.redo(),
        Key { code, ctrl: false, alt: false } => {
            match code {
                Code::Left => field.left(),
                Code::Right => field.right(),
                Code::Home => field.home(),
                Code::End => field.end(),
                _ => return KeyOutcome::Nothing,
            }
            return KeyOutcome::Moved;
        }
        _ => return KeyOutcome::Nothing,
    }
    KeyOutcome::Changed(id)
}

pub(super) fn choose<Id>(
    options: &[String],
    at: &mut Option<usize>,
    sought: &mut String,
    key: Key,
    id: Id,
) -> KeyOutcome<Id> {
    let (was, last) = (*at, options.len().saturating_sub(1));
    match (digit(key), key.code) {
        (Some(0), _) | (None, Code::Delete | Code::Backspace) => *at = None,
        (Some(n), _) if n <= options.len() => *at = Some(n - 1),
        (None, Code::Right) => *at = Some(was.map_or(0, |at| (at + 1).min(last))),
        (None, Code::Left) => *at = Some(was.map_or(0, |at| at.saturating_sub(1))),
        // Those beyond the ninth have no digit: they are found by how they are called.
        (None, Code::Char(letter))
            if options.len() > 9 && !key.ctrl && !key.alt && letter.is_alphabetic() =>
        {
            sought.push(letter);
            let found = called(options, sought).or_else(|| {
                // What was sought before is not the beginning of this: it begins anew.
                *sought = letter.to_string();
                called(options, sought)
            });
            *at = found.or(was);
            return if was == *at { KeyOutcome::Moved } else { KeyOutcome::Changed(id) };
        }
        _ => return KeyOutcome::Nothing,
    }
    sought.clear();
    if was == *at { KeyOutcome::Moved } else { KeyOutcome::Changed(id) }
}

/// The first option that is called so, or sounds so.
pub(super) fn called(options: &[String], sought: &str) -> Option<usize> {
    let fits =
        options.iter().enumerate().filter_map(|(at, option)| Some((Spelled::new(option).fit(sought)?, at)));
    fits.min().map(|(_, at)| at)
}

/// A label of two characters takes the room of four: 事　　项.
pub(super) fn spread_label(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None, None) if !a.is_ascii() => format!(" {a}    {b} "),
        (Some(a), Some(b), Some(c), None) if !a.is_ascii() => format!(" {a} {b} {c} "),
        _ => format!(" {label} "),
    }
}

pub(super) fn draw_text(
    canvas: &mut Canvas<'_>,
    (x, y, cells): (u16, u16, u16),
    field: &Field,
    secret: bool,
    here: bool,
) {
    let view = field.view(canvas.metrics, cells.into());
    let text = if secret { "*".repeat(view.text.chars().count()) } else { view.text };
    let tone = if here { Tone::Focus } else { Tone::Text };
    canvas.put(x, y, &text, tone);
    if here {
        canvas.cursor(x + u16::try_from(view.caret).unwrap_or(0), y);
    }
}

/// `[办事] 咨询 投诉`: the chosen one in brackets, one that is not open with a `-` behind it.
/// Where they do not all fit, only the chosen one stands there, with the digits to change it.
pub(super) fn draw_choice(
    canvas: &mut Canvas<'_>,
    (x, y): (u16, u16),
    options: &[String],
    at: Option<usize>,
    blocked: &[usize],
) -> u16 {
    let mut x = x;
    let needed: usize = options.iter().map(|option| canvas.metrics.width(option) + 2).sum();
    if needed > usize::from(canvas.size().0.saturating_sub(x)) {
        let chosen = at.and_then(|at| options.get(at)).map_or("未选", String::as_str);
        x = canvas.put(x, y, &format!("[{chosen}]"), Tone::Title);
        let how = match options.len() {
            all @ 0..=9 => format!(" 1-{all}换"),
            all => format!(" {all}项，左右换，拼音找"),
        };
        return canvas.put(x, y, &how, Tone::Dim) + 1;
    }
    for (place, option) in options.iter().enumerate() {
        let (open, close, tone) = match (at == Some(place), blocked.contains(&place)) {
            (true, _) => ("[", "]", Tone::Title),
            (false, true) => (" ", "-", Tone::Dim),
            (false, false) => (" ", " ", Tone::Text),
        };
        x = canvas.put(x, y, &format!("{open}{option}{close}"), tone);
    }
    x + 1
}
