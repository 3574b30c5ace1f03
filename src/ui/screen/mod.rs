//! The screens: the door, the registration, the cases.

pub(super) mod cases;
pub(super) mod register;
pub(super) mod sign_in;
