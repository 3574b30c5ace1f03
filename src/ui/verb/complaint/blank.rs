//! 空白表: a form for whoever would rather write.

use xieban_forms::{self as forms, SheetKind};

use super::ComplaintVerb;
use crate::overlay::paper::print;
use crate::verb::Does;

pub(super) static VERB: ComplaintVerb = ComplaintVerb {
    name: "空白表",
    place: "0",
    does: Does::Show(|_, world| print(forms::blank(SheetKind::Complaint, &world.header.settings))),
};
