//! 作风: what is said of our own people (R72–R76). Anybody takes such a complaint in, and sees nothing of it afterwards but its receipt
//! code, once. The two offices see the files they may know of; whoever was told what is held against him reads that and answers.
//! Everybody else sees what he would see if there were no file.
//!
//! What is half typed here lives in the memory of this sign-in and nowhere else: this view keeps no draft, so that nothing of such a
//! complaint ever lies in a file that somebody else may open.

mod look_up;
mod receipt;
mod take;
mod words;

pub(crate) use look_up::ReceiptLookUp;
use receipt::ReceiptScreen;
use take::ConductForm;
use xieban_domain::conduct::{Informed, is_of_the_offices};
use xieban_office::{FileRow, question};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::keymap::digit;
use crate::layer::{Action, KeyHint, Layer, LayerReply, Message, News, Offer};
use crate::pending::Pending;
use crate::verb::Verbs;
use crate::verb::conduct::{ConductDesk, OF_EVERYBODY, OF_THE_OFFICES};
use crate::widget::records::{RecordList, RecordPage};
use crate::world::World;

/// What lies over the view.
enum Over {
    Nothing,
    Form,
    /// The receipt code, once.
    Receipt(ReceiptScreen),
}

/// The view.
pub(super) struct ConductView {
    files: Vec<FileRow>,
    told: Vec<Informed>,
    listing: Pending<question::Files>,
    hearing: Pending<question::Told>,
    records: RecordList,
    taking: ConductForm,
    over: Over,
    message: Option<Message>,
}

impl ConductView {
    pub(super) fn new() -> Self {
        Self {
            files: Vec::new(),
            told: Vec::new(),
            listing: Pending::none(),
            hearing: Pending::none(),
            records: RecordList::default(),
            taking: ConductForm::blank(),
            over: Over::Nothing,
            message: None,
        }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        vec![self.listing.ask(question::Files {}, world), self.hearing.ask(question::Told {}, world)]
    }

    /// Of the two offices: the files are listed. Everybody else may have been told something.
    fn sees_files(world: &World) -> bool {
        world.myself().is_some_and(is_of_the_offices)
    }

    fn count(&self, world: &World) -> usize {
        if Self::sees_files(world) { self.files.len() } else { self.told.len() }
    }

    fn file(&self, world: &World) -> Option<&FileRow> {
        self.files.get(self.records.at()).filter(|_| Self::sees_files(world))
    }

    /// What was told of the marked file, or to somebody of the offices himself of the newest.
    fn held(&self, world: &World) -> Option<&Informed> {
        let at = if Self::sees_files(world) { 0 } else { self.records.at() };
        self.told.get(at)
    }

    fn desk(&self, world: &World) -> ConductDesk {
        ConductDesk { row: self.file(world).cloned(), told: self.held(world).cloned() }
    }
}

/// What whoever sits here may ever do.
fn verbs(world: &World) -> &'static Verbs<ConductDesk> {
    if ConductView::sees_files(world) { &OF_THE_OFFICES } else { &OF_EVERYBODY }
}

impl Layer for ConductView {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn left(&mut self) {
        // The code is seen once. What is half typed stays until it is saved, cleared, or whoever typed it signs out.
        if matches!(self.over, Over::Receipt(_)) {
            self.over = Over::Nothing;
        }
        self.records.close();
        self.message = None;
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        match &mut self.over {
            Over::Form if key.code == Code::Esc => {
                self.over = Over::Nothing;
                return Some(Vec::new());
            }
            Over::Form => return self.taking.key(key, world),
            Over::Receipt(shown) => {
                if digit(key) == Some(1) {
                    return Some(shown.print(world));
                }
                if key.code == Code::Esc || digit(key) == Some(2) {
                    self.over = Over::Nothing;
                    return Some(Vec::new());
                }
                // Any of the program's keys leaves, and so wipes; no other does anything.
                return crate::keymap::verb(key).is_none().then(Vec::new);
            }
            Over::Nothing => {}
        }
        if self.records.key(key, self.count(world)) {
            self.message = None;
            return Some(Vec::new());
        }
        let pressed = verbs(world).key(key, &self.desk(world), world)?;
        self.message = None;
        Some(pressed)
    }

    fn paste(&mut self, text: &str, world: &World) -> Vec<Action> {
        if matches!(self.over, Over::Form) {
            self.taking.paste(text, world);
        }
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(files) = self.listing.answer(news) {
            self.files.clone_from(files);
        }
        if let Some(told) = self.hearing.answer(news) {
            self.told.clone_from(told);
        }
        match news {
            News::Acted(ticket, outcome) if self.taking.expects(*ticket) => {
                if let Some(receipt) = self.taking.heard(outcome) {
                    self.over = receipt.map_or(Over::Nothing, |code| Over::Receipt(ReceiptScreen(code)));
                    self.message = Some(Message::good("已登记。"));
                    return self.ask(world);
                }
            }
            News::Told(LayerReply::TakeConduct) => {
                self.over = Over::Form;
                self.taking.begin(world);
            }
            News::Changed => return self.ask(world),
            _ => {}
        }
        let last = self.count(world).saturating_sub(1);
        if self.records.at() > last {
            self.records.go_to(last);
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        match &self.over {
            Over::Form => return self.taking.draw(canvas),
            Over::Receipt(shown) => return shown.draw(canvas, world),
            Over::Nothing => {}
        }
        let (width, height) = canvas.size();
        verbs(world).draw_row(canvas, height.saturating_sub(1), &self.desk(world), world);
        let none = words::none(world);
        let (columns, rows, page): (&[_], Vec<_>, RecordPage) = match Self::sees_files(world) {
            true => (
                &words::FILES,
                self.files.iter().map(|row| words::row(row, world)).collect(),
                self.file(world).map_or_else(RecordPage::default, |row| words::page(row, world)),
            ),
            // Exactly what there would be if there were nothing.
            false if self.told.is_empty() => return words::draw_nothing(canvas, world),
            false => (
                &words::TOLD,
                self.told.iter().map(words::told_row).collect(),
                self.held(world).map_or_else(RecordPage::default, |told| words::told_page(told, world)),
            ),
        };
        let own = self.held(world).filter(|_| Self::sees_files(world));
        let y = u16::from(own.is_some());
        if let Some(told) = own {
            canvas.put_in(1, 0, width.saturating_sub(2), &format!("黄 告知您：{}", told.facts), Tone::Amber);
        }
        canvas.sub(0, y, width, height.saturating_sub(y + 1), |canvas| {
            self.records.draw(canvas, columns, &rows, (&page, &none));
        });
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let mut hints = self.keys(world);
        if matches!(self.over, Over::Nothing) {
            hints.extend(verbs(world).hints(&self.desk(world), world));
        }
        hints
    }

    fn keys(&self, world: &World) -> Vec<KeyHint> {
        let keys: &[(&str, &str)] = match self.over {
            Over::Form => &[("F8", "登记"), ("Enter", "下一栏")],
            Over::Receipt(_) => &[("1", "打印回执"), ("2", "已抄下")],
            Over::Nothing if self.count(world) > 0 => {
                &[("上下", "选件"), ("左右", "换栏"), ("Enter", "全文")]
            }
            Over::Nothing => &[("左右", "换栏")],
        };
        keys.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        match self.over {
            Over::Nothing => verbs(world).offers(&self.desk(world), world),
            Over::Form | Over::Receipt(_) => Vec::new(),
        }
    }

    fn name(&self) -> &'static str {
        "作风"
    }

    fn remark(&self, _: &World) -> Option<Message> {
        match self.over {
            Over::Form => self.taking.remark(),
            Over::Receipt(_) => Some(Message::good("已登记。回执码只显示这一次：离开本页、遮屏即消失。")),
            Over::Nothing if self.message.is_none() && !self.taking.is_blank() => {
                Some(Message::good("登记表没填完：按1接着登记。"))
            }
            Over::Nothing => self.message.clone(),
        }
    }
}
