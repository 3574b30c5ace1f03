//! The terminal: raw mode and its guard, keys in, canonical frames out.
