//! Ordinary files only: a pipe, a device or a folder that stands where a file should is refused, and never waited for.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

/// Opens a file for reading; whatever else stands there is an error at once.
pub fn open_ordinary(path: &Path) -> io::Result<File> {
    ordinary(path, OpenOptions::new().read(true))
}

/// The whole of an ordinary file as text.
pub fn read_ordinary(path: &Path) -> io::Result<String> {
    io::read_to_string(open_ordinary(path)?)
}

/// Opens a file in this way. It is looked at before, because opening alone may move a device, and once more after, because it may
/// have become another.
pub fn ordinary(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(not_ordinary());
    }
    let waits_for_nobody = OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = options.custom_flags(waits_for_nobody.bits().cast_signed()).open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(not_ordinary()),
    }
}

fn not_ordinary() -> io::Error {
    io::Error::other("不是普通文件")
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "字").unwrap();
        mknodat(CWD, at("pipe"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        std::os::unix::fs::symlink(at("pipe"), at("link")).unwrap();
        drop(std::os::unix::net::UnixListener::bind(at("socket")).unwrap());
        assert_eq!(read_ordinary(&at("file")).unwrap(), "字");
        for what in [at("pipe"), at("link"), at("socket"), "/dev/zero".into(), folder.path().to_owned()] {
            let (tell, told) = mpsc::channel();
            let place = what.clone();
            std::thread::spawn(move || {
                let reading = open_ordinary(&place).map(drop).map_err(|error| error.to_string());
                let mut writing = OpenOptions::new();
                let writing = ordinary(&place, writing.write(true).create(true).truncate(false));
                tell.send([reading, writing.map(drop).map_err(|error| error.to_string())])
            });
            let both = told.recv_timeout(Duration::from_secs(20)).unwrap();
            for outcome in both {
                assert_eq!(outcome, Err("不是普通文件".to_owned()), "{what:?}");
            }
        }
        assert_eq!(open_ordinary(&at("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
