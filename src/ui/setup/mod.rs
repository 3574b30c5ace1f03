//! 首次设置: pages of forms from an empty folder to an office at work, as a function like the desk: an event comes in, state changes,
//! effects go out. Nothing is made before the last page says so, and what is typed is kept but for the PINs.

mod draw;
mod facts;
mod pages;
mod runtime;

pub(super) use facts::hours;
pub(super) use pages::written;
use pages::{SetupField, SetupPage};
pub use runtime::{Ended, set_up};

use xieban_domain::founding::Given;
use xieban_domain::moment::Moment;
use xieban_office::{CompiledFacts, Founding, RecoveryCode};
use xieban_term::{Code, Input, Key};

use super::form::{DraftValue, Form, KeyOutcome};
use super::keymap::{SAVE, is_enter};
use super::layer::Message;

/// Something the set-up hears.
#[derive(Debug)]
pub enum Event {
    /// Keys and pastes, all that were there at once.
    Inputs(Vec<Input>),
    /// The terminal has another size.
    Resized((u16, u16)),
    /// What became of the founding.
    Founded(Result<(), String>),
}

/// Something the set-up wants done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Keep what is typed.
    Keep(String),
    /// Found the office.
    Found(Box<Founding>),
    Practise,
    /// Found: go on to the desk.
    Begin,
    /// Leave; what is typed is kept.
    Quit,
}

/// What a set-up is made with.
#[derive(Debug)]
pub struct Setting {
    /// The facts the program brings with it.
    pub facts: CompiledFacts,
    pub now: Moment,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where the store is to lie.
    pub place: String,
    /// What was typed here before.
    pub draft: Option<String>,
}

/// What is kept of a set-up.
#[derive(serde::Serialize, serde::Deserialize)]
struct SetupDraft {
    page: SetupPage,
    values: Vec<(SetupField, DraftValue)>,
}

/// The set-up.
pub struct SetUp {
    given: Given,
    size: (u16, u16),
    place: String,
    forms: Vec<(SetupPage, Form<SetupField>)>,
    page: SetupPage,
    message: Option<Message>,
    /// What is under way, said in its place.
    busy: Option<&'static str>,
    kept: String,
    /// 系统管理员恢复码, shown once when the office is founded.
    recovery: RecoveryCode,
    founded: bool,
}

impl SetUp {
    /// A set-up at its first page, or where it was left.
    pub fn new(setting: Setting) -> Self {
        let Setting { facts, now, size, place, draft } = setting;
        let given = Given { now, calendar: facts.calendar, catalogue: facts.catalogue };
        let forms = SetupPage::ALL.map(|page| (page, pages::form(page, &given))).into();
        let mut setup = Self {
            given,
            size,
            place,
            forms,
            page: SetupPage::Purpose,
            message: None,
            busy: None,
            kept: String::new(),
            recovery: RecoveryCode::drawn(),
            founded: false,
        };
        if let Some(draft) = draft.and_then(|draft| serde_json::from_str::<SetupDraft>(&draft).ok()) {
            setup.restore(&draft);
        }
        setup.kept = setup.draft();
        setup
    }

    /// Takes an event in; gives what is to be done.
    pub fn update(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        self.given.now = now;
        let mut effects = Vec::new();
        match event {
            Event::Inputs(inputs) => {
                for input in &inputs {
                    effects.extend(self.input(input));
                }
                if self.founded {
                    return effects;
                }
                let draft = self.draft();
                if draft != self.kept {
                    self.kept.clone_from(&draft);
                    effects.push(Effect::Keep(draft));
                }
            }
            Event::Resized(size) => self.size = size,
            Event::Founded(Ok(())) => {
                self.busy = None;
                self.founded = true;
            }
            Event::Founded(Err(sentence)) => {
                self.busy = None;
                self.message = Some(Message::bad(sentence));
            }
        }
        effects
    }

    /// Something is under way: what is typed meanwhile is for what comes next.
    pub const fn is_busy(&self) -> bool {
        self.busy.is_some()
    }

    fn input(&mut self, input: &Input) -> Option<Effect> {
        match input {
            // The code is seen once: only Enter goes on from it.
            Input::Key(key) if self.founded => is_enter(*key).then_some(Effect::Begin),
            Input::Paste(_) if self.founded => None,
            Input::Key(key) => self.key(*key),
            Input::Paste(text) => {
                self.form_mut().paste(text);
                self.arrange();
                None
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        self.message = None;
        let twin = key.twin();
        if key == Key::ctrl('q') || twin.code == Code::F(10) {
            return Some(Effect::Quit);
        }
        if matches!(twin.code, Code::Esc | Code::PageUp) {
            return self.back(twin.code);
        }
        if twin == SAVE || twin.code == Code::PageDown {
            return self.on();
        }
        match self.form_mut().key(key) {
            KeyOutcome::PastEnd => return self.on(),
            KeyOutcome::Changed(_) => self.arrange(),
            KeyOutcome::Nothing | KeyOutcome::Moved | KeyOutcome::Left(_) | KeyOutcome::PastStart => {}
        }
        None
    }

    /// One page back; Esc on the first one leaves.
    fn back(&mut self, key: Code) -> Option<Effect> {
        match self.page.before() {
            Some(page) => {
                self.page = page;
                None
            }
            None => (key == Code::Esc).then_some(Effect::Quit),
        }
    }

    /// One page on, if this one is as it should be.
    fn on(&mut self) -> Option<Effect> {
        if let Err((id, sentence)) = self.judge(self.page) {
            self.message = Some(Message::bad(sentence));
            if let Some(id) = id {
                self.form_mut().focus_on(id);
            }
            return None;
        }
        match self.page {
            SetupPage::Purpose if self.form(SetupPage::Purpose).chosen(SetupField::Purpose) == Some(1) => {
                self.busy = Some("正在准备练习库……");
                return Some(Effect::Practise);
            }
            SetupPage::Review if self.form(SetupPage::Review).chosen(SetupField::Sure) != Some(1) => {
                self.message = Some(Message::good("核对无误，按 2 再按 Enter；要改，按 Esc 回上一步。"));
            }
            SetupPage::Review => {
                self.busy = Some("正在建立台账……");
                return Some(Effect::Found(Box::new(self.founding())));
            }
            _ => self.turn_to(self.page.after()),
        }
        None
    }

    fn turn_to(&mut self, page: SetupPage) {
        self.page = page;
        self.form_mut().begin();
        if page == SetupPage::Review {
            self.form_mut().choose(SetupField::Sure, Some(0));
        }
        self.arrange();
    }

    /// What stands there follows what was typed.
    fn arrange(&mut self) {
        let names = self.founders();
        let form = self.form_of(SetupPage::Pins);
        pages::arrange_pins(form, names);
    }

    fn form(&self, page: SetupPage) -> &Form<SetupField> {
        // Every page has its form.
        let at = self.forms.iter().position(|(of, _)| *of == page).unwrap_or(0);
        &self.forms[at].1
    }

    fn form_of(&mut self, page: SetupPage) -> &mut Form<SetupField> {
        let at = self.forms.iter().position(|(of, _)| *of == page).unwrap_or(0);
        &mut self.forms[at].1
    }

    fn form_mut(&mut self) -> &mut Form<SetupField> {
        self.form_of(self.page)
    }

    /// What is typed, without any PIN.
    fn draft(&self) -> String {
        let values = self.forms.iter().flat_map(|(_, form)| form.values());
        let values = values.filter(|(id, _)| !id.is_pin()).collect();
        serde_json::to_string(&SetupDraft { page: self.page, values }).unwrap_or_default()
    }

    /// Goes on where it was left; never past a page that is not whole.
    fn restore(&mut self, draft: &SetupDraft) {
        for (_, form) in &mut self.forms {
            form.clear();
            for (id, value) in &draft.values {
                form.put_value(*id, value);
            }
        }
        self.arrange();
        let before = SetupPage::ALL.into_iter().take_while(|page| *page != draft.page);
        let broken = before.into_iter().find(|page| self.judge(*page).is_err());
        self.turn_to(broken.unwrap_or(draft.page));
        self.message = Some(Message::good(match broken {
            Some(SetupPage::Pins) => "上次填的还在，只有密码要再输一次。",
            Some(_) | None => "上次填的还在，接着填。",
        }));
    }
}
