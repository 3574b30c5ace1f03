//! Nothing is committed that cannot be read again.

use chrono::NaiveDate;
use xieban_domain::calendar::Calendar;
use xieban_domain::event::{AccessEvent, DeskEvent, Event};
use xieban_domain::number::CaseId;
use xieban_journal::{Header, Page};
use xieban_store::{ActError, ActProposal, Done, Request, Store, StoreError};

use xieban_support::at;

fn store() -> Store {
    Store::in_memory(Calendar::bundled().unwrap()).unwrap()
}

fn act(store: &Store, request: &str, event: Event) -> Result<Done, ActError> {
    let header = Header {
        by: "S01".into(),
        desk: "1号台".to_owned(),
        request: request.to_owned(),
        at: at("2026-11-30T09:00"),
    };
    let salts = &mut || [7; 32];
    store.act(&Request { header, body: Vec::new() }, salts, |_| Ok(ActProposal::from(vec![event])))
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a view that borrows is not general enough to stand for the closure"
)]
fn last_page(store: &Store) -> u64 {
    store.read(|snapshot| snapshot.last_page()).unwrap()
}

/// Events that are written as nothing reads them: a number of a year or of a sequence that there cannot be, a day before all days.
fn unreadable() -> [(&'static str, Event); 4] {
    let looked = |year, seq| Event::Access(AccessEvent::LookedUp { case: CaseId { year, seq } });
    let tallied = |date| Event::Desk(DeskEvent::Tallied { date, arrival: None });
    [
        ("a year before numbers", looked(1970, 1)),
        ("a sequence that has wrapped", looked(2026, 0)),
        ("a sequence beyond its check digit", looked(2026, u32::MAX)),
        ("a day before all days", tallied(NaiveDate::from_ymd_opt(-1, 1, 1).unwrap())),
    ]
}

#[test]
fn what_could_not_be_read_again_stores_nothing_and_the_next_action_goes_on() {
    let store = store();
    let fine = || Event::Desk(DeskEvent::Tallied { date: at("2026-11-30T09:00").date(), arrival: None });
    act(&store, "fine-1", fine()).unwrap();
    for (what, event) in unreadable() {
        let refused = act(&store, what, event).unwrap_err();
        assert!(matches!(refused, ActError::Store(StoreError::Unreadable(_))), "{what}: {refused:?}");
        assert_eq!(last_page(&store), 1, "{what}: nothing of it is there");
    }
    assert_eq!(act(&store, "fine-2", fine()).unwrap().last, 2);
    assert_eq!(store.audit().unwrap().finding, None);
}

/// The control: without reading back, the same events are committed, and the store is not what it was.
#[test]
fn without_reading_back_the_same_events_spoil_the_store() {
    for (what, event) in unreadable() {
        let store = store().without_reading_back();
        act(&store, what, event).unwrap();
        assert_eq!(last_page(&store), 1, "{what}");
        let mut pages = Vec::new();
        store
            .read(|snapshot| {
                snapshot.pages(1, &mut |_, bytes| {
                    pages.push(bytes.to_vec());
                    true
                })
            })
            .unwrap();
        let spoilt = Page::read(&pages[0]).is_err() || what == "a day before all days";
        assert!(spoilt, "{what}");
    }
}
