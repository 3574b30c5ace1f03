//! Pieces that several screens use.

pub(crate) mod bars;
pub(super) mod case_line;
pub(super) mod case_rows;
pub(crate) mod identity;
pub(crate) mod marked;
pub(super) mod materials;
pub(super) mod matter;
pub(crate) mod promising;
pub(super) mod records;
pub(super) mod sheets;
pub(crate) mod stages;
pub(crate) mod tabs;
