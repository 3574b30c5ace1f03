//! 换班 as it is told, and answered by a digit.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::roster::{AnswerSwap, Quarter, Swap, SwapState};

use crate::app::reception::doing;
use crate::layer::{Action, Message};
use crate::overlay::notice::Notice;
use crate::world::World;

/// What a swap says.
pub(super) fn said(swap: &Swap, world: &World) -> String {
    let name = |code| world.header.staff.name(code).to_owned();
    let (by, with) = (name(&swap.by), name(&swap.with));
    match swap.takes {
        Some(takes) => format!("{by}的{}与{with}的{takes}对换", swap.gives),
        None => format!("{by}的{}请{with}代", swap.gives),
    }
}

/// What may be answered to a swap by whoever looks at it.
pub(super) fn answer(quarter: Quarter, swap: &Swap, world: &World) -> Action {
    let me = world.me.as_ref();
    let party = me == Some(&swap.by) || me == Some(&swap.with);
    let (yes, no) = match swap.consent {
        SwapState::Proposed if me == Some(&swap.with) => (Some("同意"), Some("不同意")),
        SwapState::Agreed if world.leads() && !party => (Some("批准"), Some("不批准")),
        _ if me == Some(&swap.by) => (None, Some("撤回")),
        _ => return Action::Say(Message::good("这个换班不由您答复。")),
    };
    let mut lines = vec![format!("{}。", said(swap, world))];
    if !swap.reason.is_empty() {
        lines.push(format!("原因：{}", swap.reason));
    }
    let number = swap.number;
    let answers: Vec<(bool, String)> = yes
        .map(|yes| (true, yes.to_owned()))
        .into_iter()
        .chain(no.map(|no| (false, no.to_owned())))
        .collect();
    let choices = answers.iter().map(|(_, word)| word.clone()).collect();
    let notice = Notice::new("换班", lines, choices, move |at, _| {
        let Some((agrees, said)) = answers.get(at) else { return Vec::new() };
        let answer = AnswerSwap { quarter, swap: number, agrees: *agrees };
        vec![doing(Command::Office(OfficeCommand::AnswerSwap(answer)), &format!("换班：已{said}。"))]
    });
    Action::Open(Box::new(notice.by_digit_alone()))
}
