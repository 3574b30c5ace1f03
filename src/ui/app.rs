//! The whole desk as a function: an event comes in, state changes, effects go out. Drawing reads and never changes.

mod approving;
mod clock;
mod drill;
mod locked;
mod offers;
pub(super) mod reception;
mod run;
mod screens;
mod sitting;

use std::collections::BTreeMap;

use screens::{Base, Screens};
use xieban_office::{Answer, CompiledFacts, Header, Query, StorePlace};
use xieban_term::{Canvas, Input, Key};

use super::chrome;
use super::event::{Effect, Event, Ticket};
use super::keymap::{self, Verb, narrow};
use super::layer::{Action, Layer, LayerReply, Message, News};
use super::lock_screen::LockScreen;
use super::overlay::shift::{ShiftSheet, leaving};
use super::world::World;

/// How long after a key what is typed is kept, in milliseconds.
const KEEP: u64 = 300;
/// Smallest screen on which the desk is drawn, in columns and rows.
const SMALLEST: (u16, u16) = (60, 16);

/// The desk.
pub struct App {
    world: World,
    base: Base,
    screens: Screens,
    above: Vec<Box<dyn Layer>>,
    /// What hides all of it.
    lock_screen: Option<LockScreen>,
    message: Option<Message>,
    news: String,
    refreshing: Option<Ticket>,
    /// What is under way, with what is said once it is done.
    saying: Vec<(Ticket, String)>,
    /// The shift was asked for: to begin with, or to leave.
    beginning: Option<Ticket>,
    leaving: Option<Ticket>,
    keeping: Option<Ticket>,
    /// Somebody has just signed in, and what stands at the door is not known yet.
    greeting: bool,
    /// 演练课程 is to come up at the sign-in.
    drilling: bool,
    /// The drafts as they were kept last, by their forms.
    kept: BTreeMap<String, String>,
    effects: Vec<Effect>,
}

/// What a desk is made with.
pub struct Setting {
    /// What stands at the door.
    pub header: Header,
    /// The facts the program brings with it.
    pub facts: CompiledFacts,
    /// 台号.
    pub desk: String,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Tells this run's request ids from any other's.
    pub run: String,
    /// Where the store lies, for the sign-in page of a practice store.
    pub place: String,
    /// Accounts with their PINs, on a practice store only.
    pub practice: Vec<(String, String)>,
}

impl App {
    /// A desk at which nobody is signed in.
    pub fn new(setting: Setting) -> Self {
        let mut world = World::new(setting.header, setting.facts, setting.desk, setting.size, setting.run);
        (world.place, world.practice) = (setting.place, setting.practice);
        let screens = Screens::new(&world);
        Self {
            world,
            base: Base::Door,
            screens,
            above: Vec::new(),
            lock_screen: None,
            message: None,
            news: String::new(),
            refreshing: None,
            saying: Vec::new(),
            beginning: None,
            leaving: None,
            keeping: None,
            greeting: false,
            drilling: false,
            kept: BTreeMap::new(),
            effects: Vec::new(),
        }
    }

    /// Where the store lies, for commands that are typed somewhere else.
    pub fn with_ways(&mut self, ways: StorePlace) {
        self.world.ways = Some(ways);
    }

    /// Strangers pass by: from now on no key ends the program.
    pub const fn in_kiosk(&mut self) {
        self.world.kiosk = true;
    }

    /// The name of what is in front.
    pub fn screen(&self) -> &'static str {
        self.above.last().map_or_else(|| self.screens.at(self.base).name(), |layer| layer.name())
    }

    /// Takes an event in; gives what is to be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        self.drill_hears(&event);
        match event {
            Event::Inputs(inputs) => {
                for input in &inputs {
                    self.input(input);
                }
                self.keep_soon();
                self.stirred();
            }
            Event::Resized(size) => {
                self.world.size = size;
                self.tell(&News::Changed);
            }
            Event::Changed(now) => {
                self.world.header.now = now;
                self.refresh();
            }
            Event::Standing(standing) => self.world.standing = standing,
            Event::Answered(ticket, Ok(Answer::Header(header))) if self.refreshing == Some(ticket) => {
                self.open_header(*header);
            }
            Event::Answered(ticket, Ok(Answer::Shift(shift))) if self.beginning == Some(ticket) => {
                self.beginning = None;
                // Below the question for the date, which comes first.
                if !shift.is_quiet() && (self.above.is_empty() || self.asks_for_the_date()) {
                    self.above.insert(0, Box::new(ShiftSheet::new(shift)));
                }
            }
            Event::Answered(_, Ok(Answer::WorkloadForecast(ahead))) => self.world.ahead = Some(*ahead),
            Event::Answered(ticket, Ok(Answer::Shift(shift))) if self.leaving == Some(ticket) => {
                self.leaving = None;
                self.above.push(leaving(&shift, &self.world));
            }
            Event::Answered(ticket, outcome) => {
                if let Err(sentence) = &outcome {
                    self.message = Some(Message::bad(sentence.clone()));
                }
                self.tell(&News::Answer(ticket, &outcome));
                self.tell_behind(ticket, &News::Answer(ticket, &outcome));
                // A form that has become a case is no draft any more.
                if self.base == Base::Register {
                    self.keep();
                }
            }
            Event::Acted(ticket, outcome) => {
                self.say_outcome(ticket, &outcome);
                self.tell(&News::Acted(ticket, &outcome));
                self.tell_behind(ticket, &News::Acted(ticket, &outcome));
                self.ask_if_refused_for_it(&outcome);
                if self.world.me.is_some() {
                    self.keep();
                }
                self.refresh();
            }
            Event::SignedIn(outcome) => {
                self.signed_in(outcome);
                self.ask_for_the_date();
            }
            Event::Unlocked(outcome) => {
                self.unlocked(outcome);
                self.ask_for_the_date();
            }
            Event::PinSet(ticket, outcome) => {
                let news = News::PinSet(ticket, &outcome);
                self.pin_set_behind(&news);
                self.tell(&news);
            }
            Event::Printed(ticket, outcome) => self.tell(&News::Printed(ticket, &outcome)),
            Event::Exporting(ticket, done, of) => self.tell(&News::Exporting(ticket, done, of)),
            Event::Exported(ticket, outcome) => self.tell(&News::Exported(ticket, &outcome)),
            Event::Timer(ticket) if self.keeping == Some(ticket) => self.keep(),
            Event::Timer(ticket) if self.is_alone(ticket) => {}
            Event::Timer(ticket) => self.tell(&News::Timer(ticket)),
        }
        if self.world.kiosk {
            self.effects.retain(|effect| *effect != Effect::Quit);
        }
        self.drill_sees();
        std::mem::take(&mut self.effects)
    }

    fn input(&mut self, input: &Input) {
        if self.behind_the_lock(input) {
            return;
        }
        self.drill_counts(input);
        match input {
            Input::Key(key) => self.key(*key),
            Input::Paste(text) => {
                let (layer, world) = self.top();
                let actions = layer.paste(text, world);
                self.run_actions(actions);
            }
        }
    }

    fn key(&mut self, key: Key) {
        self.message = None;
        if self.above.last().is_some_and(|layer| layer.fleeting()) {
            self.above.pop();
        }
        let (layer, world) = self.top();
        let (alone, floats) = (layer.alone(), layer.floats());
        let actions = layer.key(key, world);
        if let Some(actions) = actions {
            self.run_actions(actions);
        } else {
            let verb = keymap::verb(key).or_else(|| match narrow(key) {
                Some('/') => Some(Verb::Find),
                Some(':') => Some(Verb::Palette),
                _ => None,
            });
            // At the door only what may be read without a session; over a dialog only help.
            let open = verb.filter(|verb| match (alone, floats) {
                (true, _) => matches!(
                    verb,
                    Verb::Help | Verb::Duty | Verb::Complaint | Verb::Library | Verb::ConfirmClock
                ),
                (_, true) => {
                    matches!(
                        verb,
                        Verb::Help | Verb::Arrive | Verb::Tally | Verb::Mask | Verb::Call | Verb::Drill
                    )
                }
                (false, false) => true,
            });
            if let Some(verb) = open {
                self.run(verb);
            }
        }
    }

    fn top(&mut self) -> (&mut dyn Layer, &World) {
        let layer: &mut dyn Layer = match self.above.last_mut() {
            Some(layer) => layer.as_mut(),
            None => self.screens.at_mut(self.base),
        };
        (layer, &self.world)
    }

    fn run_actions(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Do(effect) => self.effects.push(effect),
                Action::Open(mut layer) => {
                    let actions = layer.opened(&self.world);
                    self.above.push(layer);
                    self.run_actions(actions);
                }
                Action::Close => {
                    self.above.pop();
                }
                Action::Run(verb) => self.run(verb),
                Action::Act(command, told) => self.act_and_say(*command, told),
                Action::View(screen, view) => {
                    self.run(screen);
                    self.show(view);
                }
                Action::Case(id) => {
                    self.go(Base::Cases);
                    self.pass(&LayerReply::Find(id.to_string()));
                }
                Action::Complaint(id) => self.complaint(id),
                Action::CallIn(arrival) => self.call_in(arrival),
                Action::Say(message) => self.message = Some(message),
                Action::Tell(told) => self.pass(&told),
                Action::Drill(step) => self.drill(step),
            }
        }
    }

    /// What a closing layer tells the one below it.
    fn pass(&mut self, told: &LayerReply) {
        let (layer, world) = self.top();
        let actions = layer.hear(&News::Told(told), world);
        self.run_actions(actions);
    }

    /// News for every layer, the topmost first.
    fn tell(&mut self, news: &News<'_>) {
        let world = &self.world;
        let mut actions: Vec<Action> = Vec::new();
        for layer in self.above.iter_mut().rev() {
            actions.extend(layer.hear(news, world));
        }
        actions.extend(self.screens.at_mut(self.base).hear(news, world));
        self.run_actions(actions);
    }

    /// Somebody saved a registration and went to another screen: it hears what became of it all the same, and says so there.
    fn tell_behind(&mut self, ticket: Ticket, news: &News<'_>) {
        if self.base != Base::Register && self.screens.register.expects(ticket) {
            let actions = self.screens.register.hear(news, &self.world);
            self.message = self.screens.register.remark(&self.world);
            self.run_actions(actions);
        }
    }

    /// What is to be seen once is not to be seen again.
    fn out_of_sight(&mut self) {
        self.above.iter_mut().for_each(|layer| layer.left());
        self.screens.at_mut(self.base).left();
    }

    fn go(&mut self, base: Base) {
        self.above.clear();
        if self.base != base {
            self.out_of_sight();
            self.base = base;
            let (layer, world) = self.top();
            let actions = layer.opened(world);
            self.run_actions(actions);
        }
    }

    /// Asks anew what stands at the door.
    fn refresh(&mut self) {
        if self.world.me.is_some() {
            let (ticket, effect) = self.world.ask(Query::Header);
            self.refreshing = Some(ticket);
            self.effects.push(effect);
        }
    }

    fn open_header(&mut self, header: Header) {
        self.refreshing = None;
        let grown = header.page != self.world.header.page;
        let minute = header.now.clock() != self.world.header.now.clock();
        if let Some((case, desk, officer)) =
            header.newest.as_ref().filter(|_| header.newest != self.world.header.newest)
            && self.world.me.as_ref() != Some(officer)
            && self.world.header.newest.is_some()
        {
            self.news = format!("{desk} {} 新登记 {}", header.now.clock(), case.spoken());
        }
        self.world.header = header;
        if std::mem::take(&mut self.greeting) {
            self.say_left_over();
        }
        if let Some(known) = self.world.ahead.as_ref().filter(|_| grown) {
            let (_, effect) = self.world.ask(Query::WorkloadForecast(known.matter.clone()));
            self.effects.push(effect);
        }
        if grown || minute {
            self.tell(&News::Changed);
        }
    }

    /// Draws the whole screen.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        if width < SMALLEST.0 || height < SMALLEST.1 {
            let practice = if self.world.header.settings.practice { "演练" } else { "" };
            let told = format!("{practice}窗口太小，请放大到80×24。");
            for (row, line) in xieban_text::wrap(canvas.metrics, &told, width.into()).iter().enumerate() {
                canvas.put(0, u16::try_from(row).unwrap_or(0), line, xieban_term::Tone::Text);
            }
            return;
        }
        if let Some(lock_screen) = &self.lock_screen {
            lock_screen.draw(canvas, &self.world);
            chrome::practice(canvas, &self.world);
            return;
        }
        let covering = self.above.iter().rposition(|layer| !layer.floats());
        if covering.is_none() {
            self.draw_bottom(canvas);
        }
        for layer in self.above.iter().skip(covering.unwrap_or(0)) {
            // What floats leaves the rows free on which the alarm and both numbers stand (R26).
            let below = if layer.floats() { chrome::BELOW } else { 0 };
            canvas.sub(0, 0, width, height - below, |canvas| layer.draw(canvas, &self.world));
        }
        if let (Some(_), Some(message)) = (self.above.last(), &self.message) {
            let tone = if message.bad { xieban_term::Tone::Error } else { xieban_term::Tone::Notice };
            canvas.put_in(1, height - 3, width.saturating_sub(2), &message.text, tone);
        }
        if !self.above.is_empty() || self.screens.at(self.base).alone() {
            chrome::practice(canvas, &self.world);
        }
    }

    fn draw_bottom(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        let layer = self.screens.at(self.base);
        if layer.alone() {
            layer.draw(canvas, &self.world);
            return;
        }
        let message = self.message.clone().or_else(|| layer.remark(&self.world));
        let strip = self.screens.register.parked().or_else(|| self.drill_strip());
        let news = strip.unwrap_or_else(|| self.news.clone());
        let hints = self.above.last().map_or_else(|| layer.keys(&self.world), |top| top.keys(&self.world));
        chrome::draw(canvas, &self.world, layer.name(), message.as_ref(), &news, &hints);
        canvas.sub(0, chrome::ABOVE, width, height.saturating_sub(chrome::ABOVE + chrome::BELOW), |canvas| {
            layer.draw(canvas, &self.world);
        });
    }
}
