//! 录入: the next page is proposed; another volume is typed over it.

use xieban_domain::command::OfficeCommand;
use xieban_domain::opinion::EnterOpinion;
use xieban_domain::refusal::RefusedField;

use super::OpinionVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: OpinionVerb = OpinionVerb {
    name: "录入",
    place: "1",
    does: Does::Ask(|desk, world| {
        let mut asking = Asking::new();
        asking.explain("页码须连续；空白页、不录内容的页，内容空着也要登记。");
        let volume = asking.number("册号", RefusedField::Whole, desk.next.volume);
        let page = asking.number("页码", RefusedField::Page, desk.next.page);
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let content = asking.more_words("意见内容", RefusedField::Reason);
        let by = asking.more_line("留言人", RefusedField::Name);
        asking.begin_at(&content);
        asking.makes(move |said| {
            Ok(OfficeCommand::EnterOpinion(EnterOpinion {
                volume: said.get(&volume)?,
                page: said.get(&page)?,
                date: said.get(&date)?,
                content: said.get(&content)?,
                by: said.get(&by)?,
            }))
        })
    }),
};
