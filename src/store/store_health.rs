//! What stands outside the file so that a store keeps: its witness, and a ballast that is freed when the disk is full.
//! Here is known how the store is; whoever shows it asks.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fs::{FallocateFlags, fallocate};
use xieban_domain::settings::LastNumbers;
use xieban_journal::{Hash, Page};

use super::bounded::Bounded;
use super::error::StoreError;
use super::ordinary::ordinary;
use super::snapshot::Snapshot;
use super::tables::{T, Writable, key};
use super::witness::{Discord, Sight, Witness, judge};

/// Room kept free beside a store, in bytes: for the drafts of its desks, the mending and the audit while the disk is full.
const BALLAST: u64 = 1 << 20;
/// What must be free besides, before the ballast is taken back, in bytes: or it would take the very room that it gave.
const ROOM: u64 = 1 << 20;

/// How a store is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Health {
    /// The disk is full: nothing can be written until there is room again.
    pub full: bool,
    /// It is not what was witnessed: nothing is written until an administrator accepts it.
    pub discord: Option<Discord>,
    /// The witness cannot be reached, or not be written; work goes on.
    pub unwitnessed: bool,
    /// From this page on nothing was witnessed, as far as this process has written.
    pub since: Option<u64>,
}

/// In meta: that the store was witnessed once. From then on a witness that is gone is a discord.
const MARK: &[u8] = b"witnessed";
/// In meta: the first page of those that were not witnessed, until a page says so.
const GAP: &[u8] = b"unwitnessed";
/// In meta: the last page that said so.
const SAID: &[u8] = b"unwitnessed-said";

/// A witness and the thread on which it is looked at and written, so that a disk that hangs holds nobody up.
pub(super) struct BoundedWitness {
    witness: Witness,
    thread: Bounded,
}

impl BoundedWitness {
    pub(super) fn new(witness: Witness) -> Self {
        Self { witness, thread: Bounded::new() }
    }

    /// Looks at the witness.
    pub(super) fn look(&self) -> io::Result<Sight> {
        let witness = self.witness.clone();
        self.thread.run(move || witness.look())
    }

    fn note(&self, (page, hash): (u64, Hash), given: LastNumbers, begins: bool) -> io::Result<()> {
        let witness = self.witness.clone();
        self.thread.run(move || witness.note(page, hash, &given, begins))
    }

    fn anchor(&self, (page, hash): (u64, Hash), given: LastNumbers) -> io::Result<()> {
        let witness = self.witness.clone();
        self.thread.run(move || witness.anchor(page, hash, &given))
    }

    fn numbers(&self) -> io::Result<Option<LastNumbers>> {
        let witness = self.witness.clone();
        self.thread.run(move || witness.numbers())
    }
}

/// Keeps watch beside one store.
pub(super) struct StoreHealth {
    witness: BoundedWitness,
    ballast: PathBuf,
    health: Mutex<Health>,
    /// The store was witnessed before, as the last action saw it: its witness is not begun anew.
    marked: AtomicBool,
}

/// How a store and its witness stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witnessing {
    /// It agrees with what was witnessed up to this page.
    Agrees(u64),
    /// It was never witnessed.
    Never,
    /// The witness cannot be reached.
    Unreachable,
    /// It is not what was witnessed.
    Discord(Discord),
}

impl Witnessing {
    /// What was seen against the store.
    pub(super) fn of(sight: &io::Result<Sight>, snapshot: &Snapshot<'_>) -> Result<Self, StoreError> {
        Ok(match (discord(sight, snapshot)?, sight) {
            (Some(discord), _) => Self::Discord(discord),
            (None, Err(_)) => Self::Unreachable,
            (None, Ok(Sight::Witnessed(seen))) => Self::Agrees(seen.page),
            (None, Ok(Sight::Nothing | Sight::Foreign)) => Self::Never,
        })
    }
}

/// Whatever reads the store as it is now.
type ReadNow<'r> =
    dyn Fn(&mut dyn FnMut(&Snapshot<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> + 'r;

/// The last page of a store, and the numbers that were given out by then: what is witnessed.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    head: Option<(u64, Hash)>,
    given: LastNumbers,
}

impl Ledger {
    /// As it stands in a transaction.
    pub(super) fn of(snapshot: &Snapshot<'_>) -> Result<Self, StoreError> {
        Ok(Self { head: snapshot.head()?, given: snapshot.all_last_numbers()? })
    }
}

/// What a store says of its witness.
#[derive(Debug, Clone, Copy)]
struct Own {
    head: Option<(u64, Hash)>,
    /// It was witnessed once.
    marked: bool,
}

impl Own {
    fn of(snapshot: &Snapshot<'_>) -> Result<Self, StoreError> {
        Ok(Self { head: snapshot.head()?, marked: was_witnessed(snapshot)? })
    }
}

/// In what a store is not what stands in its witness's place. A witness that cannot be reached says nothing.
pub(super) fn discord(
    sight: &io::Result<Sight>,
    snapshot: &Snapshot<'_>,
) -> Result<Option<Discord>, StoreError> {
    let Ok(sight) = sight else { return Ok(None) };
    let own = Own::of(snapshot)?;
    judge(*sight, own.marked, own.head, |page| hash_of(snapshot, page))
}

impl StoreHealth {
    /// The health of the store at `path`, whose witness stands in `folder`.
    pub(super) fn of(path: &Path, folder: &Path, id: [u8; 16]) -> Self {
        Self {
            witness: BoundedWitness::new(Witness::new(folder, id)),
            ballast: path.with_extension("ballast"),
            health: Mutex::default(),
            marked: AtomicBool::new(false),
        }
    }

    /// Looks at the witness, and brings it up to the store where it could not be written before or where the store is `opening`. One
    /// that was never witnessed is from its opening on. `read` reads the store as it is now; the next action judges anew.
    pub(super) fn compare(&self, read: &ReadNow<'_>, opening: bool) -> Result<(), StoreError> {
        // Others write meanwhile: what was seen first is in the store by the time at which it is read. A discord is looked at once
        // more, because a witness may be begun, or begun anew, between the two.
        for last in [false, true] {
            let sight = self.witness.look();
            let owed = opening || self.lock().unwitnessed;
            let (mut found, mut own, mut ledger) = (None, None, None);
            read(&mut |snapshot| {
                (found, own) = (discord(&sight, snapshot)?, Some(Own::of(snapshot)?));
                ledger = owed.then(|| Ledger::of(snapshot)).transpose()?;
                Ok(())
            })?;
            if found.is_some() && !last {
                continue;
            }
            {
                let mut health = self.lock();
                health.discord = found;
                health.unwitnessed |= sight.is_err();
            }
            if let (None, Ok(_), Some(own), Some(ledger)) = (found, sight, own, ledger) {
                self.marked.store(own.marked, Ordering::SeqCst);
                self.note(ledger);
            }
            break;
        }
        Ok(())
    }

    pub(super) fn ballast(&self) -> &Path {
        &self.ballast
    }

    pub(super) fn health(&self) -> Health {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of the witness.
    pub(super) fn witnesses(&self) -> &Path {
        self.witness.witness.folder()
    }

    /// Is there room to write? Takes the ballast back first if it was freed.
    pub(super) fn room(&self) -> Result<(), StoreError> {
        let cache = fs::metadata(&self.ballast).is_ok_and(|file| file.is_file() && file.len() == BALLAST);
        // A folder one may not write to has no ballast; the store itself says what is wrong there.
        if !cache && matches!(self.take(), Err(StoreError::Full)) {
            self.free();
            return Err(StoreError::Full);
        }
        self.lock().full = false;
        Ok(())
    }

    fn take(&self) -> Result<(), StoreError> {
        let folder = self.ballast.parent().filter(|folder| !folder.as_os_str().is_empty());
        let disk = rustix::fs::statvfs(folder.unwrap_or(Path::new("."))).map_err(std::io::Error::from)?;
        if disk.f_bavail.saturating_mul(disk.f_frsize) < BALLAST + ROOM {
            return Err(StoreError::Full);
        }
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false).mode(0o600);
        let file = ordinary(&self.ballast, options)?;
        match fallocate(&file, FallocateFlags::empty(), 0, BALLAST) {
            Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => Ok(file.set_len(BALLAST)?),
            other => Ok(other.map_err(std::io::Error::from)?),
        }
    }

    /// The disk is full: gives the ballast back, so that drafts can be kept, and says so.
    pub(super) fn free(&self) {
        fs::remove_file(&self.ballast).ok();
        self.lock().full = true;
    }

    /// What stands in the witness's place, asked for before a transaction begins: a disk that hangs holds up nobody else.
    pub(super) fn look(&self) -> io::Result<Sight> {
        self.witness.look()
    }

    /// In a transaction: refuses a store that is not what was seen. A witness that cannot be reached holds nobody up; from which page
    /// on is noted in the store. Gives the page from which on nothing was witnessed, where it is now for a page to say so.
    pub(super) fn agrees(
        &self,
        mut sight: io::Result<Sight>,
        tables: &mut [Writable<'_>],
    ) -> Result<Option<u64>, StoreError> {
        let snapshot = Snapshot::of(tables);
        let mut found = discord(&sight, &snapshot)?;
        if found.is_some() {
            // Others may have begun the witness, or begun it anew, since it was seen.
            sight = self.witness.look();
            found = discord(&sight, &snapshot)?;
        }
        let own = Own::of(&snapshot)?;
        let page_in =
            |name: &[u8]| Ok::<_, StoreError>(snapshot.row(T::Meta, name)?.map(|row| key::number(&row)));
        let (gap, said) = (page_in(GAP)?, page_in(SAID)?);
        drop(snapshot);
        let (cut_off, since) = {
            let mut health = self.lock();
            health.discord = found;
            health.unwitnessed |= sight.is_err();
            // Another process has said it meanwhile.
            health.since = health.since.filter(|since| said.is_none_or(|said| *since > said));
            (health.unwitnessed, health.since)
        };
        found.map_or(Ok(()), |discord| Err(StoreError::Discord(discord)))?;
        let seen = matches!(sight, Ok(Sight::Witnessed(_)));
        self.marked.store(own.marked || seen, Ordering::SeqCst);
        if seen && !own.marked {
            tables[T::Meta as usize].insert(MARK, &[][..])?;
        }
        let first = gap.into_iter().chain(since).min();
        if !cut_off {
            return Ok(first);
        }
        let first = first.unwrap_or_else(|| own.head.map_or(1, |(page, _)| page + 1));
        if gap != Some(first) {
            tables[T::Meta as usize].insert(GAP, &key::page(first)[..])?;
        }
        Ok(None)
    }

    /// In a transaction: this page says from which page on nothing was witnessed.
    pub(super) fn says(tables: &mut [Writable<'_>], page: u64) -> Result<(), StoreError> {
        let meta = &mut tables[T::Meta as usize];
        meta.remove(GAP)?;
        meta.insert(SAID, &key::page(page)[..])?;
        Ok(())
    }

    /// A store that gave numbers out somewhere else has a witness there. Where it has none here, it is not begun without a word.
    pub(super) fn expects_witness(tables: &mut [Writable<'_>]) -> Result<(), StoreError> {
        let snapshot = Snapshot::of(tables);
        let expects = !snapshot.settings()?.practice && !snapshot.all_last_numbers()?.is_empty();
        drop(snapshot);
        if expects {
            tables[T::Meta as usize].insert(MARK, &[][..])?;
        }
        Ok(())
    }

    /// That page is durable.
    pub(super) fn said(&self) {
        self.lock().since = None;
    }

    /// The highest numbers that the witness has seen given out, where it can be asked and has kept any.
    pub(super) fn witnessed_numbers(&self) -> Option<LastNumbers> {
        self.witness.numbers().ok().flatten()
    }

    /// Notes the last page of a commit.
    pub(super) fn note(&self, ledger: Ledger) {
        let Some((page, hash)) = ledger.head else { return };
        let noted = self.witness.note((page, hash), ledger.given, !self.marked.load(Ordering::SeqCst));
        let mut health = self.lock();
        health.unwitnessed = noted.is_err();
        if noted.is_err() {
            health.since = Some(health.since.map_or(page, |since| since.min(page)));
        }
    }

    /// The store is accepted as it is.
    pub(super) fn anchor(&self, ledger: Ledger) -> Result<(), StoreError> {
        if let Some(head) = ledger.head {
            self.witness.anchor(head, ledger.given)?;
        }
        let mut health = self.lock();
        (health.discord, health.unwitnessed) = (None, false);
        Ok(())
    }
}

/// Whether a store says of itself that it was witnessed.
pub(super) fn was_witnessed(snapshot: &Snapshot<'_>) -> Result<bool, StoreError> {
    Ok(snapshot.row(T::Meta, MARK)?.is_some())
}

/// The hash of a page as it stands in the store now.
pub(super) fn hash_of(snapshot: &Snapshot<'_>, page: u64) -> Result<Option<Hash>, StoreError> {
    Ok(snapshot.row(T::Journal, &key::page(page))?.map(|bytes| Page::hash(&bytes)))
}

/// The random number that tells this store from any other.
pub(super) fn id_of(snapshot: &Snapshot<'_>) -> Result<[u8; 16], StoreError> {
    let row = snapshot.row(T::Meta, b"store")?.unwrap_or_default();
    row.try_into().map_err(|_| StoreError::Damaged("台账号".to_owned()))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use xieban_domain::calendar::Calendar;
    use xieban_domain::event::{AccessEvent, Event};
    use xieban_domain::moment::Moment;
    use xieban_journal::Header;

    use super::super::act::Request;
    use super::super::error::ActError;
    use super::super::open::Store;
    use super::*;

    /// One more page; gives its number.
    fn more(store: &Store, n: u64) -> u64 {
        let header = Header {
            by: "S01".into(),
            desk: "1号台".to_owned(),
            request: format!("r-{n}"),
            at: Moment(1000),
        };
        let request = Request { header, body: Vec::new() };
        let done = store.act(&request, &mut || [0; 32], |_| {
            Ok::<_, ActError>(vec![Event::Access(AccessEvent::SignedOut)].into())
        });
        done.unwrap().last
    }

    fn says(store: &Store, page: u64) -> Option<u64> {
        store
            .read(|snapshot| {
                let bytes = snapshot.row(T::Journal, &key::page(page))?.unwrap();
                Ok(snapshot.read_page(page, &bytes)?.unwitnessed)
            })
            .unwrap()
    }

    #[test]
    fn a_disk_that_hangs_holds_no_action_up_and_comes_back_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xb");
        let calendar = Calendar::bundled().unwrap();
        Store::create(&path, calendar, [7; 16]).unwrap();
        let store = Store::open(&path, calendar, &folder.path().join("witness")).unwrap();
        assert_eq!((more(&store, 1), more(&store, 2)), (1, 2));
        assert!(!store.health().unwitnessed);
        let (let_go, hangs) = mpsc::channel::<()>();
        let witness = &store.health.as_ref().unwrap().witness;
        let hung = witness.thread.run(move || hangs.recv().map_err(io::Error::other));
        assert_eq!(hung.unwrap_err().kind(), io::ErrorKind::TimedOut);
        // Each of these would wait half a second, twice, if it waited.
        for n in 3..=100 {
            assert_eq!((more(&store, n), says(&store, n)), (n, None));
        }
        assert_eq!(
            store.health(),
            Health { unwitnessed: true, since: Some(3), ..Health::default() },
            "it is said, and from which page on"
        );
        let_go.send(()).unwrap();
        let back = (0..100_000_000).any(|_| {
            std::thread::yield_now();
            store.look_at_witness();
            !store.health().unwitnessed
        });
        assert!(back);
        assert_eq!((more(&store, 101), says(&store, 101)), (101, Some(3)));
        assert_eq!((more(&store, 102), says(&store, 102)), (102, None), "once");
    }
}
