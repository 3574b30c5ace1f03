//! 考核规则: the rules of the version that holds. The two offices change one at a time, each change a version of its own, or confirm the
//! proposal as it is.

use xieban_domain::assessment::{KeepScheme, Per, Scheme};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::conduct::is_of_the_offices;
use xieban_domain::tenths::Tenths;
use xieban_term::{Canvas, Code, Key, Tone};

use xieban_office::question;

use crate::chrome;
use crate::form::Form;
use crate::keymap::{digit, is_enter};
use crate::layer::{Action, KeyHint, Layer, News};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::pending::Pending;
use crate::widget::marked::Marked;
use crate::world::World;

/// The rules.
pub(super) struct Rules {
    scheme: Scheme,
    marked: Marked,
    asked: Pending<question::Scheme>,
}

fn keeps(world: &World) -> bool {
    world.myself().is_some_and(is_of_the_offices)
}

/// `2.5`, `-3`: points in tenths.
fn tenths(text: &str) -> Option<Tenths> {
    let typed = xieban_words::canonical::query(text);
    let typed = typed.trim();
    let (sign, digits) = typed.strip_prefix('-').map_or((1, typed), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let part = Some(part).filter(|part| part.len() == 1)?.parse::<i32>().ok()?;
    let whole = whole.parse::<i32>().ok().filter(|whole| (0..=1000).contains(whole))?;
    (part >= 0).then(|| Tenths(sign * (whole * 10 + part)))
}

fn keep(scheme: &Scheme) -> Command {
    let keep = KeepScheme { version: scheme.version, rules: scheme.rules.clone() };
    Command::Office(OfficeCommand::KeepScheme(Box::new(keep)))
}

fn per(per: &Per) -> String {
    match per {
        Per::EachCase => "每件".to_owned(),
        Per::Share { of } => format!("占{of}"),
    }
}

impl Rules {
    pub(super) const fn new(scheme: Scheme) -> Self {
        Self { scheme, marked: Marked::new(), asked: Pending::none() }
    }

    /// The rule under the marker, with other points.
    fn change(&self) -> Vec<Action> {
        let Some(rule) = self.scheme.rules.get(self.marked.at()) else { return Vec::new() };
        let mut form = Form::new().text_field(0, "分值", 8).text_field(1, "封顶", 8);
        form.set_text(0, &rule.points.to_string());
        form.set_text(1, &rule.most.to_string());
        let (scheme, at) = (self.scheme.clone(), self.marked.at());
        let dialog = Dialog::new(rule.name.clone(), form, move |form, _| {
            let (Some(points), Some(most)) = (tenths(&form.text(0)), tenths(&form.text(1))) else {
                return Outcome::Wait("分值写作2、2.5或-3，封顶写作正数。");
            };
            let mut scheme = scheme.clone();
            if let Some(rule) = scheme.rules.get_mut(at) {
                (rule.points, rule.most) = (points, most);
            }
            Outcome::Command(keep(&scheme))
        });
        let said = format!("{}，{}；扣分写负数。存为下一版，以前的版本留着。", rule.measure, per(&rule.per));
        vec![Action::Open(Box::new(dialog.explained(vec![said])))]
    }

    /// The proposal is made the office's own.
    fn confirm(&self) -> Vec<Action> {
        let scheme = self.scheme.clone();
        let lines = vec!["照现在的规则确认为本所的考核规则。".to_owned()];
        vec![Action::Open(Box::new(Notice::confirm("确认考核规则", lines, move |_| {
            vec![Action::Act(Box::new(keep(&scheme)), "考核规则已确认。".to_owned())]
        })))]
    }
}

impl Layer for Rules {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.scheme.rules.len();
        match key.code {
            Code::Esc => return Some(vec![Action::Close]),
            _ if self.marked.step(key, count) => {}
            _ if is_enter(key) && keeps(world) => return Some(self.change()),
            _ if digit(key) == Some(1) && keeps(world) && self.scheme.is_proposal() => {
                return Some(self.confirm());
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(schemes) = self.asked.answer(news) {
            self.scheme = schemes.current.clone();
            return Vec::new();
        }
        match news {
            News::Changed => {
                vec![self.asked.ask(question::Scheme {}, world)]
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        let kept = self.scheme.kept.as_ref().map_or_else(
            || "黄 待确认".to_owned(),
            |kept| format!("{} {}", kept.on, world.header.staff.name(&kept.by)),
        );
        let title = format!("考核规则 第{}版  {kept}", self.scheme.version);
        canvas.put_in(1, 0, width.saturating_sub(2), &title, Tone::Title);
        for (x, name) in [(2, "规则"), (28, "看什么"), (52, "怎样算")] {
            canvas.put(x, 1, name, Tone::Label);
        }
        canvas.put_before(72, 1, "分值", Tone::Label);
        canvas.put_before(79, 1, "封顶", Tone::Label);
        let room = 2..height.saturating_sub(3).max(3);
        self.marked.draw(canvas, room, self.scheme.rules.iter(), |canvas, y, rule| {
            canvas.put_in(2, y, 25, &rule.name, Tone::Text);
            canvas.put_in(28, y, 23, &rule.measure, Tone::Text);
            canvas.put_in(52, y, 15, &per(&rule.per), Tone::Text);
            let sign = if rule.points.0 > 0 { "+" } else { "" };
            canvas.put_before(72, y, &format!("{sign}{}", rule.points), Tone::Text);
            canvas.put_before(79, y, &rule.most.to_string(), Tone::Text);
        });
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        chrome::keys(canvas, height.saturating_sub(1), &self.hints(world));
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let mut hints = vec![("上下".to_owned(), "选项".to_owned())];
        if keeps(world) {
            hints.push(("Enter".to_owned(), "改分值".to_owned()));
            if self.scheme.is_proposal() {
                hints.push(("1".to_owned(), "确认".to_owned()));
            }
        }
        hints
    }

    fn name(&self) -> &'static str {
        "考核规则"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_with_one_decimal_at_most() {
        for (typed, read) in [("2", 20), ("2.5", 25), ("-3", -30), ("-0.5", -5), ("１０", 100)] {
            assert_eq!(tenths(typed), Some(Tenths(read)), "{typed}");
        }
        for wrong in ["", "x", "2.55", "--3", "2.-5", "1001", "9999999999"] {
            assert_eq!(tenths(wrong), None, "{wrong}");
        }
    }
}
