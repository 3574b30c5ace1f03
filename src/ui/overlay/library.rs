//! 制度和指南: the documents that anybody may read, also before signing in; a list, and then one of them, page by page.
//!
//! Lines are laid out for the broader of the two width policies, so that a page is the same on every terminal.

use xieban_domain::documents::{Document, Library, Shelf};
use xieban_domain::moment::paper_date;
use xieban_term::{Canvas, Code, Key, Tone};
use xieban_text::{Metrics, wrap};

use crate::chrome;
use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer};
use crate::world::World;

/// Rows that are not the text's: two of the title above, the supervision numbers and the keys below.
const ROUND: u16 = 4;
/// Cells of a line of text at the most.
const BROADEST: u16 = 76;

/// The documents.
pub(crate) struct DocumentList {
    documents: Vec<Document>,
    /// Where the marker stands in the list.
    at: usize,
    /// The first line in sight of the one that is read; none while the list is.
    reading: Option<usize>,
}

impl DocumentList {
    /// The list.
    pub(crate) fn new(world: &World) -> Self {
        let shelves = Library {
            settings: &world.header.settings,
            catalogue: world.facts.catalogue,
            regulations: &world.header.regulations,
            today: world.now().date(),
        };
        let mut documents = shelves.all();
        documents.push(Document {
            name: "roles".to_owned(),
            shelf: Shelf::Rights,
            title: "角色与权限".to_owned(),
            issuer: String::new(),
            version: 1,
            effective: None,
            drawn: false,
            lines: xieban_office::roles(),
        });
        Self { documents, at: 0, reading: None }
    }

    /// One of them opened.
    pub(crate) fn at(world: &World, name: &str) -> Self {
        let library = Self::new(world);
        let at = library.documents.iter().position(|document| document.name == name);
        Self { at: at.unwrap_or(0), reading: at.map(|_| 0), ..library }
    }

    /// The document at the marker in the lines of a page of this size.
    fn lines(&self, size: (u16, u16)) -> Vec<String> {
        let cells = usize::from(cells(size.0));
        let Some(document) = self.documents.get(self.at) else { return Vec::new() };
        if document.lines.is_empty() {
            return vec!["正文见原件。".to_owned()];
        }
        match document.drawn {
            true => document.lines.clone(),
            false => document.lines.iter().flat_map(|line| wrap(Metrics::WIDE, line, cells)).collect(),
        }
    }

    fn turn(&mut self, key: Key, from: usize, world: &World) -> Vec<Action> {
        let page = page(world.size.1);
        let last = self.lines(world.size).len().saturating_sub(page);
        let step = page.saturating_sub(1).max(1);
        let to = match key.code {
            Code::Down => from + 1,
            Code::Up => from.saturating_sub(1),
            Code::PageDown => from + step,
            Code::PageUp => from.saturating_sub(step),
            Code::Home => 0,
            Code::End => last,
            Code::Esc => {
                self.reading = None;
                return Vec::new();
            }
            _ => from,
        };
        self.reading = Some(to.min(last));
        Vec::new()
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, x: u16, room: u16, cells: u16) {
        let mut rows: Vec<(Option<usize>, String)> = Vec::new();
        let mut above = None;
        for (at, document) in self.documents.iter().enumerate() {
            if above.replace(document.shelf) != Some(document.shelf) {
                if at > 0 {
                    rows.push((None, String::new()));
                }
                rows.push((None, name(document.shelf).to_owned()));
            }
            let figure = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
            let by = if document.shelf == Shelf::Governing { &document.issuer } else { "" };
            rows.push((Some(at), format!("{figure} {} {by}", document.title).trim_end().to_owned()));
        }
        let marked = rows.iter().position(|(of, _)| *of == Some(self.at)).unwrap_or(0);
        let first = (marked + 1).saturating_sub(room.into());
        for ((of, text), y) in rows.iter().skip(first).zip(2..2 + room) {
            match of {
                None => canvas.put_in(x, y, cells, text, Tone::Label),
                Some(at) => {
                    if *at == self.at {
                        canvas.put(x, y, canvas.glyphs.marker, Tone::Marker);
                        canvas.cursor(x, y);
                    }
                    canvas.put_in(x + 2, y, cells.saturating_sub(2), text, Tone::Text);
                }
            }
        }
    }
}

/// Lines of a page.
const fn page(height: u16) -> usize {
    height.saturating_sub(ROUND) as usize
}

fn cells(width: u16) -> u16 {
    width.saturating_sub(4).min(BROADEST)
}

const fn name(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Rules => "工作制度",
        Shelf::Visitors => "办事须知",
        Shelf::Governing => "上级文件和方案",
        Shelf::Rights => "本程序",
    }
}

/// Who made it, which version, since when.
fn origin(document: &Document) -> String {
    let since = match (document.effective, document.shelf) {
        (Some(date), _) => format!("　{}起施行", paper_date(date)),
        (None, Shelf::Governing) => "　日期见原件".to_owned(),
        (None, Shelf::Rules) => "　施行日期由所里公布".to_owned(),
        (None, Shelf::Visitors | Shelf::Rights) => String::new(),
    };
    let version = match document.shelf {
        Shelf::Governing | Shelf::Rights => String::new(),
        Shelf::Rules | Shelf::Visitors => format!("　第{}版", document.version),
    };
    format!("{}{version}{since}", document.issuer)
}

impl Layer for DocumentList {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if let Some(from) = self.reading {
            return (digit(key).is_none() && key.code != Code::F(1)).then(|| self.turn(key, from, world));
        }
        let last = self.documents.len().saturating_sub(1);
        match (digit(key), key.code) {
            (Some(n), _) if (1..=self.documents.len().min(9)).contains(&n) => {
                (self.at, self.reading) = (n - 1, Some(0));
            }
            (None, _) if is_enter(key) => self.reading = Some(0),
            (None, Code::Esc) => return Some(vec![Action::Close]),
            (None, Code::Down) => self.at = (self.at + 1).min(last),
            (None, Code::Up) => self.at = self.at.saturating_sub(1),
            (None, Code::Home | Code::PageUp) => self.at = 0,
            (None, Code::End | Code::PageDown) => self.at = last,
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        let cells = cells(width);
        let x = (width.saturating_sub(cells)) / 2;
        let room = height.saturating_sub(ROUND);
        let open = self.documents.get(self.at).and_then(|document| Some((document, self.reading?)));
        let keys = if let Some((document, from)) = open {
            let lines = self.lines(world.size);
            let to = (from + usize::from(room)).min(lines.len());
            canvas.put_in(x, 0, cells, &document.title, Tone::Title);
            canvas.put_before(x + cells, 0, &format!(" {}-{to} / {} 行", from + 1, lines.len()), Tone::Dim);
            canvas.put_in(x, 1, cells, &origin(document), Tone::Dim);
            for (line, y) in lines.iter().skip(from).zip(2..2 + room) {
                canvas.put(x, y, line, Tone::Text);
            }
            "上下一行   PgUp PgDn一页   Esc 目录"
        } else {
            canvas.put_in(x, 0, cells, "制度和指南", Tone::Title);
            self.draw_list(canvas, x, room, cells);
            "数字或Enter 打开   Esc 返回"
        };
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        canvas.put_in(1, height.saturating_sub(1), width.saturating_sub(2), keys, Tone::Key);
        if self.reading.is_some() {
            canvas.cursor(1, height.saturating_sub(1));
        }
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        let rows: &[(&str, &str)] = match self.reading {
            Some(_) => {
                &[("上下", "翻一行"), ("PgUp PgDn", "翻一页"), ("Home End", "到头、到尾"), ("Esc", "目录")]
            }
            None => &[("数字、Enter", "打开"), ("上下", "选")],
        };
        rows.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn name(&self) -> &'static str {
        "制度和指南"
    }

    fn alone(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use xieban_domain::catalogue::Catalogue;
    use xieban_domain::regulation::Regulations;
    use xieban_domain::settings::Settings;

    use super::*;

    #[test]
    fn the_flow_chart_is_as_wide_on_every_terminal_and_its_boxes_are_straight() {
        let (settings, regulations) = (Settings::default(), Regulations::default());
        let catalogue = Catalogue::bundled().unwrap();
        let today = "2026-11-23".parse().unwrap();
        let shelves = Library { settings: &settings, catalogue, regulations: &regulations, today };
        let flow = shelves.by_name("flow").unwrap();
        assert!(flow.drawn);
        let columns = |line: &str| -> Vec<usize> {
            line.char_indices()
                .filter(|(_, c)| matches!(c, '|' | '+'))
                .map(|(at, _)| Metrics::NARROW.width(line.get(..at).unwrap()))
                .collect()
        };
        let mut before: Vec<usize> = Vec::new();
        for line in &flow.lines {
            assert_eq!(Metrics::NARROW.width(line), Metrics::WIDE.width(line), "{line}");
            assert!(Metrics::WIDE.width(line) <= xieban_domain::documents::BROADEST, "{line}");
            let now = columns(line);
            let sides = line.contains('|') && before.len() == now.len();
            assert!(!sides || before == now, "a side is bent: {line}");
            before = now;
        }
    }
}
