//! `xieban report`: on paper and as files that read back; whole or not there at all.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;
use xieban_term::Instant;

use crate::run::{NOW, fill, practice, real, xieban};

/// From before the office was there until after.
const ALWAYS: [&str; 4] = ["--from", "2010-01-01", "--to", "2030-12-31"];

fn left(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_report_is_printed_in_both_copies_and_says_which_days() {
    let (_folder, store) = practice();
    for (period, name) in [
        (&["--month", "2026-11"][..], "2026年11月"),
        (&["--quarter", "2026Q4"], "2026年第4季度"),
        (&["--year", "2026"], "2026年"),
        (&["--from", "2026-11-01", "--to", "2026-11-23"], "2026-11-01 至 2026-11-23"),
    ] {
        let said = xieban(&[&["report"], period].concat()).on(&store).success();
        assert!(said.contains(&format!("期间 {name}")), "{said}");
        for mark in ["第一联 存档", "第二联 上报", "80802345"] {
            assert!(said.contains(mark), "{mark}: {said}");
        }
        assert!(!said.contains("问责"), "nothing of conduct without a name: {said}");
    }
    for who in ["Z01", "z01"] {
        let seen = xieban(&["report", "--month", "2026-11", "--as", who]).on(&store).success();
        assert!(seen.contains("问责"), "{who}: {seen}");
    }
}

#[test]
fn wrong_use_is_told() {
    let (_folder, store) = practice();
    for wrong in [
        &["report"][..],
        &["report", "--month", "2026-13"],
        &["report", "--month", "2026-11", "--year", "2026"],
        &["report", "--from", "2026-11-01"],
        &["report", "--from", "2026-11-02", "--to", "2026-11-01"],
        &["report", "--quarter", "2026Q5"],
        &["report", "--year", "99999"],
        &["report", "--month", "2026-11", "--out", "表.doc"],
        &["report", "--month", "2026-11", "--cases"],
        &["report", "--month", "2026-11", "--cases", "--out", "表.txt"],
    ] {
        xieban(wrong).on(&store).wrong_use();
    }
    let (_folder, store) = real();
    xieban(&["report", "--month", "2026-11", "--as", "A01"]).on(&store).wrong_use();
    xieban(&["report", "--month", "2026-11", "--as", "A01"]).on(&store).pin("--pin-fd", "000000").refused();
}

fn text(data: &Data) -> String {
    match data {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(serial) => {
            let (year, month, day, ..) = serial.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty => String::new(),
        Data::Int(_) | Data::Bool(_) | Data::DateTimeIso(_) | Data::DurationIso(_) | Data::Error(_) => {
            panic!("{data:?}")
        }
    }
}

/// The rows of a sheet below its header, by header.
fn rows(file: &Path, sheet: &str, above: usize) -> Vec<BTreeMap<String, String>> {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let mut lines = range.rows().skip(above);
    let header: Vec<String> = lines.next().unwrap().iter().map(text).collect();
    lines.map(|line| header.iter().cloned().zip(line.iter().map(text)).collect()).collect()
}

#[test]
fn the_cases_in_a_workbook_are_the_stores_and_nobody_who_came_is_among_them() {
    let (folder, store) = practice();
    let out = folder.path().join("表.xlsx");
    let said = xieban(&[&["report", "--cases", "--out", out.to_str().unwrap()], &ALWAYS[..]].concat())
        .on(&store)
        .success();
    assert!(said.contains("表.xlsx"), "{said}");
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let known = xieban(&["case", "list", "--json", "--as", "S01"]).on(&store).json_lines();
    let written = rows(&out, "件", 2);
    assert!(known.len() >= 10 && written.len() == known.len(), "{} {}", known.len(), written.len());
    for (row, case) in written.iter().zip(&known) {
        let said = |key: &str| case[key].as_str().unwrap_or_default();
        for (head, key) in [
            ("编号", "number"),
            ("口头号", "spoken"),
            ("类别", "kind"),
            ("分类", "disposition"),
            ("状态", "state"),
            ("事项", "matter"),
        ] {
            assert_eq!(row[head], said(key), "{head}: {row:?}");
        }
        assert!(said("registered").starts_with(&row["登记日期"]), "{row:?}");
        assert_eq!(row["跑动次数"], case["visits"].to_string());
        let fee: f64 = row["费用（元）"].parse().unwrap();
        assert_eq!((fee * 100.0).round().to_string(), case["fee_fen"].to_string());
    }
    let csv = folder.path().join("表.csv");
    xieban(&[&["report", "--cases", "--out", csv.to_str().unwrap()], &ALWAYS[..]].concat())
        .on(&store)
        .success();
    let csv = fs::read_to_string(csv).unwrap();
    assert_eq!(csv.lines().count(), known.len() + 1);
    let names: Vec<&str> = known.iter().filter_map(|case| case["visitor"].as_str()).collect();
    assert!(names.len() >= 10, "{names:?}");
    let private: Vec<Value> =
        xieban(&["journal", "--json", "--with-private", "--as", "A01"]).on(&store).json_lines();
    let phones: Vec<String> = private
        .iter()
        .flat_map(|page| {
            let text = page.to_string();
            text.split('"')
                .filter(|word| {
                    word.len() == 11 && word.starts_with('1') && word.bytes().all(|b| b.is_ascii_digit())
                })
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(!phones.is_empty(), "there is somebody to be found");
    let whole = written.iter().flat_map(BTreeMap::values).cloned().collect::<String>() + &csv;
    assert!(phones.iter().all(|phone| !whole.contains(phone)));
}

#[test]
fn the_figures_in_a_workbook_are_those_on_paper() {
    let (folder, store) = practice();
    let (out, paper) = (folder.path().join("表.XLSX"), folder.path().join("表.txt"));
    let report = |out: &Path| {
        xieban(&["report", "--quarter", "2026Q4", "--as", "L01", "--out", out.to_str().unwrap()])
            .on(&store)
            .success()
    };
    report(&out);
    report(&paper);
    let paper = fs::read_to_string(paper).unwrap();
    let figures = rows(&out, "数字", 2);
    assert!(figures.len() > 30, "{figures:?}");
    for row in &figures {
        let label = row["项目"].trim_end_matches("（元）");
        let line = paper.lines().find(|line| line.split_whitespace().next() == Some(label));
        let line = line.unwrap_or_else(|| panic!("{label}: {paper}"));
        let shown = line.split_whitespace().nth(1).unwrap();
        let (figure, written) = (shown.trim_end_matches(['%', '元']), &row["2026年第4季度"]);
        match (figure.parse::<f64>(), written.parse::<f64>()) {
            (Ok(figure), Ok(written)) => {
                let scale = if shown.ends_with('%') { 100.0 } else { 1.0 };
                assert!((figure - written * scale).abs() < 0.051, "{label}: {shown} {written}");
            }
            _ => assert_eq!(figure, written, "{label}"),
        }
    }
    let mut book: Xlsx<_> = open_workbook(&out).unwrap();
    assert!(book.sheet_names().contains(&"协办员".to_owned()), "{:?}", book.sheet_names());
    assert!(book.worksheet_range("协办员").is_ok());
}

/// A store large enough that an export of it can be caught on its way.
fn large() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("large.xb");
    fill(&store, &["--cases", "400", "--seed", "7", "--now", NOW]);
    (folder, store)
}

/// Starts an export and waits until its file is begun.
fn begun(store: &Path, out: &Path) -> Child {
    let folder = out.parent().unwrap();
    fs::create_dir_all(folder).unwrap();
    let mut child = xieban(&[&["report", "--cases", "--out", out.to_str().unwrap()], &ALWAYS[..]].concat())
        .on(store)
        .started();
    let deadline = Instant::now().plus(Duration::from_mins(1));
    while left(folder).is_empty() {
        assert!(!deadline.remaining().is_zero(), "nothing was begun");
        assert!(child.try_wait().unwrap().is_none(), "it ended before it began");
        std::thread::yield_now();
    }
    child
}

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap(), signal).unwrap();
}

#[test]
fn ctrl_c_leaves_no_file_and_a_kill_none_that_looks_whole() {
    let (folder, store) = large();
    let place = folder.path().join("out");
    let out = place.join("表.xlsx");
    for stop in [Signal::INT, Signal::TERM] {
        let child = begun(&store, &out);
        signal(&child, stop);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.trim()), (Some(1), "已取消，没有导出文件。"));
        assert_eq!(left(&place), [""; 0]);
    }
    let mut child = begun(&store, &out);
    signal(&child, Signal::KILL);
    child.wait().unwrap();
    assert!(!out.exists(), "{:?}", left(&place));
    // The control: what is not stopped is there, and what was left lies about no longer.
    let output = begun(&store, &out).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(left(&place), ["表.xlsx"]);
    assert!(rows(&out, "件", 2).len() >= 400);
}

#[test]
fn a_place_that_takes_no_file_is_told() {
    let (folder, store) = practice();
    for place in ["没有/表.xlsx", "没有/表.txt"] {
        let out = folder.path().join(place);
        let said =
            xieban(&["report", "--month", "2026-11", "--out", out.to_str().unwrap()]).on(&store).refused();
        assert!(said.contains("请换目录"), "{said}");
    }
}
