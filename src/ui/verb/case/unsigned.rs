//! 签字另记: a reply that nobody signed, or somebody else did (R64).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::SignatureInput;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;

use super::{CaseVerb, Does};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "签字另记", place: "053", does: Does::Ask(unsigned) };

/// How it stands with the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    AwaitedAfterCall,
    Mailed,
    Refused,
    ByOther,
}

const HOW: [How; 4] = [How::AwaitedAfterCall, How::Mailed, How::Refused, How::ByOther];

const fn name(how: How) -> &'static str {
    match how {
        How::AwaitedAfterCall => "电话回复待补签",
        How::Mailed => "邮寄回执",
        How::Refused => "拒签",
        How::ByOther => "代签",
    }
}

fn unsigned(_: &CaseView, world: &World) -> Ask<CaseCommand> {
    let mut asking = Asking::new();
    asking.explain("拒签写两名见证人；代签或按指印写由谁、为什么，和册、页、行。用不到的栏不用管。");
    let how = asking.choice("签字", &HOW, name, RefusedField::Whole);
    asking.choose(&how, 0);
    let first = asking.line("见证人甲", RefusedField::Signature);
    let second = asking.line("见证人乙", RefusedField::Signature);
    let words = asking.words("代签说明", RefusedField::Signature);
    let position = asking.position("册页行", RefusedField::Signature, world.header.next_position);
    asking.makes(move |said| {
        Ok(CaseCommand::Sign(match said.get(&how)? {
            How::AwaitedAfterCall => SignatureInput::AwaitedAfterCall,
            How::Mailed => SignatureInput::Mailed,
            How::Refused => SignatureInput::Refused { witnesses: [said.get(&first)?, said.get(&second)?] },
            How::ByOther => {
                SignatureInput::ByOther { position: said.get(&position)?, words: said.get(&words)? }
            }
        }))
    })
}
