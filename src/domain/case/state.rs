//! A case as it stands: what is known of it, and where in its life it is.
//!
//! Everything here follows from the case's own events (`evolve`); nothing is looked up in a data file, so that a
//! later catalogue or calendar changes no history. Private texts are [`Sealed`].

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::life::Life;
pub use super::signature::{Position, Signature};

use super::approval::ActingProposal;
use super::closing::{Rating, Reopened};
use super::consent::Consent;
use super::correction::Corrections;
use super::joint::Course;
use super::late::LateEntry;
use super::part::OwnPart;
use super::pause::{ClockStop, Extension};
use super::phone::Phoned;
use super::service::Service;
use super::supervision::Urged;
use super::transfer::{ReceivedFrom, Transfer};
use super::visit::Visit;
use crate::catalogue::{MatterOrChain, UnitId};
use crate::codes::{Disposition, GuideMode, Kind, PromiseReason, Purpose, RefusalGround, ReplyMode};
use crate::limit::{Due, Limit};
use crate::material::{AskedMaterial, Material};
use crate::moment::Moment;
use crate::number::{CaseId, Form, Number};
use crate::sealed::{Sealed, Words};
use crate::staff::StaffCode;
use crate::visitor::Visitor;
use crate::waiting::Came;

/// What was fixed when the case was registered. None of it ever changes (R20, R23, R45), but for a 更正 of the matter before anything was accepted (R38).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The case's number.
    pub case: CaseId,
    /// When it was registered: on paper, if it was entered late.
    pub at: Moment,
    /// 台号: the desk at which it was registered.
    pub desk: String,
    /// 来访目的.
    pub purpose: Purpose,
    /// 直接责任人: the officer, for the whole life of the case.
    pub officer: StaffCode,
    /// The matter, or the chain.
    pub subject: MatterOrChain,
    /// The matter's name as it was then.
    pub title: String,
    /// 受理件, 联办件 or 移办件.
    pub kind: Kind,
    /// What the catalogue suggested.
    pub suggested: Kind,
    /// Why the kind differs from the suggestion (R37).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind_reason: Option<Words>,
    /// The competent unit of a 移办件, or the unit whose turn it is in a 联办件.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// 转来: by whom, under which number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_from: Option<ReceivedFrom>,
    /// What was fixed for our own part. A later stage of a 联办件 brings its own: ask [`Case::part`].
    #[serde(flatten)]
    pub part: OwnPart,
    /// 备注.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Words>,
    /// 补录.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<LateEntry>,
}

/// The disposition of our own part, with what it needs (R47–R55).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposed {
    /// 提示件.
    Prompt,
    /// 即办件, due on this day (R50).
    Instant {
        /// Close of business of this day.
        due: NaiveDate,
    },
    /// 承诺件 (R51, R52).
    Promise {
        /// Why not at once.
        reason: PromiseReason,
        /// The reason in words, for 其他.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Words>,
        /// The promised day.
        promised: Due,
        /// What the promise was counted from.
        limit: Limit,
    },
    /// 退回件 (R54, R55).
    Return {
        /// One of the four grounds.
        ground: RefusalGround,
        /// 原因.
        why: Words,
        /// 依据: document and article.
        basis: String,
        /// 替代建议, or 无.
        alternative: Words,
        /// The leader's countersign, with the number of the notice.
        countersigned: Option<Countersign>,
    },
}

impl Disposed {
    /// Which of the four it is.
    pub const fn disposition(&self) -> Disposition {
        match self {
            Self::Prompt => Disposition::Prompt,
            Self::Instant { .. } => Disposition::Instant,
            Self::Promise { .. } => Disposition::Promise,
            Self::Return { .. } => Disposition::Return,
        }
    }
}

/// A leader's countersign of a 退回件 (R55).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countersign {
    pub by: StaffCode,
    pub at: Moment,
    /// Number of the 否定报备反馈单.
    pub number: Number,
}

/// Acceptance of our own part, and the statutory limit that runs from it (行政许可法 32, 42).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The day that counts as the day of acceptance.
    pub on: NaiveDate,
    /// 视为受理: by lapse of the five working days (R48).
    pub deemed: bool,
    /// The last day the law allows, where it sets a limit.
    pub statutory: Option<Due>,
    /// The version of the calendar it was counted with.
    pub calendar: String,
}

/// An inner step: the file in the hands of a 科室 (R46).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InnerStep {
    /// The 科室.
    pub department: String,
    /// Given to it.
    pub given: Moment,
    /// Taken back; absent while it lies there.
    pub back: Option<Moment>,
}

/// A 协办提示卡 that was given out (R48).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub number: Number,
    /// When it was handed over.
    pub at: Moment,
    /// What was missing: name, copies, form, and what exactly is wanted.
    pub missing: Vec<Material>,
    /// Another cause than a missing material (R47).
    pub cause: Option<Words>,
}

/// A 协办回执 that was given out (R52).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub number: Number,
    /// When it was made out.
    pub at: Moment,
}

/// 代办: who acts while the officer is away. The officer stays the one responsible (R45).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    pub officer: StaffCode,
    /// Last day, inclusive: it ends by itself. None where the officer has left the office: until the case is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The leader who decided.
    pub by: StaffCode,
    pub reason: Words,
}

/// 外部导引 to another unit (R42).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    pub unit: UnitId,
    /// 陪同, 电话 or 书面.
    pub mode: GuideMode,
    /// Its officer, if known.
    pub officer: String,
    pub at: Moment,
    /// Number of the 导引单.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<Number>,
    /// The case of the same visitor whose slip it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<CaseId>,
    /// Which stop of it, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<u8>,
}

/// 移交: who took it over there (R60).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    pub unit: UnitId,
    /// Who received it.
    pub receiver: String,
    pub at: Moment,
    /// In which way.
    pub mode: GuideMode,
}

/// 办结.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    pub at: Moment,
    /// 日志摘要: what was done (R63).
    pub summary: Words,
    /// When it was entered, where it was done on paper before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Moment>,
    /// It says nothing of what was done.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub bare: bool,
    /// Done in the last minutes before closing.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub at_closing: bool,
}

/// 办结回复 (R62).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// 当面, 电话, 书面, 其他.
    pub mode: ReplyMode,
    /// When the visitor was told.
    pub at: Moment,
    /// What was said.
    pub content: Words,
    /// Who said it: the officer or who acts for him.
    pub by: StaffCode,
}

/// A case. It also stands on pages, as it was before a step that was undone: a new field has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What was fixed at registration.
    pub opening: Opening,
    /// How many events have made it what it is. A command carries the version it was made for.
    pub version: u32,
    /// 服务对象.
    pub visitor: Sealed<Visitor>,
    /// 分管责任人; absent is 待明确 until the next duty entry stamps it, once (R20).
    pub leader: Option<StaffCode>,
    /// What the catalogue asks for, as it was then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedMaterial>,
    /// 材料.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// The day the first material was received: the clock of R48 runs from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// Our disposition; absent is 未分类.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposed: Option<Disposed>,
    /// Every disposition it has had, in order (R56).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Disposition>,
    /// 即办未即: was to be done at once and was not (R50).
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub instant_missed: bool,
    /// 受理.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<Acceptance>,
    /// 内部流转.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<InnerStep>,
    /// 协办提示卡 given out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// 协办回执 given out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<Receipt>,
    /// Consent asked for and not yet answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asking: Option<Asking>,
    /// Consents given and not yet used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub granted: Vec<Consent>,
    /// 代办, as last decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting: Option<Acting>,
    /// 代办 that was proposed and not yet answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Box<ActingProposal>>,
    /// 电话请示, each with the leader's answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phoned: Vec<Phoned>,
    /// 联办流程, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// 外部导引.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guidance: Vec<Guidance>,
    /// 催办 so far.
    #[serde(default)]
    pub chases: u16,
    /// 来电 so far.
    #[serde(default)]
    pub calls: u16,
    /// 主动联系 so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Moment>,
    /// 评价: at most one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// 再次到所: every visit after the registration (R1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
    /// The arrival that became this case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
    /// 停计时: every time that does not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<ClockStop>,
    /// 延期: at most one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// Every re-opening, with the closing it took up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reopened: Vec<Reopened>,
    /// Copies printed so far of each form's newest number: a later one says 补打, a new number begins anew.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub printed: BTreeMap<Form, u16>,
    /// 更正 so far.
    #[serde(default, skip_serializing_if = "Corrections::is_none")]
    pub corrections: Corrections,
    /// 争议 and 跟踪.
    #[serde(default, skip_serializing_if = "Transfer::is_none")]
    pub transfer: Transfer,
    /// 费用 and 材料预审.
    #[serde(default, skip_serializing_if = "Service::is_none")]
    pub service: Service,
    /// 督办, in order, each with its answer (R66).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urges: Vec<Urged>,
    /// 批注 so far; what they say stands on the timeline.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub annotations: u16,
    /// Where in its life it is.
    pub life: Life,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(count: &u16) -> bool {
    *count == 0
}

/// A consent that was asked for (R48, R56).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    pub consent: Consent,
    pub reason: Words,
    pub at: Moment,
}

impl Case {
    /// The case's number.
    pub const fn id(&self) -> CaseId {
        self.opening.case
    }

    /// Whoever may act on it on this day besides the officer.
    pub fn acting_on(&self, today: NaiveDate) -> Option<&StaffCode> {
        self.acting
            .as_ref()
            .filter(|acting| acting.until.is_none_or(|until| today <= until))
            .map(|acting| &acting.officer)
    }

    /// The open inner step.
    pub fn open_step(&self) -> Option<&InnerStep> {
        self.steps.last().filter(|step| step.back.is_none())
    }

    /// How many materials are 缺.
    pub fn missing(&self) -> usize {
        use crate::material::MaterialState::Missing;
        self.materials.iter().filter(|material| matches!(material.state, Missing(_))).count()
    }

    /// A material nobody has looked at yet.
    pub fn undecided_material(&self) -> Option<&Material> {
        use crate::material::MaterialState::Undecided;
        self.materials.iter().find(|material| material.state == Undecided)
    }

    /// Our disposition; `None` is 未分类, or none of our business.
    pub fn disposition(&self) -> Option<Disposition> {
        self.disposed.as_ref().map(Disposed::disposition)
    }

    /// Its 分类 in a word; that of another unit's case is its 类别.
    pub fn division(&self) -> &'static str {
        match (self.disposition(), self.opening.kind) {
            (Some(disposition), _) => disposition.name(),
            (None, crate::codes::Kind::Own) => "未分类",
            (None, kind) => kind.name(),
        }
    }

    /// Where the case is, in a word for lists: the 科室 that has it, else the state.
    pub fn whereabouts(&self) -> &str {
        match (&self.life, self.open_step()) {
            (Life::Archived(..), _) if self.answer_by().is_some() => "差评待整改",
            (Life::Working | Life::AwaitingVisitor(_), _) if self.stopped().is_some() => "暂停计时",
            (Life::Working, Some(step)) => &step.department,
            (Life::Guided, _) if self.dispute().is_some() => "移办争议",
            (Life::Guided | Life::HandedOver(_), _) if self.follow_up_open() => "待跟踪",
            (Life::Guided | Life::HandedOver(_), _) if self.awaits_stage() => "待前置环节",
            (Life::Registered, _) if self.is_under_way() => "待导引",
            (life, _) => life.name(),
        }
    }
}
