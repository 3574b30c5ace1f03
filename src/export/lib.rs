//! Tables as files that leave the house: comma-separated values, and workbooks for Excel and WPS.
//!
//! Pure: a table in, bytes out; where they go is the office's to say, and so is the hour. What a spreadsheet could take for a
//! formula leaves as the text it is; numbers leave as numbers, dates as dates.

mod cell;
mod csv;
mod figures;
mod xlsx;

pub use cell::Cell;
pub use csv::{csv, csv_head, csv_row};
pub use figures::{
    IN_PERIOD, OF_MATTER, OF_OFFICER, OF_UNIT, case_row, cases_table, figures_table, tally_table,
};
pub use xlsx::{Book, Heed, xlsx};

use xieban_domain::moment::Moment;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is; the name of its sheet, too.
    pub title: String,
    /// What is said above it.
    pub notes: Vec<String>,
    /// What its columns are.
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The same of a practice store: a column of its own says so in every row, so that no part of it passes for real.
    #[must_use]
    pub fn of_practice(mut self) -> Self {
        self.header.push(PRACTICE.to_owned());
        self.rows.iter_mut().for_each(|row| row.push(Cell::Text(PRACTICE.to_owned())));
        self
    }
}

/// What a row of a practice store ends with.
pub const PRACTICE: &str = "演练";

/// Several tables, each a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// When it was made: the same tables of the same moment are the same bytes.
    pub made: Moment,
    pub sheets: Vec<Table>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Whoever heeds it said stop.
    #[error("已取消，没有导出文件。")]
    Cancelled,
    /// The place it goes to does not take it.
    #[error("表格没有写成（{0}），请检查磁盘空间后重试。")]
    Write(String),
}
