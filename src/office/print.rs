//! Paper: sheets as text files in the configured folder, or given to a configured command. No shell, and no name that anybody
//! typed. A sheet lies in the folder until the command has taken it, so that a printer that fails or hangs loses nothing; what is left
//! there goes as `sheets` says.

use std::fs::{self, DirBuilder, File};
use std::io::{self, PipeReader, PipeWriter, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open};
use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
};

use super::sheets::SheetIndex;
use super::whole::AtomicFile;

/// How long a command that was killed is waited for.
const LAST_BREATH: Duration = Duration::from_secs(1);

/// Where paper goes.
#[derive(Debug, Clone)]
pub struct Printer {
    /// Text files in this folder: to stay, or until the command has taken them.
    pub folder: PathBuf,
    /// A command with its arguments; each sheet is its standard input. Empty: only files.
    pub command: Vec<String>,
    /// How long the command may take over one sheet before it is ended.
    pub patience: Duration,
    /// Where it is noted which sheets lie in the folder; none where nobody would look.
    pub index: Option<SheetIndex>,
}

impl Printer {
    /// The usual patience with a print command.
    pub const PATIENCE: Duration = Duration::from_secs(20);

    /// Files in a folder.
    pub const fn folder(folder: PathBuf) -> Self {
        Self { folder, command: Vec::new(), patience: Self::PATIENCE, index: None }
    }

    /// Somebody has seen that these sheets are out: their files go, if they still lie there.
    pub fn confirmed(&self, names: &[String]) {
        for sheet in names.iter().map(|name| self.folder.join(name)) {
            self.gone(&sheet);
        }
    }

    /// One that cannot be removed stays noted, and goes at the next chance.
    fn gone(&self, sheet: &Path) {
        match &self.index {
            Some(index) => index.remove(sheet).ok(),
            None => fs::remove_file(sheet).ok(),
        };
    }
}

/// Why nothing came out, or not everything.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The folder cannot be written.
    #[error("单子写不到{}（{why}），请换出单目录或腾出空间。", .folder.display())]
    Folder { folder: PathBuf, why: io::Error },
    /// The command failed.
    #[error("打印命令没有成功（{why}），请检查打印机后重打；单子留在{}。", .kept.display())]
    Command {
        /// What it said.
        why: String,
        /// Where the sheet lies.
        kept: PathBuf,
    },
    /// The command did not end in time, and was ended.
    #[error("打印命令{seconds}秒没有反应，已停下；请检查打印机后重打，单子留在{}。", .kept.display())]
    Hung {
        /// How long it was given.
        seconds: u64,
        /// Where the sheet lies.
        kept: PathBuf,
    },
    /// Somebody stopped it.
    #[error("打印已停下，单子留在{}。", .kept.display())]
    Stopped {
        /// Where the sheet lies.
        kept: PathBuf,
    },
}

/// A printing under way. It is stopped when this is dropped.
#[derive(Debug)]
pub struct Printing(#[expect(dead_code, reason = "its closing is the word to stop")] PipeWriter);

/// Prints on a thread of its own, so that a printer that hangs holds up nobody, and tells what became of it.
pub fn start(
    sheets: Vec<(String, String)>,
    printer: Printer,
    told: impl FnOnce(Result<Vec<PathBuf>, PrintError>) + Send + 'static,
) -> io::Result<Printing> {
    let (stop, held) = io::pipe()?;
    std::thread::spawn(move || told(print(&sheets, &printer, Some(&stop))));
    Ok(Printing(held))
}

/// Prints sheets, each a name and its text; gives where they went.
pub fn print(
    sheets: &[(String, String)],
    printer: &Printer,
    stop: Option<&PipeReader>,
) -> Result<Vec<PathBuf>, PrintError> {
    let folder = &printer.folder;
    let failed = |why| PrintError::Folder { folder: folder.clone(), why };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    let write = |(name, text): &(String, String)| {
        let noted = printer.index.as_ref().map_or(Ok(()), |index| index.note(&folder.join(name)));
        noted.and_then(|()| write(folder, name, text)).map_err(failed)
    };
    let files: Vec<PathBuf> = sheets.iter().map(write).collect::<Result<_, _>>()?;
    let Some((program, arguments)) = printer.command.split_first() else { return Ok(files) };
    for file in &files {
        give(program, arguments, file, printer.patience, stop)?;
        printer.gone(file);
    }
    Ok(vec![PathBuf::from(program); files.len()])
}

/// Half a sheet never stands there, and nothing that stood there is followed.
fn write(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let mut file = AtomicFile::begin(&folder.join(name))?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.keep()
}

/// Gives one sheet to the command and waits for it, no longer than its patience, and not once somebody says stop.
fn give(
    program: &str,
    arguments: &[String],
    file: &Path,
    patience: Duration,
    stop: Option<&PipeReader>,
) -> Result<(), PrintError> {
    let kept = || file.to_owned();
    let failed = |why: io::Error| PrintError::Command { why: told(program, &why), kept: kept() };
    let sheet = File::open(file).map_err(failed)?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(sheet)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(failed)?;
    let end = wait(&child, patience, stop);
    if !matches!(end, Ok(WaitEnd::Itself)) {
        kill(&mut child);
    }
    match end.map_err(failed)? {
        WaitEnd::Itself => match child.wait().map_err(failed)? {
            status if status.success() => Ok(()),
            status => Err(PrintError::Command { why: ended(status), kept: kept() }),
        },
        WaitEnd::Late => Err(PrintError::Hung { seconds: patience.as_secs(), kept: kept() }),
        WaitEnd::Stopped => Err(PrintError::Stopped { kept: kept() }),
    }
}

/// How waiting for a command ends.
enum WaitEnd {
    Itself,
    Late,
    Stopped,
}

fn wait(child: &Child, patience: Duration, stop: Option<&PipeReader>) -> io::Result<WaitEnd> {
    let ended = pidfd_open(pid(child)?, PidfdFlags::empty())?;
    let late = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::CLOEXEC)?;
    let value = Timespec::try_from(patience).map_err(io::Error::other)?;
    let once = Itimerspec { it_interval: Timespec { tv_sec: 0, tv_nsec: 0 }, it_value: value };
    timerfd_settime(&late, TimerfdTimerFlags::empty(), &once)?;
    let mut fds = vec![PollFd::new(&ended, PollFlags::IN), PollFd::new(&late, PollFlags::IN)];
    fds.extend(stop.map(|stop| PollFd::new(stop, PollFlags::IN)));
    loop {
        match poll(&mut fds, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let woken: Vec<bool> = fds.iter().map(|fd| !fd.revents().is_empty()).collect();
        match woken[..] {
            [true, ..] => return Ok(WaitEnd::Itself),
            [_, _, true] => return Ok(WaitEnd::Stopped),
            [_, true, ..] => return Ok(WaitEnd::Late),
            _ => {}
        }
    }
}

/// Ends the command and whatever it started in its own group: nothing that we did not start.
fn kill(child: &mut Child) {
    if let Ok(group) = pid(child) {
        kill_process_group(group, Signal::KILL).ok();
    }
    child.kill().ok();
    // One that cannot die is not waited for.
    if matches!(wait(child, LAST_BREATH, None), Ok(WaitEnd::Itself)) {
        child.wait().ok();
    }
}

fn pid(child: &Child) -> io::Result<Pid> {
    let raw = i32::try_from(child.id()).map_err(io::Error::other)?;
    Pid::from_raw(raw).ok_or_else(|| io::Error::other("pid 0"))
}

fn told(program: &str, why: &io::Error) -> String {
    match () {
        () if why.kind() == io::ErrorKind::NotFound => format!("找不到命令{program}"),
        () if why.kind() == io::ErrorKind::PermissionDenied => format!("没有权限运行{program}"),
        () => why.to_string(),
    }
}

fn ended(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("退出码{code}"),
        (None, Some(signal)) => format!("被信号{signal}终止"),
        (None, None) => status.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn sheets(names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), format!("甲 {name}"))).collect()
    }

    fn command(folder: &Path, words: &[&str]) -> Printer {
        let command = words.iter().map(|word| (*word).to_owned()).collect();
        Printer { command, ..Printer::folder(folder.to_owned()) }
    }

    fn left(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// A process of this number is alive: one that is dead and not yet collected is not.
    fn is_alive(pid: &str) -> bool {
        let stat = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
        [") R", ") S", ") D"].iter().any(|state| stat.contains(state))
    }

    #[test]
    fn sheets_become_whole_files_of_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("out");
        let out = print(&sheets(&["2026-1-协办单.txt"]), &Printer::folder(folder.clone()), None).unwrap();
        assert_eq!(fs::read_to_string(&out[0]).unwrap(), "甲 2026-1-协办单.txt\n");
        assert_eq!(fs::metadata(&out[0]).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(left(&folder), ["2026-1-协办单.txt"], "nothing half-made is left");
    }

    #[test]
    fn a_sheet_takes_the_place_of_a_link_and_never_follows_it() {
        let place = tempfile::tempdir().unwrap();
        let (folder, other) = (place.path().join("out"), place.path().join("other"));
        fs::create_dir(&folder).unwrap();
        fs::write(&other, "别动").unwrap();
        std::os::unix::fs::symlink(&other, folder.join("a.txt")).unwrap();
        print(&sheets(&["a.txt"]), &Printer::folder(folder.clone()), None).unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "别动");
        assert!(!fs::symlink_metadata(folder.join("a.txt")).unwrap().is_symlink());
    }

    #[test]
    fn a_folder_that_is_none_is_told() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        let error = print(&sheets(&["a"]), &Printer::folder(file), None).unwrap_err();
        assert!(error.to_string().contains("换出单目录"), "{error}");
    }

    #[test]
    fn a_command_takes_each_sheet_and_an_argument_may_hold_blanks() {
        let place = tempfile::tempdir().unwrap();
        let (folder, took) = (place.path().join("out"), place.path().join("took by hand"));
        let printer = command(&folder, &["sh", "-c", "cat >> \"$0\"", took.to_str().unwrap()]);
        print(&sheets(&["a", "b"]), &printer, None).unwrap();
        assert_eq!(fs::read_to_string(took).unwrap(), "甲 a\n甲 b\n");
        assert!(left(&folder).is_empty(), "what was taken does not lie about");
    }

    #[test]
    fn a_command_that_fails_leaves_the_sheet_and_says_so() {
        let place = tempfile::tempdir().unwrap();
        for (words, why) in [
            (vec!["false"], "退出码1"),
            (vec!["/no/such/printer"], "找不到命令/no/such/printer"),
            (vec!["sh", "-c", "kill -9 $$"], "被信号9终止"),
        ] {
            let error = print(&sheets(&["a"]), &command(place.path(), &words), None).unwrap_err();
            assert!(error.to_string().contains(why), "{error}");
            assert!(error.to_string().contains("单子留在") && left(place.path()) == ["a"], "{error}");
        }
    }

    #[test]
    fn a_command_that_hangs_is_ended_with_all_it_started_and_loses_nothing() {
        let place = tempfile::tempdir().unwrap();
        let (folder, pids) = (place.path().join("out"), place.path().join("pids"));
        let script = "sleep 600 & echo $! > \"$0\"; echo $$ >> \"$0\"; wait";
        let printer = Printer {
            patience: Duration::from_millis(300),
            ..command(&folder, &["sh", "-c", script, pids.to_str().unwrap()])
        };
        let error = print(&sheets(&["a", "b"]), &printer, None).unwrap_err();
        assert!(matches!(error, PrintError::Hung { .. }), "{error}");
        assert_eq!(left(&folder), ["a", "b"]);
        let pids = fs::read_to_string(pids).unwrap();
        assert_eq!(pids.lines().count(), 2);
        assert!(is_alive(&std::process::id().to_string()), "the control: we are alive");
        let gone = || !pids.lines().any(is_alive);
        assert!((0..100_000).any(|_| gone()), "{pids}");
    }

    #[test]
    fn a_printing_is_stopped_by_letting_go_of_it() {
        let place = tempfile::tempdir().unwrap();
        let (tell, told) = mpsc::channel();
        let printer = command(place.path(), &["sleep", "600"]);
        let printing = start(sheets(&["a"]), printer, move |outcome| tell.send(outcome).unwrap()).unwrap();
        assert!(told.recv_timeout(Duration::from_millis(50)).is_err(), "it hangs");
        drop(printing);
        let outcome = told.recv_timeout(Duration::from_secs(10)).unwrap();
        assert!(matches!(outcome, Err(PrintError::Stopped { .. })), "{outcome:?}");
        assert_eq!(left(place.path()), ["a"]);
    }
}
