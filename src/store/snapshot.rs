//! One moment's view of a store, in domain types; the same whether read alone or inside a write.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use redb::{ReadTransaction, TableError};
use serde::de::DeserializeOwned;
use xieban_domain::absence::{Absence, Absences};
use xieban_domain::case::state::Position;
use xieban_domain::duty::DutyDay;
use xieban_domain::number::{CaseId, Form, Number};
use xieban_domain::pin::PinFact;
use xieban_domain::premises::{DeskDay, Records};
use xieban_domain::regulation::Regulations;
use xieban_domain::sealed::{Seal, Seals};
use xieban_domain::settings::{LastNumbers, Settings};
use xieban_domain::staff::{Directory, StaffCode};
use xieban_domain::units::{UnitFacts, Units};
use xieban_journal as journal;

use super::error::StoreError;
use super::open::SCHEMA;
use super::query::Record;
use super::tables::{ALL, Bytes, KeyValue, Readable, Rows, T, Walk, Writable, key};
use super::txn_cache::TxnCache;

impl T {
    /// Whether a store that an older program made may lack it.
    pub(super) const fn may_be_missing(self) -> bool {
        matches!(self, Self::Throttle | Self::Pictures)
    }
}

/// A table that is not there.
struct MissingTable;

impl Rows for MissingTable {
    fn value(&self, _: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    fn visit(&self, _: &[u8], _: &[u8], _: &mut Walk<'_>) -> Result<(), StoreError> {
        Ok(())
    }

    fn newest(&self) -> Result<Option<KeyValue>, StoreError> {
        Ok(None)
    }
}

/// Tables open for reading.
pub(super) struct OpenTables(Vec<Option<Readable>>);

impl OpenTables {
    /// Opens every table and refuses a store of a newer program.
    pub(super) fn read(tx: &ReadTransaction) -> Result<Self, StoreError> {
        let open = |(table, definition): &(T, Bytes)| match tx.open_table(*definition) {
            Err(TableError::TableDoesNotExist(_)) if table.may_be_missing() => Ok(None),
            opened => Ok(Some(opened?)),
        };
        let opened = Self(ALL.iter().map(open).collect::<Result<_, StoreError>>()?);
        opened.snapshot().known_schema()?;
        Ok(opened)
    }

    pub(super) fn snapshot(&self) -> Snapshot<'_> {
        let rows = self.0.iter().map(|table| match table {
            Some(table) => table as &dyn Rows,
            None => &MissingTable,
        });
        Snapshot { rows: rows.collect(), cache: None }
    }
}

/// The text of a page, and the private texts it sealed, as JSON, by their seals.
pub type OpenedPage = (String, BTreeMap<String, String>);

/// One moment's view.
pub struct Snapshot<'a> {
    rows: Vec<&'a dyn Rows>,
    cache: Option<&'a TxnCache>,
}

impl<'a> Snapshot<'a> {
    pub(super) fn of(tables: &'a [Writable<'_>]) -> Self {
        Self { rows: tables.iter().map(|table| table as &dyn Rows).collect(), cache: None }
    }

    /// The same, with what has been decoded before in this transaction.
    pub(super) fn keeping(tables: &'a [Writable<'_>], cache: &'a TxnCache) -> Self {
        Self { cache: Some(cache), ..Self::of(tables) }
    }

    pub(super) fn known_schema(&self) -> Result<(), StoreError> {
        let found = self.row(T::Meta, b"schema")?.map_or(0, |bytes| key::number(&bytes));
        match u32::try_from(found).unwrap_or(u32::MAX) {
            SCHEMA => Ok(()),
            found if found > SCHEMA => Err(StoreError::Newer { found, known: SCHEMA }),
            found => Err(StoreError::Damaged(format!("格式{found}"))),
        }
    }

    pub(super) fn row(&self, table: T, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        match self.cache.and_then(|cache| cache.row(table, key)) {
            None => self.rows[table as usize].value(key),
            waiting => Ok(waiting),
        }
    }

    pub(super) fn visit(
        &self,
        table: T,
        from: &[u8],
        to: &[u8],
        visit: &mut Walk<'_>,
    ) -> Result<(), StoreError> {
        self.rows[table as usize].visit(from, to, visit)
    }

    pub(super) fn visit_prefix(
        &self,
        table: T,
        prefix: &[u8],
        visit: &mut Walk<'_>,
    ) -> Result<(), StoreError> {
        self.visit(table, prefix, &key::after(prefix), visit)
    }

    /// The keys that begin with this, at most so many, those that wait to be written among them.
    pub(super) fn keys(&self, table: T, prefix: &[u8], limit: usize) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut keys = self.cache.map(|cache| cache.keys(table, prefix)).unwrap_or_default();
        let all = limit.max(keys.len()).saturating_add(limit);
        self.visit_prefix(table, prefix, &mut |at, _| {
            keys.push(at.to_vec());
            keys.len() < all
        })?;
        keys.sort();
        keys.dedup();
        keys.truncate(limit);
        Ok(keys)
    }

    pub(super) fn newest(&self, table: T) -> Result<Option<KeyValue>, StoreError> {
        self.rows[table as usize].newest()
    }

    pub(super) fn json<V: DeserializeOwned>(&self, table: T, key: &[u8]) -> Result<Option<V>, StoreError> {
        self.row(table, key)?.map(|bytes| from_json(&bytes)).transpose()
    }

    /// Fills in the private texts of `holder`, as far as they have not been erased.
    pub(super) fn unseal(&self, holder: &mut dyn Seals) -> Result<(), StoreError> {
        let mut failed = None;
        journal::open(holder, &mut |Seal(seal)| match self.row(T::Sealed, &seal) {
            Ok(row) => row,
            Err(error) => {
                failed = Some(error);
                None
            }
        });
        failed.map_or(Ok(()), Err)
    }

    /// The office's values; the defaults where none were set.
    pub fn settings(&self) -> Result<Arc<Settings>, StoreError> {
        once(self.cache.map(|cache| &cache.settings), || self.json(T::Office, b"settings"))
    }

    /// Everybody who works or worked here.
    pub fn staff(&self) -> Result<Arc<Directory>, StoreError> {
        once(self.cache.map(|cache| &cache.staff), || self.json(T::Office, b"staff"))
    }

    /// What is known of the other units.
    pub fn units(&self) -> Result<Units, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::UNITS, &mut |_, row| {
            rows.push(from_json::<UnitFacts>(row));
            true
        })?;
        let facts = rows.into_iter().map(|row| row.map(|facts| (facts.unit.clone(), facts)));
        Ok(Units(facts.collect::<Result<_, _>>()?))
    }

    /// The absences of an officer, or of all.
    pub fn absences(&self, officer: Option<&StaffCode>) -> Result<Absences, StoreError> {
        let mut rows = Vec::new();
        let prefix = officer.map_or_else(|| key::ABSENCES.to_vec(), key::absences_of);
        self.visit_prefix(T::Office, &prefix, &mut |_, row| {
            rows.push(from_json::<Absence>(row));
            true
        })?;
        let mut absences = rows.into_iter().collect::<Result<Vec<_>, _>>()?;
        for absence in &mut absences {
            self.unseal(absence)?;
        }
        Ok(Absences(absences))
    }

    /// The office's books: rules, training, publicity, launch.
    pub fn records(&self) -> Result<Records, StoreError> {
        let records: Records = self.json(T::Office, key::RECORDS)?.unwrap_or_default();
        Ok(Records { regulations: self.regulations()?, ..records })
    }

    /// A day at the desk: who came and went, what was looked at.
    pub fn desk_day(&self, date: NaiveDate) -> Result<DeskDay, StoreError> {
        Ok(self.json(T::Office, &key::desk_day(date))?.unwrap_or_default())
    }

    /// 制度登记: the office's own versions of its rules.
    pub fn regulations(&self) -> Result<Regulations, StoreError> {
        Ok(self.json(T::Office, key::RULES)?.unwrap_or_default())
    }

    /// The duty of a day; empty where none was entered.
    pub fn duty(&self, date: NaiveDate) -> Result<DutyDay, StoreError> {
        let row = self.json(T::Duty, &key::day(date).to_be_bytes())?;
        Ok(row.unwrap_or_else(|| DutyDay::empty(date)))
    }

    /// The last number of each form in a year.
    pub fn last_numbers(&self, year: u16) -> Result<BTreeMap<Form, u32>, StoreError> {
        let mut last = BTreeMap::new();
        for form in Form::ALL {
            if let Some(row) = self.row(T::Numbers, &key::sequence(year, *form))? {
                last.insert(*form, u32::try_from(key::number(&row)).unwrap_or(u32::MAX));
            }
        }
        Ok(last)
    }

    /// This year and every other one in which numbers were given out, the newest first.
    pub fn years(&self, this_year: u16) -> Result<Vec<u16>, StoreError> {
        let mut years = BTreeSet::from([this_year]);
        let mut from = 0_u16;
        // A look a year: the rows of a year lie together, those of papers behind them all.
        while let Some(year) = self.year_from(from)? {
            years.insert(year);
            from = year.saturating_add(1);
        }
        Ok(years.into_iter().rev().collect())
    }

    /// The first year from this one on in which a number was given out.
    fn year_from(&self, from: u16) -> Result<Option<u16>, StoreError> {
        let mut year = None;
        self.visit(T::Numbers, &from.to_be_bytes(), key::PAPERS, &mut |at, _| {
            year = at.first_chunk().map(|year| u16::from_be_bytes(*year));
            false
        })?;
        Ok(year)
    }

    /// The cases that have this number of a form: several may stand on one 导引单.
    pub fn numbered(&self, number: Number) -> Result<Vec<CaseId>, StoreError> {
        let mut cases = Vec::new();
        self.visit_prefix(T::Numbers, &key::slip_prefix(number), &mut |at, _| {
            cases.push(CaseId::from_key(key::number(at)));
            true
        })?;
        Ok(cases)
    }

    /// The last numbers of every year so far.
    pub fn all_last_numbers(&self) -> Result<LastNumbers, StoreError> {
        let mut last = LastNumbers::default();
        // In the year 0 there are none.
        for year in self.years(0)? {
            last.forms.insert(year, self.last_numbers(year)?);
        }
        last.forms.retain(|_, forms| !forms.is_empty());
        let mut complaints = Vec::new();
        self.visit_prefix(T::Office, key::LAST_COMPLAINTS, &mut |at, row| {
            let year = at.last_chunk().map(|year| u16::from_be_bytes(*year));
            complaints.push((year, from_json::<u32>(row)));
            true
        })?;
        for (year, seq) in complaints {
            last.complaints.extend(year.map(|year| seq.map(|seq| (year, seq))).transpose()?);
        }
        Ok(last)
    }

    /// A case with its private texts.
    pub fn case(&self, id: CaseId) -> Result<Option<Record>, StoreError> {
        if let Some(record) = self.cache.and_then(|cache| cache.case(id)) {
            return Ok(Some(record));
        }
        let Some(mut record) = self.json::<Record>(T::Cases, &key::case(id))? else { return Ok(None) };
        self.unseal(&mut record.case)?;
        if let Some(cache) = self.cache {
            cache.hold(id, record.clone());
        }
        Ok(Some(record))
    }

    /// The case that holds a signature position (R64).
    pub fn signed_at(&self, position: Position) -> Result<Option<CaseId>, StoreError> {
        Ok(self.row(T::Positions, &key::position(position))?.map(|row| CaseId::from_key(key::number(&row))))
    }

    /// The case that was copied from this paper of this day's year.
    pub fn on_paper(&self, date: NaiveDate, number: &str) -> Result<Option<CaseId>, StoreError> {
        let row = self.row(T::Numbers, &key::on_paper(date, number))?;
        Ok(row.map(|row| CaseId::from_key(key::number(&row))))
    }

    /// Cases registered without a leader (R20).
    pub fn unstamped(&self) -> Result<Vec<CaseId>, StoreError> {
        let mut cases = Vec::new();
        self.visit_prefix(T::Unstamped, &[], &mut |at, _| {
            cases.push(CaseId::from_key(key::number(at)));
            true
        })?;
        Ok(cases)
    }

    /// The argon2id hash of an account's PIN.
    pub fn credential(&self, account: &StaffCode) -> Result<Option<String>, StoreError> {
        Ok(self.row(T::Credentials, account.0.as_bytes())?.and_then(|row| String::from_utf8(row).ok()))
    }

    /// What is known of an account's PIN besides what it is.
    pub fn pin_fact(&self, account: &StaffCode) -> Result<Option<PinFact>, StoreError> {
        self.json(T::Office, &key::pin(account))
    }

    /// Whether anybody has a PIN.
    pub fn has_credentials(&self) -> Result<bool, StoreError> {
        Ok(self.newest(T::Credentials)?.is_some())
    }

    /// A practice store's clock: how far it is from the wall clock (ms) and how much faster it runs.
    pub fn practice_clock(&self) -> Result<Option<(i64, f64)>, StoreError> {
        self.json(T::Practice, b"clock")
    }

    /// The number of the journal's last page; 0 for an empty one.
    pub fn last_page(&self) -> Result<u64, StoreError> {
        Ok(self.newest(T::Journal)?.map_or(0, |(number, _)| key::number(&number)))
    }

    /// Number and hash of the last page as it was written: a page changed or removed at the very end shows against it.
    pub fn head(&self) -> Result<Option<(u64, Seal)>, StoreError> {
        let Some(row) = self.row(T::Meta, b"head")? else { return Ok(None) };
        let hash = row.get(8..).and_then(|hash| hash.try_into().ok()).map(Seal);
        let hash = hash.ok_or_else(|| StoreError::Damaged("末页记录".to_owned()))?;
        Ok(Some((key::number(row.get(..8).unwrap_or_default()), hash)))
    }

    /// Is this page the one with this hash?
    pub fn proves(&self, page: u64, hash: Seal) -> Result<bool, StoreError> {
        Ok(super::store_health::hash_of(self, page)? == Some(hash))
    }

    /// Pages from `first` on, at most `limit`, each with the private texts it sealed, by their seals, as an administrator may read
    /// them: what stands behind the wall of recusal is number and hash to him, too.
    pub fn opened(&self, first: u64, limit: usize) -> Result<Vec<OpenedPage>, StoreError> {
        let mut pages = Vec::new();
        self.pages(first, &mut |_, bytes| {
            pages.push((String::from_utf8_lossy(bytes).into_owned(), BTreeMap::new()));
            pages.len() < limit
        })?;
        for (bytes, texts) in &mut pages {
            let number = journal::Page::place(bytes.as_bytes()).map_or(0, |(number, _)| number);
            let mut page = self.read_page(number, bytes.as_bytes())?;
            if !journal::may_open(&page, journal::Reach::Administrator) {
                *bytes = journal::shown(bytes.as_bytes(), journal::Reach::Administrator);
                continue;
            }
            let mut failed = None;
            journal::open(&mut page.event, &mut |seal| {
                match self.row(T::Sealed, &seal.0) {
                    Ok(Some(row)) => {
                        let text = row.get(32..).unwrap_or_default();
                        texts.insert(seal.to_string(), String::from_utf8_lossy(text).into_owned());
                    }
                    Ok(None) => {}
                    Err(error) => failed = Some(error),
                }
                None
            });
            failed.map_or(Ok(()), Err)?;
        }
        Ok(pages)
    }

    /// The bytes of pages from `first` on, until `visit` says `false`.
    pub fn pages(&self, first: u64, visit: &mut dyn FnMut(u64, &[u8]) -> bool) -> Result<(), StoreError> {
        self.visit(T::Journal, &key::page(first), &[u8::MAX; 9], &mut |at, bytes| {
            visit(key::number(at), bytes)
        })
    }
}

/// What is kept, or what is read, which then is kept if there is a place for it.
fn once<V: Default>(
    cache: Option<&OnceCell<Arc<V>>>,
    read: impl FnOnce() -> Result<Option<V>, StoreError>,
) -> Result<Arc<V>, StoreError> {
    if let Some(value) = cache.and_then(OnceCell::get) {
        return Ok(Arc::clone(value));
    }
    let value = Arc::new(read()?.unwrap_or_default());
    if let Some(place) = cache {
        place.set(Arc::clone(&value)).ok();
    }
    Ok(value)
}

pub(super) fn from_json<V: DeserializeOwned>(bytes: &[u8]) -> Result<V, StoreError> {
    serde_json::from_slice(bytes).map_err(|_| StoreError::Damaged("有一行读不懂".to_owned()))
}

pub(super) fn to_json<V: serde::Serialize>(value: &V) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Damaged(error.to_string()))
}
