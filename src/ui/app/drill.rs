//! 演练课程: what is done on the real screens is heard here, and what the overlay asks for is done.

use std::collections::BTreeMap;

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::drill::course;
use xieban_domain::premises::{KeepTraining, Topic};
use xieban_domain::staff::Role;
use xieban_forms as forms;
use xieban_office::{Answer, Query};
use xieban_term::Input;

use super::{App, Base};
use crate::drill::{CourseStep, Drill, VisitorStage};
use crate::event::{Effect, Event};
use crate::keymap::{Verb, key_of, verb};
use crate::layer::{Action, Message};
use crate::overlay::drill::{DrillSheet, NAME};
use crate::overlay::paper::{Job, PaperPreview};

impl App {
    /// 演练课程 comes up as soon as somebody signs in.
    pub const fn with_course(&mut self) {
        self.drilling = true;
    }

    /// On a practice store; elsewhere there is no such thing.
    pub(super) fn open_drill(&mut self) {
        let Some(me) = self.world.myself().filter(|_| self.world.header.settings.practice) else { return };
        if !me.is(Role::Officer) {
            self.message = Some(Message::bad("演练课程练的是接待，请用协办员的账号签到。"));
        } else if self.above.last().is_none_or(|layer| layer.name() != NAME) {
            let draft = self.kept.get(crate::drill::DRAFT);
            self.world.drill.get_or_insert_with(|| Drill::new(draft));
            self.above.push(Box::new(DrillSheet));
        }
    }

    /// What the desk sends and what the office says to it.
    pub(super) fn drill_hears(&mut self, event: &Event) {
        let (Some(drill), today) = (&mut self.world.drill, self.world.header.now.date()) else { return };
        match event {
            Event::Acted(ticket, Ok(done)) => {
                drill.took(*ticket, done.case);
                if drill.recording == Some(*ticket) {
                    (drill.recording, drill.progress.recorded) = (None, true);
                }
            }
            Event::Acted(ticket, Err(_)) => {
                drill.refused(*ticket);
                drill.recording = drill.recording.filter(|of| of != ticket);
            }
            Event::Answered(ticket, Ok(Answer::Case(view))) => {
                drill.answered(*ticket, view.as_ref().map(|view| &view.row.record.case), today);
            }
            Event::Answered(ticket, Err(_)) => drill.answered(*ticket, None, today),
            _ => {}
        }
    }

    /// What goes out for the visitor who is received.
    pub(super) fn drill_sees(&mut self) {
        let Some(drill) = &mut self.world.drill else { return };
        for effect in &self.effects {
            if let Effect::Act { ticket, command, .. } | Effect::ActAs { ticket, command, .. } = effect {
                drill.sends(*ticket, command);
            }
        }
    }

    /// Keys for the desk: those for the course do not count, and what is pasted counts as if it were typed.
    pub(super) fn drill_counts(&mut self, input: &Input) {
        let over = self.above.last().is_some_and(|layer| layer.name() == NAME);
        let keys = match input {
            Input::Key(key) => u32::from(!over && verb(*key) != Some(Verb::Drill)),
            Input::Paste(text) => u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
        };
        if let Some(drill) = &mut self.world.drill {
            drill.pressed(keys);
        }
    }

    pub(super) fn drill(&mut self, step: CourseStep) {
        let today = self.world.header.now.date();
        let Some(drill) = &mut self.world.drill else { return };
        match step {
            CourseStep::Begin => {
                drill.begin();
                self.go(Base::Cases);
            }
            CourseStep::Done => {
                let Some(cases) = drill.registered() else { return };
                let asked: Vec<_> =
                    cases.into_iter().map(|id| (id, self.world.ask(Query::Case(id)))).collect();
                let tickets: BTreeMap<_, _> = asked.iter().map(|(id, (ticket, _))| (*ticket, *id)).collect();
                self.effects.extend(asked.into_iter().map(|(_, (_, effect))| effect));
                if let Some(drill) = &mut self.world.drill {
                    drill.judging(tickets, today);
                }
            }
            CourseStep::Skip => drill.skip(),
            CourseStep::Next => drill.next(),
            CourseStep::Anew => drill.anew(),
            CourseStep::Close => self.close_course(),
        }
        self.keep();
    }

    /// The record goes the ordinary way, once; the scorecard can be had again.
    fn close_course(&mut self) {
        let (Some(me), Some(drill)) = (self.world.me.clone(), &self.world.drill) else { return };
        let (now, said) = (self.world.now(), drill.progress.said(course()));
        if !drill.progress.recorded && drill.recording.is_none() {
            let training = KeepTraining {
                number: None,
                date: now.date(),
                topics: Topic::ALL.into(),
                people: [me.clone()].into(),
                place: format!("演练课程：{said}"),
                held: true,
                cancelled: false,
            };
            let (ticket, effect) = self.world.act(Command::Office(OfficeCommand::KeepTraining(training)));
            self.saying.push((ticket, "培训已记在演练库；正式台账照成绩单上写的再记。".to_owned()));
            self.effects.push(effect);
            if let Some(drill) = &mut self.world.drill {
                drill.recording = Some(ticket);
            }
        }
        let Some(drill) = &self.world.drill else { return };
        let sheet = forms::scorecard(&forms::Scorecard {
            now,
            account: &format!("{me} {}", self.world.header.staff.name(&me)),
            progress: &drill.progress,
            settings: &self.world.header.settings,
        });
        let job = Job { case: None, again: false };
        self.run_actions(vec![Action::Open(Box::new(PaperPreview::to_print(vec![sheet], job)))]);
    }

    /// As it is kept.
    pub(super) fn drill_draft(&self) -> Option<(String, String)> {
        let kept = self.world.drill.as_ref().map(Drill::draft);
        let draft = kept.unwrap_or_else(|| self.kept.get(crate::drill::DRAFT).cloned());
        draft.map(|draft| (crate::drill::DRAFT.to_owned(), draft))
    }

    /// Whether somebody is being received for practice.
    pub(super) fn drill_strip(&self) -> Option<String> {
        self.world
            .drill
            .as_ref()
            .filter(|drill| drill.stage == VisitorStage::Received)
            .and_then(|drill| drill.strip(&key_of(Verb::Drill)))
    }
}
