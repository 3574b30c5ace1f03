//! `xieban board`: the wall display.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use xieban_board::{self as board, Config, Options, RunError};
use xieban_office::{StoreWindow, read_ordinary};
use xieban_text::Metrics;

use super::CliError;
use super::args::Args;
use super::desk::{depth, themed};
use super::out::{complain, say};
use super::panics;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let theme = args.value::<String>("--theme")?.unwrap_or_else(|| "day".to_owned());
    let (wide, narrow) = (args.flag("--wide"), args.flag("--narrow"));
    let file = args.value::<PathBuf>("--config")?;
    let check = args.flag("--check");
    args.end()?;
    let (config, mistakes) = file.map_or_else(|| Ok((Config::default(), None)), |file| read(&file))?;
    match (check, mistakes) {
        (true, None) => return say("配置没有问题。"),
        (true, Some(mistakes)) => return Err(CliError::Bad(mistakes)),
        // The board hangs all the same: with what is right in its file.
        (false, Some(mistakes)) => complain(&mistakes),
        (false, None) => {}
    }
    let metrics = match (wide, narrow) {
        (true, _) => Some(Metrics::WIDE),
        (false, true) => Some(Metrics::NARROW),
        (false, false) => None,
    };
    panics::report_beside(&store);
    let window = Arc::new(StoreWindow::new(&store, config.shows_progress()));
    let options = Options { window, theme: themed(&theme, depth())?, metrics, config };
    board::run(options).map_err(|error| match error {
        RunError::Terminal(_) => CliError::Usage(error.to_string()),
        RunError::Line(_) => CliError::Bad(error.to_string()),
    })
}

/// The board's file, and what is wrong with it in one sentence.
fn read(file: &Path) -> Result<(Config, Option<String>), CliError> {
    let text = read_ordinary(file);
    let text =
        text.map_err(|error| CliError::Usage(format!("--config 读不到：{}（{error}）。", file.display())))?;
    let (config, mistakes) = Config::read(&text);
    let wrong = (!mistakes.is_empty())
        .then(|| format!("公示屏配置 {} 有错：{}。", file.display(), mistakes.join("；")));
    Ok((config, wrong))
}
