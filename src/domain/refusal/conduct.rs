//! Why something about conduct is refused (R72–R76).

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conduct {
    NoSuchFile,
    AboutYourself { hotline: String, sms: String },
    ContentNeeded,
    WhomNeeded,
    KindNeeded,
    PlaceNeeded,
    FactsNeeded,
    BureauIsNoMeasure,
    InFuture,
    HandlerConcerned,
    HandlerElsewhere,
    InvestigateFirst,
    ReportBeforeInvestigation,
    NotBureau,
    ReportFirst,
    AwaitsBureau,
    BasisNeeded,
    MeasureNeeded,
    MeasureWithoutFault,
    NotMeasured,
    NobodyComplained,
    AlreadyReplied,
    NotReplied,
    Decided,
    WordsNeeded,
}

impl Conduct {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Conduct(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, rule, text: &str| Sentence(code, plan(rule), text.to_owned());
        match self {
            Self::NoSuchFile => say("no_such_file", 72, "没有这个编号的作风件，请核对编号。"),
            Self::AboutYourself { hotline, sms } => Sentence(
                "about_yourself",
                plan(72),
                format!(
                    "涉及您本人，不在您手上登记，也不留存：请来人找值班领导或所行风办，或拨 {hotline}、发短信 {sms}。"
                ),
            ),
            Self::ContentNeeded => say("conduct_content_needed", 72, "请写明反映的内容。"),
            Self::WhomNeeded => {
                say("conduct_whom_needed", 74, "请选被反映人；不知姓名的，写明样貌、岗位或时间地点。")
            }
            Self::KindNeeded => say("conduct_kind_needed", 74, "请从五种情形中至少选一种。"),
            Self::PlaceNeeded => say("conduct_place_needed", 75, "现场处置请写明地点。"),
            Self::FactsNeeded => say("conduct_facts_needed", 75, "请写明事实。"),
            Self::BureauIsNoMeasure => say(
                "bureau_is_no_measure",
                76,
                "“报局党委研究”不是处理措施：请先查处，再办报局，等局研究意见。",
            ),
            Self::InFuture => say("conduct_in_future", 75, "时间在以后，请填已经发生的时间。"),
            Self::HandlerConcerned => say("handler_concerned", 72, "被反映人须回避，请另选承办人。"),
            Self::HandlerElsewhere => {
                say("handler_elsewhere", 72, "承办人须是所作风办或所行风办的人，请另选。")
            }
            Self::InvestigateFirst => say("investigate_first", 76, "请先查处并写明结论，再办这一步。"),
            Self::ReportBeforeInvestigation => {
                say("report_before_investigation", 76, "上报日期不能早于查处日期，请核对。")
            }
            Self::NotBureau => say("not_bureau", 76, "当事人不是局管干部，由本所处理，不用报局。"),
            Self::ReportFirst => say("report_first", 76, "还没有报局，请先办报局，再填局研究意见。"),
            Self::AwaitsBureau => {
                say("awaits_bureau", 76, "当事人是局管干部：待局研究意见填入后，才能定最终处理。")
            }
            Self::BasisNeeded => say("measure_basis_needed", 73, "请写明处理依据。"),
            Self::MeasureNeeded => say("measure_needed", 73, "查实的须选处理措施。"),
            Self::MeasureWithoutFault => say("measure_without_fault", 73, "没有查实的，不能定处理措施。"),
            Self::NotMeasured => say("not_measured", 73, "还没有处理结果，请先定处理，再答复。"),
            Self::NobodyComplained => say("nobody_complained", 72, "本件是自查发现的，没有投诉人可以答复。"),
            Self::AlreadyReplied => say("conduct_already_replied", 72, "本件已经答复，不再重复。"),
            Self::NotReplied => say("conduct_not_replied", 2, "还没有答复投诉人，答复以后才能记评价。"),
            Self::Decided => {
                say("conduct_decided", 73, "本件已定处理，不再改动；有新情况请另立一件并注明关联。")
            }
            Self::WordsNeeded => Sentence("conduct_words_needed", Basis::Program, "请写明内容。".to_owned()),
        }
    }
}
