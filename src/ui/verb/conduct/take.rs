//! 登记: the form by which such a complaint is taken in.

use super::ConductVerb;
use crate::layer::{Action, LayerReply};
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "登记",
    place: "1",
    does: Does::Show(|_, _| vec![Action::Tell(LayerReply::TakeConduct)]),
};
