//! How long somebody waits who gave a wrong PIN: at one terminal under one name, under one name everywhere, and at one terminal under
//! whatever names. It delays and never locks out. Nothing here knows what was typed.
//!
//! A try counts as failed before it is made, so that a line that is cut in the middle of it wins nothing.

use serde::{Deserialize, Serialize};

use super::moment::Moment;

/// Waits after the first failures in a row, in milliseconds;
const WAITS: [i64; 7] = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000];
/// and after each further one.
const LONG: i64 = 15 * 60 * 1000;
/// An hour, in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;
/// After so long without a try its row is forgotten, in milliseconds.
pub const FORGOTTEN: i64 = 12 * HOUR;
/// So many failures within an hour under one name, wherever they were made,
const MANY: usize = 10;
/// and the tries that follow one are so far apart, in milliseconds.
const APART: i64 = 60_000;
/// After a failure at a terminal the next try there, under whatever name, is so far off, in milliseconds: no hand is slowed by it, and
/// who goes through a list of names takes nothing from the other terminals.
const PACE: i64 = 1_000;
/// Failures under one name that are remembered at the most.
const REMEMBERED: usize = 64;

/// Failures in a row at one terminal under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    failed: usize,
    at: Moment,
    wait: i64,
}

impl Tries {
    /// Milliseconds until the next try. A clock that went back has the whole wait before it, and no more.
    pub fn left(self, now: Moment) -> i64 {
        match now < self.at {
            true => self.wait,
            false => self.at.plus_ms(self.wait).since(now).max(0),
        }
    }

    /// The clock went back: the same, as if the last try had been now.
    #[must_use]
    pub fn told_now(self, now: Moment) -> Option<Self> {
        (now < self.at).then_some(Self { at: now, ..self })
    }

    /// Nobody tried for so long that it counts no more.
    pub const fn is_forgotten(self, now: Moment) -> bool {
        now.since(self.at) > FORGOTTEN
    }
}

/// Failures under one name at all terminals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Everywhere {
    failed: Vec<Moment>,
    next: Moment,
}

impl Everywhere {
    /// A try is being made: what is kept if it fails. It may be made: nobody asks here who has to wait.
    ///
    /// After many failures each terminal that failed has a turn of its own, a minute after the one before; one that did not fail has
    /// its first try at once. So whoever guesses elsewhere delays the right hand, and never keeps it out.
    #[must_use]
    pub fn charged(mut self, tries: Option<Tries>, now: Moment) -> (Tries, Self) {
        let failed = tries.filter(|tries| !tries.is_forgotten(now)).map_or(0, |tries| tries.failed);
        self.failed.retain(|at| *at <= now && now.since(*at) < HOUR);
        self.failed.push(now);
        let over = self.failed.len().saturating_sub(REMEMBERED);
        self.failed.drain(..over);
        let own = WAITS.get(failed).copied().unwrap_or(LONG);
        let wait = if self.failed.len() > MANY {
            // A turn farther off than an hour was given by a clock that went back since.
            self.next = self.next.clamp(now, now.plus_ms(HOUR)).plus_ms(APART);
            own.max(self.next.since(now))
        } else {
            own
        };
        (Tries { failed: failed.saturating_add(1), at: now, wait }, self)
    }

    /// Milliseconds until the next first try at a terminal, where these are such tries: one that takes another terminal's name each
    /// time comes to the same minute apart after so many within an hour.
    pub fn left(&self, now: Moment) -> i64 {
        let recent = self.failed.iter().filter(|at| **at <= now && now.since(**at) < HOUR);
        match recent.clone().count() >= MANY {
            true => recent.max().map_or(0, |last| last.plus_ms(APART).since(now).max(0)),
            false => 0,
        }
    }

    /// The try made at this moment was right: it had been charged, and was no failure.
    #[must_use]
    pub fn settled(mut self, made: Moment) -> Self {
        if let Some(at) = self.failed.iter().rposition(|at| *at == made) {
            self.failed.remove(at);
        }
        self
    }

    /// Nobody tried for so long that it counts no more.
    pub fn is_forgotten(&self, now: Moment) -> bool {
        self.failed.last().is_none_or(|at| now.since(*at) > FORGOTTEN)
    }
}

/// Failures in a row that make a burst.
const BURST: u32 = 5;

/// What is to be told of failures: how many since the name last signed in, and how many of them in this burst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    since: u32,
    burst: u32,
    at: Moment,
}

impl Missed {
    /// One more; gives how many are in the burst where it has just become one, so that each leaves one page.
    #[must_use]
    pub const fn again(self, now: Moment) -> (Self, Option<u32>) {
        let over = now.since(self.at) >= HOUR || now.0 < self.at.0;
        let burst = if over { 1 } else { self.burst.saturating_add(1) };
        let next = Self { since: self.since.saturating_add(1), burst, at: now };
        (next, if burst == BURST { Some(burst) } else { None })
    }

    /// Nobody tried for so long that it counts no more.
    pub const fn is_forgotten(self, now: Moment) -> bool {
        now.since(self.at) > FORGOTTEN
    }

    /// How many since the name last signed in.
    pub const fn since(self) -> u32 {
        self.since
    }
}

/// Look-ups that found nothing within an hour, by one person,
const LOOK_UPS: usize = 120;
/// and so many of them stand on a page, once an hour.
const TOLD: usize = 40;

/// Somebody's look-ups that found nothing. Whoever is here for the first time is found by nothing either, so many a day are usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookUps {
    missed: Vec<Moment>,
    told: Option<Moment>,
}

impl LookUps {
    /// Milliseconds until the next one.
    pub fn left(&self, now: Moment) -> i64 {
        let recent: Vec<_> = self.missed.iter().filter(|at| **at <= now && now.since(**at) < HOUR).collect();
        let over = recent.len().checked_sub(LOOK_UPS).and_then(|over| recent.get(over));
        over.map_or(0, |oldest| oldest.plus_ms(HOUR).since(now))
    }

    /// One more found nothing; gives how many within the hour where that is to stand on a page.
    pub fn missed(&mut self, now: Moment) -> Option<u32> {
        self.missed.retain(|at| *at <= now && now.since(*at) < HOUR);
        self.missed.push(now);
        let told = self.told.is_some_and(|told| told <= now && now.since(told) < HOUR);
        if told || self.missed.len() < TOLD {
            return None;
        }
        self.told = Some(now);
        u32::try_from(self.missed.len()).ok()
    }
}

/// The last failure at one terminal, under whatever name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    failed: Moment,
}

impl Pace {
    /// A try is being made.
    pub const fn charged(now: Moment) -> Self {
        Self { failed: now }
    }

    /// Milliseconds until the next try. What lies in the future was told by a clock that went back since, and counts no more.
    pub const fn left(self, now: Moment) -> i64 {
        let gone = now.since(self.failed);
        if gone >= 0 && gone < PACE { PACE.saturating_sub(gone) } else { 0 }
    }

    /// Nobody waits for it any more.
    pub const fn is_forgotten(self, now: Moment) -> bool {
        self.left(now) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries at one terminal as soon as each is allowed; gives when.
    fn moments(count: usize, all: &mut Everywhere, from: i64) -> Vec<i64> {
        let (mut tries, mut now, mut moments) = (None::<Tries>, from, Vec::new());
        for _ in 0..count {
            now += tries.map_or(0, |tries| tries.left(Moment(now)));
            moments.push((now - from) / 1000);
            let (next, everywhere) = std::mem::take(all).charged(tries, Moment(now));
            (tries, *all) = (Some(next), everywhere);
        }
        moments
    }

    #[test]
    fn each_failure_waits_longer_than_the_one_before() {
        let all = moments(10, &mut Everywhere::default(), 0);
        assert_eq!(all, [0, 1, 3, 7, 15, 31, 63, 123, 1023, 1923]);
        let within = moments(60, &mut Everywhere::default(), 0).iter().filter(|at| **at < 3600).count();
        assert_eq!(within, 11);
    }

    #[test]
    fn many_failures_anywhere_part_the_tries_by_a_minute_and_keep_nobody_out() {
        let mut all = Everywhere::default();
        for terminal in 0..40 {
            moments(1, &mut all, terminal);
        }
        let hot = all.clone();
        // A terminal that has not failed has its try at once; if that fails, its turn comes within the queue of those that failed.
        let (own, all) = all.charged(None, Moment(40));
        assert_eq!(
            own.left(Moment(40)) + 40,
            31 * APART + 10,
            "its turn is a minute after the last one that was given"
        );
        let (next, _) = all.charged(None, Moment(41));
        assert_eq!(
            next.left(Moment(41)) + 41,
            own.left(Moment(40)) + 40 + APART,
            "the next turn is a minute later"
        );
        // What was right is no failure.
        let settled = hot.clone().charged(None, Moment(90)).1.settled(Moment(90));
        assert_eq!(settled.failed, hot.failed);
    }

    #[test]
    fn a_clock_that_goes_back_shortens_no_wait_and_lengthens_none() {
        let (tries, _) = Everywhere::default().charged(None, Moment(1_000_000));
        assert_eq!((tries.left(Moment(1_000_400)), tries.left(Moment(5))), (600, 1000));
        let told = tries.told_now(Moment(5)).unwrap();
        assert_eq!((told.left(Moment(5)), told.left(Moment(1005))), (1000, 0));
        assert_eq!(tries.told_now(Moment(1_000_000)), None);
        let mut all = Everywhere::default();
        for at in 0..30 {
            all = all.charged(None, Moment(HOUR * 500 + at)).1;
        }
        let (after, _) = all.charged(None, Moment(7));
        assert_eq!(after.left(Moment(7)), 1000, "what lies in the future is no failure of this hour");
    }

    #[test]
    fn a_burst_is_told_once_and_counted_to_its_end() {
        let (mut missed, mut told) = (Missed::default(), Vec::new());
        for at in (0..20).chain([HOUR * 2, HOUR * 2 + 1]) {
            let (next, burst) = missed.again(Moment(at));
            told.extend(burst.map(|tries| (at, tries)));
            missed = next;
        }
        assert_eq!((told, missed.since()), (vec![(4, BURST)], 22));
    }

    #[test]
    fn look_ups_that_find_nothing_are_told_once_an_hour_and_end_at_so_many() {
        let (mut looks, mut told, mut made) = (LookUps::default(), 0, 0);
        for second in 0..10_000 {
            let now = Moment(second * 100);
            if looks.left(now) == 0 {
                made += 1;
                told += usize::from(looks.missed(now).is_some());
            }
        }
        assert_eq!((made, told), (LOOK_UPS, 1), "ten thousand within a quarter of an hour");
        assert_eq!(looks.left(Moment(HOUR)), 0);
    }

    #[test]
    fn first_tries_at_ever_new_terminals_come_to_a_minute_apart() {
        let (mut all, mut made) = (Everywhere::default(), 0);
        for second in 0..3600 {
            let now = Moment(second * 1000);
            if all.left(now) == 0 {
                (made, all) = (made + 1, all.charged(None, now).1);
            }
        }
        assert!((60..=70).contains(&made), "{made} in an hour");
    }

    #[test]
    fn a_terminal_has_one_failure_a_second() {
        let pace = Pace::charged(Moment(5_000));
        let left = [5_000, 5_400, 5_999, 6_000, 4_999].map(|now| pace.left(Moment(now)));
        assert_eq!(left, [1000, 600, 1, 0, 0]);
        assert!(pace.is_forgotten(Moment(6_000)) && !pace.is_forgotten(Moment(5_999)));
    }

    #[test]
    fn after_half_a_day_a_row_counts_no_more() {
        let (mut tries, mut all) = (None, Everywhere::default());
        for at in 0..9 {
            let (next, everywhere) = all.charged(tries, Moment(at));
            (tries, all) = (Some(next), everywhere);
        }
        assert_eq!(tries.unwrap().left(Moment(8)), LONG);
        let late = Moment(FORGOTTEN + 9);
        assert!(tries.unwrap().is_forgotten(late) && all.is_forgotten(late) && !all.is_forgotten(Moment(9)));
        assert_eq!(all.charged(tries, late).0.left(late), 1000);
    }
}
