//! The monotonic clock: for timers of the desk. Rules never see it.

use std::time::Duration;

/// A moment of the monotonic clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(std::time::Instant);

impl Instant {
    /// Now.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the monotonic clock")]
    pub fn now() -> Self {
        Self(std::time::Instant::now())
    }

    /// So long after this.
    #[must_use]
    pub fn plus(self, wait: Duration) -> Self {
        Self(self.0 + wait)
    }

    /// How long it is until this; zero once it has passed.
    pub fn remaining(self) -> Duration {
        self.0.saturating_duration_since(Self::now().0)
    }
}
