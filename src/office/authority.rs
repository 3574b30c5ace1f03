//! Who may do what: role × command. Judged inside the transaction, from the roles held now.

use crate::domain::case::CaseCommand;
use crate::domain::command::{Command, OfficeCommand};
use crate::domain::context::Actor;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::staff::Role;

/// The roles any of which may ask for a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed(pub &'static [Role]);

const DESK: Allowed = Allowed(&[Role::Officer]);
const CASE: Allowed = Allowed(&[Role::Officer, Role::DutyLeader, Role::Head]);
/// The two supervising offices.
const SUPERVISE: Allowed = Allowed(&[Role::ConductOffice, Role::DisciplineOffice]);
/// Who may know of 任免: of which, is judged behind the wall.
const PERSONNEL: Allowed = Allowed(&[Role::Head, Role::ConductOffice, Role::DisciplineOffice]);
/// 第一责任人.
const HEAD: Allowed = Allowed(&[Role::Head]);
const CONSENT: Allowed = Allowed(&[Role::DutyLeader, Role::Head]);
const LEAD: Allowed = Allowed(&[Role::DutyLeader, Role::Head, Role::Administrator]);
const SUPERVISED: Allowed =
    Allowed(&[Role::Officer, Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice]);
/// Whoever works here: which file he may know of is judged behind the wall.
const EVERYBODY: Allowed = Allowed(&Role::ALL);
const ANYBODY: Allowed = Allowed(&[Role::Officer, Role::DutyLeader, Role::Head, Role::Administrator]);
const RECORD: Allowed =
    Allowed(&[Role::Officer, Role::DutyLeader, Role::Head, Role::ConductOffice, Role::Administrator]);
const BOOKS: Allowed = Allowed(&[Role::DutyLeader, Role::Head, Role::ConductOffice, Role::Administrator]);
/// Who answers for the office to the public: leaders and the two supervising offices.
const ANSWER: Allowed = Allowed(&[Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice]);
const ADMINISTER: Allowed = Allowed(&[Role::Administrator]);

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
        Command::Office(OfficeCommand::Conduct(_)) => EVERYBODY,
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
            | OfficeCommand::AcceptStore(_)
            | OfficeCommand::EraseIdentities(_),
        ) => ADMINISTER,
    }
}

/// Refuses what none of the actor's roles may ask for.
pub(super) fn authorise(actor: &Actor, command: &Command) -> Result<(), Refusal> {
    let allowed = may(command);
    // Whoever may do it in whatever role may do it in none: it is judged by the person.
    if allowed == EVERYBODY || allowed.0.iter().any(|role| actor.staff.is(*role)) {
        return Ok(());
    }
    if matches!(command, Command::Register(_)) {
        return Err(Reason::NotAnOfficer.whole());
    }
    let role = allowed.0.iter().map(|role| role.name()).collect::<Vec<_>>().join("或");
    Err(Reason::NotAuthorised { role }.whole())
}
