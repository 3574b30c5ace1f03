//! Reading a backup through: every line is proved before it is handed on, and the whole when the last has come.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;
use sm3::{Digest as _, Sm3};
use xieban_domain::event::{Event, OfficeEvent};
use xieban_domain::sealed::Seal;
use xieban_domain::staff::Directory;
use xieban_journal::{self as journal, Damage, Hash, Page, SealedRow};
use xieban_store::{Origin, Part, Picture, SCHEMA, StoreError, Taker, open_ordinary};

use super::texts::Texts;
use super::{BackupError, Key, MARK, VERSION};

/// The longest first line that is looked at, in bytes.
const FIRST: u64 = 64;
/// The longest line of a body, in bytes: a page has a few thousand.
const LONGEST: u64 = 16 << 20;

/// What a backup says of its store.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Head {
    /// The store's number.
    pub(super) id: String,
    schema: u32,
    /// Its last page.
    pub(super) pages: u64,
    /// It has private texts and credentials.
    pub(super) private: bool,
    /// Up to this page it has no private texts all the same: its store came out of a backup without any.
    #[serde(default)]
    pub(super) blank: u64,
}

impl Head {
    fn parse(value: &[u8]) -> Result<Self, BackupError> {
        let found: Self = serde_json::from_slice(value).map_err(|_| damaged("台账号"))?;
        if found.schema > SCHEMA {
            return Err(StoreError::Newer { found: found.schema, known: SCHEMA }.into());
        }
        if found.number().is_none() { Err(damaged("台账号")) } else { Ok(found) }
    }

    /// The store's number as bytes.
    fn number(&self) -> Option<[u8; 16]> {
        unhex(&self.id)?.try_into().ok()
    }

    /// Which store it is.
    pub(super) fn origin(&self) -> Option<Origin> {
        Some(Origin { id: self.number()?, pages: self.pages, private: self.private, blank: self.blank })
    }
}

#[derive(Deserialize)]
struct EndLine {
    pages: u64,
    head: Hash,
    sealed: u64,
}

/// Takes nothing: the file is only proved.
pub(super) struct Nobody;

impl Taker for Nobody {
    fn take(&mut self, _: &Part) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A backup that was read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proved {
    pub(super) store: Head,
    pub(super) pages: u64,
    pub(super) head: Hash,
}

/// What a backup says of its store, before anything of it is proved.
pub(super) fn head(file: &Path, key: Option<&Key>) -> Result<Head, BackupError> {
    let mut line = Vec::new();
    let read = opened(file, key)?.take(LONGEST).read_until(b'\n', &mut line);
    read.map_err(|_| damaged("读到一半就断了"))?;
    let value = line.strip_prefix(b"store ").ok_or_else(|| damaged("有看不懂的行"))?;
    Head::parse(value)
}

/// Reads a backup to its end, handing every line to `taker`.
pub(super) fn through(file: &Path, key: Option<&Key>, taker: &mut dyn Taker) -> Result<Proved, BackupError> {
    body(opened(file, key)?, taker)
}

/// The body of a backup, behind its first line.
fn opened(file: &Path, key: Option<&Key>) -> Result<Box<dyn BufRead>, BackupError> {
    let failed = |error: std::io::Error| BackupError::file(file, &error);
    let mut input = BufReader::with_capacity(1 << 16, open_ordinary(file).map_err(failed)?);
    let mut first = Vec::new();
    input.by_ref().take(FIRST).read_until(b'\n', &mut first).map_err(failed)?;
    let first = String::from_utf8_lossy(&first).into_owned();
    let words: Vec<&str> = first.trim_end().split(' ').collect();
    let version = words.get(1).filter(|_| words.first() == Some(&MARK)).and_then(|word| word.parse().ok());
    let found: u32 = version.ok_or_else(|| BackupError::Foreign(file.to_owned()))?;
    if found > VERSION {
        return Err(BackupError::Newer { found });
    }
    if found == 0 {
        return Err(BackupError::Foreign(file.to_owned()));
    }
    match words.get(2) {
        Some(&"plain") => Ok(Box::new(input)),
        Some(&"age") => {
            let key = key.ok_or(BackupError::KeyNeeded)?;
            let decryptor = age::Decryptor::new_buffered(input).map_err(|error| unopened(&error))?;
            let inner = decryptor.decrypt(std::iter::once(&key.0 as &dyn age::Identity));
            let inner = inner.map_err(|error| unopened(&error))?;
            Ok(Box::new(BufReader::with_capacity(1 << 16, inner)))
        }
        Some(_) | None => Err(damaged("头一行")),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "age's list grows; whatever else it is, the file does not open"
)]
fn unopened(error: &age::DecryptError) -> BackupError {
    match error {
        age::DecryptError::NoMatchingKeys => BackupError::WrongKey,
        _ => damaged("加密的头部"),
    }
}

pub(super) fn damaged(what: &str) -> BackupError {
    BackupError::Damaged(what.to_owned())
}

fn body(mut input: impl BufRead, taker: &mut dyn Taker) -> Result<Proved, BackupError> {
    let mut body = BodyRead::new();
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        read.map_err(|_| damaged("读到一半就断了"))?;
        if line.pop() != Some(b'\n') {
            return Err(damaged("没有写完"));
        }
        let text = std::str::from_utf8(&line).map_err(|_| damaged("有不是文字的行"))?;
        let (word, value) = text.split_once(' ').ok_or_else(|| damaged("有看不懂的行"))?;
        if word == "digest" {
            let rest = input.read(&mut [0]).map_err(|_| damaged("末尾"))?;
            return body.done(value, rest == 0);
        }
        body.take(word, value, taker)?;
        body.digest.update(&line);
        body.digest.update(b"\n");
    }
}

/// What was read of a body so far.
struct BodyRead {
    digest: Sm3,
    store: Option<Head>,
    end: Option<EndLine>,
    pages: u64,
    head: Hash,
    sealed: u64,
    /// It has a practice clock; its pages say that it is practice.
    clock: bool,
    practice: bool,
    /// The photographs that came, and the people of whom the pages say which are theirs.
    pictures: BTreeSet<Hash>,
    staff: Directory,
    /// The private texts.
    texts: Texts,
    accounts: BTreeSet<String>,
    /// The first page that is a newer program's.
    newer: Option<u64>,
}

impl BodyRead {
    fn new() -> Self {
        Self {
            digest: Sm3::new(),
            store: None,
            end: None,
            pages: 0,
            head: Seal([0; 32]),
            sealed: 0,
            clock: false,
            practice: false,
            pictures: BTreeSet::new(),
            staff: Directory::default(),
            texts: Texts::default(),
            accounts: BTreeSet::new(),
            newer: None,
        }
    }

    /// Proves a line, whatever it is but the last one, and hands it on.
    fn take(&mut self, word: &str, value: &str, taker: &mut dyn Taker) -> Result<(), BackupError> {
        let private = self.store.as_ref().is_some_and(|store| store.private);
        match (word, &self.store, &self.end) {
            ("store", None, None) => {
                self.store = Some(Head::parse(value.as_bytes())?);
            }
            ("practice", Some(_), None) => {
                let runs = serde_json::from_str(value).is_ok_and(runs);
                self.clock = if runs && !self.clock { true } else { return Err(damaged("演练时钟")) };
                taker.take(&Part::Practice(value.as_bytes().to_vec()))?;
            }
            ("credential", Some(_), None) if private => {
                let (account, hash): (String, String) =
                    serde_json::from_str(value).map_err(|_| damaged("密码行"))?;
                if account.is_empty() || !is_hash(&hash) || !self.accounts.insert(account.clone()) {
                    return Err(damaged("密码行"));
                }
                taker.take(&Part::Credential(account, hash))?;
            }
            ("picture", Some(_), None) => {
                let picture = value
                    .split_once(' ')
                    .and_then(|(hash, bytes)| Picture::proved(hash.parse().ok()?, unhex(bytes)?))
                    .filter(|picture| self.pictures.insert(picture.hash));
                taker.take(&Part::Picture(picture.ok_or_else(|| damaged("照片"))?))?;
            }
            ("page", Some(_), None) => {
                self.texts.settle(private)?;
                match Page::verified(value.as_bytes(), self.pages + 1, self.head) {
                    Ok(page) => self.read(page),
                    // A newer program's page, if the file turns out to be whole.
                    Err(Damage::Unknown) => self.newer = self.newer.or(Some(self.pages + 1)),
                    Err(what) => return Err(damaged(&format!("第{}页{what}", self.pages + 1))),
                }
                (self.pages, self.head) = (self.pages + 1, Page::hash(value.as_bytes()));
                taker.take(&Part::Page(value.as_bytes().to_vec()))?;
            }
            ("sealed", Some(_), None) if private => {
                let row = value
                    .split_once(' ')
                    .and_then(|(seal, row)| Some(SealedRow { seal: seal.parse().ok()?, bytes: unhex(row)? }));
                let wrong = || damaged(&format!("第{}页的封存文本", self.pages));
                let row = row.filter(journal::proves).ok_or_else(wrong)?;
                if !self.texts.take(&row) {
                    return Err(wrong());
                }
                self.sealed += 1;
                taker.take(&Part::Sealed(row))?;
            }
            ("end", Some(_), None) => {
                self.texts.settle(private)?;
                self.end = Some(serde_json::from_str(value).map_err(|_| damaged("末尾"))?);
            }
            _ => return Err(damaged("有看不懂的行")),
        }
        Ok(())
    }

    /// What a page says that the rest of the file is judged by.
    fn read(&mut self, page: Page) {
        match &page.event {
            Event::Office(OfficeEvent::SettingsChanged { change }) => {
                self.practice = change.practice.unwrap_or(self.practice);
            }
            Event::Office(OfficeEvent::StaffKept { staff, .. }) => self.staff.keep(staff, page.at),
            Event::Office(OfficeEvent::PhotographKept { staff, picture }) => {
                self.staff.keep_photograph(staff, *picture);
            }
            Event::Office(OfficeEvent::IdentitiesErased { cases }) => self.texts.erased.extend(cases),
            Event::Office(_)
            | Event::Case { .. }
            | Event::Complaint { .. }
            | Event::Conduct(_)
            | Event::Personnel(_)
            | Event::Desk(_)
            | Event::Access(_) => {}
        }
        self.texts.begin(page);
    }

    /// The last line has come: is the whole what was written?
    fn done(self, digest: &str, nothing_behind: bool) -> Result<Proved, BackupError> {
        let (Some(store), Some(end)) = (self.store, self.end) else {
            return Err(damaged("有看不懂的行"));
        };
        let (pages, head) = (self.pages, self.head);
        let whole = digest.parse() == Ok(Seal(self.digest.finalize().into()))
            && (end.pages, end.head, end.sealed) == (pages, head, self.sealed)
            && store.pages == pages
            && store.blank <= pages;
        // The pages say whether it is practice. A real ledger with a clock of its own would run at any time somebody likes.
        if self.clock && !self.practice {
            return Err(damaged("演练时钟"));
        }
        if let Some(page) = self.texts.missing(store.blank).filter(|_| store.private && self.newer.is_none())
        {
            return Err(damaged(&format!("第{page}页的封存文本不在里面")));
        }
        if self.newer.is_none() && self.pictures != self.staff.pictures() {
            return Err(damaged("照片"));
        }
        match (whole && nothing_behind, self.newer) {
            (true, None) => Ok(Proved { store, pages, head }),
            (true, Some(page)) => Err(StoreError::NewerPage(page).into()),
            (false, _) => Err(damaged("总校验码不符")),
        }
    }
}

/// Whether a practice clock could have been set so: no faster than one is made, and no further off than it can count.
fn runs((offset, rate): (i64, f64)) -> bool {
    const FURTHEST: u64 = 1_000_000_000_000_000_000;
    (0.0..=100_000.0).contains(&rate) && offset.unsigned_abs() <= FURTHEST
}

/// Whether a PIN can be held against it: an argon2id hash with all its parts.
fn is_hash(hash: &str) -> bool {
    let mut parts = hash.split('$');
    let known = parts.next() == Some("") && parts.next() == Some("argon2id");
    let rest: Vec<&str> = parts.collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '=' | ',' | '+' | '/' | '.' | '-'))
    };
    known && rest.len() == 4 && rest.iter().all(plain)
}

/// The bytes of hexadecimal digits.
fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let bytes = pairs.iter().map(|[high, low]| Some(value(*high)? << 4 | value(*low)?)).collect();
    if rest.is_empty() { bytes } else { None }
}
