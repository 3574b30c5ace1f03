//! Who came, and why he came again: the arrival that a form stands for, an open case of somebody who is known, a visitor who leaves
//! (R1, R36).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::visit::VisitAgain;
use xieban_domain::codes::VisitReason;
use xieban_domain::command::Command;
use xieban_domain::number::CaseId;
use xieban_domain::refusal::{Reason, Refusal, Visiting};
use xieban_domain::waiting::{ArrivalId, Came};
use xieban_office::{Done, Known, OpenCase};

use super::Registration;
use super::fields::RegisterField;
use super::sheet::VisitorForm;
use crate::app::reception::left;
use crate::event::{Acted, Ticket};
use crate::layer::{Action, LayerReply, Message};
use crate::overlay::notice::Notice;
use crate::world::World;

/// Open cases that are offered.
const OFFERED: usize = 8;

/// Something that ends the form without a new case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormEnding {
    /// He came for this case.
    CameFor(CaseId),
    Left,
}

/// One digit says why.
pub(crate) fn ask_reason(
    lines: Vec<String>,
    other: Option<&str>,
    answer: impl Fn(Option<VisitReason>, &World) -> Vec<Action> + 'static,
) -> Notice {
    let names = VisitReason::ALL.iter().map(|reason| reason.name().to_owned());
    let choices = names.chain(other.map(str::to_owned)).collect();
    Notice::new("这次为什么又来", lines, choices, move |at, world| {
        answer(VisitReason::ALL.get(at).copied(), world)
    })
    .by_digit_alone()
}

fn came_for(open: &OpenCase) -> String {
    format!("{} {}，到所{}次", open.title, open.case.spoken(), open.visits)
}

fn reason_of(open: &OpenCase) -> Notice {
    let id = open.case;
    let lines =
        vec![format!("有在办的件：{}。", came_for(open)), "再跑的一次算本所的，不怪服务对象。".to_owned()];
    ask_reason(lines, Some("办别的事"), move |reason, _| {
        reason.map(|reason| Action::Tell(LayerReply::CameFor(id, reason))).into_iter().collect()
    })
}

/// Somebody with open cases comes on another day: for which of them, and why?
pub(super) fn ask_what_for(known: &Known) -> Option<Action> {
    let open: Vec<OpenCase> = known.open.iter().filter(|open| !open.today).take(OFFERED).cloned().collect();
    let notice = match open.as_slice() {
        [] => return None,
        [only] => reason_of(only),
        several => {
            let choices: Vec<String> = several.iter().map(came_for).chain(["办别的事".to_owned()]).collect();
            let lines = vec!["有几件在办，为哪一件来？".to_owned()];
            Notice::new("又来了", lines, choices, move |at, _| {
                open.get(at).map(|open| Action::Open(Box::new(reason_of(open)))).into_iter().collect()
            })
            .by_digit_alone()
        }
    };
    Some(Action::Open(Box::new(notice)))
}

impl VisitorForm {
    /// 08:33到 第1次: since when he waits, and how often he has come for it.
    pub(super) fn came_note(&self) -> String {
        let came = self.came.map(|came| format!("{}到 ", came.at.clock())).unwrap_or_default();
        format!("{came}第1次")
    }
}

impl Registration {
    /// A form for somebody of the waiting line; what stands there is parked.
    pub(crate) fn call_in(&mut self, arrival: ArrivalId, world: &World) {
        let Some(waiting) = world.header.line.find(arrival) else { return };
        if self.is_being_saved() {
            self.message = Some(Message::bad("这一份正在登记，登记好再叫下一位。"));
            return;
        }
        if !self.sheet.is_blank() {
            self.park(world);
        }
        self.sheet = VisitorForm::blank(&self.departments);
        self.sheet.came = Some(Came { arrival, at: waiting.at });
        self.tried = false;
        self.message = Some(Message::good(format!("接待{}到的这一位。", waiting.at.clock())));
        self.arrange(world);
        self.sheet.form.focus_on(RegisterField::Purpose);
    }

    /// He came for a case of his.
    pub(super) fn came_for(&mut self, id: CaseId, reason: VisitReason, world: &World) -> Vec<Action> {
        let arrival = self.sheet.came.map(|came| came.arrival);
        let visit = CaseCommand::Visit(VisitAgain { reason: Some(reason), arrival });
        self.end(FormEnding::CameFor(id), Command::Case { id, version: None, command: visit }, world)
    }

    /// He left, and why.
    pub(super) fn gone(&mut self, reason: &str, world: &World) -> Vec<Action> {
        let arrival = self.sheet.came.map(|came| came.arrival);
        self.end(FormEnding::Left, left(reason.to_owned(), arrival), world)
    }

    fn end(&mut self, ending: FormEnding, command: Command, world: &World) -> Vec<Action> {
        if self.is_being_saved() {
            return Vec::new();
        }
        let (ticket, effect) = world.act(command);
        self.ending = Some((ticket, ending));
        vec![Action::Do(effect)]
    }

    /// What became of it: the form is not needed any more, or says why not.
    pub(super) fn ended(
        &mut self,
        (ticket, ending): (Ticket, FormEnding),
        outcome: &Result<Done, Acted>,
        world: &World,
    ) -> Vec<Action> {
        self.ending = self.ending.filter(|(of, _)| *of != ticket);
        match outcome {
            Ok(_) => {
                self.sheet = VisitorForm::blank(&self.departments);
                self.tried = false;
                self.arrange(world);
            }
            Err(Acted::Refused(refusal)) => return self.refused(refusal),
            Err(Acted::Failed(sentence)) => {
                self.message = Some(Message::bad(sentence.clone()));
                return Vec::new();
            }
        }
        match ending {
            FormEnding::CameFor(id) => vec![Action::Case(id), Action::Say(Message::good("已记到所。"))],
            FormEnding::Left => {
                self.message = Some(Message::good("已记来访人离开。"));
                Vec::new()
            }
        }
    }

    /// An arrival that another desk has taken is not this form's any more.
    pub(super) fn let_go_of_arrival(&mut self, refusal: &Refusal, world: &World) {
        if matches!(refusal.reason, Reason::Visiting(Visiting::NoSuchArrival | Visiting::ArrivedEarlier)) {
            self.sheet.came = None;
            self.arrange(world);
        }
    }
}
