//! The power goes, also while the store is being mended from the last time: nothing acknowledged is lost.

use std::process::{Command, Stdio};

use xieban_office::StoreError;

use xieban_support::dice::Dice;
use xieban_support::rounds::rounds;

use crate::disk::Disk;
use crate::ledger::{BEGUN, Ledger, open};
use crate::quiet::{fails, hush};

/// One life of the store: opened, worked on, perhaps closed. An error is the power that went.
fn live(disk: &Disk, ledger: &mut Ledger, dice: &mut Dice) -> Result<(), StoreError> {
    let office = open(disk)?;
    if dice.below(4) == 0 {
        ledger.check(&office)?;
    }
    let actions = 1 + dice.below(8);
    ledger.work(&office, dice, actions)?;
    if dice.below(2) == 0 {
        // Off while nothing happens, and not in the middle of closing.
        disk.switch_off();
    }
    drop(office);
    Ok(())
}

/// Cuts the power some times; gives how often, and what was acknowledged.
fn round(dice: &mut Dice, lies: bool) -> (usize, usize) {
    let mut disk = Disk::with(&BEGUN.file);
    let mut ledger = BEGUN.ledger.clone();
    let cuts = 1 + dice.below(5);
    for _ in 0..cuts {
        if lies {
            disk.lie();
        }
        let calls = *dice.one(&[4, 30, 120, 400]);
        disk.power_goes_after(dice.roll() % calls);
        if let Err(error) = live(&disk, &mut ledger, dice) {
            assert!(disk.is_off(), "{error}");
        }
        disk = disk.after_power_cut(dice);
    }
    let office = open(&disk).unwrap_or_else(|error| panic!("does not open: {error}"));
    ledger.check(&office).unwrap();
    (cuts, ledger.acknowledged() - BEGUN.ledger.acknowledged())
}

#[test]
fn no_power_cut_loses_what_was_acknowledged() {
    hush();
    hush();
    let (mut cuts, mut acknowledged) = (0, 0);
    rounds("power", 120, 10_000, |_, dice| {
        let (cut, told) = round(dice, false);
        cuts += cut;
        acknowledged += told;
    });
    println!("power: {cuts} cuts, {acknowledged} acknowledged, 0 lost, 0 that did not open");
    assert!(acknowledged > 0);
}

const LIAR: &str = "XIEBAN_LIAR";

/// Not a test: a process whose disk lies. It says of each round how it ended, and may itself not live to the end: the library
/// can abort on a store that such a disk has mangled.
#[test]
fn liar() {
    if std::env::var(LIAR).is_err() {
        return;
    }
    rounds("power-lies", 12, 200, |_, dice| {
        println!("\nbegun");
        if fails(|| _ = round(dice, true)) {
            println!("\nfound out");
        }
    });
    println!("\nended");
}

/// The control: with a disk that says it has synced and has not, the same test fails.
#[test]
fn a_disk_that_lies_about_syncing_is_found_out() {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "power::liar", "--nocapture", "--test-threads=1"]).env(LIAR, "1");
    let out = String::from_utf8(process.stderr(Stdio::null()).output().unwrap().stdout).unwrap();
    let count = |what: &str| out.lines().filter(|line| *line == what).count();
    let aborted = 1 - count("ended").min(1);
    let (tried, lost) = (count("begun"), count("found out") + aborted);
    println!("power-lies: {lost} of {tried} rounds failed, as they must; {aborted} took the process along");
    assert!(tried > 0 && lost * 4 > tried, "{lost} of {tried}: {out}");
}
