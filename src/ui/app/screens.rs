//! The screens at the bottom of the stack, each there from sign-in to sign-out.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::keymap::{Verb, key_of};
use crate::layer::{Action, Layer, Offer};
use crate::screen::cases::Cases;
use crate::screen::complaints::complaints;
use crate::screen::duty::duty;
use crate::screen::register::Registration;
use crate::screen::settings::settings;
use crate::screen::sign_in::SignIn;
use crate::screen::supervision::supervision;
use crate::screen::views::Views;
use crate::world::World;

/// Which screen lies at the bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Door,
    Register,
    Cases,
    Duty,
    Complaints,
    Supervision,
    Settings,
}

/// Every screen.
pub(super) struct Screens {
    pub(super) sign_in: SignIn,
    pub(super) register: Registration,
    pub(super) cases: Cases,
    pub(super) duty: Views,
    pub(super) complaints: Views,
    pub(super) supervision: Views,
    pub(super) settings: Views,
}

impl Screens {
    /// The screens of somebody who has just sat down, or of nobody.
    pub(super) fn new(world: &World) -> Self {
        Self {
            sign_in: SignIn::new(),
            register: Registration::new(world),
            cases: Cases::new(),
            duty: duty(),
            complaints: complaints(),
            supervision: supervision(),
            settings: settings(),
        }
    }

    /// What is typed and not saved, each form under its name.
    pub(super) fn drafts(&self) -> BTreeMap<String, String> {
        self.register.drafts().into_iter().chain(self.complaints.drafts()).collect()
    }

    /// Something is typed here that is to be kept.
    pub(super) const fn keeps(base: Base) -> bool {
        matches!(base, Base::Register | Base::Complaints)
    }

    /// The views of every screen that has several, for whoever is at the desk.
    pub(super) fn views(&self, world: &World) -> Vec<Offer> {
        let screens: [(Verb, &str, &Views); 4] = [
            (Verb::Duty, "值班", &self.duty),
            (Verb::Complaint, "投诉", &self.complaints),
            (Verb::Supervise, "监督", &self.supervision),
            (Verb::Settings, "设置", &self.settings),
        ];
        let all = screens.into_iter().flat_map(|(verb, screen, views)| {
            views.views(world).into_iter().map(move |view| Offer {
                name: format!("{view}（{screen}）"),
                key: key_of(verb),
                listed: false,
                run: Rc::new(move |_| vec![Action::View(verb, view)]),
            })
        });
        all.collect()
    }

    pub(super) fn at(&self, base: Base) -> &dyn Layer {
        match base {
            Base::Door => &self.sign_in,
            Base::Register => &self.register,
            Base::Cases => &self.cases,
            Base::Duty => &self.duty,
            Base::Complaints => &self.complaints,
            Base::Supervision => &self.supervision,
            Base::Settings => &self.settings,
        }
    }

    pub(super) fn at_mut(&mut self, base: Base) -> &mut dyn Layer {
        match base {
            Base::Door => &mut self.sign_in,
            Base::Register => &mut self.register,
            Base::Cases => &mut self.cases,
            Base::Duty => &mut self.duty,
            Base::Complaints => &mut self.complaints,
            Base::Supervision => &mut self.supervision,
            Base::Settings => &mut self.settings,
        }
    }
}
