//! 服务对象: who came. A person, or an organisation with the person who acts for it.
//!
//! Needed at the least is a form of address (R36): papers may have been forgotten, refused or lost, and somebody
//! without a telephone says how he can be reached. What was given is checked; what was not is never invented.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xieban_words::{canonical, mask, sanitise};

use super::codes::{IdType, NotGivenBecause};
use super::identity;
use super::refusal::{Reason, Refusal, RefusedField, Revealing};

/// Longest name or address that is taken, in characters. A longer one is refused, never cut.
pub const LONGEST_LINE: usize = 120;
/// Longest free text that is taken, in characters.
pub const LONGEST_WORDS: usize = 1000;

/// What a form, a script or an import says of a visitor, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct VisitorInput {
    /// 姓名或称呼: of the person, or of the 经办人 where there is an organisation.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// 证件类型.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_type: Option<IdType>,
    /// 证件号码.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id_no: String,
    /// 未提供证件的原因.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_given: Option<NotGivenBecause>,
    /// 电话.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// 无电话的，如何联系.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reach: String,
    /// 地址 (of the person; the organisation has its own).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// 单位; absent for a 个人.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationInput>,
    /// 有无委托书 (a 单位's 经办人).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mandate: Option<bool>,
}

/// What is said of an organisation, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OrganisationInput {
    /// 单位名称.
    pub name: String,
    /// 统一社会信用代码.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub credit_code: String,
    /// 法定代表人或负责人.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub head: String,
    /// 地址.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// 证件: shown, or not and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Papers {
    /// Shown, of this type and with this number (checked where the type has a check digit).
    Shown(IdType, String),
    /// 未提供, with the reason if one was asked for and given.
    NotGiven(Option<NotGivenBecause>),
}

/// How somebody can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// A mobile or landline number, canonical.
    Phone(String),
    /// 无电话, and how to reach them (empty: not said).
    NoPhone(String),
}

/// A person at the desk: the visitor, or the 经办人 of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// 姓名或称呼.
    pub name: String,
    /// 证件.
    pub papers: Papers,
    /// 电话, or how to reach them.
    pub contact: Contact,
    /// 地址; empty where not said.
    pub address: String,
}

/// A 单位.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// 单位名称.
    pub name: String,
    /// 统一社会信用代码, checked (GB 32100).
    pub credit_code: Option<String>,
    /// 法定代表人或负责人; empty where not said.
    pub head: String,
    /// 地址; empty where not said.
    pub address: String,
}

/// A visitor whose particulars have been checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visitor {
    /// 个人.
    Person(Person),
    /// 单位, through its 经办人.
    Organisation {
        /// The 单位.
        organisation: Organisation,
        /// Its 经办人, who signs.
        agent: Person,
        /// 委托书 有/无.
        mandate: bool,
    },
}

impl Visitor {
    /// The name the case goes by: the organisation's, else the person's.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Organisation { organisation, .. } => &organisation.name,
        }
    }

    /// Whoever stands at the desk and signs.
    pub const fn person(&self) -> &Person {
        match self {
            Self::Person(person) | Self::Organisation { agent: person, .. } => person,
        }
    }

    /// The 单位, if there is one.
    pub const fn organisation(&self) -> Option<&Organisation> {
        match self {
            Self::Person(_) => None,
            Self::Organisation { organisation, .. } => Some(organisation),
        }
    }

    /// The name as it may stand in a list: a person's is masked, an organisation's is public register data.
    pub fn listed_name(&self) -> String {
        match self {
            Self::Person(person) => mask::name(&person.name),
            Self::Organisation { organisation, .. } => organisation.name.clone(),
        }
    }

    /// The phone number, if there is one.
    pub fn phone(&self) -> Option<&str> {
        match &self.person().contact {
            Contact::Phone(phone) => Some(phone),
            Contact::NoPhone(_) => None,
        }
    }

    /// The number of the papers shown, if any were.
    pub fn id_number(&self) -> Option<&str> {
        match &self.person().papers {
            Papers::Shown(_, number) => Some(number),
            Papers::NotGiven(_) => None,
        }
    }

    /// What was typed for this visitor, as a form for the next visit.
    pub fn to_input(&self) -> VisitorInput {
        let person = self.person();
        let (id_type, id_no, not_given) = match &person.papers {
            Papers::Shown(kind, number) => (Some(*kind), number.clone(), None),
            Papers::NotGiven(why) => (None, String::new(), *why),
        };
        let (phone, reach) = match &person.contact {
            Contact::Phone(phone) => (phone.clone(), String::new()),
            Contact::NoPhone(how) => (String::new(), how.clone()),
        };
        let (organisation, mandate) = match self {
            Self::Person(_) => (None, None),
            Self::Organisation { organisation, mandate, .. } => (
                Some(OrganisationInput {
                    name: organisation.name.clone(),
                    credit_code: organisation.credit_code.clone().unwrap_or_default(),
                    head: organisation.head.clone(),
                    address: organisation.address.clone(),
                }),
                Some(*mandate),
            ),
        };
        VisitorInput {
            name: person.name.clone(),
            id_type,
            id_no,
            not_given,
            phone,
            reach,
            address: person.address.clone(),
            organisation,
            mandate,
        }
    }
}

impl VisitorInput {
    /// Checks what was typed and brings it into its one stored form. `today` is the office's date (no birth date lies after it).
    ///
    /// Refused, on the field it belongs to: no form of address (R36), a wrong check digit (GB 11643, GB 32100),
    /// a number that is no telephone number, a text longer than [`LONGEST_LINE`], or one that is masked.
    pub fn checked(&self, today: NaiveDate) -> Result<Visitor, Refusal> {
        self.unmasked()?;
        if self.name.trim().len() >= 5 && canonical::number(&self.name).chars().all(|c| c.is_ascii_digit()) {
            return Err(Reason::NameIsNumber.on(RefusedField::Name));
        }
        let person = Person {
            name: line(&self.name, RefusedField::Name)?,
            papers: self.papers(today)?,
            contact: self.contact()?,
            address: line(&self.address, RefusedField::Address)?,
        };
        let Some(organisation) = &self.organisation else {
            return match person.name.is_empty() {
                true => Err(Reason::NoFormOfAddress.on(RefusedField::Name)),
                false => Ok(Visitor::Person(person)),
            };
        };
        let credit_code = match canonical::number(&organisation.credit_code) {
            code if code.is_empty() => None,
            code => Some(
                identity::check_credit_code(&code)
                    .map_err(|e| Reason::WrongNumber(e).on(RefusedField::CreditCode))?,
            ),
        };
        let organisation = Organisation {
            name: line(&organisation.name, RefusedField::OrganisationName)?,
            credit_code,
            head: line(&organisation.head, RefusedField::Head)?,
            address: line(&organisation.address, RefusedField::OrganisationAddress)?,
        };
        if organisation.name.is_empty() {
            return Err(Reason::NoFormOfAddress.on(RefusedField::OrganisationName));
        }
        Ok(Visitor::Organisation { organisation, agent: person, mandate: self.mandate.unwrap_or(false) })
    }

    /// What stands masked somewhere must not become what is known of somebody.
    fn unmasked(&self) -> Result<(), Refusal> {
        let person = [
            (&self.name, RefusedField::Name),
            (&self.id_no, RefusedField::IdNumber),
            (&self.phone, RefusedField::Phone),
            (&self.reach, RefusedField::Phone),
            (&self.address, RefusedField::Address),
        ];
        let firm = self.organisation.iter();
        let firm = firm.flat_map(|firm| {
            [(&firm.head, RefusedField::Head), (&firm.address, RefusedField::OrganisationAddress)]
        });
        let masked = person.into_iter().chain(firm).find(|(text, _)| mask::is_masked(text));
        masked.map_or(Ok(()), |(_, field)| Err(Revealing::Masked.on(field)))
    }

    fn papers(&self, today: NaiveDate) -> Result<Papers, Refusal> {
        let number = canonical::number(&self.id_no);
        if number.is_empty() || self.id_type == Some(IdType::NotGiven) {
            return Ok(Papers::NotGiven(self.not_given));
        }
        let kind = self.id_type.unwrap_or(IdType::ResidentId);
        let wrong = |e| Reason::WrongNumber(e).on(RefusedField::IdNumber);
        let number = match kind {
            IdType::ResidentId => identity::check_resident_id(&number, today).map_err(wrong)?,
            IdType::CreditCode => identity::check_credit_code(&number).map_err(wrong)?,
            IdType::Passport
            | IdType::HongKongMacaoPermit
            | IdType::TaiwanPermit
            | IdType::ForeignerPermit
            | IdType::Other
            | IdType::NotGiven => line(&number, RefusedField::IdNumber)?,
        };
        Ok(Papers::Shown(kind, number))
    }

    fn contact(&self) -> Result<Contact, Refusal> {
        let phone = canonical::number(&self.phone);
        if phone.is_empty() {
            return Ok(Contact::NoPhone(line(&self.reach, RefusedField::Phone)?));
        }
        identity::check_phone(&phone)
            .map(Contact::Phone)
            .map_err(|e| Reason::WrongNumber(e).on(RefusedField::Phone))
    }
}

/// One line of text in its stored form; too long is refused rather than cut.
pub fn line(text: &str, field: RefusedField) -> Result<String, Refusal> {
    bounded(&sanitise::line(text, LONGEST_LINE * 8), LONGEST_LINE, field)
}

/// Free words in their stored form; too long is refused rather than cut.
pub fn words(text: &str, field: RefusedField) -> Result<String, Refusal> {
    bounded(&sanitise::lines(text, LONGEST_WORDS * 8), LONGEST_WORDS, field)
}

fn bounded(text: &str, longest: usize, field: RefusedField) -> Result<String, Refusal> {
    let text = text.trim().to_owned();
    match text.chars().count() {
        n if n > longest => Err(Reason::TooLong { longest }.on(field)),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(input: &VisitorInput) -> &'static str {
        input.checked("2026-11-23".parse().unwrap()).unwrap_err().code()
    }

    #[test]
    fn r36_a_form_of_address_is_all_that_is_needed_and_a_number_is_none() {
        let named = VisitorInput { name: "张先生".to_owned(), ..VisitorInput::default() };
        let visitor = named.checked("2026-11-23".parse().unwrap()).unwrap();
        assert_eq!((visitor.name(), visitor.phone(), visitor.id_number()), ("张先生", None, None));
        assert_eq!(refused(&VisitorInput::default()), "no_form_of_address");
        assert_eq!(
            refused(&VisitorInput { name: "１３８ 0013 8000".to_owned(), ..VisitorInput::default() }),
            "name_is_number"
        );
        assert_eq!(refused(&VisitorInput { name: "张".repeat(121), ..VisitorInput::default() }), "too_long");
    }

    #[test]
    fn what_was_stored_comes_back_as_it_was_typed() {
        let input = VisitorInput {
            name: "李秀英".to_owned(),
            id_type: Some(IdType::ResidentId),
            id_no: "320311199202290036".to_owned(),
            phone: "13800138000".to_owned(),
            organisation: Some(OrganisationInput {
                name: "徐州楚韵浴室有限公司".to_owned(),
                ..OrganisationInput::default()
            }),
            mandate: Some(true),
            ..VisitorInput::default()
        };
        let visitor = input.checked("2026-11-23".parse().unwrap()).unwrap();
        assert_eq!(visitor.to_input(), input);
        assert_eq!(visitor.listed_name(), "徐州楚韵浴室有限公司");
    }
}
