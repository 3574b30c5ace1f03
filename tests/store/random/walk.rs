//! The journal read page by page beside a model of what must always hold: one officer a case, no closing without its gates, no
//! number twice or left out, no clock that runs backwards, and an undo that leaves the case as it was.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use xieban_domain::calendar::Calendar;
use xieban_domain::case::clock::Light;
use xieban_domain::case::consent::Consent;
use xieban_domain::case::state::{Disposed, Position};
use xieban_domain::case::{Case, CaseEvent, Life};
use xieban_domain::event::{Event, OfficeEvent};
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, Form, Number};
use xieban_domain::settings::Settings;
use xieban_domain::staff::StaffCode;
use xieban_journal::Page;
use xieban_office::Lookout;

/// So many states of a case are remembered: no action has more events.
const REMEMBERED: usize = 16;

/// What was seen on the way.
#[derive(Default)]
pub(super) struct Walked {
    pages: u64,
    registered: usize,
    late: usize,
    finished: usize,
    archived: usize,
    ended: usize,
    void: usize,
    corrected: usize,
    undone: usize,
}

impl fmt::Display for Walked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pages, registered, late, finished, archived, ended, void, corrected, undone } = self;
        write!(f, "{pages} pages, {registered} cases ({late} from paper), {finished} finished, ")?;
        write!(f, "{archived} archived, {ended} ended, {void} void, {corrected} corrected, {undone} undone")
    }
}

struct Model<'a> {
    calendar: &'static Calendar,
    settings: Settings,
    owners: &'a BTreeMap<CaseId, StaffCode>,
    /// The newest states of each case, the newest last.
    cases: BTreeMap<CaseId, Vec<Case>>,
    numbers: BTreeMap<(Form, u16), u32>,
    positions: BTreeMap<Position, CaseId>,
    walked: Walked,
}

/// Reads the whole journal.
pub(super) fn walk(path: &Path, owners: &BTreeMap<CaseId, StaffCode>) -> Walked {
    let mut lookout = Lookout::open(path).unwrap();
    let mut model = Model {
        calendar: lookout.facts().calendar,
        settings: Settings::default(),
        owners,
        cases: BTreeMap::new(),
        numbers: BTreeMap::new(),
        positions: BTreeMap::new(),
        walked: Walked::default(),
    };
    lookout
        .pages(1, &mut |bytes| {
            model.page(&Page::read(bytes).unwrap());
            true
        })
        .unwrap();
    assert_eq!(model.cases.len(), owners.len());
    model.walked
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the few that have a gate, out of many")]
impl Model<'_> {
    fn page(&mut self, page: &Page) {
        self.walked.pages += 1;
        assert_eq!(page.page, self.walked.pages, "no page is missing");
        match &page.event {
            Event::Office(OfficeEvent::SettingsChanged { change }) => {
                self.settings = self.settings.clone().changed(change);
            }
            Event::Case { id, event } => self.case(*id, event, page.at),
            _ => {}
        }
    }

    fn case(&mut self, id: CaseId, event: &CaseEvent, now: Moment) {
        let states = self.cases.entry(id).or_default();
        let case = match (states.last(), event) {
            (None, CaseEvent::Registered(registered)) => Case::open(registered),
            (Some(before), event) => {
                gate(before, event);
                before.clone().evolve(event)
            }
            (None, _) => panic!("{id} was never registered"),
        };
        if let CaseEvent::Undone(undone) = event {
            let before = &states[states.len() - 1 - usize::from(undone.events)];
            let facts = |case: &Case| Case { version: 0, ..case.clone() };
            assert_eq!(facts(before), facts(&case), "{id}: what was undone leaves the case as it was");
        }
        assert_eq!((case.id(), &case.opening.officer), (id, &self.owners[&id]), "the officer never changes");
        states.push(case.clone());
        if states.len() > REMEMBERED {
            states.remove(0);
        }
        self.number(id, event);
        self.position(id, event);
        self.clocks(&case, now);
        self.count(&case, event);
    }

    /// Gap-free within a year and a form, those of undone steps among them (R25).
    fn number(&mut self, id: CaseId, event: &CaseEvent) {
        let of_case = matches!(event, CaseEvent::Registered(_)).then(|| id.number());
        if let Some(Number { form, year, seq }) = of_case.or_else(|| event.trace().number) {
            let last = self.numbers.entry((form, year)).or_default();
            assert_eq!(seq, *last + 1, "{form:?} {year}");
            *last = seq;
        }
    }

    /// A line of the book is one visitor's (R64).
    fn position(&mut self, id: CaseId, event: &CaseEvent) {
        let position = match event {
            CaseEvent::Signed(signature) => signature.position(),
            CaseEvent::Ended(ending) => ending.position,
            _ => None,
        };
        if let Some(position) = position {
            let other = self.positions.insert(position, id);
            assert!(other.is_none_or(|other| other == id), "{position} is taken");
        }
    }

    fn clocks(&self, case: &Case, now: Moment) {
        let id = case.id();
        match case.light(now, self.calendar, &self.settings) {
            Light::Overdue(days) | Light::Near(days) | Light::Far(days) => assert!(days >= 1, "{id}: {days}"),
            Light::TodayClosed
            | Light::Today
            | Light::NotTold
            | Light::NotReplied
            | Light::NotFollowed
            | Light::Disputed
            | Light::LeaderOpen
            | Light::ToConfirm
            | Light::Stopped
            | Light::None => {}
        }
        assert!(case.opening.at <= now, "{id} is of the future");
        if let Some(acceptance) = &case.acceptance {
            assert!(acceptance.statutory.is_none_or(|due| due.date >= acceptance.on), "{id}");
            assert!(acceptance.on <= now.date(), "{id}");
        }
        if let Some(Disposed::Promise { promised, .. }) = &case.disposed {
            assert!(promised.date >= case.opening.at.date(), "{id}");
        }
        for stop in &case.stops {
            assert!(stop.until.is_none_or(|until| until >= stop.from), "{id}");
        }
        if let Some((told, received)) = case.tell_by(self.calendar).zip(case.received_on) {
            assert!(told.date > received, "{id}");
        }
        if let Life::Replied(finish, reply, _) | Life::Archived(finish, reply, _) = &case.life {
            assert!(finish.at <= reply.at && case.opening.at <= finish.at, "{id}");
        }
    }

    fn count(&mut self, case: &Case, event: &CaseEvent) {
        let walked = &mut self.walked;
        match event {
            CaseEvent::Registered(_) => {
                walked.registered += 1;
                walked.late += usize::from(case.opening.late.is_some());
            }
            CaseEvent::Finished { .. } => walked.finished += 1,
            CaseEvent::Signed(_) if matches!(case.life, Life::Archived(..)) => walked.archived += 1,
            CaseEvent::Ended(_) => walked.ended += 1,
            CaseEvent::Voided(_) => walked.void += 1,
            CaseEvent::VisitorCorrected(_) | CaseEvent::MatterCorrected(_) => walked.corrected += 1,
            CaseEvent::Undone(_) => walked.undone += 1,
            _ => {}
        }
    }
}

/// What must have been before such a thing can happen.
#[expect(clippy::wildcard_enum_match_arm, reason = "the few that have a gate, out of many")]
fn gate(before: &Case, event: &CaseEvent) {
    let (id, officer) = (before.id(), &before.opening.officer);
    let accepted = before.acceptance.is_some();
    let open = before.missing() == 0 && before.undecided_material().is_none();
    match event {
        CaseEvent::Registered(_) => panic!("{id} is registered twice"),
        CaseEvent::Prompted(_) => {
            assert!(before.cards.is_empty() || before.granted.contains(&Consent::SecondPrompt), "{id}: R48");
        }
        CaseEvent::Disposed { disposed: Disposed::Instant { .. }, .. } => {
            assert!(accepted && open, "{id}: R49");
        }
        CaseEvent::Disposed { disposed: Disposed::Promise { promised, .. }, receipt, .. } => {
            assert!(accepted && open && receipt.is_some(), "{id}: R51");
            let law = before.acceptance.as_ref().and_then(|acceptance| acceptance.statutory);
            assert!(law.is_none_or(|law| promised.date <= law.date), "{id}: R52");
        }
        CaseEvent::ReturnCountersigned(by) => {
            assert!(matches!(before.life, Life::ReturnProposed(_)) && by.by != *officer, "{id}: R55");
        }
        CaseEvent::ConsentGiven { consent, by } => {
            let asked = before.asking.as_ref().is_some_and(|asking| asking.consent == *consent);
            assert!(asked && by != officer, "{id}: R56");
        }
        CaseEvent::HandedOver(_) => assert!(matches!(before.life, Life::Guided), "{id}: R60"),
        CaseEvent::Finished { .. } => finished(before),
        CaseEvent::Replied(_) => assert!(matches!(before.life, Life::Finished(_)), "{id}: R62"),
        CaseEvent::Signed(_) => assert!(matches!(before.life, Life::Replied(..)), "{id}: R64"),
        CaseEvent::Ended(ending) => {
            let proven = ending.position.is_some() || ending.called_at.is_some();
            let granted = before.granted.contains(&Consent::Termination);
            assert!(if ending.reason.needs_consent() { granted } else { proven }, "{id}: R65");
            assert!(before.open_step().is_none() && before.closing().is_none(), "{id}: R65");
        }
        CaseEvent::Extended(_) => {
            assert!(before.extension.is_none() && before.granted.contains(&Consent::Extension), "{id}");
        }
        CaseEvent::Voided(_) | CaseEvent::MatterCorrected(_) => {
            assert!(!before.was_accepted() && before.closing().is_none(), "{id}: R25, R38");
        }
        CaseEvent::Reopened(_) => assert!(before.closing().is_some() && !before.is_void(), "{id}"),
        CaseEvent::Rated(_) => assert!(before.rating.is_none(), "{id}: R2"),
        _ => {}
    }
}

/// R42, R46, R55, R60, R62: our own part is disposed of and countersigned, another unit's is in its hands. R41, R58, R61, R65: of a
/// joint case our own stages are done and the visitor was led on; nothing is in dispute, and 12345 has answered.
fn finished(before: &Case) {
    let id = before.id();
    assert!(before.open_step().is_none() && before.stopped().is_none(), "{id}");
    assert!(before.dispute().is_none() && !before.follow_up_open(), "{id}: R41, R61");
    if let (Life::Guided | Life::Registered, Some(course)) = (&before.life, &before.course) {
        let led_on = matches!(before.life, Life::Guided) || course.next().is_none();
        assert!(course.ours_open().is_none() && led_on, "{id}: R58, R65");
        return;
    }
    match (&before.life, &before.disposed) {
        (Life::HandedOver(_), _) => assert!(!before.guidance.is_empty(), "{id}: R42"),
        (Life::Working | Life::AwaitingVisitor(_), Some(Disposed::Return { countersigned, .. })) => {
            let by = countersigned.as_ref().map(|countersigned| &countersigned.by);
            assert!(by.is_some_and(|by| *by != before.opening.officer), "{id}: R55");
        }
        (
            Life::Working | Life::AwaitingVisitor(_),
            Some(Disposed::Instant { .. } | Disposed::Promise { .. }),
        ) => {
            assert!(before.acceptance.is_some(), "{id}: R49, R51");
        }
        (life, disposed) => panic!("{id} is finished as {} with {disposed:?}", life.name()),
    }
}
