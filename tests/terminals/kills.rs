//! `kill -9` at random moments of typing a registration: at most the last burst is missing, and no number is lost or doubled.

use std::time::Duration;

use rustix::process::Signal;
use serde_json::Value;
use xieban_support::chance::Dice;
use xieban_support::rounds::rounds;

use crate::practice::Practice;
use crate::terminal::{PATIENCE, Stopwatch, Terminal, pace, until};

/// Kills, every day and in full.
const SHORT: usize = 20;
const LONG: usize = 200;
/// A burst that is not kept within this time, the desk being left in peace, is a fault.
const KEPT: Duration = Duration::from_secs(10);
/// The moment of a kill after its burst, in milliseconds at the most.
const AFTER: usize = 600;

/// A visitor nobody else is.
struct Visitor {
    name: String,
    phone: String,
    address: String,
}

impl Visitor {
    fn new(n: usize, dice: &mut Dice) -> Self {
        let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
        let spelled: String =
            n.to_string().chars().map(|c| digits[c.to_digit(10).unwrap() as usize]).collect();
        let family = *dice.one(&["王", "欧阳", "李", "司马"]);
        Self {
            name: format!("{family}访客{spelled}"),
            phone: format!("138{n:08}"),
            address: format!("云龙区第{spelled}街"),
        }
    }

    /// What is typed from a blank form on, burst by burst; each with what the draft then holds, F8 aside.
    fn bursts(&self) -> [(String, String); 6] {
        let Self { name, phone, address } = self;
        [
            (format!("Enter 1 Enter \"{name}\""), format!(r#"["name",{{"text":"{name}"}}]"#)),
            (format!("Enter Enter Enter \"{phone}\""), format!(r#"["phone",{{"text":"{phone}"}}]"#)),
            (format!("Enter \"{address}\""), format!(r#"["address",{{"text":"{address}"}}]"#)),
            ("Enter \"ZX01\" Enter".to_owned(), r#""subject":"ZX01""#.to_owned()),
            ("Enter 2 Enter 1 Enter 1".to_owned(), r#"["simple",{"chosen":0}]"#.to_owned()),
            ("F8".to_owned(), String::new()),
        ]
    }

    /// The whole form anew, from whatever stands in it.
    fn again(&self) -> String {
        let (up, clear) = ("↑ ".repeat(30), format!("End {}", "Backspace ".repeat(30)));
        let Self { name, phone, address } = self;
        format!(
            "{up} Enter 1 Enter {clear} \"{name}\" Enter Enter Enter {clear} \"{phone}\" Enter {clear} \"{address}\" \
             Enter {clear} \"ZX01\" Enter Enter 2 Enter 1 Enter 1 "
        )
    }
}

/// What is kept of all forms.
fn drafts(office: &Practice) -> Vec<String> {
    let files = std::fs::read_dir(office.store().with_extension("drafts")).into_iter().flatten();
    let json = files.filter_map(|file| Some(file.ok()?.path()));
    json.filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

/// At most the last burst is missing: everything before it is in the one draft, or the form has become its case.
fn nothing_more_is_lost(
    visitor: &Visitor,
    before: usize,
    registered: bool,
    kept: &[String],
) -> Result<(), String> {
    if registered || before == 0 {
        return Ok(());
    }
    let [draft] = kept else { return Err(format!("{} drafts after {before} bursts", kept.len())) };
    let missing = visitor.bursts().into_iter().take(before).find(|(_, held)| !draft.contains(held));
    missing.map_or(Ok(()), |(burst, held)| Err(format!("{burst}: no {held} in {draft}")))
}

/// The numbers of all cases are there once, without a gap.
fn numbers_are_whole(cases: &[Value]) {
    let numbers: Vec<String> = cases.iter().map(|case| case["case"].as_str().unwrap().to_owned()).collect();
    let expected: Vec<String> = (1..=cases.len()).map(|seq| format!("2026-{seq}")).collect();
    assert_eq!(numbers, expected);
}

/// Types bursts, each once the one before is kept, and kills at a random moment after the last one. Gives how many were typed
/// before that one, and the longest that one took to be kept.
fn type_and_kill(
    desk: &mut Terminal,
    office: &Practice,
    visitor: &Visitor,
    dice: &mut Dice,
    keeps: bool,
) -> (usize, Duration) {
    let bursts = visitor.bursts();
    let last = dice.below(bursts.len());
    let mut longest = Duration::ZERO;
    for (at, (burst, held)) in bursts.iter().enumerate().take(last + 1) {
        desk.keys(burst);
        if at == last {
            break;
        }
        let watch = Stopwatch::start();
        if keeps {
            until(held, || drafts(office).iter().any(|draft| draft.contains(held)).then_some(()));
            longest = longest.max(watch.read());
        } else {
            pace(Duration::from_millis(900));
        }
    }
    pace(Duration::from_millis(u64::try_from(dice.below(AFTER)).unwrap()));
    desk.signal(Signal::KILL);
    desk.end();
    (last, longest)
}

fn sit_down(office: &Practice) -> Terminal {
    let mut desk = office.desk("1号台");
    desk.sign_in("S01");
    desk
}

#[test]
fn kills_of_typing_lose_no_more_than_the_last_burst() {
    assert!(KEPT < PATIENCE);
    let office = Practice::made("2026-11-23T08:41", "1", "12");
    let mut cases = office.cases().len();
    let mut desk = sit_down(&office);
    let (mut longest, mut whole, mut partly, mut blank, mut done) = (Duration::ZERO, 0, 0, 0, 0);
    rounds("typing", SHORT, LONG, |n, dice| {
        let visitor = Visitor::new(n + 1, dice);
        desk.keys("F3 F2").shows("来访目的");
        let (before, took) = type_and_kill(&mut desk, &office, &visitor, dice, true);
        longest = longest.max(took);
        assert!(took <= KEPT, "{took:?}");
        let listed = office.cases();
        numbers_are_whole(&listed);
        assert!(listed.len() <= cases + 1, "one form, one case");
        let registered = listed.len() > cases;
        let kept = drafts(&office);
        nothing_more_is_lost(&visitor, before, registered, &kept).unwrap();
        desk = sit_down(&office);
        match (registered, kept.first()) {
            (true, None) => done += 1,
            (true, Some(_)) => {
                // Killed between the case and the end of its draft: saved again it is the same case.
                desk.keys("F2").shows(&visitor.name).keys("F8").shows("1 已出好").keys("1").shows("已登记");
                done += 1;
            }
            (false, Some(draft)) => {
                let all = visitor.bursts().iter().all(|(_, held)| draft.contains(held));
                *(if all { &mut whole } else { &mut partly }) += 1;
                desk.keys("F2").shows("来访目的").keys(&visitor.again()).shows("F8 登记");
                desk.keys("F8").shows("1 已出好").keys("1").shows("已登记");
            }
            (false, None) => {
                blank += 1;
                desk.keys("F2").shows("来访目的").keys(&visitor.again()).shows("F8 登记");
                desk.keys("F8").shows("1 已出好").keys("1").shows("已登记");
            }
        }
        until("the draft's end", || drafts(&office).is_empty().then_some(()));
        let listed = office.cases();
        numbers_are_whole(&listed);
        assert_eq!(listed.len(), cases + 1, "the form is one case");
        cases = listed.len();
    });
    println!(
        "{} killed: {blank} before anything was kept, {partly} with a part of the form, {whole} with all of it, {done} with the case; \
         a burst was kept after {longest:?} at most",
        blank + partly + whole + done
    );
}

/// The control: without drafts the same kill does lose what was typed before.
#[test]
fn where_no_draft_can_be_kept_a_kill_loses_what_was_typed() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.shows("密    码");
    std::fs::write(office.store().with_extension("drafts"), "no folder").unwrap();
    desk.sign_in("S01");
    let lost = (0..20).map(Dice).find_map(|mut dice| {
        let visitor = Visitor::new(1, &mut dice);
        // Killed after more than one burst, before F8.
        (1..5).contains(&Dice(dice.0).below(visitor.bursts().len())).then_some((visitor, dice))
    });
    let (visitor, mut dice) = lost.unwrap();
    desk.keys("F2").shows("来访目的");
    let (before, _) = type_and_kill(&mut desk, &office, &visitor, &mut dice, false);
    assert!(before >= 1);
    let told = nothing_more_is_lost(&visitor, before, false, &drafts(&office));
    assert_eq!(told, Err(format!("0 drafts after {before} bursts")));
}
