//! 排出整季: the whole quarter, officers in turn by weeks or by half-days. What is there already is asked about first.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::roster::{By, DraftRoster, Quarter};

use super::{QuarterDesk, QuarterVerb};
use crate::layer::{Action, LayerReply};
use crate::overlay::notice::Notice;
use crate::screen::duty::QuarterDeed;
use crate::verb::Does;

/// One officer at a time: as many as an office of this size has to spare.
const DESKS: u8 = 1;

/// The command.
pub(crate) const fn draft(quarter: Quarter, by: By) -> Command {
    Command::Office(OfficeCommand::DraftRoster(DraftRoster { quarter, by, desks: DESKS }))
}

fn way(of: &QuarterDesk, by: By) -> Vec<Action> {
    let go = move || Action::Tell(LayerReply::Quarter(QuarterDeed::Draft(by)));
    if !of.would_lose() {
        return vec![go()];
    }
    let lines = vec!["现有的草稿和没保存的改动都会被替换。".to_owned()];
    vec![Action::Open(Box::new(Notice::confirm("重新排出整季", lines, move |_| vec![go()])))]
}

pub(super) static BY_WEEKS: QuarterVerb = QuarterVerb {
    name: "排出整季（整周轮）",
    place: "01",
    does: Does::Go {
        command: |of, _| Some(draft(of.quarter, By::Weeks)),
        fields: &[],
        way: |of, _| way(of, By::Weeks),
    },
};

pub(super) static BY_HALVES: QuarterVerb = QuarterVerb {
    name: "排出整季（半天轮）",
    place: "02",
    does: Does::Go {
        command: |of, _| Some(draft(of.quarter, By::Slots)),
        fields: &[],
        way: |of, _| way(of, By::Slots),
    },
};
