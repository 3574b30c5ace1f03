//! 申辩 by whoever was told what is held against him (R74). It names no file: the one under the marker may be another.

use xieban_domain::conduct::ConductCommand;
use xieban_domain::refusal::RefusedField;

use super::ConductVerb;
use crate::ask::Ask;
use crate::layer::Action;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "申辩",
    place: "2",
    does: Does::Go {
        command: |desk, _| desk.step(ConductCommand::Answer { words: "……".to_owned() }),
        fields: &[],
        way: |desk, _| {
            let desk = desk.clone();
            let words = Ask::words("申辩", RefusedField::Reason, |words| ConductCommand::Answer { words })
                .explained("写下您的陈述和理由，只给所作风办、所行风办看。");
            vec![Action::Open(Box::new(words.dialog("申辩", move |step| desk.step(step))))]
        },
    },
};
