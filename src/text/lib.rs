//! How wide a text is, in cells, and the pixels of its large type. Nothing outside this crate asks for a width.

mod ambiguous;
pub mod field;
mod fit;
pub mod font;
mod metrics;
mod numbers;
mod wrap;

pub use field::Field;
pub use fit::{centre, fit, pad, pad_left, spread};
pub use metrics::{Breadth, Metrics};
pub use wrap::wrap;
