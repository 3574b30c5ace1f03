//! 恢复计时 (行政许可法 45).

use xieban_domain::case::CaseCommand;
use xieban_domain::moment::paper_date;

use super::{CaseVerb, Does, case};
use crate::ask::Ask;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "恢复计时",
    place: "022",
    does: Does::Ask(|view, _| {
        let case = case(view);
        let stopped = case.stopped().map_or_else(String::new, |stop| {
            format!("{}，{}起不计时；从明天起继续计时，期限顺延。", stop.reason, paper_date(stop.from))
        });
        Ask::nothing(|| CaseCommand::ResumeClock).explained(stopped)
    }),
};
