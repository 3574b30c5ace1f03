//! 要办的: what of the roster is due and by when, which swaps wait and for whom, and which half-days ahead have nobody.

mod swap;

use xieban_domain::moment::short_date;
use xieban_domain::roster::{PostingState, Quarter, RosterStage, Swap, SwapState};
use xieban_office::{Answer, Query, RosterView};
use xieban_term::{Canvas, Code, Key, Tone};

use super::days::{Days, missing};
use crate::event::Ticket;
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, Message, News, Offer};
use crate::verb::due::{DueDesk, VERBS};
use crate::widget::case_line::tone;
use crate::world::World;

/// Days without somebody that are named at the most.
const HOLES: usize = 8;

/// The view.
pub(super) struct DueView {
    days: Days,
    /// This quarter's roster and the next one's.
    rosters: Vec<RosterView>,
    asked: Vec<Ticket>,
    at: usize,
    message: Option<Message>,
}

/// A row: how urgent, what, and the swap that Enter answers.
struct DueRow {
    light: (String, Tone),
    what: String,
    swap: Option<(Quarter, Swap)>,
}

impl DueRow {
    fn new(light: &str, tone: Tone, what: String) -> Self {
        Self { light: (light.to_owned(), tone), what, swap: None }
    }
}

impl DueView {
    pub(super) fn new() -> Self {
        Self { days: Days::default(), rosters: Vec::new(), asked: Vec::new(), at: 0, message: None }
    }

    fn ask(&mut self, world: &World) -> Vec<Action> {
        let now = Quarter::containing(world.now().date());
        let mut actions = self.days.ask(world);
        self.asked.clear();
        for quarter in [now, now.next()] {
            let (ticket, effect) = world.ask(Query::Roster(quarter));
            self.asked.push(ticket);
            actions.push(Action::Do(effect));
        }
        actions
    }

    fn desk(&self) -> DueDesk {
        DueDesk { rosters: self.rosters.as_slice().into() }
    }

    fn rows(&self, world: &World) -> Vec<DueRow> {
        let swaps = self.rosters.iter().flat_map(|view| swaps(view, world));
        let tables = self.rosters.iter().flat_map(|view| table(view, world));
        let today = world.now().date();
        let ahead = self.days.span.days.iter().filter(|day| day.date >= today);
        let holes = ahead.flat_map(|day| missing(&self.days.span, day.date, world));
        let holes: Vec<String> = holes.collect();
        let more = holes.len().saturating_sub(HOLES);
        let named = holes.into_iter().take(HOLES).map(|said| DueRow::new("红 缺人", Tone::Red, said));
        let more =
            (more > 0).then(|| DueRow::new("", Tone::Dim, format!("三周内还有{more}处，见本周、季度表。")));
        swaps.chain(tables).chain(named).chain(more).collect()
    }

    /// Enter on a row.
    fn answer(&mut self, world: &World) -> Vec<Action> {
        let mut rows = self.rows(world);
        if self.at >= rows.len() {
            return Vec::new();
        }
        if let Some((quarter, swap)) = rows.swap_remove(self.at).swap {
            return vec![swap::answer(quarter, &swap, world)];
        }
        self.message = Some(Message::good("安排表在季度表里办，缺人的日子在本周里补：左右换栏。"));
        Vec::new()
    }
}

/// What of a quarter's table is due.
fn table(view: &RosterView, world: &World) -> Vec<DueRow> {
    let (name, today) = (view.quarter.name(), world.now().date());
    let newest = view.roster.as_ref().and_then(|roster| roster.newest());
    let mut rows = Vec::new();
    match view.posting {
        Some(PostingState::Alarms) => {
            rows.push(DueRow::new("红 未公示", Tone::Red, format!("{name}安排表没有公示。")));
        }
        Some(PostingState::Warns) => {
            rows.push(DueRow::new("黄 未公示", Tone::Amber, format!("{name}安排表要公示了。")));
        }
        Some(PostingState::InTime) | None => {}
    }
    match newest.map(|version| &version.stage) {
        None => rows.push(DueRow::new("黄 待编制", Tone::Amber, format!("{name}安排表还没有草稿。"))),
        Some(RosterStage::Draft) if view.flaws.is_empty() => {
            rows.push(DueRow::new("黄 待批准", Tone::Amber, format!("{name}安排表等值班领导批准。")));
        }
        Some(RosterStage::Draft) => {
            let flaws = view.flaws.len();
            rows.push(DueRow::new("黄 待改", Tone::Amber, format!("{name}安排表草稿有{flaws}处要改。")));
        }
        Some(RosterStage::Approved(_) | RosterStage::Posted(..) | RosterStage::Reported(..)) => {}
    }
    if let Some(light) = view.report {
        let provisional = if view.target.provisional { "（暂定）" } else { "" };
        let by = short_date(view.target.prudent, today);
        let what = format!("{name}安排表报送，目标{by}{provisional}。");
        rows.push(DueRow::new(&light.text(), tone(light), what));
    }
    rows
}

/// The swaps that wait, each with whom it waits for.
fn swaps(view: &RosterView, world: &World) -> Vec<DueRow> {
    let open = view.roster.iter().flat_map(|roster| &roster.swaps);
    let row = |swap: &Swap| {
        let with = world.header.staff.name(&swap.with);
        let wait = match swap.consent {
            SwapState::Proposed => format!("黄 等{with}"),
            SwapState::Agreed => "黄 等批准".to_owned(),
            SwapState::Approved | SwapState::Declined => return None,
        };
        let what = format!("换班：{}", swap::said(swap, world));
        Some(DueRow { swap: Some((view.quarter, swap.clone())), ..DueRow::new(&wait, Tone::Amber, what) })
    };
    open.filter_map(row).collect()
}

impl Layer for DueView {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let last = self.rows(world).len().saturating_sub(1);
        self.message = None;
        match key.code {
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Up => self.at = self.at.min(last).saturating_sub(1),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ if is_enter(key) => return Some(self.answer(world)),
            _ => {
                return VERBS.key(key, &self.desk(), world);
            }
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match news {
            News::Answer(ticket, Ok(Answer::Roster(view))) if self.asked.contains(ticket) => {
                self.asked.retain(|asked| asked != ticket);
                self.rosters.retain(|other| other.quarter != view.quarter);
                self.rosters.push((**view).clone());
                let now = Quarter::containing(world.now().date());
                self.rosters.retain(|view| view.quarter >= now);
                self.rosters.sort_by_key(|view| view.quarter);
                Vec::new()
            }
            News::Changed => self.ask(world),
            _ => self.days.hear(news, world),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, below) = canvas.size();
        let height = below.saturating_sub(1);
        VERBS.draw_row(canvas, height, &self.desk(), world);
        let rows = self.rows(world);
        if rows.is_empty() {
            canvas.put(1, 0, "没有要办的。", Tone::Dim);
        }
        let at = self.at.min(rows.len().saturating_sub(1));
        let first = (at + 1).saturating_sub(height.into());
        for ((place, row), y) in rows.iter().enumerate().skip(first).zip(0..height) {
            if place == at {
                canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
                canvas.cursor(0, y);
            }
            canvas.put_in(2, y, 13, &row.light.0, row.light.1);
            canvas.put_in(16, y, width.saturating_sub(17), &row.what, Tone::Text);
        }
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world).into_iter().chain(VERBS.hints(&self.desk(), world)).collect()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        VERBS.offers(&self.desk(), world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let keys = [("上下", "选一条"), ("Enter", "答复换班"), ("左右", "换栏")];
        keys.map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn name(&self) -> &'static str {
        "要办的"
    }

    fn remark(&self, _: &World) -> Option<Message> {
        self.message.clone()
    }
}
