//! Choosing PINs: one's own, by the one that holds; somebody else's, by an administrator who proves himself once more. A PIN is in no
//! command and on no page: the page says whose was set, and by whom.

use std::collections::BTreeMap;

use xieban_domain::event::{AccessEvent, Event};
use xieban_domain::moment::Moment;
use xieban_domain::pin::{PinFact, PinStanding, judge_pin};
use xieban_domain::refusal::{Reason, Refusal, RefusedField, Signing};
use xieban_domain::staff::{
    AppointingPaper, Directory, GrantFacts, Role, SETTLED, Staff, StaffCode, consent_to_pin,
};
use xieban_store::{ActError, ActProposal, Snapshot, StoreError};
use xieban_words::canonical;

use super::authority::ADMINISTER;
use super::chance::random_id;
use super::session::{SignInError, coded, standing};
use super::{Office, Session, pin};

/// Who stands beside an administrator, with code and PIN, and the paper that says what is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consent {
    pub second: Option<(String, String)>,
    pub paper: Option<AppointingPaper>,
}

/// Why a PIN was not set.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// The one that holds does not fit, or was not tried.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// The new one may not be his.
    #[error("{0}")]
    Refused(Refusal),
}

impl From<StoreError> for PinError {
    fn from(error: StoreError) -> Self {
        Self::SignIn(error.into())
    }
}

impl Office {
    /// 改密码: his own. The old one may be one that has to be changed.
    pub fn change_pin(&self, code: &str, old: &str, new: &str, desk: &str) -> Result<(), PinError> {
        let session = self.fits(code, old, desk)?;
        if canonical::secret(old) == canonical::secret(new) {
            return Err(PinError::Refused(Signing::SameAsBefore.refused()));
        }
        self.set_pin((&session, None), session.account(), new, None)
    }

    /// 重置密码: an administrator gives somebody else one, which its owner has to change when he first signs in. The PIN of whoever has
    /// a role of judgement takes a second person.
    pub fn reset_pin(
        &self,
        (code, own): (&str, &str),
        staff: &str,
        new: &str,
        (desk, consent): (&str, &Consent),
    ) -> Result<(), PinError> {
        let session = self.prove(code, own, desk)?;
        let staff = coded(staff);
        if staff == *session.account() {
            return Err(PinError::Refused(Signing::OwnByOld.refused()));
        }
        let second = consent.second.as_ref().map(|(code, pin)| self.prove(code, pin, desk)).transpose()?;
        self.set_pin((&session, second.as_ref()), &staff, new, consent.paper.as_ref())
    }

    fn set_pin(
        &self,
        (session, second): (&Session, Option<&Session>),
        staff: &StaffCode,
        new: &str,
        paper: Option<&AppointingPaper>,
    ) -> Result<(), PinError> {
        // Hashed before the transaction: it takes its time, and nobody else's commit waits for it.
        let hash = pin::hash(new).ok_or_else(|| StoreError::Io("没有随机数".to_owned()))?;
        let request = self.request(session, &random_id(), Vec::new());
        let set = self.write(&request, |snapshot, now| {
            let directory = snapshot.staff()?;
            may_be(snapshot, staff, new)?;
            let mut consent = None;
            if staff != session.account() {
                let actor = directory.get(session.account()).filter(|actor| actor.is(Role::Administrator));
                let (Some(actor), Some(subject)) = (actor, directory.get(staff)) else {
                    return Err(ADMINISTER.refusal().into());
                };
                let facts = grant_facts(snapshot, second, now)?;
                consent = consent_to_pin(subject, (&directory, actor), paper, &facts)?.map(Box::new);
            }
            let set = AccessEvent::PinSet { staff: staff.clone(), consent };
            Ok(ActProposal {
                credentials: vec![(staff.clone(), hash)],
                ..ActProposal::from(vec![Event::Access(set)])
            })
        });
        match set {
            Ok(_) => Ok(()),
            Err(ActError::Refused(refusal)) => Err(PinError::Refused(refusal)),
            Err(ActError::Store(error)) => Err(error.into()),
            Err(ActError::RequestReused) => Err(StoreError::Busy.into()),
        }
    }

    /// In how many days somebody's PIN has to be changed, where that is soon.
    pub fn pin_ends(&self, account: &StaffCode) -> Result<Option<i64>, StoreError> {
        let now = self.now();
        let standing = self.store.read(|snapshot| standing(snapshot, account, now))?;
        Ok(match standing {
            PinStanding::Ends(days) => Some(days),
            PinStanding::Good | PinStanding::MustChange => None,
        })
    }
}

/// May this be the PIN of this person, who works here?
pub(super) fn may_be(snapshot: &Snapshot<'_>, account: &StaffCode, typed: &str) -> Result<(), ActError> {
    let staff = snapshot.staff()?;
    let gone = || Reason::NoSuchStaff { code: account.0.clone() }.on(RefusedField::Staff);
    let person = staff.get(account).filter(|staff| staff.active).ok_or_else(gone)?;
    Ok(judge_pin(&*snapshot.settings()?, person, typed)?)
}

/// Who consents, and whose PINs there are.
pub(super) fn grant_facts(
    snapshot: &Snapshot<'_>,
    second: Option<&Session>,
    now: Moment,
) -> Result<GrantFacts, StoreError> {
    let (staff, practice) = (snapshot.staff()?, snapshot.settings()?.practice);
    let mut pins = BTreeMap::new();
    for code in staff.0.keys() {
        let settled = |fact: PinFact| !fact.initial && now.0 - fact.since.0 >= SETTLED;
        let own = snapshot.pin_fact(code)?.is_some_and(settled);
        if practice || snapshot.credential(code)?.is_some() {
            pins.insert(code.clone(), practice || own);
        }
    }
    Ok(GrantFacts { second: beside(&staff, second), pins })
}

/// The second person, as the directory has him now.
pub(super) fn beside(staff: &Directory, second: Option<&Session>) -> Option<Staff> {
    second.and_then(|second| staff.get(second.account())).filter(|staff| staff.active).cloned()
}
