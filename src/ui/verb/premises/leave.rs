//! 离座: why, and when he is back; half an hour unless something else is typed.

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::{LeaveSeat, SeatReason};
use xieban_domain::refusal::RefusedField;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "离座",
    place: "1",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        asking.explain("离座期间开放时间内要有人接替。回来后在这里记回座，或者重新签到。");
        let reason = asking.choice("去向", &SeatReason::ALL, SeatReason::name, RefusedField::Reason);
        asking.choose(&reason, 0);
        let back = asking.clock("预计回来", RefusedField::Limit, world.now().plus_ms(30 * 60_000));
        asking.makes(move |said| {
            Ok(OfficeCommand::LeaveSeat(LeaveSeat { reason: said.get(&reason)?, back: said.get(&back)? }))
        })
    }),
};
