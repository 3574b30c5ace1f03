//! 投诉: both supervision numbers at once, and what is complained of, in views beside one another (R33). Each view is a layer in a
//! folder of its own.

mod conduct;
mod list;
mod opinions;

pub(crate) use conduct::ReceiptLookUp;
pub(crate) use list::{listed, same};

use super::views::Views;
use crate::layer::Layer;
use crate::world::World;

/// The screen. A further view is a further row: its `name` is the word on its tab.
pub(crate) fn complaints() -> Views {
    let views: Vec<Box<dyn Layer>> = vec![
        Box::new(list::ComplaintsView::new()),
        Box::new(conduct::ConductView::new()),
        Box::new(opinions::OpinionsView::new()),
    ];
    Views::new("投诉", views).headed(numbers)
}

/// Both numbers, to be told first of all.
fn numbers(world: &World) -> String {
    let settings = &world.header.settings;
    format!("先告知来人  作风投诉电话 {}    短信 {}", settings.hotline, settings.sms)
}
