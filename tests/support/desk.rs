//! A desk without a terminal: keys go in as a line of notation, effects are done at once against an office in memory, frames come out.

use serde_json::{Value, json};
use xieban_domain::number::CaseId;
use xieban_office::{
    self as office, ActError, Answer, Founding, Office, Printer, Query, Session, StoreStanding,
};
use xieban_term::{Depth, Input, Screen, Theme, dump};
use xieban_text::Metrics;
use xieban_ui::app::{App, Setting};
use xieban_ui::{Acted, Effect, Event, Signed, Ticket, Unsigned};

use crate::keys::keys;
use crate::{at, duty, founding, materials, on, register, say};

/// The PIN of everybody who has one.
pub const PIN: &str = "2468";

/// An unattended desk wakes after minutes, everything else sooner; in milliseconds.
const MINUTE: u64 = 60_000;

/// A desk with an office behind it.
pub struct Desk {
    app: App,
    pub office: Office,
    session: Option<Session>,
    folder: tempfile::TempDir,
    /// The print command; none: files alone.
    command: Vec<String>,
    size: (u16, u16),
    requests: u32,
    left: bool,
    slow: bool,
    waiting: Vec<Effect>,
    /// What wakes an unattended desk, in how many milliseconds.
    alone: std::collections::BTreeMap<Ticket, u64>,
    /// How often the screen and what was scrolled off it were cleared.
    pub wiped: usize,
    /// What was typed and not saved, by account and form.
    kept: std::collections::BTreeMap<(String, String), String>,
}

impl Desk {
    /// Monday 2026-11-23, 08:41, at the door: S01 and S02 are on duty under L01.
    pub fn at_the_door() -> Self {
        Self::founded(true, &["2026-11-23"])
    }

    /// The same in an office that is no practice: everybody signs in by his PIN.
    pub fn of_a_real_office() -> Self {
        Self::founded_as(false, true, &["2026-11-23"])
    }

    fn founded(pins: bool, days: &[&str]) -> Self {
        Self::founded_as(true, pins, days)
    }

    fn founded_as(practice: bool, pins: bool, days: &[&str]) -> Self {
        let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
        let mut founding = founding(days.iter().map(|day| duty(day, Some("L01"))).collect());
        founding.settings.practice = Some(practice);
        for (staff, pin) in &mut founding.staff {
            (staff.post, staff.phone) = match staff.code.0.as_str() {
                "S01" => ("办公室主任".to_owned(), "0516-83800001".to_owned()),
                "S02" => ("医政科长".to_owned(), "0516-83800002".to_owned()),
                "L01" => ("副所长".to_owned(), "0516-83800012".to_owned()),
                "H01" => ("所长".to_owned(), "0516-83800010".to_owned()),
                _ => (staff.post.clone(), staff.phone.clone()),
            };
            *pin = pins.then(|| PIN.to_owned());
        }
        let people = match practice {
            true => Vec::new(),
            // Whoever is entered by himself has chosen his PIN himself.
            false => founding.staff.split_off(1),
        };
        office.found(&founding).unwrap();
        for person in people {
            office.found(&Founding { staff: vec![person], ..Founding::default() }).unwrap();
        }
        Self {
            app: App::new(Self::setting(&office, "run")),
            office,
            session: None,
            folder: tempfile::tempdir().unwrap(),
            command: Vec::new(),
            size: (80, 24),
            requests: 0,
            left: false,
            slow: false,
            waiting: Vec::new(),
            alone: std::collections::BTreeMap::new(),
            wiped: 0,
            kept: std::collections::BTreeMap::new(),
        }
    }

    fn setting(office: &Office, run: &str) -> Setting {
        Setting {
            header: office.header().unwrap(),
            facts: office.facts(),
            desk: "1号台".to_owned(),
            size: (80, 24),
            run: run.to_owned(),
            place: "/srv/xieban/practice.redb".to_owned(),
            practice: vec![("S01 王芳 协办员".to_owned(), PIN.to_owned())],
        }
    }

    /// S01 at the desk, nothing registered yet.
    pub fn at_work() -> Self {
        let mut desk = Self::founded(false, &["2026-11-23"]);
        desk.sit_down("S01");
        desk
    }

    /// The same, with PINs, for what a leader does at this terminal.
    pub fn with_leader() -> Self {
        let mut desk = Self::founded(true, &["2026-11-23"]);
        desk.sit_down("S01");
        desk
    }

    /// Somebody of the office at the desk, with PINs, for what takes a second person.
    pub fn with_pins(code: &str) -> Self {
        let mut desk = Self::founded(true, &["2026-11-23"]);
        desk.sit_down(code);
        desk
    }

    /// Somebody of the office at the desk.
    pub fn of(code: &str) -> Self {
        let mut desk = Self::founded(false, &["2026-11-23"]);
        desk.sit_down(code);
        desk
    }

    /// S03, who is not on today's table.
    pub fn not_on_duty() -> Self {
        Self::of("S03")
    }

    fn sit_down(&mut self, code: &str) {
        self.session = Some(self.office.practise(code, "1号台").unwrap());
        self.hear(Event::SignedIn(Ok(Signed { account: code.into(), drafts: Vec::new(), pin_ends: None })));
    }

    /// A fresh desk on the same office, with the same person at it; by his PIN where nobody is.
    pub fn afresh(&mut self, who: &str) -> &mut Self {
        self.left = false;
        self.requests += 1;
        self.app = App::new(Self::setting(&self.office, &format!("again-{}", self.requests)));
        match self.session.as_ref().map(|session| session.account().clone()) {
            Some(account) => {
                self.hear(Event::SignedIn(Ok(Signed { account, drafts: Vec::new(), pin_ends: None })));
                self
            }
            None => self.keys(&format!("\"{who}\" Enter \"{PIN}\" Enter")),
        }
    }

    /// Keys, each by itself. Names, characters, and texts in quotes: `F2 ↓ 2 Enter "李国强"`.
    pub fn keys(&mut self, notation: &str) -> &mut Self {
        for input in keys(notation) {
            self.hear(Event::Inputs(vec![input]));
        }
        self
    }

    /// Keys, all in one burst.
    pub fn burst(&mut self, notation: &str) -> &mut Self {
        self.hear(Event::Inputs(keys(notation)));
        self
    }

    /// A paste.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.hear(Event::Inputs(vec![Input::Paste(text.to_owned())]));
        self
    }

    /// From now on nothing is answered until [`Self::answer`].
    pub fn hold(&mut self) -> &mut Self {
        self.slow = true;
        self
    }

    /// From now on paper goes to this command.
    pub fn printer(&mut self, command: &[&str]) -> &mut Self {
        self.command = command.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    /// What was held is done now.
    pub fn answer(&mut self) -> &mut Self {
        self.slow = false;
        let waiting = std::mem::take(&mut self.waiting);
        self.perform(waiting);
        self
    }

    /// Another minute, or another desk's change.
    pub fn changed(&mut self) -> &mut Self {
        self.hear(Event::Changed(self.office.now()));
        self
    }

    /// The store stands like this.
    pub fn standing(&mut self, standing: StoreStanding) -> &mut Self {
        self.hear(Event::Standing(standing));
        self
    }

    /// From now on the office's clock is that of a host which shows this.
    pub fn on_a_host_that_shows(&mut self, text: &str) -> &mut Self {
        let elsewhere = Office::in_memory(at(text)).unwrap();
        self.office = std::mem::replace(&mut self.office, elsewhere).on_a_host_that_shows(at(text));
        self.changed();
        self.standing(self.office.standing())
    }

    /// Puts the clock there.
    pub fn clock(&mut self, text: &str) -> &mut Self {
        self.office.set_clock(at(text));
        self.changed()
    }

    /// Nobody touches the desk for so many minutes. The office's clock stands where it is.
    pub fn left_alone(&mut self, minutes: u64) -> &mut Self {
        let mut left = minutes * MINUTE;
        loop {
            let next = self.alone.iter().min_by_key(|(_, ms)| **ms).map(|(ticket, ms)| (*ticket, *ms));
            let Some((ticket, ms)) = next.filter(|(_, ms)| *ms <= left) else { break };
            left -= ms;
            self.alone.remove(&ticket);
            self.alone.values_mut().for_each(|other| *other -= ms);
            self.hear(Event::Timer(ticket));
        }
        self.alone.values_mut().for_each(|other| *other -= left);
        self
    }

    /// The terminal is now so large.
    pub fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.size = size;
        self.hear(Event::Resized(size));
        self
    }

    /// The program has ended. Asked of every desk that was left.
    #[must_use]
    pub fn has_left(&mut self) -> bool {
        std::mem::take(&mut self.left)
    }

    /// Does something as somebody, past the screen.
    pub fn act(&mut self, code: &str, command: &Value) -> Option<CaseId> {
        self.requests += 1;
        let session = self.office.practise(code, "2号台").unwrap();
        // Whoever keeps the directory has 所主要负责人 beside him.
        let head = self.office.practise("H01", "2号台").ok();
        let request = format!("past-{}", self.requests);
        let done = self.office.act_with(&session, &request, &say(command), head.as_ref());
        let case = done.unwrap_or_else(|error| panic!("{command}: {error}")).case;
        self.changed();
        case
    }

    /// The sentence by which the office refuses something of a case to somebody; `None` where it was done.
    pub fn refusal(&mut self, code: &str, id: CaseId, command: &Value) -> Option<String> {
        self.requests += 1;
        let session = self.office.practise(code, "2号台").unwrap();
        let request = format!("past-{}", self.requests);
        let done = self.office.act(&session, &request, &say(&on(id, command)));
        done.err().map(|error| error.to_string())
    }

    /// Registers a case of S01's, past the screen: a promise with every material, from `before` days ago.
    pub fn case(&mut self, kind: &str) -> CaseId {
        const GW03: [&str; 5] = [
            "延续申请表",
            "原卫生许可证",
            "有效期内的卫生检测或者评价报告",
            "从业人员健康合格证明",
            "卫生管理制度执行情况",
        ];
        let odd = self.requests % 2 == 1;
        let mut whole = register("GW03", &materials(&GW03, "收"));
        match kind {
            "undecided" => whole["materials"] = json!([]),
            "prompt" => {
                whole["materials"][2]["state"] = json!("缺");
                whole["disposition"] = json!({ "as": "prompt" });
            }
            "promise" => {
                whole["disposition"] =
                    json!({ "as": "promise", "reason": "现场勘查", "limit": "10 working" });
            }
            "return" => {
                whole["disposition"] = json!({
                    "as": "return", "ground": "不符合有关规定", "why": "场所用途不符",
                    "basis": "《公共场所卫生管理条例实施细则》第二十二条", "alternative": "变更用途后再申请",
                });
            }
            "instant" => {
                whole = register("ZX01", &json!([]));
                whole["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
            }
            "firm" => {
                whole["visitor"]["organisation"] = json!({
                    "name": "徐州楚韵浴室有限公司", "credit_code": "91320311MA1N5K7Q39", "head": "李国强",
                    "address": "云龙区湖北路12号",
                });
                whole["visitor"]["mandate"] = json!(true);
                whole["disposition"] =
                    json!({ "as": "promise", "reason": "现场勘查", "limit": "10 working" });
            }
            other => whole = register(other, &json!([])),
        }
        if odd {
            whole["visitor"]["name"] = json!("欧阳秀英");
        }
        let command = whole;
        self.act("S01", &command).unwrap()
    }

    /// Something done on a case by somebody, past the screen.
    pub fn on(&mut self, code: &str, id: CaseId, command: &Value) -> &mut Self {
        self.act(code, &on(id, command));
        self
    }

    fn hear(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    /// Does every effect, and what follows from it, until nothing is left.
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::After(ticket, ms) = effect
                && ms >= MINUTE
            {
                self.alone.insert(ticket, ms);
                continue;
            }
            if self.slow {
                // What is stopped before it began is not done any more.
                if effect == Effect::StopExport {
                    self.waiting.retain(|waiting| !matches!(waiting, Effect::Export(..)));
                }
                self.waiting.push(effect);
                continue;
            }
            if let Some(event) = self.work(effect) {
                let more = self.app.update(event);
                self.perform(more);
            }
        }
    }

    fn work(&mut self, effect: Effect) -> Option<Event> {
        let acted = |error| match error {
            ActError::Refused(refusal) => Acted::Refused(refusal),
            ActError::RequestReused | ActError::Store(_) => Acted::Failed(error.to_string()),
        };
        Some(match effect {
            Effect::Ask(ticket, query) => {
                let session = self.session.as_ref().expect("a question without a session");
                Event::Answered(ticket, self.office.ask(session, &query).map_err(|error| error.to_string()))
            }
            Effect::Act { ticket, request, command } => {
                let session = self.session.as_ref().expect("a command without a session");
                Event::Acted(ticket, self.office.act(session, &request, &command).map_err(acted))
            }
            Effect::ActAs { ticket, code, pin, second, request, command } => {
                let proved = |(code, pin): (String, String)| self.office.countersigner(&code, &pin, "1号台");
                let both = proved((code, pin)).and_then(|first| Ok((first, second.map(proved).transpose()?)));
                let outcome = match both {
                    Ok((first, second)) => {
                        self.office.act_with(&first, &request, &command, second.as_ref()).map_err(acted)
                    }
                    Err(error) => Err(Acted::Failed(error.to_string())),
                };
                Event::Acted(ticket, outcome)
            }
            Effect::ActWith { ticket, code, pin, request, command } => {
                let session = self.session.as_ref().expect("a command without a session");
                let outcome = match self.office.countersigner(&code, &pin, "1号台") {
                    Ok(second) => {
                        self.office.act_with(session, &request, &command, Some(&second)).map_err(acted)
                    }
                    Err(error) => Err(Acted::Failed(error.to_string())),
                };
                Event::Acted(ticket, outcome)
            }
            Effect::SignIn { code, pin } => self.sign_in(&code, &pin),
            Effect::Unlock { pin } => {
                let account = self.session.as_ref().expect("nobody's desk is locked").account().0.clone();
                let outcome = self.office.countersigner(&account, &pin, "1号台").map(|_| ());
                Event::Unlocked(outcome.map_err(|error| unsigned(&error)))
            }
            Effect::ChangePin { ticket, code, old, new } => {
                let outcome = self.office.change_pin(&code, &old, &new, "1号台");
                Event::PinSet(ticket, outcome.map_err(|error| error.to_string()))
            }
            Effect::ResetPin { ticket, code, pin, staff, new, consent } => {
                let outcome = self.office.reset_pin((&code, &pin), &staff, &new, ("1号台", &consent));
                Event::PinSet(ticket, outcome.map_err(|error| error.to_string()))
            }
            Effect::SignOut => {
                let session = self.session.take().expect("nobody to sign out");
                self.office.sign_out(&session).unwrap();
                return None;
            }
            Effect::Keep { form, draft } => {
                let owner = self.session.as_ref().expect("a draft without a session").account().0.clone();
                match draft {
                    Some(draft) => self.kept.insert((owner, form), draft),
                    None => self.kept.remove(&(owner, form)),
                };
                return None;
            }
            Effect::Print(ticket, sheets) => self.print(ticket, &sheets),
            Effect::PaperSeen(sheets) => {
                let names: Vec<String> = sheets.iter().map(xieban_forms::Sheet::file_name).collect();
                Printer::folder(self.folder.path().to_path_buf()).confirmed(&names);
                return None;
            }
            Effect::StopPrinting | Effect::StopExport => return None,
            Effect::Export(ticket, export) => {
                let folder = self.folder.path().join("导出");
                let mut steps = Vec::new();
                let written = self.office.export(&export, &folder, &mut |done, of| {
                    steps.push((done, of));
                    true
                });
                // All that was heard on the way, in the order of the worker.
                for (done, of) in steps {
                    self.hear(Event::Exporting(ticket, done, of));
                }
                let name = |file: std::path::PathBuf| format!("导出/{}", file.file_name().unwrap().display());
                Event::Exported(ticket, written.map(name).map_err(|error| error.to_string()))
            }
            Effect::After(ticket, _) => Event::Timer(ticket),
            Effect::Wipe => {
                self.wiped += 1;
                return None;
            }
            Effect::Quit => {
                self.left = true;
                return None;
            }
        })
    }

    fn sign_in(&mut self, code: &str, pin: &str) -> Event {
        Event::SignedIn(match self.office.sign_in(code, pin, "1号台", true) {
            Ok(session) => {
                let account = session.account().clone();
                self.session = Some(session);
                let kept = self.kept.iter().filter(|((of, _), _)| *of == account.0);
                let drafts = kept.map(|((_, form), draft)| (form.clone(), draft.clone())).collect();
                let pin_ends = self.office.pin_ends(&account).unwrap();
                Ok(Signed { account, drafts, pin_ends })
            }
            Err(error) => Err(unsigned(&error)),
        })
    }

    fn print(&self, ticket: Ticket, sheets: &[xieban_forms::Sheet]) -> Event {
        let paper: Vec<(String, String)> =
            sheets.iter().map(|sheet| (sheet.file_name(), sheet.text())).collect();
        let command = self.command.clone();
        let printer = Printer { command, ..Printer::folder(self.folder.path().to_path_buf()) };
        let out = office::print(&paper, &printer, None).map_err(|error| error.to_string());
        let names = out.map(|files| {
            files.iter().map(|file| format!("出单/{}", file.file_name().unwrap().display())).collect()
        });
        Event::Printed(ticket, names)
    }

    /// The screen as text, and where the cursor stands.
    pub fn frame(&self, metrics: Metrics) -> (String, Option<(u16, u16)>) {
        let screen = Screen::new(std::io::sink(), Theme::bundled("day", Depth::None), metrics, self.size);
        let (frame, cursor) = screen.paint(|canvas| self.app.draw(canvas));
        (dump(&frame), cursor)
    }

    /// The narrow screen as text.
    pub fn text(&self) -> String {
        self.frame(Metrics::NARROW).0
    }

    /// What the store says of a case, with its history.
    pub fn view(&self, id: CaseId) -> Box<office::CaseView> {
        let session = self.office.practise("S01", "2号台").unwrap();
        let Answer::Case(Some(view)) = self.office.ask(&session, &Query::Case(id)).unwrap() else {
            panic!("no case {id:?}");
        };
        view
    }

    /// Files that were exported.
    pub fn exported(&self) -> Vec<std::path::PathBuf> {
        let folder = std::fs::read_dir(self.folder.path().join("导出"));
        folder.into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    }

    /// So many rows of so many of the export that is held are done.
    pub fn export_comes_to(&mut self, done: usize, of: usize) -> &mut Self {
        let ticket = self
            .waiting
            .iter()
            .find_map(|effect| if let Effect::Export(ticket, _) = effect { Some(*ticket) } else { None });
        self.hear(Event::Exporting(ticket.expect("nothing is being exported"), done, of));
        self
    }

    /// Does what was held, but not what follows from it.
    pub fn answer_once(&mut self) -> &mut Self {
        for effect in std::mem::take(&mut self.waiting) {
            if let Some(event) = self.work(effect) {
                self.hear(event);
            }
        }
        self
    }

    /// What is kept of forms that are not saved.
    pub fn drafts(&self) -> Vec<&String> {
        self.kept.values().collect()
    }

    /// What stands on a sheet that came out.
    pub fn paper(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// Sheets that came out of the printer.
    pub fn printed(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().display().to_string())
            .collect();
        names.sort();
        names
    }
}

/// Where strangers pass by.
impl Desk {
    /// From now on no key ends the program.
    pub fn in_kiosk(&mut self) {
        self.app.in_kiosk();
    }

    /// Whatever a line gives at once.
    pub fn inputs(&mut self, inputs: Vec<Input>) {
        self.hear(Event::Inputs(inputs));
    }

    /// Nobody is signed in.
    pub const fn is_left_alone(&self) -> bool {
        self.session.is_none()
    }

    /// Somebody sits down.
    pub fn sits(&mut self, code: &str) {
        self.sit_down(code);
    }

    /// What is in front.
    pub fn screen(&self) -> &'static str {
        self.app.screen()
    }

    /// The bytes that paint the screen whole.
    pub fn wire(&self) -> Vec<u8> {
        let theme = Theme::bundled("day", Depth::True);
        let mut screen = Screen::new(Vec::new(), theme, Metrics::NARROW, self.size);
        screen.draw(|canvas| self.app.draw(canvas)).unwrap();
        std::mem::take(screen.out())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.waiting.is_empty(), "effects nobody did: {:?}", self.waiting);
            assert!(!self.left, "the program ended, and the test did not ask");
        }
    }
}

fn unsigned(error: &office::SignInError) -> Unsigned {
    let must_change = matches!(error, office::SignInError::MustChange);
    Unsigned { sentence: error.to_string(), must_change }
}
