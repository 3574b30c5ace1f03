//! What follows on a closing, or stands in its place: 评价 (R2), 终止 (R65), and the re-opening of either.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::{Case, Finish, Life, Position, Reply, Signature};
use crate::codes::{Satisfaction, Termination};
use crate::limit::{Due, Limit};
use crate::moment::Moment;
use crate::sealed::{Words, seals};
use crate::staff::StaffCode;

/// Within so long somebody who was not satisfied has his answer.
pub const ANSWER_WITHIN: Limit = Limit::WorkingDays(15);

/// So often the visitor was asked to complete his papers before his case may be ended.
pub const CONTACTS_BEFORE_END: usize = 2;

/// 评价, as the visitor gives it of his own will.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// One of the five levels.
    pub level: Satisfaction,
    /// What he said to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// 终止, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terminate {
    /// One of the four reasons.
    pub reason: Termination,
    /// The visitor's words, or what proves the reason.
    pub words: String,
    /// 册/页/行, where the visitor signed that he withdraws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// When he rang up and said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Moment>,
}

/// A rating that was given, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub level: Satisfaction,
    pub at: Moment,
    /// What the visitor said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// 差评: the day by which it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Due>,
    /// 整改回访.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Answered>,
}

/// 整改回访: what came of a 差评.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub at: Moment,
    pub by: StaffCode,
    /// What was mended, and what the visitor was told.
    pub words: Words,
}

/// How a case ended without a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub at: Moment,
    /// Who entered it.
    pub by: StaffCode,
    pub reason: Termination,
    pub words: Words,
    /// Where the visitor signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// When he rang up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Moment>,
}

/// A case taken up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopening {
    pub at: Moment,
    pub by: StaffCode,
    pub reason: Words,
    /// The day by which it is done now, where our own part has a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// A re-opening with the closing that it takes up: they stay linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// The re-opening.
    pub reopening: Reopening,
    /// How the case had been closed or ended.
    pub closed: Life,
}

/// How a case was closed or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing<'a> {
    /// 办结, with the reply and what stands for the signature once there is one.
    Done(&'a Finish, Option<(&'a Reply, &'a Signature)>),
    /// 终止.
    Ended(&'a Ending),
    /// 作废.
    Void(&'a super::void::Voided),
}

impl Case {
    /// 申请材料接收凭证: of a licence, once a material was received.
    pub fn gets_material_receipt(&self) -> bool {
        use crate::material::MaterialState::Received;
        self.part().licence && self.materials.iter().any(|material| material.state == Received)
    }

    /// How it was closed or ended, if it was.
    pub const fn closing(&self) -> Option<Closing<'_>> {
        match &self.life {
            Life::Finished(finish) => Some(Closing::Done(finish, None)),
            Life::Replied(finish, reply, signature) | Life::Archived(finish, reply, signature) => {
                Some(Closing::Done(finish, Some((reply, signature))))
            }
            Life::Ended(_, ending) => Some(Closing::Ended(ending)),
            Life::Void(voided) => Some(Closing::Void(voided)),
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::ReturnProposed(_)
            | Life::Guided
            | Life::HandedOver(_) => None,
        }
    }

    /// The day by which a 差评 is to be answered, while it is not.
    pub fn answer_by(&self) -> Option<Due> {
        self.rating.as_ref().filter(|rating| rating.answered.is_none()).and_then(|rating| rating.answer_by)
    }

    /// Nothing more is to be done: closed or ended, and no 差评 waits for its answer.
    pub fn is_over(&self) -> bool {
        self.life.is_over() && self.answer_by().is_none()
    }
}

seals!(Rating { words, answered });

seals!(Reopened { reopening, closed });
