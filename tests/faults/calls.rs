//! The n-th call to the disk fails, once or from then on: no panic, nothing acknowledged lost, and work goes on when it is over.

use xieban_office::StoreError;

use xieban_support::dice::Dice;
use xieban_support::rounds::{full, rounds};

use crate::disk::{Disk, Fault};
use crate::ledger::{BEGUN, open};
use crate::quiet::hush;

/// Calls that are each made to fail, in full and in short.
const CALLS: (usize, usize) = (2_000, 400);
/// Actions after which every one of them has been made.
const ACTIONS: usize = 400;

/// Works until the disk fails, and on, then with a disk that is mended.
fn round(fault: Fault, dice: &mut Dice) {
    let disk = Disk::with(&BEGUN.file);
    let mut ledger = BEGUN.ledger.clone();
    let office = open(&disk).unwrap();
    disk.fail(fault);
    let mut told = Ok(());
    let mut done = 0;
    while told.is_ok() && disk.failed() == 0 {
        told = ledger.work(&office, dice, 1);
        done += 1;
        assert!(done < ACTIONS, "call {} is never made", fault.from);
    }
    // A second try meets the fault that stays; one that has passed does no harm.
    if told.is_err() {
        told = ledger.settle(&office);
    }
    if let Err(error) = told {
        assert!(!fault.once, "{error}");
        assert_eq!(matches!(error, StoreError::Full), fault.full, "{error}");
    }
    if fault.full {
        office.last_page().expect("reading goes on");
    }
    disk.mend();
    let again = ledger.work(&office, dice, 2);
    again.unwrap_or_else(|error| panic!("mended, and still: {error}"));
    ledger.check(&office).unwrap();
    // What was acknowledged after the fault is on the platter too.
    disk.switch_off();
    drop(office);
    let office = open(&disk.after_power_cut(dice)).unwrap();
    ledger.check(&office).unwrap();
}

#[test]
fn a_call_that_fails_costs_nothing_that_was_acknowledged() {
    hush();
    let mut runs = 0;
    rounds("calls", 60, CALLS.0 * 4, |n, dice| {
        let from = if full() { n / 4 } else { dice.below(CALLS.1) };
        let from = u64::try_from(from).unwrap();
        // Each call fails in four ways.
        round(Fault { from, once: n % 2 == 0, full: n / 2 % 2 == 0 }, dice);
        runs += 1;
    });
    println!("calls: {runs} runs, each met its fault, 0 lost, 0 that did not go on");
}
