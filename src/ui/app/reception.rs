//! What is done at the counter from wherever one is: an arrival noted, a sentence answered, a visitor who leaves.

use xieban_domain::command::{Command, OfficeCommand, Tally, VisitorLeft};
use xieban_domain::waiting::{ArrivalId, Arrive};

use super::{App, Base};
use crate::event::{Acted, Ticket};
use crate::form::Form;
use crate::layer::{Action, Layer, LayerReply, Message};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

/// Why people leave, as far as it is always the same.
const WHY_LEFT: [&str; 4] = ["改天再来", "等不及", "走错地方", "其他（写明）"];

/// 来访人离开: why, by a digit or in words (R36). `outcome` makes of the reason what is to be done.
pub(crate) fn ask_why_left(
    explained: Vec<String>,
    outcome: impl Fn(String) -> Outcome + 'static,
) -> Box<dyn Layer> {
    let form = Form::new().choice(0, "原因", WHY_LEFT, None).text_field(1, "写明", 200);
    let finish = move |form: &Form<usize>, _: &World| {
        let listed = form.chosen(0).filter(|at| at + 1 < WHY_LEFT.len()).and_then(|at| WHY_LEFT.get(at));
        let said = form.text(1);
        match (listed, said.trim()) {
            (None, "") => Outcome::Wait("请选原因；选其他的写明。"),
            (Some(listed), "") => outcome((*listed).to_owned()),
            (Some(listed), said) => outcome(format!("{listed}：{said}")),
            (None, said) => outcome(said.to_owned()),
        }
    };
    Box::new(Dialog::new("来访人离开", form, finish).explained(explained))
}

/// 来访人离开, of somebody of the waiting line or of nobody's.
pub(crate) fn left(reason: String, arrival: Option<ArrivalId>) -> Command {
    Command::Office(OfficeCommand::VisitorLeft(VisitorLeft { reason, arrival }))
}

/// 咨询即答.
pub(crate) const fn tally(arrival: Option<ArrivalId>) -> Command {
    Command::Office(OfficeCommand::Tally(Tally { arrival }))
}

impl App {
    /// Somebody came: one key, wherever one is.
    pub(super) fn arrive(&mut self) {
        let place = self.world.header.line.open.len() + 1;
        let arrive = Command::Office(OfficeCommand::Arrive(Arrive::default()));
        let told = format!("已记到所 {}，等候第{place}位；Ctrl-W 叫下一位。", self.world.now().clock());
        self.act_and_say(arrive, told);
    }

    /// Somebody leaves: whoever the form in hand is for, or somebody who was not noted.
    pub(super) fn ask_who_left(&mut self) {
        let of_form = self.base == Base::Register && self.above.is_empty();
        let lines = if of_form {
            vec!["手上这份登记不再填，随之收起。".to_owned()]
        } else {
            Vec::new()
        };
        self.above.push(ask_why_left(lines, move |reason| match of_form {
            true => Outcome::Tell(LayerReply::Gone(reason)),
            false => Outcome::Command(left(reason, None)),
        }));
    }

    /// Does something whose outcome is one line, wherever one is by then.
    pub(super) fn act_and_say(&mut self, command: Command, told: String) {
        let (ticket, effect) = self.world.act(command);
        self.saying.push((ticket, told));
        self.effects.push(effect);
    }

    /// Says what became of it.
    pub(super) fn say_outcome(&mut self, ticket: Ticket, outcome: &Result<xieban_office::Done, Acted>) {
        let Some(at) = self.saying.iter().position(|(of, _)| *of == ticket) else { return };
        let (_, told) = self.saying.remove(at);
        self.message = Some(match outcome {
            Ok(_) => Message::good(told),
            Err(Acted::Refused(refusal)) => Message::bad(refusal.to_string()),
            Err(Acted::Failed(sentence)) => Message::bad(sentence.clone()),
        });
    }

    /// Somebody of the waiting line is received: a form of his own, whatever stands there is parked.
    pub(super) fn call_in(&mut self, arrival: ArrivalId) {
        self.go(Base::Register);
        self.screens.register.call_in(arrival, &self.world);
    }

    /// What an earlier day left open in the waiting line is said at the next sign-in.
    pub(super) fn say_left_over(&mut self) {
        let count = self.world.header.line.left_over(self.world.now().date());
        if count > 0 {
            let before = self.message.take().map(|message| message.text).unwrap_or_default();
            self.message =
                Some(Message::bad(format!("{before}前一天等候的有{count}位没写去向，按 Ctrl-W 逐一写明。")));
        }
    }
}

/// Wishes of a layer that has a command done and says the outcome when it comes.
pub(crate) fn doing(command: Command, told: &str) -> Action {
    Action::Act(Box::new(command), told.to_owned())
}
