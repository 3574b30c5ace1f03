//! 撤销: the last step on a case is taken back by who made it, within a minute and while nobody has built on it.
//!
//! Both stay on their pages. The page of an undo carries the case as it stood before, as every page carries what was computed for it.

use serde::{Deserialize, Serialize};

use super::event::CaseEvent;
use super::state::Case;
use crate::context::Context;
use crate::moment::Moment;
use crate::number::Number;
use crate::refusal::{Correcting, NotUndone, Refusal};
use crate::sealed::seals;
use crate::staff::StaffCode;

/// For how long a step can be taken back, in milliseconds.
pub const UNDO_WITHIN: i64 = 60_000;

/// The last action on a case: every page of it was written for one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAction {
    /// Whose it was.
    pub by: StaffCode,
    pub at: Moment,
    /// What it did to the case, oldest first.
    pub events: Vec<CaseEvent>,
    /// It did nothing else, and no other case stands on what it gave out.
    pub alone: bool,
    /// The case before it; none where it made the case.
    pub before: Option<Box<Case>>,
}

/// A step that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    pub at: Moment,
    pub by: StaffCode,
    /// How many events, counted back from this one.
    pub events: u16,
    /// Numbers that the step had given out. They are used and belong to nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Number>,
    /// The case as it stood before.
    pub back: Case,
}

impl Undone {
    /// How the history says it.
    pub(super) fn told(&self) -> String {
        let number = |number: &Number| format!("《{}》第{}号", number.form.name(), number.seq);
        let numbers: Vec<String> = self.numbers.iter().map(number).collect();
        match numbers.is_empty() {
            true => "撤销上一步".to_owned(),
            false => format!("撤销上一步，{}不再用", numbers.join("、")),
        }
    }
}

seals!(Undone { back });

impl Case {
    /// As it stood before, but for the version: who looked at it meanwhile has an old one.
    pub(super) fn undo(&mut self, undone: &Undone) {
        let version = self.version;
        self.clone_from(&undone.back);
        self.version = version;
    }
}

/// Nothing that time has brought is recorded: the next command does that.
pub(super) fn undo(case: &Case, cx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    let last = cx.facts.last.as_ref().ok_or_else(|| Correcting::UndoLate.whole())?;
    if last.by != *cx.actor.code() {
        return Err(Correcting::UndoOthers { by: cx.staff.name(&last.by).to_owned() }.whole());
    }
    // A day's log that was printed stays as it was.
    if cx.now.0.saturating_sub(last.at.0) > UNDO_WITHIN || last.at.date() != cx.today() {
        return Err(Correcting::UndoLate.whole());
    }
    let late = case.opening.late.is_some();
    let stays = last.events.iter().filter_map(|event| event.trace().stays);
    let stays = stays.into_iter().find(|why| *why != NotUndone::LateEntry || late);
    if let Some(why) = stays.or((!last.alone).then_some(NotUndone::Stamp)) {
        return Err(Correcting::UndoKept(why).whole());
    }
    let before = last.before.as_ref().ok_or_else(|| Correcting::UndoKept(NotUndone::Registration).whole())?;
    Ok(vec![CaseEvent::Undone(Box::new(Undone {
        at: cx.now,
        by: cx.actor.code().clone(),
        events: u16::try_from(last.events.len()).unwrap_or(u16::MAX),
        numbers: last.events.iter().filter_map(|event| event.trace().number).collect(),
        back: (**before).clone(),
    }))])
}
