//! A refusal: which rule says no, on which field, and one plain sentence that says what to do.
//!
//! Every sentence that a refused command shows stands here, in this folder, or beside the gate of a case that gives it; no screen writes its own.

mod absent;
mod appointing;
mod approving;
mod assessing;
mod clock;
mod complaint;
mod conduct;
mod correcting;
mod field;
mod granting;
mod implausible;
mod opinion;
mod premises;
mod refused;
mod reporting;
mod revealing;
mod reviewing;
mod rostering;
mod setting;
mod shift;
mod signing;
mod staffing;

pub use crate::case::closing::AfterClosing;
pub use crate::case::pause::Pausing;
pub use crate::case::stage::JointGate;
pub use crate::case::supervision::Supervising;
pub use crate::case::transfer::Elsewhere;
pub use crate::case::visit::Visiting;

pub use absent::Absent;
pub use appointing::Appointing;
pub use approving::Approving;
pub use assessing::Assessing;
pub use clock::ClockGate;
pub use complaint::Complaining;
pub use conduct::Conduct;
pub use correcting::{Correcting, NotUndone};
pub use field::RefusedField;
pub use granting::Granting;
pub use implausible::Implausible;
pub use opinion::Opinions;
pub use premises::Premises;
pub use refused::Refusal;
pub use reporting::Reporting;
pub use revealing::Revealing;
pub use reviewing::Reviewing;
pub use rostering::Rostering;
pub use setting::Setting;
pub use shift::ShiftEnd;
pub use signing::Signing;
pub use staffing::Staffing;

pub(crate) use super::basis::Basis;
use super::basis::Rule;
use super::codes::{AppearReason, Disposition};
use super::identity::IdentityError;
use super::moment::Moment;
use super::number::CaseId;

/// Why a command is refused, with what the sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    NoFormOfAddress,
    NameIsNumber,
    WrongNumber(IdentityError),
    TooLong { longest: usize },
    UnknownMatter,
    ComplaintIsNoCase { hotline: String, sms: String },
    NotAnOfficer,
    NotOnDuty,
    KindNeedsReason,
    TransferNeedsUnit,
    UnknownUnit,
    JointNeedsChain,
    UnknownDepartment { name: String },
    DepartmentNeeded,
    NotApplicableNeedsReason { name: String },
    AddedMaterialNeedsBasis,
    MaterialTwice { name: String },
    MaterialUndecided { name: String },
    MaterialsMissing { count: usize },
    PapersNeeded,
    ParticularsNeeded { what: &'static str },
    NothingToTell,
    SecondPrompt,
    NotClear,
    NotSimple,
    PromiseNeedsReason,
    PromiseNeedsDate,
    PromiseBeyondLaw { statutory: String },
    PromiseInThePast,
    RefusalNeedsReason,
    RefusalNeedsBasis,
    RefusalNeedsAlternative,
    ReviewBodyUnset,
    GroundNeeded,
    NotCountersigned,
    NothingToPrint { form: &'static str },
    OwnCase,
    LeaderOnly,
    HeadOnly,
    ConsentNeeded { what: &'static str },
    NoConsentAsked,
    MoveNotAllowed { from: Disposition, to: Disposition },
    NotOwnPart,
    NoDispositionYet,
    StillPrompted,
    ReturnPending,
    NotOfficerOfCase { officer: String },
    OwnerNeverChanges,
    ActingNeedsReason,
    ActingNeedsEnd,
    ActingIsOwner,
    ChaseNeedsWords,
    NotWorking,
    StepOpenElsewhere { department: String },
    NoStepOpen,
    WaitNeedsFlag,
    StepNotYours { reason: AppearReason },
    GuidanceNeeded,
    HandOverNeedsReceiver,
    SummaryNeeded,
    ReplyNeedsWords,
    ReplyInFuture,
    NotFinished,
    NotReplied,
    AlreadyReplied,
    PositionNeeded,
    PositionTaken { by: CaseId },
    WitnessesNeeded,
    SignatoryNeeded,
    Closed,
    VoidTooLate,
    Absent(Absent),
    AfterClosing(AfterClosing),
    Approving(Approving),
    Clock(ClockGate),
    Complaining(Complaining),
    Conduct(Conduct),
    Correcting(Correcting),
    Joint(JointGate),
    Elsewhere(Elsewhere),
    Opinions(Opinions),
    Assessing(Assessing),
    Appointing(Appointing),
    Reporting(Reporting),
    Revealing(Revealing),
    Reviewing(Reviewing),
    Pausing(Pausing),
    Visiting(Visiting),
    Implausible(Implausible),
    Rostering(Rostering),
    ShiftEnd(ShiftEnd),
    Premises(Premises),
    Stale { by: String, at: Moment },
    NoSuchCase,
    NoSuchStaff { code: String },
    NotEligibleOfficer { name: String },
    NotEligibleLeader { name: String },
    StandInNeedsReason,
    NotAuthorised { role: String },
    WordsNeeded,
    DutyInThePast,
    NothingChanged,
    RetentionUnset,
    NothingToErase,
    PinsStand,
    Signing(Signing),
    Setting(Setting),
    Staffing(Staffing),
    Granting(Granting),
    Supervising(Supervising),
}

/// One row of the table of refusals: code for programs, basis, sentence for people.
pub(crate) struct Sentence(pub(crate) &'static str, pub(crate) Basis, pub(crate) String);

pub(crate) const fn plan(number: u8) -> Basis {
    Basis::Plan(Rule(number))
}

impl Reason {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Refusal { field, reason: self }
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    #[expect(clippy::too_many_lines, reason = "one table, one row a reason: to be read from top to bottom")]
    fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::NoFormOfAddress => {
                say("no_form_of_address", plan(36), "请填姓名或称呼：证件、电话可以暂缺，称呼不能空。")
            }
            Self::NameIsNumber => say(
                "name_is_number",
                Basis::Program,
                "姓名栏填的是号码，请填姓名或称呼，号码填到电话或证件栏。",
            ),
            Self::WrongNumber(error) => Sentence("wrong_number", error.basis(), error.to_string()),
            Self::TooLong { longest } => {
                Sentence("too_long", Basis::Program, format!("最多填{longest}个字，请写短一些。"))
            }
            Self::UnknownMatter => {
                say("unknown_matter", plan(37), "目录里没有这个事项，请按名称、拼音首字母或代码重新选择。")
            }
            Self::ComplaintIsNoCase { hotline, sms } => Sentence(
                "complaint_is_no_case",
                plan(33),
                format!(
                    "投诉不作协办件登记：请告知作风投诉电话 {hotline}、短信 {sms}，并给服务对象投诉登记表。"
                ),
            ),
            Self::NotAnOfficer => {
                say("not_an_officer", plan(36), "只有协办员可以登记，请由协办员签到后办理。")
            }
            Self::NotOnDuty => say("not_on_duty", plan(36), "今天值班表上没有您，请先办临时顶岗并写明原因。"),
            Self::KindNeedsReason => say("kind_needs_reason", plan(37), "类别与系统建议不同，请写明理由。"),
            Self::TransferNeedsUnit => {
                say("transfer_needs_unit", plan(41), "移办件须写明有权单位；不清楚的选12345，并继续跟踪。")
            }
            Self::UnknownUnit => {
                say("unknown_unit", plan(41), "单位目录里没有这个单位，请重新选择；不清楚的选12345。")
            }
            Self::JointNeedsChain => {
                say("joint_needs_chain", plan(40), "联办件须选联办流程：涉及两个以上单位且本所是其中之一。")
            }
            Self::UnknownDepartment { name } => Sentence(
                "unknown_department",
                plan(46),
                format!("没有“{name}”这个科室或已停用，请从科室表中选择。"),
            ),
            Self::DepartmentNeeded => {
                say("department_needed", plan(46), "请选择承办科室：受理后内部流转从它开始。")
            }
            Self::NotApplicableNeedsReason { name } => {
                Sentence("not_applicable_needs_reason", plan(49), format!("“{name}”选了不适用，请写明原因。"))
            }
            Self::AddedMaterialNeedsBasis => {
                say("added_material_needs_basis", plan(48), "目录外添加的材料，请写名称和依据。")
            }
            Self::MaterialTwice { name } => {
                Sentence("material_twice", plan(48), format!("“{name}”列了两次，请删去一项。"))
            }
            Self::MaterialUndecided { name } => Sentence(
                "material_undecided",
                plan(48),
                format!("“{name}”还没有标明收、缺或不适用，请逐项标明。"),
            ),
            Self::MaterialsMissing { count } => Sentence(
                "materials_missing",
                plan(49),
                format!("缺{count}项材料，不能作即办件、承诺件；请出协办提示卡一次告知。"),
            ),
            Self::PapersNeeded => {
                say("papers_needed", Basis::Program, "本事项须核验证件，请补填证件号码后再办。")
            }
            Self::ParticularsNeeded { what } => Sentence(
                "particulars_needed",
                Basis::Program,
                format!("出回执前请补填{what}：单位和许可类事项须齐全。"),
            ),
            Self::NothingToTell => say(
                "nothing_to_tell",
                plan(47),
                "没有缺项，也没有写其他原因，不能出提示卡；请标明缺项或写明原因。",
            ),
            Self::SecondPrompt => say(
                "second_prompt",
                plan(48),
                "本件已出过协办提示卡；再出一次须值班领导同意，请写明原因后报请。",
            ),
            Self::NotClear => say("not_clear", plan(49), "即办件须政策清晰，请确认；不清晰的改作承诺件。"),
            Self::NotSimple => {
                say("not_simple", plan(49), "即办件须程序简便，请确认；需勘查、审批的改作承诺件。")
            }
            Self::PromiseNeedsReason => say(
                "promise_needs_reason",
                plan(51),
                "承诺件须写明不能即办的原因：现场勘查、上级审批或其他（注明）。",
            ),
            Self::PromiseNeedsDate => {
                say("promise_needs_date", plan(52), "承诺件须写明承诺办结日期，请填写时限。")
            }
            Self::PromiseBeyondLaw { statutory } => Sentence(
                "promise_beyond_law",
                plan(52),
                format!("承诺日期不能晚于法定期限{statutory}，请改早。"),
            ),
            Self::PromiseInThePast => say("promise_in_the_past", plan(52), "承诺日期不能早于今天，请改晚。"),
            Self::GroundNeeded => say(
                "ground_needed",
                plan(54),
                "退回件须选四种类型之一：国家明令禁止、不符合产业政策、发展规划或有关规定。",
            ),
            Self::RefusalNeedsReason => say("refusal_needs_reason", plan(55), "退回件须写明不能办理的原因。"),
            Self::RefusalNeedsBasis => {
                say("refusal_needs_basis", plan(55), "退回件须写明依据的文件名和条款。")
            }
            Self::RefusalNeedsAlternative => {
                say("refusal_needs_alternative", plan(55), "请写可行的替代建议；确实没有的，写“无”。")
            }
            Self::ReviewBodyUnset => say(
                "review_body_unset",
                Basis::Law("行政许可法38"),
                "许可类退回须告知救济途径，请系统管理员先填写复议机关和法院。",
            ),
            Self::NotCountersigned => {
                say("not_countersigned", plan(55), "否定报备反馈单须值班领导会签后才能出给服务对象。")
            }
            Self::NothingToPrint { form } => Sentence(
                "nothing_to_print",
                plan(56),
                format!("本件没有出过{form}，不能打印；请先作相应的分类。"),
            ),
            Self::OwnCase => say("own_case", plan(55), "不能会签、审批自己经办的件，请另请一位领导。"),
            Self::LeaderOnly => say("leader_only", plan(55), "须由值班领导办理，请值班领导输入密码。"),
            Self::HeadOnly => say("head_only", plan(45), "协办员已离开本所，代办须由所主要负责人决定。"),
            Self::ConsentNeeded { what } => {
                Sentence("consent_needed", plan(56), format!("{what}须值班领导同意，请写明原因后报请。"))
            }
            Self::NoConsentAsked => {
                say("no_consent_asked", plan(56), "本件没有等待审批的事项，请刷新后再看。")
            }
            Self::MoveNotAllowed { from, to } => Sentence(
                "move_not_allowed",
                plan(56),
                format!("{}不能改为{}，请按允许的去向选择。", from.name(), to.name()),
            ),
            Self::NotOwnPart => say("not_own_part", plan(56), "移办件由有权单位登记后再分类，本所不作分类。"),
            Self::NoDispositionYet => {
                say("no_disposition_yet", plan(56), "本件还未分类，请先定提示件、即办件、承诺件或退回件。")
            }
            Self::StillPrompted => {
                say("still_prompted", plan(47), "本件材料还没补齐，补齐后改作即办件或承诺件再办。")
            }
            Self::ReturnPending => say("return_pending", plan(55), "本件已拟退回，等值班领导会签后再办。"),
            Self::NotOfficerOfCase { officer } => Sentence(
                "not_officer_of_case",
                plan(45),
                format!("本件由{officer}负责到底，请由其本人办理；不在岗的由领导决定代办。"),
            ),
            Self::OwnerNeverChanges => say(
                "owner_never_changes",
                plan(45),
                "协办员负责到底，不得转交后续协办员；不在岗的请值班领导决定代办。",
            ),
            Self::ActingNeedsReason => say("acting_needs_reason", plan(45), "代办决定须写明原因。"),
            Self::ActingNeedsEnd => say("acting_needs_end", plan(45), "代办须写明截止日期，且不早于今天。"),
            Self::ActingIsOwner => say("acting_is_owner", plan(45), "代办人就是本件协办员，请另选一人。"),
            Self::ChaseNeedsWords => say("chase_needs_words", plan(53), "请写明向谁催办、催办什么。"),
            Self::NotWorking => {
                say("not_working", plan(46), "本件现在不在办理中，不能做这一步；请看时间线。")
            }
            Self::StepOpenElsewhere { department } => {
                Sentence("step_open_elsewhere", plan(46), format!("本件还在{department}，请先登记接回。"))
            }
            Self::NoStepOpen => say("no_step_open", plan(46), "本件没有在科室手里，不用接回。"),
            Self::WaitNeedsFlag => {
                say("wait_needs_flag", plan(43), "本事项没有须本人到场的环节，不能等服务对象；请继续代办。")
            }
            Self::StepNotYours { reason } => Sentence(
                "step_not_flagged",
                plan(43),
                format!("本事项没有“{}”的环节，请另选原因。", reason.name()),
            ),
            Self::GuidanceNeeded => {
                say("guidance_needed", plan(42), "请先登记外部导引（单位、方式），再登记移交。")
            }
            Self::HandOverNeedsReceiver => {
                say("hand_over_needs_receiver", plan(60), "移交须写明接收人、时间和方式。")
            }
            Self::SummaryNeeded => {
                say("summary_needed", plan(63), "办结须写协办日志摘要：办了什么、结果如何。")
            }
            Self::ReplyNeedsWords => say("reply_needs_words", plan(62), "办结回复须写明方式和内容。"),
            Self::ReplyInFuture => {
                say("reply_in_future", plan(62), "回复时间不能晚于现在、早于办结，请改正。")
            }
            Self::NotFinished => say("not_finished", plan(62), "本件还没办结，办结后再回复。"),
            Self::NotReplied => say("not_replied", plan(64), "本件还没回复服务对象，回复后再登记签字。"),
            Self::AlreadyReplied => say("already_replied", plan(62), "本件已经回复过，不用再回复。"),
            Self::PositionNeeded => say("position_needed", plan(64), "已签字的须写明签字页的册、页、行。"),
            Self::PositionTaken { by } => {
                Sentence("position_taken", plan(64), format!("这个册页行已经是{by}号件的签字，请核对位置。"))
            }
            Self::WitnessesNeeded => {
                say("witnesses_needed", plan(64), "拒签须写明两名见证人，且不是同一人。")
            }
            Self::SignatoryNeeded => {
                say("signatory_needed", plan(64), "按指印或代签的，请写明由谁、为什么。")
            }
            Self::Closed => say("closed", plan(62), "本件已了结，不能再改；确需再办的，先重新打开。"),
            Self::VoidTooLate => Sentence(
                "void_too_late",
                plan(25),
                "只有登记有误、还没受理也没承诺的件可以作废；其余的按终止办。".to_owned(),
            ),
            Self::AfterClosing(why) => why.told(),
            Self::Correcting(why) => why.told(),
            Self::Joint(why) => why.told(),
            Self::Elsewhere(why) => why.told(),
            Self::Opinions(why) => why.told(),
            Self::Assessing(why) => why.told(),
            Self::Appointing(why) => why.told(),
            Self::Reporting(why) => why.told(),
            Self::Revealing(why) => why.told(),
            Self::Reviewing(why) => why.told(),
            Self::Pausing(why) => why.told(),
            Self::Absent(why) => why.told(),
            Self::Approving(why) => why.told(),
            Self::Clock(why) => why.told(),
            Self::Complaining(why) => why.told(),
            Self::Conduct(why) => why.told(),
            Self::Visiting(why) => why.told(),
            Self::Implausible(why) => why.told(),
            Self::Rostering(why) => why.told(),
            Self::ShiftEnd(why) => why.told(),
            Self::Premises(why) => why.told(),
            Self::Stale { by, at } => Sentence(
                "stale",
                Basis::Program,
                format!("本件已由{by}于{}改动，您填的还在；请看过最新情况再保存一次。", at.screen_time()),
            ),
            Self::NoSuchCase => say("no_such_case", Basis::Program, "没有这个编号的件，请核对年份和号码。"),
            Self::NoSuchStaff { code } => {
                Sentence("no_such_staff", Basis::Program, format!("人员表里没有“{code}”，请从人员表中选择。"))
            }
            Self::NotEligibleOfficer { name } => Sentence(
                "not_eligible_officer",
                plan(11),
                format!("{name}不能排为协办员：须是在编中层干部，请另选一人。"),
            ),
            Self::NotEligibleLeader { name } => Sentence(
                "not_eligible_leader",
                plan(14),
                format!("{name}不能排为值班领导：须是所领导班子成员，请另选一人。"),
            ),
            Self::StandInNeedsReason => say("stand_in_needs_reason", plan(12), "临时顶岗须写明原因。"),
            Self::NotAuthorised { role } => Sentence(
                "not_authorised",
                Basis::Program,
                format!("这一步由{role}办理，请换人签到或请其输入密码。"),
            ),
            Self::WordsNeeded => say("words_needed", Basis::Program, "请写明内容。"),
            Self::DutyInThePast => say("duty_in_the_past", plan(20), "过去的值班不能改动，请从今天起登记。"),
            Self::Signing(why) => why.told(),
            Self::Setting(why) => why.told(),
            Self::Staffing(why) => why.told(),
            Self::Granting(why) => why.told(),
            Self::Supervising(why) => why.told(),
            Self::RetentionUnset => say(
                "retention_unset",
                Basis::Program,
                "还没有设保存期限，不能清除；请系统管理员先在系统设置（Ctrl-V）里填写保存期限。",
            ),
            Self::PinsStand => {
                say("pins_stand", Basis::Program, "这本台账里的密码还在，请用原来的密码签到，不用 --admin。")
            }
            Self::NothingToErase => {
                say("nothing_to_erase", Basis::Program, "没有超过保存期限的件，没有文字要清除。")
            }
            Self::NothingChanged => say("nothing_changed", Basis::Program, "没有改动，不用保存。"),
        }
    }
}
