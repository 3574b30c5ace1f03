//! 制度和指南: what there is to read.

use super::DayVerb;
use crate::keymap::Verb;
use crate::layer::Action;
use crate::verb::Does;

pub(super) static VERB: DayVerb =
    DayVerb {
        name: "制度和指南", place: "4", does: Does::Show(|_, _| vec![Action::Run(Verb::Library)])
    };
