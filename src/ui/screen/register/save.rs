//! Saving: what is typed goes to the office; what comes back is a case with its paper, or a sentence at a field.

use xieban_domain::command::Command;
use xieban_domain::refusal::{Reason, Refusal, RefusedField};
use xieban_office::CaseView;

use super::Registration;
use super::fields;
use super::sheet::VisitorForm;
use crate::layer::{Action, Message};
use crate::verb::day::stand_in;
use crate::world::World;

impl Registration {
    pub(super) fn save(&mut self, world: &World) -> Vec<Action> {
        self.tried = true;
        let command = Command::Register(Box::new(self.command(world)));
        let (ticket, effect) = world.act_under(self.sheet.request.clone(), command);
        self.saving = Some(ticket);
        self.message = Some(Message::good("正在登记……"));
        vec![Action::Do(effect)]
    }

    pub(super) fn refused(&mut self, refusal: &Refusal) -> Vec<Action> {
        self.message = Some(Message::bad(refusal.cited()));
        self.sheet.on_materials =
            refusal.field == RefusedField::Materials && !self.sheet.materials.lines.is_empty();
        if let Some(id) = fields::of(refusal.field, &self.sheet.form) {
            self.sheet.form.focus_on(id);
        }
        match refusal.reason {
            Reason::NotOnDuty => vec![Action::Open(stand_in::dialog())],
            _ => Vec::new(),
        }
    }

    /// Registered: what was typed is the last case's, and the form is blank.
    pub(super) fn begin_anew(&mut self, sentence: String, world: &World) {
        self.last = Some(std::mem::replace(&mut self.sheet, VisitorForm::blank(&self.departments)));
        self.tried = false;
        self.message = Some(Message::good(sentence));
        self.arrange(world);
    }

    /// Registered: on to another unit, or the paper that goes with it; then the next visitor.
    pub(super) fn registered(&mut self, view: &CaseView, world: &World) -> Vec<Action> {
        let number = view.row.record.case.id();
        let paper = world.header.settings.paper(number.number());
        self.begin_anew(format!("已登记 {paper}  口报 {}", number.spoken()), world);
        self.lead_on(view, world)
    }
}
