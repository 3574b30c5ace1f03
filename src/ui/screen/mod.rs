//! The screens: the door, the registration, the cases, the duty, the complaints, the supervision, the settings.

pub(super) mod cases;
pub(super) mod complaints;
pub(super) mod duty;
pub(super) mod register;
pub(super) mod settings;
pub(super) mod sign_in;
pub(super) mod supervision;
pub(super) mod views;
