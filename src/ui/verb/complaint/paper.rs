//! 出单: the sheet of a complaint. Whoever answers for it hands out papers with who complained on them: he looks first.

use xieban_forms as forms;
use xieban_office::ComplaintRow;

use super::ComplaintVerb;
use crate::layer::{Action, Message};
use crate::overlay::paper::print;
use crate::overlay::reveal_flow::RevealFlow;
use crate::verb::Does;
use crate::world::World;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "出单",
    place: "9",
    does: Does::Show(|desk, world| match &desk.row {
        None => vec![Action::Say(Message::bad("没有选中的投诉。"))],
        Some(row) => {
            let mine = world.me.as_ref() == Some(&row.complaint.taken.officer);
            match mine && row.complaint.taken.complainant.is_some() {
                true => vec![Action::Open(Box::new(RevealFlow::at_complaint(row.complaint.id, paper)))],
                false => paper(row, world),
            }
        }
    }),
};

fn paper(row: &ComplaintRow, world: &World) -> Vec<Action> {
    print(forms::complaint_sheets(&forms::ComplaintPaper {
        complaint: &row.complaint,
        matter: &row.title,
        settings: &world.header.settings,
        staff: &world.header.staff,
        issued: world.now(),
    }))
}
