//! What can have happened to a case. Each event carries every result that was computed for it: a later rule changes no history.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::approval::ActingProposal;
use super::closing::{Answered, Ending, Rating, Reopening};
use super::consent::Consent;
use super::correction::{MatterCorrected, VisitorCorrected};
use super::joint::{Course, StageBegun, StageDone};
use super::late::PaperStep;
use super::pause::{ClockStop, Extension, Resumed};
use super::phone::{PhoneAnswer, Phoned};
use super::service::{FeeNoted, Prechecked};
use super::state::{
    Acting, Card, Countersign, Disposed, Finish, Guidance, Handover, Opening, Receipt, Reply, Signature,
};
use super::supervision::{Annotated, UrgeAnswer, Urged};
use super::transfer::{Dispute, FollowedUp};
use super::undo::Undone;
use super::visit::Visit;
use crate::codes::{AppearReason, Disposition};
use crate::limit::Due;
use crate::material::{AskedMaterial, Material};
use crate::moment::Moment;
use crate::number::{Form, Number};
use crate::refusal::NotUndone;
use crate::sealed::{Sealed, Words, seals};
use crate::staff::StaffCode;
use crate::visitor::Visitor;
use crate::waiting::Came;

/// Something that has happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum CaseEvent {
    /// 登记: the case exists, with its officer and its 协办单.
    Registered(Box<Registered>),
    /// The materials were looked through.
    MaterialsNoted {
        /// The whole list as it stands now.
        materials: Vec<Material>,
        /// The office's day.
        on: NaiveDate,
    },
    /// 视为受理: the five working days passed without acceptance or card (R48). Recorded by the next command, once.
    DeemedAccepted {
        /// The day of receipt, which counts as the day of acceptance.
        on: NaiveDate,
        /// The statutory limit from that day.
        statutory: Option<Due>,
        /// Version of the calendar.
        calendar: String,
    },
    /// 受理: our own part begins.
    Accepted {
        on: NaiveDate,
        /// The statutory limit from that day.
        statutory: Option<Due>,
        /// Version of the calendar.
        calendar: String,
    },
    /// 提示件: a card with everything that is missing was given out (R47, R48).
    Prompted(Card),
    /// 即办件, 承诺件, or 退回件 as proposed by the officer.
    Disposed {
        /// The disposition with its facts.
        disposed: Disposed,
        /// The 协办回执 of a 承诺件.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<Receipt>,
        /// What it was before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Disposition>,
    },
    /// The leader countersigned the 退回件 (R55).
    ReturnCountersigned(Countersign),
    /// The leader did not countersign; the case is undecided again.
    ReturnDeclined { by: StaffCode, reason: Words },
    /// The officer asked the leader's consent.
    ConsentAsked { consent: Consent, reason: Words, at: Moment },
    /// The leader consented.
    ConsentGiven { consent: Consent, by: StaffCode },
    /// The leader did not consent.
    ConsentDeclined { consent: Consent, by: StaffCode, reason: Words },
    /// 交科室.
    HandedTo {
        /// The 科室.
        department: String,
        at: Moment,
    },
    /// 从科室接回.
    TakenBack {
        /// The 科室.
        department: String,
        at: Moment,
        /// What it said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Words>,
    },
    /// 催办 (R53).
    Chased {
        /// Whom: the 科室 or unit.
        whom: String,
        /// What was said.
        words: Words,
    },
    /// 来电: the visitor rang up.
    CallNoted { words: Words },
    /// The next step is truly the visitor's own (R43).
    VisitorAwaited(AppearReason),
    /// The visitor came.
    VisitorCame { at: Moment },
    /// 再次到所 (R1).
    Visited(Visit),
    /// 外部导引 (R42).
    Guided(Guidance),
    /// 移交 (R60).
    HandedOver(Handover),
    /// 代办, by a leader's decision (R45).
    ActingAppointed(Acting),
    /// 代办 was proposed, for this case and maybe others.
    ActingProposed(Box<ActingProposal>),
    /// The leader did not agree to the 代办 that was proposed.
    ActingDeclined { by: StaffCode, reason: Words },
    /// 电话请示: in effect at once.
    PhoneConsented(Phoned),
    /// The leader answered what was noted in his name.
    PhoneAnswered(PhoneAnswer),
    /// 分管责任人, stamped by the first duty entry after a registration without one (R20).
    LeaderStamped { leader: StaffCode },
    /// 办结.
    Finished {
        /// When, and the log's summary.
        finish: Finish,
        /// 即办未即.
        #[serde(default, skip_serializing_if = "crate::is_false")]
        instant_missed: bool,
    },
    /// 回复.
    Replied(Reply),
    /// 签字, or what stands for it.
    Signed(Signature),
    /// 主动联系 (R5).
    Contacted {
        at: Moment,
        /// What was said.
        words: Words,
    },
    /// 争议: the receiver declined (R61).
    TransferDeclined(Dispute),
    /// 跟踪 (R41).
    FollowedUp(FollowedUp),
    /// 材料预审 (R5).
    Prechecked(Prechecked),
    /// 费用 (R1).
    FeeNoted(FeeNoted),
    /// 评价 (R2).
    Rated(Rating),
    /// 差评整改.
    RatingAnswered(Answered),
    /// 终止 (R65).
    Ended(Ending),
    /// 停计时 (行政许可法 45).
    ClockStopped(ClockStop),
    /// 恢复计时.
    ClockResumed(Resumed),
    /// 延期 (行政许可法 42).
    Extended(Extension),
    /// 法定延长 (行政许可法 42).
    ExtendedByLaw(Extension),
    /// 环节 of another unit is done (R58).
    StageNoted {
        /// Which, counted from 1.
        stage: u8,
        /// How that is known.
        done: StageDone,
    },
    /// A stage of ours begins: its turn has come (R59).
    StageBegun(Box<StageBegun>),
    /// Our own part is done and others follow (R57).
    StageFinished {
        /// Which, counted from 1.
        stage: u8,
        /// When, by whom, and the log's summary.
        done: StageDone,
        /// 即办未即.
        #[serde(default, skip_serializing_if = "crate::is_false")]
        instant_missed: bool,
    },
    /// 重新打开.
    Reopened(Reopening),
    /// 作废 (R25).
    Voided(super::void::Voided),
    /// 更正 of the visitor.
    VisitorCorrected(Box<VisitorCorrected>),
    /// 更正 of matter and kind.
    MatterCorrected(Box<MatterCorrected>),
    /// 督办 (R66).
    Urged(Urged),
    /// 批注 (R66).
    Annotated(Annotated),
    /// 答复督办.
    UrgeAnswered(UrgeAnswer),
    /// 补录: the step that follows was done on paper.
    OnPaper(PaperStep),
    /// 撤销 of the step before.
    Undone(Box<Undone>),
    /// A sheet was printed; `copy` is 1 for the first time.
    Printed {
        form: Form,
        /// How often so far.
        copy: u16,
    },
}

/// What a registration fixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// What never changes.
    pub opening: Opening,
    /// 联办流程, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// 服务对象.
    pub visitor: Sealed<Visitor>,
    /// 分管责任人 of the day; absent is 待明确 (R20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<StaffCode>,
    /// What the catalogue asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedMaterial>,
    /// 材料 as they were looked through at the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// The day the first material was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// The arrival it came of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
    /// The visitor had been received on this day already: it is no further 接待人次 (R1).
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub again: bool,
}

impl Registered {
    /// How the history says it.
    pub(super) fn told(&self) -> String {
        let opening = &self.opening;
        let late = opening.late.as_ref().map_or(String::new(), |late| {
            format!(
                "（补录，手工单{}，当时{}）：{}",
                late.number,
                opening.at.screen_time(),
                late.reason.text()
            )
        });
        let came = self.came.map_or(String::new(), |came| format!(" {}到所", came.at.clock()));
        format!("登记 {} {}{came}{late}", opening.desk, opening.kind)
    }
}

seals!(Registered { opening, course, visitor, materials });

/// What an event leaves behind it beside the case that it happened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    /// The number that it gave out, beside that of the case itself.
    pub number: Option<Number>,
    /// Why it is not taken back: it is on paper, it is the visitor's, or another way back belongs to it.
    pub stays: Option<NotUndone>,
    /// It makes a row of the day's log.
    pub logged: bool,
    /// The form that goes with it into the visitor's hand at once (R42, R63).
    pub paper: Option<Form>,
}

const STEP: Trace = Trace { number: None, stays: None, logged: false, paper: None };
const LOGGED: Trace = Trace { logged: true, ..STEP };

const fn gives(number: Option<Number>) -> Trace {
    Trace { number, ..STEP }
}

const fn stays(why: NotUndone) -> Trace {
    Trace { stays: Some(why), ..STEP }
}

impl CaseEvent {
    /// The table of what each of them leaves.
    pub fn trace(&self) -> Trace {
        match self {
            Self::Prompted(card) => gives(Some(card.number)),
            Self::Disposed { receipt, .. } => gives(receipt.as_ref().map(|receipt| receipt.number)),
            Self::ReturnCountersigned(countersign) => gives(Some(countersign.number)),
            // A slip that is joined took its number before.
            Self::Guided(guidance) => {
                let number = guidance.slip.filter(|_| guidance.with.is_none());
                Trace { paper: Some(Form::Guidance), ..gives(number) }
            }
            Self::Registered(_) => stays(NotUndone::Registration),
            Self::Printed { .. } => stays(NotUndone::Paper),
            Self::Rated(_) => Trace { logged: true, ..stays(NotUndone::Visitors) },
            Self::Signed(signature) => {
                Trace { stays: signature.is_final().then_some(NotUndone::Visitors), ..LOGGED }
            }
            Self::Ended(_) => Trace { logged: true, ..stays(NotUndone::Ending) },
            // Its paper may have been entered again.
            Self::Voided(_) => Trace { logged: true, ..stays(NotUndone::LateEntry) },
            Self::LeaderStamped { .. } => stays(NotUndone::Stamp),
            Self::VisitorCorrected(_) | Self::MatterCorrected(_) => stays(NotUndone::Correction),
            Self::Undone(_) => stays(NotUndone::Undo),
            Self::Visited(_) => stays(NotUndone::Visit),
            Self::Replied(_) => Trace { paper: Some(Form::Strip), ..LOGGED },
            Self::ClockStopped(_) => Trace { paper: Some(Form::NotCounted), ..LOGGED },
            Self::ExtendedByLaw(_) => Trace { paper: Some(Form::Extended), ..LOGGED },
            Self::Finished { .. } | Self::Reopened(_) | Self::ClockResumed(_) | Self::Extended(_) => LOGGED,
            Self::MaterialsNoted { .. }
            | Self::DeemedAccepted { .. }
            | Self::Accepted { .. }
            | Self::ReturnDeclined { .. }
            | Self::ConsentAsked { .. }
            | Self::ConsentGiven { .. }
            | Self::ConsentDeclined { .. }
            | Self::HandedTo { .. }
            | Self::TakenBack { .. }
            | Self::Chased { .. }
            | Self::CallNoted { .. }
            | Self::VisitorAwaited(_)
            | Self::VisitorCame { .. }
            | Self::HandedOver(_)
            | Self::ActingAppointed(_)
            | Self::ActingProposed(_)
            | Self::ActingDeclined { .. }
            | Self::PhoneConsented(_)
            | Self::PhoneAnswered(_)
            | Self::Contacted { .. }
            | Self::TransferDeclined(_)
            | Self::FollowedUp(_)
            | Self::Prechecked(_)
            | Self::FeeNoted(_)
            | Self::RatingAnswered(_)
            | Self::Urged(_)
            | Self::Annotated(_)
            | Self::UrgeAnswered(_)
            | Self::OnPaper(_)
            | Self::StageNoted { .. }
            | Self::StageBegun(_)
            | Self::StageFinished { .. } => STEP,
        }
    }
}

seals!(CaseEvent:
    Self::Registered(registered) => [registered],
    Self::MaterialsNoted { materials, .. } => [materials],
    Self::Prompted(card) => [card],
    Self::Disposed { disposed, .. } => [disposed],
    Self::ReturnDeclined { reason: words, .. }
    | Self::ConsentAsked { reason: words, .. }
    | Self::ConsentDeclined { reason: words, .. }
    | Self::ActingDeclined { reason: words, .. }
    | Self::Chased { words, .. }
    | Self::CallNoted { words }
    | Self::Contacted { words, .. }
    | Self::TransferDeclined(Dispute { reason: words, .. })
    | Self::FollowedUp(FollowedUp { words, .. })
    | Self::Prechecked(Prechecked { words, .. })
    | Self::RatingAnswered(Answered { words, .. })
    | Self::Annotated(Annotated { words, .. })
    | Self::UrgeAnswered(UrgeAnswer { words, .. })
    | Self::Ended(Ending { words, .. })
    | Self::Voided(super::void::Voided { reason: words, .. })
    | Self::Reopened(Reopening { reason: words, .. }) => [words],
    Self::VisitorCorrected(corrected) => [corrected],
    Self::MatterCorrected(corrected) => [corrected],
    Self::StageNoted { done, .. } | Self::StageFinished { done, .. } => [done],
    Self::StageBegun(begun) => [&mut begun.materials],
    Self::OnPaper(paper) => [paper],
    Self::Undone(undone) => [undone],
    Self::Rated(rating) => [rating],
    Self::Urged(urged) => [urged],
    Self::TakenBack { note, .. } => [note],
    Self::ActingAppointed(acting) => [acting],
    Self::ActingProposed(proposal) => [proposal],
    Self::PhoneConsented(phoned) => [phoned],
    Self::PhoneAnswered(answer) => [answer],
    Self::Finished { finish, .. } => [finish],
    Self::Replied(reply) => [reply],
    Self::Signed(signature) => [signature],
    Self::ClockStopped(stop) => [stop],
    Self::Extended(extension) | Self::ExtendedByLaw(extension) => [extension],
    Self::ClockResumed(_)
    | Self::DeemedAccepted { .. }
    | Self::Accepted { .. }
    | Self::ReturnCountersigned(_)
    | Self::ConsentGiven { .. }
    | Self::HandedTo { .. }
    | Self::VisitorAwaited(_)
    | Self::VisitorCame { .. }
    | Self::Visited(_)
    | Self::Guided(_)
    | Self::HandedOver(_)
    | Self::FeeNoted(_)
    | Self::LeaderStamped { .. }
    | Self::Printed { .. } => [],
);
