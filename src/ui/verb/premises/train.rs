//! 记培训: of all officers unless people are named (R68).

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::{KeepTraining, Topic};
use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::Role;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "记培训",
    place: "1",
    does: Does::Ask(|_, world| {
        let staff = &world.header.staff;
        let officers = staff.active().into_iter().filter(|each| each.is(Role::Officer));
        let officers: std::collections::BTreeSet<_> = officers.map(|each| each.code.clone()).collect();
        let mut asking = Asking::new();
        asking.explain("人员写姓名、代码或拼音，用、分开；空着就是全体协办员。");
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let topics = Topic::ALL.map(|topic| ([topic].into(), topic.name().to_owned()));
        let topics = topics.into_iter().chain([(Topic::ALL.into(), "三项".to_owned())]).collect();
        let topics = asking.one_of("内容", topics, RefusedField::Matter);
        asking.choose(&topics, Topic::ALL.len());
        let people = asking.people("人员", RefusedField::Staff, staff, officers.clone());
        let place = asking.text("地点", 40, RefusedField::Address, String::new());
        let states = vec![(true, "已办".to_owned()), (false, "计划".to_owned())];
        let held = asking.one_of("情况", states, RefusedField::Whole);
        asking.choose(&held, 0);
        asking.makes(move |said| {
            let named = said.get(&people)?;
            Ok(OfficeCommand::KeepTraining(KeepTraining {
                number: None,
                date: said.get(&date)?,
                topics: said.get(&topics)?,
                people: if named.is_empty() { officers.clone() } else { named },
                place: said.get(&place)?,
                held: said.get(&held)?,
                cancelled: false,
            }))
        })
    }),
};
