//! A practice store in a folder of its own, and the program's other commands on it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use crate::terminal::{Terminal, until};

/// A person up to the matter.
pub(crate) const PERSON: &str = "F2 Enter 1 Enter \"王秀英\" Enter Enter \"11010519491231002X\" Enter \
                                 \"13800138000\" Enter \"云龙区和平路1号\" Enter";

/// A practice store.
pub(crate) struct Practice {
    folder: tempfile::TempDir,
}

/// Runs the program without a terminal.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(xieban_support::program());
    command.args(arguments).env_remove("XIEBAN_STORE").stdin(std::process::Stdio::null());
    command.output().unwrap()
}

/// What it printed, once it has done what it should.
pub(crate) fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

impl Practice {
    /// A small office on Monday 2026-11-23, 08:41; S01 is on duty.
    pub(crate) fn new() -> Self {
        Self::made("2026-11-23T08:41", "1", "12")
    }

    /// Another moment, another rate of its clock, so many cases.
    pub(crate) fn made(now: &str, rate: &str, cases: &str) -> Self {
        let practice = Self { folder: tempfile::tempdir().unwrap() };
        let alone = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(practice.folder.path(), alone).unwrap();
        let store = practice.store();
        let fill = ["demo", "--fill", store.to_str().unwrap(), "--seed", "1", "--cases", cases];
        done(&run(&[&fill[..], &["--now", now, "--rate", rate]].concat()));
        practice
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("practice.redb")
    }

    /// A desk on it.
    pub(crate) fn desk(&self, name: &str) -> Terminal {
        Terminal::desk(&self.store(), name)
    }

    /// A reading command on it: each line that it prints.
    pub(crate) fn read(&self, arguments: &[&str]) -> Vec<Value> {
        let store = self.store();
        let printed = done(&run(&[arguments, &["--store", store.to_str().unwrap()]].concat()));
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// `xieban case list --json`.
    pub(crate) fn cases(&self) -> Vec<Value> {
        self.read(&["case", "list", "--json"])
    }

    /// How many quick answers its journal has.
    pub(crate) fn tallied(&self) -> usize {
        self.read(&["journal", "--json"]).iter().filter(|page| page.to_string().contains("tallied")).count()
    }

    /// Which forms of a case came out of the printer, without their copies.
    pub(crate) fn printed(&self, case: &str) -> Vec<String> {
        let folder = self.store().with_extension("out");
        let names =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let form = |name: String| {
            let form = name.strip_prefix(&format!("{case}-"))?.split('-').next()?.to_owned();
            // Which copy, and the number of the card or receipt, come behind the name.
            Some(form.split(|c: char| c == '第' || c.is_ascii_digit()).next()?.to_owned())
        };
        names.filter_map(form).collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    /// The text of a form of a case that comes out of the printer, once it has.
    pub(crate) fn text_of(&self, case: &str, form: &str) -> String {
        let folder = self.store().with_extension("out");
        let named = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(&format!("{case}-{form}"))
        };
        until(&format!("{case} {form}"), || {
            let files = std::fs::read_dir(&folder).ok()?.map(|entry| entry.unwrap().path());
            std::fs::read_to_string(files.filter(named).max()?).ok()
        })
    }

    /// Waits until a draft is kept in which this stands; gives the whole.
    pub(crate) fn draft_with(&self, text: &str) -> String {
        let folder = self.store().with_extension("drafts");
        until(text, || {
            let files = std::fs::read_dir(&folder).ok()?;
            let mut whole = files.filter(|file| {
                file.as_ref().is_ok_and(|file| file.path().extension().is_some_and(|kind| kind == "json"))
            });
            whole.find_map(|file| {
                std::fs::read_to_string(file.ok()?.path()).ok().filter(|draft| draft.contains(text))
            })
        })
    }
}
