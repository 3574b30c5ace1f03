//! 系统设置: the office's values, its people, and who changed what. Every change is one command and one page.

mod changes;
mod people;
mod setting_values;
mod values;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_office::may;

use crate::layer::{Action, Message};
use crate::screen::views::Views;
use crate::world::World;

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
fn for_administrators(world: &World, open: impl FnOnce() -> Action) -> Vec<Action> {
    let allowed = may(&Command::Office(OfficeCommand::ChangeSettings(Box::default())));
    match world.myself().is_some_and(|me| allowed.holds(me)) {
        true => vec![open()],
        false => vec![Action::Say(Message::bad(allowed.refusal().to_string()))],
    }
}
