//! What an entry of the staff directory must be like (R16, R21, R24).

use super::{Basis, Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Staffing {
    NameNeeded,
    Code { typed: String },
    CodeTaken { code: String },
    CodeAlike { typed: String, code: String, name: String },
    CodeIsOnePerson { code: String, name: String },
    AdministratorNeeded,
    OfficePhone { typed: String },
    Mobile { typed: String },
    PhotoNotHere,
    PictureNotGiven,
}

impl Staffing {
    /// This reason, on the fact of the person's entry that it is about, or on the entry.
    pub const fn refused(self) -> Refusal {
        let field = match &self {
            Self::OfficePhone { .. } => RefusedField::Phone,
            Self::Mobile { .. } => RefusedField::Mobile,
            Self::Code { .. } | Self::CodeTaken { .. } | Self::CodeAlike { .. } => RefusedField::Code,
            Self::CodeIsOnePerson { .. } => RefusedField::Reason,
            Self::NameNeeded | Self::AdministratorNeeded | Self::PhotoNotHere | Self::PictureNotGiven => {
                RefusedField::Staff
            }
        };
        Reason::Staffing(self).on(field)
    }

    pub(super) fn told(&self) -> Sentence {
        match self {
            Self::NameNeeded => Sentence("staff_needs_name", Basis::Program, "请写姓名。".to_owned()),
            Self::Code { typed } if typed.is_empty() => Sentence(
                "staff_needs_code",
                Basis::Program,
                "请取一个代码：只用字母和数字，不超过12位。".to_owned(),
            ),
            Self::Code { typed } => Sentence(
                "wrong_staff_code",
                Basis::Program,
                format!("代码“{typed}”不对：只用字母和数字，不超过12位。"),
            ),
            Self::CodeTaken { code } => Sentence(
                "staff_code_taken",
                Basis::Program,
                format!("代码“{code}”有两个人在用，请给其中一人另取一个。"),
            ),
            Self::CodeAlike { typed, code, name } => Sentence(
                "code_alike",
                Basis::Program,
                format!(
                    "代码不分大小写：“{typed}”和{name}的“{code}”是一个。改他的登记写“{code}”，另一个人请另取代码。"
                ),
            ),
            Self::CodeIsOnePerson { code, name } => Sentence(
                "code_is_one_person",
                plan(45),
                format!(
                    "“{code}”是{name}，一个代码永远是一个人。姓名写错了或改了名，请写更名原因；换了人，请另取代码。"
                ),
            ),
            Self::AdministratorNeeded => Sentence(
                "administrator_needed",
                Basis::Program,
                "须有一名系统管理员，请写明由谁担任。".to_owned(),
            ),
            Self::OfficePhone { typed } => Sentence(
                "wrong_office_phone",
                plan(16),
                format!("办公电话“{typed}”不对：写7至8位号码，可带区号、转分机，如0516-83800001转802。"),
            ),
            Self::Mobile { typed } => {
                Sentence("wrong_mobile", plan(16), format!("手机“{typed}”不对：须是11位手机号码。"))
            }
            Self::PhotoNotHere => Sentence(
                "photo_not_here",
                plan(21),
                "照片不写在登记里，请用 xieban staff photo 代码 照片文件。".to_owned(),
            ),
            Self::PictureNotGiven => Sentence(
                "picture_not_given",
                plan(21),
                "照片要连文件一起交，请用 xieban staff photo 代码 照片文件。".to_owned(),
            ),
        }
    }
}
