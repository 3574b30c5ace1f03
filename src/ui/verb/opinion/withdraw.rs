//! 撤下公示.

use super::{OpinionVerb, publishing};

pub(super) static VERB: OpinionVerb =
    OpinionVerb { name: "撤下公示", place: "4", does: publishing(false) };
