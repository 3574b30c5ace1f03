//! The rules. No clock, no files, no terminal: everything a rule may know is handed to it.
//!
//! A new rule goes into `case/decide` (or the `decide` of the thing it is about), its refusal into [`refusal`], its fact
//! into `data`. Nothing else in the program decides what may be done.

// A number that wraps is stored for ever as another one, and one that stops the program stops every desk that reads it.
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod absence;
pub mod acting;
pub mod appointment;
pub mod assessment;
pub mod basis;
pub mod calendar;
pub mod case;
pub mod catalogue;
pub mod classify;
pub mod codes;
pub mod command;
pub mod complaint;
pub mod conduct;
pub mod context;
pub mod counting;
pub mod documents;
pub mod drill;
pub mod duty;
pub mod event;
pub mod figures;
pub mod founding;
pub mod host_clock;
pub mod identity;
pub mod limit;
mod lot;
pub mod material;
pub mod moment;
pub mod notice;
pub mod number;
pub mod office;
pub mod opinion;
pub mod personnel;
pub mod pin;
pub mod plausible;
pub mod premises;
mod public_text;
pub mod ranges;
pub mod redaction;
pub mod refusal;
pub mod regulation;
pub mod report;
pub mod reveal;
pub mod review;
pub mod roster;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod scene;
pub mod sealed;
pub mod settings;
pub mod shift;
pub mod staff;
pub mod tenths;
pub mod throttle;
pub mod timetable;
pub mod units;
pub mod visitor;
pub mod waiting;

/// A count of nothing is left out of what is written.
pub const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A flag that is not set is left out of what is written.
pub const fn is_false(flag: &bool) -> bool {
    !*flag
}
