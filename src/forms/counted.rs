//! 怎样算的: how a promised date was counted, in words that a visitor can check with a calendar at hand.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::calendar::{Calendar, ClosedReason};
use xieban_domain::limit::{Due, Limit};
use xieban_domain::moment::paper_date;

/// How `limit` from `from` leads to the promised day.
pub(super) fn counted(calendar: &Calendar, from: NaiveDate, limit: Limit, promised: Due) -> String {
    let why = calendar.explain(from, limit);
    if why.due != promised.date {
        // A notice was published since. What was promised stays promised.
        return "按出具时公布的工作日历计算".to_owned();
    }
    let first = format!("{}当日不计", paper_date(from));
    let mut said = match limit {
        Limit::SameDay => vec!["当日".to_owned()],
        Limit::WorkingDays(days) => {
            let mut said = vec![format!("{first}，次日起数满{days}个工作日")];
            said.extend(closed(calendar, from, why.due));
            let make_up = why.counted.iter().filter(|day| calendar.is_make_up(**day));
            said.extend(make_up.map(|day| format!("{}调休上班，计入", day_of(*day))));
            said
        }
        Limit::CalendarDays(_) | Limit::Months(_) => {
            let mut said = vec![format!("{first}，次日起连续计算{limit}，周六、周日和放假日都计入")];
            let end = why.counted.last().copied().unwrap_or(why.due);
            said.extend(calendar.why_closed(end).map(|why_closed| {
                let why_closed = match why_closed {
                    ClosedReason::Weekend(_) => format!("是{why_closed}"),
                    ClosedReason::Holiday(_) => why_closed.to_string(),
                };
                format!("届满的{}{why_closed}，顺延到{}", day_of(end), day_of(why.due))
            }));
            said
        }
    };
    let open = calendar.unsure_years(from, why.due);
    said.extend(open.map(|year| format!("{year}年放假安排尚未公布，日期暂定，公布后按安排重算并告知")));
    said.join("；")
}

/// The days between that do not count: weekends in one word, holidays each with its days.
fn closed(calendar: &Calendar, from: NaiveDate, due: NaiveDate) -> Vec<String> {
    let (mut weekends, mut holidays): (bool, Vec<(String, NaiveDate, NaiveDate)>) = (false, Vec::new());
    for day in from.iter_days().skip(1).take_while(|day| *day < due) {
        match (calendar.why_closed(day), holidays.last_mut()) {
            (Some(ClosedReason::Weekend(_)), _) => weekends = true,
            (Some(ClosedReason::Holiday(name)), Some((last, _, to))) if *last == name => *to = day,
            (Some(ClosedReason::Holiday(name)), _) => holidays.push((name, day, day)),
            (None, _) => {}
        }
    }
    let weekends = weekends.then(|| "周六、周日不计".to_owned());
    let holidays = holidays.into_iter().map(|(name, from, to)| match from == to {
        true => format!("{}{name}放假，不计", day_of(from)),
        false => format!("{}至{}{name}放假，不计", day_of(from), day_of(to)),
    });
    weekends.into_iter().chain(holidays).collect()
}

/// `11月23日`.
fn day_of(date: NaiveDate) -> String {
    format!("{}月{}日", date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(from: &str, limit: Limit) -> (NaiveDate, String) {
        let calendar = Calendar::bundled().unwrap();
        let from = from.parse().unwrap();
        let due = calendar.due(from, limit);
        (due.date, counted(calendar, from, limit, due))
    }

    #[test]
    fn working_days_name_what_they_leave_out() {
        let (due, why) = said("2026-09-28", Limit::WorkingDays(5));
        assert_eq!(due.to_string(), "2026-10-10");
        assert_eq!(
            why,
            "2026年9月28日当日不计，次日起数满5个工作日；10月1日至10月7日国庆节放假，不计；10月10日调休上班，计入"
        );
        assert_eq!(
            said("2026-11-23", Limit::WorkingDays(2)).1,
            "2026年11月23日当日不计，次日起数满2个工作日"
        );
        assert!(said("2026-11-23", Limit::WorkingDays(10)).1.ends_with("周六、周日不计"));
    }

    #[test]
    fn calendar_limits_count_every_day_and_say_where_the_end_moves() {
        let (due, why) = said("2026-09-02", Limit::CalendarDays(30));
        assert_eq!(due.to_string(), "2026-10-08");
        assert!(
            why.contains("连续计算30日") && why.contains("都计入") && !why.contains("不计；周六"),
            "{why}"
        );
        assert!(why.ends_with("届满的10月2日国庆节放假，顺延到10月8日"), "{why}");
        let (due, why) = said("2026-10-14", Limit::Months(1));
        assert_eq!(due.to_string(), "2026-11-16");
        assert!(
            why.contains("连续计算1个月") && why.ends_with("届满的11月14日是周六，顺延到11月16日"),
            "{why}"
        );
        assert!(said("2026-10-13", Limit::Months(1)).1.ends_with("都计入"), "nothing moves");
    }

    #[test]
    fn a_year_without_a_notice_is_said_and_a_date_counted_otherwise_is_not_explained_away() {
        assert!(said("2026-12-28", Limit::WorkingDays(10)).1.contains("2027年放假安排尚未公布，日期暂定"));
        let calendar = Calendar::bundled().unwrap();
        let other = Due { date: "2026-12-08".parse().unwrap(), provisional: false };
        let why = counted(calendar, "2026-11-23".parse().unwrap(), Limit::WorkingDays(10), other);
        assert_eq!(why, "按出具时公布的工作日历计算");
    }
}
