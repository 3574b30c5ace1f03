//! 低成本、靠前服务: what a case costs the visitor, and the advice given before it was taken in (R1, R5).

use serde::{Deserialize, Serialize};

use crate::moment::Moment;
use crate::sealed::Words;

/// A sum in 分.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fee(pub u32);

impl Fee {
    /// A sum typed in 元, e.g. `12.50`; `None` where it is none.
    pub fn parse(yuan: &str) -> Option<Self> {
        let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
        let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !figures(whole) || !figures(part) || part.len() > 2 {
            return None;
        }
        let fen: u32 = format!("{part:0<2}").parse().ok()?;
        whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(fen).map(Self)
    }
}

/// So many 分 as people say them: `12.50元`.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    match (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100) {
        (yuan, 0) => format!("{sign}{yuan}元"),
        (yuan, fen) => format!("{sign}{yuan}.{fen:02}元"),
    }
}

impl std::fmt::Display for Fee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&yuan(self.0.into()))
    }
}

/// 费用 as it was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeNoted {
    pub fee: Fee,
    /// 收费依据; empty where there is nothing to pay.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
}

impl FeeNoted {
    /// How the history says it.
    pub(super) fn told(&self) -> String {
        match self.basis.is_empty() {
            true => format!("费用 {}", self.fee),
            false => format!("费用 {}（{}）", self.fee, self.basis),
        }
    }
}

/// 材料预审: what was looked at before the matter was taken in, and what the visitor was advised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prechecked {
    pub at: Moment,
    /// What was said.
    pub words: Words,
}

/// What was done for the visitor besides the matter itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// 费用: nothing unless it was noted.
    #[serde(default)]
    pub fee: FeeNoted,
    /// 材料预审 so far.
    #[serde(default)]
    pub prechecks: u16,
}

impl Default for FeeNoted {
    fn default() -> Self {
        Self { fee: Fee(0), basis: String::new() }
    }
}

impl Service {
    /// Nothing of the kind.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_to_the_fen_and_printed_as_it_is_said() {
        for (typed, fen, said) in
            [("0", 0, "0元"), ("12", 1200, "12元"), ("12.5", 1250, "12.50元"), ("0.05", 5, "0.05元")]
        {
            assert_eq!(Fee::parse(typed), Some(Fee(fen)), "{typed}");
            assert_eq!(Fee(fen).to_string(), said);
        }
        for wrong in ["", ".5", "-1", "1.234", "十", "99999999999", "1.x"] {
            assert_eq!(Fee::parse(wrong), None, "{wrong}");
        }
    }
}
