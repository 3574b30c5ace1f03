//! 法定延长: the law's day moves, once and as the head of the authority has approved (行政许可法 42).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::pause::{ExtendByLaw, LONGEST_EXTENSION};
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "法定延长",
    place: "026",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        asking.explain(format!(
            "许可机关负责人批准后办：只能一次，1至{LONGEST_EXTENSION}个工作日；承诺的日子不变。"
        ));
        let days = asking.days("工作日", RefusedField::Limit);
        let reason = asking.words("理由", RefusedField::Reason);
        let approved_on = asking.date("批准日期", RefusedField::BasisText, world.now().date());
        asking.makes(move |said| {
            let (days, reason) = (said.get(&days)?, said.get(&reason)?);
            Ok(CaseCommand::ExtendByLaw(ExtendByLaw { days, reason, approved_on: said.get(&approved_on)? }))
        })
    }),
};
