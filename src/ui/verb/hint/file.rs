//! 立件核查: a file begins with what the hint says, so that the officer is told and can answer there.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::conduct::TakeIn;
use xieban_domain::figures::FigureHint;
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::StaffCode;

use super::HintVerb;
use crate::ask::Asking;
use crate::layer::{Action, Layer, LayerReply};
use crate::verb::Does;
use crate::world::World;

pub(super) static VERB: HintVerb = HintVerb {
    name: "立件核查",
    place: "8",
    does: Does::Go {
        command: |of, _| Some(Command::Office(take(&of.0.as_ref()?.who, "……".to_owned()))),
        fields: &[RefusedField::Summary],
        // The numbers of its cases are asked for first.
        way: |_, _| vec![Action::Tell(LayerReply::FileHint)],
    },
};

fn take(who: &StaffCode, content: String) -> OfficeCommand {
    let about = [who.clone()].into();
    OfficeCommand::TakeConduct(Box::new(TakeIn { about, content, ..TakeIn::default() }))
}

/// The dialog that begins a file about somebody, with words that may be changed before they are saved.
pub(crate) fn begin(hint: &FigureHint, words: &str, world: &World) -> Box<dyn Layer> {
    let who = hint.who.clone();
    let mut asking = Asking::new();
    asking.explain(format!("可能的情形：{}。只是提示，不是结论。", hint.pattern.kind().name()));
    asking.explain("立件后在 F5 作风投诉里核查；告知本人后，本人可以申辩。");
    asking.explain(format!("预填：{words}"));
    let content = asking.words("内容", RefusedField::Summary);
    asking.start(&content, words);
    let title = format!("{}  {}", VERB.name, world.header.staff.name(&who));
    let ask = asking.makes(move |said| Ok(take(&who, said.get(&content)?)));
    Box::new(ask.dialog(title, |asked| Some(Command::Office(asked))))
}
