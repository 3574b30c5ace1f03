//! 回座.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::premises::TakeSeat;

use super::BooksVerb;
use crate::app::reception::doing;
use crate::verb::Does;

const TAKE: Command = Command::Office(OfficeCommand::TakeSeat(TakeSeat {}));

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "回座",
    place: "3",
    does: Does::Go {
        command: |_, _| Some(TAKE), fields: &[], way: |_, _| vec![doing(TAKE, "已记回座。")]
    },
};
