//! 考核 (R72): what an officer's figures come to by the office's rules. A function of rules and figures: every point leads back to the
//! cases of its measure.

use super::measure::Measure;
use super::tally::MeasureTotals;
use crate::assessment::{Per, Scheme, SchemeRule};
use crate::tenths::Tenths;

/// What one rule gives or takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The rule's name.
    pub rule: String,
    /// The measure that it looks at, whose cases it opens.
    pub measure: Measure,
    /// So many there are.
    pub count: i64,
    /// Out of so many, where it goes by a share.
    pub of: Option<i64>,
    /// What it comes to.
    pub points: Tenths,
}

/// A score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// By the rules in their order.
    pub points: Vec<Point>,
    pub total: Tenths,
}

fn named(name: &str) -> Option<Measure> {
    Measure::ALL.iter().copied().find(|measure| measure.name() == name)
}

/// A quotient rounded to the nearest, halves away from nothing; of nothing it is nothing.
fn nearest(amount: i64, by: i64) -> i64 {
    let half = if amount < 0 { by.saturating_neg() / 2 } else { by / 2 };
    amount.saturating_add(half).checked_div(by).unwrap_or(0)
}

fn point(rule: &SchemeRule, tally: &MeasureTotals) -> Option<Point> {
    let measure = named(&rule.measure)?;
    let (count, points) = (tally.get(measure), i64::from(rule.points.0));
    let (of, earned) = match &rule.per {
        Per::EachCase => (None, count.saturating_mul(points)),
        Per::Share { of } => {
            let of = tally.get(named(of)?);
            // Where there was nothing to do, nothing is earned and nothing lost.
            (Some(of), if of > 0 { nearest(count.saturating_mul(points), of) } else { 0 })
        }
    };
    let most = i64::from(rule.most.0).abs();
    let points = Tenths(i32::try_from(earned.clamp(most.saturating_neg(), most)).unwrap_or(0));
    Some(Point { rule: rule.name.clone(), measure, count, of, points })
}

/// The score of these figures by these rules. A rule whose measure is not known counts nothing; the office cannot keep one.
pub fn score(scheme: &Scheme, tally: &MeasureTotals) -> Score {
    let points: Vec<Point> = scheme.rules.iter().filter_map(|rule| point(rule, tally)).collect();
    let total = Tenths(points.iter().map(|point| point.points.0).fold(0, i32::saturating_add));
    Score { points, total }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(measure: &str, per: Per, points: i32, most: i32) -> SchemeRule {
        let (name, measure) = (measure.to_owned(), measure.to_owned());
        SchemeRule { name, measure, per, points: Tenths(points), most: Tenths(most) }
    }

    fn share(of: &str) -> Per {
        Per::Share { of: of.to_owned() }
    }

    fn tally(of: &[(Measure, i64)]) -> MeasureTotals {
        let mut tally = MeasureTotals::default();
        for (measure, amount) in of {
            tally.add(*measure, *amount);
        }
        tally
    }

    #[test]
    fn r72_points_go_by_the_case_or_by_the_share_and_never_past_their_cap() {
        let one = |rule: SchemeRule, of: &[(Measure, i64)]| {
            score(&Scheme { version: 1, kept: None, rules: vec![rule] }, &tally(of)).total.0
        };
        let (on_time, limited) = (Measure::OnTime, Measure::Limited);
        let rate = || rule(on_time.name(), share(limited.name()), 400, 400);
        assert_eq!(one(rate(), &[(on_time, 19), (limited, 20)]), 380);
        assert_eq!(one(rate(), &[(on_time, 2), (limited, 3)]), 267, "rounded to the nearest tenth");
        assert_eq!(one(rate(), &[]), 0, "of nothing it says nothing");
        let late = || rule(Measure::LateDone.name(), Per::EachCase, -20, 200);
        assert_eq!(one(late(), &[(Measure::LateDone, 3)]), -60);
        assert_eq!(one(late(), &[(Measure::LateDone, 30)]), -200, "never more than the cap");
        let called = || rule(Measure::Contacted.name(), Per::EachCase, 2, 50);
        assert_eq!(one(called(), &[(Measure::Contacted, 1000)]), 50);
        let minus = || rule(Measure::SecondNotice.name(), share(Measure::Own.name()), -100, 100);
        assert_eq!(one(minus(), &[(Measure::SecondNotice, 1), (Measure::Own, 3)]), -33);
    }

    #[test]
    fn r72_every_rule_of_the_first_version_counts_and_the_total_is_their_sum() {
        let scheme = Scheme::first().unwrap();
        let mut all = MeasureTotals::default();
        for measure in Measure::ALL {
            all.add(*measure, 1);
        }
        let score = score(&scheme, &all);
        assert_eq!(score.points.len(), scheme.rules.len());
        assert!(score.points.iter().all(|point| point.points.0 != 0), "{score:?}");
        assert_eq!(score.total.0, score.points.iter().map(|point| point.points.0).sum::<i32>());
    }
}
