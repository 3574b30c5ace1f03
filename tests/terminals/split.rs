//! Keys on a line that delivers them in pieces.

use std::time::Duration;

use crate::practice::Practice;
use crate::terminal::{Stopwatch, Terminal, pace};

/// What lies between two bytes.
const GAP: Duration = Duration::from_millis(5);
/// The program waits 50 ms for the rest of a key: where this machine has held the next byte back nearly that long, nothing can
/// be said of it.
const STALL: Duration = Duration::from_millis(40);

/// This machine was too busy to play a line.
struct Stalled;

/// Sends a sequence byte by byte.
fn crumble(desk: &mut Terminal, bytes: &str) -> Result<(), Stalled> {
    let mut since = None;
    for byte in bytes.bytes() {
        if since.is_some() {
            pace(GAP);
        }
        desk.send(&[byte]);
        if since.replace(Stopwatch::start()).is_some_and(|since: Stopwatch| since.read() > STALL) {
            return Err(Stalled);
        }
    }
    Ok(())
}

#[test]
fn a_key_in_pieces_is_the_same_key() {
    let count = (0..20).find_map(|_| every_key_in_pieces().ok());
    println!("{} keys in pieces", count.expect("a machine that can play a line"));
}

fn every_key_in_pieces() -> Result<usize, Stalled> {
    // Every way in which terminals send an F-key, and its second way.
    let ways: [(&[&str], &str); 10] = [
        (&["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[P", "\x1b1"], "帮助：办件"),
        (&["\x1bOS", "\x1b[14~", "\x1b[[D", "\x1b4"], "[今日]"),
        (&["\x1b[15~", "\x1b[[E", "\x1b5"], "先告知来人"),
        (&["\x1b[18~", "\x1b7"], "─ 来电查询 ─"),
        (&["/", "、", "／"], "─ 找件 ─"),
        (&["\x1b[20~", "\x1b9"], "已遮屏"),
        (&["\x1b[21~", "\x1b0"], "仍由我负责到底"),
        (&["\x10", ":", "："], "命令"),
        (&["\x1b[C", "\x1bOC"], "[今日到期"),
        (&["\x1bOQ", "\x1b[12~", "\x1b[[B", "\x1b2"], "来访目的"),
    ];
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("口报");
    let mut count = 0;
    for (sequences, shown) in ways {
        for sequence in sequences {
            assert!(!desk.text().contains(shown), "{shown}");
            crumble(&mut desk, sequence)?;
            desk.shows(shown);
            match shown {
                "[今日到期" => crumble(&mut desk, if count % 2 == 0 { "\x1b[D" } else { "\x1bOD" })?,
                // 办件 by each of its ways.
                "来访目的" => crumble(&mut desk, ["\x1bOR", "\x1b[13~", "\x1b[[C", "\x1b3"][count % 4])?,
                _ => crumble(&mut desk, "\x1b")?,
            }
            desk.loses(shown);
            count += 1;
        }
    }
    // In the form: fields up and down, a character of three bytes, the caret, and the keys that delete.
    desk.keys("F2 Enter 1 Enter").cursor_at((10, 5));
    for (sequence, cursor) in [
        ("王", (12, 5)),
        ("秀", (14, 5)),
        ("𠮷", (16, 5)),
        ("\x1b[D", (14, 5)),
        ("\x1bOD", (12, 5)),
        ("\x1b[C", (14, 5)),
        ("\x1b[H", (10, 5)),
        ("\x1b[F", (16, 5)),
        ("\x1b[1~", (10, 5)),
        ("\x1b[4~", (16, 5)),
        ("\x1bOH", (10, 5)),
        ("\x1bOF", (16, 5)),
        ("\x7f", (14, 5)),
        ("\x1b[B", (10, 6)),
        ("\x1bOB", (10, 7)),
        ("\x1b[A", (10, 6)),
        ("\x1bOA", (14, 5)),
        ("\t", (10, 6)),
        ("\x1b[Z", (14, 5)),
    ] {
        crumble(&mut desk, sequence)?;
        desk.cursor_at(cursor);
        count += 1;
    }
    crumble(&mut desk, "\x1b[H")?;
    desk.cursor_at((10, 5));
    crumble(&mut desk, "\x1b[3~")?;
    desk.loses("王秀").shows("秀");
    // F12 counts; F8 asks for what is missing.
    for sequence in ["\x1b[24~", "\x1b="] {
        crumble(&mut desk, sequence)?;
        desk.shows("咨询即答，记一次");
        crumble(&mut desk, "\x1b[B")?;
        desk.loses("咨询即答，记一次");
    }
    for sequence in ["\x1b[19~", "\x1b8"] {
        crumble(&mut desk, sequence)?;
        desk.shows("! ");
        crumble(&mut desk, "零")?;
        desk.loses("! ");
    }
    Ok(count + 6)
}

#[test]
fn an_esc_alone_acts_within_a_tenth_of_a_second() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("口报");
    let mut times = Vec::new();
    for _ in 0..9 {
        desk.keys("F9").shows("已遮屏");
        let watch = Stopwatch::start();
        desk.keys("Esc").loses("已遮屏");
        times.push(watch.read());
    }
    times.sort();
    println!("a lone Esc: {:?} to {:?}, median {:?}", times[0], times[8], times[4]);
    assert!(times[0] <= Duration::from_millis(100), "{times:?}");
}
