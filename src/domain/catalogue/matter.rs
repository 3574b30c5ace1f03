//! A matter of the catalogue.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Era;
use super::ids::{ChainId, MatterCode};
use super::unit::UnitId;
use crate::codes::{AppearReason, CopyKind, Disposition, Kind, PromiseReason};
use crate::limit::Limit;

/// A material that a matter asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    pub name: String,
    /// Only then; where it does not hold the material is 不适用.
    pub when: Option<String>,
    /// 原件 unless said.
    pub form: Option<CopyKind>,
}

/// What is different today in a matter that was another unit's in 2012.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct TodayFacts {
    kind: Kind,
    disposition: Disposition,
    reason: PromiseReason,
    promise: Limit,
    department: String,
}

/// A matter people bring.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Its code.
    #[serde(skip)]
    pub code: MatterCode,
    /// 名称.
    pub name: String,
    pub initials: String,
    /// Everyday words, each with its pinyin initials.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    kind: Kind,
    era: Option<Era>,
    /// Chains in which it stands.
    #[serde(default)]
    pub chains: Vec<ChainId>,
    #[serde(default)]
    department: String,
    /// What the desk asks where no 科室 is given.
    pub ask_department: Option<String>,
    /// 行政许可.
    #[serde(default)]
    pub licence: bool,
    /// 证件 are truly needed.
    #[serde(default)]
    pub id_required: bool,
    /// Taken in on the complaint screen, never as a case.
    #[serde(default)]
    pub complaint: bool,
    /// About the conduct of our own people.
    #[serde(default)]
    pub conduct: bool,
    /// May be anonymous.
    #[serde(default)]
    pub anonymous: bool,
    /// Urgent.
    #[serde(default)]
    pub urgent: bool,
    disposition: Option<Disposition>,
    reason: Option<PromiseReason>,
    legal: Option<Limit>,
    legal_2012: Option<Limit>,
    promise: Option<Limit>,
    promise_2012: Option<Limit>,
    /// The limit of the unit that decides; not ours.
    pub their_limit: Option<Limit>,
    /// A limit of the visitor's; not ours.
    pub visitor_limit: Option<Limit>,
    /// The same in 2012.
    pub visitor_limit_2012: Option<Limit>,
    /// To be applied for so long before the licence expires.
    pub apply_before: Option<Limit>,
    /// How long the licence holds.
    pub valid_years: Option<u8>,
    unit_2012: Option<UnitId>,
    unit_now: Option<UnitId>,
    now: Option<TodayFacts>,
    /// Steps that are truly the visitor's own (R43).
    #[serde(default)]
    pub appear: Vec<AppearReason>,
    /// What the statutory limit does not count.
    #[serde(default)]
    pub not_counted: Vec<PromiseReason>,
    /// The law it rests on.
    #[serde(default)]
    pub basis: Vec<String>,
    /// What must be brought.
    #[serde(default)]
    pub materials: Vec<Spec>,
    /// What is useful, and never 缺.
    #[serde(default)]
    pub optional: Vec<Spec>,
    /// What an office settles before use.
    #[serde(default)]
    pub confirm: Vec<String>,
}

impl Matter {
    fn today(&self, era: Era) -> Option<&TodayFacts> {
        self.now.as_ref().filter(|_| era == Era::Now)
    }

    /// 类别 in an era.
    pub fn kind(&self, era: Era) -> Kind {
        self.today(era).map_or(self.kind, |today| today.kind)
    }

    /// Exists in this era.
    pub fn exists(&self, era: Era) -> bool {
        self.era.is_none_or(|only| only == era)
    }

    /// 承办科室; empty where the desk has to ask.
    pub fn department(&self, era: Era) -> &str {
        self.today(era).map_or(&self.department, |today| &today.department)
    }

    /// The unit whose matter it is, where it is not ours.
    pub fn unit(&self, era: Era) -> Option<&UnitId> {
        match era {
            Era::Plan => self.unit_2012.as_ref(),
            Era::Now => self.unit_now.as_ref(),
        }
    }

    /// The usual disposition.
    pub fn disposition(&self, era: Era) -> Option<Disposition> {
        self.today(era).map(|today| today.disposition).or(self.disposition)
    }

    /// Why it usually cannot be done at once.
    pub fn reason(&self, era: Era) -> Option<PromiseReason> {
        self.today(era).map(|today| today.reason).or(self.reason)
    }

    /// 法定时限.
    pub fn legal(&self, era: Era) -> Option<Limit> {
        self.legal_2012.filter(|_| era == Era::Plan).or(self.legal)
    }

    /// The usual 承诺时限.
    pub fn promise(&self, era: Era) -> Option<Limit> {
        let today = self.today(era).map(|today| today.promise);
        today.or(self.promise_2012.filter(|_| era == Era::Plan)).or(self.promise)
    }
}
