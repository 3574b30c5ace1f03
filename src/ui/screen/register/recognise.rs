//! Knowing a visitor again: by telephone, papers, credit code or name; what was known is filled in (R4).

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::reveal::{Extent, Purpose, Reveal, Whose};
use xieban_office::{Answer, Clue, Done, Known, Query};

use super::fields::{self, RegisterField};
use super::{Registration, again};
use crate::event::{Acted, Ticket};
use crate::layer::{Action, LayerReply, Message};
use crate::overlay::notice::Notice;
use crate::world::World;

impl Registration {
    /// What this field tells of who it is. A number typed in place of a name is as good.
    pub(super) fn clue(&self, id: RegisterField) -> Option<(Clue, String)> {
        let typed = self.sheet.form.text(id);
        let number = xieban_words::canonical::number(&typed);
        let (clue, text) = match id {
            RegisterField::Phone => (Clue::Phone, number),
            RegisterField::Papers => (Clue::Papers, number),
            RegisterField::CreditCode => (Clue::CreditCode, number.to_ascii_uppercase()),
            RegisterField::Name | RegisterField::Organisation
                if number.len() >= 7 && number.chars().filter(char::is_ascii_digit).count() >= 7 =>
            {
                let clue = match number.len() {
                    18 if number.chars().take(17).all(|c| c.is_ascii_digit()) && !number.starts_with('9') => {
                        Clue::Papers
                    }
                    18 => Clue::CreditCode,
                    _ => Clue::Phone,
                };
                (clue, number)
            }
            RegisterField::Organisation => (Clue::Organisation, typed.trim().to_owned()),
            _ => return None,
        };
        (text.chars().count() >= 2).then_some((clue, text))
    }

    pub(super) fn known(
        &mut self,
        known: &[Known],
        clue: Clue,
        from: RegisterField,
        world: &World,
    ) -> Vec<Action> {
        let exact = !matches!(clue, Clue::Name | Clue::Organisation);
        // What everybody knows of a firm opens nobody who comes for it.
        self.by_firm = matches!(clue, Clue::Organisation | Clue::CreditCode);
        let Some(first) = known.first() else {
            self.put_in_place(clue, from, world);
            return Vec::new();
        };
        if exact || known.len() == 1 {
            return self.take_known(first.clone(), world);
        }
        let rows: Vec<Known> = known.to_vec();
        let choices = rows
            .iter()
            .map(|known| format!("{} {}", known.visitor.name(), known.visitor.phone().unwrap_or("")))
            .collect();
        let lines = vec!["有几位相近的服务对象，按数字选；都不是按 Esc。".to_owned()];
        let pick = move |at: usize, _: &World| {
            rows.get(at)
                .map(|known| Action::Tell(LayerReply::Known(Box::new(known.clone()))))
                .into_iter()
                .collect()
        };
        vec![Action::Open(Box::new(Notice::new("认一认", lines, choices, pick)))]
    }

    /// A number typed in place of a name, of somebody who has not been here: it goes into its own field.
    fn put_in_place(&mut self, clue: Clue, from: RegisterField, world: &World) {
        if !matches!(from, RegisterField::Name | RegisterField::Organisation) {
            return;
        }
        let (to, name) = match clue {
            Clue::Phone => (RegisterField::Phone, "电话"),
            Clue::Papers => (RegisterField::Papers, "证件号码"),
            Clue::CreditCode => (RegisterField::CreditCode, "信用代码"),
            Clue::Organisation | Clue::Name | Clue::PhoneTail | Clue::Initials => return,
        };
        let number = self.sheet.form.text(from);
        self.sheet.form.set_text(from, "");
        self.sheet.form.set_text(to, &number);
        self.message = Some(Message::good(format!("没有来过；号码已填到{name}栏，请填姓名。")));
        self.arrange(world);
        self.sheet.form.focus_on(from);
    }

    /// He is known: the page comes first that says who looked, and what he said is compared once more.
    pub(super) fn take_known(&mut self, known: Known, world: &World) -> Vec<Action> {
        if self.by_firm {
            return self.fill_in_firm(&known, world);
        }
        let reveal = Reveal {
            of: Whose::Case(known.case),
            purpose: Purpose::Receive,
            reason: String::new(),
            said: self.said.clone(),
        };
        let (ticket, effect) = world.act(Command::Office(OfficeCommand::Reveal(reveal)));
        self.looking = Some((ticket, Box::new(known)));
        vec![Action::Do(effect)]
    }

    /// This is what the look waits for.
    pub(super) fn is_looking(&self, ticket: Ticket) -> bool {
        self.looking.as_ref().is_some_and(|(of, _)| *of == ticket)
    }

    /// There is a page, or a sentence says why not.
    pub(super) fn looked(&mut self, outcome: &Result<Done, Acted>, world: &World) -> Vec<Action> {
        let Some((_, known)) = self.looking.take() else { return Vec::new() };
        self.message = Some(Message::bad(match outcome {
            Ok(_) => {
                let (ticket, effect) = world.ask(Query::CaseInClear(known.case));
                self.looking = Some((ticket, known));
                return vec![Action::Do(effect)];
            }
            Err(Acted::Refused(refusal)) => refusal.to_string(),
            Err(Acted::Failed(sentence)) => sentence.clone(),
        }));
        Vec::new()
    }

    /// He stands there in clear.
    pub(super) fn seen(&mut self, outcome: &Result<Answer, String>, world: &World) -> Vec<Action> {
        let Some((_, known)) = self.looking.take() else { return Vec::new() };
        let Ok(Answer::Case(Some(view))) = outcome else { return Vec::new() };
        let record = &view.row.record;
        match record.case.visitor.get().filter(|_| record.extent() == Extent::Whole) {
            Some(visitor) => self.fill_in(Known { visitor: visitor.clone(), ..*known }, world),
            None => Vec::new(),
        }
    }

    /// The firm stands there; who comes for it says so himself, by his own number.
    fn fill_in_firm(&mut self, known: &Known, world: &World) -> Vec<Action> {
        fields::fill_firm(&mut self.sheet.form, &known.visitor);
        let asked = again::ask_what_for(known);
        let name = known.visitor.organisation().map_or("", |firm| firm.name.as_str());
        self.message = Some(Message::good(format!(
            "{name}来过，上次 {} {}。经办人请填姓名和他本人的电话或证件号。",
            known.at.screen_time(),
            known.title
        )));
        self.arrange(world);
        self.sheet.form.focus_on(RegisterField::Name);
        asked.into_iter().collect()
    }

    /// What was known is filled in, and where he has an open case it is asked what he came for (R1).
    fn fill_in(&mut self, known: Known, world: &World) -> Vec<Action> {
        fields::fill(&mut self.sheet.form, &known.visitor);
        let times =
            format!("认出{}，上次 {} {}。", known.visitor.listed_name(), known.at.screen_time(), known.title);
        let asked = again::ask_what_for(&known);
        self.message = Some(Message::good(times));
        self.sheet.known = Some(Box::new(known));
        self.arrange(world);
        self.sheet.form.focus_on(RegisterField::Matter);
        self.picker.search(
            &world.index,
            &self.sheet.form.text(RegisterField::Matter),
            self.sheet.known.as_deref(),
        );
        asked.into_iter().collect()
    }
}
