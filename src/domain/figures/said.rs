//! 数字 read out: today, this week, this month, this quarter and this year in one paragraph, for whoever is asked in the corridor.
//! Nothing about anybody's conduct is in it, whoever asks.

use super::measure::Measure;
use super::period::PeriodKind;
use super::total::{CONTENT, Figures, KINDS, OVERDUE, RATINGS};
use crate::figures::Figure;
use crate::moment::Moment;

/// A rate, where there is anything to say it of.
fn rate(name: &str, part: i64, of: i64) -> Option<String> {
    let share = Figure::Share { part, of };
    share.in_tenths().map(|_| format!("{name}{}", share.text()))
}

/// One period.
fn of_one(span: PeriodKind, figures: &Figures) -> String {
    let mut said = vec![
        format!("{}接待{}人次", span.up_to_now(), figures.desk.received),
        format!("登记{}件", figures.sum(&KINDS)),
        format!("办结{}件", figures.get(Measure::Finished)),
    ];
    if figures.desk.tallied > 0 {
        said.insert(1, format!("咨询即答{}次", figures.desk.tallied));
    }
    let elsewhere = figures.sum(&[Measure::Guided, Measure::HandedOver]);
    if elsewhere > 0 {
        said.push(format!("导引、移交到外单位{elsewhere}次"));
    }
    if span != PeriodKind::Day {
        said.extend(rate("按时办结率", figures.get(Measure::OnTime), figures.get(Measure::Limited)));
        said.extend(rate("满意率", figures.sum(&CONTENT), figures.sum(&RATINGS)));
    }
    let overdue = figures.sum(&OVERDUE);
    if overdue > 0 {
        said.push(format!("超期{overdue}件"));
    }
    said.join("，")
}

/// The paragraph: the periods in the order of [`PeriodKind::ALL`].
pub fn read_out(now: Moment, of: &[Figures; 5]) -> String {
    let periods = PeriodKind::ALL.iter().zip(of).map(|(span, figures)| of_one(*span, figures));
    format!("截至{}：{}。", now.screen_time(), periods.collect::<Vec<_>>().join("；"))
}

#[cfg(test)]
mod tests {
    use super::super::total::{ConductTotals, DeskTotals};
    use super::*;

    fn figures(received: u64, of: &[(Measure, i64)]) -> Figures {
        let mut figures =
            Figures { desk: DeskTotals { received, ..DeskTotals::default() }, ..Figures::default() };
        for (measure, amount) in of {
            figures.tally.add(*measure, *amount);
        }
        figures
    }

    #[test]
    fn the_paragraph_says_what_there_is_and_nothing_of_conduct() {
        let now = Moment::parse("2026-11-25T10:30").unwrap();
        let quiet = Figures::default();
        let said = read_out(now, &[quiet.clone(), quiet.clone(), quiet.clone(), quiet.clone(), quiet]);
        assert_eq!(
            said,
            "截至11-25 10:30：今天接待0人次，登记0件，办结0件；本周接待0人次，登记0件，办结0件；\
             本月接待0人次，登记0件，办结0件；本季度接待0人次，登记0件，办结0件；今年接待0人次，登记0件，办结0件。"
        );
        let mut today = figures(12, &[(Measure::Own, 7), (Measure::Transfer, 2), (Measure::Finished, 7)]);
        today.desk.tallied = 4;
        today.tally.add(Measure::Guided, 2);
        let week = figures(
            40,
            &[(Measure::Own, 30), (Measure::Finished, 28), (Measure::Limited, 20), (Measure::OnTime, 19)],
        );
        let mut year = figures(900, &[(Measure::Own, 800), (Measure::Finished, 780), (Measure::DueOpen, 3)]);
        year.tally.add(Measure::Satisfied, 99);
        year.tally.add(Measure::Dissatisfied, 1);
        year.behind = Some(ConductTotals { taken: 5, measured: 2 });
        let said = read_out(now, &[today, week.clone(), week.clone(), week, year]);
        assert!(
            said.contains("今天接待12人次，咨询即答4次，登记9件，办结7件，导引、移交到外单位2次；"),
            "{said}"
        );
        assert!(said.contains("本周接待40人次，登记30件，办结28件，按时办结率95.0%；"), "{said}");
        assert!(said.ends_with("今年接待900人次，登记800件，办结780件，满意率99.0%，超期3件。"), "{said}");
        for word in ["作风", "问责", "投诉"] {
            assert!(!said.contains(word), "{word}: {said}");
        }
    }
}
