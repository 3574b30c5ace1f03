//! The pages, and the order in which they come.

mod dark;
mod duty;
mod person;
mod week;

use super::scene::Scene;
use super::state::Board;
use crate::term::Canvas;

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// Who is on duty now and next.
    Duty,
    /// One of the day's people, with the photograph.
    Person(usize),
    /// The week.
    Week,
    /// Nothing can be read.
    Dark,
}

impl Page {
    /// As it stands in the foot of the page before.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Duty => "今日值班",
            Self::Person(_) => "值班人员",
            Self::Week => "本周值班",
            Self::Dark => "监督电话",
        }
    }
}

/// All pages.
pub(crate) fn list(board: &Board) -> Vec<Page> {
    match board.trusted() {
        None => vec![Page::Dark],
        Some(wall) => {
            let people = Scene::at(wall, board.now).people().len();
            std::iter::once(Page::Duty).chain((0..people).map(Page::Person)).chain([Page::Week]).collect()
        }
    }
}

/// Draws what stands between head and foot.
pub(crate) fn draw(page: Page, board: &Board, canvas: &mut Canvas<'_>) {
    let Some(wall) = board.trusted() else { return dark::draw(board, canvas) };
    let scene = Scene::at(wall, board.now);
    match page {
        Page::Duty => duty::draw(wall, &scene, canvas),
        Page::Person(nth) => person::draw(&scene, nth, canvas),
        Page::Week => week::draw(wall, board.now, canvas),
        Page::Dark => dark::draw(board, canvas),
    }
}
