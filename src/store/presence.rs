//! Who is there: each desk holds a shared lock on one file beside the store while it runs. The kernel lets go of it however a
//! desk ends, so that a board can tell quiet data from a store that nobody keeps any more.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::ordinary::{open_ordinary, ordinary};

/// Somebody who asks holds the file for a moment: a desk looks again after so long,
const PAUSE: Duration = Duration::from_millis(5);
/// so many times.
const PAUSES: u32 = 200;

/// A desk's place in the file, held until it is dropped or the process ends.
#[derive(Debug)]
pub struct DeskPresence(#[expect(dead_code, reason = "held for its lock")] File);

/// The file of a store.
pub fn presence_file(store: &Path) -> PathBuf {
    store.with_extension("presence")
}

impl DeskPresence {
    /// A desk is here from now on.
    pub fn hold(store: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        // Open for writing: that a desk has gone is then a notice of the file system by itself.
        let options = options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let file = ordinary(&presence_file(store), options)?;
        for _ in 0..PAUSES {
            match flock(&file, FlockOperation::NonBlockingLockShared) {
                Err(Errno::WOULDBLOCK | Errno::INTR) => std::thread::park_timeout(PAUSE),
                Err(error) => return Err(error.into()),
                Ok(()) => {
                    // That it has come is a notice, too. On a full disk it is found by the slow look.
                    file.write_at(b"\n", 0).ok();
                    return Ok(Self(file));
                }
            }
        }
        Err(Errno::WOULDBLOCK.into())
    }
}

/// Is any desk there? One that asks at the very moment at which another one asks is told so, too, and learns better next time.
pub fn anybody(store: &Path) -> bool {
    let Ok(file) = open_ordinary(&presence_file(store)) else { return false };
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {
            flock(&file, FlockOperation::Unlock).ok();
            false
        }
        Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_there_as_long_as_it_holds_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("a.redb");
        assert!(!anybody(&store), "no file, no desk");
        let (first, second) = (DeskPresence::hold(&store).unwrap(), DeskPresence::hold(&store).unwrap());
        assert!(anybody(&store) && anybody(&store));
        drop(first);
        assert!(anybody(&store), "the second is still there");
        drop(second);
        assert!(!anybody(&store));
        assert!(DeskPresence::hold(&store).is_ok(), "who asked holds nobody up");
    }
}
