//! The office's clock: the wall clock, or a practice store's own, or one that stands still for a test.
//!
//! No other crate reads the wall clock (`clippy.toml`): rules are given their time.

use xieban_domain::moment::Moment;

/// A clock.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The wall clock.
    Wall,
    /// A practice clock: it shows `offset` + `rate` × wall clock, in every process alike.
    Practice {
        offset: i64,
        /// Times as fast; 0 stands.
        rate: f64,
    },
    Standing(Moment),
    /// The wall clock as a test sets it: judged as the wall clock is.
    Host(Moment),
}

/// The practice row for a clock that shows `shows` now and runs `rate` times as fast as the wall clock.
pub fn practice_clock(shows: Moment, rate: f64) -> (i64, f64) {
    (shows.0 - scaled(wall().0, rate), rate)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "milliseconds of this century times a small rate"
)]
fn scaled(ms: i64, rate: f64) -> i64 {
    (ms as f64 * rate) as i64
}

impl Clock {
    /// The clock of a store with this practice row.
    pub fn of(practice: Option<(i64, f64)>) -> Self {
        practice.map_or(Self::Wall, |(offset, rate)| Self::Practice { offset, rate })
    }

    /// One that stands still.
    pub const fn standing(now: Moment) -> Self {
        Self::Standing(now)
    }

    /// How many milliseconds of the wall clock it takes until this one shows so many more; `None` if it stands.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "milliseconds of a minute divided by a rate"
    )]
    pub fn wall_ms(&self, ms: i64) -> Option<i64> {
        match self {
            Self::Wall => Some(ms),
            Self::Practice { rate, .. } if *rate > 0.0 => Some((ms as f64 / rate).ceil() as i64),
            Self::Practice { .. } | Self::Standing(_) | Self::Host(_) => None,
        }
    }

    /// By which guesses wait: a practice clock that was stopped would keep everybody out.
    pub fn patience(&self) -> Moment {
        match self {
            Self::Practice { rate, .. } if *rate <= 0.0 => wall(),
            Self::Wall | Self::Practice { .. } | Self::Standing(_) | Self::Host(_) => self.now(),
        }
    }

    /// Whether it is the host's own, which may be wrong: a battery that is dead, a year mistyped. A practice clock is what it is.
    pub const fn may_be_wrong(&self) -> bool {
        matches!(self, Self::Wall | Self::Host(_))
    }

    /// Whether it was made to stand still.
    pub const fn is_standing(&self) -> bool {
        matches!(self, Self::Standing(_))
    }

    /// What it shows, in UTC milliseconds.
    pub fn now(&self) -> Moment {
        match self {
            Self::Wall => wall(),
            Self::Standing(now) | Self::Host(now) => *now,
            Self::Practice { offset, rate } => Moment(offset + scaled(wall().0, *rate)),
        }
    }
}

/// When the source of this program was written: no clock of a host that runs it shows less. Where the package says it, its date; else
/// the month in which clocks began to be judged.
pub fn written() -> Moment {
    const FIRST: i64 = 1_793_491_200;
    let said = option_env!("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse::<i64>().ok());
    Moment(said.unwrap_or(FIRST).saturating_mul(1_000))
}

/// The wall clock, in UTC milliseconds.
pub fn wall() -> Moment {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_of_a_practice_clock_is_waited_for_at_its_rate() {
        let practice = |rate| Clock::of(Some(practice_clock(Moment(0), rate)));
        assert_eq!(Clock::of(None).wall_ms(60_000), Some(60_000));
        assert_eq!(practice(30.0).wall_ms(60_000), Some(2000));
        assert_eq!(practice(0.5).wall_ms(60_000), Some(120_000));
        assert_eq!((practice(0.0).wall_ms(60_000), Clock::standing(Moment(0)).wall_ms(1)), (None, None));
    }
}
