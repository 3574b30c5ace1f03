//! 待我审批, 离岗 and 换人: what the program's verbs of these names open.

use super::{App, Base};
use crate::ui::overlay::absence::absence;
use crate::ui::overlay::switch::Switch;

impl App {
    /// The cases that wait for the leader who is signed in.
    pub(super) fn approvals(&mut self) {
        self.go(Base::Cases);
        let wishes = self.cases.approvals(&self.world);
        self.grant(wishes);
    }

    pub(super) fn absent(&mut self) {
        let dialog = absence(&self.world);
        self.above.push(Box::new(dialog));
    }

    /// What is typed is kept before somebody else sits down.
    pub(super) fn switch(&mut self) {
        self.keep();
        let switch = Switch::new(&self.world);
        self.above.push(Box::new(switch));
    }
}
