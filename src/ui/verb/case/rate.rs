//! 评价 by the visitor, of his own will and once (R65).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::closing::Rate;
use xieban_domain::codes::Satisfaction;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "评价",
    place: "051",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        asking.explain("由服务对象自愿评价，一件只评一次；不满意的15个工作日内整改回访。");
        let level = asking.choice("满意度", Satisfaction::ALL, Satisfaction::name, RefusedField::Whole);
        let words = asking.more_words("原话", RefusedField::Remark);
        asking.makes(move |said| {
            Ok(CaseCommand::Rate(Rate { level: said.get(&level)?, words: said.get(&words)? }))
        })
    }),
};
