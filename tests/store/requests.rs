//! Request ids and versions: a retry gives the first result, a stale form is refused with who and when.

use serde_json::json;
use xieban_office::{ActError, Office};

use xieban_support::{at, day, duty, founding, on, register, say};

fn office() -> Office {
    let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
    office.found(&founding(vec![duty("2026-11-23", Some("L01"))])).unwrap();
    assert_eq!(office.now().date(), day("2026-11-23"));
    office
}

#[test]
fn a_retry_returns_the_first_result_and_another_body_is_refused() {
    let office = office();
    let session = office.practise("S01", "1号台").unwrap();
    let first = office.act(&session, "r-1", &say(&register("ZX01", &json!([])))).unwrap();
    assert!(!first.repeated);
    let pages = office.last_page().unwrap();
    let again = office.act(&session, "r-1", &say(&register("ZX01", &json!([])))).unwrap();
    assert!(again.repeated);
    assert_eq!((again.first, again.last, again.case), (first.first, first.last, first.case));
    let other = office.act(&session, "r-1", &say(&register("GW03", &json!([]))));
    assert!(matches!(other, Err(ActError::RequestReused)));
    assert_eq!(office.last_page().unwrap(), pages);
    let colleague = office.practise("S02", "2号台").unwrap();
    let own = office.act(&colleague, "r-1", &say(&register("GW03", &json!([])))).unwrap();
    assert!(!own.repeated, "an id is an account's own");
    for wrong in ["", &"长".repeat(200)] {
        assert!(matches!(
            office.act(&session, wrong, &say(&json!({ "do": "tally" }))),
            Err(ActError::Refused(_))
        ));
    }
}

#[test]
fn a_refused_request_may_be_tried_again_under_its_id() {
    let office = office();
    let session = office.practise("S01", "1号台").unwrap();
    let refused = office.act(&session, "r-1", &say(&register("TS01", &json!([]))));
    assert!(matches!(refused, Err(ActError::Refused(_))));
    office.act(&session, "r-1", &say(&register("ZX01", &json!([])))).unwrap();
}

#[test]
fn a_stale_form_is_refused_with_who_and_when() {
    let mut office = office();
    let session = office.practise("S01", "1号台").unwrap();
    let id = office.act(&session, "r-1", &say(&register("ZX01", &json!([])))).unwrap().case.unwrap();
    let mut prompt = on(id, &json!({ "do": "prompt", "cause": "停机" }));
    prompt["version"] = json!(1);
    office.set_clock(at("2026-11-23T09:15"));
    let colleague = office.practise("S02", "2号台").unwrap();
    office.act(&colleague, "r-2", &say(&on(id, &json!({ "do": "note_call", "words": "问" })))).unwrap();
    let Err(ActError::Refused(stale)) = office.act(&session, "r-3", &say(&prompt)) else {
        panic!("not stale")
    };
    assert_eq!(stale.code(), "stale");
    let told = stale.to_string();
    assert!(told.contains("李敏") && told.contains("11-23 09:15"), "{told}");
    prompt["version"] = json!(2);
    office.act(&session, "r-3", &say(&prompt)).unwrap();
}

#[test]
fn a_clock_gone_backwards_is_written_as_claimed_and_flagged() {
    let mut office = office();
    let session = office.practise("S01", "1号台").unwrap();
    office.act(&session, "r-1", &say(&json!({ "do": "tally" }))).unwrap();
    office.set_clock(at("2026-11-23T07:00"));
    office.act(&session, "r-2", &say(&json!({ "do": "tally" }))).unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
}
