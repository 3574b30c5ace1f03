//! Pieces that several screens use.

pub(super) mod case_line;
pub(super) mod materials;
pub(crate) mod promising;
pub(super) mod sheets;
pub(crate) mod stages;
