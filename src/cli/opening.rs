//! Opening a store for a command: where an older program's has to be brought up to date first, it is said how far that has come.

use std::path::Path;

use xieban_office::{Lookout, Office, OpenError, Upgrade, witnesses};

use super::out::ProgressLine;

/// An office for work.
pub(super) fn office(store: &Path) -> Result<Office, OpenError> {
    witnessed(store, &witnesses(store))
}

/// The same with its witness in a folder of one's own.
pub(super) fn witnessed(store: &Path, witnesses: &Path) -> Result<Office, OpenError> {
    telling(|upgrade| Office::open_with(store, witnesses, upgrade))
}

/// An office for reading.
pub(super) fn lookout(store: &Path) -> Result<Lookout, OpenError> {
    lookout_witnessed(store, &witnesses(store))
}

/// The same with its witness in a folder of one's own.
pub(super) fn lookout_witnessed(store: &Path, witnesses: &Path) -> Result<Lookout, OpenError> {
    telling(|upgrade| Lookout::open_with(store, witnesses, upgrade))
}

fn telling<A>(open: impl FnOnce(&mut Upgrade<'_>) -> A) -> A {
    let mut step = ProgressLine::new();
    let opened = open(&mut Upgrade::heard(&mut |percent| {
        step.say(&format!("台账正在升级（{percent}%），请不要关机"));
    }));
    step.end();
    opened
}
