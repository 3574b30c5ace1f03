//! Keys as the program knows them, whatever bytes the terminal sent.

use std::fmt;

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    /// F1 … F12.
    F(u8),
    /// 上.
    Up,
    /// 下.
    Down,
    /// 左.
    Left,
    /// 右.
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    Tab,
    /// Shift-Tab.
    BackTab,
    Enter,
    Esc,
    Backspace,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
}

/// Something the terminal sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// A paste, as it came.
    Paste(String),
}

impl Key {
    /// A key alone.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A key with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false }
    }

    /// A key with Alt.
    pub const fn alt(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: false, alt: true }
    }

    /// The F-key that an Alt key stands for: Alt-1 … Alt-0, Alt-- and Alt-= are F1 … F12, because input methods take some F-keys.
    #[must_use]
    pub const fn twin(self) -> Self {
        match self {
            Self { code: Code::Char(c @ '1'..='9'), alt: true, ctrl: false } => {
                Self::plain(Code::F(c as u8 - b'0'))
            }
            Self { code: Code::Char('0'), alt: true, ctrl: false } => Self::plain(Code::F(10)),
            Self { code: Code::Char('-'), alt: true, ctrl: false } => Self::plain(Code::F(11)),
            Self { code: Code::Char('='), alt: true, ctrl: false } => Self::plain(Code::F(12)),
            other => other,
        }
    }

    /// The character typed, if this is plain typing.
    pub const fn typed(self) -> Option<char> {
        match self {
            Self { code: Code::Char(c), ctrl: false, alt: false } => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("空格"),
            Code::Char(c) if self.ctrl || self.alt => write!(f, "{}", c.to_ascii_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            Code::Up => f.write_str("上"),
            Code::Down => f.write_str("下"),
            Code::Left => f.write_str("左"),
            Code::Right => f.write_str("右"),
            Code::Home => f.write_str("Home"),
            Code::End => f.write_str("End"),
            Code::PageUp => f.write_str("PgUp"),
            Code::PageDown => f.write_str("PgDn"),
            Code::Insert => f.write_str("Ins"),
            Code::Delete => f.write_str("Del"),
            Code::Tab => f.write_str("Tab"),
            Code::BackTab => f.write_str("Shift-Tab"),
            Code::Enter => f.write_str("Enter"),
            Code::Esc => f.write_str("Esc"),
            Code::Backspace => f.write_str("退格"),
        }
    }
}
