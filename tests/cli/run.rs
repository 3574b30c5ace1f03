//! Runs the program and holds it to its exit codes.

use std::io::{PipeReader, Write as _};
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// What the practice clock shows where a test makes its own store.
pub(crate) const NOW: &str = "2026-11-23T10:00";

/// A run of the program, being prepared.
pub(crate) struct Xieban {
    command: Command,
    input: Vec<u8>,
    pins: Vec<PipeReader>,
}

/// `xieban` with these arguments.
pub(crate) fn xieban(arguments: &[&str]) -> Xieban {
    let mut command = Command::new(xieban_support::program());
    command.args(arguments).env_remove("XIEBAN_STORE").env_remove("NO_COLOR");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Xieban { command, input: Vec::new(), pins: Vec::new() }
}

impl Xieban {
    /// In a process that goes on by itself, with nothing on its standard input.
    pub(crate) fn started(mut self) -> std::process::Child {
        self.command.stdin(Stdio::null()).spawn().unwrap()
    }

    /// On this store.
    pub(crate) fn on(mut self, store: &Path) -> Self {
        self.command.arg("--store").arg(store);
        self
    }

    /// With this in its environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// With this on its standard input.
    pub(crate) fn told(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// With a PIN on a pipe of its own, behind this option.
    pub(crate) fn pin(mut self, option: &str, pin: &str) -> Self {
        let (reader, mut writer) = std::io::pipe().unwrap();
        rustix::io::fcntl_setfd(&reader, rustix::io::FdFlags::empty()).unwrap();
        writeln!(writer, "{pin}").unwrap();
        self.command.arg(option).arg(reader.as_raw_fd().to_string());
        self.pins.push(reader);
        self
    }

    fn ran(mut self) -> (Option<i32>, String, String) {
        let mut child = self.command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let said = std::mem::take(&mut self.input);
        // It may have gone away before it heard everything.
        let feeding = std::thread::spawn(move || input.write_all(&said).ok());
        let output = child.wait_with_output().unwrap();
        feeding.join().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    /// It does what it was asked, silently on the side; gives what it printed.
    pub(crate) fn success(self) -> String {
        let (code, out, err) = self.ran();
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        out
    }

    /// Whatever it said, and however it ended.
    pub(crate) fn said(self) -> String {
        let (_, out, err) = self.ran();
        out + &err
    }

    /// It does what it was asked; gives each line it printed as JSON.
    pub(crate) fn json_lines(self) -> Vec<Value> {
        let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        self.success().lines().map(parse).collect()
    }

    /// Exit 1 and one sentence.
    pub(crate) fn refused(self) -> String {
        self.ended(1)
    }

    /// Exit 2 and one line that points to the help.
    pub(crate) fn wrong_use(self) -> String {
        let said = self.ended(2);
        let (_, help) = said.trim_end().split_once("用法见 xieban").unwrap_or_else(|| panic!("{said}"));
        let at = |page: &str| format!(" {page}--help。").replace("  ", " ");
        assert!(
            [
                "",
                "board ",
                "demo ",
                "init ",
                "act ",
                "case ",
                "staff ",
                "publish ",
                "report ",
                "unit ",
                "roster ",
                "holidays ",
                "journal ",
                "looks ",
                "deadline ",
                "form ",
                "audit ",
                "backup ",
                "restore ",
                "recover ",
                "erase ",
                "doctor "
            ]
            .iter()
            .any(|page| at(page) == help),
            "{said}"
        );
        said
    }

    /// Exit 75 and one sentence.
    pub(crate) fn too_old(self) -> String {
        self.ended(75)
    }

    fn ended(self, expected: i32) -> String {
        let (code, out, err) = self.ran();
        assert_eq!(code, Some(expected), "{out}{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.trim_end().ends_with('。') && err.chars().any(|c| c > '\u{3400}'), "{err}");
        err
    }
}

/// A folder with a practice store of ten cases, of the caller's own.
pub(crate) fn practice() -> (TempDir, PathBuf) {
    static FILLED: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = FILLED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("filled.xb");
        fill(&store, &["--cases", "10", "--seed", "7", "--now", NOW]);
        std::fs::read(&store).unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("practice.xb");
    std::fs::write(&store, bytes).unwrap();
    (folder, store)
}

/// `demo --fill` into this file.
pub(crate) fn fill(store: &Path, arguments: &[&str]) -> String {
    xieban(&[&["demo", "--fill", store.to_str().unwrap()], arguments].concat()).success()
}

/// The PIN of the first administrator of [`real`].
pub(crate) const PIN: &str = "rain-724913";

/// `init` of a real store.
pub(crate) fn init(store: &Path) -> Xieban {
    xieban(&["init", "--office", "铜山卫生监督所", "--prefix", "铜卫监", "--admin", "a01:何洁"])
        .on(store)
        .pin("--pin-fd", PIN)
}

/// A folder with a real store that has only its administrator.
pub(crate) fn real() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("real.xb");
    init(&store).success();
    (folder, store)
}
