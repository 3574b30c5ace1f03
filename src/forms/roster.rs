//! 协办员和值班领导服务时间安排表: 公示份 and 报送份 with the same body and the same check code (R15–R17), and the table as a file
//! for spreadsheets.
//!
//! Prints what it is given. Whether a table may be posted, a hole in it for one, is judged where it is posted.

use chrono::NaiveDate;
use xieban_domain::moment::paper_date;
use xieban_domain::settings::Settings;
use xieban_domain::timetable::{Timetable, TimetableRow};
use xieban_export::{Cell, Table};
use xieban_text::spread;

use super::blocks::{code_of, foot, title};
use super::{Sheet, SheetKind};

/// What the table of a quarter is made of.
#[derive(Debug, Clone, Copy)]
pub struct RosterPaper<'a> {
    /// The quarter's code: `2026Q4`.
    pub code: &'a str,
    /// Its name: 2026年第4季度.
    pub quarter: &'a str,
    /// Which version of it; none where it is written by hand.
    pub version: Option<u32>,
    /// 草稿: nobody has approved it.
    pub draft: bool,
    pub timetable: &'a Timetable,
    /// 编制: who drafted it; empty where it is written by hand.
    pub drafted: &'a str,
    /// 审核; empty where it is written by hand.
    pub checked: &'a str,
    /// 批准; empty where it is written by hand.
    pub approved: &'a str,
    /// 报送日期, if it has been reported.
    pub reported: Option<NaiveDate>,
    /// The office's values.
    pub settings: &'a Settings,
}

/// Cells of the columns behind 序号 but for the last, which takes what is left.
const COLUMNS: [usize; 4] = [9, 15, 17, 15];
/// Cells of 序号.
const NUMBER: usize = 5;
/// People that a section of a blank table has room for.
const BLANK_ROWS: usize = 6;

/// Both copies.
pub fn roster(paper: &RosterPaper<'_>) -> Vec<Sheet> {
    SheetKind::Roster.copies().iter().map(|mark| copy(Some(paper), paper.settings, mark)).collect()
}

/// The check code of both copies: 校验码 over what stands between their heads and their ends. Another table has another one.
pub fn roster_code(paper: &RosterPaper<'_>) -> String {
    let mut body = Sheet::new(SheetKind::Roster, "");
    write_body(&mut body, Some(paper), paper.settings);
    code_of(&body.text())
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    copy(None, settings, mark)
}

fn copy(of: Option<&RosterPaper<'_>>, settings: &Settings, mark: &str) -> Sheet {
    let kind = SheetKind::Roster;
    let name = match of {
        Some(RosterPaper { code, version: Some(version), .. }) => {
            format!("{code}第{version}版-安排表-{mark}")
        }
        Some(paper) => format!("{}-安排表-{mark}", paper.code),
        None => format!("空白-安排表-{mark}"),
    };
    let mut sheet = Sheet::new(kind, name);
    title(&mut sheet, settings);
    sheet.sides(mark, if of.is_some_and(|paper| paper.draft) { "草稿，未批准" } else { "" });
    sheet.rule();
    let mut body = Sheet::new(kind, "");
    write_body(&mut body, of, settings);
    let text = body.text();
    sheet.append(body);
    sheet.rule();
    let by_hand = |name: fn(&RosterPaper<'_>) -> String| {
        of.map(name).filter(|name| !name.is_empty()).unwrap_or_else(|| "____________".to_owned())
    };
    sheet.sides("填报单位（盖章）", &settings.office);
    sheet.text_line(&format!(
        "编制 {}    审核 {}    批准 {}",
        by_hand(|paper| spread(paper.drafted)),
        by_hand(|paper| spread(paper.checked)),
        by_hand(|paper| spread(paper.approved)),
    ));
    let reported = of.and_then(|paper| paper.reported).map(paper_date);
    let reported = reported.unwrap_or_else(|| "____年__月__日".to_owned());
    let code = if of.is_some() { format!("校验码 {}", code_of(&text)) } else { String::new() };
    sheet.sides(&format!("报送日期 {reported}"), &code);
    foot(&mut sheet, settings);
    sheet
}

/// What both copies have in common: 年度、季度, the version, both sections, the note.
fn write_body(sheet: &mut Sheet, of: Option<&RosterPaper<'_>>, settings: &Settings) {
    match of {
        Some(paper) => {
            let version = paper.version.map_or_else(|| "____".to_owned(), |version| version.to_string());
            sheet.sides(paper.quarter, &format!("第{version}版"));
            if paper.timetable.provisional {
                sheet.text_line("日期暂定：本年放假安排还没有公布，公布后以更正版为准。");
            }
        }
        None => sheet.sides("________年 第____季度", "第____版"),
    }
    sheet.rule();
    let [name, post, place, phone, mobile, served] = TimetableRow::HEADS;
    columns(sheet, "序号", [name, post, place, phone, mobile]);
    sheet.columns(&[("", NUMBER)], served);
    let none = Timetable::default();
    for (title, rows) in of.map_or(&none, |paper| paper.timetable).sections() {
        sheet.rule();
        sheet.text_line(title);
        for (at, row) in rows.iter().enumerate() {
            let [_, post, place, phone, mobile, served] = row.facts().map(or_empty);
            columns(sheet, &(at + 1).to_string(), [&spread(&row.name), post, place, phone, mobile]);
            sheet.columns(&[("", NUMBER), ("值班时间", 10)], served);
        }
        match of {
            Some(_) if rows.is_empty() => sheet.text_line("（没有排人）"),
            Some(_) => {}
            None => {
                for at in 1..=BLANK_ROWS {
                    let line = |cells: usize| "_".repeat(cells - 1);
                    let [name, post, place, phone] = COLUMNS.map(line);
                    columns(sheet, &at.to_string(), [&name, &post, &place, &phone, &line(12)]);
                    sheet.columns(&[("", NUMBER), ("值班时间", 10)], &line(58));
                }
            }
        }
    }
    sheet.rule();
    sheet.text_line(&format!(
        "注：本表一式两份，一份公示，一份报{}。值班时间不含休息日。",
        settings.bureau_office
    ));
}

fn columns(sheet: &mut Sheet, number: &str, cells: [&str; 5]) {
    let [name, post, place, phone, last] = cells;
    let mut all = vec![(number, NUMBER)];
    all.extend([name, post, place, phone].into_iter().zip(COLUMNS));
    sheet.columns(&all, last);
}

const fn or_empty(fact: &str) -> &str {
    if fact.is_empty() { "（未填）" } else { fact }
}

/// The table for spreadsheets.
pub fn roster_table(paper: &RosterPaper<'_>) -> Table {
    let heads = ["季度", "版本", "类别", "序号"].into_iter().chain(TimetableRow::HEADS);
    let rows = paper.timetable.sections().into_iter().flat_map(|(title, people)| {
        let kind = title.split_once('、').map_or(title, |(_, kind)| kind);
        people.iter().zip(1..).map(move |(row, at)| {
            let version = paper.version.map_or(Cell::Empty, |version| Cell::Count(version.into()));
            let mut cells = vec![paper.quarter.into(), version, kind.into(), Cell::Count(at)];
            cells.extend(row.facts().map(Cell::from));
            cells
        })
    });
    Table {
        title: format!("{}安排表", paper.quarter),
        notes: Vec::new(),
        header: heads.map(str::to_owned).collect(),
        rows: rows.collect(),
    }
}
