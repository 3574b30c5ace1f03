//! A desk where strangers pass by: what is made sure before its store is opened.

use std::path::Path;

use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit, umask};
use xieban_office::flaws;

use super::CliError;

/// Nothing that came in with the environment says where things are, no file is anybody else's, and no memory is written down.
pub(super) fn lock_down() -> Result<(), CliError> {
    let ours = |name: std::ffi::OsString| name.into_string().ok().filter(|name| name.starts_with("XIEBAN_"));
    if let Some(name) = std::env::vars_os().find_map(|(name, _)| ours(name)) {
        return Err(CliError::Bad(format!(
            "公用终端不听环境变量：请去掉 {name}，改写在命令行上（--store、--out、--witness）。"
        )));
    }
    umask(Mode::RWXG | Mode::RWXO);
    forbid_dumps().map_err(|error| {
        CliError::Bad(format!("关不掉内存转储（{error}），不能作公用终端，请找系统管理员。"))
    })
}

/// No memory of this process is written down, neither as a file nor by whatever the system gives it to.
pub(super) fn forbid_dumps() -> rustix::io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)
}

/// The places of the store are its account's alone, or it is not opened.
pub(super) fn inspect(store: &Path, witnesses: &Path, out: &Path) -> Result<(), CliError> {
    match flaws(store, witnesses, out).into_iter().find(|flaw| flaw.grave) {
        None => Ok(()),
        Some(flaw) => Err(CliError::Bad(format!("不能作公用终端：{}", flaw.sentence))),
    }
}
