//! What can go wrong with a store, each as one sentence that says what to do.

use std::path::PathBuf;

use xieban_domain::refusal::Refusal;

/// A store that cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is none at this path.
    #[error("这里没有台账：{}。台账在别处的请用 --store 写明路径；原来有台账、手里有备份的，请运行 xieban restore 备份文件 --identity 密钥文件；新单位请在终端里运行 xieban 做首次设置，练习请用 xieban demo。", .0.display())]
    Missing(PathBuf),
    /// There is one already.
    #[error("这里已有台账：{}。不会覆盖，请另选路径。", .0.display())]
    Exists(PathBuf),
    /// The file is not ours.
    #[error("{} 不是协办台账，请核对路径。", .0.display())]
    Foreign(PathBuf),
    /// A newer program made it.
    #[error("台账是更新版本的程序写的（格式{found}，本程序会到{known}），请升级程序后再开。")]
    Newer { found: u32, known: u32 },
    /// A newer program wrote this page; it is whole, and says what this one does not know.
    #[error("台账第{0}页是更新版本的程序写的，请升级程序后再开。")]
    NewerPage(u64),
    /// Another process is bringing it up to this program's version: so far it has come, percent.
    #[error("台账正在升级（{0}%），请稍候再开。")]
    Upgrading(u8),
    /// We may not open it.
    #[error("没有权限打开台账 {}，请用台账所属账户运行。", .0.display())]
    Forbidden(PathBuf),
    /// Its file has another name.
    #[error("台账文件 {} 另有别的名字（硬链接），清除和恢复会漏掉一份，不能打开；请系统管理员只留一个名字。", .0.display())]
    Linked(PathBuf),
    /// Somebody else is writing, for more than five seconds.
    #[error("忙：另一台终端正在写入，请稍后再按一次。")]
    Busy,
    /// The disk is full.
    #[error("磁盘已满，暂时只能查看；请系统管理员腾出空间。您填的内容还在。")]
    Full,
    /// It is not what was witnessed.
    #[error("台账{0}，已停止写入，只能查看，切勿另建台账；请系统管理员运行 xieban doctor。您填的内容还在。")]
    Discord(super::witness::Discord),
    /// The file was replaced under us.
    #[error("台账文件已被替换，请退出后重新进入。")]
    Replaced,
    /// The file cannot be read.
    #[error(
        "台账读不出来（{0}）。请停用，切勿另建台账；请系统管理员用最近的备份恢复，运行 xieban restore 备份文件 --identity 密钥文件。"
    )]
    Damaged(String),
    /// What would have been written could not have been read again, so nothing was.
    #[error(
        "这一步写进台账就读不回来（{0}），所以没有保存，台账没有改动。请改过再试；仍不行请找系统管理员。您填的内容还在。"
    )]
    Unreadable(String),
    /// Reading or writing failed.
    #[error("读写台账失败（{0}），请重试；仍不行请找系统管理员。您填的内容还在。")]
    Io(String),
}

impl StoreError {
    /// Only a newer program can work with this store.
    pub const fn is_newer(&self) -> bool {
        matches!(self, Self::Newer { .. } | Self::NewerPage(_))
    }
}

/// Why an action was not done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// A rule says no.
    #[error("{0}")]
    Refused(Refusal),
    /// The same request id came with another body.
    #[error("同一个请求号用在了两件不同的事上，请换一个请求号。")]
    RequestReused,
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for ActError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What a handle says on which an earlier call failed.
pub(super) const FAILED_BEFORE: &str = "上次读写失败";

/// Everything redb reports becomes one of ours.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "redb's list is open: what is new there is a failed read or write"
)]
fn sort(error: &redb::Error) -> StoreError {
    match error {
        redb::Error::Io(io) => sort_io(io),
        redb::Error::PreviousIo => StoreError::Io(FAILED_BEFORE.to_owned()),
        redb::Error::Corrupted(_) => StoreError::Damaged("文件内部损坏".to_owned()),
        redb::Error::TableDoesNotExist(name) => StoreError::Damaged(format!("缺表{name}")),
        redb::Error::WouldBlock | redb::Error::DatabaseAlreadyOpen => StoreError::Busy,
        other => StoreError::Io(other.to_string()),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "std's list is open: the rest are failed calls")]
fn sort_io(io: &std::io::Error) -> StoreError {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull, UnexpectedEof};
    match io.kind() {
        StorageFull | QuotaExceeded => StoreError::Full,
        // Nobody makes a store shorter than what is written in it.
        UnexpectedEof => StoreError::Damaged("文件被截断".to_owned()),
        _ => StoreError::Io(io.to_string()),
    }
}

impl From<std::io::Error> for StoreError {
    fn from(io: std::io::Error) -> Self {
        sort_io(&io)
    }
}

macro_rules! from_redb {
    ($($error:ident),+) => {$(
        impl From<redb::$error> for StoreError {
            fn from(error: redb::$error) -> Self {
                sort(&error.into())
            }
        }
    )+};
}

from_redb!(DatabaseError, TransactionError, TableError, StorageError, CommitError);
