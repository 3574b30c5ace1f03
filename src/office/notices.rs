//! 放假安排 that the office has entered itself: pages of its store, read before the store is opened, because what it derives is counted with
//! them. A program of 0.1.0 took them into the folder `holidays` beside the store; those are still read, first.

use std::fs;
use std::path::{Path, PathBuf};

use xieban_domain::calendar::{Calendar, Damaged};
use xieban_domain::case::{Case, Life};
use xieban_domain::limit::Due;
use xieban_domain::number::CaseId;
use xieban_store::StoreError;

use super::{CompiledFacts, Lookout};

/// So many cases are read at once.
const AT_ONCE: usize = 500;

/// No notice is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

fn folder(store: &Path) -> PathBuf {
    store.parent().unwrap_or_else(|| Path::new("")).join("holidays")
}

fn damaged(why: String) -> Damaged {
    Damaged { what: "放假安排", why }
}

/// A file's name and what it says.
pub fn read_notice(path: &Path) -> Result<(String, String), Damaged> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let long = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() || metadata.len() > LONGEST);
    let text = if long {
        Err("不是文件，或者太长".to_owned())
    } else {
        fs::read_to_string(path).map_err(|_| "读不出文字".to_owned())
    };
    text.map(|text| (name.clone(), text)).map_err(|why| damaged(format!("{name}：{why}")))
}

/// The notices of a store: those that an earlier program took in beside it, then those on its pages.
fn beside(store: &Path) -> Result<Vec<(String, String)>, Damaged> {
    let entries = fs::read_dir(folder(store)).into_iter().flatten();
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|kind| kind == "toml")).collect();
    paths.sort();
    let mut own = paths.iter().map(|path| read_notice(path)).collect::<Result<Vec<_>, _>>()?;
    own.extend(xieban_store::notices(store));
    Ok(own)
}

impl CompiledFacts {
    /// The bundled facts, with the notices that the office has entered itself.
    pub fn beside(store: &Path) -> Result<Self, Damaged> {
        Ok(Self { calendar: Calendar::with(&beside(store)?)?, ..Self::bundled()? })
    }
}

/// A date that was promised, and would be another one by the calendar as it is now. It stays as it was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptPromise {
    pub case: CaseId,
    /// As it was promised.
    pub promised: Due,
    /// As it would be promised today.
    pub today: Due,
}

impl Lookout {
    /// Promises of open cases that would be others by this calendar, by case.
    pub fn kept_promises(&mut self, calendar: &Calendar) -> Result<Vec<KeptPromise>, StoreError> {
        let mut kept = Vec::new();
        let mut from = CaseId { year: 0, seq: 0 };
        loop {
            let rows = self.cases(from, AT_ONCE)?;
            let Some(last) = rows.last().map(|row| row.record.case.id()) else { return Ok(kept) };
            kept.extend(rows.iter().filter_map(|row| kept_promise(&row.record.case, calendar)));
            from = CaseId { seq: last.seq.saturating_add(1), ..last };
        }
    }
}

fn kept_promise(case: &Case, calendar: &Calendar) -> Option<KeptPromise> {
    let open = matches!(case.life, Life::Working | Life::AwaitingVisitor(_));
    let promised = case.part_due().filter(|_| open)?;
    let today = case.promised_by(calendar)?;
    (today.date != promised.date).then_some(KeptPromise { case: case.id(), promised, today })
}
