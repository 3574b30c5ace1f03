//! 系统管理员恢复码: what lies sealed in a safe, for the day on which no administrator can sign in any more. It makes somebody of the
//! directory an administrator with a new PIN, once, and gives nobody a role of judgement.

use std::fmt;

use xieban_domain::event::{AccessEvent, Event, OfficeEvent};
use xieban_domain::refusal::{Granting, Reason, RefusedField};
use xieban_domain::staff::{Role, StaffCode};
use xieban_store::{ActError, ActProposal, Done, StoreError};
use xieban_words::canonical;

use super::authority::ADMINISTER;
use super::chance::{random_id, salt};
use super::pins::{PinError, may_be};
use super::session::{SignInError, claim, coded, is_administrator};
use super::{Office, Session, pin};

/// Under this name its hash stands among those of the PINs: no code of a person has such characters.
const NAME: &str = "恢复码";
/// What it is made of: nothing that is mistaken for something else when it is read from paper.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Characters, five bits each.
const LENGTH: usize = 20;

/// A code that is shown once and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// One that nobody can guess.
    pub fn drawn() -> Self {
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        Self(salt().iter().take(LENGTH).map(letter).collect())
    }

    /// As it was typed from paper: with blanks or dashes, in either case.
    fn typed(text: &str) -> Self {
        let narrow = canonical::secret(text).to_ascii_uppercase();
        Self(narrow.chars().filter(|c| !c.is_whitespace() && *c != '-').collect())
    }

    pub(super) fn hash(&self) -> Option<(StaffCode, String)> {
        Some((StaffCode::from(NAME), pin::hash(&self.0)?))
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chars: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = chars.chunks(5).map(|group| group.iter().collect()).collect();
        f.write_str(&groups.join("-"))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

/// 《系统管理员恢复码（密封件）》 as it is written out and sealed.
pub fn sealed_sheet(office: &str, code: &RecoveryCode) -> String {
    format!(
        "系统管理员恢复码（密封件）\n{office}\n\n恢复码：{code}\n\n\
         用处：系统管理员都不能签到时，在装台账的机器上运行\n  xieban recover 人员代码\n\
         这个人就是系统管理员，并有新的初始密码；用一次即作废，记在台账上。\n\n\
         封存人：____________  监封人：____________  日期：____年__月__日\n保管处：________________________\n"
    )
}

impl Office {
    /// Makes a new code in the place of the one before, for an administrator.
    pub fn make_recovery_code(&self, session: &Session) -> Result<RecoveryCode, ActError> {
        let code = RecoveryCode::drawn();
        let hash = code.hash().ok_or_else(|| StoreError::Io("没有随机数".to_owned()))?;
        let request = self.request(session, &random_id(), Vec::new());
        self.write(&request, |snapshot, _| {
            if !is_administrator(&*snapshot.staff()?, session.account()) {
                return Err(ADMINISTER.refusal().into());
            }
            let made = Event::Access(AccessEvent::RecoveryCodeMade);
            Ok(ActProposal { credentials: vec![hash], ..ActProposal::from(vec![made]) })
        })?;
        Ok(code)
    }

    /// Makes somebody of the directory an administrator with a new PIN, which he changes when he first signs in. The code is void then.
    pub fn recover(&self, typed: &str, staff: &str, new: &str, desk: &str) -> Result<Done, PinError> {
        let (name, staff) = (StaffCode::from(NAME), coded(staff));
        let kept = self.store.read(|snapshot| snapshot.credential(&name))?;
        let (claim, now) = (claim(NAME, true, desk), self.clock.patience());
        if let Some(wait) = self.store.try_pin(&claim, now, &salt())? {
            return Err(SignInError::Wait { seconds: (wait + 999) / 1000 }.into());
        }
        if !pin::fits(&RecoveryCode::typed(typed).0, kept.as_deref().filter(|hash| !hash.is_empty())) {
            return Err(PinError::Refused(Granting::RecoveryCodeWrong.refused()));
        }
        self.store.tried_rightly(&claim, now)?;
        let hash = pin::hash(new).ok_or_else(|| StoreError::Io("没有随机数".to_owned()))?;
        let session = Session::trusted(name.clone(), desk.to_owned());
        let request = self.request(&session, &random_id(), Vec::new());
        let done = self.write(&request, |snapshot, _| {
            let gone = || Reason::NoSuchStaff { code: staff.0.clone() }.on(RefusedField::Staff);
            let mut entry =
                snapshot.staff()?.get(&staff).filter(|staff| staff.active).cloned().ok_or_else(gone)?;
            may_be(snapshot, &staff, new)?;
            let mut events = vec![Event::Access(AccessEvent::RecoveryCodeUsed { staff: staff.clone() })];
            if entry.judges() && snapshot.credential(&staff)?.is_some() {
                return Err(Granting::RecoveryNotForJudges.refused().into());
            }
            if entry.roles.insert(Role::Administrator) {
                let kept = OfficeEvent::StaffKept { staff: Box::new(entry), consent: None };
                events.push(Event::Office(kept));
            }
            events.push(Event::Access(AccessEvent::PinSet { staff: staff.clone(), consent: None }));
            let credentials = vec![(staff.clone(), hash), (name.clone(), String::new())];
            Ok(ActProposal { credentials, ..ActProposal::from(events) })
        });
        done.map_err(|error| match error {
            ActError::Refused(refusal) => PinError::Refused(refusal),
            ActError::Store(error) => error.into(),
            ActError::RequestReused => StoreError::Busy.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_copied_from_paper() {
        let code = RecoveryCode::drawn();
        let written = code.to_string();
        assert_eq!((written.len(), written.matches('-').count()), (23, 3));
        for typed in
            [written.clone(), written.to_lowercase(), written.replace('-', " "), format!(" {written} ")]
        {
            assert_eq!(RecoveryCode::typed(&typed), code, "{typed}");
        }
        assert_ne!(RecoveryCode::drawn(), code);
    }
}
