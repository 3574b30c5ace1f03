//! What is exported reads back equal through a reader that is not ours. (`.ci/export/check` does the same with one that is not Rust.)

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Cursor;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use calamine::{Data, Reader as _, Xlsx};
use chrono::NaiveDate;
use serde_json::json;
use xieban_domain::figures::{Period, PeriodKind};
use xieban_domain::moment::Moment;
use xieban_export::{Book, Cell, ExportError, Table, Workbook, csv, xlsx};
use xieban_office::{Export, Exported, FileType, Office, OutError, start_export};

use xieban_support::{at, duty, founding, register, say};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Every kind of cell, with what reads back of it where that is not the same.
fn cells() -> Vec<(Cell, Read)> {
    let text = |text: &str| (Cell::from(text), Read::Text(text.to_owned()));
    let becomes = |text: &str, read: &str| (Cell::from(text), Read::Text(read.to_owned()));
    vec![
        text("=cmd|'/c calc'!A1"),
        text("＝1+1"),
        text("+86"),
        text("-1"),
        text("@SUM(A1:A9)"),
        text("11010519491231002X"),
        text("320311199001011234"),
        text("000123"),
        text("1E5"),
        text("TRUE"),
        text("2026-11-23"),
        text("张三"),
        text("甲\n乙"),
        text("  两头有空格  "),
        text("<a href=\"x\">&amp;</a>]]>"),
        text("_x0041_"),
        text("𠮷野家𬭚😀👨"),
        text(&"协办".repeat(15_000)),
        becomes("甲\r\n乙\r丙\t丁", "甲\n乙\n丙 丁"),
        becomes("a\u{202e}b\u{1b}[31mc\u{200b}\u{feff}\u{0}\u{7f}", "ab[31mc"),
        (Cell::Count(0), Read::Number(0.0)),
        (Cell::Count(-7), Read::Number(-7.0)),
        (Cell::Count(1_234_567_890_123), Read::Number(1_234_567_890_123.0)),
        (Cell::Count(i64::MAX), Read::Text(i64::MAX.to_string())),
        (Cell::Number { value: 1250, decimals: 2 }, Read::Number(12.5)),
        (Cell::Number { value: -3, decimals: 1 }, Read::Number(-0.3)),
        (Cell::Share { part: 1, of: 3 }, Read::Number(1.0 / 3.0)),
        (Cell::Share { part: 0, of: 5 }, Read::Number(0.0)),
        (Cell::Share { part: 0, of: 0 }, Read::Text("—".to_owned())),
        (Cell::Date(day("2026-11-23")), Read::Day(day("2026-11-23"))),
        (Cell::Date(day("1949-12-31")), Read::Day(day("1949-12-31"))),
        (Cell::Date(day("1899-12-31")), Read::Text("1899-12-31".to_owned())),
        (Cell::Empty, Read::Nothing),
    ]
}

/// What a reader finds in a cell.
#[derive(Debug, PartialEq)]
enum Read {
    Text(String),
    Number(f64),
    Day(NaiveDate),
    Nothing,
    Strange(String),
}

fn found(data: Option<&Data>) -> Read {
    match data {
        None | Some(Data::Empty) => Read::Nothing,
        Some(Data::String(text)) => Read::Text(text.clone()),
        Some(Data::Float(number)) => Read::Number(*number),
        Some(Data::DateTime(serial)) => {
            let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
            assert_eq!((hour, minute, second), (0, 0, 0));
            Read::Day(NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).unwrap())
        }
        Some(other) => Read::Strange(format!("{other:?}")),
    }
}

fn table() -> Table {
    let rows = cells().into_iter().map(|(cell, _)| vec![Cell::Empty, cell]).collect();
    let header = vec!["空".to_owned(), "=头".to_owned()];
    Table { title: "=表/一".to_owned(), notes: vec!["@注".to_owned()], header, rows }
}

/// The written cells of the first sheet, from the header's row on.
fn read(bytes: Vec<u8>) -> Vec<Read> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names().first().unwrap().clone();
    assert_eq!(name, "=表 一");
    let formulas = book.worksheet_formula(&name).unwrap();
    assert_eq!(formulas.used_cells().count(), 0, "nothing is a formula");
    let range = book.worksheet_range(&name).unwrap();
    (0..u32::try_from(cells().len()).unwrap() + 3)
        .map(|row| found(range.get_value((row, u32::from(row >= 2)))))
        .collect()
}

fn expected() -> Vec<Read> {
    let head = ["=表/一", "@注", "=头"].map(|text| Read::Text(text.to_owned()));
    head.into_iter().chain(cells().into_iter().map(|(_, read)| read)).collect()
}

#[test]
fn a_workbook_reads_back_equal_and_nothing_in_it_is_a_formula() {
    let mut bytes = Vec::new();
    let workbook = Workbook { made: Moment(0), sheets: vec![table()] };
    xlsx(&workbook, &mut bytes, &mut |_, _| true).unwrap();
    assert_eq!(read(bytes), expected());
}

#[test]
fn so_does_one_that_was_written_row_by_row() {
    let (mut book, mut bytes) = (Book::new(Moment(0)), Vec::new());
    let table = table();
    book.open(&table, true).unwrap();
    table.rows.iter().for_each(|row| book.row(row).unwrap());
    book.finish(&mut bytes, &mut |_, _| true).unwrap();
    assert_eq!(read(bytes), expected());
}

#[test]
fn the_control_one_cell_that_was_changed_is_found_different() {
    let mut changed = table();
    changed.rows[7][1] = "123".into();
    let mut bytes = Vec::new();
    xlsx(&Workbook { made: Moment(0), sheets: vec![changed] }, &mut bytes, &mut |_, _| true).unwrap();
    let differences = read(bytes).into_iter().zip(expected()).filter(|(read, expected)| read != expected);
    assert_eq!(differences.count(), 1);
}

/// RFC 4180, and nothing else: fields between commas, quoted or bare, rows that end with CRLF.
fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.next_if_eq(&'"').is_some() => field.push('"'),
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut field)),
            (false, '\r') => {
                assert_eq!(chars.next(), Some('\n'), "a row ends with CRLF");
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (false, '\n') => panic!("a bare line end outside quotes"),
            (_, other) => field.push(other),
        }
    }
    assert!(!quoted && field.is_empty() && row.is_empty());
    rows
}

#[test]
fn comma_separated_values_read_back_and_no_field_begins_like_a_formula() {
    let text = String::from_utf8(csv(&table())).unwrap();
    let rows = parse(text.strip_prefix('\u{feff}').unwrap());
    assert_eq!(rows.len(), cells().len() + 1);
    for (row, (cell, _)) in rows.iter().skip(1).zip(cells()) {
        let [first, second] = &row[..] else { panic!("{row:?}") };
        assert_eq!(first, "");
        let is_number = matches!(cell, Cell::Count(_) | Cell::Number { .. });
        let begins = second.trim_start().chars().next();
        assert!(is_number || !begins.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{second}");
        let bare = second.strip_prefix(['\'', '\t']).unwrap_or(second);
        assert_eq!(bare, cell.shown(), "nothing else is changed");
    }
}

#[test]
fn every_row_that_leaves_a_practice_store_says_so_and_none_of_a_real_one() {
    let place = tempfile::tempdir().unwrap();
    let mut real = founding(vec![duty("2026-11-23", Some("L01"))]);
    real.settings.practice = None;
    let other = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    other.found(&real).unwrap();
    for (office, practice) in [(&*office(), true), (&other, false)] {
        for (cases, rows) in [(true, 4), (false, 1 + cells().len())] {
            let mut export = november("表", FileType::Csv);
            export.cases = export.cases.filter(|_| cases);
            let file = office.export(&export, place.path(), &mut |_, _| true).unwrap();
            let text = std::fs::read_to_string(file).unwrap();
            let last = parse(text.strip_prefix('\u{feff}').unwrap())
                .into_iter()
                .map(|row| row.last().unwrap() == "演练")
                .collect::<Vec<bool>>();
            let rows = if cases && !practice { 1 } else { rows };
            assert_eq!(last, vec![practice; rows]);
        }
        let file = office.export(&november("表", FileType::Xlsx), place.path(), &mut |_, _| true).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook(file).unwrap();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).unwrap();
            for row in range.rows().filter(|row| row.iter().filter(|cell| **cell != Data::Empty).count() > 1)
            {
                assert_eq!(*row.last().unwrap() == "演练", practice, "{name} {row:?}");
            }
        }
    }
}

/// An office with three cases.
fn office() -> Arc<Office> {
    let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&founding(vec![duty("2026-11-23", Some("L01"))])).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    for n in 0..3 {
        office.act(&session, &format!("r-{n}"), &say(&register("ZX01", &json!([])))).unwrap();
    }
    Arc::new(office)
}

fn november(name: &str, ending: FileType) -> Export {
    let cases = Some(Period::of(PeriodKind::Month, day("2026-11-23")));
    Export { name: name.to_owned(), ending, sheets: vec![table()], cases }
}

/// What became of an export that was let go of, or not, after its first row.
fn exported(stopped: bool) -> (Result<std::path::PathBuf, OutError>, Vec<String>) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("导出");
    let (tell, told) = mpsc::channel();
    let (go, wait) = mpsc::channel();
    let exporting = start_export(office(), november("表", FileType::Xlsx), folder.clone(), move |exported| {
        let on_its_way = matches!(exported, Exported::Row(..));
        tell.send(exported).unwrap();
        if on_its_way {
            // Ends as soon as nobody holds the other end any more.
            wait.recv().unwrap_or(());
        }
    });
    let next = || told.recv_timeout(Duration::from_mins(1)).unwrap();
    assert!(matches!(next(), Exported::Row(0, 3)));
    let held = if stopped {
        drop(exporting);
        None
    } else {
        Some(exporting)
    };
    drop(go);
    let outcome = loop {
        if let Exported::Ended(outcome) = next() {
            break outcome;
        }
    };
    drop(held);
    let left =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    (outcome, left.collect())
}

#[test]
fn an_export_in_the_background_is_stopped_by_letting_go_of_it_and_leaves_nothing() {
    let (outcome, left) = exported(true);
    assert!(matches!(outcome, Err(OutError::Export(ExportError::Cancelled))), "{outcome:?}");
    assert_eq!(left, [""; 0]);
    let (outcome, left) = exported(false);
    assert!(outcome.unwrap().ends_with("表.xlsx"));
    assert_eq!(left, ["表.xlsx"], "the control: what is held on to is there");
}

#[test]
fn no_name_leads_out_of_the_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("导出");
    let office = office();
    for (name, file) in [
        ("2026年11月报表", "2026年11月报表.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("/绝对/路径", "绝对-路径.csv"),
        (".隐藏", "隐藏.csv"),
        ("a\0b\nc\u{202e}d", "ab cd.csv"),
        ("..", "导出.csv"),
        ("", "导出.csv"),
        ("=1+1", "1-1.csv"),
    ] {
        let written = office.export(&november(name, FileType::Csv), &folder, &mut |_, _| true).unwrap();
        assert_eq!(written, folder.join(file), "{name:?}");
        assert_eq!(std::fs::metadata(&written).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1, "nothing lies beside the folder");
    let long = office.export(&november(&"长".repeat(500), FileType::Csv), &folder, &mut |_, _| true).unwrap();
    assert!(long.file_name().unwrap().len() < 255);
}

/// Short by default; with `XIEBAN_CAMPAIGN=1` more rows than any sheet holds.
#[test]
fn a_list_of_any_length_is_written_row_by_row_and_goes_on_where_a_sheet_is_full() {
    let (rows, sheets) = if xieban_support::full::full() { (1_048_580, 2) } else { (5_000, 1) };
    let (mut book, mut bytes) = (Book::new(Moment(0)), Vec::new());
    let table = Table { title: "件".to_owned(), header: vec!["号".to_owned()], ..Table::default() };
    book.open(&table, true).unwrap();
    (0..rows).for_each(|n| book.row(&[Cell::Count(n)]).unwrap());
    book.finish(&mut bytes, &mut |_, _| true).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), sheets, "{names:?}");
    let mut next = 0.0;
    for name in names {
        let range = book.worksheet_range(&name).unwrap();
        assert!(
            range.height() <= 1_048_576 && range.get_value((1, 0)) == Some(&Data::String("号".to_owned()))
        );
        for row in range.rows().skip(2) {
            assert_eq!(row.first(), Some(&Data::Float(next)));
            next += 1.0;
        }
    }
    assert_eq!(next.to_string(), rows.to_string(), "none is lost and none comes twice");
}
