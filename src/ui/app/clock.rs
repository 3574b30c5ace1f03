//! The host's clock is not believed: who is asked for the date, and when.

use super::App;
use crate::event::Acted;
use crate::layer::Message;
use crate::overlay::clock::{ASKED, answer_for, ask_date};

impl App {
    /// Whoever has just sat down, or wanted something done, is asked for the date where it is to be asked.
    pub(super) fn ask_for_the_date(&mut self) {
        let free = self.world.me.is_some() && self.lock_screen.is_none() && !self.asks_for_the_date();
        if let Some(clock) = self.world.standing.clock.as_ref().filter(|clock| clock.asked && free) {
            self.above.push(Box::new(ask_date(clock, &self.world)));
        }
    }

    /// The question is in front.
    pub(super) fn asks_for_the_date(&self) -> bool {
        self.above.last().is_some_and(|layer| layer.name() == ASKED)
    }

    /// The same where nothing was done because of it.
    pub(super) fn ask_if_refused_for_it<T>(&mut self, outcome: &Result<T, Acted>) {
        if matches!(outcome, Err(Acted::Refused(refusal)) if refusal.asks_for_the_date()) {
            self.ask_for_the_date();
        }
    }

    /// 核定日期.
    pub(super) fn confirm_clock(&mut self) {
        match &self.world.standing.clock {
            None => self.message = Some(Message::good("本机日期没有疑问，不用核定。")),
            Some(clock) if clock.asked && self.world.me.is_some() => self.ask_for_the_date(),
            Some(clock) => self.above.push(answer_for(clock, &self.world)),
        }
    }
}
