//! What is recorded of a person of ours besides complaints: 任免 and 评议 of him. Each step is sealed as a whole, so that its page
//! shows nothing but a seal, and nobody reads it but through the wall (R73, R77–R79).

use serde::{Deserialize, Serialize};

use super::appointment::FiledAppointment;
use super::review::PersonReview;
use super::sealed::{Sealed, seals};

/// A page of it: a seal and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonnelPage {
    /// What happened, to whom, and by whom.
    pub step: Sealed<PersonnelStep>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum PersonnelStep {
    /// A step of a 任免.
    Appointment(FiledAppointment),
    /// 评议 of a person.
    Review(PersonReview),
}

seals!(PersonnelPage { step });
