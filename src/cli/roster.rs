//! `xieban roster`: who has the desk and who leads, a quarter at a time. What is on duty is for the public; so is this (R16, R22).

use std::borrow::Cow;

use serde_json::{Value, json};
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::roster::{Quarter, Roster, RosterVersion};
use xieban_domain::staff::{Directory, StaffCode};
use xieban_export::csv;
use xieban_forms::{RosterPaper, roster as roster_sheets, roster_table};
use xieban_office::{Header, Lookout, RosterView};

use super::CliError;
use super::args::Args;
use super::opening;
use super::out::{self, say};

const VERBS: &str = "roster 后面写 list、show、check、sheet、csv 或 on。";

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let json = args.flag("--json");
    let store = args.store()?;
    let version = args.value::<u32>("--version")?;
    let (verb, what) = (args.word()?, args.word()?);
    args.end()?;
    let mut office = opening::lookout(&store)?;
    let (header, now) = (office.header()?, office.now()?);
    let wanted = |what: Option<String>| match what {
        None => Ok(Quarter::containing(now.date())),
        Some(text) => text.parse::<Quarter>().map_err(|error| CliError::Usage(format!("{error}。"))),
    };
    match verb.as_deref() {
        Some("list") => match what {
            None => list(&mut office, json),
            Some(other) => Err(CliError::Usage(format!("不认识“{other}”。"))),
        },
        Some("show") => show(&office.roster(wanted(what)?)?, version, &header, json),
        Some("check") => check(&office.roster(wanted(what)?)?),
        Some(verb @ ("csv" | "sheet")) => {
            paper(&office.roster(wanted(what)?)?, version, &header, &office, verb == "sheet")
        }
        Some("on") => {
            let at = what.as_deref().map_or(Some(now), Moment::parse);
            let at =
                at.ok_or_else(|| CliError::Usage("roster on 后面写时间，如 2026-11-23T10:15。".to_owned()))?;
            on(&mut office, at, &header, json)
        }
        Some(_) | None => Err(CliError::Usage(VERBS.to_owned())),
    }
}

fn list(office: &mut Lookout, json: bool) -> Result<(), CliError> {
    let calendar = office.facts().calendar;
    for roster in office.rosters()? {
        let provisional = calendar.is_provisional(roster.quarter.year);
        for version in &roster.versions {
            let (stage, lines) = (version.stage.name(), version.lines.len());
            say(&match json {
                true => json!({
                    "quarter": roster.quarter, "version": version.number, "stage": stage, "days": lines,
                    "reason": version.reason, "provisional": provisional,
                })
                .to_string(),
                false => format!(
                    "{}{}  第{}版  {stage}  {lines}天  {}",
                    roster.quarter,
                    mark(provisional),
                    version.number,
                    version.reason
                )
                .trim_end()
                .to_owned(),
            })?;
        }
    }
    Ok(())
}

/// The version that was asked for, else the one that holds, else the draft.
fn chosen(view: &RosterView, number: Option<u32>) -> Result<(&Roster, &RosterVersion), CliError> {
    let none = || CliError::Bad(format!("{}没有安排表，请先起草。", view.quarter.name()));
    let roster = view.roster.as_ref().ok_or_else(none)?;
    let version = match number {
        Some(number) => roster.versions.iter().find(|version| version.number == number),
        None => roster.holding().or_else(|| roster.newest()),
    };
    let gone =
        || CliError::Bad(format!("{}没有这一版，请用 xieban roster list 查版本。", view.quarter.name()));
    Ok((roster, version.ok_or_else(gone)?))
}

fn names(staff: &Directory, codes: &[StaffCode]) -> String {
    match codes {
        [] => "—".to_owned(),
        codes => codes.iter().map(|code| staff.name(code)).collect::<Vec<_>>().join("、"),
    }
}

fn show(view: &RosterView, number: Option<u32>, header: &Header, json: bool) -> Result<(), CliError> {
    let (roster, version) = chosen(view, number)?;
    if json {
        let provisional = view.target.provisional;
        let value = json!({ "quarter": roster.quarter, "version": version, "provisional": provisional });
        return say(&value.to_string());
    }
    let mark = mark(view.target.provisional);
    say(&format!("{}{mark}  第{}版  {}", roster.quarter.name(), version.number, version.stage.name()))?;
    for line in &version.lines {
        let [lead, morning, afternoon] =
            [&line.leaders, &line.morning, &line.afternoon].map(|codes| names(&header.staff, codes));
        let day = xieban_domain::moment::screen_date(line.date, line.date);
        say(&format!("{day}  领导 {lead}  上午 {morning}  下午 {afternoon}"))?;
    }
    Ok(())
}

/// 暂定: no notice of holidays has been published for its year, so that its days are not sure.
const fn mark(provisional: bool) -> &'static str {
    if provisional { "（暂定）" } else { "" }
}

fn check(view: &RosterView) -> Result<(), CliError> {
    chosen(view, None)?;
    for flaw in &view.flaws {
        say(&flaw.to_string())?;
    }
    match view.flaws.len() {
        0 => say("没有要改的。"),
        count => Err(CliError::Bad(format!("{}有{count}处要改。", view.quarter.name()))),
    }
}

/// The table on paper, both copies, or as a file for spreadsheets.
fn paper(
    view: &RosterView,
    number: Option<u32>,
    header: &Header,
    office: &Lookout,
    sheet: bool,
) -> Result<(), CliError> {
    let (roster, version) = chosen(view, number)?;
    // What was approved names the office and its people as they were called then.
    let approved = version.stage.approved();
    let settings =
        approved.map_or(Cow::Borrowed(&header.settings), |approved| header.settings.as_at(approved.at));
    let staff = approved.map_or(Cow::Borrowed(&header.staff), |approved| header.staff.as_at(approved.at));
    let timetable = roster.table(version).timetable(&staff, office.facts().calendar);
    let approved = approved.map(|approved| staff.name(&approved.by)).unwrap_or_default();
    let paper = RosterPaper {
        code: &roster.quarter.to_string(),
        quarter: &roster.quarter.name(),
        version: Some(version.number),
        draft: version.stage.approved().is_none(),
        timetable: &timetable,
        drafted: staff.name(&version.by),
        checked: "",
        approved,
        reported: version.stage.reported().map(|reported| reported.date),
        settings: &settings,
    };
    if sheet {
        return roster_sheets(&paper).iter().try_for_each(|copy| say(&copy.text()));
    }
    let table = roster_table(&paper);
    out::bytes(&csv(&if header.settings.practice { table.of_practice() } else { table }))
}

fn on(office: &mut Lookout, at: Moment, header: &Header, json: bool) -> Result<(), CliError> {
    let duty = office.duty_at(at.date(), at)?.unwrap_or_else(|| DutyDay::empty(at.date()));
    if json {
        let value: Value = json!({ "at": at.iso(), "duty": duty });
        return say(&value.to_string());
    }
    let lead: Vec<StaffCode> = duty.leader.iter().cloned().collect();
    say(&format!("{} 当时的值班：", at.paper_time()))?;
    let rows =
        [("领导", &lead), ("上午", &duty.morning), ("下午", &duty.afternoon), ("顶岗", &duty.standing_in)];
    for (head, codes) in rows {
        say(&format!("{head} {}", names(&header.staff, codes)))?;
    }
    Ok(())
}
