//! 新登记: the form by which a complaint is taken in.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{Channel, TakeComplaint};

use super::ComplaintVerb;
use crate::layer::{Action, LayerReply};
use crate::verb::Does;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "新登记",
    place: "1",
    does: Does::Go {
        command: |_, _| {
            Some(Command::Office(OfficeCommand::TakeComplaint(Box::new(TakeComplaint::of(
                Channel::InPerson,
            )))))
        },
        fields: &[],
        way: |_, _| vec![Action::Tell(LayerReply::TakeComplaint)],
    },
};
