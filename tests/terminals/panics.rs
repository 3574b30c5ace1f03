//! A program that breaks on any of its threads: the terminal is given back, what was typed is kept, a report is left, and nothing of a
//! visitor stands in it. A program for tests breaks when it is told to, with all that is on the screen in what its panic says.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Signal;
use xieban_support::canary::{NAME, PHONE, found, registrations};

use crate::practice::Practice;
use crate::terminal::{Setup, Terminal, pace, until};
use crate::unseen::act;

/// A desk that breaks when it is told to.
fn faltering(office: &Practice) -> Terminal {
    let store = office.store();
    Terminal::start(&Setup {
        arguments: vec!["--store", store.to_str().unwrap(), "--desk", "1号台", "--inject-fault"],
        size: (80, 24),
        environment: Vec::new(),
    })
}

/// Some thread takes the signal, at some time.
fn take(desk: &Terminal, signal: Signal) {
    desk.signal(signal);
    until("the signal taken", || {
        let status = fs::read_to_string(format!("/proc/{}/status", desk.process())).unwrap();
        let pending = status.lines().find(|line| line.starts_with("ShdPnd")).unwrap();
        pending.ends_with("0000000000000000").then_some(())
    });
    pace(Duration::from_millis(100));
}

/// The one report beside the store.
fn report(office: &Practice) -> PathBuf {
    let reports = fs::read_dir(office.store().with_extension("faults")).unwrap();
    let reports: Vec<_> = reports.map(|file| file.unwrap().path()).collect();
    let [report] = &reports[..] else { panic!("{reports:?}") };
    report.clone()
}

#[test]
fn a_broken_program_gives_the_terminal_back_and_tells_nothing_of_a_visitor() {
    for signal in [Signal::USR1, Signal::USR2, Signal::ALARM] {
        let office = Practice::new();
        let mut desk = faltering(&office);
        desk.sign_in("S01")
            .keys(&format!("F2 Enter 1 Enter \"{NAME}\" Enter Enter Enter \"{PHONE}\""))
            .shows(PHONE);
        // Where the thread that keeps drafts breaks, it keeps what it has kept.
        office.draft_with(PHONE);
        take(&desk, signal);
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
        let report = report(&office);
        let text = fs::read_to_string(&report).unwrap();
        for part in ["版本  xieban ", "src/term/fault_injection.rs:", "画面  登记\n", "80×24 xterm-256color"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(found(text.as_bytes()), None, "{text}");
        assert_eq!(fs::metadata(&report).unwrap().permissions().mode() & 0o777, 0o600);
        // The control: what it must not tell is there to be told, and has been kept.
        let draft = office.draft_with(NAME);
        assert!(found(draft.as_bytes()).is_some() && draft.contains(PHONE));
        let mut desk = office.desk("1号台");
        desk.sign_in("S01").shows("有1份没登记完的还在").keys("F2").shows(NAME);
    }
}

/// What is stored is told no more than what is typed: of a list, of a case that was looked at, and while it is asked for.
#[test]
fn a_report_names_nobody_of_whom_the_broken_screen_shows_all() {
    for (signal, keys) in [(Signal::USR1, ""), (Signal::USR1, "*"), (Signal::USR2, "*"), (Signal::ALARM, "*")]
    {
        let office = Practice::new();
        act(&office.store(), [registrations().remove(0)]);
        let list = format!("F3 / {} Enter", office.cases().last().unwrap()["spoken"]);
        let mut desk = faltering(&office);
        desk.sign_in("S01").keys(&list).shows("玄**");
        if !keys.is_empty() {
            desk.keys(keys).shows(NAME).shows(PHONE);
        }
        let screen = desk.text();
        take(&desk, signal);
        desk.keys(&list);
        assert_eq!(desk.end().exit_code(), 1, "{signal:?} {keys}");
        let text = fs::read_to_string(report(&office)).unwrap();
        assert!(text.contains("src/term/fault_injection.rs:") && text.contains("画面  办件\n"), "{text}");
        assert_eq!(found(text.as_bytes()), None, "{text}");
        // The control: the same search finds it as soon as a line of the screen stands in the report.
        let line = screen.lines().find(|line| found(line.as_bytes()).is_some()).unwrap();
        assert!(found(format!("{text}{line}").as_bytes()).is_some());
    }
}
