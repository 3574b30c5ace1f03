//! What holds of each command on a case before anything is decided: one row a command, and none for all the rest.

use crate::case::command::CaseCommand;

/// Who may ask for it, besides what the office's roles allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The officer of the case, or who acts for him (R45).
    Officer,
    /// The officer, or a leader who does not act for him: 代手不代责.
    Owner,
    /// A leader, of a case that is not his own.
    Leader,
    /// One of the two supervising offices.
    Supervisor,
    /// Any officer: somebody called or came.
    Anybody,
}

/// How far in the life of a case it can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// While it is open.
    Open,
    /// Also once it is archived.
    Archived,
    /// Also once it is closed or ended in any way, but for being void.
    Over,
    /// Always.
    Void,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facets {
    pub(super) by: By,
    pub(super) until: Until,
    /// An officer does it by hand while the program stands still: it can be entered later with the time on the paper. A leader's decision,
    /// what is printed, what is signed in the book, and what counts a visitor have no time of their own or are entered as they are.
    pub(super) by_hand: bool,
}

const fn facets(by: By, until: Until, by_hand: bool) -> Facets {
    Facets { by, until, by_hand }
}

impl CaseCommand {
    /// The table.
    pub(super) const fn facets(&self) -> Facets {
        match self {
            Self::NoteMaterials { .. }
            | Self::Prompt(_)
            | Self::Instant(_)
            | Self::Promise(_)
            | Self::HandTo { .. }
            | Self::TakeBack { .. }
            | Self::Chase { .. }
            | Self::AwaitVisitor { .. }
            | Self::HandOver { .. }
            | Self::Finish { .. }
            | Self::Reply { .. }
            | Self::Contact { .. }
            | Self::FollowUp { .. }
            | Self::Precheck { .. }
            | Self::FinishStage { .. } => facets(By::Officer, Until::Open, true),
            Self::Guide(guide) => facets(By::Officer, Until::Open, guide.with.is_none()),
            Self::Return(_)
            | Self::AskConsent { .. }
            | Self::VisitorCame
            | Self::PhoneConsent(_)
            | Self::Sign(_)
            | Self::DeclineTransfer { .. }
            | Self::NoteFee { .. }
            | Self::StopClock(_)
            | Self::ResumeClock
            | Self::Extend(_)
            | Self::CorrectMatter(_)
            | Self::OnPaper(_) => facets(By::Officer, Until::Open, false),
            Self::Countersign
            | Self::DeclineReturn { .. }
            | Self::GiveConsent { .. }
            | Self::DeclineConsent { .. }
            | Self::AppointActing { .. } => facets(By::Leader, Until::Open, false),
            Self::NoteCall { .. } => facets(By::Anybody, Until::Void, true),
            Self::Visit(_) => facets(By::Anybody, Until::Over, false),
            Self::Reassign { .. } | Self::Undo => facets(By::Anybody, Until::Open, false),
            Self::ConfirmPhone(_) => facets(By::Leader, Until::Void, false),
            Self::Rate(_)
            | Self::AnswerRating { .. }
            | Self::Terminate(_)
            | Self::Reopen { .. }
            | Self::CorrectVisitor(_)
            | Self::AnswerUrge { .. } => facets(By::Officer, Until::Over, false),
            Self::NoteStage(_) => facets(By::Officer, Until::Archived, true),
            Self::Void { .. } => facets(By::Owner, Until::Open, false),
            Self::Urge { .. } => facets(By::Supervisor, Until::Open, false),
            Self::Annotate { .. } => facets(By::Supervisor, Until::Over, false),
            Self::NotePrinted { .. } => facets(By::Officer, Until::Void, false),
        }
    }
}
