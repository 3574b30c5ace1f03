//! 协办件: its state, what may be asked of it, what may have happened to it, and the gates between.

pub mod answer;
pub mod approval;
pub mod clock;
pub mod closing;
pub mod command;
pub mod consent;
pub mod correction;
mod decide;
pub mod escalation;
pub mod event;
mod evolve;
pub mod experience;
pub mod joint;
pub mod late;
mod life;
pub mod part;
pub mod pause;
pub mod phone;
mod seals;
pub mod service;
pub mod signature;
pub mod stages;
pub mod state;
pub mod supervision;
pub mod transfer;
pub mod undo;
pub mod visit;
pub mod void;

pub use command::{CaseCommand, Register};
pub use decide::{TELL_WITHIN, decide, register};
pub use event::CaseEvent;
pub use evolve::replay;
pub use state::{Case, Life};
