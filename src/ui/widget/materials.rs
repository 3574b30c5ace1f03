//! 材料清单: each line 收, 缺 or 免 by a digit; `0` takes in all. Used by the registration and by the case.

use xieban_domain::case::Case;
use xieban_domain::codes::CopyKind;
use xieban_domain::material::{MaterialInput, MaterialState, Presence};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::keymap::{digit, narrow};

/// A line of the list.
#[derive(Debug, Clone)]
pub(crate) struct MaterialLine {
    pub(crate) input: MaterialInput,
    /// When it is needed; a line without it always is.
    pub(crate) when: String,
}

/// The list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Materials {
    pub(crate) lines: Vec<MaterialLine>,
    at: usize,
}

/// What the list made of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ListOutcome {
    Nothing,
    Moved,
    Changed,
    /// 免 needs its reason, 缺 may say what exactly is wanted: ask for it.
    AskNote(&'static str),
    /// 添一项: ask for name and basis.
    AskNew,
    PastStart,
    PastEnd,
}

impl Materials {
    /// The list of a matter, nothing decided.
    pub(crate) fn asked(specs: &[xieban_domain::catalogue::Spec]) -> Self {
        let line = |spec: &xieban_domain::catalogue::Spec| MaterialLine {
            input: blank(&spec.name, spec.form.unwrap_or(CopyKind::Original)),
            when: spec.when.clone().unwrap_or_default(),
        };
        Self { lines: specs.iter().map(line).collect(), at: 0 }
    }

    /// It holds what this list asks for, whatever was marked or added since.
    pub(crate) fn is_list_of(&self, fresh: &Self) -> bool {
        let names = |list: &Self| list.lines.iter().map(|line| line.input.name.clone()).collect::<Vec<_>>();
        !fresh.lines.is_empty() && names(self).starts_with(&names(fresh))
    }

    /// A list of these lines, the marker on one of them.
    pub(crate) fn with(lines: Vec<MaterialLine>, at: usize) -> Self {
        let at = at.min(lines.len().saturating_sub(1));
        Self { lines, at }
    }

    /// The line the marker stands on.
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// The list of a case as it stands.
    pub(crate) fn of(case: &Case) -> Self {
        let line = |material: &xieban_domain::material::Material| {
            let mut input = blank(&material.name, material.form);
            input.copies = Some(material.copies);
            input.basis = material.added_on.clone().unwrap_or_default();
            (input.state, input.note) = match &material.state {
                MaterialState::Undecided => (None, String::new()),
                MaterialState::Received => (Some(Presence::Received), String::new()),
                MaterialState::Missing(note) => (
                    Some(Presence::Missing),
                    note.as_ref().and_then(|note| note.get().cloned()).unwrap_or_default(),
                ),
                MaterialState::NotApplicable(why) => (Some(Presence::NotApplicable), why.text().to_owned()),
            };
            MaterialLine { input, when: String::new() }
        };
        Self { lines: case.materials.iter().map(line).collect(), at: 0 }
    }

    /// What a command says of the materials.
    pub(crate) fn inputs(&self) -> Vec<MaterialInput> {
        self.lines.iter().map(|line| line.input.clone()).collect()
    }

    /// 收, 缺, 免, and not yet decided.
    pub(crate) fn tally(&self) -> [usize; 4] {
        let mut tally = [0; 4];
        for line in &self.lines {
            let at = match line.input.state {
                Some(Presence::Received) => 0,
                Some(Presence::Missing) => 1,
                Some(Presence::NotApplicable) => 2,
                None => 3,
            };
            tally[at] += 1;
        }
        tally
    }

    pub(crate) fn home(&mut self) {
        self.at = 0;
    }

    pub(crate) fn focused(&self) -> Option<&MaterialLine> {
        self.lines.get(self.at)
    }

    pub(crate) fn key(&mut self, key: Key) -> ListOutcome {
        if narrow(key) == Some('+') {
            return ListOutcome::AskNew;
        }
        match (digit(key), key.code) {
            (Some(0), _) => {
                for line in self.lines.iter_mut().filter(|line| line.input.state.is_none()) {
                    line.input.state = Some(Presence::Received);
                }
                ListOutcome::Changed
            }
            (Some(1), _) => self.decide(Presence::Received),
            (Some(2), _) => self.decide(Presence::Missing),
            (Some(3), _) => {
                let Some(line) = self.lines.get_mut(self.at) else { return ListOutcome::Nothing };
                if line.input.note.is_empty() && !line.when.is_empty() {
                    line.input.note = format!("不属于“{}”", line.when);
                }
                match line.input.note.is_empty() {
                    true => ListOutcome::AskNote("不适用的原因"),
                    false => self.decide(Presence::NotApplicable),
                }
            }
            (None, Code::Insert) => ListOutcome::AskNote("要求、到哪里办"),
            (None, Code::Down | Code::Enter | Code::Tab) if self.at + 1 < self.lines.len() => {
                self.at += 1;
                ListOutcome::Moved
            }
            (None, Code::Down | Code::Enter | Code::Tab) => ListOutcome::PastEnd,
            (None, Code::Up | Code::BackTab) if self.at > 0 => {
                self.at -= 1;
                ListOutcome::Moved
            }
            (None, Code::Up | Code::BackTab) => ListOutcome::PastStart,
            _ => ListOutcome::Nothing,
        }
    }

    fn decide(&mut self, presence: Presence) -> ListOutcome {
        let Some(line) = self.lines.get_mut(self.at) else { return ListOutcome::Nothing };
        line.input.state = Some(presence);
        if self.at + 1 < self.lines.len() {
            self.at += 1;
        }
        ListOutcome::Changed
    }

    /// The note that was asked for.
    pub(crate) fn take_note(&mut self, note: &str) {
        if let Some(line) = self.lines.get_mut(self.at) {
            note.clone_into(&mut line.input.note);
            if line.input.state != Some(Presence::Missing) && !note.trim().is_empty() {
                line.input.state = Some(Presence::NotApplicable);
            }
        }
    }

    /// A material the officer adds, with its basis.
    pub(crate) fn add(&mut self, name: &str, basis: &str) {
        let mut input = blank(name, CopyKind::Original);
        basis.clone_into(&mut input.basis);
        self.lines.push(MaterialLine { input, when: String::new() });
        self.at = self.lines.len() - 1;
    }

    /// Draws head, lines and foot into the whole canvas.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, active: bool) {
        let (width, height) = canvas.size();
        let [received, missing, exempt, open] = self.tally();
        let mut head = format!("材料 {}项：收{received} 缺{missing} 免{exempt}", self.lines.len());
        if open > 0 {
            head = format!("{head} 未定{open}");
        }
        canvas.put_in(0, 0, width, &head, if active { Tone::Title } else { Tone::Label });
        let rows = usize::from(height.saturating_sub(4)).max(1);
        let first = (self.at + 1).saturating_sub(rows);
        for (row, (at, line)) in self.lines.iter().enumerate().skip(first).take(rows).enumerate() {
            let y = u16::try_from(row).unwrap_or(u16::MAX) + 1;
            let here = active && at == self.at;
            canvas.put(0, y, if here { canvas.glyphs.marker } else { " " }, Tone::Marker);
            if here {
                canvas.cursor(0, y);
            }
            let (word, tone) = match line.input.state {
                Some(Presence::Received) => ("收", Tone::Green),
                Some(Presence::Missing) => ("缺", Tone::Red),
                Some(Presence::NotApplicable) => ("免", Tone::Dim),
                None => ("__", Tone::Dim),
            };
            let form =
                line.input.form.map_or("", |form| if form == CopyKind::Original { "原" } else { "复" });
            let count = format!("{form}{}", line.input.copies.unwrap_or(1));
            let room = width.saturating_sub(8 + u16::try_from(canvas.metrics.width(&count)).unwrap_or(0));
            canvas.put(1, y, &format!("{:>2}", at + 1), Tone::Dim);
            canvas.put(4, y, word, tone);
            canvas.put_in(7, y, room, &line.input.name, Tone::Text);
            canvas.put_before(width, y, &count, Tone::Dim);
        }
        let foot = height.saturating_sub(2);
        let remark = self.focused().filter(|_| active).map_or(String::new(), |line| {
            match (&line.input.note, &line.when) {
                (note, _) if !note.is_empty() => note.clone(),
                (_, when) => when.clone(),
            }
        });
        canvas.put_in(0, foot, width, &remark, Tone::Notice);
        canvas.put_in(0, foot + 1, width, "1收 2缺 3免 0全收 +添 Ins注明", Tone::Dim);
    }
}

fn blank(name: &str, form: CopyKind) -> MaterialInput {
    MaterialInput {
        name: name.to_owned(),
        state: None,
        copies: Some(1),
        form: Some(form),
        note: String::new(),
        basis: String::new(),
    }
}
