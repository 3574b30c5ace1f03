//! Finding what a visitor came for: by code, name, everyday word, or how any of them sounds.

use super::{Catalogue, ChainId, Era, MatterCode, Subject};
use crate::words::canonical;
use crate::words::pinyin::{Fit, Spelled};

/// By what something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Its code.
    Code,
    /// An everyday word that means exactly this.
    Word,
    /// Its name.
    Name,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub subject: Subject,
    /// Its name.
    pub title: String,
    /// The everyday word it was found by, if that is how.
    pub word: Option<String>,
    /// By what.
    pub by: By,
}

struct Entry {
    subject: Subject,
    title: String,
    code: String,
    name: Spelled,
    initials: String,
    words: Vec<(String, Spelled, String)>,
}

/// The catalogue made ready to be searched; built once for an era.
pub struct Index(Vec<Entry>);

impl Index {
    /// Derives the readings of every name and word that exists in an era.
    pub fn new(catalogue: &Catalogue, era: Era) -> Self {
        let entry = |subject: Subject,
                     title: &str,
                     initials: &str,
                     words: &mut dyn Iterator<Item = (&String, &String)>| Entry {
            code: subject.code().to_lowercase(),
            subject,
            title: title.to_owned(),
            name: Spelled::new(title),
            initials: initials.to_owned(),
            words: words
                .map(|(word, initials)| (word.clone(), Spelled::new(word), initials.clone()))
                .collect(),
        };
        let matters =
            catalogue.matters.iter().filter(|(_, matter)| matter.exists(era)).map(|(code, matter)| {
                entry(
                    Subject::Matter(MatterCode(code.clone())),
                    &matter.name,
                    &matter.initials,
                    &mut matter.words.iter(),
                )
            });
        let chains = catalogue.chains.iter().map(|(id, chain)| {
            entry(Subject::Chain(ChainId(id.clone())), &chain.name, &chain.initials, &mut chain.words.iter())
        });
        let mut index: Vec<Entry> = matters.chain(chains).collect();
        for alias in &catalogue.aliases {
            for entry in index.iter_mut().filter(|entry| alias.to.iter().any(|to| to == entry.subject.code()))
            {
                if entry.words.iter().all(|(word, ..)| *word != alias.word) {
                    entry.words.push((alias.word.clone(), Spelled::new(&alias.word), alias.initials.clone()));
                }
            }
        }
        Self(index)
    }

    /// What fits a query, best first. Full-width letters and spaces do no harm.
    pub fn find(&self, query: &str) -> Vec<Found> {
        let query: String = canonical::query(query).chars().filter(|c| !c.is_whitespace()).collect();
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Rank, Found)> = self.0.iter().filter_map(|entry| entry.rank(&query)).collect();
        found.sort_by(|(a, x), (b, y)| (a, &x.subject).cmp(&(b, &y.subject)));
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Everything, in the catalogue's order.
    pub fn all(&self) -> Vec<Found> {
        let found = |entry: &Entry| Found {
            subject: entry.subject.clone(),
            title: entry.title.clone(),
            word: None,
            by: By::Code,
        };
        self.0.iter().map(found).collect()
    }
}

/// Better first: exactness, then word before name, then the shorter text.
type Rank = (u8, By, usize);

impl Entry {
    fn rank(&self, query: &str) -> Option<(Rank, Found)> {
        let found = |by, word: Option<&String>| Found {
            subject: self.subject.clone(),
            title: self.title.clone(),
            word: word.cloned(),
            by,
        };
        let length = self.title.chars().count();
        if self.code == query {
            return Some(((0, By::Code, 0), found(By::Code, None)));
        }
        let grade = |text: &Spelled, initials: &str| match (initials == query, text.fit(query)) {
            (true, _) | (_, Some(Fit::Whole)) => Some(1),
            (_, Some(Fit::Beginning)) => Some(2),
            _ if initials.starts_with(query) => Some(2),
            (_, Some(Fit::Within)) => Some(3),
            (_, None) => None,
        };
        let by_name =
            grade(&self.name, &self.initials).map(|g| ((g, By::Name, length), found(By::Name, None)));
        let by_word = self.words.iter().filter_map(|(word, text, initials)| {
            grade(text, initials).map(|g| ((g, By::Word, word.chars().count()), found(By::Word, Some(word))))
        });
        let by_code = self.code.starts_with(query).then(|| ((2, By::Code, length), found(By::Code, None)));
        by_word.chain(by_name).chain(by_code).min_by(|(a, _), (b, _)| a.cmp(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        Index::new(Catalogue::bundled().unwrap(), Era::Now)
    }

    fn codes(query: &str) -> Vec<String> {
        index().find(query).iter().map(|found| found.subject.code().to_owned()).collect()
    }

    #[test]
    fn by_code_name_word_and_sound() {
        for (query, code) in [
            ("GW03", "GW03"),
            ("ｇｗ０３", "GW03"),
            ("开旅馆", "CH01"),
            ("klg", "CH01"),
            ("kaifandian", "YB01"),
            ("食品证", "YB01"),
            ("ggcsyx", "GW03"),
            ("jkz", "YB02"),
        ] {
            assert_eq!(codes(query).first().map(String::as_str), Some(code), "{query}");
        }
        assert!(codes("").is_empty() && codes("qqqq").is_empty());
    }

    #[test]
    fn four_letters_bring_the_matter_near_and_six_bring_it_first() {
        let catalogue = Catalogue::bundled().unwrap();
        let index = index();
        for (code, matter) in catalogue.matters.iter().filter(|(_, matter)| matter.exists(Era::Now)) {
            let place = |letters: usize| {
                let query: String = matter.initials.chars().take(letters).collect();
                let found = index.find(&query);
                (found.iter().position(|found| found.subject.code() == code), found.len())
            };
            let (at, of) = place(4);
            assert!(at.is_some_and(|at| at < 3 || of <= 6), "{code}: {at:?} of {of}");
            let (at, _) = place(6);
            assert!(at.is_some_and(|at| at < 3), "{code}: {at:?}");
        }
    }
}
