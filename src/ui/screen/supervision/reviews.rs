//! 评议 (R73): what was said of the office, of a 科室, of a person; entered by the two offices. Nobody is given one about himself.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::conduct::is_of_the_offices;
use xieban_domain::refusal::RefusedField;
use xieban_domain::review::{About, HoldReview, Review};
use xieban_domain::staff::StaffCode;
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_office::question;
use xieban_term::{Canvas, Key, Tone};

use crate::form::{Form, NO_DATE, date};
use crate::keymap::digit;
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::pending::Pending;
use crate::widget::marked::Marked;
use crate::world::World;

/// The fields of the dialog.
const DATE: usize = 0;
const ABOUT: usize = 1;
const DEPARTMENT: usize = 2;
const PERSON: usize = 3;
const REVIEWERS: usize = 4;
const SCORES: usize = 5;
const RESULT: usize = 6;

/// The view.
pub(super) struct Reviews {
    rows: Option<Vec<Review>>,
    marked: Marked,
    asked: Pending<question::Reviews>,
}

fn enters(world: &World) -> bool {
    world.myself().is_some_and(is_of_the_offices)
}

fn about(of: &About, world: &World) -> String {
    match of {
        About::Office => "本所".to_owned(),
        About::Department { name } => name.clone(),
        About::Staff { code } => world.header.staff.name(code).to_owned(),
    }
}

/// Texts that stand side by side, with whatever is between them.
fn several(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', ';', '；', ' ', '　']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// 登记评议.
fn enter(world: &World) -> Dialog {
    let departments: Vec<String> = world
        .header
        .settings
        .departments
        .values()
        .filter(|dept| dept.active)
        .map(|dept| dept.name.clone())
        .collect();
    let staff: Vec<StaffCode> =
        world.header.staff.active().into_iter().map(|staff| staff.code.clone()).collect();
    let names: Vec<String> = staff.iter().map(|code| world.header.staff.name(code).to_owned()).collect();
    let mut form = Form::new()
        .text_field(DATE, "日期", 12)
        .choice(ABOUT, "评议", ["本所", "科室", "个人"], Some(0))
        .choice(DEPARTMENT, "科室", departments.clone(), None)
        .choice(PERSON, "个人", names, None)
        .text_field(REVIEWERS, "评议人", LONGEST_WORDS)
        .text_field(SCORES, "评分", 400)
        .text_field(RESULT, "评议结果", LONGEST_WORDS);
    form.set_text(DATE, &world.now().date().to_string());
    let dialog = Dialog::new("登记评议", form, move |form, world| {
        let Some(date) = date(&form.text(DATE)) else {
            return Outcome::Wait(NO_DATE);
        };
        let chosen = match form.chosen(ABOUT) {
            Some(1) => form
                .chosen(DEPARTMENT)
                .and_then(|at| departments.get(at))
                .cloned()
                .map(|name| About::Department { name }),
            Some(2) => {
                form.chosen(PERSON).and_then(|at| staff.get(at)).cloned().map(|code| About::Staff { code })
            }
            Some(_) => Some(About::Office),
            None => None,
        };
        let Some(about) = chosen else {
            return Outcome::Wait("请选评议的是本所、哪个科室或哪个人。");
        };
        let scores: Result<Vec<u8>, _> = several(&xieban_words::canonical::query(&form.text(SCORES)))
            .iter()
            .map(|score| score.parse())
            .collect();
        let Ok(scores) = scores else {
            return Outcome::Wait("评分写0到100的整数，用空格隔开。");
        };
        // Whoever bears the name of one of ours is ours.
        let (mut reviewers, mut outside) = (Vec::new(), Vec::new());
        for name in several(&form.text(REVIEWERS)) {
            match world.header.staff.active().into_iter().find(|staff| staff.name == name) {
                Some(staff) => reviewers.push(staff.code.clone()),
                None => outside.push(name),
            }
        }
        let held = HoldReview { date, about, reviewers, outside, scores, result: form.text(RESULT) };
        Outcome::Command(Command::Office(OfficeCommand::HoldReview(Box::new(held))))
    });
    dialog
        .explained(vec!["评议人、评分用空格或顿号隔开；评分0到100，不多于评议人。".to_owned()])
        .arranged(|form| {
            let about = form.chosen(ABOUT);
            form.show(DEPARTMENT, about == Some(1));
            form.show(PERSON, about == Some(2));
        })
        .pointing(|field| (field == RefusedField::Summary).then_some(RESULT))
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
        for (line, y) in wrapped.iter().zip(y + 1..height) {
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
        match () {
            () if self.marked.step(key, count) => {}
            () if digit(key) == Some(1) && enters(world) => {
                return Some(vec![Action::Open(Box::new(enter(world)))]);
            }
            () => return None,
        }
        Some(Vec::new())
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
        let height = canvas.size().1;
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
        let mut hints = vec![("上下".to_owned(), "翻看".to_owned()), ("左右".to_owned(), "换栏".to_owned())];
        if enters(world) {
            hints.push(("1".to_owned(), "登记评议".to_owned()));
        }
        hints
    }

    fn name(&self) -> &'static str {
        "评议"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        enters(world).then(|| Message::good("1登记评议"))
    }
}
