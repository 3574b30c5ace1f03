//! Wrong use is told in one sentence, and every option that is read stands on its command's page.

use std::collections::BTreeSet;

use crate::run::xieban;

/// Each command's name and source. Options that several read have their helper in `args.rs`.
pub(crate) const COMMANDS: [(&str, &str); 22] = [
    ("", include_str!("../../src/cli/desk.rs")),
    ("board", include_str!("../../src/cli/board.rs")),
    ("demo", include_str!("../../src/cli/demo.rs")),
    ("init", include_str!("../../src/cli/init.rs")),
    ("act", include_str!("../../src/cli/act.rs")),
    ("case", include_str!("../../src/cli/case.rs")),
    ("staff", include_str!("../../src/cli/staff.rs")),
    ("publish", include_str!("../../src/cli/publish.rs")),
    ("report", include_str!("../../src/cli/report.rs")),
    ("unit", include_str!("../../src/cli/unit.rs")),
    ("roster", include_str!("../../src/cli/roster.rs")),
    ("holidays", include_str!("../../src/cli/holidays.rs")),
    ("journal", include_str!("../../src/cli/journal.rs")),
    ("looks", include_str!("../../src/cli/looks.rs")),
    ("deadline", include_str!("../../src/cli/deadline.rs")),
    ("form", include_str!("../../src/cli/form.rs")),
    ("audit", include_str!("../../src/cli/audit.rs")),
    ("backup", include_str!("../../src/cli/backup.rs")),
    ("restore", include_str!("../../src/cli/restore.rs")),
    ("recover", include_str!("../../src/cli/recover.rs")),
    ("erase", include_str!("../../src/cli/erase.rs")),
    ("doctor", include_str!("../../src/cli/doctor.rs")),
];

/// The options that a source reads.
fn options(source: &str) -> BTreeSet<String> {
    let read = [
        "flag(\"",
        "value::<String>(\"",
        "value::<PathBuf>(\"",
        "value::<u16>(\"",
        "value::<Quarter>(\"",
        "value::<u32>(\"",
        "value::<u64>(\"",
        "value::<f64>(\"",
    ];
    let mut found = BTreeSet::new();
    for call in read {
        for after in source.split(call).skip(1) {
            found.extend(after.split('"').next().map(str::to_owned));
        }
    }
    let shared = [
        (".store()", "--store"),
        (".desk(", "--desk"),
        (".account()", "--as"),
        (".account()", "--pin-fd"),
        (".second()", "--second"),
        (".second()", "--second-pin-fd"),
        (".consent()", "--second"),
        (".consent()", "--second-pin-fd"),
        (".consent()", "--paper"),
        (".consent()", "--paper-date"),
        (".consent()", "--approved-by"),
    ];
    found.extend(
        shared
            .iter()
            .filter(|(call, _)| source.contains(&format!("args{call}")))
            .map(|(_, option)| (*option).to_owned()),
    );
    found
}

pub(crate) fn page(command: &str) -> String {
    xieban(&[command, "--help"].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>()).success()
}

#[test]
fn every_option_that_is_read_stands_on_its_page_and_every_one_there_is_read() {
    for (command, source) in COMMANDS {
        let page = page(command);
        let mut read = options(source);
        read.extend(["--help".to_owned(), "--version".to_owned()].into_iter().filter(|_| command.is_empty()));
        if command == "demo" {
            read.extend(options(COMMANDS[0].1));
        }
        let named: BTreeSet<String> = page
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .filter(|word| word.starts_with("--"))
            .map(str::to_owned)
            .collect();
        assert_eq!(named, read, "{command}: {page}");
    }
}

#[test]
fn help_is_given_however_it_is_asked_for() {
    let overview = page("");
    for (command, _) in COMMANDS.iter().skip(1) {
        assert!(overview.contains(&format!("  xieban {command} ")), "{command}");
        let page = page(command);
        assert!(page.starts_with(&format!("xieban {command} ")), "{page}");
        assert!(page.lines().count() <= 16 && page.chars().any(|c| c > '\u{3400}'), "{page}");
        assert_eq!(xieban(&["help", command]).success(), page);
        assert_eq!(xieban(&[command, "x", "-h", "--fly"]).success(), page, "whatever else is said");
    }
    for asked in [&["-h"][..], &["help"], &["--wide", "--help"]] {
        assert_eq!(xieban(asked).success(), overview);
    }
    assert!(xieban(&["--version"]).success().starts_with("xieban "));
    xieban(&["help", "fly"]).wrong_use();
}

#[test]
fn wrong_use_is_told_before_anything_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("x.xb");
    let path = store.to_str().unwrap();
    let long = "台".repeat(5000);
    for wrong in [
        &["fly"][..],
        &["--fly"],
        &["--version", "--fly"],
        &["--theme", "pink"],
        &["--desk", "\u{202e}"],
        &["--desk", &long],
        &["--print", "'"],
        &["--store"],
        &["--desk", "--wide"],
        &["demo", "--store", path, "--fly"],
        &["demo", "--store", path, "--theme", "pink"],
        &["demo", "--fill", path, "--store", path],
        &["act", "--fly"],
        &["act", "--desk", " "],
        &["case", "list", "--fly"],
        &["case", "show", "九号"],
        &["staff", "list", "--fly"],
        &["unit", "list", "--fly"],
        &["unit", "show"],
        &["unit", "fly"],
        &["journal", "--from", "x"],
        &["journal", "--from"],
        &["deadline", "2026-09-18", "5", "--fly"],
        &["audit", "x"],
        &["audit", "--fly"],
        &["backup", "--store", path],
        &["backup", "x", "--fly"],
        &["restore", "--store", path],
        &["erase", "--as", "A01", "--fly"],
        &["doctor", "--fly"],
        &["form", "--store", path],
        &["form", "借条", "--blank"],
        &["form", "日志总表"],
        &["form", "日志总表", "--date", "昨天"],
        &["form", "协办单", "--date", "2026-11-23"],
    ] {
        xieban(wrong).wrong_use();
    }
    assert!(!store.exists());
}
