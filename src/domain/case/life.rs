//! Where in its life a case is: each state carries what is known of it only there.

use serde::{Deserialize, Serialize};

use super::closing::Ending;
use super::signature::Signature;
use super::state::{Disposed, Finish, Handover, Reply};
use super::void::Voided;
use crate::codes::AppearReason;

/// Where in its life a case is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// 登记: another unit's turn, and nothing done yet.
    Registered,
    /// 未分类: our own work, no disposition yet.
    Undecided,
    /// 待补正: a 提示件 whose card is out.
    Prompted,
    /// 办理中.
    Working,
    /// 等服务对象本人到场 for a step that is truly his (R43).
    AwaitingVisitor(AppearReason),
    /// 拟退回: waiting for the leader's countersign. Carries what it goes back to if the leader declines.
    ReturnProposed(Option<Box<Disposed>>),
    /// 已导引.
    Guided,
    /// 已移交.
    HandedOver(Handover),
    /// 已办结待回复.
    Finished(Finish),
    /// 已回复待签字.
    Replied(Finish, Reply, Signature),
    /// 归档.
    Archived(Finish, Reply, Signature),
    /// 终止: no 办结 (R65). Carries what it goes back to if it is taken up again.
    Ended(Box<Life>, Ending),
    /// 作废: registered in error; the number stays (R25).
    Void(Voided),
}

impl Life {
    /// The state's name, as it stands in lists.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Registered => "登记",
            Self::Undecided => "未分类",
            Self::Prompted => "待补正",
            Self::Working => "办理中",
            Self::AwaitingVisitor(_) => "待服务对象",
            Self::ReturnProposed(_) => "待会签",
            Self::Guided => "已导引",
            Self::HandedOver(_) => "已移交",
            Self::Finished(_) => "已办结待回复",
            Self::Replied(..) => "已回复待签字",
            Self::Archived(..) => "归档",
            Self::Ended(..) => "终止",
            Self::Void(_) => "作废",
        }
    }

    /// 办结, 终止 or 作废: what follows is the reply and the signature at the most.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Finished(_) | Self::Replied(..)) || self.is_over()
    }

    /// Nothing more is to be done.
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Archived(..) | Self::Ended(..) | Self::Void(_))
    }
}
