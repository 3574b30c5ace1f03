//! R28: no page is left out, none is entered twice, and a volume begins once the one before exists.

use super::book::{Opinion, OpinionEvent, OpinionPage};
use super::command::{AnswerOpinion, EnterOpinion, PublishOpinion};
use crate::context::Context;
use crate::event::{Event, OfficeEvent};
use crate::refusal::{Opinions, Reason, Refusal, RefusedField};
use crate::sealed::Words;
use crate::visitor::{line, words};

fn happened(place: OpinionPage, event: OpinionEvent) -> Vec<Event> {
    vec![Event::Office(OfficeEvent::Opinion { place, event: Box::new(event) })]
}

/// A page is entered: the next one of its volume, or the first of the next volume.
pub(crate) fn enter(enter: &EnterOpinion, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let place = OpinionPage { volume: enter.volume, page: enter.page };
    let shelf = &cx.facts.shelf;
    if let Some(page) = &shelf.page {
        let by = cx.staff.name(&page.entered_by).to_owned();
        return Err(Opinions::PageTaken { place, by, at: page.entered_at }.on(RefusedField::Page));
    }
    if enter.volume == 0 || enter.volume > shelf.volumes.saturating_add(1) {
        let next = shelf.volumes.saturating_add(1);
        return Err(Opinions::VolumeMissing { next }.on(RefusedField::Page));
    }
    let next = OpinionPage { volume: enter.volume, page: shelf.pages.saturating_add(1) };
    if place != next {
        return Err(Opinions::PageMissing { next }.on(RefusedField::Page));
    }
    if enter.date > cx.today() {
        return Err(Opinions::InFuture.on(RefusedField::Limit));
    }
    let some = |text: String| (!text.is_empty()).then(|| Words::new(text));
    Ok(happened(
        place,
        OpinionEvent::Entered {
            date: enter.date,
            content: some(words(&enter.content, RefusedField::Reason)?),
            author: some(line(&enter.by, RefusedField::Name)?),
        },
    ))
}

fn entered<'c>(place: OpinionPage, cx: &'c Context<'_>) -> Result<&'c Opinion, Refusal> {
    cx.facts.shelf.page.as_ref().ok_or_else(|| Opinions::NoSuchPage { place }.on(RefusedField::Page))
}

/// What stands on a page is answered, once.
pub(crate) fn answer(answer: &AnswerOpinion, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let place = OpinionPage { volume: answer.volume, page: answer.page };
    if let Some(before) = &entered(place, cx)?.answer {
        let by = cx.staff.name(&before.by).to_owned();
        return Err(Opinions::Answered { by, at: before.at }.whole());
    }
    let said = words(&answer.words, RefusedField::Reply)?;
    if said.is_empty() {
        return Err(Reason::WordsNeeded.on(RefusedField::Reply));
    }
    Ok(happened(place, OpinionEvent::Answered { words: Words::new(said), published: answer.published }))
}

/// 公示 once it is answered; taken back at any time.
pub(crate) fn publish(publish: &PublishOpinion, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let place = OpinionPage { volume: publish.volume, page: publish.page };
    let page = entered(place, cx)?;
    match (publish.published, page.published) {
        (true, true) | (false, false) => Err(Reason::NothingChanged.whole()),
        (true, false) if page.answer.is_none() => Err(Opinions::AnswerFirst.whole()),
        (published, _) => Ok(happened(place, OpinionEvent::Published { published })),
    }
}
