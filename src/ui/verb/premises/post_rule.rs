//! 上墙 of the marked rule (R30, R32).

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::PostRule;
use xieban_domain::refusal::RefusedField;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "上墙",
    place: "2",
    does: Does::Ask(|desk, world| {
        let mut asking = Asking::new();
        let name = desk.rule.as_ref().map_or_else(String::new, |rule| rule.name.clone());
        asking.explain(desk.rule.as_ref().map_or("", |rule| rule.title.as_str()));
        let date = asking.date("上墙日期", RefusedField::Limit, world.now().date());
        let place = asking.text("地点", 40, RefusedField::Address, String::new());
        let format = asking.text("样式批次", 40, RefusedField::Remark, String::new());
        asking.makes(move |said| {
            Ok(OfficeCommand::PostRule(PostRule {
                name: name.clone(),
                date: said.get(&date)?,
                place: said.get(&place)?,
                format: said.get(&format)?,
            }))
        })
    }),
};
