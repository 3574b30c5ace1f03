//! 登记: from the first key to the printed slip. Two parts share the keys: the fields, and the list of materials.

mod again;
mod asides;
mod draft;
mod draw;
mod elsewhere;
pub(crate) mod fields;
mod joint;
mod late;
mod park;
mod recognise;
mod save;
mod sheet;

pub(crate) use again::ask_reason;
pub(crate) use asides::{ask_new, ask_note};
pub(crate) use late::paper_time;

use again::FormEnding;
use asides::{next_step, unnumbered};
use fields::RegisterField;
use sheet::VisitorForm;
use xieban_domain::case::{Case, register, replay};
use xieban_domain::catalogue::MatterOrChain;
use xieban_domain::classify::{Suggestion, classify};
use xieban_domain::codes::{Disposition, Kind, Purpose};
use xieban_domain::number::CaseId;
use xieban_domain::refusal::{Reason, Refusal, RefusedField};
use xieban_office::{Answer, Clue, Known, Query};
use xieban_term::{Canvas, Code, Key};

use crate::event::{Acted, Ticket};
use crate::form::KeyOutcome;
use crate::keymap::{SAVE, Verb, verb};
use crate::layer::{Action, KeyHint, Layer, LayerReply, Message, News};
use crate::overlay::paper::PaperPreview;
use crate::widget::materials::{self, Materials};
use crate::widget::matter::Picker;
use crate::widget::sheets::{SheetsOf, paper_of};
use crate::world::World;

/// The registration.
pub(crate) struct Registration {
    sheet: VisitorForm,
    picker: Picker,
    departments: Vec<String>,
    parked: Vec<VisitorForm>,
    last: Option<VisitorForm>,
    trial: Option<Result<Box<Case>, Refusal>>,
    tried: bool,
    message: Option<Message>,
    saving: Option<Ticket>,
    /// Asked who it is: by which clue, from which field.
    recognising: Option<(Ticket, Clue, RegisterField)>,
    /// What was said of him last.
    said: String,
    /// He was found by what everybody knows of a firm.
    by_firm: bool,
    /// Who it turned out to be, on the way to his page and back.
    looking: Option<(Ticket, Box<Known>)>,
    fetching: Option<Ticket>,
    /// On its way: what ends the form without a case of its own.
    ending: Option<(Ticket, FormEnding)>,
    /// Registered and to be led on: the dialog is open, or what came of it is asked for.
    leading: Option<(CaseId, Option<Ticket>)>,
}

impl Registration {
    pub(crate) fn new(world: &World) -> Self {
        let departments: Vec<String> = world.header.settings.open_departments().map(str::to_owned).collect();
        let mut screen = Self {
            sheet: VisitorForm::blank(&departments),
            picker: Picker::default(),
            departments,
            parked: Vec::new(),
            last: None,
            trial: None,
            tried: false,
            message: None,
            saving: None,
            recognising: None,
            said: String::new(),
            by_firm: false,
            looking: None,
            fetching: None,
            ending: None,
            leading: None,
        };
        screen.arrange(world);
        screen
    }

    fn command(&self, world: &World) -> xieban_domain::case::Register {
        let command = fields::command(
            &self.sheet.form,
            &self.sheet.materials,
            (self.sheet.subject.as_ref(), self.sheet.chain.as_ref()),
            &self.departments,
        );
        let (received_from, unit) = self.other_units(world);
        xieban_domain::case::Register {
            paper: self.on_paper(world),
            arrival: self.sheet.came.map(|came| came.arrival),
            received_from,
            unit,
            ..command
        }
    }

    /// Brings everything that depends on something else up to date: which fields stand there, what is suggested, what is still missing.
    fn arrange(&mut self, world: &World) {
        if self.sheet.request.is_empty() || self.sheet.is_blank() {
            self.sheet.request = world.new_request();
        }
        let [_, missing, _, open] = self.sheet.materials.tally();
        let kind = self.sheet.form.chosen(RegisterField::Kind).and_then(|at| Kind::ALL.get(at)).copied();
        let ours = kind == Some(Kind::Own) || kind == Some(Kind::Joint) && self.matter(world).is_some();
        if !self.sheet.chosen {
            let usual = self.matter(world).and_then(|matter| matter.disposition(world.header.settings.era));
            let suggested = match (self.sheet.subject.is_some() && ours, open, missing) {
                (false, ..) | (true, 1.., _) => None,
                (true, 0, 1..) => Some(Disposition::Prompt),
                (true, 0, 0) => usual,
            };
            let at = suggested
                .and_then(|disposition| Disposition::ALL.iter().position(|each| *each == disposition));
            self.sheet.form.choose(RegisterField::Disposition, at);
        }
        let blocked = if open > 0 || missing > 0 { vec![1, 2] } else { Vec::new() };
        self.sheet.form.block(RegisterField::Disposition, blocked);
        let asks = kind != Some(Kind::Transfer)
            && self
                .matter(world)
                .is_some_and(|matter| matter.department(world.header.settings.era).is_empty());
        fields::arrange(&mut self.sheet.form, self.sheet.suggestion.as_ref(), asks, ours);
        self.show_paper();
        self.show_elsewhere(world);
        self.checks(world);
        self.trial = world.me.as_ref().filter(|_| self.sheet.subject.is_some()).and_then(|me| {
            world.trial(me, |cx| {
                let events = register(&self.command(world), cx)?;
                replay(&events).map(unnumbered).ok_or_else(|| Reason::UnknownMatter.on(RefusedField::Matter))
            })
        });
    }

    /// 校验相符 beside a number that is right; the usual reason and limit of the matter.
    fn checks(&mut self, world: &World) {
        use xieban_domain::identity::{check_credit_code, check_resident_id};
        use xieban_words::canonical::number;
        let form = &mut self.sheet.form;
        let code = number(&form.text(RegisterField::CreditCode));
        form.note(RegisterField::CreditCode, if check_credit_code(&code).is_ok() { "校验相符" } else { "" });
        let id = number(&form.text(RegisterField::Papers));
        let right = form.chosen(RegisterField::PapersKind) == Some(0)
            && check_resident_id(&id, world.now().date()).is_ok();
        form.note(RegisterField::Papers, if right { "校验相符" } else { "" });
        form.note(RegisterField::Days, "个工作日");
        let came = self.sheet.came_note();
        self.sheet.form.note(RegisterField::Purpose, &came);
    }

    /// A matter was chosen: its materials, its kind, its usual ways.
    fn choose(&mut self, subject: MatterOrChain, world: &World) -> Vec<Action> {
        let era = world.header.settings.era;
        let title = world.facts.catalogue.title(&subject).unwrap_or_default().to_owned();
        self.sheet.form.set_text(RegisterField::Matter, &format!("{} {title}", subject.code()));
        self.sheet.suggestion = classify(&subject, era, world.facts.catalogue);
        self.sheet.subject = Some(subject);
        self.sheet.title = title;
        self.sheet.chain = None;
        let asks = self.sheet.suggestion.as_ref().is_some_and(Suggestion::asks_joint);
        let kind = self.sheet.suggestion.as_ref().filter(|_| !asks).map(|suggestion| suggestion.kind);
        self.sheet.form.choose(
            RegisterField::Kind,
            kind.and_then(|kind| Kind::ALL.iter().position(|each| *each == kind)),
        );
        self.begin_part(world);
        self.sheet.form.focus_on(RegisterField::Kind);
        // Who came in at the wrong door has not said who he is yet.
        if kind == Some(Kind::Transfer) && self.sheet.form.text(RegisterField::Name).is_empty() {
            self.sheet.form.focus_on(RegisterField::Name);
        }
        if self.matter(world).is_some_and(|matter| matter.complaint) {
            return vec![Action::Run(Verb::Complaint)];
        }
        self.ask_way(world).map(Action::Open).into_iter().collect()
    }

    fn form_key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let typing_matter =
            self.sheet.form.focused() == Some(RegisterField::Matter) && self.sheet.subject.is_none();
        if typing_matter
            && let Some(subject) = self.picker.key(key, &self.sheet.form.text(RegisterField::Matter))
        {
            return Some(subject.map_or_else(Vec::new, |subject| self.choose(subject, world)));
        }
        if key.code == Code::Insert {
            self.same_as_last(world);
            return Some(Vec::new());
        }
        match self.sheet.form.key(key) {
            KeyOutcome::Nothing => None,
            KeyOutcome::Changed(id) => {
                self.changed(id, world);
                let complaint =
                    id == RegisterField::Purpose && self.command(world).purpose == Purpose::Complaint;
                let joint = id == RegisterField::Kind && self.command(world).kind == Some(Kind::Joint);
                let way = (joint && self.sheet.chain.is_none()).then(|| self.ask_way(world)).flatten();
                Some(match (complaint, way) {
                    (true, _) => vec![Action::Run(Verb::Complaint)],
                    (false, way) => way.map(Action::Open).into_iter().collect(),
                })
            }
            KeyOutcome::Moved | KeyOutcome::PastEnd | KeyOutcome::PastStart => Some(Vec::new()),
            KeyOutcome::Left(id) => Some(self.left(id, key, world)),
        }
    }

    fn changed(&mut self, id: RegisterField, world: &World) {
        self.message = None;
        match id {
            RegisterField::Matter => {
                (self.sheet.subject, self.sheet.suggestion) = (None, None);
                self.sheet.materials = Materials::default();
                self.picker.search(
                    &world.index,
                    &self.sheet.form.text(RegisterField::Matter),
                    self.sheet.known.as_deref(),
                );
            }
            RegisterField::Disposition => self.sheet.chosen = true,
            RegisterField::Kind => {
                if self.command(world).kind != Some(Kind::Joint) {
                    self.sheet.chain = None;
                }
                self.begin_part(world);
            }
            RegisterField::Stages => self.begin_part(world),
            _ => {}
        }
        self.arrange(world);
    }

    /// The matter is asked for: what fits what is typed so far.
    fn look_up(&mut self, world: &World) {
        if self.sheet.form.focused() == Some(RegisterField::Matter) && self.sheet.subject.is_none() {
            self.picker.search(
                &world.index,
                &self.sheet.form.text(RegisterField::Matter),
                self.sheet.known.as_deref(),
            );
        }
    }

    /// The focus left a field: known by it, or on to the materials.
    fn left(&mut self, id: RegisterField, key: Key, world: &World) -> Vec<Action> {
        self.arrange(world);
        self.sheet.form.go_on_from(id);
        let forward = !matches!(key.code, Code::Up | Code::BackTab);
        let next = self.sheet.form.focused();
        let past_kind = matches!(
            id,
            RegisterField::Kind
                | RegisterField::KindReason
                | RegisterField::Stages
                | RegisterField::StageProof
                | RegisterField::Department
        );
        if forward
            && past_kind
            && matches!(next, Some(RegisterField::Disposition | RegisterField::Remark))
            && !self.sheet.materials.lines.is_empty()
        {
            self.sheet.on_materials = true;
            self.sheet.materials.home();
        }
        self.look_up(world);
        match (forward && self.sheet.known.is_none()).then(|| self.clue(id)).flatten() {
            Some((clue, text)) => {
                let exact = !matches!(clue, Clue::Name | Clue::Organisation);
                self.said.clone_from(&text);
                let (ticket, effect) = world.ask(Query::Recognise { clue, text, exact });
                self.recognising = Some((ticket, clue, id));
                vec![Action::Do(effect)]
            }
            None => Vec::new(),
        }
    }

    fn materials_key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        use materials::ListOutcome as M;
        match self.sheet.materials.key(key) {
            M::Nothing => None,
            M::Moved => Some(Vec::new()),
            M::Changed => {
                self.message = None;
                self.arrange(world);
                Some(Vec::new())
            }
            M::AskNote(label) => Some(vec![Action::Open(ask_note(label))]),
            M::AskNew => Some(vec![Action::Open(ask_new())]),
            M::PastStart => {
                self.sheet.on_materials = false;
                self.sheet.form.focus_on(RegisterField::Kind);
                Some(Vec::new())
            }
            M::PastEnd => {
                self.sheet.on_materials = false;
                self.sheet.form.focus_on(RegisterField::Disposition);
                Some(Vec::new())
            }
        }
    }
}

impl Layer for Registration {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if self.is_being_saved() {
            // What was saved is what stands there. The rest of the desk answers.
            return match key.code {
                Code::Esc => Some(vec![Action::Run(Verb::Cases)]),
                _ => verb(key).is_none().then(Vec::new),
            };
        }
        if key.twin() == SAVE {
            return Some(self.save(world));
        }
        if key == Key::alt('v') {
            return match &self.trial {
                Some(Ok(case)) => Some(vec![Action::Open(Box::new(PaperPreview::preview(
                    paper_of(SheetsOf::alone(case), world).0,
                )))]),
                Some(Err(refusal)) => {
                    self.message = Some(Message::bad(refusal.to_string()));
                    Some(Vec::new())
                }
                None => {
                    self.message = Some(Message::good("选好事项后可以看单样。"));
                    Some(Vec::new())
                }
            };
        }
        if key.code == Code::Esc {
            return match self.sheet.on_materials {
                true => {
                    self.sheet.on_materials = false;
                    Some(Vec::new())
                }
                false => Some(vec![Action::Run(Verb::Cases)]),
            };
        }
        let actions =
            if self.sheet.on_materials { self.materials_key(key, world) } else { self.form_key(key, world) };
        actions.map(|actions| actions.into_iter().chain(self.look_ahead(world)).collect())
    }

    fn paste(&mut self, text: &str, world: &World) -> Vec<Action> {
        if !self.sheet.on_materials
            && !self.is_being_saved()
            && let KeyOutcome::Changed(id) = self.sheet.form.paste(text)
        {
            self.changed(id, world);
        }
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(actions) = self.led(news, world) {
            return actions;
        }
        match news {
            News::Acted(ticket, outcome) if self.saving == Some(*ticket) => {
                self.saving = None;
                match outcome {
                    Ok(done) => {
                        let id = done.case.unwrap_or(CaseId { year: 0, seq: 0 });
                        let (ticket, effect) = world.ask(Query::CaseInClear(id));
                        self.fetching = Some(ticket);
                        vec![Action::Do(effect)]
                    }
                    Err(Acted::Refused(refusal)) => {
                        self.let_go_of_arrival(refusal, world);
                        self.refused(refusal)
                    }
                    Err(Acted::Failed(sentence)) => {
                        self.message = Some(Message::bad(sentence.clone()));
                        Vec::new()
                    }
                }
            }
            News::Answer(ticket, Ok(Answer::Case(Some(view)))) if self.fetching == Some(*ticket) => {
                self.fetching = None;
                self.registered(view, world)
            }
            News::Answer(ticket, _) if self.fetching == Some(*ticket) => {
                self.fetching = None;
                self.begin_anew("已登记；单子没有取到，请到办件里出单。".to_owned(), world);
                Vec::new()
            }
            News::Answer(ticket, Ok(Answer::Known(known))) => match self.recognising {
                Some((waiting, clue, from)) if waiting == *ticket => {
                    self.recognising = None;
                    self.known(known, clue, from, world)
                }
                Some(_) | None => Vec::new(),
            },
            News::Acted(ticket, outcome) if self.ending.is_some_and(|(of, _)| of == *ticket) => {
                self.ending.map_or_else(Vec::new, |ending| self.ended(ending, outcome, world))
            }
            News::Acted(ticket, outcome) if self.is_looking(*ticket) => self.looked(outcome, world),
            News::Answer(ticket, outcome) if self.is_looking(*ticket) => self.seen(outcome, world),
            News::Told(LayerReply::CameFor(id, reason)) => self.came_for(*id, *reason, world),
            News::Told(LayerReply::Gone(reason)) => self.gone(reason, world),
            News::Told(LayerReply::Parked(form)) => {
                self.take_out(form, world);
                Vec::new()
            }
            News::Told(LayerReply::Known(known)) => self.take_known((**known).clone(), world),
            News::Told(LayerReply::Way(chain)) => {
                self.take_way(chain.clone(), world);
                Vec::new()
            }
            News::Told(LayerReply::NewMaterial { name, basis }) => {
                self.sheet.materials.add(name, basis);
                self.arrange(world);
                Vec::new()
            }
            News::Told(LayerReply::MaterialNote(note)) => {
                self.sheet.materials.take_note(note);
                self.arrange(world);
                Vec::new()
            }
            News::Told(LayerReply::PaperOut { again: true }) => {
                self.same_visitor(world);
                Vec::new()
            }
            News::Changed => {
                self.arrange(world);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        draw::draw(self, canvas, world);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        let hints: &[(&str, &str)] = match self.sheet.on_materials {
            true => &[
                ("F8", "登记出单"),
                ("0", "全收"),
                ("1", "收"),
                ("2", "缺"),
                ("3", "免"),
                ("+", "添一项"),
                ("Alt-V", "单样"),
            ],
            false => &[("F8", "登记出单"), ("F2", "换人"), ("Alt-V", "单样"), ("Ins", "同上")],
        };
        hints.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "登记"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        let next = match &self.trial {
            Some(Err(refusal)) => Some(if self.tried {
                Message::bad(refusal.to_string())
            } else {
                Message::good(refusal.to_string())
            }),
            Some(Ok(case)) => Some(Message::good(next_step(case, world))),
            None => None,
        };
        self.message.clone().or(next)
    }
}
