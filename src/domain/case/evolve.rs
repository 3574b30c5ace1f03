//! What an event does to a case, and how the case's history says it. No rules here: what has happened has happened.

use super::closing::Reopened;
use super::event::{CaseEvent, Registered};
use super::state::{Acceptance, Asking, Case, Disposed, InnerStep, Life, Signature};
use crate::catalogue::MatterOrChain;
use crate::codes::{Disposition, Kind};
use crate::material::MaterialState;
use crate::number::Form;
use crate::staff::Directory;

impl Case {
    /// The case that a registration makes.
    pub fn open(registered: &Registered) -> Self {
        let elsewhere = registered.course.as_ref().map(|course| !course.is_our_turn());
        let life = match (registered.opening.kind, &registered.opening.unit) {
            _ if elsewhere == Some(true) => Life::Registered,
            _ if elsewhere == Some(false) => Life::Undecided,
            (Kind::Transfer, _) | (Kind::Joint, Some(_)) => Life::Registered,
            (Kind::Own, _) | (Kind::Joint, None) => Life::Undecided,
        };
        Self {
            opening: registered.opening.clone(),
            version: 1,
            visitor: registered.visitor.clone(),
            leader: registered.leader.clone(),
            asked: registered.asked.clone(),
            materials: registered.materials.clone(),
            received_on: registered.received_on,
            disposed: None,
            moves: Vec::new(),
            instant_missed: false,
            acceptance: None,
            steps: Vec::new(),
            cards: Vec::new(),
            receipts: Vec::new(),
            asking: None,
            granted: Vec::new(),
            acting: None,
            proposed: None,
            phoned: Vec::new(),
            course: registered.course.clone(),
            guidance: Vec::new(),
            chases: 0,
            calls: 0,
            contacts: Vec::new(),
            rating: None,
            visits: Vec::new(),
            came: registered.came,
            stops: Vec::new(),
            extension: None,
            reopened: Vec::new(),
            printed: std::collections::BTreeMap::new(),
            corrections: super::correction::Corrections::default(),
            transfer: super::transfer::Transfer::default(),
            service: super::service::Service::default(),
            urges: Vec::new(),
            annotations: 0,
            life,
        }
    }

    /// The case after one more event.
    #[must_use]
    pub fn evolve(mut self, event: &CaseEvent) -> Self {
        self.take_in(event);
        self
    }

    /// One more event.
    #[expect(clippy::too_many_lines, reason = "one row an event: to be read from top to bottom")]
    pub(super) fn take_in(&mut self, event: &CaseEvent) {
        if !matches!(event, CaseEvent::Registered(_)) {
            self.version = self.version.saturating_add(1);
        }
        match event {
            CaseEvent::Registered(_) | CaseEvent::OnPaper(_) => {}
            CaseEvent::MaterialsNoted { materials, on } => {
                self.materials.clone_from(materials);
                let received = materials.iter().any(|material| material.state == MaterialState::Received);
                self.received_on = self.received_on.or(received.then_some(*on));
            }
            CaseEvent::DeemedAccepted { on, statutory, calendar } => {
                self.acceptance = Some(Acceptance {
                    on: *on,
                    deemed: true,
                    statutory: *statutory,
                    calendar: calendar.clone(),
                });
            }
            CaseEvent::Accepted { on, statutory, calendar } => {
                self.acceptance = Some(Acceptance {
                    on: *on,
                    deemed: false,
                    statutory: *statutory,
                    calendar: calendar.clone(),
                });
            }
            CaseEvent::Prompted(card) => {
                self.cards.push(card.clone());
                self.anew(|form| form == Form::PromptCard);
                self.dispose(Disposed::Prompt);
            }
            CaseEvent::Disposed { disposed, receipt, .. } => {
                if let Some(receipt) = receipt {
                    self.receipts.push(receipt.clone());
                    self.anew(|form| matches!(form, Form::Receipt | Form::Large));
                }
                self.dispose(disposed.clone());
            }
            CaseEvent::ReturnCountersigned(by) => {
                if let Some(Disposed::Return { countersigned, .. }) = &mut self.disposed {
                    *countersigned = Some(by.clone());
                }
                self.life = Life::Working;
            }
            CaseEvent::ReturnDeclined { .. } => self.undo_return(),
            CaseEvent::ConsentAsked { consent, reason, at } => {
                self.asking = Some(Asking { consent: *consent, reason: reason.clone(), at: *at });
            }
            CaseEvent::ConsentGiven { consent, .. } => {
                self.asking = None;
                self.granted.push(*consent);
            }
            CaseEvent::ConsentDeclined { .. } => self.asking = None,
            CaseEvent::HandedTo { department, at } => {
                self.steps.push(InnerStep { department: department.clone(), given: *at, back: None });
            }
            CaseEvent::TakenBack { at, .. } => {
                if let Some(step) = self.steps.last_mut() {
                    step.back = Some(*at);
                }
            }
            CaseEvent::Chased { .. } => self.chases = self.chases.saturating_add(1),
            CaseEvent::CallNoted { .. } => self.calls = self.calls.saturating_add(1),
            CaseEvent::VisitorAwaited(reason) => self.life = Life::AwaitingVisitor(*reason),
            CaseEvent::Visited(visit) => self.visits.push(visit.clone()),
            CaseEvent::VisitorCame { .. } => self.life = Life::Working,
            CaseEvent::Guided(guidance) => {
                self.anew(|form| form == Form::Guidance);
                self.guided_on(guidance);
                self.guidance.push(guidance.clone());
                self.life = Life::Guided;
            }
            CaseEvent::HandedOver(handover) => self.life = Life::HandedOver(handover.clone()),
            CaseEvent::ActingAppointed(acting) => (self.acting, self.proposed) = (Some(acting.clone()), None),
            CaseEvent::ActingProposed(proposal) => self.proposed = Some(proposal.clone()),
            CaseEvent::ActingDeclined { .. } => self.proposed = None,
            CaseEvent::PhoneConsented(phoned) => self.phone(phoned),
            CaseEvent::PhoneAnswered(answer) => self.answer_phone(answer),
            CaseEvent::LeaderStamped { leader } => self.leader = Some(leader.clone()),
            CaseEvent::Finished { finish, instant_missed } => {
                self.instant_missed |= *instant_missed;
                self.life = Life::Finished(finish.clone());
            }
            CaseEvent::Replied(reply) => {
                if let Life::Finished(finish) = &self.life {
                    self.life = Life::Replied(finish.clone(), reply.clone(), Signature::Awaited);
                }
            }
            CaseEvent::Signed(signature) => self.sign(signature),
            CaseEvent::TransferDeclined(dispute) => self.decline(dispute),
            CaseEvent::FollowedUp(followed) => self.transfer.followed.push(followed.clone()),
            CaseEvent::Prechecked(_) => {
                self.service.prechecks = self.service.prechecks.saturating_add(1);
            }
            CaseEvent::FeeNoted(noted) => self.service.fee.clone_from(noted),
            CaseEvent::Contacted { at, .. } => self.contacts.push(*at),
            CaseEvent::Rated(rating) => self.rating = Some(rating.clone()),
            CaseEvent::RatingAnswered(answered) => {
                if let Some(rating) = &mut self.rating {
                    rating.answered = Some(answered.clone());
                }
            }
            CaseEvent::Urged(urged) => self.urges.push(urged.clone()),
            CaseEvent::Annotated(_) => self.annotations = self.annotations.saturating_add(1),
            CaseEvent::UrgeAnswered(answer) => self.answer_urges(answer),
            CaseEvent::Ended(ending) => {
                self.granted.retain(|consent| *consent != super::consent::Consent::Termination);
                self.life = Life::Ended(Box::new(self.life.clone()), ending.clone());
            }
            CaseEvent::StageNoted { stage, done } => self.note_stage(*stage, done),
            CaseEvent::StageBegun(begun) => self.begin_stage(begun),
            CaseEvent::StageFinished { stage, done, instant_missed } => {
                self.instant_missed |= *instant_missed;
                self.put_by(*stage, done);
            }
            CaseEvent::Reopened(reopening) => self.reopen(reopening),
            CaseEvent::Voided(voided) => self.life = Life::Void(voided.clone()),
            CaseEvent::ClockStopped(stop) => self.stop(stop),
            CaseEvent::ClockResumed(resumed) => self.resume(resumed),
            CaseEvent::Extended(extension) | CaseEvent::ExtendedByLaw(extension) => self.extend(extension),
            CaseEvent::VisitorCorrected(corrected) => self.correct_visitor(corrected),
            CaseEvent::MatterCorrected(corrected) => self.correct_matter(corrected),
            CaseEvent::Undone(undone) => self.undo(undone),
            CaseEvent::Printed { form, copy } => {
                self.printed.insert(*form, *copy);
            }
        }
    }

    fn dispose(&mut self, disposed: Disposed) {
        use super::consent::Consent;
        let to = disposed.disposition();
        let used = match (self.disposition(), to) {
            (Some(Disposition::Instant), Disposition::Promise) => {
                self.instant_missed = true;
                Some(Consent::InstantToPromise)
            }
            (Some(Disposition::Promise), Disposition::Prompt) => Some(Consent::PromiseToPrompt),
            _ => None,
        };
        self.granted.retain(|consent| {
            Some(*consent) != used && (to != Disposition::Prompt || *consent != Consent::SecondPrompt)
        });
        self.life = match &disposed {
            Disposed::Return { .. } => Life::ReturnProposed(self.disposed.take().map(Box::new)),
            Disposed::Prompt | Disposed::Instant { .. } | Disposed::Promise { .. } => {
                life_of(Some(&disposed))
            }
        };
        self.moves.push(to);
        self.disposed = Some(disposed);
    }

    /// A form with a new number is printed as never before.
    fn anew(&mut self, is_new: impl Fn(Form) -> bool) {
        self.printed.retain(|form, _| !is_new(*form));
        self.corrections.printed_before.retain(|form| !is_new(*form));
    }

    fn undo_return(&mut self) {
        if let Life::ReturnProposed(before) = &mut self.life {
            self.disposed = before.take().map(|disposed| *disposed);
            self.moves.pop();
            self.life = life_of(self.disposed.as_ref());
        }
    }

    fn reopen(&mut self, reopening: &super::closing::Reopening) {
        let elsewhere = self.disposed.is_none() && (self.opening.unit.is_some() || self.course.is_some());
        let again = if let Life::Ended(before, _) = &self.life {
            (**before).clone()
        } else if elsewhere {
            Life::Registered
        } else {
            Life::Working
        };
        match (&mut self.disposed, reopening.due) {
            (Some(Disposed::Instant { due }), Some(again)) => *due = again.date,
            (Some(Disposed::Promise { promised, .. }), Some(again)) => *promised = again,
            _ => {}
        }
        let closed = std::mem::replace(&mut self.life, again);
        self.reopened.push(Reopened { reopening: reopening.clone(), closed });
        self.anew(|form| form == Form::Strip);
    }

    fn sign(&mut self, signature: &Signature) {
        if let Life::Replied(finish, reply, _) = &self.life {
            let (finish, reply, signature) = (finish.clone(), reply.clone(), signature.clone());
            self.life = match signature.is_final() {
                true => Life::Archived(finish, reply, signature),
                false => Life::Replied(finish, reply, signature),
            };
        }
    }
}

impl CaseEvent {
    /// How the history of the case says it.
    pub fn told(&self, staff: &Directory) -> String {
        match self {
            Self::Registered(registered) => registered.told(),
            Self::MaterialsNoted { .. } => "核对材料".to_owned(),
            Self::DeemedAccepted { on, .. } => format!("视为受理（自{on}起）"),
            Self::Accepted { .. } => "受理".to_owned(),
            Self::Prompted(card) => {
                format!("出《协办提示卡》第{}号 缺{}项", card.number.seq, card.missing.len())
            }
            Self::Disposed { disposed, receipt, .. } => match receipt {
                Some(receipt) => {
                    format!("{} 出《协办回执》第{}号", disposed.disposition(), receipt.number.seq)
                }
                None => disposed.disposition().to_string(),
            },
            Self::ReturnCountersigned(by) => {
                format!("{}会签《否定报备反馈单》第{}号", staff.name(&by.by), by.number.seq)
            }
            Self::ReturnDeclined { reason, .. } => format!("不予会签：{}", reason.text()),
            Self::ConsentAsked { consent, reason, .. } => {
                format!("报请{}：{}", consent.name(), reason.text())
            }
            Self::ConsentGiven { consent, by } => format!("{}同意{}", staff.name(by), consent.name()),
            Self::ConsentDeclined { consent, reason, .. } => {
                format!("不同意{}：{}", consent.name(), reason.text())
            }
            Self::HandedTo { department, .. } => format!("交 {department}"),
            Self::TakenBack { department, note, .. } => {
                format!("从{department}接回 {}", note.as_ref().map_or("", |note| note.text()))
            }
            Self::Chased { whom, words } => format!("催办 {whom}：{}", words.text()),
            Self::CallNoted { words } => format!("来电：{}", words.text()),
            Self::VisitorAwaited(reason) => format!("等服务对象：{reason}"),
            Self::Visited(visit) => format!("再次到所：{}", visit.reason),
            Self::VisitorCame { .. } => "服务对象已到".to_owned(),
            Self::Guided(guidance) => format!("导引（{}）", guidance.mode),
            Self::HandedOver(handover) => format!("移交 {}（{}）", handover.receiver, handover.mode),
            Self::ActingAppointed(acting) => {
                format!("{}代办{}", staff.name(&acting.officer), super::approval::acting_until(acting.until))
            }
            Self::ActingProposed(proposal) => proposal.told(staff),
            Self::ActingDeclined { by, reason } => {
                format!("{}不同意代办：{}", staff.name(by), reason.text())
            }
            Self::PhoneConsented(phoned) => phoned.told(staff),
            Self::PhoneAnswered(answer) => answer.told(staff),
            Self::LeaderStamped { leader } => format!("分管责任人明确为{}", staff.name(leader)),
            Self::Finished { finish, .. } => format!("办结：{}", finish.summary.text()),
            Self::Replied(reply) => format!("回复（{}）：{}", reply.mode, reply.content.text()),
            Self::Signed(signature) => match signature.position() {
                Some(at) => format!("{} {at}", signature.name()),
                None => signature.name().to_owned(),
            },
            Self::TransferDeclined(dispute) => dispute.told(),
            Self::FollowedUp(followed) => format!("跟踪结果：{}", followed.words.text()),
            Self::Prechecked(checked) => format!("材料预审：{}", checked.words.text()),
            Self::FeeNoted(noted) => noted.told(),
            Self::Contacted { words, .. } => format!("主动联系：{}", words.text()),
            Self::Rated(rating) => format!("评价：{}", rating.level),
            Self::RatingAnswered(answered) => format!("差评整改：{}", answered.words.text()),
            Self::Urged(urged) => {
                format!("{}：{}", urged.level, urged.words.text())
            }
            Self::Annotated(note) => format!("批注：{}", note.words.text()),
            Self::OnPaper(paper) => {
                format!("补录手工单{}，{}办的：{}", paper.number, paper.at.screen_time(), paper.reason.text())
            }
            Self::UrgeAnswered(answer) => format!("答复督办：{}", answer.words.text()),
            Self::Ended(ending) => format!("终止（{}）：{}", ending.reason, ending.words.text()),
            Self::ClockStopped(stop) => {
                format!("停计时（{}，{}个工作日）：{}", stop.reason, stop.days, stop.notice.text())
            }
            Self::ClockResumed(resumed) => format!("恢复计时，承诺到{}", resumed.promised.iso()),
            Self::Extended(extension) | Self::ExtendedByLaw(extension) => extension.told(),
            Self::VisitorCorrected(corrected) => corrected.told(),
            Self::MatterCorrected(corrected) => corrected.told(),
            Self::Undone(undone) => undone.told(),
            Self::StageNoted { stage, done } => done.told(*stage),
            Self::StageBegun(begun) => format!("第{}环节到本所", begun.stage),
            Self::StageFinished { stage, done, .. } => {
                format!("第{stage}环节（本所）办完：{}", done.words.text())
            }
            Self::Voided(voided) => format!("作废：{}", voided.reason.text()),
            Self::Reopened(reopening) => format!("重新打开：{}", reopening.reason.text()),
            Self::Printed { form, copy } if *copy > 1 => format!("补打《{}》", form.name()),
            Self::Printed { form, .. } => format!("打印《{}》", form.name()),
        }
    }
}

/// Where a case of ours is in its life once it has this disposition.
const fn life_of(disposed: Option<&Disposed>) -> Life {
    match disposed {
        None => Life::Undecided,
        Some(Disposed::Prompt) => Life::Prompted,
        Some(Disposed::Instant { .. } | Disposed::Promise { .. } | Disposed::Return { .. }) => Life::Working,
    }
}

/// A case from its events, oldest first; `None` if they do not begin with a registration.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a CaseEvent>) -> Option<Case> {
    let mut events = events.into_iter();
    match events.next() {
        Some(CaseEvent::Registered(registered)) => Some(events.fold(Case::open(registered), Case::evolve)),
        Some(_) | None => None,
    }
}

impl Case {
    /// The chain, where the case is one of several units.
    pub const fn is_chain(&self) -> bool {
        matches!(self.opening.subject, MatterOrChain::Chain(_))
    }
}
