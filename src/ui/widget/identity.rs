//! `*`: who it is. Whoever handles it sees name and telephone at once; of anything else a reason is asked for, which a leader reads,
//! and the PIN once more.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Facts;
use xieban_domain::reveal::{Purpose, Reveal, Whose, reveal};
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_office::{self as office, Done};
use xieban_term::Key;

use crate::event::{Acted, Ticket};
use crate::form::Form;
use crate::keymap::narrow;
use crate::layer::{Action, Layer, LayerReply, Message};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

/// How it may be seen by whoever is at the desk.
enum Visibility {
    /// By this, at once.
    Now(Command),
    /// With a reason and the PIN.
    Ask(Box<dyn Layer>),
    /// Not at all: one sentence says why.
    No(Message),
}

/// A page that says who looks, on its way.
#[derive(Default)]
pub(crate) struct Looking(Option<(Ticket, Whose)>);

impl Looking {
    /// The key was pressed over this one, called so; `outside` holds it for the rule that judges. The page is asked for, or a reason;
    /// or a sentence says why not.
    pub(crate) fn begin(
        &mut self,
        of: Whose,
        name: &str,
        outside: &Facts,
        world: &World,
    ) -> Result<Vec<Action>, Message> {
        match way(of, name, outside, world) {
            Some(Visibility::Now(command)) => {
                let (ticket, effect) = world.act(command);
                self.0 = Some((ticket, of));
                Ok(vec![Action::Do(effect)])
            }
            Some(Visibility::Ask(dialog)) => Ok(vec![Action::Open(dialog)]),
            Some(Visibility::No(message)) => Err(message),
            None => Ok(Vec::new()),
        }
    }

    /// This is its outcome.
    pub(crate) fn is(&self, ticket: Ticket) -> bool {
        self.0.is_some_and(|(of, _)| of == ticket)
    }

    /// What became of it: whom there is a page for now, or a sentence.
    pub(crate) fn ended(&mut self, outcome: &Result<Done, Acted>) -> Result<Option<Whose>, Message> {
        match (self.0.take(), outcome) {
            (Some(_), Err(why)) => Err(failed(why)),
            (looked, _) => Ok(looked.map(|(_, of)| of)),
        }
    }
}

/// The key, and what an input method makes of it.
pub(crate) fn is_key(key: Key) -> bool {
    key == Key::ctrl('a') || matches!(narrow(key), Some('*' | '×'))
}

/// The command by which somebody looks as part of his work.
pub(crate) fn look(of: Whose, purpose: Purpose) -> Command {
    let (reason, said) = (String::new(), String::new());
    Command::Office(OfficeCommand::Reveal(Reveal { of, purpose, reason, said }))
}

/// How this one may be seen.
fn way(of: Whose, name: &str, outside: &Facts, world: &World) -> Option<Visibility> {
    let me = world.me.as_ref()?;
    let asked = Reveal { of, purpose: Purpose::Contact, reason: String::new(), said: String::new() };
    let allowed = office::may(&look(of, Purpose::Contact));
    if !world.myself().is_some_and(|staff| allowed.holds(staff)) {
        return Some(Visibility::No(Message::bad(allowed.refusal().to_string())));
    }
    let with_reason = Reveal { purpose: Purpose::Other, reason: "……".to_owned(), ..asked.clone() };
    let judge = |asked: &Reveal| world.trial_with(outside, me, |cx| reveal(asked, cx));
    Some(match (judge(&asked)?, judge(&with_reason)?) {
        (Ok(_), _) => Visibility::Now(look(of, Purpose::Contact)),
        (Err(_), Ok(_)) => Visibility::Ask(ask_why(of, name, me.0.clone())),
        (Err(_), Err(refusal)) => Visibility::No(Message::bad(refusal.to_string())),
    })
}

/// Why, and the PIN once more.
fn ask_why(of: Whose, name: &str, code: String) -> Box<dyn Layer> {
    let form = Form::new().text_field(0, "为什么看", LONGEST_WORDS).secret(1, "您的密码");
    let dialog = Dialog::new(format!("查看身份  {name}"), form, move |form, _| {
        let (reason, pin) = (form.text(0), form.text(1));
        if pin.is_empty() && !reason.trim().is_empty() {
            return Outcome::Wait("请再输入一次您的密码。");
        }
        let reveal = Reveal { of, purpose: Purpose::Other, reason, said: String::new() };
        Outcome::ByPin { code: code.clone(), pin, command: Command::Office(OfficeCommand::Reveal(reveal)) }
    });
    let lines = vec!["谁看的、什么时候、为什么，都记一页，领导会看到。".to_owned()];
    Box::new(dialog.explained(lines).telling_below(LayerReply::Seen(of)))
}

/// Why a look was not taken.
pub(crate) fn failed(why: &Acted) -> Message {
    Message::bad(match why {
        Acted::Refused(refusal) => refusal.to_string(),
        Acted::Failed(sentence) => sentence.clone(),
    })
}
