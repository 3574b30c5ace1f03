//! 征求意见 of 局作风办, before somebody of 中层 is appointed (R78).

use xieban_domain::appointment::AppointmentCommand;
use xieban_domain::refusal::RefusedField;

use super::PostVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: PostVerb = PostVerb {
    name: "征求意见",
    place: "2",
    does: Does::Ask(|desk, world| {
        let (mut asking, desk) = (Asking::new(), desk.clone());
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        asking.makes(move |said| Ok(desk.step(AppointmentCommand::Consult { date: said.get(&date)? })))
    }),
};
