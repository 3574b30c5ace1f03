//! 评议 (R73): who was asked, which marks were given, and what came of it. One about the office or a 科室 is an ordinary page whose
//! names and words are sealed; one about a person lies behind the wall of recusal.

mod command;
mod decide;
mod record;

pub use command::{About, HoldReview};
pub use decide::hold;
pub use record::{PersonReview, Review, ReviewHeld, ReviewOf, Reviewed};
