//! 跑动次数: how often somebody came for a case. One person on one day is one visit; a further one has its reason, and is charged
//! to the office (R1). Coming for the result is not counted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::Case;
use crate::codes::VisitReason;
use crate::moment::Moment;
use crate::visitor::{Contact, Papers, Person};
use crate::waiting::{ArrivalId, Came, minutes};

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
