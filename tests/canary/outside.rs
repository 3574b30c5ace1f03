//! What comes out of the program elsewhere: command lines and the files they write, what lies beside the store, the values of the
//! journal, a backup without its key, the wall and the website.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use redb::{ReadableDatabase as _, ReadableTable as _};
use serde_json::Value;
use xieban_domain::staff::Staff;
use xieban_office::Office;

use xieban_support::behind::{behind, table};
use xieban_support::canary::texts;
use xieban_support::filling::CHOSEN;
use xieban_support::people;
use xieban_support::reading::{read_all, written};

use crate::needles::{Kind, LABELS, Needle, Of};
use crate::stage::{Planted, begin, finish, in_memory};

/// Commands that choose from lists, or whose words are what the office makes known of itself. A new command is done or stands here.
const UNDONE: [&str; 20] = [
    "reassign",
    // Another command with the time on the paper it is copied from: that command is driven by itself.
    "on_paper",
    "change_settings",
    "keep_photograph",
    "keep_unit",
    "enter_duty",
    "keep_rule",
    "post_rule",
    "keep_training",
    "keep_publicity",
    "record_publication",
    "keep_milestone",
    "keep_group",
    "check_facility",
    "leave_seat",
    "keep_roster",
    "answer_swap",
    "sign_report",
    "keep_scheme",
    "enter_notice",
];
/// What is asked and not kept. What is recorded of our people the administrator does not read.
const UNSTORED: [&str; 3] = ["answer_acting.reason", "note_materials.materials[].note", "reveal.said"];

/// What of the needles is in some bytes; with `labels`, which stand on pages as they are, or without.
fn stuck(planted: &Planted, bytes: &[u8], labels: bool) -> BTreeSet<String> {
    let caught = planted.net.caught(bytes);
    let counts = |needle: &&Needle| labels || needle.kind != Kind::Label;
    let needles = caught.iter().map(|nth| &planted.needles[*nth]).filter(counts);
    needles.map(|Needle { kind, at, .. }| format!("{kind:?} {at}")).collect()
}

/// The values of the journal's table, as somebody reads them who has the file.
fn journal(path: &Path) -> Vec<Vec<u8>> {
    let file = behind(path);
    let read = file.begin_read().unwrap();
    let rows = read.open_table(table("journal")).unwrap();
    rows.iter().unwrap().map(|row| row.unwrap().1.value().to_vec()).collect()
}

#[test]
fn nothing_that_leaves_the_program_names_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let alone = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    fs::set_permissions(folder.path(), alone).unwrap();
    let store = folder.path().join("office.redb");
    let office = Office::create(&store).unwrap();
    let begun = begin(&office);
    drop(office);
    // Its own clock holds from the next time on that it is opened.
    let office = Office::open(&store).unwrap();
    let planted = finish(&office, begun);
    let mut leaks: BTreeSet<String> = BTreeSet::new();
    let mut note = |place: &str, what: BTreeSet<String>| {
        leaks.extend(what.into_iter().map(|needle| format!("{place}: {needle}")));
    };
    note("the wall", stuck(&planted, format!("{:?}", office.wall(true).unwrap()).as_bytes(), true));
    for file in xieban_site::files(&office.web().unwrap()) {
        note("the website", stuck(&planted, &[file.path.as_bytes(), &file.bytes].concat(), true));
    }
    drop(office);
    let pages = journal(&store);
    assert!(pages.len() > planted.cases.len());
    for page in &pages {
        note("a page", stuck(&planted, page, false));
    }
    let kinds: Vec<String> = people().iter().map(|staff| staff.code.0.clone()).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let (mut bytes, mut exported) = (0, BTreeSet::new());
    let runs = read_all(&store, folder.path(), &kinds, "", &mut |kind, what, said| {
        bytes += said.len();
        let person: Option<Staff> = people().into_iter().find(|staff| staff.code.0 == kind);
        let caught = planted.net.caught(said);
        if what.contains("--with-private --as A01") {
            exported = caught;
            return;
        }
        // Nobody in particular sees nothing at all; others what their lists show.
        let leaks = caught.iter().map(|nth| &planted.needles[*nth]).filter(|needle| {
            let seen = |person: &Staff| needle.may_be_seen_by(person, &[], &planted.acting);
            needle.kind != Kind::Label && !person.as_ref().is_some_and(seen)
        });
        let place = what.rsplit('/').next().unwrap_or_default();
        note(
            &format!("{kind} {place}"),
            leaks.map(|needle| format!("{:?} {}", needle.kind, needle.at)).collect(),
        );
    });
    for (path, said) in written(folder.path()).iter().filter(|(path, _)| !path.ends_with("office.redb")) {
        if !path.contains("/out-") || path.ends_with(".backup") {
            note(path.rsplit('/').next().unwrap(), stuck(&planted, said, false));
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    // The control: an administrator's export has all that was stored, and a page of its own.
    let stored = |needle: &&Needle| {
        ![Of::Conduct, Of::Personnel].contains(&needle.of) && !UNSTORED.contains(&needle.at.as_str())
    };
    let lost =
        (0..planted.needles.len()).filter(|nth| !exported.contains(nth)).map(|nth| &planted.needles[nth]);
    let lost: BTreeSet<&str> = lost.filter(stored).map(|needle| needle.at.as_str()).collect();
    assert!(lost.is_empty(), "planted and not stored: {lost:?}");
    let said = journal(&store);
    let exports = said.iter().filter(|page| String::from_utf8_lossy(page).contains("\"exported\"")).count();
    assert_eq!(exports, 2);
    println!("{} needles, {runs} command lines, {bytes} bytes, {} pages", planted.needles.len(), pages.len());
}

/// Every command that says something of a citizen was done, or stands here.
#[test]
fn every_command_about_a_citizen_was_done() {
    let (_, planted) = in_memory();
    let schema = xieban_support::filling::schema();
    let rooms = ["on_case", "office"].map(|room| &schema[room]);
    let all = rooms
        .into_iter()
        .flat_map(|room| room["oneOf"].as_array().unwrap().iter().map(move |one| (room, one)));
    let says =
        |(room, one): &(&Value, &Value)| texts(room, one).iter().any(|text| !CHOSEN.contains(&text.as_str()));
    let names =
        all.filter(says).map(|(_, one)| one["properties"]["do"]["const"].as_str().unwrap().to_owned());
    let undone: Vec<String> = names.filter(|name| !planted.done.contains(name)).collect();
    assert_eq!(undone, UNDONE);
}

/// Each label was given the visitor's own name and refused it, and took another; none is judged that does not stand in the list.
#[test]
fn no_label_takes_the_visitors_name() {
    let (_, planted) = in_memory();
    let judged: Vec<&str> = planted.judged.iter().map(String::as_str).collect();
    assert_eq!(judged, LABELS);
}

/// The control: what stands in the office's own names is found on the wall, on the website, in the journal and by the command line.
#[test]
fn a_needle_in_a_public_field_would_be_found() {
    let (office, planted) = in_memory();
    let name = planted.needles.iter().find(|needle| needle.at == "register.visitor.name").unwrap().shown();
    let mut officer = office.header().unwrap().staff.get(&"S01".into()).cloned().unwrap();
    officer.name = format!("钱{name}");
    let mut keep = serde_json::to_value(&officer).unwrap();
    keep["do"] = "keep_staff".into();
    keep["reason"] = "改名".into();
    let session = office.practise("A01", "1号台").unwrap();
    office.act(&session, "control", &xieban_support::say(&keep)).unwrap();
    let on_the_wall = format!("{:?}", office.wall(true).unwrap());
    assert_eq!(
        stuck(&planted, on_the_wall.as_bytes(), true),
        ["Contact register.visitor.name".to_owned()].into()
    );
    let files = xieban_site::files(&office.web().unwrap());
    assert!(files.iter().any(|file| !stuck(&planted, &file.bytes, true).is_empty()));
}

/// The control of the net: a number is found where it stands for itself, and not in what every page has.
#[test]
fn a_number_is_somebodys_and_the_end_of_a_hash_or_a_moment_is_nobodys() {
    let (_, planted) = in_memory();
    let tail = planted.needles.iter().find(|needle| needle.at == "register.visitor.phone").unwrap().shown();
    for (text, found) in [
        (format!("回电199{tail}。"), true),
        (format!("\"{tail}\""), true),
        (format!("8619{tail}"), true),
        (format!("\"at\":17953{tail},"), false),
        (format!("\"{}{tail}\"", "a1".repeat(28)), false),
    ] {
        assert_eq!(!stuck(&planted, text.as_bytes(), false).is_empty(), found, "{text}");
    }
}
