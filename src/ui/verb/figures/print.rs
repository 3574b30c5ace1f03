//! 打印两份.

use super::ReportVerb;
use crate::layer::Action;
use crate::overlay::paper::{Job, PaperPreview};
use crate::verb::Does;

pub(super) static VERB: ReportVerb = ReportVerb {
    name: "打印两份",
    place: "82",
    does: Does::Show(|of, world| {
        let job = Job { case: None, again: false };
        vec![Action::Open(Box::new(PaperPreview::to_print(of.sheets(world), job)))]
    }),
};
