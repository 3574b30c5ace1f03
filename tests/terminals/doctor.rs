//! `xieban doctor --keys` on a terminal whose keys get lost on their way.

use std::time::Duration;

use xieban_term::{Code, Input, Key};

use crate::terminal::{Setup, State, Terminal, bytes, pace};

/// Every key that may be asked for.
fn all() -> Vec<Key> {
    let plain = [
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Right,
        Code::Home,
        Code::End,
        Code::PageUp,
        Code::PageDown,
        Code::Insert,
        Code::Delete,
        Code::Backspace,
        Code::Tab,
        Code::BackTab,
        Code::Enter,
        Code::Esc,
        Code::Char('/'),
        Code::Char('1'),
    ];
    let keys = (1..=12).map(Code::F).chain(plain).map(Key::plain);
    keys.chain("1234567890-=dep".chars().map(Key::alt)).chain(('a'..='z').map(Key::ctrl)).collect()
}

/// Presses whatever is asked for; `press` may do something else in its place. Gives the exit code and what is said at the end.
fn answer(mut press: impl FnMut(&mut Terminal, Key) -> bool) -> (u32, String) {
    let mut desk = Terminal::start(&Setup {
        arguments: vec!["doctor", "--keys"],
        size: (80, 24),
        environment: Vec::new(),
    });
    let keys = all();
    let mut asked = String::new();
    loop {
        let next = desk.wait("the next key", |state| {
            if !state.terminal().alternate_screen() && !asked.is_empty() {
                return Some(None);
            }
            let text = state.text();
            let number = text.lines().find(|line| line.contains("个，共"))?.trim().to_owned();
            let (_, rest) = text.split_once("请按  ")?;
            let name = rest.split("  （").next()?.to_owned();
            (number != asked).then_some(Some((number, name)))
        });
        let Some((number, name)) = next else { break };
        asked = number;
        let key = *keys.iter().find(|key| key.to_string() == name).unwrap_or_else(|| panic!("{name}"));
        if !press(&mut desk, key) {
            desk.send(&bytes(&Input::Key(key)));
        }
    }
    let code = desk.end().exit_code();
    (code, desk.ended(State::text))
}

#[test]
fn a_keyboard_on_which_every_key_arrives_is_praised() {
    let mut pressed = 0;
    let (code, said) = answer(|_, _| {
        pressed += 1;
        false
    });
    assert!(code == 0 && said.contains(&format!("查了{pressed}个键，到了{pressed}个。")), "{code} {said}");
    assert!(pressed > 50, "{pressed}");
}

#[test]
fn keys_that_get_lost_are_named_with_another_way_and_the_setting() {
    let (code, said) = answer(|desk, key| {
        match key {
            // An input method has it: nothing comes, and he presses the blank bar, which is a wide one.
            Key { code: Code::F(4), .. } => desk.send("\u{3000}".as_bytes()),
            // The window has it, and something else comes.
            Key { code: Code::F(10), .. } => desk.send(b"x").shows("来的是 x").send(b" "),
            // A slow line parts the Esc from what belongs to it.
            Key { code: Code::Char('4'), alt: true, .. } => {
                desk.send(b"\x1b");
                pace(Duration::from_millis(200));
                desk.send(b"4")
            }
            Key { .. } => return false,
        };
        true
    });
    assert_eq!(code, 1, "{said}");
    let said = said.replace('\n', "");
    for part in [
        "到了",
        "！F4（值班）没有到；改好以前用 Alt-4。",
        "rime",
        "！F10（签退）没有到，来的是 x；改好以前用 Alt-0。",
        "启用菜单快捷键",
        "！Alt-4（值班）被拆成 Esc 和后面的字；改好以前用 F4。",
        "escape-time",
        "有3个键没有到",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
