//! 学习动员: a milestone of the launch is done (R7).

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::{KeepMilestone, Milestone};
use xieban_domain::refusal::RefusedField;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "学习动员",
    place: "3",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        let milestone = asking.choice("事项", &Milestone::ALL, Milestone::name, RefusedField::Matter);
        asking.choose(&milestone, 0);
        let done = asking.date("日期", RefusedField::Limit, world.now().date());
        let attendees = asking.text("参加人员", 60, RefusedField::Staff, String::new());
        asking.makes(move |said| {
            Ok(OfficeCommand::KeepMilestone(KeepMilestone {
                milestone: said.get(&milestone)?,
                done: said.get(&done)?,
                attendees: said.get(&attendees)?,
            }))
        })
    }),
};
