//! A desk where strangers pass by: no key and no signal of a keyboard ends it, and it opens no store that others may read.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rustix::process::Signal;

use crate::practice::Practice;
use crate::terminal::{Setup, Terminal};

pub(crate) fn kiosk(store: &Path, more: &[&str], environment: Vec<(&str, &str)>) -> Terminal {
    let arguments = ["--store", store.to_str().unwrap(), "--desk", "1号台", "--kiosk"];
    Terminal::start(&Setup { arguments: [&arguments[..], more].concat(), size: (80, 24), environment })
}

/// The processes that its threads have started.
pub(crate) fn children(desk: &Terminal) -> String {
    let threads = fs::read_dir(format!("/proc/{}/task", desk.process())).unwrap();
    threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok()).collect()
}

/// Whatever somebody may try who wants a shell.
const ATTEMPTS: &str =
    "Esc Ctrl-q F10 Alt-0 Esc Esc Ctrl-c Ctrl-z Ctrl-\\ Ctrl-d Ctrl-] Ctrl-^ Ctrl-s Ctrl-q Esc";

/// Signals that no keyboard sends, and that end a program which does not know them.
const STRAY: [Signal; 13] = [
    Signal::ABORT,
    Signal::ALARM,
    Signal::IO,
    Signal::PIPE,
    Signal::POWER,
    Signal::PROF,
    Signal::STKFLT,
    Signal::SYS,
    Signal::TRAP,
    Signal::USR1,
    Signal::USR2,
    Signal::VTALARM,
    Signal::XCPU,
];

#[test]
fn a_stray_signal_ends_no_desk() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.shows("密    码");
    for signal in STRAY {
        desk.signal(signal);
    }
    desk.sign_in("S01").shows("口报");
    let limits = fs::read_to_string(format!("/proc/{}/limits", desk.process())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
}

#[test]
fn a_window_of_any_size_is_drawn_and_given_back() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("口报");
    let sent = desk.sent();
    desk.says_it_is((u16::MAX, u16::MAX));
    desk.wait("the next frame", |state| (state.bytes.len() > sent).then_some(()));
    desk.settle();
    let drawn = desk.sent() - sent;
    assert!(drawn < 1 << 20, "{drawn} bytes");
    desk.resize((80, 24)).shows("口报").keys("F12").shows("咨询即答，记一次");
    desk.signal(Signal::TERM);
    assert!(desk.end().success());
    assert!(desk.is_given_back());
}

#[test]
fn no_key_and_no_signal_of_a_keyboard_ends_it() {
    let office = Practice::new();
    let mut desk = kiosk(&office.store(), &[], Vec::new());
    desk.shows("密    码");
    assert!(!desk.text().contains("退出"), "{}", desk.text());
    for round in 0..2 {
        desk.keys(ATTEMPTS);
        for signal in [Signal::INT, Signal::QUIT, Signal::TSTP, Signal::TTIN, Signal::TTOU] {
            desk.signal(signal);
        }
        for signal in STRAY {
            desk.signal(signal);
        }
        // Whatever came up goes, and it works on.
        desk.settle();
        desk.keys("Esc").settle();
        assert!(desk.doing() != 'T' && children(&desk).is_empty(), "round {round}");
        desk.shows("密    码").keys("F4").shows("今日值班").keys("Esc").loses("今日值班");
        // Once at the door, once signed in: there Ctrl-Q and F10 come back to the door.
        if round == 0 {
            desk.sign_in("S01");
        }
    }
    let limits = fs::read_to_string(format!("/proc/{}/limits", desk.process())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    desk.signal(Signal::TERM);
    assert!(desk.end().success());
    assert!(desk.is_given_back());
}

/// The control: any other desk is ended by Esc at its door, by Ctrl-C as a signal, and by Ctrl-\ as any program is.
#[test]
fn a_desk_that_is_no_kiosk_can_be_left() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.shows("Esc退出").keys("Esc");
    assert!(desk.end().success());
    let mut desk = office.desk("1号台");
    desk.shows("Esc退出").signal(Signal::INT);
    assert!(desk.end().success());
    let mut desk = office.desk("1号台");
    desk.shows("Esc退出").signal(Signal::QUIT);
    assert!(!desk.end().success());
}

#[test]
fn a_store_that_others_may_read_is_not_opened_where_strangers_pass() {
    let office = Practice::new();
    let store = office.store();
    let folder = store.parent().unwrap();
    let set = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let refused = |environment| {
        let mut desk = kiosk(&store, &[], environment);
        let code = desk.end().exit_code();
        let said = desk.ended(|state| {
            assert!(!state.bytes.windows(8).any(|eight| eight == b"\x1b[?1049h"));
            state.text().replace('\n', "")
        });
        assert_eq!(code, 1, "{said}");
        said
    };
    set(&store, 0o640);
    assert!(refused(Vec::new()).contains("chmod 600"));
    set(&store, 0o600);
    set(folder, 0o755);
    assert!(refused(Vec::new()).contains("chmod 700"));
    set(folder, 0o700);
    // Nor through a link: what counts is where it lies.
    let safe = tempfile::tempdir().unwrap();
    set(safe.path(), 0o700);
    let link = safe.path().join("link.redb");
    std::os::unix::fs::symlink(&store, &link).unwrap();
    set(folder, 0o755);
    let mut through = kiosk(&link, &[], Vec::new());
    assert_eq!(through.end().exit_code(), 1);
    set(folder, 0o700);
    // Nothing that comes in with the environment says where things are.
    for name in ["XIEBAN_STORE", "XIEBAN_OUT", "XIEBAN_WITNESS"] {
        assert!(refused(vec![(name, "/tmp")]).contains(name));
    }
    // The control: as it should be, it opens.
    kiosk(&store, &[], Vec::new()).sign_in("S01").shows("口报");
}

#[test]
fn files_of_a_kiosk_go_to_its_folder_alone() {
    let office = Practice::new();
    let store = office.store();
    let out = store.with_file_name("出");
    let mut desk = kiosk(&store, &["--out", out.to_str().unwrap()], Vec::new());
    desk.sign_in("S01").shows("口报").keys("Ctrl-x").shows("4 今年").keys("4").shows("已导出，文件在：");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let file = out.join("导出/2026年报表.xlsx");
    assert_eq!((mode(&out), mode(&file)), (0o700, 0o600));
    assert!(!store.with_file_name("导出").exists());
}
