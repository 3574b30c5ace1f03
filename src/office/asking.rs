//! Who is answered: questions are held to the table of roles before anything is read.

use xieban_domain::refusal::Refusal;
use xieban_store::StoreError;

use super::authority::unanswered;
use super::session::coded;
use super::{Lookout, Office, Query, Session};

/// Why a question is not answered.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// None of the asker's roles may ask it.
    #[error("{0}")]
    Refused(Refusal),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Office {
    /// May this session ask this?
    pub fn may_ask(&self, session: &Session, query: &Query) -> Result<(), AskError> {
        let staff = self.store.read(|snapshot| snapshot.staff())?;
        unanswered(&staff, session.account(), query).map_or(Ok(()), |refusal| Err(AskError::Refused(refusal)))
    }
}

impl Lookout {
    /// May whoever has proved himself ask this?
    pub fn may_ask(&mut self, code: &str, query: &Query) -> Result<(), AskError> {
        let staff = self.reader.read(|snapshot| snapshot.staff())?;
        unanswered(&staff, &coded(code), query).map_or(Ok(()), |refusal| Err(AskError::Refused(refusal)))
    }
}
