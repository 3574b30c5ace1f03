//! Fields in the order of the paper: texts and choices, moved through by Enter, Tab and arrows, chosen from by digits.
//!
//! One form serves the registration and every dialog. It knows no rule and no command; `Id` names its fields.

mod field;

use chrono::NaiveDate;
use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::Field;

use super::keymap::is_enter;
use field::{choose, draw_choice, draw_text, edit, spread_label};

/// What a field holds.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// A text; `secret` shows nothing of it.
    Text { field: Field, secret: bool },
    /// One of several, by the digit of its place, by arrows, or by how it is called.
    Choice { options: Vec<String>, at: Option<usize>, blocked: Vec<usize>, sought: String },
}

/// What was put into a field, for a draft.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DraftValue {
    Text(String),
    /// Chosen, by its place.
    Chosen(usize),
}

#[derive(Debug, Clone)]
struct FormEntry<Id> {
    id: Id,
    label: String,
    item: Item,
    shown: bool,
    /// Stands behind the text: a check that passed, an example.
    note: String,
}

/// A form.
#[derive(Debug, Clone)]
pub(super) struct Form<Id> {
    entries: Vec<FormEntry<Id>>,
    focus: usize,
}

/// What a form made of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyOutcome<Id> {
    /// Not for a form.
    Nothing,
    /// The caret moved; nothing else.
    Moved,
    /// This field changed.
    Changed(Id),
    /// The focus left this field.
    Left(Id),
    /// Enter or Tab on the last field.
    PastEnd,
    /// Up or Shift-Tab on the first field.
    PastStart,
}

impl<Id: Copy + Eq> Form<Id> {
    pub(super) const fn new() -> Self {
        Self { entries: Vec::new(), focus: 0 }
    }

    pub(super) fn text_field(mut self, id: Id, label: &str, most: usize) -> Self {
        self.push(id, label, Item::Text { field: Field::new(most), secret: false });
        self
    }

    pub(super) fn secret(mut self, id: Id, label: &str) -> Self {
        self.push(id, label, Item::Text { field: Field::new(64), secret: true });
        self
    }

    pub(super) fn choice<S: Into<String>>(
        mut self,
        id: Id,
        label: &str,
        options: impl IntoIterator<Item = S>,
        at: Option<usize>,
    ) -> Self {
        let options = options.into_iter().map(Into::into).collect();
        self.push(id, label, Item::Choice { options, at, blocked: Vec::new(), sought: String::new() });
        self
    }

    fn push(&mut self, id: Id, label: &str, item: Item) {
        self.entries.push(FormEntry { id, label: label.to_owned(), item, shown: true, note: String::new() });
    }

    fn entry(&self, id: Id) -> Option<&FormEntry<Id>> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    fn entry_mut(&mut self, id: Id) -> Option<&mut FormEntry<Id>> {
        self.entries.iter_mut().find(|entry| entry.id == id)
    }

    /// What was put into the fields; secrets are left out.
    pub(super) fn values(&self) -> Vec<(Id, DraftValue)> {
        let value = |entry: &FormEntry<Id>| match &entry.item {
            Item::Text { field, secret: false } if !field.is_empty() => {
                Some((entry.id, DraftValue::Text(field.text())))
            }
            Item::Choice { at: Some(at), .. } => Some((entry.id, DraftValue::Chosen(*at))),
            Item::Text { .. } | Item::Choice { at: None, .. } => None,
        };
        self.entries.iter().filter_map(value).collect()
    }

    /// Puts a value back.
    pub(super) fn put_value(&mut self, id: Id, value: &DraftValue) {
        match value {
            DraftValue::Text(text) => self.set_text(id, text),
            DraftValue::Chosen(at) => self.choose(id, Some(*at)),
        }
    }

    /// The text of a field; empty for a choice.
    pub(super) fn text(&self, id: Id) -> String {
        match self.entry(id).map(|entry| &entry.item) {
            Some(Item::Text { field, .. }) => field.text(),
            Some(Item::Choice { .. }) | None => String::new(),
        }
    }

    /// What is chosen.
    pub(super) fn chosen(&self, id: Id) -> Option<usize> {
        match self.entry(id).map(|entry| &entry.item) {
            Some(Item::Choice { at, .. }) => *at,
            Some(Item::Text { .. }) | None => None,
        }
    }

    pub(super) fn set_text(&mut self, id: Id, text: &str) {
        if let Some(FormEntry { item: Item::Text { field, .. }, .. }) = self.entry_mut(id)
            && field.text() != text
        {
            field.set(text);
        }
    }

    pub(super) fn choose(&mut self, id: Id, choice: Option<usize>) {
        if let Some(FormEntry { item: Item::Choice { at, options, .. }, .. }) = self.entry_mut(id) {
            *at = choice.filter(|choice| *choice < options.len());
        }
    }

    /// Other options than before; what was chosen among others is forgotten.
    pub(super) fn options(&mut self, id: Id, new: Vec<String>) {
        if let Some(FormEntry { item: Item::Choice { options, at, .. }, .. }) = self.entry_mut(id)
            && *options != new
        {
            (*options, *at) = (new, None);
        }
    }

    /// The fields that stand there, in their order.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        self.entries.iter().filter(|entry| entry.shown).map(|entry| entry.id)
    }

    /// Nothing is typed or chosen.
    pub(super) fn is_blank(&self, id: Id) -> bool {
        match self.entry(id).map(|entry| &entry.item) {
            Some(Item::Text { field, .. }) => field.is_empty(),
            Some(Item::Choice { at, .. }) => at.is_none(),
            None => true,
        }
    }

    /// How many options there are to choose from.
    pub(super) fn count(&self, id: Id) -> usize {
        match self.entry(id).map(|entry| &entry.item) {
            Some(Item::Choice { options, .. }) => options.len(),
            Some(Item::Text { .. }) | None => 0,
        }
    }

    /// What there is to choose from.
    pub(super) fn option_names(&self, id: Id) -> Vec<String> {
        match self.entry(id).map(|entry| &entry.item) {
            Some(Item::Choice { options, .. }) => options.clone(),
            Some(Item::Text { .. }) | None => Vec::new(),
        }
    }

    /// It stands there now.
    pub(super) fn shows(&self, id: Id) -> bool {
        self.entry(id).is_some_and(|entry| entry.shown)
    }

    /// Choices that are not open now; shown with a `-`.
    pub(super) fn block(&mut self, id: Id, which: Vec<usize>) {
        if let Some(FormEntry { item: Item::Choice { blocked, .. }, .. }) = self.entry_mut(id) {
            *blocked = which;
        }
    }

    pub(super) fn show(&mut self, id: Id, shown: bool) {
        let focused = self.focused();
        if let Some(entry) = self.entry_mut(id) {
            entry.shown = shown;
        }
        // The caret never stands in a field that is not there: it goes back, and on where nothing stands before it.
        if !shown && focused == Some(id) && !self.step(false) {
            self.step(true);
        }
    }

    pub(super) fn label(&mut self, id: Id, label: &str) {
        if let Some(entry) = self.entry_mut(id) {
            label.clone_into(&mut entry.label);
        }
    }

    pub(super) fn note(&mut self, id: Id, note: &str) {
        if let Some(entry) = self.entry_mut(id) {
            note.clone_into(&mut entry.note);
        }
    }

    pub(super) fn focused(&self) -> Option<Id> {
        self.entries.get(self.focus).map(|entry| entry.id)
    }

    /// The focus stands behind this field.
    pub(super) fn is_past(&self, id: Id) -> bool {
        self.entries.iter().position(|entry| entry.id == id).is_some_and(|at| at < self.focus)
    }

    pub(super) fn focus_on(&mut self, id: Id) {
        if let Some(at) = self.entries.iter().position(|entry| entry.id == id && entry.shown) {
            self.focus = at;
        }
    }

    /// The focus went on from this field: what has come to stand right behind it since is next.
    pub(super) fn go_on_from(&mut self, left: Id) {
        if self.is_past(left)
            && let Some(at) = self.entries.iter().position(|entry| entry.id == left)
        {
            self.focus = at;
            self.step(true);
        }
    }

    /// Empties the secret fields, and begins again at the first of them.
    pub(super) fn forget_secrets(&mut self) {
        for at in (0..self.entries.len()).rev() {
            if let Some(FormEntry { item: Item::Text { field, secret: true }, .. }) = self.entries.get_mut(at)
            {
                field.set("");
                self.focus = at;
            }
        }
    }

    /// Empties every text.
    pub(super) fn clear(&mut self) {
        for entry in &mut self.entries {
            if let Item::Text { field, .. } = &mut entry.item {
                field.set("");
            }
        }
    }

    /// Back to the first field.
    pub(super) fn begin(&mut self) {
        self.focus = self.entries.iter().position(|entry| entry.shown).unwrap_or(0);
    }

    /// How many rows it takes to show every field.
    pub(super) fn rows(&self) -> u16 {
        u16::try_from(self.entries.iter().filter(|entry| entry.shown).count()).unwrap_or(u16::MAX)
    }

    /// Where the caret stands in the focused text: behind so many clusters.
    pub(super) fn caret(&self) -> Option<usize> {
        match self.entries.get(self.focus).map(|entry| &entry.item) {
            Some(Item::Text { field, .. }) => Some(field.caret()),
            Some(Item::Choice { .. }) | None => None,
        }
    }

    /// Puts the caret there.
    pub(super) fn stand_at(&mut self, caret: usize) {
        if let Some(FormEntry { item: Item::Text { field, .. }, .. }) = self.entries.get_mut(self.focus) {
            field.stand_at(caret);
        }
    }

    /// The row on which the focused field is drawn when `height` rows are there.
    pub(super) fn focused_row(&self, height: u16) -> u16 {
        let before = self.entries.iter().take(self.focus).filter(|entry| entry.shown).count();
        u16::try_from(before).unwrap_or(0).min(height.saturating_sub(1))
    }

    fn step(&mut self, forward: bool) -> bool {
        let shown = |(_, entry): &(usize, &FormEntry<Id>)| entry.shown;
        let next = match forward {
            true => self.entries.iter().enumerate().skip(self.focus + 1).find(shown).map(|(at, _)| at),
            false => self.entries.iter().enumerate().take(self.focus).filter(shown).last().map(|(at, _)| at),
        };
        self.focus = next.unwrap_or(self.focus);
        next.is_some()
    }

    /// A key.
    pub(super) fn key(&mut self, key: Key) -> KeyOutcome<Id> {
        let Some(id) = self.focused() else { return KeyOutcome::Nothing };
        let forward = is_enter(key) || matches!(key.code, Code::Tab | Code::Down) && !key.ctrl && !key.alt;
        if forward {
            return if self.step(true) { KeyOutcome::Left(id) } else { KeyOutcome::PastEnd };
        }
        if matches!(key.code, Code::BackTab | Code::Up) {
            return if self.step(false) { KeyOutcome::Left(id) } else { KeyOutcome::PastStart };
        }
        match self.entries.get_mut(self.focus).map(|entry| &mut entry.item) {
            Some(Item::Text { field, .. }) => edit(field, key, id),
            Some(Item::Choice { options, at, sought, .. }) => choose(options, at, sought, key, id),
            None => KeyOutcome::Nothing,
        }
    }

    /// Pasted text goes into the focused text field.
    pub(super) fn paste(&mut self, text: &str) -> KeyOutcome<Id> {
        match self.entries.get_mut(self.focus) {
            Some(FormEntry { item: Item::Text { field, .. }, id, .. }) => {
                field.insert(text);
                KeyOutcome::Changed(*id)
            }
            Some(FormEntry { item: Item::Choice { .. }, .. }) | None => KeyOutcome::Nothing,
        }
    }

    /// Draws the rows that fit, the focused one always among them. `active`: the focus is in this form. Gives the rows used.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, label_cells: u16, active: bool) -> u16 {
        let (width, height) = canvas.size();
        let shown: Vec<(usize, &FormEntry<Id>)> =
            self.entries.iter().enumerate().filter(|(_, entry)| entry.shown).collect();
        let focused = shown.iter().position(|(at, _)| *at == self.focus).unwrap_or(0);
        let first = (focused + 1).saturating_sub(usize::from(height));
        for (row, (at, entry)) in shown.iter().skip(first).take(height.into()).enumerate() {
            let y = u16::try_from(row).unwrap_or(u16::MAX);
            let here = active && *at == self.focus;
            let label = spread_label(&entry.label);
            canvas.put_in(0, y, label_cells, &label, if here { Tone::Title } else { Tone::Label });
            match &entry.item {
                Item::Text { field, secret } => {
                    let full = (here && field.left_out()).then(|| format!("满{}字，多的没收", field.most()));
                    let (note, tone) = match &full {
                        Some(full) => (full, Tone::Error),
                        None => (&entry.note, Tone::Green),
                    };
                    let taken = u16::try_from(canvas.metrics.width(note)).unwrap_or(0);
                    let cells =
                        width.saturating_sub(label_cells + if taken > 0 { taken + 1 } else { 0 }).max(2);
                    draw_text(canvas, (label_cells, y, cells), field, *secret, here);
                    canvas.put_before(width, y, note, tone);
                }
                Item::Choice { options, at, blocked, .. } => {
                    let end = draw_choice(canvas, (label_cells, y), options, *at, blocked);
                    canvas.put(end, y, &entry.note, Tone::Dim);
                    if here {
                        canvas.cursor(label_cells, y);
                    }
                }
            }
        }
        u16::try_from(shown.len()).unwrap_or(u16::MAX)
    }
}

/// What is said where no date can be read.
pub(super) const NO_DATE: &str = "日期请按2026-11-27的样子填。";

/// A date as it is typed, in any width and with any of the usual separators.
pub(super) fn date(typed: &str) -> Option<NaiveDate> {
    xieban_words::canonical::date(typed).parse().ok()
}
