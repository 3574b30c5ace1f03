//! 逐处看要改的: what is wrong with the table as it stands on the screen.

use super::QuarterVerb;
use crate::layer::{Action, LayerReply};
use crate::screen::duty::QuarterDeed;
use crate::verb::Does;

pub(super) static VERB: QuarterVerb = QuarterVerb {
    name: "逐处看要改的",
    place: "04",
    does: Does::Show(|_, _| vec![Action::Tell(LayerReply::Quarter(QuarterDeed::Flaws))]),
};
