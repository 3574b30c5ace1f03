//! 移办: where a case came from, on which 导引单 its visitor goes, who declined it, and what came of one nobody knew the unit of
//! (R41, R42, R60, R61).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::register::elsewhere;
use super::service::{Fee, FeeNoted, Prechecked};
use super::state::{Case, Handover, Life};
use crate::catalogue::UnitId;
use crate::codes::Kind;
use crate::context::Context;
use crate::moment::Moment;
use crate::number::{CaseId, Form, Number};
use crate::refusal::{Implausible, Reason, Refusal, RefusedField, Sentence, plan};
use crate::sealed::{Words, seals};
use crate::visitor::line;

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

impl Dispute {
    /// How the history says it.
    pub(super) fn told(&self) -> String {
        format!("{}不接，争议报所作风办：{}", self.who, self.reason.text())
    }
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

/// R61: what another unit led here is a 受理件 or a 联办件, and keeps its number there.
pub(super) fn received(
    from: Option<&ReceivedFrom>,
    kind: Kind,
    cx: &Context<'_>,
) -> Result<Option<ReceivedFrom>, Refusal> {
    let Some(from) = from else { return Ok(None) };
    if !elsewhere(&from.unit, cx) {
        return Err(Reason::UnknownUnit.on(RefusedField::ReceivedFrom));
    }
    let number = line(&from.number, RefusedField::ReceivedFrom)?;
    if number.is_empty() {
        return Err(Elsewhere::SourceNumberNeeded.on(RefusedField::ReceivedFrom));
    }
    match kind {
        Kind::Transfer => Err(Elsewhere::ReceivedIsOurs.on(RefusedField::Kind)),
        Kind::Own | Kind::Joint => Ok(Some(ReceivedFrom { number, ..from.clone() })),
    }
}

/// R42: a slip of its own, or that of another case of the same visitor on the same day.
pub(super) fn slip(with: Option<CaseId>, cx: &Context<'_>) -> Result<Number, Refusal> {
    if with.is_none() {
        return cx.next_number(Form::Guidance);
    }
    let open = cx.facts.slip.ok_or_else(|| Elsewhere::NoSlipToJoin.on(RefusedField::Unit))?;
    match open.same_visitor && open.at.date() == cx.today() {
        true => Ok(open.number),
        false => Err(Elsewhere::SlipOfAnother.on(RefusedField::Unit)),
    }
}

/// The largest fee of one case, in fen: a million yuan.
const MOST_FEN: u32 = 100_000_000;

impl Flow {
    /// R61: not theirs, they say. The case stays, and is open again if it had been handed over.
    pub(super) fn decline_transfer(
        &mut self,
        who: &str,
        reason: &str,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let handover = match &self.case.life {
            Life::HandedOver(handover) => Some(handover.clone()),
            Life::Guided => None,
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Finished(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => return Err(Elsewhere::NotUnderWay.whole()),
        };
        let unit = self.case.guidance.last().map(|guidance| guidance.unit.clone());
        let unit = unit.ok_or_else(|| Reason::GuidanceNeeded.whole())?;
        let who = line(who, RefusedField::Staff)?;
        if who.is_empty() {
            return Err(Elsewhere::WhoDeclined.on(RefusedField::Staff));
        }
        let reason = needed(reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::TransferDeclined(Dispute { unit, who, reason, at: cx.now, handover }));
        Ok(())
    }

    /// R41: what 12345 made of it, and whose it turned out to be.
    pub(super) fn follow_up(
        &mut self,
        words: &str,
        unit: Option<&UnitId>,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let under_way = matches!(self.case.life, Life::Guided | Life::HandedOver(_));
        let unknown = self.case.guidance.last().is_some_and(|to| to.unit.as_str() == UNKNOWN_UNIT);
        if !under_way || !unknown {
            return Err(Elsewhere::NothingToFollow.whole());
        }
        if unit.is_some_and(|unit| !elsewhere(unit, cx)) {
            return Err(Reason::UnknownUnit.on(RefusedField::Unit));
        }
        let words = needed(words, Reason::WordsNeeded, RefusedField::Remark)?;
        self.push(CaseEvent::FollowedUp(FollowedUp { at: cx.now, words, unit: unit.cloned() }));
        Ok(())
    }

    /// R41, R61: no case is closed that 12345 has not answered yet, or that was declined.
    pub(super) fn needs_follow_up(&self) -> Result<(), Refusal> {
        if self.case.dispute().is_some() {
            return Err(Elsewhere::DisputeOpen.whole());
        }
        if self.case.follow_up_open() { Err(Elsewhere::FollowUpNeeded.whole()) } else { Ok(()) }
    }

    /// R5: 靠前服务, before anything is taken in.
    pub(super) fn precheck(&mut self, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let before =
            matches!(self.case.life, Life::Registered | Life::Undecided | Life::Prompted | Life::Guided);
        if !before || self.case.acceptance.is_some() {
            return Err(Elsewhere::PrecheckTooLate.whole());
        }
        let words = needed(words, Reason::WordsNeeded, RefusedField::Remark)?;
        self.push(CaseEvent::Prechecked(Prechecked { at: cx.now, words }));
        Ok(())
    }

    /// R1: nothing, unless there is a basis for it.
    pub(super) fn note_fee(&mut self, fen: u32, basis: &str) -> Result<(), Refusal> {
        let noted = FeeNoted { fee: Fee(fen), basis: line(basis, RefusedField::BasisText)? };
        if fen > 0 && noted.basis.is_empty() {
            return Err(Elsewhere::FeeNeedsBasis.on(RefusedField::BasisText));
        }
        if fen > MOST_FEN {
            return Err(Implausible::Amount { most: MOST_FEN }.on(RefusedField::BasisText));
        }
        if noted == self.case.service.fee {
            return Err(Reason::NothingChanged.on(RefusedField::Remark));
        }
        self.push(CaseEvent::FeeNoted(noted));
        Ok(())
    }
}

/// Why something about another unit is not done: its directory, guidance, transfers (R35, R41, R42, R60, R61).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Elsewhere {
    NothingKnown,
    SourceNumberNeeded,
    ReceivedIsOurs,
    NoSlipToJoin,
    SlipOfAnother,
    NotUnderWay,
    DisputeOpen,
    WhoDeclined,
    NothingToFollow,
    FollowUpNeeded,
    PrecheckTooLate,
    FeeNeedsBasis,
}

impl Elsewhere {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Elsewhere(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(crate) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::NothingKnown => say(
                "nothing_known",
                plan(35),
                "请至少填一项：地址、电话、协办员或随带材料；都不知道的先不填，单上印“请拨12345”。",
            ),
            Self::SourceNumberNeeded => say(
                "source_number_needed",
                plan(61),
                "外单位转来的件，请填对方单上的编号；没有编号的写对方协办员和日期。",
            ),
            Self::ReceivedIsOurs => say(
                "received_is_ours",
                plan(61),
                "外单位转来的件只能登记为受理件或联办件；不属本所的，请当场告诉对方协办员，不要再移办。",
            ),
            Self::NoSlipToJoin => {
                say("no_slip_to_join", plan(42), "那一件还没有导引单，请先导引那一件，或单独出一张。")
            }
            Self::SlipOfAnother => say(
                "slip_of_another",
                plan(42),
                "只有同一位服务对象当天的件可以合在一张导引单上，请单独出一张。",
            ),
            Self::NotUnderWay => say("not_under_way", plan(61), "本件没有导引到其他单位，不用登记对方不接。"),
            Self::DisputeOpen => {
                say("dispute_open", plan(61), "对方不接，争议已报所作风办：另行导引或对方接收以后才能办结。")
            }
            Self::WhoDeclined => {
                say("who_declined", plan(61), "请写明对方谁说不接：争议要报所作风办，须有名有姓。")
            }
            Self::NothingToFollow => {
                say("nothing_to_follow", plan(41), "只有转12345查找有权单位的件须登记跟踪结果。")
            }
            Self::FollowUpNeeded => {
                say("follow_up_needed", plan(41), "转12345的件还没有登记跟踪结果，请查明归属后再办结。")
            }
            Self::PrecheckTooLate => say(
                "precheck_too_late",
                plan(5),
                "材料预审是受理以前的服务；本件已受理或已移交，不用再登记。",
            ),
            Self::FeeNeedsBasis => {
                say("fee_needs_basis", plan(1), "收费须写明收费依据（文件和条款）；没有依据的不收费。")
            }
        }
    }
}
