//! 签字: the visitor's signature on the 签字页, or what stands for it, and its place in the book (R64).

use serde::{Deserialize, Serialize};

use crate::sealed::Words;

/// 册/页/行 on the 签字页 (R64).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct Position {
    /// 册.
    pub volume: u16,
    /// 页.
    pub page: u16,
    /// 行.
    pub line: u16,
}

/// Strips that a page of the 签字页 takes.
const LINES: u16 = 6;
/// Pages of a volume.
const PAGES: u16 = 200;

impl Position {
    /// The next line of the book; its first where there is none yet.
    pub const fn after(last: Option<Self>) -> Self {
        match last {
            None => Self { volume: 1, page: 1, line: 1 },
            Some(at) if at.line < LINES => Self { line: at.line.saturating_add(1), ..at },
            Some(at) if at.page < PAGES => Self { page: at.page.saturating_add(1), line: 1, ..at },
            Some(at) => Self { volume: at.volume.saturating_add(1), page: 1, line: 1 },
        }
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}册{}页{}行", self.volume, self.page, self.line)
    }
}

/// The visitor's signature, or what stands for it (R64).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// 待签字.
    Awaited,
    /// 电话回复待补签.
    AwaitedAfterCall,
    /// 邮寄回执: the strip went by post.
    Mailed,
    /// 已签字, at this position.
    Signed(Position),
    /// 拒签, before two witnesses.
    Refused(Words),
    /// 不便签字: 按指印 or 代签, by whom and why.
    ByOther(Position, Words),
}

impl Signature {
    /// No further signature is waited for.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Signed(_) | Self::Refused(_) | Self::ByOther(..))
    }

    /// The position taken on the 签字页.
    pub const fn position(&self) -> Option<Position> {
        match self {
            Self::Signed(at) | Self::ByOther(at, _) => Some(*at),
            Self::Awaited | Self::AwaitedAfterCall | Self::Mailed | Self::Refused(_) => None,
        }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Awaited => "待签字",
            Self::AwaitedAfterCall => "电话回复待补签",
            Self::Mailed => "邮寄回执",
            Self::Signed(_) => "已签字",
            Self::Refused(_) => "拒签",
            Self::ByOther(..) => "代签",
        }
    }
}
