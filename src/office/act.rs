//! `act`: a session's command → pages of the journal, or a refusal.

use chrono::Datelike as _;
use xieban_domain::absence::Absences;
use xieban_domain::case::command::Guide;
use xieban_domain::case::transfer::OpenSlip;
use xieban_domain::case::{self, Case, CaseCommand};
use xieban_domain::command::{Command, OfficeCommand, Tally};
use xieban_domain::context::{Actor, Context, Facts, GivenOut, PaperFacts};
use xieban_domain::duty::DutyDay;
use xieban_domain::event::{AccessEvent, Event, OfficeEvent};
use xieban_domain::host_clock::{ClockDoubt, ClockFacts};
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::premises::{self, Books};
use xieban_domain::refusal::{Implausible, Reason, RefusedField};
use xieban_domain::reveal::{Reveal, Whose};
use xieban_domain::settings::{LastNumbers, SettingsChange};
use xieban_domain::staff::{Staff, StaffCode};
use xieban_domain::units::Units;
use xieban_domain::visitor::{LONGEST_LINE, Visitor};
use xieban_domain::waiting::WaitingList;
use xieban_journal::Header;
use xieban_store::{ActError, ActProposal, Done, Picture, Request, Snapshot, StoreError};

use super::authority::authorise;
use super::chance::{Lot, random_id, salt};
use super::complaints::complaints;
use super::even::Even;
use super::look_ups;
use super::opinions::shelf;
use super::personnel;
use super::pins::{beside, grant_facts};
use super::roster::quarter_of;
use super::session::Session;
use super::shift::left_undone;
use super::{CompiledFacts, Office, OpenError, RecoveryCode, pin};

/// What an office begins with.
#[derive(Debug, Clone, Default)]
pub struct Founding {
    pub settings: SettingsChange,
    /// Its people, each with a PIN if he is to sign in.
    pub staff: Vec<(Staff, Option<String>)>,
    /// The first days' duty.
    pub duty: Vec<DutyDay>,
    /// A practice clock: offset (ms) and rate.
    pub practice_clock: Option<(i64, f64)>,
    /// When; now unless said. Sample data begin before now.
    pub at: Option<Moment>,
    /// 系统管理员恢复码, where one is written out.
    pub recovery: Option<RecoveryCode>,
}

impl Office {
    /// Does what a session asks. A retry under the same request id gives the first result.
    pub fn act(&self, session: &Session, request: &str, command: &Command) -> Result<Done, ActError> {
        self.act_with(session, request, command, None)
    }

    /// The same with a second person beside the first one, who has given his PIN as well.
    pub fn act_with(
        &self,
        session: &Session,
        request: &str,
        command: &Command,
        second: Option<&Session>,
    ) -> Result<Done, ActError> {
        self.act_given(session, request, command, (second, None))
    }

    /// The same with a picture that is handed in.
    pub(super) fn act_given(
        &self,
        session: &Session,
        request: &str,
        command: &Command,
        (second, picture): (Option<&Session>, Option<&Picture>),
    ) -> Result<Done, ActError> {
        // Where the clock stands still for a test, nobody waits.
        let even = if self.clock.is_standing() { None } else { Even::for_command(command) };
        let said = look_ups::said(command);
        if said {
            self.may_look(session)?;
        }
        let asked = self.asked(session, request, command, self.now())?;
        // Where the clock stands still for a test, so does chance.
        let lot = if self.clock.is_standing() { Lot::default() } else { Lot::of(salt()) };
        let propose = |snapshot: &Snapshot<'_>, (now, doubt): (Moment, Option<ClockDoubt>), witnessed| {
            let given = Given { second, now, lot, witnessed, doubt, picture };
            propose(snapshot, session, command, given, self.facts)
        };
        let outcome = match command {
            Command::Office(OfficeCommand::AcceptStore(_)) => {
                let witnessed = self.store.witnessed_numbers();
                self.store.accept(&asked, &mut salt, |snapshot| {
                    self.answering(snapshot, |clock| propose(snapshot, clock, witnessed))
                })
            }
            Command::Office(OfficeCommand::ConfirmClock(_)) => {
                let came = self.owed(session)?.map(Event::Access);
                self.store.act(&asked, &mut salt, |snapshot| {
                    let mut confirmed = self.answering(snapshot, |clock| propose(snapshot, clock, None))?;
                    confirmed.events.extend(came);
                    Ok(confirmed)
                })
            }
            Command::Register(_) | Command::Case { .. } | Command::Office(_) => {
                self.write(&asked, |snapshot, now| propose(snapshot, (now, None), None))
            }
        };
        if let Some(tried) = tried(&outcome, command) {
            let request = self.request(session, &random_id(), Vec::new());
            self.write(&request, |_, _| Ok(tried))?;
        }
        if said {
            self.looked(session, &outcome)?;
        }
        if let Err(ActError::Refused(refusal)) = &outcome {
            if refusal.code() == "no_such_file" {
                self.probed(session)?;
            }
            if let Some(even) = even {
                even.end();
            }
        }
        match (outcome, command) {
            (Ok(done), Command::Office(OfficeCommand::TakeConduct(_))) if !done.repeated => {
                let receipt = self.store.read(|snapshot| snapshot.receipt_on(done.first))?;
                Ok(Done { receipt, ..done })
            }
            (Ok(done), Command::Office(OfficeCommand::TakeComplaint(_))) => {
                let number = self.store.read(|snapshot| snapshot.complaint_on(done.first))?;
                Ok(Done { number: number.map(|id| id.to_string()), ..done })
            }
            (Ok(done), Command::Office(OfficeCommand::ProposeAppointment(_))) => {
                let number = self.store.read(|snapshot| snapshot.appointment_on(done.first))?;
                Ok(Done { number: number.map(|number| number.to_string()), ..done })
            }
            (outcome, _) => outcome,
        }
    }

    /// Lays the first pages of an office: values, people, duty.
    pub fn found(&self, founding: &Founding) -> Result<(), OpenError> {
        let first =
            founding.staff.first().map_or_else(|| StaffCode::from("INIT"), |(staff, _)| staff.code.clone());
        let session = Session::trusted(first, "建库".to_owned());
        let change = Box::new(founding.settings.clone());
        let mut steps = vec![ActProposal {
            practice_clock: founding.practice_clock,
            ..ActProposal::from(vec![Event::Office(OfficeEvent::SettingsChanged { change })])
        }];
        if let Some(code) = &founding.recovery {
            let made = Event::Access(AccessEvent::RecoveryCodeMade);
            let hash = code.hash().ok_or(OpenError::NoRandomness)?;
            steps.push(ActProposal { credentials: vec![hash], ..ActProposal::from(vec![made]) });
        }
        for (staff, typed) in &founding.staff {
            let kept =
                Event::Office(OfficeEvent::StaffKept { staff: Box::new(staff.clone()), consent: None });
            let mut step = ActProposal::from(vec![kept]);
            if let Some(typed) = typed {
                step.events
                    .push(Event::Access(AccessEvent::PinSet { staff: staff.code.clone(), consent: None }));
                let hash = pin::hash(typed).ok_or(OpenError::NoRandomness)?;
                step.credentials.push((staff.code.clone(), hash));
            }
            steps.push(step);
        }
        let duty = |day: &DutyDay| {
            ActProposal::from(vec![Event::Office(OfficeEvent::DutyEntered { day: day.clone() })])
        };
        steps.extend(founding.duty.iter().map(duty));
        let laid = self.store.bulk(|bulk| {
            for (at, step) in steps.into_iter().enumerate() {
                let mut request = self.request(&session, &format!("init-{}", at + 1), Vec::new());
                request.header.at = founding.at.unwrap_or(request.header.at);
                bulk.act(&request, &mut salt, |_| Ok(step))?;
            }
            Ok(())
        });
        match laid {
            Ok(()) => Ok(()),
            Err(ActError::Store(error)) => Err(error.into()),
            Err(ActError::Refused(_) | ActError::RequestReused) => Err(StoreError::Busy.into()),
        }
    }

    pub(super) fn asked(
        &self,
        session: &Session,
        request: &str,
        command: &Command,
        now: Moment,
    ) -> Result<Request, ActError> {
        if request.is_empty() || request.len() > LONGEST_LINE {
            return Err(Reason::TooLong { longest: LONGEST_LINE }.on(RefusedField::Whole).into());
        }
        if xieban_words::sanitise::outgoing(request) != request {
            return Err(Implausible::RequestId.whole().into());
        }
        let body = serde_json::to_vec(command).map_err(|error| StoreError::Io(error.to_string()))?;
        let mut asked = self.request(session, request, body);
        asked.header.at = now;
        Ok(asked)
    }

    pub(super) fn request(&self, session: &Session, request: &str, body: Vec<u8>) -> Request {
        let header = Header {
            by: session.account().clone(),
            desk: session.desk().to_owned(),
            request: request.to_owned(),
            at: self.now(),
        };
        Request { header, body }
    }
}

/// R45: an attempt to hand a case on is refused, whoever makes it, and leaves a page.
pub(super) fn tried(outcome: &Result<Done, ActError>, command: &Command) -> Option<ActProposal> {
    let Command::Case { id, command: CaseCommand::Reassign { .. }, .. } = command else { return None };
    let event = AccessEvent::Tried { command: command.name(), case: *id };
    matches!(outcome, Err(ActError::Refused(_))).then(|| ActProposal::from(vec![Event::Access(event)]))
}

/// What an action is judged by that is not in the store.
pub(super) struct Given<'a> {
    /// The second person, who has given his PIN as well.
    pub(super) second: Option<&'a Session>,
    pub(super) now: Moment,
    pub(super) lot: Lot,
    /// The numbers that the witness has seen given out, for the command that accepts a store.
    pub(super) witnessed: Option<LastNumbers>,
    /// Why the host's clock is not believed, for the commands that answer for it.
    pub(super) doubt: Option<ClockDoubt>,
    /// The picture that is handed in.
    pub(super) picture: Option<&'a Picture>,
}

/// Reads what the rules may know, judges role and case, and gives the events.
pub(super) fn propose(
    snapshot: &Snapshot<'_>,
    session: &Session,
    command: &Command,
    Given { second, now, lot, witnessed, doubt, picture }: Given<'_>,
    facts: CompiledFacts,
) -> Result<ActProposal, ActError> {
    let (settings, staff) = (snapshot.settings()?, snapshot.staff()?);
    let gone = || Reason::NoSuchStaff { code: session.account().0.clone() }.on(RefusedField::Staff);
    let me = staff.get(session.account()).filter(|staff| staff.active).cloned().ok_or_else(gone)?;
    if let Some(ended) = session.holds(snapshot)? {
        return Err(ended.into());
    }
    let actor = Actor { staff: me, desk: session.desk().to_owned() };
    authorise(&actor, command)?;
    let duty = snapshot.duty(now.date())?;
    let year = u16::try_from(now.date().year()).unwrap_or(u16::MAX);
    let last_numbers = snapshot.last_numbers(year)?;
    let mut outside = outside(snapshot, command, actor.code(), now)?;
    if matches!(command, Command::Office(OfficeCommand::KeepStaff(_))) {
        outside.grant = grant_facts(snapshot, second, now)?;
    }
    if matches!(command, Command::Office(OfficeCommand::AcceptStore(_))) {
        outside.given_out = GivenOut { witnessed, here: snapshot.all_last_numbers()? };
    }
    if doubt.is_some() {
        outside.clock = ClockFacts { doubt, second: beside(&staff, second) };
    }
    outside.picture = picture.map(|picture| picture.hash);
    outside.shelf = shelf(snapshot, command)?;
    outside.scheme = personnel::scheme(snapshot, command)?;
    outside.appointments = personnel::outside(snapshot, command, lot, now)?;
    outside.complaints = complaints(snapshot, command, lot, now)?;
    if let Some(quarter) = quarter_of(command) {
        outside.roster = snapshot.roster(quarter)?;
        outside.roster_before = snapshot.roster(quarter.previous())?;
        for day in quarter.days().filter(|day| *day >= now.date()) {
            outside.days.insert(day, snapshot.duty(day)?);
        }
        outside.absences = snapshot.absences(None)?;
        outside.unstamped = snapshot.unstamped()?;
    }
    let cx = Context {
        actor: &actor,
        now,
        duty: &duty,
        settings: &settings,
        staff: &staff,
        calendar: facts.calendar,
        catalogue: facts.catalogue,
        year,
        last_numbers: &last_numbers,
        facts: &outside,
    };
    let events = match command {
        Command::Register(register) => {
            let events = case::register(register, &cx)?;
            let number = cx.next_number(xieban_domain::number::Form::Case)?;
            let id = xieban_domain::number::CaseId { year: number.year, seq: number.seq };
            events.into_iter().map(|event| Event::Case { id, event }).collect()
        }
        Command::Case { id, version, command } => {
            let record = snapshot.case(*id)?.ok_or_else(|| Reason::NoSuchCase.whole())?;
            if version.is_some_and(|version| version != record.case.version) {
                let by = staff.name(&record.touched.by).to_owned();
                return Err(Reason::Stale { by, at: record.touched.at }.whole().into());
            }
            let events = case::decide(&record.case, command, &cx)?;
            events.into_iter().map(|event| Event::Case { id: *id, event }).collect()
        }
        Command::Office(command) => xieban_domain::office::decide(command, &cx)?,
    };
    Ok(ActProposal { pictures: picture.cloned().into_iter().collect(), ..ActProposal::from(events) })
}

/// 服务对象 of a case, unless he was erased.
fn visitor_of(snapshot: &Snapshot<'_>, id: CaseId) -> Result<Option<Visitor>, StoreError> {
    Ok(snapshot.case(id)?.and_then(|record| record.case.visitor.get().cloned()))
}

/// The cases that one decision is for.
fn cases_of(snapshot: &Snapshot<'_>, command: &Command) -> Result<Vec<Case>, StoreError> {
    let find = |id: CaseId| Ok::<_, StoreError>(snapshot.case(id)?.map(|record| record.case));
    let ids = match command {
        Command::Office(OfficeCommand::ProposeActing(act) | OfficeCommand::AppointActingFor(act)) => {
            act.cases.clone()
        }
        Command::Office(OfficeCommand::AnswerActing(answer)) => {
            let proposed = find(answer.number)?.and_then(|case| case.proposed);
            proposed.map_or_else(|| vec![answer.number], |proposal| proposal.cases)
        }
        Command::Office(OfficeCommand::Reveal(Reveal { of: Whose::Case(id), .. })) => vec![*id],
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => Vec::new(),
    };
    ids.into_iter().filter_map(|id| find(id).transpose()).collect()
}

/// The office's books and today at the desk, for what is judged by them.
fn books(snapshot: &Snapshot<'_>, command: &Command, now: Moment) -> Result<Books, StoreError> {
    match command {
        Command::Office(asked) if premises::concerns(asked) => {
            Ok(Books { records: snapshot.records()?, desk: snapshot.desk_day(now.date())? })
        }
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => Ok(Books::default()),
    }
}

/// The few facts outside the case that a command needs.
fn outside(
    snapshot: &Snapshot<'_>,
    command: &Command,
    me: &StaffCode,
    now: Moment,
) -> Result<Facts, StoreError> {
    use xieban_domain::case::command::SignatureInput;
    let position = match command {
        Command::Case { command: CaseCommand::Terminate(end), .. } => end.position,
        Command::Case { command: CaseCommand::Sign(input), .. } => match input {
            SignatureInput::Signed { position } | SignatureInput::ByOther { position, .. } => *position,
            SignatureInput::AwaitedAfterCall | SignatureInput::Mailed | SignatureInput::Refused { .. } => {
                None
            }
        },
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => None,
    };
    let stamps = match command {
        Command::Office(OfficeCommand::EnterDuty(day)) => day.leader.is_some(),
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => false,
    };
    let kept = match command {
        Command::Office(OfficeCommand::EraseIdentities(_)) => snapshot.settings()?.kept_months(),
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => None,
    };
    let slip = match command {
        Command::Case { id, command: CaseCommand::Guide(Guide { with: Some(with), .. }), .. } => {
            let (case, other) = (snapshot.case(*id)?, snapshot.case(*with)?);
            case.zip(other).and_then(|(case, other)| OpenSlip::of(&other.case, &case.case))
        }
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => None,
    };
    let units = match command {
        Command::Office(OfficeCommand::KeepUnit(_)) => snapshot.units()?,
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => Units::default(),
    };
    let paper = match command {
        Command::Register(register) => register.paper.as_ref(),
        Command::Case { .. } | Command::Office(_) => None,
    };
    let (arrives, visitor) = match command {
        Command::Register(register) => {
            (register.arrival.is_some(), register.visitor.checked(now.date()).ok())
        }
        Command::Case { id, command: CaseCommand::Visit(visit), .. } => {
            (visit.arrival.is_some(), visitor_of(snapshot, *id)?)
        }
        Command::Case { id, command: CaseCommand::VisitorCame, .. } => (false, visitor_of(snapshot, *id)?),
        Command::Office(OfficeCommand::Arrive(_)) => (true, None),
        Command::Office(OfficeCommand::Tally(Tally { arrival })) => (arrival.is_some(), None),
        Command::Office(OfficeCommand::VisitorLeft(left)) => (left.arrival.is_some(), None),
        Command::Case { .. } | Command::Office(_) => (false, None),
    };
    // 补录: the day on which he was there.
    let day = paper.map_or(now, |paper| paper.at).date();
    let received = visitor.map(|visitor| snapshot.received_on(&visitor, day)).transpose()?;
    let before = kept.and_then(|months| now.date().checked_sub_months(chrono::Months::new(months.into())));
    Ok(Facts {
        units,
        line: if arrives { snapshot.line()? } else { WaitingList::default() },
        received_today: received.unwrap_or(false),
        slip,
        erasable: before.map(|before| snapshot.erasable(before)).transpose()?.unwrap_or_default(),
        absences: match command {
            Command::Office(OfficeCommand::KeepAbsence(keep)) => snapshot.absences(Some(&keep.officer))?,
            Command::Register(_) | Command::Case { .. } | Command::Office(_) => Absences::default(),
        },
        cases: cases_of(snapshot, command)?,
        position_taken_by: position.map(|position| snapshot.signed_at(position)).transpose()?.flatten(),
        last: match command {
            Command::Case { id, command: CaseCommand::Undo, .. } => {
                let record = snapshot.case(*id)?;
                record.map(|record| snapshot.last_action(&record)).transpose()?.flatten()
            }
            Command::Register(_) | Command::Case { .. } | Command::Office(_) => None,
        },
        paper: PaperFacts {
            duty: paper.map(|paper| snapshot.duty(paper.at.date())).transpose()?,
            taken_by: paper
                .map(|paper| snapshot.on_paper(paper.at.date(), &paper.number))
                .transpose()?
                .flatten(),
        },
        books: books(snapshot, command, now)?,
        left_undone: match command {
            Command::Office(OfficeCommand::LeaveShift(_)) => left_undone(snapshot, me, now.date())?,
            Command::Register(_) | Command::Case { .. } | Command::Office(_) => Vec::new(),
        },
        unstamped: if stamps { snapshot.unstamped()? } else { Vec::new() },
        ..Facts::default()
    })
}
