//! 待我审批: which cases wait for a leader. Only what is marked is read, and that is little.

use chrono::NaiveDate;
use xieban_domain::number::CaseId;
use xieban_domain::staff::StaffCode;

use super::error::StoreError;
use super::query::{Attention, Record};
use super::snapshot::Snapshot;
use super::tables::{T, key};

impl Snapshot<'_> {
    /// 待我审批: the cases of which something waits for this leader.
    pub(super) fn to_approve(&self, leader: &StaffCode, today: NaiveDate) -> Result<Vec<CaseId>, StoreError> {
        let staff = self.staff()?;
        let Some(leader) = staff.get(leader) else { return Ok(Vec::new()) };
        let mut marked = Vec::new();
        self.visit_prefix(T::Office, &key::marked(Attention::Approval), &mut |at, _| {
            marked.push(CaseId::from_key(key::number(at)));
            true
        })?;
        let mut waiting = Vec::new();
        for id in marked {
            let Some(record) = self.json::<Record>(T::Cases, &key::case(id))? else { continue };
            let gone = !staff.get(&record.case.opening.officer).is_some_and(|owner| owner.active);
            if !record.case.approvals_for(leader, today, gone).is_empty() {
                waiting.push(id);
            }
        }
        Ok(waiting)
    }
}
