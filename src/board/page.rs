//! The pages, and the order in which they come. A text that is too long for one page has several.

mod dark;
mod duty;
mod measures;
mod person;
mod progress;
mod week;
mod words;

use xieban_term::{Canvas, Tone};
use xieban_text::spread;

use super::scene::OnDuty;
use super::state::Board;

/// What a page is about, by its name in the board's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// Who is on duty now and next (R21, R22).
    Duty,
    /// Each of the day's people, with the photograph (R21).
    People,
    Week,
    /// 百姓办事流程图 (R31).
    Chart,
    /// 办事指南 (R3).
    Guide,
    /// 便民措施 and 设施 (R28, R29).
    Measures,
    /// Purpose and procedure of the scheme (R69).
    Purpose,
    /// How far the cases are: number and state. Only where it is asked for.
    Progress,
}

impl PageKind {
    /// Every one.
    pub(crate) const ALL: [Self; 8] = [
        Self::Duty,
        Self::People,
        Self::Week,
        Self::Chart,
        Self::Guide,
        Self::Measures,
        Self::Purpose,
        Self::Progress,
    ];
    /// Those that come where nothing is said.
    pub(crate) const USUAL: [Self; 7] =
        [Self::Duty, Self::People, Self::Week, Self::Chart, Self::Guide, Self::Measures, Self::Purpose];

    /// Its name in the board's file.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Duty => "值班",
            Self::People => "人员",
            Self::Week => "本周",
            Self::Chart => "流程图",
            Self::Guide => "指南",
            Self::Measures => "便民",
            Self::Purpose => "目的",
            Self::Progress => "进度",
        }
    }

    /// As it stands over the page, and in the foot of the one before.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Duty => "今日值班",
            Self::People => "值班人员",
            Self::Week => "本周值班",
            Self::Chart => "百姓办事流程图",
            Self::Guide => "办事指南",
            Self::Measures => "便民措施",
            Self::Purpose => "全程协办是什么",
            Self::Progress => "办理进度",
        }
    }
}

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BoardPage {
    /// What it is about; nothing where nothing can be read.
    pub(crate) kind: Option<PageKind>,
    /// Which part of it, and of how many.
    pub(crate) part: (usize, usize),
    /// Seconds that it stands.
    pub(crate) stay: u16,
}

impl BoardPage {
    /// The page that stands where nothing can be read.
    pub(crate) const DARK: Self = Self { kind: None, part: (0, 1), stay: u16::MAX };

    /// As it stands in the foot of the page before.
    pub(crate) fn title(self) -> &'static str {
        self.kind.map_or("监督电话", PageKind::title)
    }
}

/// Every page in order. There is always one.
pub(crate) fn list(board: &Board) -> Vec<BoardPage> {
    let Some(wall) = board.trusted() else { return vec![BoardPage::DARK] };
    let scene = OnDuty::at(wall, board.now);
    let (width, height) = body(board.size);
    let mut pages = Vec::new();
    for (kind, stay) in &board.config.pages {
        let parts = match kind {
            PageKind::Duty | PageKind::Week | PageKind::Measures => 1,
            PageKind::People => scene.people().len(),
            PageKind::Chart | PageKind::Guide | PageKind::Purpose => {
                words::parts(*kind, wall, board.metrics, (width, height))
            }
            PageKind::Progress => progress::parts(wall, width, height),
        };
        pages.extend((0..parts).map(|part| BoardPage {
            kind: Some(*kind),
            part: (part, parts),
            stay: *stay,
        }));
    }
    if pages.is_empty() {
        pages.push(BoardPage { kind: Some(PageKind::Duty), part: (0, 1), stay: u16::MAX });
    }
    pages
}

/// Columns and rows between head and foot, of a board of this size; one row is left for who is on duty.
fn body(size: (u16, u16)) -> (u16, u16) {
    let (width, height) = super::frame::body(size);
    (width, height.saturating_sub(2))
}

/// Draws what stands between head and foot.
pub(crate) fn draw(page: BoardPage, board: &Board, canvas: &mut Canvas<'_>) {
    let (Some(wall), Some(kind)) = (board.trusted(), page.kind) else { return dark::draw(board, canvas) };
    let scene = OnDuty::at(wall, board.now);
    if kind == PageKind::Duty {
        return duty::draw(wall, &scene, canvas);
    }
    let (width, height) = canvas.size();
    let (nth, parts) = page.part;
    canvas.sub(0, 0, width, height.saturating_sub(2), |canvas| match kind {
        PageKind::Duty => {}
        PageKind::People => person::draw(&board.portraits, &scene, nth, canvas),
        PageKind::Week => week::draw(wall, board.now, canvas),
        PageKind::Chart | PageKind::Guide | PageKind::Purpose => {
            words::draw(kind, wall, (nth, parts), canvas);
        }
        PageKind::Measures => measures::draw(wall, canvas),
        PageKind::Progress => progress::draw(wall, (nth, parts), canvas),
    });
    canvas.across(0, height.saturating_sub(2), width, Tone::Frame);
    let room = width.saturating_sub(2);
    let full = who(&scene, true);
    let line = if canvas.metrics.width(&full) <= room.into() { full } else { who(&scene, false) };
    canvas.put_in(1, height.saturating_sub(1), room, &line, Tone::Text);
}

/// Who is on duty, in one line: on every page. With the places where there is room for them.
fn who(scene: &OnDuty<'_>, places: bool) -> String {
    let person = |card: &xieban_public::DutyCard| {
        let facts =
            [spread(&card.name), if places { card.place.clone() } else { String::new() }, card.phone.clone()];
        facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let when = match (scene.is_serving(), scene.turn) {
        (true, _) => "正在值班".to_owned(),
        (false, Some(turn)) => scene.name_of(turn),
        (false, None) => "值班".to_owned(),
    };
    let officer = scene.officers().first().map_or_else(|| "协办员待明确".to_owned(), person);
    let leader = scene.leader().map_or_else(|| "待明确".to_owned(), person);
    format!("{when}  {officer}    值班领导  {leader}")
}

/// The title over a page, with its part where there are several.
fn title(text: &str, (nth, parts): (usize, usize), canvas: &mut Canvas<'_>) {
    let (width, _) = canvas.size();
    let part = if parts > 1 { format!("（{}/{parts}）", nth + 1) } else { String::new() };
    let text = xieban_text::centre(canvas.metrics, &format!("{text}{part}"), width.into());
    canvas.put(0, 0, &text, Tone::Title);
}
