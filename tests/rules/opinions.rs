//! 意见本 through both doors (R28).

use serde_json::{Value, json};
use xieban_domain::opinion::OpinionPage;
use xieban_office::{Answer, OpinionBook, Query};

use xieban_support::day;

use crate::world::World;

fn enter(volume: u16, page: u16) -> Value {
    json!({ "do": "enter_opinion", "volume": volume, "page": page, "date": "2026-11-20", "content": "凳子少", "by": "张三" })
}

fn answer(volume: u16, page: u16) -> Value {
    json!({ "do": "answer_opinion", "volume": volume, "page": page, "words": "已添四张" })
}

fn publish(volume: u16, page: u16, published: bool) -> Value {
    json!({ "do": "publish_opinion", "volume": volume, "page": page, "published": published })
}

fn book(world: &World, code: &str, volume: Option<u16>) -> OpinionBook {
    let session = world.office.practise(code, "1号台").unwrap();
    let Answer::Opinions(book) = world.office.ask(&session, &Query::Opinions { volume }).unwrap() else {
        panic!("another answer")
    };
    *book
}

/// The sentence of a refusal.
fn told(world: &mut World, code: &str, command: &Value) -> String {
    world.act(code, command).unwrap_err().to_string()
}

#[test]
fn r28_page_seven_after_five_asks_for_page_six_by_its_number() {
    let mut world = World::new();
    for page in 1..=5 {
        world.done("S01", &enter(1, page));
    }
    assert_eq!(world.no("S01", &enter(1, 7)), ("opinion_page_missing", "R28".to_owned()));
    assert!(told(&mut world, "S01", &enter(1, 7)).contains("第1册第6页"));
    world.done("S02", &json!({ "do": "enter_opinion", "volume": 1, "page": 6, "date": "2026-11-23" }));
    world.done("S01", &enter(1, 7));
    let book = book(&world, "S01", None);
    let pages: Vec<u16> = book.pages.iter().map(|page| page.place.page).collect();
    assert_eq!(pages, [7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(book.next, OpinionPage { volume: 1, page: 8 });
    assert_eq!((&book.pages[1].content, &book.pages[1].author), (&None, &None), "空白页");
    assert_eq!(book.pages[0].content.as_ref().unwrap().text(), "凳子少");
}

#[test]
fn r28_a_page_is_entered_once_and_the_refusal_says_by_whom_and_when() {
    let mut world = World::new();
    world.done("S01", &enter(1, 1));
    assert_eq!(world.no("F01", &enter(1, 1)).0, "opinion_page_taken");
    let told = told(&mut world, "F01", &enter(1, 1));
    assert!(told.contains("王芳") && told.contains("11-23 08:41"), "{told}");
}

#[test]
fn r28_a_volume_begins_with_page_one_once_the_former_exists() {
    let mut world = World::new();
    for (volume, page, why) in [
        (0, 1, "opinion_volume_missing"),
        (2, 1, "opinion_volume_missing"),
        (1, 0, "opinion_page_missing"),
        (1, 2, "opinion_page_missing"),
    ] {
        assert_eq!(world.no("S01", &enter(volume, page)).0, why, "{volume}/{page}");
    }
    world.done("S01", &enter(1, 1));
    assert!(told(&mut world, "S01", &enter(2, 3)).contains("第2册第1页"));
    world.done("S01", &enter(2, 1));
    assert_eq!(world.no("S01", &enter(4, 1)).0, "opinion_volume_missing");
    world.done("S01", &enter(1, 2));
    let both = book(&world, "S01", None);
    assert_eq!((both.volumes, both.pages.len(), both.next), (2, 3, OpinionPage { volume: 2, page: 2 }));
    let first = book(&world, "S01", Some(1));
    assert_eq!((first.pages.len(), first.next), (2, OpinionPage { volume: 1, page: 3 }));
}

#[test]
fn r28_nobody_writes_into_the_future() {
    let mut world = World::new();
    let mut early = enter(1, 1);
    early["date"] = json!("2026-11-24");
    assert_eq!(world.no("S01", &early).0, "opinion_in_future");
    early["date"] = json!("2026-11-23");
    world.done("S01", &early);
    assert_eq!(book(&world, "S01", None).pages[0].date, day("2026-11-23"));
}

#[test]
fn r28_leaders_and_the_two_offices_answer_and_publish_what_is_answered() {
    let mut world = World::new();
    assert_eq!(world.no("L01", &answer(1, 1)).0, "no_such_opinion_page");
    assert_eq!(world.no("L01", &publish(1, 1, true)).0, "no_such_opinion_page");
    world.done("S01", &enter(1, 1));
    for code in ["S01", "A01"] {
        assert_eq!(world.no(code, &answer(1, 1)).0, "not_authorised", "{code}");
        assert_eq!(world.no(code, &publish(1, 1, true)).0, "not_authorised", "{code}");
    }
    assert_eq!(world.no("A01", &enter(1, 2)).0, "not_authorised");
    assert_eq!(world.no("Z01", &publish(1, 1, true)).0, "opinion_answer_first");
    let mut empty = answer(1, 1);
    empty["words"] = json!("  ");
    assert_eq!(world.no("H01", &empty).0, "words_needed");
    world.done("H01", &answer(1, 1));
    assert_eq!(world.no("Z01", &answer(1, 1)).0, "opinion_answered");
    world.done("F01", &publish(1, 1, true));
    assert_eq!(world.no("F01", &publish(1, 1, true)).0, "nothing_changed");
    let page = book(&world, "S01", None).pages.remove(0);
    let said = page.answer.unwrap();
    assert_eq!((said.by.0.as_str(), said.words.text(), page.published), ("H01", "已添四张", true));
    world.done("L01", &publish(1, 1, false));
    assert!(!book(&world, "S01", None).pages[0].published);
}

#[test]
fn r28_what_is_written_in_the_book_is_not_the_administrators() {
    let mut world = World::new();
    world.done("S01", &enter(1, 1));
    world.done("Z01", &answer(1, 1));
    for (code, reads) in
        [("S02", true), ("L01", true), ("H01", true), ("Z01", true), ("F01", true), ("A01", false)]
    {
        let page = book(&world, code, None).pages.remove(0);
        let texts = [page.content, page.author, page.answer.map(|answer| answer.words)];
        assert!(texts.iter().flatten().all(|words| words.get().is_some() == reads), "{code}");
    }
}

#[test]
fn r28_the_book_is_the_same_after_a_rebuild() {
    let mut world = World::new();
    world.done("S01", &enter(1, 1));
    world.done("S01", &enter(1, 2));
    world.done("L01", &answer(1, 1));
    let before = book(&world, "S01", None);
    world.office.rebuild().unwrap();
    assert_eq!(book(&world, "S01", None), before);
    assert_eq!(world.office.audit().unwrap().finding, None);
}
