//! The gate of the office's values: what is changed, in its stored form, or why not. The supervision numbers can be changed and
//! never emptied (R26).

use std::ops::RangeInclusive;

use xieban_words::canonical;

use super::{Hours, Settings, SettingsChange};
use crate::context::Context;
use crate::limit::Limit;
use crate::pin;
use crate::refusal::{Implausible, Refusal, RefusedField, Setting};
use crate::visitor::line;

/// Fewest and most digits of a number that can be dialled.
const DIALLED: RangeInclusive<usize> = 5..=20;

/// More numbers of a form than an office uses on paper in a year.
const MOST_ON_PAPER: u32 = 99_999;
/// So many numbers used on paper are believed without a reason.
const JUMP: u32 = 2_000;

/// The change as it is kept.
pub(crate) fn change(asked: &SettingsChange, cx: &Context<'_>) -> Result<SettingsChange, Refusal> {
    let mut change = asked.clone();
    texts(&mut change)?;
    for (name, number) in [("hotline", &mut change.hotline), ("sms", &mut change.sms)] {
        if let Some(number) = number {
            *number = dialled(number, name)?;
        }
    }
    if let Some(hours) = &change.hours {
        rising(hours)?;
    }
    if change.escalation_days.is_some_and(|days| days[0] == 0 || !days.is_sorted_by(|a, b| a < b)) {
        return Err(Setting::EscalationNotRising.on("escalation_days"));
    }
    archive(&change, cx)?;
    counts(&change)?;
    used_on_paper(&change, cx)?;
    pin::judge_policies(change.pins, change.lock)?;
    if change.practice.is_some_and(|practice| practice != cx.settings.practice) && !cx.staff.0.is_empty() {
        return Err(Setting::PracticeIsForever.on("practice"));
    }
    let switched_off =
        change.departments.iter().any(|dept| !dept.active && cx.settings.department(&dept.name).is_some());
    if switched_off && change.reason.is_empty() {
        return Err(Setting::DepartmentOffNeedsReason.refused(RefusedField::Reason));
    }
    Ok(change)
}

/// A sheet's file may lie no longer than a week: whoever comes to its folder can read it.
const SHEET_HOURS: RangeInclusive<u16> = 1..=168;

/// The longest 档案保管期限 that is one, in months.
const LONGEST_ARCHIVE: u16 = 1_200;
/// The most days of a limit, and of what is waited for.
const MOST_DAYS: u16 = 366;

/// Every count has the range in which it means something.
fn counts(change: &SettingsChange) -> Result<(), Refusal> {
    let days = 1..=MOST_DAYS;
    let mut asked: Vec<(&'static str, u16, RangeInclusive<u16>)> = Vec::new();
    asked.extend(change.abandon_days.map(|count| ("abandon_days", count, days.clone())));
    asked.extend(change.absence_minutes.map(|count| ("absence_minutes", count, 1..=480)));
    asked.extend(change.sheet_hours.map(|hours| ("sheet_hours", hours, SHEET_HOURS)));
    asked.extend(change.retention_months.map(|count| ("retention_months", count, 1..=LONGEST_ARCHIVE)));
    // 0 takes the milestones away.
    asked.extend(change.launch_year.filter(|year| *year > 0).map(|year| ("launch_year", year, 2000..=2199)));
    asked.extend(
        change.escalation_days.iter().flatten().map(|count| ("escalation_days", *count, days.clone())),
    );
    asked.extend(change.promises.values().filter_map(|limit| match limit {
        Limit::WorkingDays(count) | Limit::CalendarDays(count) => Some(("promises", *count, days.clone())),
        Limit::Months(count) => Some(("promises", u16::from(*count), 1..=12)),
        Limit::SameDay => None,
    }));
    match asked.into_iter().find(|(_, count, range)| !range.contains(count)) {
        None => Ok(()),
        Some((name, _, range)) => {
            Err(Setting::CountOutOfRange { least: *range.start(), most: *range.end() }.on(name))
        }
    }
}

/// What is kept is kept as long as the office's own table says, or for ten years.
fn archive(change: &SettingsChange, cx: &Context<'_>) -> Result<(), Refusal> {
    if let Some(months) = change.archive_months {
        let basis = change.archive_basis.as_ref().unwrap_or(&cx.settings.archive_basis);
        let usual = months == Settings::default().archive_months;
        if !(1..=LONGEST_ARCHIVE).contains(&months) || (basis.is_empty() && !usual) {
            return Err(Setting::ArchiveNeedsBasis.on("archive_months"));
        }
    }
    let months = change.archive_months.unwrap_or(cx.settings.archive_months);
    match change.retention_months.is_some_and(|kept| kept < months) {
        true => Err(Setting::RetentionTooShort { months }.on("retention_months")),
        false => Ok(()),
    }
}

/// Numbers used on paper before the program came (R25): few enough to be true, and not once the program has gone on from them. A gap
/// that nobody explains is none of these numbers.
fn used_on_paper(change: &SettingsChange, cx: &Context<'_>) -> Result<(), Refusal> {
    let on = |why: Implausible| why.on(RefusedField::Setting("used_on_paper"));
    for (form, (year, last)) in &change.used_on_paper {
        if cx.settings.used_on_paper.get(form) == Some(&(*year, *last)) {
            continue;
        }
        if *last > MOST_ON_PAPER {
            return Err(on(Implausible::UsedTooMany { most: MOST_ON_PAPER }));
        }
        let issued = cx.last_numbers.get(form).copied().filter(|_| *year == cx.year).unwrap_or(0);
        if issued > 0 {
            return Err(on(Implausible::SeriesInUse { form: form.name(), last: issued }));
        }
        if *last > JUMP && change.reason.is_empty() && !cx.staff.0.is_empty() {
            return Err(on(Implausible::JumpNeedsReason { last: *last }));
        }
    }
    Ok(())
}

/// Every text as it is kept; those that stand on every sheet must not be empty.
fn texts(change: &mut SettingsChange) -> Result<(), Refusal> {
    let needed = [
        ("office", &mut change.office),
        ("prefix", &mut change.prefix),
        ("bureau", &mut change.bureau),
        ("bureau_office", &mut change.bureau_office),
        ("hotline_of", &mut change.hotline_of),
    ];
    for (name, text) in needed {
        if let Some(text) = text {
            *text = line(text, RefusedField::Setting(name))?;
            if text.is_empty() {
                return Err(Setting::NameNeeded.on(name));
            }
        }
    }
    let may_be_empty = [
        ("review_body", &mut change.review_body),
        ("court", &mut change.court),
        ("address", &mut change.address),
        ("phone", &mut change.phone),
        ("archive_basis", &mut change.archive_basis),
    ];
    for (name, text) in may_be_empty {
        if let Some(text) = text {
            *text = line(text, RefusedField::Setting(name))?;
        }
    }
    for text in change.measures.iter_mut().chain(&mut change.facilities).flatten() {
        *text = line(text, RefusedField::Whole)?;
    }
    for dept in &mut change.departments {
        for text in [&mut dept.name, &mut dept.head, &mut dept.phone] {
            *text = line(text, RefusedField::Setting("departments"))?;
        }
        if dept.name.is_empty() {
            return Err(Setting::NameNeeded.on("departments"));
        }
    }
    change.reason = line(&change.reason, RefusedField::Reason)?;
    Ok(())
}

/// A number that can be dialled: digits, maybe with a dash behind the area code.
fn dialled(typed: &str, name: &'static str) -> Result<String, Refusal> {
    let typed = line(typed, RefusedField::Setting(name))?;
    if typed.is_empty() {
        return Err(Setting::HotlineNeeded.on(name));
    }
    let narrow: String = typed.chars().map(canonical::key_char).filter(|c| !c.is_whitespace()).collect();
    let digits = narrow.chars().filter(char::is_ascii_digit).count();
    match DIALLED.contains(&digits) && narrow.chars().all(|c| c.is_ascii_digit() || c == '-') {
        true => Ok(narrow),
        false => Err(Setting::HotlineNotDialled { typed }.on(name)),
    }
}

/// Each half of the day ends after it begins, and the second begins when the first is over.
fn rising(hours: &[Hours; 2]) -> Result<(), Refusal> {
    let [morning, afternoon] = hours;
    let times = [morning.from, morning.to, afternoon.from, afternoon.to];
    match morning.from < morning.to && afternoon.from < afternoon.to && times.is_sorted() {
        true => Ok(()),
        false => Err(Setting::HoursNotRising.on("hours")),
    }
}
