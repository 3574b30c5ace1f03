//! 意见本: the pages of the paper book as they are indexed here, the newest first; the next one is proposed, answered and published (R28).

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::context::Facts;
use xieban_domain::moment::short_date;
use xieban_domain::office;
use xieban_domain::opinion::{AnswerOpinion, EnterOpinion, Opinion, OpinionPage, PublishOpinion, Volumes};
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use xieban_forms as forms;
use xieban_office::{self as desk, Answer, OpinionBook, Query};
use xieban_term::{Canvas, Key, Tone};

use crate::app::reception::doing;
use crate::event::Ticket;
use crate::form::Form;
use crate::keymap::digit;
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::paper::{Job, PaperPreview};
use crate::widget::offers::Offers;
use crate::widget::records::{Column, RecordList, RecordPage, RecordRow};
use crate::world::World;

/// The columns of the list.
const COLUMNS: [Column; 5] =
    [("现在", 10, 0), ("页", 12, 0), ("日期", 6, 0), ("意见", 36, 4), ("公示", 6, 0)];

/// Something that can be done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpinionVerb {
    Enter,
    Answer,
    Publish,
    Withdraw,
    Paper,
}

/// The view.
pub(super) struct OpinionsView {
    book: Option<Box<OpinionBook>>,
    asking: Option<Ticket>,
    records: RecordList,
}

impl OpinionsView {
    pub(super) fn new() -> Self {
        Self { book: None, asking: None, records: RecordList::default() }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let (ticket, effect) = world.ask(Query::Opinions { volume: None });
        self.asking = Some(ticket);
        vec![Action::Do(effect)]
    }

    fn pages(&self) -> &[Opinion] {
        self.book.as_ref().map(|book| book.pages.as_slice()).unwrap_or_default()
    }

    fn shown(&self) -> Option<&Opinion> {
        self.pages().get(self.records.at())
    }

    fn offers(&self, world: &World) -> Offers<OpinionVerb> {
        let mut open = Vec::new();
        if let Some(book) = &self.book {
            let command = enter(book.next, world);
            let last = book.next.page.saturating_sub(1);
            let before = Volumes { volumes: book.volumes, pages: last, page: None };
            open.extend(allowed(&command, before, world).then_some((OpinionVerb::Enter, "录入")));
            if let Some(page) = self.shown() {
                let names = [
                    (OpinionVerb::Answer, "回复"),
                    (OpinionVerb::Publish, "公示"),
                    (OpinionVerb::Withdraw, "撤下公示"),
                ];
                let there = Volumes { page: Some(page.clone()), volumes: book.volumes, pages: 0 };
                let probe = |deed| command_of(deed, page.place, "……".to_owned());
                open.extend(names.into_iter().filter(|(deed, _)| {
                    probe(*deed).is_some_and(|command| allowed(&command, there.clone(), world))
                }));
                open.push((OpinionVerb::Paper, "出单"));
            }
        }
        Offers::new(open, world)
    }

    fn press(&self, digit: usize, world: &World) -> Vec<Action> {
        let (next, page) = (self.book.as_ref().map(|book| book.next), self.shown().cloned());
        self.offers(world).press(digit, world, move |deed, world| match (deed, next, &page) {
            (OpinionVerb::Enter, Some(next), _) => vec![Action::Open(Box::new(entering(next, world)))],
            (OpinionVerb::Answer, _, Some(page)) => vec![Action::Open(Box::new(answering(page.place)))],
            (OpinionVerb::Publish | OpinionVerb::Withdraw, _, Some(page)) => {
                let told =
                    if deed == OpinionVerb::Publish { "已记公示。" } else { "已撤下公示。" };
                let command = command_of(deed, page.place, String::new());
                command.map(|command| doing(command, told)).into_iter().collect()
            }
            (OpinionVerb::Paper, _, Some(page)) => {
                let (settings, staff) = (&world.header.settings, &world.header.staff);
                let sheet = forms::opinion(&forms::OpinionPaper { page, settings, staff });
                vec![Action::Open(Box::new(PaperPreview::to_print(
                    vec![sheet],
                    Job { case: None, again: false },
                )))]
            }
            _ => Vec::new(),
        })
    }
}

/// The role may ask for it, and the domain would take it.
fn allowed(command: &Command, shelf: Volumes, world: &World) -> bool {
    let Command::Office(asked) = command else { return false };
    let may = |staff: &xieban_domain::staff::Staff| desk::may(command).0.iter().any(|role| staff.is(*role));
    let Some(me) = world.myself().filter(|me| may(me)) else { return false };
    let facts = Facts { shelf, ..Facts::default() };
    matches!(world.trial_with(&facts, &me.code, |cx| office::decide(asked, cx)), Some(Ok(_)))
}

fn enter(next: OpinionPage, world: &World) -> Command {
    Command::Office(OfficeCommand::EnterOpinion(EnterOpinion {
        volume: next.volume,
        page: next.page,
        date: world.now().date(),
        content: String::new(),
        by: String::new(),
    }))
}

fn command_of(deed: OpinionVerb, place: OpinionPage, words: String) -> Option<Command> {
    let (volume, page) = (place.volume, place.page);
    let publish = |published| OfficeCommand::PublishOpinion(PublishOpinion { volume, page, published });
    Some(Command::Office(match deed {
        OpinionVerb::Answer => {
            OfficeCommand::AnswerOpinion(AnswerOpinion { volume, page, words, published: false })
        }
        OpinionVerb::Publish => publish(true),
        OpinionVerb::Withdraw => publish(false),
        OpinionVerb::Enter | OpinionVerb::Paper => return None,
    }))
}

/// 录入: the next page is proposed; another volume is typed over it.
fn entering(next: OpinionPage, world: &World) -> Dialog {
    let mut form = Form::new()
        .text_field(0, "册号", 5)
        .text_field(1, "页码", 5)
        .text_field(2, "日期", 10)
        .text_field(3, "意见内容", LONGEST_WORDS)
        .text_field(4, "留言人", LONGEST_LINE);
    form.set_text(0, &next.volume.to_string());
    form.set_text(1, &next.page.to_string());
    form.set_text(2, &world.now().date().to_string());
    form.focus_on(3);
    let lines = vec!["页码须连续；空白页、不录内容的页，内容空着也要登记。".to_owned()];
    Dialog::new("意见本录入", form, |form, _| {
        let number = |id| xieban_words::canonical::number(&form.text(id)).parse().ok();
        let (Some(volume), Some(page)) = (number(0), number(1)) else {
            return Outcome::Wait("册号、页码请写数字。");
        };
        let Ok(date) = xieban_words::canonical::query(&form.text(2)).trim().parse() else {
            return Outcome::Wait("日期请按2026-11-27的样子填。");
        };
        let enter = EnterOpinion { volume, page, date, content: form.text(3), by: form.text(4) };
        Outcome::Command(Command::Office(OfficeCommand::EnterOpinion(enter)))
    })
    .explained(lines)
    .pointing(|field| match field {
        RefusedField::Page => Some(1),
        RefusedField::Limit => Some(2),
        RefusedField::Reason => Some(3),
        RefusedField::Name => Some(4),
        _ => None,
    })
}

fn answering(place: OpinionPage) -> Dialog {
    let form = Form::new().text_field(0, "回复内容", LONGEST_WORDS).choice(1, "公示", ["否", "是"], Some(0));
    Dialog::new(format!("回复  {place}"), form, move |form, _| {
        Outcome::Command(Command::Office(OfficeCommand::AnswerOpinion(AnswerOpinion {
            volume: place.volume,
            page: place.page,
            words: form.text(0),
            published: form.chosen(1) == Some(1),
        })))
    })
    .pointing(|field| (field == RefusedField::Reply).then_some(0))
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
        digit(key).map(|digit| self.press(digit, world))
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match news {
            News::Answer(ticket, Ok(Answer::Opinions(book))) if self.asking == Some(*ticket) => {
                self.asking = None;
                self.book = Some(book.clone());
                let last = self.pages().len().saturating_sub(1);
                if self.records.at() > last {
                    self.records.go_to(last);
                }
                Vec::new()
            }
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let rows: Vec<RecordRow> = self.pages().iter().map(|page| row(page, world)).collect();
        let page = self.shown().map_or_else(RecordPage::default, |page| record(page, world));
        let none = "意见本还没有登记过。1录入第1册第1页；页码须连续，空白页也要登记。";
        self.records.draw(canvas, &COLUMNS, &rows, (&page, none));
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world).into_iter().chain(self.offers(world).digits()).collect()
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let keys = [("上下", "选页"), ("左右", "换栏"), ("Enter", "全文")];
        keys.map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn name(&self) -> &'static str {
        "意见本"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        let next = self.book.as_ref().map(|book| format!("  下一页：{}", book.next)).unwrap_or_default();
        Some(Message::good(format!("{}{next}", self.offers(world).line())))
    }
}
