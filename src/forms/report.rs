//! 协办工作月（季）报表: the figures of a period beside those of the period before, one copy for the file and one to report.
//!
//! Prints what it is given: figures that the reader may not see are not in it, and nothing says that there are such.

use chrono::NaiveDate;
use xieban_domain::figures::{Figure, Figures, Period, ReportLine, ReportSection};
use xieban_domain::moment::paper_date;
use xieban_domain::settings::Settings;
use xieban_text::spread;

use super::blocks::{code_of, foot, title};
use super::sheet::Handwritten;
use super::{Sheet, SheetKind};

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct ReportPaper<'a> {
    /// Of which days.
    pub period: Period,
    pub now: &'a Figures,
    /// Those of the period before.
    pub before: &'a Figures,
    /// 超期 by 直接责任人; none where the reader may not see each one's own.
    pub overdue: Option<&'a [(String, i64)]>,
    /// 移办去向: each unit with 外部导引 and 移交.
    pub led: &'a [(String, i64, i64)],
    /// 签发: by whom, on which day, and the check code of what was signed.
    pub signed: Option<(&'a str, NaiveDate, &'a str)>,
    /// When it is issued.
    pub issued: NaiveDate,
    /// The office's values.
    pub settings: &'a Settings,
}

/// Cells of the label, and of the figure; the period before takes what is left.
const COLUMNS: (usize, usize) = (32, 22);

/// 校验码 of a report: over the figures that every reader sees, so that each has the same one.
pub fn report_code(period: Period, now: &Figures, before: &Figures) -> String {
    let [now, before] = [now, before].map(|figures| Figures { behind: None, ..figures.clone() });
    let line = |(now, before): (ReportLine, ReportLine)| {
        format!("{} {} {}\n", now.label, now.value.text(), before.value.text())
    };
    let lines: String = now.lines().into_iter().zip(before.lines()).map(line).collect();
    code_of(&format!("{} {}\n{lines}", period.from, period.to))
}

/// Both copies.
pub fn report(paper: &ReportPaper<'_>) -> Vec<Sheet> {
    SheetKind::Report.copies().iter().map(|mark| copy(Some(paper), paper.settings, mark)).collect()
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    copy(None, settings, mark)
}

fn copy(of: Option<&ReportPaper<'_>>, settings: &Settings, mark: &str) -> Sheet {
    let part: String = mark.chars().take(3).collect();
    let name =
        of.map_or_else(|| "空白".to_owned(), |paper| format!("{}至{}", paper.period.from, paper.period.to));
    let mut sheet = Sheet::new(SheetKind::Report, format!("{name}-报表-{part}"));
    title(&mut sheet, settings);
    let period = of.map_or_else(|| "________年____月（第____季度）".to_owned(), |paper| paper.period.name());
    sheet.sides(mark, &format!("期间 {period}"));
    sheet.rule();
    let before =
        of.map_or_else(|| "上期".to_owned(), |paper| format!("上期 {}", paper.period.previous().name()));
    figure(&mut sheet, "项目", "本期", &before);
    figures(&mut sheet, of);
    sheet.rule();
    sheet.field("超期\n（分责任人）", of, Handwritten::Lines(2), |paper| match paper.overdue {
        Some(all) => listed(
            all.iter()
                .filter(|(_, count)| *count > 0)
                .map(|(name, count)| format!("{} {count}件", spread(name))),
        ),
        None => "（分责任人数由领导、所作风办、所行风办出表时列出）".to_owned(),
    });
    sheet.field("移办去向", of, Handwritten::Lines(2), |paper| {
        listed(
            paper
                .led
                .iter()
                .map(|(unit, guided, handed)| format!("{unit} 外部导引{guided}件 移交{handed}件")),
        )
    });
    sheet.text_line("注：终止另计，不入办结；各率的分母按办结日计；上期为前一个同样长的期间。");
    ends(&mut sheet, of, settings);
    foot(&mut sheet, settings);
    sheet
}

/// 第一责任人签字: as he signed it at a terminal, or for his hand; the seal, the day, the check code.
fn ends(sheet: &mut Sheet, of: Option<&ReportPaper<'_>>, settings: &Settings) {
    const HAND: &str = "第一责任人签字：________________";
    let code = of.map(|paper| report_code(paper.period, paper.now, paper.before));
    let signed = of.and_then(|paper| paper.signed).map(|(who, on, was)| {
        let since =
            if code.as_deref() == Some(was) { "" } else { "，签发后数字有变，请重新签发" };
        format!("第一责任人签字：{}  {}{since}", spread(who), paper_date(on))
    });
    sheet.rule();
    sheet.gap();
    sheet.text_line(signed.as_deref().unwrap_or(HAND));
    sheet.gap();
    sheet.sides("填表人：________________", &format!("{}（印章）", settings.office));
    sheet.sides(
        &code.map_or_else(String::new, |code| format!("校验码 {code}")),
        &of.map_or_else(|| "____年__月__日".to_owned(), |paper| paper_date(paper.issued)),
    );
}

fn figure(sheet: &mut Sheet, label: &str, now: &str, before: &str) {
    sheet.columns(&[(label, COLUMNS.0), (now, COLUMNS.1)], before);
}

/// Every figure, section by section; a blank form has those, too, that only some may see.
fn figures(sheet: &mut Sheet, of: Option<&ReportPaper<'_>>) {
    let whole =
        Figures { behind: Some(xieban_domain::figures::ConductTotals::default()), ..Figures::default() };
    let (now, before) = of.map_or((&whole, &whole), |paper| (paper.now, paper.before));
    let said = |value: Figure| if of.is_some() { value.text() } else { "__________".to_owned() };
    let lines: Vec<_> = now.lines().into_iter().zip(before.lines()).collect();
    for part in ReportSection::ALL {
        sheet.rule();
        sheet.text_line(part.name());
        for (now, before) in lines.iter().filter(|(line, _)| line.part == part) {
            figure(sheet, &format!("  {}", now.label), &said(now.value), &said(before.value));
        }
    }
}

fn listed(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() { "无".to_owned() } else { entries.join("\n") }
}
