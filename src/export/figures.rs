//! 数字 and the cases behind them as tables.

use xieban_domain::calendar::Calendar;
use xieban_domain::case::Case;
use xieban_domain::case::closing::Closing;
use xieban_domain::figures::{Figure, Figures, Measure, MeasureTotals, Period};
use xieban_domain::limit::Due;
use xieban_domain::settings::Settings;
use xieban_domain::staff::Directory;

use super::cell::NOTHING;
use super::{Cell, Table};

/// What an officer's row says.
pub const OF_OFFICER: &[Measure] = &[
    Measure::Own,
    Measure::Joint,
    Measure::Transfer,
    Measure::Finished,
    Measure::OnTime,
    Measure::LateDone,
    Measure::DueOpen,
    Measure::Visits,
    Measure::SecondNotice,
    Measure::Unsigned,
    Measure::Ended,
];
/// What a unit's row says: 移办去向.
pub const OF_UNIT: &[Measure] = &[Measure::Guided, Measure::HandedOver];
/// What a matter's row says.
pub const OF_MATTER: &[Measure] = &[Measure::Finished, Measure::Visits, Measure::UsedDays];
/// A case is in a period's list that stands under any of these in it: registered, done, ended or void.
pub const IN_PERIOD: &[Measure] =
    &[Measure::Own, Measure::Joint, Measure::Transfer, Measure::Void, Measure::Finished, Measure::Ended];

impl From<Figure> for Cell {
    fn from(value: Figure) -> Self {
        match value {
            Figure::Count(count) => Self::Count(count),
            Figure::Share { part, of } => Self::Share { part, of },
            Figure::Mean { .. } => value
                .in_tenths()
                .map_or_else(|| Self::from(NOTHING), |tenths| Self::Number { value: tenths, decimals: 1 }),
            Figure::Fen(fen) => Self::Number { value: fen, decimals: 2 },
        }
    }
}

fn header(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}

/// Every figure of a period, with that of the period before beside it.
pub fn figures_table(period: Period, now: &Figures, before: &Figures) -> Table {
    let (name, earlier) = (period.name(), period.previous().name());
    let rows = now.lines().into_iter().zip(before.lines()).map(|(now, before)| {
        let unit = if matches!(now.value, Figure::Fen(_)) { "（元）" } else { "" };
        let label = format!("{}{unit}", now.label);
        vec![now.part.name().into(), label.into(), now.value.into(), before.value.into()]
    });
    Table {
        title: "数字".to_owned(),
        notes: vec![format!("期间 {name}（{} 至 {}）", period.from, period.to)],
        header: header(&["部分", "项目", &name, &earlier]),
        rows: rows.collect(),
    }
}

/// A row for each of several, under these measures.
pub fn tally_table<'t>(
    (title, head): (&str, &str),
    measures: &[Measure],
    rows: impl IntoIterator<Item = (String, &'t MeasureTotals)>,
) -> Table {
    let row = |(name, tally): (String, &MeasureTotals)| {
        let sums = measures.iter().map(|measure| Cell::Count(tally.get(*measure)));
        std::iter::once(Cell::from(name)).chain(sums).collect()
    };
    Table {
        title: title.to_owned(),
        notes: Vec::new(),
        header: std::iter::once(head).chain(measures.iter().map(|m| m.name())).map(str::to_owned).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}

/// The list of a period's cases, without its rows. Nobody who came is in it.
pub fn cases_table(period: Period) -> Table {
    Table {
        title: "件".to_owned(),
        notes: vec![format!(
            "{}登记、办结、终止或作废的件（{} 至 {}）",
            period.name(),
            period.from,
            period.to
        )],
        header: header(&[
            "编号",
            "口头号",
            "类别",
            "分类",
            "状态",
            "直接责任人",
            "事项",
            "登记日期",
            "办结日期",
            "到期日",
            "用时（工作日）",
            "跑动次数",
            "费用（元）",
        ]),
        rows: Vec::new(),
    }
}

/// A case in that list; `due` as lists show it while it is open.
pub fn case_row(
    case: &Case,
    due: Option<Due>,
    staff: &Directory,
    settings: &Settings,
    calendar: &Calendar,
) -> Vec<Cell> {
    let finished = match case.closing() {
        Some(Closing::Done(finish, _)) => Cell::Date(finish.at.date()),
        Some(Closing::Ended(_) | Closing::Void(_)) | None => Cell::Empty,
    };
    let due = case.done_by().or(due.map(|due| due.date));
    let count = |count: usize| Cell::Count(i64::try_from(count).unwrap_or(i64::MAX));
    vec![
        settings.paper(case.id().number()).into(),
        case.id().spoken().into(),
        case.opening.kind.name().into(),
        case.division().into(),
        case.life.name().into(),
        staff.name(&case.opening.officer).into(),
        case.opening.title.as_str().into(),
        Cell::Date(case.opening.at.date()),
        finished,
        due.map_or(Cell::Empty, Cell::Date),
        case.used(calendar).map_or(Cell::Empty, |days| Cell::Count(days.into())),
        count(case.visit_count()),
        Cell::Number { value: case.service.fee.fee.0.into(), decimals: 2 },
    ]
}
