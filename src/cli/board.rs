//! `xieban board`: the wall display.

use super::CliError;
use super::args::Args;
use super::desk::{depth, themed};
use crate::board::{self, Options, RunError};
use crate::office::public::Window;
use crate::text::Metrics;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let theme = args.value::<String>("--theme")?.unwrap_or_else(|| "day".to_owned());
    let (wide, narrow) = (args.flag("--wide"), args.flag("--narrow"));
    args.end()?;
    let metrics = match (wide, narrow) {
        (true, _) => Some(Metrics::WIDE),
        (false, true) => Some(Metrics::NARROW),
        (false, false) => None,
    };
    let options = Options { window: Window::new(&store, false), theme: themed(&theme, depth())?, metrics };
    board::run(options).map_err(|error| match error {
        RunError::Terminal(_) => CliError::Usage(error.to_string()),
        RunError::Line(_) => CliError::Bad(error.to_string()),
    })
}
