//! One action: seen this request? → read → decide → append → project → commit → acknowledge.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xieban_domain::conduct::ReceiptCode;
use xieban_domain::event::{Event, OfficeEvent};
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::sealed::Seal;
use xieban_domain::settings::LastNumbers;
use xieban_domain::staff::StaffCode;
use xieban_journal::{self as journal, Hash, Header, Page, Salts};

use super::erase;
use super::error::{ActError, StoreError};
use super::open::Store;
use super::panic_guard::guarded;
use super::pictures::{self, Picture};
use super::project::{self, Built};
use super::read_back;
use super::snapshot::{Snapshot, from_json, to_json};
use super::store_health::{Ledger, StoreHealth};
use super::tables::{T, Writable, key};
use super::txn_cache::TxnCache;
use super::witness::Sight;
use super::writable::recorded_tables;

/// Requests are remembered for so many pages.
pub(super) const REMEMBERED: u64 = 100_000;

/// Rows that wait at most to be read back in one transaction of many actions.
const UNREAD: usize = 100_000;

/// Who asks, under which id, and for what.
#[derive(Debug, Clone)]
pub struct Request {
    /// What every page of the action will say.
    pub header: Header,
    /// The body, for telling a retry from a reused id.
    pub body: Vec<u8>,
}

/// What an action comes to.
#[derive(Debug, Default)]
pub struct ActProposal {
    /// Events for the journal, in order.
    pub events: Vec<Event>,
    /// Hashes of PINs to keep beside them.
    pub credentials: Vec<(StaffCode, String)>,
    /// A practice store's clock: offset (ms) and rate.
    pub practice_clock: Option<(i64, f64)>,
    /// The time of its pages, where what the request claims is not it.
    pub at: Option<Moment>,
    /// Pictures that the events name by their hash.
    pub pictures: Vec<Picture>,
}

impl From<Vec<Event>> for ActProposal {
    fn from(events: Vec<Event>) -> Self {
        Self { events, ..Self::default() }
    }
}

/// An action that is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// First page of the action; 0 where it made none.
    pub first: u64,
    /// Last page of the action.
    pub last: u64,
    /// The case it was about, if it was about one.
    pub case: Option<CaseId>,
    /// It had been done before under the same request.
    #[serde(skip)]
    pub repeated: bool,
    /// The number of a complaint or of a 任免 that it made.
    #[serde(skip)]
    pub number: Option<String>,
    /// 回执码 of a complaint about conduct: said once, to whoever took it in; a retry hears no more than that it is done.
    #[serde(skip)]
    pub receipt: Option<ReceiptCode>,
}

/// Whom an action trusts that the store is what it was.
#[derive(Clone, Copy)]
enum StoreTrust {
    Witness,
    Administrator,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Remembered {
    /// Digest of the body; [`UNKNOWN`] in a store that came out of a backup.
    body: Seal,
    done: Done,
}

/// No digest: a retry gets its answer whatever its body.
const UNKNOWN: Seal = Seal([0; 32]);

/// Remembers the newest requests again, as the journal has them: a backup carries no digest of what citizens asked for.
pub(super) fn remember(tables: &mut [Writable<'_>]) -> Result<(), StoreError> {
    let snapshot = Snapshot::of(tables);
    let (mut rows, mut last): (Vec<(Vec<u8>, Done)>, u64) = (Vec::new(), 0);
    let begin = (snapshot.last_page()? + 1).saturating_sub(REMEMBERED).max(1);
    // The first request may have begun before: only what was begun here is remembered.
    let before = snapshot.row(T::Journal, &key::page(begin - 1))?.and_then(|bytes| Page::asked(&bytes));
    let before = before.map(|(by, request)| key::request(&by, &request)).unwrap_or_default();
    let mut failed = Ok(());
    snapshot.pages(begin, &mut |number, bytes| {
        match snapshot.read_page(number, bytes) {
            Ok(page) => {
                let at = key::request(&page.by, &page.request);
                if let Some((_, done)) =
                    rows.last_mut().filter(|(known, done)| *known == at && done.last == last)
                {
                    done.last = number;
                    done.case = done.case.or(page.event.case());
                } else {
                    let case = page.event.case();
                    rows.push((
                        at,
                        Done {
                            first: number,
                            last: number,
                            case,
                            repeated: false,
                            number: None,
                            receipt: None,
                        },
                    ));
                }
                last = number;
            }
            Err(error) => failed = Err(error),
        }
        failed.is_ok()
    })?;
    failed?;
    for (at, done) in rows.into_iter().filter(|(at, _)| *at != before) {
        let row = to_json(&Remembered { body: UNKNOWN, done })?;
        tables[T::Requests as usize].insert(&at[..], &row[..])?;
    }
    Ok(())
}

/// What was done for a request that is still remembered.
pub(super) fn done_for(snapshot: &Snapshot<'_>, request: &[u8]) -> Result<Option<Done>, StoreError> {
    Ok(snapshot.json::<Remembered>(T::Requests, request)?.map(|remembered| remembered.done))
}

impl Store {
    /// One action in one transaction. A retry under the same request gives the first result; another body under it is refused.
    pub fn act(
        &self,
        request: &Request,
        salts: &mut dyn Salts,
        decide: impl FnOnce(&Snapshot<'_>) -> Result<ActProposal, ActError>,
    ) -> Result<Done, ActError> {
        guarded(|| self.transact(request, salts, decide, StoreTrust::Witness))
    }

    /// One action that accepts the store as it is, whatever was witnessed; from now on this is what was witnessed.
    pub fn accept(
        &self,
        request: &Request,
        salts: &mut dyn Salts,
        decide: impl FnOnce(&Snapshot<'_>) -> Result<ActProposal, ActError>,
    ) -> Result<Done, ActError> {
        guarded(|| self.transact(request, salts, decide, StoreTrust::Administrator))
    }

    fn transact(
        &self,
        request: &Request,
        salts: &mut dyn Salts,
        decide: impl FnOnce(&Snapshot<'_>) -> Result<ActProposal, ActError>,
        trust: StoreTrust,
    ) -> Result<Done, ActError> {
        let seen = self.seen_before(trust);
        let tx = self.begin()?;
        let acted = (|| {
            let mut tables = recorded_tables(&tx)?;
            let mut cache = TxnCache::saying(self.trusted(seen, &mut tables)?);
            let owes = cache.unwitnessed.is_some();
            let done = self.one(&mut tables, &mut cache, request, salts, decide)?;
            cache.write(&mut tables)?;
            self.read_back(&mut tables)?;
            let said = owes && cache.unwitnessed.is_none();
            Ok::<_, ActError>((done, self.ledger(&Snapshot::of(&tables))?, said))
        })();
        let (done, ledger, said) = acted.map_err(|error| match error {
            ActError::Store(error) => ActError::Store(self.known(error)),
            ActError::Refused(_) | ActError::RequestReused => error,
        })?;
        if done.repeated {
            tx.abort().map_err(StoreError::from)?;
        } else {
            self.commit(tx)?;
        }
        // A repeated action may be one that was never acknowledged: it is witnessed before it is acknowledged now.
        self.noted(ledger, said && !done.repeated, trust)?;
        Ok(done)
    }

    /// Reads back what was written: an action that could not be read again stores nothing.
    fn read_back(&self, tables: &mut [Writable<'_>]) -> Result<(), StoreError> {
        if self.reads_back { read_back::written(tables) } else { Ok(()) }
    }

    /// The highest numbers that the witness has seen given out, where it can be asked and has kept any.
    pub fn witnessed_numbers(&self) -> Option<LastNumbers> {
        self.health.as_ref()?.witnessed_numbers()
    }

    /// The folder of its witness; none where nothing is witnessed.
    pub fn witnesses(&self) -> Option<&Path> {
        self.health.as_ref().map(StoreHealth::witnesses)
    }

    /// What stands in the witness's place, before the transaction begins; nothing where nobody asks.
    fn seen_before(&self, trust: StoreTrust) -> Option<io::Result<Sight>> {
        let health = self.health.as_ref().filter(|_| matches!(trust, StoreTrust::Witness))?;
        if health.health().unwitnessed {
            // Where it is back, what was not witnessed is, and the page that comes now says so.
            self.compare_with_witness(false);
        }
        Some(health.look())
    }

    /// Whether this program may write this store, as it stands in the transaction; gives the page from which on nothing was witnessed,
    /// where that is to be said.
    fn trusted(
        &self,
        seen: Option<io::Result<Sight>>,
        tables: &mut [Writable<'_>],
    ) -> Result<Option<u64>, StoreError> {
        Snapshot::of(tables).known_schema()?;
        Built::of(&Snapshot::of(tables), self.calendar)?.usable()?;
        match (seen, &self.health) {
            (Some(seen), Some(health)) => health.agrees(seen, tables),
            (None, _) | (_, None) => Ok(None),
        }
    }

    /// What is to be witnessed of an action; nothing where there is no witness.
    fn ledger(&self, snapshot: &Snapshot<'_>) -> Result<Option<Ledger>, StoreError> {
        self.health.as_ref().map(|_| Ledger::of(snapshot)).transpose()
    }

    fn noted(&self, ledger: Option<Ledger>, said: bool, trust: StoreTrust) -> Result<(), StoreError> {
        let (Some(health), Some(ledger)) = (&self.health, ledger) else { return Ok(()) };
        match trust {
            StoreTrust::Administrator => health.anchor(ledger),
            StoreTrust::Witness => {
                if said {
                    health.said();
                }
                health.note(ledger);
                Ok(())
            }
        }
    }

    /// Many actions in one transaction, for imports and samples. All are durable when it returns; none is if `work` fails.
    pub fn bulk<A, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Bulk<'_, '_>) -> Result<A, E>,
    ) -> Result<A, E> {
        guarded(|| {
            let seen = self.seen_before(StoreTrust::Witness);
            let tx = self.begin()?;
            let (outcome, ledger, said) = {
                let mut tables = recorded_tables(&tx)?;
                let unwitnessed = self.trusted(seen, &mut tables)?;
                let cache = TxnCache::saying(unwitnessed);
                let mut bulk = Bulk { store: self, tables, cache };
                let outcome = match work(&mut bulk) {
                    Ok(done) => {
                        let written = bulk.cache.write(&mut bulk.tables);
                        written
                            .and_then(|()| self.read_back(&mut bulk.tables))
                            .map(|()| done)
                            .map_err(E::from)
                    }
                    Err(error) => Err(error),
                };
                let said = unwitnessed.is_some() && bulk.cache.unwitnessed.is_none();
                (outcome, self.ledger(&Snapshot::of(&bulk.tables))?, said)
            };
            match outcome {
                Ok(_) => self.commit(tx)?,
                Err(_) => tx.abort().map_err(StoreError::from)?,
            }
            if outcome.is_ok() {
                self.noted(ledger, said, StoreTrust::Witness)?;
            }
            outcome
        })
    }

    fn one(
        &self,
        tables: &mut [Writable<'_>],
        cache: &mut TxnCache,
        request: &Request,
        salts: &mut dyn Salts,
        decide: impl FnOnce(&Snapshot<'_>) -> Result<ActProposal, ActError>,
    ) -> Result<Done, ActError> {
        let body = Page::hash(&request.body);
        let request_key = key::request(&request.header.by, &request.header.request);
        let snapshot = Snapshot::keeping(tables, cache);
        if let Some(row) = snapshot.row(T::Requests, &request_key)? {
            let before: Remembered = from_json(&row)?;
            return match before.body == body || before.body == UNKNOWN {
                true => Ok(Done { repeated: true, ..before.done }),
                false => Err(ActError::RequestReused),
            };
        }
        let proposal = decide(&snapshot)?;
        drop(snapshot);
        let header = Header { at: proposal.at.unwrap_or(request.header.at), ..request.header.clone() };
        let done = self.append(tables, cache, &header, proposal, salts)?;
        let remembered = to_json(&Remembered { body, done: done.clone() })?;
        cache.insert(T::Requests, request_key, remembered);
        Ok(done)
    }

    fn append(
        &self,
        tables: &mut [Writable<'_>],
        cache: &mut TxnCache,
        header: &Header,
        proposal: ActProposal,
        salts: &mut dyn Salts,
    ) -> Result<Done, StoreError> {
        let head = match cache.head.take() {
            None => newest_page(&Snapshot::of(tables))?,
            known => known,
        };
        let first = head.as_ref().map_or(1, |(page, _)| page.page + 1);
        let mut hash = head.as_ref().map(|(_, hash)| *hash);
        let mut pages: Vec<Page> = Vec::with_capacity(proposal.events.len());
        for mut event in proposal.events {
            for row in journal::close(&mut event, salts) {
                cache.insert(T::Sealed, row.seal.0.to_vec(), row.bytes);
            }
            if matches!(event, Event::Office(_)) {
                cache.forget_office();
            }
            let before = pages.last().or(head.as_ref().map(|(page, _)| page));
            let mut page = Page::following(before.zip(hash), header, event);
            if let Some(first) = cache.unwitnessed.take() {
                page.unwitnessed = Some(first);
                StoreHealth::says(tables, page.page)?;
            }
            let bytes = page.bytes().map_err(|damage| StoreError::Damaged(damage.to_string()))?;
            tables[T::Journal as usize].insert(&key::page(page.page)[..], &bytes[..])?;
            hash = Some(Page::hash(&bytes));
            pages.push(page);
        }
        forget_old_requests(tables, cache, &pages)?;
        project::pages(tables, cache, &pages, self.calendar)?;
        for page in &pages {
            if let Event::Office(OfficeEvent::IdentitiesErased { cases }) = &page.event {
                erase::remove(tables, cache, cases)?;
            }
        }
        let pictured = |page: &Page| matches!(page.event, Event::Office(OfficeEvent::PhotographKept { .. }));
        if pages.iter().any(pictured) {
            pictures::keep(tables, &proposal.pictures)?;
        }
        let case = pages.iter().find_map(|page| page.event.case());
        let (first, last) = match pages.last() {
            Some(last) => (first, last.page),
            None => (0, first - 1),
        };
        if let Some((page, hash)) = pages.pop().zip(hash) {
            let head = [&key::page(page.page)[..], &hash.0].concat();
            tables[T::Meta as usize].insert(&b"head"[..], &head[..])?;
            cache.head = Some((page, hash));
        }
        for (account, hash) in proposal.credentials {
            tables[T::Credentials as usize].insert(account.0.as_bytes(), hash.as_bytes())?;
        }
        if let Some(clock) = proposal.practice_clock {
            tables[T::Practice as usize].insert(&b"clock"[..], &to_json(&clock)?[..])?;
        }
        Ok(Done { first, last, case, repeated: false, number: None, receipt: None })
    }
}

/// The requests that stand on the pages that fall out of memory are forgotten.
fn forget_old_requests(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    new: &[Page],
) -> Result<(), StoreError> {
    let mut gone = Vec::new();
    for old in new.iter().filter_map(|page| page.page.checked_sub(REMEMBERED).filter(|old| *old > 0)) {
        let row = Snapshot::of(tables).row(T::Journal, &key::page(old))?;
        if let Some((by, request)) = row.and_then(|bytes| Page::asked(&bytes)) {
            let request = key::request(&by, &request);
            if gone != request {
                cache.remove(tables, T::Requests, &request)?;
                gone = request;
            }
        }
    }
    Ok(())
}

fn newest_page(snapshot: &Snapshot<'_>) -> Result<Option<(Page, Hash)>, StoreError> {
    let Some((number, bytes)) = snapshot.newest(T::Journal)? else { return Ok(None) };
    let number = key::number(&number);
    let page = snapshot.read_page(number, &bytes)?;
    match page.page == number {
        true => Ok(Some((page, Page::hash(&bytes)))),
        false => Err(StoreError::Damaged(format!("第{number}页写着{}", page.page))),
    }
}

/// Many actions in one transaction.
pub struct Bulk<'s, 'tx> {
    store: &'s Store,
    tables: Vec<Writable<'tx>>,
    cache: TxnCache,
}

impl Bulk<'_, '_> {
    /// One action, not yet durable. A refused one leaves nothing.
    pub fn act(
        &mut self,
        request: &Request,
        salts: &mut dyn Salts,
        decide: impl FnOnce(&Snapshot<'_>) -> Result<ActProposal, ActError>,
    ) -> Result<Done, ActError> {
        let done = self.store.one(&mut self.tables, &mut self.cache, request, salts, decide)?;
        if self.tables.iter().map(Writable::unread).sum::<usize>() > UNREAD {
            self.store.read_back(&mut self.tables)?;
        }
        Ok(done)
    }
}
