//! `xieban deadline`: a due date, and why it is that day.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::limit::Limit;
use xieban_domain::moment::paper_date;
use xieban_office::CompiledFacts;

use super::CliError;
use super::args::Args;
use super::out::say;

/// Years of which a date is taken for meant.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let json = args.flag("--json");
    let store = args.store()?;
    let date = args.word()?.ok_or_else(|| CliError::Usage("deadline 后面写日期和工作日数。".to_owned()))?;
    let days = args.word()?.ok_or_else(|| CliError::Usage("deadline 后面写日期和工作日数。".to_owned()))?;
    args.end()?;
    let from = date.parse().ok().filter(|from: &NaiveDate| YEARS.contains(&from.year()));
    let from = from.ok_or_else(|| CliError::Usage(format!("没有“{date}”这一天，日期写作2026-11-23。")))?;
    let days = days.parse().ok().filter(|days| (1..=999).contains(days));
    let days: u16 = days.ok_or_else(|| CliError::Usage("工作日数须是1到999。".to_owned()))?;
    let calendar = CompiledFacts::beside(&store).map_err(|error| CliError::Bad(error.to_string()))?.calendar;
    let why = calendar.explain(from, Limit::WorkingDays(days));
    if json {
        return say(&serde_json::to_string(&why).unwrap_or_default());
    }
    let mark = if why.provisional { "（暂定：有的年份还没有公布放假安排）" } else { "" };
    say(&format!("自{}起{days}个工作日，到{}{mark}", paper_date(from), paper_date(why.due)))?;
    let counted: Vec<String> = why.counted.iter().map(|day| day.format("%m-%d").to_string()).collect();
    say(&format!("计入：{}", counted.join(" ")))?;
    let skipped: Vec<String> =
        why.skipped.iter().map(|skip| format!("{} {}", skip.date.format("%m-%d"), skip.why)).collect();
    say(&format!("不计：{}", skipped.join("；")))
}
