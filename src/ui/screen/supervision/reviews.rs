//! 评议 (R73): what was said of the office, of a 科室, of a person; entered by the two offices. Nobody is given one about himself.

use xieban_domain::review::{About, Review};
use xieban_office::question;
use xieban_term::{Canvas, Key, Tone};

use crate::layer::{Action, KeyHint, Layer, News, Offer};
use crate::pending::Pending;
use crate::verb::review::{ReviewDesk, VERBS};
use crate::widget::marked::Marked;
use crate::world::World;

/// The view.
pub(super) struct Reviews {
    rows: Option<Vec<Review>>,
    marked: Marked,
    asked: Pending<question::Reviews>,
}

fn about(of: &About, world: &World) -> String {
    match of {
        About::Office => "本所".to_owned(),
        About::Department { name } => name.clone(),
        About::Staff { code } => world.header.staff.name(code).to_owned(),
    }
}

impl Reviews {
    pub(super) const fn new() -> Self {
        Self { rows: None, marked: Marked::new(), asked: Pending::none() }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.asked.ask(question::Reviews {}, world)]
    }

    fn draw_chosen(review: &Review, canvas: &mut Canvas<'_>, world: &World, y: u16) {
        let (width, height) = canvas.size();
        canvas.across(0, y, width, Tone::Frame);
        let mut lines = Vec::new();
        match &review.held {
            Some(held) => {
                let ours = held.reviewers.iter().map(|code| world.header.staff.name(code).to_owned());
                let all: Vec<String> = ours.chain(held.outside.iter().cloned()).collect();
                let scores: Vec<String> = held.scores.iter().map(ToString::to_string).collect();
                lines.push(format!("评议人 {}  评分 {}", all.join("、"), scores.join(" ")));
                lines.push(held.result.clone());
            }
            None => lines.push("评议人和内容不公开，或已清除。".to_owned()),
        }
        let wrapped = lines
            .iter()
            .flat_map(|line| xieban_text::wrap(canvas.metrics, line, width.saturating_sub(3).into()));
        let wrapped: Vec<String> = wrapped.collect();
        for (line, y) in wrapped.iter().zip(y + 1..height.saturating_sub(1)) {
            canvas.put(1, y, line, Tone::Text);
        }
    }
}

impl Layer for Reviews {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.rows.as_ref().map_or(0, Vec::len);
        match self.marked.step(key, count) {
            true => Some(Vec::new()),
            false => VERBS.key(key, &ReviewDesk, world),
        }
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(rows) = self.asked.answer(news) {
            self.marked.within(rows.len());
            self.rows = Some(rows.clone());
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let height = canvas.size().1.saturating_sub(1);
        VERBS.draw_row(canvas, height, &ReviewDesk, world);
        canvas.put(1, 0, "评议记录", Tone::Title);
        let Some(rows) = &self.rows else {
            canvas.put(2, 1, "正在读……", Tone::Dim);
            return;
        };
        let Some(chosen) = rows.get(self.marked.at()) else {
            canvas.put(2, 2, "还没有评议记录。", Tone::Dim);
            return;
        };
        for (x, name) in [(2, "日期"), (14, "评议"), (50, "登记人")] {
            canvas.put(x, 1, name, Tone::Label);
        }
        canvas.put_before(48, 1, "平均分", Tone::Label);
        let room = 2..height.saturating_sub(5).max(3);
        let mut end = 2;
        self.marked.draw(canvas, room, rows, |canvas, y, review| {
            canvas.put_in(2, y, 11, &review.date.to_string(), Tone::Text);
            canvas.put_in(14, y, 26, &about(&review.about, world), Tone::Text);
            canvas.put_before(48, y, &review.mean.to_string(), Tone::Text);
            canvas.put_in(50, y, 12, world.header.staff.name(&review.by), Tone::Text);
            end = y + 1;
        });
        Self::draw_chosen(chosen, canvas, world, end);
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world).into_iter().chain(VERBS.hints(&ReviewDesk, world)).collect()
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        [("上下", "翻看"), ("左右", "换栏")].map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        VERBS.offers(&ReviewDesk, world)
    }

    fn name(&self) -> &'static str {
        "评议"
    }
}
