//! The way back from a backup, with the witness where it is best: on another disk, and with people who have PINs.

use std::path::Path;

use chrono::Datelike as _;
use serde_json::json;
use xieban_journal::Page;
use xieban_office::{ActError, Lookout, Office, StoreError, restore};

use xieban_support::{duty, founding, register, say};

/// An office whose people have PINs, with its witness beside it as always.
fn office(path: &Path) -> Office {
    let office = Office::create(path).unwrap();
    let today = office.now().date().to_string();
    let mut founding = founding(vec![duty(&today, Some("L01"))]);
    for (_, pin) in &mut founding.staff {
        *pin = Some("2468".to_owned());
    }
    office.found(&founding).unwrap();
    office
}

fn come(office: &Office, request: &str) -> Result<u64, ActError> {
    let session = office.practise("S01", "1号台").unwrap();
    office.act(&session, request, &say(&register("ZX01", &json!([])))).map(|done| done.last)
}

#[test]
fn a_restored_older_store_is_accepted_by_an_administrator_who_signs_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let (to, key) = super::backup::pair();
    let office = office(&path);
    come(&office, "kept").unwrap();
    let file = folder.path().join("yesterday.bak");
    Lookout::open(&path).unwrap().backup(&file, &[to]).unwrap();
    come(&office, "lost").unwrap();
    drop(office);
    let restored = restore(&file, Some(&key), &path).unwrap();
    assert!(restored.discord.is_some(), "the witness saw more");

    let office = Office::open(&path).unwrap();
    let last = office.last_page().unwrap();
    let officer = office.sign_in("S01", "2468", "1号台", true).unwrap();
    assert_eq!(office.last_page().unwrap(), last, "he looks, and leaves no page");
    let refused = office.act(&officer, "more", &say(&register("ZX01", &json!([])))).unwrap_err();
    assert!(matches!(refused, ActError::Store(StoreError::Discord(_))), "{refused:?}");
    office.sign_out(&officer).unwrap();

    let administrator = office.sign_in("A01", "2468", "1号台", true).unwrap();
    let accept = say(&json!({ "do": "accept_store", "reason": "硬盘坏了，用昨晚的备份" }));
    assert_eq!(office.act(&administrator, "accept", &accept).unwrap().last, last + 1);
    assert_eq!(office.health().discord, None);
    assert_eq!(come(&office, "after").unwrap(), last + 2);
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn no_number_is_issued_twice_after_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let (to, key) = super::backup::pair();
    let office = office(&path);
    let year = office.now().date().year();
    let case = |office: &Office, request: &str| {
        let session = office.practise("S01", "1号台").unwrap();
        office.act(&session, request, &say(&register("ZX01", &json!([])))).unwrap().case.unwrap().to_string()
    };
    assert_eq!(case(&office, "kept"), format!("{year}-1"));
    let file = folder.path().join("yesterday.bak");
    Lookout::open(&path).unwrap().backup(&file, &[to]).unwrap();
    for lost in ["lost-1", "lost-2", "lost-3"] {
        case(&office, lost);
    }
    drop(office);
    restore(&file, Some(&key), &path).unwrap();
    let office = Office::open(&path).unwrap();
    let administrator = office.sign_in("A01", "2468", "1号台", true).unwrap();
    let accept = say(&json!({ "do": "accept_store", "reason": "硬盘坏了，用昨晚的备份" }));
    office.act(&administrator, "accept", &accept).unwrap();
    // The witness knows how far it had come.
    assert_eq!(case(&office, "after"), format!("{year}-5"));
    for seq in 2..=4 {
        let spoken = format!("{year}-{seq}");
        let told = office.numbered(&spoken).unwrap().unwrap_err();
        assert!(told.to_string().contains("恢复台账时缺失"), "{told}");
    }
    assert_eq!(office.numbered(&format!("{year}-5")).unwrap().unwrap().len(), 1);
    let sheet = office.day_sheet(office.now().date()).unwrap();
    let [(numbers, why)] = sheet.missing.as_slice() else { panic!("{:?}", sheet.missing) };
    let written: Vec<String> = numbers.iter().map(|numbers| numbers.written("徐卫监")).collect();
    assert!(written[0] == format!("徐卫监协〔{year}〕2号至4号"), "{written:?}");
    assert_eq!(why, "硬盘坏了，用昨晚的备份");
    office.rebuild().unwrap();
    assert_eq!(case(&office, "rebuilt"), format!("{year}-6"));
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn without_a_witness_the_highest_number_on_paper_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let office = Office::create(&path).unwrap();
    let today = office.now().date().to_string();
    let mut founding = founding(vec![duty(&today, Some("L01"))]);
    founding.settings.practice = Some(false);
    for (staff, pin) in &mut founding.staff {
        *pin = Some(format!("rain-72491-{}", staff.order));
    }
    office.found(&founding).unwrap();
    for code in ["S01", "A01"] {
        let first = founding.staff.iter().find(|(staff, _)| staff.code.0 == code).unwrap().1.clone().unwrap();
        office.change_pin(code, &first, "wind-973164", code).unwrap();
    }
    let officer = office.countersigner("S01", "wind-973164", "S01").unwrap();
    office.act(&officer, "r-1", &say(&register("ZX01", &json!([])))).unwrap();
    drop(office);
    std::fs::remove_dir_all(path.with_extension("witness")).unwrap();
    let office = Office::open(&path).unwrap();
    let administrator = office.sign_in("A01", "wind-973164", "A01", true).unwrap();
    let accept = |highest: &serde_json::Value| {
        let accept = json!({ "do": "accept_store", "reason": "见证盘坏了", "highest": highest });
        office.act(&administrator, &format!("accept-{highest}"), &say(&accept))
    };
    let refused = accept(&json!({})).unwrap_err();
    assert!(matches!(refused, ActError::Refused(refusal) if refusal.code() == "highest_needed"));
    accept(&json!({ "case": 7 })).unwrap();
    let officer = office.countersigner("S01", "wind-973164", "S01").unwrap();
    let done = office.act(&officer, "r-2", &say(&register("ZX01", &json!([])))).unwrap();
    assert_eq!(done.case.unwrap().seq, 8);
}

/// A plain backup that was changed, with its digest made anew.
pub(crate) fn forged_at(changed: &str) -> String {
    let (first, rest) = changed.split_once('\n').unwrap();
    let body = rest.rsplit_once("digest ").unwrap().0;
    format!("{first}\n{body}digest {}\n", Page::hash(body.as_bytes()))
}

/// A plain backup with one more line behind the one that says which store it is, its digest made anew.
fn forged(backup: &str, line: &str) -> String {
    let mut lines: Vec<&str> = backup.lines().collect();
    lines.insert(2, line);
    forged_at(&(lines.join("\n") + "\n"))
}

#[test]
fn a_backup_does_not_say_what_its_pages_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("try.bak"));
    let office = Office::create(&path).unwrap();
    let mut founding = founding(vec![]);
    founding.settings.practice = Some(false);
    office.found(&founding).unwrap();
    drop(office);
    Lookout::open(&path).unwrap().backup(&file, &[]).unwrap();
    let whole = std::fs::read_to_string(&file).unwrap();
    let standing = std::fs::read(&path).unwrap();
    for line in ["practice [0,1.0]", "practice [-31536000000,1.0]", "practice [0,-1.0]", "practice 0"] {
        std::fs::write(&file, forged(&whole, line)).unwrap();
        let refused = restore(&file, None, &path).unwrap_err();
        assert!(refused.to_string().contains("演练时钟"), "{line}: {refused}");
        assert!(std::fs::read(&path).unwrap() == standing, "{line}: the store was touched");
    }
    // The control: made anew in the same way, with nothing forged in it, it is restored.
    std::fs::write(&file, forged(&whole, "practice [0,1.0]").replace("practice [0,1.0]\n", "")).unwrap();
    assert!(restore(&file, None, &path).is_err(), "its digest is another now");
    std::fs::write(&file, &whole).unwrap();
    restore(&file, None, &path).unwrap();
}
