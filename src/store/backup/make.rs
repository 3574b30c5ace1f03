//! Writing a backup: short reads of a live store, one file, read back before it stands.

use std::cell::RefCell;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use serde_json::json;
use sm3::{Digest as _, Sm3};

use super::super::error::StoreError;
use super::super::keeper::id_of;
use super::super::open::{Reader, SCHEMA, folder_of};
use super::super::snapshot::Snapshot;
use super::super::tables::T;
use super::read::{self, Nobody};
use super::{BackupError, Key, MARK, Recipient, VERSION, Written};
use crate::domain::sealed::Seal;
use crate::journal::{self, Hash, Page};

/// Pages of one short read: some milliseconds.
const SLICE: u64 = 500;

impl Reader {
    /// Writes a backup into `file`, encrypted for `recipients`. Without any it has no private text.
    pub fn backup(&mut self, file: &Path, recipients: &[Recipient]) -> Result<Written, BackupError> {
        if file.exists() {
            return Err(BackupError::Exists(file.to_owned()));
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = folder_of(file).join(format!(".{name}.part"));
        let written = self.written(file, &part, recipients);
        fs::remove_file(&part).ok();
        written
    }

    fn written(
        &mut self,
        file: &Path,
        part: &Path,
        recipients: &[Recipient],
    ) -> Result<Written, BackupError> {
        let failed = |error: std::io::Error| BackupError::file(file, &error);
        // What one that was killed left behind goes first.
        fs::remove_file(part).ok();
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(part).map_err(failed)?;
        let mut out = BufWriter::new(made);
        let once = age::x25519::Identity::generate();
        let how = if recipients.is_empty() { "plain" } else { "age" };
        writeln!(out, "{MARK} {VERSION} {how}").map_err(failed)?;
        let out = if recipients.is_empty() {
            let mut body = Body::new(out);
            self.fill(&mut body, false).map_err(|error| error.of(file))?;
            body.out
        } else {
            let own = once.to_public();
            let all = recipients.iter().map(|recipient| &recipient.0).chain([&own]);
            let all = all.map(|recipient| recipient as &dyn age::Recipient);
            let encryptor =
                age::Encryptor::with_recipients(all).map_err(|error| BackupError::file(file, &error))?;
            let mut body = Body::new(encryptor.wrap_output(out).map_err(failed)?);
            self.fill(&mut body, true).map_err(|error| error.of(file))?;
            body.out.finish().map_err(failed)?
        };
        let made = out.into_inner().map_err(|error| failed(error.into_error()))?;
        made.sync_all().map_err(failed)?;
        let bytes = made.metadata().map_err(failed)?.len();
        let proved = read::through(part, Some(&Key(once)), &mut Nobody)?;
        fs::hard_link(part, file).map_err(|error| {
            match error.kind() == std::io::ErrorKind::AlreadyExists {
                true => BackupError::Exists(file.to_owned()),
                false => failed(error),
            }
        })?;
        File::open(folder_of(file)).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok(Written { pages: proved.pages, head: proved.head, bytes })
    }

    fn fill<W: Write>(&mut self, body: &mut Body<W>, private: bool) -> Result<(), Failed> {
        let (last, lines) = self.read(|snapshot| first(snapshot, private))?;
        body.put(&lines)?;
        let mut done = (0, Seal([0; 32]));
        let mut sealed = 0;
        while done.0 < last {
            let slice = RefCell::new(Vec::new());
            let (head, rows) = self.read(|snapshot| {
                slice.borrow_mut().clear();
                pages(snapshot, done, last, private, &mut slice.borrow_mut())
            })?;
            body.put(&slice.into_inner())?;
            (done, sealed) = (head, sealed + rows);
        }
        let end = json!({ "pages": last, "head": done.1, "sealed": sealed });
        body.put(format!("end {end}\n").as_bytes())?;
        let digest = Seal(body.digest.clone().finalize().into());
        body.put(format!("digest {digest}\n").as_bytes())
    }
}

/// What stands before the pages, and which will be the last.
fn first(snapshot: &Snapshot<'_>, private: bool) -> Result<(u64, Vec<u8>), StoreError> {
    let last = snapshot.last_page()?;
    let id = Hex(&id_of(snapshot)?).to_string();
    let store = json!({ "id": id, "schema": SCHEMA, "pages": last, "private": private });
    let mut lines = format!("store {store}\n").into_bytes();
    if let Some(clock) = snapshot.row(T::Practice, b"clock")? {
        lines.extend([&b"practice "[..], &clock, b"\n"].concat());
    }
    if private {
        snapshot.visit_prefix(T::Credentials, &[], &mut |account, hash| {
            let pair = json!([String::from_utf8_lossy(account), String::from_utf8_lossy(hash)]);
            lines.extend(format!("credential {pair}\n").into_bytes());
            true
        })?;
    }
    Ok((last, lines))
}

/// One slice after `done`: its last page with its hash, and how many sealed texts it has.
fn pages(
    snapshot: &Snapshot<'_>,
    done: (u64, Hash),
    last: u64,
    private: bool,
    lines: &mut Vec<u8>,
) -> Result<((u64, Hash), u64), StoreError> {
    let until = last.min(done.0 + SLICE);
    let (mut head, mut wrong, mut rows) = (done, None, 0);
    let mut slice = Vec::new();
    snapshot.pages(done.0 + 1, &mut |_, bytes| {
        match Page::verified(bytes, head.0 + 1, head.1) {
            Ok(page) => slice.push((page, bytes.to_vec())),
            Err(what) => wrong = Some(what),
        }
        head = (head.0 + 1, Page::hash(bytes));
        wrong.is_none() && head.0 < until
    })?;
    if let Some(what) = wrong {
        return Err(StoreError::Damaged(format!("第{}页{what}", head.0)));
    }
    if head.0 != until {
        return Err(StoreError::Damaged(format!("缺第{}页", head.0 + 1)));
    }
    for (mut page, bytes) in slice {
        lines.extend([&b"page "[..], &bytes, b"\n"].concat());
        let mut seals = Vec::new();
        journal::open(&mut page.event, &mut |seal| {
            seals.push(seal);
            None
        });
        for seal in seals.iter().filter(|_| private) {
            if let Some(row) = snapshot.row(T::Sealed, &seal.0)? {
                lines.extend(format!("sealed {seal} {}\n", Hex(&row)).into_bytes());
                rows += 1;
            }
        }
    }
    Ok((head, rows))
}

/// Bytes as hexadecimal digits.
struct Hex<'a>(&'a [u8]);

impl std::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The body as it is written, and the digest of what was.
struct Body<W> {
    out: W,
    digest: Sm3,
}

impl<W: Write> Body<W> {
    fn new(out: W) -> Self {
        Self { out, digest: Sm3::new() }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Failed> {
        self.digest.update(bytes);
        self.out.write_all(bytes).map_err(Failed::File)
    }
}

/// What failed: the store that is read, or the file that is written.
enum Failed {
    Store(StoreError),
    File(std::io::Error),
}

impl Failed {
    fn of(self, file: &Path) -> BackupError {
        match self {
            Self::Store(error) => error.into(),
            Self::File(error) => BackupError::file(file, &error),
        }
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
