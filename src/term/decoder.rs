//! Bytes → keys, however the line splits them.
//!
//! A sequence that may still be going on is waited for; the caller says when the line has been quiet long enough
//! ([`Decoder::patience`], [`Decoder::quiet`]), and only then is a lone Esc an Esc. Whole escape sequences that mean no key are
//! swallowed whole. A paste whose end never comes is given out as far as it came: the keyboard is never lost to it.

mod sequence;
#[cfg(test)]
mod tests;

use std::time::Duration;

use self::sequence::{Progress, step};
use super::key::Input;

/// Longest paste taken, in bytes; what comes beyond it, up to its end, is dropped.
const PASTE: usize = 1 << 20;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";
/// How long the line must be quiet before a sequence gets no more, and a lone Esc is an Esc.
const SEQUENCE_QUIET: Duration = Duration::from_millis(50);
/// How long the line must be quiet before a paste gets no more: longer, because a thin line may stall in the middle of one.
const PASTE_QUIET: Duration = Duration::from_secs(1);

/// The state of a line.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// What has come of a paste that is going on. The pending bytes are then the beginning of its end, or none.
    paste: Option<Vec<u8>>,
    /// What is still missing of the end of a paste that was given out before it: should it come after all, it is no typing.
    late: &'static [u8],
}

impl Decoder {
    /// Takes bytes as they come; gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut inputs = Vec::new();
        self.pending.extend_from_slice(bytes);
        self.drain(&mut inputs, false);
        inputs
    }

    /// The line has been quiet: what is pending will get no more.
    pub fn quiet(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        if let Some(paste) = self.paste.take() {
            // An Esc alone is somebody who wants the keyboard back; with more behind it, it is an end that was cut.
            self.late = match self.pending.len() {
                0 => &[],
                came => PASTE_END.get(came..).unwrap_or_default(),
            };
            self.pending.clear();
            inputs.extend(Some(text(&paste)).filter(|text| !text.is_empty()).map(Input::Paste));
        }
        self.drain(&mut inputs, true);
        inputs
    }

    /// How long the line must be quiet before [`Decoder::quiet`] may be said; nothing if nothing is waited for.
    pub fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.pending.len()) {
            (Some(_), 1) => Some(SEQUENCE_QUIET),
            (Some(_), _) => Some(PASTE_QUIET),
            (None, 0) => None,
            (None, _) => Some(SEQUENCE_QUIET),
        }
    }

    /// Something is pending that more bytes may complete.
    pub fn is_waiting(&self) -> bool {
        self.patience().is_some()
    }

    fn drain(&mut self, inputs: &mut Vec<Input>, quiet: bool) {
        loop {
            if self.paste.is_some() {
                if !self.drain_paste(inputs) {
                    return;
                }
                continue;
            }
            if self.pending.is_empty() || !self.drain_late(quiet) {
                return;
            }
            match step(&self.pending, quiet) {
                Progress::Took(n, key) => {
                    self.pending.drain(..n.clamp(1, self.pending.len()));
                    inputs.extend(key.map(Input::Key));
                }
                Progress::Paste(n) => {
                    self.pending.drain(..n);
                    self.paste = Some(Vec::new());
                }
                Progress::More => return,
            }
        }
    }

    /// Moves pending bytes into the paste; `true` once its end has come.
    fn drain_paste(&mut self, inputs: &mut Vec<Input>) -> bool {
        let Some(paste) = &mut self.paste else { return true };
        let end = self.pending.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        let begun = || {
            (1..PASTE_END.len())
                .rev()
                .find(|n| PASTE_END.get(..*n).is_some_and(|begun| self.pending.ends_with(begun)))
        };
        let take = end.unwrap_or_else(|| self.pending.len() - begun().unwrap_or(0));
        let room = PASTE.saturating_sub(paste.len());
        paste.extend(self.pending.iter().take(take.min(room)));
        self.pending.drain(..take + if end.is_some() { PASTE_END.len() } else { 0 });
        if end.is_none() {
            return false;
        }
        if let Some(paste) = self.paste.take() {
            inputs.push(Input::Paste(text(&paste)));
        }
        true
    }

    /// Swallows the end of a paste that comes after the paste was given out; `false` while it may still be coming.
    fn drain_late(&mut self, quiet: bool) -> bool {
        let late = std::mem::take(&mut self.late);
        if !late.is_empty() && self.pending.starts_with(late) {
            self.pending.drain(..late.len());
            return !self.pending.is_empty();
        }
        if late.starts_with(&self.pending) && !quiet {
            self.late = late;
            return false;
        }
        true
    }
}

/// A paste as text. One that was cut may end within a character: what is left of that is no text.
fn text(paste: &[u8]) -> String {
    let cut = std::str::from_utf8(paste).err().filter(|error| error.error_len().is_none());
    let whole = cut.map_or(paste, |error| paste.get(..error.valid_up_to()).unwrap_or_default());
    String::from_utf8_lossy(whole).into_owned()
}
