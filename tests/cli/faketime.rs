//! The real program shown another clock by libfaketime, where `XIEBAN_FAKETIME` names that library; it is the campaign's, as no machine need
//! have it. What the tests of every day do by handing a clock in is done here from outside.

use std::ffi::OsString;
use std::path::Path;

use serde_json::{Value, json};
use xieban_domain::moment::Moment;
use xieban_office::wall;
use xieban_support::chance::Dice;
use xieban_support::rounds::rounds;

use crate::act::lines;
use crate::clock::{act, confirm, office, tally};
use crate::run::{Xieban, xieban};

/// Commands under a false clock in a round.
const COMMANDS: usize = 6;
/// Seconds from 1970 to 2100.
const SPAN: usize = 4_102_444_800;

/// A moment that a clock may show: any of 130 years, or one not far from the true one.
fn shown(dice: &mut Dice) -> Moment {
    let seconds = |most: usize, dice: &mut Dice| i64::try_from(dice.below(most)).unwrap();
    match dice.below(3) {
        0 => Moment(seconds(SPAN, dice) * 1_000),
        1 => wall().plus_ms((seconds(80 * 86_400, dice) - 40 * 86_400) * 1_000),
        _ => wall().plus_ms((seconds(3_600, dice) - 1_800) * 1_000),
    }
}

/// The same run under a clock that shows this.
fn under(run: Xieban, library: &OsString, at: Moment) -> Xieban {
    // The library reads local time.
    let local = at.plus_ms(-8 * 3_600_000);
    let told = format!("@{} {}:00", local.date(), local.clock());
    run.env("LD_PRELOAD", library)
        .env("FAKETIME", told)
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .env("TZ", "UTC")
}

fn said(run: Xieban) -> Vec<Value> {
    run.said().lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// It is whole, and goes on by the true clock, confirmed where it has come to doubt it.
fn goes_on(path: &Path, request: &str) {
    xieban(&["audit"]).on(path).success();
    if said(act(path, &[]).told(lines(&[tally(request)])))[0]["ok"] == json!(true) {
        return;
    }
    let both = act(path, &["--second", "L01"])
        .told(lines(&[confirm(wall(), &format!("{request}-c")), tally(request)]));
    let answers = said(both);
    assert!(answers.iter().all(|answer| answer["ok"] == json!(true)), "{answers:?}");
    xieban(&["audit"]).on(path).success();
}

#[test]
fn no_clock_that_the_program_is_shown_ruins_a_ledger() {
    let Some(library) = std::env::var_os("XIEBAN_FAKETIME") else { return };
    let (mut taken, mut refused) = (0, 0);
    rounds("faketime", 10, 300, |_, dice| {
        let (_folder, path, _) = office(0);
        for n in 0..COMMANDS {
            let at = shown(dice);
            let run = act(&path, &[]).told(lines(&[tally(&format!("t-{n}"))]));
            match said(under(run, &library, at)).first() {
                Some(answer) if answer["ok"] == json!(true) => taken += 1,
                Some(_) | None => refused += 1,
            }
        }
        goes_on(&path, "after");
    });
    println!("{taken} taken and {refused} refused under false clocks; each ledger whole, and gone on with");
    // The control: the library does show the program another clock.
    let (_folder, path, _) = office(0);
    let far = Moment::parse("1970-01-02T09:00").unwrap();
    let run = under(act(&path, &[]).told(lines(&[tally("far")])), &library, far);
    assert_eq!(said(run)[0]["reason"], json!("host_clock"));
    assert!(taken > 0 && refused > 0);
}
