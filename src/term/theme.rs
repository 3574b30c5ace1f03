//! Themes: what each role of a text looks like. A small file of roles; every role has a look in 16 colours and one without any.

mod contrast;
mod file;

use std::collections::BTreeMap;

use ratatui::style::Style;

use super::encoder::Depth;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    Text,
    /// Less important text.
    Dim,
    Title,
    /// The label of a field.
    Label,
    /// The field that is being edited.
    Focus,
    /// The choice that is made.
    Chosen,
    /// The marker before the selected row.
    Marker,
    /// 绿.
    Green,
    /// 黄.
    Amber,
    /// 红.
    Red,
    /// Something that must be mended.
    Error,
    /// Something to know.
    Notice,
    /// The supervision numbers.
    Hotline,
    Key,
    /// Lines and frames.
    Frame,
    /// 演练.
    Practice,
}

impl Tone {
    /// Every role, with its name in a theme file.
    const ALL: [(Self, &'static str); 16] = [
        (Self::Text, "text"),
        (Self::Dim, "dim"),
        (Self::Title, "title"),
        (Self::Label, "label"),
        (Self::Focus, "focus"),
        (Self::Chosen, "chosen"),
        (Self::Marker, "marker"),
        (Self::Green, "green"),
        (Self::Amber, "amber"),
        (Self::Red, "red"),
        (Self::Error, "error"),
        (Self::Notice, "notice"),
        (Self::Hotline, "hotline"),
        (Self::Key, "key"),
        (Self::Frame, "frame"),
        (Self::Practice, "practice"),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(tone, _)| *tone)
    }
}

/// The room a theme was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brightness {
    /// Dark letters on white.
    Light,
    /// Light letters on black.
    Dark,
    /// Either: it has no colours of its own.
    Any,
}

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    styles: BTreeMap<Tone, Style>,
    depth: Depth,
}

/// What is wrong with a theme file, all of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("主题有错：{0}")]
pub struct ThemeError(String);

const DAY: &str = include_str!("../../themes/day.toml");
const NIGHT: &str = include_str!("../../themes/night.toml");
const CONTRAST: &str = include_str!("../../themes/contrast.toml");
const MONO: &str = include_str!("../../themes/mono.toml");

impl Theme {
    /// The bundled themes.
    pub const NAMES: [&str; 4] = ["day", "night", "contrast", "mono"];

    /// A bundled theme by name; `day` for a name nobody has.
    pub fn bundled(name: &str, depth: Depth) -> Self {
        let text = match name {
            "night" => NIGHT,
            "contrast" => CONTRAST,
            "mono" => MONO,
            _ => DAY,
        };
        Self::read(text, depth).unwrap_or_else(|_| Self { styles: BTreeMap::new(), depth })
    }

    /// A theme from its file. Every role must be there; all mistakes are told together.
    pub fn read(text: &str, depth: Depth) -> Result<Self, ThemeError> {
        let file::ThemeText { styles, ground, mut mistakes } = file::read(text, depth);
        if ground.is_none() {
            mistakes.push("缺少ground".to_owned());
        }
        // A role with a mistake in it is there; that it is missing is only said of the others.
        let missing = Tone::ALL.iter().filter(|(tone, _)| !styles.contains_key(tone));
        mistakes.extend(missing.map(|(_, name)| format!("缺少[{name}]")));
        match mistakes.is_empty() {
            true => {
                let styles = styles.into_iter().filter_map(|(tone, style)| Some((tone, style?))).collect();
                Ok(Self { styles, depth })
            }
            false => Err(ThemeError(mistakes.join("；"))),
        }
    }

    /// A user's file laid over the bundled theme for the same room, day where it names none, and what is wrong with that file:
    /// a colour that cannot be read there, too. Roles that the file leaves out or gets wrong keep the look of the base.
    pub fn with_file(text: &str, depth: Depth) -> (Self, Vec<String>) {
        let file::ThemeText { styles, ground, mut mistakes } = file::read(text, depth);
        let ground = ground.unwrap_or(Brightness::Light);
        let mut theme = Self::bundled(ground.theme(), depth);
        let good: BTreeMap<Tone, Style> =
            styles.into_iter().filter_map(|(tone, style)| Some((tone, style?))).collect();
        let faint = Tone::ALL.iter().filter(|(tone, _)| {
            good.get(tone).is_some_and(|style| contrast::of(*style, ground) < contrast::FAINT)
        });
        mistakes.extend(faint.map(|(_, name)| format!("[{name}]的颜色在{}看不清", ground.said())));
        theme.styles.extend(good);
        (theme, mistakes)
    }

    /// How many colours it was made for.
    pub(super) const fn depth(&self) -> Depth {
        self.depth
    }

    pub(super) fn style(&self, tone: Tone) -> Style {
        // A whole style: what stood in the cell before must not shine through.
        Style::reset().patch(self.styles.get(&tone).copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_themes_are_whole_at_every_depth() {
        for text in [DAY, NIGHT, CONTRAST, MONO] {
            for depth in [Depth::None, Depth::Sixteen, Depth::Many, Depth::True] {
                Theme::read(text, depth).unwrap();
            }
        }
    }

    #[test]
    fn without_colour_what_carries_meaning_is_told_apart_by_its_marks() {
        for name in Theme::NAMES {
            let theme = Theme::bundled(name, Depth::None);
            let plain = theme.style(Tone::Text);
            for (tone, role) in Tone::ALL {
                assert_eq!(theme.style(tone).fg, plain.fg, "{name} {role}");
            }
            // 绿, 黄 and 红 are written, a label stands before its field, a line is a line.
            for tone in [Tone::Title, Tone::Focus, Tone::Chosen, Tone::Error, Tone::Hotline, Tone::Key] {
                assert_ne!(theme.style(tone), plain, "{name} {tone:?}");
            }
            for (one, other) in [
                (Tone::Focus, Tone::Chosen),
                (Tone::Focus, Tone::Title),
                (Tone::Chosen, Tone::Title),
                (Tone::Error, Tone::Notice),
                (Tone::Error, Tone::Focus),
                (Tone::Error, Tone::Chosen),
            ] {
                assert_ne!(theme.style(one), theme.style(other), "{name} {one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_file_with_gaps_is_no_theme() {
        let told = Theme::read("[text]\n[dim]\nbold = 1\n", Depth::True).unwrap_err().to_string();
        assert!(
            told.starts_with("主题有错：第3行：bold只能写true或false；缺少ground；缺少[title]；"),
            "{told}"
        );
        assert!(!told.contains("缺少[dim]"), "{told}");
    }

    #[test]
    fn a_users_file_changes_what_it_names_and_the_rest_stays() {
        let text = "[red]\ncolor16 = \"magenta\"\n[dim]\ncolor16 = \"rot\"\n[notice]\nbold = true\n";
        for (ground, base) in [("", "day"), ("ground = \"dark\"\n", "night"), ("ground = \"any\"\n", "mono")]
        {
            let base = Theme::bundled(base, Depth::Sixteen);
            let (theme, mistakes) = Theme::with_file(&format!("{ground}{text}"), Depth::Sixteen);
            assert_eq!(mistakes.len(), 1, "{mistakes:?}");
            assert!(mistakes[0].ends_with("行：[dim]的color16读不懂（rot）"), "{mistakes:?}");
            assert_eq!(theme.style(Tone::Red), Style::reset().magenta());
            assert_eq!(theme.style(Tone::Notice), Style::reset().bold());
            for (tone, _) in Tone::ALL.iter().filter(|(tone, _)| !matches!(tone, Tone::Red | Tone::Notice)) {
                assert_eq!(theme.style(*tone), base.style(*tone), "{tone:?}");
            }
        }
    }

    #[test]
    fn a_users_colour_that_cannot_be_read_is_a_mistake() {
        let text = "[label]\ncolor = \"#ffffa0\"\ncolor16 = \"lightyellow\"\n";
        for depth in [Depth::Sixteen, Depth::True] {
            assert_eq!(Theme::with_file(text, depth).1, ["[label]的颜色在浅色底上看不清"]);
            let dark = format!("ground = \"dark\"\n{text}");
            assert!(Theme::with_file(&dark, depth).1.is_empty(), "the control: on black it can");
        }
        assert!(Theme::with_file(text, Depth::None).1.is_empty(), "it is not used");
    }
}
