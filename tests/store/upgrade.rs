//! A store of an older program is brought up to date in slices beside what is in use, and nothing of it is seen before it is whole.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::time::Duration;

use redb::{ReadableDatabase as _, ReadableTable as _, TableHandle as _};
use serde_json::json;
use xieban_office::{Office, OpenError, StoreError, Upgrade, witnesses};

use xieban_support::behind::{behind, table};
use xieban_support::time::Stopwatch;
use xieban_support::{register, say};

use crate::erase::GONE;
use crate::upkeep::old;

/// What built the derived tables of a store that is to be brought up to date.
const OLD: &str = "1/国办";
/// Pages of a slice.
const FEW: u64 = 10;

/// The store that 0.1.0 left behind: 114 pages.
fn released(folder: &Path) -> PathBuf {
    let path = folder.join("office.redb");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/stores/0.1.0.redb"), &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

/// Keys and values.
type TableRows = Vec<(Vec<u8>, Vec<u8>)>;

/// Every table by name with every row.
fn rows(path: &Path) -> BTreeMap<String, TableRows> {
    let file = behind(path);
    let tx = file.begin_read().unwrap();
    let names: Vec<String> = tx.list_tables().unwrap().map(|table| table.name().to_owned()).collect();
    let all = |name: String| {
        let rows = tx.open_table(table(String::leak(name.clone()))).unwrap();
        let rows = rows.iter().unwrap().map(|row| row.unwrap());
        (name, rows.map(|(key, value)| (key.value().to_vec(), value.value().to_vec())).collect())
    };
    names.into_iter().map(all).collect()
}

/// Says with what the derived tables were built; gives what it said before.
fn built_by(path: &Path, version: &str) -> String {
    let file = behind(path);
    let tx = file.begin_write().unwrap();
    let before = {
        let mut meta = tx.open_table(table("meta")).unwrap();
        let before = meta.insert(&b"derived"[..], version.as_bytes()).unwrap().unwrap();
        String::from_utf8(before.value().to_vec()).unwrap()
    };
    tx.commit().unwrap();
    before
}

/// Opens in small slices, and falls over as soon as so many are there; gives what was heard.
fn opened(path: &Path, slices: usize) -> (Result<Office, OpenError>, Vec<u8>) {
    let mut heard = Vec::new();
    let mut hear = |percent| {
        heard.push(percent);
        assert!(heard.len() < slices, "cut off");
    };
    let office = Office::open_with(path, &witnesses(path), &mut Upgrade::heard(&mut hear).in_slices_of(FEW));
    (office, heard)
}

/// The older program at work: what `work` does is done with the tables as they are.
fn meanwhile(path: &Path, current: &str, work: impl FnOnce(&Office)) {
    let old = built_by(path, current);
    work(&Office::open(path).unwrap());
    built_by(path, &old);
}

/// The derived tables are those that a rebuild makes, and there are no others.
fn is_as_rebuilt(path: &Path) {
    let office = Office::open(path).unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
    let made = rows(path);
    office.rebuild().unwrap();
    drop(office);
    assert!(made == rows(path), "a rebuild gives other rows");
    let left: Vec<&String> = made.keys().filter(|name| name.contains('/') || *name == "upgrade").collect();
    assert_eq!(left, [""; 0], "tables of the upgrade are left");
}

#[test]
fn what_0_1_0_left_is_brought_up_to_date_slice_by_slice() {
    let folder = tempfile::tempdir().unwrap();
    let path = released(folder.path());
    let (office, heard) = opened(&path, usize::MAX);
    drop(office.unwrap());
    assert_eq!(heard, [8, 17, 26, 35, 43, 52, 61, 70, 78, 87, 96]);
    is_as_rebuilt(&path);
}

#[test]
fn nothing_of_it_is_in_use_before_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = released(folder.path());
    let before = rows(&path);
    let (office, _) = opened(&path, 4);
    assert!(matches!(office, Err(OpenError::Store(StoreError::Damaged(_)))), "it was to be cut off");
    let mut amid = rows(&path);
    assert!(!amid["upgrade/cases"].is_empty(), "the control: new tables have been begun");
    amid.retain(|name, _| before.contains_key(name));
    let differ: Vec<&String> = before.keys().filter(|name| amid[*name] != before[*name]).collect();
    assert_eq!(differ, [""; 0], "what the older program knows is as it was");
}

#[test]
fn what_was_cut_off_goes_on_where_it_was_with_what_the_older_program_has_done_since() {
    let folder = tempfile::tempdir().unwrap();
    let path = crate::opening::store(folder.path());
    let current = built_by(&path, OLD);
    let (office, heard) = opened(&path, 1);
    assert!(office.is_err() && heard.len() == 1);
    let mut pages = 0;
    meanwhile(&path, &current, |office| {
        let session = office.practise("S01", "1号台").unwrap();
        for n in 0..20 {
            office.act(&session, &format!("since-{n}"), &say(&register("ZX01", &json!([])))).unwrap();
        }
        pages = office.last_page().unwrap();
    });
    let (office, heard) = opened(&path, usize::MAX);
    drop(office.unwrap());
    let begins = u8::try_from(2 * FEW * 100 / pages).unwrap();
    assert_eq!(heard.first(), Some(&begins), "it began anew, or not where it was");
    is_as_rebuilt(&path);
}

#[test]
fn somebody_who_is_erased_meanwhile_is_not_in_what_was_built_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = old(folder.path());
    let current = built_by(&path, OLD);
    let (office, heard) = opened(&path, 12);
    assert!(office.is_err());
    let come = *heard.last().unwrap();
    assert!(
        rows(&path)["upgrade/people"].iter().any(|(key, _)| has(key, GONE[1])),
        "the control: he was there"
    );
    meanwhile(&path, &current, |office| {
        let administrator = office.practise("A01", "批量").unwrap();
        office.act(&administrator, "erase", &say(&json!({ "do": "erase_identities" }))).unwrap();
    });
    let (office, heard) = opened(&path, usize::MAX);
    drop(office.unwrap());
    assert!(heard.iter().any(|percent| *percent < come), "it did not begin anew: {heard:?}");
    is_as_rebuilt(&path);
    assert!(!rows(&path)["people"].iter().any(|(key, _)| has(key, GONE[1])));
}

fn has(key: &[u8], text: &str) -> bool {
    key.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn whoever_opens_it_takes_slices_in_turn() {
    let folder = tempfile::tempdir().unwrap();
    let path = released(folder.path());
    let together = Barrier::new(3);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                together.wait();
                let (office, _) = opened(&path, usize::MAX);
                assert_eq!(office.unwrap().last_page().unwrap(), 114);
            });
        }
    });
    is_as_rebuilt(&path);
}

#[test]
fn tables_that_nobody_took_away_go_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = released(folder.path());
    drop(opened(&path, usize::MAX).0.unwrap());
    {
        let file = behind(&path);
        let tx = file.begin_write().unwrap();
        tx.open_table(table("used/cases")).unwrap().insert(&b"1"[..], &b"2"[..]).unwrap();
        tx.commit().unwrap();
    }
    drop(Office::open(&path).unwrap());
    is_as_rebuilt(&path);
}

/// The figure: how long the store named by `XIEBAN_STORE` (made by `xieban demo --fill`) takes, or the one that 0.1.0 left.
#[test]
fn how_long_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var_os("XIEBAN_STORE").map_or_else(|| released(folder.path()), PathBuf::from);
    built_by(&path, OLD);
    let size = || fs::metadata(&path).unwrap().len() >> 20;
    let (before, begun) = (size(), Stopwatch::start());
    let (mut heard, mut slice, mut longest) = (Vec::new(), Stopwatch::start(), Duration::ZERO);
    let mut hear = |percent: u8| {
        longest = longest.max(slice.read());
        slice = Stopwatch::start();
        heard.push(percent);
    };
    let office = Office::open_with(&path, &witnesses(&path), &mut Upgrade::heard(&mut hear)).unwrap();
    let took = begun.read();
    println!(
        "upgrade: {} pages in {took:.1?}, {} slices, the longest {longest:.1?}; {before} MiB, then {} MiB",
        office.last_page().unwrap(),
        heard.len() + 1,
        size()
    );
    assert!(heard.is_sorted() && heard.last().is_none_or(|percent| *percent < 100), "{heard:?}");
    drop(office);
    let (office, again) = opened(&path, usize::MAX);
    office.unwrap();
    assert_eq!(again, [0; 0], "it was not whole");
}
