//! What is counted. Each measure says on which day a case stands under it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::list;

list! {
    /// Something that is counted, or added up. Void cases stand under 作废 and nothing else.
    Measure {
        /// By the day of registration.
        Own = "受理件",
        /// By the day of registration.
        Joint = "联办件",
        /// By the day of registration.
        Transfer = "移办件",
        /// Its 分类 as it stands, by the day of registration.
        Prompt = "提示件",
        /// Likewise.
        Instant = "即办件",
        /// Likewise.
        Promise = "承诺件",
        /// Likewise.
        Return = "退回件",
        /// Likewise: our own work without a disposition.
        Undecided = "未分类",
        /// By the day of registration.
        Void = "作废",
        /// By its day. Every rate over what was done counts by this day.
        Finished = "办结",
        /// By its day; neither 办结 nor 超期.
        Ended = "终止",
        /// 即办件 done on its day.
        AtOnce = "即办即结",
        /// By the day of registration (R50).
        InstantMissed = "即办未即",
        /// Done, and there was a day by which.
        Limited = "有时限的办结",
        /// Done by that day.
        OnTime = "按时办结",
        /// Done before that day.
        Early = "提前办结",
        /// Working days from acceptance to 办结, less those that did not count.
        UsedDays = "用时工作日",
        /// 跑动次数 of what was done.
        Visits = "跑动次数",
        /// In 分, of what was done.
        Fees = "费用",
        /// Open, by the day it is due; overdue once that day has passed.
        DueOpen = "未办结（按到期日）",
        /// Done after the day it was due, by that day.
        LateDone = "超期办结（按到期日）",
        /// Neither accepted nor told yet, by the last day for it (R48).
        Untold = "未告知（按期限）",
        /// 视为受理 by lapse, by the day of receipt (R48).
        Deemed = "视为受理",
        /// Done and not replied, by the day it is due (R62).
        Unreplied = "未回复（按期限）",
        /// Replied and not signed, by the day of 办结 (R64).
        Unsigned = "未签字",
        /// A card after the first, by its day (R48).
        SecondNotice = "二次告知",
        /// 外部导引, by its day.
        Guided = "外部导引",
        /// 移交, by its day.
        HandedOver = "移交",
        /// By the day of registration (R61).
        LedOnAgain = "重复移办预警",
        /// By its day (R61).
        Disputed = "移办争议",
        /// By the day of 办结, as the visitor said (R2).
        VerySatisfied = "非常满意",
        /// Likewise.
        Satisfied = "满意",
        /// Likewise.
        Acceptable = "基本满意",
        /// Likewise.
        Dissatisfied = "不满意",
        /// Likewise.
        VeryDissatisfied = "非常不满意",
        /// 差评 that has its answer, by the day of 办结.
        BadAnswered = "差评已整改",
        /// 主动联系, by its day (R5).
        Contacted = "主动联系",
        /// 材料预审, by the day of registration (R5).
        Prechecked = "材料预审",
        /// By its day.
        Reopened = "重新打开",
        /// Taken as another unit's though it is ours by the catalogue, by the day of registration.
        SentAway = "本所事项移办",
        /// Promised for the very last day that the law allows, by the day of registration.
        Utmost = "承诺用足法定时限",
        /// Done in the last minutes before closing, by its day.
        AtClosing = "临下班办结",
        /// Done with a log that says nothing, by its day.
        BareLog = "日志空泛",
        /// By the day it was taken in.
        Complaint = "投诉",
        /// By the day of the answer.
        ComplaintAnswered = "投诉已答复",
        /// Likewise: by the day it was promised.
        ComplaintOnTime = "投诉按时答复",
        /// Not answered yet, by the day it is due.
        ComplaintDue = "投诉未答复（按到期日）",
    }
}

impl Measure {
    /// So many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its place in [`Self::ALL`].
    pub const fn place(self) -> usize {
        self as usize
    }

    /// Stands under a day that may lie ahead: of a period only what has passed is said to be overdue.
    pub const fn waits(self) -> bool {
        matches!(self, Self::DueOpen | Self::Untold | Self::Unreplied | Self::ComplaintDue)
    }

    /// Of complaints, not of cases.
    pub const fn is_of_complaints(self) -> bool {
        matches!(self, Self::Complaint | Self::ComplaintAnswered | Self::ComplaintOnTime | Self::ComplaintDue)
    }
}
