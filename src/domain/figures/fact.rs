//! What a case or a complaint adds to the sums, as it stands: a function of it alone.

use chrono::NaiveDate;

use super::measure::Measure;
use crate::calendar::Calendar;
use crate::case::state::{Card, Finish, Signature};
use crate::case::{Case, Life};
use crate::catalogue::{MatterCode, UnitId};
use crate::codes::{Disposition, Kind, Satisfaction};
use crate::complaint::{Complaint, ComplaintLife};
use crate::staff::StaffCode;

/// Whose sum it is. The sums of all officers together are the office's; the others are further cuts of the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SumOf {
    /// 直接责任人.
    Officer(StaffCode),
    /// The unit that visitors are led to.
    Unit(UnitId),
    /// The matter, for what was done.
    Matter(MatterCode),
}

/// One measure on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The day it stands under.
    pub day: NaiveDate,
    pub of: SumOf,
    pub measure: Measure,
    pub amount: i64,
}

struct CaseFacts<'c> {
    officer: SumOf,
    case: &'c Case,
    found: Vec<Fact>,
}

/// What a case adds.
pub fn of_case(case: &Case, calendar: &Calendar) -> Vec<Fact> {
    let mut facts = CaseFacts {
        officer: SumOf::Officer(case.opening.officer.clone()),
        case,
        found: Vec::with_capacity(16),
    };
    let registered = case.opening.at.date();
    if case.is_void() {
        facts.one(registered, Measure::Void);
        return facts.found;
    }
    facts.registered(registered);
    facts.way();
    facts.waiting(calendar);
    if let Life::Finished(finish) | Life::Replied(finish, ..) | Life::Archived(finish, ..) = &case.life {
        facts.finished(finish, calendar);
    }
    if let Life::Ended(_, ending) = &case.life {
        facts.one(ending.at.date(), Measure::Ended);
    }
    facts.found
}

impl CaseFacts<'_> {
    fn one(&mut self, day: NaiveDate, measure: Measure) {
        self.many(day, measure, 1);
    }

    fn many(&mut self, day: NaiveDate, measure: Measure, amount: i64) {
        if amount != 0 {
            self.found.push(Fact { day, of: self.officer.clone(), measure, amount });
        }
    }

    /// The same of a further cut, too.
    fn both(&mut self, day: NaiveDate, of: SumOf, measure: Measure, amount: i64) {
        self.many(day, measure, amount);
        if amount != 0 {
            self.found.push(Fact { day, of, measure, amount });
        }
    }

    fn registered(&mut self, day: NaiveDate) {
        let case = self.case;
        let opening = &case.opening;
        self.one(
            day,
            match opening.kind {
                Kind::Own => Measure::Own,
                Kind::Joint => Measure::Joint,
                Kind::Transfer => Measure::Transfer,
            },
        );
        match case.disposition_so_far() {
            Some(Disposition::Prompt) => self.one(day, Measure::Prompt),
            Some(Disposition::Instant) => self.one(day, Measure::Instant),
            Some(Disposition::Promise) => self.one(day, Measure::Promise),
            Some(Disposition::Return) => self.one(day, Measure::Return),
            None if opening.kind == Kind::Own => self.one(day, Measure::Undecided),
            None => {}
        }
        if case.promises_the_utmost() {
            self.one(day, Measure::Utmost);
        }
        if case.instant_missed {
            self.one(day, Measure::InstantMissed);
        }
        if opening.kind == Kind::Transfer && opening.suggested != Kind::Transfer {
            self.one(day, Measure::SentAway);
        }
        if case.is_led_on_again() {
            self.one(day, Measure::LedOnAgain);
        }
        self.many(day, Measure::Prechecked, i64::from(case.service.prechecks));
    }

    /// What happened on the way, each on its day.
    fn way(&mut self) {
        let case = self.case;
        for cards in case.works().map(|(cards, _)| cards) {
            for card in cards.iter().skip(1) {
                self.one(card.at.date(), Measure::SecondNotice);
            }
        }
        for guidance in &case.guidance {
            self.both(guidance.at.date(), SumOf::Unit(guidance.unit.clone()), Measure::Guided, 1);
        }
        if let Life::HandedOver(handover) = &case.life {
            self.both(handover.at.date(), SumOf::Unit(handover.unit.clone()), Measure::HandedOver, 1);
        }
        for dispute in &case.transfer.disputes {
            self.one(dispute.at.date(), Measure::Disputed);
        }
        for at in &case.contacts {
            self.one(at.date(), Measure::Contacted);
        }
        for reopened in &case.reopened {
            self.one(reopened.reopening.at.date(), Measure::Reopened);
        }
        for acceptance in
            case.works().filter_map(|(_, acceptance)| acceptance).filter(|acceptance| acceptance.deemed)
        {
            self.one(acceptance.on, Measure::Deemed);
        }
    }

    /// What waits, by the day on which it is due.
    fn waiting(&mut self, calendar: &Calendar) {
        let case = self.case;
        match &case.life {
            Life::Finished(_) => {
                if let Some(due) = case.horizon(calendar) {
                    self.one(due.date, Measure::Unreplied);
                }
            }
            Life::Undecided
            | Life::ReturnProposed(_)
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::Prompted => {
                if let Some(due) = case.tell_by(calendar) {
                    self.one(due.date, Measure::Untold);
                } else if let Some(due) = case.horizon(calendar) {
                    self.one(due.date, Measure::DueOpen);
                }
            }
            Life::Registered
            | Life::Guided
            | Life::HandedOver(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => {}
        }
    }

    fn finished(&mut self, finish: &Finish, calendar: &Calendar) {
        let (case, day) = (self.case, finish.at.date());
        let visits = i64::try_from(case.visit_count()).unwrap_or(i64::MAX);
        let used = i64::from(case.used(calendar).unwrap_or(0));
        let sums = [(Measure::Finished, 1), (Measure::Visits, visits), (Measure::UsedDays, used)];
        for (measure, amount) in sums {
            if let Some(matter) = &case.part().matter {
                self.both(day, SumOf::Matter(matter.clone()), measure, amount);
            } else {
                self.many(day, measure, amount);
            }
        }
        self.many(day, Measure::Fees, i64::from(case.service.fee.fee.0));
        if let Some(due) = case.done_by() {
            self.one(day, Measure::Limited);
            match day.cmp(&due) {
                std::cmp::Ordering::Less => {
                    self.one(day, Measure::OnTime);
                    self.one(day, Measure::Early);
                }
                std::cmp::Ordering::Equal => self.one(day, Measure::OnTime),
                std::cmp::Ordering::Greater => self.one(due, Measure::LateDone),
            }
        }
        if case.disposition() == Some(Disposition::Instant) && !case.instant_missed {
            self.one(day, Measure::AtOnce);
        }
        if finish.bare {
            self.one(day, Measure::BareLog);
        }
        if finish.at_closing {
            self.one(day, Measure::AtClosing);
        }
        if let Life::Replied(_, _, signature) = &case.life
            && !Signature::is_final(signature)
        {
            self.one(day, Measure::Unsigned);
        }
        if let Some(rating) = &case.rating {
            self.one(
                day,
                match rating.level {
                    Satisfaction::VerySatisfied => Measure::VerySatisfied,
                    Satisfaction::Satisfied => Measure::Satisfied,
                    Satisfaction::Acceptable => Measure::Acceptable,
                    Satisfaction::Dissatisfied => Measure::Dissatisfied,
                    Satisfaction::VeryDissatisfied => Measure::VeryDissatisfied,
                },
            );
            if rating.level.is_bad() && rating.answered.is_some() {
                self.one(day, Measure::BadAnswered);
            }
        }
    }
}

impl Case {
    /// Every part of ours: the one under way and those put by with their stages; their cards and their acceptance.
    fn works(&self) -> impl Iterator<Item = (&Vec<Card>, Option<&crate::case::state::Acceptance>)> {
        let legs = self.course.iter().flat_map(|course| &course.legs);
        let put_by =
            legs.filter_map(|leg| leg.work.as_ref()).map(|work| (&work.cards, work.acceptance.as_ref()));
        put_by.chain(std::iter::once((&self.cards, self.acceptance.as_ref())))
    }

    /// Its disposition; that of its last stage of ours where none is under way.
    fn disposition_so_far(&self) -> Option<Disposition> {
        let mut legs = self.course.iter().flat_map(|course| course.legs.iter().rev());
        let mut put_by = || legs.find_map(|leg| leg.work.as_ref()?.disposed.as_ref());
        self.disposed.as_ref().or_else(&mut put_by).map(crate::case::state::Disposed::disposition)
    }

    /// 承诺 for the very last day that the law allows.
    fn promises_the_utmost(&self) -> bool {
        use crate::case::state::Disposed;
        match (&self.disposed, self.statutory()) {
            (Some(Disposed::Promise { promised, .. }), Some(statutory)) => promised.date >= statutory.date,
            _ => false,
        }
    }
}

/// What a complaint adds. One about conduct adds nothing: it is behind the wall.
pub fn of_complaint(complaint: &Complaint) -> Vec<Fact> {
    let fact = |day: NaiveDate, measure| Fact {
        day,
        of: SumOf::Officer(complaint.taken.officer.clone()),
        measure,
        amount: 1,
    };
    let mut facts = vec![fact(complaint.at.date(), Measure::Complaint)];
    let due = complaint.taken.due.date;
    match &complaint.life {
        ComplaintLife::Working | ComplaintLife::Found(_) => facts.push(fact(due, Measure::ComplaintDue)),
        ComplaintLife::Replied(_, answer) => {
            let day = answer.at.date();
            facts.push(fact(day, Measure::ComplaintAnswered));
            if day <= due {
                facts.push(fact(day, Measure::ComplaintOnTime));
            }
        }
    }
    facts
}
