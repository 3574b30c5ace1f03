//! Workbooks: numbers as numbers, shares as percent, dates as dates, and every text as a string that no reader evaluates.
//!
//! A short table is held in memory; a long one goes row by row, so that its length costs no memory, and onto a further sheet
//! once one is full.

use std::collections::BTreeSet;
use std::io::{self, Write};

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Worksheet, XlsxError};
use xieban_domain::moment::Moment;
use xieban_text::Metrics;

use super::cell::{NOTHING, clean, decimal};
use super::{Cell, ExportError, Table, Workbook};

/// Is told how many rows of how many are done; `false`: go no further.
pub type Heed<'a> = dyn FnMut(usize, usize) -> bool + Send + 'a;

/// Rows of a sheet.
const ROWS: u32 = 1_048_576;
/// UTF-16 units of a cell.
const LONGEST: usize = 32_767;
/// What a text ends with that is longer.
const CUT: &str = "……（太长，以下略）";
/// Narrowest and widest column, in cells of text.
const COLUMN: (usize, usize) = (8, 60);
/// Rows after which whoever heeds it is asked.
const BREATH: usize = 256;
/// Whole numbers up to here are exact in a spreadsheet.
const EXACT: u64 = 1 << 53;

/// Writes a workbook out.
pub fn xlsx(workbook: &Workbook, out: impl Write + Send, heed: &mut Heed<'_>) -> Result<(), ExportError> {
    let of = workbook.sheets.iter().map(|table| table.rows.len()).sum();
    let mut book = Book::new(workbook.made);
    let mut done = 0;
    for table in &workbook.sheets {
        book.open(table, false)?;
        for row in &table.rows {
            if done % BREATH == 0 && !heed(done, of) {
                return Err(ExportError::Cancelled);
            }
            book.row(row)?;
            done += 1;
        }
    }
    book.finish(out, &mut |_, _| heed(of, of))
}

/// A workbook in the making.
pub struct Book {
    workbook: rust_xlsxwriter::Workbook,
    looks: CellFormats,
    /// Names of sheets, without regard to case.
    names: BTreeSet<String>,
    sheet: Option<SheetWriter>,
    rows_a_sheet: u32,
}

/// The sheet that rows go onto.
struct SheetWriter {
    title: String,
    notes: Vec<String>,
    header: Vec<String>,
    long: bool,
    index: usize,
    /// The next row.
    at: u32,
    /// How wide the columns are so far.
    widths: Vec<usize>,
}

struct CellFormats {
    title: Format,
    head: Format,
    text: Format,
    lines: Format,
    count: Format,
    share: Format,
    date: Format,
}

impl CellFormats {
    fn new() -> Self {
        // Quoted: a text that is opened for editing and left again is still the text it was.
        let text = || Format::new().set_quote_prefix();
        Self {
            title: text().set_bold().set_font_size(14),
            head: text().set_bold().set_text_wrap(),
            text: text(),
            lines: text().set_text_wrap(),
            count: Format::new().set_num_format("0"),
            share: Format::new().set_num_format("0.0%"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
        }
    }
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        Self::Write(error.to_string())
    }
}

impl Book {
    /// An empty one.
    pub fn new(made: Moment) -> Self {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        if let Some(made) = excel_day(made.date()) {
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        }
        Self { workbook, looks: CellFormats::new(), names: BTreeSet::new(), sheet: None, rows_a_sheet: ROWS }
    }

    /// Begins a sheet with the table's title, notes and header; its rows follow one by one. `long`: there may be very many.
    pub fn open(&mut self, table: &Table, long: bool) -> Result<(), ExportError> {
        self.close()?;
        let (title, notes, header) = (table.title.clone(), table.notes.clone(), table.header.clone());
        self.begin(SheetWriter { title, notes, header, long, index: 0, at: 0, widths: Vec::new() })
    }

    fn begin(&mut self, mut sheet: SheetWriter) -> Result<(), ExportError> {
        let name = name(&sheet.title, &mut self.names);
        sheet.index = self.workbook.worksheets().len();
        let on = match sheet.long {
            true => self.workbook.add_worksheet_with_constant_memory()?,
            false => self.workbook.add_worksheet(),
        };
        on.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.at = 0;
        on.write_string_with_format(0, 0, fitting(&sheet.title), &self.looks.title)?;
        for note in &sheet.notes {
            sheet.at += 1;
            on.write_string_with_format(sheet.at, 0, fitting(note), &self.looks.text)?;
        }
        sheet.at += 1;
        for (column, head) in (0..).zip(&sheet.header) {
            on.write_string_with_format(sheet.at, column, fitting(head), &self.looks.head)?;
        }
        on.set_repeat_rows(sheet.at, sheet.at)?;
        sheet.at += 1;
        on.set_freeze_panes(sheet.at, 0)?;
        sheet.widths = sheet.header.iter().map(|head| Metrics::PAPER.width(&clean(head))).collect();
        self.sheet = Some(sheet);
        Ok(())
    }

    /// One more row of the sheet that is open; onto another one where it is full.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        if self.sheet.as_ref().is_some_and(|sheet| sheet.at >= self.rows_a_sheet)
            && let Some(full) = self.close()?
        {
            self.begin(full)?;
        }
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        let on = self.workbook.worksheet_from_index(sheet.index)?;
        sheet.widths.resize(sheet.widths.len().max(cells.len()), 0);
        for ((column, cell), width) in (0..).zip(cells).zip(&mut sheet.widths) {
            write(on, (sheet.at, column), cell, &self.looks)?;
            let widest = cell.shown().split('\n').map(|line| Metrics::PAPER.width(line)).max();
            *width = (*width).max(widest.unwrap_or(0));
        }
        sheet.at += 1;
        Ok(())
    }

    /// Done with the sheet that is open: now it is known how wide its columns are.
    fn close(&mut self) -> Result<Option<SheetWriter>, ExportError> {
        let Some(sheet) = self.sheet.take() else { return Ok(None) };
        let on = self.workbook.worksheet_from_index(sheet.index)?;
        for (column, width) in (0..).zip(&sheet.widths) {
            let cells = u32::try_from((width + 2).clamp(COLUMN.0, COLUMN.1)).unwrap_or(u32::MAX);
            on.set_column_width(column, cells)?;
        }
        Ok(Some(sheet))
    }

    /// Writes all of it out. `heed` is asked at every piece; what it is told means nothing here.
    pub fn finish(mut self, out: impl Write + Send, heed: &mut Heed<'_>) -> Result<(), ExportError> {
        self.close()?;
        let mut heeding = Heeding { out, heed, failed: false, stopped: false };
        let written = self.workbook.save_to_writer(&mut heeding);
        let stopped = heeding.stopped;
        match written {
            _ if stopped => Err(ExportError::Cancelled),
            written => Ok(written?),
        }
    }
}

/// A way out that asks before every piece whether to go on. It fails once and then swallows what comes: the archive is given up at
/// the first failure, and tries to end itself all the same; should that fail, too, it would say so on somebody's terminal.
struct Heeding<'a, 'b, W> {
    out: W,
    heed: &'a mut Heed<'b>,
    failed: bool,
    stopped: bool,
}

impl<W: Write> Heeding<'_, '_, W> {
    fn once<A>(&mut self, outcome: io::Result<A>) -> io::Result<A> {
        self.failed |= outcome.is_err();
        outcome
    }
}

impl<W: Write> Write for Heeding<'_, '_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        self.stopped = !(self.heed)(0, 0);
        let outcome = if self.stopped { Err(io::Error::other("cancelled")) } else { self.out.write(bytes) };
        self.once(outcome)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed {
            return Ok(());
        }
        let outcome = self.out.flush();
        self.once(outcome)
    }
}

fn write(
    on: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &CellFormats,
) -> Result<(), XlsxError> {
    let number = |on: &mut Worksheet, value: f64, format: &Format| {
        on.write_number_with_format(row, column, value, format).map(|_| ())
    };
    let text = |on: &mut Worksheet, text: &str| {
        let format = if text.contains('\n') { &looks.lines } else { &looks.text };
        on.write_string_with_format(row, column, fitting(text), format).map(|_| ())
    };
    match cell {
        Cell::Count(count) if count.unsigned_abs() <= EXACT => {
            number(on, float(&count.to_string()), &looks.count)
        }
        Cell::Number { value, decimals } if value.unsigned_abs() <= EXACT => {
            let format = match decimals {
                0 => looks.count.clone(),
                some => Format::new().set_num_format(format!("0.{}", "0".repeat(usize::from(*some)))),
            };
            number(on, float(&decimal(*value, *decimals)), &format)
        }
        Cell::Share { part, of } if *of > 0 => {
            number(on, float(&part.to_string()) / float(&of.to_string()), &looks.share)
        }
        Cell::Share { .. } => text(on, NOTHING),
        Cell::Date(date) => match excel_day(*date) {
            Some(day) => on.write_datetime_with_format(row, column, &day, &looks.date).map(|_| ()),
            None => text(on, &date.to_string()),
        },
        Cell::Text(_) | Cell::Count(_) | Cell::Number { .. } => text(on, &cell.shown()),
        Cell::Empty => Ok(()),
    }
}

/// The double next to a number written with digits.
fn float(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::NAN)
}

/// A day that a spreadsheet can reckon with: from 1900-03-01, before which its calendar is wrong, to 9999.
fn excel_day(date: NaiveDate) -> Option<ExcelDateTime> {
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    let year = u16::try_from(date.year()).ok().filter(|_| date >= first)?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A text as a cell takes it: filtered, and cut where no cell is longer.
fn fitting(text: &str) -> String {
    let clean = clean(text);
    let units = |text: &str| text.encode_utf16().count();
    if units(&clean) <= LONGEST {
        return clean.into_owned();
    }
    let room = LONGEST - units(CUT);
    let mut taken = 0;
    let kept: String = clean
        .chars()
        .take_while(|c| {
            taken += c.len_utf16();
            taken <= room
        })
        .collect();
    kept + CUT
}

/// A name for a sheet: no character that none may have, not too long, and not that of another one.
fn name(title: &str, taken: &mut BTreeSet<String>) -> String {
    const LONGEST: usize = 31;
    let bare: String = clean(title).chars().map(|c| if "[]:*?/\\\n".contains(c) { ' ' } else { c }).collect();
    let bare = bare.trim().trim_matches('\'');
    let bare = if bare.is_empty() { "表" } else { bare };
    let cut = |most: usize| {
        let mut units = 0;
        bare.chars()
            .take_while(|c| {
                units += c.len_utf16();
                units <= most
            })
            .collect::<String>()
    };
    let numbered = |n: usize| match n {
        1 => cut(LONGEST),
        n => format!("{}（{n}）", cut(LONGEST - 2 - n.to_string().len())),
    };
    let free = (1..=taken.len() + 1).map(numbered).find(|name| !taken.contains(&name.to_lowercase()));
    let name = free.unwrap_or_default();
    taken.insert(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_it_may_have_and_no_other_has() {
        let mut taken = BTreeSet::new();
        for (title, said) in [
            ("2026年11月", "2026年11月"),
            ("2026年11月", "2026年11月（2）"),
            ("a/b:[c]*?\\", "a b  c"),
            ("A/B:[C]", "A B  C（2）"),
            ("''", "表"),
            ("", "表（2）"),
        ] {
            assert_eq!(name(title, &mut taken), said, "{title}");
        }
        assert_eq!(name(&"长".repeat(40), &mut taken).chars().count(), 31);
        assert_eq!(name(&"长".repeat(40), &mut taken), format!("{}（2）", "长".repeat(28)));
    }

    #[test]
    fn a_text_too_long_for_a_cell_says_that_it_goes_on() {
        assert_eq!(fitting(&"协".repeat(LONGEST)).chars().count(), LONGEST);
        for text in ["协".repeat(LONGEST + 1), "😀".repeat(LONGEST)] {
            let cut = fitting(&text);
            assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= LONGEST);
        }
    }

    #[test]
    fn rows_that_no_sheet_holds_go_onto_a_further_one() {
        let table = Table { title: "件".to_owned(), header: vec!["号".to_owned()], ..Table::default() };
        let written = |rows_a_sheet: u32, long: bool| {
            let mut book = Book { rows_a_sheet, ..Book::new(Moment(0)) };
            book.open(&table, long).unwrap();
            (0..10).for_each(|n| book.row(&[Cell::Count(n)]).unwrap());
            let names: Vec<String> = book.workbook.worksheets().iter().map(Worksheet::name).collect();
            let mut bytes = Vec::new();
            book.finish(&mut bytes, &mut |_, _| true).unwrap();
            assert!(bytes.starts_with(b"PK"));
            names
        };
        for long in [true, false] {
            assert_eq!(written(ROWS, long), ["件"]);
            assert_eq!(
                written(6, long),
                ["件", "件（2）", "件（3）"],
                "four rows of ten below title and header"
            );
        }
    }

    #[test]
    fn whoever_heeds_it_stops_it_at_any_point() {
        let rows = (0..1000).map(|n| vec![Cell::Count(n)]).collect();
        let table =
            Table { title: "件".to_owned(), header: vec!["号".to_owned()], rows, ..Table::default() };
        let workbook = Workbook { made: Moment(0), sheets: vec![table] };
        let mut asked = 0;
        xlsx(&workbook, io::sink(), &mut |_, _| {
            asked += 1;
            true
        })
        .unwrap();
        assert!(asked > 5, "{asked}");
        for stop_at in 0..asked {
            let mut left = stop_at;
            let outcome = xlsx(&workbook, io::sink(), &mut |_, _| {
                left -= 1;
                left >= 0
            });
            assert!(matches!(outcome, Err(ExportError::Cancelled)), "{stop_at}: {outcome:?}");
        }
    }

    #[test]
    fn a_place_that_takes_no_more_is_told() {
        let workbook = Workbook { made: Moment(0), sheets: vec![Table::default()] };
        let mut full = [0_u8; 100];
        let outcome = xlsx(&workbook, &mut full[..], &mut |_, _| true);
        assert!(matches!(outcome, Err(ExportError::Write(_))), "{outcome:?}");
        xlsx(&workbook, Vec::new(), &mut |_, _| true).unwrap();
    }

    #[test]
    fn the_same_tables_of_the_same_moment_are_the_same_bytes() {
        let rows = vec![vec!["甲".into(), Cell::Share { part: 1, of: 3 }]];
        let table = Table {
            title: "件".to_owned(),
            header: vec!["号".to_owned(), "率".to_owned()],
            rows,
            ..Table::default()
        };
        let bytes = |made| {
            let mut bytes = Vec::new();
            xlsx(&Workbook { made, sheets: vec![table.clone()] }, &mut bytes, &mut |_, _| true).unwrap();
            bytes
        };
        let day = 24 * 3600 * 1000;
        assert_eq!(bytes(Moment(0)), bytes(Moment(0)));
        assert_ne!(bytes(Moment(0)), bytes(Moment(day)));
    }
}
