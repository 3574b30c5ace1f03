//! Which cases a number means that somebody typed or read out: of every way to read it, those that there are.

use chrono::Datelike as _;
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, NotACase, Numbering, Reading, read};
use xieban_store::{Record, Snapshot, StoreError};

/// A case that a number means.
pub(super) struct Numbered {
    pub(super) record: Record,
    /// Its check digit was said, too: whoever knows it has the paper before him.
    pub(super) proved: bool,
}

impl Numbered {
    /// Its identity.
    pub(super) const fn id(&self) -> CaseId {
        self.record.case.id()
    }
}

/// The cases that a text names, the newest years first; none where there is no such case. More than one: it is to be asked which.
///
/// # Errors
/// What the text is, where it names none.
pub(super) fn numbered(
    snapshot: &Snapshot<'_>,
    text: &str,
    now: Moment,
) -> Result<Result<Vec<Numbered>, NotACase>, StoreError> {
    let this_year = u16::try_from(now.date().year()).unwrap_or(u16::MAX);
    let prefixes = snapshot.settings()?.prefixes().map(str::to_owned).collect();
    let numbering = Numbering { years: snapshot.years(this_year)?, prefixes };
    let readings = match read(text, &numbering) {
        Ok(readings) => readings,
        Err(why) => return Ok(Err(why)),
    };
    let mut found: Vec<(Numbered, bool)> = Vec::new();
    let mut asked = Vec::new();
    for reading in readings {
        let (ids, proved, year_said) = match reading {
            Reading::Spoken(id) => (vec![id], true, false),
            Reading::Bare(id) => (vec![id], false, false),
            Reading::Written(id) => (vec![id], false, true),
            Reading::Of(number) => (snapshot.numbered(number)?, false, true),
        };
        asked.extend_from_slice(&ids);
        for id in ids {
            if let (false, Some(record)) = (found_already(&found, id), snapshot.listed(id)?) {
                found.push((Numbered { record, proved }, year_said));
            }
        }
    }
    if found.is_empty() {
        for id in asked {
            if snapshot.is_missing(id.number())? {
                return Ok(Err(NotACase::Missing(id)));
            }
        }
    }
    // Where the year is left to us, old cases that are done stand back behind those that are open or recent.
    let live =
        |record: &Record| !record.case.life.is_done() || record.case.id().year.saturating_add(1) >= this_year;
    if found.iter().any(|(one, year_said)| !year_said && live(&one.record)) {
        found.retain(|(one, year_said)| *year_said || live(&one.record));
    }
    Ok(Ok(found.into_iter().map(|(one, _)| one).collect()))
}

fn found_already(found: &[(Numbered, bool)], id: CaseId) -> bool {
    found.iter().any(|(one, _)| one.record.case.id() == id)
}
