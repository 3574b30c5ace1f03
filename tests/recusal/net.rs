//! Everything by which a file could be known, looked for in one pass over some bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use aho_corasick::AhoCorasick;
use serde_json::Value;
use xieban_domain::staff::Staff;
use xieban_office::Lookout;
use xieban_words::mask;

use xieban_support::words::forms;

use crate::files::{FILES, Part, Planned, RECORDS, may_know, may_know_of, phone, receipt, recorded, said};
use crate::people::people;
use crate::stage::record_lot;

/// What a pattern gives away: a part of a file, or of one of several.
type Secrets = BTreeSet<(usize, Part)>;

/// The net.
pub(crate) struct Net {
    automaton: AhoCorasick,
    patterns: Vec<(Vec<u8>, Secrets)>,
}

impl Net {
    /// Woven of the plan, and of the seals that stand in this store.
    pub(crate) fn of(path: &Path) -> Self {
        let mut all: BTreeMap<Vec<u8>, Secrets> = BTreeMap::new();
        let mut add = |pattern: Vec<u8>, at: usize, part: Part| {
            all.entry(pattern).or_default().insert((at, part));
        };
        for at in 0..FILES {
            for part in [Part::Inside, Part::Facts, Part::Answer] {
                for form in forms(3 * at + part as usize) {
                    add(form, at, part);
                }
            }
            let number = crate::files::number(at).0.to_string();
            add(number.clone().into_bytes(), at, Part::Number);
            let seq = number.strip_prefix("2026-").unwrap();
            add(format!("seq: {seq}").into_bytes(), at, Part::Number);
            add(format!("{:06}", receipt(at)).into_bytes(), at, Part::Inside);
            let (name, phone) = (said(at, Part::Inside), phone(at));
            add(mask::name(&name).into_bytes(), at, Part::Inside);
            add(mask::phone(&phone).into_bytes(), at, Part::Inside);
            add(phone.as_bytes()[3..].to_vec(), at, Part::Inside);
        }
        for person in 0..people().len() {
            for form in forms(3 * FILES + person) {
                add(form, RECORDS + person, Part::Inside);
            }
            add(format!("seq: {}", 1 + record_lot(person)).into_bytes(), RECORDS + person, Part::Inside);
            add(mask::name(&recorded(person)).into_bytes(), RECORDS + person, Part::Inside);
        }
        for (nth, seal) in seals(path) {
            add(seal.into_bytes(), nth, Part::Inside);
        }
        let patterns: Vec<(Vec<u8>, Secrets)> = all.into_iter().collect();
        let mut builder = AhoCorasick::builder();
        let automaton = builder.ascii_case_insensitive(true).build(patterns.iter().map(|(bytes, _)| bytes));
        Self { automaton: automaton.unwrap(), patterns }
    }

    /// The patterns that stand in these bytes, as they are and without blanks.
    pub(crate) fn caught(&self, bytes: &[u8]) -> BTreeSet<usize> {
        let close: Vec<u8> = bytes.iter().copied().filter(|byte| !b" -\r\n\t".contains(byte)).collect();
        let mut caught = BTreeSet::new();
        for bytes in [bytes, &close] {
            for found in self.automaton.find_overlapping_iter(bytes) {
                let amid = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
                let pattern = &self.patterns[found.pattern().as_usize()].0;
                // Digits amid others are another number.
                let digits = pattern.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
                let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
                if pattern.len() > 8 || !digits || !(amid(before) || amid(bytes.get(found.end()))) {
                    caught.insert(found.pattern().as_usize());
                }
            }
        }
        caught
    }

    /// What of these patterns this person may not have.
    pub(crate) fn leaks(&self, person: &Staff, plan: &[Planned], caught: &BTreeSet<usize>) -> Vec<String> {
        let people = people();
        let knows = |at: usize, part| match at.checked_sub(RECORDS) {
            None => may_know(person, &plan[at], part),
            Some(of) => may_know_of(person, &people[of].code),
        };
        let hidden = |secrets: &Secrets| secrets.iter().all(|(at, part)| !knows(*at, *part));
        caught
            .iter()
            .map(|at| &self.patterns[*at])
            .filter(|(_, secrets)| hidden(secrets))
            .map(|(bytes, secrets)| format!("{} of {secrets:?}", String::from_utf8_lossy(bytes)))
            .collect()
    }

    /// The files that these patterns give away without a doubt.
    pub(crate) fn files(&self, caught: &BTreeSet<usize>) -> BTreeSet<usize> {
        let of = |at: &usize| self.patterns[*at].1.iter().map(|(file, _)| *file).collect::<BTreeSet<_>>();
        caught.iter().map(of).filter(|files| files.len() == 1).flatten().collect()
    }

    /// How much is looked for.
    pub(crate) fn len(&self) -> usize {
        self.patterns.len()
    }
}

/// The seals on the pages of files, each with its file: the plan's requests say which.
fn seals(path: &Path) -> Vec<(usize, String)> {
    let mut seals = Vec::new();
    let mut note = |page: &[u8]| {
        let page: Value = serde_json::from_slice(page).unwrap();
        let request = page["request"].as_str().unwrap_or_default().to_owned();
        let file = request.strip_prefix("plan-").and_then(|rest| rest.split('-').next()?.parse().ok());
        let behind = ["conduct", "personnel"].map(|stream| page["event"][stream].as_object());
        for seal in behind.into_iter().flatten().flat_map(|seals| seals.values()) {
            seals.push((file.unwrap(), seal.as_str().unwrap().to_owned()));
        }
        true
    };
    Lookout::open(path).unwrap().pages(1, &mut note).unwrap();
    seals
}
