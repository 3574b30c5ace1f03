//! Exports: tables into a file of the configured folder, with the cases of a period behind them, read in slices. It is heard how far
//! it has come, and stopped; nothing half-made is left.

use std::fs::DirBuilder;
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use xieban_domain::catalogue::{MatterCode, UnitId};
use xieban_domain::figures::{Measure, MeasureTotals, OVERDUE, Period};
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::settings::Settings;
use xieban_domain::staff::Directory;
use xieban_export::{
    Book, Cell, ExportError, Heed, IN_PERIOD, OF_MATTER, OF_OFFICER, OF_UNIT, PRACTICE, Table, case_row,
    cases_table, csv_head, csv_row, figures_table, tally_table,
};
use xieban_store::{Snapshot, StoreError};
use xieban_words::sanitise;

use super::whole::AtomicFile;
use super::{CompiledFacts, FiguresView, Header, Lookout, Office, ask};

/// Cases read in one transaction.
const SLICE: usize = 200;
/// Characters of a file's name, its ending not counted.
const LONGEST_NAME: usize = 60;

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileType {
    /// A workbook with every table.
    Xlsx,
    /// One table: the cases where they are asked for, else the first.
    Csv,
}

impl FileType {
    /// As the file's name ends.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// What is to be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// What the file is called, without its ending.
    pub name: String,
    /// What kind of file it is.
    pub ending: FileType,
    pub sheets: Vec<Table>,
    /// A further one: the cases of this period.
    pub cases: Option<Period>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum OutError {
    /// It was stopped, or could not be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder does not take it.
    #[error("写不到{}（{why}），请换目录或腾出空间。", .place.display())]
    Place { place: PathBuf, why: io::Error },
}

impl Export {
    /// What the file is called: no name leads out of the folder, hides, or is too long.
    pub fn file_name(&self) -> String {
        let line = sanitise::line(&self.name, usize::MAX);
        let plain = |c: char| if c.is_alphanumeric() || "-_（）. ".contains(c) { c } else { '-' };
        let name: String = line.trim().chars().map(plain).take(LONGEST_NAME).collect();
        let name = name.trim_matches(['.', ' ', '-']);
        format!("{}.{}", if name.is_empty() { "导出" } else { name }, self.ending.text())
    }
}

impl FiguresView {
    /// Its tables: the figures, and by officer, unit and matter what the asker may see of it.
    pub fn tables(&self, header: &Header, facts: CompiledFacts) -> Vec<Table> {
        let officers = self.officers.iter().map(|(code, tally)| (header.staff.name(code).to_owned(), tally));
        let units = self.units.iter().map(|(id, tally)| (unit_name(id, header, facts), tally));
        let matter = |code: &MatterCode| {
            facts
                .catalogue
                .matter(code)
                .map_or_else(|| code.as_str().to_owned(), |matter| matter.name.clone())
        };
        let matters = self.matters.iter().map(|(code, tally)| (matter(code), tally));
        let all = [
            figures_table(self.period, &self.now, &self.before),
            tally_table(("协办员", "协办员"), OF_OFFICER, officers),
            tally_table(("移办去向", "单位"), OF_UNIT, units),
            tally_table(("事项", "事项"), OF_MATTER, matters),
        ];
        all.into_iter().filter(|table| !table.rows.is_empty()).collect()
    }

    /// 超期 by 直接责任人, in the order of their codes; none where the asker may not see all of them.
    pub fn overdue(&self, header: &Header) -> Option<Vec<(String, i64)>> {
        let each = self.officers.iter().map(|(code, tally)| (header.staff.name(code), tally.sum(&OVERDUE)));
        let each: Vec<(String, i64)> = each.map(|(name, count)| (name.to_owned(), count)).collect();
        let known: i64 = each.iter().map(|(_, count)| count).sum();
        (known == self.now.sum(&OVERDUE)).then_some(each)
    }

    /// 移办去向: each unit with 外部导引 and 移交.
    pub fn led(&self, header: &Header, facts: CompiledFacts) -> Vec<(String, i64, i64)> {
        let led = |(id, tally): (&UnitId, &MeasureTotals)| {
            (unit_name(id, header, facts), tally.get(Measure::Guided), tally.get(Measure::HandedOver))
        };
        self.units.iter().map(led).collect()
    }
}

fn unit_name(id: &UnitId, header: &Header, facts: CompiledFacts) -> String {
    let known = facts.catalogue.unit_in(id, header.settings.era);
    known.map_or_else(|| id.as_str().to_owned(), |(_, name)| name.to_owned())
}

/// Where cases are read.
enum Source<'a> {
    Office(&'a Office),
    Lookout(&'a mut Lookout),
}

impl Source<'_> {
    fn read<A>(&mut self, ask: impl Fn(&Snapshot<'_>) -> Result<A, StoreError>) -> Result<A, StoreError> {
        match self {
            Self::Office(office) => office.store.read(ask),
            Self::Lookout(lookout) => lookout.reader.read(ask),
        }
    }

    fn practice(&mut self) -> Result<bool, StoreError> {
        self.read(|snapshot| Ok(snapshot.settings()?.practice))
    }

    fn moment(&mut self) -> Result<(Moment, CompiledFacts), StoreError> {
        match self {
            Self::Office(office) => Ok((office.now(), office.facts)),
            Self::Lookout(lookout) => Ok((lookout.now()?, lookout.facts)),
        }
    }
}

impl Lookout {
    /// Writes an export to a place. `heed` is told how many rows of how many are done; once it says no, nothing is left.
    pub fn export(
        &mut self,
        export: &Export,
        place: &Path,
        heed: &mut Heed<'_>,
    ) -> Result<PathBuf, OutError> {
        write(&mut Source::Lookout(self), export, place, heed)
    }
}

impl Office {
    /// Writes an export into a folder, its owner's alone, as above.
    pub fn export(&self, export: &Export, folder: &Path, heed: &mut Heed<'_>) -> Result<PathBuf, OutError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|why| OutError::Place { place: folder.to_owned(), why })?;
        write(&mut Source::Office(self), export, &folder.join(export.file_name()), heed)
    }

    /// Where a desk's exports go: `XIEBAN_OUT`, or else beside the store.
    pub fn export_folder(&self) -> PathBuf {
        let named = std::env::var_os("XIEBAN_OUT").filter(|folder| !folder.is_empty());
        let beside = || self.path().map_or_else(|| PathBuf::from("导出"), |path| path.with_file_name("导出"));
        named.map_or_else(beside, PathBuf::from)
    }
}

/// An export under way. It is stopped when this is dropped.
#[derive(Debug)]
pub struct Exporting(Arc<AtomicBool>);

impl Drop for Exporting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What is heard of an export.
#[derive(Debug)]
pub enum Exported {
    /// So many rows of so many are done.
    Row(usize, usize),
    /// It has ended.
    Ended(Result<PathBuf, OutError>),
}

/// Exports on a thread of its own, which asks and holds up nobody, and tells how far it has come, a hundred times at most.
pub fn start_export(
    office: Arc<Office>,
    export: Export,
    folder: PathBuf,
    mut told: impl FnMut(Exported) + Send + 'static,
) -> Exporting {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    std::thread::spawn(move || {
        let mut shown = None;
        let outcome = office.export(&export, &folder, &mut |done, of| {
            let percent = (done * 100).checked_div(of);
            if percent.is_some() && percent != shown {
                shown = percent;
                told(Exported::Row(done, of));
            }
            !stopped.load(Ordering::Relaxed)
        });
        told(Exported::Ended(outcome));
    });
    Exporting(stop)
}

fn write(
    source: &mut Source<'_>,
    export: &Export,
    place: &Path,
    heed: &mut Heed<'_>,
) -> Result<PathBuf, OutError> {
    let failed = |why| OutError::Place { place: place.to_owned(), why };
    // Begun first, so that a folder that takes nothing is told at once.
    let mut file = BufWriter::new(AtomicFile::begin(place).map_err(failed)?);
    match export.ending {
        FileType::Xlsx => workbook(source, export, &mut file, heed)?,
        FileType::Csv => comma_separated(source, export, &mut file, heed)?,
    }
    let whole = file.into_inner().map_err(|error| failed(error.into_error()))?;
    whole.keep().map_err(failed)
}

fn workbook(
    source: &mut Source<'_>,
    export: &Export,
    file: &mut BufWriter<AtomicFile>,
    heed: &mut Heed<'_>,
) -> Result<(), OutError> {
    let (mut book, practice) = (Book::new(source.moment()?.0), source.practice()?);
    for table in &export.sheets {
        let table = marked(table.clone(), practice);
        book.open(&table, false)?;
        table.rows.iter().try_for_each(|row| book.row(row))?;
    }
    let mut last = (1, 1);
    if let Some(period) = export.cases {
        book.open(&marked(cases_table(period), practice), true)?;
        last = each_case(source, period, heed, &mut |row| book.row(row).map_err(Into::into))?;
    }
    Ok(book.finish(file, &mut |_, _| heed(last.0, last.1))?)
}

fn comma_separated(
    source: &mut Source<'_>,
    export: &Export,
    file: &mut BufWriter<AtomicFile>,
    heed: &mut Heed<'_>,
) -> Result<(), OutError> {
    let mut put = |text: String| {
        file.write_all(text.as_bytes()).map_err(|why| OutError::from(ExportError::Write(why.to_string())))
    };
    let practice = source.practice()?;
    match (export.cases, export.sheets.first()) {
        (Some(period), _) => {
            put(csv_head(&marked(cases_table(period), practice).header))?;
            each_case(source, period, heed, &mut |row| put(csv_row(row))).map(|_| ())
        }
        (None, Some(table)) => {
            let table = marked(table.clone(), practice);
            put(csv_head(&table.header))?;
            table.rows.iter().try_for_each(|row| put(csv_row(row)))
        }
        (None, None) => Ok(()),
    }
}

/// Whatever leaves a practice store says so.
fn marked(table: Table, practice: bool) -> Table {
    if practice { table.of_practice() } else { table }
}

/// Gives each case of a period as a row, in the order of their numbers. Which they are is read once; each is as it stands when its
/// slice is read. Gives how many there were.
fn each_case(
    source: &mut Source<'_>,
    period: Period,
    heed: &mut Heed<'_>,
    take: &mut dyn FnMut(&[Cell]) -> Result<(), OutError>,
) -> Result<(usize, usize), OutError> {
    let (now, facts) = source.moment()?;
    let (mut ids, settings, staff): (Vec<CaseId>, Settings, Directory) = source.read(|snapshot| {
        let ids = snapshot.counted_cases(IN_PERIOD, (period, now.date()), None, (0, usize::MAX))?;
        Ok((ids, (*snapshot.settings()?).clone(), (*snapshot.staff()?).clone()))
    })?;
    ids.sort_unstable();
    let (mut done, of) = (0, ids.len());
    for slice in ids.chunks(SLICE) {
        let rows = source.read(|snapshot| {
            let records = slice.iter().filter_map(|id| snapshot.listed(*id).transpose());
            Ok(ask::rows(records.collect::<Result<_, _>>()?, now, facts, &settings))
        })?;
        for row in &rows {
            if !heed(done, of) {
                return Err(ExportError::Cancelled.into());
            }
            let mut cells = case_row(&row.record.case, row.due, &staff, &settings, facts.calendar);
            cells.extend(settings.practice.then(|| Cell::Text(PRACTICE.to_owned())));
            take(&cells)?;
            done += 1;
        }
    }
    Ok((of, of))
}
