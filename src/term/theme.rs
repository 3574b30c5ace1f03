//! Themes: what each role of a text looks like. A small file of roles; every role has a look in 16 colours and one without any.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::encoder::Depth;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    const ALL: [Self; 16] = [
        Self::Text,
        Self::Dim,
        Self::Title,
        Self::Label,
        Self::Focus,
        Self::Chosen,
        Self::Marker,
        Self::Green,
        Self::Amber,
        Self::Red,
        Self::Error,
        Self::Notice,
        Self::Hotline,
        Self::Key,
        Self::Frame,
        Self::Practice,
    ];
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Look {
    color: Option<String>,
    color16: Option<String>,
    bold: bool,
    underline: bool,
    reverse: bool,
}

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme(BTreeMap<Tone, Style>);

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
        Self::read(text, depth).unwrap_or_else(|_| Self(BTreeMap::new()))
    }

    /// A theme from its file. Every role must be there; all mistakes are told together.
    pub fn read(text: &str, depth: Depth) -> Result<Self, ThemeError> {
        let looks: BTreeMap<Tone, Look> =
            toml::from_str(text).map_err(|error| ThemeError(error.to_string()))?;
        let mut wrong: Vec<String> = Tone::ALL
            .iter()
            .filter(|tone| !looks.contains_key(tone))
            .map(|tone| format!("缺{tone:?}"))
            .collect();
        let mut styles = BTreeMap::new();
        for (tone, look) in &looks {
            let chosen = match depth {
                Depth::None => None,
                Depth::Sixteen => look.color16.as_deref(),
                Depth::True => look.color.as_deref().or(look.color16.as_deref()),
            };
            let mut style = Style::new();
            match chosen.map(str::parse::<Color>) {
                Some(Ok(color)) => style = style.fg(color),
                Some(Err(_)) => wrong.push(format!("{tone:?}的颜色读不懂")),
                None => {}
            }
            if look.color.is_some() && look.color16.is_none() {
                wrong.push(format!("{tone:?}没有16色的颜色"));
            }
            let marks = [
                (look.bold, Modifier::BOLD),
                (look.underline, Modifier::UNDERLINED),
                (look.reverse, Modifier::REVERSED),
            ];
            for (_, mark) in marks.iter().filter(|(on, _)| *on) {
                style = style.add_modifier(*mark);
            }
            styles.insert(*tone, style);
        }
        match wrong.is_empty() {
            true => Ok(Self(styles)),
            false => Err(ThemeError(wrong.join("；"))),
        }
    }

    pub(super) fn style(&self, tone: Tone) -> Style {
        // A whole style: what stood in the cell before must not shine through.
        Style::reset().patch(self.0.get(&tone).copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_themes_are_whole_at_every_depth() {
        for text in [DAY, NIGHT] {
            for depth in [Depth::None, Depth::Sixteen, Depth::True] {
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
    fn every_mistake_is_told() {
        let wrong = DAY.replace("[dim]", "[unheard_of]");
        assert!(Theme::read(&wrong, Depth::True).is_err());
        let wrong = DAY.replace("color16 = \"red\"", "color16 = \"rot\"");
        let told = Theme::read(&wrong, Depth::Sixteen).unwrap_err().to_string();
        assert!(told.matches("颜色读不懂").count() >= 2, "{told}");
    }
}
