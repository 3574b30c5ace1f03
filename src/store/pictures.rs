//! The pictures that pages name by their hash: photographs of our people. Those that are somebody's photograph now are kept, once each;
//! one that was taken away or replaced goes, its hash stays on its page.

use xieban_domain::sealed::Seal;
use xieban_journal::Page;

use super::audit::AuditFinding;
use super::error::StoreError;
use super::snapshot::Snapshot;
use super::tables::{T, Writable};

/// The largest picture that is kept, in bytes: one of 640 by 640 pixels has far less.
pub const LARGEST_PICTURE: usize = 2 << 20;

/// A picture with the hash (SM3) that it is known by.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub hash: Seal,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}, {} bytes)", self.hash, self.bytes.len())
    }
}

impl Picture {
    /// These bytes under their hash.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self { hash: Page::hash(&bytes), bytes }
    }

    /// A row that is what its hash says, and no larger than one may be.
    pub fn proved(hash: Seal, bytes: Vec<u8>) -> Option<Self> {
        let picture = Self::of(bytes);
        (picture.hash == hash && picture.bytes.len() <= LARGEST_PICTURE).then_some(picture)
    }
}

impl Snapshot<'_> {
    /// A picture by its hash.
    pub fn picture(&self, hash: Seal) -> Result<Option<Vec<u8>>, StoreError> {
        self.row(T::Pictures, &hash.0)
    }

    /// The pictures that there are.
    pub(super) fn pictures(&self) -> Result<Vec<Picture>, StoreError> {
        let mut all = Vec::new();
        self.visit_prefix(T::Pictures, &[], &mut |at, bytes| {
            // A key that is no hash is some other row's, and fits nothing.
            let hash = Seal(at.try_into().unwrap_or_default());
            all.push(Picture { hash, bytes: bytes.to_vec() });
            true
        })?;
        Ok(all)
    }

    /// Whether the pictures are those that the directory names, each what its hash says.
    pub(super) fn pictures_found(&self) -> Result<Option<AuditFinding>, StoreError> {
        let mut named = self.staff()?.pictures();
        for Picture { hash, bytes } in self.pictures()? {
            if !named.remove(&hash) || Picture::proved(hash, bytes).is_none() {
                return Ok(Some(AuditFinding::Picture(hash)));
            }
        }
        Ok(named.first().copied().map(AuditFinding::Picture))
    }
}

/// Keeps what was handed in, and lets go of what is nobody's photograph any more.
pub(super) fn keep(tables: &mut [Writable<'_>], given: &[Picture]) -> Result<(), StoreError> {
    for picture in given {
        tables[T::Pictures as usize].insert(&picture.hash.0, &picture.bytes)?;
    }
    let snapshot = Snapshot::of(tables);
    let named = snapshot.staff()?.pictures();
    let gone: Vec<Seal> = snapshot.pictures()?.into_iter().map(|picture| picture.hash).collect();
    drop(snapshot);
    for hash in gone.into_iter().filter(|hash| !named.contains(hash)) {
        tables[T::Pictures as usize].remove(&hash.0)?;
    }
    Ok(())
}
