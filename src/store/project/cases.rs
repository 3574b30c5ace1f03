//! A case's record, its place among the open cases, and the clues by which a returning visitor is recognised.

use super::super::error::StoreError;
use super::super::query::{Clue, Record, Touched, class};
use super::super::snapshot::{Snapshot, to_json};
use super::super::tables::{T, Writable, key};
use super::office::{RECEIVED, add_one};
use crate::domain::calendar::Calendar;
use crate::domain::case::event::Registered;
use crate::domain::case::state::Signature;
use crate::domain::case::{Case, CaseEvent};
use crate::domain::number::{CaseId, Number};
use crate::journal::Page;

pub(super) fn project(
    tables: &mut [Writable<'_>],
    page: &Page,
    id: CaseId,
    event: &CaseEvent,
    calendar: &Calendar,
) -> Result<(), StoreError> {
    let before = Snapshot::of(tables).json::<Record>(T::Cases, &key::case(id))?.map(|record| record.case);
    let case = match (&before, event) {
        (None, CaseEvent::Registered(registered)) => {
            greet(tables, id, registered)?;
            Case::open(registered)
        }
        (None, _) => return Err(StoreError::Damaged(format!("第{}页的件没有登记", page.page))),
        (Some(case), event) => case.clone().evolve(event),
    };
    if let Some(before) = &before {
        unlist(tables, before, calendar)?;
    }
    list(tables, &case, calendar)?;
    if let Some(number) = number_taken(event, id) {
        let at = key::sequence(number.year, number.form);
        tables[T::Numbers as usize].insert(&at[..], &u64::from(number.seq).to_be_bytes()[..])?;
    }
    if let CaseEvent::Signed(signature) = event {
        take_position(tables, id, signature)?;
    }
    tables[T::CasePages as usize].insert(&key::case_page(id, page.page)[..], &[][..])?;
    let touched = Touched { by: page.by.clone(), at: page.at, page: page.page };
    let record = to_json(&Record { case, touched })?;
    tables[T::Cases as usize].insert(&key::case(id)[..], &record[..])?;
    Ok(())
}

/// A visitor's clues: the next time he is known by any of them.
fn greet(tables: &mut [Writable<'_>], id: CaseId, registered: &Registered) -> Result<(), StoreError> {
    if let Some(visitor) = registered.visitor.get() {
        for (kind, text) in Clue::of(visitor) {
            tables[T::People as usize].insert(&key::clue_case(kind as u8, &text, id)[..], &[][..])?;
        }
    }
    add_one(tables, &key::day_count(registered.opening.at.date(), RECEIVED))
}

fn number_taken(event: &CaseEvent, id: CaseId) -> Option<Number> {
    match event {
        CaseEvent::Registered(_) => Some(id.number()),
        CaseEvent::Prompted(card) => Some(card.number),
        CaseEvent::Disposed { receipt, .. } => receipt.as_ref().map(|receipt| receipt.number),
        CaseEvent::ReturnCountersigned(countersign) => Some(countersign.number),
        CaseEvent::MaterialsNoted { .. }
        | CaseEvent::DeemedAccepted { .. }
        | CaseEvent::Accepted { .. }
        | CaseEvent::ReturnDeclined { .. }
        | CaseEvent::ConsentAsked { .. }
        | CaseEvent::ConsentGiven { .. }
        | CaseEvent::ConsentDeclined { .. }
        | CaseEvent::HandedTo { .. }
        | CaseEvent::TakenBack { .. }
        | CaseEvent::Chased { .. }
        | CaseEvent::CallNoted { .. }
        | CaseEvent::VisitorAwaited(_)
        | CaseEvent::VisitorCame { .. }
        | CaseEvent::Guided(_)
        | CaseEvent::HandedOver(_)
        | CaseEvent::ActingAppointed(_)
        | CaseEvent::LeaderStamped { .. }
        | CaseEvent::Finished { .. }
        | CaseEvent::Replied(_)
        | CaseEvent::Signed(_)
        | CaseEvent::Printed { .. } => None,
    }
}

fn take_position(tables: &mut [Writable<'_>], id: CaseId, signature: &Signature) -> Result<(), StoreError> {
    if let Some(position) = signature.position() {
        tables[T::Positions as usize].insert(&key::position(position)[..], &key::case(id)[..])?;
    }
    Ok(())
}

/// The keys under which an open case stands; none once it is over.
fn places(case: &Case, calendar: &Calendar) -> Vec<(T, Vec<u8>)> {
    let id = case.id();
    // Also one that is over: its sheets name the leader (R20).
    let unstamped = case.leader.is_none().then(|| (T::Unstamped, key::case(id).to_vec()));
    if case.life.is_over() {
        return unstamped.into_iter().collect();
    }
    let day = case.horizon(calendar).map_or(key::NEVER, |due| key::day(due.date));
    let urgency = key::urgency(if case.leader.is_none() { 0 } else { day }, class::of(case), id);
    let mut places =
        vec![(T::OpenAll, urgency.clone()), (T::OpenOf, [key::of(&case.opening.officer), urgency].concat())];
    if let Some(acting) = &case.acting {
        places.push((T::ActingOf, [key::of(&acting.officer), key::case(id).to_vec()].concat()));
    }
    places.extend(unstamped);
    places
}

fn unlist(tables: &mut [Writable<'_>], case: &Case, calendar: &Calendar) -> Result<(), StoreError> {
    for (table, at) in places(case, calendar) {
        tables[table as usize].remove(&at[..])?;
    }
    Ok(())
}

fn list(tables: &mut [Writable<'_>], case: &Case, calendar: &Calendar) -> Result<(), StoreError> {
    let until = case.acting.as_ref().map_or(0, |acting| key::day(acting.until)).to_be_bytes();
    for (table, at) in places(case, calendar) {
        let value: &[u8] = if table == T::ActingOf { &until } else { &[] };
        tables[table as usize].insert(&at[..], value)?;
    }
    Ok(())
}
