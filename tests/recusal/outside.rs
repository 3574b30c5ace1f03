//! What the command line says and writes: read by nobody in particular and by one of each kind, and no byte of a file in it. Which
//! commands there are is what the help says; one that is new and not covered fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use xieban::domain::staff::{Rank, Staff, StaffCode};

use crate::stage::{STAGE, Stage};

/// How a command is covered.
enum Covered {
    /// Run with each of these arguments; `AS` stands for one of each kind.
    Run(&'static [&'static [&'static str]]),
    /// By another test, or because it reads no store: which.
    By(&'static str),
}

use Covered::{By, Run};

/// Every command.
const COMMANDS: [(&str, Covered); 21] = [
    ("", By("the screens of this test")),
    ("board", By("the board's test of every field; its wall is searched below")),
    ("demo", By("makes a store of its own")),
    ("init", By("makes a store of its own")),
    ("act", By("the commands of this test; its answer has pages and a case")),
    (
        "case",
        Run(&[&["list"], &["list", "--json", "--as", "AS"], &["show", "2026-2", "--json", "--as", "AS"]]),
    ),
    ("staff", Run(&[&["list", "--json"], &["list", "--json", "--as", "AS"], &["show", "Z02", "--as", "AS"]])),
    ("unit", Run(&[&["list", "--json"]])),
    ("roster", Run(&[&["list", "--json"], &["on", "2026-11-10T10:15", "--json"], &["check", "2026Q4"]])),
    ("holidays", Run(&[&["list"]])),
    (
        "journal",
        Run(&[
            &[],
            &["--json"],
            &["--json", "--with-private", "--as", "A01"],
            &["--json", "--with-private", "--as", "A02"],
            &["--json", "--with-private", "--as", "AS"],
        ]),
    ),
    ("looks", Run(&[&["--as", "AS"], &["--json", "--as", "AS"]])),
    (
        "form",
        Run(&[
            &["日志总表", "--date", "2026-11-10", "--as", "AS"],
            &["日志总表", "--date", "2026-11-23", "--as", "AS"],
            &["投诉举报登记表", "--blank"],
            &["台签"],
        ]),
    ),
    (
        "report",
        Run(&[
            &["--month", "2026-11"],
            &["--quarter", "2026Q4", "--as", "AS"],
            &["--year", "2026", "--cases", "--out", "OUT/year.csv", "--as", "AS"],
            &["--month", "2026-11", "--cases", "--out", "OUT/month.xlsx", "--as", "AS"],
            &["--month", "2026-11", "--out", "OUT/month.txt", "--as", "AS"],
        ]),
    ),
    ("publish", Run(&[&["OUT/site"], &["--log", "--json"]])),
    ("deadline", By("reads no store")),
    ("audit", Run(&[&[]])),
    ("backup", Run(&[&["OUT/blank.backup"]])),
    ("restore", By("what comes of a backup without its key is searched below")),
    ("erase", By("writes only; its page is one of the journal")),
    ("doctor", Run(&[&[]])),
];

/// One of each kind of people.
const KINDS: [&str; 11] = ["S01", "N01", "L01", "B01", "H01", "A01", "Z01", "F01", "G01", "M01", "O01"];

/// Commands of the help that are not in a list.
fn left_out(help: &str, covered: &[&str]) -> Vec<String> {
    let commands = help.lines().take_while(|line| !line.starts_with("每个命令")).filter_map(|line| {
        let rest = line.strip_prefix("  xieban ")?;
        Some(rest.split(' ').next().unwrap_or_default().to_owned())
    });
    commands.filter(|command| !covered.contains(&command.as_str())).collect()
}

/// What it says, on both streams.
fn run(store: &Path, arguments: &[String]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xieban"));
    command.args(arguments).env("XIEBAN_STORE", store).env_remove("NO_COLOR");
    let output = command.output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?} {output:?}");
    [output.stdout, output.stderr].concat()
}

/// Nobody in particular.
fn passer_by(stage: &Stage) -> Staff {
    let somebody = stage.people[0].clone();
    Staff { code: StaffCode("X99".to_owned()), roles: [].into(), rank: Rank::Ordinary, ..somebody }
}

/// Every file below a folder, with its bytes.
fn written(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(written(&path)),
            false => drop(all.insert(path.display().to_string(), fs::read(&path).unwrap())),
        }
    }
    all
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
    let help = String::from_utf8(run(&store, &["help".to_owned()])).unwrap();
    let names: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(left_out(&help, &names), Vec::<String>::new());
    let passer_by = passer_by(stage);
    let mut runs = 0;
    for (name, covered) in &COMMANDS {
        let lines = match covered {
            Run(lines) => *lines,
            By(why) => {
                assert!(!why.is_empty());
                continue;
            }
        };
        for line in lines {
            let kinds = if line.contains(&"AS") { &KINDS[..] } else { &["X99"] };
            for kind in kinds {
                let person = stage.people.iter().find(|staff| staff.code.0 == *kind).unwrap_or(&passer_by);
                let out = folder.path().join(format!("out-{runs}"));
                fs::create_dir(&out).unwrap();
                let place = |word: &str| match word.strip_prefix("OUT") {
                    Some(rest) => format!("{}{rest}", out.display()),
                    None if word == "AS" => (*kind).to_owned(),
                    None => word.to_owned(),
                };
                let arguments: Vec<String> =
                    std::iter::once(name).chain(*line).map(|word| place(word)).collect();
                let said = run(&store, &arguments);
                assert_silent(stage, person, &arguments.join(" "), &said);
                for (path, bytes) in written(&out) {
                    assert_silent(stage, person, &path, &bytes);
                }
                runs += 1;
            }
        }
    }
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
    let pages = stage.plan.iter().map(|file| 1 + file.steps.len()).sum::<usize>() + 3 * stage.people.len();
    for arguments in [&["journal", "--json"][..], &["journal", "--json", "--with-private", "--as", "A01"]] {
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
