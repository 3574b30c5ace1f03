//! `xieban holidays`: what is known of days off, and a further year's notice once it is published.

use std::path::PathBuf;

use chrono::Datelike as _;
use xieban_domain::calendar::Calendar;
use xieban_office::{CompiledFacts, Lookout, enter_notice};

use super::CliError;
use super::args::Args;
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let (verb, file) = (args.word()?, args.word()?);
    args.end()?;
    match (verb.as_deref(), file) {
        (Some("list"), None) => {
            let facts = CompiledFacts::beside(&store).map_err(|error| CliError::Bad(error.to_string()))?;
            let now = Lookout::open(&store)?.now()?;
            list(facts.calendar, now.date().year())
        }
        (Some("add"), Some(file)) => {
            let calendar = enter_notice(&store, &PathBuf::from(file))
                .map_err(|error| CliError::Bad(error.to_string()))?;
            say(&format!("已登记，工作日历现在是：{}。各台下次打开时用上。", calendar.version()))
        }
        (Some("add"), None) => Err(CliError::Usage("holidays add 后面要写文件。".to_owned())),
        (Some("list"), Some(other)) => Err(CliError::Usage(format!("不认识“{other}”。"))),
        (Some(_) | None, _) => Err(CliError::Usage("holidays 后面写 list 或 add。".to_owned())),
    }
}

fn list(calendar: &Calendar, year: i32) -> Result<(), CliError> {
    say(&format!("工作日历 {}", calendar.version()))?;
    for year in [year, year + 1] {
        let state = if calendar.is_provisional(year) {
            "未公布，跨到该年的期限标“暂定”"
        } else {
            "已公布"
        };
        say(&format!("{year}年 {state}"))?;
    }
    Ok(())
}
