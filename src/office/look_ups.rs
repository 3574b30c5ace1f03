//! Look-ups of visitors that fit nobody: whoever guesses at what a mask hides waits, and a page says that he did.
//!
//! What somebody is said to have said is tried like a PIN: counted in the store, whichever process asks. What is looked for at a desk
//! is counted by the desk: a visitor who was never here is found by nothing, and a write for each would hold up who asks.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::event::{AccessEvent, Event};
use xieban_domain::moment::Moment;
use xieban_domain::refusal::{Refusal, Revealing};
use xieban_domain::reveal::{Purpose, Reveal};
use xieban_domain::staff::StaffCode;
use xieban_domain::throttle::{self, LookUps};
use xieban_store::{ActError, ActProposal, Done};
use xieban_words::canonical;

use super::chance::{random_id, salt};
use super::session::claim;
use super::{Answer, Caller, Office, Query, Session};

/// Digits from which on something looked for is a number of somebody's.
const NUMBER: usize = 7;

/// What was looked for in vain in this process, by whose it was.
#[derive(Debug, Default)]
pub(super) struct Missed {
    look_ups: Mutex<BTreeMap<StaffCode, LookUps>>,
    /// Files behind the wall.
    probes: Mutex<BTreeMap<StaffCode, throttle::Missed>>,
}

impl Missed {
    fn look_ups(&self) -> MutexGuard<'_, BTreeMap<StaffCode, LookUps>> {
        self.look_ups.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more probe; gives how many of the burst, where that is to stand on a page.
    fn probe(&self, who: &StaffCode, now: Moment) -> Option<u32> {
        let mut probes = self.probes.lock().unwrap_or_else(PoisonError::into_inner);
        let probe = probes.entry(who.clone()).or_default();
        let (next, told) = probe.again(now);
        *probe = next;
        told
    }
}

/// Somebody is to be shown for what he is said to have said.
pub(super) const fn said(command: &Command) -> bool {
    matches!(command, Command::Office(OfficeCommand::Reveal(Reveal { purpose: Purpose::Receive, .. })))
}

/// A number of somebody's is looked for.
fn seeks_a_number(query: &Query) -> bool {
    let number = |text: &str| canonical::number(text).chars().filter(char::is_ascii_digit).count() >= NUMBER;
    if let Query::Recognise { text, exact, .. } = query {
        return *exact && number(text);
    }
    if let Query::Caller { first, further } = query {
        return number(first) || number(further);
    }
    matches!(query, Query::Find(text) if number(text))
}

fn found_nobody(answer: &Answer) -> bool {
    if let Answer::Known(known) = answer {
        return known.is_empty();
    }
    if let Answer::Cases(list) = answer {
        return list.total == 0;
    }
    matches!(answer, Answer::Caller(Caller::Unknown))
}

impl Office {
    /// May what somebody is said to have said be compared now? It costs no writing.
    pub(super) fn may_look(&self, session: &Session) -> Result<(), ActError> {
        let (name, now) = (claimed(session), self.clock.patience());
        let (wait, _) = self.store.waits(&claim(&name, true, session.desk()), now)?;
        match wait {
            0 => Ok(()),
            wait => Err(Revealing::Wait { seconds: (wait + 999) / 1000 }.whole().into()),
        }
    }

    /// It was compared: what did not fit makes the next one wait, and a row of them leaves a page.
    pub(super) fn looked(&self, session: &Session, outcome: &Result<Done, ActError>) -> Result<(), ActError> {
        let (name, now) = (claimed(session), self.clock.patience());
        let claim = claim(&name, true, session.desk());
        match outcome {
            Err(ActError::Refused(refusal)) if refusal.code() == "not_said" => {
                self.store.try_pin(&claim, now, &salt())?;
                if let Some(tries) = self.store.tried_wrongly(&claim, now)? {
                    self.missed_page(session, tries)?;
                }
            }
            Ok(_) if self.store.waits(&claim, now)?.1 => self.store.tried_rightly(&claim, now)?,
            Ok(_) | Err(_) => {}
        }
        Ok(())
    }

    /// Somebody asked for a file that is not there, or that he may not know of: which of the two makes no difference. A row of them
    /// leaves a page.
    pub(super) fn probed(&self, session: &Session) -> Result<(), ActError> {
        let told = self.missed.probe(session.account(), self.clock.patience());
        told.map_or(Ok(()), |tries| self.missed_page(session, tries))
    }

    fn missed_page(&self, session: &Session, tries: u32) -> Result<(), ActError> {
        let request = self.request(session, &random_id(), Vec::new());
        let event = Event::Access(AccessEvent::Missed { tries });
        self.write(&request, |_, _| Ok(ActProposal::from(vec![event]))).map(drop)
    }

    /// Why a number is not looked for now.
    pub(super) fn waits_to_look(&self, session: &Session, query: &Query) -> Option<Refusal> {
        if !seeks_a_number(query) {
            return None;
        }
        let left = self.missed.look_ups().get(session.account())?.left(self.clock.patience());
        (left > 0).then(|| Revealing::Wait { seconds: (left + 999) / 1000 }.whole())
    }

    /// A number was looked for; where nobody has it, it is counted.
    pub(super) fn was_found(&self, session: &Session, query: &Query, answer: &Answer) {
        if !seeks_a_number(query) || !found_nobody(answer) {
            return;
        }
        let now = self.clock.patience();
        let told = self.missed.look_ups().entry(session.account().clone()).or_default().missed(now);
        if let Some(tries) = told {
            // Where the page cannot be written now, the answer is no other for it.
            self.missed_page(session, tries).ok();
        }
    }
}

/// Under which name look-ups are counted: none that somebody signs in with.
fn claimed(session: &Session) -> String {
    format!("认人/{}", session.account())
}
