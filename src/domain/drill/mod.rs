//! 演练课程: twenty visitors as a clerk meets them, what a right handling of each is, and what was left out (R68).
//!
//! The visitors are facts (`data/drill.toml`). The judge is pure: what was really done on the practice store against what
//! should have been. Time is not judged.

mod judge;
mod miss;
mod progress;

use std::sync::OnceLock;

use serde::Deserialize;

use super::catalogue::{MatterCode, MatterOrChain, UnitId};
use super::codes::{Disposition, Kind, PromiseReason, Purpose, RefusalGround};
use super::visitor::VisitorInput;
pub use judge::{Deeds, JudgedCase};
pub use miss::Miss;
pub use progress::{CourseProgress, VisitorScore};

/// A visitor of the course.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillVisitor {
    /// How he is called on the scorecard.
    pub who: String,
    /// What a clerk sees and hears.
    pub says: String,
    /// What lies on the counter; empty where nothing does.
    #[serde(default)]
    pub brings: String,
    /// Keys of the shortest way known, each typed character counted as one.
    pub keys: u32,
    /// What is to come of it.
    pub right: Right,
}

/// What a right handling leaves behind. What is not named is not to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Right {
    /// A case is registered.
    pub case: Option<RightCase>,
    /// 咨询即答.
    pub tally: bool,
    /// 来访人离开, with a reason.
    pub left: bool,
    /// An earlier visitor brings what was missing, and his case becomes a 承诺件.
    pub whole: Option<Completion>,
    /// 来电查询 of an earlier visitor's case.
    pub call: Option<usize>,
    /// 办结, 回复 and 签字 of an earlier visitor's case.
    pub close: Option<usize>,
    /// 投诉登记.
    pub complaint: Option<RightComplaint>,
    /// 作风投诉登记, and nothing else of it anywhere.
    pub conduct: bool,
}

impl Right {
    /// The earlier visitor whose case it is about, from 1.
    pub fn of(&self) -> Option<usize> {
        self.whole.map(|whole| whole.of).or(self.call).or(self.close)
    }
}

/// What was missing of an earlier visitor's is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// Which one, from 1.
    pub of: usize,
    /// Why it is a 承诺件.
    pub reason: PromiseReason,
}

/// A case as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightCase {
    /// Who came, as he should stand there; a line that is empty here is not looked at.
    pub visitor: VisitorInput,
    /// 来访目的.
    #[serde(default)]
    pub purpose: Purpose,
    /// The matter or the chain.
    pub matter: MatterOrChain,
    /// 类别.
    pub kind: Kind,
    /// 分类 of our own part.
    #[serde(default)]
    pub disposition: Option<Disposition>,
    /// The materials that are 缺: these and no others.
    #[serde(default)]
    pub missing: Vec<String>,
    /// The materials that are 不适用: these and no others.
    #[serde(default)]
    pub exempt: Vec<String>,
    /// Why it is a 承诺件.
    #[serde(default)]
    pub reason: Option<PromiseReason>,
    /// Why it is a 退回件.
    #[serde(default)]
    pub ground: Option<RefusalGround>,
    /// The unit he is led to, on a slip.
    #[serde(default)]
    pub led_to: Option<UnitId>,
    /// The unit that led him here.
    #[serde(default)]
    pub led_here_by: Option<UnitId>,
    /// He gets the 大字单.
    #[serde(default)]
    pub large: bool,
}

/// A complaint as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightComplaint {
    /// 投诉类别.
    pub matter: MatterCode,
    /// What has to stand in 被投诉对象.
    pub about: String,
    /// 急件.
    #[serde(default)]
    pub urgent: bool,
    /// The telephone that is left; absent where he stays anonymous.
    #[serde(default)]
    pub phone: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CourseFile {
    scene: Vec<DrillVisitor>,
}

/// The visitors of the course, in order.
pub fn course() -> &'static [DrillVisitor] {
    static COURSE: OnceLock<Vec<DrillVisitor>> = OnceLock::new();
    COURSE.get_or_init(|| {
        toml::from_str(include_str!("../data/drill.toml"))
            .map(|file: CourseFile| file.scene)
            .unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, Era};
    use crate::classify::classify;

    #[test]
    fn r68_the_course_has_twenty_visitors_and_each_is_possible() {
        let read: Result<CourseFile, _> = toml::from_str(include_str!("../data/drill.toml"));
        assert!(read.is_ok(), "{:?}", read.err());
        assert_eq!(course().len(), 20);
        let catalogue = Catalogue::bundled().unwrap();
        let today = "2026-11-23".parse().unwrap();
        for (at, scene) in course().iter().enumerate() {
            let right = &scene.right;
            assert!(scene.keys > 0 && *right != Right::default(), "{}", scene.who);
            if let Some(of) = right.of() {
                assert!(of <= at && course()[of - 1].right.case.is_some(), "{}", scene.who);
            }
            let Some(case) = &right.case else { continue };
            let checked = case.visitor.checked(today);
            assert!(checked.is_ok(), "{}: {:?}", scene.who, checked.err());
            assert!(classify(&case.matter, Era::Now, catalogue).is_some(), "{}", scene.who);
            for unit in case.led_to.iter().chain(&case.led_here_by) {
                assert!(catalogue.unit(unit).is_some(), "{}: {unit:?}", scene.who);
            }
            let MatterOrChain::Matter(code) = &case.matter else { continue };
            let asked = &catalogue.matter(code).unwrap().materials;
            for name in case.missing.iter().chain(&case.exempt) {
                assert!(asked.iter().any(|asked| asked.name == *name), "{}: {name}", scene.who);
            }
        }
    }
}
