//! The command line: one file a subcommand. It alone prints.
//!
//! Exit codes: 0 done, 1 refused or found bad, 2 wrong use, 75 try again with a newer program.

mod account;
mod act;
mod args;
mod audit;
mod backup;
mod board;
mod case;
mod deadline;
mod demo;
mod desk;
mod doctor;
mod erase;
mod form;
mod help;
mod holidays;
mod init;
mod journal;
mod kiosk;
mod looks;
mod opening;
mod out;
mod panics;
mod publish;
mod recover;
mod report;
mod restore;
mod roster;
mod sample;
mod staff;
mod unit;

use std::ffi::OsString;
use std::process::ExitCode;

use args::Args;
use out::say;
use xieban_office::{BackupError, FoundingError, OpenError, StoreError};
use xieban_ui::RunError;

/// Why a command ends without being done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// Wrong use.
    #[error("{0}")]
    Usage(String),
    /// Refused, or found bad.
    #[error("{0}")]
    Bad(String),
    /// The office cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A backup cannot be made or restored.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The program itself is at fault; that has been said already.
    #[error("")]
    Fault,
    /// An office cannot be founded.
    #[error(transparent)]
    Founding(#[from] FoundingError),
    /// The reader of our output went away: that is no error.
    #[error("")]
    Piped,
}

impl From<RunError> for CliError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Store(error) => Self::Store(error),
            RunError::Terminal(_) => Self::Usage(error.to_string()),
            RunError::Line(_) => Self::Bad(error.to_string()),
            RunError::Fault => Self::Fault,
        }
    }
}

impl CliError {
    fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Open(OpenError::Store(error))
            | Self::Store(error)
            | Self::Backup(BackupError::Store(error))
            | Self::Founding(FoundingError::Open(OpenError::Store(error)))
                if error.is_newer() || matches!(error, StoreError::Upgrading(_)) =>
            {
                75
            }
            Self::Backup(BackupError::Newer { .. }) => 75,
            Self::Piped => 0,
            Self::Fault
            | Self::Bad(_)
            | Self::Open(_)
            | Self::Store(_)
            | Self::Backup(_)
            | Self::Founding(_) => 1,
        }
    }
}

/// Runs the command line.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    panics::install();
    // Whoever opens a store holds what visitors said: none of it is written down where the program breaks off. A kiosk insists on it.
    kiosk::forbid_dumps().ok();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut args = Args::new(arguments.clone());
    let (command, done) = match args.command() {
        Ok(command) => {
            let done = dispatch(command.as_deref(), args);
            (command, done)
        }
        Err(error) => (None, Err(error)),
    };
    match done {
        Ok(()) if panics::happened() => ExitCode::FAILURE,
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let code = error.code();
            let page = command.filter(|command| help::page(Some(command)).is_some());
            out::complain(&match (error, page) {
                (CliError::Usage(what), Some(command)) => format!("{what}用法见 xieban {command} --help。"),
                (CliError::Usage(what), None) => format!("{what}用法见 xieban --help。"),
                // Whoever reads how to go on types it as it stands, wherever he sits.
                (error, _) => {
                    let place = Args::new(arguments).place();
                    place.map_or(error.to_string(), |place| place.named_in(&error.to_string()))
                }
            });
            ExitCode::from(code)
        }
    }
}

fn dispatch(command: Option<&str>, mut args: Args) -> Result<(), CliError> {
    let asked = args.flag("--help") | args.flag("-h");
    match command {
        Some("help") => helped(args.word()?.as_deref()),
        None if asked => helped(None),
        Some(command) if asked => helped(Some(command)),
        None if args.flag("--version") => {
            args.end()?;
            say(&format!("xieban {}", env!("CARGO_PKG_VERSION")))
        }
        None => desk::run(args),
        Some("board") => board::run(args),
        Some("demo") => demo::run(args),
        Some("init") => init::run(args),
        Some("act") => act::run(args),
        Some("case") => case::run(args),
        Some("staff") => staff::run(args),
        Some("unit") => unit::run(args),
        Some("roster") => roster::run(args),
        Some("holidays") => holidays::run(args),
        Some("journal") => journal::run(args),
        Some("looks") => looks::run(args),
        Some("form") => form::run(args),
        Some("publish") => publish::run(args),
        Some("report") => report::run(args),
        Some("deadline") => deadline::run(args),
        Some("audit") => audit::run(args),
        Some("backup") => backup::run(args),
        Some("erase") => erase::run(args),
        Some("restore") => restore::run(args),
        Some("recover") => recover::run(args),
        Some("doctor") => doctor::run(args),
        Some(other) => Err(no_command(other)),
    }
}

/// The overview with the desk's own options, or the page of a command.
fn helped(command: Option<&str>) -> Result<(), CliError> {
    if command == Some("角色") {
        return say(&format!(
            "角色与权限：谁可以办什么、看什么；一人有几个角色的合起来算\n\n{}",
            xieban_office::roles().join("\n")
        ));
    }
    let page = help::page(command).ok_or_else(|| no_command(command.unwrap_or_default()))?;
    match command {
        None => say(&format!("{}\n\n{page}", help::OVERVIEW)),
        Some(_) => say(page),
    }
}

fn no_command(name: &str) -> CliError {
    CliError::Usage(format!("没有“{name}”这个命令。"))
}
