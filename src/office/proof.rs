//! The proof of a backup: it is restored into a folder of its own, audited, and compared with the store it was made of. What came of it
//! is kept beside the store, where `doctor` and an administrator's sign-in find it.

use std::fs::{self, DirBuilder};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xieban_backup::{BackupError, Key};
use xieban_domain::moment::Moment;
use xieban_domain::staff::Role;
use xieban_store::{StoreError, open_ordinary, place_of};

use super::session::is_administrator;
use super::whole::AtomicFile;
use super::{Answer, CompiledFacts, Lookout, Office, OpenError, Session, wall};

/// So long a proof is good, in milliseconds: a night's backup, and two hours for it to be late.
const GOOD_FOR: i64 = 26 * 60 * 60 * 1000;
/// No record of a proof is longer, in bytes.
const LONGEST: u64 = 4096;

/// Why a backup is no proof that the store can be had again.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// It cannot be read, opened or restored: the key, the disk, the file.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// What comes out of it is not whole.
    #[error("恢复出的台账不对：{0}。请另做一份备份，并请系统管理员核对台账（xieban audit）。")]
    NotWhole(String),
    /// It is of another store, or the store has changed since.
    #[error("备份到第{0}页，和台账的这一页不是同一页：拿错了备份，或者台账被换过，请核对。")]
    Other(u64),
    /// It is too old.
    #[error("这份备份只到{}（第{page}页），台账已到第{last}页：备份旧了，请看备份任务是否在做。", .at.screen_time())]
    Stale { page: u64, last: u64, at: Moment },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl ProofError {
    /// There was no room for what came out of the backup: it says nothing against the backup, and nothing for it.
    const fn is_full(&self) -> bool {
        matches!(
            self,
            Self::Backup(BackupError::Full | BackupError::Store(StoreError::Full))
                | Self::Store(StoreError::Full)
                | Self::Open(OpenError::Store(StoreError::Full))
        )
    }
}

/// What came of the last proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupProof {
    /// When it was made.
    pub at: Moment,
    /// The backup's last page.
    pub page: u64,
    /// Why it failed; nothing where the backup is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
}

impl BackupProof {
    /// It is good, and new enough.
    pub const fn holds(&self, now: Moment) -> bool {
        self.failed.is_none() && now.0 - self.at.0 <= GOOD_FOR
    }

    /// The last proof of the store at `path`, in one sentence, and whether it still holds.
    pub fn told(path: &Path, now: Moment) -> (String, bool) {
        match Self::of(path) {
            None => ("备份还没有验证过，请系统管理员运行 xieban backup --prove".to_owned(), false),
            Some(Self { at, failed: Some(why), .. }) => {
                let why = why.trim_end_matches('。');
                (format!("{} 验证备份没有通过：{why}", at.screen_time()), false)
            }
            Some(proof) if !proof.holds(now) => {
                let told =
                    format!("备份上次验证是{}，超过26小时，请看备份任务是否在做", proof.at.screen_time());
                (told, false)
            }
            Some(proof) => (format!("{} 验证过：能恢复到第{}页", proof.at.screen_time(), proof.page), true),
        }
    }

    fn of(path: &Path) -> Option<Self> {
        let mut text = String::new();
        open_ordinary(&record(path)).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        serde_json::from_str(&text).ok()
    }
}

impl Office {
    /// An administrator hears at his coming where the last proof of a backup no longer holds.
    pub(super) fn with_proof(&self, session: &Session, answer: Answer) -> Result<Answer, StoreError> {
        let Answer::Shift(mut shift) = answer else { return Ok(answer) };
        let Some(path) = self.path() else { return Ok(Answer::Shift(shift)) };
        let (owes, alone) = self.store.read(|snapshot| {
            let staff = snapshot.staff()?;
            let owes = is_administrator(&staff, session.account()) && !snapshot.settings()?.practice;
            let administrators = staff.active().into_iter().filter(|staff| staff.is(Role::Administrator));
            Ok((owes, administrators.count() == 1))
        })?;
        if !owes {
            return Ok(Answer::Shift(shift));
        }
        let (told, holds) = BackupProof::told(path, self.now());
        if !holds {
            shift.at_the_door.push(format!("红 {told}。"));
        }
        if alone {
            let told = "系统管理员只有您一名：请在“系统设置、人员”里再设一名，免得一人不在就没有人管。";
            shift.at_the_door.push(told.to_owned());
        }
        Ok(Answer::Shift(shift))
    }
}

fn record(path: &Path) -> PathBuf {
    place_of(path).with_extension("proof")
}

/// A folder that goes with whatever was put there: it holds a store in clear.
struct Passing(PathBuf);

impl Passing {
    fn beside(path: &Path) -> Result<Self, StoreError> {
        let folder = path.with_extension(format!("proving-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        DirBuilder::new().mode(0o700).create(&folder).map_err(StoreError::from)?;
        Ok(Self(folder))
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// Proves a backup of the store at `path`, and keeps what came of it.
pub fn prove(file: &Path, key: Option<&Key>, path: &Path) -> Result<BackupProof, ProofError> {
    let path = &place_of(path);
    let now = wall();
    let outcome = proved(file, key, path, now);
    let kept = match &outcome {
        Ok(page) => BackupProof { at: now, page: *page, failed: None },
        Err(error) if error.is_full() => {
            BackupProof { at: now, page: 0, failed: Some(BackupError::Full.to_string()) }
        }
        Err(error) => BackupProof { at: now, page: 0, failed: Some(error.to_string()) },
    };
    let recorded = keep(path, &kept);
    if recorded.is_err() {
        // What it says is of another time: whoever looks must not take it for the last.
        fs::remove_file(record(path)).ok();
    }
    outcome.map_err(|error| if error.is_full() { BackupError::Full.into() } else { error })?;
    recorded.map_err(StoreError::from)?;
    Ok(kept)
}

fn keep(path: &Path, proof: &BackupProof) -> std::io::Result<()> {
    let mut file = AtomicFile::begin(&record(path))?;
    file.write_all(&serde_json::to_vec(proof)?)?;
    file.keep().map(drop)
}

/// The last page of the backup, if it is good.
fn proved(file: &Path, key: Option<&Key>, path: &Path, now: Moment) -> Result<u64, ProofError> {
    let folder = Passing::beside(path)?;
    let (restored, witness) = (folder.0.join("restored.redb"), folder.0.join("witness"));
    let calendar = CompiledFacts::beside(path).map_err(OpenError::from)?.calendar;
    let head = xieban_backup::restore(file, key, &restored, calendar, None, "proof")?;
    let mut copy = Lookout::witnessed(&restored, &witness)?;
    if let Some(finding) = copy.audit()?.finding {
        return Err(ProofError::NotWhole(finding.to_string()));
    }
    let mut live = Lookout::open(path)?;
    if head.pages > 0 && !live.proves(head.pages, head.head)? {
        return Err(ProofError::Other(head.pages));
    }
    let last = live.header()?.page;
    let at = live.at_of(head.pages)?.unwrap_or(now);
    if head.pages < last && now.0 - live.at_of(head.pages + 1)?.unwrap_or(now).0 > GOOD_FOR {
        return Err(ProofError::Stale { page: head.pages, last, at });
    }
    Ok(head.pages)
}
