//! 公示 of a page and its answer.

use super::{OpinionVerb, publishing};

pub(super) static VERB: OpinionVerb = OpinionVerb { name: "公示", place: "3", does: publishing(true) };
