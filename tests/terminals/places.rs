//! Where the program runs: no terminal at all, one without colours, one that is far too small.

use crate::practice::{Practice, run};
use crate::terminal::{Setup, Terminal};

#[test]
fn without_a_terminal_it_says_so_and_ends() {
    let office = Practice::new();
    let output = run(&["--store", office.store().to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("这里不是终端。"), "{said}");
}

/// The parameters of every SGR that was sent, without the plain reset.
fn colours(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let sgr = text.split("\x1b[").skip(1).filter_map(|rest| {
        let (parameters, _) = rest.split_once('m')?;
        parameters.chars().all(|c| c.is_ascii_digit() || c == ';').then(|| parameters.to_owned())
    });
    let colour = |parameter: &str| matches!(parameter.parse::<u16>(), Ok(30..=49 | 90..=107));
    sgr.filter(|parameters| parameters.split(';').any(colour)).collect()
}

#[test]
fn no_color_means_no_colour_and_the_selection_is_still_seen() {
    let office = Practice::new();
    let store = office.store();
    let looks = [("NO_COLOR", "1"), ("COLORTERM", "truecolor"), ("LANG", "zh_CN.UTF-8")].map(|look| {
        let mut desk = Terminal::start(&Setup {
            arguments: vec!["--store", store.to_str().unwrap()],
            size: (80, 24),
            environment: vec![look],
        });
        desk.sign_in("S01")
            .shows("口报")
            .keys("F4")
            .shows("[今日]")
            .keys("Esc")
            .loses("[今日]")
            .keys("F2")
            .shows("来访目的");
        desk.keys("F8").shows("! ");
        desk.now(|state| colours(&state.bytes).len())
    });
    assert_eq!(looks[0], 0, "NO_COLOR");
    assert!(looks[1] > 0 && looks[2] > 0, "the control: otherwise there are colours: {looks:?}");
}

#[test]
fn a_window_however_small_grows_into_the_right_picture() {
    let office = Practice::made("2026-11-23T08:41", "0", "12");
    let store = office.store();
    let desk = |size| {
        Terminal::start(&Setup {
            arguments: vec!["--store", store.to_str().unwrap()],
            size,
            environment: Vec::new(),
        })
    };
    // How far the store has been looked through is another page after each sign-in.
    let at_rest = |desk: &Terminal| {
        let text = desk.settled();
        let lines = text.lines().filter(|line| !line.starts_with(" 末页 "));
        let lines = lines.map(|line| line.chars().filter(|c| !c.is_ascii_digit()).collect::<String>());
        lines.collect::<Vec<_>>().join("\n")
    };
    let mut right = desk((80, 24));
    let door = at_rest(right.shows("Esc退出"));
    let list = at_rest(right.sign_in("S01").shows("口报"));
    for size in [(20, 5), (1, 1)] {
        let mut small = desk(size);
        // In one cell no character of ours can stand.
        small.wait("the other screen", |state| state.terminal().alternate_screen().then_some(()));
        if size.0 > 1 {
            small.shows("窗口太小");
        }
        small.settle();
        small.resize((80, 24)).shows("Esc退出");
        assert_eq!(at_rest(&small), door, "{size:?}");
        small.sign_in("S01").shows("口报");
        assert_eq!(at_rest(&small), list, "{size:?}");
        for other in [size, (200, 60), (1, 1), (80, 24)] {
            small.resize(other);
        }
        assert_eq!(at_rest(&small), list, "there and back from {size:?}");
    }
}
