//! 五个环节 of the service: 接待受理, 咨询答疑, 全程导引, 主动协办, 办结回复 (R34).

use super::state::{Case, Life};
use crate::codes::Stage;

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// 完.
    Done,
    /// 中.
    UnderWay,
    /// 未.
    Ahead,
    /// 无需.
    NotNeeded,
}

impl StageState {
    /// As the screen says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "完",
            Self::UnderWay => "中",
            Self::Ahead => "未",
            Self::NotNeeded => "无需",
        }
    }
}

impl Case {
    /// Every stage in its order; one that was not needed says so.
    pub fn five_stages(&self) -> [(Stage, StageState); 5] {
        let over = matches!(self.life, Life::Finished(_) | Life::Replied(..) | Life::Archived(..));
        let told = !self.cards.is_empty() || self.disposed.is_some() || self.all_steps().next().is_some();
        let replied = matches!(self.life, Life::Replied(..) | Life::Archived(..));
        let elsewhere = self.opening.unit.is_some() || self.course.is_some();
        let done = |is: bool| if is { StageState::Done } else { StageState::Ahead };
        let guidance = match self.guidance.is_empty() {
            false => StageState::Done,
            true if elsewhere => StageState::Ahead,
            true => StageState::NotNeeded,
        };
        let handling = if told && !over { StageState::UnderWay } else { done(over) };
        [
            (Stage::Reception, StageState::Done),
            (Stage::Advice, done(told || over)),
            (Stage::Guidance, guidance),
            (Stage::Handling, handling),
            (Stage::Reply, done(replied)),
        ]
    }
}
