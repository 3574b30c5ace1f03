//! 意见本: the pages of the paper book as they are indexed here, the newest first; the next one is proposed, answered and published (R28).

use xieban_domain::moment::short_date;
use xieban_domain::opinion::Opinion;
use xieban_office::{OpinionBook, question};
use xieban_term::{Canvas, Key, Tone};

use crate::layer::{Action, KeyHint, Layer, Message, News, Offer};
use crate::pending::Pending;
use crate::verb::opinion::{OpinionDesk, VERBS};
use crate::widget::records::{Column, RecordList, RecordPage, RecordRow};
use crate::world::World;

/// The columns of the list.
const COLUMNS: [Column; 5] =
    [("现在", 10, 0), ("页", 12, 0), ("日期", 6, 0), ("意见", 36, 4), ("公示", 6, 0)];

/// The view.
pub(super) struct OpinionsView {
    book: Option<Box<OpinionBook>>,
    asking: Pending<question::Opinions>,
    records: RecordList,
}

impl OpinionsView {
    pub(super) fn new() -> Self {
        Self { book: None, asking: Pending::none(), records: RecordList::default() }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.asking.ask(question::Opinions { volume: None }, world)]
    }

    fn pages(&self) -> &[Opinion] {
        self.book.as_ref().map(|book| book.pages.as_slice()).unwrap_or_default()
    }

    fn shown(&self) -> Option<&Opinion> {
        self.pages().get(self.records.at())
    }

    fn desk(&self) -> Option<OpinionDesk> {
        let book = self.book.as_ref()?;
        Some(OpinionDesk { page: self.shown().cloned(), next: book.next, volumes: book.volumes })
    }
}

fn content(page: &Opinion) -> String {
    page.content.as_ref().map_or_else(
        || "（空白页，或不录内容）".to_owned(),
        |words| match words.get() {
            Some(text) => text.clone(),
            None => "（不公开）".to_owned(),
        },
    )
}

fn row(page: &Opinion, world: &World) -> RecordRow {
    let (state, tone) = match (&page.answer, &page.content) {
        (Some(_), _) => ("-- 已回复", Tone::Dim),
        (None, Some(_)) => ("黄 待回复", Tone::Amber),
        (None, None) => ("--", Tone::Dim),
    };
    RecordRow {
        tone,
        cells: vec![
            state.to_owned(),
            page.place.to_string(),
            short_date(page.date, world.now().date()),
            content(page),
            if page.published { "已公示" } else { "" }.to_owned(),
        ],
    }
}

fn record(page: &Opinion, world: &World) -> RecordPage {
    let (staff, today) = (&world.header.staff, world.now().date());
    let author = page.author.as_ref().map_or("未留名", |words| words.text());
    let facts = vec![
        (format!("{}  {}", page.place, page.date), Tone::Title),
        (content(page), Tone::Text),
        (format!("留言人 {author}"), Tone::Text),
    ];
    let answer = page.answer.as_ref().map(|answer| {
        let day = short_date(answer.at.date(), today);
        format!("{day} 回复 {}：{}", staff.name(&answer.by), answer.words.text())
    });
    let entered =
        format!("{} 录入 {}", short_date(page.entered_at.date(), today), staff.name(&page.entered_by));
    RecordPage { facts, history: answer.into_iter().chain([entered]).collect() }
}

impl Layer for OpinionsView {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn left(&mut self) {
        self.records.close();
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if self.records.key(key, self.pages().len()) {
            return Some(Vec::new());
        }
        VERBS.key(key, &self.desk()?, world)
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(book) = self.asking.answer(news) {
            self.book = Some(book.clone());
            let last = self.pages().len().saturating_sub(1);
            if self.records.at() > last {
                self.records.go_to(last);
            }
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let rows: Vec<RecordRow> = self.pages().iter().map(|page| row(page, world)).collect();
        let page = self.shown().map_or_else(RecordPage::default, |page| record(page, world));
        let none = "意见本还没有登记过。1录入第1册第1页；页码须连续，空白页也要登记。";
        let (width, height) = canvas.size();
        if let Some(desk) = self.desk() {
            VERBS.draw_row(canvas, height.saturating_sub(1), &desk, world);
        }
        canvas.sub(0, 0, width, height.saturating_sub(1), |canvas| {
            self.records.draw(canvas, &COLUMNS, &rows, (&page, none));
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let verbs = self.desk().map(|desk| VERBS.hints(&desk, world)).unwrap_or_default();
        self.keys(world).into_iter().chain(verbs).collect()
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let keys = [("上下", "选页"), ("左右", "换栏"), ("Enter", "全文")];
        keys.map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        self.desk().map(|desk| VERBS.offers(&desk, world)).unwrap_or_default()
    }

    fn name(&self) -> &'static str {
        "意见本"
    }

    fn remark(&self, _: &World) -> Option<Message> {
        self.book.as_ref().map(|book| Message::good(format!("下一页：{}", book.next)))
    }
}
