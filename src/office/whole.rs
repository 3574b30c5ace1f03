//! A file that is there whole or not at all: written under another name beside its place, made durable, renamed. What is let go of
//! before that leaves nothing, and what a killed process left goes with the next one of the same name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// A file in the making, its owner's alone.
pub struct AtomicFile {
    file: File,
    fresh: PathBuf,
    path: PathBuf,
}

impl AtomicFile {
    /// Begins the file that is to stand at `path`. What stands there now stays until the new one is whole; a link is not followed.
    pub fn begin(path: &Path) -> io::Result<Self> {
        static FILES: AtomicU64 = AtomicU64::new(0);
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
        let beside = |count: u64| path.with_file_name(format!(".{name}.{count}.{}", std::process::id()));
        sweep_beside(path, &format!(".{name}."));
        let fresh = beside(FILES.fetch_add(1, Ordering::Relaxed));
        fs::remove_file(&fresh).ok();
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
        Ok(Self { file, fresh, path: path.to_owned() })
    }

    /// It is whole: it takes its place.
    pub fn keep(self) -> io::Result<PathBuf> {
        self.file.sync_all()?;
        fs::rename(&self.fresh, &self.path)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(self.path.clone())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        // Once it has taken its place there is nothing of this name.
        fs::remove_file(&self.fresh).ok();
    }
}

/// Removes what killed processes had begun to write in the folder of `path`, under names with this beginning.
pub(super) fn sweep_beside(path: &Path, beginning: &str) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for half in fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        if half.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning)) {
            sweep(&half);
        }
    }
}

/// Removes what a killed process had begun to write, its number at the name's end: nobody would read it again.
pub(super) fn sweep(half: &Path) {
    let writer = half.extension().and_then(|pid| Pid::from_raw(pid.to_str()?.parse().ok()?));
    if writer.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH)) {
        fs::remove_file(half).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn it_is_there_whole_or_what_was_there_before_still_is() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("表.csv");
        fs::write(&path, "旧").unwrap();
        let mut file = AtomicFile::begin(&path).unwrap();
        file.write_all("半".as_bytes()).unwrap();
        assert_eq!(left(place.path()).len(), 2);
        drop(file);
        assert_eq!(
            (left(place.path()), fs::read_to_string(&path).unwrap()),
            (vec!["表.csv".to_owned()], "旧".to_owned())
        );
        let mut file = AtomicFile::begin(&path).unwrap();
        file.write_all("全".as_bytes()).unwrap();
        file.keep().unwrap();
        assert_eq!(
            (left(place.path()), fs::read_to_string(&path).unwrap()),
            (vec!["表.csv".to_owned()], "全".to_owned())
        );
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_a_killed_one_left_goes_and_what_one_at_work_has_begun_stays() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("表.csv");
        // No process has this number: the kernel gives none beyond 2^22.
        fs::write(place.path().join(".表.csv.0.99999999"), "半").unwrap();
        fs::write(place.path().join(".别的.csv.0.99999999"), "半").unwrap();
        let at_work = AtomicFile::begin(&path).unwrap();
        let second = AtomicFile::begin(&path).unwrap();
        assert_eq!(left(place.path()).len(), 3, "{:?}", left(place.path()));
        second.keep().unwrap();
        at_work.keep().unwrap();
        assert_eq!(left(place.path()).len(), 2);
    }
}
