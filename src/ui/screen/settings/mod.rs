//! 系统设置: the office's values, its people, and who changed what. Every change is one command and one page.

mod changes;
mod people;
mod said;
mod values;

use crate::domain::refusal::Reason;
use crate::domain::staff::Role;
use crate::ui::layer::{Message, Wish};
use crate::ui::screen::views::Views;
use crate::ui::world::World;

/// The screen. A further view is a further row: its `name` is the word on its tab.
pub(crate) fn settings() -> Views {
    Views::new(
        "系统设置",
        vec![
            Box::new(values::Values::default()),
            Box::new(people::People::default()),
            Box::new(changes::Changes::default()),
        ],
    )
}

/// Opens what an administrator asked for; anybody else is told whose it is.
fn for_administrators(world: &World, open: impl FnOnce() -> Wish) -> Vec<Wish> {
    if world.myself().is_some_and(|me| me.is(Role::Administrator)) {
        return vec![open()];
    }
    let role = Role::Administrator.name().to_owned();
    vec![Wish::Say(Message::bad(Reason::NotAuthorised { role }.whole().to_string()))]
}
