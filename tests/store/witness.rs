//! The witness outside the file sees what no check inside it can: that the store is one commit short, or another one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::{Value, json};
use xieban_office::{ActError, Discord, Lookout, Office, StoreError, Witnessing};

use xieban_support::behind::never_witnessed;
use xieban_support::{register, say};

use crate::opening::store;

/// Registers one more visitor.
fn one_more(office: &Office, request: &str) -> Result<u64, ActError> {
    let session = office.practise("S01", "1号台").unwrap();
    office.act(&session, request, &say(&register("ZX01", &json!([])))).map(|done| done.last)
}

fn accepted(office: &Office, by: &str) -> Result<u64, ActError> {
    let session = office.practise(by, "1号台").unwrap();
    let accept = say(&json!({ "do": "accept_store", "reason": "硬盘更换，按昨晚的备份" }));
    office.act(&session, "accept", &accept).map(|done| done.last)
}

/// A store that has one action less than its witness saw. Gives the last page that is gone.
fn cut_back(path: &Path) -> u64 {
    let before = path.with_extension("before");
    fs::copy(path, &before).unwrap();
    let office = Office::open(path).unwrap();
    let last = one_more(&office, "lost").unwrap();
    drop(office);
    fs::rename(&before, path).unwrap();
    last
}

#[test]
fn a_store_that_is_short_is_read_and_not_written_until_an_administrator_accepts_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let witnessed = cut_back(&path);
    let office = Office::open(&path).unwrap();
    let found = office.last_page().unwrap();
    let short = Discord::Short { witnessed, found };
    assert_eq!(office.health().discord, Some(short), "seen at the opening");
    assert!(office.header().is_ok(), "it can be read");
    let refused = one_more(&office, "more").unwrap_err();
    assert!(
        matches!(refused, ActError::Store(StoreError::Discord(discord)) if discord == short),
        "{refused:?}"
    );
    assert_eq!(office.last_page().unwrap(), found, "and nothing was written");
    let audit = office.audit().unwrap();
    assert!(audit.finding.unwrap().to_string().contains(&format!("见证到过第{witnessed}页")));

    assert!(matches!(accepted(&office, "S01"), Err(ActError::Refused(_))), "an officer may not");
    assert_eq!(office.health().discord, Some(short));
    let page = accepted(&office, "A01").unwrap();
    assert_eq!(page, found + 1);
    assert_eq!(office.health().discord, None);
    assert_eq!(one_more(&office, "more").unwrap(), page + 1);
    let audit = office.audit().unwrap();
    assert_eq!((audit.finding, audit.witnessed), (None, Some(page + 1)));
}

#[test]
fn another_stores_witness_says_nothing_of_this_one() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [ahead, behind] = folders.each_ref().map(|folder| store(folder.path()));
    one_more(&Office::open(&ahead).unwrap(), "ahead").unwrap();
    let witness =
        |path: &Path| fs::read_dir(path.with_extension("witness")).unwrap().next().unwrap().unwrap().path();
    fs::copy(witness(&ahead), witness(&behind)).unwrap();
    // Of one that was never witnessed: see below for one that was.
    never_witnessed(&behind);
    let office = Office::open(&behind).unwrap();
    assert_eq!(office.health().discord, None);
    one_more(&office, "behind").unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn another_history_of_the_same_store_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let witnessed = cut_back(&path);
    // Somebody who writes without the witness fills the gap with pages of his own.
    let aside = path.with_extension("aside");
    fs::rename(path.with_extension("witness"), &aside).unwrap();
    never_witnessed(&path);
    let office = Office::open(&path).unwrap();
    assert_eq!(one_more(&office, "forged").unwrap(), witnessed);
    assert_eq!(office.audit().unwrap().finding, None, "without its witness nothing shows");
    drop(office);
    fs::remove_dir_all(path.with_extension("witness")).unwrap();
    fs::rename(&aside, path.with_extension("witness")).unwrap();
    let office = Office::open(&path).unwrap();
    assert_eq!(office.health().discord, Some(Discord::Other(witnessed)));
    assert!(matches!(one_more(&office, "more"), Err(ActError::Store(StoreError::Discord(_)))));
}

#[test]
fn a_witness_that_cannot_be_written_holds_nobody_up_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let witnesses = path.with_extension("witness");
    let aside = path.with_extension("aside");
    fs::rename(&witnesses, &aside).unwrap();
    fs::write(&witnesses, "a file stands where the folder should").unwrap();
    let office = Office::open(&path).unwrap();
    one_more(&office, "unwitnessed").unwrap();
    assert!(office.health().unwitnessed);
    fs::remove_file(&witnesses).unwrap();
    fs::rename(&aside, &witnesses).unwrap();
    one_more(&office, "witnessed").unwrap();
    assert!(!office.health().unwitnessed);
}

/// The file of a store's witness.
fn witness(path: &Path) -> PathBuf {
    fs::read_dir(path.with_extension("witness")).unwrap().next().unwrap().unwrap().path()
}

/// The pages that say from which page on nothing was witnessed, and which that is.
fn said(path: &Path) -> Vec<(u64, u64)> {
    let mut said = Vec::new();
    let mut look = |bytes: &[u8]| {
        let page: Value = serde_json::from_slice(bytes).unwrap();
        said.extend(page["unwitnessed"].as_u64().map(|first| (page["page"].as_u64().unwrap(), first)));
        true
    };
    Lookout::open(path).unwrap().pages(1, &mut look).unwrap();
    said
}

/// What takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_witness_that_cannot_be_reached_holds_nobody_up_and_the_next_witnessed_page_says_from_which_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let (witness, aside) = (witness(&path), path.with_extension("aside"));
    let open = || Arc::new(Office::open(&path).unwrap());
    let (office, other) = (open(), open());
    let mut last = one_more(&office, "before").unwrap();
    // Twice, so that the second time is told as the first is: whoever acts first once it is back says so, and says it once.
    for round in ["a", "b"] {
        fs::rename(&witness, &aside).unwrap();
        mknodat(CWD, &witness, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        let (tell, told) = mpsc::channel();
        let acting = [(&office, "1"), (&other, "2"), (&office, "3")].map(|(desk, n)| (Arc::clone(desk), n));
        std::thread::spawn(move || {
            tell.send(acting.map(|(desk, n)| one_more(&desk, &format!("{round}-{n}")).unwrap()))
        });
        assert_eq!(told.recv_timeout(PATIENCE), Ok([last + 1, last + 2, last + 3]));
        for desk in [&office, &other] {
            let (health, standing) = (desk.health(), desk.standing());
            assert!(health.unwitnessed && health.discord.is_none(), "{health:?}");
            assert!(standing.alarm.is_some_and(|alarm| alarm.contains("未见证")));
        }
        assert_eq!(office.health().since, Some(last + 1));
        assert_eq!(Lookout::open(&path).unwrap().witnessing().unwrap(), Witnessing::Unreachable);
        let audit = office.audit().unwrap();
        assert_eq!((audit.finding, audit.unreachable, audit.witnessed), (None, true, None));
        fs::rename(&aside, &witness).unwrap();
        let back = one_more(&other, &format!("{round}-4")).unwrap();
        assert_eq!(said(&path).last(), Some(&(back, last + 1)));
        last = one_more(&office, &format!("{round}-5")).unwrap();
        assert_eq!(last, back + 1);
        for desk in [&office, &other] {
            assert!(!desk.health().unwitnessed, "back by itself");
        }
        let audit = office.audit().unwrap();
        assert_eq!((audit.finding, audit.unreachable, audit.witnessed), (None, false, Some(last)));
    }
    assert_eq!(said(&path).len(), 2, "each once");
}

#[test]
fn a_desk_that_only_looks_sees_the_witness_go_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let (witness, aside) = (witness(&path), path.with_extension("aside"));
    let office = Office::open(&path).unwrap();
    fs::rename(&witness, &aside).unwrap();
    fs::create_dir(&witness).unwrap();
    office.mend();
    assert!(office.health().unwitnessed);
    fs::remove_dir(&witness).unwrap();
    fs::rename(&aside, &witness).unwrap();
    office.mend();
    assert!(!office.health().unwitnessed);
}

/// What becomes of a witness.
const LOSSES: [(&str, Discord); 4] = [
    ("its file is removed", Discord::Gone),
    ("its folder is removed", Discord::Gone),
    ("its file is emptied", Discord::Gone),
    ("another store's stands there", Discord::Foreign),
];

#[test]
fn a_store_that_was_witnessed_is_read_until_accepted_where_its_witness_is_gone_or_anothers() {
    for (loss, discord) in LOSSES {
        let folder = tempfile::tempdir().unwrap();
        let path = store(folder.path());
        // An older copy is put back, too: nothing inside it shows.
        cut_back(&path);
        let at = witness(&path);
        match loss {
            "its file is removed" => fs::remove_file(&at).unwrap(),
            "its folder is removed" => fs::remove_dir_all(at.parent().unwrap()).unwrap(),
            "its file is emptied" => fs::write(&at, "").unwrap(),
            _ => {
                let elsewhere = tempfile::tempdir().unwrap();
                fs::copy(witness(&store(elsewhere.path())), &at).unwrap();
            }
        }
        let office = Office::open(&path).unwrap();
        office.look_back().unwrap();
        let standing = office.standing();
        let alarm = standing.alarm.unwrap();
        assert!(alarm.contains(&discord.to_string()) && alarm.contains("只能查看"), "{loss}: {alarm}");
        assert_eq!(standing.checked, None, "{loss}: nothing is said to be right beside it");
        assert_eq!(office.health().discord, Some(discord), "{loss}");
        assert_eq!(Lookout::open(&path).unwrap().witnessing().unwrap(), Witnessing::Discord(discord));
        assert!(office.header().is_ok(), "it can be read");
        let before = office.last_page().unwrap();
        for _ in 0..2 {
            let refused = one_more(&office, "more");
            assert!(
                matches!(&refused, Err(ActError::Store(StoreError::Discord(why))) if *why == discord),
                "{loss}: {refused:?}"
            );
        }
        assert_eq!(office.last_page().unwrap(), before, "nothing was written, and no witness begun");
        let finding = Lookout::open(&path).unwrap().audit().unwrap().finding.unwrap().to_string();
        assert!(finding.contains(&discord.to_string()), "{finding}");

        assert!(matches!(accepted(&office, "S01"), Err(ActError::Refused(_))), "an officer may not");
        let page = accepted(&office, "A01").unwrap();
        assert_eq!(one_more(&office, "more").unwrap(), page + 1);
        drop(office);
        let office = Office::open(&path).unwrap();
        let audit = office.audit().unwrap();
        assert_eq!((audit.finding, audit.witnessed), (None, Some(page + 1)), "{loss}");
        office.look_back().unwrap();
        assert_eq!(office.standing().checked, Some(page + 1), "the control: now it is said");
    }
}

#[test]
fn a_store_that_nobody_has_witnessed_yet_begins_its_witness() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    never_witnessed(&path);
    fs::remove_dir_all(path.with_extension("witness")).unwrap();
    let office = Office::open(&path).unwrap();
    assert_eq!((office.health().discord, office.health().unwitnessed), (None, false));
    let page = one_more(&office, "more").unwrap();
    assert_eq!(Lookout::open(&path).unwrap().witnessing().unwrap(), Witnessing::Agrees(page));
}
