//! Lines that are cut at random moments: the program is gone within a second without having spun, what was typed is offered to the same
//! account alone, nothing is locked, and the store is whole.

use std::fs::File;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::process::Signal;
use xieban_support::chance::Dice;
use xieban_support::full::full;
use xieban_support::rounds::rounds;

use crate::busy::Holder;
use crate::practice::{PERSON, Practice, done, run};
use crate::terminal::{Stopwatch, Terminal, pace};

/// Cut lines, every day and in full.
const SHORT: usize = 12;
const LONG: usize = 200;
/// So long it may take until the program is gone: a second where nothing else runs, which is the campaign's; every day other tests run
/// beside it and take the processor.
fn gone_within() -> Duration {
    Duration::from_secs(if full() { 1 } else { 3 })
}
/// So much of a processor it may take until then: far from a second of spinning, in ticks of 10 ms.
const TICKS: u64 = 25;

/// What is going on when the line is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Typing,
    Pasting,
    Dialog,
    Saving,
    Exporting,
    /// The far end has not read for a while: what is drawn does not fit into the line any more.
    Blocked,
    /// His PIN is being checked.
    Switching,
}

const MOMENTS: [Moment; 7] = [
    Moment::Typing,
    Moment::Pasting,
    Moment::Dialog,
    Moment::Saving,
    Moment::Exporting,
    Moment::Blocked,
    Moment::Switching,
];

/// Waits for the end of a desk whose line was cut; how long it took and how many ticks, or what is wrong with it.
fn gone(desk: &Terminal, watch: &Stopwatch, before: u64) -> Result<(Duration, u64), String> {
    while !desk.is_over() {
        if watch.read() > gone_within() {
            return Err(format!("still there after {:?}, {} ticks", gone_within(), desk.ticks() - before));
        }
        pace(Duration::from_millis(1));
    }
    let (took, ticks) = (watch.read(), desk.ticks() - before);
    if ticks > TICKS { Err(format!("gone after {took:?}, but {ticks} ticks")) } else { Ok((took, ticks)) }
}

/// A form with this name in it, on the screen.
fn half_typed(office: &Practice, name: &str) -> Terminal {
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys(&format!("F2 Enter 1 Enter \"{name}\"")).shows(name);
    desk
}

/// The PIN of whoever is to sit down next.
fn pin_of_the_next(office: &Practice) -> String {
    let mut door = office.desk("2号台");
    let pin = door.shows("密    码").pin("S02");
    door.signal(Signal::TERM);
    door.end();
    pin
}

/// Leads up to a moment, and cuts the line within it.
fn cut(desk: &mut Terminal, moment: Moment, pin: &str, dice: &mut Dice) -> Stopwatch {
    let wait = |most: usize, dice: &mut Dice| {
        pace(Duration::from_millis(u64::try_from(dice.below(most)).unwrap()));
    };
    match moment {
        Moment::Typing => {
            for c in "云龙区和平路一号".chars().take(dice.below(9)) {
                desk.keys(&format!("\"{c}\""));
                wait(60, dice);
            }
        }
        Moment::Pasting => {
            let long = "协办员".repeat(1 + dice.below(20_000));
            let end = if dice.below(2) == 0 { "\x1b[201~" } else { "" };
            desk.keys("Enter Enter Enter Enter");
            desk.send(format!("\x1b[200~{long}{end}").as_bytes());
            wait(100, dice);
        }
        Moment::Dialog => {
            let key: &&str = dice.one(&["F7", "F9", "F1", "Ctrl-p", "Ctrl-t", "Ctrl-k", "F10", "F11"]);
            desk.keys(key);
            wait(200, dice);
        }
        Moment::Saving => {
            desk.keys(
                "Enter Enter \"11010519491231002X\" Enter \"13800138000\" Enter \"云龙区和平路1号\" Enter",
            );
            // He may have been here before, and then more is asked.
            desk.keys("\"GW03\" Enter Enter").shows("材料 5项").keys("F8");
            wait(300, dice);
        }
        Moment::Exporting => {
            desk.keys("Ctrl-x").shows("4 今年").keys("4");
            wait(100, dice);
        }
        Moment::Blocked => {
            let away = desk.looks_away();
            desk.fills_its_line();
            drop(away);
        }
        Moment::Switching => {
            desk.keys("Ctrl-t").shows("数字选人").keys(&format!("8 \"{pin}\" Enter"));
            wait(100, dice);
        }
    }
    desk.hang_up()
}

/// No lock that a desk holds is held any more.
fn nothing_is_locked(office: &Practice) {
    let drafts = std::fs::read_dir(office.store().with_extension("drafts")).into_iter().flatten();
    let seats = drafts.map(|file| file.unwrap().path());
    let seats = seats.filter(|path| path.extension().is_some_and(|kind| kind == "lock"));
    for path in seats.chain([office.store().with_extension("presence")]) {
        let file = File::open(&path).unwrap();
        flock(&file, FlockOperation::NonBlockingLockExclusive)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// At the next sign-in it is offered to the same account; `other` account finds nothing.
fn is_offered(office: &Practice, name: &str, other: bool) {
    if other {
        let mut desk = office.desk("1号台");
        desk.sign_in("S02");
        assert!(!desk.text().contains("没登记完"), "another account");
        desk.keys("F2").shows("来访目的");
        assert!(!desk.text().contains(name), "another account");
        desk.signal(Signal::TERM);
        desk.end();
    }
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("没登记完的还在").keys("F2").shows(name);
    desk.signal(Signal::KILL);
    desk.end();
    std::fs::remove_dir_all(office.store().with_extension("drafts")).unwrap();
}

fn is_whole(office: &Practice) {
    done(&run(&["audit", "--store", office.store().to_str().unwrap()]));
}

#[test]
fn a_line_cut_at_any_moment_leaves_nothing_but_the_draft() {
    let office = Practice::new();
    let (mut longest, mut most, mut cases) = (Duration::ZERO, 0, office.cases().len());
    let mut seen = std::collections::BTreeMap::new();
    let pin = pin_of_the_next(&office);
    rounds("hang-ups", SHORT, LONG, |n, dice| {
        // Every moment comes; which one when is chance in the full figures alone.
        let moment = if n < MOMENTS.len() { MOMENTS[n] } else { *dice.one(&MOMENTS) };
        *seen.entry(moment).or_insert(0) += 1;
        let spelled: String = n
            .to_string()
            .bytes()
            .map(|digit| "零一二三四五六七八九".chars().nth(usize::from(digit - b'0')).unwrap())
            .collect();
        let name = format!("访客{spelled}");
        let mut desk = half_typed(&office, &name);
        let before = desk.ticks();
        let watch = cut(&mut desk, moment, &pin, dice);
        let before = before.max(desk.ticks());
        let (took, ticks) = gone(&desk, &watch, before).unwrap_or_else(|what| panic!("{moment:?}: {what}"));
        desk.end();
        (longest, most) = (longest.max(took), most.max(ticks));
        nothing_is_locked(&office);
        let now = office.cases().len();
        assert!(now == cases || moment == Moment::Saving && now == cases + 1, "{moment:?}: {now} of {cases}");
        match now > cases {
            true => drop(std::fs::remove_dir_all(office.store().with_extension("drafts"))),
            false => is_offered(&office, &name, n % 4 == 0),
        }
        cases = now;
        if n % 20 == 0 {
            is_whole(&office);
        }
    });
    is_whole(&office);
    println!("gone after {longest:?} at most, {most} ticks at most: {seen:?}");
}

#[test]
fn a_line_cut_while_another_process_stands_in_its_writing_is_left_all_the_same() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys(&format!("{PERSON} \"GW03\" Enter Enter 0")).shows("F8 出《协办回执》");
    let holder = Holder::stopped(&office);
    desk.keys("F8").shows("正在登记");
    let before = desk.ticks();
    let watch = desk.hang_up();
    let (took, ticks) = gone(&desk, &watch, before).unwrap();
    desk.end();
    println!("beside a stopped writer: gone after {took:?}, {ticks} ticks");
    holder.kill();
    nothing_is_locked(&office);
    is_offered(&office, "王秀英", false);
    is_whole(&office);
}

#[test]
fn a_program_asked_to_end_while_nobody_reads_its_line_ends() {
    let office = Practice::new();
    let mut desk = half_typed(&office, "王秀英");
    let away = desk.looks_away();
    desk.fills_its_line();
    let before = desk.ticks();
    let watch = Stopwatch::start();
    desk.signal(Signal::TERM);
    let (took, ticks) = gone(&desk, &watch, before).unwrap();
    println!("asked to end with a full line: gone after {took:?}, {ticks} ticks");
    // The control: it was full, for what gives the terminal back was waited for in vain.
    assert!(took > Duration::from_millis(150), "{took:?}");
    drop(away);
    desk.end();
    is_offered(&office, "王秀英", false);
    // Where the line is read in the end, it is given back.
    let mut desk = half_typed(&office, "王秀英");
    let away = desk.looks_away();
    desk.fills_its_line();
    desk.signal(Signal::TERM);
    pace(Duration::from_millis(20));
    drop(away);
    assert!(desk.end().success());
    desk.ended(|state| {
        let terminal = state.terminal();
        assert!(!terminal.alternate_screen() && !terminal.hide_cursor() && !terminal.bracketed_paste());
    });
    assert!(desk.is_given_back());
}

/// The control: a desk that does not hear that its line was cut, because it was not, is found to be still there.
#[test]
fn a_desk_that_stays_is_found() {
    let office = Practice::new();
    let mut desk = half_typed(&office, "王秀英");
    office.draft_with("王秀英");
    let before = desk.ticks();
    let found = gone(&desk, &Stopwatch::start(), before);
    assert!(found.is_err(), "{found:?}");
    // And it goes once it is.
    let watch = desk.hang_up();
    gone(&desk, &watch, before).unwrap();
    desk.end();
    is_offered(&office, "王秀英", false);
}
