//! The ways back, by somebody who knows none of them: he reads what stands on the screen, types the command that stands there, and
//! puts in what he has in his hands. What the program says is all that he has to go by.

use std::fs;
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use serde_json::json;
use xieban_domain::staff::Role;
use xieban_office::{Lookout, Office, PinError, RecoveryCode, SignInError};
use xieban_support::{duty, founding, register, say};

use crate::terminal::{Setup, State, Terminal, until};

/// The PINs that people have chosen, and the one that somebody chooses on his way.
const PINS: [(&str, &str); 3] = [("A01", "wind-973164"), ("S01", "rain-724913"), ("S02", "snow-864209")];
const NEW: &str = "lake-628401";
/// Nobody's.
const WRONG: &str = "hill-517293";
/// Wide enough for a sentence with its paths.
const WIDE: (u16, u16) = (300, 40);
/// Nobody needs more commands than this.
const STEPS: usize = 4;

/// An office at work, and what is kept of it elsewhere.
struct Place {
    folder: tempfile::TempDir,
    code: String,
}

impl Place {
    /// With its witness in this folder of the machine; backed up when it had one case, at work until it had three.
    fn new(witness: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let drawn = RecoveryCode::drawn();
        let place = Self { folder, code: drawn.to_string() };
        let (store, witness) = (place.at("office.redb"), place.at(witness));
        let day = xieban_office::wall().date().to_string();
        let mut begin = founding(vec![duty(&day, Some("L01"))]);
        (begin.settings.practice, begin.recovery) = (Some(false), Some(drawn));
        for (staff, pin) in &mut begin.staff {
            *pin = Some(format!("first-{}-72491", staff.code.0.to_lowercase()));
        }
        Office::begin(&store, &witness, &begin).unwrap();
        let office = Office::witnessed(&store, &witness).unwrap();
        for (code, pin) in PINS {
            let first = format!("first-{}-72491", code.to_lowercase());
            office.change_pin(code, &first, pin, code).unwrap();
        }
        let come = |request: &str| {
            let officer = office.countersigner("S01", PINS[1].1, "S01").unwrap();
            office.act(&officer, request, &say(&register("ZX01", &json!([])))).unwrap().case.unwrap().seq
        };
        assert_eq!(come("kept"), 1);
        let key = age::x25519::Identity::generate();
        fs::write(place.at("key"), format!("{}\n", key.to_string().expose_secret())).unwrap();
        let recipient = key.to_public().to_string().parse().unwrap();
        Lookout::witnessed(&store, &witness).unwrap().backup(&place.at("night.bak"), &[recipient]).unwrap();
        assert_eq!([come("lost-1"), come("lost-2")], [2, 3]);
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What whoever comes to help has in his hands, by the names that the sentences give it.
    fn hands(&self, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.at(name).to_str().unwrap().to_owned();
        let mut hands = vec![("备份文件", path("night.bak")), ("密钥文件", path("key"))];
        hands.extend([("代码", "A01"), ("密码", PINS[0].1), ("原因", "硬盘坏了")].map(owned));
        hands.extend(more.iter().copied().map(owned));
        hands
    }
}

fn owned((name, thing): (&'static str, &str)) -> (&'static str, String) {
    (name, thing.to_owned())
}

/// The commands that stand in what is said, with what stands before them for the shell.
fn commands(said: &str) -> Vec<Vec<String>> {
    // A row that goes on below ends as a shell takes it.
    let said = said.replace(" \\\n", " ");
    let mut found = Vec::new();
    for (at, _) in said.match_indices("xieban ") {
        let (before, after) = said.split_at(at);
        let set = before.split(|c: char| !c.is_ascii_graphic() && c != ' ').next_back().unwrap_or_default();
        let set = set.split_whitespace().filter(|word| word.starts_with("XIEBAN_") && word.contains('='));
        let end = |c: char| "，。；：（）\n".contains(c);
        let words = after.split(end).next().unwrap_or_default().split_whitespace();
        found.push(set.chain(words).map(str::to_owned).collect());
    }
    found
}

/// The command that takes most of what he has in his hands, with those things put in; none that needs what he has not.
fn chosen(said: &str, hands: &[(&str, String)], typed: &[Vec<String>]) -> Option<Vec<String>> {
    let held = |word: &str| hands.iter().find(|(name, _)| *name == word).map(|(_, thing)| thing.clone());
    let fits = |words: &Vec<String>| words.iter().all(|word| word.is_ascii() || held(word).is_some());
    let takes = |words: &Vec<String>| words.iter().filter(|word| held(word).is_some()).count();
    let mut fitting: Vec<_> = commands(said).into_iter().filter(fits).collect();
    fitting.sort_by_key(takes);
    // What asks for nothing is worth a try where nothing else is said, but for what begins anew.
    let begins = |words: &Vec<String>| words.iter().any(|word| ["demo", "init"].contains(&word.as_str()));
    let ready = fitting.into_iter().rfind(|words| takes(words) > 0 || (words.len() > 1 && !begins(words)))?;
    let ready: Vec<String> = ready.into_iter().map(|word| held(&word).unwrap_or(word)).collect();
    (!typed.contains(&ready)).then_some(ready)
}

/// Types a command, and answers what it asks for with what he has in his hands; gives what it said.
fn run(command: &[String], hands: &[(&str, String)]) -> String {
    let is_set = |word: &&String| word.starts_with("XIEBAN_");
    let environment = command.iter().take_while(is_set).filter_map(|word| word.split_once('='));
    let arguments = command.iter().skip_while(is_set).skip(1).map(String::as_str);
    let mut terminal = Terminal::start(&Setup {
        arguments: arguments.collect(),
        size: WIDE,
        environment: environment.collect(),
    });
    let mut answered = 0;
    loop {
        let asked = terminal.wait("a question or the end", |state| {
            let text = state.text();
            let mut questions = text.lines().filter_map(|line| line.trim().strip_suffix('：'));
            match questions.nth(answered) {
                Some(question) => Some(Some(question.to_owned())),
                None if state.is_at_its_end() => Some(None),
                None => None,
            }
        });
        let Some(question) = asked else { break };
        let (_, thing) =
            hands.iter().find(|(name, _)| *name == question).unwrap_or_else(|| panic!("{question}"));
        terminal.send(format!("{thing}\r").as_bytes());
        answered += 1;
    }
    terminal.end();
    let said = terminal.ended(State::text);
    for (name, thing) in hands.iter().filter(|(name, _)| name.contains('码')) {
        assert!(!said.contains(thing.as_str()) || name.contains("代码"), "{name} shows: {said}");
    }
    said
}

/// Goes on from what was said as long as it says how; gives the commands.
fn follow(mut said: String, hands: &[(&str, String)]) -> Vec<Vec<String>> {
    let mut typed: Vec<Vec<String>> = Vec::new();
    while let Some(command) = chosen(&said, hands, &typed) {
        said = run(&command, hands);
        typed.push(command);
        assert!(typed.len() <= STEPS, "{typed:?}");
    }
    typed
}

/// What a desk says that ends at once.
fn refused(arguments: &[&str]) -> String {
    let mut desk =
        Terminal::start(&Setup { arguments: arguments.to_vec(), size: WIDE, environment: Vec::new() });
    assert_eq!(desk.end().exit_code(), 1);
    desk.ended(State::text)
}

/// The control: the same sentence without its commands.
fn speechless(said: &str) -> String {
    said.replace("xieban ", "")
}

/// The next visitor at this store gets this number, and what is written is whole.
fn next_number(store: &Path, witness: &Path) -> u32 {
    let office = Office::witnessed(store, witness).unwrap();
    let officer = office.countersigner("S01", PINS[1].1, "S01").unwrap();
    let done = office.act(&officer, "after", &say(&register("ZX01", &json!([])))).unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
    done.case.unwrap().seq
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_fresh_machine_with_the_backup_and_the_key_and_the_witness_elsewhere() {
    let place = Place::new("elsewhere");
    let (fresh, witness) = (place.at("fresh"), place.at("elsewhere"));
    fs::create_dir(&fresh).unwrap();
    let store = fresh.join("office.redb");
    let said = refused(&["--store", text(&store), "--witness", text(&witness)]);
    let hands = place.hands(&[]);
    assert_eq!(follow(speechless(&said), &hands), [] as [Vec<String>; 0]);
    assert!(!store.exists(), "the control: without a command he gets nowhere");
    let typed = follow(said, &hands);
    println!("a fresh machine: {typed:?}");
    // Nothing is registered before somebody has accepted it, and no number is given out again.
    assert_eq!(next_number(&store, &witness), 4);
}

#[test]
fn a_fresh_machine_with_the_backup_and_the_key_and_nothing_else() {
    let place = Place::new("elsewhere");
    fs::create_dir(place.at("fresh")).unwrap();
    let (store, witness) = (place.at("fresh/office.redb"), place.at("fresh/office.witness"));
    let began = ["xieban", "case", "list", "--store", text(&store)].map(str::to_owned);
    let hands = place.hands(&[("最大编号", "协办单=3")]);
    let said = run(&began, &[]);
    follow(speechless(&said), &hands);
    assert!(!store.exists(), "the control: without a command he gets nowhere");
    println!("nothing else: {:?}", follow(said, &hands));
    // The papers say what no witness does.
    assert_eq!(next_number(&store, &witness), 4);
}

#[test]
fn a_fresh_machine_whose_backup_has_no_pins() {
    let place = Place::new("elsewhere");
    fs::create_dir(place.at("fresh")).unwrap();
    let (store, witness) = (place.at("fresh/office.redb"), place.at("fresh/office.witness"));
    let plain = place.at("plain.bak");
    let (old, elsewhere) = (place.at("office.redb"), place.at("elsewhere"));
    Lookout::witnessed(&old, &elsewhere).unwrap().backup(&plain, &[]).unwrap();
    let hands = [("备份文件", text(&plain)), ("代码", "A01"), ("新密码", NEW), ("新密码再输一次", NEW)];
    let hands: Vec<_> = hands.into_iter().chain([("最大编号", "协办单=3")]).map(owned).collect();
    let first = ["xieban", "restore", text(&plain), "--store", text(&store)].map(str::to_owned);
    let said = run(&first, &[]);
    let comes = || {
        let office = Office::witnessed(&store, &witness).unwrap();
        office.sign_in("A01", NEW, "1号台", true).is_ok()
    };
    follow(speechless(&said), &hands);
    assert!(!comes(), "the control: without a command he gets nowhere");
    let typed = follow(said, &hands);
    println!("without PINs: {typed:?}");
    let office = Office::witnessed(&store, &witness).unwrap();
    office.sign_in("A01", NEW, "1号台", true).unwrap();
    assert_eq!((office.health().discord, office.audit().unwrap().finding), (None, None));
}

#[test]
fn a_reading_command_on_a_fresh_machine_knows_the_way_as_well() {
    let place = Place::new("elsewhere");
    let (fresh, witness) = (place.at("fresh"), place.at("elsewhere"));
    fs::create_dir(&fresh).unwrap();
    let store = fresh.join("office.redb");
    let began = ["XIEBAN_WITNESS=", text(&witness)].concat();
    let began = [&began, "xieban", "case", "list", "--store", text(&store)].map(str::to_owned);
    let (said, hands) = (run(&began, &[]), place.hands(&[]));
    follow(speechless(&said), &hands);
    assert!(!store.exists(), "the control: without a command he gets nowhere");
    follow(said, &hands);
    assert_eq!(next_number(&store, &witness), 4);
}

#[test]
fn a_store_that_was_cut_short() {
    let place = Place::new("office.witness");
    let (store, witness) = (place.at("office.redb"), place.at("office.witness"));
    let whole = fs::read(&store).unwrap();
    fs::write(&store, &whole[..whole.len() / 3]).unwrap();
    let said = refused(&["--store", text(&store)]);
    let hands = place.hands(&[]);
    follow(speechless(&said), &hands);
    assert!(Office::open(&store).is_err(), "the control: without a command he gets nowhere");
    println!("a store cut short: {:?}", follow(said, &hands));
    assert_eq!(next_number(&store, &witness), 4);
}

/// Nobody gets in; the desk says how somebody becomes an administrator.
fn locked_out(code: &str) {
    let place = Place::new("office.witness");
    let (store, witness) = (place.at("office.redb"), place.at("office.witness"));
    let mut desk = Terminal::desk(&store, "1号台");
    desk.shows("密    码").keys(&format!("\"A01\" Enter \"{WRONG}\" Enter")).shows("恢复码");
    let said = desk.text();
    desk.keys("Esc").end();
    // He has no PIN: that is why he is here.
    let hands: Vec<_> =
        [("人员代码", code), ("恢复码", &place.code), ("新密码", NEW), ("新密码再输一次", NEW)]
            .map(owned)
            .into();
    let last = || Office::witnessed(&store, &witness).unwrap().last_page().unwrap();
    let before = last();
    follow(speechless(&said), &hands);
    assert_eq!(last(), before, "the control: without a command he gets nowhere");
    println!("locked out: {:?}", follow(said, &hands));
    let office = Office::witnessed(&store, &witness).unwrap();
    assert!(office.header().unwrap().staff.get(&code.into()).unwrap().is(Role::Administrator));
    // Whoever was wrong a moment ago waits; then the new PIN fits, and is changed.
    until("patience", || match office.change_pin(code, NEW, WRONG, "2号台") {
        Err(PinError::SignIn(SignInError::Wait { .. })) => None,
        changed => {
            changed.unwrap();
            Some(())
        }
    });
    office.sign_in(code, WRONG, "2号台", true).unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn the_last_administrator_is_gone() {
    locked_out("S02");
}

#[test]
fn the_last_pin_is_forgotten() {
    locked_out("A01");
}

#[test]
fn a_store_that_is_not_what_was_witnessed_says_on_the_screen_how_it_is_accepted() {
    let place = Place::new("office.witness");
    let (store, witness) = (place.at("office.redb"), place.at("office.witness"));
    fs::remove_dir_all(&witness).unwrap();
    let mut desk = Terminal::desk(&store, "1号台");
    desk.shows("台账见证不见了：只能查看").shows("doctor");
    let said = desk.text();
    desk.keys("Esc").end();
    let accepted = || Office::witnessed(&store, &witness).unwrap().health().discord.is_none();
    let hands = place.hands(&[("最大编号", "协办单=3")]);
    follow(speechless(&said), &hands);
    assert!(!accepted(), "the control: without a command he gets nowhere");
    println!("without its witness: {:?}", follow(said, &hands));
    assert_eq!(next_number(&store, &witness), 4);
}
