//! 撤销 of the last step: whose it may be, how soon, and what stays.

use crate::case::event::CaseEvent;
use crate::case::state::Case;
use crate::case::undo::{UNDO_WITHIN, Undone};
use crate::context::Context;
use crate::refusal::{Correcting, NotUndone, Refusal};

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
    let stays = last.events.iter().find_map(|event| event.stays(case));
    if let Some(why) = stays.or((!last.alone).then_some(NotUndone::Stamp)) {
        return Err(Correcting::UndoKept(why).whole());
    }
    let before = last.before.as_ref().ok_or_else(|| Correcting::UndoKept(NotUndone::Registration).whole())?;
    Ok(vec![CaseEvent::Undone(Box::new(Undone {
        at: cx.now,
        by: cx.actor.code().clone(),
        events: u16::try_from(last.events.len()).unwrap_or(u16::MAX),
        numbers: last.events.iter().filter_map(CaseEvent::number).collect(),
        back: (**before).clone(),
    }))])
}
