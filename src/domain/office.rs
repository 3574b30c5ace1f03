//! The gates of the office itself: settings, staff, duty, and what happens at a desk besides cases (R6, R11, R12, R14, R20, R26, R36).

use super::case::CaseEvent;
use super::command::{AcceptStore, OfficeCommand, Tally};
use super::context::Context;
use super::duty::DutyDay;
use super::event::{AccessEvent, DeskEvent, Event, OfficeEvent};
use super::host_clock;
use super::number::missing;
use super::opinion;
use super::premises;
use super::refusal::{Reason, Refusal, RefusedField, Setting};
use super::roster;
use super::sealed::Words;
use super::settings::{self, LastNumbers};
use super::staff::Role;
use super::units;
use super::visitor::words;
use super::waiting;

/// Decides what is asked of the office. Whether the actor's role may ask it is judged in `office`.
pub fn decide(command: &OfficeCommand, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    super::plausible::every_date(command)?;
    super::public_text::checked(command)?;
    match command {
        OfficeCommand::ChangeSettings(asked) => {
            let change = Box::new(settings::change(asked, cx)?);
            Ok(vec![Event::Office(OfficeEvent::SettingsChanged { change })])
        }
        OfficeCommand::KeepStaff(staff) => super::staff::keep(staff, cx),
        OfficeCommand::KeepPhotograph(keep) => super::staff::keep_photograph(keep, cx),
        OfficeCommand::KeepUnit(keep) => units::keep(keep, cx),
        OfficeCommand::KeepAbsence(keep) => super::absence::keep(keep, cx),
        OfficeCommand::ProposeActing(act) => super::acting::propose(act, cx),
        OfficeCommand::AnswerActing(answer) => super::acting::answer(answer, cx),
        OfficeCommand::AppointActingFor(act) => super::acting::appoint(act, cx),
        OfficeCommand::EnterDuty(day) => enter_duty(day, cx),
        OfficeCommand::KeepRule(keep) => premises::keep_rule(keep, cx),
        OfficeCommand::PostRule(post) => premises::post_rule(post, cx),
        OfficeCommand::KeepTraining(keep) => premises::keep_training(keep, cx),
        OfficeCommand::KeepPublicity(keep) => premises::keep_publicity(keep, cx),
        OfficeCommand::RecordPublication(record) => premises::publish(record, cx),
        OfficeCommand::KeepMilestone(keep) => premises::keep_milestone(keep, cx),
        OfficeCommand::KeepGroup(keep) => premises::keep_group(keep, cx),
        OfficeCommand::CheckFacility(check) => premises::check_facility(check, cx),
        OfficeCommand::LeaveSeat(leave) => premises::leave_seat(leave, cx),
        OfficeCommand::TakeSeat(_) => premises::take_seat(cx),
        OfficeCommand::DraftRoster(draft) => roster::draft_one(draft, cx),
        OfficeCommand::KeepRoster(keep) => roster::keep(keep, cx),
        OfficeCommand::ApproveRoster(approve) => roster::approve(approve, cx),
        OfficeCommand::PostRoster(post) => roster::post(post, cx),
        OfficeCommand::ReportRoster(report) => roster::report(report, cx),
        OfficeCommand::AmendRoster(amend) => roster::amend(amend, cx),
        OfficeCommand::ProposeSwap(propose) => roster::propose_swap(propose, cx),
        OfficeCommand::AnswerSwap(answer) => roster::answer_swap(answer, cx),
        OfficeCommand::ReplaceOnDuty(replace) => roster::replace(replace, cx),
        OfficeCommand::StandIn(stand_in) => {
            let reason = said(&stand_in.reason, Reason::StandInNeedsReason)?;
            if !cx.actor.staff.is(Role::Officer) {
                return Err(Reason::NotAnOfficer.whole());
            }
            let officer = cx.actor.code().clone();
            Ok(vec![Event::Office(OfficeEvent::StoodIn { officer, date: cx.today(), reason })])
        }
        OfficeCommand::Arrive(arrive) => waiting::arrive(arrive, cx),
        OfficeCommand::Tally(Tally { arrival }) => {
            waiting::called(*arrival, cx)?;
            Ok(vec![Event::Desk(DeskEvent::Tallied { date: cx.today(), arrival: *arrival })])
        }
        OfficeCommand::AcceptStore(accept) => accept_store(accept, cx),
        OfficeCommand::ConfirmClock(confirm) => host_clock::confirm(confirm, cx),
        OfficeCommand::EraseIdentities(_) => erase(cx),
        OfficeCommand::EnterNotice(enter) => super::notice::enter(enter, cx),
        OfficeCommand::TakeComplaint(take) => super::complaint::take(take, cx),
        OfficeCommand::Complaint(about) => super::complaint::ask(about, cx),
        OfficeCommand::TakeConduct(take) => super::conduct::begin(take, cx),
        OfficeCommand::Conduct(about) => super::conduct::ask(about, cx),
        OfficeCommand::HoldReview(review) => super::review::hold(review, cx),
        OfficeCommand::ProposeAppointment(propose) => super::appointment::begin(propose, cx),
        OfficeCommand::Appointment(about) => super::appointment::ask(about, cx),
        OfficeCommand::SignReport(sign) => super::report::sign(sign, cx),
        OfficeCommand::KeepScheme(keep) => super::assessment::keep(keep, cx),
        OfficeCommand::EnterOpinion(enter) => opinion::enter(enter, cx),
        OfficeCommand::AnswerOpinion(answer) => opinion::answer(answer, cx),
        OfficeCommand::PublishOpinion(publish) => opinion::publish(publish, cx),
        OfficeCommand::LeaveShift(leave) => super::shift::leave(leave, cx),
        OfficeCommand::LookUp(look) => Ok(vec![Event::Access(AccessEvent::LookedUp { case: look.number })]),
        OfficeCommand::Reveal(reveal) => super::reveal::reveal(reveal, cx),
        OfficeCommand::VisitorLeft(left) => {
            let reason = said(&left.reason, Reason::WordsNeeded)?;
            waiting::called(left.arrival, cx)?;
            let (date, arrival) = (cx.today(), left.arrival);
            Ok(vec![Event::Desk(DeskEvent::VisitorLeft { date, reason, arrival })])
        }
    }
}

fn said(text: &str, reason: Reason) -> Result<Words, Refusal> {
    match words(text, RefusedField::Reason)? {
        text if text.is_empty() => Err(reason.on(RefusedField::Reason)),
        text => Ok(Words::new(text)),
    }
}

/// What was given out before and is not there is known from the witness, or by whoever looks at the papers; it is given to nobody
/// again.
fn accept_store(accept: &AcceptStore, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let reason = said(&accept.reason, Reason::WordsNeeded)?;
    let given = &cx.facts.given_out;
    let nobody_knows = given.witnessed.is_none() && accept.highest.is_empty();
    if nobody_knows && !given.here.is_empty() && !cx.settings.practice {
        return Err(Setting::HighestNeeded.on("highest"));
    }
    let entered = LastNumbers { forms: [(cx.year, accept.highest.clone())].into(), ..LastNumbers::default() };
    let missing = missing(&given.witnessed.clone().unwrap_or_default().raised(&entered), &given.here)?;
    let accepted = Event::Office(OfficeEvent::StoreAccepted { reason, missing });
    Ok([accepted].into_iter().chain(host_clock::with_the_store(cx)).collect())
}

/// Cases named on one page of an erasure.
const NAMED: usize = 500;

fn erase(cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if cx.settings.retention_months.is_none() {
        return Err(Reason::RetentionUnset.whole());
    }
    if cx.facts.erasable.is_empty() {
        return Err(Reason::NothingToErase.whole());
    }
    let named = cx.facts.erasable.chunks(NAMED);
    Ok(named.map(|cases| Event::Office(OfficeEvent::IdentitiesErased { cases: cases.to_vec() })).collect())
}

/// R11, R13, R14, R20: eligible people only; a leader named today stamps the cases registered without one.
fn enter_duty(day: &DutyDay, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if day.date < cx.today() {
        return Err(Reason::DutyInThePast.on(RefusedField::Limit));
    }
    for code in day.officers() {
        let staff = cx.colleague(code)?;
        if !staff.may_be_officer() {
            return Err(Reason::NotEligibleOfficer { name: staff.name.clone() }.on(RefusedField::Staff));
        }
    }
    let mut events = vec![Event::Office(OfficeEvent::DutyEntered { day: day.clone() })];
    if let Some(code) = &day.leader {
        let staff = cx.colleague(code)?;
        if !staff.may_lead() {
            return Err(Reason::NotEligibleLeader { name: staff.name.clone() }.on(RefusedField::Staff));
        }
        let stamp = |id| Event::Case { id, event: CaseEvent::LeaderStamped { leader: code.clone() } };
        events.extend(cx.facts.unstamped.iter().copied().map(stamp));
    }
    Ok(events)
}
