//! 监督: who leads the work and answers for it, and what the two offices see of it. Each view is a layer in a file of its own.

mod group;

use super::views::Views;

/// The screen. A further view is a further row: its `name` is the word on its tab.
pub(crate) fn supervision() -> Views {
    Views::new("监督", vec![Box::new(group::Leading::new())])
}
