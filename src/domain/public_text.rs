//! What the office writes of its own work: it stands on pages, rosters and registers, and everybody of us reads it. Nobody's mobile and no
//! number of papers has a place in it.

use xieban_words::mask;

use super::command::OfficeCommand;
use super::refusal::{Refusal, RefusedField, Revealing};

/// No line that everybody reads holds a person's own number.
pub(super) fn checked(command: &OfficeCommand) -> Result<(), Refusal> {
    let told = |(text, _): &(&str, RefusedField)| {
        mask::numbers_in(text).iter().any(|number| mask::is_mobile(number) || mask::is_papers(number))
    };
    match lines(command).into_iter().find(told) {
        Some((_, field)) => Err(Revealing::NumberInTheOpen.on(field)),
        None => Ok(()),
    }
}

fn lines(command: &OfficeCommand) -> Vec<(&str, RefusedField)> {
    match command {
        OfficeCommand::ChangeSettings(asked) => vec![(&asked.reason, RefusedField::Reason)],
        OfficeCommand::KeepStaff(staff) => vec![(&staff.reason, RefusedField::Reason)],
        OfficeCommand::PostRule(post) => {
            vec![(&post.place, RefusedField::Address), (&post.format, RefusedField::Remark)]
        }
        OfficeCommand::KeepTraining(keep) => vec![(&keep.place, RefusedField::Address)],
        OfficeCommand::KeepPublicity(keep) => {
            vec![(&keep.form, RefusedField::Summary), (&keep.place, RefusedField::Address)]
        }
        OfficeCommand::RecordPublication(record) => vec![(&record.place, RefusedField::Address)],
        OfficeCommand::KeepMilestone(keep) => vec![(&keep.attendees, RefusedField::Staff)],
        OfficeCommand::KeepGroup(keep) => vec![(&keep.office, RefusedField::Department)],
        OfficeCommand::CheckFacility(check) => {
            vec![(&check.facility, RefusedField::Name), (&check.fault, RefusedField::Remark)]
        }
        OfficeCommand::PostRoster(post) => vec![(&post.place, RefusedField::Address)],
        OfficeCommand::ReportRoster(report) => {
            vec![(&report.way, RefusedField::Reply), (&report.receiver, RefusedField::Name)]
        }
        OfficeCommand::AmendRoster(amend) => vec![(&amend.reason, RefusedField::Reason)],
        OfficeCommand::ProposeSwap(propose) => vec![(&propose.reason, RefusedField::Reason)],
        OfficeCommand::ReplaceOnDuty(replace) => vec![(&replace.reason, RefusedField::Reason)],
        OfficeCommand::SignReport(sign) => vec![(&sign.code, RefusedField::Summary)],
        // What of these is said in free words is sealed; the rest is chosen, or is the office's own directory and rules.
        OfficeCommand::KeepUnit(_)
        | OfficeCommand::KeepPhotograph(_)
        | OfficeCommand::KeepAbsence(_)
        | OfficeCommand::ProposeActing(_)
        | OfficeCommand::AnswerActing(_)
        | OfficeCommand::AppointActingFor(_)
        | OfficeCommand::EnterDuty(_)
        | OfficeCommand::KeepRule(_)
        | OfficeCommand::LeaveSeat(_)
        | OfficeCommand::TakeSeat(_)
        | OfficeCommand::DraftRoster(_)
        | OfficeCommand::KeepRoster(_)
        | OfficeCommand::ApproveRoster(_)
        | OfficeCommand::AnswerSwap(_)
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
        | OfficeCommand::EnterOpinion(_)
        | OfficeCommand::AnswerOpinion(_)
        | OfficeCommand::PublishOpinion(_)
        | OfficeCommand::HoldReview(_)
        | OfficeCommand::ProposeAppointment(_)
        | OfficeCommand::Appointment(_)
        | OfficeCommand::KeepScheme(_)
        | OfficeCommand::EnterNotice(_)
        | OfficeCommand::EraseIdentities(_) => Vec::new(),
    }
}
