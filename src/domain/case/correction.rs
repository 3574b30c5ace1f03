//! 更正: what was written down wrongly. The old value, who mended it, when and why stay in the history.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::Registered;
use super::joint::Course;
use super::state::{Case, Life, Opening};
use crate::catalogue::{ChainId, MatterOrChain, UnitId};
use crate::codes::Kind;
use crate::material::{AskedMaterial, Material};
use crate::moment::Moment;
use crate::number::Form;
use crate::sealed::{Sealed, Words, seals};
use crate::staff::StaffCode;
use crate::visitor::{Visitor, VisitorInput};

/// 更正 of the visitor's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectVisitor {
    /// The visitor, whole, as he should stand there.
    pub visitor: Box<VisitorInput>,
    /// What was wrong.
    pub reason: String,
}

/// 更正 of matter and kind, until the case is accepted or promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectMatter {
    /// The matter's code or the chain's.
    pub matter: MatterOrChain,
    /// 类别; as suggested unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Why the kind differs from the suggestion.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind_reason: String,
    /// The chain of a 联办件, where the matter stands in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainId>,
    /// The competent unit of a 移办件; the catalogue's unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// 承办科室, where the catalogue leaves it open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// What was wrong.
    pub reason: String,
}

/// What became of the visitor's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorCorrected {
    pub at: Moment,
    pub by: StaffCode,
    /// As they stand now.
    pub visitor: Sealed<Visitor>,
    /// As they stood before, under their own seal.
    pub before: Sealed<Visitor>,
    /// What was wrong.
    pub reason: Words,
}

/// What became of matter and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterCorrected {
    pub at: Moment,
    pub by: StaffCode,
    /// What was fixed at registration, with the right matter.
    pub opening: Opening,
    /// The stages of a 联办件.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// What the catalogue asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedMaterial>,
    /// 材料: what the right matter asks for, and what had been received.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// The name of the matter as it stood before.
    pub title_before: String,
    /// The kind as it stood before.
    pub kind_before: Kind,
    /// What was wrong.
    pub reason: Words,
}

/// The corrections of a case, as far as its sheets must know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// How many there were.
    pub times: u16,
    /// Forms that had been printed with what was wrong: printed again they say 更正.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub printed_before: BTreeSet<Form>,
}

impl Corrections {
    /// Nothing was corrected.
    pub const fn is_none(&self) -> bool {
        self.times == 0
    }

    fn note(&mut self, printed: impl Iterator<Item = Form>) {
        self.times = self.times.saturating_add(1);
        self.printed_before.extend(printed);
    }
}

seals!(VisitorCorrected { visitor, before, reason });

seals!(MatterCorrected { opening, course, materials, reason });

impl Case {
    pub(super) fn correct_visitor(&mut self, corrected: &VisitorCorrected) {
        self.visitor.clone_from(&corrected.visitor);
        self.corrections.note(self.printed.keys().copied());
    }

    /// The case begins anew with the right matter. Who was told what is missing stays told.
    pub(super) fn correct_matter(&mut self, corrected: &MatterCorrected) {
        let anew = Self::open(&Registered {
            opening: corrected.opening.clone(),
            course: corrected.course.clone(),
            visitor: self.visitor.clone(),
            leader: self.leader.clone(),
            asked: corrected.asked.clone(),
            materials: corrected.materials.clone(),
            received_on: self.received_on,
            came: self.came,
            again: false,
        });
        (self.opening, self.asked, self.materials) = (anew.opening, anew.asked, anew.materials);
        self.course = anew.course;
        if !matches!((&self.life, &anew.life), (Life::Prompted, Life::Undecided)) {
            self.life = anew.life;
            self.disposed = None;
        }
        self.corrections.note(self.printed.keys().copied());
    }

    /// A copy of this form that went out says something else than the case does now.
    pub fn is_corrected(&self, form: Form) -> bool {
        self.corrections.printed_before.contains(&form)
    }
}
