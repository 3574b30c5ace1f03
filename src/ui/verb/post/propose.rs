//! 提出任免 (R77): whoever is of the level of the bureau or of 中层 goes another way, which the rules say.

use xieban_domain::appointment::{AppointmentAct, AppointmentLevel, ProposeAppointment};
use xieban_domain::command::OfficeCommand;
use xieban_domain::refusal::RefusedField;

use super::PostVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: PostVerb = PostVerb {
    name: "提出任免",
    place: "1",
    does: Does::Ask(|_, world| {
        let mut asking = Asking::new();
        asking.explain("管理一栏空着，按人员现在的级别；局管须局作风办签署意见，中层须先征求意见。");
        let staff = asking.somebody("人员", RefusedField::Staff, &world.header.staff, |_| true);
        let act = asking.choice("任免", AppointmentAct::ALL, AppointmentAct::name, RefusedField::Whole);
        asking.choose(&act, 0);
        let post = asking.text("职务", 60, RefusedField::Reason, "……".to_owned());
        let levels = AppointmentLevel::ALL.iter().map(|level| (*level, level.name().to_owned())).collect();
        let level = asking.maybe("管理", levels, RefusedField::Kind);
        asking.makes(move |said| {
            Ok(Some(OfficeCommand::ProposeAppointment(Box::new(ProposeAppointment {
                staff: said.get(&staff)?,
                act: said.get(&act)?,
                post: said.get(&post)?,
                level: said.get(&level)?,
            }))))
        })
    }),
};
