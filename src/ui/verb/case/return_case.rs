//! 退回件: one of four grounds, reason, basis, alternative; then the leader's countersign (R54, R55).

use xieban_domain::case::command::Return;
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::catalogue::MatterOrChain;
use xieban_domain::codes::RefusalGround;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;

use super::{CaseVerb, Does, case};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "退回件", place: "24", does: Does::Ask(propose) };

fn propose(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let mut asking = Asking::new();
    asking.explain(bases(case, world));
    let ground = asking.choice("类型", RefusalGround::ALL, RefusalGround::name, RefusedField::Disposition);
    let why = asking.words("原因", RefusedField::Reason);
    let basis = asking.line("依据", RefusedField::BasisText);
    let alternative = asking.words("替代建议", RefusedField::Alternative);
    asking.makes(move |said| {
        Ok(CaseCommand::Return(Return {
            ground: Some(said.get(&ground)?),
            why: said.get(&why)?,
            basis: said.get(&basis)?,
            alternative: said.get(&alternative)?,
        }))
    })
}

/// What the catalogue has as bases of the matter.
fn bases(case: &Case, world: &World) -> String {
    let catalogue = world.facts.catalogue;
    let matter = match (&case.part().matter, &case.opening.subject) {
        (Some(code), _) | (None, MatterOrChain::Matter(code)) => catalogue.matter(code),
        (None, MatterOrChain::Chain(_)) => None,
    };
    let basis = matter.map(|matter| matter.basis.join("；")).filter(|basis| !basis.is_empty());
    basis.map_or_else(|| "写明文件名和条款。".to_owned(), |basis| format!("可用依据：{basis}"))
}
