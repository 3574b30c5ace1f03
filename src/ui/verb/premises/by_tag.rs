//! 按活动: the rules of one campaign after the other, and after the last all of them again.

use super::BooksVerb;
use crate::layer::{Action, LayerReply};
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "按活动",
    place: "3",
    does: Does::Show(|_, _| vec![Action::Tell(LayerReply::NextTag)]),
};
