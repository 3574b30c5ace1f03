//! Every command line there is, as the help lists them: one that is new and not covered fails. How it runs, and what it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// How a command is covered.
pub enum Covered {
    /// Run with each of these arguments; `AS` stands for one of each kind.
    Run(&'static [&'static [&'static str]]),
    /// By another test, or because it reads no store: which.
    By(&'static str),
}

use Covered::{By, Run};

/// Every command.
pub const COMMANDS: [(&str, Covered); 22] = [
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
    ("recover", By("writes only; what it prints is a code and the office's name")),
    ("erase", By("writes only; its page is one of the journal")),
    ("doctor", Run(&[&[]])),
];

/// Commands of the help that are not in a list.
pub fn left_out(help: &str, covered: &[&str]) -> Vec<String> {
    let commands = help.lines().take_while(|line| !line.starts_with("每个命令")).filter_map(|line| {
        let rest = line.strip_prefix("  xieban ")?;
        Some(rest.split(' ').next().unwrap_or_default().to_owned())
    });
    commands.filter(|command| !covered.contains(&command.as_str())).collect()
}

/// What it says, on both streams.
pub fn run(store: &Path, arguments: &[String]) -> Vec<u8> {
    let mut command = Command::new(crate::program());
    command.args(arguments).env("XIEBAN_STORE", store).env_remove("NO_COLOR");
    let output = command.output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?} {output:?}");
    [output.stdout, output.stderr].concat()
}

/// Every file below a folder, with its bytes.
pub fn written(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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

/// Runs all of them, as one of each kind where it is somebody's; gives what each says and every file that it writes to whoever listens:
/// who, what, bytes. Gives how many ran.
pub fn read_all(
    store: &Path,
    folder: &Path,
    kinds: &[&str],
    nobody: &str,
    hear: &mut dyn FnMut(&str, &str, &[u8]),
) -> usize {
    let help = String::from_utf8(run(store, &["help".to_owned()])).unwrap();
    let names: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(left_out(&help, &names), Vec::<String>::new());
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
            let kinds = if line.contains(&"AS") { kinds } else { &[nobody] };
            for kind in kinds {
                let out = folder.join(format!("out-{runs}"));
                fs::create_dir(&out).unwrap();
                let place = |word: &str| match word.strip_prefix("OUT") {
                    Some(rest) => format!("{}{rest}", out.display()),
                    None if word == "AS" => (*kind).to_owned(),
                    None => word.to_owned(),
                };
                let arguments: Vec<String> =
                    std::iter::once(name).chain(*line).map(|word| place(word)).collect();
                hear(kind, &arguments.join(" "), &run(store, &arguments));
                for (path, bytes) in written(&out) {
                    hear(kind, &path, &bytes);
                }
                runs += 1;
            }
        }
    }
    runs
}
