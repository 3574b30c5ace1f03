//! 跑动次数: how often somebody came for a case. One person on one day is one visit; a further one has its reason, and is charged
//! to the office (R1). Coming for the result is not counted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::CaseEvent;
use super::flow::Flow;
use super::state::{Case, Life};
use crate::codes::{AppearReason, VisitReason};
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Basis, Reason, Refusal, RefusedField, Sentence, plan};
use crate::visitor::{Contact, Papers, Person};
use crate::waiting::{ArrivalId, Came, minutes, received};

/// The visitor came again for his case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct VisitAgain {
    /// Why; never left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<VisitReason>,
    /// The arrival it came of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<ArrivalId>,
}

/// A further visit for a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub at: Moment,
    pub reason: VisitReason,
    /// The arrival it came of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
    /// He had been received on this day already, for something else: it is no further 接待人次.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub again: bool,
}

impl Case {
    /// 跑动次数: the registration and every further visit that was not for the result.
    pub fn visit_count(&self) -> usize {
        self.visits.iter().filter(|visit| visit.reason != VisitReason::Collect).count().saturating_add(1)
    }

    /// The moments on which somebody came for it, the registration first.
    pub fn came_at(&self) -> impl Iterator<Item = Moment> {
        std::iter::once(self.opening.at).chain(self.visits.iter().map(|visit| visit.at))
    }

    /// Somebody came for it on this day.
    pub fn visited_on(&self, day: chrono::NaiveDate) -> bool {
        self.came_at().any(|at| at.date() == day)
    }

    /// Full minutes waited before the registration; `None` where no arrival was noted.
    pub fn waited(&self) -> Option<u64> {
        self.came.map(|came| minutes(came.at, self.opening.at))
    }
}

impl Person {
    /// The same person, as far as it can be known: by the papers where both have shown theirs, else by name and telephone.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.papers, &other.papers) {
            (Papers::Shown(_, mine), Papers::Shown(_, theirs)) => mine == theirs,
            (Papers::NotGiven(_), _) | (_, Papers::NotGiven(_)) => {
                matches!(&self.contact, Contact::Phone(_))
                    && (&self.name, &self.contact) == (&other.name, &other.contact)
            }
        }
    }
}

impl Flow {
    pub(super) fn visit_again(&mut self, visit: &VisitAgain, cx: &Context<'_>) -> Result<(), Refusal> {
        if self.case.visited_on(cx.today()) {
            return Err(Visiting::VisitedToday.whole());
        }
        let reason = visit.reason.ok_or_else(|| Visiting::VisitNeedsReason.on(RefusedField::Reason))?;
        let came = received(visit.arrival, cx)?;
        self.visited(reason, came, cx);
        Ok(())
    }

    /// Whoever was waited for has come: that is a visit, and its reason is known (R43).
    pub(super) fn awaited_visit(&mut self, cx: &Context<'_>) {
        let Life::AwaitingVisitor(awaited) = &self.case.life else { return };
        let reason = match awaited {
            AppearReason::Sign => VisitReason::Sign,
            AppearReason::Verify => VisitReason::Verify,
        };
        if !self.case.visited_on(cx.today()) {
            self.visited(reason, None, cx);
        }
    }

    fn visited(&mut self, reason: VisitReason, came: Option<Came>, cx: &Context<'_>) {
        let again = cx.facts.received_today;
        self.push(CaseEvent::Visited(Visit { at: cx.now, reason, came, again }));
    }
}

/// Why a visit or an arrival is not taken (R1, R36).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visiting {
    VisitNeedsReason,
    VisitedToday,
    NoSuchArrival,
    ArrivedEarlier,
}

impl Visiting {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Visiting(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(crate) fn told(&self) -> Sentence {
        let say = |code, basis: Basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::VisitNeedsReason => say(
                "visit_needs_reason",
                plan(1),
                "服务对象再次到所，须问明原因：补材料、须本人签字、须本人验证、我方原因、领取结果。",
            ),
            Self::VisitedToday => {
                say("visited_today", plan(1), "今天已经记过到所；一人一天只算一次，不用再记。")
            }
            Self::NoSuchArrival => {
                say("no_such_arrival", plan(36), "等候名单上没有这一位，可能已由别的台接待，请再看名单。")
            }
            Self::ArrivedEarlier => {
                say("arrived_earlier", plan(36), "这一位不是今天到的；请写明当时的去向，今天来的重新记到所。")
            }
        }
    }
}
