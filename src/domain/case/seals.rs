//! Where in a case its private texts are. Whatever gains one is listed here, or it cannot be written to a page.

use super::state::{Card, Case, Disposed, Life, Opening, Signature};
use crate::sealed::{Seals, Slot};

impl Seals for Opening {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        self.kind_reason.each_slot(visit);
        self.remark.each_slot(visit);
        if let Some(late) = &mut self.late {
            visit(&mut late.reason);
        }
    }
}

impl Seals for Disposed {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        match self {
            Self::Return { why, alternative, .. } => {
                visit(why);
                visit(alternative);
            }
            Self::Promise { words, .. } => words.each_slot(visit),
            Self::Prompt | Self::Instant { .. } => {}
        }
    }
}

impl Seals for Card {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        self.missing.each_slot(visit);
        self.cause.each_slot(visit);
    }
}

impl Seals for Signature {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        match self {
            Self::Refused(words) | Self::ByOther(_, words) => visit(words),
            Self::Awaited | Self::AwaitedAfterCall | Self::Mailed | Self::Signed(_) => {}
        }
    }
}

impl Seals for Life {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        match self {
            Self::ReturnProposed(Some(before)) => before.each_slot(visit),
            Self::Ended(before, ending) => {
                before.each_slot(visit);
                visit(&mut ending.words);
            }
            Self::Void(voided) => visit(&mut voided.reason),
            Self::Finished(finish) => visit(&mut finish.summary),
            Self::Replied(finish, reply, signature) | Self::Archived(finish, reply, signature) => {
                visit(&mut finish.summary);
                visit(&mut reply.content);
                signature.each_slot(visit);
            }
            Self::Registered
            | Self::Undecided
            | Self::Prompted
            | Self::Working
            | Self::AwaitingVisitor(_)
            | Self::ReturnProposed(None)
            | Self::Guided
            | Self::HandedOver(_) => {}
        }
    }
}

impl Seals for Case {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        self.opening.each_slot(visit);
        visit(&mut self.visitor);
        self.materials.each_slot(visit);
        self.disposed.each_slot(visit);
        self.cards.each_slot(visit);
        if let Some(asking) = &mut self.asking {
            visit(&mut asking.reason);
        }
        if let Some(acting) = &mut self.acting {
            visit(&mut acting.reason);
        }
        if let Some(proposed) = &mut self.proposed {
            visit(&mut proposed.reason);
        }
        self.phoned.each_slot(visit);
        self.course.each_slot(visit);
        self.transfer.each_slot(visit);
        self.rating.each_slot(visit);
        self.stops.each_slot(visit);
        self.extension.each_slot(visit);
        self.reopened.each_slot(visit);
        self.urges.each_slot(visit);
        self.life.each_slot(visit);
    }
}
