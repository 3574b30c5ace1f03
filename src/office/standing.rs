//! How the store stands, as everybody at a desk may know: one sentence where something is wrong, and how far it was checked.

use xieban_store::{Health, StoreError};

use super::Office;

/// How the store stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreStanding {
    /// What is wrong and who mends it.
    pub alarm: Option<String>,
    /// The page up to which the last pages were found right at the opening.
    pub checked: Option<u64>,
}

impl Office {
    /// How the store stands, as far as is known.
    pub fn standing(&self) -> StoreStanding {
        let Health { full, discord, unwitnessed } = self.store.health();
        let recent = self.recent.get();
        let finding = recent.and_then(|audit| audit.finding.as_ref());
        let alarm = match (discord, finding) {
            (Some(discord), _) => Some(format!("台账{discord}：只能查看，请系统管理员用备份核对")),
            (None, Some(finding)) => Some(format!("台账{finding}：请系统管理员运行 xieban audit")),
            (None, None) if full => Some("磁盘已满，只能查看：请系统管理员腾出空间".to_owned()),
            (None, None) if unwitnessed => Some("台账见证写不上：请系统管理员看见证目录".to_owned()),
            (None, None) => None,
        };
        StoreStanding {
            alarm,
            checked: recent.filter(|audit| audit.finding.is_none()).map(|audit| audit.pages),
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

    /// Looks whether there is room again, after the disk was full.
    pub fn mend(&self) {
        self.store.mend();
    }
}
