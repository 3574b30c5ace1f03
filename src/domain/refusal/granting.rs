//! Who may make whom what.

use super::{Basis, Reason, Refusal, RefusedField, Sentence};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Granting {
    OwnRoles,
    LastAdministrator,
    HeadConsents { names: Vec<String> },
    LeaderConsents { names: Vec<String> },
    AdministratorConsents { names: Vec<String> },
    PaperNeeded,
    PinWasReset,
    RecoveryCodeWrong,
    RecoveryNotForJudges,
}

impl Granting {
    /// This reason, on the fact that it is about.
    pub const fn refused(self) -> Refusal {
        let field = match &self {
            Self::OwnRoles | Self::LastAdministrator => RefusedField::Roles,
            Self::HeadConsents { .. } | Self::LeaderConsents { .. } | Self::AdministratorConsents { .. } => {
                RefusedField::Second
            }
            Self::PaperNeeded => RefusedField::AppointingPaper,
            Self::PinWasReset | Self::RecoveryCodeWrong | Self::RecoveryNotForJudges => RefusedField::Whole,
        };
        Reason::Granting(self).on(field)
    }

    pub(super) fn told(&self) -> Sentence {
        match self {
            Self::OwnRoles => Sentence(
                "own_roles",
                Basis::Program,
                "自己的角色不能自己改，请另一名系统管理员改。".to_owned(),
            ),
            Self::LastAdministrator => Sentence(
                "last_administrator",
                Basis::Program,
                "这是最后一名能签到的系统管理员，请先增设一名、给他设好密码，再改这里。".to_owned(),
            ),
            Self::HeadConsents { names } => Sentence(
                "head_consents",
                Basis::Program,
                format!(
                    "领导、作风办、行风办的角色和密码，要所主要负责人（{}）在场同意：请他写代码、输密码。",
                    names.join("、")
                ),
            ),
            Self::LeaderConsents { names } => Sentence(
                "leader_consents",
                Basis::Program,
                format!(
                    "领导、作风办、行风办的角色和密码，要一名值班领导（{}）在场同意：请他写代码、输密码，并写任命文件。",
                    names.join("、")
                ),
            ),
            Self::AdministratorConsents { names } if names.is_empty() => Sentence(
                "administrator_consents",
                Basis::Program,
                "没有别的领导在，要另一名系统管理员在场同意，他自己换的密码须已用满7天：请先增设一名。"
                    .to_owned(),
            ),
            Self::AdministratorConsents { names } => Sentence(
                "administrator_consents",
                Basis::Program,
                format!(
                    "没有别的领导在，要另一名系统管理员（{}）在场同意：请他写代码、输密码，并写任命文件。",
                    names.join("、")
                ),
            ),
            Self::PaperNeeded => Sentence(
                "appointing_paper_needed",
                Basis::Program,
                "请写任命文件的文号、日期和批准人。".to_owned(),
            ),
            Self::RecoveryCodeWrong => Sentence(
                "recovery_code_wrong",
                Basis::Program,
                "恢复码不对，或者已经用过、已换新的：请核对密封件上最近的一份。".to_owned(),
            ),
            Self::RecoveryNotForJudges => Sentence(
                "recovery_not_for_judges",
                Basis::Program,
                "恢复码不能换领导、作风办、行风办的密码：请另选一人当系统管理员。".to_owned(),
            ),
            Self::PinWasReset => {
                Sentence("pin_was_reset", Basis::Program, "您的密码已被重置，请退出后重新签到。".to_owned())
            }
        }
    }
}
