//! 记宣传 (R69).

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::KeepPublicity;
use xieban_domain::refusal::RefusedField;
use xieban_words::canonical;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

/// Persons reached; none where nothing is typed.
fn reached(typed: &str) -> Option<Option<u32>> {
    let typed = canonical::number(typed);
    if typed.is_empty() { Some(None) } else { typed.parse().ok().map(Some) }
}

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "记宣传",
    place: "2",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let form = asking.text("形式", 40, RefusedField::Summary, String::new());
        let place = asking.text("地点", 40, RefusedField::Address, String::new());
        let wrong = "人数写数字；不知道就空着。";
        let reached = asking.typed("人数", 8, RefusedField::Whole, None, (reached, wrong));
        asking.makes(move |said| {
            Ok(OfficeCommand::KeepPublicity(KeepPublicity {
                number: None,
                date: said.get(&date)?,
                form: said.get(&form)?,
                place: said.get(&place)?,
                reached: said.get(&reached)?,
            }))
        })
    }),
};
