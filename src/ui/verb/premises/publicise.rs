//! 记宣传 (R69).

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::KeepPublicity;
use xieban_domain::refusal::RefusedField;
use xieban_words::canonical;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "记宣传",
    place: "2",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let form = asking.text("形式", 40, RefusedField::Summary, String::new());
        let place = asking.text("地点", 40, RefusedField::Address, String::new());
        let wrong = "人数写数字；不知道就空着。";
        // None where nothing is typed.
        let parse = |typed: &str| match canonical::number(typed).as_str() {
            "" => Some(None),
            typed => typed.parse().ok().map(Some),
        };
        let reached = asking.typed("人数", 8, RefusedField::Whole, None, (parse, wrong));
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
