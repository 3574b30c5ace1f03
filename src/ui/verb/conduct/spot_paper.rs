//! 处置记录 of what was done on the spot.

use xieban_forms as forms;

use super::ConductVerb;
use crate::layer::{Action, Message};
use crate::overlay::paper::print;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "处置记录",
    place: "06",
    does: Does::Show(|desk, world| {
        let done = desk.row.as_ref().and_then(|row| Some((row, row.file.on_the_spot.last()?)));
        let staff = &world.header.staff;
        match done {
            None => vec![Action::Say(Message::bad("没有临机处置的记录。"))],
            Some((row, (by, done))) => print(forms::on_the_spot_sheets(&forms::SpotPaper {
                file: &row.file,
                done,
                by: staff.get(by),
                settings: &world.header.settings,
                staff,
            })),
        }
    }),
};
