//! 停计时: an expert's work is not counted, and the visitor is told in writing (行政许可法 45).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::pause::StopClock;
use xieban_domain::codes::StopReason;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "停计时",
    place: "021",
    does: Does::Ask(|_, _| {
        let mut asking = Asking::new();
        asking.explain("需要多少个工作日，要书面告知服务对象；写明告知书的名称和文号。");
        let reason = asking.choice("不计时", StopReason::ALL, StopReason::name, RefusedField::Whole);
        let days = asking.days("工作日", RefusedField::Limit);
        let notice = asking.words("告知书", RefusedField::Reason);
        asking.makes(move |said| {
            let (reason, days, notice) = (said.get(&reason)?, said.get(&days)?, said.get(&notice)?);
            Ok(CaseCommand::StopClock(StopClock { reason, days, notice }))
        })
    }),
};
