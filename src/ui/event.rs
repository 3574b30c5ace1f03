//! What the desk hears, and what it wants done.

use crate::domain::command::Command;
use crate::domain::moment::Moment;
use crate::domain::refusal::Refusal;
use crate::domain::staff::StaffCode;
use crate::forms::Sheet;
use crate::office::{Answer, Done, Export, Query, Standing};
use crate::term::Input;

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
    Standing(Standing),
    /// The answer to a question.
    Answered(Ticket, Result<Answer, String>),
    /// What became of a command.
    Acted(Ticket, Result<Done, Acted>),
    /// What became of a sign-in.
    SignedIn(Result<Signed, String>),
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
    /// The account.
    pub account: StaffCode,
    /// What he typed here and did not save: each form with its name.
    pub drafts: Vec<(String, String)>,
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
        /// What.
        command: Box<Command>,
    },
    /// Do one thing as somebody else, by his PIN at this terminal.
    ActAs {
        /// Under which ticket the outcome comes.
        ticket: Ticket,
        /// Who.
        code: String,
        /// His PIN.
        pin: String,
        /// The request id.
        request: String,
        /// What.
        command: Box<Command>,
    },
    /// Sign in.
    SignIn {
        /// Who.
        code: String,
        /// His PIN.
        pin: String,
    },
    /// Sign out.
    SignOut,
    /// Keep what is typed in a form and not yet saved, for the person at the desk.
    Keep {
        /// The form's name.
        form: String,
        /// What is typed; `None`: nothing any more.
        draft: Option<String>,
    },
    /// Print sheets.
    Print(Ticket, Vec<Sheet>),
    /// Stop the printing that is under way; nobody waits for its outcome any more.
    StopPrinting,
    /// Export tables in the background, into the folder for exports.
    Export(Ticket, Box<Export>),
    /// Stop the export that is under way; nothing of it is left.
    StopExport,
    /// Wake up after so many milliseconds.
    After(Ticket, u64),
    /// End the program.
    Quit,
}
