//! The n-th call to the disk fails, once or from then on: no panic, nothing acknowledged lost, and work goes on when it is over.

use xieban::office::StoreError;

use crate::dice::Dice;
use crate::disk::{Disk, Fault};
use crate::ledger::{BEGUN, open};
use crate::quiet::hush;
use crate::rounds::{full, rounds};

/// Actions of one run.
const ACTIONS: usize = 40;

/// Works with a disk that fails, then with one that is mended; gives whether the fault was met.
fn round(fault: Fault, dice: &mut Dice) -> bool {
    let disk = Disk::with(&BEGUN.file);
    let mut ledger = BEGUN.ledger.clone();
    let office = open(&disk).unwrap();
    disk.fail(fault);
    let mut told = Ok(());
    for _ in 0..ACTIONS {
        told = ledger.work(&office, dice, 1);
        // A second try meets the fault that stays; one that has passed does no harm.
        if told.is_err() {
            told = ledger.settle(&office);
            break;
        }
    }
    let met = disk.failed() > 0;
    if let Err(error) = told {
        assert!(met && !fault.once, "{error}");
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
    met
}

#[test]
fn a_call_that_fails_costs_nothing_that_was_acknowledged() {
    hush();
    // In full each of 2,000 calls fails in four ways; in short a few of them.
    let (mut runs, mut met) = (0, 0);
    rounds("calls", 60, 8_000, |n, dice| {
        let from = u64::try_from(if full() { n / 4 } else { dice.below(1_000) }).unwrap();
        let fault = Fault { from, once: n % 2 == 0, full: n / 2 % 2 == 0 };
        runs += 1;
        met += usize::from(round(fault, dice));
    });
    println!("calls: {runs} runs, {met} met the fault, 0 lost, 0 that did not go on");
    assert!(met > runs / 4, "{met} of {runs}");
}
