//! A question on its way: it hears its own answer, and nothing else.

use xieban_office::Question;

use super::event::Ticket;
use super::layer::{Action, News};
use super::world::World;

/// A question that was asked, or none.
#[derive(Debug)]
pub(super) struct Pending<Q>(Option<Ticket>, std::marker::PhantomData<Q>);

impl<Q> Default for Pending<Q> {
    fn default() -> Self {
        Self::none()
    }
}

impl<Q> Pending<Q> {
    pub(super) const fn none() -> Self {
        Self(None, std::marker::PhantomData)
    }

    /// Something is on its way.
    pub(super) const fn is_open(&self) -> bool {
        self.0.is_some()
    }
}

impl<Q: Question> Pending<Q> {
    /// Asks; an answer to what was asked before is not heard any more.
    pub(super) fn ask(&mut self, question: Q, world: &World) -> Action {
        let (ticket, effect) = world.ask(question.query());
        self.0 = Some(ticket);
        Action::Do(effect)
    }

    /// The answer, once, if this is it.
    pub(super) fn answer<'n>(&mut self, news: &News<'n>) -> Option<&'n Q::Answer> {
        match news {
            News::Answer(ticket, Ok(answer)) if self.0 == Some(*ticket) => {
                self.0 = None;
                Q::answer(answer)
            }
            // It could not be answered: nobody waits for it any more.
            News::Answer(ticket, Err(_)) if self.0 == Some(*ticket) => {
                self.0 = None;
                None
            }
            _ => None,
        }
    }
}
