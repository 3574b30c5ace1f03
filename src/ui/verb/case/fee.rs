//! 费用: nothing, unless there is a basis for it (R1).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::service::Fee;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, case};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "费用",
    place: "035",
    does: Does::Ask(|view, _| {
        let case = case(view);
        let so_far = case.service.fee.fee;
        let mut asking = Asking::new();
        asking.explain(format!("现在{so_far}。协办不收费；依法收费的写明文件和条款。"));
        let fee = asking.amount("费用（元）", RefusedField::Whole, Fee(so_far.0.saturating_add(1)));
        let basis = asking.line("收费依据", RefusedField::BasisText);
        asking
            .makes(move |said| Ok(CaseCommand::NoteFee { fen: said.get(&fee)?.0, basis: said.get(&basis)? }))
    }),
};
