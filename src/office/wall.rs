//! The wall (`xieban_public::Wall`) as the store has it now.

use chrono::Datelike as _;
use xieban_domain::documents::Document;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::staff::{Directory, StaffCode};
use xieban_public::{CaseProgress, DutyCard, Text, Wall, WallDay, monday};
use xieban_store::{Filter, Scope, Snapshot, StoreError};

use super::ask::rows;
use super::premises::premises;
use super::{CompiledFacts, Lookout, Office};

/// Days that a wall covers, from the Monday of its week on: enough to go on with for weeks without a store.
const DAYS: u64 = 35;
/// The documents that hang on the wall.
const TEXTS: [&str; 3] = ["flow", "guide", "purpose"];
/// Cases whose progress is shown at the most.
const MOST: usize = 300;

impl Office {
    /// The wall as it is now; with the progress of cases if that is wanted.
    pub fn wall(&self, progress: bool) -> Result<Wall, StoreError> {
        let (now, facts) = (self.now(), self.facts);
        self.store.read(|snapshot| wall(snapshot, now, facts, progress))
    }
}

impl Lookout {
    /// The wall as it is now; with the progress of cases if that is wanted.
    pub fn wall(&mut self, progress: bool) -> Result<Wall, StoreError> {
        let (now, facts) = (self.now()?, self.facts);
        self.reader.read(|snapshot| wall(snapshot, now, facts, progress))
    }
}

fn wall(
    snapshot: &Snapshot<'_>,
    now: Moment,
    facts: CompiledFacts,
    progress: bool,
) -> Result<Wall, StoreError> {
    let (settings, staff) = (snapshot.settings()?, snapshot.staff()?);
    let dates = monday(now.date()).iter_days().take(usize::try_from(DAYS).unwrap_or(usize::MAX));
    let days = dates.map(|date| Ok(day(&snapshot.duty(date)?, &staff, facts)));
    let premises = premises(snapshot, now.date(), facts)?;
    let read = |name: &&str| premises.documents.iter().find(|document| document.name == **name);
    let texts = TEXTS.iter().filter_map(|name| {
        let Document { name, title, drawn, lines, .. } = read(name)?.clone();
        Some(Text { name, title, drawn, lines })
    });
    Ok(Wall {
        texts: texts.collect(),
        measures: premises.measures,
        facilities: premises.facilities,
        office: settings.office.clone(),
        practice: settings.practice,
        hotline_of: settings.hotline_of.clone(),
        hotline: settings.hotline.clone(),
        sms: settings.sms.clone(),
        hours: settings.hours,
        days: days.collect::<Result<_, StoreError>>()?,
        progress: if progress { self::progress(snapshot, now, facts)? } else { Vec::new() },
        written: snapshot.at_of(snapshot.last_page()?)?,
    })
}

fn day(duty: &DutyDay, staff: &Directory, facts: CompiledFacts) -> WallDay {
    let cards = |codes: &[StaffCode]| codes.iter().map(|code| card(code, staff)).collect::<Vec<_>>();
    WallDay {
        closed: facts.calendar.why_closed(duty.date).map(|why| why.to_string()),
        provisional: facts.calendar.is_provisional(duty.date.year()),
        leader: duty.leader.as_ref().map(|code| card(code, staff)),
        halves: [cards(&duty.morning), cards(&duty.afternoon)],
        standing_in: cards(&duty.standing_in),
        date: duty.date,
    }
}

fn card(code: &StaffCode, staff: &Directory) -> DutyCard {
    let person = staff.get(code);
    let fact =
        |fact: fn(&xieban_domain::staff::Staff) -> &String| person.map(fact).cloned().unwrap_or_default();
    DutyCard {
        name: staff.name(code).to_owned(),
        post: fact(|person| &person.post),
        place: fact(|person| &person.place),
        phone: fact(|person| &person.phone),
        mobile: fact(|person| &person.mobile),
        badge: fact(|person| &person.badge),
        photo: fact(|person| &person.photo),
    }
}

/// Open cases by number. What is said of one stands on its own slips anyway; who it is does not stand here.
fn progress(
    snapshot: &Snapshot<'_>,
    now: Moment,
    facts: CompiledFacts,
) -> Result<Vec<CaseProgress>, StoreError> {
    let listed = snapshot.open_cases(&Scope::Office, Filter::All, 0, MOST)?;
    let rows = rows(listed.rows, now, facts, &*snapshot.settings()?);
    let mut shown: Vec<(CaseId, CaseProgress)> = rows
        .into_iter()
        .map(|row| {
            let case = row.record.case;
            let (number, state) = (case.id().spoken(), case.life.name().to_owned());
            (case.id(), CaseProgress { number, state })
        })
        .collect();
    shown.sort_by_key(|(id, _)| *id);
    Ok(shown.into_iter().map(|(_, progress)| progress).collect())
}
