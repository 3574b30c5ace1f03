//! How a complaint comes in, and from whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xieban_words::mask;

use crate::codes::list;
use crate::identity;
use crate::refusal::{Reason, Refusal, RefusedField, Revealing};
use crate::visitor::line;

list! {
    /// 渠道: how a complaint comes in.
    Channel {
        InPerson = "现场",
        Telephone = "电话",
        Letter = "来信",
        OpinionBook = "意见本",
        TextMessage = "短信",
        Hotline12345 = "12345转办",
        Hotline12320 = "12320转办",
        FromAbove = "上级交办",
    }
}
/// Who complains, if he says so. Sealed apart from what he says, and shown only on demand with a reason (R72).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Complainant {
    /// 姓名或称呼.
    pub name: String,
    /// 联系电话; empty where not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

impl Complainant {
    /// What he said of himself, checked; `None` where he said nothing, and then nothing of him is stored.
    pub fn checked(said: Option<&Self>) -> Result<Option<Self>, Refusal> {
        let Some(said) = said else { return Ok(None) };
        if let Some((_, field)) = [(&said.name, RefusedField::Name), (&said.phone, RefusedField::Phone)]
            .iter()
            .find(|(text, _)| mask::is_masked(text))
        {
            return Err(Revealing::Masked.on(*field));
        }
        let phone = match said.phone.trim() {
            "" => String::new(),
            phone => identity::check_phone(phone)
                .map_err(|error| Reason::WrongNumber(error).on(RefusedField::Phone))?,
        };
        let checked = Self { name: line(&said.name, RefusedField::Name)?, phone };
        Ok(Some(checked).filter(|said| !said.name.is_empty() || !said.phone.is_empty()))
    }
}
