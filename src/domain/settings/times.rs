//! The times of an office that rest on what its people said the date was.

use super::Settings;
use crate::host_clock::ConfirmedTime;
use crate::moment::Moment;

impl Settings {
    /// The newest source of a program before which a clock was confirmed.
    pub fn confirmed_before(&self) -> Option<Moment> {
        self.confirmed.iter().filter_map(|confirmed| confirmed.written).max()
    }

    /// `2026年11月23日 08:41`, and whether that rests on what people said.
    pub fn paper_time(&self, at: Moment) -> String {
        let by_hand = self.confirmed.iter().any(|confirmed: &ConfirmedTime| confirmed.covers(at));
        let mark = if by_hand { "（时间经人工核定）" } else { "" };
        format!("{}{mark}", at.paper_time())
    }
}
