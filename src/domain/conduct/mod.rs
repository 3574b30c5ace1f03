//! 作风: what is said of our own people, and what comes of it — behind the wall of recusal (R72–R76).
//!
//! A *file* begins with a complaint about somebody's conduct, or with what the two offices saw themselves. Everything
//! that happens to it is one [`FiledStep`], sealed as a whole: its page in the journal shows nothing but that seal.
//! Nobody reads a file but through [`Walled`], which asks who reads.

mod decide;
mod file;
mod step;
mod wall;
mod work;

#[cfg(test)]
mod tests;

pub use decide::{AboutFile, ConductCommand, TakeIn, TakenIn, ask, begin, decide, take_in};
pub use file::{File, Informed, Investigation, REPORT_WITHIN, Ruling, Standing};
pub use step::{
    ConductComplaint, ConductPage, ConductStep, FileNumber, FiledStep, Found, Measure, Misconduct, OnTheSpot,
    ReceiptCode,
};
pub use wall::{Concerns, Readers, Walled, is_of_the_offices};
