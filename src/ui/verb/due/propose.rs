//! 提出换班: my turn, who takes it and why; then which of his turns I take for it.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::RefusedField;
use xieban_domain::roster::{ProposeSwap, Turn};
use xieban_domain::visitor::LONGEST_LINE;

use super::{DueDesk, DueVerb};
use crate::ask::{Ask, Asking};
use crate::layer::{Action, Layer, Message};
use crate::overlay::dialog::Outcome;
use crate::verb::Does;
use crate::world::World;

pub(super) static VERB: DueVerb = DueVerb {
    name: "提出换班",
    place: "1",
    does: Does::Show(|of, world| {
        let Some(me) = world.me.clone() else { return vec![Action::Say(Message::bad("请先签到。"))] };
        let today = world.now().date();
        if of.turns(&me, today).is_empty() {
            return vec![Action::Say(Message::good("已批准的安排表里没有您以后的班，不用换。"))];
        }
        let of = of.clone();
        let dialog = mine(&of, world).finished("提出换班", move |swap| {
            let his = of.turns(&swap.with, today);
            Outcome::Open(for_it(swap, his))
        });
        vec![Action::Open(Box::new(dialog))]
    }),
};

fn named(turns: Vec<Turn>) -> Vec<(Turn, String)> {
    turns.into_iter().map(|turn| (turn, turn.to_string())).collect()
}

/// What I give, and to whom.
fn mine(of: &DueDesk, world: &World) -> Ask<ProposeSwap> {
    let me = world.me.clone();
    let mine = me.as_ref().map(|me| of.turns(me, world.now().date())).unwrap_or_default();
    let mut asking = Asking::new();
    asking.explain("对方同意、值班领导批准后才算换。左右选更多。");
    let gives = asking.one_of("我的班", named(mine), RefusedField::Limit);
    asking.choose(&gives, 0);
    let may = |staff: &xieban_domain::staff::Staff| {
        Some(&staff.code) != me.as_ref() && (staff.may_be_officer() || staff.may_lead())
    };
    let with = asking.somebody("换给", RefusedField::Staff, &world.header.staff, may);
    let reason = asking.text("原因", LONGEST_LINE, RefusedField::Reason, String::new());
    asking.makes(move |said| {
        let (gives, with, reason) = (said.get(&gives)?, said.get(&with)?, said.get(&reason)?);
        Ok(ProposeSwap { gives, with, takes: None, reason })
    })
}

/// Which of his turns I take for it, or none.
fn for_it(swap: ProposeSwap, his: Vec<Turn>) -> Box<dyn Layer> {
    let mut asking = Asking::new();
    asking.explain(format!("让出：{}", swap.gives));
    let none = (None, "不换，请他代".to_owned());
    let turns = named(his).into_iter().map(|(turn, name)| (Some(turn), name));
    let options = std::iter::once(none).chain(turns).collect();
    let takes = asking.one_of("换他的班", options, RefusedField::Limit);
    asking.choose(&takes, 0);
    let ask = asking.makes(move |said| Ok(ProposeSwap { takes: said.get(&takes)?, ..swap.clone() }));
    Box::new(ask.dialog("提出换班", |swap| Some(Command::Office(OfficeCommand::ProposeSwap(swap)))))
}
