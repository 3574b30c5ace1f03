//! 临时顶岗: not on today's table, with the reason (R13).

use xieban_domain::command::{Command, OfficeCommand, StandIn};
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::LONGEST_LINE;

use super::DayVerb;
use crate::ask::{Ask, Asking};
use crate::layer::Layer;
use crate::verb::Does;

pub(super) static VERB: DayVerb = DayVerb { name: "临时顶岗", place: "1", does: Does::Ask(|_, _| ask()) };

fn ask() -> Ask<OfficeCommand> {
    let mut asking = Asking::new();
    asking.explain("今天值班表上没有您。写明原因即可顶岗登记。");
    let reason = asking.text("原因", LONGEST_LINE, RefusedField::Reason, "……".to_owned());
    asking.makes(move |said| Ok(OfficeCommand::StandIn(StandIn { reason: said.get(&reason)? })))
}

/// The same from where it turned out that he is not on the table.
pub(crate) fn dialog() -> Box<dyn Layer> {
    Box::new(ask().dialog(VERB.name, |asked| Some(Command::Office(asked))))
}
