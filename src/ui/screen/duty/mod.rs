//! 值班: who has the desk, now and later, in views beside one another. Each view is a layer of its own in a file of its own.

mod days;
mod due;
mod premises;
mod quarter;
mod today;
mod week;

use premises::Premises;
pub(crate) use quarter::QuarterDeed;

use super::views::Views;

/// The screen. A further view is a further row: its `name` is the word on its tab.
pub(crate) fn duty() -> Views {
    Views::new(
        "值班",
        vec![
            Box::new(today::Today::new()),
            Box::new(week::Week::new()),
            Box::new(quarter::QuarterView::new()),
            Box::new(due::DueView::new()),
            Box::new(Premises::desk()),
            Box::new(Premises::rules()),
            Box::new(Premises::training()),
        ],
    )
}
