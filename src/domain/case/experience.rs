//! How long promises of a matter have taken: told before another one is made.

use super::state::{Case, Disposed, Life};
use crate::calendar::Calendar;
use crate::catalogue::MatterCode;

/// Working days that promises took, from acceptance to 办结, in rising order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Experience(Vec<u16>);

impl Experience {
    /// In whatever order they come.
    pub fn of(mut days: Vec<u16>) -> Self {
        days.sort_unstable();
        Self(days)
    }

    /// How many cases it rests on.
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// The days within which so many of a hundred cases were done, by nearest rank: the smallest value that at least so many do not
    /// exceed. `None` without cases.
    pub fn percentile(&self, percent: u8) -> Option<u16> {
        let rank = self.0.len().saturating_mul(percent.into()).div_ceil(100).max(1);
        self.0.get(rank.checked_sub(1)?).copied()
    }
}

impl Case {
    /// Working days that its promise took, without those that did not count (行政许可法 45), once it is done.
    pub fn took(&self, calendar: &Calendar) -> Option<(MatterCode, u16)> {
        let promised = matches!(self.disposed, Some(Disposed::Promise { .. })) && self.acceptance.is_some();
        let days = self.used(calendar).filter(|_| promised)?;
        Some((self.part().matter.clone()?, days))
    }

    /// Working days from acceptance, or else from the registration, to 办结, without those that did not count.
    pub fn used(&self, calendar: &Calendar) -> Option<u16> {
        let (Life::Finished(finish) | Life::Replied(finish, ..) | Life::Archived(finish, ..)) = &self.life
        else {
            return None;
        };
        let accepted = self.acceptance.as_ref().map(|acceptance| acceptance.on);
        let (from, to) = (accepted.unwrap_or_else(|| self.opening.at.date()), finish.at.date());
        let stood: i64 = self
            .stops
            .iter()
            .map(|stop| calendar.working_days_between(stop.from, stop.until.unwrap_or(to)).max(0))
            .sum();
        let days = calendar.working_days_between(from, to).saturating_sub(stood).max(0);
        Some(u16::try_from(days).unwrap_or(u16::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_hundred_cases_the_eightieth_is_p80() {
        let mixed: Vec<u16> = (0..100).map(|n| (n * 37) % 100 + 1).collect();
        let past = Experience::of(mixed);
        assert_eq!((past.percentile(50), past.percentile(80), past.count()), (Some(50), Some(80), 100));
        assert_eq!(Experience::of(vec![3, 1, 9]).percentile(50), Some(3));
        assert_eq!(Experience::of(vec![7]).percentile(80), Some(7));
        assert_eq!(Experience::default().percentile(80), None);
    }
}
