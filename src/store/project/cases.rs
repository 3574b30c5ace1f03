//! A case's record, its place among the open cases, and the clues by which a returning visitor is recognised.

use chrono::NaiveDate;
use xieban_domain::calendar::Calendar;
use xieban_domain::case::event::Registered;
use xieban_domain::case::state::{Guidance, Position};
use xieban_domain::case::{Case, CaseEvent};
use xieban_domain::event::Event;
use xieban_domain::figures;
use xieban_domain::number::{CaseId, Form, Number};
use xieban_domain::visitor::Visitor;
use xieban_domain::waiting::Came;
use xieban_journal::Page;

use super::super::error::StoreError;
use super::super::figures::change;
use super::super::query::{Attention, Clue, Record, Touched, class};
use super::super::snapshot::Snapshot;
use super::super::tables::{T, Writable, key};
use super::super::txn_cache::{TxnCache, write_case};
use super::office::{LOGGED, RECEIVED, VISITED, add_one, called};

/// Pages that follow each other and are all about one case.
pub(super) fn project(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    id: CaseId,
    run: &[Page],
    calendar: &Calendar,
) -> Result<(), StoreError> {
    let held = cache.take(id);
    let row = || Snapshot::of(tables).json::<Record>(T::Cases, &key::case(id));
    let (before, filled_in) = if held.is_some() {
        (held, true)
    } else {
        let row = row()?;
        let new = row.is_none();
        (row, new)
    };
    let mut newest = before.as_ref().map_or(0, |record| record.touched.page);
    let before = before.map(|record| record.case);
    let stood = before.as_ref().map(|case| places(case, calendar)).unwrap_or_default();
    let had_taken = before.as_ref().and_then(|case| case.took(calendar));
    let stood_under = before.as_ref().map(|case| figures::of_case(case, calendar)).unwrap_or_default();
    let mut so_far = before;
    for page in run {
        let Event::Case { event, .. } = &page.event else { continue };
        so_far = Some(match (so_far, event) {
            (None, CaseEvent::Registered(registered)) => {
                greet(tables, cache, id, registered)?;
                Case::open(registered)
            }
            (None, _) => return Err(StoreError::Damaged(format!("第{}页的件没有登记", page.page))),
            (Some(case), event) => case.evolve(event),
        });
        if let CaseEvent::VisitorCorrected(corrected) = event {
            let (before, now) = (corrected.before.get(), corrected.visitor.get());
            known_by(tables, cache, id, before, now)?;
        }
        if let CaseEvent::Visited(visit) = event {
            receive(tables, visit.at.date(), visit.came, visit.again)?;
        }
        if let CaseEvent::Undone(undone) = event {
            // Its pages follow each other. What was undone is in no day's log.
            for number in (newest + 1).saturating_sub(undone.events.into())..=newest {
                cache.remove(tables, T::Days, &key::logged(page.at.date(), LOGGED, number))?;
            }
        }
        newest = page.page;
        if let Some(number) = number_taken(event, id) {
            let at = key::sequence(number.year, number.form);
            tables[T::Numbers as usize].insert(&at[..], &u64::from(number.seq).to_be_bytes()[..])?;
            if number.form != Form::Case {
                cache.insert(T::Numbers, key::on_slip(number, id), Vec::new());
            }
        }
        if let CaseEvent::Guided(Guidance { slip: Some(slip), .. }) = event {
            cache.insert(T::Numbers, key::on_slip(*slip, id), Vec::new());
        }
        if let Some(position) = position_taken(event) {
            cache.insert(T::Positions, key::position(position), key::case(id).to_vec());
        }
        cache.insert(T::CasePages, key::case_page(id, page.page), Vec::new());
    }
    let Some((case, last)) = so_far.zip(run.last()) else { return Ok(()) };
    move_places(tables, &stood, &places(&case, calendar))?;
    change(tables, cache, Some(id), &stood_under, &figures::of_case(&case, calendar))?;
    let taken = case.took(calendar);
    if taken != had_taken {
        if let Some((matter, _)) = had_taken {
            cache.remove(tables, T::Office, &key::took(&matter, id))?;
        }
        if let Some((matter, days)) = taken {
            cache.insert(T::Office, key::took(&matter, id), u64::from(days).to_be_bytes().to_vec());
        }
    }
    let touched = Touched { by: last.by.clone(), at: last.at, page: last.page };
    let record = Record { case, touched };
    if filled_in { cache.put(id, record, tables) } else { write_case(tables, id, &record) }
}

/// A visitor's clues: the next time he is known by any of them.
fn greet(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    id: CaseId,
    registered: &Registered,
) -> Result<(), StoreError> {
    known_by(tables, cache, id, None, registered.visitor.get())?;
    let day = registered.opening.entered_on();
    add_one(tables, &key::day_count(day, RECEIVED))?;
    receive(tables, day, registered.came, registered.again)
}

/// Somebody is received: one person on one day is one visit, whatever the number of cases (R1).
fn receive(
    tables: &mut [Writable<'_>],
    day: NaiveDate,
    came: Option<Came>,
    again: bool,
) -> Result<(), StoreError> {
    if !again {
        add_one(tables, &key::day_count(day, VISITED))?;
    }
    called(tables, came.map(|came| came.arrival))
}

/// By what a visitor is known from now on. A clue that stays is not touched.
fn known_by(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    id: CaseId,
    before: Option<&Visitor>,
    now: Option<&Visitor>,
) -> Result<(), StoreError> {
    let keys = |visitor: Option<&Visitor>| -> Vec<Vec<u8>> {
        let clues = visitor.map(Clue::of).unwrap_or_default();
        clues.into_iter().map(|(kind, text)| key::clue_case(kind as u8, &text, id)).collect()
    };
    let (before, now) = (keys(before), keys(now));
    for gone in before.iter().filter(|at| !now.contains(at)) {
        cache.remove(tables, T::People, gone)?;
    }
    for new in now.into_iter().filter(|at| !before.contains(at)) {
        cache.insert(T::People, new, Vec::new());
    }
    Ok(())
}

fn number_taken(event: &CaseEvent, id: CaseId) -> Option<Number> {
    let of_case = matches!(event, CaseEvent::Registered(_)).then(|| id.number());
    of_case.or_else(|| event.trace().number)
}

/// The line of the 签字页 that an event takes.
const fn position_taken(event: &CaseEvent) -> Option<Position> {
    if let CaseEvent::Ended(ending) = event {
        return ending.position;
    }
    if let CaseEvent::Signed(signature) = event { signature.position() } else { None }
}

/// A row of an index: its table, key and value.
type IndexRow = (T, Vec<u8>, Vec<u8>);

/// The rows under which an open case stands; none once it is over.
fn places(case: &Case, calendar: &Calendar) -> Vec<IndexRow> {
    let id = case.id();
    // Also one that is over: its sheets name the leader (R20).
    let unstamped = case.leader.is_none().then(|| (T::Unstamped, key::case(id).to_vec(), Vec::new()));
    let opening = &case.opening;
    let paper = opening.late.as_ref().filter(|_| !case.is_void()).map(|late| {
        let at = key::on_paper(opening.at.date(), &late.number);
        (T::Numbers, at, key::case(id).to_vec())
    });
    let always = unstamped.into_iter().chain(paper);
    let approval =
        case.awaits_approval().then(|| (T::Office, key::mark(Attention::Approval, id), Vec::new()));
    let always = always.chain(approval);
    if case.is_over() {
        return always.collect();
    }
    let day = case.horizon(calendar).map_or(key::NEVER, |due| key::day(due.date));
    let urgency = key::urgency(if case.leader.is_none() { 0 } else { day }, class::of(case), id);
    let of_officer = [key::of(&case.opening.officer), urgency.clone()].concat();
    let mut places = vec![(T::OpenAll, urgency, Vec::new()), (T::OpenOf, of_officer, Vec::new())];
    if let Some(acting) = &case.acting {
        let at = [key::of(&acting.officer), key::case(id).to_vec()].concat();
        places.push((T::ActingOf, at, acting.until.map_or(key::NEVER, key::day).to_be_bytes().to_vec()));
    }
    places.extend(always);
    for mark in Attention::of(case) {
        places.push((T::Office, key::mark(mark, id), Vec::new()));
    }
    places
}

/// A case moves in the indexes. Where it stays it is not touched.
fn move_places(tables: &mut [Writable<'_>], from: &[IndexRow], to: &[IndexRow]) -> Result<(), StoreError> {
    for (table, at, _) in from.iter().filter(|place| !to.contains(place)) {
        tables[*table as usize].remove(&at[..])?;
    }
    for (table, at, value) in to.iter().filter(|place| !from.contains(place)) {
        tables[*table as usize].insert(&at[..], &value[..])?;
    }
    Ok(())
}
