//! Somebody who has the file, its library and this program, and mends every trace inside: an old printed head gives him away.

use std::fs;
use std::path::Path;

use redb::{ReadableDatabase as _, ReadableTable as _};
use serde_json::json;
use xieban_domain::sealed::Seal;
use xieban_journal::{Hash, Page};
use xieban_office::{Lookout, Office};

use xieban_support::behind::{behind, table};
use xieban_support::dice::Dice;
use xieban_support::rounds::rounds;

use crate::ledger::{BEGUN, open_file};

/// What is done to the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Edit,
    Delete,
    Swap,
    Truncate,
    Insert,
}

const DEEDS: [Deed; 5] = [Deed::Edit, Deed::Delete, Deed::Swap, Deed::Truncate, Deed::Insert];

fn pages(path: &Path) -> Vec<Page> {
    let file = behind(path);
    let tx = file.begin_read().unwrap();
    let journal = tx.open_table(table("journal")).unwrap();
    journal.iter().unwrap().map(|row| Page::read(row.unwrap().1.value()).unwrap()).collect()
}

/// Changes pages; gives the number of the first that is another one now.
fn tamper(deed: Deed, pages: &mut Vec<Page>, dice: &mut Dice) -> u64 {
    // The office's founding stays: without people nothing could be rebuilt.
    let first = pages.iter().position(|page| page.request.starts_with("r-")).unwrap();
    let at = first + dice.below(pages.len() - first - 1);
    match deed {
        Deed::Edit => pages[at].at.0 -= 60_000,
        Deed::Delete => drop(pages.remove(at)),
        Deed::Swap => pages.swap(at, at + 1),
        Deed::Truncate => pages.truncate(at),
        Deed::Insert => pages.insert(at, pages[at + 1].clone()),
    }
    u64::try_from(at).unwrap() + 1
}

/// Numbers all pages anew and computes every hash, also the store's own note of its head.
fn rechain(pages: &mut [Page]) -> Vec<(u64, Hash, Vec<u8>)> {
    let mut before = Seal([0; 32]);
    let mut chained = Vec::new();
    for (number, page) in (1..).zip(pages) {
        (page.page, page.prev) = (number, before);
        let bytes = page.bytes().unwrap();
        before = Page::hash(&bytes);
        chained.push((number, before, bytes));
    }
    chained
}

fn write(path: &Path, chained: &[(u64, Hash, Vec<u8>)]) {
    let file = behind(path);
    let tx = file.begin_write().unwrap();
    {
        let mut journal = tx.open_table(table("journal")).unwrap();
        journal.retain(|_, _| false).unwrap();
        for (number, _, bytes) in chained {
            journal.insert(&number.to_be_bytes()[..], &bytes[..]).unwrap();
        }
        let mut requests = tx.open_table(table("requests")).unwrap();
        requests.retain(|_, _| false).unwrap();
        for (at, first, last) in asked(chained) {
            let row =
                json!({ "body": Seal([0; 32]), "done": { "first": first, "last": last, "case": null } });
            requests.insert(&at[..], row.to_string().as_bytes()).unwrap();
        }
        let (number, hash, _) = chained.last().unwrap();
        let head = [&number.to_be_bytes()[..], &hash.0].concat();
        tx.open_table(table("meta")).unwrap().insert(&b"head"[..], &head[..]).unwrap();
    }
    tx.commit().unwrap();
}

/// The key of each request, and its pages.
fn asked(chained: &[(u64, Hash, Vec<u8>)]) -> Vec<(Vec<u8>, u64, u64)> {
    let mut asked: Vec<(Vec<u8>, u64, u64)> = Vec::new();
    for (number, _, bytes) in chained {
        let (by, request) = Page::asked(bytes).unwrap();
        let at = [by.0.as_bytes(), &[0], request.as_bytes()].concat();
        match asked.last_mut().filter(|(known, ..)| *known == at) {
            Some((_, _, last)) => *last = *number,
            None => asked.push((at, *number, *number)),
        }
    }
    asked
}

fn finding(path: &Path) -> Option<String> {
    Lookout::open(path).unwrap().audit().unwrap().finding.map(|finding| finding.to_string())
}

#[test]
fn whoever_rewrites_the_whole_chain_is_found_by_an_old_printed_head() {
    let (mut by_chain, mut senseless, mut by_paper, mut by_witness) = (0, 0, 0, 0);
    rounds("tampering", 15, 500, |n, dice| {
        let deed = DEEDS[n % DEEDS.len()];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.xb");
        fs::write(&path, &BEGUN.file).unwrap();
        drop(open_file(&path).unwrap());
        let mut changed = pages(&path);
        let printed: Vec<(u64, Hash)> =
            rechain(&mut changed).iter().map(|(number, hash, _)| (*number, *hash)).collect();
        let from = tamper(deed, &mut changed, dice);

        // As it is, the chain gives him away, but for the end that was cut off.
        let plain: Vec<_> = (1..).zip(&changed).map(|(n, page)| (n, page.bytes().unwrap())).collect();
        let plain: Vec<_> = plain.into_iter().map(|(n, bytes)| (n, Page::hash(&bytes), bytes)).collect();
        let witnesses = path.with_extension("witness");
        let hidden = path.with_extension("hidden");
        fs::rename(&witnesses, &hidden).unwrap();
        if deed != Deed::Truncate {
            write(&path, &plain);
            assert!(finding(&path).is_some(), "{deed:?} at {from}");
            by_chain += 1;
        }

        // The control: once he has mended everything, nothing inside the file shows, unless the pages themselves make no sense.
        write(&path, &rechain(&mut changed));
        match Office::open(&path).unwrap().rebuild() {
            Ok(()) => match finding(&path) {
                None => {}
                // What was done for one request no longer stands together.
                Some(told) => {
                    assert!(told.ends_with("请求登记与台账不符"), "{deed:?} at {from}: {told}");
                    senseless += 1;
                }
            },
            Err(_) => senseless += 1,
        }
        fs::remove_dir_all(&witnesses).unwrap();

        let later: Vec<_> = printed.iter().filter(|(number, _)| *number >= from).collect();
        let (number, hash) = **dice.one(&later);
        let mut lookout = Lookout::open(&path).unwrap();
        assert!(!lookout.proves(number, hash).unwrap(), "{deed:?} at {from}: page {number} still proves");
        if let Some((number, hash)) = printed.iter().rfind(|(number, _)| *number < from) {
            assert!(
                lookout.proves(*number, *hash).unwrap(),
                "{deed:?} at {from}: the pages before are whole"
            );
        }
        by_paper += 1;

        fs::rename(&hidden, &witnesses).unwrap();
        let told = finding(&path).unwrap();
        assert!(told.contains("见证") || told.ends_with("请求登记与台账不符"), "{deed:?} at {from}: {told}");
        assert!(open_file(&path).unwrap().health().discord.is_some());
        by_witness += 1;
    });
    assert!(senseless < by_paper / 2, "{senseless} of {by_paper}: the control is too weak");
    println!(
        "tampering: by the chain {by_chain}; re-chained, by paper {by_paper}, by the witness {by_witness}"
    );
}
