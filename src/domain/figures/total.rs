//! The figures of a period: the sums, and the day's counts that belong to no case.

use super::measure::Measure;
use super::tally::MeasureTotals;

/// What is counted at the desks and belongs to no case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskTotals {
    /// 接待人次.
    pub received: u64,
    /// 咨询即答.
    pub tallied: u64,
    /// 来访人离开.
    pub left: u64,
}

/// What stands behind the wall of recusal, for somebody who may look over it: of what he may know, so much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ConductTotals {
    /// 作风投诉 that were taken in.
    pub taken: usize,
    /// 问责: files in which a measure was decided.
    pub measured: usize,
}

/// The figures of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// What every measure comes to; what waits is counted once its day has passed.
    pub tally: MeasureTotals,
    /// The day's counts.
    pub desk: DeskTotals,
    /// 作风; absent for whoever may not know of any, and then nothing says that there are such figures.
    pub behind: Option<ConductTotals>,
}

/// The ratings.
pub(super) const RATINGS: [Measure; 5] = [
    Measure::VerySatisfied,
    Measure::Satisfied,
    Measure::Acceptable,
    Measure::Dissatisfied,
    Measure::VeryDissatisfied,
];
/// Those that say content.
pub(super) const CONTENT: [Measure; 3] = [Measure::VerySatisfied, Measure::Satisfied, Measure::Acceptable];
/// Those that do not.
pub(super) const DISCONTENT: [Measure; 2] = [Measure::Dissatisfied, Measure::VeryDissatisfied];
/// What is registered, by kind.
pub(super) const KINDS: [Measure; 3] = [Measure::Own, Measure::Joint, Measure::Transfer];
/// 超期: what came to be overdue in the period, done since or not.
pub const OVERDUE: [Measure; 2] = [Measure::LateDone, Measure::DueOpen];

impl Figures {
    /// Together.
    pub fn sum(&self, measures: &[Measure]) -> i64 {
        self.tally.sum(measures)
    }

    /// What one measure comes to.
    pub const fn get(&self, measure: Measure) -> i64 {
        self.tally.get(measure)
    }
}
