//! A joint matter as a chain of stages, in which our office may stand several times.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Era;
use super::ids::MatterCode;
use super::unit::UnitId;

/// A stage as its file has it: our own matter, or what another unit does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainStage {
    matter: Option<MatterCode>,
    unit: Option<UnitId>,
    #[serde(default)]
    does: String,
}

/// Whose stage it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StageOwner {
    /// Ours, by our matter.
    Ours(MatterCode),
    /// Another unit's, and what it does there.
    Theirs(UnitId, String),
}

impl ChainStage {
    /// Whose stage it is; `None` for a stage that names neither or both.
    pub fn place(&self) -> Option<StageOwner> {
        match (&self.matter, &self.unit) {
            (Some(code), None) => Some(StageOwner::Ours(code.clone())),
            (None, Some(unit)) => Some(StageOwner::Theirs(unit.clone(), self.does.clone())),
            (None, None) | (Some(_), Some(_)) => None,
        }
    }
}

/// A chain.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// 名称.
    pub name: String,
    pub initials: String,
    /// Everyday words, each with its pinyin initials.
    pub words: BTreeMap<String, String>,
    /// Its stages, in order.
    pub stages: Vec<ChainStage>,
    /// Its stages in 2012, where they differed.
    #[serde(default)]
    pub stages_2012: Vec<ChainStage>,
}

impl Chain {
    /// Its stages in an era.
    pub fn places(&self, era: Era) -> Vec<StageOwner> {
        let own = era == Era::Plan && !self.stages_2012.is_empty();
        let stops = if own { &self.stages_2012 } else { &self.stages };
        stops.iter().filter_map(ChainStage::place).collect()
    }
}
