//! 季度表: the table of a quarter as a calendar, edited by keys: weeks as rows, days as columns, in each the leader and the desk.
//!
//! What is edited stays here until it is kept; a refusal leaves it as it is. Which table may be approved is the domain's to judge.

mod draw;
mod menu;
mod panel;
mod pick;
mod typed;

pub(crate) use menu::QuarterDeed;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::Reason;
use xieban_domain::roster::{
    KeepRoster, Line, Quarter, RosterFlaw, RosterStage, RosterTable, RosterVersion, Seat, Turn, check,
};
use xieban_domain::staff::StaffCode;
use xieban_office::{RosterView, question};
use xieban_term::{Canvas, Code, Key};
use xieban_text::Metrics;

use self::panel::Panel;
use self::pick::Pick;
use self::typed::{Typed, step};
use crate::event::{Acted, Ticket};
use crate::keymap::{SAVE, digit, is_enter, narrow};
use crate::layer::{Action, KeyHint, Layer, Message, News, Offer};
use crate::pending::Pending;
use crate::verb::quarter::VERBS;
use crate::world::World;

/// An edit that is being kept, or a draft that is being made.
struct Keeping {
    ticket: Ticket,
    quarter: Quarter,
    draft: bool,
}

/// The view.
pub(super) struct QuarterView {
    /// Which quarter; none before it has come up.
    quarter: Option<Quarter>,
    /// As the office has it.
    view: Option<Box<RosterView>>,
    /// What was edited and not kept, by quarter.
    typed: BTreeMap<Quarter, Typed>,
    at: Option<Turn>,
    pick: Option<Pick>,
    panel: Option<Panel>,
    asked: Pending<question::Roster>,
    keeping: Option<Keeping>,
    /// Kept, and the answer that shows it is under way.
    settled: Option<Quarter>,
    /// The office refused the edit because somebody else had kept one: keeping again means to go on all the same.
    warned: bool,
    message: Option<Message>,
}

impl QuarterView {
    pub(super) const fn new() -> Self {
        Self {
            quarter: None,
            view: None,
            typed: BTreeMap::new(),
            at: None,
            pick: None,
            panel: None,
            asked: Pending::none(),
            keeping: None,
            settled: None,
            warned: false,
            message: None,
        }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let quarter = *self.quarter.get_or_insert_with(|| Quarter::containing(world.now().date()));
        vec![self.asked.ask(question::Roster { quarter }, world)]
    }

    /// Another quarter, or the same again.
    fn look(&mut self, quarter: Quarter, world: &World) -> Vec<Action> {
        self.quarter = Some(quarter);
        (self.view, self.at, self.pick, self.panel, self.message) = (None, None, None, None, None);
        self.warned = false;
        self.ask(world)
    }

    fn newest(&self) -> Option<&RosterVersion> {
        self.view.as_ref()?.roster.as_ref()?.newest()
    }

    fn typed(&self) -> Option<&Typed> {
        self.typed.get(&self.quarter?)
    }

    /// The table as it stands on the screen: as typed, or else as kept, with a line for every open day.
    fn table(&self, world: &World) -> Option<RosterTable> {
        let quarter = self.quarter?;
        let mut table = RosterTable::empty(quarter, world.facts.calendar);
        let kept = self.newest().map(|version| version.lines.as_slice()).unwrap_or_default();
        let lines = self.typed().map_or(kept, |typed| typed.lines.as_slice());
        table.lines.extend(lines.iter().map(|line| (line.date, line.clone())));
        Some(table)
    }

    /// What is wrong with it as it stands on the screen.
    fn flaws(&self, world: &World) -> Vec<RosterFlaw> {
        let (Some(table), Some(view)) = (self.table(world), &self.view) else { return Vec::new() };
        if self.newest().is_none() && self.typed().is_none() {
            return Vec::new();
        }
        let today = world.now().date();
        check(&table, today, &world.header.staff, &view.absences, world.facts.calendar)
    }

    /// The seat under the marker: at first the morning of today, or of the first open day after it.
    fn at(&self, world: &World) -> Option<Turn> {
        let table = self.table(world)?;
        let today = world.now().date();
        let date =
            table.lines.range(today..).next().or_else(|| table.lines.iter().next()).map(|(date, _)| *date);
        self.at.or_else(|| Some(Turn { date: date?, seat: Seat::Lead }))
    }

    /// Why the seat under the marker cannot be changed now.
    fn barred(&self, date: NaiveDate, world: &World) -> Option<String> {
        let roster = self.view.as_ref()?.roster.as_ref();
        if self.newest().is_some_and(|newest| newest.stage != RosterStage::Draft) {
            return Some("这一版已经批准，改动先办更正：按 0，再按 8。".to_owned());
        }
        let holds = roster.and_then(xieban_domain::roster::Roster::holding).is_some();
        (holds && date < world.now().date()).then(|| "已经过去的日子不能改。".to_owned())
    }

    /// Changes the line of a day.
    fn change(&mut self, dates: &[NaiveDate], world: &World, change: impl Fn(&mut Line)) -> bool {
        self.message = dates.iter().find_map(|date| self.barred(*date, world)).map(Message::bad);
        let (Some(quarter), None, Some(mut table)) = (self.quarter, &self.message, self.table(world)) else {
            return false;
        };
        for date in dates {
            table.lines.get_mut(date).into_iter().for_each(&change);
        }
        let edits = Some(self.newest().map_or(0, |version| version.edits));
        let typed = self.typed.entry(quarter).or_insert(Typed { edits, lines: Vec::new() });
        typed.lines = table.lines.into_values().collect();
        true
    }

    /// Puts somebody into the seat under the marker: alone, or beside whoever sits there.
    fn seat(&mut self, code: &StaffCode, beside: bool, world: &World) {
        let Some(turn) = self.at(world) else { return };
        self.change(&[turn.date], world, |line| {
            let seat = line.seat_mut(turn.seat);
            if !beside {
                seat.clear();
            }
            if !seat.contains(code) {
                seat.push(code.clone());
            }
        });
        self.pick = None;
    }

    fn clear(&mut self, world: &World) {
        if let Some(turn) = self.at(world) {
            self.change(&[turn.date], world, |line| line.seat_mut(turn.seat).clear());
        }
        self.pick = None;
    }

    /// The week under the marker goes into the next one, weekday by weekday.
    fn copy_down(&mut self, world: &World) {
        let (Some(turn), Some(table)) = (self.at(world), self.table(world)) else { return };
        let week = super::days::monday(turn.date);
        let pairs: BTreeMap<NaiveDate, Line> = (0..7)
            .filter_map(|day| {
                let from = table.lines.get(&super::days::later(week, day))?;
                let to = super::days::later(from.date, 7);
                table.lines.contains_key(&to).then(|| (to, Line { date: to, ..from.clone() }))
            })
            .collect();
        let dates: Vec<NaiveDate> = pairs.keys().copied().collect();
        if dates.is_empty() {
            self.message = Some(Message::bad("下一周没有同样的工作日可抄。"));
            return;
        }
        let done = self.change(&dates, world, |line| {
            if let Some(new) = pairs.get(&line.date) {
                line.clone_from(new);
            }
        });
        if done {
            let same = dates
                .iter()
                .find(|date| chrono::Datelike::weekday(*date) == chrono::Datelike::weekday(&turn.date));
            self.at = same.or(dates.first()).map(|date| Turn { date: *date, seat: turn.seat });
            self.message = Some(Message::good(format!("抄了{}天。F8 保存。", dates.len())));
        }
    }

    /// Keeps what was edited.
    fn keep(&mut self, world: &World) -> Vec<Action> {
        let (Some(quarter), Some(typed)) = (self.quarter, self.typed()) else {
            self.message = Some(Message::good("没有改动，不用保存。"));
            return Vec::new();
        };
        if self.keeping.is_some() {
            return Vec::new();
        }
        let edits = typed.edits.filter(|_| !self.warned);
        let keep = KeepRoster { quarter, edits, lines: typed.lines.clone() };
        let (ticket, effect) = world.act(Command::Office(OfficeCommand::KeepRoster(keep)));
        self.keeping = Some(Keeping { ticket, quarter, draft: false });
        self.message = Some(Message::good("正在保存……"));
        vec![Action::Do(effect)]
    }

    fn kept(&mut self, keeping: &Keeping, outcome: Result<(), &Acted>, world: &World) -> Vec<Action> {
        let not = if keeping.draft { "没有排出" } else { "没有保存，您改的还在" };
        match outcome {
            Ok(()) => {
                let flaws = self.flaws(world).len();
                self.warned = false;
                self.message = Some(Message::good(match flaws {
                    _ if keeping.draft => "排好了。逐格改，F8 保存；批准按 0 再按 5。".to_owned(),
                    0 => "已保存。批准按 0 再按 5。".to_owned(),
                    flaws => format!("已保存，还有{flaws}处要改：按 0 再按 4 逐处看。"),
                }));
                self.settled = Some(keeping.quarter);
                return self.ask(world);
            }
            Err(Acted::Refused(refusal)) => {
                self.warned = refusal.is_stale() && !keeping.draft;
                self.message = Some(Message::bad(match &refusal.reason {
                    Reason::Stale { by, .. } if self.warned => {
                        format!("{not}：{by}刚保存过另一份草稿。再按 F8 以您的为准。")
                    }
                    _ => format!("{not}：{refusal}"),
                }));
            }
            Err(Acted::Failed(sentence)) => {
                self.message = Some(Message::bad(format!("{not}：{sentence}")));
            }
        }
        Vec::new()
    }

    /// What is said in the lines it takes, above the message line, where it does not fit there.
    fn told_at_length(&self, metrics: Metrics, width: u16) -> Option<Vec<String>> {
        let message = self.message.as_ref().filter(|message| message.bad)?;
        let room = usize::from(width.saturating_sub(4));
        // As the broader of both policies has it, so that it stands at the same place on every terminal.
        let fits = Metrics::WIDE.width(&message.text) <= room;
        (!fits).then(|| xieban_text::wrap(metrics, &message.text, room))
    }

    /// The people who may have the seat under the marker, by 排序.
    fn people(&self, world: &World) -> Vec<StaffCode> {
        let Some(turn) = self.at(world) else { return Vec::new() };
        crate::people::eligible(world, |staff| turn.seat.fits(staff))
    }

    fn go(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let (table, at) = (self.table(world)?, self.at(world)?);
        let to = step(&table, at, key.code)?;
        self.at = Some(to);
        self.message = None;
        Some(Vec::new())
    }

    /// The keys of the list of people.
    fn picking(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let people = self.people(world);
        let pick = self.pick.as_mut()?;
        if let Some(code) = pick.key(key, &people) {
            self.seat(&code, false, world);
            return Some(Vec::new());
        }
        match (key.code, narrow(key)) {
            (_, Some('+')) => {
                let code = people.get(self.pick.as_ref()?.at).cloned()?;
                self.seat(&code, true, world);
            }
            (Code::Delete | Code::Backspace, _) => self.clear(world),
            (Code::Esc, _) => self.pick = None,
            _ => {}
        }
        Some(Vec::new())
    }

    /// The keys of the panel of flaws: the marker of the grid goes along.
    fn reading(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let flaws = self.flaws(world);
        let panel = self.panel.as_mut()?;
        if !panel.key(key, &flaws) {
            self.panel = None;
            return Some(Vec::new());
        }
        let flaw = flaws.get(panel.at);
        if let Some(date) = flaw.and_then(RosterFlaw::date) {
            let seat = flaw.and_then(RosterFlaw::seat).unwrap_or(Seat::Lead);
            self.at = Some(Turn { date, seat });
        }
        Some(Vec::new())
    }

    fn show_flaws(&mut self, world: &World) {
        if self.flaws(world).is_empty() {
            self.message = Some(Message::good("没有要改的地方。"));
            return;
        }
        self.panel = Some(Panel::default());
        self.reading(Key::plain(Code::Home), world);
    }
}

impl Layer for QuarterView {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let global = matches!(key.code, Code::F(_)) || key.ctrl || key.alt;
        if key.twin() == SAVE {
            return Some(self.keep(world));
        }
        if self.pick.is_some() && !global {
            return self.picking(key, world);
        }
        if self.panel.is_some() && !global {
            return self.reading(key, world);
        }
        let quarter = self.quarter?;
        match key.code {
            Code::PageDown => return Some(self.look(quarter.next(), world)),
            Code::PageUp => return Some(self.look(quarter.previous(), world)),
            Code::Delete | Code::Backspace => {
                self.clear(world);
                return Some(Vec::new());
            }
            _ => {}
        }
        if !global && let Some(moved) = self.go(key, world) {
            return Some(moved);
        }
        if is_enter(key) {
            let people = self.people(world);
            let sitting = self.table(world).zip(self.at(world));
            let first = sitting.and_then(|(table, turn)| table.turn(turn).first().cloned());
            let at = first.and_then(|code| people.iter().position(|each| *each == code)).unwrap_or(0);
            self.message = self.at(world).and_then(|turn| self.barred(turn.date, world)).map(Message::bad);
            self.pick = self.message.is_none().then_some(Pick { at });
            return Some(Vec::new());
        }
        match digit(key)? {
            0 => Some(VERBS.press("", 0, &self.desk()?, world)),
            digit => {
                if let Some(code) = self.people(world).get(digit - 1).cloned() {
                    self.seat(&code, false, world);
                }
                Some(Vec::new())
            }
        }
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(view) = self.asked.answer(news) {
            if self.settled.take_if(|quarter| *quarter == view.quarter).is_some() {
                self.typed.remove(&view.quarter);
            }
            self.view = Some(view.clone());
            return Vec::new();
        }
        match news {
            News::Acted(ticket, outcome) => {
                let keeping = self.keeping.take_if(|keeping| keeping.ticket == *ticket);
                let outcome = outcome.as_ref().map(|_| ());
                keeping.map(|keeping| self.kept(&keeping, outcome, world)).unwrap_or_default()
            }
            News::Told(crate::layer::LayerReply::Quarter(deed)) => self.asked_for(*deed, world),
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        draw::draw(self, canvas, world);
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        let more = [("数字", "排第几个人"), ("Del", "清空"), ("Tab", "换栏"), ("PgUp PgDn", "换季度")];
        let more = more.map(|(key, what)| (key.to_owned(), what.to_owned()));
        let verbs = self.desk().map(|desk| VERBS.hints(&desk, world)).unwrap_or_default();
        self.keys(world).into_iter().chain(more).chain(verbs).collect()
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let keys: &[(&str, &str)] = match (&self.pick, &self.panel) {
            (Some(_), _) => &[("Enter", "排上"), ("+", "加一人"), ("Del", "清空")],
            (_, Some(_)) => &[("上下", "逐处看"), ("Enter", "去改")],
            _ => &[("箭头", "选格"), ("Enter", "选人"), ("0", "办理"), ("F8", "保存"), ("Tab", "换栏")],
        };
        keys.iter().map(|(key, what)| ((*key).to_owned(), (*what).to_owned())).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        self.desk().map(|desk| VERBS.offers(&desk, world)).unwrap_or_default()
    }

    fn name(&self) -> &'static str {
        "季度表"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        let long = self.told_at_length(Metrics::WIDE, world.size.0).is_some();
        self.message.clone().filter(|_| !long).or_else(|| self.offer(world))
    }
}
