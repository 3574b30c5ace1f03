//! 督办: who sees an overdue case, by how many working days it is overdue (R53, R71). A function of the case and the moment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::clock::Light;
use super::state::Case;
use crate::calendar::Calendar;
use crate::limit::Limit;
use crate::moment::Moment;
use crate::settings::Settings;

/// Who sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Escalation {
    /// 直接责任人: due today.
    Officer,
    /// 分管责任人.
    Leader,
    /// 第一责任人.
    Head,
    /// 所作风办（黄牌督办）.
    Yellow,
    /// 所作风办（红牌督办）.
    Red,
}

impl Escalation {
    /// Its name. Never the bare 黄牌: 黄 already means near due.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Officer => "直接责任人",
            Self::Leader => "分管责任人",
            Self::Head => "第一责任人",
            Self::Yellow => "黄牌督办",
            Self::Red => "红牌督办",
        }
    }
}

impl Case {
    /// The day on which it comes to each above its officer, if nothing is done; `None` while nothing of ours is due.
    pub fn escalates_on(
        &self,
        calendar: &Calendar,
        settings: &Settings,
    ) -> Option<[(Escalation, NaiveDate); 4]> {
        use Escalation::{Head, Leader, Red, Yellow};
        let due = self.horizon(calendar)?.date;
        let [leader, head, yellow, red] = settings.escalation_days;
        let on = |days: u16| calendar.due(due, Limit::WorkingDays(days)).date;
        Some([(Leader, on(leader)), (Head, on(head)), (Yellow, on(yellow)), (Red, on(red))])
    }

    /// How far up the case has come; `None` while nothing of ours is due.
    pub fn escalation(&self, now: Moment, calendar: &Calendar, settings: &Settings) -> Option<Escalation> {
        let days = match self.light(now, calendar, settings) {
            Light::Overdue(days) => days,
            Light::Today | Light::TodayClosed => 0,
            Light::NotTold
            | Light::NotReplied
            | Light::NotFollowed
            | Light::Disputed
            | Light::LeaderOpen
            | Light::ToConfirm
            | Light::Near(_)
            | Light::Far(_)
            | Light::Stopped
            | Light::None => return None,
        };
        let [leader, head, yellow, red] = settings.escalation_days.map(i64::from);
        Some(match days {
            days if days >= red => Escalation::Red,
            days if days >= yellow => Escalation::Yellow,
            days if days >= head => Escalation::Head,
            days if days >= leader => Escalation::Leader,
            _ => Escalation::Officer,
        })
    }
}
