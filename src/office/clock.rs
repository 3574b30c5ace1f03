//! The office's clock: the wall clock, or a practice store's own, or one that stands still for a test.

use crate::domain::moment::Moment;

/// A clock.
#[derive(Debug, Clone, Copy)]
pub(super) enum Clock {
    /// The wall clock.
    Wall,
    /// A practice clock: it showed `from + offset` when the wall clock showed `from`, and runs `rate` times as fast.
    Practice { from: i64, offset: i64, rate: f64 },
    /// Stands still.
    Standing(Moment),
}

impl Clock {
    /// The clock of a store with this practice row: where it was set on the wall clock's scale (ms), and how fast it runs.
    pub(super) fn of(practice: Option<(i64, f64)>) -> Self {
        practice.map_or(Self::Wall, |(offset, rate)| Self::Practice { from: wall().0, offset, rate })
    }

    pub(super) const fn standing(now: Moment) -> Self {
        Self::Standing(now)
    }

    pub(super) const fn is_standing(&self) -> bool {
        matches!(self, Self::Standing(_))
    }

    pub(super) fn now(&self) -> Moment {
        match self {
            Self::Wall => wall(),
            Self::Standing(now) => *now,
            Self::Practice { from, offset, rate } => {
                let gone = wall().0 - from;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_precision_loss,
                    reason = "milliseconds since start times a small rate"
                )]
                let gone = (gone as f64 * rate) as i64;
                Moment(from + offset + gone)
            }
        }
    }
}

/// The wall clock, in UTC milliseconds.
pub(super) fn wall() -> Moment {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
