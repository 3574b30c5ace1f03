//! `xieban`: the desk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Args;
use super::{CliError, sample};
use crate::office::{Office, Printer};
use crate::term::Depth;
use crate::text::Metrics;
use crate::ui::{self, Options, RunError};

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    open(&store, args)
}

/// Opens the desk on a store.
pub(super) fn open(store: &Path, mut args: Args) -> Result<(), CliError> {
    let desk = args.value::<String>("--desk")?.unwrap_or_else(|| "1号台".to_owned());
    let theme = args.value::<String>("--theme")?.unwrap_or_else(|| "day".to_owned());
    let wide = args.flag("--wide");
    let out = args.value::<PathBuf>("--out")?;
    let print = args.value::<String>("--print")?;
    args.end()?;
    let office = Office::open(store)?;
    let practice =
        if office.door()?.settings.practice { sample::people(&office.door()?.staff) } else { Vec::new() };
    let folder = out.unwrap_or_else(|| store.with_extension("out"));
    let printer = match print {
        Some(command) => Printer::Command(command.split_whitespace().map(str::to_owned).collect()),
        None => Printer::Folder(folder),
    };
    let metrics = if wide { Metrics::WIDE } else { Metrics::NARROW };
    let options = Options { desk, theme, depth: depth(), metrics, printer, practice };
    ui::run(Arc::new(office), options).map_err(|error| match error {
        RunError::Store(error) => CliError::Store(error),
        RunError::Terminal(_) => CliError::Usage(error.to_string()),
        RunError::Line(_) => CliError::Bad(error.to_string()),
    })
}

fn depth() -> Depth {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    match () {
        () if !set("NO_COLOR").is_empty() => Depth::None,
        () if matches!(set("COLORTERM").as_str(), "truecolor" | "24bit") => Depth::True,
        () => Depth::Sixteen,
    }
}
