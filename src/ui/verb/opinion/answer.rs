//! 回复 on a page.

use xieban_domain::command::OfficeCommand;
use xieban_domain::opinion::{AnswerOpinion, OpinionPage};
use xieban_domain::refusal::RefusedField;

use super::OpinionVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: OpinionVerb = OpinionVerb {
    name: "回复",
    place: "2",
    does: Does::Ask(|desk, _| {
        let OpinionPage { volume, page } = desk.page.as_ref().map_or(desk.next, |page| page.place);
        let mut asking = Asking::new();
        let words = asking.words("回复内容", RefusedField::Reply);
        let published = [(false, "否".to_owned()), (true, "是".to_owned())].to_vec();
        let published = asking.one_of("公示", published, RefusedField::Whole);
        asking.choose(&published, 0);
        asking.makes(move |said| {
            let (words, published) = (said.get(&words)?, said.get(&published)?);
            Ok(OfficeCommand::AnswerOpinion(AnswerOpinion { volume, page, words, published }))
        })
    }),
};
