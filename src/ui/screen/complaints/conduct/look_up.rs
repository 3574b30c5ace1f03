//! 看投诉人: a reason is written down first, in the file itself; then who complained stands in this dialog, and goes with it (R72).

use xieban_domain::complaint::Complainant;
use xieban_domain::conduct::{ConductCommand, FileNumber};
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_office::{Answer, Query};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::event::{Acted, Ticket};
use crate::form::{Form, KeyOutcome};
use crate::keymap::{SAVE, is_enter};
use crate::layer::{Action, KeyHint, Layer, News};
use crate::verb::conduct::step;
use crate::world::World;

/// How far it has come.
enum LookUpStage {
    Asking,
    Noting(Ticket),
    Fetching(Ticket),
    /// As it may be seen: nobody said who he is, or this one.
    Shown(Option<Complainant>),
}

/// The dialog.
pub(crate) struct ReceiptLookUp {
    file: FileNumber,
    form: Form<usize>,
    stage: LookUpStage,
    message: String,
}

impl ReceiptLookUp {
    pub(crate) fn new(file: FileNumber) -> Self {
        let form = Form::new().text_field(0, "为什么看", LONGEST_WORDS);
        Self { file, form, stage: LookUpStage::Asking, message: String::new() }
    }

    fn note(&mut self, world: &World) -> Vec<Action> {
        let command = ConductCommand::Reveal { reason: self.form.text(0) };
        let (ticket, effect) = world.act(step(self.file, command));
        self.stage = LookUpStage::Noting(ticket);
        vec![Action::Do(effect)]
    }

    fn lines(&self) -> Vec<(String, Tone)> {
        let mut lines = match &self.stage {
            LookUpStage::Asking => vec![("写明理由，理由记入本件。".to_owned(), Tone::Text)],
            LookUpStage::Noting(_) | LookUpStage::Fetching(_) => vec![("正在查看……".to_owned(), Tone::Text)],
            LookUpStage::Shown(None) => vec![("没有可看的：匿名，或查看已过10分钟。".to_owned(), Tone::Text)],
            LookUpStage::Shown(Some(who)) => vec![
                (format!("姓名 {}", who.name), Tone::Title),
                (format!("电话 {}", if who.phone.is_empty() { "未留" } else { &who.phone }), Tone::Title),
                ("严格保密；关上本框即消失。".to_owned(), Tone::Text),
            ],
        };
        if !self.message.is_empty() {
            lines.push((self.message.clone(), Tone::Error));
        }
        lines
    }
}

impl Layer for ReceiptLookUp {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        match self.stage {
            LookUpStage::Noting(_) | LookUpStage::Fetching(_) => return Some(Vec::new()),
            LookUpStage::Shown(_) if key.code == Code::Esc || is_enter(key) => {
                return Some(vec![Action::Close]);
            }
            LookUpStage::Shown(_) => return None,
            LookUpStage::Asking => {}
        }
        if key.code == Code::Esc {
            return Some(vec![Action::Close]);
        }
        if key.twin() == SAVE {
            return Some(self.note(world));
        }
        match self.form.key(key) {
            KeyOutcome::Nothing => None,
            KeyOutcome::PastEnd => Some(self.note(world)),
            KeyOutcome::Changed(_) | KeyOutcome::Moved | KeyOutcome::Left(_) | KeyOutcome::PastStart => {
                self.message.clear();
                Some(Vec::new())
            }
        }
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        if matches!(self.stage, LookUpStage::Asking) {
            self.form.paste(text);
        }
        Vec::new()
    }

    fn left(&mut self) {
        if matches!(self.stage, LookUpStage::Shown(_)) {
            self.stage = LookUpStage::Shown(None);
        }
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match (news, &self.stage) {
            (News::Acted(ticket, outcome), LookUpStage::Noting(asked)) if ticket == asked => match outcome {
                Ok(_) => {
                    let (ticket, effect) = world.ask(Query::Complainant(self.file));
                    self.stage = LookUpStage::Fetching(ticket);
                    return vec![Action::Do(effect)];
                }
                Err(why) => {
                    self.message = match why {
                        Acted::Refused(refusal) => refusal.to_string(),
                        Acted::Failed(sentence) => sentence.clone(),
                    };
                    self.stage = LookUpStage::Asking;
                }
            },
            (News::Answer(ticket, outcome), LookUpStage::Fetching(asked)) if ticket == asked => {
                self.stage = match outcome {
                    Ok(Answer::Complainant(who)) => LookUpStage::Shown(who.clone()),
                    _ => LookUpStage::Shown(None),
                };
            }
            _ => {}
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(66);
        let asking = matches!(self.stage, LookUpStage::Asking);
        let lines = self.lines();
        let rows = u16::try_from(lines.len()).unwrap_or(3) + u16::from(asking) + 4;
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &format!("看投诉人  {}", self.file));
        let mut at = y + 1;
        for (text, tone) in &lines {
            canvas.put_in(x + 2, at, cells.saturating_sub(4), text, *tone);
            at += 1;
        }
        if asking {
            canvas.sub(x + 2, at, cells.saturating_sub(4), 1, |canvas| {
                self.form.draw(canvas, 12, true);
            });
        }
        let foot = if asking { "F8 查看   Esc 返回" } else { "Esc 关上" };
        canvas.put(x + 2, y + rows.saturating_sub(2), foot, Tone::Dim);
        if !asking {
            canvas.cursor(x + 2, y + rows.saturating_sub(2));
        }
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        let look = matches!(self.stage, LookUpStage::Asking).then_some(("F8", "查看"));
        let keys = look.into_iter().chain([("Esc", "关上")]);
        keys.map(|(key, what)| (key.to_owned(), what.to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "看投诉人"
    }

    fn floats(&self) -> bool {
        true
    }
}
