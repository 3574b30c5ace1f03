//! Photographs are the office's: on its pages, in its backup, the same at every place; those that an older program left as files are read.

use std::fs;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};
use redb::{ReadableDatabase as _, ReadableTable as _};
use serde_json::json;
use xieban_domain::staff::{Staff, StaffCode};
use xieban_office::{Founding, Key, Lookout, Office, Recipient, StoreWindow, photo, restore};
use xieban_public::{Pixels, Window as _};

use xieban_support::behind::{behind, table};
use xieban_support::{duty, founding, say};

use crate::backup::pair;
use crate::way_back::forged_at;

/// A face of one colour, in a file.
fn face(file: &Path, colour: [u8; 3]) {
    RgbImage::from_pixel(60, 80, Rgb(colour)).save_with_format(file, ImageFormat::Png).unwrap();
}

/// An office whose officer of today has a photograph in the store, and whose leader has one that an older program left in a file.
fn office(path: &Path) -> Office {
    let office = Office::create(path).unwrap();
    let today = office.now().date().to_string();
    let mut founding = founding(vec![duty(&today, Some("L01"))]);
    for (staff, _) in &mut founding.staff {
        if staff.code.0 == "L01" {
            "L01.png".clone_into(&mut staff.photo);
        }
    }
    office.found(&founding).unwrap();
    let photos = path.with_file_name("photos");
    fs::create_dir(&photos).unwrap();
    face(&photos.join("L01.png"), [20, 200, 20]);
    set(&office, "S01", [200, 20, 20]);
    office
}

fn set(office: &Office, code: &str, colour: [u8; 3]) {
    let file = tempfile::NamedTempFile::new().unwrap();
    face(file.path(), colour);
    let picture = photo::from_file(file.path()).unwrap();
    let administrator = office.practise("A01", "1号台").unwrap();
    let request = format!("photo-{}", office.last_page().unwrap());
    office.keep_photograph(&administrator, &request, &code.into(), Some(&picture)).unwrap();
}

fn named(path: &Path, code: &str) -> String {
    Lookout::open(path).unwrap().header().unwrap().staff.get(&code.into()).unwrap().photo.clone()
}

/// What the wall shows of somebody, and how many pictures a site of today would have; nothing is told of one that cannot be had.
fn seen(path: &Path, code: &str) -> Result<Pixels, String> {
    StoreWindow::new(path, false).photo(&named(path, code), 6, 8)
}

fn rows(path: &Path) -> usize {
    let file = behind(path);
    let read = file.begin_read().unwrap();
    read.open_table(table("pictures")).unwrap().iter().unwrap().count()
}

#[test]
fn r21_a_store_out_of_a_backup_shows_the_same_photographs() {
    let here = tempfile::tempdir().unwrap();
    let path = here.path().join("office.xb");
    drop(office(&path));
    let wall = seen(&path, "S01").unwrap();
    assert_ne!(wall, seen(&path, "L01").unwrap());
    let (to, key) = pair();
    for (to, key) in [(Some(&to), Some(&key)), (None, None)] {
        let there = tempfile::tempdir().unwrap();
        let (file, new) = (there.path().join("a.bak"), there.path().join("new.xb"));
        let to: Vec<Recipient> = to.cloned().into_iter().collect();
        Lookout::open(&path).unwrap().backup(&file, &to).unwrap();
        restore(&file, key, &new).unwrap();
        assert_eq!(seen(&new, "S01").unwrap(), wall);
        assert!(seen(&new, "L01").is_err(), "the control: what is but a file is not in a backup");
        assert_eq!(Lookout::open(&new).unwrap().audit().unwrap().finding, None);
        let site = |path: &Path| {
            let mut office = Lookout::open(path).unwrap();
            let mut web = office.web().unwrap();
            let told = office.take_photos(&mut web);
            (web.photos.remove(&named(path, "S01")), told.len())
        };
        // On a day off nobody is on the site.
        let ((before, missing), (after, more)) = (site(&path), site(&new));
        assert_eq!((after, more), (before.clone(), usize::from(before.is_some())));
        assert_eq!(missing, 0);
    }
}

#[test]
fn what_is_nobodys_photograph_any_more_goes_and_its_page_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let office = office(&path);
    let first = named(&path, "S01");
    let administrator = office.practise("A01", "1号台").unwrap();
    // Two may have the same; it goes with the last of them.
    set(&office, "S02", [200, 20, 20]);
    assert_eq!((named(&path, "S02"), rows(&path)), (first.clone(), 1));
    set(&office, "S01", [20, 20, 200]);
    assert_eq!(rows(&path), 2);
    office.keep_photograph(&administrator, "away", &"S02".into(), None).unwrap();
    assert_eq!((rows(&path), named(&path, "S02")), (1, String::new()));
    let again = office.keep_photograph(&administrator, "again", &"S02".into(), None).unwrap_err();
    assert!(again.to_string().contains("没有改动"), "{again}");
    let mut hashes = 0;
    let mut take = |bytes: &[u8]| {
        hashes += usize::from(String::from_utf8_lossy(bytes).contains(&first));
        true
    };
    Lookout::open(&path).unwrap().pages(1, &mut take).unwrap();
    assert_eq!(hashes, 2);
    // An entry that is changed keeps its photograph.
    let entry = office.header().unwrap().staff.get(&"S01".into()).cloned().unwrap();
    let before = entry.photo.clone();
    let mut keep =
        serde_json::to_value(Staff { place: "三楼".to_owned(), photo: String::new(), ..entry }).unwrap();
    keep["do"] = json!("keep_staff");
    office.act(&administrator, "place", &say(&keep)).unwrap();
    assert_eq!(named(&path, "S01"), before);
    office.rebuild().unwrap();
    assert_eq!((named(&path, "S01"), office.audit().unwrap().finding), (before, None));
}

#[test]
fn a_photograph_that_an_older_program_left_is_shown_until_it_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let office = office(&path);
    seen(&path, "L01").unwrap();
    let file = folder.path().join("photos/L01.png");
    let picture = photo::from_file(&file).unwrap();
    let administrator = office.practise("A01", "1号台").unwrap();
    let leader: StaffCode = "L01".into();
    office.keep_photograph(&administrator, "in", &leader, Some(&picture)).unwrap();
    fs::remove_dir_all(folder.path().join("photos")).unwrap();
    assert_eq!(seen(&path, "L01").unwrap(), photo::pixels(&picture.bytes, 6, 8).unwrap());
}

#[test]
fn an_audit_misses_a_photograph_and_finds_one_that_is_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    drop(office(&path));
    let finding = || Office::open(&path).unwrap().audit().unwrap().finding.map(|finding| finding.to_string());
    assert_eq!(finding(), None, "the control");
    let rows = redb::TableDefinition::<&[u8], &[u8]>::new("pictures");
    let database = redb::Builder::new().open(&path).unwrap();
    let tx = database.begin_write().unwrap();
    drop(tx.open_table(rows).unwrap().insert(&[7; 32][..], &b"x"[..]).unwrap());
    tx.commit().unwrap();
    drop(database);
    assert!(finding().unwrap().contains("照片与台账不符"));
    let database = redb::Builder::new().open(&path).unwrap();
    let tx = database.begin_write().unwrap();
    tx.open_table(rows).unwrap().retain(|_, _| false).unwrap();
    tx.commit().unwrap();
    drop(database);
    assert!(finding().unwrap().contains(&named(&path, "S01")));
    let told = seen(&path, "S01").unwrap_err();
    assert!(told.contains("staff photo"), "{told}");
}

#[test]
fn a_backup_has_the_photographs_that_its_pages_name_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("office.xb"), folder.path().join("try.bak"));
    drop(office(&path));
    Lookout::open(&path).unwrap().backup(&file, &[]).unwrap();
    let whole = fs::read_to_string(&file).unwrap();
    assert!(whole.starts_with("xieban-backup 2 plain\n"), "an older program says that it cannot read it");
    let line = whole.lines().find(|line| line.starts_with("picture ")).unwrap();
    let standing = fs::read(&path).unwrap();
    let other = format!("picture {} 00", xieban_journal::Page::hash(&[0]));
    let key: Option<&Key> = None;
    for (what, forgery) in [
        ("left out", whole.replace(&format!("{line}\n"), "")),
        ("another beside it", whole.replace(line, &format!("{line}\n{other}"))),
        ("in its place", whole.replace(line, &other)),
        ("twice", whole.replace(line, &format!("{line}\n{line}"))),
        ("other bytes", whole.replace(line, &format!("{line}00"))),
    ] {
        fs::write(&file, forged_at(&forgery)).unwrap();
        let refused = restore(&file, key, &path).unwrap_err();
        assert!(refused.to_string().contains("照片"), "{what}: {refused}");
        assert!(fs::read(&path).unwrap() == standing, "{what}: the store was touched");
    }
    fs::write(&file, forged_at(&whole)).unwrap();
    restore(&file, key, &path).expect("the control: what is put together anew without a change is whole");
    let bare = Office::create(&folder.path().join("bare.xb")).unwrap();
    bare.found(&Founding { ..founding(vec![]) }).unwrap();
    let file = folder.path().join("bare.bak");
    Lookout::open(&folder.path().join("bare.xb")).unwrap().backup(&file, &[]).unwrap();
    assert!(fs::read_to_string(&file).unwrap().starts_with("xieban-backup 1 plain\n"));
}
