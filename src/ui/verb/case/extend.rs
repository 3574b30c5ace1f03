//! 延期, once and with the leader's consent (行政许可法 42).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::pause::{Extend, LONGEST_EXTENSION};
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "延期",
    place: "024",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        asking.explain(format!("1至{LONGEST_EXTENSION}个工作日；写明怎样把理由告知服务对象的。"));
        let days = asking.days("工作日", RefusedField::Limit);
        let told = asking.words("告知内容", RefusedField::Reason);
        asking.makes(move |said| {
            Ok(CaseCommand::Extend(Extend { days: said.get(&days)?, told: said.get(&told)? }))
        })
    }),
};
