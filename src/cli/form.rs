//! `xieban form`: paper without the desk: any form blank, for a power cut, and the sheet of a day.

use chrono::NaiveDate;

use super::CliError;
use super::args::Args;
use super::out::say;
use crate::forms::{self, Sheet, SheetKind};
use crate::office::{Lookout, SignInError};

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let blank = args.flag("--blank");
    let date = args.value::<String>("--date")?;
    let (code, pin) = args.account()?;
    let store = args.store()?;
    let name = args.word()?;
    args.end()?;
    let names = || SheetKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("、");
    let name = name.ok_or_else(|| CliError::Usage(format!("form 后面要写单名：{}。", names())))?;
    let kind = SheetKind::named(&name);
    let kind = kind.ok_or_else(|| CliError::Usage(format!("没有“{name}”这种单，有：{}。", names())))?;
    let date = date.map(|date| {
        date.parse::<NaiveDate>().map_err(|_| CliError::Usage("--date 写作2026-11-23。".to_owned()))
    });
    let date = date.transpose()?;
    match (kind, blank, date) {
        (_, true, None) | (SheetKind::DaySheet, false, Some(_)) => {}
        (SheetKind::DaySheet, false, None) => {
            return Err(CliError::Usage("日志总表须写 --date 日期，或写 --blank 出空白的。".to_owned()));
        }
        (_, false, None) => {
            return Err(CliError::Usage("某一件的单在协办台上出；这里写 --blank 出空白的。".to_owned()));
        }
        (_, _, Some(_)) => {
            return Err(CliError::Usage("--date 只用于填好的日志总表，不同 --blank 一起写。".to_owned()));
        }
    }
    let Some(date) = date else {
        let settings = Lookout::open(&store)?.door()?.settings;
        return print(&forms::blank(kind, &settings));
    };
    let code = code.ok_or_else(|| CliError::Usage("日志总表须写明以谁的名义：--as 代码。".to_owned()))?;
    let mut office = Lookout::open(&store)?;
    office.prove(&code, pin.as_deref()).map_err(|error| match error {
        SignInError::PinNeeded => CliError::Usage("正式库的 --as 须同时给 --pin-fd。".to_owned()),
        error @ (SignInError::Wrong | SignInError::Store(_)) => CliError::Bad(error.to_string()),
    })?;
    print(&[of_day(&mut office, date)?])
}

fn print(sheets: &[Sheet]) -> Result<(), CliError> {
    let text: Vec<String> = sheets.iter().map(Sheet::text).collect();
    say(&text.join("\n\n"))
}

fn of_day(office: &mut Lookout, date: NaiveDate) -> Result<Sheet, CliError> {
    let door = office.door()?;
    let day = office.day_sheet(date)?;
    Ok(forms::day_sheet(&forms::Day {
        date,
        duty: &day.duty,
        entries: &day.entries,
        carried: &day.carried,
        received: day.received,
        tallied: day.tallied,
        left: &day.left,
        shifts_left: &day.shifts_left,
        last: day.last,
        settings: &door.settings,
        staff: &door.staff,
    }))
}
