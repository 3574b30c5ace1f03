//! Many commands in one transaction: for what is brought in from elsewhere, and for samples. Each has a moment of its own, so that
//! no clock is judged.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::moment::Moment;
use xieban_journal::Salts;
use xieban_store::{ActError, Bulk, Done, StoreError};

use super::act::{Given, propose, tried};
use super::chance::{Lot, random_id, salt};
use super::{Office, Session};

/// Many commands in one transaction.
pub struct Import<'i, 's, 'tx> {
    office: &'i Office,
    bulk: &'i mut Bulk<'s, 'tx>,
    salts: &'i mut dyn Salts,
}

impl Import<'_, '_, '_> {
    /// One command at a moment of its own.
    pub fn act(
        &mut self,
        session: &Session,
        request: &str,
        command: &Command,
        at: Moment,
    ) -> Result<Done, ActError> {
        let asked = self.office.asked(session, request, command, at)?;
        let facts = self.office.facts;
        // Only where one is needed, so that the sample's other salts stay what they were.
        let lot = match command {
            Command::Office(OfficeCommand::TakeConduct(_) | OfficeCommand::ProposeAppointment(_)) => {
                Lot::of(self.salts.salt())
            }
            Command::Register(_) | Command::Case { .. } | Command::Office(_) => Lot::default(),
        };
        let outcome = self.bulk.act(&asked, self.salts, |snapshot| {
            let given = Given { second: None, now: at, lot, witnessed: None, doubt: None, picture: None };
            propose(snapshot, session, command, given, facts)
        });
        if let Some(tried) = tried(&outcome, command) {
            let mut request = self.office.request(session, &random_id(), Vec::new());
            request.header.at = at;
            self.bulk.act(&request, self.salts, |_| Ok(tried))?;
        }
        outcome
    }
}

impl Office {
    /// Many commands in one transaction: all are durable when it returns, and none is if `work` fails.
    pub fn import<A, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Import<'_, '_, '_>) -> Result<A, E>,
    ) -> Result<A, E> {
        self.import_salted(&mut salt, work)
    }

    /// The same with salts of one's own, for samples that are to be the same for the same seed. No real text may be kept so.
    pub fn import_salted<A, E: From<StoreError>>(
        &self,
        salts: &mut dyn Salts,
        work: impl FnOnce(&mut Import<'_, '_, '_>) -> Result<A, E>,
    ) -> Result<A, E> {
        self.store.bulk(|bulk| work(&mut Import { office: self, bulk, salts }))
    }
}
