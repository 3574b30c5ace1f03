//! Time as tests may use it: measured, or passed where a real line would pass it. Nothing is waited for by sleeping.

use std::time::Duration;

use xieban_term::Instant;

/// Lets time pass, between bytes as a line does or between actions as people do. Not for waiting.
pub fn pace(pause: Duration) {
    let end = Instant::now().plus(pause);
    while !end.remaining().is_zero() {
        std::thread::park_timeout(end.remaining());
    }
}

/// Measures how long something took.
pub struct Stopwatch(Instant);

impl Stopwatch {
    const DAY: Duration = Duration::from_hours(24);

    /// From now on.
    pub fn start() -> Self {
        Self(Instant::now().plus(Self::DAY))
    }

    /// So far.
    pub fn read(&self) -> Duration {
        Self::DAY.saturating_sub(self.0.remaining())
    }
}

/// The time that `percent` of them took at most.
pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}
