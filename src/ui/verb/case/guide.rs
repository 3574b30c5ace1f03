//! 导引: the visitor is led on to another unit (R42).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Guide;
use xieban_domain::codes::GuideMode;

use super::{CaseVerb, Does, Subject as _};
use crate::layer::Action;
use crate::overlay::guide::guide;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "导引",
    place: "4",
    does: Does::Go {
        command: |view, _| view.command(CaseCommand::Guide(Guide::by(GuideMode::Slip))),
        fields: &[],
        way: |view, world| vec![Action::Open(Box::new(guide(view, view.title("导引"), None, world)))],
    },
};
