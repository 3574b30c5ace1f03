//! Short versions for every day, full figures when they are asked for.

/// The full figures are asked for.
pub fn full() -> bool {
    std::env::var("XIEBAN_CAMPAIGN").is_ok_and(|asked| asked == "1")
}
