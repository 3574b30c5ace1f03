//! The file of a theme: what it says for each role, and everything that is wrong with it, each with its line.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::encoder::Depth;
use super::{Brightness, Tone};

/// What a file says.
pub(super) struct ThemeText {
    /// The look of each role that is named; nothing for one with a mistake in it.
    pub(super) styles: BTreeMap<Tone, Option<Style>>,
    /// The room it was made for, if it says so.
    pub(super) ground: Option<Brightness>,
    /// What is wrong, in the order of the lines.
    pub(super) mistakes: Vec<String>,
}

/// Reads a file as far as it can be read.
pub(super) fn read(text: &str, depth: Depth) -> ThemeText {
    let (document, broken) = DeTable::parse_recoverable(text);
    let broken: Vec<usize> = broken.iter().map(|error| error.span().map_or(0, |span| span.start)).collect();
    let mut reader = ThemeReader { text, depth, mistakes: Vec::new() };
    for at in &broken {
        reader.mistake(*at, "写法不对，不合TOML格式");
    }
    let mut sections: Vec<_> = document.get_ref().iter().collect();
    sections.sort_by_key(|(name, _)| name.span().start);
    let ends: Vec<usize> = sections.iter().skip(1).map(|(name, _)| name.span().start).collect();
    let (mut styles, mut ground) = (BTreeMap::new(), None);
    for (nth, (name, section)) in sections.iter().enumerate() {
        let (start, end) = (name.span().start, ends.get(nth).copied().unwrap_or(usize::MAX));
        if name.get_ref() == "ground" {
            ground = section.get_ref().as_str().and_then(Brightness::named);
            if ground.is_none() {
                reader.mistake(start, "ground只能写light、dark或any");
            }
            continue;
        }
        let Some(tone) = Tone::named(name.get_ref()) else {
            reader.mistake(start, &format!("没有“{}”这一类文字", name.get_ref()));
            continue;
        };
        let before = reader.mistakes.len();
        let style = reader.look(name.get_ref(), start, section);
        let good = reader.mistakes.len() == before && !broken.iter().any(|at| (start..end).contains(at));
        styles.insert(tone, Some(style).filter(|_| good));
    }
    ThemeText { styles, ground, mistakes: reader.told() }
}

struct ThemeReader<'a> {
    text: &'a str,
    depth: Depth,
    /// Each with its line.
    mistakes: Vec<(usize, String)>,
}

impl ThemeReader<'_> {
    fn mistake(&mut self, at: usize, what: &str) {
        let line = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        self.mistakes.push((line, format!("第{line}行：{what}")));
    }

    /// All mistakes by line; a line that cannot be read is told once.
    fn told(mut self) -> Vec<String> {
        self.mistakes.sort_by_key(|(line, _)| *line);
        self.mistakes.dedup_by_key(|(line, _)| *line);
        self.mistakes.into_iter().map(|(_, mistake)| mistake).collect()
    }

    fn look(&mut self, role: &str, start: usize, section: &Spanned<DeValue<'_>>) -> Style {
        let mut style = Style::new();
        let DeValue::Table(entries) = section.get_ref() else {
            self.mistake(start, &format!("应写成[{role}]一段"));
            return style;
        };
        let (mut full, mut sixteen) = (None, None);
        let mut entries: Vec<_> = entries.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            let at = name.span().start;
            match name.get_ref().as_ref() {
                "color" => full = Some((at, self.color(role, "color", value))),
                "color16" => sixteen = Some((at, self.color(role, "color16", value))),
                "bold" => style = self.mark(style, "bold", Modifier::BOLD, value),
                "underline" => style = self.mark(style, "underline", Modifier::UNDERLINED, value),
                "reverse" => style = self.mark(style, "reverse", Modifier::REVERSED, value),
                other => self.mistake(at, &format!("[{role}]里没有“{other}”这一项")),
            }
        }
        if let (Some((at, _)), None) = (full, sixteen) {
            self.mistake(at, &format!("[{role}]有color，还要写color16"));
        }
        let (full, sixteen) = (full.and_then(|(_, color)| color), sixteen.and_then(|(_, color)| color));
        let color = match self.depth {
            Depth::None => None,
            Depth::Sixteen | Depth::Many => sixteen,
            Depth::True => full.or(sixteen),
        };
        color.map_or(style, |color| style.fg(color))
    }

    fn color(&mut self, role: &str, column: &str, value: &Spanned<DeValue<'_>>) -> Option<Color> {
        let at = value.span().start;
        let DeValue::String(said) = value.get_ref() else {
            self.mistake(at, &format!("[{role}]的{column}要写在引号里"));
            return None;
        };
        match said.parse::<Color>() {
            Ok(Color::Rgb(..) | Color::Indexed(_)) if column == "color16" => {
                self.mistake(at, &format!("[{role}]的color16只能写16种颜色的名称（{said}）"));
                None
            }
            Ok(color) => Some(color),
            Err(_) => {
                self.mistake(at, &format!("[{role}]的{column}读不懂（{said}）"));
                None
            }
        }
    }

    fn mark(&mut self, style: Style, name: &str, mark: Modifier, value: &Spanned<DeValue<'_>>) -> Style {
        let DeValue::Boolean(on) = value.get_ref() else {
            self.mistake(value.span().start, &format!("{name}只能写true或false"));
            return style;
        };
        if *on { style.add_modifier(mark) } else { style }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_told_with_its_line_whatever_the_depth() {
        let text = "\
[text]
bold = \"yes\"
[unheard_of]
bold = true
[red]
color = \"#12\"
color16 = \"rot\"
size = 3
[green]
color = \"#00ff00\"
[amber]
color16 = \"#ffff00\"
[dim]
color = 7
color16 = \"darkgray\"
[key]
color = \"blue
[frame]
bold = true
";
        let told = [
            "第2行：bold只能写true或false",
            "第3行：没有“unheard_of”这一类文字",
            "第6行：[red]的color读不懂（#12）",
            "第7行：[red]的color16读不懂（rot）",
            "第8行：[red]里没有“size”这一项",
            "第10行：[green]有color，还要写color16",
            "第12行：[amber]的color16只能写16种颜色的名称（#ffff00）",
            "第14行：[dim]的color要写在引号里",
            "第17行：写法不对，不合TOML格式",
        ];
        for depth in [Depth::None, Depth::Sixteen, Depth::True] {
            let read = super::read(text, depth);
            assert_eq!(read.mistakes, told, "{depth:?}");
            let good: Vec<&Tone> =
                read.styles.iter().filter(|(_, style)| style.is_some()).map(|(tone, _)| tone).collect();
            assert_eq!(good, [&Tone::Frame], "{depth:?}");
        }
    }

    #[test]
    fn a_role_that_is_no_section_and_one_named_twice_are_mistakes() {
        assert_eq!(read("red = 1\n", Depth::True).mistakes, ["第1行：应写成[red]一段"]);
        let twice = read("[red]\nbold = true\n[dim]\n[red]\n", Depth::True);
        assert_eq!(twice.mistakes, ["第4行：写法不对，不合TOML格式"]);
    }

    #[test]
    fn a_colour_is_taken_from_the_column_of_the_depth() {
        let text = "[red]\ncolor = \"#010203\"\ncolor16 = \"red\"\n";
        let color =
            |depth| read(text, depth).styles.get(&Tone::Red).copied().flatten().and_then(|style| style.fg);
        assert_eq!(color(Depth::None), None);
        assert_eq!(color(Depth::Sixteen), Some(Color::Red));
        assert_eq!(color(Depth::True), Some(Color::Rgb(1, 2, 3)));
    }

    proptest::proptest! {
        #[test]
        fn no_file_breaks_it(text in "(\\[|\\]|red|dim|\n|=|\"|color16| |bold|true|协|\\PC){0,30}") {
            let read = super::read(&text, Depth::True);
            proptest::prop_assert!(read.mistakes.iter().all(|mistake| mistake.starts_with('第')));
        }
    }
}
