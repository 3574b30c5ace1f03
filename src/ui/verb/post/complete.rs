//! 办结 of a record (R77–R79).

use xieban_domain::appointment::AppointmentCommand;
use xieban_domain::refusal::RefusedField;

use super::PostVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: PostVerb = PostVerb {
    name: "办结",
    place: "4",
    does: Does::Ask(|desk, world| {
        let (mut asking, desk) = (Asking::new(), desk.clone());
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let reason = asking.words("说明", RefusedField::Reason);
        asking.makes(move |said| {
            let (date, reason) = (said.get(&date)?, said.get(&reason)?);
            Ok(desk.step(AppointmentCommand::Complete { date, reason }))
        })
    }),
};
