//! The command line: one file a subcommand. It alone prints.
//!
//! Exit codes: 0 done, 1 refused or found bad, 2 wrong use, 75 try again with a newer program.

mod act;
mod args;
mod audit;
mod case;
mod deadline;
mod demo;
mod desk;
mod doctor;
mod init;
mod journal;
mod out;
mod sample;
mod staff;

use std::ffi::OsString;
use std::process::ExitCode;

use args::Args;
use out::say;

use crate::office::{OpenError, StoreError};

/// What the command line can do, as `xieban --help` shows it.
const USAGE: &str = "\
xieban — 市卫生监督所“零障碍”服务全程协办

  xieban [--store 路径] [--desk 台号]     协办台
  xieban demo [--cases N] [--store 路径]  演练：一个装满样例的协办台
  xieban demo --fill 路径 --cases N --seed S [--now 时刻] [--rate 倍速]
  xieban init --store 路径 --office 名称 --prefix 字头 --admin 代码:姓名 --pin-fd N
  xieban act [--store 路径] [--schema] [--as 代码 --pin-fd N]   逐行JSON指令
  xieban case list|show 编号 [--json] [--as 代码 --pin-fd N]   不给 --as 只出公开内容
  xieban staff list [--json]
  xieban journal [--json] [--from 页码]
  xieban deadline 日期 工作日数 [--json]
  xieban audit [--deep] [--head 页码:校验码]   核对台账
  xieban doctor     检查终端、台账、磁盘、时钟、节假日

台账路径：--store，或环境变量 XIEBAN_STORE，否则 ./xieban.redb。
退出码：0 完成，1 不准或有问题，2 用法不对，75 请用更新的程序。";

/// Why a command ends without being done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// Wrong use.
    #[error("{0} 用法见 xieban --help。")]
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
    /// The reader of our output went away: that is no error.
    #[error("")]
    Piped,
}

impl CliError {
    fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Open(OpenError::Store(StoreError::Newer { .. }))
            | Self::Store(StoreError::Newer { .. }) => 75,
            Self::Piped => 0,
            Self::Bad(_) | Self::Open(_) | Self::Store(_) => 1,
        }
    }
}

/// Runs the command line.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    quiet_panics();
    match dispatch(arguments.into_iter().collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::complain(&error.to_string());
            ExitCode::from(error.code())
        }
    }
}

fn dispatch(arguments: Vec<OsString>) -> Result<(), CliError> {
    let mut args = Args::new(arguments);
    let command = args.command()?;
    match command.as_deref() {
        None => desk::run(args),
        Some("demo") => demo::run(args),
        Some("init") => init::run(args),
        Some("act") => act::run(args),
        Some("case") => case::run(args),
        Some("staff") => staff::run(args),
        Some("journal") => journal::run(args),
        Some("deadline") => deadline::run(args),
        Some("audit") => audit::run(args),
        Some("doctor") => doctor::run(args),
        Some("help" | "--help" | "-h") => say(USAGE),
        Some("--version") => say(&format!("xieban {}", env!("CARGO_PKG_VERSION"))),
        Some(other) => Err(CliError::Usage(format!("没有“{other}”这个命令。"))),
    }
}

/// A panic gives the terminal back and says what to do; it never repeats what was typed. Inside a store call it becomes an error.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if crate::office::inside_store() {
            return;
        }
        crate::term::Guard::restore();
        let place =
            panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        out::complain(&format!(
            "程序出错已停止（{place}）。已保存的都在，请重新打开；仍不行请找系统管理员。"
        ));
    }));
}
