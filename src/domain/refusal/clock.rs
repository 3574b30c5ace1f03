//! Why nothing is written by the host's clock, and why nobody's word for it is taken.

use chrono::NaiveDate;

use super::{Basis, Reason, Refusal, Sentence};
use crate::host_clock::ClockDoubt;
use crate::moment::paper_date;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockGate {
    /// It is not believed, or its date is asked.
    NotBelieved(ClockDoubt),
    /// There is nothing to confirm.
    Agrees,
    /// It does not show the date that was said.
    ShowsAnother { shown: NaiveDate },
    /// One alone does not do; the leader of that day, where one is known.
    TakesTwo { leader: Option<String> },
}

impl ClockGate {
    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        Reason::Clock(self).whole()
    }

    pub(super) fn told(&self) -> Sentence {
        let (code, text) = match self {
            Self::NotBelieved(doubt) if doubt.is_asked() => (
                "date_asked",
                format!(
                    "{doubt}。请核对今天的日期：对的确认一次（协办台按 Alt-D，批量用 confirm_clock），不对的请系统管理员改对本机时间。"
                ),
            ),
            Self::NotBelieved(doubt) => (
                "host_clock",
                format!(
                    "{doubt}。请协办员和值班领导核对今天的日期：对的一起核定（协办台按 Alt-D，批量用 confirm_clock），不对的请系统管理员改对本机时间；核对前先用手工单。"
                ),
            ),
            Self::Agrees => ("clock_agrees", "本机日期没有疑问，不用核定。".to_owned()),
            Self::ShowsAnother { shown } => (
                "clock_shows_another",
                format!("本机日期是{}，同写的不一样，请先改对本机时间再核定。", paper_date(*shown)),
            ),
            Self::TakesTwo { leader } => (
                "clock_takes_two",
                format!(
                    "核定日期要协办员和当日值班领导{}两人都输入密码，或者请系统管理员输入密码。",
                    leader.as_ref().map_or_else(String::new, |leader| format!("（{leader}）"))
                ),
            ),
        };
        Sentence(code, Basis::Program, text)
    }
}
