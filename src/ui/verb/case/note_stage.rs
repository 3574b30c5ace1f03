//! 环节已办: a stage of another unit, shown to be done or confirmed by telephone (R58, R59).

use xieban_domain::case::joint::{Course, NoteStage};
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::codes::Confirmed;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;

use super::{CaseVerb, Does, case};
use crate::ask::{Ask, Asking};
use crate::widget::stages;
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "环节已办", place: "35", does: Does::Ask(note) };

/// The stages of others that are not known to be done, counted from 1, with what each does.
fn open(case: &Case) -> Vec<(u8, String)> {
    let legs = case.course.iter().flat_map(|course| &course.legs).zip(1..);
    let open = legs.filter(|(leg, _)| !leg.is_ours() && leg.done.is_none());
    open.map(|(leg, at)| (at, format!("{at} {}", leg.does()))).collect()
}

/// The whole course, for whoever has to choose among its stages.
pub(super) fn explain(asking: &mut Asking, case: &Case, world: &World) {
    let lines = |course: &Course| stages::lines(course, 0, world.facts.catalogue, world.header.settings.era);
    case.course.as_ref().map(lines).into_iter().flatten().for_each(|line| asking.explain(line));
}

fn note(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let mut asking = Asking::new();
    explain(&mut asking, case, world);
    let stage = asking.one_of("环节", open(case), RefusedField::Stages);
    asking.choose(&stage, 0);
    let how = asking.choice("凭什么", Confirmed::ALL, Confirmed::name, RefusedField::Whole);
    asking.choose(&how, 0);
    let words = asking.words("证明内容", RefusedField::StageProof);
    let who = asking.more_line("对方姓名", RefusedField::Staff);
    let phone = asking.text("对方电话", 24, RefusedField::Phone, String::new());
    asking.makes(move |said| {
        Ok(CaseCommand::NoteStage(NoteStage {
            stage: said.get(&stage)?,
            how: said.get(&how)?,
            words: said.get(&words)?,
            who: said.get(&who)?,
            phone: said.get(&phone)?,
        }))
    })
}
