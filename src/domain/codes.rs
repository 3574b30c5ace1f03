//! The closed lists of the plan and of the desk: kinds, dispositions, grounds, reasons, modes.
//!
//! A list is chosen from by the digit of its place, so the order of `ALL` is the order of every menu. Each value is
//! written in English in the journal and taken in either language from a script.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! list {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $chinese:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vmeta])* #[doc = $chinese] #[serde(alias = $chinese)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of menus.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value's name, as screens and paper show it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $chinese),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(super) use list;

list! {
    /// 类别: exactly three (R38).
    Kind { Own = "受理件", Joint = "联办件", Transfer = "移办件" }
}
list! {
    /// 分类 of our own part: exactly four (R56).
    Disposition { Prompt = "提示件", Instant = "即办件", Promise = "承诺件", Return = "退回件" }
}
list! {
    /// 退回的四种情形 (R54).
    RefusalGround {
        Prohibited = "国家明令禁止",
        IndustrialPolicy = "不符合产业政策",
        DevelopmentPlan = "不符合发展规划",
        Regulations = "不符合有关规定",
    }
}
list! {
    /// 不计入时限 (行政许可法 45): nothing else stops the clock.
    StopReason {
        Hearing = "听证",
        Tender = "招标",
        Auction = "拍卖",
        Inspection = "检验",
        Testing = "检测",
        Quarantine = "检疫",
        Appraisal = "鉴定",
        Experts = "专家评审",
    }
}
list! {
    /// 承诺件 cannot be done at once because of this (R51).
    PromiseReason {
        SiteVisit = "现场勘查",
        HigherApproval = "上级审批",
        Testing = "检验检测检疫鉴定",
        Experts = "专家评审",
        PublicNotice = "公示",
        Other = "其他",
    }
}
list! {
    /// Steps that are truly the visitor's own (R43).
    AppearReason { Sign = "须本人签字", Verify = "须本人验证" }
}
list! {
    /// 优先 of somebody who waits (R36).
    Priority { Elderly = "老", Weak = "弱", Sick = "病", Disabled = "残", Pregnant = "孕" }
}
list! {
    /// Why somebody came again for his case; charged to the office, never to him (R1).
    VisitReason {
        Materials = "补材料",
        Sign = "须本人签字",
        Verify = "须本人验证",
        OurFault = "我方原因",
        Collect = "领取结果",
    }
}
list! {
    /// 来访目的 (R33).
    #[derive(Default)]
    Purpose { #[default] Business = "办事", Advice = "咨询", Complaint = "投诉" }
}
list! {
    /// 证件类型.
    IdType {
        ResidentId = "居民身份证",
        CreditCode = "统一社会信用代码",
        Passport = "护照",
        HongKongMacaoPermit = "港澳居民来往内地通行证",
        TaiwanPermit = "台湾居民来往大陆通行证",
        ForeignerPermit = "外国人永久居留证",
        Other = "其他证件",
        NotGiven = "未提供",
    }
}
list! {
    /// Why no papers were shown (R36).
    NotGivenBecause { Forgotten = "未带", Lost = "遗失", Refused = "拒绝" }
}
list! {
    /// 原件 or 复印件.
    CopyKind { Original = "原件", Copy = "复印件" }
}
list! {
    /// 回复方式 (R62).
    ReplyMode { InPerson = "当面告知", Telephone = "电话", Written = "书面通知", Other = "其他" }
}
list! {
    /// 满意度, said or not as the visitor likes (R2).
    Satisfaction {
        VerySatisfied = "非常满意",
        Satisfied = "满意",
        Acceptable = "基本满意",
        Dissatisfied = "不满意",
        VeryDissatisfied = "非常不满意",
    }
}
list! {
    /// 终止: why a case ended without a result (R65).
    Termination {
        Withdrawn = "服务对象撤回",
        NotCompleted = "提示件逾期未补",
        VisitorGone = "服务对象死亡或单位注销",
        Other = "其他（注明）",
    }
}
list! {
    /// How it is known that another unit's stage is done (R58).
    Confirmed { Shown = "出示证明", Phone = "电话确认" }
}
list! {
    /// 导引方式 (R42).
    GuideMode { Accompanied = "陪同前往", Telephone = "电话衔接", Slip = "书面导引单" }
}
list! {
    /// The five stages of the service (R34).
    Stage {
        Reception = "接待受理",
        Advice = "咨询答疑",
        Guidance = "全程导引",
        Handling = "主动协办",
        Reply = "办结回复",
    }
}

impl Satisfaction {
    /// 差评: to be answered.
    pub const fn is_bad(self) -> bool {
        matches!(self, Self::Dissatisfied | Self::VeryDissatisfied)
    }
}

impl Termination {
    /// Only with the leader's consent; the visitor's own withdrawal needs none.
    pub const fn needs_consent(self) -> bool {
        !matches!(self, Self::Withdrawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r38_r54_r56_closed_lists_have_exactly_their_values() {
        assert_eq!(Kind::ALL.len(), 3);
        assert_eq!(RefusalGround::ALL.len(), 4);
        assert_eq!(Disposition::ALL.len(), 4);
        assert_eq!(Stage::ALL.len(), 5);
        assert_eq!(Satisfaction::ALL.len(), 5);
        assert_eq!(Termination::ALL.len(), 4);
        assert_eq!((Priority::ALL.len(), VisitReason::ALL.len()), (5, 5));
    }

    #[test]
    fn a_script_may_say_either_word() {
        assert_eq!(serde_json::from_str::<IdType>("\"居民身份证\"").unwrap(), IdType::ResidentId);
        assert_eq!(serde_json::from_str::<IdType>("\"resident_id\"").unwrap(), IdType::ResidentId);
        assert!(serde_json::from_str::<Kind>("\"第四种\"").is_err());
    }
}
