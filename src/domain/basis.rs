//! What a refusal rests on: a rule of the plan, a law, a standard, or the program itself.

use std::fmt;

/// A rule of the plan by its number, R1–R79. On screens and paper it is cited by its place, never by this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(pub u8);

impl Rule {
    /// The rule's place in the plan, e.g. `方案四（二）1`.
    pub const fn place(self) -> &'static str {
        match self.0 {
            0..=5 => "方案一",
            6 => "方案二",
            7 | 8 => "方案三（一）",
            9 => "方案三（二）",
            10..=22 => "方案三（三）1",
            23..=32 => "方案三（三）2",
            33..=35 => "方案四",
            36..=41 => "方案四（一）",
            42..=45 => "方案四（二）",
            46..=56 => "方案四（二）1",
            57..=59 => "方案四（二）2",
            60 | 61 => "方案四（二）3",
            62..=65 => "方案四（三）",
            66 | 67 => "方案五（一）",
            68..=70 => "方案五（二）",
            _ => "方案五（三）",
        }
    }
}

/// What a refusal rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A rule of the plan.
    Plan(Rule),
    /// A law, by its short name and article.
    Law(&'static str),
    Standard(&'static str),
    /// No rule but how the program works.
    Program,
}

impl Basis {
    /// For programs: `R48`, `行政许可法42`, `GB 11643`, `program`.
    pub fn code(self) -> String {
        match self {
            Self::Plan(rule) => format!("R{}", rule.0),
            Self::Law(name) | Self::Standard(name) => name.to_owned(),
            Self::Program => "program".to_owned(),
        }
    }
}

impl fmt::Display for Basis {
    /// For people: `方案四（二）1`; nothing where only the program stands behind it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan(rule) => f.write_str(rule.place()),
            Self::Law(name) | Self::Standard(name) => f.write_str(name),
            Self::Program => Ok(()),
        }
    }
}
