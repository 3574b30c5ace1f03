//! Why something about a 任免 is refused (R77–R79).

use chrono::NaiveDate;

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};
use crate::moment::paper_date;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appointing {
    NoSuchAppointment,
    AboutYourself,
    NotNeeded { name: String },
    PostNeeded,
    ConsultFirst,
    ConsultedAlready,
    OpinionStands,
    OpinionNeeded,
    SignatureNeeded,
    ReasonNeeded,
    InFuture,
    OutOfOrder { before: NaiveDate },
    Vetoed,
    CompletedAlready,
}

impl Appointing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Appointing(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, rule, text: &str| Sentence(code, plan(rule), text.to_owned());
        match self {
            Self::NoSuchAppointment => say("no_such_appointment", 77, "没有这个编号的任免记录，请核对编号。"),
            Self::AboutYourself => {
                say("appointment_about_yourself", 77, "涉及您本人的任免须回避，请由别的有权人员登记。")
            }
            Self::NotNeeded { name } => Sentence(
                "appointment_not_needed",
                plan(78),
                format!("{name}不是局管干部，也不是中层，不需要局作风办的意见；拟任中层职务的，请选“中层”。"),
            ),
            Self::PostNeeded => say("appointment_post_needed", 77, "请写明职务。"),
            Self::ConsultFirst => {
                say("consult_first", 78, "任免中层干部须先征求局作风办意见，请先登记征求意见的日期。")
            }
            Self::ConsultedAlready => say("consulted_already", 78, "已经登记过征求意见，不用再登。"),
            Self::OpinionStands => {
                say("appointment_opinion_stands", 78, "局作风办的意见已经填入，不用再登征求意见。")
            }
            Self::OpinionNeeded => say(
                "appointment_opinion_needed",
                77,
                "任免局管干部须有局作风办签署的意见，请先填入意见，再办结。",
            ),
            Self::SignatureNeeded => say("appointment_signature_needed", 77, "请写明意见由局作风办谁签署。"),
            Self::ReasonNeeded => {
                say("appointment_reason_needed", 79, "局作风办不同意，仍要办结的，请写明理由。")
            }
            Self::InFuture => Sentence(
                "appointment_in_future",
                Basis::Program,
                "日期在以后，请填已经发生的日期。".to_owned(),
            ),
            Self::OutOfOrder { before } => Sentence(
                "appointment_out_of_order",
                Basis::Program,
                format!("日期不能早于上一步的{}，请核对。", paper_date(*before)),
            ),
            Self::Vetoed => say("appointment_vetoed", 79, "局作风办已一票否决，本项任免到此为止，不再办理。"),
            Self::CompletedAlready => {
                say("appointment_completed", 77, "本项任免已办结，不再改动；再有任免请另行登记。")
            }
        }
    }
}
