//! The way back from a backup, with the witness where it is best: on another disk, and with people who have PINs.

use std::path::Path;

use chrono::Datelike as _;
use serde_json::json;
use xieban_journal::Page;
use xieban_office::{ActError, Lookout, Office, StoreError, restore};

use xieban_support::{duty, founding, register, say};

use crate::backup::pages;

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

/// What is refused of a backup, with the store that stands as it was.
fn refused(file: &Path, forgery: &str, path: &Path) -> String {
    let standing = std::fs::read(path).unwrap();
    std::fs::write(file, forged_at(forgery)).unwrap();
    let told = restore(file, None, path).unwrap_err().to_string();
    assert!(std::fs::read(path).unwrap() == standing, "{told}: the store was touched");
    assert!(told.ends_with("台账没有改动。"), "{told}");
    told
}

/// A backup that says that it has its private texts, in clear: as one is that somebody has opened with its key.
fn opened(path: &Path, file: &Path) -> String {
    let identity = age::x25519::Identity::generate();
    let to = identity.to_public().to_string().parse().unwrap();
    Lookout::open(path).unwrap().backup(file, &[to]).unwrap();
    let bytes = std::fs::read(file).unwrap();
    let (_, sealed) = bytes.split_at(bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1);
    let mut body = String::new();
    let decrypted = age::Decryptor::new_buffered(sealed).unwrap();
    let mut reader = decrypted.decrypt(std::iter::once(&identity as &dyn age::Identity)).unwrap();
    std::io::Read::read_to_string(&mut reader, &mut body).unwrap();
    std::fs::remove_file(file).unwrap();
    format!("xieban-backup 1 plain\n{body}")
}

/// Without the lines that begin so; the count of texts at the end as it is then.
fn without(backup: &str, gone: impl Fn(&str) -> bool) -> String {
    let lines = |kept: &str| backup.lines().filter(|line| line.starts_with(kept) && !gone(line)).count();
    let before =
        format!("\"sealed\":{}}}", backup.lines().filter(|line| line.starts_with("sealed ")).count());
    let after = format!("\"sealed\":{}}}", lines("sealed "));
    let left: Vec<&str> = backup.lines().filter(|line| !gone(line)).collect();
    (left.join("\n") + "\n").replace(&before, &after)
}

#[test]
fn a_backup_that_says_it_has_the_private_texts_has_every_one() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("try.bak"));
    let office = office(&path);
    come(&office, "r-1").unwrap();
    come(&office, "r-2").unwrap();
    drop(office);
    let whole = opened(&path, &file);
    let texts: Vec<&str> = whole.lines().filter(|line| line.starts_with("sealed ")).collect();
    assert!(texts.len() >= 2, "the control: there are some to leave out");
    let plain = without(&whole, |line| line.starts_with("sealed ") || line.starts_with("credential "));
    for (what, forgery, said) in [
        ("none of them", without(&whole, |line| line.starts_with("sealed ")), "封存文本不在里面"),
        ("all but one", without(&whole, |line| line == texts[1]), "封存文本不在里面"),
        ("neither texts nor PINs, and it says it has", plain, "封存文本不在里面"),
        (
            "on another page",
            {
                let left = without(&whole, |line| line == texts[0]);
                left.replace(texts[1], &format!("{}\n{}", texts[1], texts[0])).replace(
                    &format!("\"sealed\":{}}}", texts.len() - 1),
                    &format!("\"sealed\":{}}}", texts.len()),
                )
            },
            "封存文本",
        ),
        ("before any page", whole.replacen("\npage ", &format!("\n{}\npage ", texts[0]), 1), "封存文本"),
        (
            "blank behind its end",
            whole.replacen("\"private\":true", "\"private\":true,\"blank\":99999", 1),
            "总校验码不符",
        ),
    ] {
        let told = refused(&file, &forgery, &path);
        assert!(told.contains(said), "{what}: {told}");
    }
    std::fs::write(&file, forged_at(&whole)).unwrap();
    restore(&file, None, &path).expect("the control: put together anew without a change");
    assert_eq!(Office::open(&path).unwrap().audit().unwrap().finding, None);
}

#[test]
fn what_was_erased_and_what_a_store_never_had_is_not_missed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let (to, key) = super::backup::pair();
    let first = office(&at("office.xb"));
    come(&first, "r-1").unwrap();
    drop(first);
    Lookout::open(&at("office.xb")).unwrap().backup(&at("plain.bak"), &[]).unwrap();
    restore(&at("plain.bak"), None, &at("blank.xb")).unwrap();
    let blank = Office::open(&at("blank.xb")).unwrap();
    let last = blank.last_page().unwrap();
    come(&blank, "r-2").unwrap();
    drop(blank);
    // What came since is in it, and it says up to where nothing is.
    Lookout::open(&at("blank.xb")).unwrap().backup(&at("again.bak"), &[to]).unwrap();
    let restored = restore(&at("again.bak"), Some(&key), &at("again.xb")).unwrap();
    assert_eq!((restored.private, restored.blank), (true, last));
    let office = Office::open(&at("again.xb")).unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
    let rows = Lookout::open(&at("again.xb"))
        .unwrap()
        .cases(xieban_domain::number::CaseId { year: 2000, seq: 1 }, 9)
        .unwrap();
    let there: Vec<bool> = rows.iter().map(|row| row.record.case.visitor.get().is_some()).collect();
    assert_eq!(there, [false, true]);
}

#[test]
fn a_row_that_nobody_could_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("try.bak"));
    drop(office(&path));
    let whole = opened(&path, &file);
    let pin = whole.lines().find(|line| line.starts_with("credential ")).unwrap();
    let account = pin.split('"').nth(1).unwrap();
    for (what, forgery, said) in [
        (
            "a hash that is none",
            whole.replace(pin, &format!("credential [\"{account}\",\"$argon2id$x\"]")),
            "密码行",
        ),
        (
            "a hash of another kind",
            whole.replace(pin, &format!("credential [\"{account}\",\"$2b$10$abc\"]")),
            "密码行",
        ),
        (
            "nobody's PIN",
            whole.replace(pin, "credential [\"\",\"$argon2id$v=19$m=1,t=1,p=1$YQ$YQ\"]"),
            "密码行",
        ),
        ("two PINs of one", whole.replace(pin, &format!("{pin}\n{pin}")), "密码行"),
        ("no row of ours", whole.replace(pin, &format!("{pin}\nthrottle 00 {{}}")), "看不懂"),
        ("a row without a value", whole.replace(pin, &format!("{pin}\npractice")), "看不懂"),
        (
            "a clock beyond all counting",
            whole.replace(pin, &format!("{pin}\npractice [9223372036854775807,1.0]")),
            "演练时钟",
        ),
        ("a clock that runs too fast", whole.replace(pin, &format!("{pin}\npractice [0,1e300]")), "演练时钟"),
    ] {
        let told = refused(&file, &forgery, &path);
        assert!(told.contains(said), "{what}: {told}");
    }
    std::fs::write(&file, forged_at(&whole)).unwrap();
    restore(&file, None, &path).expect("the control: put together anew without a change");
}

#[test]
fn a_text_that_fits_nothing_is_refused_though_its_seal_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("try.bak"));
    let office = office(&path);
    come(&office, "r-1").unwrap();
    drop(office);
    let whole = opened(&path, &file);
    // The last text, and the page that sealed it: both made anew, and every page behind it with its forerunner's hash.
    let text = whole.lines().rfind(|line| line.starts_with("sealed ")).unwrap();
    let seal = text.split(' ').nth(1).unwrap();
    let garbage = [&[7_u8; 32][..], b"[garbage"].concat();
    let other = Page::hash(&garbage);
    let hex = garbage.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let relinked = |seals: &str, line: &str| {
        let (mut before, mut lines) = ("0".repeat(64), Vec::new());
        for entry in whole.lines() {
            if let Some(page) = entry.strip_prefix("page ") {
                let (start, rest) = page.split_once("\"prev\":\"").unwrap();
                let page = format!("{start}\"prev\":\"{before}{}", rest.split_at(64).1).replace(seal, seals);
                before = Page::hash(page.as_bytes()).to_string();
                lines.push(format!("page {page}"));
            } else if entry.starts_with("end ") {
                let (start, rest) = entry.split_once("\"head\":\"").unwrap();
                lines.push(format!("{start}\"head\":\"{before}{}", rest.split_at(64).1));
            } else {
                lines.push(if entry == text { line.to_owned() } else { entry.to_owned() });
            }
        }
        lines.join("\n") + "\n"
    };
    let told = refused(&file, &relinked(&other.to_string(), &format!("sealed {other} {hex}")), &path);
    assert!(told.contains("封存文本看不懂"), "{told}");
    std::fs::write(&file, forged_at(&relinked(seal, text))).unwrap();
    restore(&file, None, &path).expect("the control: linked anew without a change");
}

#[test]
fn what_comes_out_is_opened_and_asked_before_it_takes_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("try.bak"));
    let office = office(&path);
    come(&office, "r-1").unwrap();
    drop(office);
    Lookout::open(&path).unwrap().backup(&file, &[]).unwrap();
    let whole = std::fs::read_to_string(&file).unwrap();
    // A case that was answered and never came: the chain is right, and no store can be made of it.
    let year = whole.split("\"id\":\"20").nth(1).map(|rest| format!("20{}", rest.split_at(2).0)).unwrap();
    let last = whole.lines().rfind(|line| line.starts_with("page ")).unwrap();
    let before = Page::read(last.strip_prefix("page ").unwrap().as_bytes()).unwrap();
    let page = last.strip_prefix("page ").unwrap();
    let (_, event) = page.split_once("\"event\":").unwrap();
    let page = page
        .replace(
            event,
            &format!("{{\"case\":{{\"id\":\"{year}-77\",\"event\":{{\"what\":\"printed\",\"form\":\"case\",\"copy\":1}}}}}}}}"),
        )
        .replace(&format!("\"page\":{}", before.page), &format!("\"page\":{}", before.page + 1));
    let (start, rest) = page.split_once("\"prev\":\"").unwrap();
    let page = format!(
        "{start}\"prev\":\"{}{}",
        Page::hash(last.strip_prefix("page ").unwrap().as_bytes()),
        rest.split_at(64).1
    );
    let count = |n: u64| format!("\"pages\":{n}");
    let head = whole.lines().find(|line| line.starts_with("end ")).unwrap();
    let forgery = whole
        .replace(head, &format!("page {page}\n{head}"))
        .replace(&count(before.page), &count(before.page + 1))
        .replace(&Page::hash(last.strip_prefix("page ").unwrap().as_bytes()).to_string(), "HEAD")
        .replacen(
            "\"prev\":\"HEAD",
            &format!("\"prev\":\"{}", Page::hash(last.strip_prefix("page ").unwrap().as_bytes())),
            1,
        )
        .replace("HEAD", &Page::hash(page.as_bytes()).to_string());
    let standing = pages(&path);
    std::fs::write(&file, forged_at(&forgery)).unwrap();
    let told = restore(&file, None, &path).unwrap_err().to_string();
    assert!(told.contains("备份不完整或被改过") && told.ends_with("台账没有改动。"), "{told}");
    assert!(pages(&path) == standing && Office::open(&path).unwrap().audit().unwrap().finding.is_none());
    let left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(
        !left.into_iter().any(|name| name.to_string_lossy().contains(".new")),
        "nothing half-made is left"
    );
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
