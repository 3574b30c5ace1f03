//! What a PIN must be like, who may set whose, and what the settings of both may say (GB/T 22239).

use super::{Basis, Reason, Refusal, RefusedField, Sentence};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signing {
    TooShort { shortest: u16 },
    TooLong,
    TooFewKinds { kinds: u16 },
    Guessable,
    SameAsBefore,
    OwnByOld,
    PolicyOutOfRange,
    LockOutOfRange,
}

impl Signing {
    /// This reason, of the command as a whole.
    pub const fn refused(self) -> Refusal {
        Reason::Signing(self).on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        const ASKED: Basis = Basis::Standard("GB/T 22239");
        match self {
            Self::TooShort { shortest } => {
                Sentence("pin_too_short", ASKED, format!("密码至少{shortest}位，请加长；也可以用一句话。"))
            }
            Self::TooLong => Sentence(
                "pin_too_long",
                Basis::Program,
                format!("密码最多{}位，请写短一些。", crate::pin::LONGEST),
            ),
            Self::TooFewKinds { kinds } => Sentence(
                "pin_of_too_few_kinds",
                ASKED,
                format!(
                    "密码要有数字、小写字母、大写字母、其他符号中的{kinds}种，或者用15个字以上的一句话。"
                ),
            ),
            Self::Guessable => Sentence(
                "pin_guessable",
                ASKED,
                "这个密码好猜，请另想一个：不要用连号、重复、生日、电话、代码、姓名、常用词来凑。".to_owned(),
            ),
            Self::SameAsBefore => {
                Sentence("pin_same_as_before", ASKED, "新密码不能同现在的一样，请另想一个。".to_owned())
            }
            Self::OwnByOld => {
                Sentence("own_pin_by_old", ASKED, "自己的密码请用“改密码”，先输入现在的密码。".to_owned())
            }
            Self::PolicyOutOfRange => Sentence(
                "pin_policy_out_of_range",
                ASKED,
                "密码最短6至32位、组成1至4种、更换周期7至730天（0为不更换），请改正。".to_owned(),
            ),
            Self::LockOutOfRange => Sentence(
                "lock_policy_out_of_range",
                ASKED,
                "遮屏至少1分钟，锁定要比遮屏晚、不超过120分钟，一次签到1至24小时，请改正。".to_owned(),
            ),
        }
    }
}
