//! A joint matter as a chain of stages, in which our office may stand several times.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Era;
use super::ids::MatterCode;
use super::unit::UnitId;

/// A stage as its file has it: our own matter, or what another unit does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    matter: Option<MatterCode>,
    unit: Option<UnitId>,
    #[serde(default)]
    does: String,
}

/// Whose stage it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Ours, by our matter.
    Ours(MatterCode),
    /// Another unit's, and what it does there.
    Theirs(UnitId, String),
}

impl Stop {
    /// Whose stage it is; `None` for a stage that names neither or both.
    pub fn place(&self) -> Option<Place> {
        match (&self.matter, &self.unit) {
            (Some(code), None) => Some(Place::Ours(code.clone())),
            (None, Some(unit)) => Some(Place::Theirs(unit.clone(), self.does.clone())),
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
    /// Pinyin initials.
    pub initials: String,
    /// Everyday words, each with its pinyin initials.
    pub words: BTreeMap<String, String>,
    /// Its stages, in order.
    pub stages: Vec<Stop>,
    /// Its stages in 2012, where they differed.
    #[serde(default)]
    pub stages_2012: Vec<Stop>,
}

impl Chain {
    /// Its stages in an era.
    pub fn places(&self, era: Era) -> Vec<Place> {
        let own = era == Era::Plan && !self.stages_2012.is_empty();
        let stops = if own { &self.stages_2012 } else { &self.stages };
        stops.iter().filter_map(Stop::place).collect()
    }
}
