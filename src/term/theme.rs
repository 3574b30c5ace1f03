//! Themes: what each role of a text looks like. A small file of roles; every role has a look in 16 colours and one without any.

mod file;

use std::collections::BTreeMap;

use ratatui::style::Style;

use super::encoder::Depth;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// Less important text.
    Dim,
    /// A title.
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
    /// A key.
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

impl Theme {
    /// A bundled theme by name; `day` for a name nobody has.
    pub fn bundled(name: &str, depth: Depth) -> Self {
        let text = if name == "night" { NIGHT } else { DAY };
        Self::read(text, depth).unwrap_or_else(|_| Self { styles: BTreeMap::new(), depth })
    }

    /// A theme from its file. Every role must be there; all mistakes are told together.
    pub fn read(text: &str, depth: Depth) -> Result<Self, ThemeError> {
        let file::Read { styles, mut mistakes } = file::read(text, depth);
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

    /// A theme with a user's file over it, and what is wrong with that file. Roles that the file leaves out or gets wrong keep
    /// the look of the base, which is of the same depth.
    pub fn with_file(base: Self, text: &str, depth: Depth) -> (Self, Vec<String>) {
        let file::Read { styles, mistakes } = file::read(text, depth);
        let mut theme = base;
        theme.styles.extend(styles.into_iter().filter_map(|(tone, style)| Some((tone, style?))));
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
        for text in [DAY, NIGHT] {
            for depth in [Depth::None, Depth::Sixteen, Depth::Many, Depth::True] {
                Theme::read(text, depth).unwrap();
            }
        }
    }

    #[test]
    fn without_colour_focus_and_error_still_stand_out() {
        let theme = Theme::bundled("day", Depth::None);
        let plain = theme.style(Tone::Text);
        for tone in [Tone::Focus, Tone::Error, Tone::Chosen, Tone::Title] {
            assert_ne!(theme.style(tone), plain, "{tone:?}");
            assert_eq!(theme.style(tone).fg, plain.fg, "{tone:?}");
        }
    }

    #[test]
    fn a_file_with_gaps_is_no_theme() {
        let told = Theme::read("[text]\n[dim]\nbold = 1\n", Depth::True).unwrap_err().to_string();
        assert!(told.starts_with("主题有错：第3行：bold只能写true或false；缺少[title]；"), "{told}");
        assert!(!told.contains("缺少[dim]"), "{told}");
    }

    #[test]
    fn a_users_file_changes_what_it_names_and_the_rest_stays() {
        let base = Theme::bundled("day", Depth::Sixteen);
        let text = "[red]\ncolor16 = \"magenta\"\n[dim]\ncolor16 = \"rot\"\n[notice]\nbold = true\n";
        let (theme, mistakes) = Theme::with_file(base.clone(), text, Depth::Sixteen);
        assert_eq!(mistakes, ["第4行：[dim]的color16读不懂（rot）"]);
        assert_eq!(theme.style(Tone::Red), Style::reset().magenta());
        assert_eq!(theme.style(Tone::Notice), Style::reset().bold());
        for (tone, _) in Tone::ALL.iter().filter(|(tone, _)| !matches!(tone, Tone::Red | Tone::Notice)) {
            assert_eq!(theme.style(*tone), base.style(*tone), "{tone:?}");
        }
    }
}
