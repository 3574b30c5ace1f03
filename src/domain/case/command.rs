//! What can be asked of a case. Closed and serialisable: a form, a script and an import all speak these. Beside the list, for each of them:
//! who may ask for it, how long, from paper or not, what of it everybody reads; and its gate.

pub use super::asked::{Choice, Guide, Instant, Promise, Prompt, Register, Return, SignatureInput};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::closing::{Rate, Terminate};
use super::consent::Consent;
use super::correction::{CorrectMatter, CorrectVisitor};
use super::flow::Flow;
use super::joint::NoteStage;
use super::label;
use super::label::Label;
use super::late::StepOnPaper;
use super::pause::{Extend, ExtendByLaw, StopClock};
use super::phone::{ConfirmPhone, PhoneConsent};
use super::supervision::Urge;
use super::visit::VisitAgain;
use crate::catalogue::UnitId;
use crate::codes::{AppearReason, GuideMode, ReplyMode};
use crate::context::Context;
use crate::material::MaterialInput;
use crate::moment::Moment;
use crate::number::Form;
use crate::refusal::{Correcting, Reason, Refusal, RefusedField};
use crate::staff::StaffCode;

/// Who may ask for it, besides what the office's roles allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The officer of the case, or who acts for him (R45).
    Officer,
    /// The officer, or a leader who does not act for him: 代手不代责.
    Owner,
    /// A leader, of a case that is not his own.
    Leader,
    /// One of the two supervising offices.
    Supervisor,
    /// Any officer: somebody called or came.
    Anybody,
}

/// How far in the life of a case it can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// While it is open.
    Open,
    /// Also once it is archived.
    Archived,
    /// Also once it is closed or ended in any way, but for being void.
    Over,
    /// Always.
    Void,
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
    /// 法定延长 (行政许可法 42).
    ExtendByLaw(ExtendByLaw),
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

/// A row of the table.
pub(super) struct Facets<'c> {
    pub(super) by: By,
    pub(super) until: Until,
    /// An officer does it by hand while the program stands still: it can be entered later with the time on the paper. A leader's decision,
    /// what is printed, what is signed in the book, and what counts a visitor have no time of their own or are entered as they are.
    pub(super) by_hand: bool,
    /// What of it everybody may read, and so must tell nothing of who came.
    pub(super) labels: Vec<Label<'c>>,
}

const fn row(by: By, until: Until, by_hand: bool) -> Facets<'static> {
    Facets { by, until, by_hand, labels: Vec::new() }
}

impl CaseCommand {
    /// The table: what holds of each command before anything is decided.
    pub(super) fn facets(&self) -> Facets<'_> {
        let labelled = |row: Facets<'static>, labels| Facets { labels, ..row };
        let officer = |by_hand| row(By::Officer, Until::Open, by_hand);
        match self {
            Self::NoteMaterials { materials } => labelled(officer(true), label::materials(materials)),
            Self::Chase { whom, .. } => labelled(officer(true), label::thing(whom, RefusedField::Department)),
            Self::HandOver { receiver, .. } => labelled(officer(true), label::contact(receiver)),
            Self::Guide(guide) => labelled(officer(guide.with.is_none()), label::contact(&guide.officer)),
            Self::Return(proposal) => {
                labelled(officer(false), label::thing(&proposal.basis, RefusedField::BasisText))
            }
            Self::NoteFee { basis, .. } => {
                labelled(officer(false), label::thing(basis, RefusedField::BasisText))
            }
            Self::DeclineTransfer { who, .. } => labelled(officer(false), label::contact(who)),
            Self::OnPaper(paper) => labelled(officer(false), label::paper(&paper.number)),
            Self::NoteStage(note) => labelled(row(By::Officer, Until::Archived, true), label::stage(note)),
            Self::Prompt(_)
            | Self::Instant(_)
            | Self::Promise(_)
            | Self::HandTo { .. }
            | Self::TakeBack { .. }
            | Self::AwaitVisitor { .. }
            | Self::Finish { .. }
            | Self::Reply { .. }
            | Self::Contact { .. }
            | Self::FollowUp { .. }
            | Self::Precheck { .. }
            | Self::FinishStage { .. } => officer(true),
            Self::AskConsent { .. }
            | Self::VisitorCame
            | Self::PhoneConsent(_)
            | Self::Sign(_)
            | Self::StopClock(_)
            | Self::ResumeClock
            | Self::Extend(_)
            | Self::ExtendByLaw(_)
            | Self::CorrectMatter(_) => officer(false),
            Self::Countersign
            | Self::DeclineReturn { .. }
            | Self::GiveConsent { .. }
            | Self::DeclineConsent { .. }
            | Self::AppointActing { .. } => row(By::Leader, Until::Open, false),
            Self::NoteCall { .. } => row(By::Anybody, Until::Void, true),
            Self::Visit(_) => row(By::Anybody, Until::Over, false),
            Self::Reassign { .. } | Self::Undo => row(By::Anybody, Until::Open, false),
            Self::ConfirmPhone(_) => row(By::Leader, Until::Void, false),
            Self::Rate(_)
            | Self::AnswerRating { .. }
            | Self::Terminate(_)
            | Self::Reopen { .. }
            | Self::CorrectVisitor(_)
            | Self::AnswerUrge { .. } => row(By::Officer, Until::Over, false),
            Self::Void { .. } => row(By::Owner, Until::Open, false),
            Self::Urge { .. } => row(By::Supervisor, Until::Open, false),
            Self::Annotate { .. } => row(By::Supervisor, Until::Over, false),
            Self::NotePrinted { .. } => row(By::Officer, Until::Void, false),
        }
    }

    /// Puts it to its gate.
    pub(super) fn judge(&self, flow: &mut Flow, cx: &Context<'_>) -> Result<(), Refusal> {
        match self {
            Self::NoteMaterials { materials } => flow.note_materials(materials, cx)?,
            Self::Prompt(prompt) => flow.prompt(prompt, cx)?,
            Self::Instant(instant) => flow.instant(instant, cx)?,
            Self::Promise(promise) => flow.promise(promise, cx)?,
            Self::Return(proposal) => flow.propose_return(proposal, cx)?,
            Self::Countersign => flow.countersign(cx)?,
            Self::DeclineReturn { reason } => flow.decline_return(reason, cx)?,
            Self::AskConsent { consent, reason } => flow.ask_consent(*consent, reason, cx)?,
            Self::GiveConsent { consent } => flow.give_consent(*consent, cx)?,
            Self::DeclineConsent { consent, reason } => flow.decline_consent(*consent, reason, cx)?,
            Self::HandTo { department } => flow.hand_to(department, cx)?,
            Self::TakeBack { note } => flow.take_back(note, cx)?,
            Self::Chase { whom, words } => flow.chase(whom, words)?,
            Self::NoteCall { words } => flow.note_call(words)?,
            Self::AwaitVisitor { reason } => flow.await_visitor(*reason)?,
            Self::VisitorCame => flow.visitor_came(cx)?,
            Self::Visit(visit) => flow.visit_again(visit, cx)?,
            Self::Guide(guide) => flow.guide(guide, cx)?,
            Self::HandOver { receiver, mode, at } => flow.hand_over(receiver, *mode, *at, cx)?,
            Self::Reassign { .. } => return Err(Reason::OwnerNeverChanges.whole()),
            Self::OnPaper(_) => return Err(Correcting::StepNotOnPaper.whole()),
            Self::Undo => return Err(Correcting::UndoLate.whole()),
            Self::AppointActing { officer, until, reason } => {
                flow.appoint_acting(officer, *until, reason, cx)?;
            }
            Self::PhoneConsent(phone) => flow.phone_consent(phone, cx)?,
            Self::ConfirmPhone(confirm) => flow.confirm_phone(confirm, cx)?,
            Self::Finish { summary } => flow.finish(summary, cx)?,
            Self::Reply { mode, content, at } => flow.reply(*mode, content, *at, cx)?,
            Self::Sign(input) => flow.sign(input, cx)?,
            Self::Contact { words } => flow.contact(words, cx)?,
            Self::DeclineTransfer { who, reason } => flow.decline_transfer(who, reason, cx)?,
            Self::FollowUp { words, unit } => flow.follow_up(words, unit.as_ref(), cx)?,
            Self::Precheck { words } => flow.precheck(words, cx)?,
            Self::NoteFee { fen, basis } => flow.note_fee(*fen, basis)?,
            Self::Rate(rate) => flow.rate(rate, cx)?,
            Self::AnswerRating { words } => flow.answer_rating(words, cx)?,
            Self::Terminate(end) => flow.terminate(end, cx)?,
            Self::StopClock(stop) => flow.stop_clock(stop, cx)?,
            Self::ResumeClock => flow.resume_clock(cx)?,
            Self::Extend(extend) => flow.extend(extend, cx)?,
            Self::ExtendByLaw(extend) => flow.extend_by_law(extend, cx)?,
            Self::NoteStage(note) => flow.note_stage(note, cx)?,
            Self::FinishStage { summary } => flow.finish_stage(summary, cx)?,
            Self::Reopen { reason } => flow.reopen(reason, cx)?,
            Self::Void { reason } => flow.void(reason, cx)?,
            Self::CorrectVisitor(correct) => flow.correct_visitor(correct, cx)?,
            Self::CorrectMatter(correct) => flow.correct_matter(correct, cx)?,
            Self::Urge { level, words } => flow.urge(*level, words, cx)?,
            Self::Annotate { words } => flow.annotate(words, cx)?,
            Self::AnswerUrge { words } => flow.answer_urge(words, cx)?,
            Self::NotePrinted { form } => flow.note_printed(*form)?,
        }
        Ok(())
    }
}
