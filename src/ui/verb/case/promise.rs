//! 承诺件: a reason, a receipt, a date within the law (R51, R52).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Promise;
use xieban_domain::codes::PromiseReason;
use xieban_domain::limit::Limit;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;
use xieban_words::canonical;

use super::{CaseVerb, Does, case};
use crate::ask::{Ask, Asking};
use crate::widget::promising;
use crate::world::World;

pub(super) static VERB: CaseVerb = CaseVerb { name: "承诺件", place: "23", does: Does::Ask(promise) };

fn promise(view: &CaseView, world: &World) -> Ask<CaseCommand> {
    let case = case(view);
    let part = case.part();
    let legal = part.legal.map(|limit| world.facts.calendar.due(world.now().date(), limit));
    let mut asking = Asking::new();
    asking.explain(legal.map_or_else(
        || "本事项没有法定时限。".to_owned(),
        |due| format!("法定期限到{}，承诺日期不能更晚。", due.paper()),
    ));
    let reason = asking.choice("不能即办", PromiseReason::ALL, PromiseReason::name, RefusedField::Whole);
    asking.choose(&reason, 0);
    let words = asking.more_words("说明", RefusedField::Reason);
    let parse = |typed: &str| canonical::number(typed).parse().ok().filter(|days: &u16| *days > 0);
    let days = asking.typed("工作日", 3, RefusedField::Limit, 1, (parse, "承诺时限请填工作日的天数。"));
    if let Some(Limit::WorkingDays(usual)) = part.usual {
        asking.start(&days, &usual.to_string());
    }
    let matter = part.matter.clone();
    let (look, said_of, typed) = (matter.clone(), matter, days.clone());
    asking.tell(
        move |world| promising::look(look.as_ref(), world),
        move |said, world| {
            promising::said(said_of.as_ref(), said.get(&typed).ok().map(Limit::WorkingDays), world)
        },
    );
    asking.makes(move |said| {
        let days = said.get(&days)?;
        Ok(CaseCommand::Promise(Promise {
            reason: Some(said.get(&reason)?),
            words: said.get(&words)?,
            limit: Some(Limit::WorkingDays(days)),
        }))
    })
}
