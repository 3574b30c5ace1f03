//! What every layer may look at: the door, the person, the facts, the hour. Only [`super::app`] changes it.

use std::cell::Cell;

use chrono::Datelike as _;
use xieban_domain::case::Case;
use xieban_domain::catalogue::Index;
use xieban_domain::command::Command;
use xieban_domain::context::{Actor, Context, Facts};
use xieban_domain::moment::Moment;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::{Staff, StaffCode};
use xieban_office::{CompiledFacts, Header, Query, StorePlace, StoreStanding};

use super::drill::Drill;
use super::event::{Effect, Ticket};

/// What every layer may look at.
pub(super) struct World {
    pub(super) header: Header,
    pub(super) facts: CompiledFacts,
    pub(super) index: Index,
    pub(super) desk: String,
    pub(super) me: Option<StaffCode>,
    pub(super) size: (u16, u16),
    /// Accounts with their PINs, on a practice store only.
    pub(super) practice: Vec<(String, String)>,
    /// Where the store lies.
    pub(super) place: String,
    /// The same, for commands that are to be typed somewhere else.
    pub(super) ways: Option<StorePlace>,
    /// Strangers pass by: no key ends the program.
    pub(super) kiosk: bool,
    /// How it stands.
    pub(super) standing: StoreStanding,
    /// What is known before promising something of the matter at hand.
    pub(super) ahead: Option<xieban_office::WorkloadForecast>,
    /// 演练课程, once it was opened.
    pub(super) drill: Option<Drill>,
    tickets: Cell<u64>,
    /// Distinguishes this run's request ids from any other's.
    run: String,
    outside: Facts,
}

impl World {
    pub(super) fn new(
        header: Header,
        facts: CompiledFacts,
        desk: String,
        size: (u16, u16),
        run: String,
    ) -> Self {
        let index = Index::new(facts.catalogue, header.settings.era);
        Self {
            header,
            facts,
            index,
            desk,
            me: None,
            size,
            practice: Vec::new(),
            place: String::new(),
            ways: None,
            kiosk: false,
            standing: StoreStanding::default(),
            ahead: None,
            drill: None,
            tickets: Cell::new(0),
            run,
            outside: Facts::default(),
        }
    }

    /// The signed-in person.
    pub(super) fn myself(&self) -> Option<&Staff> {
        self.me.as_ref().and_then(|code| self.header.staff.get(code))
    }

    /// Whether that is a leader.
    pub(super) fn leads(&self) -> bool {
        use xieban_domain::staff::Role;
        self.myself().is_some_and(|me| me.is(Role::DutyLeader) || me.is(Role::Head))
    }

    /// Whether the signed-in person may see cases at all.
    pub(super) fn sees_cases(&self) -> bool {
        self.may_ask(&Query::Find(String::new()))
    }

    /// Whether the roles of the signed-in person are such that this would be answered.
    pub(super) fn may_ask(&self, query: &Query) -> bool {
        self.myself().is_some_and(|me| xieban_office::may_ask(query).holds(me))
    }

    pub(super) const fn now(&self) -> Moment {
        self.header.now
    }

    pub(super) fn ticket(&self) -> Ticket {
        self.tickets.set(self.tickets.get() + 1);
        Ticket(self.tickets.get())
    }

    pub(super) fn ask(&self, query: Query) -> (Ticket, Effect) {
        let ticket = self.ticket();
        (ticket, Effect::Ask(ticket, query))
    }

    pub(super) fn act(&self, command: Command) -> (Ticket, Effect) {
        let ticket = self.ticket();
        (ticket, Effect::Act { ticket, request: self.request(ticket), command: Box::new(command) })
    }

    /// A request id to be used later, perhaps more than once for the same thing.
    pub(super) fn new_request(&self) -> String {
        self.request(self.ticket())
    }

    /// The same under a request id of one's own.
    pub(super) fn act_under(&self, request: String, command: Command) -> (Ticket, Effect) {
        let ticket = self.ticket();
        (ticket, Effect::Act { ticket, request, command: Box::new(command) })
    }

    /// By the PIN of somebody else, and of one more beside him where it takes two.
    pub(super) fn act_as(
        &self,
        (code, pin): (String, String),
        second: Option<(String, String)>,
        command: Command,
    ) -> (Ticket, Effect) {
        let ticket = self.ticket();
        let (request, command) = (self.request(ticket), Box::new(command));
        (ticket, Effect::ActAs { ticket, code, pin, second, request, command })
    }

    pub(super) fn act_with(&self, code: String, pin: String, command: Command) -> (Ticket, Effect) {
        let ticket = self.ticket();
        let (request, command) = (self.request(ticket), Box::new(command));
        (ticket, Effect::ActWith { ticket, code, pin, request, command })
    }

    fn request(&self, ticket: Ticket) -> String {
        format!("{}-{}", self.run, ticket.0)
    }

    /// Judges something as the office would, as far as it can be known here: for what may be offered and for the live preview.
    /// The office judges again, inside the transaction.
    pub(super) fn trial<T>(
        &self,
        who: &StaffCode,
        judge: impl FnOnce(&Context<'_>) -> Result<T, Refusal>,
    ) -> Option<Result<T, Refusal>> {
        self.trial_with(&self.outside, who, judge)
    }

    /// The same with what is known beside it.
    pub(super) fn trial_with<T>(
        &self,
        outside: &Facts,
        who: &StaffCode,
        judge: impl FnOnce(&Context<'_>) -> Result<T, Refusal>,
    ) -> Option<Result<T, Refusal>> {
        let staff = self.header.staff.get(who)?.clone();
        let actor = Actor { staff, desk: self.desk.clone() };
        let outside = Facts { line: self.header.line.clone(), ..outside.clone() };
        let cx = Context {
            actor: &actor,
            now: self.now(),
            duty: &self.header.duty,
            settings: &self.header.settings,
            staff: &self.header.staff,
            calendar: self.facts.calendar,
            catalogue: self.facts.catalogue,
            year: u16::try_from(self.now().date().year()).unwrap_or(u16::MAX),
            last_numbers: &std::collections::BTreeMap::new(),
            facts: &outside,
        };
        Some(judge(&cx))
    }

    /// Would this command on a case be allowed to this person?
    pub(super) fn allows(
        &self,
        who: &StaffCode,
        case: &Case,
        command: &xieban_domain::case::CaseCommand,
    ) -> Option<Result<(), Refusal>> {
        self.allows_given(&self.outside, who, case, command)
    }

    /// The same with what is known of what lies outside the case.
    pub(super) fn allows_given(
        &self,
        outside: &Facts,
        who: &StaffCode,
        case: &Case,
        command: &xieban_domain::case::CaseCommand,
    ) -> Option<Result<(), Refusal>> {
        self.trial_with(outside, who, |cx| xieban_domain::case::decide(case, command, cx).map(|_| ()))
    }
}
