//! What was left out or done otherwise, each as one sentence for whoever practises.

use std::fmt;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// This was not done.
    Undone(&'static str),
    /// This was done and should not have been.
    Surplus(&'static str),
    /// A field says something else than it should: its name, and what should stand there.
    Otherwise(&'static str, String),
    /// A material that is not there was not told to be missing.
    NotTold(String),
    /// A material that is there was told to be missing.
    NotMissing(String),
    /// A material that does not apply was not left out.
    NotExempted(String),
    /// A material was left out that does apply.
    NotExempt(String),
    /// Nobody has looked at a material.
    NotLookedAt(String),
    /// Something of a complaint about our own people stands where everybody can read it (R72).
    Trace,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undone(what) => write!(f, "没有{what}"),
            Self::Surplus(what) => write!(f, "不该{what}"),
            Self::Otherwise(field, right) => write!(f, "{field}应是{right}"),
            Self::NotTold(material) => write!(f, "没有告知缺“{material}”"),
            Self::NotMissing(material) => write!(f, "“{material}”带来了，不缺"),
            Self::NotExempted(material) => write!(f, "“{material}”不适用，不该要"),
            Self::NotExempt(material) => write!(f, "“{material}”该要，不能免"),
            Self::NotLookedAt(material) => write!(f, "没有看“{material}”"),
            Self::Trace => f.write_str("作风投诉只登在F5作风，别处不能留记录"),
        }
    }
}
