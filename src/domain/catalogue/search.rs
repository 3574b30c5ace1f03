//! Finding what a visitor came for: by code, name, everyday word, or how any of them sounds.

use xieban_words::canonical;
use xieban_words::pinyin::{Fit, Spelled};

use super::{Catalogue, ChainId, Era, MatterCode, MatterOrChain, Unit, UnitId};

/// By what something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchedBy {
    Code,
    /// An everyday word that means exactly this.
    Word,
    Name,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub subject: MatterOrChain,
    pub title: String,
    /// The everyday word it was found by, if that is how.
    pub word: Option<String>,
    pub by: MatchedBy,
}

struct IndexEntry {
    subject: MatterOrChain,
    title: String,
    code: String,
    name: Spelled,
    initials: String,
    words: Vec<(String, Spelled, String)>,
}

/// The catalogue made ready to be searched; built once for an era.
pub struct Index(Vec<IndexEntry>);

impl Index {
    /// Derives the readings of every name and word that exists in an era.
    pub fn new(catalogue: &Catalogue, era: Era) -> Self {
        let entry = |subject: MatterOrChain,
                     title: &str,
                     initials: &str,
                     words: &mut dyn Iterator<Item = (&String, &String)>| IndexEntry {
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
                    MatterOrChain::Matter(MatterCode(code.clone())),
                    &matter.name,
                    &matter.initials,
                    &mut matter.words.iter(),
                )
            });
        let chains = catalogue.chains.iter().map(|(id, chain)| {
            entry(
                MatterOrChain::Chain(ChainId(id.clone())),
                &chain.name,
                &chain.initials,
                &mut chain.words.iter(),
            )
        });
        let mut index: Vec<IndexEntry> = matters.chain(chains).collect();
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
        let mut found: Vec<(MatchRank, Found)> =
            self.0.iter().filter_map(|entry| entry.rank(&query)).collect();
        found.sort_by(|(a, x), (b, y)| (a, &x.subject).cmp(&(b, &y.subject)));
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Everything, in the catalogue's order.
    pub fn all(&self) -> Vec<Found> {
        let found = |entry: &IndexEntry| Found {
            subject: entry.subject.clone(),
            title: entry.title.clone(),
            word: None,
            by: MatchedBy::Code,
        };
        self.0.iter().map(found).collect()
    }
}

impl Catalogue {
    /// The unit that fits what was typed best, as it is in an era: by id, hotline, name or sound, under its names of both eras.
    pub fn find_unit(&self, typed: &str, era: Era) -> Option<UnitId> {
        let query: String = canonical::query(typed).chars().filter(|c| !c.is_whitespace()).collect();
        let ours = |id: &str| id == "SELF";
        let rank = |id: &str, unit: &Unit| {
            let names = [Era::Now, Era::Plan].into_iter().filter_map(|era| unit.name(era));
            let by_name = names.filter_map(|name| Spelled::new(name).fit(&query)).min();
            match by_name {
                _ if id.to_lowercase() == query || unit.initials == query => Some(0),
                _ if unit.hotline.as_deref() == Some(query.as_str()) => Some(u8::from(id != "RX")),
                Some(Fit::Whole) => Some(1),
                _ if unit.initials.starts_with(&query) => Some(2),
                Some(Fit::Beginning) => Some(2),
                Some(Fit::Within) => Some(3),
                None => [Era::Now, Era::Plan]
                    .into_iter()
                    .filter_map(|era| unit.name(era))
                    .any(|name| in_order(name, &query))
                    .then_some(4),
            }
        };
        let found = self.units.iter().filter(|(id, _)| !query.is_empty() && !ours(id));
        let found = found.filter_map(|(id, unit)| Some((rank(id, unit)?, id)));
        let id = found.min().map(|(_, id)| UnitId(id.clone()))?;
        self.unit_in(&id, era).map(|(id, _)| id)
    }
}

/// A short form, as people say it: 市场监管局 of 市市场监督管理局.
fn in_order(name: &str, short: &str) -> bool {
    let mut rest = name.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// Better first: exactness, then word before name, then the shorter text.
type MatchRank = (u8, MatchedBy, usize);

impl IndexEntry {
    fn rank(&self, query: &str) -> Option<(MatchRank, Found)> {
        let found = |by, word: Option<&String>| Found {
            subject: self.subject.clone(),
            title: self.title.clone(),
            word: word.cloned(),
            by,
        };
        let length = self.title.chars().count();
        if self.code == query {
            return Some(((0, MatchedBy::Code, 0), found(MatchedBy::Code, None)));
        }
        let grade = |text: &Spelled, initials: &str| match (initials == query, text.fit(query)) {
            (true, _) | (_, Some(Fit::Whole)) => Some(1),
            (_, Some(Fit::Beginning)) => Some(2),
            _ if initials.starts_with(query) => Some(2),
            (_, Some(Fit::Within)) => Some(3),
            (_, None) => None,
        };
        let by_name = grade(&self.name, &self.initials)
            .map(|g| ((g, MatchedBy::Name, length), found(MatchedBy::Name, None)));
        let by_word = self.words.iter().filter_map(|(word, text, initials)| {
            grade(text, initials)
                .map(|g| ((g, MatchedBy::Word, word.chars().count()), found(MatchedBy::Word, Some(word))))
        });
        let by_code = self
            .code
            .starts_with(query)
            .then(|| ((2, MatchedBy::Code, length), found(MatchedBy::Code, None)));
        by_word.chain(by_name).chain(by_code).min_by(|(a, _), (b, _)| a.cmp(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        Index::new(Catalogue::bundled().unwrap(), Era::Now)
    }

    #[test]
    fn a_unit_is_found_by_either_name_and_by_sound() {
        let catalogue = Catalogue::bundled().unwrap();
        for (typed, id) in [
            ("scjg", "SCJG"),
            ("市场监管", "SCJG"),
            ("食品药品", "SCJG"),
            ("syjj", "SCJG"),
            ("12345", "RX"),
            ("rx", "RX"),
            ("疾控", "CDC"),
            ("gaj", "GAJ"),
            ("公安", "GAJ"),
        ] {
            assert_eq!(catalogue.find_unit(typed, Era::Now), Some(UnitId::from(id)), "{typed}");
        }
        assert_eq!(catalogue.find_unit("scjg", Era::Plan), Some(UnitId::from("SYJ")));
        assert_eq!(catalogue.find_unit("", Era::Now), None);
        assert_eq!(catalogue.find_unit("卫生监督所", Era::Now), None, "not ourselves");
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

    /// Where the code stands among what was found, and how many were.
    fn place(index: &Index, query: &str, code: &str) -> (Option<usize>, usize) {
        let found = index.find(query);
        (found.iter().position(|found| found.subject.code() == code), found.len())
    }

    #[test]
    fn four_letters_bring_the_matter_near_and_six_bring_it_first() {
        let catalogue = Catalogue::bundled().unwrap();
        let mut wrong = Vec::new();
        for era in [Era::Now, Era::Plan] {
            let index = Index::new(catalogue, era);
            for (code, matter) in catalogue.matters.iter().filter(|(_, matter)| matter.exists(era)) {
                let spelled = matter.words.values().chain([&matter.initials]);
                for letters in spelled {
                    let first = |n: usize| letters.chars().take(n).collect::<String>();
                    let (at, of) = place(&index, &first(4), code);
                    // The desk offers six at once: one digit picks any of them.
                    if at.is_none_or(|at| at >= 6) {
                        wrong.push(format!("{era:?} {code} {}: {at:?} of {of}", first(4)));
                    }
                }
                let six: String = matter.initials.chars().take(6).collect();
                let (at, of) = place(&index, &six, code);
                if at != Some(0) {
                    wrong.push(format!("{era:?} {code} {six}: {at:?} of {of}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
