//! What the command line says and writes: read by nobody in particular and by one of each kind, and no byte of a file in it. Which
//! commands there are is what the help says; one that is new and not covered fails.

use std::fs;

use xieban_domain::staff::{Rank, Staff, StaffCode};

use xieban_support::behind::never_witnessed;
use xieban_support::reading::{COMMANDS, left_out, read_all, run, written};

use crate::stage::{STAGE, Stage};

/// One of each kind of people.
const KINDS: [&str; 11] = ["S01", "N01", "L01", "B01", "H01", "A01", "Z01", "F01", "G01", "M01", "O01"];

/// Nobody in particular.
fn passer_by(stage: &Stage) -> Staff {
    let somebody = stage.people[0].clone();
    Staff { code: StaffCode("X99".to_owned()), roles: [].into(), rank: Rank::Ordinary, ..somebody }
}

fn assert_silent(stage: &Stage, person: &Staff, what: &str, bytes: &[u8]) {
    let mut leaks = stage.net.leaks(person, &stage.plan, &stage.net.caught(bytes));
    // A backup has the pages as they are: seals stand there, and nothing that they seal.
    leaks.retain(|leak| {
        !what.ends_with(".backup") || leak.bytes().take(64).any(|byte| !byte.is_ascii_hexdigit())
    });
    assert!(leaks.is_empty(), "{} {what}: {leaks:?}", person.code);
}

#[test]
fn r72_no_command_line_and_no_file_it_writes_tells_of_a_file() {
    let stage = &*STAGE;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("office.redb");
    fs::copy(&stage.path, &store).unwrap();
    never_witnessed(&store);
    let passer_by = passer_by(stage);
    let runs = read_all(&store, folder.path(), &KINDS, "X99", &mut |kind, what, bytes| {
        let person = stage.people.iter().find(|staff| staff.code.0 == kind).unwrap_or(&passer_by);
        assert_silent(stage, person, what, bytes);
    });
    // What lies beside the store, and what hangs on the wall.
    for (path, bytes) in written(folder.path()).iter().filter(|(path, _)| !path.ends_with("office.redb")) {
        assert_silent(stage, &passer_by, path, bytes);
    }
    let office = stage.open();
    assert_silent(stage, &passer_by, "the wall", format!("{:?}", office.wall(true).unwrap()).as_bytes());
    println!("{runs} runs");
}

/// A page that nobody may read is number and hash, and as many of them as there are.
#[test]
fn r72_a_page_that_its_reader_may_not_read_is_number_and_hash() {
    let stage = &*STAGE;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("office.redb");
    fs::copy(&stage.path, &store).unwrap();
    never_witnessed(&store);
    let pages = stage.plan.iter().map(|file| 1 + file.steps.len()).sum::<usize>() + 3 * stage.people.len();
    for arguments in [
        &["journal", "--json"][..],
        &["journal", "--json", "--as", "L01"],
        &["journal", "--json", "--as", "A01"],
        &["journal", "--json", "--with-private", "--as", "A01"],
    ] {
        let said = run(&store, &arguments.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
        let said = String::from_utf8(said).unwrap();
        let withheld: Vec<&str> = said.lines().filter(|line| line.contains("非公开")).collect();
        assert!(withheld.len() >= pages, "{} of {pages}", withheld.len());
        for line in withheld {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let page = if line["page"].is_object() { &line["page"] } else { &line };
            let fields: Vec<&String> = page.as_object().unwrap().keys().collect();
            assert_eq!(fields, ["hash", "page", "withheld"]);
        }
        assert!(!said.contains("\"conduct\"") && !said.contains("\"personnel\""));
    }
}

/// The controls: a command left out is missed, and a leak in a file would be found.
#[test]
fn a_leak_on_the_command_line_would_be_found() {
    let stage = &*STAGE;
    let help = "  xieban            协办台\n  xieban figures    新的\n\n每个命令的写法：xieban 命令 --help";
    let names: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(left_out(help, &names), ["figures"]);
    let bytes = fs::read(&stage.path).unwrap();
    assert!(!stage.net.leaks(&passer_by(stage), &stage.plan, &stage.net.caught(&bytes)).is_empty());
}
