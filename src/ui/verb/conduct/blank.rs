//! 空白表: a form for whoever would rather write.

use xieban_forms::{self as forms, SheetKind};

use super::ConductVerb;
use crate::overlay::paper::print;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "空白表",
    place: "07",
    does: Does::Show(|_, world| print(forms::blank(SheetKind::Complaint, &world.header.settings))),
};
