//! Who is at a terminal. A session is proof of a sign-in; roles are read anew for every command.

use xieban_domain::command::{AcceptStore, Command, OfficeCommand};
use xieban_domain::event::{AccessEvent, Event};
use xieban_domain::host_clock::ClockDoubt;
use xieban_domain::moment::Moment;
use xieban_domain::pin::{self as policy, PinStanding};
use xieban_domain::refusal::{Granting, Reason, Refusal};
use xieban_domain::staff::{Directory, Role, StaffCode};
use xieban_store::{ActError, ActProposal, Claim, Done, Snapshot, StoreError};
use xieban_words::canonical;

use super::act::{Given, propose};
use super::authority::ADMINISTER;
use super::chance::{Lot, random_id, salt};
use super::pins::may_be;
use super::{Lookout, Office, OpenError, pin};

/// A signed-in person at a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    account: StaffCode,
    desk: String,
    /// The last page when the PIN was given: one that somebody else set behind it ends the session.
    since: u64,
    /// Its sign-in is on no page, and whether it confirmed 亮证挂牌.
    owes: Option<bool>,
}

/// Stands on a page that nobody who is known has caused.
const NOBODY: &str = "未签到";

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
        Self { account, desk, since: u64::MAX, owes: None }
    }

    /// A session whose PIN somebody else has set meanwhile is none any more.
    pub(super) fn holds(&self, snapshot: &Snapshot<'_>) -> Result<Option<Refusal>, StoreError> {
        let fact = snapshot.pin_fact(&self.account)?;
        let reset = fact.is_some_and(|fact| fact.initial && fact.page > self.since);
        Ok(reset.then(|| Granting::PinWasReset.refused()))
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
    /// A wrong one was given here a moment ago; this one was not tried.
    #[error("请等{seconds}秒再试。")]
    Wait { seconds: i64 },
    /// It fits, and has to be changed before anything else: somebody else chose it, or it is too old.
    #[error("这个密码要先更换，才能办别的：在协办台签到时换，或运行 xieban staff pin。")]
    MustChange,
    /// The office does not let him do what he signs in for.
    #[error("{0}")]
    Refused(Refusal),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Office {
    /// Signs somebody in: checks the PIN, writes the page. `badge` confirms 亮证挂牌 (R24).
    pub fn sign_in(&self, code: &str, pin: &str, desk: &str, badge: bool) -> Result<Session, SignInError> {
        let session = self.prove(code, pin, desk)?;
        let noted = self.note(&session, self.came(&session, badge)?)?;
        Ok(Session { owes: (!noted).then_some(badge), ..session })
    }

    fn came(&self, session: &Session, badge: bool) -> Result<AccessEvent, StoreError> {
        let missed = self.store.missed(&claim(&session.account.0, true, session.desk()))?;
        Ok(AccessEvent::SignedIn { badge, missed })
    }

    /// What is still to be said of somebody's coming: he signed in while nothing could be written.
    pub(super) fn owed(&self, session: &Session) -> Result<Option<AccessEvent>, StoreError> {
        session.owes.map(|badge| self.came(session, badge)).transpose()
    }

    /// A session for one command at somebody else's terminal: the PIN, and no page of its own. The command's page names who gave it.
    pub fn countersigner(&self, code: &str, pin: &str, desk: &str) -> Result<Session, SignInError> {
        self.prove(code, pin, desk)
    }

    /// A session without a PIN, on a practice store only.
    pub fn practise(&self, code: &str, desk: &str) -> Result<Session, SignInError> {
        let code = coded(code);
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
        self.note(session, AccessEvent::SignedOut).map(drop)
    }

    /// An administrator exports the pages from this one on with their private texts: proof, and a page that says so. `None` for
    /// anybody else who works here.
    pub fn exporter(
        &self,
        code: &str,
        typed: Option<&str>,
        from: u64,
    ) -> Result<Option<Administrator>, SignInError> {
        let session = match typed {
            Some(typed) => self.prove(code, typed, "批量")?,
            None => self.practise(code, "批量")?,
        };
        let is = self.store.read(|snapshot| Ok(is_administrator(&*snapshot.staff()?, &session.account)))?;
        if is {
            // Nobody's private texts leave without a page that says so.
            let request = self.request(&session, &random_id(), Vec::new());
            let exported = Event::Access(AccessEvent::Exported { from });
            match self.write(&request, |_, _| Ok(ActProposal::from(vec![exported]))) {
                Err(ActError::Refused(refusal)) => return Err(SignInError::Refused(refusal)),
                outcome => noted(outcome)?,
            };
        }
        Ok(is.then_some(Administrator(())))
    }

    /// A store restored without its PINs: an administrator of its directory is given one, and takes the store as it is.
    pub fn take_over(&self, code: &str, typed: &str, accept: &AcceptStore) -> Result<Done, ActError> {
        let account = coded(code);
        let session = Session::trusted(account.clone(), "恢复".to_owned());
        let hash = pin::hash(typed).ok_or_else(|| StoreError::Io("没有随机数".to_owned()))?;
        let request = self.request(&session, &random_id(), Vec::new());
        let witnessed = self.store.witnessed_numbers();
        let propose = |snapshot: &Snapshot<'_>, (now, doubt): (Moment, Option<ClockDoubt>)| {
            if !is_administrator(&*snapshot.staff()?, &account) {
                return Err(ADMINISTER.refusal().into());
            }
            if snapshot.has_credentials()? {
                return Err(Reason::PinsStand.whole().into());
            }
            may_be(snapshot, &account, typed)?;
            let command = Command::Office(OfficeCommand::AcceptStore(accept.clone()));
            let given = Given { second: None, now, lot: Lot::default(), witnessed, doubt, picture: None };
            let accepted = propose(snapshot, &session, &command, given, self.facts)?;
            let mut events =
                vec![Event::Access(AccessEvent::PinSet { staff: account.clone(), consent: None })];
            events.extend(accepted.events);
            Ok(ActProposal { credentials: vec![(account.clone(), hash)], ..ActProposal::from(events) })
        };
        self.store.accept(&request, &mut salt, |snapshot| {
            self.answering(snapshot, |clock| propose(snapshot, clock))
        })
    }

    /// Who this is, by the PIN. A wrong one, wherever it is given, makes the next one wait; one that must be changed proves nothing else.
    pub(super) fn prove(&self, code: &str, typed: &str, desk: &str) -> Result<Session, SignInError> {
        let session = self.fits(code, typed, desk)?;
        let standing = self.store.read(|snapshot| {
            let now = self.aging(snapshot)?;
            standing(snapshot, &session.account, now)
        })?;
        match standing {
            PinStanding::MustChange => Err(SignInError::MustChange),
            PinStanding::Good | PinStanding::Ends(_) => Ok(session),
        }
    }

    /// The same, though the PIN may have to be changed.
    pub(super) fn fits(&self, code: &str, typed: &str, desk: &str) -> Result<Session, SignInError> {
        let code = coded(code);
        // The hash of the PIN of somebody who works here.
        let (known, kept) = self.store.read(|snapshot| {
            let known = snapshot.staff()?.get(&code).is_some_and(|staff| staff.active);
            Ok((known, snapshot.credential(&code)?.filter(|_| known)))
        })?;
        let (claim, now) = (claim(&code.0, known, desk), self.clock.patience());
        if let Some(wait) = self.store.try_pin(&claim, now, &salt())? {
            return Err(SignInError::Wait { seconds: (wait + 999) / 1000 });
        }
        if !pin::fits(typed, kept.as_deref()) {
            if let Some(tries) = self.store.tried_wrongly(&claim, now)? {
                let staff = known.then(|| code.clone());
                let nobody = Session::trusted(StaffCode::from(NOBODY), desk.to_owned());
                self.note(&nobody, AccessEvent::WrongPins { staff, tries })?;
            }
            return Err(SignInError::Wrong);
        }
        self.store.tried_rightly(&claim, now)?;
        let page = self.last_page()?;
        Ok(Session { account: code, desk: desk.to_owned(), since: page, owes: None })
    }

    fn note(&self, session: &Session, event: AccessEvent) -> Result<bool, SignInError> {
        let request = self.request(session, &random_id(), Vec::new());
        noted(self.write(&request, |_, _| Ok(ActProposal::from(vec![Event::Access(event)]))))
    }
}

/// Whether there is a page that says who came or went. There is none where none can be written: while the host's clock is not believed,
/// which is all that refuses one, and in a ledger that is not what was witnessed. Both are put right by somebody who has signed in.
fn noted(outcome: Result<Done, ActError>) -> Result<bool, SignInError> {
    match outcome {
        Ok(_) => Ok(true),
        Err(ActError::Refused(_) | ActError::Store(StoreError::Discord(_))) => Ok(false),
        Err(ActError::Store(error)) => Err(error.into()),
        Err(ActError::RequestReused) => Err(SignInError::Wrong),
    }
}

/// Under which name somebody tries at a terminal, by this process's account of the host.
pub(super) fn claim<'a>(name: &'a str, known: bool, desk: &'a str) -> Claim<'a> {
    Claim { name, known, desk, account: rustix::process::geteuid().as_raw() }
}

/// An account as it was typed, with the input method left on or off.
pub(super) fn coded(typed: &str) -> StaffCode {
    StaffCode(canonical::number(typed).to_uppercase())
}

/// How an account's PIN stands.
pub(super) fn standing(
    snapshot: &Snapshot<'_>,
    account: &StaffCode,
    now: Moment,
) -> Result<PinStanding, StoreError> {
    Ok(policy::standing(&*snapshot.settings()?, snapshot.pin_fact(account)?, now))
}

pub(super) fn is_administrator(staff: &Directory, code: &StaffCode) -> bool {
    staff.get(code).is_some_and(|staff| staff.active && staff.is(Role::Administrator))
}

/// Proof that an administrator looks, and that a page says so.
#[derive(Debug)]
pub struct Administrator(());

impl Lookout {
    /// Proves who looks, by the PIN; on a practice store the code is enough. Leaves no page.
    pub fn prove(&mut self, code: &str, typed: Option<&str>) -> Result<(), SignInError> {
        if let Some(typed) = typed {
            // A wrong PIN has to be counted, which is written.
            return Office::open(&self.path).map_err(unopened)?.prove(code, typed, "批量").map(|_| ());
        }
        let code = coded(code);
        let (practice, known) = self.reader.read(|snapshot| {
            let known = snapshot.staff()?.get(&code).is_some_and(|staff| staff.active);
            Ok((snapshot.settings()?.practice, known))
        })?;
        match (practice, known) {
            (false, _) => Err(SignInError::PinNeeded),
            (true, true) => Ok(()),
            (true, false) => Err(SignInError::Wrong),
        }
    }
}

fn unopened(error: OpenError) -> StoreError {
    match error {
        OpenError::Store(error) => error,
        OpenError::Damaged(_) | OpenError::NoRandomness => StoreError::Io(error.to_string()),
    }
}
