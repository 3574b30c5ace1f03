//! Flipped bits and zeroed pages, in files that were closed and in files that a crash left: seen, or provably harmless.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use redb::{ReadableDatabase as _, ReadableTable as _, TableDefinition, TableHandle as _};
use tempfile::TempDir;
use xieban_office::{Lookout, Office, StoreError};

use xieban_support::behind::behind;
use xieban_support::dice::Dice;
use xieban_support::rounds::rounds;

use crate::ledger::{BEGUN, Ledger, open_file};
use crate::quiet::{fails, hush};

/// The library's page, in bytes.
const PAGE: usize = 4096;

/// A store's file, and what it holds.
pub(crate) struct Original {
    file: Vec<u8>,
    /// Its witness, with the file's name.
    witness: (OsString, Vec<u8>),
    ledger: Ledger,
    rows: Rows,
}

impl Original {
    /// A file as it should be, at `path`, with the account of what it holds; its witness stands beside it.
    pub(crate) fn at(path: &Path, file: Vec<u8>, ledger: Ledger) -> Self {
        fs::write(path, &file).unwrap();
        let rows = rows(path);
        drop(open_file(path).unwrap());
        let witness = witness(path);
        Self { file, witness, ledger, rows }
    }
}

/// A store's witness, with the file's name.
fn witness(path: &Path) -> (OsString, Vec<u8>) {
    let file = fs::read_dir(path.with_extension("witness")).unwrap().next().unwrap().unwrap();
    (file.file_name(), fs::read(file.path()).unwrap())
}

/// Tables that are neither journal nor derived nor sealed.
const SIDE: [&str; 4] = ["requests", "credentials", "practice", "meta"];

/// Every row by table and key.
type Rows = BTreeMap<(String, Vec<u8>), Vec<u8>>;

/// A file that was closed, and one that a crash left.
static ORIGINALS: LazyLock<[Original; 2]> = LazyLock::new(|| {
    [true, false].map(|closed| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.xb");
        fs::write(&path, &BEGUN.file).unwrap();
        let office = open_file(&path).unwrap();
        let mut ledger = BEGUN.ledger.clone();
        ledger.work(&office, &mut Dice(2), 60).unwrap();
        if closed {
            drop(office);
            let file = fs::read(&path).unwrap();
            Original { file, witness: witness(&path), ledger, rows: rows(&path) }
        } else {
            let file = fs::read(&path).unwrap();
            drop(office);
            Original { file, witness: witness(&path), ledger, rows: rows(&path) }
        }
    })
});

fn rows(path: &Path) -> Rows {
    let file = behind(path);
    let tx = file.begin_read().unwrap();
    let mut rows = Rows::new();
    for table in tx.list_tables().unwrap() {
        let opened = tx.open_table(TableDefinition::<&[u8], &[u8]>::new(table.name())).unwrap();
        for row in opened.iter().unwrap() {
            let (key, value) = row.unwrap();
            rows.insert((table.name().to_owned(), key.value().to_vec()), value.value().to_vec());
        }
    }
    rows
}

/// What became of the damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// At the opening.
    NotOpened,
    /// By the audit, or by what the open desk says.
    Reported,
    /// By the library's own check alone: what is not of the office's truth, as a remembered request.
    Deep,
    /// By the library's own check, or else by the work that goes wrong over it.
    AtWork,
    /// Everything reads as before, and goes on so.
    Harmless,
}

/// Opens a damaged file as a desk does, and audits it; if all is said to be well it is worked on, and audited again.
pub(crate) fn judge(path: &Path, damaged: &[u8], original: &Original, dice: &mut Dice) -> Outcome {
    fs::write(path, damaged).unwrap();
    if dice.below(2) == 0 {
        // A board comes first: whatever it finds, it does not fall.
        Lookout::open(path).map(|mut board| board.audit().ok()).ok();
    }
    let Ok(office) = open_file(path) else { return Outcome::NotOpened };
    if !clean(&office) {
        return Outcome::Reported;
    }
    drop(office);
    // The library may fall over what only its own check reads. Asked of the file as it was: what a desk writes again is sound in itself.
    let after = read(path);
    fs::write(path, damaged).unwrap();
    let before = read(path);
    if before.as_ref() != Some(&original.rows) {
        let differ = before.iter().flat_map(|found| differing(&original.rows, found));
        differ.for_each(|table| assert!(SIDE.contains(&table), "unseen: {table} differs"));
        assert!(!is_sound(path, damaged), "unseen, and even the deep check is content");
        return Outcome::Deep;
    }
    // Which pages are free is the library's own bookkeeping: opened on a wrong one, it may write over any row, and the deep check sees it first.
    if after.as_ref() != Some(&original.rows) {
        assert!(!is_sound(path, damaged), "unseen, and then spoilt by opening it");
        return Outcome::AtWork;
    }
    // Nor does it come to light only when room is made for new pages.
    let mut ledger = original.ledger.clone();
    let mut went_on = Ok(());
    let fell = fails(|| {
        went_on = open_file(path).and_then(|office| {
            ledger.work(&office, dice, 5)?;
            ledger.check(&office)
        });
    });
    if !fell && went_on.is_ok() {
        return Outcome::Harmless;
    }
    // The bookkeeping again: work may spoil more, but the deep check sees it before.
    assert!(!is_sound(path, damaged), "unseen, and then at work: {went_on:?}");
    Outcome::AtWork
}

/// What can be read; none where the library falls over it.
fn read(path: &Path) -> Option<Rows> {
    let mut found = None;
    fails(|| found = Some(rows(path)));
    found
}

/// What the library's own check says of these bytes.
pub(crate) fn is_sound(path: &Path, bytes: &[u8]) -> bool {
    fs::write(path, bytes).unwrap();
    Lookout::sound(path).unwrap_or(false)
}

/// The tables in which these differ.
fn differing<'r>(ours: &'r Rows, theirs: &'r Rows) -> impl Iterator<Item = &'r str> {
    let missing = |from: &'r Rows, of: &'r Rows| {
        from.iter().filter(|(at, row)| of.get(*at) != Some(*row)).map(|((table, _), _)| table.as_str())
    };
    missing(ours, theirs).chain(missing(theirs, ours))
}

fn clean(office: &Office) -> bool {
    let audited: Result<_, StoreError> = office.audit();
    office.health().discord.is_none() && audited.is_ok_and(|audit| audit.finding.is_none())
}

fn campaign(name: &str, short: usize, long: usize, harm: impl Fn(&mut [u8], &mut Dice)) {
    hush();
    let mut outcomes = BTreeMap::new();
    rounds(name, short, long, |n, dice| {
        let original = &ORIGINALS[n % 2];
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("office.xb");
        // The witness has seen the whole file.
        fs::write(&path, &original.file).unwrap();
        let witnesses = path.with_extension("witness");
        fs::create_dir(&witnesses).unwrap();
        fs::write(witnesses.join(&original.witness.0), &original.witness.1).unwrap();
        drop(open_file(&path).unwrap());
        let mut file = original.file.clone();
        harm(&mut file, dice);
        *outcomes.entry(judge(&path, &file, original, dice)).or_insert(0_usize) += 1;
    });
    println!("{name}: {outcomes:?}");
    assert!(outcomes.contains_key(&Outcome::Reported) || outcomes.contains_key(&Outcome::NotOpened));
}

#[test]
fn a_flipped_bit_is_seen_or_harmless() {
    campaign("bits", 60, 10_000, |file, dice| {
        // A third anywhere, a third where something is written, a third in the header.
        let at = match dice.below(3) {
            0 => dice.below(file.len()),
            1 => {
                let from = dice.below(file.len());
                (0..file.len()).map(|n| (from + n) % file.len()).find(|at| file[*at] != 0).unwrap()
            }
            _ => dice.below(PAGE / 8),
        };
        file[at] ^= 1 << dice.below(8);
    });
}

#[test]
fn a_zeroed_page_is_seen_or_harmless() {
    campaign("pages", 20, 1_000, |file, dice| {
        let used: Vec<usize> = (0..file.len() / PAGE)
            .filter(|n| file[n * PAGE..][..PAGE].iter().any(|byte| *byte != 0))
            .collect();
        let at = *dice.one(&used) * PAGE;
        file[at..at + PAGE].fill(0);
    });
}
