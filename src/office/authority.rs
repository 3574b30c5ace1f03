//! Who may do what, and see what: role × command, role × query. Judged inside the transaction, from the roles held now.

use xieban_domain::case::CaseCommand;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Actor;
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::staff::{Directory, Role, Staff, StaffCode};

use super::Query;

/// The roles any of which may ask for a thing, and what that is in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed(pub &'static [Role], &'static str);

const DESK: Allowed = Allowed(&[Role::Officer], "登记、接待、咨询、临时顶岗、离座回座、签退说明");
const CASE: Allowed = Allowed(
    &[Role::Officer, Role::DutyLeader, Role::Head],
    "办理协办事项（各人办自己的件，领导会签、审批）、来电查询、认出来过的服务对象、换班",
);
/// The two supervising offices.
const SUPERVISE: Allowed = Allowed(&OFFICES, "督办、批注、评议、考核规则");
/// Who may know of 任免: of which, is judged behind the wall.
const PERSONNEL: Allowed =
    Allowed(&[Role::Head, Role::ConductOffice, Role::DisciplineOffice], "提出和办理任免（本人的除外）");
/// 第一责任人.
const HEAD: Allowed = Allowed(&[Role::Head], "签发报表");
const CONSENT: Allowed = Allowed(&[Role::DutyLeader, Role::Head], "决定代办、批准安排表、决定替班");
const LEAD: Allowed = Allowed(&[Role::DutyLeader, Role::Head, Role::Administrator], "填写某一天的值班");
const SUPERVISED: Allowed = Allowed(&READERS, "登记和办理投诉、登记作风投诉、登记意见本");
/// Whoever works here: which file he may know of is judged behind the wall.
const EVERYBODY: Allowed = Allowed(&Role::ALL, "作风投诉档案中与自己有关的步骤：说明、申辩");
const ANYBODY: Allowed = Allowed(
    &[Role::Officer, Role::DutyLeader, Role::Head, Role::Administrator],
    "外单位资料、离岗登记、起草和公示报送安排表、更新公示",
);
const RECORD: Allowed = Allowed(
    &[Role::Officer, Role::DutyLeader, Role::Head, Role::ConductOffice, Role::Administrator],
    "培训和宣传记录",
);
const BOOKS: Allowed = Allowed(
    &[Role::DutyLeader, Role::Head, Role::ConductOffice, Role::Administrator],
    "制度、上墙、学习动员、领导小组",
);
/// Who answers for the office to the public: leaders and the two supervising offices.
const ANSWER: Allowed =
    Allowed(&[Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice], "答复和公开意见本");
pub(super) const ADMINISTER: Allowed =
    Allowed(&[Role::Administrator], "设置、人员、重置密码、认可台账、清除到期隐私、导出隐私");

/// A date that is only asked, whoever acts; of a clock that was judged wrong the gate asks for two of them, or for an administrator.
const CONFIRM_CLOCK: Allowed =
    Allowed(&Role::ALL, "核对本机日期（判为不对的，由协办员和当日值班领导一起核定，或者系统管理员核定）");

const OFFICES: [Role; 2] = [Role::ConductOffice, Role::DisciplineOffice];
/// Who reads what citizens brought: an administrator does not.
const READERS: [Role; 5] =
    [Role::Officer, Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice];

const SEE_CASES: Allowed = Allowed(&READERS, "看协办事项、找件、日志总表、数字后面的件");
/// An administrator sees nobody.
const REVEAL: Allowed = Allowed(&READERS, "查看身份（每次记一页，不是自己在办的写明原因）");
const SEE_LOOKS: Allowed = Allowed(
    &[Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice],
    "看谁查看过身份、为什么",
);
/// What the office's values and people were before stands on pages that hold nobody's secret.
const SEE_CHANGES: Allowed =
    Allowed(&[Role::DutyLeader, Role::Head, Role::Administrator], "看设置和人员的改动");
const SEE_COMPLAINTS: Allowed = Allowed(&READERS, "看投诉（投诉人只给承办的协办员和领导看）");
const SEE_OFFICE: Allowed = Allowed(
    &Role::ALL,
    "看值班、安排表、岗位、数字、考核规则、报表签发、意见本（系统管理员不看正文）；评议、任免、作风投诉只看许可的",
);

/// What is done, then what is seen: the help is made of it.
const TABLE: [Allowed; 21] = [
    DESK,
    CASE,
    CONSENT,
    SUPERVISED,
    ANSWER,
    SUPERVISE,
    PERSONNEL,
    HEAD,
    LEAD,
    ANYBODY,
    RECORD,
    BOOKS,
    EVERYBODY,
    CONFIRM_CLOCK,
    ADMINISTER,
    REVEAL,
    SEE_CASES,
    SEE_COMPLAINTS,
    SEE_LOOKS,
    SEE_CHANGES,
    SEE_OFFICE,
];

impl Allowed {
    /// Whether somebody may: whoever may do it in whatever role may do it in none, and is judged by the person.
    pub fn holds(self, staff: &Staff) -> bool {
        self.0 == Role::ALL || self.0.iter().any(|role| staff.is(*role))
    }

    /// The refusal of whoever may not.
    pub fn refusal(self) -> Refusal {
        Reason::NotAuthorised { role: Role::names(self.0, "或") }.whole()
    }
}

/// 角色与权限: each thing with the roles any of which may do or see it, a paragraph each. Several roles add up.
pub fn roles() -> Vec<String> {
    let row = |allowed: &Allowed| {
        let roles = match allowed.0 == Role::ALL {
            true => "全体人员".to_owned(),
            false => Role::names(allowed.0, "、"),
        };
        format!("{}：{roles}", allowed.1)
    };
    TABLE.iter().map(row).collect()
}

/// The table: who may ask a question. What of the answer he may read is judged where it is made.
pub const fn may_ask(query: &Query) -> Allowed {
    match query {
        Query::Cases { .. }
        | Query::Case(_)
        | Query::CaseInClear(_)
        | Query::Find(_)
        | Query::WorkloadForecast(_)
        | Query::DaySheet(_)
        | Query::Counted(_) => SEE_CASES,
        Query::Recognise { .. } | Query::Caller { .. } => CASE,
        Query::Looks { .. } => SEE_LOOKS,
        Query::Away { .. } => ANYBODY,
        Query::Complaints(_) | Query::Complaint(_) | Query::CountedComplaints(_) => SEE_COMPLAINTS,
        Query::Header
        | Query::Shift
        | Query::Duty { .. }
        | Query::Books(_)
        | Query::Roster(_)
        | Query::Opinions { .. }
        | Query::Reviews
        | Query::Appointments
        | Query::SignedReports
        | Query::Scheme
        | Query::Files
        | Query::Told
        | Query::Complainant(_)
        | Query::Figures(_)
        | Query::Course(_) => SEE_OFFICE,
        Query::Changes => SEE_CHANGES,
    }
}

/// Why somebody is not answered, if none of his roles may ask.
pub(super) fn unanswered(staff: &Directory, who: &StaffCode, query: &Query) -> Option<Refusal> {
    let allowed = may_ask(query);
    let known = staff.get(who).filter(|staff| staff.active);
    match known.is_some_and(|staff| allowed.holds(staff)) {
        true => None,
        false => Some(allowed.refusal()),
    }
}

/// The table: who may ask for a command. What an officer or a leader may do to a case is the domain's to judge.
pub const fn may(command: &Command) -> Allowed {
    match command {
        Command::Register(_)
        | Command::Office(
            OfficeCommand::StandIn(_)
            | OfficeCommand::Arrive(_)
            | OfficeCommand::Tally(_)
            | OfficeCommand::VisitorLeft(_)
            | OfficeCommand::LeaveShift(_)
            | OfficeCommand::CheckFacility(_)
            | OfficeCommand::LeaveSeat(_)
            | OfficeCommand::TakeSeat(_),
        ) => DESK,
        Command::Case { command: CaseCommand::Urge { .. } | CaseCommand::Annotate { .. }, .. }
        | Command::Office(OfficeCommand::HoldReview(_) | OfficeCommand::KeepScheme(_)) => SUPERVISE,
        Command::Case { .. }
        | Command::Office(
            OfficeCommand::LookUp(_)
            | OfficeCommand::ProposeActing(_)
            | OfficeCommand::ProposeSwap(_)
            | OfficeCommand::AnswerSwap(_),
        ) => CASE,
        Command::Office(
            OfficeCommand::AnswerActing(_)
            | OfficeCommand::AppointActingFor(_)
            | OfficeCommand::ApproveRoster(_)
            | OfficeCommand::ReplaceOnDuty(_),
        ) => CONSENT,
        Command::Office(
            OfficeCommand::TakeComplaint(_)
            | OfficeCommand::Complaint(_)
            | OfficeCommand::TakeConduct(_)
            | OfficeCommand::EnterOpinion(_),
        ) => SUPERVISED,
        Command::Office(OfficeCommand::AnswerOpinion(_) | OfficeCommand::PublishOpinion(_)) => ANSWER,
        Command::Office(OfficeCommand::Reveal(_)) => REVEAL,
        Command::Office(OfficeCommand::Conduct(_)) => EVERYBODY,
        Command::Office(OfficeCommand::ConfirmClock(_)) => CONFIRM_CLOCK,
        Command::Office(OfficeCommand::ProposeAppointment(_) | OfficeCommand::Appointment(_)) => PERSONNEL,
        Command::Office(OfficeCommand::SignReport(_)) => HEAD,
        Command::Office(
            OfficeCommand::KeepRule(_)
            | OfficeCommand::PostRule(_)
            | OfficeCommand::KeepMilestone(_)
            | OfficeCommand::KeepGroup(_),
        ) => BOOKS,
        Command::Office(OfficeCommand::KeepTraining(_) | OfficeCommand::KeepPublicity(_)) => RECORD,
        Command::Office(OfficeCommand::EnterDuty(_)) => LEAD,
        Command::Office(
            OfficeCommand::KeepUnit(_)
            | OfficeCommand::KeepAbsence(_)
            | OfficeCommand::RecordPublication(_)
            | OfficeCommand::DraftRoster(_)
            | OfficeCommand::KeepRoster(_)
            | OfficeCommand::PostRoster(_)
            | OfficeCommand::ReportRoster(_)
            | OfficeCommand::AmendRoster(_),
        ) => ANYBODY,
        Command::Office(
            OfficeCommand::ChangeSettings(_)
            | OfficeCommand::KeepStaff(_)
            | OfficeCommand::KeepPhotograph(_)
            | OfficeCommand::AcceptStore(_)
            | OfficeCommand::EnterNotice(_)
            | OfficeCommand::EraseIdentities(_),
        ) => ADMINISTER,
    }
}

/// Refuses what none of the actor's roles may ask for.
pub(super) fn authorise(actor: &Actor, command: &Command) -> Result<(), Refusal> {
    let allowed = may(command);
    if allowed.holds(&actor.staff) {
        return Ok(());
    }
    if matches!(command, Command::Register(_)) {
        return Err(Reason::NotAnOfficer.whole());
    }
    Err(allowed.refusal())
}
