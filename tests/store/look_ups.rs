//! Guessing at what a mask hides: how many guesses are tried, and what they leave.

use serde_json::json;
use xieban_domain::event::{AccessEvent, Event};
use xieban_journal::Page;
use xieban_office::{ActError, Answer, AskError, Clue, Office, Query};

use xieban_support::{at, duty, founding, register, say};

/// The pages by which somebody is known to have guessed: how often each says he did.
fn told(office: &Office) -> Vec<u32> {
    let mut told = Vec::new();
    let path = office.path().unwrap();
    let mut take = |bytes: &[u8]| {
        if let Event::Access(AccessEvent::Missed { tries }) = Page::read(bytes).unwrap().event {
            told.push(tries);
        }
        true
    };
    xieban_office::Lookout::open(path).unwrap().pages(1, &mut take).unwrap();
    told
}

fn office(folder: &std::path::Path) -> Office {
    let path = folder.join("office.xb");
    Office::create(&path).unwrap().found(&founding(vec![duty("2026-11-23", Some("L01"))])).unwrap();
    let store = xieban_store::Store::open(
        &path,
        xieban_domain::calendar::Calendar::bundled().unwrap(),
        &path.with_extension("witness"),
    );
    Office::over(store.unwrap(), at("2026-11-23T08:41")).unwrap()
}

#[test]
fn of_ten_thousand_guesses_at_what_somebody_said_the_throttle_s_tries_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let (officer, other) =
        (office.practise("S01", "1号台").unwrap(), office.practise("S02", "2号台").unwrap());
    let mut visitor = register("ZX01", &json!([]));
    visitor["visitor"]["phone"] = json!("13900005678");
    let case = office.act(&officer, "r-1", &say(&visitor)).unwrap().case.unwrap();
    let look = |said: &str| {
        say(&json!({ "do": "reveal", "of": { "case": case.to_string() }, "purpose": "接待", "said": said }))
    };
    let begin = office.now();
    let (mut compared, guesses) = (0, if xieban_support::full::full() { 10_000_i64 } else { 600 });
    for guess in 0..guesses {
        office.set_clock(begin.plus_ms(guess * 3_600_000 / guesses));
        match office.act(&other, &format!("g-{guess}"), &look(&format!("137{guess:04}5678"))) {
            Err(ActError::Refused(refusal)) if refusal.code() == "not_said" => compared += 1,
            Err(ActError::Refused(refusal)) => assert_eq!(refusal.code(), "look_up_waits"),
            other => panic!("{guess}: {other:?}"),
        }
    }
    assert!((7..=15).contains(&compared), "{compared} of {guesses} in an hour");
    assert_eq!(told(&office), [5], "a page a burst");
    // Whoever knows it is held up by nobody else's guesses, and then nothing is held against him.
    office.act(&officer, "right", &look("13900005678")).unwrap();
}

#[test]
fn numbers_that_nobody_has_are_looked_for_so_often_and_no_oftener() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let session = office.practise("S01", "1号台").unwrap();
    let begin = office.now();
    let ask = |office: &Office, guess: i64| {
        let text = format!("137{guess:04}5678");
        office.ask(&session, &Query::Recognise { clue: Clue::Phone, text, exact: true })
    };
    let mut answered = 0;
    for guess in 0..10_000 {
        office.set_clock(begin.plus_ms(guess * 360));
        match ask(&office, guess) {
            Ok(Answer::Known(known)) => answered += usize::from(known.is_empty()),
            Err(AskError::Refused(refusal)) => assert_eq!(refusal.code(), "look_up_waits"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(answered, 120, "of ten thousand in an hour");
    assert_eq!(told(&office), [40]);
    office.set_clock(begin.plus_ms(2 * 3_600_000));
    assert!(ask(&office, 1).is_ok(), "an hour later it goes on");
}
