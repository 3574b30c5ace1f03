//! `xieban form`: paper without the desk: any form blank, for a power cut; the sheet of a day, the table of a
//! quarter, the sign of a desk.

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDate;
use xieban_domain::roster::Quarter;
use xieban_domain::staff::StaffCode;
use xieban_forms::{self as forms, Sheet, SheetKind};
use xieban_office::{Lookout, Query};

use super::CliError;
use super::account::{may_see, prove};
use super::args::Args;
use super::opening;
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let blank = args.flag("--blank");
    let date = args.value::<String>("--date")?;
    let quarter = args.value::<Quarter>("--quarter")?;
    let officer = args.value::<String>("--officer")?;
    let desk = args.desk("1号台")?;
    let account = args.account()?;
    let store = args.store()?;
    let name = args.word()?;
    args.end()?;
    let names = || SheetKind::all().map(SheetKind::name).collect::<Vec<_>>().join("、");
    let name = name.ok_or_else(|| CliError::Usage(format!("form 后面要写单名：{}。", names())))?;
    let kind = SheetKind::named(&name);
    let kind = kind.ok_or_else(|| CliError::Usage(format!("没有“{name}”这种单，有：{}。", names())))?;
    let usage = |what: &str| Err(CliError::Usage(what.to_owned()));
    if date.is_some() && (kind != SheetKind::DaySheet || blank) {
        return usage("--date 只用于填好的日志总表，不同 --blank 一起写。");
    }
    if quarter.is_some() && (kind != SheetKind::Roster || blank) {
        return usage("--quarter 只用于填好的安排表，不同 --blank 一起写。");
    }
    if officer.is_some() && (kind != SheetKind::DeskSign || blank) {
        return usage("--officer 只用于填好的台签，不同 --blank 一起写。");
    }
    if blank {
        let settings = opening::lookout(&store)?.header()?.settings;
        return print(&forms::blank(kind, &settings));
    }
    match (kind, date, quarter) {
        (SheetKind::DaySheet, Some(date), _) => {
            let date = date.parse::<NaiveDate>();
            let date = date.map_err(|_| CliError::Usage("--date 写作2026-11-23。".to_owned()))?;
            let code = account.0.clone();
            let mut office = proved(&store, account, "日志总表")?;
            may_see(&mut office, code.as_deref(), &Query::DaySheet(date))?;
            print(&[of_day(&mut office, date)?])
        }
        (SheetKind::DaySheet, None, _) => usage("日志总表须写 --date 日期，或写 --blank 出空白的。"),
        (SheetKind::Roster, _, Some(quarter)) => {
            let mut office = proved(&store, account, "安排表")?;
            of_quarter(&mut office, quarter)
        }
        (SheetKind::Roster, _, None) => usage("安排表须写 --quarter 季度，如2026Q4，或写 --blank 出空白的。"),
        (SheetKind::DeskSign, _, _) => print(&[sign(&mut opening::lookout(&store)?, officer, &desk)?]),
        (SheetKind::Report, _, _) => usage("填好的报表用 xieban report 出；这里写 --blank 出空白的。"),
        (_, _, _) => usage("某一件的单在协办台上出；这里写 --blank 出空白的。"),
    }
}

/// A store that is looked at by somebody who has proved who he is.
fn proved(
    store: &Path,
    (code, pin): (Option<String>, Option<String>),
    what: &str,
) -> Result<Lookout, CliError> {
    let code = code.ok_or_else(|| CliError::Usage(format!("{what}须写明以谁的名义：--as 代码。")))?;
    let mut office = opening::lookout(store)?;
    prove(&mut office, Some(&code), pin.as_deref())?;
    Ok(office)
}

/// Both copies.
fn of_quarter(office: &mut Lookout, quarter: Quarter) -> Result<(), CliError> {
    let settings = office.header()?.settings;
    let table = office.quarter_table(quarter)?;
    let settings = table.approved_at.map_or(Cow::Borrowed(&settings), |at| settings.as_at(at));
    let paper = forms::RosterPaper {
        code: &quarter.to_string(),
        quarter: &quarter.name(),
        version: table.version,
        draft: table.draft,
        timetable: &table.timetable,
        drafted: &table.drafted,
        checked: "",
        approved: &table.approved,
        reported: table.reported,
        settings: &settings,
    };
    print(&forms::roster(&paper))
}

/// The sign of whoever is at the desk in this half-day, or of the officer that is named.
fn sign(office: &mut Lookout, officer: Option<String>, desk: &str) -> Result<Sheet, CliError> {
    let header = office.header()?;
    let afternoon = header.settings.hours[0].to.0 <= header.now.time();
    let half = if afternoon { &header.duty.afternoon } else { &header.duty.morning };
    let named = officer.map(|code| StaffCode(code.trim().to_uppercase()));
    let code = named.or_else(|| half.first().cloned());
    let code = code.ok_or_else(|| CliError::Bad("现在没有排协办员，请写 --officer 代码。".to_owned()))?;
    let person = header.staff.get(&code).filter(|person| person.active);
    let person = person
        .ok_or_else(|| CliError::Bad(format!("人员表里没有“{code}”，请用 xieban staff list 查代码。")))?;
    let leader = header.duty.leader.as_ref().and_then(|leader| header.staff.get(leader));
    Ok(forms::desk_sign(&forms::Sign { desk, officer: person, leader, settings: &header.settings }))
}

fn print(sheets: &[Sheet]) -> Result<(), CliError> {
    let text: Vec<String> = sheets.iter().map(Sheet::text).collect();
    say(&text.join("\n\n"))
}

fn of_day(office: &mut Lookout, date: NaiveDate) -> Result<Sheet, CliError> {
    let header = office.header()?;
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
        missing: &day.missing,
        last: day.last,
        settings: &header.settings,
        staff: &header.staff,
    }))
}
