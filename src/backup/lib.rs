//! One file out of a live store, and a store out of that file. The format is `docs/backup.md`.
//!
//! A backup is written in slices beside the others' work and read back before it gets its name. Nothing here decides who may ask for
//! it.

mod read;
mod restore;
mod texts;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use xieban_journal::Hash;
use xieban_store::{ReplaceError, StoreError};

pub use restore::{Restored, restore};
pub use write::write;

/// Version of the format: a backup with photographs is of the second, any other of the first, which an older program reads.
const VERSION: u32 = 2;
/// The first word of every backup.
const MARK: &str = "xieban-backup";

/// A backup that stands whole under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Up to this page it is true.
    pub pages: u64,
    /// The hash of that page.
    pub head: Hash,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A backup that cannot be made, or cannot be restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is such a file already.
    #[error("这里已有文件：{}。不会覆盖，请另选文件名。", .0.display())]
    Exists(PathBuf),
    /// It cannot be read or written.
    #[error("备份文件 {} 读写失败（{what}），台账没有改动；请换一处再试。", .path.display())]
    File {
        /// Where it lies.
        path: PathBuf,
        /// What the system says.
        what: String,
    },
    /// It is no backup.
    #[error("{} 不是协办备份，请核对路径；台账没有改动。", .0.display())]
    Foreign(PathBuf),
    /// A newer program wrote it.
    #[error(
        "备份是更新版本的程序写的（格式{found}，本程序会到{VERSION}），请升级程序后再恢复；台账没有改动。"
    )]
    Newer { found: u32 },
    /// It is not what was written.
    #[error("备份不完整或被改过（{0}），不能用它恢复，请取另一份备份；台账没有改动。")]
    Damaged(String),
    /// It is encrypted, and no key was given.
    #[error("备份是加密的，请用 --identity 给出密钥文件；台账没有改动。")]
    KeyNeeded,
    /// It was encrypted for somebody else.
    #[error("这把密钥打不开这份备份，请换对应的密钥；台账没有改动。")]
    WrongKey,
    /// Not a recipient.
    #[error("“{0}”不是接收人公钥，公钥以 age1 开头，请核对。")]
    Recipient(String),
    /// Not a key.
    #[error("密钥文件里没有以 AGE-SECRET-KEY-1 开头的密钥，请核对。")]
    NoKey,
    /// There is no room for what comes out of it.
    #[error("磁盘放不下恢复出的台账，请腾出空间再做；台账没有改动。")]
    Full,
    /// Somebody has the store open.
    #[error("还有终端或公示屏开着这个台账，不能替换；请都退出后（如下班后）再做。台账没有改动。")]
    Open,
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ReplaceError> for BackupError {
    fn from(error: ReplaceError) -> Self {
        match error {
            ReplaceError::Open => Self::Open,
            ReplaceError::Store(error) => Self::Store(error),
        }
    }
}

impl BackupError {
    fn file(path: &Path, error: &impl ToString) -> Self {
        Self::File { path: path.to_owned(), what: error.to_string() }
    }
}

/// For whom a backup is encrypted: an X25519 public key, `age1…`.
#[derive(Clone)]
pub struct Recipient(age::x25519::Recipient);

impl FromStr for Recipient {
    type Err = BackupError;

    fn from_str(text: &str) -> Result<Self, BackupError> {
        text.parse().map(Self).map_err(|_| BackupError::Recipient(text.to_owned()))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The key that opens a backup.
#[derive(Clone)]
pub struct Key(age::x25519::Identity);

impl FromStr for Key {
    type Err = BackupError;

    /// The first key of a key file; lines that begin with `#` are remarks.
    fn from_str(text: &str) -> Result<Self, BackupError> {
        let found = text.lines().find_map(|line| line.trim().parse().ok());
        found.map(Self).ok_or(BackupError::NoKey)
    }
}
