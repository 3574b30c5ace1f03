//! 意见本登记页 (R28, R26).

use serde_json::json;
use xieban_forms::{OpinionPaper, Sheet, opinion};
use xieban_office::{Answer, Query};

use crate::Desk;
use crate::golden::golden;

impl Desk {
    fn opinion(&self) -> Sheet {
        let session = self.office.practise("S01", "1号台").unwrap();
        let query = Query::Opinions { volume: None };
        let Answer::Opinions(book) = self.office.ask(&session, &query).unwrap() else { panic!() };
        let door = self.header();
        opinion(&OpinionPaper { page: &book.pages[0], settings: &door.settings, staff: &door.staff })
    }
}

/// A page with an answer.
pub(crate) fn answered(desk: &mut Desk) -> Sheet {
    let enter = json!({
        "do": "enter_opinion", "volume": 1, "page": 1, "date": "2026-11-20", "by": "张三",
        "content": "大厅的凳子少，老人来办事站着等。\n饮水机旁边没有纸杯，希望能放一些；另外，“协办员”的牌子请挂高一点，进门看不见。",
    });
    desk.office_act("S01", &enter);
    let words = "凳子已添四张，纸杯每天早晚各补一次，牌子已经升高，谢谢您的意见。";
    desk.office_act(
        "Z01",
        &json!({ "do": "answer_opinion", "volume": 1, "page": 1, "words": words, "published": true }),
    );
    desk.opinion()
}

#[test]
fn r28_a_page_of_the_book_with_its_answer_and_one_without() {
    let mut desk = Desk::open();
    golden("opinion", &[answered(&mut desk)]);
    desk.office_act("S01", &json!({ "do": "enter_opinion", "volume": 1, "page": 2, "date": "2026-11-23" }));
    golden("opinion_unanswered", &[desk.opinion()]);
}
