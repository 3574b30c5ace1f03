//! Every screen, by everybody, at two sizes: nobody is seen without a page, and no page is written for nothing.

use std::collections::BTreeSet;

use xieban_domain::moment::Moment;
use xieban_domain::reveal::{Extent, Reveal, SHOWN_FOR, Whose};
use xieban_domain::staff::Staff;
use xieban_office::{Answer, Office, Query};

use xieban_support::canary::registrations;
use xieban_support::full::full;
use xieban_support::looking::{Desk, Watch};
use xieban_support::people;
use xieban_support::verbs::{digits, places};

use crate::needles::{Kind, Needle, Of};
use crate::stage::{Planted, in_memory};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// The fields that whoever looks must get to see.
const IDENTITY: [&str; 9] = [
    "register.visitor.name",
    "register.visitor.phone",
    "register.visitor.id_no",
    "register.visitor.address",
    "register.visitor.organisation.address",
    "register.visitor.organisation.head",
    "register.visitor.reach",
    "take_complaint.complainant.name",
    "take_complaint.complainant.phone",
];

/// What the offices behind the wall must get to read.
const BEHIND: [&str; 6] = [
    "conduct.step.answer.words",
    "conduct.step.investigate.findings",
    "conduct.step.measure.basis",
    "conduct.step.on_the_spot.facts",
    "conduct.step.reply.words",
    "conduct.step.tell.facts",
];

/// Whoever watches a desk for needles.
struct Guard<'p> {
    planted: &'p Planted,
    person: Staff,
    /// Whom he has looked at so far, and for how much.
    looked: Vec<(Of, Extent)>,
    /// What was seen, and what of it he may not see.
    seen: BTreeSet<usize>,
    leaks: BTreeSet<String>,
    last: (String, usize),
    frames: usize,
    sheets: usize,
    bytes: usize,
}

impl<'p> Guard<'p> {
    fn of(planted: &'p Planted, person: &Staff) -> Self {
        Self {
            planted,
            person: person.clone(),
            looked: Vec::new(),
            seen: BTreeSet::new(),
            leaks: BTreeSet::new(),
            last: (String::new(), 0),
            frames: 0,
            sheets: 0,
            bytes: 0,
        }
    }

    fn judge(&mut self, place: &str, bytes: &[u8]) {
        self.bytes += bytes.len();
        for nth in self.planted.net.caught(bytes) {
            let needle = &self.planted.needles[nth];
            if !needle.may_be_seen_by(&self.person, &self.looked, &self.planted.acting) {
                let Needle { of, kind, at, .. } = needle;
                self.leaks.insert(format!("{} {place}: {kind:?} {at} of {of:?}", self.person.code));
            }
            self.seen.insert(nth);
        }
    }

    /// Somebody of whom there is a page and of whom nothing was seen.
    fn unseen(&self) -> Vec<&Of> {
        let seen = |of: &Of| {
            let clear = |nth: &usize| {
                let needle = &self.planted.needles[*nth];
                needle.of == *of && matches!(needle.kind, Kind::Contact | Kind::Person)
            };
            self.seen.iter().any(clear)
        };
        self.looked.iter().map(|(of, _)| of).filter(|of| !seen(of)).collect()
    }
}

impl Watch for Guard<'_> {
    fn frame(&mut self, screen: &str, text: &str, bytes: &[u8]) {
        self.frames += 1;
        let stands = (text.to_owned(), self.looked.len());
        // What stands as it stood was judged.
        if stands != self.last {
            self.judge(screen, text.as_bytes());
            self.last = stands;
        }
        self.judge(screen, bytes);
    }

    fn sheet(&mut self, name: &str, text: &str) {
        self.sheets += 1;
        self.judge(name, name.as_bytes());
        self.judge(name, text.as_bytes());
    }

    fn kept(&mut self, draft: &str) {
        self.judge("a draft", draft.as_bytes());
    }

    fn looked(&mut self, at: &Reveal) {
        let of = match at.of {
            Whose::Case(id) => Of::Case(id.to_string()),
            Whose::Complaint(id) => Of::Complaint(id.to_string()),
        };
        self.looked.push((of, at.purpose.extent()));
    }
}

/// How many pages say that somebody looked.
fn pages(office: &Office) -> usize {
    let session = office.practise("L01", "2号台").unwrap();
    let Answer::Looks(page) = office.ask(&session, &Query::Looks { offset: 0, limit: 1 }).unwrap() else {
        panic!()
    };
    page.total
}

/// What comes of desks.
#[derive(Default)]
struct Tally {
    desks: usize,
    frames: usize,
    sheets: usize,
    bytes: usize,
    looks: usize,
    seen: BTreeSet<usize>,
    leaks: BTreeSet<String>,
    unseen: BTreeSet<String>,
}

impl Tally {
    /// What comes of several.
    fn of<'t>(tallies: impl Iterator<Item = &'t Self>) -> Self {
        tallies.fold(Self::default(), |mut all, one| {
            all.desks += one.desks;
            all.frames += one.frames;
            all.sheets += one.sheets;
            all.bytes += one.bytes;
            all.looks += one.looks;
            all.seen.extend(&one.seen);
            all.leaks.extend(one.leaks.iter().cloned());
            all.unseen.extend(one.unseen.iter().cloned());
            all
        })
    }
}

/// Offices, desks, and the time that passes between them.
struct Round {
    office: Office,
    planted: Planted,
    tally: Tally,
}

impl Round {
    /// Somebody sits down, does this, and goes; what he looked at before is over.
    fn desk(
        &mut self,
        person: &Staff,
        size: (u16, u16),
        what: &str,
        work: &dyn Fn(&mut Desk<'_, Guard<'_>>),
    ) {
        let before = pages(&self.office);
        let mut desk = Desk::of(&self.office, &person.code.0, size, Guard::of(&self.planted, person));
        work(&mut desk);
        let guard = desk.watch;
        let looks = guard.looked.len();
        assert_eq!(pages(&self.office) - before, looks, "{} {what}", person.code);
        let unseen = guard.unseen();
        self.tally.unseen.extend(unseen.iter().map(|of| format!("{} {what}: {of:?}", person.code)));
        self.tally.desks += 1;
        self.tally.frames += guard.frames;
        self.tally.sheets += guard.sheets;
        self.tally.bytes += guard.bytes;
        self.tally.looks += looks;
        self.tally.seen.extend(&guard.seen);
        self.tally.leaks.extend(guard.leaks.iter().map(|leak| format!("[{what}] {leak}")));
        if looks > 0 {
            let later = Moment(self.office.now().0 + SHOWN_FOR + 1_000);
            self.office.set_clock(later);
        }
    }
}

/// How he may look: at once, or with a reason and his PIN.
const STAR: &str = "* \"核对来访人\" Enter \"2468\" Enter F8 Enter";

/// Whether the palette has no further action after so many.
fn actions(office: &Office, planted: &Planted, person: &Staff) -> usize {
    let mut desk = Desk::of(office, &person.code.0, SIZES[1], Guard::of(planted, person));
    desk.keys("Ctrl-p");
    let (mut count, mut before) = (1, desk.text());
    loop {
        desk.keys("↓");
        let now = desk.text();
        if now == before {
            return count;
        }
        (count, before) = (count + 1, now);
    }
}

/// Everything that this person comes to, at this size: every action of the palette, every view, and rows of his list.
fn everything(round: &mut Round, person: &Staff, size: (u16, u16)) {
    for nth in 0..actions(&round.office, &round.planted, person) {
        let keys = format!("Ctrl-p {} Enter 1 ↓ Enter → 2 PgDn Esc Esc Esc", "↓ ".repeat(nth));
        round.desk(person, size, &format!("action {nth}"), &|desk| desk.keys(&keys));
    }
    for (screen, views) in [("F3", 7), ("F4", 7), ("F5", 3), ("F6", 11)] {
        round.desk(person, size, screen, &|desk| {
            desk.keys(screen);
            for _ in 0..views {
                desk.keys("↓ Enter Esc →");
            }
        });
    }
    for row in 0..if full() { 11 } else { 2 } {
        let list = format!("F3 Home {}", "↓ ".repeat(row));
        // Every verb on the first of them, those of the row of digits on the others.
        let verbs: Vec<String> =
            places().filter(|(of, ..)| *of == "case").map(|(_, place, _)| digits(place)).collect();
        let short = |keys: &&String| row == 0 || keys.len() == 1;
        round.desk(person, size, &format!("row {row}"), &|desk| {
            verbs.iter().filter(short).for_each(|keys| desk.keys(&format!("{list} {keys} 1 F8 Esc Esc Esc")));
        });
    }
}

/// Looking at everybody whom he finds, in lists and in the whole view, and at those who complained.
fn looking(round: &mut Round, person: &Staff, size: (u16, u16)) {
    for row in 0..if full() { 25 } else { 12 } {
        let list = format!("F3 {} Home {}", "→ ".repeat(row % 3), "↓ ".repeat(row));
        round.desk(person, size, &format!("F3 {row} *"), &|desk| {
            desk.keys(&format!("{list} {STAR} Enter PgDn Esc"));
        });
    }
    // Of the open ones, which are as they were registered, all: a firm, somebody without a telephone.
    let cases = round.planted.cases.iter().rev();
    let open: Vec<String> = cases.take(registrations().len()).cloned().collect();
    for id in open {
        round.desk(person, size, &format!("/ {id} *"), &|desk| {
            desk.keys(&format!("F3 / \"{}\" Enter {STAR} Enter PgDn Esc", id.trim_start_matches("2026-")));
        });
    }
    for view in 0..3 {
        round.desk(person, size, &format!("F5 {view} *"), &|desk| {
            desk.keys(&format!("F5 {} Home {STAR} Enter PgDn", "→ ".repeat(view)));
        });
        for place in ["Home", "End"] {
            round.desk(person, size, &format!("F5 {view} {place}"), &|desk| {
                desk.keys(&format!(
                    "F5 {} {place} Enter PgDn PgDn Esc 1 2 3 F8 Esc Esc Esc",
                    "→ ".repeat(view)
                ));
            });
        }
    }
}

/// Every other one of the people, from this one on, at the desks of an office.
fn desks(first: usize) -> Round {
    let (office, planted) = in_memory();
    let mut round = Round { office, planted, tally: Tally::default() };
    for (nth, person) in people().iter().enumerate().skip(first).step_by(HALVES) {
        for (at, size) in SIZES.iter().enumerate() {
            // Every day each at one of the sizes, and of those who are alike one.
            if full() || at == nth % 2 && !["S03", "L02", "B01", "F01"].contains(&person.code.0.as_str()) {
                everything(&mut round, person, *size);
            }
            if full() || at != nth % 2 {
                looking(&mut round, person, *size);
            }
        }
    }
    round
}

/// Half of the people each in an office of their own, side by side.
const HALVES: usize = 2;

#[test]
fn nobody_is_seen_on_any_screen_without_a_page() {
    let rounds = std::thread::scope(|scope| {
        let halves: Vec<_> = (0..HALVES).map(|first| scope.spawn(move || desks(first))).collect();
        halves.into_iter().map(|half| half.join().unwrap()).collect::<Vec<_>>()
    });
    let planted = &rounds[0].planted;
    let tally = Tally::of(rounds.iter().map(|round| &round.tally));
    let looks_at = |kind: Kind| tally.seen.iter().filter(|nth| planted.needles[**nth].kind == kind).count();
    println!(
        "{} needles; {} desks, {} frames, {} sheets, {} bytes; {} looks, each with its page; in clear with them {} names and \
         telephones, {} other facts",
        planted.needles.len(),
        tally.desks,
        tally.frames,
        tally.sheets,
        tally.bytes,
        tally.looks,
        looks_at(Kind::Contact),
        looks_at(Kind::Person)
    );
    assert!(tally.leaks.is_empty(), "{} {:#?}", tally.leaks.len(), tally.leaks);
    assert!(tally.unseen.is_empty(), "pages for nothing: {:#?}", tally.unseen);
    // The control: every field of an identity was seen by somebody who had looked.
    let seen = |at: &str| tally.seen.iter().any(|nth| planted.needles[*nth].at == at);
    let missed: Vec<&str> = IDENTITY.into_iter().chain(BEHIND).filter(|at| !seen(at)).collect();
    assert!(missed.is_empty(), "{missed:?}");
    assert!(tally.looks > 20 && tally.frames > 2_000, "{} {}", tally.looks, tally.frames);
}

/// The controls: what stands there without a look is a leak, of whatever kind it is, and a look at somebody else is none at him.
#[test]
fn a_view_without_its_page_would_be_found() {
    let (_, planted) = in_memory();
    let staff = people();
    let of = |code: &str| staff.iter().find(|staff| staff.code.0 == code).unwrap();
    let first = |at: &str| planted.needles.iter().position(|needle| needle.at == at).unwrap();
    let shown = |nth: usize| planted.needles[nth].shown();
    for at in [
        "register.visitor.name",
        "register.visitor.phone",
        "register.visitor.id_no",
        "register.visitor.address",
    ] {
        let nth = first(at);
        let Of::Case(id) = &planted.needles[nth].of else { panic!("{at}") };
        for (code, extent, leaks) in [
            ("L01", None, true),
            ("S01", Some((id.clone(), Extent::Contact)), at.ends_with("id_no") || at.ends_with("address")),
            ("S01", Some((id.clone(), Extent::Whole)), false),
            ("S01", Some(("2026-22".to_owned(), Extent::Whole)), true),
        ] {
            let mut guard = Guard::of(&planted, of(code));
            guard.looked.extend(extent.map(|(id, extent)| (Of::Case(id), extent)));
            guard.frame("办件", &format!("│ {} │", shown(nth)), b"");
            assert_eq!(!guard.leaks.is_empty(), leaks, "{code} {at}");
            assert!(guard.seen.contains(&nth), "{at}");
        }
    }
    // Free words are for whoever works on the case; and a page for somebody who is not shown is one for nothing.
    let words = first("register.remark");
    for (code, leaks) in [("S01", false), ("L01", false), ("S02", true), ("A01", true)] {
        let mut guard = Guard::of(&planted, of(code));
        let text = shown(words);
        guard.sheet(
            "协办单",
            &text.chars().take(2).chain(" │\n│ ".chars()).chain(text.chars().skip(2)).collect::<String>(),
        );
        assert_eq!(!guard.leaks.is_empty(), leaks, "{code}");
    }
    let mut guard = Guard::of(&planted, of("S01"));
    guard.looked.push((Of::Case("2026-1".to_owned()), Extent::Whole));
    guard.frame("办件", "徐州市卫生监督所 80802345 18914882345 钱** 199****1846", b"");
    assert_eq!((guard.unseen(), guard.seen.len()), (vec![&Of::Case("2026-1".to_owned())], 0));
}
