//! Randomness: salts of sealed texts, ids of requests and runs.

use crate::domain::conduct::Receipt;

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

/// A receipt code from 32 random bytes.
pub(super) fn receipt_of(bytes: [u8; 32]) -> Receipt {
    let [a, b, c, d, ..] = bytes;
    Receipt::random(u32::from_be_bytes([a, b, c, d]))
}
