//! 数字: what the office's work comes to in a period (R1, R2, R70–R72), added up from facts. A fact is one measure of one case or
//! complaint on one day, with who answers for it; facts are a function of the case, so that every sum leads back to its cases.
//!
//! Nothing is counted because time passed: what is overdue is held by the day it was due, and compared with today when it is asked.

mod fact;
mod hint;
mod line;
mod measure;
mod period;
mod said;
mod score;
mod tally;
mod total;

pub use fact::{Fact, SumOf, of_case, of_complaint};
pub use hint::{FigureHint, Pattern, hints, shows_patterns};
pub use line::{Figure, ReportLine, ReportSection};
pub use measure::Measure;
pub use period::{Period, PeriodKind};
pub use said::read_out;
pub use score::{Point, Score, score};
pub use tally::MeasureTotals;
pub use total::{ConductTotals, DeskTotals, Figures, OVERDUE};
