//! How the program ends: a line that is cut, a polite signal, a kill. What was typed is kept, the terminal given back.

use std::time::Duration;

use rustix::process::Signal;

use crate::practice::{PERSON, Practice};
use crate::terminal::{Stopwatch, Terminal};

/// A visitor half typed in, and kept.
fn half_typed(office: &Practice) -> Terminal {
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F2 Enter 1 Enter \"王秀英\"").shows("王秀英");
    desk
}

/// At the next sign-in at this desk it is offered, and F2 brings it back.
fn is_offered_again(office: &Practice) {
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("有1份没登记完的还在，按 F2 接着填").keys("F2").shows("王秀英");
    let mut other = office.desk("2号台");
    other.sign_in("S01").shows("口报");
    assert!(!other.text().contains("没登记完"), "it belongs to the desk where it was typed");
}

#[test]
fn a_cut_line_ends_the_program_at_once_and_keeps_the_draft() {
    let office = Practice::new();
    let mut desk = half_typed(&office);
    let watch = Stopwatch::start();
    desk.hang_up();
    desk.end();
    let took = watch.read();
    println!("gone {took:?} after the line was cut");
    assert!(took <= Duration::from_secs(1), "{took:?}");
    office.draft_with("王秀英");
    is_offered_again(&office);
}

#[test]
fn a_signal_gives_the_terminal_back_and_keeps_the_draft() {
    let office = Practice::new();
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut desk = half_typed(&office);
        desk.now(|state| {
            let terminal = state.terminal();
            assert!(terminal.alternate_screen() && terminal.bracketed_paste());
        });
        desk.signal(signal);
        let status = desk.end();
        assert!(status.success(), "{signal:?}: {status:?}");
        desk.ended(|state| {
            let terminal = state.terminal();
            assert!(!terminal.alternate_screen(), "{signal:?}: the screen from before is there again");
            assert!(!terminal.hide_cursor(), "{signal:?}: the cursor shows");
            assert!(!terminal.bracketed_paste(), "{signal:?}: pastes are plain again");
            assert_eq!(state.text().trim(), "", "{signal:?}: nothing of a citizen is left");
        });
        office.draft_with("王秀英");
        std::fs::remove_dir_all(office.store().with_extension("drafts")).unwrap();
    }
    let mut desk = half_typed(&office);
    desk.signal(Signal::TERM);
    desk.end();
    is_offered_again(&office);
}

#[test]
fn a_kill_loses_no_more_than_the_last_moment() {
    let office = Practice::new();
    let mut desk = half_typed(&office);
    office.draft_with("王秀英");
    desk.signal(Signal::KILL);
    desk.end();
    desk.ended(|state| {
        // The control: nobody gave this terminal back.
        assert!(state.terminal().alternate_screen() && state.terminal().bracketed_paste());
    });
    is_offered_again(&office);
}

#[test]
fn a_draft_that_had_become_a_case_becomes_no_second_one() {
    let office = Practice::new();
    let drafts = office.store().with_extension("drafts");
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys(&format!("{PERSON} \"GW03\" Enter Enter 0")).shows("F8 出《协办回执》");
    // Killed after the case is written, before its draft is removed.
    let draft = office.draft_with(r#":"received""#);
    let mut files = std::fs::read_dir(&drafts).unwrap().map(|file| file.unwrap().path());
    let file = files.find(|file| file.extension().is_some_and(|kind| kind == "json")).unwrap();
    desk.keys("F8").shows("1 已出好");
    desk.signal(Signal::KILL);
    desk.end();
    let cases = office.cases().len();
    std::fs::write(&file, &draft).unwrap();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("有1份没登记完的还在").keys("F2").shows("王秀英").keys("F8").shows("1 已出好");
    desk.keys("1").shows("口报 0013-0");
    assert_eq!(office.cases().len(), cases, "it is the same case");
    drop(desk);
    // It came back in another state: it is told, and not registered again.
    std::fs::write(&file, &draft).unwrap();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F2").shows("王秀英").keys("↑ ↑ \"东\" F8").shows("这份已经保存过了");
    assert_eq!(office.cases().len(), cases);
}

#[test]
fn the_terminal_has_its_modes_back() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    let before = desk.shows("密    码").modes();
    assert!(!before.0, "raw while the desk is there");
    desk.keys("Esc").end();
    assert_eq!(desk.modes(), (true, true), "lines and echo, as they were");
}

#[test]
fn who_ends_it_while_it_still_begins_gets_the_terminal_back() {
    let office = Practice::new();
    for _ in 0..5 {
        let mut desk = office.desk("1号台");
        desk.wait("the other screen", |state| state.terminal().alternate_screen().then_some(()));
        desk.signal(Signal::TERM);
        let status = desk.end();
        assert!(status.success(), "{status:?}");
        desk.ended(|state| {
            assert!(!state.terminal().alternate_screen() && !state.terminal().bracketed_paste());
        });
        assert_eq!(desk.modes(), (true, true));
    }
}

#[test]
fn at_sign_out_and_at_the_end_nothing_is_left_on_the_screen_or_above_it() {
    let office = Practice::new();
    let mut desk = half_typed(&office);
    let cleared = |bytes: &[u8]| bytes.windows(8).filter(|eight| *eight == b"\x1b[2J\x1b[3J").count();
    assert_eq!(desk.now(|state| cleared(&state.bytes)), 0, "the control");
    desk.keys("Ctrl-q").shows("密    码").loses("王秀英");
    assert_eq!(desk.now(|state| cleared(&state.bytes)), 1);
    desk.keys("Esc");
    assert!(desk.end().success());
    desk.ended(|state| {
        assert_eq!(cleared(&state.bytes), 2);
        assert!(
            state.bytes.ends_with(b"\x1b[?1049l\x1b[3J"),
            "also what was scrolled off the screen from before"
        );
    });
}
