//! Keys as a line of notation: names, characters, and texts in quotes: `F2 ↓ 2 Enter "李国强"`.

use xieban_term::{Code, Input, Key};

/// The inputs that a line of notation stands for.
pub fn keys(notation: &str) -> Vec<Input> {
    let mut inputs = Vec::new();
    for (at, part) in notation.split('"').enumerate() {
        match at % 2 {
            1 => inputs.extend(part.chars().map(|c| Input::Key(Key::plain(Code::Char(c))))),
            _ => inputs.extend(part.split_whitespace().map(|name| Input::Key(key(name)))),
        }
    }
    inputs
}

fn key(name: &str) -> Key {
    let one = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    let code = match name {
        "Enter" => Code::Enter,
        "Esc" => Code::Esc,
        "Tab" => Code::Tab,
        "BackTab" => Code::BackTab,
        "↑" => Code::Up,
        "↓" => Code::Down,
        "←" => Code::Left,
        "→" => Code::Right,
        "PgUp" => Code::PageUp,
        "PgDn" => Code::PageDown,
        "Home" => Code::Home,
        "End" => Code::End,
        "Ins" => Code::Insert,
        "Del" => Code::Delete,
        "Backspace" => Code::Backspace,
        other => {
            if let Some(c) = other.strip_prefix("Alt-").and_then(one) {
                return Key::alt(c);
            }
            if let Some(c) = other.strip_prefix("Ctrl-").and_then(one) {
                return Key::ctrl(c);
            }
            match (other.strip_prefix('F').and_then(|n| n.parse().ok()), one(other)) {
                (Some(n), _) => Code::F(n),
                (None, Some(c)) => Code::Char(c),
                (None, None) => panic!("no such key: {other}"),
            }
        }
    };
    Key::plain(code)
}
