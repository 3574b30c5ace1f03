//! A sheet does not stay: whoever was erased is in no file beside the store, and what nobody confirmed goes after its hours.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use xieban_domain::number::CaseId;
use xieban_office::{Founding, Office, Printer, SheetIndex, SheetsGone, compact, print};

use xieban_support::{at, founding, say};

use crate::erase::{GONE, closed, has, long_ago, visit};

/// Every file below a folder that has this text.
fn with(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(with(&path, text));
        } else if has(&path, text) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// An office with a case of long ago and one that is open.
fn office(path: &Path) -> (Office, CaseId, CaseId) {
    let office = Office::create(path).unwrap();
    office.found(&Founding { at: Some(at("2024-03-04T08:30")), ..founding(vec![]) }).unwrap();
    let officer = office.practise("S01", "1号台").unwrap();
    let first = say(&json!({ "do": "stand_in", "reason": "替班" }));
    office.import(|import| import.act(&officer, "stand", &first, at("2024-03-04T08:40"))).unwrap();
    let gone = long_ago(&office, "gone", &closed(GONE[0], GONE[1], 1));
    let stays = long_ago(&office, "open", &[visit("白头翁", "13987654321")]);
    (office, gone, stays)
}

fn printer(store: &Path, folder: PathBuf, command: &[&str]) -> Printer {
    let command = command.iter().map(|word| (*word).to_owned()).collect();
    Printer { command, index: Some(SheetIndex::beside(store)), ..Printer::folder(folder) }
}

fn sheet(name: &str, who: &str) -> (String, String) {
    (name.to_owned(), format!("服务对象 {who}"))
}

fn written_ago(file: &Path, hours: u64) {
    let then = fs::metadata(file).unwrap().modified().unwrap() - Duration::from_hours(hours);
    fs::File::options().write(true).open(file).unwrap().set_modified(then).unwrap();
}

#[test]
fn whoever_is_erased_is_in_no_file_beside_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let (office, gone, stays) = office(&path);
    let out = path.with_extension("out");
    let (one, other) =
        (printer(&path, out.clone(), &[]), printer(&path, folder.path().join("二号台"), &["false"]));
    print(&[sheet(&format!("{gone}-协办单存根-1.txt"), GONE[0])], &one, None).unwrap();
    print(&[sheet(&format!("{stays}-协办单存根-1.txt"), "白头翁")], &one, None).unwrap();
    print(&[sheet("2024-03-04-日志总表.txt", GONE[0])], &one, None).unwrap();
    // In another desk's folder, where the printer failed; and half of one, where its writer was killed.
    print(&[sheet(&format!("{gone}-回复单-2.txt"), GONE[0])], &other, None).unwrap_err();
    fs::write(out.join(format!(".{gone}-协办单存根-1.txt.0.999999999")), GONE[0]).unwrap();
    // An older program left this one, and noted nothing.
    fs::write(out.join(format!("{gone}-提示卡3号-1.txt")), GONE[0]).unwrap();
    SheetIndex::beside(&path).adopt(&out, true).unwrap();
    let administrator = office.practise("A01", "批量").unwrap();
    let keep = say(
        &json!({ "do": "change_settings", "retention_months": 12, "archive_months": 6, "archive_basis": "徐卫档〔2025〕2号" }),
    );
    office.act(&administrator, "k", &keep).unwrap();
    assert_eq!(with(folder.path(), GONE[0]).len(), 6, "the control: the store, and five that lie in clear");
    assert_eq!(office.sweep_sheets().unwrap(), SheetsGone::default(), "nobody is erased, and nothing is old");
    office.act(&administrator, "e", &say(&json!({ "do": "erase_identities" }))).unwrap();
    assert_eq!(office.erase_sheets().unwrap(), SheetsGone { removed: 4, left: Vec::new() });
    drop(office);
    compact(&path).unwrap();
    assert_eq!(with(folder.path(), GONE[0]), [""; 0].map(PathBuf::from));
    assert!(out.join(format!("{stays}-协办单存根-1.txt")).exists(), "whose case is open is not touched");
}

#[test]
fn a_desk_takes_away_the_sheets_of_whoever_was_erased_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let (office, gone, _) = office(&path);
    let one = printer(&path, path.with_extension("out"), &[]);
    print(&[sheet(&format!("{gone}-协办单存根-1.txt"), GONE[0])], &one, None).unwrap();
    let administrator = office.practise("A01", "批量").unwrap();
    let keep = say(
        &json!({ "do": "change_settings", "retention_months": 12, "archive_months": 6, "archive_basis": "徐卫档〔2025〕2号" }),
    );
    office.act(&administrator, "k", &keep).unwrap();
    office.act(&administrator, "e", &say(&json!({ "do": "erase_identities" }))).unwrap();
    assert_eq!(office.sweep_sheets().unwrap().removed, 1);
}

#[test]
fn a_sheet_goes_when_it_is_confirmed_or_after_its_hours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let (office, gone, _) = office(&path);
    let out = path.with_extension("out");
    let names =
        ["协办单存根-1", "协办单存根-2", "回复单-1", "回复单-2"].map(|part| format!("{gone}-{part}.txt"));
    let files = names.each_ref().map(|name| out.join(name));
    let sheets: Vec<(String, String)> = names.iter().map(|name| sheet(name, GONE[0])).collect();
    let one = printer(&path, out.clone(), &[]);
    print(&sheets, &one, None).unwrap();
    one.confirmed(&names[..1]);
    assert!(!files[0].exists() && files[1].exists());
    written_ago(&files[1], 23);
    written_ago(&files[2], 25);
    assert_eq!(office.sweep_sheets().unwrap(), SheetsGone { removed: 1, left: Vec::new() });
    assert!(files[1].exists() && !files[2].exists() && files[3].exists());
    // The office's own hours, within their range.
    let administrator = office.practise("A01", "批量").unwrap();
    let hours = |hours: u16| {
        let change = say(&json!({ "do": "change_settings", "sheet_hours": hours }));
        office.act(&administrator, &format!("h-{hours}"), &change)
    };
    for wrong in [0, 169, u16::MAX] {
        assert!(hours(wrong).unwrap_err().to_string().contains("1到168之间"), "{wrong}");
    }
    hours(168).unwrap();
    hours(1).unwrap();
    // A clock that was wrong when it was written keeps nothing for ever.
    let future = fs::metadata(&files[3]).unwrap().modified().unwrap() + Duration::from_hours(24 * 365 * 70);
    fs::File::options().write(true).open(&files[3]).unwrap().set_modified(future).unwrap();
    assert_eq!(office.sweep_sheets().unwrap().removed, 2);
    assert_eq!(with(folder.path(), GONE[0]), std::slice::from_ref(&path), "in the store alone");
    // What a command has taken lies nowhere.
    print(&sheets, &printer(&path, out.clone(), &["true"]), None).unwrap();
    assert_eq!(with(folder.path(), GONE[0]), std::slice::from_ref(&path));
    assert_eq!(
        fs::read_dir(path.with_extension("sheets")).unwrap().count(),
        0,
        "and nothing is noted any more"
    );
}

#[test]
fn what_cannot_be_removed_is_named_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let (office, gone, _) = office(&path);
    let out = path.with_extension("out");
    let one = printer(&path, out.clone(), &[]);
    let name = format!("{gone}-协办单存根-1.txt");
    print(&[sheet(&name, GONE[0])], &one, None).unwrap();
    // In its place stands what is no file.
    fs::remove_file(out.join(&name)).unwrap();
    fs::create_dir(out.join(&name)).unwrap();
    fs::write(out.join(&name).join("x"), "").unwrap();
    let change = say(&json!({ "do": "change_settings", "sheet_hours": 1 }));
    office.act(&office.practise("A01", "批量").unwrap(), "h", &change).unwrap();
    written_ago_folder(&out.join(&name));
    assert_eq!(office.sweep_sheets().unwrap(), SheetsGone { removed: 0, left: vec![out.join(&name)] });
    fs::remove_dir_all(out.join(&name)).unwrap();
    office.sweep_sheets().unwrap();
    assert_eq!(fs::read_dir(path.with_extension("sheets")).unwrap().count(), 0);
}

fn written_ago_folder(folder: &Path) {
    let then = fs::metadata(folder).unwrap().modified().unwrap() - Duration::from_hours(2);
    fs::File::open(folder).unwrap().set_modified(then).unwrap();
}
