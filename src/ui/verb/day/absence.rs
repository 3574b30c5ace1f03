//! 登记离岗: who is away, and until when.

use super::DayVerb;
use crate::keymap::Verb;
use crate::layer::Action;
use crate::verb::Does;

pub(super) static VERB: DayVerb =
    DayVerb { name: "登记离岗", place: "3", does: Does::Show(|_, _| vec![Action::Run(Verb::Absence)]) };
