//! What is refused at the door of a store, each with a sentence of its own and none with a panic or an empty office.

use std::fs;
use std::path::{Path, PathBuf};

use redb::{Builder, ConcurrencyMode};
use serde_json::json;
use xieban_office::{ActError, Lookout, Office, OpenError, StoreError};

use xieban_support::behind::{behind, table};
use xieban_support::tmpfs::on_small_disk;
use xieban_support::{duty, founding, register, say};

/// A store with a few pages, closed.
pub(crate) fn store(folder: &Path) -> PathBuf {
    let path = folder.join("office.xb");
    let office = Office::create(&path).unwrap();
    let today = office.now().date();
    let days = [Some(today), today.succ_opt()].into_iter().flatten();
    let days = days.map(|date| duty(&date.to_string(), Some("L01")));
    office.found(&founding(days.collect())).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    for n in 0..3 {
        let id = office
            .act(&session, &format!("r-{n}"), &say(&register("ZX01", &json!([]))))
            .unwrap()
            .case
            .unwrap();
        let call = xieban_support::on(id, &json!({ "do": "note_call", "words": "问进度" }));
        office.act(&session, &format!("c-{n}"), &say(&call)).unwrap();
    }
    assert_eq!(office.audit().unwrap().finding, None);
    path
}

/// Both ways in say the same.
fn refused(path: &Path) -> StoreError {
    let reading = match Lookout::open(path).map(drop) {
        Err(OpenError::Store(error)) => error,
        other => panic!("{}: {other:?}", path.display()),
    };
    let writing = match Office::open(path).map(drop) {
        Err(OpenError::Store(error)) => error,
        other => panic!("{}: {other:?}", path.display()),
    };
    assert_eq!(reading.to_string(), writing.to_string());
    writing
}

#[test]
fn what_is_missing_foreign_or_empty_says_so_and_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(refused(&at("nowhere.xb")), StoreError::Missing(_)));
    assert!(matches!(refused(folder.path()), StoreError::Foreign(_)));
    for (name, bytes) in [
        ("empty.xb", &b""[..]),
        ("short.xb", b"re"),
        ("text.xb", "这是一封信".as_bytes()),
        ("half.xb", b"redb and then something else"),
    ] {
        fs::write(at(name), bytes).unwrap();
        let error = refused(&at(name));
        assert!(matches!(error, StoreError::Foreign(_)), "{name}: {error}");
        assert_eq!(fs::read(at(name)).unwrap(), bytes, "{name} was not touched");
    }
    let other =
        Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).create(at("other.xb")).unwrap();
    let tx = other.begin_write().unwrap();
    tx.open_table(table("recipes")).unwrap().insert(&b"a"[..], &b"b"[..]).unwrap();
    tx.commit().unwrap();
    drop(other);
    assert!(
        matches!(refused(&at("other.xb")), StoreError::Foreign(_)),
        "another program's, of the same library"
    );
    assert!(matches!(Office::create(&at("text.xb")), Err(OpenError::Store(StoreError::Exists(_)))));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "nothing is left lying about");
}

#[test]
fn a_newer_programs_store_is_not_opened_and_an_open_desk_stops_writing() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let office = Office::open(&path).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    let other = behind(&path);
    let tx = other.begin_write().unwrap();
    tx.open_table(table("meta")).unwrap().insert(&b"schema"[..], &2_u32.to_be_bytes()[..]).unwrap();
    tx.commit().unwrap();
    drop(other);
    let newer = |error: &StoreError| matches!(error, StoreError::Newer { found: 2, known: 1 });
    assert!(newer(&refused(&path)));
    let act = office.act(&session, "late", &say(&register("ZX01", &json!([]))));
    assert!(matches!(&act, Err(ActError::Store(error)) if newer(error)), "{act:?}");
    assert!(office.header().as_ref().is_err_and(newer));
}

#[test]
fn a_file_cut_short_is_an_error_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let whole = fs::read(&path).unwrap();
    let quarter = whole.len() / 4;
    for length in [64, quarter, quarter * 2, quarter * 3] {
        let cut = folder.path().join(format!("cut-{length}.xb"));
        fs::write(&cut, whole.get(..length).unwrap()).unwrap();
        let found = Office::open(&cut).map_err(|error| error.to_string()).and_then(|office| {
            let audit = office.audit().map_err(|error| error.to_string())?;
            audit.finding.map_or(Ok(()), |finding| Err(finding.to_string()))
        });
        assert!(found.is_err(), "{length} of {} bytes pass for whole", whole.len());
    }
}

/// The same test once more by an account that may not open everything.
fn as_nobody(test: &str) {
    use std::os::unix::process::CommandExt as _;
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    again
        .args(["--exact", test])
        .uid(65_534)
        .gid(65_534)
        .current_dir("/")
        .stdout(std::process::Stdio::null());
    match again.status() {
        Ok(status) => assert!(status.success(), "as nobody: {status}"),
        Err(error) => println!("跳过：不能换账户运行（{error}）"),
    }
}

#[test]
fn a_store_that_may_not_be_opened_says_whose_it_is_to_open() {
    use std::os::unix::fs::PermissionsExt as _;
    if rustix::process::geteuid().is_root() {
        as_nobody("opening::a_store_that_may_not_be_opened_says_whose_it_is_to_open");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    assert!(matches!(refused(&path), StoreError::Forbidden(_)));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    assert!(matches!(Office::open(&path), Err(OpenError::Store(StoreError::Forbidden(_)))));
    assert!(Lookout::open(&path).is_ok(), "a board needs no more than reading");
}

#[test]
fn a_store_is_its_owners_alone_and_one_replaced_is_noticed() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let office = Office::open(&path).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::rename(store(&other), &path).unwrap();
    let act = office.act(&session, "into-nothing", &say(&register("ZX01", &json!([]))));
    assert!(matches!(act, Err(ActError::Store(StoreError::Replaced))), "{act:?}");
}

#[test]
fn a_full_disk_is_said_and_work_goes_on_once_there_is_room() {
    on_small_disk(4, fill_up);
}

fn fill_up(disk: &Path) {
    let path = store(disk);
    let office = Office::open(&path).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    let ballast = disk.join("ballast");
    let free = rustix::fs::statvfs(disk).unwrap();
    let free = usize::try_from(free.f_bavail * free.f_frsize).unwrap();
    fs::write(&ballast, vec![1; free]).unwrap();
    let mut long = register("ZX01", &json!([]));
    long["remark"] = json!("满".repeat(900));
    let full = (0..2000)
        .find_map(|n| office.act(&session, &format!("f-{n}"), &say(&long)).err())
        .expect("a disk that never fills");
    assert!(matches!(full, ActError::Store(StoreError::Full)), "{full:?}");
    let pages = office.last_page().unwrap();
    for n in 0..3 {
        let still = office.act(&session, &format!("g-{n}"), &say(&long));
        assert!(matches!(still, Err(ActError::Store(StoreError::Full))), "{still:?}");
    }
    assert_eq!(office.last_page().unwrap(), pages, "reading goes on");
    fs::remove_file(&ballast).unwrap();
    let done = office.act(&session, "after", &say(&long)).unwrap();
    assert_eq!(done.first, pages + 1);
    assert_eq!(office.audit().unwrap().finding, None);
}
