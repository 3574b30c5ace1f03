//! What strangers send: bursts of keys and of what no key sends; texts that would steer a terminal or hide; and what may come out.

use crate::chance::Dice;

/// Sequences that keyboards send.
const SEQUENCES: [&str; 40] = [
    "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~",
    "\x1b[21~", "\x1b[23~", "\x1b[24~", "\x1b1", "\x1b2", "\x1b3", "\x1b4", "\x1b5", "\x1b6", "\x1b7",
    "\x1b8", "\x1b9", "\x1b0", "\x1b-", "\x1b=", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[A", "\x1b[B",
    "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[2~", "\x1b[3~", "\x1b[Z", "\x1bv",
];
/// Words that somebody types, some of them of use.
const WORDS: [&str; 14] = [
    "王秀英",
    "ZX01",
    "GW03",
    "13800138000",
    "11010519491231002X",
    "云龙区和平路1号",
    "wxy",
    "cyfw",
    "２０２６-１",
    "、",
    "／",
    "：",
    "，。“”",
    "𠮷野家",
];

/// A burst of keys, pastes, and whatever else a line can carry.
pub fn burst(dice: &mut Dice) -> Vec<u8> {
    let byte = |dice: &mut Dice| u8::try_from(dice.below(256)).unwrap();
    match dice.below(40) {
        0..=10 => dice.one(&SEQUENCES).as_bytes().to_vec(),
        11..=17 => vec![b'0' + u8::try_from(dice.below(10)).unwrap()],
        18..=20 => b"\r".to_vec(),
        21 | 22 => b"\x1b".to_vec(),
        23 => vec![*dice.one(b"\t\x7f\x08 /:")],
        24..=27 => dice.one(&WORDS).as_bytes().to_vec(),
        28 | 29 => vec![1 + u8::try_from(dice.below(31)).unwrap()],
        30 => vec![0x1b, byte(dice)],
        31 => {
            let (_, text) = &texts()[dice.below(texts().len())];
            let end = if dice.below(4) == 0 { "" } else { "\x1b[201~" };
            format!("\x1b[200~{text}{end}").into_bytes()
        }
        32 => texts()[dice.below(texts().len())].1.clone().into_bytes(),
        33 => {
            let parameters: String =
                (0..dice.below(8)).map(|_| char::from(b"0123456789;:<=>?"[dice.below(16)])).collect();
            format!("\x1b[{parameters}{}", char::from(0x40 + u8::try_from(dice.below(63)).unwrap()))
                .into_bytes()
        }
        34 => [b"\x1b[M".to_vec(), vec![byte(dice), byte(dice), byte(dice)]].concat(),
        35 => b"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[I\x1b[O\x1b[1;1R".to_vec(),
        _ => (0..=dice.below(12)).map(|_| byte(dice)).collect(),
    }
}

/// Texts that would steer a terminal, a printer or a spreadsheet, or would hide; each with its kind.
pub fn texts() -> Vec<(&'static str, String)> {
    let between = |c: char| format!("甲{c}乙");
    let all = |from: u32, to: u32| (from..=to).filter_map(char::from_u32).map(between).collect::<Vec<_>>();
    let mut texts: Vec<(&'static str, String)> = Vec::new();
    let mut controls = all(0, 0x1f);
    controls.extend(all(0x7f, 0x9f));
    // As many as fit into any field, a few at a time.
    let mut add = |kind, parts: Vec<String>| texts.extend(parts.chunks(8).map(|few| (kind, few.concat())));
    add("controls", controls);
    add(
        "invisible",
        [(0x200b, 0x200f), (0x2028, 0x202e), (0x2060, 0x206f), (0xfe00, 0xfe0f), (0xfff9, 0xfffc)]
            .into_iter()
            .flat_map(|(from, to)| all(from, to))
            .chain(
                ['\u{ad}', '\u{34f}', '\u{61c}', '\u{115f}', '\u{1160}', '\u{3164}', '\u{feff}', '\u{ffa0}']
                    .map(between),
            )
            .collect(),
    );
    add("tags", [all(0xe0000, 0xe0007), all(0xe0041, 0xe0048), all(0xe0100, 0xe0107)].concat());
    add("private", [all(0xe000, 0xe003), all(0xf0000, 0xf0003), all(0x10_fff0, 0x10_fff3)].concat());
    add("none", [all(0xfdd0, 0xfdd3), all(0xfffe, 0xffff), all(0x1_fffe, 0x1_ffff)].concat());
    for (kind, text) in [
        ("csi", "甲\x1b[2J\x1b[31m\x1b[999;999H\x1b[?1049l\x1b[6n乙"),
        ("c1 csi", "甲\u{9b}2J\u{9b}31m乙"),
        ("osc title", "甲\x1b]0;题\x07\x1b]2;题\x1b\\乙"),
        ("osc 8", "甲\x1b]8;;http://a.b/\x1b\\链\x1b]8;;\x1b\\乙"),
        ("osc 52", "甲\x1b]52;c;cm0gLXJmIC8=\x07乙"),
        ("dcs", "甲\x1bP+q544e\x1b\\\x1bPq#0;2;0;0;0~\x1b\\乙"),
        ("apc", "甲\x1b_Gf=24;AAAA\x1b\\\x1b^隐\x1b\\\x1bX串\x1b\\乙"),
        ("reset", "甲\x1bc\x1b(0\x0e\x0f\x1b#8\x1b[!p乙"),
        ("marks", "甲a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{30a}\u{30b}乙"),
        ("lines", "甲\r\n乙\n丙\r丁\u{85}戊\u{2028}己\u{2029}庚\u{b}辛\u{c}壬"),
        ("formula", "=cmd|' /C calc'!A0"),
        ("formula plus", "+1+1"),
        ("formula at", "@SUM(1+1)"),
        ("formula tab", "\t=1+1"),
        ("markup", "</td><script>alert(1)</script>&amp;\"'"),
        ("emoji", "👨\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈 ❤\u{fe0f}"),
        ("flags", "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}"),
        ("paste end", "甲\x1b[201~\x1b[200~乙"),
    ] {
        texts.push((kind, text.to_owned()));
    }
    texts
}

/// May this character stand in anything that leaves the program?
const fn harmless(c: char) -> bool {
    !matches!(c as u32,
        0..=0x1f | 0x7f..=0x9f | 0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e
        | 0x2060..=0x206f | 0x3164 | 0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff9..=0xfffc
        | 0xe0000..=0x10_ffff)
        && c as u32 & 0xfffe != 0xfffe
}

/// What stands in a text that leaves the program and must not; `breaks`: the line ends and tabs that it may have.
pub fn harm(text: &str, breaks: &[char]) -> Option<String> {
    let wrong = text.chars().position(|c| !harmless(c) && !breaks.contains(&c));
    let mut marks = 0;
    let stack = text.chars().position(|c| {
        marks = if matches!(c as u32, 0x300..=0x36f) { marks + 1 } else { 0 };
        marks > 4
    });
    wrong.or(stack).map(|at| {
        let around: String = text.chars().skip(at.saturating_sub(12)).take(24).collect();
        format!("{around:?}")
    })
}

/// Bytes that the program sent to a terminal: nothing but text and what its encoder and its guard may send. Gives what is neither.
pub fn foreign(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("no UTF-8".to_owned()) };
    let mut plain = String::new();
    let mut parts = text.split('\x1b');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let Some(rest) = own(part) else {
            return Some(format!("ESC {:?}", part.chars().take(24).collect::<String>()));
        };
        plain.push_str(rest);
    }
    harm(&plain, &['\r', '\n', '\x08'])
}

/// A sequence of ours at the beginning, its Esc aside: what comes after it.
fn own(part: &str) -> Option<&str> {
    for whole in [
        "7", "8", ">", "[?1l", "[?25h", "[?25l", "[2J", "[3J", "[K", "[6n", "[?1049h", "[?1049l", "[?2004h",
        "[?2004l", "[?1000l", "[?1002l", "[?1003l", "[?1006l",
    ] {
        if let Some(rest) = part.strip_prefix(whole) {
            return Some(rest);
        }
    }
    let parameters = part.strip_prefix('[')?;
    let rest = parameters.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    rest.strip_prefix(['m', 'H', 'A', 'C', 'D'])
}
