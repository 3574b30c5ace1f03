//! 看投诉人: who complained, with the reason on a page.

use xieban_domain::conduct::ConductCommand;

use super::ConductVerb;
use crate::layer::Action;
use crate::screen::complaints::ReceiptLookUp;
use crate::verb::Does;

pub(super) static VERB: ConductVerb = ConductVerb {
    name: "看投诉人",
    place: "04",
    does: Does::Go {
        command: |desk, _| desk.step(ConductCommand::Reveal { reason: "……".to_owned() }),
        fields: &[],
        way: |desk, _| {
            let number = desk.row.as_ref().map(|row| row.file.number);
            let open = |number| Action::Open(Box::new(ReceiptLookUp::new(number)));
            number.map(open).into_iter().collect()
        },
    },
};
