//! Every key and report, split everywhere, and lines that go quiet where they should not.

use proptest::prelude::*;

use super::super::key::{Code, Key};
use super::*;

/// Every key the program knows, as the usual terminals send it.
fn known() -> Vec<(Vec<u8>, Key)> {
    let plain = |bytes: &str, code| (bytes.as_bytes().to_vec(), Key::plain(code));
    let ctrl = |bytes: &str, code| (bytes.as_bytes().to_vec(), Key { code, ctrl: true, alt: false });
    let mut keys = vec![
        plain("\x1b[A", Code::Up),
        plain("\x1bOA", Code::Up),
        plain("\x1b[B", Code::Down),
        plain("\x1b[C", Code::Right),
        plain("\x1b[D", Code::Left),
        plain("\x1bOD", Code::Left),
        plain("\x1b[H", Code::Home),
        plain("\x1b[1~", Code::Home),
        plain("\x1b[F", Code::End),
        plain("\x1b[4~", Code::End),
        plain("\x1b[2~", Code::Insert),
        plain("\x1b[3~", Code::Delete),
        plain("\x1b[5~", Code::PageUp),
        plain("\x1b[6~", Code::PageDown),
        plain("\x1b[Z", Code::BackTab),
        plain("\t", Code::Tab),
        plain("\r", Code::Enter),
        plain("\x1bOM", Code::Enter),
        plain("\x1bOq", Code::Char('1')),
        plain("\x1bOn", Code::Char('.')),
        plain("\x7f", Code::Backspace),
        plain("1", Code::Char('1')),
        plain("协", Code::Char('协')),
        plain("𠮷", Code::Char('𠮷')),
        plain("\x1b[134071u", Code::Char('𠮷')),
        plain("\x1b[[A", Code::F(1)),
        plain("\x1b[[E", Code::F(5)),
        plain("\x1b[R", Code::F(3)),
        plain("\x1bO1;2R", Code::F(3)),
        ctrl("\x1bO5P", Code::F(1)),
        ctrl("\x1bO1;5P", Code::F(1)),
        ctrl("\x1b[1;5A", Code::Up),
        (b"\x1bv".to_vec(), Key::alt('v')),
        (b"\x1b1".to_vec(), Key::alt('1')),
        (b"\x1b-".to_vec(), Key::alt('-')),
        (b"\x1bO".to_vec(), Key::alt('O')),
        (b"\x1bP".to_vec(), Key::alt('P')),
        (b"\x1b[".to_vec(), Key::alt('[')),
        (b"\x10".to_vec(), Key::ctrl('p')),
        (b"\x1b[15;3~".to_vec(), Key { code: Code::F(5), ctrl: false, alt: true }),
        (b"\x1b[97;5u".to_vec(), Key::ctrl('a')),
    ];
    for (bytes, n) in
        [("\x1bOP", 1), ("\x1bOQ", 2), ("\x1bOR", 3), ("\x1bOS", 4), ("\x1b[11~", 1), ("\x1b[15~", 5)]
    {
        keys.push(plain(bytes, Code::F(n)));
    }
    for (number, n) in [(17, 6), (18, 7), (19, 8), (20, 9), (21, 10), (23, 11), (24, 12)] {
        keys.push((format!("\x1b[{number}~").into_bytes(), Key::plain(Code::F(n))));
    }
    keys
}

fn typed(c: char) -> Input {
    Input::Key(Key::plain(Code::Char(c)))
}

/// What a line says that comes at once, and then is quiet.
fn whole(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    [decoder.feed(bytes), decoder.quiet()].concat()
}

/// What it says when every byte comes alone.
fn bit_by_bit(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs: Vec<Input> = bytes.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
    inputs.extend(decoder.quiet());
    inputs
}

#[test]
fn every_key_split_at_every_byte_is_the_same_key() {
    for (bytes, key) in known() {
        assert_eq!(bit_by_bit(&bytes), [Input::Key(key)], "{bytes:?} byte by byte");
        for at in 1..bytes.len() {
            let mut decoder = Decoder::default();
            let (front, back) = bytes.split_at(at);
            let inputs = [decoder.feed(front), decoder.feed(back), decoder.quiet()].concat();
            assert_eq!(inputs, [Input::Key(key)], "{bytes:?} at {at}");
        }
    }
}

#[test]
fn a_lone_esc_is_an_esc_once_the_line_is_quiet() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert_eq!(decoder.patience(), Some(SEQUENCE_QUIET));
    assert_eq!(decoder.quiet(), [Input::Key(Key::plain(Code::Esc))]);
    assert_eq!(decoder.patience(), None);
}

#[test]
fn an_esc_and_a_key_right_after_it_are_both_heard() {
    let esc = Input::Key(Key::plain(Code::Esc));
    let up = Input::Key(Key::plain(Code::Up));
    for (bytes, then) in [("\x1b\x1b[A", up), ("\x1b\x1b", esc.clone()), ("\x1b协", typed('协'))] {
        assert_eq!(whole(bytes.as_bytes()), [esc.clone(), then.clone()], "{bytes:?}");
        assert_eq!(bit_by_bit(bytes.as_bytes()), [esc.clone(), then], "{bytes:?} byte by byte");
    }
    // What no line can tell apart: it is the key with Alt, and never two keys of which one is lost.
    assert_eq!(whole(b"\x1b1"), [Input::Key(Key::alt('1'))]);
}

#[test]
fn a_paste_is_one_input_and_its_sequences_are_text() {
    let inputs = bit_by_bit("a\x1b[200~张\x1b[A三\x1b[201~b".as_bytes());
    assert_eq!(inputs, [typed('a'), Input::Paste("张\x1b[A三".to_owned()), typed('b')]);
}

#[test]
fn a_paste_that_is_too_long_ends_where_it_ends_and_not_within_a_character() {
    let mut decoder = Decoder::default();
    let big = [b"\x1b[200~".to_vec(), "协".repeat(1 << 20).into_bytes(), b"\x1b[201~b".to_vec()].concat();
    let inputs = decoder.feed(&big);
    let [Input::Paste(text), last] = &inputs[..] else { panic!("{} inputs", inputs.len()) };
    assert_eq!((text.len(), text.chars().all(|c| c == '协')), (PASTE - 1, true));
    assert_eq!(*last, typed('b'));
}

#[test]
fn a_paste_whose_end_never_comes_does_not_cost_the_keyboard() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed("\x1b[200~张三\u{5f20}".as_bytes()), []);
    assert_eq!(decoder.patience(), Some(PASTE_QUIET));
    assert_eq!(decoder.quiet(), [Input::Paste("张三张".to_owned())]);
    assert_eq!(decoder.patience(), None);
    assert_eq!(decoder.feed(b"1"), [typed('1')]);
    // Its end, late: no typing.
    assert_eq!(decoder.feed(b"\x1b[201~2"), [typed('2')]);
    // One that broke off before its first character is none, and one cut within a character ends before it.
    assert_eq!(whole(b"\x1b[200~"), []);
    assert_eq!(whole(b"\x1b[200~a\xe5\xbc"), [Input::Paste("a".to_owned())]);
}

#[test]
fn esc_gets_the_keyboard_back_from_a_paste() {
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b[200~ab");
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert_eq!(decoder.patience(), Some(SEQUENCE_QUIET));
    assert_eq!(decoder.quiet(), [Input::Paste("ab".to_owned())]);
    assert_eq!(decoder.patience(), None);
    // It was the end after all, cut by a slow line: its rest is no typing.
    assert_eq!(decoder.feed(b"[20"), []);
    assert_eq!(decoder.feed(b"1~c"), [typed('c')]);
    // It was not: what is typed is heard.
    decoder.feed(b"\x1b[200~ab\x1b");
    decoder.quiet();
    assert_eq!(decoder.feed(b"1"), [typed('1')]);
    decoder.feed(b"\x1b[200~ab\x1b");
    decoder.quiet();
    assert_eq!([decoder.feed(b"["), decoder.quiet()].concat(), [typed('[')]);
}

#[test]
fn sequences_that_mean_no_key_are_swallowed_whole() {
    let noises: [&[u8]; 20] = [
        b"\x1b[?1;2c",
        b"\x1b]0;title\x07",
        b"\x1bP1$r\x1b\\",
        b"\x1b[97;5:3u",
        // Where the cursor is; in the first row this looks like F3 with a modifier.
        b"\x1b[12;40R",
        b"\x1b[1;2R",
        b"\x1b[?1;2R",
        // The mouse: xterm's new way, urxvt's, the oldest.
        b"\x1b[<0;10;5M",
        b"\x1b[<0;10;5m",
        b"\x1b[32;10;5M",
        b"\x1b[M !!",
        b"\x1b[M#\xff\xa0",
        b"\x1b[MCAB",
        // Private marks and intermediate bytes.
        b"\x1b[>0;276;0c",
        b"\x1b[?2004;1$y",
        b"\x1b[=1P",
        b"\x1b[?5A",
        b"\x1bO?5P",
        b"\x1b[99999999999~",
        b"\x1b[57441u",
    ];
    for noise in noises {
        assert_eq!(whole(noise), [], "{noise:?}");
        assert_eq!(bit_by_bit(noise), [], "{noise:?} byte by byte");
        assert_eq!(whole(&[noise, b"_"].concat()), [typed('_')], "{noise:?} and a key");
    }
}

#[test]
fn a_sequence_that_breaks_off_takes_no_key_with_it() {
    let up = Input::Key(Key::plain(Code::Up));
    for broken in ["\x1b[1;", "\x1b[<0;1", "\x1bO1;", "\x1b[[", "\x1b[M!", "\x1b]0;ti", "\x1bP1"] {
        let bytes = format!("{broken}\x1b[A");
        assert_eq!(whole(bytes.as_bytes()), std::slice::from_ref(&up), "{broken:?}");
        assert_eq!(whole(broken.as_bytes()), [], "{broken:?} alone");
    }
    let endless = [b"\x1b[".to_vec(), vec![b'1'; 300], b"\x1b[A".to_vec()].concat();
    assert_eq!(whole(&endless).last(), Some(&up));
    assert_eq!(whole(&endless), bit_by_bit(&endless));
}

/// Lines of what terminals and bad lines send.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let parts: Vec<&[u8]> = vec![
        b"\x1b",
        b"[",
        b"O",
        b"M",
        b"A",
        b"R",
        b"P",
        b"~",
        b";",
        b"5",
        b"1",
        b"<",
        b"?",
        b"$",
        b"]",
        b"\\",
        b"\x07",
        b"\r",
        b"\x18",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b[M",
        b"\x1b[<0;1;2M",
        b"\x1b[15~",
        b"\xe5",
        b"\x8d",
        b"\xff",
        "协".as_bytes(),
        "𠮷".as_bytes(),
        b"a",
    ];
    proptest::collection::vec(proptest::sample::select(parts), 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn a_line_split_anywhere_says_the_same(bytes in line(), cut in 0_usize..80) {
        let said = whole(&bytes);
        prop_assert_eq!(&bit_by_bit(&bytes), &said);
        let (front, back) = bytes.split_at(cut.min(bytes.len()));
        let mut decoder = Decoder::default();
        prop_assert_eq!(&[decoder.feed(front), decoder.feed(back), decoder.quiet()].concat(), &said);
    }

    #[test]
    fn after_any_line_that_goes_quiet_the_keyboard_works(
        bytes in prop_oneof![line(), proptest::collection::vec(proptest::num::u8::ANY, 0..200)],
    ) {
        let mut decoder = Decoder::default();
        decoder.feed(&bytes);
        decoder.quiet();
        prop_assert_eq!(decoder.patience(), None);
        prop_assert_eq!(decoder.feed(b"1"), [typed('1')]);
    }
}
