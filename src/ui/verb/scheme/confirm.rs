//! 确认: the rules as they stand are the office's own.

use super::SchemeVerb;
use crate::ask::Ask;
use crate::verb::Does;

pub(super) static VERB: SchemeVerb = SchemeVerb {
    name: "确认",
    place: "1",
    does: Does::Ask(|of, _| {
        let scheme = of.scheme.clone();
        Ask::nothing(move || scheme.clone()).explained("照现在的规则确认为本所的考核规则。")
    }),
};
