//! A disk that says that a write was done, and put a block where another one lies; or did it, and has the old block again later: seen by
//! the opening, an audit or the witness, or provably harmless.

use std::collections::BTreeMap;
use std::fs;

use xieban_support::dice::Dice;
use xieban_support::rounds::rounds;

use crate::damage::{Original, Outcome, is_sound, judge};
use crate::disk::{Astray, Disk, Stray};
use crate::ledger::{BEGUN, open};
use crate::quiet::{fails, hush};

/// Actions after which a write has gone astray.
const ACTIONS: usize = 200;

/// What stands on the disk after work in which a write went astray, and how the same file should be. The process is killed or closes.
fn worked(stray: Stray, closes: bool, dice: &mut Dice) -> ([Vec<u8>; 2], crate::ledger::Ledger) {
    let disk = Disk::with(&BEGUN.file);
    let mut ledger = BEGUN.ledger.clone();
    let office = open(&disk).unwrap();
    disk.strays(stray);
    let mut told = Ok(());
    for done in 0.. {
        // An office that is told of the fault stops there.
        if disk.has_strayed() || told.is_err() {
            break;
        }
        assert!(done < ACTIONS, "write {} is never made", stray.after);
        told = ledger.work(&office, dice, 1);
    }
    let more = dice.below(4);
    if told.is_ok() && !stray.first_block {
        ledger.work(&office, dice, more).ok();
    }
    let killed = disk.files();
    drop(office);
    (if closes { disk.files() } else { killed }, ledger)
}

fn campaign(name: &str, ways: &[Astray]) {
    hush();
    let mut outcomes = BTreeMap::new();
    rounds(name, 40, 5_000, |_, dice| {
        let how = *dice.one(ways);
        let stray = Stray { how, after: dice.roll() % 60, first_block: false, chance: dice.roll() };
        let closes = dice.below(2) == 0;
        let ([found, right], ledger) = worked(stray, closes, dice);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.xb");
        let mut original = None;
        // Work that read the wrong block goes on with it: then the file as it should be is none either, and the deep check sees it.
        let outcome = match fails(|| original = Some(Original::at(&path, right, ledger))) {
            true => {
                assert!(!is_sound(&path, &found), "unseen, and worked with");
                Outcome::AtWork
            }
            false => judge(&path, &found, &original.unwrap(), dice),
        };
        *outcomes.entry(outcome).or_insert(0_usize) += 1;
    });
    println!("{name}: {outcomes:?}, 0 silent");
    assert!(outcomes.keys().any(|outcome| *outcome != Outcome::Harmless));
}

#[test]
fn a_block_at_anothers_place_is_seen_or_harmless() {
    campaign("misdirected", &[Astray::Misdirected]);
}

#[test]
fn an_old_block_that_comes_back_is_seen_or_harmless() {
    campaign("brought-back", &[Astray::BroughtBack, Astray::BroughtBackLate]);
}

/// The control: the block that says which state holds comes back, and the last action is gone from a file that is whole in itself.
/// Without its witness that is not seen; with it, it is.
#[test]
fn an_old_state_that_comes_back_is_seen_by_the_witness_alone() {
    hush();
    let (mut silent, mut seen) = (0, 0);
    rounds("old-state", 6, 200, |_, dice| {
        let stray = Stray { how: Astray::BroughtBackLate, after: 0, first_block: true, chance: dice.roll() };
        let ([found, right], ledger) = worked(stray, false, dice);
        for witnessed in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("office.xb");
            let original = Original::at(&path, right.clone(), ledger.clone());
            if witnessed {
                seen += usize::from(judge(&path, &found, &original, dice) == Outcome::Reported);
            } else {
                fs::remove_dir_all(path.with_extension("witness")).unwrap();
                silent += usize::from(fails(|| _ = judge(&path, &found, &original, dice)));
            }
        }
    });
    println!("old-state: the witness saw {seen}; without it {silent} passed for whole");
    assert!(seen > 0 && silent > 0, "{seen} seen, {silent} silent without the witness");
}
