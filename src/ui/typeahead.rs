//! Typing ahead: keys whose meaning depends on an answer that is on its way wait for it, so that a burst of keys does what the
//! same keys do one by one. They do not wait for ever: a store that is busy leaves the keys alive.

use std::collections::VecDeque;
use std::time::Duration;

use xieban_office::Query;
use xieban_term::{Input, Instant};

use super::event::{Effect, Event, Ticket};

/// So many characters without another key between them are no typing but a paste on a line that does not mark pastes.
const PASTE: usize = 256;
/// How long a key waits for an answer at the most.
const PATIENCE: Duration = Duration::from_secs(1);
/// So long the frame that stands waits for what a key asked for: on most machines the answer takes a tenth of it, and nobody sees the wait.
const MOMENT: Duration = Duration::from_millis(25);

/// An answer on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    SignIn,
    Answer(Ticket),
    Paper(Ticket),
}

/// Keys not yet heard by the desk, and the answers they wait for.
#[derive(Debug, Default)]
pub(super) struct TypeAhead {
    keys: VecDeque<Input>,
    owed: Vec<Owed>,
    until: Option<Instant>,
    held: Option<Instant>,
}

impl TypeAhead {
    /// Keys have come.
    pub(super) fn typed(&mut self, inputs: Vec<Input>) {
        self.keys.extend(inputs);
    }

    /// This is going to be done: does what the next key means depend on its outcome?
    pub(super) fn asked(&mut self, effect: &Effect) {
        match effect {
            Effect::SignIn { .. } | Effect::Unlock { .. } => self.owed.push(Owed::SignIn),
            Effect::Print(ticket, _) => self.owed.push(Owed::Paper(*ticket)),
            Effect::StopPrinting => self.owed.retain(|owed| !matches!(owed, Owed::Paper(_))),
            // What stands at the door changes no key's meaning, and an export takes as long as it takes: only Esc means anything.
            Effect::Ask(_, Query::Header)
            | Effect::SignOut
            | Effect::Wipe
            | Effect::Keep { .. }
            | Effect::Export(..)
            | Effect::StopExport
            | Effect::PaperSeen(_)
            | Effect::After(..)
            | Effect::Quit => {}
            Effect::Ask(ticket, _)
            | Effect::Act { ticket, .. }
            | Effect::ActAs { ticket, .. }
            | Effect::ActWith { ticket, .. }
            | Effect::ChangePin { ticket, .. }
            | Effect::ResetPin { ticket, .. } => {
                self.owed.push(Owed::Answer(*ticket));
            }
        }
    }

    /// An answer has come; gives whether keys wait for it, and so for what follows from it.
    pub(super) fn answered(&mut self, event: &Event) -> bool {
        let paid = match event {
            Event::SignedIn(_) | Event::Unlocked(_) => Owed::SignIn,
            Event::Answered(ticket, _) | Event::Acted(ticket, _) | Event::PinSet(ticket, _) => {
                Owed::Answer(*ticket)
            }
            Event::Printed(ticket, _) => Owed::Paper(*ticket),
            Event::Inputs(_)
            | Event::Resized(_)
            | Event::Changed(_)
            | Event::Standing(_)
            | Event::Exporting(..)
            | Event::Exported(..)
            | Event::Timer(_) => return false,
        };
        let before = self.owed.len();
        self.owed.retain(|owed| *owed != paid);
        self.owed.len() < before
    }

    /// An answer is on its way. What is asked meanwhile may take its place.
    pub(super) const fn is_owed(&self) -> bool {
        !self.owed.is_empty()
    }

    /// Whether what a key asked for is about to come: one frame says it all then, and nothing is wiped that comes back at once.
    pub(super) fn holds_the_frame(&mut self) -> bool {
        if self.owed.is_empty() {
            self.held = None;
            return false;
        }
        !self.held.get_or_insert_with(|| Instant::now().plus(MOMENT)).remaining().is_zero()
    }

    /// Until when the frame that stands waits.
    pub(super) fn held(&self) -> Option<Instant> {
        self.held.filter(|until| !until.remaining().is_zero())
    }

    /// The next key the desk may hear now.
    pub(super) fn next(&mut self) -> Option<Input> {
        if self.until.is_some_and(|until| until.remaining().is_zero()) {
            // Too long: whoever types sees that it takes its time.
            self.owed.clear();
        }
        if self.owed.is_empty() {
            self.until = None;
            return self.pasted().or_else(|| self.keys.pop_front());
        }
        if self.until.is_none() && !self.keys.is_empty() {
            self.until = Some(Instant::now().plus(PATIENCE));
        }
        None
    }

    /// A run of characters too long to be typed, as one paste.
    fn pasted(&mut self) -> Option<Input> {
        let typed = |input: &Input| match input {
            Input::Key(key) => key.typed(),
            Input::Paste(_) => None,
        };
        if self.keys.len() < PASTE || self.keys.iter().take(PASTE).any(|input| typed(input).is_none()) {
            return None;
        }
        let text: String = self.keys.iter().map_while(typed).collect();
        self.keys.drain(..text.chars().count());
        Some(Input::Paste(text))
    }

    /// Until when the keys wait; `None` if none does.
    pub(super) const fn until(&self) -> Option<Instant> {
        self.until
    }
}

#[cfg(test)]
mod tests {
    use xieban_term::{Code, Key};

    use super::*;
    use crate::event::Unsigned;

    fn key(c: char) -> Input {
        Input::Key(Key::plain(Code::Char(c)))
    }

    fn sign_in() -> Effect {
        Effect::SignIn { code: "S01".to_owned(), pin: "2468".to_owned() }
    }

    #[test]
    fn keys_wait_for_every_answer_they_depend_on_and_keep_their_order() {
        let mut ahead = TypeAhead::default();
        ahead.typed(vec![key('1'), key('2')]);
        assert_eq!(ahead.next(), Some(key('1')));
        ahead.asked(&sign_in());
        ahead.asked(&Effect::Ask(Ticket(7), Query::Find("0123-7".to_owned())));
        ahead.typed(vec![key('3')]);
        assert_eq!((ahead.next(), ahead.until().is_some()), (None, true));
        let unsigned = Unsigned { sentence: "不对".to_owned(), must_change: false };
        assert!(ahead.answered(&Event::SignedIn(Err(unsigned))));
        assert_eq!(ahead.next(), None);
        assert!(!ahead.answered(&Event::Answered(Ticket(8), Err("别的".to_owned()))));
        assert_eq!(ahead.next(), None, "that was another answer");
        ahead.answered(&Event::Answered(Ticket(7), Err("没有".to_owned())));
        assert_eq!((ahead.next(), ahead.next(), ahead.next()), (Some(key('2')), Some(key('3')), None));
        assert_eq!(ahead.until(), None);
    }

    #[test]
    fn a_frame_waits_for_its_answer_and_not_for_long() {
        let mut ahead = TypeAhead::default();
        assert!(!ahead.holds_the_frame());
        ahead.asked(&Effect::Ask(Ticket(7), Query::Find("0123-7".to_owned())));
        assert!(ahead.holds_the_frame() && ahead.held().is_some());
        ahead.answered(&Event::Answered(Ticket(7), Err("没有".to_owned())));
        assert!(!ahead.holds_the_frame() && ahead.held().is_none());
        ahead.asked(&Effect::Ask(Ticket(8), Query::Find("0123-7".to_owned())));
        assert!(ahead.holds_the_frame());
        ahead.held = Some(Instant::now());
        assert!(
            !ahead.holds_the_frame() && ahead.held().is_none(),
            "the store is busy: what is known is drawn"
        );
    }

    #[test]
    fn what_stands_at_the_door_is_not_waited_for() {
        let mut ahead = TypeAhead::default();
        let keep = Effect::Keep { form: String::new(), draft: None };
        for effect in [Effect::Ask(Ticket(1), Query::Header), Effect::After(Ticket(2), 250), keep] {
            ahead.asked(&effect);
        }
        ahead.typed(vec![key('1')]);
        assert_eq!(ahead.next(), Some(key('1')));
    }

    #[test]
    fn paper_that_is_stopped_is_not_waited_for() {
        let mut ahead = TypeAhead::default();
        ahead.asked(&Effect::Print(Ticket(3), Vec::new()));
        ahead.typed(vec![key('1')]);
        assert_eq!(ahead.next(), None);
        ahead.asked(&Effect::StopPrinting);
        assert_eq!(ahead.next(), Some(key('1')));
    }

    #[test]
    fn more_characters_than_anybody_types_are_a_paste() {
        let mut ahead = TypeAhead::default();
        let enter = Input::Key(Key::plain(Code::Enter));
        ahead.typed(vec![key('协'); PASTE - 1]);
        ahead.typed(vec![enter.clone()]);
        ahead.typed(vec![key('办'); PASTE]);
        ahead.typed(vec![enter.clone(), key('x')]);
        for _ in 1..PASTE {
            assert_eq!(ahead.next(), Some(key('协')));
        }
        assert_eq!(ahead.next(), Some(enter.clone()));
        assert_eq!(ahead.next(), Some(Input::Paste("办".repeat(PASTE))));
        assert_eq!((ahead.next(), ahead.next(), ahead.next()), (Some(enter), Some(key('x')), None));
    }

    #[test]
    fn patience_ends() {
        let mut ahead = TypeAhead::default();
        ahead.asked(&sign_in());
        ahead.typed(vec![key('1'), key('2')]);
        assert_eq!(ahead.next(), None);
        let until = ahead.until().unwrap();
        assert!(until.remaining() <= PATIENCE);
        ahead.until = Some(Instant::now());
        assert_eq!((ahead.next(), ahead.next()), (Some(key('1')), Some(key('2'))));
        assert_eq!(ahead.until(), None);
    }
}
