//! 批准: a leader's, of a table without a flaw, as it was kept.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::roster::ApproveRoster;

use super::{QuarterDesk, QuarterVerb};
use crate::app::reception::doing;
use crate::layer::{Action, Message};
use crate::overlay::notice::Notice;
use crate::verb::{Does, Subject as _};

fn command(of: &QuarterDesk) -> Command {
    Command::Office(OfficeCommand::ApproveRoster(ApproveRoster { quarter: of.quarter }))
}

pub(super) static VERB: QuarterVerb = QuarterVerb {
    name: "批准",
    place: "05",
    does: Does::Go {
        command: |of, _| Some(command(of)),
        fields: &[],
        way: |of, _| {
            if of.unsaved {
                return vec![Action::Say(Message::bad("有改动没保存，请先按 F8 保存再批准。"))];
            }
            let approve = command(of);
            let lines = vec!["批准后即按此表值班；再改须办更正。".to_owned()];
            vec![Action::Open(Box::new(Notice::confirm(of.title("批准"), lines, move |_| {
                vec![doing(approve.clone(), "已批准。公示按 0 再按 6。")]
            })))]
        },
    },
};
