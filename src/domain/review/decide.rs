//! The gates of a 评议 (R72, R73): nobody reviews himself, and nobody enters what is said of himself.

use std::collections::BTreeSet;

use super::command::{About, HoldReview};
use super::record::{PersonReview, ReviewHeld, ReviewOf, Reviewed};
use crate::context::Context;
use crate::event::{Event, OfficeEvent};
use crate::personnel::{PersonnelPage, PersonnelStep};
use crate::refusal::{Reason, Refusal, RefusedField, Reviewing};
use crate::sealed::Sealed;
use crate::staff::StaffCode;
use crate::tenths::Tenths;
use crate::visitor::{line, words};

/// The best mark.
const BEST: u8 = 100;

/// A 评议 was held.
pub fn hold(review: &HoldReview, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let of = subject(review, cx)?;
    if review.date > cx.today() {
        return Err(Reviewing::InFuture.on(RefusedField::Limit));
    }
    let held = held(review, cx)?;
    let mean = Tenths::mean(&held.scores).ok_or_else(|| Reviewing::ScoresNeeded.on(RefusedField::Summary))?;
    let (date, by, at) = (review.date, cx.actor.code().clone(), cx.now);
    Ok(vec![match of {
        ReviewSubject::Public(of) => {
            let held = Sealed::new(held);
            Event::Office(OfficeEvent::Reviewed(Box::new(Reviewed { date, of, mean, held, by, at })))
        }
        ReviewSubject::Person(staff) => {
            let step = Sealed::new(PersonnelStep::Review(PersonReview { date, staff, mean, held, by, at }));
            Event::Personnel(Box::new(PersonnelPage { step }))
        }
    }])
}

/// What it is about: what anybody may read of, or a person.
enum ReviewSubject {
    Public(ReviewOf),
    Person(StaffCode),
}

fn subject(review: &HoldReview, cx: &Context<'_>) -> Result<ReviewSubject, Refusal> {
    match &review.about {
        About::Office => Ok(ReviewSubject::Public(ReviewOf::Office)),
        About::Department { name } => {
            let known = cx.settings.department(name.trim());
            let known = known.ok_or_else(|| {
                Reason::UnknownDepartment { name: name.clone() }.on(RefusedField::Department)
            })?;
            Ok(ReviewSubject::Public(ReviewOf::Department { name: known.name.clone() }))
        }
        About::Staff { code } if code == cx.actor.code() => {
            Err(Reviewing::AboutYourself.on(RefusedField::Staff))
        }
        About::Staff { code } => cx.colleague(code).map(|staff| ReviewSubject::Person(staff.code.clone())),
    }
}

fn held(review: &HoldReview, cx: &Context<'_>) -> Result<ReviewHeld, Refusal> {
    for code in &review.reviewers {
        cx.colleague(code)?;
    }
    let mut outside = Vec::with_capacity(review.outside.len());
    for name in &review.outside {
        match line(name, RefusedField::Name)? {
            name if name.is_empty() => return Err(Reviewing::NameNeeded.on(RefusedField::Name)),
            name => outside.push(name),
        }
    }
    let count = review.reviewers.len().saturating_add(outside.len());
    let of_ours: BTreeSet<_> = review.reviewers.iter().collect();
    let names: BTreeSet<_> = outside.iter().collect();
    if let About::Staff { code } = &review.about {
        // Under his own name from outside he would be the same man.
        let name = cx.staff.name(code);
        if of_ours.contains(code) || outside.iter().any(|outside| outside == name) {
            return Err(Reviewing::ReviewsHimself { name: name.to_owned() }.on(RefusedField::Staff));
        }
    }
    match () {
        () if count == 0 => return Err(Reviewing::ReviewersNeeded.on(RefusedField::Staff)),
        () if of_ours.len().saturating_add(names.len()) < count => {
            return Err(Reviewing::ReviewerTwice.on(RefusedField::Staff));
        }
        () if review.scores.is_empty() => return Err(Reviewing::ScoresNeeded.on(RefusedField::Summary)),
        () if review.scores.iter().any(|score| *score > BEST) => {
            return Err(Reviewing::ScoreBeyond.on(RefusedField::Summary));
        }
        () if review.scores.len() > count => return Err(Reviewing::ScoresTooMany.on(RefusedField::Summary)),
        () => {}
    }
    let result = words(&review.result, RefusedField::Reason)?;
    if result.is_empty() {
        return Err(Reviewing::ResultNeeded.on(RefusedField::Reason));
    }
    Ok(ReviewHeld { reviewers: review.reviewers.clone(), outside, scores: review.scores.clone(), result })
}
