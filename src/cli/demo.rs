//! `xieban demo`: a desk on a practice store full of sample data.

use std::path::{Path, PathBuf};

use xieban_domain::calendar::Calendar;
use xieban_domain::moment::Moment;
use xieban_office::{place_of, practice_clock, wall};

use super::args::Args;
use super::out::say;
use super::{CliError, desk, sample};

/// How many cases a practice store has unless said.
const CASES: u32 = 200;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let fill = args.value::<PathBuf>("--fill")?;
    let cases = args.value::<u32>("--cases")?.unwrap_or(CASES);
    let days = args.value::<u32>("--days")?;
    let seed = args.value::<u64>("--seed")?.unwrap_or(1);
    let course = args.flag("--course");
    let now = args.value::<String>("--now")?;
    let rate = args.value::<f64>("--rate")?.unwrap_or(1.0);
    let now = match now {
        None => None,
        Some(text) => Some(
            Moment::parse(&text).ok_or_else(|| CliError::Usage("--now 写作2026-11-23T08:41。".to_owned()))?,
        ),
    };
    let fits = (1..=5_000_000).contains(&cases) && days.is_none_or(|days| (1..=2_000).contains(&days));
    if !fits || !(0.0..=100_000.0).contains(&rate) {
        return Err(CliError::Usage(
            "--cases 须是1到5000000，--days 须是1到2000，--rate 须是0到100000。".to_owned(),
        ));
    }
    let calendar = Calendar::bundled().map_err(|error| CliError::Bad(error.to_string()))?;
    let shows = now.unwrap_or_else(|| office_hours(wall(), calendar));
    let plan = sample::Plan { cases, days, seed, now: shows, clock: practice_clock(shows, rate) };
    if let Some(path) = fill {
        let path = place_of(&path);
        args.end()?;
        let made = sample::fill(&path, &plan)?;
        say(&format!("已建演练库 {}：{made}件。打开：xieban --store {}", path.display(), path.display()))
    } else {
        let named = args.value::<PathBuf>("--store")?;
        let wishes = desk::Wishes::read(args)?.with_course(course);
        let path = named.unwrap_or_else(|| std::env::temp_dir().join(format!("xieban-demo-{}.redb", user())));
        let path = place_of(&path);
        if !path.exists() {
            say("正在准备演练库……")?;
            sample::fill(&path, &plan)?;
        }
        desk::open(&path, wishes)
    }
}

/// Makes the practice store that is used before an office is founded, unless it is there.
pub(super) fn make(path: &Path) -> Result<(), CliError> {
    if path.exists() {
        return Ok(());
    }
    let calendar = Calendar::bundled().map_err(|error| CliError::Bad(error.to_string()))?;
    let now = office_hours(wall(), calendar);
    let plan = sample::Plan { cases: CASES, days: None, seed: 1, now, clock: practice_clock(now, 1.0) };
    sample::fill(path, &plan).map(drop)
}

/// Now, if the office is open now; else the next morning on which it opens: a practice desk is a desk at work.
fn office_hours(now: Moment, calendar: &Calendar) -> Moment {
    let time = |hour, minute| chrono::NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let (day, at) = (now.date(), now.time());
    match calendar.is_open(day) && at >= time(8, 30) && at <= time(17, 0) {
        true => now,
        false => Moment::at(calendar.open_on_or_after(day), time(8, 41)),
    }
}

fn user() -> String {
    std::env::var("USER")
        .ok()
        .filter(|user| user.chars().all(|c| c.is_ascii_alphanumeric()))
        .unwrap_or_default()
}
