//! The verbs of the office's own books, one file each: who is at the desk, its rules on the wall, training and publicity (R7, R24, R30, R67–R69).

mod by_tag;
mod check;
mod keep_rule;
mod launch;
mod leave;
mod post_rule;
mod publicise;
mod take;
mod train;

use std::rc::Rc;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Facts;
use xieban_domain::office;
use xieban_domain::premises::RegisterEntry;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::Staff;
use xieban_office::BooksView;

use super::{Subject, Verb, Verbs};
use crate::world::World;

/// 考勤与设施.
pub(crate) static AT_THE_DESK: Verbs<BooksDesk> =
    Verbs { all: &[&leave::VERB, &check::VERB, &take::VERB], groups: &[], keys: &[] };

/// 制度与文件.
pub(crate) static RULES: Verbs<BooksDesk> =
    Verbs { all: &[&keep_rule::VERB, &post_rule::VERB, &by_tag::VERB], groups: &[], keys: &[] };

/// 培训与宣传.
pub(crate) static TRAINING: Verbs<BooksDesk> =
    Verbs { all: &[&train::VERB, &publicise::VERB, &launch::VERB], groups: &[], keys: &[] };

type BooksVerb = Verb<BooksDesk>;

/// The books as they stand, with the rule under the marker.
#[derive(Clone)]
pub(crate) struct BooksDesk {
    pub(crate) view: Rc<BooksView>,
    pub(crate) rule: Option<RegisterEntry>,
}

impl Subject for BooksDesk {
    type Asked = OfficeCommand;

    fn command(&self, asked: OfficeCommand) -> Option<Command> {
        Some(Command::Office(asked))
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        let Command::Office(asked) = command else { return Ok(()) };
        let facts = Facts { books: self.view.books.clone(), ..Facts::default() };
        let judged = world.trial_with(&facts, &who.code, |cx| office::decide(asked, cx));
        judged.map_or(Ok(()), |judged| judged.map(|_| ()))
    }

    fn title(&self, name: &str) -> String {
        name.to_owned()
    }
}
