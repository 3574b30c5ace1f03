//! Backups of a store that others are writing to, and stores made of them: whole, or one sentence and nothing replaced.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use age::secrecy::ExposeSecret as _;
use serde_json::json;
use xieban_domain::number::CaseId;
use xieban_journal::Page;
use xieban_office::{Answer, BackupError, Key, Lookout, Office, Query, Recipient, Restored, restore};
use xieban_words::mask;

use xieban_support::rounds::rounds;
use xieban_support::say;

use crate::processes::{PATIENCE, Process, STORE, registration, said, store};

/// The name of the one who registers, and his number, as they lie in a store.
const CANARIES: [&str; 2] = ["张三", "11010519491231002X"];
const BACKED: &str = "BACKUP_OF";
const TO: &str = "BACKUP_TO";

pub(crate) fn pair() -> (Recipient, Key) {
    let identity = age::x25519::Identity::generate();
    let key = format!("# 备份\n{}\n", identity.to_string().expose_secret());
    (identity.to_public().to_string().parse().unwrap(), key.parse().unwrap())
}

fn has_canary(file: &Path) -> bool {
    let bytes = fs::read(file).unwrap();
    CANARIES.iter().any(|canary| bytes.windows(canary.len()).any(|window| window == canary.as_bytes()))
}

/// A store of some cases; nobody has it open.
fn filled(folder: &Path, cases: usize) -> PathBuf {
    let path = store(folder);
    let office = Office::open(&path).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    for n in 0..cases {
        office.act(&session, &format!("r-{n}"), &registration()).unwrap();
    }
    path
}

fn backup(path: &Path, file: &Path, to: &[Recipient]) -> u64 {
    Lookout::open(path).unwrap().backup(file, to).unwrap().pages
}

pub(crate) fn pages(path: &Path) -> Vec<Vec<u8>> {
    let mut pages = Vec::new();
    let mut take = |bytes: &[u8]| {
        pages.push(bytes.to_vec());
        true
    };
    Lookout::open(path).unwrap().pages(1, &mut take).unwrap();
    pages
}

fn visitors(path: &Path) -> Vec<Option<String>> {
    let rows = Lookout::open(path).unwrap().cases(CaseId { year: 2000, seq: 1 }, usize::MAX).unwrap();
    rows.iter().map(|row| row.record.case.visitor.get().map(|visitor| visitor.name().to_owned())).collect()
}

/// Who asked for what stands on the last page, and under which id.
fn newest_request(path: &Path) -> (String, String) {
    let newest = Page::asked(pages(path).last().unwrap());
    newest.map(|(by, request)| (by.0, request)).unwrap()
}

#[test]
fn with_the_key_everything_is_back_and_without_it_no_citizen_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 3);
    let at = |name: &str| folder.path().join(name);
    let (to, key) = pair();
    let last = backup(&path, &at("sealed.bak"), std::slice::from_ref(&to));
    assert_eq!(backup(&path, &at("plain.bak"), &[]), last);
    assert!(has_canary(&path), "the control: the search finds him in the store");
    assert!(!has_canary(&at("plain.bak")) && !has_canary(&at("sealed.bak")));
    for (file, key, private) in [("sealed.bak", Some(&key), true), ("plain.bak", None, false)] {
        let new = at(&format!("{file}.xb"));
        let Restored { pages: restored, private: found, before, discord, .. } =
            restore(&at(file), key, &new).unwrap();
        assert_eq!((restored, found, before, discord), (last, private, None, None));
        assert_eq!(pages(&new), pages(&path), "the very bytes");
        let office = Office::open(&new).unwrap();
        assert_eq!(office.audit().unwrap().finding, None);
        let seen = private.then(|| mask::name(CANARIES[0]));
        assert_eq!(visitors(&new), vec![seen; 3]);
        assert_eq!(has_canary(&new), private);
        let session = office.practise("S01", "1号台").unwrap();
        let asked = newest_request(&path);
        let again =
            office.act(&office.practise(&asked.0, "1号台").unwrap(), &asked.1, &registration()).unwrap();
        assert!(
            again.repeated && again.last == last,
            "a retry from before the restore is answered, not done twice"
        );
        assert_eq!(office.act(&session, "after", &registration()).unwrap().first, last + 1);
    }
    let again = Lookout::open(&path).unwrap().backup(&at("plain.bak"), &[]);
    assert!(matches!(again, Err(BackupError::Exists(_))), "no file is written over");
}

#[test]
fn what_is_no_whole_backup_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 2);
    let at = |name: &str| folder.path().join(name);
    let (to, key) = pair();
    backup(&path, &at("plain.bak"), &[]);
    backup(&path, &at("sealed.bak"), &[to]);
    let standing = fs::read(&path).unwrap();
    let refused = |bytes: &[u8], key: Option<&Key>| {
        fs::write(at("try.bak"), bytes).unwrap();
        let error = restore(&at("try.bak"), key, &path).unwrap_err();
        let said = error.to_string();
        assert!(said.ends_with('。') && !said.contains('\n'), "{said}");
        assert!(fs::read(&path).unwrap() == standing, "{said}: the store was touched");
        error
    };
    let (plain, sealed) = (fs::read(at("plain.bak")).unwrap(), fs::read(at("sealed.bak")).unwrap());
    assert!(matches!(refused(&sealed, None), BackupError::KeyNeeded));
    assert!(matches!(refused(&sealed, Some(&pair().1)), BackupError::WrongKey));
    assert!(matches!(refused(b"redb", None), BackupError::Foreign(_)));
    let newer = String::from_utf8(plain.clone()).unwrap().replacen("backup 1", "backup 3", 1);
    assert!(matches!(refused(newer.as_bytes(), None), BackupError::Newer { found: 3 }));
    rounds("damaged backups", 60, 3_000, |_, dice| {
        let (whole, key) = *dice.one(&[(&plain, None), (&sealed, Some(&key))]);
        let mut bytes = whole.clone();
        let place = dice.below(bytes.len());
        match dice.below(3) {
            0 => bytes.truncate(place),
            1 => bytes[place] ^= 1,
            _ => bytes.push(b'\n'),
        }
        refused(&bytes, key);
    });
    for (whole, key) in [(&plain, None), (&sealed, Some(&key))] {
        fs::write(at("try.bak"), whole).unwrap();
        restore(&at("try.bak"), key, &path).unwrap();
        fs::remove_file(at("try.bak")).unwrap();
    }
    assert!(fs::read(&path).unwrap() != standing, "the control: what is whole does replace it");
}

#[test]
fn a_store_that_is_open_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 1);
    let file = folder.path().join("a.bak");
    backup(&path, &file, &[]);
    let desk = Process::writer(&path, "S02-open");
    desk.lines.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(restore(&file, None, &path), Err(BackupError::Open)));
    desk.kill();
    let board = Process::of("kills::reader", &path, []);
    assert_eq!(board.lines.recv_timeout(PATIENCE).unwrap(), "reading");
    assert!(matches!(restore(&file, None, &path), Err(BackupError::Open)), "a board has it open as well");
    board.kill();
    let restored = restore(&file, None, &path).unwrap();
    assert!(
        restored.before.unwrap().exists(),
        "the control: once they are gone it is, and the old one is kept"
    );
    assert!(restored.discord.is_some(), "the desk's pages are missed by the witness");
}

#[test]
fn drills_under_load_give_the_store_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 1);
    let (to, key) = pair();
    let writers = [("S01-a", 0), ("S02-b", 1)].map(|(name, _)| Process::writer(&path, name));
    for writer in &writers {
        writer.lines.recv_timeout(PATIENCE).unwrap();
    }
    let (mut before, mut grown) = (0, 0);
    rounds("drills", 3, 100, |n, dice| {
        let (file, new) = (folder.path().join(format!("{n}.bak")), folder.path().join(format!("{n}.xb")));
        let private = dice.below(2) == 0;
        let to = if private { std::slice::from_ref(&to) } else { &[] };
        let last = backup(&path, &file, to);
        grown += usize::from(last > before && before > 0);
        before = last;
        let restored = restore(&file, private.then_some(&key), &new).unwrap();
        assert_eq!(restored.pages, last);
        let (mut live, back) = (pages(&path), pages(&new));
        live.truncate(back.len());
        assert!(live == back, "the pages up to {last} are those of the store");
        assert_eq!(Lookout::open(&new).unwrap().audit().unwrap().finding, None);
        assert_eq!(visitors(&new).iter().all(Option::is_some), private);
        fs::remove_file(file).unwrap();
        fs::remove_file(new).unwrap();
    });
    assert!(grown > 0, "the control: they wrote all the while");
    for writer in writers {
        writer.kill();
    }
    println!("drills: up to page {before}, every one whole");
}

/// Not a test: a process that backs up, or restores, over and over until it is killed.
#[test]
fn keeper() {
    let (Ok(path), Ok(file)) = (std::env::var(STORE), std::env::var(BACKED)) else { return };
    let (path, file) = (Path::new(&path), Path::new(&file));
    for n in 0_u32.. {
        if file.is_dir() {
            // Every other one is encrypted.
            let to: Vec<Recipient> = std::env::var(TO).iter().map(|to| to.parse().unwrap()).collect();
            backup(path, &file.join(format!("made-{n}.bak")), if n % 2 == 0 { &to } else { &[] });
        } else {
            let restored = restore(file, None, path).unwrap();
            if let Some(before) = restored.before {
                fs::remove_file(before).unwrap();
            }
        }
        said("ack done");
    }
}

fn killed(path: &Path, of: &Path, to: &Recipient, dice: &mut xieban_support::dice::Dice) {
    let to = to.to_string();
    let keeper = Process::of("backup::keeper", path, [(BACKED, of.to_str().unwrap()), (TO, &to)]);
    keeper.lines.recv_timeout(PATIENCE).unwrap();
    keeper.lines.recv_timeout(Duration::from_micros(dice.roll() % 60_000)).ok();
    keeper.kill();
}

#[test]
fn whoever_is_killed_while_backing_up_leaves_no_half_file_under_its_name() {
    let (mut whole, mut parts) = (0, 0);
    let (to, key) = pair();
    rounds("killed backups", 4, 200, |_, dice| {
        let folder = tempfile::tempdir().unwrap();
        let path = filled(folder.path(), 12);
        let made = folder.path().join("made");
        fs::create_dir(&made).unwrap();
        killed(&path, &made, &to, dice);
        for entry in fs::read_dir(&made).unwrap() {
            let file = entry.unwrap().path();
            if file.file_name().unwrap().to_string_lossy().starts_with("made-") {
                let new = file.with_extension("xb");
                restore(&file, Some(&key), &new).unwrap();
                whole += 1;
            } else {
                parts += 1;
            }
        }
    });
    assert!(whole > 0);
    println!("killed backups: {whole} files, all whole; {parts} parts beside them");
}

#[test]
fn whoever_is_killed_while_restoring_leaves_the_old_store_or_the_new_one() {
    let mut left = 0;
    rounds("killed restores", 4, 200, |_, dice| {
        let folder = tempfile::tempdir().unwrap();
        let path = filled(folder.path(), 12);
        let file = folder.path().join("a.bak");
        let last = backup(&path, &file, &[]);
        killed(&path, &file, &pair().0, dice);
        left += fs::read_dir(folder.path())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".new"))
            .count();
        let office = Office::open(&path).unwrap();
        assert_eq!(office.audit().unwrap().finding, None);
        assert_eq!(office.last_page().unwrap(), last);
        drop(office);
        restore(&file, None, &path).unwrap();
        let hidden = |name: String| name.contains(".new");
        let swept = fs::read_dir(folder.path()).unwrap();
        assert!(
            !swept.into_iter().any(|entry| hidden(entry.unwrap().file_name().to_string_lossy().into_owned()))
        );
    });
    println!("killed restores: every store whole; {left} half stores beside them, swept by the next");
}

/// What is said of our own people, and what somebody wrote into 意见本.
const SAID: [&str; 4] = ["雀话评语", "雀话职务", "雀话意见", "雀话留名"];

/// How many 评议 can be read in full, how many 任免 there are, and the words on the pages of 意见本.
fn read_of_them(path: &Path) -> (usize, usize, Vec<Option<String>>) {
    let office = Office::open(path).unwrap();
    let session = office.practise("F01", "1号台").unwrap();
    let ask = |query| office.ask(&session, &query).unwrap();
    let Answer::Reviews(reviews) = ask(Query::Reviews) else { panic!() };
    let Answer::Appointments(appointments) = ask(Query::Appointments) else { panic!() };
    let Answer::Opinions(book) = ask(Query::Opinions { volume: None }) else { panic!() };
    assert_eq!(office.audit().unwrap().finding, None);
    let words = book.pages.into_iter().map(|page| page.content.and_then(|words| words.get().cloned()));
    (reviews.iter().filter(|review| review.held.is_some()).count(), appointments.len(), words.collect())
}

#[test]
fn r77_without_the_key_a_backup_has_nothing_of_reviews_of_appointments_and_of_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path(), 1);
    let at = |name: &str| folder.path().join(name);
    let office = Office::open(&path).unwrap();
    let today = office.now().date().to_string();
    let about = |about: serde_json::Value| {
        json!({ "do": "hold_review", "date": today, "about": about, "reviewers": ["S03"], "scores": [61],
            "result": SAID[0] })
    };
    let page = |page: u16| json!({ "do": "enter_opinion", "volume": 1, "page": page, "date": today, "content": SAID[2], "by": SAID[3] });
    for (who, command) in [
        ("Z01", about(json!({ "kind": "staff", "code": "S02" }))),
        ("Z01", about(json!({ "kind": "office" }))),
        ("H01", json!({ "do": "propose_appointment", "staff": "S02", "act": "免职", "post": SAID[1] })),
        ("S01", page(1)),
    ] {
        let session = office.practise(who, "1号台").unwrap();
        office.act(&session, &format!("{who}-{}", office.header().unwrap().page), &say(&command)).unwrap();
    }
    drop(office);
    let (to, key) = pair();
    backup(&path, &at("sealed.bak"), std::slice::from_ref(&to));
    backup(&path, &at("plain.bak"), &[]);
    let said = |file: &Path| {
        let bytes = fs::read(file).unwrap();
        SAID.iter().filter(|said| bytes.windows(said.len()).any(|window| window == said.as_bytes())).count()
    };
    assert_eq!(said(&path), SAID.len(), "the control: the search finds them in the store");
    assert_eq!((said(&at("plain.bak")), said(&at("sealed.bak"))), (0, 0));
    let whole = (2, 1, vec![Some(SAID[2].to_owned())]);
    assert_eq!(read_of_them(&path), whole);
    restore(&at("sealed.bak"), Some(&key), &at("sealed.xb")).unwrap();
    assert_eq!(read_of_them(&at("sealed.xb")), whole);
    restore(&at("plain.bak"), None, &at("plain.xb")).unwrap();
    assert_eq!(read_of_them(&at("plain.xb")), (0, 0, vec![None]));
    // The book goes on where it stood.
    let office = Office::open(&at("plain.xb")).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    assert!(office.act(&session, "again", &say(&page(1))).unwrap_err().to_string().contains("第1册第1页"));
    office.act(&session, "next", &say(&page(2))).unwrap();
}
