//! A program that breaks when it is told to, so that tests see what a panic leaves behind. It is in no released program: whatever
//! calls it is compiled with debug assertions only.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

static DRAWING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
static LISTENING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
static WORKING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// From now on SIGUSR1 breaks the next drawing, SIGUSR2 the next listening, and SIGALRM the next work.
pub fn arm() -> io::Result<()> {
    use signal_hook::consts::{SIGALRM, SIGUSR1, SIGUSR2};
    signal_hook::flag::register(SIGALRM, Arc::clone(&WORKING))?;
    signal_hook::flag::register(SIGUSR1, Arc::clone(&DRAWING))?;
    signal_hook::flag::register(SIGUSR2, Arc::clone(&LISTENING))?;
    Ok(())
}

/// Breaks a drawing if it is to break, with all that stands on the screen in its message.
pub(super) fn drawing(frame: impl FnOnce() -> String) {
    assert!(!DRAWING.swap(false, Ordering::SeqCst), "{}", frame());
}

/// Breaks the work on another thread if it is to break, with all that it was to do in its message.
///
/// # Panics
///
/// Once SIGALRM has come: that is what it is for.
pub fn working(what: &dyn std::fmt::Debug) {
    assert!(!WORKING.swap(false, Ordering::SeqCst), "{what:?}");
}

/// Breaks the listening if it is to break, with all that was typed in its message.
pub(super) fn listening(typed: &dyn std::fmt::Debug) {
    assert!(!LISTENING.swap(false, Ordering::SeqCst), "{typed:?}");
}
