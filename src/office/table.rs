//! The table of a quarter as it goes on paper, into a spreadsheet, onto the website (R15, R16).

use std::borrow::Cow;

use chrono::NaiveDate;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::roster::{Quarter, Roster};
use xieban_domain::timetable::{OnDay, Timetable};
use xieban_store::{Snapshot, StoreError};

use super::{CompiledFacts, Lookout, Office};

/// A quarter's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterTable {
    pub quarter: Quarter,
    /// Its version; none where there is no roster and the days were entered one by one.
    pub version: Option<u32>,
    /// 草稿: nobody has approved it.
    pub draft: bool,
    /// Who drafted it; empty where nobody did.
    pub drafted: String,
    /// Who approved it; empty while nobody has.
    pub approved: String,
    /// When; none while nobody has.
    pub approved_at: Option<Moment>,
    /// When it was reported.
    pub reported: Option<NaiveDate>,
    pub timetable: Timetable,
}

impl Office {
    /// The table of a quarter: the version that holds, else the draft, else the days as they were entered.
    pub fn quarter_table(&self, quarter: Quarter) -> Result<QuarterTable, StoreError> {
        let facts = self.facts;
        self.store.read(|snapshot| quarter_table(snapshot, quarter, facts))
    }
}

impl Lookout {
    /// The table of a quarter: the version that holds, else the draft, else the days as they were entered.
    pub fn quarter_table(&mut self, quarter: Quarter) -> Result<QuarterTable, StoreError> {
        let facts = self.facts;
        self.reader.read(|snapshot| quarter_table(snapshot, quarter, facts))
    }
}

fn quarter_table(
    snapshot: &Snapshot<'_>,
    quarter: Quarter,
    facts: CompiledFacts,
) -> Result<QuarterTable, StoreError> {
    let (roster, staff) = (snapshot.roster(quarter)?, snapshot.staff()?);
    let chosen =
        roster.as_ref().and_then(|roster| Some((roster, roster.holding().or_else(|| roster.newest())?)));
    let Some((roster, version)) = chosen else {
        return Ok(QuarterTable {
            quarter,
            version: None,
            draft: false,
            drafted: String::new(),
            approved: String::new(),
            approved_at: None,
            reported: None,
            timetable: on_duty(snapshot, quarter, facts)?.0,
        });
    };
    let approved = version.stage.approved();
    // What was approved names its people as they were called then.
    let staff = approved.map_or(Cow::Borrowed(&*staff), |approved| staff.as_at(approved.at));
    Ok(QuarterTable {
        quarter,
        version: Some(version.number),
        draft: approved.is_none(),
        drafted: staff.name(&version.by).to_owned(),
        approved: approved.map_or_else(String::new, |approved| staff.name(&approved.by).to_owned()),
        approved_at: approved.map(|approved| approved.at),
        reported: version.stage.reported().map(|reported| reported.date),
        timetable: roster.table(version).timetable(&staff, facts.calendar),
    })
}

/// The days of duty of a quarter as they stand now, and the number of the version that holds.
pub(super) fn on_duty(
    snapshot: &Snapshot<'_>,
    quarter: Quarter,
    facts: CompiledFacts,
) -> Result<(Timetable, Option<u32>), StoreError> {
    let days: Vec<DutyDay> =
        quarter.days().map(|date| snapshot.duty(date)).collect::<Result<_, StoreError>>()?;
    let on = days.iter().map(|day| OnDay {
        date: day.date,
        leaders: day.leader.as_slice(),
        morning: &day.morning,
        afternoon: &day.afternoon,
    });
    let staff = snapshot.staff()?;
    let version = snapshot.roster(quarter)?.as_ref().and_then(Roster::holding).map(|version| version.number);
    Ok((Timetable::of(on, (quarter.first(), quarter.last()), &staff, facts.calendar), version))
}
