//! How the store stands, as everybody at a desk may know: one sentence where something is wrong, and how far it was checked.

use xieban_clock::Clock;
use xieban_domain::host_clock::{self, ClockDoubt};
use xieban_domain::moment::Moment;
use xieban_domain::refusal::Implausible;
use xieban_store::{ActError, Health, Snapshot, StoreError};

use super::Office;

/// How the store stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreStanding {
    /// What is wrong and who mends it.
    pub alarm: Option<String>,
    /// The command that says how, without the program's name.
    pub way: Option<&'static str>,
    /// The page up to which the last pages were found right at the opening.
    pub checked: Option<u64>,
}

/// Why a clock is not believed, if it is the host's and shows what it cannot.
pub(super) fn doubt(
    snapshot: &Snapshot<'_>,
    clock: Clock,
    now: Moment,
) -> Result<Option<ClockDoubt>, StoreError> {
    if !clock.may_be_wrong() || snapshot.settings()?.practice {
        return Ok(None);
    }
    let last = snapshot.at_of(snapshot.last_page()?)?;
    Ok(host_clock::judge(now, last, xieban_clock::written()).err())
}

impl Office {
    /// How the store stands, as far as is known.
    pub fn standing(&self) -> StoreStanding {
        let Health { full, discord, unwitnessed, since } = self.store.health();
        let recent = self.recent.get();
        let finding = recent.and_then(|audit| audit.finding.as_ref());
        let doubt = self.clock_doubt().ok().flatten();
        let way = match (discord, finding) {
            (Some(_), _) => Some("doctor"),
            (None, Some(_)) => Some("audit"),
            (None, None) => None,
        };
        let alarm = match (discord, finding, doubt) {
            (Some(discord), ..) => Some(format!("台账{discord}：只能查看，请系统管理员运行 xieban doctor")),
            (None, Some(finding), _) => Some(format!("台账{finding}：请系统管理员运行 xieban audit")),
            (None, None, Some(doubt)) => Some(format!("{doubt}：只能查看，请核对今天的日期")),
            (None, None, None) if full => Some("磁盘已满，只能查看：请系统管理员腾出空间".to_owned()),
            (None, None, None) if unwitnessed => {
                let from = since.map_or(String::new(), |page| format!("从第{page}页起"));
                Some(format!("台账{from}未见证：照常办理，请系统管理员看见证目录"))
            }
            (None, None, None) => None,
        };
        StoreStanding {
            alarm,
            way,
            // What is whole in itself and yet not what was witnessed is not said to be right.
            checked: recent
                .filter(|audit| audit.finding.is_none() && discord.is_none())
                .map(|audit| audit.pages),
        }
    }

    /// Why the host's clock is not believed, if it is not.
    pub fn clock_doubt(&self) -> Result<Option<ClockDoubt>, StoreError> {
        self.store.read(|snapshot| doubt(snapshot, self.clock, self.now()))
    }

    /// Nothing is written by a clock that is not believed. Judged inside the transaction, anew at each action.
    pub(super) fn believed(&self, snapshot: &Snapshot<'_>, now: Moment) -> Result<(), ActError> {
        match doubt(snapshot, self.clock, now)? {
            Some(doubt) => Err(Implausible::HostClock(doubt).whole().into()),
            None => Ok(()),
        }
    }

    /// How the store is, in parts.
    pub fn health(&self) -> Health {
        self.store.health()
    }

    /// Looks at the last pages once. Quick; meant for a thread of its own when a desk opens.
    pub fn look_back(&self) -> Result<(), StoreError> {
        let audit = self.store.audit_recent()?;
        self.recent.get_or_init(|| audit);
        Ok(())
    }

    /// Looks whether there is room again, after the disk was full, and whether the witness is what it was.
    pub fn mend(&self) {
        self.store.mend();
        self.store.look_at_witness();
    }
}
