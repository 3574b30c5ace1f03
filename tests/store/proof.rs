//! The proof of a backup: a full disk, a backup that is too old, a key that is another's and a file that is cut short are told apart, and
//! whoever administers hears at his coming what no longer holds.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use serde_json::json;
use xieban_domain::moment::Moment;
use xieban_office::{Answer, BackupProof, Founding, Key, Lookout, Office, Query, Recipient, prove, wall};

use xieban_support::tmpfs::on_small_disk;
use xieban_support::{duty, founding, register, say};

use crate::backup::pair;

const HOUR: i64 = 60 * 60 * 1000;

/// A real office that was founded two days ago.
fn office(path: &Path) -> Office {
    let office = Office::create(path).unwrap();
    let mut founding = Founding { at: Some(Moment(wall().0 - 48 * HOUR)), ..founding(vec![]) };
    founding.settings.practice = Some(false);
    for (staff, pin) in &mut founding.staff {
        *pin = Some(format!("rain-72491-{}", staff.order));
    }
    office.found(&founding).unwrap();
    office.change_pin("A01", "rain-72491-1", "wind-973164", "A01").unwrap();
    office
}

fn told(file: &Path, key: &Key, path: &Path) -> String {
    prove(file, Some(key), path)
        .map_or_else(|error| error.to_string(), |proof| format!("到第{}页", proof.page))
}

#[test]
fn a_backup_that_is_older_than_its_night_is_told_by_its_pages() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("a.bak"));
    let (to, key) = pair();
    let office = office_without_pages(&path);
    let last = office.last_page().unwrap();
    Lookout::open(&path).unwrap().backup(&file, &[to]).unwrap();
    assert_eq!(
        told(&file, &key, &path),
        format!("到第{last}页"),
        "nothing was done since: old as it is, it is all there is"
    );
    // What came since came within the night and its two hours; then it did not.
    page_on(&office, 25);
    assert_eq!(told(&file, &key, &path), format!("到第{last}页"), "the control");
    drop(office);
    let later = folder.path().join("later.xb");
    let (other, file) = (office_without_pages(&later), folder.path().join("b.bak"));
    let (to, key) = pair();
    Lookout::open(&later).unwrap().backup(&file, &[to]).unwrap();
    page_on(&other, 27);
    let stale = told(&file, &key, &later);
    assert!(stale.contains("备份旧了") && stale.contains(&format!("第{last}页")), "{stale}");
    let (said, holds) = BackupProof::told(&later, wall());
    assert!(!holds && said.contains("备份旧了") && !said.ends_with("。"), "{said}");
}

#[test]
fn whoever_administers_hears_in_red_that_a_proof_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("a.bak"));
    let (to, key) = pair();
    let office = office(&path);
    Lookout::open(&path).unwrap().backup(&file, &[to]).unwrap();
    let session = office.sign_in("A01", "wind-973164", "A01", true).unwrap();
    let door = || {
        let Answer::Shift(shift) = office.ask(&session, &Query::Shift).unwrap() else { panic!() };
        shift.at_the_door.into_iter().find(|line| line.contains("备份"))
    };
    assert!(door().unwrap().starts_with("红 备份还没有验证过"));
    let proof = prove(&file, Some(&key), &path).unwrap();
    assert_eq!(door(), None, "the control: it holds");
    let at = |hours: i64| {
        let proof = BackupProof { at: Moment(wall().0 - hours * HOUR), ..proof.clone() };
        fs::write(path.with_extension("proof"), serde_json::to_vec(&proof).unwrap()).unwrap();
    };
    at(25);
    assert_eq!(door(), None);
    at(27);
    let line = door().unwrap();
    assert!(line.starts_with("红 备份上次验证是") && line.contains("超过26小时"), "{line}");
    let failed = BackupProof { failed: Some("备份旧了。".to_owned()), ..proof };
    fs::write(path.with_extension("proof"), serde_json::to_vec(&failed).unwrap()).unwrap();
    let line = door().unwrap();
    assert!(
        line.starts_with("红 ") && line.contains("没有通过：备份旧了。") && !line.contains("。。"),
        "{line}"
    );
}

#[test]
fn a_full_disk_is_no_fault_of_the_backup_and_is_told_apart() {
    on_small_disk(24, |disk| {
        let path = disk.join("office.xb");
        let elsewhere = tempfile::tempdir().unwrap();
        let file = elsewhere.path().join("a.bak");
        let (to, key) = pair();
        let office = Office::create(&path).unwrap();
        let today = office.now().date().to_string();
        office.found(&founding(vec![duty(&today, Some("L01"))])).unwrap();
        let clerk = office.practise("S01", "1号台").unwrap();
        let mut long = register("ZX01", &json!([]));
        long["remark"] = json!("满".repeat(900));
        for n in 0..300 {
            office.act(&clerk, &format!("r-{n}"), &say(&long)).unwrap();
        }
        drop(office);
        let to: Vec<Recipient> = vec![to];
        Lookout::open(&path).unwrap().backup(&file, &to).unwrap();
        let good = told(&file, &key, &path);
        assert!(good.starts_with("到第"), "the control: there is room: {good}");
        let filler = disk.join("filler");
        let mut taking = OpenOptions::new().create(true).append(true).open(&filler).unwrap();
        while taking.write_all(&[1; 4096]).is_ok() {}
        let full = told(&file, &key, &path);
        assert!(full.contains("磁盘放不下"), "{full}");
        let (_, holds) = BackupProof::told(&path, wall());
        assert!(!holds, "what was proved before counts no more");
        let wrong = told(&file, &pair().1, &path);
        assert!(wrong.contains("这把密钥打不开"), "{wrong}");
        let left: Vec<_> = fs::read_dir(disk).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().contains("proving")), "{left:?}");
        drop(taking);
        fs::remove_file(filler).unwrap();
        let whole = fs::read(&file).unwrap();
        let cut = elsewhere.path().join("cut.bak");
        fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
        let cut = told(&cut, &key, &path);
        assert!(cut.contains("备份不完整或被改过"), "{cut}");
        assert_eq!(told(&file, &key, &path), good);
        assert!(BackupProof::told(&path, wall()).1);
    });
}

/// A practice office that was founded two days ago, in which nothing has happened since.
fn office_without_pages(path: &Path) -> Office {
    let office = Office::create(path).unwrap();
    office.found(&Founding { at: Some(Moment(wall().0 - 48 * HOUR)), ..founding(vec![]) }).unwrap();
    office
}

/// A page of a practice office, written so many hours ago.
fn page_on(office: &Office, hours: i64) {
    let session = office.practise("A01", "A01").unwrap();
    let change = say(&json!({ "do": "change_settings", "absence_minutes": 15 + hours }));
    let at = Moment(wall().0 - hours * HOUR);
    office.import(|import| import.act(&session, &format!("p-{hours}"), &change, at)).unwrap();
}
