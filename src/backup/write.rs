//! Writing a backup: short reads of a live store, one file, read back before it stands.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use serde_json::json;
use sm3::{Digest as _, Sm3};
use xieban_domain::sealed::Seal;
use xieban_store::{HandOut, Part, Picture, Reader, SCHEMA, StoreError, folder_of};

use crate::read::{self, Nobody};
use crate::{BackupError, Key, MARK, Recipient, VERSION, Written};

/// Writes a backup of a store into `file`, encrypted for `recipients`. Without any it has no private text.
pub fn write(store: &mut Reader, file: &Path, recipients: &[Recipient]) -> Result<Written, BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let part = folder_of(file).join(format!(".{name}.part"));
    let written = written(store, file, &part, recipients);
    fs::remove_file(&part).ok();
    written
}

fn written(
    store: &mut Reader,
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
    let (first, rest) = store.hand_out(!recipients.is_empty())?;
    // An older program reads what has nothing in it that it does not know.
    let version = if first.iter().any(|part| matches!(part, Part::Picture(_))) { VERSION } else { 1 };
    writeln!(out, "{MARK} {version} {how}").map_err(failed)?;
    let out = if recipients.is_empty() {
        let mut body = Body::new(out);
        fill(&first, rest, &mut body).map_err(|error| error.of(file))?;
        body.out
    } else {
        let own = once.to_public();
        let all = recipients.iter().map(|recipient| &recipient.0).chain([&own]);
        let all = all.map(|recipient| recipient as &dyn age::Recipient);
        let encryptor =
            age::Encryptor::with_recipients(all).map_err(|error| BackupError::file(file, &error))?;
        let mut body = Body::new(encryptor.wrap_output(out).map_err(failed)?);
        fill(&first, rest, &mut body).map_err(|error| error.of(file))?;
        body.out.finish().map_err(failed)?
    };
    let made = out.into_inner().map_err(|error| failed(error.into_error()))?;
    made.sync_all().map_err(failed)?;
    let bytes = made.metadata().map_err(failed)?.len();
    let proved = read::through(part, Some(&Key(once)), &mut Nobody)?;
    fs::hard_link(part, file).map_err(|error| match error.kind() == std::io::ErrorKind::AlreadyExists {
        true => BackupError::Exists(file.to_owned()),
        false => failed(error),
    })?;
    File::open(folder_of(file)).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(Written { pages: proved.pages, head: proved.head, bytes })
}

fn fill<W: Write>(first: &[Part], mut rest: HandOut<'_>, body: &mut Body<W>) -> Result<(), Failed> {
    let origin = rest.origin();
    let id = Hex(&origin.id).to_string();
    let mut store = json!({ "id": id, "schema": SCHEMA, "pages": origin.pages, "private": origin.private });
    if origin.private && origin.blank > 0 {
        store["blank"] = json!(origin.blank);
    }
    body.put(format!("store {store}\n").as_bytes())?;
    body.put_all(first)?;
    let mut sealed: u64 = 0;
    while let Some(slice) = rest.slice()? {
        body.put_all(&slice)?;
        sealed += slice.iter().map(|part| u64::from(matches!(part, Part::Sealed(_)))).sum::<u64>();
    }
    let end = json!({ "pages": origin.pages, "head": rest.done().1, "sealed": sealed });
    body.put(format!("end {end}\n").as_bytes())?;
    let digest = Seal(body.digest.clone().finalize().into());
    body.put(format!("digest {digest}\n").as_bytes())
}

/// A part as its line.
fn line(part: &Part) -> Vec<u8> {
    match part {
        Part::Practice(clock) => [&b"practice "[..], clock, b"\n"].concat(),
        Part::Credential(account, hash) => format!("credential {}\n", json!([account, hash])).into_bytes(),
        Part::Picture(Picture { hash, bytes }) => format!("picture {hash} {}\n", Hex(bytes)).into_bytes(),
        Part::Page(bytes) => [&b"page "[..], bytes, b"\n"].concat(),
        Part::Sealed(row) => format!("sealed {} {}\n", row.seal, Hex(&row.bytes)).into_bytes(),
    }
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

    fn put_all(&mut self, parts: &[Part]) -> Result<(), Failed> {
        parts.iter().try_for_each(|part| self.put(&line(part)))
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
