//! 停计时 and 延期: the two ways in which the law lets a day move (行政许可法 42, 45): only for the law's reasons, only in writing, only on what
//! was accepted and promised.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::consent::Consent;
use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::form::Letter;
use super::state::{Acceptance, Case, Disposed, Life};
use crate::calendar::Calendar;
use crate::codes::StopReason;
use crate::context::Context;
use crate::counting::{Span, Standstill};
use crate::limit::{Due, Explanation, Limit};
use crate::moment::{Moment, paper_date};
use crate::refusal::{Basis, Reason, Refusal, RefusedField, Sentence, plan};
use crate::sealed::{Words, seals};

/// So many working days a limit can be extended by, once (行政许可法 42).
pub const LONGEST_EXTENSION: u16 = 10;

/// 停计时, as it is asked for: the visitor was told in writing how long it will take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StopClock {
    /// One of the law's reasons.
    pub reason: StopReason,
    /// How many working days it will take, as the notice says.
    pub days: u16,
    /// The written notice: its name and number.
    pub notice: String,
}

/// 延期, as it is asked for once the leader has consented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extend {
    /// Working days.
    pub days: u16,
    /// The reason, as the visitor was told it.
    pub told: String,
}

/// 法定延长, as it is asked for once the head of the authority has approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendByLaw {
    /// Working days.
    pub days: u16,
    /// The reason, as it stands in the letter.
    pub reason: String,
    /// 批准日期.
    #[schemars(with = "String")]
    pub approved_on: NaiveDate,
}

/// A time that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStop {
    /// One of the law's reasons.
    pub reason: StopReason,
    /// The days after this one do not count.
    pub from: NaiveDate,
    /// How many working days it was said to take.
    pub days: u16,
    /// The written notice.
    pub notice: Words,
    /// The last day that does not count; absent while the clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// The clock runs again, and what is due when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumed {
    /// The last day that did not count.
    pub on: NaiveDate,
    /// The promised day, without what did not count.
    pub promised: Due,
    /// The last day the law allows, counted likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<Due>,
}

/// An extension that was granted, told, and counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub at: Moment,
    pub days: u16,
    /// The reason, as the visitor was told it.
    pub told: Words,
    /// The promised day from now on.
    pub promised: Due,
    /// The last day the law allows from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<Due>,
    /// 法定延长: it is the law's day that moved, and the promise stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_law: Option<ByLaw>,
}

/// By what the law's day was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByLaw {
    /// The day on which the head of the authority approved it.
    pub approved_on: NaiveDate,
    /// The last day that the law had allowed.
    pub before: Due,
    /// The last day that it allows from now on.
    pub until: Due,
}

impl Extension {
    /// What stands on a blank letter.
    pub(super) const BLANK: &'static str = "您的申请原应于____年__月__日前作出决定。因________________________________，经________________负责人批准，延长____个工作日，至____年__月__日。";

    /// 延长期限告知书: until when a decision was due, why it takes longer, who approved it (行政许可法 42).
    pub(super) fn letter(&self, office: &str) -> Option<Letter> {
        let ByLaw { before, until, .. } = self.by_law?;
        let (before, until, reason) = (before.paper(), until.paper(), self.told.text());
        let days = self.days;
        let words = format!(
            "您的申请原应于{before}前作出决定。因{reason}，经{office}负责人批准，延长{days}个工作日，至{until}。"
        );
        Some(Letter { words, on: self.at.date() })
    }

    /// Why the day is the one it is.
    pub fn why(&self, today: NaiveDate) -> String {
        if let Some(law) = self.by_law {
            return format!(
                "法定延长{}个工作日（行政许可法42），法定期限到{}。",
                self.days,
                law.until.screen(today)
            );
        }
        format!("延期{}个工作日（行政许可法42），承诺到{}。", self.days, self.promised.screen(today))
    }

    /// How the history says it.
    pub(super) fn told(&self) -> String {
        if let Some(law) = self.by_law {
            let (until, on) = (law.until.iso(), law.approved_on);
            return format!("法定延长{}个工作日到{until}（{on}批准）：{}", self.days, self.told.text());
        }
        format!("延期{}个工作日到{}：{}", self.days, self.promised.iso(), self.told.text())
    }
}

impl ClockStop {
    /// What stands on a blank notice.
    pub(super) const BLANK: &'static str = "本件需________________，约____个工作日，不计入办理期限，自____年__月__日起。结束后重新告知办结日期。";

    /// 不计入期限告知书: what it is that takes so long, and from when on it is not counted.
    pub(super) fn letter(&self) -> Letter {
        let Self { reason, days, from, .. } = self;
        let since = paper_date(*from);
        let words = format!(
            "本件需{reason}，约{days}个工作日，不计入办理期限，自{since}起。结束后重新告知办结日期。"
        );
        Letter { words, on: *from }
    }
}

impl Case {
    /// The stop that lasts, if the clock stands still.
    pub fn stopped(&self) -> Option<&ClockStop> {
        self.stops.last().filter(|stop| stop.until.is_none())
    }

    /// Every day that leads to the promised one, and every day that does not count, each with its reason: what stood still among them. The
    /// day itself is the one that was told, also where it would be another one today.
    pub fn why_promised(&self, calendar: &Calendar) -> Option<Explanation> {
        let Some(Disposed::Promise { promised, .. }) = &self.disposed else { return None };
        let mut why = self.counted_promise(promised.date, calendar)?;
        why.counted.retain(|day| *day <= promised.date);
        why.skipped.retain(|skip| skip.date <= promised.date);
        Some(Explanation { due: promised.date, provisional: promised.provisional, ..why })
    }

    /// The promised day as this calendar has it, never later than the law allows: another one than what was promised where a notice has
    /// been published or amended since. Nothing moves by it.
    pub fn promised_by(&self, calendar: &Calendar) -> Option<Due> {
        let Some(Disposed::Promise { promised, .. }) = &self.disposed else { return None };
        self.due_by(promised.date, calendar).0
    }

    /// What is due when, promised and by law, where a stop that lasts ends on this day: each counted from its first day, without what did
    /// not count, and the promise never later than the law allows (R52).
    pub(super) fn due_by(&self, on: NaiveDate, calendar: &Calendar) -> (Option<Due>, Option<Due>) {
        let law = self.acceptance.as_ref().filter(|acceptance| acceptance.statutory.is_some());
        let law = law.zip(self.part().legal).map(|(acceptance, limit)| {
            let longer = self.extension.as_ref().map_or(0, |extension| extension.days);
            calendar.ends(Span { from: acceptance.on, limit, stands: &self.standstills(on), longer })
        });
        let promised = self.counted_promise(on, calendar);
        let promised = promised.map(|why| Due { date: why.due, provisional: why.provisional }.within(law));
        (promised, law)
    }

    /// The promise counted out, as if there were no law beside it.
    fn counted_promise(&self, on: NaiveDate, calendar: &Calendar) -> Option<Explanation> {
        let Some(Disposed::Promise { limit, .. }) = &self.disposed else { return None };
        let receipt = self.receipts.last().map(|receipt| receipt.at);
        let again = self.reopened.last().filter(|again| again.reopening.due.is_some());
        let since = receipt.max(again.map(|again| again.reopening.at))?;
        let of_promise = |extension: &&Extension| extension.at >= since && extension.by_law.is_none();
        let extension = self.extension.as_ref().filter(of_promise);
        let longer = extension.map_or(0, |extension| extension.days);
        let stands = self.standstills(on);
        Some(calendar.count(Span { from: since.date(), limit: *limit, stands: &stands, longer }))
    }

    /// The times that do not count; one that lasts ends on this day.
    fn standstills(&self, on: NaiveDate) -> Vec<Standstill> {
        let still = |stop: &ClockStop| Standstill {
            after: stop.from,
            until: stop.until.unwrap_or(on),
            why: format!("停计时（{}）", stop.reason),
        };
        self.stops.iter().map(still).collect()
    }

    pub(super) fn stop(&mut self, stop: &ClockStop) {
        self.stops.push(stop.clone());
    }

    pub(super) fn resume(&mut self, resumed: &Resumed) {
        if let Some(stop) = self.stops.last_mut() {
            stop.until = Some(resumed.on);
        }
        self.due_now(resumed.promised, resumed.statutory);
    }

    pub(super) fn extend(&mut self, extension: &Extension) {
        use super::consent::Consent;
        self.granted.retain(|consent| *consent != Consent::Extension);
        self.extension = Some(extension.clone());
        self.due_now(extension.promised, extension.statutory);
    }

    fn due_now(&mut self, again: Due, law: Option<Due>) {
        if let Some(Disposed::Promise { promised, .. }) = &mut self.disposed {
            *promised = again;
        }
        if let (Some(Acceptance { statutory, .. }), Some(law)) = (&mut self.acceptance, law) {
            *statutory = Some(law);
        }
    }
}

seals!(ClockStop { notice });

seals!(Extension { told });

/// So many working days later.
fn later(due: Due, days: u16, cx: &Context<'_>) -> Due {
    let moved = cx.calendar.due(due.date, Limit::WorkingDays(days));
    Due { provisional: moved.provisional || due.provisional, ..moved }
}

impl Flow {
    /// 行政许可法 45: hearing, tender, auction, tests and experts do not count; the visitor is told in writing how long they take.
    pub(super) fn stop_clock(&mut self, stop: &StopClock, cx: &Context<'_>) -> Result<(), Refusal> {
        self.promised()?;
        if self.case.stopped().is_some() {
            return Err(Pausing::StandsAlready.whole());
        }
        if stop.days == 0 {
            return Err(Pausing::StopNeedsDays.on(RefusedField::Limit));
        }
        let notice = needed(&stop.notice, Reason::Pausing(Pausing::StopNeedsNotice), RefusedField::Reason)?;
        self.push(CaseEvent::ClockStopped(ClockStop {
            reason: stop.reason,
            from: cx.today(),
            days: stop.days,
            notice,
            until: None,
        }));
        Ok(())
    }

    /// The clock runs again from tomorrow on; what is due is counted anew, without the days that did not count.
    pub(super) fn resume_clock(&mut self, cx: &Context<'_>) -> Result<(), Refusal> {
        let Some(from) = self.case.stopped().map(|stop| stop.from) else {
            return Err(Pausing::NotStopped.whole());
        };
        let on = cx.today().max(from);
        let (promised, statutory) = self.case.due_by(on, cx.calendar);
        let promised = promised.ok_or_else(|| Pausing::NothingPromised.whole())?;
        self.push(CaseEvent::ClockResumed(Resumed { on, promised, statutory }));
        Ok(())
    }

    /// 行政许可法 42: once, by ten working days at most, with the leader's consent, before the day has passed, and told.
    pub(super) fn extend(&mut self, extend: &Extend, cx: &Context<'_>) -> Result<(), Refusal> {
        let promised = self.promised()?;
        self.clock_runs()?;
        if self.case.extension.is_some() {
            return Err(Pausing::ExtendedAlready.whole());
        }
        if cx.today() > promised.date {
            return Err(Pausing::ExtendedTooLate.whole());
        }
        if !(1..=LONGEST_EXTENSION).contains(&extend.days) {
            return Err(Pausing::ExtensionTooLong.on(RefusedField::Limit));
        }
        let told = needed(&extend.told, Reason::Pausing(Pausing::ExtensionUntold), RefusedField::Reason)?;
        if !self.case.granted.contains(&Consent::Extension) {
            return Err(Reason::ConsentNeeded { what: Consent::Extension.name() }.whole());
        }
        let longer = |due| later(due, extend.days, cx);
        let statutory = self.case.statutory().map(longer);
        self.push(CaseEvent::Extended(Extension {
            at: cx.now,
            days: extend.days,
            told,
            promised: longer(promised).within(statutory),
            statutory,
            by_law: None,
        }));
        Ok(())
    }

    /// 行政许可法 42: once, by ten working days at most, approved by the head of the authority, before the law's day has passed. What was
    /// promised stays as it was.
    pub(super) fn extend_by_law(&mut self, extend: &ExtendByLaw, cx: &Context<'_>) -> Result<(), Refusal> {
        let promised = self.promised()?;
        self.clock_runs()?;
        let law = self.case.acceptance.as_ref().and_then(|accepted| Some((accepted.on, accepted.statutory?)));
        let (accepted, before) = law.ok_or_else(|| Pausing::NoLegalLimit.whole())?;
        if self.case.extension.is_some() {
            return Err(Pausing::ExtendedAlready.whole());
        }
        if cx.today() > before.date {
            return Err(Pausing::ExtendedTooLate.whole());
        }
        if !(1..=LONGEST_EXTENSION).contains(&extend.days) {
            return Err(Pausing::ExtensionTooLong.on(RefusedField::Limit));
        }
        let told = needed(&extend.reason, Reason::Pausing(Pausing::ExtensionUntold), RefusedField::Reason)?;
        if !(accepted..=cx.today()).contains(&extend.approved_on) {
            return Err(Pausing::ApprovedThen { accepted }.on(RefusedField::BasisText));
        }
        let until = later(before, extend.days, cx);
        self.push(CaseEvent::ExtendedByLaw(Extension {
            at: cx.now,
            days: extend.days,
            told,
            promised,
            statutory: Some(until),
            by_law: Some(ByLaw { approved_on: extend.approved_on, before, until }),
        }));
        Ok(())
    }

    /// While the clock stands still nothing is decided that it measures.
    pub(super) fn clock_runs(&self) -> Result<(), Refusal> {
        match self.case.stopped() {
            Some(_) => Err(Pausing::ClockStands.whole()),
            None => Ok(()),
        }
    }

    /// Accepted, promised and being worked on.
    pub(super) fn promised(&self) -> Result<Due, Refusal> {
        match (&self.case.life, &self.case.disposed, &self.case.acceptance) {
            (Life::Working | Life::AwaitingVisitor(_), Some(Disposed::Promise { promised, .. }), Some(_)) => {
                Ok(*promised)
            }
            _ => Err(Pausing::NothingPromised.whole()),
        }
    }
}

/// Why a clock is not stopped, not started again, or a limit not extended (行政许可法 42, 45).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pausing {
    NothingPromised,
    StandsAlready,
    NotStopped,
    ClockStands,
    StopNeedsDays,
    StopNeedsNotice,
    ExtendedAlready,
    ExtendedTooLate,
    ExtensionTooLong,
    ExtensionUntold,
    NoLegalLimit,
    /// The day of an approval is before the acceptance, or to come.
    ApprovedThen {
        accepted: NaiveDate,
    },
}

impl Pausing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Pausing(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(crate) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        let extension = Basis::Law("行政许可法42");
        let stop = Basis::Law("行政许可法45");
        match self {
            Self::NothingPromised => {
                say("nothing_promised", plan(52), "只有已受理、正在办理的承诺件才有期限可停可延。")
            }
            Self::StandsAlready => say("stands_already", stop, "计时已经停着，先恢复计时再停。"),
            Self::NotStopped => say("not_stopped", stop, "计时没有停，不用恢复。"),
            Self::ClockStands => say("clock_stands", stop, "计时还停着，请先恢复计时。"),
            Self::StopNeedsDays => {
                say("stop_needs_days", stop, "停计时须写明所需的工作日数，并书面告知服务对象。")
            }
            Self::StopNeedsNotice => {
                say("stop_needs_notice", stop, "停计时须书面告知服务对象，请填告知书的名称和文号。")
            }
            Self::ExtendedAlready => say("extended_already", extension, "本件已经延期过一次，不能再延。"),
            Self::ExtendedTooLate => {
                say("extended_too_late", extension, "期限已过，不能再延期，请尽快办结并向服务对象说明。")
            }
            Self::ExtensionTooLong => {
                say("extension_too_long", extension, "延期须在1至10个工作日之间，请改天数。")
            }
            Self::NoLegalLimit => say("no_legal_limit", extension, "本件没有法定期限，不用法定延长。"),
            Self::ApprovedThen { accepted } => {
                let text =
                    format!("批准日期须在受理之日（{}）到今天之间，请改批准日期。", paper_date(*accepted));
                Sentence("approved_then", extension, text)
            }
            Self::ExtensionUntold => {
                say("extension_untold", extension, "延期的理由须告知服务对象，请写明告知的内容。")
            }
        }
    }
}
