//! 移办 and what goes with it (方案四（二）3; R41, R42, R60, R61): received ones, one slip for several, 争议, 跟踪; 材料预审 and 费用.

use super::Flow;
use super::dispose::needed;
use super::register::elsewhere;
use crate::case::event::CaseEvent;
use crate::case::service::{Fee, FeeNoted, Prechecked};
use crate::case::state::Life;
use crate::case::transfer::{Dispute, FollowedUp, ReceivedFrom, UNKNOWN_UNIT};
use crate::catalogue::UnitId;
use crate::codes::Kind;
use crate::context::Context;
use crate::number::{CaseId, Form, Number};
use crate::refusal::{Elsewhere, Implausible, Reason, Refusal, RefusedField};
use crate::visitor::line;

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
