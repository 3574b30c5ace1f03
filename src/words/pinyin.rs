//! How a text sounds: what was typed in Latin letters finds what is written in characters.
//!
//! A query is a run of full syllables, prefixes of syllables, initials and characters, in any mixture. Every reading of a
//! character counts; a character without a known reading matches any letter, so that no name is out of reach.

use pinyin::ToPinyinMulti as _;

/// Readings of surnames that differ from the character's usual one and are missing from common tables.
const SURNAMES: [(char, &str); 9] = [
    ('单', "shan"),
    ('解', "xie"),
    ('仇', "qiu"),
    ('区', "ou"),
    ('盖', "ge"),
    ('朴', "piao"),
    ('查', "zha"),
    ('曾', "zeng"),
    ('尉', "yu"),
];

/// How well a query fits; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The whole text, letter by letter.
    Whole,
    /// From the beginning.
    Beginning,
    Within,
}

/// A text with its readings, ready to be searched many times.
#[derive(Debug, Clone, Default)]
pub struct Spelled(Vec<Letter>);

#[derive(Debug, Clone)]
struct Letter {
    character: char,
    readings: Vec<&'static str>,
}

impl Spelled {
    /// Derives the readings of a text. Letters are matched without regard to case.
    pub fn new(text: &str) -> Self {
        let usable = |c: &char| c.is_alphanumeric();
        Self(text.chars().flat_map(char::to_lowercase).filter(usable).map(Letter::new).collect())
    }

    /// How well a query fits, if it does. The empty query fits nothing.
    pub fn fit(&self, query: &str) -> Option<Fit> {
        let query: Vec<char> =
            query.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
        if query.is_empty() {
            return None;
        }
        match furthest(&self.0, &query) {
            Some(end) if end == self.0.len() => Some(Fit::Whole),
            Some(_) => Some(Fit::Beginning),
            None => (1..self.0.len())
                .any(|at| furthest(self.0.get(at..).unwrap_or(&[]), &query).is_some())
                .then_some(Fit::Within),
        }
    }

    /// The initials, by the first reading of each character.
    pub fn initials(&self) -> String {
        self.0
            .iter()
            .map(|letter| letter.readings.first().and_then(|r| r.chars().next()).unwrap_or(letter.character))
            .collect()
    }
}

/// Readings of a text that are told apart by their initials, at most.
const READINGS: usize = 8;

impl Spelled {
    /// The initials by every reading: 单小明 is `sxm` and `dxm`. Of a text with very many readings the first ones.
    pub fn every_initials(&self) -> Vec<String> {
        let mut all = vec![String::new()];
        for letter in &self.0 {
            let mut firsts: Vec<char> =
                letter.readings.iter().filter_map(|reading| reading.chars().next()).collect();
            if firsts.is_empty() {
                firsts.push(letter.character);
            }
            firsts.dedup();
            let longer =
                all.iter().flat_map(|so_far| firsts.iter().map(move |first| format!("{so_far}{first}")));
            all = longer.take(READINGS).collect();
        }
        all.sort();
        all.dedup();
        all.retain(|initials| !initials.is_empty());
        all
    }
}

impl Spelled {
    /// The full spelling by every reading, without tones: 单小明 is `shanxiaoming` and `danxiaoming`. Of very many the first ones.
    pub fn every_spelling(&self) -> Vec<String> {
        let mut all = vec![String::new()];
        for letter in &self.0 {
            let own = letter.character.to_string();
            let readings: Vec<&str> = match letter.readings.is_empty() {
                true => vec![&own],
                false => letter.readings.clone(),
            };
            let longer =
                all.iter().flat_map(|so_far| readings.iter().map(move |next| format!("{so_far}{next}")));
            all = longer.take(READINGS).collect();
        }
        all.retain(|spelling| !spelling.is_empty());
        all
    }
}

impl Letter {
    fn new(character: char) -> Self {
        let mut readings: Vec<&'static str> = Vec::new();
        readings.extend(
            SURNAMES.iter().filter(|(surname, _)| *surname == character).map(|(_, reading)| *reading),
        );
        if let Some(multi) = character.to_pinyin_multi() {
            for reading in multi {
                if !readings.contains(&reading.plain()) {
                    readings.push(reading.plain());
                }
            }
        }
        Self { character, readings }
    }

    /// How many letters of the query this character can take: each possible number, longest first.
    fn takes(&self, query: &[char]) -> Vec<usize> {
        let Some(first) = query.first() else { return Vec::new() };
        if *first == self.character {
            return vec![1];
        }
        if self.readings.is_empty() {
            // No known reading: stands for any one letter, unless it is a letter itself.
            return if self.character.is_ascii() { Vec::new() } else { vec![1] };
        }
        let common = |reading: &str| reading.chars().zip(query).take_while(|(a, b)| a == *b).count();
        let longest = self.readings.iter().map(|reading| common(reading)).max().unwrap_or(0);
        (1..=longest).rev().collect()
    }
}

/// How many characters of the text a query takes when matched from the first on; `None` if it does not fit.
fn furthest(text: &[Letter], query: &[char]) -> Option<usize> {
    if query.is_empty() {
        return Some(0);
    }
    let (letter, rest) = text.split_first()?;
    let ends = letter.takes(query).into_iter().filter_map(|n| furthest(rest, query.get(n..).unwrap_or(&[])));
    ends.max().map(|end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(text: &str, query: &str) -> bool {
        Spelled::new(text).fit(query).is_some()
    }

    #[test]
    fn every_reading_of_a_name_finds_it() {
        for query in ["sxm", "dxm", "shanxm", "danxiaoming", "单xm", "xiaom", "SXM"] {
            assert!(fits("单小明", query), "{query}");
        }
        assert_eq!(
            Spelled::new("单小明")
                .every_initials()
                .iter()
                .filter(|all| *all == "sxm" || *all == "dxm")
                .count(),
            2
        );
        for (name, queries) in
            [("曾国", ["zg", "cg"]), ("解放", ["xf", "jf"]), ("仇英", ["qy", "cy"]), ("重阳", ["zy", "cy"])]
        {
            assert!(queries.iter().all(|query| fits(name, query)), "{name}");
        }
        assert!(!fits("单小明", "sxl"));
    }

    #[test]
    fn a_character_without_a_reading_keeps_nobody_out() {
        assert!(fits("𠮷小明", "jxm"));
    }

    #[test]
    fn the_beginning_is_better_than_the_middle() {
        let text = Spelled::new("公共场所卫生许可");
        assert_eq!(text.fit("ggcs"), Some(Fit::Beginning));
        assert_eq!(text.fit("wsxk"), Some(Fit::Within));
        assert_eq!(text.fit("ggcswsxk"), Some(Fit::Whole));
    }
}
