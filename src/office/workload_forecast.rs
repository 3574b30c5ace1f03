//! What to know before promising: how long such cases took, and what falls due when.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};
use xieban_domain::absence::Absences;
use xieban_domain::case::experience::Experience;
use xieban_domain::catalogue::MatterCode;
use xieban_domain::moment::Moment;
use xieban_store::{Snapshot, StoreError};

use super::Session;

/// Days ahead of which the load is known: no promise is longer.
const HORIZON: u64 = 400;

/// What to know before promising something of a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkloadForecast {
    pub matter: MatterCode,
    /// How long its promises took.
    pub past: Experience,
    /// How many of the officer's cases are due on which day.
    pub due: BTreeMap<NaiveDate, usize>,
    /// When the officer is away.
    pub absences: Absences,
}

impl WorkloadForecast {
    /// How many of the officer's cases are due in the week of a day, Monday to Sunday.
    pub fn week_of(&self, day: NaiveDate) -> usize {
        let monday = day - Days::new(day.weekday().num_days_from_monday().into());
        self.due.range(monday..monday + Days::new(7)).map(|(_, count)| count).sum()
    }
}

pub(super) fn ahead(
    snapshot: &Snapshot<'_>,
    session: &Session,
    matter: &MatterCode,
    now: Moment,
) -> Result<WorkloadForecast, StoreError> {
    Ok(WorkloadForecast {
        matter: matter.clone(),
        past: Experience::of(snapshot.took(matter)?),
        absences: snapshot.absences(Some(session.account()))?,
        due: snapshot.due_by_day(session.account(), now.date(), HORIZON)?,
    })
}
