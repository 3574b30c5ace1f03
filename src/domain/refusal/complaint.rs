//! Why something about a complaint is refused (R2, R33, R66).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Complaining {
    NoSuchComplaint,
    NotAComplaint,
    AboutOurOwn,
    SubjectNeeded,
    ContentNeeded,
    NotYours { officer: String },
    LinkToItself,
    LinkedAlready,
    FindingsNeeded,
    FoundAlready,
    NotFound,
    RepliedAlready,
    NotReplied,
    RatedAlready,
    Anonymous,
    UrgeIsAbove,
}

impl Complaining {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Complaining(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, rule, text: &str| Sentence(code, plan(rule), text.to_owned());
        match self {
            Self::NoSuchComplaint => {
                say("no_such_complaint", 33, "没有这个编号的投诉，请核对编号，如“诉2026-3”。")
            }
            Self::NotAComplaint => say("not_a_complaint", 33, "这个事项不是投诉举报，请到登记页办理。"),
            Self::AboutOurOwn => {
                say("about_our_own", 72, "投诉本所人员作风的，请按“作风投诉”登记：只给所作风办和所行风办看。")
            }
            Self::SubjectNeeded => say("complaint_subject_needed", 33, "请写明被投诉的单位、店名或地点。"),
            Self::ContentNeeded => say("complaint_content_needed", 33, "请写明投诉的内容。"),
            Self::NotYours { officer } => Sentence(
                "complaint_not_yours",
                plan(45),
                format!("这件投诉由{officer}负责到底，请由本人或值班领导办理。"),
            ),
            Self::LinkToItself => say("complaint_link_itself", 33, "不能与本件自己关联，请核对编号。"),
            Self::LinkedAlready => say("complaint_linked", 33, "已经关联过这一件。"),
            Self::FindingsNeeded => say("complaint_findings_needed", 33, "请写明调查情况。"),
            Self::FoundAlready => say("complaint_found", 33, "处理结果已经填过，现在请答复投诉人。"),
            Self::NotFound => {
                say("complaint_not_found_out", 62, "还没有处理结果，请先填调查情况和处理结果，再答复。")
            }
            Self::RepliedAlready => {
                say("complaint_replied", 62, "本件已经答复，不再改动；又来投诉的请另登一件并关联。")
            }
            Self::NotReplied => say("complaint_not_replied", 2, "还没有答复，答复以后才能记评价。"),
            Self::RatedAlready => say("complaint_rated", 2, "一件投诉只记一次评价，已经记过。"),
            Self::Anonymous => say("complaint_anonymous", 2, "匿名投诉没有投诉人可以评价。"),
            Self::UrgeIsAbove => {
                say("complaint_urge_is_above", 66, "督办由值班领导、第一责任人或所作风办、所行风办发出。")
            }
        }
    }
}
