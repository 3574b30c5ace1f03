//! What is said on the telephone about a case: one courteous sentence that names the state, the date and who, and blames nobody.

use super::state::{Case, Disposed, Life};
use crate::calendar::Calendar;
use crate::catalogue::Catalogue;
use crate::limit::Due;
use crate::moment::{Moment, weekday};
use crate::settings::Settings;
use crate::staff::Directory;
use chrono::{Datelike as _, NaiveDate};

/// What the sentence is made with.
#[derive(Debug, Clone, Copy)]
pub struct Saying<'a> {
    /// The office's values.
    pub settings: &'a Settings,
    pub staff: &'a Directory,
    pub calendar: &'a Calendar,
    /// Units by name.
    pub catalogue: &'a Catalogue,
    pub now: Moment,
}

impl Case {
    /// The sentence to read out.
    pub fn to_read_out(&self, by: &Saying<'_>) -> String {
        let title = &self.opening.title;
        let who = self.who_answers(by);
        format!("您好，{}。您办的“{title}”{}{who}", by.settings.office, self.where_it_is(by))
    }

    fn where_it_is(&self, by: &Saying<'_>) -> String {
        let unit = || {
            let next = self.course.as_ref().and_then(|course| course.next_unit());
            let unit =
                next.or(self.guidance.last().map(|guidance| &guidance.unit)).or(self.opening.unit.as_ref());
            unit.map_or("有权单位", |unit| by.catalogue.unit_name(unit, by.settings.era)).to_owned()
        };
        match &self.life {
            Life::Registered => format!("已经登记，下一步请到{}办理，我们会帮您衔接好。", unit()),
            Life::Guided => format!("正在{}办理，我们一直跟着，有消息就告诉您。", unit()),
            Life::HandedOver(to) => format!(
                "已经移交{}，由{}接收，我们会继续跟踪。",
                by.catalogue.unit_name(&to.unit, by.settings.era),
                to.receiver
            ),
            Life::Undecided => self.tell_by(by.calendar).map_or_else(
                || "已经登记，正在核对材料。".to_owned(),
                |due| format!("已经收到材料，正在核对，{}前一定答复您能不能受理。", due_day(due)),
            ),
            Life::Prompted => match self.missing() {
                0 => "还要请您按《协办提示卡》上写的补办一下，补齐就接着办。".to_owned(),
                missing => format!("还差{missing}样材料，《协办提示卡》上都写清楚了，补齐就接着办。"),
            },
            Life::Working | Life::AwaitingVisitor(_) if self.stopped().is_some() => {
                self.stopped().map_or_else(String::new, |stop| {
                    format!("正在{}，这段时间依法不计入办理时限，一结束就接着办。", stop.reason)
                })
            }
            Life::AwaitingVisitor(reason) => format!("有一步{reason}，请您方便时来一趟。"),
            Life::Working => self.under_way(by),
            Life::ReturnProposed(_) => "正在请值班领导审核，有结果马上告诉您。".to_owned(),
            Life::Finished(_) => "已经办好，马上给您正式答复。".to_owned(),
            Life::Replied(_, reply, _) | Life::Archived(_, reply, _) => {
                format!("已经办结，{}已{}您。", day(reply.at.date()), told(reply.mode))
            }
            Life::Ended(_, ending) => {
                format!("已在{}终止，您还想办的话可以随时重新办理。", day(ending.at.date()))
            }
            Life::Void(_) => "这个编号已经作废，请您把手里单子上的编号再念一遍。".to_owned(),
        }
    }

    /// 办理中: by when, as long as that day is not past.
    fn under_way(&self, by: &Saying<'_>) -> String {
        let held = self
            .open_step()
            .map_or_else(|| "正在办理".to_owned(), |step| format!("正在{}办理", step.department));
        match (&self.disposed, self.horizon(by.calendar)) {
            (Some(Disposed::Return { .. }), _) => "已有审核结果，马上给您书面答复。".to_owned(),
            (Some(Disposed::Instant { .. }), Some(due)) if due.date == by.now.date() => {
                format!("{held}，今天就能办好。")
            }
            (_, Some(due)) if due.date >= by.now.date() => format!("{held}，{}前办好。", due_day(due)),
            (_, Some(_) | None) => format!("{held}，我们正在加紧，今天就给您回电话说明。"),
        }
    }

    /// Who to ask for: whoever handles it now.
    fn who_answers(&self, by: &Saying<'_>) -> String {
        let today = by.now.date();
        let code = self.acting_on(today).unwrap_or(&self.opening.officer);
        by.staff.get(code).filter(|_| !self.life.is_over()).map_or_else(String::new, |staff| {
            let phone =
                if staff.phone.is_empty() { String::new() } else { format!("，电话{}", staff.phone) };
            format!("经办人是{}{phone}。", staff.name)
        })
    }
}

/// `11月25日（周三）`.
fn day(date: NaiveDate) -> String {
    format!("{}月{}日（周{}）", date.month(), date.day(), weekday(date))
}

/// `11月25日（周三）`, `暂定1月5日（周二）`, as it is said on the telephone.
fn due_day(due: Due) -> String {
    format!("{}{}", if due.provisional { "暂定" } else { "" }, day(due.date))
}

const fn told(mode: crate::codes::ReplyMode) -> &'static str {
    use crate::codes::ReplyMode;
    match mode {
        ReplyMode::InPerson => "当面告知",
        ReplyMode::Telephone => "电话告知",
        ReplyMode::Written => "书面通知",
        ReplyMode::Other => "告知",
    }
}
