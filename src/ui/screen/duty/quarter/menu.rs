//! 办理: what is said of the table of a quarter, and what its verbs do to what is edited here.

use std::rc::Rc;

use xieban_domain::moment::short_date;
use xieban_domain::roster::By;

use super::QuarterView;
use crate::layer::{Action, Message};
use crate::verb::quarter::{QuarterDesk, draft};
use crate::world::World;

/// What a verb does to the table as it is edited on the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) enum QuarterDeed {
    /// Draft the whole quarter.
    Draft(By),
    CopyDown,
    Flaws,
}

impl QuarterView {
    /// What the verbs are done to.
    pub(super) fn desk(&self) -> Option<QuarterDesk> {
        let view = self.view.as_ref().map(|view| Rc::new((**view).clone()));
        Some(QuarterDesk { quarter: self.quarter?, view, unsaved: self.typed().is_some() })
    }

    /// The digits of people on the message line, while nothing else is said there.
    pub(super) fn offer(&self, world: &World) -> Option<Message> {
        let turn = self.at(world)?;
        if self.barred(turn.date, world).is_some() {
            return Some(Message::good("0办理：批准 公示 报送 更正"));
        }
        let view = self.view.as_ref()?;
        let slots: Vec<_> = turn
            .seat
            .halves()
            .iter()
            .map(|half| xieban_domain::absence::HalfDay { date: turn.date, half: *half })
            .collect();
        let name = |(at, code): (usize, &xieban_domain::staff::StaffCode)| {
            let away = slots.iter().find_map(|slot| view.absences.away(code, *slot));
            let away = away.map_or_else(String::new, |away| format!("（{}）", away.kind.name()));
            format!("{}{}{away}", at + 1, world.header.staff.name(code))
        };
        let people: Vec<String> = self.people(world).iter().take(9).enumerate().map(name).collect();
        Some(Message::good(format!("{} 0办理", people.join(" "))))
    }

    /// Where the table stands.
    pub(super) fn stage(&self) -> String {
        let Some(view) = &self.view else { return String::new() };
        let stage = self.newest().map_or_else(
            || "还没有草稿".to_owned(),
            |version| format!("第{}版 {}", version.number, version.stage.name()),
        );
        format!("{stage}{}", if view.target.provisional { " 暂定" } else { "" })
    }

    /// By when it is to be reported, while it is not.
    pub(super) fn report(&self, world: &World) -> String {
        let Some((view, light)) = self.view.as_ref().and_then(|view| Some((view, view.report?))) else {
            return String::new();
        };
        format!("报送 {} {}前", light.text(), short_date(view.target.prudent, world.now().date()))
    }

    /// What a verb was asked for.
    pub(super) fn asked_for(&mut self, deed: QuarterDeed, world: &World) -> Vec<Action> {
        self.message = None;
        match deed {
            QuarterDeed::Draft(by) => return self.draft(by, world),
            QuarterDeed::CopyDown => self.copy_down(world),
            QuarterDeed::Flaws => self.show_flaws(world),
        }
        Vec::new()
    }

    fn draft(&mut self, by: By, world: &World) -> Vec<Action> {
        let Some(quarter) = self.quarter else { return Vec::new() };
        let (ticket, effect) = world.act(draft(quarter, by));
        self.keeping = Some(super::Keeping { ticket, quarter, draft: true });
        self.message = Some(Message::good("正在排班……"));
        vec![Action::Do(effect)]
    }
}
