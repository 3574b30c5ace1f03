//! What the desk hears, and what it wants done.

use xieban_domain::command::Command;
use xieban_domain::moment::Moment;
use xieban_domain::refusal::Refusal;
use xieban_domain::staff::StaffCode;
use xieban_forms::Sheet;
use xieban_office::{Answer, Consent, Done, Export, Query, StoreStanding};
use xieban_term::Input;

/// Tells an answer's asker: the number the effect went out under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Something the desk hears.
#[derive(Debug)]
pub enum Event {
    /// Keys and pastes, all that were there at once.
    Inputs(Vec<Input>),
    /// The terminal has another size.
    Resized((u16, u16)),
    /// Somebody, maybe ourselves, committed something; or a minute began.
    Changed(Moment),
    /// The store stands otherwise than before.
    Standing(StoreStanding),
    /// The answer to a question.
    Answered(Ticket, Result<Answer, String>),
    /// What became of a command.
    Acted(Ticket, Result<Done, Acted>),
    /// What became of a sign-in.
    SignedIn(Result<Signed, Unsigned>),
    /// What became of the PIN at a locked desk.
    Unlocked(Result<(), Unsigned>),
    /// What became of a PIN that was chosen.
    PinSet(Ticket, Result<(), String>),
    /// What became of a print.
    Printed(Ticket, Result<Vec<String>, String>),
    /// So many rows of so many of an export are done.
    Exporting(Ticket, usize, usize),
    /// What became of an export: where the file lies.
    Exported(Ticket, Result<String, String>),
    /// A timer ran out.
    Timer(Ticket),
}

/// Why a command was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acted {
    /// A rule says no.
    Refused(Refusal),
    /// Something failed; one sentence says what to do.
    Failed(String),
}

/// A sign-in that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub account: StaffCode,
    /// What he typed here and did not save: each form with its name.
    pub drafts: Vec<(String, String)>,
    /// In how many days his PIN has to be changed, where that is soon.
    pub pin_ends: Option<i64>,
}

/// A sign-in that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsigned {
    /// Why, and what to do.
    pub sentence: String,
    /// The PIN fits, and has to be changed before anything else.
    pub must_change: bool,
}

/// Something the desk wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the office.
    Ask(Ticket, Query),
    /// Do something as the signed-in person.
    Act {
        /// Under which ticket the outcome comes.
        ticket: Ticket,
        /// The request id: the same for a retry.
        request: String,
        command: Box<Command>,
    },
    /// Do one thing as somebody else, by his PIN at this terminal.
    ActAs {
        /// Under which ticket the outcome comes.
        ticket: Ticket,
        code: String,
        pin: String,
        /// Code and PIN of who stands beside him, where it takes two.
        second: Option<(String, String)>,
        /// The request id.
        request: String,
        command: Box<Command>,
    },
    /// Do something as the signed-in person, with a second one beside him by his PIN.
    ActWith {
        /// Under which ticket the outcome comes.
        ticket: Ticket,
        code: String,
        pin: String,
        /// The request id.
        request: String,
        command: Box<Command>,
    },
    SignIn {
        code: String,
        pin: String,
    },
    /// Open the locked desk for whoever sits at it.
    Unlock {
        pin: String,
    },
    /// Change one's own PIN.
    ChangePin {
        /// Under which ticket the outcome comes.
        ticket: Ticket,
        code: String,
        /// The PIN that holds.
        old: String,
        /// The new one.
        new: String,
    },
    /// Give somebody else a PIN.
    ResetPin {
        /// Under which ticket the outcome comes.
        ticket: Ticket,
        code: String,
        /// His own PIN, once more.
        pin: String,
        staff: String,
        /// The new one.
        new: String,
        /// Who stands beside him, where that is needed.
        consent: Box<Consent>,
    },
    SignOut,
    /// Clear the screen and what was scrolled off it.
    Wipe,
    /// Keep what is typed in a form and not yet saved, for the person at the desk.
    Keep {
        /// The form's name.
        form: String,
        /// What is typed; `None`: nothing any more.
        draft: Option<String>,
    },
    Print(Ticket, Vec<Sheet>),
    /// These sheets are out: their files go.
    PaperSeen(Vec<Sheet>),
    /// Stop the printing that is under way; nobody waits for its outcome any more.
    StopPrinting,
    /// Export tables in the background, into the folder for exports.
    Export(Ticket, Box<Export>),
    /// Stop the export that is under way; nothing of it is left.
    StopExport,
    /// Wake up after so many milliseconds; what was set under this ticket before counts no more.
    After(Ticket, u64),
    /// End the program.
    Quit,
}
