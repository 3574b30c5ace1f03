//! The host's clock is a fact to be judged: a dead battery, a wrong year or a jump must not get into the ledger. It is judged anew at
//! each action, so that a clock that is put right is right at once. A practice clock is never judged.

use std::fmt;

use super::moment::{Moment, paper_date};

/// How far a clock may lie behind the last page, in milliseconds: machines that set their clocks step back by less.
const BEHIND: i64 = 10 * 60 * 1000;
/// How far it may lie ahead of the last page, in milliseconds: no office is shut for as long.
const AHEAD: i64 = 400 * 24 * 60 * 60 * 1000;

/// Why the host's clock is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockDoubt {
    /// It shows a moment before the program was written.
    BeforeProgram { now: Moment, written: Moment },
    /// It shows a moment before the last page.
    BeforeLastPage { now: Moment, last: Moment },
    /// It shows a moment long after the last page.
    LongAfter { now: Moment, last: Moment },
}

/// Judges what a host's clock shows, beside the moment of the last page (none in an empty ledger) and that of the program's source.
///
/// # Errors
/// Why it is not believed: until it is right, or somebody answers for it, the ledger is read and not written.
pub fn judge(now: Moment, last: Option<Moment>, written: Moment) -> Result<(), ClockDoubt> {
    if now < written {
        return Err(ClockDoubt::BeforeProgram { now, written });
    }
    match last {
        Some(last) if now.0.saturating_add(BEHIND) < last.0 => Err(ClockDoubt::BeforeLastPage { now, last }),
        Some(last) if now.0 > last.0.saturating_add(AHEAD) => Err(ClockDoubt::LongAfter { now, last }),
        Some(_) | None => Ok(()),
    }
}

impl fmt::Display for ClockDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |moment: &Moment| paper_date(moment.date());
        let (now, beside) = match self {
            Self::BeforeProgram { now, written } => (now, format!("早于本程序（{}）", date(written))),
            Self::BeforeLastPage { now, last } if now.date() == last.date() => {
                (now, format!("{}，早于台账末页（{}）", now.clock(), last.clock()))
            }
            Self::BeforeLastPage { now, last } => (now, format!("早于台账末页（{}）", date(last))),
            Self::LongAfter { now, last } => (now, format!("比台账末页（{}）晚一年多", date(last))),
        };
        let comma = if beside.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "，" };
        write!(f, "本机日期是{}{comma}{beside}", date(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_clock_is_believed_from_ten_minutes_behind_the_last_page_to_four_hundred_days_after_it() {
        let (written, last) = (at("2026-11-01T00:00"), at("2026-11-30T09:00"));
        let judge = |now: &str| super::judge(at(now), Some(last), written);
        for fine in ["2026-11-30T08:50", "2026-11-30T09:00", "2027-02-20T08:30", "2028-01-04T08:59"] {
            assert_eq!(judge(fine), Ok(()), "{fine}");
        }
        for (now, sentence) in [
            ("1970-01-02T08:00", "本机日期是1970年1月2日，早于本程序（2026年11月1日）"),
            ("2026-11-29T23:59", "本机日期是2026年11月29日，早于台账末页（2026年11月30日）"),
            ("2026-11-30T08:49", "本机日期是2026年11月30日08:49，早于台账末页（09:00）"),
            ("2028-01-05T08:30", "本机日期是2028年1月5日，比台账末页（2026年11月30日）晚一年多"),
            ("2099-01-01T08:30", "本机日期是2099年1月1日，比台账末页（2026年11月30日）晚一年多"),
        ] {
            assert_eq!(judge(now).unwrap_err().to_string(), sentence);
        }
        assert_eq!(super::judge(at("2026-11-30T09:00"), None, written), Ok(()), "an empty ledger");
    }
}
