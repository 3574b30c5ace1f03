//! An unattended desk: hidden after some minutes, locked after some more, and once in a working day whoever sits there says again who
//! he is. All by timers, so that nothing here knows the hour.

use xieban_term::Input;

use super::App;
use crate::event::{Effect, Ticket, Unsigned};
use crate::layer::{Message, News};
use crate::veil::{Lifted, Veil, Why};

/// Set anew by every key: the desk was left alone.
const IDLE: Ticket = Ticket(u64::MAX);
/// Set by every PIN: a working day has passed.
const LIMIT: Ticket = Ticket(u64::MAX - 1);
const MINUTE: u64 = 60_000;
/// Minutes for which the hand that hid the desk lifts the mask without a PIN.
const SAME_HAND: u64 = 2;

impl App {
    /// A key, or somebody who has just sat down: from here on the desk is alone.
    pub(super) fn stirred(&mut self) {
        if self.world.me.is_some() && self.veil.is_none() {
            self.wake_in(IDLE, self.world.door.settings.lock.mask_minutes.into());
        }
    }

    /// Somebody has proved who he is.
    pub(super) fn proved(&mut self) {
        self.veil = None;
        self.wake_in(LIMIT, u64::from(self.world.door.settings.lock.hours) * 60);
        self.stirred();
    }

    fn wake_in(&mut self, ticket: Ticket, minutes: u64) {
        self.effects.push(Effect::After(ticket, minutes * MINUTE));
    }

    /// F9.
    pub(super) fn mask(&mut self) {
        let lock = u64::from(self.world.door.settings.lock.lock_minutes);
        self.hide(Veil::Mask, SAME_HAND.min(lock));
    }

    fn hide(&mut self, veil: Veil, minutes: u64) {
        self.out_of_sight();
        self.message = None;
        self.veil = Some(veil);
        self.wake_in(IDLE, minutes);
    }

    fn lock(&mut self, why: Why) {
        self.out_of_sight();
        self.message = None;
        self.veil = Some(Veil::locked(why));
        self.keep();
        self.effects.push(Effect::Wipe);
    }

    /// A timer that is ours.
    pub(super) fn is_alone(&mut self, ticket: Ticket) -> bool {
        let policy = self.world.door.settings.lock;
        match (ticket, &self.veil) {
            (IDLE | LIMIT, _) if self.world.me.is_none() => {}
            (IDLE, None) => {
                let left = policy.lock_minutes.saturating_sub(policy.mask_minutes);
                self.hide(Veil::Mask, left.into());
            }
            (IDLE, Some(Veil::Mask)) => self.lock(Why::Idle),
            (LIMIT, None | Some(Veil::Mask)) => self.lock(Why::Long),
            (IDLE | LIMIT, Some(Veil::Lock(_))) => {}
            _ => return false,
        }
        true
    }

    /// What is typed while the desk is hidden goes to what hides it.
    pub(super) fn behind_the_veil(&mut self, input: &Input) -> bool {
        let Some(veil) = &mut self.veil else { return false };
        match input {
            Input::Paste(text) => veil.paste(text, &self.world),
            Input::Key(key) => match veil.key(*key, &self.world) {
                Lifted::No => {}
                Lifted::Yes => {
                    self.veil = None;
                    self.tell(&News::Changed);
                }
                Lifted::Asks(effect) => self.effects.push(effect),
                Lifted::SignsOut => self.sign_out(),
            },
        }
        true
    }

    /// What became of the PIN at a locked desk.
    pub(super) fn unlocked(&mut self, outcome: Result<(), Unsigned>) {
        match (outcome, &mut self.veil) {
            (Ok(()), Some(_)) => {
                self.proved();
                self.tell(&News::Changed);
                self.message = Some(Message::good("已解锁。"));
            }
            (Err(why), Some(veil)) => veil.refused(why, &self.world),
            (_, None) => {}
        }
    }

    /// What became of a PIN that was chosen, at a locked desk.
    pub(super) fn pin_set_behind(&mut self, news: &News<'_>) {
        let asked = self.veil.as_mut().and_then(|veil| veil.hear(news, &self.world));
        self.effects.extend(asked);
    }
}
