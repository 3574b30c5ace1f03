//! In by every field, looked for in all that comes out.

use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, open_workbook_auto};
use xieban_office::Office;

use xieban_support::full::full;
use xieban_support::hostile::{harm, texts};
use xieban_support::verbs::{digits, places};

use crate::desk::{Desk, desk, wall};
use crate::lines::{fill, loads, run};

/// Command lines that read; `OUT` stands for a folder.
const READING: [&[&str]; 24] = [
    &["case", "list"],
    &["case", "list", "--json", "--as", "S01"],
    &["case", "show", "2026-13", "--as", "S01"],
    &["case", "show", "2026-14", "--json", "--as", "S01"],
    &["case", "show", "2026-17", "--as", "L01"],
    &["staff", "list"],
    &["staff", "show", "S03", "--as", "A01"],
    &["unit", "list"],
    &["unit", "list", "--json"],
    &["roster", "list", "--json"],
    &["roster", "on", "2026-11-23T10:15"],
    &["holidays", "list"],
    &["journal"],
    &["journal", "--json"],
    &["journal", "--json", "--with-private", "--as", "A01"],
    &["form", "日志总表", "--date", "2026-11-23", "--as", "S01"],
    &["form", "台签"],
    &["report", "--month", "2026-11"],
    &["report", "--month", "2026-11", "--cases", "--out", "OUT/a.csv", "--as", "S01"],
    &["report", "--month", "2026-11", "--cases", "--out", "OUT/a.xlsx", "--as", "S01"],
    &["report", "--month", "2026-11", "--out", "OUT/a.txt", "--as", "S01"],
    &["publish", "OUT/site"],
    &["audit"],
    &["doctor"],
];

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// What is in a file that must not be.
fn in_file(path: &Path) -> Option<String> {
    let kind = path.extension().unwrap_or_default().to_str().unwrap();
    match kind {
        "xlsx" => {
            let mut book = open_workbook_auto(path).unwrap();
            let cells = book.worksheets().into_iter().flat_map(|(_, range)| {
                range.used_cells().map(|(_, _, cell)| cell.clone()).collect::<Vec<_>>()
            });
            cells
                .filter_map(|cell| if let Data::String(text) = cell { Some(text) } else { None })
                .find_map(|text| harm(&text, &['\n']))
        }
        "jpg" | "png" | "gz" | "ico" => None,
        _ => {
            let text = fs::read_to_string(path).unwrap();
            let text = text.strip_prefix('\u{feff}').filter(|_| kind == "csv").unwrap_or(&text).to_owned();
            let formula = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '+', '@', '\t']);
            let taken =
                text.lines().flat_map(|line| line.split(',')).find(|cell| kind == "csv" && formula(cell));
            let script = text.contains("<script>alert").then(|| "a script".to_owned());
            harm(&text, &['\n', '\r', '\t', '\u{c}']).or_else(|| taken.map(str::to_owned)).or(script)
        }
    }
}

#[test]
fn nothing_that_steers_or_hides_comes_out_of_any_field() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("office.redb");
    let made = Command::new(xieban_support::program())
        .args(["demo", "--fill", store.to_str().unwrap(), "--cases", "12"])
        .args(["--now", "2026-11-23T08:41", "--rate", "0"])
        .output()
        .unwrap();
    assert!(store.exists(), "{made:?}");
    let (answers, asked, done) = fill(&store);
    assert_eq!(harm(&answers, &['\n']), None);
    assert!(done.len() > 38, "{done:?} of {asked} commands");
    // On the wall and the website stand our own people.
    for (code, load) in ["S01", "S02", "S03", "L01"].iter().zip(loads().iter().skip(3)) {
        let load = load.replace('\0', "");
        let kept = [
            "staff", "keep", code, "--name", &load, "--reason", "改名", "--post", &load, "--place", &load,
            "--as", "A01",
        ];
        assert!(run(&store, &kept).status.success(), "{code}");
    }
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    for line in READING {
        let line: Vec<String> = line.iter().map(|word| word.replace("OUT", out.to_str().unwrap())).collect();
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let said = run(&store, &line);
        assert!(said.status.code().is_some_and(|code| code < 2), "{line:?} {said:?}");
        for stream in [said.stdout, said.stderr] {
            let text = String::from_utf8(stream).unwrap();
            assert_eq!(harm(&text, &['\n', '\t', '\r', '\u{feff}']), None, "{line:?}");
        }
    }
    let mut written = Vec::new();
    files(&out, &mut written);
    assert!(written.len() > 8, "{written:?}");
    for path in &written {
        assert_eq!(in_file(path), None, "{}", path.display());
        assert_eq!(harm(path.file_name().unwrap().to_str().unwrap(), &[]), None);
    }
    let office = Office::open(&store).unwrap();
    let pages = wall(&office);
    let (mut frames, mut sheets) = (0, 0);
    let mut at_a_desk = |code: &str, work: &mut dyn FnMut(&mut Desk<'_>)| {
        let mut desk = desk(&office, code);
        work(&mut desk);
        frames += desk.watch.seen.0;
        sheets += desk.watch.seen.1;
    };
    for code in ["S01", "L01", "A01", "Z01", "H01"] {
        // Every action of the palette: by everybody in full, by two of them every day. Some of them end in leaving.
        for nth in 0..if full() || ["S01", "Z01"].contains(&code) { 32 } else { 0 } {
            at_a_desk(code, &mut |desk| {
                desk.keys(&format!("Ctrl-p {} Enter 1 ↓ Enter → 2 PgDn Esc Esc Esc", "↓ ".repeat(nth)));
            });
        }
        for (screen, views) in [("F3", 7), ("F4", 7), ("F5", 3), ("F6", 11)] {
            at_a_desk(code, &mut |desk| {
                desk.keys(screen);
                for _ in 0..views {
                    desk.keys("↓ Enter Esc →");
                }
            });
        }
        if code != "S01" && !full() {
            continue;
        }
        for row in 0..if full() { 25 } else { 4 } {
            at_a_desk(code, &mut |desk| {
                let list = format!("F3 Home {}", "↓ ".repeat(row));
                desk.keys(&format!("{list} Enter PgDn Esc"));
                // Its paper, form by form.
                (1..=6).for_each(|form| desk.keys(&format!("Alt-p {form} Esc Esc Esc {list}")));
                for (_, place, _) in places().filter(|(of, ..)| *of == "case") {
                    desk.keys(&format!("{} 1 F8 Esc Esc Esc {list}", digits(place)));
                }
            });
        }
    }
    println!("{} kinds of command were done: {done:?}", done.len());
    println!(
        "{asked} lines, {} files, {pages} pages of the wall, {frames} frames, {sheets} sheets",
        written.len()
    );
    assert!(frames > 2_000 && sheets > 15, "{frames} {sheets}");
}

/// Typed and pasted into the fields of the desk: what stands there is what a terminal may show.
#[test]
fn what_is_pasted_into_a_field_stands_there_without_its_harm() {
    let office = Office::in_memory(xieban_support::at("2026-11-23T08:41")).unwrap();
    office.found(&xieban_support::founding(vec![xieban_support::duty("2026-11-23", Some("L01"))])).unwrap();
    let mut desk = desk(&office, "S01");
    desk.keys("F2 Enter 1 Enter");
    for (kind, text) in texts() {
        desk.keys("End");
        for _ in 0..40 {
            desk.keys("Backspace");
        }
        desk.paste(&text);
        // The letters round it are there.
        let kept: String = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).take(8).collect();
        desk.keys("Home");
        let shown: String = desk
            .text()
            .lines()
            .nth(5)
            .unwrap()
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
            .collect();
        assert!(shown.contains(&kept), "{kind}: {kept} in {shown}");
    }
}

/// Wrong use quotes what was given, without its harm.
#[test]
fn a_sentence_that_quotes_its_user_quotes_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("none.redb");
    for load in loads().iter().map(|load| load.replace('\0', "")) {
        for line in [
            vec!["case", "show", &load],
            vec!["staff", "show", &load],
            vec!["form", &load],
            vec!["deadline", &load, &load],
            vec![load.as_str()],
            vec!["--desk", &load, "--theme", &load],
            vec!["act", "--as", &load],
            vec!["report", "--month", &load],
            vec!["publish", "--posted", &load],
            vec!["unit", "show", &load],
        ] {
            let said = run(&store, &line);
            for stream in [said.stdout, said.stderr] {
                let text = String::from_utf8(stream).unwrap();
                assert_eq!(harm(&text, &['\n']), None, "{line:?}");
            }
        }
    }
}

/// The control: where nothing is filtered it is found, whatever of it it is.
#[test]
fn what_is_not_filtered_is_found() {
    for (kind, text) in texts() {
        let steers = !kind.starts_with("formula") && kind != "markup";
        assert_eq!(harm(&text, &[]).is_some(), steers || kind == "formula tab", "{kind}");
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in
        [("a.csv", "甲,=1+1\r\n"), ("b.csv", "甲\u{202e},乙\r\n"), ("c.html", "<script>alert(1)</script>")]
    {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        assert!(in_file(&path).is_some(), "{name}");
    }
}
