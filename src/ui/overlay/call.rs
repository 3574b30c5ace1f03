//! 来电查询: somebody rings up while a form stands half typed. One box finds the case, one sentence is read out, and Esc leads back
//! to form, caret and text as they were.

use xieban_domain::case::answer::Saying;
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::{Command, LookUp, OfficeCommand};
use xieban_domain::number::{CaseId, NotACase};
use xieban_office::{Caller, CaseView, question};
use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::wrap;

use crate::event::{Acted, Ticket};
use crate::form::{Form, KeyOutcome};
use crate::keymap::{SAVE, Verb, digit, verb};
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::pending::Pending;
use crate::widget::case_line::{columns, history, tone};
use crate::world::World;

/// What can be done for the caller, by digit.
const HELP: [&str; 4] = ["记来电", "催办", "请值班领导", "告知投诉电话"];

/// Cases that are named where a number fits several.
const NUMBERS: usize = 4;

/// How far the call has come.
enum CallStage {
    /// Who is it, and about what?
    Asking,
    /// The case is known; that it is looked at is on its page.
    Case(Box<CaseView>),
}

/// A call.
pub(crate) struct Call {
    form: Form<usize>,
    stage: CallStage,
    /// What is said so far of somebody who is not known well enough.
    told: Option<Message>,
    looking: Pending<question::Caller>,
    noting: Option<(Ticket, CaseId)>,
    fetching: Pending<question::Case>,
    doing: Option<Ticket>,
}

impl Call {
    pub(crate) fn new() -> Self {
        let mut form = Form::new().text_field(0, "查什么", 60).text_field(1, "再核一项", 60);
        form.show(1, false);
        Self {
            form,
            stage: CallStage::Asking,
            told: None,
            looking: Pending::none(),
            noting: None,
            fetching: Pending::none(),
            doing: None,
        }
    }

    fn look(&mut self, world: &World) -> Vec<Action> {
        if self.form.text(0).trim().is_empty() || self.looking.is_open() || self.noting.is_some() {
            return Vec::new();
        }
        let (first, further) = (self.form.text(0), self.form.text(1));
        vec![self.looking.ask(question::Caller { first, further }, world)]
    }

    /// What the first clue, or both, came to.
    fn known(&mut self, caller: &Caller, world: &World) -> Vec<Action> {
        self.told = match caller {
            Caller::Missing(id) => Some(Message::bad(format!("{}。", NotACase::Missing(*id)))),
            Caller::Unknown => Some(Message::bad("没有对得上的件，请对方再说一遍编号、电话或姓名。")),
            Caller::Misheard(seq) => Some(Message::bad(format!("编号{seq}的校验位不对，请对方再念一遍。"))),
            Caller::Which(ids) => {
                self.form.show(1, true);
                self.form.focus_on(1);
                let numbers: Vec<String> = ids.iter().take(NUMBERS).map(|id| id.dated()).collect();
                Some(Message::good(format!(
                    "这个编号对得上{}件：{}。请问是哪一年的，在第二栏写年份；或者再核对一项。",
                    ids.len(),
                    numbers.join("、")
                )))
            }
            Caller::Several => Some(Message::bad("不止一位对得上，请再核对别的一项。")),
            Caller::Further { open, done } => {
                self.form.show(1, true);
                self.form.focus_on(1);
                let state = match (open, done) {
                    (0, _) => "已办",
                    (_, 0) => "在办",
                    (_, _) => "有在办的，也有已办的",
                };
                Some(Message::good(format!(
                    "只可以告诉对方：{state}。再核对一项才能细说：编号、姓名、电话或证件末4位、事项。"
                )))
            }
            Caller::Case(id) => return self.note(*id, world),
        };
        Vec::new()
    }

    /// First the page that says who looked, then the case.
    fn note(&mut self, id: CaseId, world: &World) -> Vec<Action> {
        let command = OfficeCommand::LookUp(LookUp { number: id });
        let (ticket, effect) = world.act(Command::Office(command));
        self.noting = Some((ticket, id));
        vec![Action::Do(effect)]
    }

    /// One of the four, for the case on the screen.
    fn help(&mut self, at: usize, world: &World) -> Vec<Action> {
        let CallStage::Case(view) = &self.stage else { return Vec::new() };
        if self.doing.is_some() {
            return Vec::new();
        }
        let case = &view.row.record.case;
        let note = |words: &str| CaseCommand::NoteCall { words: words.to_owned() };
        let command = match at {
            1 => note("来电问进度"),
            2 => hurry(case, world),
            3 => note("来电请值班领导接听"),
            4 => note("来电，已告知作风投诉电话"),
            _ => return Vec::new(),
        };
        let (ticket, effect) = world.act(Command::Case { id: case.id(), version: None, command });
        self.doing = Some(ticket);
        self.told = Some(Message::good(match at {
            3 => leader(world),
            4 => format!(
                "作风投诉电话 {}，短信 {}。",
                world.header.settings.hotline, world.header.settings.sms
            ),
            2 => "已催办。".to_owned(),
            _ => "已记来电。".to_owned(),
        }));
        vec![Action::Do(effect)]
    }
}

/// 催办 of the 科室 that has the file by whoever handles the case; by anybody else a note that asks the officer to hurry.
fn hurry(case: &Case, world: &World) -> CaseCommand {
    let words = "服务对象来电，请抓紧办理".to_owned();
    let press = CaseCommand::Chase { whom: String::new(), words };
    let allowed = world.me.as_ref().and_then(|me| world.allows(me, case, &press));
    match allowed {
        Some(Ok(())) => press,
        Some(Err(_)) | None => {
            CaseCommand::NoteCall { words: "来电催办，请经办人抓紧办理".to_owned() }
        }
    }
}

fn leader(world: &World) -> String {
    let leader = world.header.duty.leader.as_ref().and_then(|code| world.header.staff.get(code));
    leader.map_or_else(
        || "今天还没有明确值班领导，请报所办公室。".to_owned(),
        |staff| format!("值班领导 {} {} {} 电话 {}", staff.name, staff.post, staff.place, staff.phone),
    )
}

impl Layer for Call {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if key.code == Code::Esc {
            return Some(vec![Action::Close]);
        }
        // Another call while this one is looked up is the same box.
        if verb(key) == Some(Verb::Call) {
            return Some(Vec::new());
        }
        if matches!(self.stage, CallStage::Case(_)) {
            return digit(key).map(|at| self.help(at, world));
        }
        if key.twin() == SAVE {
            return Some(self.look(world));
        }
        match self.form.key(key) {
            KeyOutcome::PastEnd => Some(self.look(world)),
            KeyOutcome::Changed(0) => {
                self.form.set_text(1, "");
                self.form.show(1, false);
                self.told = None;
                Some(Vec::new())
            }
            KeyOutcome::Nothing => None,
            KeyOutcome::Changed(_) | KeyOutcome::Moved | KeyOutcome::Left(_) | KeyOutcome::PastStart => {
                Some(Vec::new())
            }
        }
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        self.form.paste(text);
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(view) = self.fetching.answer(news) {
            if let Some(view) = view {
                self.stage = CallStage::Case(view.clone());
            }
            return Vec::new();
        }
        if let Some(caller) = self.looking.answer(news) {
            return self.known(caller, world);
        }
        match news {
            News::Acted(ticket, outcome) => {
                let refused = match outcome {
                    Ok(_) => None,
                    Err(Acted::Refused(refusal)) => Some(Message::bad(refusal.to_string())),
                    Err(Acted::Failed(sentence)) => Some(Message::bad(sentence.clone())),
                };
                let noted = self.noting.filter(|(waiting, _)| waiting == ticket);
                let ours = noted.is_some() || self.doing == Some(*ticket);
                self.doing = self.doing.filter(|waiting| waiting != ticket);
                let shown = match &self.stage {
                    CallStage::Case(view) if ours => Some(view.row.record.case.id()),
                    CallStage::Case(_) | CallStage::Asking => None,
                };
                if noted.is_some() {
                    self.noting = None;
                }
                let failed = refused.is_some();
                if ours && failed {
                    self.told = refused;
                }
                match noted.map(|(_, id)| id).filter(|_| !failed).or(shown) {
                    Some(id) => {
                        vec![self.fetching.ask(question::Case { id }, world)]
                    }
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(76);
        let inner = cells.saturating_sub(4);
        let mut lines: Vec<(String, Tone)> = Vec::new();
        let mut say = |text: &str, tone: Tone| {
            lines.extend(wrap(canvas.metrics, text, inner.into()).into_iter().map(|line| (line, tone)));
        };
        if let CallStage::Case(view) = &self.stage {
            let case = &view.row.record.case;
            let by = Saying {
                settings: &world.header.settings,
                staff: &world.header.staff,
                calendar: world.facts.calendar,
                catalogue: world.facts.catalogue,
                now: world.now(),
            };
            say(&case.to_read_out(&by), Tone::Title);
            say("", Tone::Text);
            let [light, number, visitor, title, division, now, due] = columns(&view.row, world);
            say(&format!("{light}  {number}  {visitor}  {division}  {now}  {due}"), tone(view.row.light));
            say(&format!("{title}  来电 {}  催办 {}", case.calls, case.chases), Tone::Text);
            for entry in view.timeline.iter().take(3) {
                say(&history(entry, &world.header.staff, &case.opening.officer), Tone::Dim);
            }
        }
        if let Some(told) = &self.told {
            say(&told.text, if told.bad { Tone::Error } else { Tone::Notice });
        }
        let fields = if matches!(self.stage, CallStage::Asking) { self.form.rows() } else { 0 };
        let rows = u16::try_from(lines.len()).unwrap_or(0).saturating_add(fields + 4).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, "来电查询");
        if fields > 0 {
            canvas.sub(x + 2, y + 1, inner, fields, |canvas| {
                self.form.draw(canvas, 12, true);
            });
        }
        let room = rows.saturating_sub(fields + 3);
        for (row, (line, tone)) in (y + 1 + fields..).zip(lines.iter().take(room.into())) {
            canvas.put_in(x + 2, row, inner, line, *tone);
        }
        let foot = match &self.stage {
            CallStage::Asking if self.looking.is_open() || self.noting.is_some() => "正在查……".to_owned(),
            CallStage::Asking => {
                "编号带校验位即可；电话后四位、姓名或拼音首字母须再核一项   Esc 返回".to_owned()
            }
            CallStage::Case(_) => {
                let named = HELP.iter().enumerate().map(|(at, name)| format!("{} {name}", at + 1));
                named.chain(["Esc 返回".to_owned()]).collect::<Vec<_>>().join("   ")
            }
        };
        canvas.put_in(x + 2, y + rows.saturating_sub(2), inner, &foot, Tone::Key);
        if matches!(self.stage, CallStage::Case(_)) {
            canvas.cursor(x + 2, y + rows.saturating_sub(2));
        }
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        match &self.stage {
            CallStage::Asking => vec![("Enter".to_owned(), "查".to_owned())],
            CallStage::Case(_) => {
                let named = HELP.iter().enumerate();
                named.map(|(at, name)| ((at + 1).to_string(), (*name).to_owned())).collect()
            }
        }
    }

    fn name(&self) -> &'static str {
        "来电查询"
    }

    fn floats(&self) -> bool {
        true
    }
}
