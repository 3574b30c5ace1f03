//! An unattended desk: hidden after some minutes, locked after some more, and once in a working day whoever sits there says again who
//! he is. All by timers, so that nothing here knows the hour.

use xieban_term::Input;

use super::App;
use crate::event::{Effect, Ticket, Unsigned};
use crate::layer::{Message, News};
use crate::lock_screen::{Lifted, LockScreen, Why};

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
        if self.world.me.is_some() && self.lock_screen.is_none() {
            self.wake_in(IDLE, self.world.header.settings.lock.mask_minutes.into());
        }
    }

    /// Somebody has proved who he is.
    pub(super) fn proved(&mut self) {
        self.lock_screen = None;
        self.wake_in(LIMIT, u64::from(self.world.header.settings.lock.hours) * 60);
        self.stirred();
    }

    fn wake_in(&mut self, ticket: Ticket, minutes: u64) {
        self.effects.push(Effect::After(ticket, minutes * MINUTE));
    }

    /// F9.
    pub(super) fn mask(&mut self) {
        let lock = u64::from(self.world.header.settings.lock.lock_minutes);
        self.hide(LockScreen::Mask, SAME_HAND.min(lock));
    }

    fn hide(&mut self, lock_screen: LockScreen, minutes: u64) {
        self.out_of_sight();
        self.message = None;
        self.lock_screen = Some(lock_screen);
        self.wake_in(IDLE, minutes);
    }

    fn lock(&mut self, why: Why) {
        self.out_of_sight();
        self.message = None;
        self.lock_screen = Some(LockScreen::locked(why));
        self.keep();
        self.effects.push(Effect::Wipe);
    }

    /// A timer that is ours.
    pub(super) fn is_alone(&mut self, ticket: Ticket) -> bool {
        let policy = self.world.header.settings.lock;
        match (ticket, &self.lock_screen) {
            (IDLE | LIMIT, _) if self.world.me.is_none() => {}
            (IDLE, None) => {
                let left = policy.lock_minutes.saturating_sub(policy.mask_minutes);
                self.hide(LockScreen::Mask, left.into());
            }
            (IDLE, Some(LockScreen::Mask)) => self.lock(Why::Idle),
            (LIMIT, None | Some(LockScreen::Mask)) => self.lock(Why::Long),
            (IDLE | LIMIT, Some(LockScreen::Lock(_))) => {}
            _ => return false,
        }
        true
    }

    /// What is typed while the desk is hidden goes to what hides it.
    pub(super) fn behind_the_lock(&mut self, input: &Input) -> bool {
        let Some(lock_screen) = &mut self.lock_screen else { return false };
        match input {
            Input::Paste(text) => lock_screen.paste(text, &self.world),
            Input::Key(key) => match lock_screen.key(*key, &self.world) {
                Lifted::No => {}
                Lifted::Yes => {
                    self.lock_screen = None;
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
        match (outcome, &mut self.lock_screen) {
            (Ok(()), Some(_)) => {
                self.proved();
                self.tell(&News::Changed);
                self.message = Some(Message::good("已解锁。"));
            }
            (Err(why), Some(lock_screen)) => lock_screen.refused(why, &self.world),
            (_, None) => {}
        }
    }

    /// What became of a PIN that was chosen, at a locked desk.
    pub(super) fn pin_set_behind(&mut self, news: &News<'_>) {
        let asked = self.lock_screen.as_mut().and_then(|lock_screen| lock_screen.hear(news, &self.world));
        self.effects.extend(asked);
    }
}
