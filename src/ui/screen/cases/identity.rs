//! Who it is, of the case under the marker. What is seen goes out of sight with the case.

use xieban_domain::context::Facts;
use xieban_domain::number::CaseId;
use xieban_domain::reveal::{Extent, Whose};
use xieban_office::{Done, Query};

use super::Cases;
use crate::event::Acted;
use crate::layer::Action;
use crate::world::World;

impl Cases {
    /// The key was pressed over this case: shown, or out of sight again.
    pub(super) fn show_identity(&mut self, world: &World) -> Vec<Action> {
        let Some(view) = self.shown() else { return self.review(world) };
        let case = view.row.record.case.clone();
        let id = case.id();
        if self.seen == Some(id) {
            self.hide_identity();
            return self.review(world);
        }
        let outside = Facts { cases: vec![case], ..Facts::default() };
        let begun = self.looking.begin(Whose::Case(id), &id.spoken(), &outside, world);
        begun.unwrap_or_else(|message| {
            self.message = Some(message);
            Vec::new()
        })
    }

    /// There is a page: the case in clear.
    pub(super) fn see(&mut self, of: Whose, world: &World) -> Vec<Action> {
        let Whose::Case(id) = of else { return Vec::new() };
        self.seen = Some(id);
        self.review(world)
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

    /// Out of sight.
    pub(super) fn hide_identity(&mut self) {
        if self.seen.take().is_some() {
            self.viewing = None;
        }
        if self.pane.as_ref().is_some_and(|view| view.row.record.extent() != Extent::Masked) {
            self.pane = self.pane.take().map(|view| Box::new(view.covered()));
        }
    }

    /// How the case under the marker is asked for.
    pub(super) fn query(&self, id: CaseId) -> Query {
        if self.seen == Some(id) { Query::CaseInClear(id) } else { Query::Case(id) }
    }
}
