//! 事项目录: the matters people bring, the units they may belong to, the chains they may stand in.
//!
//! Facts compiled in from `domain/data`, parsed and checked once; all mistakes are reported together.

mod chain;
mod ids;
mod matter;
mod search;
mod unit;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use chain::{Chain, ChainStage, StageOwner};
pub use ids::{ChainId, MatterCode};
pub use matter::{Matter, Spec};
pub use search::{Found, Index, MatchedBy};
pub use unit::{Unit, UnitId};

use super::calendar::Damaged;
use super::codes::Kind;

/// Which names, units and limits hold: those of the plan's time, or today's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub enum Era {
    /// 2012, before the reforms of 2018 and 2023.
    #[serde(rename = "2012")]
    Plan,
    /// Today.
    #[default]
    #[serde(rename = "now")]
    Now,
}

/// What a visitor came for: a matter, or a whole chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatterOrChain {
    Matter(MatterCode),
    /// A joint matter.
    Chain(ChainId),
}

impl MatterOrChain {
    /// Its code in the catalogue.
    pub fn code(&self) -> &str {
        match self {
            Self::Matter(code) => code.as_str(),
            Self::Chain(id) => id.as_str(),
        }
    }
}

impl From<&str> for MatterOrChain {
    fn from(code: &str) -> Self {
        match code.starts_with("CH") {
            true => Self::Chain(ChainId(code.to_owned())),
            false => Self::Matter(MatterCode(code.to_owned())),
        }
    }
}

impl Serialize for MatterOrChain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for MatterOrChain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

impl JsonSchema for MatterOrChain {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Subject".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "code of a matter (GW01) or of a chain (CH01)" })
    }
}

/// A 科室 as the catalogue proposes it; the office's own stand in the settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// 名称.
    pub name: String,
    pub initials: String,
    /// What it looks after.
    pub remit: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MattersFile {
    version: String,
    matter: BTreeMap<String, Matter>,
    alias: Vec<Alias>,
    department: Vec<Proposed>,
}

/// An everyday word that leads to a chain, or to several matters of which the desk asks one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    pub word: String,
    /// Its pinyin initials.
    pub initials: String,
    /// Codes of matters or chains.
    pub to: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitsFile {
    unit: BTreeMap<String, Unit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChainsFile {
    chain: BTreeMap<String, Chain>,
}

/// The whole catalogue.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Version of the facts.
    pub version: String,
    /// Matters by code.
    pub matters: BTreeMap<String, Matter>,
    /// Units by id.
    pub units: BTreeMap<String, Unit>,
    /// Chains by id.
    pub chains: BTreeMap<String, Chain>,
    /// Everyday words with several meanings.
    pub aliases: Vec<Alias>,
    /// 科室 as proposed.
    pub departments: Vec<Proposed>,
}

impl Catalogue {
    /// The bundled catalogue, parsed and checked once.
    pub fn bundled() -> Result<&'static Self, Damaged> {
        static BUNDLED: OnceLock<Result<Catalogue, Damaged>> = OnceLock::new();
        let files = || {
            Self::from_files(
                include_str!("../data/matters.toml"),
                include_str!("../data/units.toml"),
                include_str!("../data/chains.toml"),
            )
        };
        BUNDLED.get_or_init(files).as_ref().map_err(Clone::clone)
    }

    fn from_files(matters: &str, units: &str, chains: &str) -> Result<Self, Damaged> {
        let damaged = |why: String| Damaged { what: "事项目录", why };
        let matters: MattersFile = toml::from_str(matters).map_err(|error| damaged(error.to_string()))?;
        let units: UnitsFile = toml::from_str(units).map_err(|error| damaged(error.to_string()))?;
        let chains: ChainsFile = toml::from_str(chains).map_err(|error| damaged(error.to_string()))?;
        let mut catalogue = Self {
            version: matters.version,
            matters: matters.matter,
            units: units.unit,
            chains: chains.chain,
            aliases: matters.alias,
            departments: matters.department,
        };
        for (code, matter) in &mut catalogue.matters {
            matter.code = MatterCode(code.clone());
        }
        match catalogue.mistakes() {
            wrong if wrong.is_empty() => Ok(catalogue),
            wrong => Err(damaged(wrong.join("；"))),
        }
    }

    /// Everything that is wrong with the catalogue.
    fn mistakes(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let department =
            |name: &str| name.is_empty() || self.departments.iter().any(|dept| dept.name == name);
        for (code, matter) in &self.matters {
            for era in [Era::Plan, Era::Now] {
                let away = matter.kind(era) == Kind::Transfer;
                match matter.unit(era) {
                    None if away => wrong.push(format!("{code}没有移办单位")),
                    Some(unit) if !self.units.contains_key(unit.as_str()) => {
                        wrong.push(format!("{code}的单位{}不存在", unit.as_str()));
                    }
                    Some(_) | None => {}
                }
                if !matter.complaint && !department(matter.department(era)) {
                    wrong.push(format!("{code}的科室不存在"));
                }
            }
            let unknown = matter.chains.iter().filter(|id| !self.chains.contains_key(id.as_str()));
            wrong.extend(unknown.map(|id| format!("{code}的流程{}不存在", id.as_str())));
        }
        for (id, chain) in &self.chains {
            for stop in chain.stages.iter().chain(&chain.stages_2012) {
                match &stop.place() {
                    Some(StageOwner::Ours(code)) if self.matters.contains_key(code.as_str()) => {}
                    Some(StageOwner::Theirs(unit, _)) if self.units.contains_key(unit.as_str()) => {}
                    Some(_) | None => wrong.push(format!("{id}的环节不完整")),
                }
            }
        }
        let known = |code: &String| self.matters.contains_key(code) || self.chains.contains_key(code);
        let dangling = self.aliases.iter().filter(|alias| !alias.to.iter().all(known));
        wrong.extend(dangling.map(|alias| format!("“{}”指向不存在的事项", alias.word)));
        wrong
    }

    /// A matter by code.
    pub fn matter(&self, code: &MatterCode) -> Option<&Matter> {
        self.matters.get(code.as_str())
    }

    /// A chain by id.
    pub fn chain(&self, id: &ChainId) -> Option<&Chain> {
        self.chains.get(id.as_str())
    }

    /// A unit by id.
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.get(id.as_str())
    }

    /// The chains in which a matter is a stage of ours in an era.
    pub fn chains_of(&self, matter: &Matter, era: Era) -> Vec<ChainId> {
        let stands = |id: &&ChainId| {
            let places = self.chain(id).map(|chain| chain.places(era)).unwrap_or_default();
            places.iter().any(|place| matches!(place, StageOwner::Ours(code) if *code == matter.code))
        };
        matter.chains.iter().filter(stands).cloned().collect()
    }

    /// The name of what a visitor came for.
    pub fn title(&self, subject: &MatterOrChain) -> Option<&str> {
        match subject {
            MatterOrChain::Matter(code) => self.matter(code).map(|matter| matter.name.as_str()),
            MatterOrChain::Chain(id) => self.chain(id).map(|chain| chain.name.as_str()),
        }
    }

    /// The unit that answers to this id in an era: one that does not exist then is read through its successor or forerunner.
    pub fn unit_in(&self, id: &UnitId, era: Era) -> Option<(UnitId, &str)> {
        let unit = self.unit(id)?;
        match (unit.name(era), unit.elsewhere(era)) {
            (Some(name), _) => Some((id.clone(), name)),
            (None, Some(other)) => {
                self.unit(other).and_then(|unit| unit.name(era)).map(|name| (other.clone(), name))
            }
            (None, None) => None,
        }
    }

    /// The name of a unit in an era, or its id where it has none.
    pub fn unit_name<'a>(&'a self, id: &'a UnitId, era: Era) -> &'a str {
        self.unit_in(id, era).map_or(id.as_str(), |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_facts_are_whole() {
        let catalogue = Catalogue::bundled().unwrap();
        assert_eq!((catalogue.matters.len(), catalogue.units.len(), catalogue.chains.len()), (47, 31, 8));
    }

    #[test]
    fn a_unit_has_one_name_an_era() {
        let catalogue = Catalogue::bundled().unwrap();
        let food = UnitId::from("SYJ");
        assert_eq!(catalogue.unit_name(&food, Era::Plan), "市食品药品监督管理局");
        assert_eq!(catalogue.unit_name(&food, Era::Now), "市市场监督管理局");
        assert_eq!(catalogue.unit_in(&food, Era::Now).unwrap().0, UnitId::from("SCJG"));
    }

    #[test]
    fn every_mistake_is_named() {
        let matters = "version = \"1\"\nalias = []\ndepartment = []\n[matter.AA01]\nname = \"甲\"\ninitials = \"j\"\nkind = \"transfer\"\nchains = [\"CH99\"]\n";
        let why = Catalogue::from_files(matters, "[unit]\n", "[chain]\n").unwrap_err().why;
        assert!(why.contains("没有移办单位") && why.contains("CH99"), "{why}");
    }
}
