//! What the palette lists besides the program's own verbs: what can be done on the screen below it, and every view of the others.

use super::App;
use super::screens::Base;
use crate::overlay::palette::Palette;

impl App {
    pub(super) fn palette(&self) -> Palette {
        // What lies over a screen takes its keys.
        let here = self.above.is_empty().then(|| self.screens.at(self.base).offers(&self.world));
        Palette::new(here.unwrap_or_default(), self.screens.views(&self.world), &self.world)
    }

    /// Turns the screen that is up to one of its views.
    pub(super) fn show(&mut self, view: &str) {
        let screens = &mut self.screens;
        let views = match self.base {
            Base::Duty => &mut screens.duty,
            Base::Complaints => &mut screens.complaints,
            Base::Supervision => &mut screens.supervision,
            Base::Settings => &mut screens.settings,
            Base::Door | Base::Register | Base::Cases => return,
        };
        let actions = views.show(view, &self.world);
        self.run_actions(actions);
    }
}
