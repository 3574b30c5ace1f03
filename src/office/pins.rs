//! Choosing PINs: one's own, by the one that holds; somebody else's, by an administrator who proves himself once more. A PIN is in no
//! command and on no page: the page says whose was set, and by whom.

use xieban_domain::event::{AccessEvent, Event};
use xieban_domain::pin::{PinStanding, judge_pin};
use xieban_domain::refusal::{Reason, Refusal, RefusedField, Signing};
use xieban_domain::staff::StaffCode;
use xieban_store::{ActError, ActProposal, Snapshot, StoreError};
use xieban_words::canonical;

use super::authority::ADMINISTER;
use super::chance::{random_id, salt};
use super::session::{SignInError, coded, is_administrator, standing};
use super::{Office, Session, pin};

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
        self.set_pin(&session, session.account(), new)
    }

    /// 重置密码: an administrator gives somebody else one, which its owner has to change when he first signs in.
    pub fn reset_pin(
        &self,
        (code, own): (&str, &str),
        staff: &str,
        new: &str,
        desk: &str,
    ) -> Result<(), PinError> {
        let session = self.prove(code, own, desk)?;
        let staff = coded(staff);
        match staff == *session.account() {
            true => Err(PinError::Refused(Signing::OwnByOld.refused())),
            false => self.set_pin(&session, &staff, new),
        }
    }

    fn set_pin(&self, session: &Session, staff: &StaffCode, new: &str) -> Result<(), PinError> {
        // Hashed before the transaction: it takes its time, and nobody else's commit waits for it.
        let hash = pin::hash(new).ok_or_else(|| StoreError::Io("没有随机数".to_owned()))?;
        let request = self.request(session, &random_id(), Vec::new());
        let set = self.store.act(&request, &mut salt, |snapshot| {
            if staff != session.account() && !is_administrator(&*snapshot.staff()?, session.account()) {
                return Err(ADMINISTER.refusal().into());
            }
            may_be(snapshot, staff, new)?;
            Ok(ActProposal {
                credential: Some((staff.clone(), hash)),
                ..ActProposal::from(vec![Event::Access(AccessEvent::PinSet { staff: staff.clone() })])
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
