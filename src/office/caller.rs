//! Who rings up, and about which case: a number with its check digit suffices; by anything else one further fact is needed before
//! more is said than 在办 or 已办.

use xieban_domain::case::Case;
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, NotACase};
use xieban_store::{Clue, Record, Snapshot, StoreError};
use xieban_words::canonical;
use xieban_words::pinyin::{Fit, Spelled};

use super::numbered::{Numbered, numbered};

/// Cases that one clue may lead to; more are too many to tell apart on the telephone.
const CANDIDATES: usize = 60;
/// Digits of a telephone or of papers that count as a fact.
const TAIL: usize = 4;

/// What is known of a caller so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    Unknown,
    /// The check digit does not fit this number.
    Misheard(u32),
    /// It was given out, and what for was lost before a restore.
    Missing(CaseId),
    /// Something fits: so many cases are open, so many are done. A further fact is needed.
    Further {
        /// 在办.
        open: usize,
        /// 已办.
        done: usize,
    },
    /// The number fits several cases: of several years, or read in two ways. The year, or a further fact, says which.
    Which(Vec<CaseId>),
    /// More than one visitor fits both facts.
    Several,
    Case(CaseId),
}

/// Which kind of fact something is: the second must be of another kind than the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CallerFact {
    Number,
    Phone,
    Papers,
    Name,
    Organisation,
    Matter,
}

pub(super) fn caller(
    snapshot: &Snapshot<'_>,
    first: &str,
    further: &str,
    now: Moment,
) -> Result<Caller, StoreError> {
    let typed: String = first.trim().chars().map(canonical::key_char).collect();
    // The cases that a further fact names by their number.
    let also: Vec<CaseId> = match further.trim() {
        "" => Vec::new(),
        further => numbered(snapshot, further, now)?.unwrap_or_default().iter().map(Numbered::id).collect(),
    };
    let named = match numbered(snapshot, &typed, now)? {
        Ok(named) if named.iter().any(|one| one.proved) => return Ok(by_number(&named, further)),
        // A number that was never given out, though its check digit fits.
        Ok(named) if named.is_empty() && is_whole(&typed) => return Ok(Caller::Unknown),
        // 2026-123 has no check digit: it is one fact like any other.
        Ok(named) => named,
        Err(NotACase::Check(seq)) => return Ok(Caller::Misheard(seq)),
        Err(NotACase::Missing(id)) => return Ok(Caller::Missing(id)),
        Err(NotACase::Form) => Vec::new(),
    };
    let candidates = candidates(snapshot, &typed, named)?;
    let fits = |(record, kind): &(Record, CallerFact)| {
        let number = also.contains(&record.case.id()).then_some(CallerFact::Number);
        facts(&record.case, further).into_iter().chain(number).any(|fact| fact != *kind)
    };
    if further.trim().is_empty() {
        let open = candidates.iter().filter(|(record, _)| !record.case.life.is_done()).count();
        return Ok(match candidates.len() {
            0 => Caller::Unknown,
            all => Caller::Further { open, done: all - open },
        });
    }
    let mut fitting: Vec<Record> = candidates.into_iter().filter(fits).map(|(record, _)| record).collect();
    fitting.sort_by_key(|record| (record.case.life.is_done(), std::cmp::Reverse(record.case.id())));
    let who = |record: &Record| record.case.visitor.get().map(|visitor| visitor.person().name.clone());
    Ok(match fitting.as_slice() {
        [] => Caller::Unknown,
        [first, rest @ ..] if rest.iter().all(|other| who(other) == who(first)) => {
            Caller::Case(first.case.id())
        }
        [..] => Caller::Several,
    })
}

/// Nothing but a number is written like this; other digits may be a telephone's.
fn is_whole(typed: &str) -> bool {
    let checked = typed.rsplit_once('-').is_some_and(|(_, check)| check.chars().count() == 1);
    checked || typed.contains(['〔', '[', '(', '年'])
}

/// A number with its check digit suffices, unless it can be of another case as well: then the year says which, or a further fact. A
/// year proves nothing of a number without its check digit.
fn by_number(named: &[Numbered], further: &str) -> Caller {
    let year = canonical::number(further.trim().trim_end_matches('年'));
    let fits = |one: &&Numbered| {
        let of_year = one.proved && year == one.id().year.to_string();
        further.trim().is_empty() || of_year || !facts(&one.record.case, further).is_empty()
    };
    let fitting: Vec<CaseId> = named.iter().filter(fits).map(Numbered::id).collect();
    match fitting.as_slice() {
        [] => Caller::Unknown,
        [id] => Caller::Case(*id),
        [..] => Caller::Which(fitting),
    }
}

/// Every case that the first thing said may be about, with the kind of fact it was.
fn candidates(
    snapshot: &Snapshot<'_>,
    typed: &str,
    named: Vec<Numbered>,
) -> Result<Vec<(Record, CallerFact)>, StoreError> {
    let digits = canonical::number(typed);
    let named = named.into_iter().map(|one| (one.record, CallerFact::Number));
    let mut found: Vec<(Record, CallerFact)> = named.collect();
    let tail = tail(&digits);
    let initials = typed.to_ascii_lowercase();
    let exact = [
        (Clue::Phone, Some(digits.as_str()), CallerFact::Phone),
        (Clue::PhoneTail, tail, CallerFact::Phone),
        (Clue::Papers, Some(digits.as_str()), CallerFact::Papers),
        (Clue::CreditCode, Some(digits.as_str()), CallerFact::Papers),
        (Clue::Initials, Some(initials.as_str()), CallerFact::Name),
    ];
    for (clue, text, fact) in exact {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        found.extend(snapshot.recognise(clue, text, CANDIDATES)?.into_iter().map(|record| (record, fact)));
    }
    for (clue, fact) in [(Clue::Name, CallerFact::Name), (Clue::Organisation, CallerFact::Organisation)] {
        if typed.chars().count() >= 2 && digits.parse::<u64>().is_err() {
            let named = snapshot.recognise_all(clue, typed, CANDIDATES)?;
            found.extend(named.into_iter().map(|record| (record, fact)));
        }
    }
    // A longer tail than the index has is compared here.
    found.retain(|(record, fact)| *fact != CallerFact::Phone || facts(&record.case, typed).contains(fact));
    found.sort_by_key(|(record, _)| std::cmp::Reverse(record.case.id()));
    found.dedup_by_key(|(record, _)| record.case.id());
    found.truncate(CANDIDATES);
    Ok(found)
}

/// The last digits of a telephone, if so many were said.
fn tail(digits: &str) -> Option<&str> {
    let all = digits.chars().all(|c| c.is_ascii_digit());
    digits.len().checked_sub(TAIL).filter(|_| all).and_then(|at| digits.get(at..))
}

/// Which facts of a case this is, its number apart.
fn facts(case: &Case, said: &str) -> Vec<CallerFact> {
    let (said, digits) = (said.trim(), canonical::number(said));
    let ends = |text: &str| digits.len() >= TAIL && text.ends_with(&digits);
    let sounds = |text: &str| matches!(Spelled::new(text).fit(said), Some(Fit::Whole));
    let mut facts = Vec::new();
    if said.chars().count() >= 2 && Spelled::new(&case.opening.title).fit(said).is_some() {
        facts.push(CallerFact::Matter);
    }
    let Some(visitor) = case.visitor.get() else { return facts };
    let organisation = visitor.organisation();
    if visitor.phone().is_some_and(ends) {
        facts.push(CallerFact::Phone);
    }
    let code = organisation.and_then(|organisation| organisation.credit_code.as_deref());
    if visitor.id_number().is_some_and(ends) || code.is_some_and(ends) {
        facts.push(CallerFact::Papers);
    }
    if sounds(&visitor.person().name) {
        facts.push(CallerFact::Name);
    }
    let named = |name: &str| said.chars().count() >= 2 && Spelled::new(name).fit(said).is_some();
    if organisation.is_some_and(|organisation| named(&organisation.name)) {
        facts.push(CallerFact::Organisation);
    }
    facts
}
