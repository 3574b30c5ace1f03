//! 出单 of a page.

use xieban_forms as forms;

use super::OpinionVerb;
use crate::layer::{Action, Message};
use crate::overlay::paper::print;
use crate::verb::Does;

pub(super) static VERB: OpinionVerb = OpinionVerb {
    name: "出单",
    place: "9",
    does: Does::Show(|desk, world| match &desk.page {
        None => vec![Action::Say(Message::bad("没有选中的页。"))],
        Some(page) => {
            let (settings, staff) = (&world.header.settings, &world.header.staff);
            print(vec![forms::opinion(&forms::OpinionPaper { page, settings, staff })])
        }
    }),
};
