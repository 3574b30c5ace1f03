//! Comma-separated values that WPS and Excel open as they are: UTF-8 with its mark, CRLF, quotes as in RFC 4180. The one place
//! that decides what a spreadsheet could take for a formula.

use std::fmt::Write as _;

use super::{Cell, Table};

/// Digits that a spreadsheet still shows whole.
const WHOLE: usize = 10;

/// Header and rows; title and notes are a workbook's and a sheet's.
pub fn csv(table: &Table) -> Vec<u8> {
    let rows = table.rows.iter().map(|row| csv_row(row));
    (csv_head(&table.header) + &rows.collect::<String>()).into_bytes()
}

/// What a file begins with: the mark of UTF-8, and the header.
pub fn csv_head(header: &[String]) -> String {
    let header: Vec<Cell> = header.iter().map(|head| Cell::Text(head.clone())).collect();
    format!("\u{feff}{}", csv_row(&header))
}

/// One row with its line end.
pub fn csv_row(cells: &[Cell]) -> String {
    let mut row = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            row.push(',');
        }
        match cell {
            Cell::Text(_) => row.push_str(&quoted(&cell.shown())),
            Cell::Count(_) | Cell::Number { .. } | Cell::Share { .. } | Cell::Date(_) | Cell::Empty => {
                write!(row, "{}", cell.shown()).ok();
            }
        }
    }
    row + "\r\n"
}

/// A text: quoted, and nothing that a spreadsheet reckons with. Behind an apostrophe where it begins like a formula, also behind
/// blanks and line ends, also with full-width signs, which some programs take for their narrow twins; behind a tab, which
/// does not show, where a number would lose its zeros or its digits.
fn quoted(text: &str) -> String {
    let guard = match () {
        () if is_formula(text) => "'",
        () if is_reckoned(text) => "\t",
        () => "",
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn is_formula(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    first.is_some_and(|c| "=+-@＝＋－＠".contains(c))
}

fn is_reckoned(text: &str) -> bool {
    let digits = text.chars().count();
    text.chars().all(|c| c.is_ascii_digit()) && (digits > WHOLE || digits > 1 && text.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula_and_none_breaks_out_of_its_quotes() {
        for (text, written) in [
            ("王小明", "\"王小明\""),
            ("=1+1", "\"'=1+1\""),
            ("=cmd|'/c calc'!A1", "\"'=cmd|'/c calc'!A1\""),
            ("＝cmd", "\"'＝cmd\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            (" +86", "\"' +86\""),
            ("\u{3000}－1", "\"'\u{3000}－1\""),
            ("＋1", "\"'＋1\""),
            ("＠x", "\"'＠x\""),
            ("\t=1", "\"' =1\""),
            ("\r=1", "\"'\n=1\""),
            ("甲\n-1", "\"甲\n-1\""),
            ("\u{feff}=1", "\"'=1\""),
            ("a\"b\r\nc", "\"a\"\"b\nc\""),
            ("甲,乙;丙", "\"甲,乙;丙\""),
            ("0516-83800001", "\"0516-83800001\""),
            ("13800138005", "\"\t13800138005\""),
            ("0012", "\"\t0012\""),
            ("12", "\"12\""),
        ] {
            assert_eq!(csv_row(&[text.into()]), format!("{written}\r\n"), "{text:?}");
        }
    }

    #[test]
    fn a_table_is_marked_and_its_numbers_are_bare() {
        let rows = vec![vec!["＝甲".into(), Cell::Count(-1), Cell::Empty, Cell::Share { part: 1, of: 2 }]];
        let header = ["名", "数", "空", "率"].map(str::to_owned).to_vec();
        let table = Table { title: "表".to_owned(), notes: Vec::new(), header, rows };
        let text = String::from_utf8(csv(&table)).unwrap();
        assert_eq!(text, "\u{feff}\"名\",\"数\",\"空\",\"率\"\r\n\"'＝甲\",-1,,50.0%\r\n");
    }
}
