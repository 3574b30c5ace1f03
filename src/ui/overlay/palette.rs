//! 命令: all that somebody may do here, by its Chinese name, full pinyin or initials, each with the key or the digits that do the same.

use std::rc::Rc;

use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::Field;
use xieban_words::canonical;
use xieban_words::pinyin::{Fit, Spelled};

use crate::keymap::{bindings, is_enter};
use crate::layer::{Action, KeyHint, Layer, Offer, Run};
use crate::world::World;

/// So many are named where nothing fits.
const NEAR: usize = 5;

struct PaletteRow {
    name: String,
    key: String,
    spelled: Spelled,
    /// It is listed before anything is typed, and not only found.
    listed: bool,
    run: Rc<Run>,
}

impl PaletteRow {
    fn new(name: String, key: String, run: Rc<Run>) -> Self {
        Self { spelled: Spelled::new(&name), name, key, listed: true, run }
    }
}

/// The palette.
pub(crate) struct Palette {
    query: Field,
    rows: Vec<PaletteRow>,
    at: usize,
}

impl Palette {
    /// What can be done on the screen below, what the program can do everywhere, and the views of its screens.
    pub(crate) fn new(offers: Vec<Offer>, views: Vec<Offer>, world: &World) -> Self {
        let row = |offer: Offer| PaletteRow {
            listed: offer.listed,
            ..PaletteRow::new(offer.name, offer.key, offer.run)
        };
        let here = offers.into_iter().map(row);
        let views = views.into_iter().map(row);
        let everywhere = bindings(world.header.settings.practice).map(|binding| {
            let verb = binding.verb;
            PaletteRow::new(
                binding.long.to_owned(),
                binding.key.to_string(),
                Rc::new(move |_: &World| vec![Action::Run(verb)]),
            )
        });
        Self { query: Field::new(30), rows: here.chain(everywhere).chain(views).collect(), at: 0 }
    }

    fn found(&self) -> Vec<&PaletteRow> {
        let query = canonical::query(&self.query.text());
        if query.is_empty() {
            return self.rows.iter().filter(|row| row.listed).collect();
        }
        let fits = self.rows.iter().filter_map(|row| Some((row.spelled.fit(&query)?, row)));
        let mut found: Vec<(Fit, &PaletteRow)> = fits.collect();
        found.sort_by_key(|(fit, _)| *fit);
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// Those that have most in common with what was typed, where nothing fits it.
    fn near(&self) -> Vec<&PaletteRow> {
        let query = canonical::query(&self.query.text());
        let common = |row: &PaletteRow| {
            let name = canonical::query(&row.name);
            let initials = row.spelled.initials();
            query.chars().filter(|c| name.contains(*c) || initials.contains(*c)).count()
        };
        let mut near: Vec<(usize, &PaletteRow)> =
            self.rows.iter().map(|row| (common(row), row)).filter(|(common, _)| *common > 0).collect();
        near.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
        near.into_iter().take(NEAR).map(|(_, row)| row).collect()
    }

    /// What is listed, and whether it is only near.
    fn listed(&self) -> (Vec<&PaletteRow>, bool) {
        let found = self.found();
        if found.is_empty() { (self.near(), true) } else { (found, false) }
    }
}

impl Layer for Palette {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if is_enter(key) {
            let run = self.listed().0.get(self.at).map(|row| Rc::clone(&row.run));
            let actions = run.map(|run| run(world)).unwrap_or_default();
            return Some([Action::Close].into_iter().chain(actions).collect());
        }
        match key {
            Key { code: Code::Esc, .. } => return Some(vec![Action::Close]),
            Key { code: Code::Down, .. } => {
                self.at = (self.at + 1).min(self.listed().0.len().saturating_sub(1));
            }
            Key { code: Code::Up, .. } => self.at = self.at.saturating_sub(1),
            Key { code: Code::Backspace, .. } => self.query.backspace(),
            Key { code: Code::Char(c), ctrl: false, alt: false } => {
                self.query.insert(c.encode_utf8(&mut [0; 4]));
                self.at = 0;
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn paste(&mut self, text: &str, _: &World) -> Vec<Action> {
        self.query.insert(text);
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(60);
        let rows = 16.min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, "命令");
        let view = self.query.view(canvas.metrics, 30);
        let start = canvas.put(x + 2, y + 1, ": ", Tone::Key);
        canvas.put(start, y + 1, &view.text, Tone::Focus);
        canvas.cursor(start + u16::try_from(view.caret).unwrap_or(0), y + 1);
        let shown = usize::from(rows.saturating_sub(4));
        let first = (self.at + 1).saturating_sub(shown);
        let (listed, near) = self.listed();
        if near {
            let none =
                if listed.is_empty() { "没有这个命令。" } else { "没有这个命令，相近的：" };
            canvas.put_before(x + cells.saturating_sub(2), y + 1, none, Tone::Notice);
        }
        for (row, PaletteRow { name, key, .. }) in listed.iter().skip(first).take(shown).enumerate() {
            let at = y + 2 + u16::try_from(row).unwrap_or(0);
            canvas.put(
                x + 2,
                at,
                if first + row == self.at { canvas.glyphs.marker } else { " " },
                Tone::Marker,
            );
            canvas.put_in(x + 4, at, cells.saturating_sub(16), name, Tone::Text);
            canvas.put_before(x + cells - 2, at, key, Tone::Key);
        }
        canvas.put(
            x + 2,
            y + rows.saturating_sub(2),
            "中文名、拼音或首字母   Enter 执行   Esc 返回",
            Tone::Dim,
        );
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("Enter".to_owned(), "执行".to_owned())]
    }

    fn name(&self) -> &'static str {
        "命令"
    }

    fn floats(&self) -> bool {
        true
    }
}
