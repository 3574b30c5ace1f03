//! What a panic does: the terminal is given back, the program ends, a report is left that says where it went wrong and nothing of what
//! was typed, and one sentence says what to do. Inside a store call a panic becomes an error.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, OnceLock};
use std::time::Duration;

use xieban_office::{inside_store, wall};
use xieban_term::{self as term, Guard};
use xieban_words::sanitise;

use super::out::complain;

/// So long one thread waits for the other at the end.
const PATIENCE: Duration = Duration::from_secs(1);
/// So many reports are kept; the oldest goes.
const KEPT: usize = 20;
/// Longest `TERM` in a report, in bytes: it comes from outside.
const TERM: usize = 64;
/// Calls that are named in a report.
const CALLS: usize = 60;

/// Where reports go.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();
static HAPPENED: AtomicBool = AtomicBool::new(false);
/// Whether it has been said what happened.
static TOLD: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

/// Takes the place of the library's own report, which repeats what a panic says.
pub(super) fn install() {
    std::panic::set_hook(Box::new(|panic| {
        if inside_store() {
            return;
        }
        // The program ends whichever thread it was; but first whoever sits there sees a terminal again.
        HAPPENED.store(true, Ordering::SeqCst);
        term::end();
        if std::thread::current().name() != Some("main") {
            Guard::await_return(PATIENCE);
        }
        Guard::restore();
        let place = place(panic);
        let report = FOLDER.get().and_then(|folder| report(folder, &place).ok());
        let report = report.map(|file| format!("故障报告在 {}，里面没有填写的内容；", file.display()));
        complain(&format!(
            "程序出错已停止（{place}）。已保存的都在，没登记完的重新签到后接着填。{}请重新打开，仍不行请找系统管理员。",
            report.unwrap_or_default()
        ));
        if let Ok(mut told) = TOLD.0.lock() {
            *told = true;
            TOLD.1.notify_all();
        }
    }));
}

/// Has any thread panicked? Then what there is to say is said before the program goes.
pub(super) fn happened() -> bool {
    let happened = HAPPENED.load(Ordering::SeqCst);
    if let (true, Ok(told)) = (happened, TOLD.0.lock()) {
        drop(TOLD.1.wait_timeout_while(told, PATIENCE, |told| !*told));
    }
    happened
}

/// From now on reports are left beside this store.
pub(super) fn report_beside(store: &Path) {
    FOLDER.set(store.with_extension("faults")).ok();
}

fn place(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()))
}

/// Writes a report; gives where it is.
fn report(folder: &Path, place: &str) -> io::Result<PathBuf> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    make_room(folder);
    let now = wall().iso();
    let stamp: String = now.chars().take_while(|c| *c != '+').filter(char::is_ascii_alphanumeric).collect();
    let (columns, rows) = term::size();
    let term = sanitise::line(&std::env::var("TERM").unwrap_or_default(), TERM);
    let mut text = String::new();
    for (what, is) in [
        ("时间", now),
        ("版本", concat!("xieban ", env!("CARGO_PKG_VERSION")).to_owned()),
        ("位置", place.to_owned()),
        ("线程", std::thread::current().name().unwrap_or("无名").to_owned()),
        ("画面", xieban_ui::shown().to_owned()),
        ("终端", format!("{columns}×{rows} {term}")),
    ] {
        writeln!(text, "{what}  {is}").ok();
    }
    text.push_str("调用\n");
    for call in calls(&Backtrace::force_capture().to_string()) {
        writeln!(text, "  {call}").ok();
    }
    let thread = sanitise::line(&format!("{:?}", std::thread::current().id()), TERM);
    let number: String = thread.chars().filter(char::is_ascii_digit).collect();
    let file = folder.join(format!("{stamp}-{}-{number}.txt", std::process::id()));
    let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    Ok(file)
}

/// The functions of a backtrace up to the panic: names alone, neither addresses nor paths.
fn calls(trace: &str) -> Vec<String> {
    let name = |line: &str| {
        let (number, name) = line.trim_start().split_once(": ")?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then(|| sanitise::outgoing(name).into_owned())
    };
    let all: Vec<String> = trace.lines().filter_map(name).collect();
    let own = all.iter().rposition(|name| name.contains("begin_unwind")).map_or(0, |hook| hook + 1);
    all.into_iter().skip(own).take(CALLS).collect()
}

/// The names of reports begin with their time: the first are the oldest.
fn make_room(folder: &Path) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "txt"));
    files.sort();
    for file in files.iter().take((files.len() + 1).saturating_sub(KEPT)) {
        fs::remove_file(file).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_place_and_calls_and_the_oldest_goes() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("台账.faults");
        fs::create_dir(&folder).unwrap();
        for n in 0..30 {
            fs::write(folder.join(format!("20200101T0000{n:02}-1-1.txt")), "旧").unwrap();
        }
        let file = report(&folder, "src/ui/app.rs:7").unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("位置  src/ui/app.rs:7\n") && text.contains("版本  xieban "), "{text}");
        assert!(text.contains("a_report_names_place"), "{text}");
        assert!(!text.contains(" at ") && !text.contains("0x"), "{text}");
        let left = fs::read_dir(&folder).unwrap().count();
        assert_eq!((left, file.exists()), (KEPT, true));
        assert!(
            !folder.join("20200101T000010-1-1.txt").exists()
                && folder.join("20200101T000011-1-1.txt").exists()
        );
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
