//! 协办数字: what the office's work comes to so far, in one paragraph and in one table, to take along.

use xieban_domain::figures::{Figures, Measure, PeriodKind, read_out};
use xieban_domain::moment::Moment;
use xieban_domain::settings::Settings;

use super::blocks::{day_head, foot};
use super::sheet::Handwritten;
use super::{Sheet, SheetKind};

/// What the sheet is made of.
#[derive(Debug, Clone, Copy)]
pub struct Totals<'a> {
    /// When it was added up.
    pub now: Moment,
    /// Today, this week, this month, this quarter, this year.
    pub of: &'a [Figures; 5],
    /// The office's values.
    pub settings: &'a Settings,
}

/// The columns: what is counted.
const COLUMNS: [&str; 5] = ["接待", "咨询即答", "登记", "办结", "移办"];

/// The sheet.
pub fn totals(totals: &Totals<'_>) -> Sheet {
    let name = format!("协办数字-{}-{}", totals.now.date(), totals.now.clock().replace(':', ""));
    write(Sheet::new(SheetKind::Totals, name), Some(totals), totals.settings)
}

pub(super) fn blank(settings: &Settings) -> Sheet {
    write(Sheet::new(SheetKind::Totals, "空白-协办数字"), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&Totals<'_>>, settings: &Settings) -> Sheet {
    day_head(&mut sheet, settings);
    sheet.field("截至", of, Handwritten::words("____年__月__日 __时__分"), |of| {
        of.settings.paper_time(of.now)
    });
    sheet.rule();
    row(&mut sheet, "", COLUMNS.map(str::to_owned));
    for (at, span) in PeriodKind::ALL.into_iter().enumerate() {
        let figures = of.and_then(|of| of.of.get(at));
        row(&mut sheet, span.up_to_now(), figures.map_or_else(|| COLUMNS.map(|_| "____".to_owned()), cells));
    }
    if let Some(of) = of {
        sheet.rule();
        sheet.text_line(&read_out(of.now, of.of));
    }
    foot(&mut sheet, settings);
    sheet
}

fn cells(figures: &Figures) -> [String; 5] {
    let registered = figures.sum(&[Measure::Own, Measure::Joint, Measure::Transfer]);
    [
        format!("{}人次", figures.desk.received),
        format!("{}次", figures.desk.tallied),
        format!("{registered}件"),
        format!("{}件", figures.get(Measure::Finished)),
        format!("{}件", figures.get(Measure::Transfer)),
    ]
}

fn row(sheet: &mut Sheet, name: &str, cells: [String; 5]) {
    let [a, b, c, d, last] = cells;
    sheet.columns(&[(name, 14), (&a, 12), (&b, 12), (&c, 12), (&d, 12)], &last);
}
