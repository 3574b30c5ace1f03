//! One case with what belongs to it, cases that are looked for, visitors who are known again.

use xieban_domain::case::Life;
use xieban_domain::case::undo::UNDO_WITHIN;
use xieban_domain::context::Facts as Outside;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::reveal::Extent;
use xieban_store::{Clue, Record, Snapshot, StoreError};
use xieban_words::canonical::key_char;

use super::ask::{CaseView, Known, OpenCase, row};
use super::numbered::numbered;
use super::privacy::CaseReader;
use super::{CompiledFacts, Session};

/// Cases that one search gives at the most, the newest ones.
pub const FOUND: usize = 50;

/// Lines of history in one answer.
const HISTORY: usize = 100;

/// A case with its history, as far as the asker may see it.
pub(super) fn case(
    snapshot: &Snapshot<'_>,
    session: &Session,
    id: CaseId,
    (now, facts): (Moment, CompiledFacts),
    clear: bool,
) -> Result<Option<Box<CaseView>>, StoreError> {
    let Some(record) = snapshot.case(id)? else { return Ok(None) };
    // Read only for who may undo it: it costs a replay of the case.
    let touched = &record.touched;
    let fresh = touched.by == *session.account() && now.0 - touched.at.0 <= UNDO_WITHIN;
    let mut last = fresh.then(|| snapshot.last_action(&record)).transpose()?.flatten();
    let mut timeline = snapshot.timeline(id, HISTORY)?;
    let on_slip = record.case.slip().map(|slip| snapshot.on_slip(slip)).transpose()?;
    let mut on_slip = on_slip.unwrap_or_default();
    let may_join = matches!(record.case.life, Life::Registered | Life::Guided);
    let joinable = match may_join && record.case.slip().is_none() {
        true => snapshot.joinable(&record.case, now.date())?,
        false => None,
    };
    let reader = CaseReader::of(snapshot, session, now)?;
    let shown = reader.case(snapshot, record, (&mut timeline, &mut on_slip), &mut last, clear)?;
    let row = row(shown, now, facts, &*snapshot.settings()?);
    let outside = Outside { last, ..Outside::default() };
    Ok(Some(Box::new(CaseView { row, timeline, outside, on_slip, joinable })))
}

/// Cases by number however it is written, by a number of the visitor's, or by the beginning of a name or of its initials.
pub(super) fn find(snapshot: &Snapshot<'_>, text: &str, now: Moment) -> Result<Vec<Record>, StoreError> {
    let number = xieban_words::canonical::number(text);
    let typed: String = text.trim().chars().map(key_char).collect();
    let by_number = numbered(snapshot, text, now)?.unwrap_or_default();
    if !by_number.is_empty() {
        return Ok(by_number.into_iter().map(|one| one.record).collect());
    }
    let this_year = now.date();
    let last_year = this_year.checked_sub_months(chrono::Months::new(12)).unwrap_or(this_year);
    for date in [this_year, last_year] {
        let id = snapshot.on_paper(date, text)?;
        if let Some(record) = id.map(|id| snapshot.listed(id)).transpose()?.flatten() {
            return Ok(vec![record]);
        }
    }
    let clues = [(Clue::Phone, &number), (Clue::Papers, &number), (Clue::CreditCode, &number)];
    for (clue, text) in clues {
        let found = snapshot.recognise(clue, text, FOUND)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let letters = typed.to_ascii_lowercase();
    let sounds = letters.len() >= 2 && letters.chars().all(|c| c.is_ascii_lowercase());
    let names = [
        (Clue::Organisation, Some(text.trim())),
        (Clue::Name, Some(text.trim())),
        (Clue::Initials, sounds.then_some(letters.as_str())),
    ];
    let mut found = Vec::new();
    for (clue, text) in names {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            found.extend(snapshot.recognise_all(clue, text, FOUND)?);
        }
    }
    found.sort_by_key(|record: &Record| std::cmp::Reverse(record.case.id()));
    found.dedup_by_key(|record| record.case.id());
    found.truncate(FOUND);
    Ok(found)
}

/// A visitor as he is known from an earlier case, masked.
pub(super) fn known(
    snapshot: &Snapshot<'_>,
    record: Record,
    now: Moment,
) -> Result<Option<Known>, StoreError> {
    let opening = record.case.opening;
    let Some(visitor) = record.case.visitor.get().cloned() else { return Ok(None) };
    let open = |record: Record| OpenCase {
        case: record.case.id(),
        visits: record.case.visit_count(),
        today: record.case.visited_on(now.date()),
        title: record.case.opening.title,
    };
    Ok(Some(Known {
        open: snapshot.open_of(&visitor)?.into_iter().map(open).collect(),
        visitor: visitor.seen(Extent::Masked),
        case: opening.case,
        subject: opening.subject,
        title: opening.title,
        at: opening.at,
    }))
}
