//! 待我审批, 考勤与设施, a complaint, 离岗 and 换人: what the program's verbs of these names open.

use xieban_domain::complaint::ComplaintId;

use super::{App, Base};
use crate::layer::LayerReply;
use crate::overlay::absence::absence;
use crate::overlay::library::DocumentList;
use crate::overlay::switch::Switch;

impl App {
    /// The cases that wait for the leader who is signed in.
    pub(super) fn approvals(&mut self) {
        self.go(Base::Cases);
        let actions = self.screens.cases.approvals(&self.world);
        self.run_actions(actions);
    }

    /// The documents that anybody may read.
    pub(super) fn library(&mut self) {
        self.above.push(Box::new(DocumentList::new(&self.world)));
    }

    /// The screen of duty, at who is at the desk.
    pub(super) fn premises(&mut self) {
        self.go(Base::Duty);
        let actions = self.screens.duty.show("考勤与设施", &self.world);
        self.run_actions(actions);
    }

    /// The screen of complaints, at this one.
    pub(super) fn complaint(&mut self, id: ComplaintId) {
        self.go(Base::Complaints);
        let actions = self.screens.complaints.show("投诉", &self.world);
        self.run_actions(actions);
        self.pass(&LayerReply::Complaint(id));
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
