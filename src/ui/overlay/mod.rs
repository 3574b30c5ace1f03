//! What opens over a screen: dialogs, help, palette, paper.

pub(crate) mod absence;
pub(crate) mod call;
pub(super) mod clock;
pub(crate) mod counted;
pub(crate) mod counted_complaints;
pub(super) mod day_log;
pub(super) mod dialog;
pub(super) mod drill;
pub(crate) mod exporting;
pub(super) mod guide;
pub(super) mod help;
pub(super) mod library;
pub(crate) mod materials;
pub(super) mod notice;
pub(super) mod palette;
pub(super) mod paper;
pub(super) mod pins;
pub(super) mod public;
pub(crate) mod reveal_flow;
pub(crate) mod second;
pub(super) mod shift;
pub(super) mod switch;
pub(super) mod totals;
pub(super) mod waiting;
