//! 考核规则: the rules of the version that holds. The two offices change one at a time, each change a version of its own, or confirm the
//! proposal as it is.

use xieban_domain::assessment::Scheme;
use xieban_office::question;
use xieban_term::{Canvas, Code, Key, Tone};

use crate::chrome;
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, News, Offer};
use crate::pending::Pending;
use crate::verb::scheme::{SchemeDesk, VERBS, per};
use crate::widget::marked::Marked;
use crate::world::World;

/// The rules.
pub(super) struct Rules {
    scheme: Scheme,
    marked: Marked,
    asked: Pending<question::Scheme>,
}

impl Rules {
    pub(super) const fn new(scheme: Scheme) -> Self {
        Self { scheme, marked: Marked::new(), asked: Pending::none() }
    }

    fn desk(&self) -> SchemeDesk {
        SchemeDesk { scheme: self.scheme.clone(), at: self.marked.at() }
    }
}

impl Layer for Rules {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.scheme.rules.len();
        match key.code {
            Code::Esc => return Some(vec![Action::Close]),
            _ if self.marked.step(key, count) => {}
            _ if is_enter(key) => return Some(VERBS.press("", 2, &self.desk(), world)),
            _ => return VERBS.key(key, &self.desk(), world),
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
        let room = 2..height.saturating_sub(4).max(3);
        self.marked.draw(canvas, room, self.scheme.rules.iter(), |canvas, y, rule| {
            canvas.put_in(2, y, 25, &rule.name, Tone::Text);
            canvas.put_in(28, y, 23, &rule.measure, Tone::Text);
            canvas.put_in(52, y, 15, &per(&rule.per), Tone::Text);
            let sign = if rule.points.0 > 0 { "+" } else { "" };
            canvas.put_before(72, y, &format!("{sign}{}", rule.points), Tone::Text);
            canvas.put_before(79, y, &rule.most.to_string(), Tone::Text);
        });
        VERBS.draw_row(canvas, height.saturating_sub(3), &self.desk(), world);
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        chrome::keys(canvas, height.saturating_sub(1), &self.hints(world));
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let verbs = VERBS.hints(&self.desk(), world);
        std::iter::once(("上下".to_owned(), "选项".to_owned())).chain(verbs).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        VERBS.offers(&self.desk(), world)
    }

    fn name(&self) -> &'static str {
        "考核规则"
    }
}
