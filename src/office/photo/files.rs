//! The folder `photos` beside a store: read within limits, never through a link; written new, made durable, renamed.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::io::Errno;
use sm3::{Digest as _, Sm3};
use xieban_domain::staff::StaffCode;

use super::{LARGEST_FILE, PhotoError, published};

/// A photograph that was taken into the folder.
#[derive(Debug)]
pub struct StoredPhoto {
    /// Its file's name, which differs where the picture does.
    pub name: String,
    /// Where it lies, unless it lay there already.
    fresh: Option<PathBuf>,
}

impl StoredPhoto {
    /// Throws it away again, unless it was there before.
    pub fn drop(&self) {
        if let Some(path) = &self.fresh {
            fs::remove_file(path).ok();
        }
    }
}

/// The photographs beside a store.
#[derive(Debug, Clone)]
pub struct Photos {
    folder: PathBuf,
}

impl Photos {
    /// The photographs beside the store at `path`.
    pub fn beside(path: &Path) -> Self {
        Self { folder: path.with_file_name("photos") }
    }

    /// The bytes of a photograph by the name that the directory has (`staff.photo`).
    pub fn read(&self, name: &str) -> Result<Vec<u8>, PhotoError> {
        let path = self.path(name).ok_or(PhotoError::Missing)?;
        contents(&path, OFlags::NOFOLLOW)
    }

    /// Where a photograph lies; none for a name that leads out of the folder.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let path = Path::new(name);
        path.file_name().filter(|file| *file == path.as_os_str()).map(|file| self.folder.join(file))
    }

    /// Takes a picture from any file into the folder, as it may be published. What is there already stays.
    pub fn take(&self, code: &StaffCode, file: &Path) -> Result<StoredPhoto, PhotoError> {
        let bytes = published(&contents(file, OFlags::empty())?)?;
        let mark = Sm3::digest(&bytes).iter().take(4).fold(0_u32, |mark, byte| mark << 8 | u32::from(*byte));
        let name = format!("{code}-{mark:08x}.jpg");
        let path = self.path(&name).ok_or(PhotoError::Missing)?;
        if self.read(&name).is_ok_and(|there| there == bytes) {
            return Ok(StoredPhoto { name, fresh: None });
        }
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let fresh = self.folder.join(format!(".{name}.{}", std::process::id()));
        fs::remove_file(&fresh).ok();
        let written = write(&fresh, &bytes).and_then(|()| fs::rename(&fresh, &path));
        if written.is_err() {
            fs::remove_file(&fresh).ok();
        }
        written?;
        File::open(&self.folder)?.sync_all()?;
        Ok(StoredPhoto { name, fresh: Some(path) })
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A regular file's bytes, within the limit. Nothing that is no file is waited for.
fn contents(path: &Path, flags: OFlags) -> Result<Vec<u8>, PhotoError> {
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
