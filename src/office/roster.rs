//! The roster: what its rules may know, and what is read of it.

use chrono::NaiveDate;
use xieban_domain::absence::Absences;
use xieban_domain::case::clock::Light;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::roster::{PostingState, Quarter, Roster, RosterFlaw, Target, check, posting, target};
use xieban_store::{Snapshot, StoreError};

use super::{CompiledFacts, Office};

/// The quarter that a command is about; `None` for a command that is about none.
pub fn quarter_of(command: &Command) -> Option<Quarter> {
    let Command::Office(command) = command else { return None };
    match command {
        OfficeCommand::DraftRoster(draft) => Some(draft.quarter),
        OfficeCommand::KeepRoster(keep) => Some(keep.quarter),
        OfficeCommand::ApproveRoster(approve) => Some(approve.quarter),
        OfficeCommand::PostRoster(post) => Some(post.quarter),
        OfficeCommand::ReportRoster(report) => Some(report.quarter),
        OfficeCommand::AmendRoster(amend) => Some(amend.quarter),
        OfficeCommand::ProposeSwap(propose) => Some(Quarter::containing(propose.gives.date)),
        OfficeCommand::AnswerSwap(answer) => Some(answer.quarter),
        OfficeCommand::ReplaceOnDuty(replace) => Some(Quarter::containing(replace.turn.date)),
        OfficeCommand::ChangeSettings(_)
        | OfficeCommand::KeepStaff(_)
        | OfficeCommand::KeepPhotograph(_)
        | OfficeCommand::KeepUnit(_)
        | OfficeCommand::KeepAbsence(_)
        | OfficeCommand::ProposeActing(_)
        | OfficeCommand::AnswerActing(_)
        | OfficeCommand::AppointActingFor(_)
        | OfficeCommand::EnterDuty(_)
        | OfficeCommand::StandIn(_)
        | OfficeCommand::Arrive(_)
        | OfficeCommand::Tally(_)
        | OfficeCommand::VisitorLeft(_)
        | OfficeCommand::LeaveShift(_)
        | OfficeCommand::LookUp(_)
        | OfficeCommand::Reveal(_)
        | OfficeCommand::AcceptStore(_)
        | OfficeCommand::ConfirmClock(_)
        | OfficeCommand::TakeComplaint(_)
        | OfficeCommand::Complaint(_)
        | OfficeCommand::TakeConduct(_)
        | OfficeCommand::Conduct(_)
        | OfficeCommand::KeepRule(_)
        | OfficeCommand::PostRule(_)
        | OfficeCommand::KeepTraining(_)
        | OfficeCommand::KeepPublicity(_)
        | OfficeCommand::RecordPublication(_)
        | OfficeCommand::KeepMilestone(_)
        | OfficeCommand::KeepGroup(_)
        | OfficeCommand::CheckFacility(_)
        | OfficeCommand::LeaveSeat(_)
        | OfficeCommand::TakeSeat(_)
        | OfficeCommand::EnterOpinion(_)
        | OfficeCommand::AnswerOpinion(_)
        | OfficeCommand::PublishOpinion(_)
        | OfficeCommand::HoldReview(_)
        | OfficeCommand::ProposeAppointment(_)
        | OfficeCommand::Appointment(_)
        | OfficeCommand::SignReport(_)
        | OfficeCommand::KeepScheme(_)
        | OfficeCommand::EnterNotice(_)
        | OfficeCommand::EraseIdentities(_) => None,
    }
}

/// A quarter's roster as it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterView {
    pub quarter: Quarter,
    /// Its roster; `None` where nothing was drafted yet.
    pub roster: Option<Roster>,
    /// What is wrong with its newest version from today on.
    pub flaws: Vec<RosterFlaw>,
    /// Who is away when.
    pub absences: Absences,
    /// By when it is to be reported.
    pub target: Target,
    /// How urgent the report is; `None` once the version that holds is reported.
    pub report: Option<Light>,
    /// How the posting stands; `None` once the version that holds is posted.
    pub posting: Option<PostingState>,
}

pub(super) fn view(
    snapshot: &Snapshot<'_>,
    quarter: Quarter,
    now: Moment,
    facts: CompiledFacts,
) -> Result<RosterView, StoreError> {
    let (roster, absences) = (snapshot.roster(quarter)?, snapshot.absences(None)?);
    let (today, calendar, staff) = (now.date(), facts.calendar, snapshot.staff()?);
    let newest = roster.as_ref().and_then(|roster| Some(roster.table(roster.newest()?)));
    let flaws = newest.map(|table| check(&table, today, &staff, &absences, calendar)).unwrap_or_default();
    let stage = roster.as_ref().and_then(Roster::holding).map(|version| &version.stage);
    let target = target(quarter, calendar);
    let report = stage.is_none_or(|stage| stage.reported().is_none()).then(|| target.light(today, calendar));
    let posted = stage.is_some_and(|stage| stage.posted().is_some());
    let posting = (!posted).then(|| posting(quarter, today, calendar));
    Ok(RosterView { quarter, roster, flaws, absences, target, report, posting })
}

impl Office {
    /// A quarter's roster. What it says is public.
    pub fn roster(&self, quarter: Quarter) -> Result<RosterView, StoreError> {
        let (now, facts) = (self.now(), self.facts);
        self.store.read(|snapshot| view(snapshot, quarter, now, facts))
    }

    /// Who was on duty on a day, as it stood at a moment; `None` where nothing had been entered by then.
    pub fn duty_at(&self, date: NaiveDate, at: Moment) -> Result<Option<DutyDay>, StoreError> {
        self.store.read(|snapshot| snapshot.duty_at(date, at))
    }
}
