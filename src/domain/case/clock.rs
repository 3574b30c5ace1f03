//! 期限与灯: how urgent a case is, as a function of the case and the moment (R48, R50, R53, R62).
//!
//! Nothing is written because time passed. Indexes hold [`Case::horizon`], a date that depends on the case alone.

use chrono::NaiveDate;

use super::flow::TELL_WITHIN;
use super::state::{Case, Disposed, Life};
use crate::calendar::Calendar;
use crate::limit::{Due, Limit};
use crate::moment::Moment;
use crate::settings::Settings;

/// The three colours. Always shown with the word beside them (never colour alone).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// Overdue, or something that must be mended now.
    Red,
    Amber,
    Green,
}

impl Colour {
    /// Its character.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Green => "绿",
            Self::Amber => "黄",
            Self::Red => "红",
        }
    }
}

/// How urgent a case is, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// 超期N日, in working days.
    Overdue(i64),
    /// 今日, after closing time: an 即办件 still open (R50).
    TodayClosed,
    /// 今日.
    Today,
    /// 未告知: a licence case neither accepted nor told (R48).
    NotTold,
    /// 未回复: done, and not replied after one open day (R62).
    NotReplied,
    /// 待跟踪: nobody knew whose it is, and what came of it is not recorded (R41).
    NotFollowed,
    /// 争议: the receiver declined (R61).
    Disputed,
    /// 待明确: no duty leader was entered (R20).
    LeaderOpen,
    /// 待确认: a consent by telephone that its leader has not confirmed (R50).
    ToConfirm,
    /// 剩N日, near due, in working days.
    Near(i64),
    /// 剩N日, in working days.
    Far(i64),
    /// 停计时 (行政许可法 45).
    Stopped,
    /// No clock of ours runs; the state says why.
    None,
}

impl Light {
    /// Its colour; none where no clock runs.
    pub const fn colour(self) -> Option<Colour> {
        match self {
            Self::Overdue(_) | Self::TodayClosed | Self::LeaderOpen | Self::ToConfirm => Some(Colour::Red),
            Self::Today
            | Self::NotTold
            | Self::NotReplied
            | Self::NotFollowed
            | Self::Disputed
            | Self::Near(_) => Some(Colour::Amber),
            Self::Far(_) | Self::Stopped => Some(Colour::Green),
            Self::None => None,
        }
    }

    /// Colour and word as they stand in lists: `红 超期1日`, `黄 今日`, `--`.
    pub fn text(self) -> String {
        let word = match self {
            Self::Overdue(days) => format!("超期{days}日"),
            Self::Today | Self::TodayClosed => "今日".to_owned(),
            Self::NotTold => "未告知".to_owned(),
            Self::NotReplied => "未回复".to_owned(),
            Self::NotFollowed => "待跟踪".to_owned(),
            Self::Disputed => "争议".to_owned(),
            Self::LeaderOpen => "待明确".to_owned(),
            Self::ToConfirm => "待确认".to_owned(),
            Self::Near(days) | Self::Far(days) => format!("剩{days}日"),
            Self::Stopped => "停计时".to_owned(),
            Self::None => return "--".to_owned(),
        };
        format!("{} {word}", self.colour().map_or("", Colour::name))
    }
}

impl Case {
    /// The day by which something of ours is due, from the case alone; `None` where no clock of ours runs.
    pub fn horizon(&self, calendar: &Calendar) -> Option<Due> {
        match (&self.life, &self.disposed) {
            (Life::Working | Life::AwaitingVisitor(_), _) if self.stopped().is_some() => None,
            (Life::Working | Life::AwaitingVisitor(_), Some(disposed)) => self.disposed_due(disposed),
            (Life::ReturnProposed(before), _) => match before.as_deref() {
                Some(before) => self.tell_by(calendar).or_else(|| self.disposed_due(before)),
                None => self.tell_by(calendar).or_else(|| self.statutory()),
            },
            (Life::Undecided, _) => self.tell_by(calendar).or_else(|| self.statutory()),
            (Life::Finished(finish), _) => Some(calendar.due(finish.at.date(), Limit::WorkingDays(1))),
            (Life::Prompted, _) => self.statutory(),
            (Life::Replied(..) | Life::Archived(..), _) => self.answer_by(),
            (Life::Working | Life::AwaitingVisitor(_), None)
            | (Life::Registered | Life::Guided | Life::HandedOver(_) | Life::Ended(..) | Life::Void(_), _) => {
                None
            }
        }
    }

    /// The day by which our own part was to be done, of a case that is done; `None` where there was no limit.
    pub fn done_by(&self) -> Option<NaiveDate> {
        let done = matches!(self.life, Life::Finished(_) | Life::Replied(..) | Life::Archived(..));
        self.part_due().filter(|_| done).map(|due| due.date)
    }

    /// The day by which our own part is to be done, or was, as its disposition has it.
    pub fn part_due(&self) -> Option<Due> {
        self.disposed.as_ref().and_then(|disposed| self.disposed_due(disposed))
    }

    fn disposed_due(&self, disposed: &Disposed) -> Option<Due> {
        match disposed {
            Disposed::Instant { due } => {
                let again = self.reopened.last().and_then(|again| again.reopening.due);
                let provisional = again.is_some_and(|again| again.date == *due && again.provisional);
                Some(Due { date: *due, provisional })
            }
            Disposed::Promise { promised, .. } => Some(*promised),
            Disposed::Prompt | Disposed::Return { .. } => self.statutory(),
        }
    }

    /// The statutory limit from acceptance.
    pub fn statutory(&self) -> Option<Due> {
        self.acceptance.as_ref().and_then(|acceptance| acceptance.statutory)
    }

    /// R48: the last day to tell the visitor or to accept; only for a licence, only until either is done.
    pub fn tell_by(&self, calendar: &Calendar) -> Option<Due> {
        let open = self.part().licence && self.acceptance.is_none() && self.cards.is_empty();
        let ours = matches!(self.life, Life::Undecided | Life::ReturnProposed(_));
        self.received_on.filter(|_| open && ours).map(|on| calendar.due(on, TELL_WITHIN))
    }

    /// R48: the day of receipt, where the five working days have passed: the case is 视为受理 from that day.
    pub fn lapsed_since(&self, calendar: &Calendar, today: NaiveDate) -> Option<NaiveDate> {
        self.tell_by(calendar).filter(|due| today > due.date).and(self.received_on)
    }

    /// How urgent the case is now.
    pub fn light(&self, now: Moment, calendar: &Calendar, settings: &Settings) -> Light {
        let today = now.date();
        if self.leader.is_none() && !self.life.is_over() {
            return Light::LeaderOpen;
        }
        if self.to_confirm().is_some() {
            return Light::ToConfirm;
        }
        if let Some(on) = self.lapsed_since(calendar, today) {
            let statutory = self.part().legal.map(|limit| calendar.due(on, limit));
            return statutory.map_or(Light::NotTold, |due| self.against(due.date, today, calendar));
        }
        if self.dispute().is_some() {
            return Light::Disputed;
        }
        if self.follow_up_open() {
            return Light::NotFollowed;
        }
        let Some(due) = self.horizon(calendar) else {
            let working = matches!(self.life, Life::Working | Life::AwaitingVisitor(_));
            return if working && self.stopped().is_some() { Light::Stopped } else { Light::None };
        };
        match &self.life {
            Life::Finished(_) if today <= due.date => Light::None,
            Life::Finished(_) => Light::NotReplied,
            Life::Undecided | Life::ReturnProposed(_) if self.tell_by(calendar).is_some() => Light::NotTold,
            // What was done on the paper's day is not known before it is entered: the day of the entry is not held against it.
            Life::Working if today > due.date && self.is_instant() && self.opening.entered_on() == today => {
                Light::Today
            }
            Life::Working if today == due.date && self.is_instant() => {
                let closing = Moment::at(due.date, settings.closing());
                if now > closing && self.opening.at <= closing { Light::TodayClosed } else { Light::Today }
            }
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => self.against(due.date, today, calendar),
        }
    }

    const fn is_instant(&self) -> bool {
        matches!(self.disposed, Some(Disposed::Instant { .. }))
    }

    fn against(&self, due: NaiveDate, today: NaiveDate, calendar: &Calendar) -> Light {
        let rated =
            self.rating.as_ref().filter(|_| matches!(self.life, Life::Replied(..) | Life::Archived(..)));
        let accepted = self.acceptance.as_ref().map(|acceptance| acceptance.on);
        let from =
            rated.map(|rating| rating.at.date()).or(accepted).unwrap_or_else(|| self.opening.at.date());
        near_or_far(from, due, today, calendar)
    }
}

/// The light of something that runs from one day to another. R53: near due is at most two working days or a fifth of the limit,
/// whichever is more.
pub fn near_or_far(from: NaiveDate, due: NaiveDate, today: NaiveDate, calendar: &Calendar) -> Light {
    let left = calendar.working_days_between(today, due);
    let near = (calendar.working_days_between(from, due) / 5).max(2);
    match left {
        _ if today > due => Light::Overdue(calendar.working_days_between(due, today).max(1)),
        _ if today == due => Light::Today,
        left if left <= near => Light::Near(left.max(1)),
        left => Light::Far(left),
    }
}
