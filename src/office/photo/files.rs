//! Pictures in files: read within limits, and nothing that is no file is waited for. In the folder `photos` beside a store lie those that
//! an older program took in; a newer one keeps them in the store.

use std::fs::OpenOptions;
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::{LARGEST_FILE, PhotoError};

/// The photographs that an older program left beside a store.
#[derive(Debug, Clone)]
pub(super) struct Photos {
    folder: PathBuf,
}

impl Photos {
    /// The photographs beside the store at `path`.
    pub(super) fn beside(path: &Path) -> Self {
        Self { folder: path.with_file_name("photos") }
    }

    /// The bytes of a photograph by the name of its file, never through a link and never out of the folder.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, PhotoError> {
        let path = Path::new(name);
        let file = path.file_name().filter(|file| *file == path.as_os_str()).ok_or(PhotoError::Missing)?;
        opened(&self.folder.join(file), OFlags::NOFOLLOW)
    }
}

/// A regular file's bytes, within the limit.
pub(super) fn contents(path: &Path) -> Result<Vec<u8>, PhotoError> {
    opened(path, OFlags::empty())
}

fn opened(path: &Path, flags: OFlags) -> Result<Vec<u8>, PhotoError> {
    let flags = (flags | OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let opened = OpenOptions::new().read(true).custom_flags(flags).open(path);
    let file = opened.map_err(|error| match Errno::from_io_error(&error) {
        Some(Errno::NOENT) => PhotoError::Missing,
        Some(Errno::LOOP | Errno::NOTDIR | Errno::ISDIR | Errno::NXIO) => PhotoError::NotAFile,
        Some(_) | None => PhotoError::Io(error),
    })?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(PhotoError::NotAFile);
    }
    if about.len() > LARGEST_FILE {
        return Err(PhotoError::FileTooLarge(about.len()));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
