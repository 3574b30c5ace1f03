//! A layer of the screen: what hears keys, hears answers and draws. Screens and overlays alike.

use std::collections::BTreeMap;
use std::rc::Rc;

use xieban_domain::codes::VisitReason;
use xieban_domain::command::Command;
use xieban_domain::complaint::ComplaintId;
use xieban_domain::figures::Period;
use xieban_domain::number::CaseId;
use xieban_domain::reveal::Whose;
use xieban_domain::waiting::ArrivalId;
use xieban_office::{Answer, Done};
use xieban_term::{Canvas, Key};

use super::drill::CourseStep;
use super::event::{Acted, Effect, Ticket, Unsigned};
use super::keymap::Verb;
use super::screen::duty::QuarterDeed;
use super::world::World;

/// What a layer wants after it heard something.
pub(super) enum Action {
    Do(Effect),
    /// Another layer above this one.
    Open(Box<dyn Layer>),
    /// This layer closed.
    Close,
    /// One of the program's verbs.
    Run(Verb),
    /// Something done, and this said on the message line once it is.
    Act(Box<Command>, String),
    /// A screen, turned to the view of this name.
    View(Verb, &'static str),
    /// 办件, with this case found.
    Case(CaseId),
    /// 投诉, standing on this complaint.
    Complaint(ComplaintId),
    /// Somebody of the waiting line received.
    CallIn(ArrivalId),
    /// Something said on the message line.
    Say(Message),
    /// Something for the layer below, as this one closes.
    Tell(LayerReply),
    /// A step of 演练课程.
    Drill(CourseStep),
}

/// What one layer tells the one below.
#[derive(Debug, Clone)]
pub(super) enum LayerReply {
    /// What is looked for among the cases.
    Find(String),
    /// The form for a complaint is wanted.
    TakeComplaint,
    /// The form for a complaint about our own people is wanted.
    TakeConduct,
    /// What exactly is wanted of a material, or why it is not.
    MaterialNote(String),
    /// One more material, and what asks for it.
    NewMaterial { name: String, basis: String },
    /// Figures of this period are wanted.
    Between(Period),
    /// What is to be done with a quarter's table.
    Quarter(QuarterDeed),
    /// A file is to begin with the hint under the marker.
    FileHint,
    /// A case was changed.
    Changed,
    /// Sheets are out; `again`: another matter of the same visitor.
    PaperOut {
        /// Another matter of the same visitor.
        again: bool,
    },
    /// 单办, or 联办 through this chain.
    Way(Option<xieban_domain::catalogue::ChainId>),
    /// The visitor came for this case of his, and why.
    CameFor(CaseId, VisitReason),
    /// The visitor left, and why.
    Gone(String),
    /// A parked form was chosen, by its name.
    Parked(String),
    /// What was asked for is left for later.
    NotNow,
    /// There is a page that says who looks at this one.
    Seen(Whose),
    /// This complaint is to be looked at.
    Complaint(ComplaintId),
    /// The rules of the next campaign are wanted.
    NextTag,
    /// A visitor was chosen.
    Known(Box<xieban_office::Known>),
}

/// A line of the message row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) text: String,
    pub(super) bad: bool,
}

impl Message {
    pub(super) fn good(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: false }
    }

    pub(super) fn bad(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: true }
    }
}

/// News for a layer.
pub(super) enum News<'a> {
    Answer(Ticket, &'a Result<Answer, String>),
    Acted(Ticket, &'a Result<Done, Acted>),
    SignedIn(&'a Result<(), Unsigned>),
    PinSet(Ticket, &'a Result<(), String>),
    Printed(Ticket, &'a Result<Vec<String>, String>),
    /// So many rows of so many of an export are done.
    Exporting(Ticket, usize, usize),
    Exported(Ticket, &'a Result<String, String>),
    Timer(Ticket),
    /// The store has grown, or a minute has begun.
    Changed,
    Told(&'a LayerReply),
}

/// A key with what it does, for the bottom line and the help.
pub(super) type KeyHint = (String, String);

/// Does something, from wherever it is asked for.
pub(super) type Run = dyn Fn(&World) -> Vec<Action>;

/// Something that can be done, as the palette lists it.
pub(super) struct Offer {
    pub(super) name: String,
    /// The key or the digits that do the same.
    pub(super) key: String,
    /// It is listed before anything is typed, and not only found.
    pub(super) listed: bool,
    pub(super) run: Rc<Run>,
}

/// A layer.
pub(super) trait Layer {
    /// A key. `None`: not mine; the program's own verbs may have it.
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>>;
    /// Pasted text.
    fn paste(&mut self, _text: &str, _world: &World) -> Vec<Action> {
        Vec::new()
    }
    /// News.
    fn hear(&mut self, _news: &News<'_>, _world: &World) -> Vec<Action> {
        Vec::new()
    }
    /// It is there at all for whoever is at the desk: one view among others need not be.
    fn stands(&self, _world: &World) -> bool {
        true
    }
    /// It has just come up.
    fn opened(&mut self, _world: &World) -> Vec<Action> {
        Vec::new()
    }
    /// It goes out of sight: another screen, another view, or the mask.
    fn left(&mut self) {}
    /// What is typed in it and not saved, each form under its name: kept for whoever is at the desk.
    fn drafts(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }
    /// Takes its own among these drafts back in; gives how many.
    fn restore(&mut self, _drafts: &BTreeMap<String, String>, _world: &World) -> usize {
        0
    }
    /// Draws itself.
    fn draw(&self, canvas: &mut Canvas<'_>, world: &World);
    /// What its keys do.
    fn hints(&self, world: &World) -> Vec<KeyHint>;
    /// Those that stand on the bottom line.
    fn keys(&self, world: &World) -> Vec<KeyHint> {
        self.hints(world)
    }
    /// What can be done here, for the palette.
    fn offers(&self, _world: &World) -> Vec<Offer> {
        Vec::new()
    }
    /// The views beside one another of which it consists, for the same.
    fn views(&self, _world: &World) -> Vec<&'static str> {
        Vec::new()
    }
    /// Its name, for the header and the help.
    fn name(&self) -> &'static str;
    /// Any key it does not take closes it, and is heard by what lies below.
    fn fleeting(&self) -> bool {
        false
    }

    /// Drawn over the layer below rather than in its place: what lies below stays visible round it.
    fn floats(&self) -> bool {
        false
    }
    /// What it says on the message line when nobody else says anything.
    fn remark(&self, _world: &World) -> Option<Message> {
        None
    }
    /// The program's verbs and the header are kept from this layer: nobody is signed in, or the screen is hidden.
    fn alone(&self) -> bool {
        false
    }
}
