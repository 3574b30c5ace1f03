//! 单位目录: what the office itself knows of the other units, asked at first need and kept with date and by whom (R35).
//!
//! Names and remits are the catalogue's. A fact that is not known is never invented: paper says where to ask instead.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Era, UnitId};
use super::context::Context;
use super::event::{Event, OfficeEvent};
use super::moment::Moment;
use super::refusal::{Elsewhere, Reason, Refusal, RefusedField};
use super::staff::StaffCode;
use super::visitor::line;

/// Facts not confirmed for so many calendar days are said to be unverified (R35).
pub const VERIFY_AFTER: i64 = 90;

/// What is known of a unit, or confirmed: what is not said stays as it is, an empty text forgets it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KeepUnit {
    /// Which unit.
    pub unit: UnitId,
    /// 地址、楼层、窗口.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// 电话.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its 协办员.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// 随带材料.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bring: Option<String>,
}

/// What is known of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFacts {
    pub unit: UnitId,
    /// 地址、楼层、窗口; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// 电话, likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Its 协办员, likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub officer: String,
    /// 随带材料, likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bring: String,
    /// When it was confirmed.
    pub at: Moment,
    pub by: StaffCode,
}

impl UnitFacts {
    /// Whether all of them that a slip names are known.
    pub const fn is_whole(&self) -> bool {
        !self.address.is_empty() && !self.phone.is_empty() && !self.officer.is_empty()
    }
}

/// How far what is known of a unit may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Nobody has ever confirmed anything.
    Never,
    /// Last confirmed so many calendar days ago, which is too long.
    Old(i64),
    /// Confirmed on this day.
    Confirmed(NaiveDate),
}

impl Trust {
    /// As the screen says it.
    pub fn text(self) -> String {
        match self {
            Self::Never => "未核实".to_owned(),
            Self::Old(days) => format!("已{days}日未核实"),
            Self::Confirmed(date) => format!("{date}核实"),
        }
    }

    /// Whether somebody should ask again.
    pub const fn is_doubtful(self) -> bool {
        matches!(self, Self::Never | Self::Old(_))
    }
}

/// What is known of every unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units(pub BTreeMap<UnitId, UnitFacts>);

impl Units {
    /// What is known of a unit, under the name that holds in an era.
    pub fn of(&self, unit: &UnitId, era: Era, catalogue: &Catalogue) -> Option<&UnitFacts> {
        let known = catalogue.unit_in(unit, era).map(|(known, _)| known);
        self.0.get(known.as_ref().unwrap_or(unit))
    }

    /// How far it may be trusted on a day.
    pub fn trust(facts: Option<&UnitFacts>, today: NaiveDate) -> Trust {
        let Some(facts) = facts else { return Trust::Never };
        let on = facts.at.date();
        match today.signed_duration_since(on).num_days() {
            days if days >= VERIFY_AFTER => Trust::Old(days),
            _ => Trust::Confirmed(on),
        }
    }
}

/// Keeps what is said of a unit, and confirms what was known of it.
pub(super) fn keep(command: &KeepUnit, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let known = cx.catalogue.unit_in(&command.unit, cx.settings.era).map(|(unit, _)| unit);
    let unit = known.filter(|unit| unit.as_str() != "SELF");
    let unit = unit.ok_or_else(|| Reason::UnknownUnit.on(RefusedField::Unit))?;
    let before = cx.facts.units.0.get(&unit);
    let fact = |said: &Option<String>, field: RefusedField, before: Option<&String>| match said {
        Some(said) => line(said, field),
        None => Ok(before.cloned().unwrap_or_default()),
    };
    let facts = UnitFacts {
        address: fact(&command.address, RefusedField::Address, before.map(|facts| &facts.address))?,
        phone: fact(&command.phone, RefusedField::Phone, before.map(|facts| &facts.phone))?,
        officer: fact(&command.officer, RefusedField::Staff, before.map(|facts| &facts.officer))?,
        bring: fact(&command.bring, RefusedField::Materials, before.map(|facts| &facts.bring))?,
        unit,
        at: cx.now,
        by: cx.actor.code().clone(),
    };
    let known = [&facts.address, &facts.phone, &facts.officer, &facts.bring];
    if before.is_none() && known.iter().all(|fact| fact.is_empty()) {
        return Err(Elsewhere::NothingKnown.on(RefusedField::Address));
    }
    Ok(vec![Event::Office(OfficeEvent::UnitKept { facts: Box::new(facts) })])
}
