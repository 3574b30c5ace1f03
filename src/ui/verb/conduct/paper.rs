//! 登记表 of a file; who complained is not on it.

use xieban_forms as forms;

use super::ConductVerb;
use crate::layer::{Action, Message};
use crate::overlay::paper::print;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "登记表",
    place: "05",
    does: Does::Show(|desk, world| match &desk.row {
        None => vec![Action::Say(Message::bad("没有选中的件。"))],
        Some(row) => print(forms::file_sheets(&forms::FilePaper {
            file: &row.file,
            complainant: None,
            settings: &world.header.settings,
            staff: &world.header.staff,
            issued: world.now(),
        })),
    }),
};
