//! 作风体检: hints, not verdicts. A pattern in an officer's own figures that is worth a look, with one of the five kinds it may point
//! to (R74) and the cases it rests on. What it means is for the two offices to find out, and the officer may answer.

use super::measure::Measure;
use super::period::Period;
use super::tally::MeasureTotals;
use crate::conduct::Misconduct;
use crate::staff::StaffCode;

/// A pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// Logs that say nothing.
    BareLogs,
    /// Most of what is done is done in the last minutes of the day.
    AtClosing,
    /// What is ours by the catalogue is sent to other units.
    SentAway,
    /// Visitors who had been led here are led on again and again.
    LedOn,
    /// Neither accepted nor told within the five working days.
    Untold,
    /// Done, and the visitor hears nothing.
    Unreplied,
    /// Overdue again and again.
    Overdue,
    /// The promise is nearly always the very last day that the law allows.
    Utmost,
    /// What is missing is not said at once (行政许可法 32).
    SecondNotices,
}

/// At least so many cases, and so many of a hundred, make a pattern.
struct Threshold {
    least: i64,
    percent: i64,
}

impl Pattern {
    /// Every pattern.
    pub const ALL: [Self; 9] = [
        Self::BareLogs,
        Self::AtClosing,
        Self::SentAway,
        Self::LedOn,
        Self::Untold,
        Self::Unreplied,
        Self::Overdue,
        Self::Utmost,
        Self::SecondNotices,
    ];

    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BareLogs => "日志空泛",
            Self::AtClosing => "集中在临下班办结",
            Self::SentAway => "本所事项移给外单位",
            Self::LedOn => "转来的又往外移",
            Self::Untold => "五日内不受理也不告知",
            Self::Unreplied => "办结了不回复",
            Self::Overdue => "反复超期",
            Self::Utmost => "承诺总是用足法定时限",
            Self::SecondNotices => "反复二次告知",
        }
    }

    /// The kind it may point to.
    pub const fn kind(self) -> Misconduct {
        match self {
            Self::BareLogs | Self::AtClosing => Misconduct::Perfunctory,
            Self::SentAway | Self::LedOn => Misconduct::Resisting,
            Self::Untold | Self::Unreplied => Misconduct::Inaction,
            Self::Overdue | Self::Utmost => Misconduct::Delay,
            Self::SecondNotices => Misconduct::Arbitrary,
        }
    }

    /// The measures whose cases it rests on.
    pub const fn rests_on(self) -> &'static [Measure] {
        match self {
            Self::BareLogs => &[Measure::BareLog],
            Self::AtClosing => &[Measure::AtClosing],
            Self::SentAway => &[Measure::SentAway],
            Self::LedOn => &[Measure::LedOnAgain],
            Self::Untold => &[Measure::Deemed, Measure::Untold],
            Self::Unreplied => &[Measure::Unreplied],
            Self::Overdue => &[Measure::LateDone, Measure::DueOpen],
            Self::Utmost => &[Measure::Utmost],
            Self::SecondNotices => &[Measure::SecondNotice],
        }
    }

    /// Of what they are a part.
    pub const fn out_of(self) -> &'static [Measure] {
        match self {
            Self::BareLogs | Self::AtClosing | Self::Unreplied => &[Measure::Finished],
            Self::SentAway | Self::LedOn | Self::Untold | Self::SecondNotices => {
                &[Measure::Own, Measure::Joint, Measure::Transfer]
            }
            Self::Overdue => &[Measure::Limited, Measure::DueOpen],
            Self::Utmost => &[Measure::Promise],
        }
    }

    const fn threshold(self) -> Threshold {
        match self {
            Self::BareLogs => Threshold { least: 5, percent: 30 },
            Self::AtClosing => Threshold { least: 8, percent: 50 },
            Self::SentAway | Self::LedOn | Self::Untold => Threshold { least: 4, percent: 10 },
            Self::Unreplied => Threshold { least: 5, percent: 20 },
            Self::Overdue => Threshold { least: 6, percent: 30 },
            Self::Utmost => Threshold { least: 8, percent: 90 },
            Self::SecondNotices => Threshold { least: 5, percent: 10 },
        }
    }
}

/// A hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureHint {
    /// Whose figures they are.
    pub who: StaffCode,
    pub pattern: Pattern,
    /// In so many,
    pub count: i64,
    /// out of so many.
    pub of: i64,
}

/// Days that a period has at least before a pattern shows in it: of a few days nothing can be said.
const SHORTEST: u64 = 28;

/// Whether a period is long enough for a pattern.
pub fn shows_patterns(period: Period) -> bool {
    period.length() >= SHORTEST
}

/// The patterns in the sums of these people in a period, most cases first.
pub fn hints<'t>(
    period: Period,
    sums: impl IntoIterator<Item = (&'t StaffCode, &'t MeasureTotals)>,
) -> Vec<FigureHint> {
    if !shows_patterns(period) {
        return Vec::new();
    }
    let mut found: Vec<FigureHint> = sums.into_iter().flat_map(|(who, tally)| of_one(who, tally)).collect();
    found.sort_by_key(|hint| (std::cmp::Reverse(hint.count), hint.who.clone(), hint.pattern));
    found
}

fn of_one<'t>(who: &'t StaffCode, tally: &'t MeasureTotals) -> impl Iterator<Item = FigureHint> {
    Pattern::ALL.into_iter().filter_map(move |pattern| {
        let (count, of) = (tally.sum(pattern.rests_on()), tally.sum(pattern.out_of()));
        let Threshold { least, percent } = pattern.threshold();
        (count >= least && count.saturating_mul(100) >= of.saturating_mul(percent)).then(|| FigureHint {
            who: who.clone(),
            pattern,
            count,
            of,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::period::PeriodKind;
    use super::*;

    fn tally(of: &[(Measure, i64)]) -> MeasureTotals {
        let mut tally = MeasureTotals::default();
        for (measure, amount) in of {
            tally.add(*measure, *amount);
        }
        tally
    }

    #[test]
    fn r74_every_pattern_is_found_where_it_is_and_nowhere_else() {
        let clean = tally(&[
            (Measure::Own, 100),
            (Measure::Finished, 100),
            (Measure::Limited, 100),
            (Measure::Promise, 100),
        ]);
        let who = StaffCode::from("S01");
        let month = Period::of(PeriodKind::Month, "2026-02-10".parse().unwrap());
        let week = Period::of(PeriodKind::Week, "2026-02-10".parse().unwrap());
        assert_eq!(hints(month, [(&who, &clean)]), []);
        for pattern in Pattern::ALL {
            let mut planted = clean.clone();
            planted.add(pattern.rests_on()[0], 95);
            let found = hints(month, [(&who, &planted)]);
            assert_eq!(hints(week, [(&who, &planted)]), [], "of a few days nothing can be said");
            assert!(
                found.iter().any(|hint| hint.pattern == pattern && hint.count == 95),
                "{pattern:?}: {found:?}"
            );
            assert!(found.iter().all(|hint| hint.pattern == pattern), "{pattern:?}: {found:?}");
        }
        let few = tally(&[(Measure::Own, 3), (Measure::Finished, 3), (Measure::BareLog, 3)]);
        assert_eq!(hints(month, [(&who, &few)]), [], "a few cases are no pattern");
    }

    #[test]
    fn r74_each_of_the_five_kinds_has_a_pattern() {
        for kind in Misconduct::ALL {
            assert!(Pattern::ALL.iter().any(|pattern| pattern.kind() == *kind), "{kind}");
        }
    }
}
