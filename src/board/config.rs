//! The file of a board: which pages, how long each stands, and the keys that end it. TOML with comments; all mistakes are told
//! together with their lines, and the board goes on with what is right.

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use xieban_term::{Code, Key};

use super::page::PageKind;

/// Seconds that a page may stand.
const SECONDS: std::ops::RangeInclusive<u16> = 3..=3600;
/// Seconds that it stands where nothing is said.
const USUAL: u16 = 15;

/// How a board is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The pages in order, each with the seconds that it stands.
    pub(super) pages: Vec<(PageKind, u16)>,
    /// The keys that end the board, in order; none does where there are none.
    pub(super) exit: Vec<Key>,
}

impl Default for Config {
    fn default() -> Self {
        Self { pages: PageKind::USUAL.map(|kind| (kind, USUAL)).into(), exit: Vec::new() }
    }
}

impl Config {
    /// Reads a file as far as it can be read; gives what is wrong with it, each with its line.
    pub fn read(text: &str) -> (Self, Vec<String>) {
        let mut reader = ConfigReader { text, mistakes: Vec::new() };
        let config = reader.config();
        reader.mistakes.sort_by_key(|(line, _)| *line);
        reader.mistakes.dedup_by_key(|(line, _)| *line);
        (config, reader.mistakes.into_iter().map(|(_, mistake)| mistake).collect())
    }

    /// The progress of cases is to be shown.
    pub fn shows_progress(&self) -> bool {
        self.pages.iter().any(|(kind, _)| *kind == PageKind::Progress)
    }
}

struct ConfigReader<'a> {
    text: &'a str,
    /// Each with its line.
    mistakes: Vec<(usize, String)>,
}

impl ConfigReader<'_> {
    fn mistake(&mut self, at: usize, what: &str) {
        let line = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        self.mistakes.push((line, format!("第{line}行：{what}")));
    }

    fn config(&mut self) -> Config {
        let (document, broken) = DeTable::parse_recoverable(self.text);
        for error in &broken {
            self.mistake(error.span().map_or(0, |span| span.start), "写法不对，不合TOML格式");
        }
        let (mut pages, mut exit, mut usual) = (None, Vec::new(), USUAL);
        for (name, value) in document.get_ref() {
            match name.get_ref().as_ref() {
                "seconds" => usual = self.usual(value).unwrap_or(usual),
                "pages" => pages = self.pages(value),
                "exit" => exit = self.keys(value),
                other => self.mistake(name.span().start, &format!("没有“{other}”这一项")),
            }
        }
        let pages = pages.unwrap_or_else(|| PageKind::USUAL.map(|kind| (kind, None)).into());
        let pages = pages.into_iter().map(|(kind, stay)| (kind, stay.unwrap_or(usual)));
        Config { pages: pages.collect(), exit }
    }

    fn usual(&mut self, value: &Spanned<DeValue<'_>>) -> Option<u16> {
        let said = value.get_ref().as_integer().map_or("", |number| number.as_str());
        self.seconds(value.span().start, said)
    }

    fn seconds(&mut self, at: usize, said: &str) -> Option<u16> {
        let seconds = said.parse().ok().filter(|seconds| SECONDS.contains(seconds));
        if seconds.is_none() {
            self.mistake(at, "秒数须是3到3600的整数");
        }
        seconds
    }

    /// A page by its name, and the seconds behind it if there are any.
    fn page(&mut self, at: usize, said: &str) -> Option<(PageKind, Option<u16>)> {
        let (name, seconds) =
            said.split_once(' ').map_or((said, None), |(name, rest)| (name, Some(rest.trim())));
        let Some(kind) = PageKind::ALL.into_iter().find(|kind| kind.name() == name) else {
            let all = PageKind::ALL.map(PageKind::name).join("、");
            self.mistake(at, &format!("没有“{name}”这一页，可写：{all}"));
            return None;
        };
        Some((kind, seconds.and_then(|seconds| self.seconds(at, seconds))))
    }

    fn pages(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<(PageKind, Option<u16>)>> {
        let DeValue::Array(names) = value.get_ref() else {
            self.mistake(value.span().start, "pages写作[\"值班 30\", \"本周\"]");
            return None;
        };
        let mut pages = Vec::new();
        for name in names {
            match name.get_ref().as_str() {
                Some(said) => pages.extend(self.page(name.span().start, said)),
                None => self.mistake(name.span().start, "页名要写在引号里"),
            }
        }
        if pages.is_empty() {
            self.mistake(value.span().start, "至少要有一页");
        }
        Some(pages).filter(|pages| !pages.is_empty())
    }

    fn keys(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Key> {
        let at = value.span().start;
        let DeValue::String(said) = value.get_ref() else {
            self.mistake(at, "exit要写在引号里，如\"F12 F12 0\"");
            return Vec::new();
        };
        let keys: Vec<Option<Key>> = said.split_whitespace().map(key).collect();
        if keys.contains(&None) {
            self.mistake(
                at,
                &format!("exit里的键读不懂（{said}），可写F1到F12、Esc、Enter、Ctrl-Q、Alt-1、数字"),
            );
        }
        keys.into_iter().collect::<Option<_>>().unwrap_or_default()
    }
}

/// A key by its name.
fn key(name: &str) -> Option<Key> {
    let one = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|c| chars.next().is_none() && c.is_ascii_graphic())
    };
    let held = |prefix: &str| name.strip_prefix(prefix).and_then(one).map(|c| c.to_ascii_lowercase());
    let function = || name.strip_prefix('F')?.parse().ok().filter(|n| (1..=12).contains(n));
    match name {
        "Esc" => Some(Key::plain(Code::Esc)),
        "Enter" => Some(Key::plain(Code::Enter)),
        _ => (held("Ctrl-").map(Key::ctrl))
            .or_else(|| held("Alt-").map(Key::alt))
            .or_else(|| function().map(|n| Key::plain(Code::F(n))))
            .or_else(|| one(name).map(|c| Key::plain(Code::Char(c)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_file_is_read() {
        let text = "seconds = 20 # 每页\npages = [\"值班 60\", \"进度\"]\nexit = \"F12 Ctrl-Q 0\"\n";
        let (config, mistakes) = Config::read(text);
        assert_eq!(mistakes, Vec::<String>::new());
        assert_eq!(config.pages, [(PageKind::Duty, 60), (PageKind::Progress, 20)]);
        assert_eq!(config.exit, [Key::plain(Code::F(12)), Key::ctrl('q'), Key::plain(Code::Char('0'))]);
        assert!(config.shows_progress());
    }

    #[test]
    fn an_empty_file_is_the_usual_board_without_progress_and_without_a_way_out() {
        let (config, mistakes) = Config::read("");
        assert_eq!((config.clone(), mistakes), (Config::default(), Vec::new()));
        assert!(!config.shows_progress() && config.exit.is_empty());
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_the_rest_holds() {
        let text = "\
seconds = 2
pages = [\"值班 30\", \"天气\",
  7,
  \"本周 long\"]
exit = \"Strg-Q\"
speed = 3
";
        let (config, mistakes) = Config::read(text);
        assert_eq!(
            config,
            Config { pages: vec![(PageKind::Duty, 30), (PageKind::Week, USUAL)], exit: Vec::new() }
        );
        let lines: Vec<&str> = mistakes.iter().map(|m| m.split_once('：').unwrap().0).collect();
        assert_eq!(lines, ["第1行", "第2行", "第3行", "第4行", "第5行", "第6行"], "{mistakes:?}");
        let (config, mistakes) = Config::read("pages = []\nexit = 3\n[stay");
        assert_eq!((config, mistakes.len()), (Config::default(), 3));
    }

    proptest::proptest! {
        #[test]
        fn no_file_breaks_it(text in "(\\[|\\]|pages|exit|seconds|\n|=|\"|值班| |3|,|协|\\PC){0,30}") {
            let (config, mistakes) = Config::read(&text);
            proptest::prop_assert!(!config.pages.is_empty());
            proptest::prop_assert!(mistakes.iter().all(|mistake| mistake.starts_with('第')));
        }
    }
}
