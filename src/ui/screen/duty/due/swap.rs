//! 换班 and 替班: proposed in two dialogs, answered by a digit.

use chrono::NaiveDate;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::RefusedField;
use xieban_domain::roster::{
    AnswerSwap, ProposeSwap, Quarter, Replace, Roster, RosterTable, Seat, Swap, SwapState, Turn,
};
use xieban_domain::staff::{Staff, StaffCode};
use xieban_domain::visitor::LONGEST_LINE;
use xieban_office::RosterView;

use crate::app::reception::doing;
use crate::form::{Form, NO_DATE, date};
use crate::layer::{Action, Layer, Message};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::screen::duty::edit::eligible;
use crate::world::World;

/// Turns offered at the most: as many as there are digits.
const OFFERED: usize = 9;

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

/// The tables that hold.
fn tables(views: &[RosterView]) -> Vec<RosterTable> {
    let rosters = views.iter().filter_map(|view| view.roster.as_ref());
    rosters.filter_map(|roster: &Roster| Some(roster.table(roster.holding()?))).collect()
}

/// The turns of somebody from a day on.
fn turns(tables: &[RosterTable], code: &StaffCode, from: NaiveDate) -> Vec<Turn> {
    let lines = tables.iter().flat_map(|table| table.lines.range(from..).map(|(_, line)| line));
    let turns = lines.flat_map(|line| Seat::ALL.map(|seat| (line, seat)));
    let his = turns.filter(|(line, seat)| line.seat(*seat).contains(code));
    his.map(|(line, seat)| Turn { date: line.date, seat }).take(OFFERED).collect()
}

fn words(turns: &[Turn]) -> Vec<String> {
    turns.iter().map(ToString::to_string).collect()
}

/// My turn, who takes it, and why; then which of his turns I take for it.
pub(super) fn propose(views: &[RosterView], world: &World) -> Action {
    let tables = tables(views);
    let (Some(me), today) = (world.me.clone(), world.now().date()) else {
        return Action::Say(Message::bad("请先签到。"));
    };
    let mine = turns(&tables, &me, today);
    if mine.is_empty() {
        return Action::Say(Message::good("已批准的安排表里没有您以后的班，不用换。"));
    }
    let others: Vec<StaffCode> =
        eligible(world, |staff| staff.code != me && (staff.may_be_officer() || staff.may_lead()));
    let names: Vec<&str> = others.iter().map(|code| world.header.staff.name(code)).collect();
    let form = Form::new()
        .choice(0, "我的班", words(&mine), Some(0))
        .choice(1, "换给", names, None)
        .text_field(2, "原因", LONGEST_LINE);
    let dialog = Dialog::new("提出换班", form, move |form, _| {
        let gives = form.chosen(0).and_then(|at| mine.get(at)).copied();
        let with = form.chosen(1).and_then(|at| others.get(at)).cloned();
        let (Some(gives), Some(with)) = (gives, with) else {
            return Outcome::Wait("请选哪一班、换给谁。");
        };
        let mut his = turns(&tables, &with, today);
        his.truncate(OFFERED - 1);
        Outcome::Open(second(ProposeSwap { gives, with, takes: None, reason: form.text(2) }, his))
    });
    let lines = vec!["对方同意、值班领导批准后才算换。左右选更多。".to_owned()];
    Action::Open(Box::new(dialog.explained(lines)))
}

fn second(swap: ProposeSwap, his: Vec<Turn>) -> Box<dyn Layer> {
    let options = std::iter::once("不换，请他代".to_owned()).chain(words(&his));
    let form = Form::new().choice(0, "换他的班", options.collect::<Vec<_>>(), Some(0));
    let line = format!("让出：{}", swap.gives);
    let dialog = Dialog::new("提出换班", form, move |form, _| {
        let takes = form.chosen(0).and_then(|at| at.checked_sub(1)).and_then(|at| his.get(at)).copied();
        Outcome::Command(Command::Office(OfficeCommand::ProposeSwap(ProposeSwap { takes, ..swap.clone() })))
    });
    Box::new(dialog.explained(vec![line]))
}

/// The leader puts somebody in for one who is absent.
pub(super) fn replace(views: &[RosterView], world: &World) -> Action {
    let tables = tables(views);
    let people: Vec<StaffCode> = eligible(world, |staff: &Staff| staff.may_be_officer() || staff.may_lead());
    let names: Vec<&str> = people.iter().map(|code| world.header.staff.name(code)).collect();
    let mut form = Form::new()
        .text_field(0, "日期", 10)
        .choice(1, "哪一班", Seat::ALL.map(Seat::name), Some(1))
        .choice(2, "替班人", names, None)
        .text_field(3, "原因", LONGEST_LINE);
    form.set_text(0, &world.now().date().to_string());
    let dialog = Dialog::new("替班", form, move |form, _| {
        let Some(date) = date(&form.text(0)) else {
            return Outcome::Wait(NO_DATE);
        };
        let seat = form.chosen(1).and_then(|at| Seat::ALL.get(at)).copied();
        let by = form.chosen(2).and_then(|at| people.get(at)).cloned();
        let (Some(seat), Some(by)) = (seat, by) else {
            return Outcome::Wait("请选哪一班、谁来替。");
        };
        let turn = Turn { date, seat };
        let absent = tables.iter().find_map(|table| table.turn(turn).first()).cloned();
        let Some(absent) = absent else {
            return Outcome::Wait("已批准的安排表里这一班没有人，请在本周里改。");
        };
        let reason = form.text(3);
        Outcome::Command(Command::Office(OfficeCommand::ReplaceOnDuty(Replace { turn, absent, by, reason })))
    });
    Action::Open(Box::new(dialog.pointing(|field| match field {
        RefusedField::Staff => Some(2),
        RefusedField::Limit => Some(0),
        RefusedField::Reason => Some(3),
        _ => None,
    })))
}
