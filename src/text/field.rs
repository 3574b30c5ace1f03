//! The edit field: a text of grapheme clusters with a caret, undo in bursts, and a view that scrolls in cells.
//!
//! Pure state; nothing here draws or knows a key. What comes in is sanitised and capped where it enters.

use unicode_segmentation::UnicodeSegmentation as _;
use xieban_words::sanitise;

use super::metrics::Metrics;

/// Longest cluster, in bytes, of what is sanitised.
const LONGEST: usize = 32;

/// Steps that can be undone.
const UNDO: usize = 64;

/// An edit field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    clusters: Vec<String>,
    caret: usize,
    most: usize,
    left_out: bool,
    undo: Vec<(Vec<String>, usize)>,
    redo: Vec<(Vec<String>, usize)>,
    burst: bool,
}

/// What of a field is to be seen in a given number of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// The visible text, at most so many cells.
    pub text: String,
    /// The caret's column within it.
    pub caret: usize,
}

impl Field {
    /// An empty field of one line for at most `most` clusters.
    pub const fn new(most: usize) -> Self {
        Self {
            clusters: Vec::new(),
            caret: 0,
            most,
            left_out: false,
            undo: Vec::new(),
            redo: Vec::new(),
            burst: false,
        }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.clusters.concat()
    }

    /// Something was left out of what was last put in: there was no room for it.
    pub const fn left_out(&self) -> bool {
        self.left_out
    }

    /// How many clusters it takes.
    pub const fn most(&self) -> usize {
        self.most
    }

    /// How many clusters stand before the caret.
    pub const fn caret(&self) -> usize {
        self.caret
    }

    /// Puts the caret behind so many clusters; behind the last one where there are not so many.
    pub fn stand_at(&mut self, caret: usize) {
        self.burst = false;
        self.caret = caret.min(self.clusters.len());
    }

    /// Nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// Replaces the text; the caret stands behind it. One step of undo.
    pub fn set(&mut self, text: &str) {
        self.remember(false);
        self.clusters.clear();
        self.caret = 0;
        (self.clusters, self.caret) = self.with(text);
    }

    /// Types or pastes at the caret. Characters typed one after another are one step of undo; a longer text is one of its own.
    /// What finds no room is left out; where nothing changes there is nothing to undo.
    pub fn insert(&mut self, text: &str) {
        let (clusters, caret) = self.with(text);
        if clusters != self.clusters {
            let single = text.chars().nth(1).is_none();
            self.remember(single);
            (self.clusters, self.caret) = (clusters, caret);
            self.burst = single;
        }
    }

    /// The field with this text at its caret, as far as there is room, and the caret behind it.
    fn with(&mut self, text: &str) -> (Vec<String>, usize) {
        let (before, after) = self.clusters.split_at(self.caret);
        let room = self.most.saturating_sub(self.clusters.len());
        let clean = sanitise::piece(text, (room + 1) * LONGEST);
        let joined = clusters(&(before.concat() + &clean));
        let caret = joined.len().min(self.most.saturating_sub(after.len()));
        self.left_out = caret < joined.len();
        let kept: String = joined.into_iter().take(caret).collect();
        // What stands behind may join with what was put before it.
        let whole = clusters(&(kept + &after.concat()));
        let caret = caret.min(whole.len());
        (whole, caret)
    }

    /// Deletes the cluster before the caret.
    pub fn backspace(&mut self) {
        if self.caret > 0 {
            self.remember(false);
            self.left_out = false;
            self.caret -= 1;
            self.clusters.remove(self.caret);
            self.join();
        }
    }

    /// Deletes the cluster at the caret.
    pub fn delete(&mut self) {
        if self.caret < self.clusters.len() {
            self.remember(false);
            self.left_out = false;
            self.clusters.remove(self.caret);
            self.join();
        }
    }

    /// What stood on either side of something deleted may now be one cluster; the caret stands behind it.
    fn join(&mut self) {
        let before = self.clusters.iter().take(self.caret).map(String::as_str).collect::<String>();
        let whole = clusters(&self.text());
        if whole.len() < self.clusters.len() {
            self.caret = clusters(&before).len();
        }
        self.clusters = whole;
    }

    /// One cluster to the left.
    pub fn left(&mut self) {
        self.burst = false;
        self.caret = self.caret.saturating_sub(1);
    }

    /// One cluster to the right.
    pub fn right(&mut self) {
        self.burst = false;
        self.caret = (self.caret + 1).min(self.clusters.len());
    }

    /// Before the first cluster.
    pub fn home(&mut self) {
        self.burst = false;
        self.caret = 0;
    }

    /// Behind the last cluster.
    pub fn end(&mut self) {
        self.burst = false;
        self.caret = self.clusters.len();
    }

    /// Takes back the last burst, paste or deletion.
    pub fn undo(&mut self) {
        if let Some(before) = self.undo.pop() {
            self.redo.push((std::mem::replace(&mut self.clusters, before.0), self.caret));
            self.caret = before.1;
            self.burst = false;
        }
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) {
        if let Some(after) = self.redo.pop() {
            self.undo.push((std::mem::replace(&mut self.clusters, after.0), self.caret));
            self.caret = after.1;
            self.burst = false;
        }
    }

    fn remember(&mut self, typing: bool) {
        if !(typing && self.burst) {
            self.undo.push((self.clusters.clone(), self.caret));
            if self.undo.len() > UNDO {
                self.undo.remove(0);
            }
        }
        self.redo.clear();
        self.burst = false;
    }

    /// The part of one line that holds the caret, in at most `cells`, with room for the caret behind the last cluster.
    pub fn view(&self, metrics: Metrics, cells: usize) -> FieldView {
        let widths: Vec<usize> = self.clusters.iter().map(|cluster| metrics.grapheme(cluster)).collect();
        let sum = |range: std::ops::Range<usize>| widths.get(range).unwrap_or_default().iter().sum::<usize>();
        let mut from = 0;
        while from < self.caret && sum(from..self.caret) + 1 > cells {
            from += 1;
        }
        let (mut text, mut used) = (String::new(), 0);
        for (cluster, width) in self.clusters.iter().zip(&widths).skip(from) {
            if used + width > cells {
                break;
            }
            used += width;
            text.push_str(cluster);
        }
        FieldView { text, caret: sum(from..self.caret) }
    }
}

/// A text as clusters, in its stored form: a mark typed by itself joins the letter before it.
fn clusters(text: &str) -> Vec<String> {
    sanitise::line(text, usize::MAX).graphemes(true).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone)]
    enum FieldKey {
        Type(String),
        Left,
        Right,
        Home,
        End,
        Backspace,
        Delete,
        Undo,
        Redo,
    }

    fn keys() -> impl Strategy<Value = Vec<FieldKey>> {
        let text = prop::sample::select(vec![
            "协",
            "a",
            "𠮷",
            "“张三”",
            "１２",
            "e",
            "\u{301}",
            "\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}",
            "甲\n乙",
            "\u{1b}[A",
            "\u{200b}",
            "\u{1112}",
            "\u{1161}",
            "\u{11ab}x",
            "🇨",
            "🇳",
            "abcdefghijklmnop",
        ])
        .prop_map(str::to_owned);
        let key = prop_oneof![
            6 => text.prop_map(FieldKey::Type),
            1 => Just(FieldKey::Left), 1 => Just(FieldKey::Right), 1 => Just(FieldKey::Home), 1 => Just(FieldKey::End),
            2 => Just(FieldKey::Backspace), 1 => Just(FieldKey::Delete), 1 => Just(FieldKey::Undo), 1 => Just(FieldKey::Redo),
        ];
        prop::collection::vec(key, 0..60)
    }

    /// The field as a plain text, with undo as a list of whole states. Puts in one character after another.
    #[derive(Default)]
    struct Model {
        text: String,
        caret: usize,
        left_out: bool,
        undo: Vec<(String, usize)>,
        redo: Vec<(String, usize)>,
        burst: bool,
    }

    fn count(text: &str) -> usize {
        text.graphemes(true).count()
    }

    impl Model {
        /// The text before and behind so many clusters.
        fn around(&self, from: usize, to: usize) -> (String, String) {
            (self.text.graphemes(true).take(from).collect(), self.text.graphemes(true).skip(to).collect())
        }

        fn become_of(&mut self, (before, after): (String, String), typing: bool) {
            if !(typing && self.burst) {
                self.undo.push((self.text.clone(), self.caret));
            }
            self.redo.clear();
            self.text = sanitise::line(&(before.clone() + &after), usize::MAX);
            self.caret = count(&before).min(count(&self.text));
            self.burst = typing;
        }

        fn insert(&mut self, text: &str, most: usize) {
            let (mut before, after) = self.around(self.caret, self.caret);
            self.left_out = false;
            for c in sanitise::piece(text, usize::MAX).chars() {
                let longer = sanitise::line(&format!("{before}{c}"), usize::MAX);
                if count(&longer) + count(&after) > most {
                    self.left_out = true;
                    break;
                }
                before = longer;
            }
            if sanitise::line(&format!("{before}{after}"), usize::MAX) != self.text {
                self.become_of((before, after), text.chars().count() == 1);
            }
        }

        fn stand_at(&mut self, (text, caret): (String, usize)) -> (String, usize) {
            (std::mem::replace(&mut self.text, text), std::mem::replace(&mut self.caret, caret))
        }

        fn press(&mut self, key: &FieldKey, most: usize) {
            let last = count(&self.text);
            match key {
                FieldKey::Type(text) => return self.insert(text, most),
                FieldKey::Left => self.caret = self.caret.saturating_sub(1),
                FieldKey::Right => self.caret = (self.caret + 1).min(last),
                FieldKey::Home => self.caret = 0,
                FieldKey::End => self.caret = last,
                FieldKey::Backspace if self.caret > 0 => {
                    return self.become_of(self.around(self.caret - 1, self.caret), false);
                }
                FieldKey::Delete if self.caret < last => {
                    return self.become_of(self.around(self.caret, self.caret + 1), false);
                }
                FieldKey::Backspace | FieldKey::Delete => return,
                FieldKey::Undo => {
                    let Some(state) = self.undo.pop() else { return };
                    let was = self.stand_at(state);
                    self.redo.push(was);
                }
                FieldKey::Redo => {
                    let Some(state) = self.redo.pop() else { return };
                    let was = self.stand_at(state);
                    self.undo.push(was);
                }
            }
            self.burst = false;
        }
    }

    proptest! {
        #[test]
        fn the_field_is_its_model(keys in keys()) {
            let (mut field, mut model) = (Field::new(12), Model::default());
            for key in &keys {
                match key {
                    FieldKey::Type(text) => field.insert(text),
                    FieldKey::Left => field.left(),
                    FieldKey::Right => field.right(),
                    FieldKey::Home => field.home(),
                    FieldKey::End => field.end(),
                    FieldKey::Backspace => field.backspace(),
                    FieldKey::Delete => field.delete(),
                    FieldKey::Undo => field.undo(),
                    FieldKey::Redo => field.redo(),
                }
                model.press(key, 12);
                prop_assert_eq!(&field.text(), &model.text);
                prop_assert_eq!(field.clusters.iter().map(String::as_str).collect::<Vec<_>>(), model.text.graphemes(true).collect::<Vec<_>>());
                prop_assert_eq!((field.caret, field.undo.len(), field.redo.len()), (model.caret, model.undo.len(), model.redo.len()));
                prop_assert!(field.clusters.len() <= 12);
                prop_assert!(!matches!(key, FieldKey::Type(_)) || field.left_out() == model.left_out);
                for cells in 1..10 {
                    for metrics in [Metrics::NARROW, Metrics::WIDE] {
                        let view = field.view(metrics, cells);
                        prop_assert!(metrics.width(&view.text) <= cells && view.caret < cells.max(1));
                    }
                }
            }
        }
    }

    #[test]
    fn a_pasted_megabyte_is_capped_and_one_step() {
        let mut field = Field::new(120);
        field.insert("前");
        field.insert(&"协办\u{1b}[2J".repeat(200_000));
        assert_eq!(field.text().chars().count(), 120);
        assert!(field.left_out());
        field.insert("后");
        assert!(field.left_out(), "and there is no room for more");
        field.undo();
        assert_eq!(field.text(), "前", "what found no room is no step");
        field.insert("后");
        assert!(!field.left_out());
    }

    #[test]
    fn a_mark_typed_by_itself_joins_its_letter() {
        let mut field = Field::new(5);
        field.insert("ab");
        field.left();
        field.insert("e");
        field.insert("\u{301}");
        assert_eq!((field.text().as_str(), field.caret), ("aéb", 2));
        (0..20).for_each(|_| field.insert("\u{336}"));
        assert!(field.text().chars().count() <= 8, "{:?}", field.text());
    }
}
