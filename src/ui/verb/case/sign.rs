//! 签字: the visitor has signed on the page of signatures (R64).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::SignatureInput;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does};
use crate::ask::Asking;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "签字",
    place: "9",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        asking.explain("服务对象已在签字页上签字。下一空行已填好，Enter 保存；不在这一行的请改。");
        let position = asking.position("册页行", RefusedField::Signature, world.header.next_position);
        asking.makes(move |said| {
            Ok(CaseCommand::Sign(SignatureInput::Signed { position: said.get(&position)? }))
        })
    }),
};
