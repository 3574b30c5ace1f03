//! Why an identity is not shown, or not taken.

use super::{Basis, Reason, Refusal, RefusedField, Sentence};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revealing {
    NotYours,
    NotOpen,
    NotSaid,
    /// Too many that did not fit: not before so many seconds.
    Wait {
        seconds: i64,
    },
    ReasonNeeded,
    Erased,
    Anonymous,
    Masked,
    NamesSomebody,
    NumberInTheOpen,
}

impl Revealing {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Revealing(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, text: &str| Sentence(code, Basis::Program, text.to_owned());
        match self {
            Self::NotYours => say("not_yours_to_see", "这件不由您经办，要看身份请写明原因，领导会看到。"),
            Self::NotOpen => say("not_open_to_see", "这件已经办完，要看身份请写明原因，领导会看到。"),
            Self::NotSaid => {
                say("not_said", "说的与登记的不符，请核对服务对象本人的电话、证件号或全名后再认。")
            }
            Self::Wait { seconds } => Sentence(
                "look_up_waits",
                Basis::Program,
                format!("对不上的太多，请等{seconds}秒再查；急办请看来人的证件后照实填写。"),
            ),
            Self::ReasonNeeded => say("reveal_needs_reason", "请写明为什么要看，领导会看到。"),
            Self::Erased => say("identity_erased", "服务对象的资料已按期清除，没有可看的。"),
            Self::Anonymous => say("anonymous", "这件是匿名投诉，没有可看的身份。"),
            Self::NamesSomebody => {
                say("names_somebody", "这一栏不写服务对象是谁，也不写个人的电话、证件号；要写的写在说明里。")
            }
            Self::NumberInTheOpen => {
                say("number_in_the_open", "这一栏人人看得到，不写个人的手机号、证件号，请删去再存。")
            }
            Self::Masked => say("masked", "带*号的是遮住的资料，不能存；请先查看身份，或照实填写。"),
        }
    }
}
