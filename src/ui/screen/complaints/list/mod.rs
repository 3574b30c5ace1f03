//! 投诉: complaints about the matters we supervise, the one under the marker in full, what can be done with it now, and the form
//! by which a new one is taken in.

mod form;
mod identity;
mod same;
mod words;

pub(crate) use same::{listed, same};

use std::collections::BTreeMap;
use std::rc::Rc;

use form::ComplaintForm;
use xieban_domain::complaint::ComplaintId;
use xieban_office::{Answer, ComplaintRow, Query, Which};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::event::{Acted, Ticket};
use crate::layer::{Action, KeyHint, Layer, LayerReply, Message, News, Offer};
use crate::verb::complaint::{ComplaintDesk, VERBS};
use crate::widget::identity::{Looking, is_key};
use crate::widget::records::{RecordList, RecordPage};
use crate::world::World;

/// Which complaints are listed, as the row above them names them.
const WHICH: [(Which, &str); 3] = [(Which::Mine, "我的"), (Which::Open, "在办"), (Which::All, "全部")];

/// The view.
pub(super) struct ComplaintsView {
    which: Which,
    rows: Vec<ComplaintRow>,
    /// All of them, for what repeats an earlier one.
    all: Rc<[ComplaintRow]>,
    listing: Option<(Ticket, Which)>,
    knowing: Option<Ticket>,
    records: RecordList,
    taking: ComplaintForm,
    /// The form lies over the list.
    open: bool,
    /// Go to this complaint once the list is here.
    seek: Option<ComplaintId>,
    /// One has just been taken in: its number is said once it is known.
    fresh: Option<ComplaintId>,
    /// On its way: the page that says who looks at a complaint, then the complaint.
    looking: Looking,
    seeing: Option<Ticket>,
    /// The complaint that is shown in clear.
    seen: Option<Box<ComplaintRow>>,
    message: Option<Message>,
}

impl ComplaintsView {
    pub(super) fn new() -> Self {
        Self {
            which: Which::Open,
            rows: Vec::new(),
            all: Rc::default(),
            listing: None,
            knowing: None,
            records: RecordList::default(),
            taking: ComplaintForm::blank(),
            open: false,
            seek: None,
            fresh: None,
            looking: Looking::default(),
            seeing: None,
            seen: None,
            message: None,
        }
    }

    fn relist(&mut self, world: &World) -> Vec<Action> {
        let (listing, list) = world.ask(Query::Complaints(self.which));
        let (knowing, know) = world.ask(Query::Complaints(Which::All));
        (self.listing, self.knowing) = (Some((listing, self.which)), Some(knowing));
        vec![Action::Do(list), Action::Do(know)]
    }

    fn look(&mut self, which: Which, world: &World) -> Vec<Action> {
        self.which = which;
        self.hide_identity();
        self.records.go_to(0);
        self.message = None;
        self.relist(world)
    }

    fn shown(&self) -> Option<&ComplaintRow> {
        self.rows.get(self.records.at())
    }

    fn desk(&self) -> ComplaintDesk {
        ComplaintDesk { row: self.shown().cloned(), all: Rc::clone(&self.all) }
    }

    fn taken(&mut self, rows: &[ComplaintRow], world: &World) {
        self.all = rows.into();
        self.taking.repeated(&self.all, world);
        if let Some(id) = self.fresh.take()
            && let Some(row) = rows.iter().find(|row| row.complaint.id == id)
        {
            let number = world.header.settings.complaint_paper(row.complaint.id);
            self.seek = Some(row.complaint.id);
            self.message =
                Some(Message::good(format!("已登记 {number}，{}前答复。", row.complaint.taken.due.iso())));
            self.find();
        }
    }

    fn find(&mut self) {
        let Some(id) = self.seek else { return };
        if let Some(at) = self.rows.iter().position(|row| row.complaint.id == id) {
            self.seek = None;
            self.records.go_to(at);
        }
    }
}

impl Layer for ComplaintsView {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.relist(world)
    }

    fn left(&mut self) {
        self.hide_identity();
        self.records.close();
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if self.open {
            if key.code == Code::Esc {
                self.open = false;
                return Some(Vec::new());
            }
            return self.taking.key(key, &self.all, world);
        }
        let at = self.records.at();
        if self.records.key(key, self.rows.len()) {
            if self.records.at() != at {
                self.hide_identity();
            }
            self.message = None;
            return Some(Vec::new());
        }
        if matches!(key.code, Code::Tab | Code::BackTab) {
            let at = WHICH.iter().position(|(which, _)| *which == self.which).unwrap_or(0);
            let next = at + if key.code == Code::Tab { 1 } else { WHICH.len() - 1 };
            let which = WHICH.get(next % WHICH.len()).map_or(Which::Open, |(which, _)| *which);
            return Some(self.look(which, world));
        }
        if is_key(key) {
            return Some(self.show_identity(world));
        }
        let pressed = VERBS.key(key, &self.desk(), world)?;
        self.message = None;
        Some(pressed)
    }

    fn paste(&mut self, text: &str, world: &World) -> Vec<Action> {
        if self.open {
            self.taking.paste(text, &self.all, world);
        }
        Vec::new()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match news {
            News::Answer(ticket, Ok(Answer::Complaints(rows))) => {
                if self.listing == Some((*ticket, self.which)) {
                    self.listing = None;
                    self.seek = self.seek.or_else(|| self.shown().map(|row| row.complaint.id));
                    self.rows.clone_from(rows);
                    let last = self.rows.len().saturating_sub(1);
                    if self.records.at() > last {
                        self.records.go_to(last);
                    }
                    self.find();
                }
                if self.knowing == Some(*ticket) {
                    self.knowing = None;
                    self.taken(rows, world);
                }
                Vec::new()
            }
            News::Acted(ticket, outcome) if self.taking.expects(*ticket) => {
                match outcome {
                    Ok(done) => {
                        self.taking = ComplaintForm::blank();
                        self.open = false;
                        self.fresh = done.number.as_ref().and_then(|number| number.parse().ok());
                        return self.relist(world);
                    }
                    Err(Acted::Refused(refusal)) => self.taking.refused(refusal),
                    Err(Acted::Failed(sentence)) => self.taking.failed(sentence),
                }
                Vec::new()
            }
            News::Acted(ticket, outcome) if self.looking.is(*ticket) => self.looked(outcome, world),
            News::Answer(ticket, Ok(Answer::Complaint(row))) if self.seeing == Some(*ticket) => {
                self.seen(row.as_deref());
                Vec::new()
            }
            News::Told(LayerReply::TakeComplaint) => {
                self.open = true;
                self.taking.begin(&self.all, world);
                Vec::new()
            }
            News::Told(LayerReply::Seen(of)) => self.see(*of, world),
            News::Told(LayerReply::Complaint(id)) => {
                self.open = false;
                self.seek = Some(*id);
                self.look(Which::All, world)
            }
            News::Changed => self.relist(world),
            _ => Vec::new(),
        }
    }

    fn drafts(&self) -> BTreeMap<String, String> {
        self.taking.draft().into_iter().collect()
    }

    fn restore(&mut self, drafts: &BTreeMap<String, String>, world: &World) -> usize {
        let found = drafts.values().find_map(|draft| ComplaintForm::restored(draft, world));
        let count = usize::from(found.is_some());
        self.taking = found.unwrap_or_else(ComplaintForm::blank);
        count
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        if self.open {
            self.taking.draw(canvas);
            return;
        }
        let mut x = 1;
        for (which, name) in WHICH {
            x = match which == self.which {
                true => canvas.put(x, 0, &format!("[{name}]"), Tone::Title),
                false => canvas.put(x, 0, &format!(" {name} "), Tone::Text),
            };
        }
        let rows: Vec<_> = self.rows.iter().map(|row| words::row(row, world)).collect();
        let page = self.in_sight().map_or_else(RecordPage::default, |row| words::page(row, world));
        let none = "这一栏没有投诉。Tab换范围，1登记。投诉不作协办件，不出协办单。";
        canvas.sub(0, 1, width, height.saturating_sub(2), |canvas| {
            self.records.draw(canvas, &words::COLUMNS, &rows, (&page, none));
        });
        VERBS.draw_row(canvas, height.saturating_sub(1), &self.desk(), world);
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        if self.open {
            return self.keys(world);
        }
        self.keys(world).into_iter().chain(VERBS.hints(&self.desk(), world)).collect()
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let keys: &[(&str, &str)] = match self.open {
            true => &[("F8", "登记"), ("Enter", "下一栏")],
            false => &[("上下", "选件"), ("Tab", "范围"), ("左右", "换栏"), ("Enter", "全文"), ("*", "身份")],
        };
        keys.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        if self.open { Vec::new() } else { VERBS.offers(&self.desk(), world) }
    }

    fn name(&self) -> &'static str {
        "投诉"
    }

    fn remark(&self, _: &World) -> Option<Message> {
        match self.open {
            true => self.taking.remark(),
            false if self.message.is_none() && !self.taking.is_blank() => {
                Some(Message::good("登记表没填完：按1接着登记。"))
            }
            false => self.message.clone(),
        }
    }
}
