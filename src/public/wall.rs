//! What anybody may read on the wall: who is on duty, when, where, and where to complain.
//!
//! A [`Wall`] covers some weeks, and who stands there at a moment is a function of it: the board needs no store for that.

use chrono::NaiveDate;
use xieban_domain::moment::Moment;
use xieban_domain::settings::Hours;

/// What hangs on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    /// 单位名称.
    pub office: String,
    /// 演练: nothing of it is real.
    pub practice: bool,
    /// Whose both numbers are.
    pub hotline_of: String,
    /// 作风投诉 by telephone (R26).
    pub hotline: String,
    /// 作风投诉 by text message (R26).
    pub sms: String,
    /// Opening hours of the morning and the afternoon.
    pub hours: [Hours; 2],
    /// The days from Monday on.
    pub days: Vec<WallDay>,
    /// How far the cases are; empty unless the board is set up to show it.
    pub progress: Vec<CaseProgress>,
    /// 便民服务措施 (R29).
    pub measures: Vec<String>,
    /// 设施: 群众休息处, 饮水 (R27).
    pub facilities: Vec<String>,
    /// What is to be read: the flow chart, the guide, the purpose.
    pub texts: Vec<Text>,
    /// When the last page was written; none where there is no page yet.
    pub written: Option<Moment>,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallDay {
    pub date: NaiveDate,
    /// Why the office is closed; none on an open day.
    pub closed: Option<String>,
    /// 暂定: no notice of holidays has been published for this year.
    pub provisional: bool,
    /// 值班领导; none while nobody is named.
    pub leader: Option<DutyCard>,
    /// 协办员 of the morning and of the afternoon.
    pub halves: [Vec<DutyCard>; 2],
    /// 临时顶岗.
    pub standing_in: Vec<DutyCard>,
}

/// A person on duty: the six facts of the plan (R16, R21; 值班时间 is the day's), the badge and the photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyCard {
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 办公地点.
    pub place: String,
    /// 办公电话.
    pub phone: String,
    /// 手机.
    pub mobile: String,
    /// 工作证号.
    pub badge: String,
    /// By which name the photograph is asked for; empty where there is none.
    pub photo: String,
}

/// A text for visitors, as it is in force today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Which: `flow`, `guide`, `purpose`.
    pub name: String,
    /// 标题.
    pub title: String,
    /// A drawing: its lines stand as they are.
    pub drawn: bool,
    /// Paragraphs, or the lines of the drawing.
    pub lines: Vec<String>,
}

/// How far a case is: no name, no light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseProgress {
    /// As it is spoken: `0098-3`.
    pub number: String,
    /// 办理中 and the like.
    pub state: String,
}

/// A half-day of duty, now or to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyHalf<'a> {
    pub day: &'a WallDay,
    /// 0 the morning, 1 the afternoon.
    pub half: usize,
    pub hours: Hours,
}

impl DutyHalf<'_> {
    /// Who stands there.
    pub fn officers(&self) -> &[DutyCard] {
        self.day.halves.get(self.half).map_or(&[], Vec::as_slice)
    }

    /// It has begun.
    pub fn has_begun(&self, now: Moment) -> bool {
        Moment::at(self.day.date, self.hours.from.0) <= now
    }
}

impl Wall {
    /// A text by its name.
    pub fn text(&self, name: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.name == name)
    }

    /// The half-days that are not over, in order: the first is on now, or comes next.
    pub fn turns(&self, now: Moment) -> impl Iterator<Item = DutyHalf<'_>> {
        let open = self.days.iter().filter(|day| day.closed.is_none());
        let halves = open.flat_map(|day| {
            self.hours.iter().enumerate().map(move |(half, hours)| DutyHalf { day, half, hours: *hours })
        });
        halves.filter(move |turn| Moment::at(turn.day.date, turn.hours.to.0) > now)
    }

    /// The day of this date.
    pub fn day(&self, date: NaiveDate) -> Option<&WallDay> {
        self.days.iter().find(|day| day.date == date)
    }

    /// The days of the week to show: this one, or the next once no half-day of this one is left. Closed ones are left out.
    pub fn week(&self, now: Moment) -> Vec<&WallDay> {
        let Some(first) = self.turns(now).next() else { return Vec::new() };
        let monday = monday(first.day.date);
        let within = |day: &&WallDay| day.closed.is_none() && monday == self::monday(day.date);
        self.days.iter().filter(within).collect()
    }

    /// The open days of the week after the one of this date; none where the wall does not reach so far.
    pub fn week_after(&self, date: NaiveDate) -> Vec<&WallDay> {
        let next = monday(date).checked_add_days(chrono::Days::new(7));
        self.days.iter().filter(|day| day.closed.is_none() && Some(monday(day.date)) == next).collect()
    }
}

/// The Monday of its week.
pub fn monday(date: NaiveDate) -> NaiveDate {
    date.week(chrono::Weekday::Mon).first_day()
}
