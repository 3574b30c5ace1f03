//! Who is at a terminal. A session is proof of a sign-in; roles are read anew for every command.

use super::chance::{random_id, salt};
use super::{Lookout, Office, pin};
use crate::domain::event::{AccessEvent, Event};
use crate::domain::staff::{Role, StaffCode};
use crate::store::{ActError, Proposal, Snapshot, StoreError};

/// A signed-in person at a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    account: StaffCode,
    desk: String,
}

impl Session {
    /// The account.
    pub const fn account(&self) -> &StaffCode {
        &self.account
    }

    /// 台号: the terminal's name, given by its command line, never by its user.
    pub fn desk(&self) -> &str {
        &self.desk
    }

    /// For the office itself: its founding, and scripts on a practice store.
    pub(super) const fn trusted(account: StaffCode, desk: String) -> Self {
        Self { account, desk }
    }
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name or PIN; which of the two is not said.
    #[error("代码或密码不对，请重新输入。")]
    Wrong,
    /// Not a practice store.
    #[error("正式库须输入密码。")]
    PinNeeded,
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Office {
    /// Signs somebody in: checks the PIN, writes the page. `badge` confirms 亮证挂牌 (R24).
    pub fn sign_in(&self, code: &str, pin: &str, desk: &str, badge: bool) -> Result<Session, SignInError> {
        let session = self.prove(code, pin, desk)?;
        self.note(&session, AccessEvent::SignedIn { badge })?;
        Ok(session)
    }

    /// A session for one command at somebody else's terminal: the PIN, and no page of its own. The command's page names who gave it.
    pub fn countersigner(&self, code: &str, pin: &str, desk: &str) -> Result<Session, SignInError> {
        self.prove(code, pin, desk)
    }

    /// A session without a PIN, on a practice store only.
    pub fn practise(&self, code: &str, desk: &str) -> Result<Session, SignInError> {
        let code = StaffCode(code.trim().to_uppercase());
        let (practice, known) = self.store.read(|snapshot| {
            Ok((
                snapshot.settings()?.practice,
                snapshot.staff()?.get(&code).is_some_and(|staff| staff.active),
            ))
        })?;
        match (practice, known) {
            (true, true) => Ok(Session::trusted(code, desk.to_owned())),
            (true, false) => Err(SignInError::Wrong),
            (false, _) => Err(SignInError::PinNeeded),
        }
    }

    /// Signs somebody out.
    pub fn sign_out(&self, session: &Session) -> Result<(), SignInError> {
        self.note(session, AccessEvent::SignedOut)
    }

    fn prove(&self, code: &str, typed: &str, desk: &str) -> Result<Session, SignInError> {
        let code = StaffCode(code.trim().to_uppercase());
        let kept = self.store.read(|snapshot| kept(snapshot, &code))?;
        match pin::fits(typed, kept.as_deref()) {
            true => Ok(Session::trusted(code, desk.to_owned())),
            false => Err(SignInError::Wrong),
        }
    }

    fn note(&self, session: &Session, event: AccessEvent) -> Result<(), SignInError> {
        let request = self.request(session, &random_id(), Vec::new());
        let noted = self.store.act(&request, &mut salt, |_| Ok(Proposal::from(vec![Event::Access(event)])));
        match noted {
            Ok(_) => Ok(()),
            Err(ActError::Store(error)) => Err(error.into()),
            Err(ActError::Refused(_) | ActError::RequestReused) => Err(SignInError::Wrong),
        }
    }
}

/// The hash of the PIN of somebody who works here.
fn kept(snapshot: &Snapshot<'_>, code: &StaffCode) -> Result<Option<String>, StoreError> {
    let active = snapshot.staff()?.get(code).is_some_and(|staff| staff.active);
    Ok(snapshot.credential(code)?.filter(|_| active))
}

/// Proof that an administrator looks.
#[derive(Debug)]
pub struct Administrator(());

impl Lookout {
    /// Proves that an administrator looks; `None` for anybody else who works here.
    pub fn administrator(
        &mut self,
        code: &str,
        typed: Option<&str>,
    ) -> Result<Option<Administrator>, SignInError> {
        self.prove(code, typed)?;
        let code = StaffCode(code.trim().to_uppercase());
        let staff = self.reader.read(|snapshot| snapshot.staff())?;
        let is = staff.get(&code).is_some_and(|staff| staff.is(Role::Administrator));
        Ok(is.then_some(Administrator(())))
    }

    /// Proves who looks, by the PIN; on a practice store the code is enough. Leaves no page.
    pub fn prove(&mut self, code: &str, typed: Option<&str>) -> Result<(), SignInError> {
        let code = StaffCode(code.trim().to_uppercase());
        let (practice, known, kept) = self.reader.read(|snapshot| {
            let known = snapshot.staff()?.get(&code).is_some_and(|staff| staff.active);
            Ok((snapshot.settings()?.practice, known, kept(snapshot, &code)?))
        })?;
        match typed {
            None if !practice => Err(SignInError::PinNeeded),
            None if known => Ok(()),
            Some(typed) if pin::fits(typed, kept.as_deref()) => Ok(()),
            None | Some(_) => Err(SignInError::Wrong),
        }
    }
}
