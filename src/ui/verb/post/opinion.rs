//! 局作风办意见 on the record, with who signed it (R77, R79).

use xieban_domain::appointment::{AppointmentCommand, BureauOpinion};
use xieban_domain::refusal::RefusedField;

use super::PostVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: PostVerb = PostVerb {
    name: "局作风办意见",
    place: "3",
    does: Does::Ask(|desk, world| {
        let (mut asking, desk) = (Asking::new(), desk.clone());
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let opinion = asking.choice("意见", BureauOpinion::ALL, BureauOpinion::name, RefusedField::Whole);
        let signed_by = asking.text("签署人", 40, RefusedField::Name, "……".to_owned());
        let words = asking.words("内容", RefusedField::Reason);
        asking.makes(move |said| {
            Ok(desk.step(AppointmentCommand::NoteOpinion {
                date: said.get(&date)?,
                opinion: said.get(&opinion)?,
                signed_by: said.get(&signed_by)?,
                words: said.get(&words)?,
            }))
        })
    }),
};
