//! A terminal to replay frames on: cells, a cursor with deferred wrap, and just the sequences we send. It panics at everything
//! terminals are known to do in different ways.

use unicode_segmentation::UnicodeSegmentation as _;
use xieban_text::Metrics;

pub(super) struct Model {
    pub(super) cells: Vec<Vec<String>>,
    /// Column and row of the cursor.
    pub(super) at: (usize, usize),
    /// The last column was written: the cursor still stands on it, and the next glyph wraps, on most terminals.
    pub(super) wrapping: bool,
    metrics: Metrics,
}

impl Model {
    pub(super) fn new(columns: usize, rows: usize, metrics: Metrics) -> Self {
        let cells = vec![vec![" ".to_owned(); columns]; rows];
        Self { cells, at: (0, 0), wrapping: false, metrics }
    }

    pub(super) fn take(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).unwrap();
        while !rest.is_empty() {
            if let Some(tail) = rest.strip_prefix("\x1b[") {
                let end = tail.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                let (parameters, tail) = tail.split_at(end);
                self.control(parameters, tail.chars().next().unwrap());
                rest = tail.split_at(1).1;
                continue;
            }
            let grapheme = rest.graphemes(true).next().unwrap();
            let one = if grapheme == "\r\n" { "\r" } else { grapheme };
            assert!(!self.wrapping, "{one:?} after the last column");
            match one {
                "\r" => self.at.0 = 0,
                "\n" => self.at.1 += 1,
                "\u{8}" => self.at.0 -= 1,
                glyph => self.glyph(glyph),
            }
            assert!(self.at.1 < self.cells.len(), "scrolled");
            rest = rest.split_at(one.len()).1;
        }
    }

    fn glyph(&mut self, glyph: &str) {
        let (x, y) = self.at;
        let cells = self.metrics.grapheme(glyph);
        let row = &mut self.cells[y];
        // Writing over half of a glyph destroys the whole of it.
        if row[x].is_empty() && x > 0 {
            row[x - 1] = "?".to_owned();
        }
        row[x] = glyph.to_owned();
        if cells == 2 {
            row[x + 1] = String::new();
        }
        if row.get(x + cells).is_some_and(String::is_empty) {
            row[x + cells] = "?".to_owned();
        }
        self.wrapping = x + cells == row.len();
        self.at.0 = (x + cells).min(row.len() - 1);
    }

    fn control(&mut self, parameters: &str, last: char) {
        let numbers: Vec<usize> = parameters.split(';').map(|n| n.parse().unwrap_or(1)).collect();
        let first = numbers[0];
        assert!(!self.wrapping || "Hmhl".contains(last), "{parameters}{last} after the last column");
        match last {
            'H' => {
                self.at = (numbers.get(1).copied().unwrap_or(1) - 1, first - 1);
                self.wrapping = false;
            }
            'A' => self.at.1 -= first,
            'C' => self.at.0 += first,
            'D' => self.at.0 -= first,
            'K' => {
                let (x, y) = self.at;
                assert!(!self.cells[y][x..].first().is_some_and(String::is_empty), "erased half a glyph");
                self.cells[y][x..].iter_mut().for_each(|cell| " ".clone_into(cell));
            }
            'J' => self.cells.iter_mut().flatten().for_each(|cell| " ".clone_into(cell)),
            'm' | 'h' | 'l' => {}
            other => panic!("{other}"),
        }
    }
}
