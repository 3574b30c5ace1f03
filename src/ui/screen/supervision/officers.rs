//! 责任人: a row an officer, what is overdue among it; Enter opens all his figures, and each of these its cases.

use xieban_domain::figures::{Figures, Measure, MeasureTotals, Period, ReportLine};
use xieban_domain::staff::StaffCode;
use xieban_term::{Canvas, Code, Key, Tone};

use super::open::open;
use super::period::{Chosen, PeriodFigures, keys};
use crate::chrome;
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer, News};
use crate::widget::bars;
use crate::widget::marked::Marked;
use crate::world::World;

/// The columns: the line of the report, and where it ends.
const COLUMNS: [(&str, &str, u16); 9] = [
    ("登记件数", "登记", 17),
    ("办结", "办结", 23),
    ("按时办结率", "按时率", 31),
    ("超期", "超期", 37),
    ("平均用时（工作日）", "用时", 44),
    ("二次告知", "二次告知", 54),
    ("差评", "差评", 60),
    ("未签字", "未签字", 68),
    ("逾期未回复", "未回复", 76),
];
/// Where the bars begin on a broad screen.
const BARS: u16 = 80;

/// The view.
pub(super) struct Officers {
    held: PeriodFigures,
    marked: Marked,
}

fn figures(tally: &MeasureTotals) -> Figures {
    Figures { tally: tally.clone(), ..Figures::default() }
}

fn overdue(tally: &MeasureTotals) -> u64 {
    u64::try_from(tally.sum(&[Measure::LateDone, Measure::DueOpen])).unwrap_or(0)
}

impl Officers {
    pub(super) const fn new(chosen: Chosen) -> Self {
        Self { held: PeriodFigures::new(chosen), marked: Marked::new() }
    }

    /// Officers by the order of the directory, those who have left behind.
    fn rows(&self, world: &World) -> Vec<(StaffCode, MeasureTotals)> {
        let Some(view) = self.held.view(world) else { return Vec::new() };
        let mut rows: Vec<_> =
            view.officers.iter().map(|(code, tally)| (code.clone(), tally.clone())).collect();
        rows.sort_by_key(|(code, _)| {
            world.header.staff.get(code).map_or(u32::MAX, |staff| u32::from(staff.order))
        });
        rows
    }

    fn open(&self, world: &World) -> Vec<Action> {
        let row = self.rows(world).into_iter().nth(self.marked.at());
        let sheet = row.map(|(code, tally)| OfficerRow::new(code, &tally, self.held.period(world), world));
        sheet.map(|sheet| Action::Open(Box::new(sheet))).into_iter().collect()
    }
}

fn cells(figures: &Figures) -> Vec<(String, u16)> {
    let lines = figures.lines();
    let text = |label: &str| {
        lines.iter().find(|line| line.label == label).map_or(String::new(), |line| line.value.text())
    };
    COLUMNS.iter().map(|(label, _, end)| (text(label), *end)).collect()
}

impl Layer for Officers {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.held.ask(world)
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let count = self.rows(world).len();
        match () {
            () if self.marked.step(key, count) => {}
            () if is_enter(key) => return Some(self.open(world)),
            () => return self.held.turn(key, world),
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if matches!(news, News::Changed) || self.held.told(news, world) {
            return self.held.ask(world);
        }
        if self.held.hear(news) {
            self.marked.within(self.rows(world).len());
        }
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        self.held.head(canvas, world, "按直接责任人");
        let Some(view) = self.held.view(world) else { return };
        canvas.put(2, 1, "协办员", Tone::Label);
        for (_, name, end) in COLUMNS {
            canvas.put_before(end, 1, name, Tone::Label);
        }
        let broad = width > BARS + 10;
        if broad {
            canvas.put(BARS, 1, "超期", Tone::Label);
        }
        let rows = self.rows(world);
        let largest = rows.iter().map(|(_, tally)| overdue(tally)).max().unwrap_or(0);
        let mut end = 2;
        let room = 2..height.saturating_sub(2).max(3);
        self.marked.draw(canvas, room, rows.iter(), |canvas, y, (code, tally)| {
            canvas.put_in(2, y, 10, world.header.staff.name(code), Tone::Text);
            for (text, end) in cells(&figures(tally)) {
                canvas.put_before(end, y, &text, Tone::Text);
            }
            if broad {
                let cells = bars::length(overdue(tally), largest, width - BARS - 6);
                let x = bars::bar(canvas, (BARS, y), cells, Tone::Red);
                canvas.put(x + u16::from(cells > 0), y, &overdue(tally).to_string(), Tone::Text);
            }
            end = y + 1;
        });
        if rows.is_empty() {
            canvas.put(2, end, "这一期没有可看的责任人数字。", Tone::Dim);
            end += 1;
        }
        canvas.put(2, end, "全所", Tone::Label);
        for (text, x) in cells(&view.now) {
            canvas.put_before(x, end, &text, Tone::Label);
        }
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.keys(world)
    }

    fn keys(&self, _: &World) -> Vec<KeyHint> {
        let mut hints =
            vec![("上下".to_owned(), "选人".to_owned()), ("Enter".to_owned(), "看他的数".to_owned())];
        hints.extend(keys());
        hints
    }

    fn name(&self) -> &'static str {
        "责任人"
    }
}

/// One officer's figures; Enter opens the cases of one.
struct OfficerRow {
    code: StaffCode,
    name: String,
    period: Period,
    lines: Vec<ReportLine>,
    marked: Marked,
}

impl OfficerRow {
    fn new(code: StaffCode, tally: &MeasureTotals, period: Period, world: &World) -> Self {
        let lines = figures(tally).lines().into_iter().filter(|line| !line.opens.is_empty()).collect();
        Self { name: world.header.staff.name(&code).to_owned(), code, period, lines, marked: Marked::new() }
    }
}

impl Layer for OfficerRow {
    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Action>> {
        match key.code {
            Code::Esc => return Some(vec![Action::Close]),
            _ if self.marked.step(key, self.lines.len()) => {}
            _ if is_enter(key) => {
                let whose = Some((&self.code, self.name.as_str()));
                let line = self.lines.get(self.marked.at());
                return Some(
                    line.map(|line| open(line.label, line.opens, self.period, whose)).into_iter().collect(),
                );
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        canvas.clear(0, 0, width, height);
        canvas.put(1, 0, &format!("{}  {}", self.name, self.period.name()), Tone::Title);
        let room = usize::from(height.saturating_sub(5)).max(1);
        // Two columns side by side, the marker going down the first and then the second.
        let columns = [(0, 2_u16), (1, width / 2 + 2)];
        let start = self.marked.at() / (room * 2) * (room * 2);
        for (column, x) in columns {
            let lines = self.lines.iter().enumerate().skip(start + column * room).take(room);
            for ((at, line), y) in lines.zip(2..) {
                let here = at == self.marked.at();
                if here {
                    canvas.put(x - 2, y, canvas.glyphs.marker, Tone::Marker);
                    canvas.cursor(x - 2, y);
                }
                canvas.put(x, y, line.label, if here { Tone::Title } else { Tone::Text });
                canvas.put_before(x + 32, y, &line.value.text(), Tone::Text);
            }
        }
        chrome::hotlines(canvas, world, height.saturating_sub(2), "");
        chrome::keys(canvas, height.saturating_sub(1), &self.hints(world));
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("上下", "选项"), ("Enter", "看件")].map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn name(&self) -> &'static str {
        "责任人的数字"
    }
}
