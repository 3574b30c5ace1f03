//! Needles: each stands in one field of one command and nowhere else; and the net that finds them in some bytes.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use serde_json::{Value, json};
use xieban_domain::reveal::Extent;
use xieban_domain::staff::{Role, Staff};
use xieban_words::pinyin::Spelled;

use xieban_support::canary::{CREDIT, ID, found};
use xieban_support::words::{pair, triple};

/// Whom or what a needle is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    /// The visitor of a case, and what is written about it.
    Case(String),
    /// Whoever complains of a matter.
    Complaint(String),
    /// Whoever complains of one of us: behind the wall, which has its own test.
    Conduct,
    /// 任免, and 评议 of a person: behind the same wall, which the head looks over, too.
    Personnel,
    /// A page of 意见本.
    Opinion,
    /// Somebody who waits.
    Arrival,
    /// What the office writes about itself: by which command.
    Office(String),
}

/// What kind of field it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Name, telephone, or how else to reach somebody.
    Contact,
    /// Papers, addresses, whoever heads a firm, and any number or name that somebody wrote into free words.
    Person,
    /// A firm's name and 信用代码, which anybody can look up.
    Firm,
    /// Free words.
    Words,
    /// What names a thing or somebody at another unit, and stands on pages as it is: whoever came is not taken there.
    Label,
}

/// The fields of labels: a new one is free words until it stands here, and stands here only if the visitor's name is refused in it.
pub(crate) const LABELS: [&str; 17] = [
    "chase.whom",
    "decline_transfer.who",
    "guide.officer",
    "hand_over.receiver",
    "note_fee.basis",
    "note_materials.materials[].basis",
    "note_materials.materials[].name",
    "note_stage.phone",
    "note_stage.who",
    "register.disposition.basis",
    "register.materials[].basis",
    "register.materials[].name",
    "register.paper.number",
    "register.received_from.number",
    "register.stages[].phone",
    "register.stages[].who",
    "return.basis",
];

/// What the office writes of its own work and everybody of us reads: no number of a citizen's is taken there either.
const OPEN: [&str; 6] = [
    "amend_roster.reason",
    "post_roster.place",
    "propose_swap.reason",
    "replace_on_duty.reason",
    "report_roster.receiver",
    "report_roster.way",
];
/// What one of us is told of what is held against him, and what he answers.
const TOLD: [&str; 2] = ["conduct.step.answer.words", "conduct.step.tell.facts"];
/// Where a command says who comes, complains or writes.
const WHO: [&str; 3] = ["visitor", "complainant", "by"];

/// A needle.
#[derive(Debug, Clone)]
pub(crate) struct Needle {
    pub(crate) of: Of,
    pub(crate) kind: Kind,
    /// Command and field.
    pub(crate) at: String,
    patterns: Vec<Vec<u8>>,
}

/// Who acts for the officer of which case.
pub(crate) type Acting = BTreeSet<(String, String)>;

/// Makes needles.
#[derive(Default)]
pub(crate) struct Maker {
    names: usize,
    others: usize,
    /// What whoever is spoken of is called.
    called: BTreeMap<Of, String>,
}

impl Maker {
    fn next(&mut self) -> usize {
        self.others += 1;
        self.others
    }

    /// A name: its surname, which a list shows, is nobody's own.
    fn name(&mut self) -> (String, Vec<Vec<u8>>) {
        self.names += 1;
        let (rest, gbk) = pair(self.names);
        let name = format!("钱{rest}");
        let mut patterns = vec![rest.into_bytes(), gbk];
        let spelled = Spelled::new(&name).every_spelling().into_iter().filter(|spelled| spelled.len() > 7);
        patterns.extend(spelled.map(String::into_bytes));
        (name, patterns)
    }

    fn mark(&mut self) -> (String, Vec<Vec<u8>>) {
        let (mark, gbk) = triple(self.next());
        (mark.clone(), vec![mark.into_bytes(), gbk])
    }

    /// A number of a mobile telephone: a mask leaves its first three and last four digits.
    fn phone(&mut self) -> (String, Vec<Vec<u8>>) {
        // Neither the front nor the end of one is another's.
        let (turn, nth) = (self.others / 8_700, self.next() % 8_700);
        let front = [199, 198, 193, 191][turn];
        let number = format!("{front}{:08}", 12_340_000 + 10_007 * nth + turn);
        let patterns = vec![number.as_bytes()[3..].to_vec(), number.as_bytes()[..7].to_vec()];
        (number, patterns)
    }

    /// A number of papers with its check digit: neither the date of birth nor what follows it stays under a mask.
    fn papers(&mut self) -> (String, Vec<Vec<u8>>) {
        let n = self.next();
        let body =
            format!("320302{}{:02}{:02}{:03}", 1950 + n / 300 % 50, 1 + n / 25 % 12, 1 + n % 25, n % 1000);
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.chars().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
        let check = b"10X98765432"[usize::try_from(sum % 11).unwrap()];
        let number = format!("{body}{}", char::from(check));
        let patterns = vec![number.as_bytes()[6..].to_vec(), number.as_bytes()[..14].to_vec()];
        (number, patterns)
    }

    /// A 统一社会信用代码 with its check character.
    fn code(&mut self) -> (String, Vec<Vec<u8>>) {
        const SET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
        let body = format!("91320302MA{:07}", 1_000_000 + self.next());
        let (mut weight, mut sum) = (1, 0);
        for c in body.bytes() {
            sum += SET.iter().position(|of| *of == c).unwrap() * weight;
            weight = weight * 3 % 31;
        }
        let check = SET[(31 - sum % 31) % 31];
        let code = format!("{body}{}", char::from(check));
        (code.clone(), vec![code.as_bytes()[8..].to_vec()])
    }

    /// A command of the canary's with a needle in place of it in every field, and the needles. Who comes is dressed first, as words name
    /// him; what he was called before is his name again where the command is not done.
    pub(crate) fn dressed(&mut self, command: &Value, of: &Of) -> (Value, Vec<Needle>) {
        let mut needles = Vec::new();
        let what = command["do"].as_str().unwrap_or_default().to_owned();
        let mut fields: Vec<(&String, &Value)> = command.as_object().unwrap().iter().collect();
        fields.sort_by_key(|(field, _)| !WHO.contains(&field.as_str()));
        // Files and pages are not told apart here, and whoever answers for himself guesses: he is named only where he speaks himself.
        if matches!(of, Of::Conduct | Of::Opinion) {
            self.called.remove(of);
        }
        let mut dressed = json!({});
        for (field, part) in fields {
            dressed[field] = self.value(part, &format!("{what}.{field}"), of, &mut needles);
            let who = &dressed[field];
            if let Some(name) = who["name"].as_str().or(who.as_str())
                && WHO.contains(&field.as_str())
                && who != part
            {
                self.called.insert(of.clone(), name.to_owned());
            }
        }
        (dressed, needles)
    }

    /// What he is called of whom a command is.
    pub(crate) fn name_of(&self, of: &Of) -> Option<String> {
        self.called.get(of).cloned()
    }

    /// What was dressed last was not done.
    pub(crate) fn call(&mut self, of: &Of, name: Option<String>) {
        match name {
            Some(name) => self.called.insert(of.clone(), name),
            None => self.called.remove(of),
        };
    }

    fn value(&mut self, value: &Value, at: &str, of: &Of, needles: &mut Vec<Needle>) -> Value {
        match value {
            Value::String(text) if found(text.as_bytes()).is_some() => {
                json!(self.text(text, at, of, needles))
            }
            Value::Array(items) => {
                items.iter().map(|item| self.value(item, &format!("{at}[]"), of, needles)).collect()
            }
            Value::Object(fields) => {
                // Of steps that are told apart by what they are, each has fields of its own.
                let what = fields.get("what").and_then(Value::as_str);
                let at = what.map_or_else(|| at.to_owned(), |what| format!("{at}.{what}"));
                fields
                    .iter()
                    .map(|(name, part)| {
                        (name.clone(), self.value(part, &format!("{at}.{name}"), of, needles))
                    })
                    .collect()
            }
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn text(&mut self, text: &str, at: &str, of: &Of, needles: &mut Vec<Needle>) -> String {
        let mut take = |kind, patterns| {
            needles.push(Needle { of: of.clone(), kind, at: at.to_owned(), patterns });
        };
        let person = at.contains("visitor.") || at.contains("complainant.");
        let (text, kind, patterns) = match (at.rsplit('.').next().unwrap_or_default(), text) {
            ("name", _) if at.contains("organisation.") => {
                let (mark, patterns) = self.mark();
                (format!("徐州{mark}浴室"), Kind::Firm, patterns)
            }
            (_, CREDIT) => {
                let (code, patterns) = self.code();
                (code, Kind::Firm, patterns)
            }
            (_, ID) => {
                let (number, patterns) = self.papers();
                (number, Kind::Person, patterns)
            }
            ("address", _) => {
                let (mark, patterns) = self.mark();
                (format!("云龙区和平路7号{mark}"), Kind::Person, patterns)
            }
            ("head" | "by" | "outside[]" | "signed_by", _) => {
                let (name, patterns) = self.name();
                (name, Kind::Person, patterns)
            }
            ("name", _) if person => {
                let (name, patterns) = self.name();
                (name, Kind::Contact, patterns)
            }
            ("reach", _) => {
                let (mark, patterns) = self.mark();
                (format!("托{mark}"), Kind::Contact, patterns)
            }
            ("phone", _) if person => {
                let (number, patterns) = self.phone();
                (number, Kind::Contact, patterns)
            }
            // Where somebody at another unit is called.
            ("phone", _) => {
                let (number, patterns) = self.phone();
                (number, Kind::Label, patterns)
            }
            _ if LABELS.contains(&at) || OPEN.contains(&at) => {
                let (mark, patterns) = self.mark();
                (mark, Kind::Label, patterns)
            }
            (_, _) => {
                let ((mark, words), (number, digits)) = (self.mark(), self.phone());
                take(Kind::Words, words);
                // By the name, too, whoever is spoken of must not be known.
                let name = self.called.get(of).map_or("", String::as_str);
                (format!("{mark}{name}回电{number}"), Kind::Person, digits)
            }
        };
        take(kind, patterns);
        text
    }
}

impl Needle {
    /// The command that carries it, with this in its place.
    pub(crate) fn replaced(&self, carrier: &Value, by: &str) -> Value {
        serde_json::from_str(&carrier.to_string().replace(&self.shown(), by)).unwrap()
    }

    /// A form of it.
    pub(crate) fn shown(&self) -> String {
        String::from_utf8(self.patterns[0].clone()).unwrap()
    }

    /// May this person see it, who has looked so far at these?
    pub(crate) fn may_be_seen_by(&self, person: &Staff, looked: &[(Of, Extent)], acting: &Acting) -> bool {
        let extent = looked.iter().filter(|(of, _)| *of == self.of).map(|(_, extent)| *extent).max();
        let extent = extent.unwrap_or_default();
        let citizen = person.roles.iter().any(|role| *role != Role::Administrator);
        match self.kind {
            Kind::Contact => extent >= Extent::Contact,
            Kind::Person => extent == Extent::Whole,
            Kind::Firm => citizen,
            Kind::Label => true,
            // B01 is who was complained of.
            Kind::Words if TOLD.contains(&self.at.as_str()) && person.code.0 == "B01" => true,
            Kind::Words => extent == Extent::Whole || citizen && self.of.is_read_by(person, acting),
        }
    }
}

impl Of {
    /// Whether this person reads what is written about it in free words, with what identifies in them masked.
    fn is_read_by(&self, person: &Staff, acting: &Acting) -> bool {
        let leads = || {
            [Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice]
                .iter()
                .any(|role| person.is(*role))
        };
        match self {
            // Every case here is S01's.
            Self::Case(id) => {
                leads() || person.code.0 == "S01" || acting.contains(&(id.clone(), person.code.0.clone()))
            }
            Self::Conduct => person.is(Role::ConductOffice) || person.is(Role::DisciplineOffice),
            Self::Personnel => {
                [Role::ConductOffice, Role::DisciplineOffice, Role::Head].iter().any(|role| person.is(*role))
            }
            Self::Complaint(_) | Self::Opinion | Self::Arrival | Self::Office(_) => true,
        }
    }
}

/// The net.
pub(crate) struct Net {
    automaton: AhoCorasick,
    patterns: Vec<(Vec<u8>, usize)>,
}

impl Net {
    pub(crate) fn of(needles: &[Needle]) -> Self {
        let patterns: Vec<(Vec<u8>, usize)> = needles
            .iter()
            .enumerate()
            .flat_map(|(at, needle)| needle.patterns.iter().map(move |pattern| (pattern.clone(), at)))
            .collect();
        let mut builder = AhoCorasick::builder();
        let automaton = builder.ascii_case_insensitive(true).build(patterns.iter().map(|(bytes, _)| bytes));
        Self { automaton: automaton.unwrap(), patterns }
    }

    /// The needles in these bytes: as they are, and without blanks, line ends, borders, and what steers a terminal.
    pub(crate) fn caught(&self, bytes: &[u8]) -> BTreeSet<usize> {
        let close = close(bytes);
        let mut caught = BTreeSet::new();
        for bytes in [bytes, &close] {
            for found in self.automaton.find_overlapping_iter(bytes) {
                let (pattern, needle) = &self.patterns[found.pattern().as_usize()];
                // Letters and digits amid others are another word, another number.
                let amid = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
                let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
                let amid = amid(before) && amid(bytes.get(found.end()));
                let other = || amid || is_hash_or_moment(word(bytes, found.start(), found.end()));
                if !(pattern.is_ascii() && other()) {
                    caught.insert(*needle);
                }
            }
        }
        caught
    }
}

/// The letters and digits that a place stands in.
fn word(bytes: &[u8], start: usize, end: usize) -> &[u8] {
    let is = u8::is_ascii_alphanumeric;
    let before = bytes[..start].iter().rev().take_while(|byte| is(byte)).count();
    let after = bytes[end..].iter().take_while(|byte| is(byte)).count();
    &bytes[start - before..end + after]
}

/// What stands on every page, and may end like somebody's number: a hash or seal, and milliseconds since 1970.
fn is_hash_or_moment(word: &[u8]) -> bool {
    match word.len() {
        64 => word.iter().all(u8::is_ascii_hexdigit),
        13 => word.starts_with(b"17") && word.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn close(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut close = String::new();
    let mut parts = text.split('\x1b');
    close.push_str(parts.next().unwrap_or_default());
    for part in parts {
        // Only where a sequence moves nothing away is what follows next to what was before: good enough, as cells are looked at, too.
        close.push_str(
            part.trim_start_matches(|c: char| "[;".contains(c) || c.is_ascii_digit())
                .get(1..)
                .unwrap_or_default(),
        );
    }
    close.retain(|c| !c.is_whitespace() && c != '-' && !('\u{2500}'..='\u{257f}').contains(&c));
    close.into_bytes()
}
