//! 办件: the open cases by urgency, the one under the marker in full, and what can be done with it now.

mod draw;
mod identity;

pub(crate) use draw::pane;

use xieban_domain::event::Event;
use xieban_domain::number::CaseId;
use xieban_domain::staff::Role;
use xieban_forms::SheetKind;
use xieban_office::{Answer, CaseList, CaseView, FOUND, Filter, Query, Scope};
use xieban_term::{Canvas, Code, Key};

use crate::event::{Effect, Ticket};
use crate::keymap::{digit, is_enter, narrow};
use crate::layer::{Action, KeyHint, Layer, LayerReply, Message, News, Offer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::paper::{Job, PaperPreview};
use crate::overlay::reveal_flow::RevealFlow;
use crate::verb::case::{VERBS, awaits};
use crate::widget::identity::{Looking, is_key};
use crate::widget::sheets::{SheetsOf, sheets_of};
use crate::world::World;

/// How long no key comes before the pane follows the marker, in milliseconds.
const FOLLOW: u64 = 250;

/// Which cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Mine,
    DueToday,
    Overdue,
    Prompted,
    Signature,
    Acting,
    Approvals,
    Office,
    Found,
}

const VIEWS: [View; 8] = [
    View::Mine,
    View::DueToday,
    View::Overdue,
    View::Prompted,
    View::Signature,
    View::Acting,
    View::Approvals,
    View::Office,
];

/// The views of whoever is signed in: only a leader has something to approve.
fn views(world: &World) -> Vec<View> {
    VIEWS.into_iter().filter(|view| *view != View::Approvals || world.leads()).collect()
}

/// The screen of cases.
pub(crate) struct Cases {
    view: View,
    list: CaseList,
    /// Place of the marker in the whole list.
    at: usize,
    /// What was looked for, in the view of what was found.
    query: String,
    pane: Option<Box<CaseView>>,
    whole: bool,
    scroll: usize,
    listing: Option<Ticket>,
    viewing: Option<Ticket>,
    follow: Option<Ticket>,
    /// Go to this case once the list is here.
    seek: Option<CaseId>,
    /// A dialog of ours has just changed this case: it may be the reply.
    replying: Option<CaseId>,
    /// On its way: the page that says who looks at this case.
    looking: Looking,
    /// The case that is shown in clear.
    seen: Option<CaseId>,
    message: Option<Message>,
}

impl Cases {
    pub(crate) fn new() -> Self {
        Self {
            view: View::Mine,
            list: CaseList { rows: Vec::new(), offset: 0, total: 0 },
            at: 0,
            query: String::new(),
            pane: None,
            whole: false,
            scroll: 0,
            listing: None,
            viewing: None,
            follow: None,
            seek: None,
            replying: None,
            looking: Looking::default(),
            seen: None,
            message: None,
        }
    }

    fn rows(world: &World) -> usize {
        usize::from(draw::list_rows(world.size)).max(1)
    }

    /// Asks for the part of the list round the marker.
    fn relist(&mut self, world: &World) -> Vec<Action> {
        let Some(me) = world.me.clone() else { return Vec::new() };
        let today = world.now().date();
        let rows = Self::rows(world);
        let offset = self.at.saturating_sub(rows);
        // Who is no officer looks after everybody's.
        let officer = world.myself().is_some_and(|staff| staff.is(Role::Officer));
        let desk = if officer { Scope::Of(me.clone()) } else { Scope::Office };
        let (scope, filter) = match self.view {
            View::Mine => (Scope::Of(me), Filter::All),
            View::DueToday => (desk, Filter::DueOn(today)),
            View::Overdue => (desk, Filter::DueBefore(today)),
            View::Prompted => (desk, Filter::Prompted),
            View::Signature => (desk, Filter::AwaitingSignature),
            View::Acting => (Scope::ActedBy(me, today), Filter::All),
            View::Approvals => (Scope::Approving(me, today), Filter::All),
            View::Office => (Scope::Office, Filter::All),
            View::Found => {
                let (ticket, effect) = world.ask(Query::Find(self.query.clone()));
                self.listing = Some(ticket);
                return vec![Action::Do(effect)];
            }
        };
        let (ticket, effect) = world.ask(Query::Cases { scope, filter, offset, limit: rows * 3 });
        self.listing = Some(ticket);
        vec![Action::Do(effect)]
    }

    /// Asks for the case under the marker, now.
    fn review(&mut self, world: &World) -> Vec<Action> {
        self.follow = None;
        let Some(id) = self.selected() else {
            self.pane = None;
            return Vec::new();
        };
        let (ticket, effect) = world.ask(self.query(id));
        self.viewing = Some(ticket);
        vec![Action::Do(effect)]
    }

    fn selected(&self) -> Option<CaseId> {
        let row = self.at.checked_sub(self.list.offset)?;
        self.list.rows.get(row).map(|row| row.record.case.id())
    }

    /// The marker moves; the pane follows once the keys are quiet.
    fn go(&mut self, at: usize, world: &World) -> Vec<Action> {
        self.at = at.min(self.list.total.saturating_sub(1));
        self.replying = None;
        self.hide_identity();
        self.scroll = 0;
        self.message = None;
        let loaded = self.list.offset..self.list.offset + self.list.rows.len();
        let near =
            !loaded.contains(&self.at) || (self.at + Self::rows(world)).min(self.list.total) > loaded.end;
        let ticket = world.ticket();
        self.follow = Some(ticket);
        let mut actions = if near { self.relist(world) } else { Vec::new() };
        actions.push(Action::Do(Effect::After(ticket, FOLLOW)));
        actions
    }

    fn look(&mut self, view: View, world: &World) -> Vec<Action> {
        (self.view, self.at, self.pane) = (view, 0, None);
        self.hide_identity();
        self.message = None;
        self.relist(world)
    }

    /// 待我审批.
    pub(crate) fn approvals(&mut self, world: &World) -> Vec<Action> {
        self.look(View::Approvals, world)
    }

    /// Looks for cases by number, telephone, papers or name.
    pub(crate) fn find(&mut self, query: String, world: &World) -> Vec<Action> {
        self.query = query;
        self.look(View::Found, world)
    }

    /// R42, R63: the visitor was led on, or told: the slip that he takes, the strip that he signs, comes out of the printer by itself.
    fn paper(&mut self, world: &World) -> Vec<Action> {
        let Some(view) = self.pane.as_deref() else { return Vec::new() };
        let case = &view.row.record.case;
        let Some(Event::Case { event, .. }) = view.timeline.first().map(|entry| &entry.event) else {
            return Vec::new();
        };
        let Some(form) = event.trace().paper else { return Vec::new() };
        let kind = SheetKind::of(form);
        if self.replying != Some(case.id()) {
            return Vec::new();
        }
        let id = case.id();
        let there = sheets_of(kind, SheetsOf::view(view), form, world).is_ok();
        self.replying = None;
        let print = move |view: &CaseView, world: &World| {
            let sheets = sheets_of(kind, SheetsOf::view(view), form, world).into_iter();
            let job = || Job { case: Some((id, vec![form])), again: false };
            sheets.map(|sheets| Action::Open(Box::new(PaperPreview::to_print(sheets, job())))).collect()
        };
        there.then(|| Action::Open(Box::new(RevealFlow::after_own(id, print)))).into_iter().collect()
    }

    /// The case under the marker, if the pane shows it.
    fn shown(&self) -> Option<&CaseView> {
        self.pane.as_deref().filter(|view| Some(view.row.record.case.id()) == self.selected())
    }
}

/// `/`: what to look for.
pub(crate) fn ask_find() -> Box<dyn Layer> {
    let form = crate::form::Form::new().text_field(0, "找什么", 40);
    let dialog = Dialog::new("找件", form, |form, _| match form.text(0).trim().is_empty() {
        true => Outcome::Wait("请输入编号（如0123-7）、电话、证件号、姓名或拼音首字母。"),
        false => Outcome::Tell(LayerReply::Find(form.text(0))),
    });
    Box::new(
        dialog
            .seeking()
            .explained(vec!["编号（如0123-7）、电话、证件号、单位或姓名的开头、拼音首字母。".to_owned()]),
    )
}

impl Layer for Cases {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.relist(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let rows = Self::rows(world);
        if self.whole {
            match key.code {
                Code::Down | Code::PageDown => {
                    self.scroll += if key.code == Code::Down { 1 } else { rows };
                    return Some(Vec::new());
                }
                Code::Up | Code::PageUp => {
                    self.scroll = self.scroll.saturating_sub(if key.code == Code::Up { 1 } else { rows });
                    return Some(Vec::new());
                }
                Code::Esc => {
                    self.whole = false;
                    return Some(Vec::new());
                }
                _ => {}
            }
        }
        match key.code {
            Code::Down => return Some(self.go(self.at + 1, world)),
            Code::Up => return Some(self.go(self.at.saturating_sub(1), world)),
            Code::PageDown => return Some(self.go(self.at + rows, world)),
            Code::PageUp => return Some(self.go(self.at.saturating_sub(rows), world)),
            Code::Home => return Some(self.go(0, world)),
            Code::End => return Some(self.go(usize::MAX, world)),
            Code::Left | Code::Right => {
                let views = views(world);
                let at = views.iter().position(|view| *view == self.view).unwrap_or(0);
                let next = if key.code == Code::Right {
                    (at + 1) % views.len()
                } else {
                    (at + views.len() - 1) % views.len()
                };
                return Some(views.get(next).map(|view| self.look(*view, world)).unwrap_or_default());
            }
            Code::Esc if self.view == View::Found => return Some(self.look(View::Mine, world)),
            Code::Esc => {
                self.message = Some(Message::good("换人或下班按 F10 签退；登记按 F2。"));
                return Some(Vec::new());
            }
            _ => {}
        }
        if is_enter(key) {
            self.whole = !self.whole && self.selected().is_some();
            return Some(self.review(world));
        }
        if narrow(key) == Some('/') {
            return Some(vec![Action::Open(ask_find())]);
        }
        if is_key(key) {
            return Some(self.show_identity(world));
        }
        match self.shown() {
            Some(view) => VERBS.key(key, view, world),
            None => digit(key).map(|_| self.review(world)),
        }
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match news {
            News::Answer(ticket, Ok(Answer::Cases(list))) if self.listing == Some(*ticket) => {
                self.listing = None;
                self.list = list.clone();
                self.at = self.at.min(self.list.total.saturating_sub(1));
                if let Some(id) = self.seek.take() {
                    let place = self.list.rows.iter().position(|row| row.record.case.id() == id);
                    self.at = place.map_or(self.at, |place| self.list.offset + place);
                }
                if self.view == View::Found && self.list.total == 0 {
                    self.message = Some(Message::bad("没有找到。请核对编号、电话或姓名。"));
                }
                if self.view == View::Found && self.list.total == FOUND {
                    self.message = Some(Message::good(format!(
                        "只列最近{FOUND}件；要更早的，把姓名写全或用电话、编号找。"
                    )));
                }
                self.review(world)
            }
            News::Answer(ticket, Ok(Answer::Case(view))) if self.viewing == Some(*ticket) => {
                self.viewing = None;
                self.pane.clone_from(view);
                self.paper(world)
            }
            News::Acted(ticket, outcome) if self.looking.is(*ticket) => self.looked(outcome, world),
            News::Told(LayerReply::Seen(of)) => self.see(*of, world),
            News::Timer(ticket) if self.follow == Some(*ticket) => self.review(world),
            News::Told(LayerReply::Find(text)) => self.find(text.clone(), world),
            News::Changed | News::Told(LayerReply::Changed | LayerReply::PaperOut { .. }) => {
                if matches!(news, News::Told(LayerReply::Changed)) {
                    self.replying = self.selected();
                }
                self.seek = self.selected();
                self.relist(world)
            }
            _ => Vec::new(),
        }
    }

    fn left(&mut self) {
        self.hide_identity();
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        draw::draw(self, canvas, world);
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let mut hints = self.keys(world);
        if let Some(view) = self.shown() {
            hints.extend(VERBS.hints(view, world));
        }
        hints
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let keys = [("上下", "选件"), ("左右", "换栏"), ("Enter", "详情"), ("/", "找"), ("*", "身份")];
        keys.map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        self.shown().map(|view| VERBS.offers(view, world)).unwrap_or_default()
    }

    fn name(&self) -> &'static str {
        "办件"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        let waits = || self.shown().and_then(|view| awaits(view, world));
        self.message.clone().or_else(|| waits().map(Message::good))
    }
}
