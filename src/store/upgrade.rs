//! Derived tables that an older program built are built again beside the ones in use, slice by slice, and take their place at once.
//!
//! Until then the older program goes on working with its own, and whoever opens the store with this one takes a slice in turn. Whoever is
//! killed leaves what he has done to the next.

use std::path::Path;

use redb::{
    ReadTransaction, ReadableDatabase as _, ReadableTable as _, TableDefinition, TableHandle as _,
    WriteTransaction,
};
use serde::{Deserialize, Serialize};
use xieban_domain::calendar::Calendar;
use xieban_domain::event::{Event, OfficeEvent};
use xieban_journal::Page;

use super::backing::{Backing, PAUSES, pause};
use super::error::StoreError;
use super::open::Store;
use super::panic_guard::guarded;
use super::project::{self, Built};
use super::snapshot::{OpenTables, Snapshot, to_json};
use super::tables::{ALL, Bytes, DERIVED, T, Writable};
use super::txn_cache::TxnCache;
use super::writable::write_tables;

/// How an upgrade goes.
pub struct Upgrade<'h> {
    slice: u64,
    hear: Option<&'h mut dyn FnMut(u8)>,
}

/// Pages of one slice: some seconds of work at most, because others who write wait meanwhile.
const SLICE: u64 = 20_000;

impl<'h> Upgrade<'h> {
    /// `hear` is told how far it has come, in percent.
    pub fn heard(hear: &'h mut dyn FnMut(u8)) -> Self {
        Self { hear: Some(hear), ..Self::unheard() }
    }

    /// Nobody is told.
    pub const fn unheard() -> Self {
        Self { slice: SLICE, hear: None }
    }

    /// The same in slices of so many pages: for tests with small stores.
    #[must_use]
    pub fn in_slices_of(self, pages: u64) -> Self {
        Self { slice: pages.max(1), ..self }
    }

    fn tell(&mut self, percent: u8) {
        if let Some(hear) = &mut self.hear {
            hear(percent);
        }
    }
}

/// How far it has come. It lies beside the new tables, and whatever loses them loses it, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Progress {
    /// What the new tables are built with.
    version: String,
    /// The last page when it began. Private texts that are erased further on were still there, and stand in the new tables.
    began: u64,
    /// The last page that is in them.
    done: u64,
}

/// Progress, under the empty key.
const PROGRESS: Bytes = Bytes::new("upgrade");

impl Progress {
    fn beginning(version: String, began: u64) -> Self {
        Self { version, began, done: 0 }
    }

    fn percent(&self, last: u64) -> u8 {
        let percent = self.done.saturating_mul(100).checked_div(last).unwrap_or(100);
        u8::try_from(percent.min(100)).unwrap_or(100)
    }

    /// What stands there, as far as it can be read.
    fn read(value: Option<&[u8]>) -> Option<Self> {
        value.and_then(|row| serde_json::from_slice(row).ok())
    }
}

/// The name of a derived table that is being built.
fn beside(table: &Bytes) -> String {
    format!("upgrade/{}", table.name())
}

/// What the name of a derived table begins with that is in use no more.
const USED: &str = "used/";

/// A table of this name.
fn named(name: &str) -> TableDefinition<'_, &'static [u8], &'static [u8]> {
    TableDefinition::new(name)
}

/// How far a store has come in being brought up to date, in percent; nothing where nobody has begun.
fn percent(tx: &ReadTransaction, snapshot: &Snapshot<'_>) -> Result<Option<u8>, StoreError> {
    match tx.open_table(PROGRESS) {
        Err(redb::TableError::TableDoesNotExist(_)) => Ok(None),
        Err(error) => Err(error.into()),
        Ok(table) => {
            let row = table.get(&[][..])?;
            let progress = Progress::read(row.as_ref().map(redb::AccessGuard::value));
            let last = snapshot.last_page()?;
            Ok(progress.map(|progress| progress.percent(last)))
        }
    }
}

/// What is said where the store cannot be opened because somebody is writing: he brings it up to date, if it is an older program's.
pub(super) fn under_way(path: &Path, calendar: &Calendar) -> Option<StoreError> {
    let look = || {
        let tx = Backing::file(path).read()?.begin_read()?;
        let tables = OpenTables::read(&tx)?;
        let snapshot = tables.snapshot();
        match Built::of(&snapshot, calendar)? {
            Built::Older => percent(&tx, &snapshot).map(|come| Some(come.unwrap_or(0))),
            Built::Alike | Built::Newer(_) => Ok(None),
        }
    };
    guarded(look).ok().flatten().map(StoreError::Upgrading)
}

/// What a slice came to.
enum Step {
    /// So far it has come, in percent.
    Come(u8),
    /// The new tables are in use.
    Done,
}

impl Store {
    /// Brings derived tables of an older program up to date, in turn with whoever else does; says so where another one stands still in it.
    pub(super) fn up_to_date(self, upgrade: &mut Upgrade<'_>) -> Result<Self, StoreError> {
        // Opening looks once at both: nearly every store is up to date, and every command opens one.
        let look = |tx: &ReadTransaction, snapshot: &Snapshot<'_>| {
            Ok((Built::of(snapshot, self.calendar)?, used_tables(tx)?))
        };
        let (built, mut used) = self.read_with(look)?;
        match built {
            Built::Older => {
                self.upgrade(upgrade)?;
                used = self.read_with(|tx, _| used_tables(tx))?;
            }
            Built::Alike | Built::Newer(_) => built.usable()?,
        }
        self.drop_tables(used)?;
        Ok(self)
    }

    fn upgrade(&self, upgrade: &mut Upgrade<'_>) -> Result<(), StoreError> {
        let mut seen = None;
        loop {
            match self.upgrade_slice(upgrade.slice) {
                Ok(Step::Done) => return Ok(()),
                Ok(Step::Come(percent)) => upgrade.tell(percent),
                // Somebody else is at it. He is waited for as long as he gets on.
                Err(StoreError::Busy) => {
                    let come = self.read_with(|tx, snapshot| Ok(percent(tx, snapshot)?.unwrap_or(0)))?;
                    if seen.replace(come) == Some(come) {
                        return Err(StoreError::Upgrading(come));
                    }
                    upgrade.tell(come);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Builds as much of the new tables as goes into one transaction; those that are whole take the place of the old ones.
    fn upgrade_slice(&self, pages: u64) -> Result<Step, StoreError> {
        let tx = self.begin()?;
        let last = {
            let tables = write_tables(&tx)?;
            let snapshot = Snapshot::of(&tables);
            let built = Built::of(&snapshot, self.calendar)?;
            if built != Built::Older {
                // Somebody else has finished it meanwhile.
                return built.usable().map(|()| Step::Done);
            }
            snapshot.last_page()?
        };
        let mut progress = begun(&tx, self.calendar, last)?;
        let until = last.min(progress.done.saturating_add(pages));
        if build(&tx, self.calendar, &progress, until)? {
            progress.done = until;
        } else {
            // Somebody was erased since it began: what the new tables have of him, they must not.
            forget(&tx)?;
            progress = Progress::beginning(progress.version, last);
        }
        let step = if progress.done == last {
            switch(&tx, &progress.version)?;
            Step::Done
        } else {
            tx.open_table(PROGRESS)?.insert(&[][..], &to_json(&progress)?[..])?;
            Step::Come(progress.percent(last))
        };
        self.commit(tx)?;
        // Whoever waits to write comes in between.
        std::thread::park_timeout(pause(PAUSES));
        Ok(step)
    }

    /// Takes tables away that are in use no more, each in a transaction of its own.
    fn drop_tables(&self, used: Vec<String>) -> Result<(), StoreError> {
        for name in used {
            let dropped = self.begin().and_then(|tx| {
                tx.delete_table(named(&name))?;
                self.commit(tx)
            });
            match dropped {
                // Somebody is writing: they take room until the next opening, and nothing else.
                Err(StoreError::Busy) => return Ok(()),
                other => other?,
            }
        }
        Ok(())
    }
}

/// The derived tables that are in use no more.
fn used_tables(tx: &ReadTransaction) -> Result<Vec<String>, StoreError> {
    let names = tx.list_tables()?.map(|table| table.name().to_owned());
    Ok(names.filter(|name| name.starts_with(USED)).collect())
}

/// How far the new tables have come; new ones are begun where there are none, or what there is was built with something else.
fn begun(tx: &WriteTransaction, calendar: &Calendar, last: u64) -> Result<Progress, StoreError> {
    let version = project::version(calendar);
    let found = {
        let table = tx.open_table(PROGRESS)?;
        let row = table.get(&[][..])?;
        Progress::read(row.as_ref().map(redb::AccessGuard::value))
    };
    if let Some(progress) = found.filter(|found| found.version == version && found.done <= last) {
        return Ok(progress);
    }
    forget(tx)?;
    Ok(Progress::beginning(version, last))
}

/// Takes the pages up to `until` into the new tables; `false` where one of them erased somebody since it began.
fn build(
    tx: &WriteTransaction,
    calendar: &Calendar,
    progress: &Progress,
    until: u64,
) -> Result<bool, StoreError> {
    let names = ALL.map(|(table, definition)| match DERIVED.contains(&table) {
        true => beside(&definition),
        false => definition.name().to_owned(),
    });
    let opened = names.iter().map(|name| Ok(Writable::new(tx.open_table(named(name))?, false)));
    let mut tables = opened.collect::<Result<Vec<_>, StoreError>>()?;
    let erases = |page: &Page| {
        page.page > progress.began
            && matches!(page.event, Event::Office(OfficeEvent::IdentitiesErased { .. }))
    };
    let mut cache = TxnCache::default();
    let whole = project::walk(&mut tables, &mut cache, progress.done + 1..=until, calendar, &mut |pages| {
        !pages.iter().any(erases)
    })?;
    if whole {
        cache.write(&mut tables)?;
    }
    Ok(whole)
}

/// Takes away what there is of new tables.
fn forget(tx: &WriteTransaction) -> Result<(), StoreError> {
    for table in DERIVED {
        tx.delete_table(named(&beside(&ALL[table as usize].1)))?;
    }
    tx.delete_table(PROGRESS)?;
    Ok(())
}

/// Puts the new tables in the place of the old ones.
fn switch(tx: &WriteTransaction, version: &str) -> Result<(), StoreError> {
    for table in DERIVED {
        let (_, definition) = ALL[table as usize];
        let used = format!("{USED}{}", definition.name());
        tx.delete_table(named(&used))?;
        tx.rename_table(definition, named(&used))?;
        tx.rename_table(named(&beside(&definition)), definition)?;
    }
    tx.delete_table(PROGRESS)?;
    tx.open_table(ALL[T::Meta as usize].1)?.insert(&b"derived"[..], version.as_bytes())?;
    Ok(())
}
