//! Whoever takes in what is said of a colleague: his retry, his numbers, his shift and his log say nothing but that it is done, and
//! nobody else's desk moves.

use serde_json::json;
use xieban_office::{ActError, Answer, Query};

use xieban_support::{day, say};

use crate::asks::neutral;
use crate::screens::desk_of;
use crate::stage::{STAGE, in_memory};

#[test]
fn r72_whoever_took_it_in_finds_nothing_of_it_afterwards() {
    let (stage, office) = (&*STAGE, in_memory(&[], &[]));
    let person = |code: &str| stage.people.iter().find(|staff| staff.code.0 == code).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    let asked = || {
        let ask = |query| neutral(&format!("{:?}", office.ask(&session, &query).unwrap()));
        let today = day("2026-11-23");
        [Query::Header, Query::Shift, Query::DaySheet(today), Query::Books(today), Query::Files, Query::Told]
            .map(ask)
    };
    let (mut colleague, mut accused) = (desk_of(&office, person("S02")), desk_of(&office, person("S03")));
    let before = (asked(), colleague.text(), accused.text());
    let take = say(&json!({
        "do": "take_conduct", "channel": "来信", "about": ["S03"], "content": "三次都让改日再来",
        "complainant": { "name": "李四", "phone": "13900139000" },
    }));
    let undo = say(&json!({ "do": "undo", "case": "2026-2" }));
    let undone = |request: &str| match office.act(&session, request, &undo) {
        Err(ActError::Refused(refusal)) => refusal.to_string(),
        other => panic!("{other:?}"),
    };
    let undone_before = undone("undo-1");
    let first = office.act(&session, "take", &take).unwrap();
    assert!(first.receipt.is_some() && first.case.is_none());
    let again = office.act(&session, "take", &take).unwrap();
    assert!(again.repeated && again.receipt.is_none() && again.case.is_none());
    colleague.changed();
    accused.changed();
    assert_eq!((asked(), colleague.text(), accused.text()), before, "nothing has moved");
    assert_eq!(undone("undo-2"), undone_before, "it is no step that could be taken back");
    assert!(colleague.watch.0.is_empty() && accused.watch.0.is_empty(), "no draft, no sheet");
    // The control: it is there, for whoever may know of it.
    let insider = office.practise("Z01", "1号台").unwrap();
    let Answer::Files(files) = office.ask(&insider, &Query::Files).unwrap() else { panic!() };
    assert_eq!(files.len(), 1);
}
