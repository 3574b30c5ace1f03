//! How the store stands, as everybody at a desk may know: one sentence where something is wrong, and how far it was checked.

use xieban_clock::Clock;
use xieban_domain::host_clock::{self, ClockDoubt, LedgerTime};
use xieban_domain::moment::Moment;
use xieban_domain::refusal::ClockGate;
use xieban_store::{ActError, ActProposal, Done, Health, Request, Snapshot, StoreError};

use super::Office;
use super::chance::salt;

/// How the store stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreStanding {
    /// What is wrong and who mends it.
    pub alarm: Option<String>,
    /// The command that says how, without the program's name.
    pub way: Option<&'static str>,
    /// The page up to which the last pages were found right at the opening.
    pub checked: Option<u64>,
    /// What is asked about the host's clock.
    pub clock: Option<ClockStanding>,
}

/// What is asked about the host's clock, where it is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockStanding {
    /// What it shows, and beside what that cannot be.
    pub told: String,
    /// Whoever acts may say that the date is right; otherwise it takes two, or an administrator.
    pub asked: bool,
}

/// What to do about it, as far as there is room for it on a row of eighty cells.
const fn short(doubt: ClockDoubt) -> &'static str {
    match doubt {
        ClockDoubt::AfterBreak { .. } => "请核对日期",
        ClockDoubt::LongAfter { .. } => "只能查看",
        ClockDoubt::BeforeProgram { .. } | ClockDoubt::BeforeLastPage { .. } => "只能查看，请核对",
    }
}

/// The moment that an action has by this clock, or why it is not believed. Only the host's own is judged.
pub(super) fn judged(
    snapshot: &Snapshot<'_>,
    clock: Clock,
) -> Result<Result<Moment, ClockDoubt>, StoreError> {
    let now = clock.now();
    if !clock.may_be_wrong() {
        return Ok(Ok(now));
    }
    let settings = snapshot.settings()?;
    if settings.practice {
        return Ok(Ok(now));
    }
    let last = snapshot.at_of(snapshot.last_page()?)?;
    let ledger = LedgerTime { last, confirmed_before: settings.confirmed_before() };
    Ok(host_clock::judge(now, ledger, xieban_clock::written()))
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
        let clock = doubt.map(|doubt| ClockStanding { told: doubt.to_string(), asked: doubt.is_asked() });
        let alarm = match (discord, finding, doubt) {
            (Some(discord), ..) => Some(format!("台账{discord}：只能查看，请系统管理员运行 xieban doctor")),
            (None, Some(finding), _) => Some(format!("台账{finding}：请系统管理员运行 xieban audit")),
            (None, None, Some(doubt)) => Some(format!("{doubt}：{}", short(doubt))),
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
            clock,
        }
    }

    /// Why the host's clock is not believed, if it is not.
    pub fn clock_doubt(&self) -> Result<Option<ClockDoubt>, StoreError> {
        self.store.read(|snapshot| Ok(judged(snapshot, self.clock)?.err()))
    }

    /// One action of the office's own, at the moment that its pages have. Nothing is written by a clock that is not believed, which is
    /// judged inside the transaction, anew at each action.
    pub(super) fn write(
        &self,
        request: &Request,
        decide: impl FnOnce(&Snapshot<'_>, Moment) -> Result<ActProposal, ActError>,
    ) -> Result<Done, ActError> {
        self.store.act(request, &mut salt, |snapshot| {
            let at = judged(snapshot, self.clock)?
                .map_err(|doubt| ActError::Refused(ClockGate::NotBelieved(doubt).whole()))?;
            Ok(ActProposal { at: Some(at), ..decide(snapshot, at)? })
        })
    }

    /// What is decided by a command that answers for the clock, whatever it shows.
    pub(super) fn answering(
        &self,
        snapshot: &Snapshot<'_>,
        decide: impl FnOnce((Moment, Option<ClockDoubt>)) -> Result<ActProposal, ActError>,
    ) -> Result<ActProposal, ActError> {
        let (at, doubt) = match judged(snapshot, self.clock)? {
            Ok(at) => (at, None),
            Err(doubt) => (doubt.now(), Some(doubt)),
        };
        Ok(ActProposal { at: Some(at), ..decide((at, doubt))? })
    }

    /// The moment by which a PIN ages: none does by a clock that is not believed, nor by a page that one had written.
    pub(super) fn aging(&self, snapshot: &Snapshot<'_>) -> Result<Moment, StoreError> {
        match judged(snapshot, self.clock)? {
            Ok(now) => Ok(now),
            Err(doubt) => {
                let last = snapshot.at_of(snapshot.last_page()?)?;
                Ok(last.map_or(doubt.now(), |last| last.min(doubt.now())))
            }
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
