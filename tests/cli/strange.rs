//! Pipes, devices and remnants where files should be: refused in one sentence and at once, never waited for.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

use crate::run::{practice, xieban};

/// What takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(30);

fn pipe(path: &Path) -> PathBuf {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    path.to_owned()
}

/// Exit code and what is said, of one that must end by itself.
fn ended(arguments: &[&str], store: &Path) -> (i32, String) {
    let mut command = Command::new(xieban_support::program());
    command.args(arguments).arg("--store").arg(store).env_remove("XIEBAN_STORE");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let id = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        tell.send((child.wait().unwrap().code().unwrap_or(-1), said))
    });
    told.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        kill_process(id, Signal::KILL).ok();
        panic!("{arguments:?} {}: hangs", store.display())
    })
}

#[test]
fn whatever_is_no_ordinary_file_is_refused_at_once() {
    let (folder, store) = practice();
    let at = |name: &str| folder.path().join(name);
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let pipe = pipe(&at("pipe"));
    let link = at("link");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    for strange in [pipe.as_path(), link.as_path(), Path::new("/dev/zero"), Path::new("/dev/full")] {
        for command in [
            &["audit"][..],
            &["act", "--as", "S01"],
            &["case", "list"],
            &["doctor"],
            &["erase", "--as", "A01"],
        ] {
            let (code, said) = ended(command, strange);
            assert!(code == 1 && said.contains("不是协办台账"), "{command:?} {strange:?}: {code} {said}");
        }
        let new = at("new.xb");
        let (code, said) = ended(&["restore", &text(strange)], &new);
        assert!(code == 1 && !said.is_empty() && !new.exists(), "{strange:?}: {code} {said}");
        let (code, said) = ended(&["backup", &text(strange)], &store);
        assert!(code == 1 && said.contains("已有文件"), "{strange:?}: {code} {said}");
        for desk in [&["--theme", &text(strange)][..], &["board", "--theme", &text(strange)]] {
            let (code, said) = ended(desk, &store);
            assert!(code == 2 && said.contains("不是普通文件"), "{desk:?}: {code} {said}");
        }
        let (code, said) = ended(&["board", "--config", &text(strange)], &store);
        assert!(code == 2 && said.contains("不是普通文件"), "{strange:?}: {code} {said}");
    }
}

#[test]
fn a_pipe_in_the_place_of_what_lies_beside_a_store_holds_nobody_up() {
    let (folder, store) = practice();
    let tally = json!({ "request": "r-1", "as": "S01", "do": "tally" }).to_string() + "\n";
    xieban(&["act"]).on(&store).told(tally).success();
    let witness = fs::read_dir(store.with_extension("witness")).unwrap().next().unwrap().unwrap().path();
    let ballast = store.with_extension("ballast");
    for place in [&witness, &ballast] {
        fs::remove_file(place).unwrap();
        pipe(place);
    }
    pipe(&store.with_extension("presence"));
    let (sent, answers) = mpsc::channel();
    let on = store.clone();
    std::thread::spawn(move || {
        let tally = json!({ "request": "r-2", "as": "S01", "do": "tally" }).to_string() + "\n";
        sent.send(xieban(&["act"]).on(&on).told(tally).json_lines())
    });
    assert_eq!(answers.recv_timeout(PATIENCE).unwrap()[0]["ok"], true);
    let (code, said) = ended(&["audit"], &store);
    assert!(code == 0 && said.is_empty(), "{code} {said}");
    let audit = xieban(&["audit"]).on(&store).success();
    assert!(audit.contains("见证读不到"), "{audit}");
    drop(folder);
}

#[test]
fn a_store_that_was_cut_short_is_said_to_be_damaged_with_the_way_back() {
    let (folder, store) = practice();
    let file = folder.path().join("a.bak");
    let file = file.to_str().unwrap();
    xieban(&["backup", file]).on(&store).success();
    let tally = json!({ "request": "r-1", "as": "S01", "do": "tally" }).to_string() + "\n";
    xieban(&["act"]).on(&store).told(tally).success();
    let whole = fs::read(&store).unwrap();
    for length in [0, 5, 9, 64, 4096, 5000, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        fs::write(&store, whole.get(..length).unwrap()).unwrap();
        for command in [&["audit"][..], &["act", "--as", "S01"], &["case", "list"]] {
            let (code, said) = ended(command, &store);
            // What of a file is not used may be cut off: then it is whole.
            let whole = code == 0 && said.is_empty();
            assert!(
                whole || (code == 1 && said.contains("xieban restore") && !said.contains("请重试")),
                "{length} of {} {command:?}: {code} {said}",
                whole_length(&store)
            );
            assert!(!whole || length > 4096, "{length} {command:?} passes for whole");
        }
    }
    fs::write(&store, "").unwrap();
    let said = xieban(&["restore", file]).on(&store).success();
    assert!(said.starts_with("已恢复到"), "the way back leads back: {said}");
}

fn whole_length(store: &Path) -> u64 {
    fs::metadata(store).unwrap().len()
}
