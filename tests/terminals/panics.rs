//! A program that breaks on any of its threads: the terminal is given back, what was typed is kept, a report is left, and nothing of a
//! visitor stands in it. A program for tests breaks when it is told to, with all that is on the screen in what its panic says.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use rustix::process::Signal;

use crate::canary::{NAME, PHONE, found};
use crate::practice::Practice;
use crate::terminal::{Setup, Terminal, pace, until};

#[test]
fn a_broken_program_gives_the_terminal_back_and_tells_nothing_of_a_visitor() {
    for signal in [Signal::USR1, Signal::USR2, Signal::ALARM] {
        let office = Practice::new();
        let store = office.store();
        let mut desk = Terminal::start(&Setup {
            arguments: vec!["--store", store.to_str().unwrap(), "--desk", "1号台", "--falter"],
            size: (80, 24),
            environment: Vec::new(),
        });
        desk.sign_in("S01")
            .keys(&format!("F2 Enter 1 Enter \"{NAME}\" Enter Enter Enter \"{PHONE}\""))
            .shows(PHONE);
        // Where the thread that keeps drafts breaks, it keeps what it has kept.
        office.draft_with(PHONE);
        desk.signal(signal);
        // Some thread takes it, at some time.
        until("the signal taken", || {
            let status = fs::read_to_string(format!("/proc/{}/status", desk.process())).unwrap();
            let pending = status.lines().find(|line| line.starts_with("ShdPnd")).unwrap();
            pending.ends_with("0000000000000000").then_some(())
        });
        pace(Duration::from_millis(100));
        desk.keys("Enter \"玄冥路\"");
        let status = desk.end();
        assert_eq!(status.exit_code(), 1, "{signal:?}");
        let said = desk.ended(|state| {
            let terminal = state.terminal();
            assert!(!terminal.alternate_screen() && !terminal.hide_cursor() && !terminal.bracketed_paste());
            let left = state.bytes.windows(8).rposition(|eight| eight == b"\x1b[?1049l").unwrap();
            String::from_utf8(state.bytes[left..].to_vec()).unwrap()
        });
        assert!(desk.is_given_back(), "{signal:?}");
        assert!(said.contains("程序出错已停止") && said.contains("故障报告在"), "{said}");
        assert_eq!(found(said.as_bytes()), None, "{said}");
        let reports = fs::read_dir(store.with_extension("faults")).unwrap();
        let reports: Vec<_> = reports.map(|file| file.unwrap().path()).collect();
        let [report] = &reports[..] else { panic!("{reports:?}") };
        let text = fs::read_to_string(report).unwrap();
        for part in ["版本  xieban ", "src/term/falter.rs:", "画面  登记\n", "80×24 xterm-256color"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(found(text.as_bytes()), None, "{text}");
        assert_eq!(fs::metadata(report).unwrap().permissions().mode() & 0o777, 0o600);
        // The control: what it must not tell is there to be told, and has been kept.
        let draft = office.draft_with(NAME);
        assert!(found(draft.as_bytes()).is_some() && draft.contains(PHONE));
        let mut desk = office.desk("1号台");
        desk.sign_in("S01").shows("有1份没登记完的还在").keys("F2").shows(NAME);
    }
}
