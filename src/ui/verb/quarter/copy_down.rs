//! 这周抄到下一周: the week under the marker into the next one.

use super::QuarterVerb;
use crate::layer::{Action, LayerReply};
use crate::screen::duty::QuarterDeed;
use crate::verb::Does;

pub(super) static VERB: QuarterVerb = QuarterVerb {
    name: "这周抄到下一周",
    place: "03",
    does: Does::Show(|_, _| vec![Action::Tell(LayerReply::Quarter(QuarterDeed::CopyDown))]),
};
