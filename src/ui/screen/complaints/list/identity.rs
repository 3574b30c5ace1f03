//! Who complained, of the complaint under the marker. What is seen goes out of sight with it.

use xieban_domain::context::{Complaints, Facts};
use xieban_domain::reveal::Whose;
use xieban_office::{ComplaintRow, Done, Query};

use super::ComplaintsView;
use crate::event::Acted;
use crate::layer::Action;
use crate::world::World;

impl ComplaintsView {
    /// The key was pressed over this complaint: shown, or out of sight again.
    pub(super) fn show_identity(&mut self, world: &World) -> Vec<Action> {
        let Some(complaint) = self.shown().map(|row| row.complaint.clone()) else { return Vec::new() };
        let id = complaint.id;
        if self.hide_identity() {
            return Vec::new();
        }
        let complaints = Complaints { one: Some(complaint), ..Complaints::default() };
        let outside = Facts { complaints, ..Facts::default() };
        let begun = self.looking.begin(Whose::Complaint(id), &id.to_string(), &outside, world);
        begun.unwrap_or_else(|message| {
            self.message = Some(message);
            Vec::new()
        })
    }

    /// What became of the page.
    pub(super) fn looked(&mut self, outcome: &Result<Done, Acted>, world: &World) -> Vec<Action> {
        match self.looking.ended(outcome) {
            Ok(of) => of.map_or_else(Vec::new, |of| self.see(of, world)),
            Err(message) => {
                self.message = Some(message);
                Vec::new()
            }
        }
    }

    /// There is a page: the complaint in clear.
    pub(super) fn see(&mut self, of: Whose, world: &World) -> Vec<Action> {
        let Whose::Complaint(id) = of else { return Vec::new() };
        let (ticket, effect) = world.ask(Query::Complaint(id));
        self.seeing = Some(ticket);
        vec![Action::Do(effect)]
    }

    /// It has come.
    pub(super) fn seen(&mut self, row: Option<&ComplaintRow>) {
        self.seeing = None;
        self.seen = row.cloned().map(Box::new);
    }

    /// Out of sight; whether it was in sight.
    pub(super) fn hide_identity(&mut self) -> bool {
        self.seeing = None;
        self.seen.take().is_some()
    }

    /// The complaint under the marker, in clear where it was looked at.
    pub(super) fn in_sight(&self) -> Option<&ComplaintRow> {
        let row = self.shown()?;
        let seen = self.seen.as_deref();
        Some(seen.filter(|seen| seen.complaint.id == row.complaint.id).unwrap_or(row))
    }
}
