//! 放假安排 that the office enters itself once it is published: one file a year in the folder `holidays` beside the store. All its
//! terminals read the same.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use xieban_domain::calendar::{Calendar, Damaged};

use super::CompiledFacts;

/// No notice is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

fn folder(store: &Path) -> PathBuf {
    store.parent().unwrap_or_else(|| Path::new("")).join("holidays")
}

fn damaged(why: String) -> Damaged {
    Damaged { what: "放假安排", why }
}

fn read(path: &Path) -> Result<(String, String), Damaged> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let long = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() || metadata.len() > LONGEST);
    let text = if long {
        Err("不是文件，或者太长".to_owned())
    } else {
        fs::read_to_string(path).map_err(|_| "读不出文字".to_owned())
    };
    text.map(|text| (name.clone(), text)).map_err(|why| damaged(format!("{name}：{why}")))
}

/// The notices beside a store, by name.
fn beside(store: &Path) -> Result<Vec<(String, String)>, Damaged> {
    let Ok(entries) = fs::read_dir(folder(store)) else { return Ok(Vec::new()) };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|kind| kind == "toml")).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

impl CompiledFacts {
    /// The bundled facts, with the notices that the office has entered itself.
    pub fn beside(store: &Path) -> Result<Self, Damaged> {
        Ok(Self { calendar: Calendar::with(&beside(store)?)?, ..Self::bundled()? })
    }
}

/// Takes a year's notice in. One that is wrong is refused, with everything that is wrong with it, and nothing is changed.
pub fn enter_notice(store: &Path, file: &Path) -> Result<&'static Calendar, Damaged> {
    let (_, text) = read(file)?;
    let year = Calendar::year_of(&text).map_err(|why| damaged(format!("{}：{why}", file.display())))?;
    let name = format!("{year}.toml");
    let mut own = beside(store)?;
    if own.iter().any(|(other, _)| *other == name) {
        return Err(damaged(format!("{year}年的安排已经登记过")));
    }
    own.push((name.clone(), text.clone()));
    own.sort();
    let calendar = Calendar::with(&own)?;
    let folder = folder(store);
    let write = || {
        fs::create_dir_all(&folder)?;
        let fresh = folder.join(format!(".{name}.new"));
        let mut out =
            fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        out.write_all(text.as_bytes())?;
        out.sync_data()?;
        fs::rename(&fresh, folder.join(&name))
    };
    write().map_err(|error| damaged(format!("写不进{}（{error}）", folder.display())))?;
    Ok(calendar)
}
