//! 监督: the office's figures and what leads back to their cases, what the two offices see of the work, and who leads it. Each view
//! is a layer in a file of its own; the views of figures look at one period.

mod group;
mod hints;
mod looks;
mod numbers;
mod officers;
mod open;
mod period;
mod places;
mod posts;
mod returns;
mod reviews;
mod rules;
mod scores;
mod urging;

use super::views::Views;
use period::Chosen;

/// The screen. A further view is a further row: its `name` is the word on its tab.
pub(crate) fn supervision() -> Views {
    let chosen = Chosen::default();
    Views::new(
        "监督",
        vec![
            Box::new(numbers::Numbers::new(chosen.clone())),
            Box::new(officers::Officers::new(chosen.clone())),
            Box::new(hints::Hints::new(chosen.clone())),
            Box::new(places::Ranking::units(chosen.clone())),
            Box::new(places::Ranking::matters(chosen.clone())),
            Box::new(returns::Returns::new()),
            Box::new(urging::Urging::new()),
            Box::new(looks::LooksView::default()),
            Box::new(scores::Scores::new(chosen)),
            Box::new(reviews::Reviews::new()),
            Box::new(posts::Posts::new()),
            Box::new(group::Leading::new()),
        ],
    )
}
