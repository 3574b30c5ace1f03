//! Sitting down and getting up: who is at the desk, and what he typed and did not save.

use xieban_office::Query;

use super::{App, Base, KEEP, Screens};
use crate::event::{Effect, Signed, Unsigned};
use crate::layer::{Layer as _, Message, News};

impl App {
    pub(super) fn sign_out(&mut self) {
        self.keep();
        self.effects.push(Effect::SignOut);
        (self.world.me, self.world.ahead, self.world.drill) = (None, None, None);
        self.above.clear();
        self.lock_screen = None;
        self.effects.push(Effect::Wipe);
        self.screens = Screens::new(&self.world);
        self.base = Base::Door;
        self.news.clear();
    }

    pub(super) fn signed_in(&mut self, outcome: Result<Signed, Unsigned>) {
        let told = outcome.as_ref().map(|_| ()).map_err(Clone::clone);
        self.tell(&News::SignedIn(&told));
        if let Ok(signed) = outcome {
            let over = self.world.me.replace(signed.account).is_some();
            (self.greeting, self.world.drill) = (true, None);
            self.proved();
            // Nothing of the one before stays on the screen.
            (self.screens, self.base) = (Screens::new(&self.world), Base::Door);
            self.kept = signed.drafts.into_iter().collect();
            let restored = self.screens.register.restore(self.kept.values(), &self.world);
            let complaints = self.screens.complaints.restore(&self.kept, &self.world);
            self.refresh();
            // Who comes back over another goes on where he was: at his form, with the caret in its place.
            if over && restored > 0 {
                self.go(Base::Register);
                return;
            }
            self.go(if self.world.sees_cases() { Base::Cases } else { Base::Duty });
            let (ticket, effect) = self.world.ask(Query::Shift);
            self.beginning = Some(ticket);
            self.effects.push(effect);
            if self.drilling {
                self.open_drill();
            }
            if restored > 0 {
                self.message = Some(Message::good(format!("有{restored}份没登记完的还在，按 F2 接着填。")));
            } else if complaints > 0 {
                self.message = Some(Message::good("有一份没登记完的投诉还在，按 F5 再按 1 接着填。"));
            } else if let Some(days) = signed.pin_ends {
                self.message = Some(Message::bad(format!("密码还有{days}天到期，请按 Ctrl-Y 更换。")));
            }
        }
    }

    /// The program ends: what is still to be done.
    pub fn leave(&mut self) -> Vec<Effect> {
        if self.world.me.is_some() {
            self.keep();
        }
        std::mem::take(&mut self.effects)
    }

    /// Once the keys are quiet, what is typed is kept.
    pub(super) fn keep_soon(&mut self) {
        if self.world.me.is_some() && Screens::keeps(self.base) && self.keeping.is_none() {
            let ticket = self.world.ticket();
            self.keeping = Some(ticket);
            self.effects.push(Effect::After(ticket, KEEP));
        }
    }

    pub(super) fn keep(&mut self) {
        self.keeping = None;
        let mut drafts = self.screens.drafts();
        drafts.extend(self.drill_draft());
        // What is new is kept before what it stands for goes.
        let fresh = drafts.iter().filter(|(form, draft)| self.kept.get(*form) != Some(draft));
        let fresh = fresh.map(|(form, draft)| (form.clone(), Some(draft.clone())));
        let gone =
            self.kept.keys().filter(|form| !drafts.contains_key(*form)).map(|form| (form.clone(), None));
        self.effects.extend(fresh.chain(gone).map(|(form, draft)| Effect::Keep { form, draft }));
        self.kept = drafts;
    }
}
