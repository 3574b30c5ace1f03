//! The witness: number and hash of the last page, kept outside the store's file, in a folder of its own (best on another disk).
//!
//! A file that lost its newest commits is whole in itself; only somebody outside can see that it is short. The witness is
//! written after each commit and before its acknowledgement, so a store may be ahead of it, never behind.
//! It knows no table; whether a store agrees is judged from what it is told. Every call may hang with its disk: who calls bounds it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use xieban_domain::sealed::Seal;
use xieban_domain::settings::LastNumbers;
use xieban_journal::{Hash, Page};

use super::open::folder_of;
use super::ordinary::{open_ordinary, ordinary};

/// First bytes of a slot.
const MARK: &[u8; 4] = b"xbw1";
/// Bytes of a slot: mark, store, page, hash, checksum.
const SLOT: usize = 4 + 16 + 8 + 32 + 32;
/// First bytes of the numbers behind a slot; how many bytes of them there can be, and of how many years.
const NUMBERS: &[u8; 4] = b"xbn1";
const MOST_NUMBERS: usize = 4096 - SLOT;
const YEARS: usize = 5;
/// Where the two slots begin, in bytes: far enough apart that a torn write harms one.
const SLOTS: [u64; 2] = [0, 4096];
/// Another writer holds the witness for less than a millisecond; one that was stopped holds nobody up longer than this.
const PAUSE: Duration = Duration::from_millis(2);
const PAUSES: u32 = 250;

/// What was witnessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Witnessed {
    pub(super) page: u64,
    pub(super) hash: Hash,
}

/// What stands where the witness should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    Witnessed(Witnessed),
    /// Another store's witness.
    Foreign,
    /// Its place can be reached, and nothing is there.
    Nothing,
}

/// A store that is not what was witnessed. Nothing more is written to it until an administrator accepts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Discord {
    /// Pages are gone that were there.
    #[error("只到第{found}页，见证到过第{witnessed}页")]
    Short {
        /// The page witnessed.
        witnessed: u64,
        /// The store's last.
        found: u64,
    },
    /// A page is another than the one that was there.
    #[error("第{0}页和见证的不是同一页")]
    Other(u64),
    /// The store was witnessed, and its witness is gone.
    #[error("见证不见了")]
    Gone,
    /// The store was witnessed, and what stands in its witness's place is another's.
    #[error("见证是别的台账的")]
    Foreign,
}

/// The witness of one store.
#[derive(Debug, Clone)]
pub(super) struct Witness {
    path: PathBuf,
    store: [u8; 16],
}

impl Witness {
    /// The witness of the store with this id. Several stores may have theirs in one folder.
    pub(super) fn new(folder: &Path, store: [u8; 16]) -> Self {
        let name = store.map(|byte| format!("{byte:02x}")).concat();
        Self { path: folder.join(name), store }
    }

    /// Where it lies, maybe beside those of other stores.
    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    /// Looks at the witness. An error where it cannot be reached: also where its folder's own place is not there, as with a disk that
    /// was taken away.
    pub(super) fn look(&self) -> io::Result<Sight> {
        match open_ordinary(&self.path) {
            Ok(file) => match self.newest(&file)? {
                Some((_, seen)) => Ok(Sight::Witnessed(seen)),
                None if is_foreign(&file)? => Ok(Sight::Foreign),
                None => Ok(Sight::Nothing),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::metadata(folder_of(folder_of(&self.path)))?;
                Ok(Sight::Nothing)
            }
            Err(error) => Err(error),
        }
    }

    /// Notes a page and the numbers given out by then, unless a later page stands there already. Durable when it returns. Only where
    /// `begins` is a witness made that was not there.
    pub(super) fn note(&self, page: u64, hash: Hash, given: &LastNumbers, begins: bool) -> io::Result<()> {
        let file = self.open(begins)?;
        lock(&file)?;
        let slot = match self.newest(&file)? {
            Some((_, seen)) if seen.page >= page => return Ok(()),
            Some((slot, _)) => 1 - slot,
            None if begins => 0,
            None => return Err(io::ErrorKind::NotFound.into()),
        };
        let given = self.given(&file)?.unwrap_or_default().raised(given);
        file.write_all_at(&self.written(Witnessed { page, hash }, &given), SLOTS[slot])?;
        file.sync_data()
    }

    /// The highest numbers that it has seen given out; none where it has kept none.
    pub(super) fn numbers(&self) -> io::Result<Option<LastNumbers>> {
        match open_ordinary(&self.path) {
            Ok(file) => self.given(&file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Forgets what was witnessed, but for the numbers that were given out, and begins again at this page: an administrator has
    /// accepted the store as it is.
    pub(super) fn anchor(&self, page: u64, hash: Hash, given: &LastNumbers) -> io::Result<()> {
        let given = self.numbers().ok().flatten().unwrap_or_default().raised(given);
        self.make_folder()?;
        let fresh = self.path.with_extension(std::process::id().to_string());
        fs::remove_file(&fresh).ok();
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
        file.write_all_at(&self.written(Witnessed { page, hash }, &given), SLOTS[0])?;
        file.sync_all()?;
        fs::rename(&fresh, &self.path)?;
        self.sync_folder()
    }

    fn open(&self, begins: bool) -> io::Result<File> {
        match ordinary(&self.path, OpenOptions::new().read(true).write(true)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && begins => {
                self.make_folder()?;
                let mut options = OpenOptions::new();
                let options = options.read(true).write(true).create(true).truncate(false).mode(0o600);
                let file = ordinary(&self.path, options)?;
                self.sync_folder()?;
                Ok(file)
            }
            other => other,
        }
    }

    fn make_folder(&self) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder_of(&self.path))
    }

    fn sync_folder(&self) -> io::Result<()> {
        self.path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    }

    fn newest(&self, file: &File) -> io::Result<Option<(usize, Witnessed)>> {
        let mut newest = None;
        for (slot, at) in SLOTS.into_iter().enumerate() {
            let Some(bytes) = slot_at(file, at)? else { continue };
            let seen = self.read(&bytes).map(|seen| (slot, seen));
            newest = newest.into_iter().chain(seen).max_by_key(|(_, seen): &(usize, Witnessed)| seen.page);
        }
        Ok(newest)
    }

    fn read(&self, bytes: &[u8; SLOT]) -> Option<Witnessed> {
        let page = u64::from_be_bytes(bytes.get(20..28)?.try_into().ok()?);
        let hash = Seal(bytes.get(28..60)?.try_into().ok()?);
        let seen = Witnessed { page, hash };
        (self.slot(seen) == *bytes).then_some(seen)
    }

    /// A slot, and behind it the numbers: older programs read the slot alone.
    fn written(&self, seen: Witnessed, given: &LastNumbers) -> Vec<u8> {
        let mut given = given.clone();
        while given.forms.len() > YEARS {
            given.forms.pop_first();
        }
        while given.complaints.len() > YEARS {
            given.complaints.pop_first();
        }
        let said = serde_json::to_vec(&given).unwrap_or_default();
        let length = u16::try_from(said.len()).unwrap_or(0).to_be_bytes();
        let check = self.check(&said);
        [&self.slot(seen)[..], NUMBERS, &length, &check.0, &said].concat()
    }

    fn check(&self, said: &[u8]) -> Hash {
        Page::hash(&[&self.store[..], said].concat())
    }

    /// The numbers behind both slots, the higher of each: one of them may be torn, or an older program's page may stand before it.
    fn given(&self, file: &File) -> io::Result<Option<LastNumbers>> {
        let mut given: Option<LastNumbers> = None;
        for at in SLOTS {
            let mut bytes = vec![0; MOST_NUMBERS];
            let read = read_at(file, &mut bytes, at + SLOT as u64)?;
            bytes.truncate(read);
            if let Some(numbers) = self.read_numbers(&bytes) {
                given = Some(given.unwrap_or_default().raised(&numbers));
            }
        }
        Ok(given)
    }

    fn read_numbers(&self, bytes: &[u8]) -> Option<LastNumbers> {
        let bytes = bytes.strip_prefix(&NUMBERS[..])?;
        let length = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
        let check = Seal(bytes.get(2..34)?.try_into().ok()?);
        let said = bytes.get(34..34 + length)?;
        (self.check(said) == check).then(|| serde_json::from_slice(said).ok()).flatten()
    }

    fn slot(&self, seen: Witnessed) -> [u8; SLOT] {
        let mut bytes = [0; SLOT];
        let said = [&MARK[..], &self.store, &seen.page.to_be_bytes(), &seen.hash.0].concat();
        let whole = [&said[..], &Page::hash(&said).0].concat();
        bytes.copy_from_slice(&whole);
        bytes
    }
}

/// Reads as much as there is.
fn read_at(file: &File, into: &mut [u8], at: u64) -> io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match file.read_at(&mut into[read..], at + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// The bytes of a slot, as far as they were ever written; what cannot be read is no slot that is missing.
fn slot_at(file: &File, at: u64) -> io::Result<Option<[u8; SLOT]>> {
    let mut bytes = [0; SLOT];
    match file.read_exact_at(&mut bytes, at) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Is this a witness, whosesoever?
fn is_foreign(file: &File) -> io::Result<bool> {
    Ok(slot_at(file, SLOTS[0])?.is_some_and(|bytes| bytes.starts_with(MARK)))
}

/// Does the store agree? `marked`: it says of itself that it was witnessed; `head` is its last page, `hash_of` the hash of any page of
/// it.
pub(super) fn judge<E>(
    sight: Sight,
    marked: bool,
    head: Option<(u64, Hash)>,
    hash_of: impl FnOnce(u64) -> Result<Option<Hash>, E>,
) -> Result<Option<Discord>, E> {
    let seen = match sight {
        Sight::Witnessed(seen) => seen,
        Sight::Foreign => return Ok(marked.then_some(Discord::Foreign)),
        Sight::Nothing => return Ok(marked.then_some(Discord::Gone)),
    };
    let found = head.map_or(0, |(page, _)| page);
    if found < seen.page {
        return Ok(Some(Discord::Short { witnessed: seen.page, found }));
    }
    Ok((hash_of(seen.page)? != Some(seen.hash)).then_some(Discord::Other(seen.page)))
}

fn lock(file: &File) -> io::Result<()> {
    for _ in 0..PAUSES {
        match flock(file, FlockOperation::NonBlockingLockExclusive) {
            Err(rustix::io::Errno::WOULDBLOCK) => std::thread::park_timeout(PAUSE),
            other => return Ok(other?),
        }
    }
    Err(io::ErrorKind::WouldBlock.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(n: u8) -> Hash {
        Seal([n; 32])
    }

    fn witness(folder: &Path) -> Witness {
        Witness::new(&folder.join("kept"), [7; 16])
    }

    impl Witness {
        fn seen(&self) -> io::Result<Option<Witnessed>> {
            Ok(match self.look()? {
                Sight::Witnessed(seen) => Some(seen),
                Sight::Foreign | Sight::Nothing => None,
            })
        }
    }

    #[test]
    fn the_highest_page_stays() {
        let folder = tempfile::tempdir().unwrap();
        let witness = witness(folder.path());
        assert_eq!(witness.seen().unwrap(), None);
        for (page, kept) in [(3, 3), (5, 5), (4, 5), (6, 6)] {
            witness.note(page, hash(u8::try_from(page).unwrap()), &LastNumbers::default(), true).unwrap();
            assert_eq!(witness.seen().unwrap().unwrap().page, kept);
        }
        let other = Witness { store: [8; 16], ..witness.clone() };
        assert_eq!(other.seen().unwrap(), None, "another store's witness says nothing of this one");
        assert_eq!(other.look().unwrap(), Sight::Foreign);
        witness.anchor(2, hash(9), &LastNumbers::default()).unwrap();
        assert_eq!(witness.seen().unwrap(), Some(Witnessed { page: 2, hash: hash(9) }));
    }

    #[test]
    fn the_highest_numbers_stay_whatever_is_accepted() {
        let folder = tempfile::tempdir().unwrap();
        let witness = witness(folder.path());
        let given = |case: u32| LastNumbers {
            forms: [(2026, [(xieban_domain::number::Form::Case, case)].into())].into(),
            ..LastNumbers::default()
        };
        assert_eq!(witness.numbers().unwrap(), None);
        for (page, case) in [(1, 20), (2, 24), (3, 0)] {
            witness.note(page, hash(1), &given(case), true).unwrap();
        }
        assert_eq!(witness.numbers().unwrap(), Some(given(24)));
        witness.anchor(1, hash(1), &given(22)).unwrap();
        assert_eq!(witness.numbers().unwrap(), Some(given(24)), "a store that was shorter is accepted");
        // A torn end of the file costs the newest at the most.
        witness.note(2, hash(2), &given(25), false).unwrap();
        let length = fs::metadata(&witness.path).unwrap().len();
        File::options().write(true).open(&witness.path).unwrap().set_len(length - 1).unwrap();
        assert_eq!(witness.numbers().unwrap(), Some(given(24)));
        let other = Witness { store: [8; 16], ..witness.clone() };
        assert_eq!(other.numbers().unwrap(), None, "another store's numbers say nothing of this one's");
    }

    #[test]
    fn a_torn_slot_leaves_the_page_before() {
        let folder = tempfile::tempdir().unwrap();
        let witness = witness(folder.path());
        witness.note(1, hash(1), &LastNumbers::default(), true).unwrap();
        witness.note(2, hash(2), &LastNumbers::default(), false).unwrap();
        for torn in 0..SLOT {
            let file = OpenOptions::new().read(true).write(true).open(&witness.path).unwrap();
            let before = {
                let mut b = [0; 1];
                file.read_exact_at(&mut b, SLOTS[1] + torn as u64).unwrap();
                b
            };
            file.write_all_at(&[before[0] ^ 1], SLOTS[1] + torn as u64).unwrap();
            assert_eq!(witness.seen().unwrap().unwrap().page, 1, "byte {torn}");
            file.write_all_at(&before, SLOTS[1] + torn as u64).unwrap();
            assert_eq!(witness.seen().unwrap().unwrap().page, 2);
        }
    }

    #[test]
    fn a_store_is_judged_by_what_was_seen() {
        let seen = Witnessed { page: 5, hash: hash(5) };
        let seen = Sight::Witnessed(seen);
        let at = |page, n| judge(seen, true, Some((page, hash(n))), |_| Ok::<_, ()>(Some(hash(n)))).unwrap();
        assert_eq!(at(5, 5), None);
        assert_eq!(at(9, 5), None, "a store ahead of its witness is fine");
        assert_eq!(at(5, 6), Some(Discord::Other(5)));
        assert_eq!(at(4, 5), Some(Discord::Short { witnessed: 5, found: 4 }));
        assert_eq!(
            judge(seen, true, None, |_| Ok::<_, ()>(None)).unwrap(),
            Some(Discord::Short { witnessed: 5, found: 0 })
        );
        for (sight, discord) in [(Sight::Nothing, Discord::Gone), (Sight::Foreign, Discord::Foreign)] {
            let known = |marked| judge(sight, marked, None, |_| Ok::<_, ()>(None)).unwrap();
            assert_eq!((known(true), known(false)), (Some(discord), None), "only one that was witnessed");
        }
    }

    #[test]
    fn a_witness_is_begun_once_and_what_cannot_be_reached_is_not_gone() {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("disk");
        let witness = witness(&disk);
        assert!(witness.look().is_err(), "the disk is not there");
        fs::create_dir(&disk).unwrap();
        assert_eq!(witness.look().unwrap(), Sight::Nothing);
        assert!(witness.note(1, hash(1), &LastNumbers::default(), false).is_err());
        assert_eq!(witness.look().unwrap(), Sight::Nothing, "nothing was made");
        witness.note(1, hash(1), &LastNumbers::default(), true).unwrap();
        File::options().write(true).open(&witness.path).unwrap().set_len(0).unwrap();
        assert_eq!(witness.look().unwrap(), Sight::Nothing);
        assert!(
            witness.note(2, hash(2), &LastNumbers::default(), false).is_err(),
            "an emptied one is not begun anew"
        );
        fs::remove_file(&witness.path).unwrap();
        fs::create_dir(&witness.path).unwrap();
        assert!(witness.look().is_err());
    }
}
