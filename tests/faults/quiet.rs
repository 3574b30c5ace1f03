//! Panics that are no news: those the store catches at its border, and those a control is meant to have.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    static MEANT: Cell<bool> = const { Cell::new(false) };
}

/// Does it fail, as a control must?
pub(crate) fn fails(attempt: impl FnOnce()) -> bool {
    hush();
    let within_another = MEANT.replace(true);
    let failed = catch_unwind(AssertUnwindSafe(attempt)).is_err();
    MEANT.set(within_another);
    failed
}

/// From now on only other panics are told; `XIEBAN_LOUD=1` tells them all.
pub(crate) fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::env::var("XIEBAN_LOUD").is_ok() || (!xieban_office::inside_store() && !MEANT.get()) {
                loud(panic);
            }
        }));
    });
}
