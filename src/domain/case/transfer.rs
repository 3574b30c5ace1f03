//! 移办: where a case came from, on which 导引单 its visitor goes, who declined it, and what came of one nobody knew the unit of
//! (R41, R42, R60, R61).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::{Case, Handover, Life};
use crate::catalogue::UnitId;
use crate::moment::Moment;
use crate::number::{CaseId, Number};
use crate::sealed::{Words, seals};

/// The unit nobody's matters go to: 12345, which finds the competent one (R41).
pub const UNKNOWN_UNIT: &str = "RX";

/// 转来: the unit that led the visitor here, and the number it has there (R61).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceivedFrom {
    /// Which unit.
    pub unit: UnitId,
    /// 来源编号: the number on its slip.
    pub number: String,
    /// The slip shows that it had been handed on before.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub again: bool,
}

/// 争议: the receiver says that it is not theirs. Reported to 所作风办; the case stays with its officer (R61).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    pub unit: UnitId,
    /// Who said so.
    pub who: String,
    pub reason: Words,
    pub at: Moment,
    /// The handover that this undoes, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
}

/// 跟踪: what came of a case whose unit was not known (R41).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowedUp {
    pub at: Moment,
    /// What came of it.
    pub words: Words,
    /// The unit that turned out to be competent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
}

/// What a case has been through at other units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// 争议, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// 跟踪, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub followed: Vec<FollowedUp>,
}

impl Transfer {
    /// Nothing of the kind.
    pub const fn is_none(&self) -> bool {
        self.disputes.is_empty() && self.followed.is_empty()
    }
}

/// The 导引单 of another case of the same visitor, as it may be joined (R42).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSlip {
    pub number: Number,
    /// When its case was guided.
    pub at: Moment,
    /// Both cases are of one visitor.
    pub same_visitor: bool,
}

impl OpenSlip {
    /// The slip on which `other` stands, seen from another case.
    pub fn of(other: &Case, case: &Case) -> Option<Self> {
        let (number, at) = other.guidance.last().and_then(|guidance| Some((guidance.slip?, guidance.at)))?;
        let known = case.visitor.get().is_some() && case.id() != other.id();
        Some(Self { number, at, same_visitor: known && case.visitor.get() == other.visitor.get() })
    }
}

impl Case {
    /// The number of the 导引单 on which the visitor was guided last.
    pub fn slip(&self) -> Option<Number> {
        self.guidance.last().and_then(|guidance| guidance.slip)
    }

    /// Where on that slip it stands: the walking order.
    pub fn place_on(&self, slip: Number) -> Option<(u8, Moment, CaseId)> {
        let guidance = self.guidance.iter().rev().find(|guidance| guidance.slip == Some(slip))?;
        Some((guidance.stop.unwrap_or(u8::MAX), guidance.at, self.id()))
    }

    /// 重复移办预警: it was led here by another unit, and is led on again, or had been led on before (R61).
    pub fn is_led_on_again(&self) -> bool {
        self.opening.received_from.as_ref().is_some_and(|from| from.again || !self.guidance.is_empty())
    }

    /// 争议: the newest guidance or handover was declined.
    pub fn dispute(&self) -> Option<&Dispute> {
        let since = self.guidance.last().map(|guidance| guidance.at);
        let open = matches!(self.life, Life::Guided);
        self.transfer.disputes.last().filter(|dispute| open && since.is_none_or(|since| dispute.at >= since))
    }

    /// 待跟踪: nobody knew whose matter it is, and what came of it is not yet recorded (R41).
    pub fn follow_up_open(&self) -> bool {
        let sent = self.guidance.last().filter(|guidance| guidance.unit.as_str() == UNKNOWN_UNIT);
        let open = matches!(self.life, Life::Guided | Life::HandedOver(_));
        let followed = |at: Moment| self.transfer.followed.last().is_some_and(|followed| followed.at >= at);
        open && sent.is_some_and(|guidance| !followed(guidance.at))
    }

    pub(super) fn decline(&mut self, dispute: &Dispute) {
        self.transfer.disputes.push(dispute.clone());
        self.life = Life::Guided;
    }
}

seals!(Transfer { disputes, followed });
