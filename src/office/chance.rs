//! Randomness: salts of sealed texts, ids of requests and runs.

/// 32 random bytes. A machine without randomness cannot keep secrets: then the text is sealed without salt rather than lost.
pub(super) fn salt() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok();
    bytes
}

/// A request id nobody else has.
pub(super) fn random_id() -> String {
    let id = salt().iter().take(8).fold(0_u64, |id, byte| (id << 8) | u64::from(*byte));
    format!("{id:016x}")
}
