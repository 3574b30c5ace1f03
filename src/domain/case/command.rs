//! What can be asked of a case. Closed and serialisable: a form, a script and an import all speak these.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closing::{Rate, Terminate};
use super::consent::Consent;
use super::correction::{CorrectMatter, CorrectVisitor};
use super::joint::NoteStage;
use super::late::{OnPaper, StepOnPaper};
use super::pause::{Extend, StopClock};
use super::phone::{ConfirmPhone, PhoneConsent};
use super::state::Position;
use super::supervision::Urge;
use super::transfer::ReceivedFrom;
use super::visit::VisitAgain;
use crate::catalogue::{ChainId, MatterOrChain, UnitId};
use crate::codes::{AppearReason, GuideMode, Kind, PromiseReason, Purpose, RefusalGround, ReplyMode};
use crate::limit::Limit;
use crate::material::MaterialInput;
use crate::moment::Moment;
use crate::number::{CaseId, Form};
use crate::staff::StaffCode;
use crate::visitor::VisitorInput;
use crate::waiting::ArrivalId;

/// 登记: makes a case (R36–R41), and if wanted disposes of it in the same step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// 服务对象.
    pub visitor: VisitorInput,
    /// 来访目的; 办事 unless said.
    #[serde(default)]
    pub purpose: Purpose,
    /// The matter's code (`GW01`) or the chain's (`CH01`).
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
    /// Stages of the chain that are done already, with what was shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<NoteStage>,
    /// The competent unit of a 移办件; the catalogue's unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// 转来: by which unit the visitor was led here, under which number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_from: Option<ReceivedFrom>,
    /// 承办科室, where the catalogue leaves it open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// 材料; what is not said stays undecided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<MaterialInput>,
    /// 备注.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// The arrival whose turn it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival: Option<ArrivalId>,
    /// The disposition, if it is chosen at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Choice>,
    /// 补录: the paper that it is copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<OnPaper>,
}

/// The choice of a disposition (R47–R55).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Choice {
    /// 提示件.
    Prompt(Prompt),
    /// 即办件.
    Instant(Instant),
    /// 承诺件.
    Promise(Promise),
    /// 退回件.
    Return(Return),
}

/// 提示件: everything that is 缺 goes on one card (R47, R48).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Prompt {
    /// Another cause than a missing material.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cause: String,
}

/// 即办件: two ticks by the officer; the third, 手续齐全, follows from the materials (R49).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Instant {
    /// 政策清晰.
    pub clear: bool,
    /// 程序简便.
    pub simple: bool,
}

/// 承诺件 (R51, R52).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Promise {
    /// Why it cannot be done at once.
    pub reason: Option<PromiseReason>,
    /// In words, for 其他.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// 承诺时限; the matter's usual one unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

/// 退回件, as proposed to the leader (R54, R55).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Return {
    /// One of the four grounds.
    pub ground: Option<RefusalGround>,
    /// 原因.
    pub why: String,
    /// 依据: document and article.
    pub basis: String,
    /// 替代建议, or 无.
    pub alternative: String,
}

/// 外部导引 (R42).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// To which unit; the case's own unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// In which way.
    pub mode: GuideMode,
    /// Its officer, if known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub officer: String,
    /// On the 导引单 of this other case of the same visitor; on one of its own unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<CaseId>,
    /// Which stop of it, counted from 1; the last unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<u8>,
}

impl Guide {
    /// To the case's own unit in this way, on a slip of its own.
    pub const fn by(mode: GuideMode) -> Self {
        Self { unit: None, mode, officer: String::new(), with: None, stop: None }
    }
}

/// What a signature record says (R64).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "how", rename_all = "snake_case", deny_unknown_fields)]
pub enum SignatureInput {
    /// 电话回复待补签.
    AwaitedAfterCall,
    /// 邮寄回执.
    Mailed,
    /// 已签字.
    Signed {
        /// 册/页/行.
        position: Option<Position>,
    },
    /// 拒签.
    Refused {
        /// Two witnesses.
        witnesses: [String; 2],
    },
    /// 不便签字: by whom and why.
    ByOther {
        /// 册/页/行.
        position: Option<Position>,
        /// By whom, in which way, and why.
        words: String,
    },
}

/// Something asked of a case that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum CaseCommand {
    /// Look through the materials; those not named stay as they are.
    NoteMaterials {
        /// What is said of each.
        materials: Vec<MaterialInput>,
    },
    /// 提示件.
    Prompt(Prompt),
    /// 即办件.
    Instant(Instant),
    /// 承诺件.
    Promise(Promise),
    /// 退回件, for the leader's countersign.
    Return(Return),
    /// 会签 by the leader.
    Countersign,
    /// The leader does not countersign.
    DeclineReturn {
        /// Why.
        reason: String,
    },
    /// Ask the leader's consent.
    AskConsent {
        /// For what.
        consent: Consent,
        /// Why.
        reason: String,
    },
    /// 同意 by the leader.
    GiveConsent {
        /// To what.
        consent: Consent,
    },
    /// 不同意 by the leader.
    DeclineConsent {
        /// To what.
        consent: Consent,
        /// Why.
        reason: String,
    },
    /// 交科室.
    HandTo {
        /// The 科室.
        department: String,
    },
    /// 接回.
    TakeBack {
        /// What the 科室 said.
        #[serde(default)]
        note: String,
    },
    /// 催办.
    Chase {
        /// Whom; the 科室 that has the file unless said.
        #[serde(default)]
        whom: String,
        /// What was said.
        words: String,
    },
    /// 记来电.
    NoteCall {
        /// What about.
        words: String,
    },
    /// 等服务对象 for a step of his own.
    AwaitVisitor {
        /// Which.
        reason: AppearReason,
    },
    /// 服务对象已到.
    VisitorCame,
    /// 再次到所, with its reason.
    Visit(VisitAgain),
    /// 外部导引.
    Guide(Guide),
    /// 移交.
    HandOver {
        /// Who received it.
        receiver: String,
        /// In which way.
        mode: GuideMode,
        /// When; now unless said.
        #[serde(default)]
        at: Option<Moment>,
    },
    /// 转交后续协办员: always refused (R45). It exists so that the refusal says what to do instead, and leaves a page.
    Reassign {
        /// To whom.
        to: StaffCode,
    },
    /// 代办决定 by the leader.
    AppointActing {
        /// Who acts.
        officer: StaffCode,
        /// Last day, inclusive; none only where the officer has left the office.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>")]
        until: Option<NaiveDate>,
        /// Why.
        reason: String,
    },
    /// 电话请示: a leader consented by telephone.
    PhoneConsent(PhoneConsent),
    /// The leader's answer to what was noted in his name.
    ConfirmPhone(ConfirmPhone),
    /// 办结.
    Finish {
        /// 日志摘要.
        summary: String,
    },
    /// 回复.
    Reply {
        /// In which way.
        mode: ReplyMode,
        /// What was said.
        content: String,
        /// When; now unless said.
        #[serde(default)]
        at: Option<Moment>,
    },
    /// 签字.
    Sign(SignatureInput),
    /// 主动联系.
    Contact {
        /// Who was reached, and what was said.
        words: String,
    },
    /// 争议: the receiver says that it is not theirs.
    DeclineTransfer {
        /// Who said so.
        who: String,
        /// Why.
        reason: String,
    },
    /// 跟踪 of a case whose unit was not known.
    FollowUp {
        /// What came of it.
        words: String,
        /// The unit that turned out to be competent.
        #[serde(default)]
        unit: Option<UnitId>,
    },
    /// 材料预审.
    Precheck {
        /// What was looked at, and what was advised.
        words: String,
    },
    /// 费用.
    NoteFee {
        /// The sum, in 分.
        fen: u32,
        /// 收费依据.
        #[serde(default)]
        basis: String,
    },
    /// 评价.
    Rate(Rate),
    /// 差评整改回访.
    AnswerRating {
        /// What was mended, and what the visitor was told.
        words: String,
    },
    /// 终止.
    Terminate(Terminate),
    /// 停计时 (行政许可法 45).
    StopClock(StopClock),
    /// 恢复计时.
    ResumeClock,
    /// 延期 (行政许可法 42).
    Extend(Extend),
    /// 环节 of another unit, shown to be done or confirmed by telephone (R58, R59).
    NoteStage(NoteStage),
    /// 本环节办完: our own part of a 联办件 is done, and others follow (R57).
    FinishStage {
        /// 日志摘要.
        summary: String,
    },
    /// 重新打开.
    Reopen {
        /// Why.
        reason: String,
    },
    /// 作废: registered in error (R25).
    Void {
        /// What was wrong.
        reason: String,
    },
    /// 更正 of the visitor.
    CorrectVisitor(CorrectVisitor),
    /// 更正 of matter and kind.
    CorrectMatter(CorrectMatter),
    /// 督办 by one of the two supervising offices.
    Urge {
        /// Its weight.
        level: Urge,
        /// What is to be done.
        words: String,
    },
    /// 批注 by one of them.
    Annotate {
        /// What.
        words: String,
    },
    /// 答复督办 by the officer, or who acts for him.
    AnswerUrge {
        /// In which words.
        words: String,
    },
    /// 补录 of a step that was done on paper.
    OnPaper(StepOnPaper),
    /// 撤销 of the last step, by who made it, within a minute.
    Undo,
    /// A sheet was printed.
    NotePrinted {
        /// Which form.
        form: Form,
    },
}
