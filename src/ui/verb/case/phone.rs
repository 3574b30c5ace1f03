//! 电话请示: the leader consented by telephone; in effect at once, red until he has confirmed it (R50).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::phone::{ByPhone, PhoneConsent};
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::{Role, Staff};
use xieban_office::CaseView;

use super::{CaseVerb, Does, case, is_leader};
use crate::ask::{Ask, Asking};
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "电话请示", place: "015", does: Does::Ask(phone) };

fn phone(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let mut asking = Asking::new();
    asking.explain("马上生效；领导在下一个工作日以内确认，确认前标红。退回、延期不能电话请示。");
    let what = asking.choice("请示什么", &ByPhone::ALLOWED, ByPhone::name, RefusedField::Whole);
    asking.choose(&what, 0);
    let me = world.me.as_ref();
    let leads = |staff: &Staff| is_leader(staff) && Some(&staff.code) != me;
    let leader = asking.somebody("哪位领导", RefusedField::Staff, &world.header.staff, leads);
    asking.choose(&leader, 0);
    let acts = |staff: &Staff| staff.is(Role::Officer) && staff.code != case.opening.officer;
    let officer = asking.somebody("当天代办人", RefusedField::Staff, &world.header.staff, acts);
    asking.choose(&officer, 0);
    let asked = what.clone();
    asking.only_if(&officer, move |said| said.get(&asked) == Ok(ByPhone::Acting));
    let reason = asking.words("理由", RefusedField::Reason);
    asking.makes(move |said| {
        let what = said.get(&what)?;
        let acts = (what == ByPhone::Acting).then(|| said.get(&officer)).transpose()?;
        let (leader, reason) = (said.get(&leader)?, said.get(&reason)?);
        Ok(CaseCommand::PhoneConsent(PhoneConsent { what, leader, at: None, reason, officer: acts }))
    })
}
