//! Sheets that lie in folders, in clear. Where each was written is noted beside the store, so that every one is found again whatever
//! folder a desk had: it goes when it was printed and that was confirmed, after the hours that the office has set, and when its case is
//! erased. What a printer's own spool keeps is not ours.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::io::{self, Read as _, Write as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use sm3::{Digest as _, Sm3};
use xieban_clock::wall;
use xieban_domain::number::CaseId;
use xieban_domain::sealed::Seal;
use xieban_store::{StoreError, open_ordinary, place_of};

use super::Office;
use super::draft::Drafts;
use super::whole::{AtomicFile, sweep_beside};

/// How a sheet's file ends.
const ENDING: &str = ".txt";
/// No path is longer, in bytes.
const LONGEST: u64 = 4096;
/// An hour, in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// Which sheets lie where.
#[derive(Debug, Clone)]
pub struct SheetIndex {
    /// One file a sheet, named after where it lies, with that in it: each is made and removed by itself, and nobody waits.
    folder: PathBuf,
}

/// What became of sheets that were to go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetsGone {
    /// So many are gone.
    pub removed: usize,
    /// These could not be removed.
    pub left: Vec<PathBuf>,
}

/// A sheet that lies somewhere, and its note.
struct LyingSheet {
    note: PathBuf,
    sheet: PathBuf,
}

impl SheetIndex {
    /// The index beside the store at `path`.
    pub fn beside(path: &Path) -> Self {
        Self { folder: place_of(path).with_extension("sheets") }
    }

    fn note_of(&self, sheet: &Path) -> PathBuf {
        self.folder.join(Seal(Sm3::digest(sheet.as_os_str().as_bytes()).into()).to_string())
    }

    /// Notes where a sheet is about to lie.
    pub(super) fn note(&self, sheet: &Path) -> io::Result<()> {
        let sheet = std::path::absolute(sheet)?;
        let note = self.note_of(&sheet);
        if note.exists() {
            return Ok(());
        }
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let mut file = AtomicFile::begin(&note)?;
        file.write_all(sheet.as_os_str().as_bytes())?;
        file.keep().map(drop)
    }

    /// Notes the sheets that an older program left in a folder: those of a case, and in the folder that is a store's own every one.
    pub fn adopt(&self, folder: &Path, own: bool) -> io::Result<()> {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (name, path) = (entry.file_name(), entry.path());
            let ours = name.as_bytes().ends_with(ENDING.as_bytes()) && !name.as_bytes().starts_with(b".");
            let file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if file && ours && (own || case_of(&path).is_some()) {
                self.note(&path)?;
            }
        }
        Ok(())
    }

    fn all(&self) -> Vec<LyingSheet> {
        let notes = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let read = |note: PathBuf| {
            let mut bytes = Vec::new();
            open_ordinary(&note).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
            let sheet = PathBuf::from(std::ffi::OsString::from_vec(bytes));
            // A note that was begun and not finished is under another name.
            (self.note_of(&sheet) == note).then_some(LyingSheet { note, sheet })
        };
        notes.filter_map(read).collect()
    }

    /// A sheet is out, and nobody needs its file any more.
    pub(super) fn remove(&self, sheet: &Path) -> io::Result<()> {
        let sheet = std::path::absolute(sheet)?;
        LyingSheet { note: self.note_of(&sheet), sheet }.remove().map(drop)
    }

    /// Removes the sheets that are to go.
    fn clear(&self, goes: &dyn Fn(&Path) -> Result<bool, StoreError>) -> Result<SheetsGone, StoreError> {
        let mut gone = SheetsGone::default();
        for lying in self.all() {
            if goes(&lying.sheet)? {
                match lying.remove() {
                    Ok(there) => gone.removed += usize::from(there),
                    Err(_) => gone.left.push(lying.sheet),
                }
            }
        }
        Ok(gone)
    }
}

impl LyingSheet {
    /// Removes it, with what a killed process had begun of it; says whether it was there. The note goes last, and stays where the folder is
    /// out of reach.
    fn remove(&self) -> io::Result<bool> {
        let name = self.sheet.file_name().unwrap_or_default().to_string_lossy();
        sweep_beside(&self.sheet, &format!(".{name}."));
        let there = match fs::remove_file(&self.sheet) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound && has_folder(&self.sheet) => false,
            Err(error) => return Err(error),
        };
        match fs::remove_file(&self.note) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(there),
        }
    }
}

fn has_folder(sheet: &Path) -> bool {
    sheet.parent().is_some_and(Path::is_dir)
}

/// The case whose sheet it is, by the name that the program gave it: `2026-136-协办单-1.txt`. A sheet of a day begins with a date.
fn case_of(sheet: &Path) -> Option<CaseId> {
    let name = sheet.file_name().and_then(OsStr::to_str)?;
    let mut parts = name.splitn(3, '-');
    let (year, seq, kind) = (parts.next()?, parts.next()?, parts.next()?);
    let id = format!("{year}-{seq}").parse().ok()?;
    kind.starts_with(|c: char| !c.is_ascii()).then_some(id)
}

impl Office {
    /// Removes the sheets that have lain longer than they may, and those of cases that were erased.
    pub fn sweep_sheets(&self) -> Result<SheetsGone, StoreError> {
        let Some(path) = self.path() else { return Ok(SheetsGone::default()) };
        let hours = self.store.read(|snapshot| Ok(snapshot.settings()?.sheet_hours))?;
        SheetIndex::beside(path).clear(&|sheet| Ok(is_older(sheet, hours) || self.is_of_erased(sheet)?))
    }

    /// Removes the sheets of cases that were erased, and every sheet that is not one case's: whoever was erased may stand on it. Drafts that
    /// are kept no longer go with them.
    pub fn erase_sheets(&self) -> Result<SheetsGone, StoreError> {
        let Some(path) = self.path() else { return Ok(SheetsGone::default()) };
        Drafts::beside(path).sweep();
        SheetIndex::beside(path).clear(&|sheet| Ok(case_of(sheet).is_none() || self.is_of_erased(sheet)?))
    }

    fn is_of_erased(&self, sheet: &Path) -> Result<bool, StoreError> {
        case_of(sheet).map_or(Ok(false), |id| self.store.read(|snapshot| snapshot.erased(id)))
    }
}

/// Whether a file has lain for more hours than it may. One from the future was written by a clock that was wrong: it counts as old.
fn is_older(sheet: &Path, hours: u16) -> bool {
    let written = fs::symlink_metadata(sheet).and_then(|about| about.modified());
    // What is not there has nothing to wait for.
    let Ok(written) = written else { return true };
    let since = written.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let written = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    wall().0.saturating_sub(written).abs() > i64::from(hours).saturating_mul(HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_its_cases_by_its_name_alone() {
        for (name, case) in [
            ("2026-136-协办单存根-1.txt", Some("2026-136")),
            ("2026-136-提示卡7号联-2.txt", Some("2026-136")),
            ("2026-11-23-日志总表.txt", None),
            ("2026-0-协办单-1.txt", None),
            ("诉2026-1-投诉登记表.txt", None),
            ("协办数字-2026-11-23-0841.txt", None),
            ("空白-协办单.txt", None),
        ] {
            assert_eq!(case_of(Path::new(name)).map(|id| id.to_string()).as_deref(), case, "{name}");
        }
    }

    #[test]
    fn what_lies_in_a_folder_that_is_out_of_reach_is_not_forgotten() {
        let place = tempfile::tempdir().unwrap();
        let index = SheetIndex::beside(&place.path().join("x.redb"));
        let (folder, away) = (place.path().join("盘"), place.path().join("拔走"));
        fs::create_dir(&folder).unwrap();
        let sheet = folder.join("2026-1-协办单-1.txt");
        index.note(&sheet).unwrap();
        fs::write(&sheet, "甲").unwrap();
        fs::rename(&folder, &away).unwrap();
        let all = |_: &Path| Ok(true);
        assert_eq!(index.clear(&all).unwrap(), SheetsGone { removed: 0, left: vec![sheet.clone()] });
        fs::rename(&away, &folder).unwrap();
        assert_eq!(index.clear(&all).unwrap(), SheetsGone { removed: 1, left: Vec::new() });
        assert!(!sheet.exists() && index.all().is_empty());
    }

    #[test]
    fn what_an_older_program_left_is_found_by_the_names_that_it_gave() {
        let place = tempfile::tempdir().unwrap();
        let index = SheetIndex::beside(&place.path().join("x.redb"));
        let names = [
            "2026-1-协办单-1.txt",
            "2026-11-23-日志总表.txt",
            "记事.txt",
            ".2026-1-协办单-1.txt.0.1",
            "表.xlsx",
        ];
        for name in names {
            fs::write(place.path().join(name), "甲").unwrap();
        }
        index.adopt(place.path(), false).unwrap();
        assert_eq!(index.all().len(), 1, "in a folder that may be anybody's");
        index.adopt(place.path(), true).unwrap();
        assert_eq!(index.all().len(), 3);
    }
}
