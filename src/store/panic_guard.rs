//! The panic guard of the store: a panic inside it becomes an error, and the program goes on.
//!
//! Checksums of pages are not verified on every read, so a damaged file can make the library panic.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::StoreError;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// This thread is inside a store call: a panic hook stays quiet, because the panic will become an error.
pub fn inside_store() -> bool {
    INSIDE.get()
}

/// Runs a store call; a panic in it is damage.
pub(super) fn guarded<T, E: From<StoreError>>(call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let before = INSIDE.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(call));
    INSIDE.set(before);
    outcome.unwrap_or_else(|_| Err(StoreError::Damaged("数据页损坏".to_owned()).into()))
}
