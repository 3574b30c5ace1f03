//! `xieban publish`: the office's website as static pages in a folder.

use std::path::PathBuf;

use super::CliError;
use super::args::Args;
use super::out::{complain, say};
use crate::office::Lookout;
use crate::office::photo::Photos;
use crate::site;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let folder = args.word()?.map(PathBuf::from);
    args.end()?;
    let folder =
        folder.ok_or_else(|| CliError::Usage("publish 后面要写文件夹，网站写到那里。".to_owned()))?;
    let mut web = Lookout::open(&store)?.web()?;
    for told in web.take_photos(&Photos::beside(&store)) {
        complain(&told);
    }
    let files = site::files(&web);
    site::folder::write(&folder, &files).map_err(|error| CliError::Bad(error.to_string()))?;
    say(&format!("已写好网站：{}，共{}个文件。", folder.display(), files.len()))
}
