//! The one range of every date and moment that a command may carry. Those further off are slips of the hand or of a script, and some of them
//! make a list of days longer than any memory.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use crate::absence::HalfDay;
use crate::moment::Moment;
use crate::refusal::{Implausible, Refusal};

/// The first and the last year of a date: birthdays of the oldest visitors, and the ends of the longest licences.
pub const YEARS: RangeInclusive<i32> = 1900..=2199;

/// Whether a date may stand in a command.
pub fn date(date: NaiveDate) -> Result<NaiveDate, Refusal> {
    match YEARS.contains(&chrono::Datelike::year(&date)) {
        true => Ok(date),
        false => Err(Implausible::Date { date }.whole()),
    }
}

/// Judges every date, half-day and moment of a command, wherever in it they stand: the same at each door, because every door makes
/// commands.
///
/// # Errors
/// The first that lies outside of [`YEARS`].
pub fn every_date(command: &impl Serialize) -> Result<(), Refusal> {
    serde_json::to_value(command).map_or(Ok(()), |value| judge(&value))
}

fn judge(value: &Value) -> Result<(), Refusal> {
    match value {
        Value::String(text) => {
            let half = || text.parse().map(|half: HalfDay| half.date);
            text.parse().or_else(|_| half()).map_or(Ok(()), |found| date(found).map(drop))
        }
        // As a moment any other number lies within a year of 1970, so that it need not be known which of them are moments.
        Value::Number(number) => number.as_i64().map_or(Ok(()), |ms| date(Moment(ms).date()).map(drop)),
        Value::Array(values) => values.iter().try_for_each(judge),
        Value::Object(values) => values.values().try_for_each(judge),
        Value::Null | Value::Bool(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_date_is_judged_wherever_it_stands_and_what_is_none_is_left_alone() {
        for fine in ["1900-01-01", "2026-11-30", "2199-12-31 下午", "", "张三", "2026", "12345-67"] {
            every_date(&json!({ "a": [{ "b": fine }] })).unwrap();
        }
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (first, last) =
            (Moment::at(day("1900-01-01"), NaiveTime::MIN), Moment::end_of(day("2199-12-31")));
        for fine in [json!(0), json!(u32::MAX), json!(4.5), json!(first), json!(last.plus_ms(-1))] {
            every_date(&json!({ "a": fine })).unwrap();
        }
        for off in [
            "-0001-01-01",
            "0001-01-01",
            "1899-12-31",
            "2200-01-01 上午",
            "+262142-12-31",
            "+262142-12-31 下午",
        ] {
            let refused = every_date(&json!({ "a": [{ "b": off }] })).unwrap_err();
            assert!(refused.to_string().contains("不合常理"), "{off}: {refused}");
        }
        for off in [i64::MIN, first.plus_ms(-1).0, last.0, i64::MAX] {
            let refused = every_date(&json!({ "a": { "at": off } })).unwrap_err();
            assert!(refused.to_string().contains("不合常理"), "{off}: {refused}");
        }
    }
}
