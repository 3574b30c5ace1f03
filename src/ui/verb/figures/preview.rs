//! 看单样.

use super::ReportVerb;
use crate::layer::Action;
use crate::overlay::paper::PaperPreview;
use crate::verb::Does;

pub(super) static VERB: ReportVerb = ReportVerb {
    name: "看单样",
    place: "81",
    does: Does::Show(|of, world| vec![Action::Open(Box::new(PaperPreview::preview(of.sheets(world))))]),
};
