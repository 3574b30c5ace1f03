//! 替班: the leader puts somebody in for one who is absent.

use xieban_domain::command::OfficeCommand;
use xieban_domain::refusal::RefusedField;
use xieban_domain::roster::{Replace, Seat, Turn};
use xieban_domain::staff::Staff;

use super::DueVerb;
use crate::ask::{Asking, Unfit};
use crate::verb::Does;

pub(super) static VERB: DueVerb = DueVerb {
    name: "替班",
    place: "2",
    does: Does::Ask(|of, world| {
        let tables = of.tables();
        let may = |staff: &Staff| staff.may_be_officer() || staff.may_lead();
        let mut asking = Asking::new();
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let seat = asking.choice("哪一班", &Seat::ALL, Seat::name, RefusedField::Whole);
        asking.choose(&seat, 1);
        let by = asking.somebody("替班人", RefusedField::Staff, &world.header.staff, may);
        let reason = asking.line("原因", RefusedField::Reason);
        asking.makes(move |said| {
            let turn = Turn { date: said.get(&date)?, seat: said.get(&seat)? };
            let absent = tables.iter().find_map(|table| table.turn(turn).first()).cloned();
            let nobody = || Unfit::of(&seat, "已批准的安排表里这一班没有人，请在本周里改。");
            let (absent, by) = (absent.ok_or_else(nobody)?, said.get(&by)?);
            Ok(OfficeCommand::ReplaceOnDuty(Replace { turn, absent, by, reason: said.get(&reason)? }))
        })
    }),
};
