//! The terminal: raw mode and its guard, keys in, canonical frames out. Nothing outside this crate writes to the terminal,
//! reads a key, or looks at the monotonic clock.

mod canvas;
mod clock;
mod decoder;
mod encoder;
#[cfg(debug_assertions)]
pub mod fault_injection;
mod glyphs;
mod guard;
mod input;
mod key;
mod large;
mod output;
mod picture;
mod probe;
mod screen;
mod secret;
mod theme;

pub use canvas::{Canvas, dump};
pub use clock::Instant;
pub use decoder::Decoder;
pub use encoder::{Depth, Encoder};
pub use glyphs::Glyphs;
pub use guard::{Guard, GuardError, size};
pub use input::{Heard, Keyboard, Listener, end, on_end};
pub use key::{Code, Input, Key};
pub use large::{Digits, Grain, Large};
pub use output::{Line, Output};
pub use picture::Picture;
pub use probe::metrics;
pub use screen::Screen;
pub use secret::ask_secret;
pub use theme::{Theme, ThemeError, Tone};
