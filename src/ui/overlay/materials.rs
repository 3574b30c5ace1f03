//! 材料 of a case: looked through again, saved as a whole.

use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::Command;
use xieban_domain::material::MaterialInput;
use xieban_domain::number::CaseId;
use xieban_term::{Canvas, Code, Key, Tone};

use crate::event::{Acted, Ticket};
use crate::keymap::SAVE;
use crate::layer::{Action, KeyHint, Layer, LayerReply, Message, News};
use crate::screen::register::{ask_new, ask_note};
use crate::widget::materials::{ListOutcome, Materials};
use crate::world::World;

/// The editor.
pub(crate) struct MaterialsEditor {
    case: CaseId,
    /// The version the list was opened on; none once the officer was told of a change and saves all the same.
    version: Option<u32>,
    materials: Materials,
    /// As it stood: what is as it was is not said anew.
    before: Vec<MaterialInput>,
    saving: Option<Ticket>,
    message: Option<Message>,
}

impl MaterialsEditor {
    /// `masked`: words of it are masked, and none of them is taken for what was written.
    pub(crate) fn new(case: &Case, masked: bool) -> Self {
        let mut materials = Materials::of(case);
        if masked {
            materials.lines.iter_mut().for_each(|line| line.input.note.clear());
        }
        Self {
            before: materials.inputs(),
            case: case.id(),
            version: Some(case.version),
            materials,
            saving: None,
            message: None,
        }
    }

    fn save(&mut self, world: &World) -> Vec<Action> {
        if self.saving.is_some() {
            return Vec::new();
        }
        let changed = |input: &MaterialInput| !self.before.contains(input);
        let materials = self.materials.inputs().into_iter().filter(changed).collect();
        let command = CaseCommand::NoteMaterials { materials };
        let (ticket, effect) = world.act(Command::Case { id: self.case, version: self.version, command });
        self.saving = Some(ticket);
        vec![Action::Do(effect)]
    }
}

impl Layer for MaterialsEditor {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if key.twin() == SAVE {
            return Some(self.save(world));
        }
        if key.code == Code::Esc {
            // Whoever saves hears what became of it.
            return Some(if self.saving.is_some() { Vec::new() } else { vec![Action::Close] });
        }
        match self.materials.key(key) {
            ListOutcome::Nothing => None,
            ListOutcome::Moved | ListOutcome::Changed | ListOutcome::PastStart | ListOutcome::PastEnd => {
                Some(Vec::new())
            }
            ListOutcome::AskNote(label) => Some(vec![Action::Open(ask_note(label))]),
            ListOutcome::AskNew => Some(vec![Action::Open(ask_new())]),
        }
    }

    fn hear(&mut self, news: &News<'_>, _: &World) -> Vec<Action> {
        match news {
            News::Told(LayerReply::NewMaterial { name, basis }) => {
                self.materials.add(name, basis);
                Vec::new()
            }
            News::Told(LayerReply::MaterialNote(note)) => {
                self.materials.take_note(note);
                Vec::new()
            }
            News::Acted(ticket, outcome) if self.saving == Some(*ticket) => {
                self.saving = None;
                match outcome {
                    Ok(_) => vec![Action::Close, Action::Tell(LayerReply::Changed)],
                    Err(Acted::Refused(refusal)) => {
                        self.version = self.version.filter(|_| !refusal.is_stale());
                        self.message = Some(Message::bad(refusal.to_string()));
                        Vec::new()
                    }
                    Err(Acted::Failed(sentence)) => {
                        self.message = Some(Message::bad(sentence.clone()));
                        Vec::new()
                    }
                }
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(64);
        let rows = (u16::try_from(self.materials.lines.len()).unwrap_or(0) + 8).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, &format!("材料  {}", self.case.spoken()));
        canvas.sub(x + 2, y + 1, cells.saturating_sub(4), rows.saturating_sub(4), |canvas| {
            self.materials.draw(canvas, true);
        });
        let message = self.message.as_ref().map_or("", |message| message.text.as_str());
        canvas.put_in(x + 2, y + rows.saturating_sub(3), cells.saturating_sub(4), message, Tone::Error);
        canvas.put(x + 2, y + rows.saturating_sub(2), "F8 保存   Esc 返回", Tone::Dim);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("F8", "保存"), ("0", "全收"), ("1", "收"), ("2", "缺"), ("3", "免"), ("+", "添一项")]
            .map(|(key, what)| (key.to_owned(), what.to_owned()))
            .into()
    }

    fn name(&self) -> &'static str {
        "材料"
    }

    fn floats(&self) -> bool {
        true
    }
}
