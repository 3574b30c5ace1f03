//! The terminal: raw mode and its guard, keys in, canonical frames out. Nothing outside this room writes to the terminal,
//! reads a key, or looks at the monotonic clock.

mod clock;
mod decoder;
mod glyphs;
mod key;

pub use clock::Instant;
pub use decoder::Decoder;
pub use glyphs::Glyphs;
pub use key::{Code, Input, Key};
