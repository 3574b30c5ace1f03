//! What a figure opens: its cases, or its complaints.

use xieban_domain::figures::{Measure, Period};
use xieban_domain::staff::StaffCode;
use xieban_office::Counted;

use crate::layer::{Action, Message};
use crate::overlay::counted::CountedCases;
use crate::overlay::counted_complaints::CountedComplaints;

/// The cases or complaints behind a figure of a period; of one officer where it is his.
pub(super) fn open(
    what: &str,
    measures: &[Measure],
    period: Period,
    officer: Option<(&StaffCode, &str)>,
) -> Action {
    if measures.is_empty() {
        return Action::Say(Message::good("这个数没有逐件的记录，打不开。"));
    }
    let whose = officer.map_or(String::new(), |(_, name)| format!(" {name}"));
    let title = format!("{what}{whose}  {}", period.name());
    let counted = Counted {
        measures: measures.to_vec(),
        period,
        officer: officer.map(|(code, _)| code.clone()),
        offset: 0,
        limit: 0,
    };
    Action::Open(match measures.iter().all(|measure| measure.is_of_complaints()) {
        true => Box::new(CountedComplaints::new(title, counted)),
        false => Box::new(CountedCases::new(title, counted)),
    })
}
