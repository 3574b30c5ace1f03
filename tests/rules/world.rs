//! One desk in two worlds: every command goes to the pure rules and through the one door, and both must say the same.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use serde_json::Value;
use xieban_domain::absence::Absences;
use xieban_domain::appointment::{Appointment, AppointmentNumber, FiledAppointment};
use xieban_domain::assessment::Scheme;
use xieban_domain::case::clock::Light;
use xieban_domain::case::escalation::Escalation;
use xieban_domain::case::state::Position;
use xieban_domain::case::transfer::OpenSlip;
use xieban_domain::case::undo::LastAction;
use xieban_domain::case::{self, Case, CaseCommand, CaseEvent};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{Complaint, ComplaintCommand, ComplaintEvent, ComplaintId};
use xieban_domain::conduct::{File, FileNumber, FiledStep, ReceiptCode};
use xieban_domain::context::{Actor, Appointments, Complaints, Context, Facts, GivenOut, PaperFacts};
use xieban_domain::duty::DutyDay;
use xieban_domain::event::{DeskEvent, Event, OfficeEvent};
use xieban_domain::host_clock::ClockFacts;
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, Form};
use xieban_domain::opinion::{Opinion, OpinionPage, Volumes};
use xieban_domain::personnel::PersonnelStep;
use xieban_domain::premises::{Books, DeskDay, Records};
use xieban_domain::redaction::{Free, Redaction};
use xieban_domain::refusal::{Reason, Refusal, RefusedField};
use xieban_domain::reveal::{Extent, Reveal, Whose};
use xieban_domain::roster::{Quarter, Roster, RosterEvent};
use xieban_domain::sealed::{Seal, Seals};
use xieban_domain::settings::Settings;
use xieban_domain::staff::{Directory, GrantFacts, StaffCode};
use xieban_domain::units::Units;
use xieban_domain::waiting::WaitingList;
use xieban_office::{ActError, Answer, Office, Query, may, quarter_of};

use xieban_support::{at, duty, founding, on, say};

/// The outcome of a command: the case it was about, or why not.
pub(crate) type Outcome = Result<Option<CaseId>, Refusal>;

/// The pure rules with nothing around them but maps.
#[derive(Clone, Default)]
struct Pure {
    settings: Settings,
    staff: Directory,
    duty: BTreeMap<NaiveDate, DutyDay>,
    cases: BTreeMap<CaseId, Vec<CaseEvent>>,
    last: BTreeMap<(i32, Form), u32>,
    tallied: usize,
    line: WaitingList,
    /// Who did the last action on a case, when, in how many events, and nothing else.
    newest: BTreeMap<CaseId, (StaffCode, Moment, usize, bool)>,
    units: Units,
    absences: Absences,
    records: Records,
    desks: BTreeMap<NaiveDate, DeskDay>,
    complaints: BTreeMap<ComplaintId, Complaint>,
    files: BTreeMap<FileNumber, Vec<FiledStep>>,
    rosters: BTreeMap<Quarter, Roster>,
    opinions: BTreeMap<OpinionPage, Opinion>,
    appointments: BTreeMap<AppointmentNumber, Vec<FiledAppointment>>,
    scheme: Option<Scheme>,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the few that matter here, out of many")]
impl Pure {
    fn case(&self, id: CaseId) -> Option<Case> {
        case::replay(self.cases.get(&id)?)
    }

    fn facts(&self, code: &str, command: &Command, now: Moment) -> Facts {
        use case::command::SignatureInput::{ByOther, Signed};
        use xieban_domain::case::closing::Terminate;
        let wanted: Option<Position> = match command {
            Command::Case {
                command:
                    CaseCommand::Sign(Signed { position } | ByOther { position, .. })
                    | CaseCommand::Terminate(Terminate { position, .. }),
                ..
            } => *position,
            _ => None,
        };
        let all = || self.cases.keys().filter_map(|id| self.case(*id));
        let took = |event: &CaseEvent| match event {
            CaseEvent::Signed(signature) => signature.position(),
            CaseEvent::Ended(ending) => ending.position,
            _ => None,
        };
        let holds =
            |events: &[CaseEvent]| wanted.is_some() && events.iter().any(|event| took(event) == wanted);
        let holder = self.cases.iter().find(|(_, events)| holds(events)).map(|(id, _)| *id);
        let stamps = matches!(command, Command::Office(OfficeCommand::EnterDuty(day)) if day.leader.is_some())
            || quarter_of(command).is_some();
        let unstamped = |case: &Case| stamps && case.leader.is_none();
        let visitor = match command {
            Command::Register(register) => register.visitor.checked(now.date()).ok(),
            Command::Case { id, command: CaseCommand::Visit(_) | CaseCommand::VisitorCame, .. } => {
                self.case(*id).and_then(|case| case.visitor.get().cloned())
            }
            _ => None,
        };
        let day = match command {
            Command::Register(register) => register.paper.as_ref().map_or(now, |paper| paper.at).date(),
            _ => now.date(),
        };
        let same = |case: &Case| {
            visitor
                .as_ref()
                .zip(case.visitor.get())
                .is_some_and(|(one, other)| one.person().is(other.person()))
        };
        Facts {
            picture: None,
            grant: GrantFacts {
                second: self.staff.get(&"H01".into()).filter(|staff| staff.active).cloned(),
                pins: self.staff.0.keys().map(|code| (code.clone(), true)).collect(),
            },
            given_out: GivenOut::default(),
            clock: ClockFacts::default(),
            complaints: self.outside_complaints(command, now),
            shelf: self.shelf(command),
            appointments: self.outside_appointments(command, now),
            scheme: self.scheme.clone().or_else(Scheme::first),
            roster: quarter_of(command).and_then(|quarter| self.rosters.get(&quarter).cloned()),
            days: quarter_of(command).map(|_| self.duty.clone()).unwrap_or_default(),
            roster_before: quarter_of(command)
                .and_then(|quarter| self.rosters.get(&quarter.previous()).cloned()),
            line: self.line.clone(),
            received_today: all().any(|case| case.visited_on(day) && same(&case)),
            erasable: Vec::new(),
            absences: self.absences.clone(),
            books: Books {
                records: self.records.clone(),
                desk: self.desks.get(&now.date()).cloned().unwrap_or_default(),
            },
            cases: match command {
                Command::Office(OfficeCommand::ProposeActing(act) | OfficeCommand::AppointActingFor(act)) => {
                    act.cases.iter().filter_map(|id| self.case(*id)).collect()
                }
                Command::Office(OfficeCommand::AnswerActing(answer)) => {
                    let proposed = self.case(answer.number).and_then(|case| case.proposed);
                    let cases = proposed.map_or_else(|| vec![answer.number], |proposal| proposal.cases);
                    cases.iter().filter_map(|id| self.case(*id)).collect()
                }
                Command::Office(OfficeCommand::Reveal(Reveal { of: Whose::Case(id), .. })) => {
                    self.case(*id).into_iter().collect()
                }
                _ => Vec::new(),
            },
            left_undone: match command {
                Command::Office(OfficeCommand::LeaveShift(_)) => {
                    let undone =
                        |case: &Case| case.opening.officer.0 == code && case.is_left_undone(now.date());
                    all().filter(undone).map(|case| case.id()).collect()
                }
                _ => Vec::new(),
            },
            units: self.units.clone(),
            paper: self.paper(command),
            last: self.last_action(command),
            slip: match command {
                Command::Case { id, command: CaseCommand::Guide(guide), .. } => {
                    guide.with.and_then(|with| OpenSlip::of(&self.case(with)?, &self.case(*id)?))
                }
                _ => None,
            },
            position_taken_by: holder,
            unstamped: all().filter(unstamped).map(|case| case.id()).collect(),
        }
    }

    fn last_action(&self, command: &Command) -> Option<LastAction> {
        let Command::Case { id, command: CaseCommand::Undo, .. } = command else { return None };
        let (by, at, count, alone) = self.newest.get(id)?.clone();
        let (before, events) = self.cases[id].split_at(self.cases[id].len() - count);
        let slips = events
            .iter()
            .filter_map(|event| event.trace().number)
            .filter(|number| number.form == Form::Guidance);
        let others = || self.cases.keys().filter(|other| *other != id).filter_map(|other| self.case(*other));
        let alone = alone && slips.into_iter().all(|slip| others().all(|case| case.place_on(slip).is_none()));
        Some(LastAction {
            by,
            at,
            events: events.to_vec(),
            alone,
            before: case::replay(before).map(Box::new),
        })
    }

    fn paper(&self, command: &Command) -> PaperFacts {
        use xieban_domain::case::late::canonical_number;
        let Command::Register(register) = command else { return PaperFacts::default() };
        let Some(paper) = &register.paper else { return PaperFacts::default() };
        let has = |case: &Case| {
            let number = case.opening.late.as_ref().map(|late| canonical_number(&late.number));
            number == Some(canonical_number(&paper.number)) && !case.is_void()
        };
        let date = paper.at.date();
        PaperFacts {
            duty: Some(self.duty.get(&date).cloned().unwrap_or_else(|| DutyDay::empty(date))),
            taken_by: self.cases.keys().find(|id| self.case(**id).is_some_and(|case| has(&case))).copied(),
        }
    }

    fn shelf(&self, command: &Command) -> Volumes {
        let (volume, page) = match command {
            Command::Office(OfficeCommand::EnterOpinion(enter)) => (enter.volume, enter.page),
            Command::Office(OfficeCommand::AnswerOpinion(answer)) => (answer.volume, answer.page),
            Command::Office(OfficeCommand::PublishOpinion(publish)) => (publish.volume, publish.page),
            _ => return Volumes::default(),
        };
        let of_volume = self.opinions.keys().filter(|place| place.volume == volume);
        Volumes {
            volumes: self.opinions.keys().map(|place| place.volume).max().unwrap_or(0),
            pages: of_volume.map(|place| place.page).max().unwrap_or(0),
            page: self.opinions.get(&OpinionPage { volume, page }).cloned(),
        }
    }

    fn outside_appointments(&self, command: &Command, now: Moment) -> Appointments {
        let year = u16::try_from(now.date().year()).unwrap();
        let so_far = self.appointments.keys().filter(|number| number.year == year).count();
        let about = match command {
            Command::Office(OfficeCommand::Appointment(about)) => self.appointments.get(&about.number),
            _ => None,
        };
        Appointments {
            next: Some(AppointmentNumber { year, seq: u32::try_from(so_far).unwrap() + 1 }),
            one: about.and_then(Appointment::replay),
        }
    }

    fn outside_complaints(&self, command: &Command, now: Moment) -> Complaints {
        let year = u16::try_from(now.date().year()).unwrap();
        let (to, one, file) = match command {
            Command::Office(OfficeCommand::TakeComplaint(take)) => (take.repeats, None, None),
            Command::Office(OfficeCommand::Complaint(about)) => match &about.step {
                ComplaintCommand::Link { to } => (Some(*to), Some(about.number), None),
                _ => (None, Some(about.number), None),
            },
            Command::Office(OfficeCommand::Reveal(Reveal { of: Whose::Complaint(id), .. })) => {
                (None, Some(*id), None)
            }
            Command::Office(OfficeCommand::Conduct(about)) => (None, None, Some(about.file)),
            _ => (None, None, None),
        };
        let of_year = |count: usize| u32::try_from(count).unwrap() + 1;
        let complaints = self.complaints.keys().filter(|id| id.year == year).count();
        let files = self.files.keys().filter(|number| number.year == year).count();
        Complaints {
            one: one.and_then(|id| self.complaints.get(&id).cloned()),
            next: Some(ComplaintId { year, seq: of_year(complaints) }),
            named: to.is_some_and(|id| self.complaints.contains_key(&id)),
            file: file.and_then(|number| File::replay(self.files.get(&number)?)),
            // Where the clock stands still, lots are drawn one after the other.
            next_file: Some((
                FileNumber::drawn(year, of_year(files) - 1),
                ReceiptCode::random(of_year(files) - 1),
            )),
        }
    }

    fn act(&mut self, office: &Office, code: &str, command: &Command) -> Outcome {
        let now = office.now();
        let staff = self.staff.get(&code.into()).expect("somebody of this office").clone();
        let actor = Actor { staff, desk: "1号台".to_owned() };
        let allowed = may(command).0;
        if !allowed.iter().any(|role| actor.staff.is(*role)) && !matches!(command, Command::Register(_)) {
            return Err(Reason::NotAuthorised { role: String::new() }.on(RefusedField::Whole));
        }
        let empty = DutyDay::empty(now.date());
        let year = now.date().year();
        let last =
            self.last.iter().filter(|((of, _), _)| *of == year).map(|((_, form), n)| (*form, *n)).collect();
        let facts = self.facts(code, command, now);
        let cx = Context {
            actor: &actor,
            now,
            duty: self.duty.get(&now.date()).unwrap_or(&empty),
            settings: &self.settings,
            staff: &self.staff,
            calendar: office.facts().calendar,
            catalogue: office.facts().catalogue,
            year: u16::try_from(year).unwrap(),
            last_numbers: &last,
            facts: &facts,
        };
        let of_case = |id: CaseId, events: Vec<CaseEvent>| -> Vec<Event> {
            events.into_iter().map(|event| Event::Case { id, event }).collect()
        };
        let events = match command {
            Command::Register(register) => {
                let events = case::register(register, &cx)?;
                let Some(CaseEvent::Registered(first)) = events.first() else { panic!("{events:?}") };
                of_case(first.opening.case, events)
            }
            Command::Case { id, command, .. } => {
                let case = self.case(*id).ok_or_else(|| Reason::NoSuchCase.on(RefusedField::Whole))?;
                of_case(*id, case::decide(&case, command, &cx)?)
            }
            Command::Office(command) => xieban_domain::office::decide(command, &cx)?,
        };
        let about = events.iter().find_map(|event| match event {
            Event::Case { id, .. } => Some(*id),
            Event::Office(_)
            | Event::Complaint { .. }
            | Event::Conduct(_)
            | Event::Personnel(_)
            | Event::Desk(_)
            | Event::Access(_) => None,
        });
        let of = |event: &Event| if let Event::Case { id, .. } = event { Some(*id) } else { None };
        for id in events.iter().filter_map(of).collect::<BTreeSet<_>>() {
            let count = events.iter().filter(|event| of(event) == Some(id)).count();
            self.newest.insert(id, (actor.code().clone(), now, count, count == events.len()));
        }
        for event in events {
            self.take(event, actor.code(), now);
        }
        Ok(about)
    }

    fn take(&mut self, event: Event, by: &StaffCode, now: Moment) {
        match event {
            Event::Complaint { id, event: ComplaintEvent::Taken(taken) } => {
                self.complaints.insert(id, Complaint::begin(id, now, &taken));
            }
            Event::Complaint { id, event } => {
                let before = self.complaints[&id].clone();
                self.complaints.insert(id, before.evolve(&event, by, now));
            }
            Event::Conduct(page) => {
                let step = page.step.get().unwrap().clone();
                self.files.entry(step.file).or_default().push(step);
            }
            Event::Personnel(page) => match page.step.get().unwrap().clone() {
                PersonnelStep::Appointment(filed) => {
                    self.appointments.entry(filed.number).or_default().push(filed);
                }
                PersonnelStep::Review(_) => {}
            },
            Event::Case { id, event } => {
                let came = match &event {
                    CaseEvent::Registered(registered) => registered.came,
                    CaseEvent::Visited(visit) => visit.came,
                    _ => None,
                };
                if let Some(came) = came {
                    self.line.leave(came.arrival);
                }
                let number = match &event {
                    CaseEvent::Registered(_) => Some(id.number()),
                    CaseEvent::Prompted(card) => Some(card.number),
                    CaseEvent::Disposed { receipt, .. } => receipt.as_ref().map(|receipt| receipt.number),
                    CaseEvent::ReturnCountersigned(by) => Some(by.number),
                    CaseEvent::Guided(guidance) => guidance.slip.filter(|_| guidance.with.is_none()),
                    _ => None,
                };
                if let Some(number) = number {
                    self.last.insert((number.year.into(), number.form), number.seq);
                }
                self.cases.entry(id).or_default().push(event);
            }
            Event::Office(OfficeEvent::SettingsChanged { change }) => {
                self.settings = self.settings.clone().changed(&change);
            }
            Event::Office(OfficeEvent::StaffKept { staff, .. }) => self.staff.keep(&staff, now),
            Event::Office(OfficeEvent::PhotographKept { staff, picture }) => {
                self.staff.keep_photograph(&staff, picture);
            }
            Event::Office(OfficeEvent::BooksKept(entered)) => self.records.take(&entered),
            Event::Desk(DeskEvent::AtDesk(done)) => {
                self.desks.entry(now.date()).or_default().take(&done, now, by, "1号台");
            }
            Event::Office(OfficeEvent::AbsenceKept { absence }) => self.absences.keep(&absence),
            Event::Office(OfficeEvent::Roster { quarter, event }) => {
                let before = self.rosters.remove(&quarter).unwrap_or_else(|| Roster::new(quarter));
                let held = before.holding().map(|version| version.lines.clone()).unwrap_or_default();
                let after = before.evolve(&event, by, now);
                if matches!(*event, RosterEvent::Approved | RosterEvent::Changed { .. }) {
                    let lines = after.holding().map(|version| version.lines.clone()).unwrap_or_default();
                    for line in lines.iter().filter(|line| line.date >= now.date() && !held.contains(line)) {
                        let before = held.iter().find(|before| before.date == line.date);
                        let day = self.duty.remove(&line.date).unwrap_or_else(|| DutyDay::empty(line.date));
                        self.duty.insert(line.date, line.over(before, day));
                    }
                }
                self.rosters.insert(quarter, after);
            }
            Event::Office(OfficeEvent::Opinion { place, event }) => {
                let after = Opinion::after(self.opinions.remove(&place), place, &event, (by, now));
                self.opinions.insert(place, after.unwrap());
            }
            Event::Office(OfficeEvent::SchemeKept(scheme)) => self.scheme = Some(*scheme),
            Event::Office(OfficeEvent::UnitKept { facts }) => {
                self.units.0.insert(facts.unit.clone(), *facts);
            }
            Event::Office(OfficeEvent::DutyEntered { mut day }) => {
                day.standing_in =
                    self.duty.get(&day.date).map(|day| day.standing_in.clone()).unwrap_or_default();
                self.duty.insert(day.date, day);
            }
            Event::Office(OfficeEvent::StoodIn { officer, date, .. }) => {
                self.duty.entry(date).or_insert_with(|| DutyDay::empty(date)).standing_in.push(officer);
            }
            Event::Desk(DeskEvent::Arrived(waiting)) => self.line.join(&waiting),
            Event::Desk(DeskEvent::Tallied { arrival, .. } | DeskEvent::VisitorLeft { arrival, .. }) => {
                self.tallied += 1;
                if let Some(arrival) = arrival {
                    self.line.leave(arrival);
                }
            }
            Event::Desk(DeskEvent::ShiftLeft(_))
            | Event::Office(
                OfficeEvent::StoreAccepted { .. }
                | OfficeEvent::ClockConfirmed { .. }
                | OfficeEvent::IdentitiesErased { .. }
                | OfficeEvent::Reviewed(_)
                | OfficeEvent::NoticeEntered { .. }
                | OfficeEvent::ReportSigned(_),
            )
            | Event::Access(_) => {}
        }
    }
}

/// A desk whose every command is done twice.
pub(crate) struct World {
    pure: Pure,
    pub(crate) office: Office,
    requests: u32,
}

/// The same values under one seal, so that a sealed case can be compared with one that never was.
fn even<T: Seals + Clone>(holder: &T) -> T {
    let mut holder = holder.clone();
    holder.each_slot(&mut |slot| slot.close(Seal([0; 32])));
    holder
}

impl World {
    /// 2026-11-23, a Monday, 08:41; S01 and S02 are on duty under L01.
    pub(crate) fn new() -> Self {
        Self::on(vec![duty("2026-11-23", Some("L01"))])
    }

    /// The same day with the duty entered as given.
    pub(crate) fn on(days: Vec<DutyDay>) -> Self {
        let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
        let founding = founding(days);
        office.found(&founding).unwrap();
        let mut pure = Pure::default();
        pure.settings = pure.settings.clone().changed(&founding.settings);
        pure.staff.0.extend(founding.staff.into_iter().map(|(staff, _)| (staff.code.clone(), staff)));
        pure.duty.extend(founding.duty.into_iter().map(|day| (day.date, day)));
        Self { pure, office, requests: 0 }
    }

    /// Puts the clock there.
    pub(crate) fn clock(&mut self, text: &str) -> &mut Self {
        self.office.set_clock(at(text));
        self
    }

    /// Does a command in both worlds and compares what came of it.
    pub(crate) fn act(&mut self, code: &str, command: &Value) -> Outcome {
        self.requests += 1;
        let command = say(command);
        let session = self.office.practise(code, "1号台").unwrap();
        // Whoever keeps the directory has 所主要负责人 beside him; what is done without one is `store/second_person`'s.
        let head = self.office.practise("H01", "1号台").unwrap();
        let request = format!("r-{}", self.requests);
        let there = match self.office.act_with(&session, &request, &command, Some(&head)) {
            Ok(done) => Ok(done.case),
            Err(ActError::Refused(refusal)) => Err(refusal),
            Err(error) => panic!("{command:?}: {error}"),
        };
        let here = self.pure.act(&self.office, code, &command);
        match (&here, &there) {
            (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs),
            (Err(ours), Err(theirs)) => assert_eq!(
                (ours.code(), ours.basis(), ours.field),
                (theirs.code(), theirs.basis(), theirs.field),
                "{command:?}"
            ),
            _ => panic!("the pure rules say {here:?}, the door says {there:?}: {command:?}"),
        }
        for id in self.pure.cases.keys() {
            self.compare(*id);
        }
        there
    }

    fn compare(&self, id: CaseId) {
        let session = self.office.practise("L01", "1号台").unwrap();
        let Answer::Case(Some(view)) = self.office.ask(&session, &Query::Case(id)).unwrap() else {
            panic!("{id} is not in the store")
        };
        // The leader reads what is sealed, and what identifies is masked: ours under the same veil.
        let mut case = self.pure.case(id).unwrap();
        let mut ours: Vec<Event> =
            self.pure.cases[&id].iter().map(|event| Event::Case { id, event: event.clone() }).collect();
        let mut veil = Redaction::new(Extent::Masked, Free::Masked);
        veil.learn(&mut case);
        for event in &mut ours {
            veil.learn(event);
        }
        veil.cover(&mut case);
        for event in &mut ours {
            veil.cover(event);
        }
        assert_eq!(even(&view.row.record.case), even(&case), "{id}");
        let pages: Vec<Event> = view.timeline.iter().rev().map(|entry| even(&entry.event)).collect();
        assert_eq!(pages, ours.iter().map(even).collect::<Vec<_>>(), "{id}");
        let facts = self.office.facts();
        let light = self.pure.case(id).unwrap().light(self.office.now(), facts.calendar, &self.pure.settings);
        assert_eq!(view.row.light, light, "{id}");
    }

    /// Done, and about this case.
    pub(crate) fn ok(&mut self, code: &str, command: &Value) -> CaseId {
        match self.act(code, command) {
            Ok(Some(id)) => id,
            other => panic!("{command}: {other:?}"),
        }
    }

    /// Done, and about no case.
    pub(crate) fn done(&mut self, code: &str, command: &Value) {
        if let Err(refusal) = self.act(code, command) {
            panic!("{command}: {refusal}");
        }
    }

    /// Refused: code and basis, e.g. `("second_prompt", "R48")`; nothing has changed.
    pub(crate) fn no(&mut self, code: &str, command: &Value) -> (&'static str, String) {
        let before: Vec<usize> = self.pure.cases.values().map(Vec::len).collect();
        match self.act(code, command) {
            Err(refusal) => {
                let after: Vec<usize> = self.pure.cases.values().map(Vec::len).collect();
                assert_eq!(before, after);
                assert!(!refusal.to_string().is_empty());
                (refusal.code(), refusal.basis().code())
            }
            Ok(done) => panic!("{command}: done, {done:?}"),
        }
    }

    /// What a command would come to, without doing it: the names of its events, or the refusal's code and basis.
    pub(crate) fn would(
        &self,
        code: &str,
        id: CaseId,
        command: &Value,
    ) -> Result<Vec<String>, (String, String)> {
        let mut trial = self.pure.clone();
        let told = trial.act(&self.office, code, &say(&on(id, command)));
        told.map_err(|refusal| (refusal.code().to_owned(), refusal.basis().code()))?;
        let new = trial.cases[&id].iter().skip(self.pure.cases[&id].len());
        Ok(new
            .map(|event| serde_json::to_value(even(event)).unwrap()["what"].as_str().unwrap().to_owned())
            .collect())
    }

    /// Whether a command would be done, without doing it; else the refusal's code and basis.
    pub(crate) fn would_do(&self, code: &str, command: &Value) -> Result<(), (String, String)> {
        let told = self.pure.clone().act(&self.office, code, &say(command));
        told.map(|_| ()).map_err(|refusal| (refusal.code().to_owned(), refusal.basis().code()))
    }

    /// The case as both worlds have it.
    pub(crate) fn case(&self, id: CaseId) -> Case {
        self.compare(id);
        self.pure.case(id).unwrap()
    }

    /// Its events, oldest first.
    pub(crate) fn events(&self, id: CaseId) -> &[CaseEvent] {
        &self.pure.cases[&id]
    }

    /// Its light now.
    pub(crate) fn light(&self, id: CaseId) -> String {
        self.light_at(id, self.office.now())
    }

    /// Who sees it now, if it is due.
    pub(crate) fn escalation(&self, id: CaseId) -> Option<&'static str> {
        let (now, calendar) = (self.office.now(), self.office.facts().calendar);
        self.case(id).escalation(now, calendar, &self.pure.settings).map(Escalation::name)
    }

    /// Its light at a moment.
    pub(crate) fn light_at(&self, id: CaseId, now: Moment) -> String {
        let light: Light = self.case(id).light(now, self.office.facts().calendar, &self.pure.settings);
        light.text()
    }

    /// The office's books and a day at the desk, as both worlds have them.
    pub(crate) fn books(&self, date: &str) -> Books {
        let date: NaiveDate = date.parse().unwrap();
        let session = self.office.practise("L01", "1号台").unwrap();
        let Answer::Books(view) = self.office.ask(&session, &Query::Books(date)).unwrap() else { panic!() };
        let desk = self.pure.desks.get(&date).cloned().unwrap_or_default();
        assert_eq!(view.books, Books { records: self.pure.records.clone(), desk });
        view.books
    }

    /// Cases there are.
    pub(crate) fn count(&self) -> usize {
        self.pure.cases.len()
    }

    /// Enters a day's duty.
    pub(crate) fn enter_duty(&mut self, date: &str, leader: Option<&str>) {
        let mut command = serde_json::to_value(duty(date, leader)).unwrap();
        command["do"] = "enter_duty".into();
        self.done("A01", &command);
    }
}
