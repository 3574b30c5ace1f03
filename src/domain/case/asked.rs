//! What is said with a command: the registration, the choice of a disposition, guidance, a signature.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::joint::NoteStage;
use super::late::OnPaper;
use super::state::Position;
use super::transfer::ReceivedFrom;
use crate::catalogue::{ChainId, MatterOrChain, UnitId};
use crate::codes::{GuideMode, Kind, PromiseReason, Purpose, RefusalGround};
use crate::limit::Limit;
use crate::material::MaterialInput;
use crate::number::CaseId;
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
