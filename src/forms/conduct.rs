//! Paper of what lies behind the wall: 临机处置记录 (R75, R76), and the slip with a receipt code (R33).

use xieban_domain::conduct::{File, Measure, Misconduct, OnTheSpot, ReceiptCode};
use xieban_domain::moment::paper_date;
use xieban_domain::settings::Settings;
use xieban_domain::staff::{Directory, Role, Staff};

use super::blocks::{begin_blank, foot, title};
use super::sheet::Handwritten;
use super::{Sheet, SheetKind};

/// What the record is made of.
#[derive(Debug, Clone, Copy)]
pub struct SpotPaper<'a> {
    pub file: &'a File,
    /// What was done on the spot.
    pub done: &'a OnTheSpot,
    pub by: Option<&'a Staff>,
    /// The office's values.
    pub settings: &'a Settings,
    pub staff: &'a Directory,
}

/// The copies of a record.
pub fn on_the_spot_sheets(paper: &SpotPaper<'_>) -> Vec<Sheet> {
    let settings = paper.settings.as_at(paper.done.time);
    let staff = paper.staff.as_at(paper.done.time);
    let paper = &SpotPaper { settings: &settings, staff: &staff, ..*paper };
    let copy = |mark: &&str| {
        let kind = SheetKind::OnTheSpot;
        let part: String = mark.chars().take(3).collect();
        let mut sheet = Sheet::new(kind, format!("作风{}-{}{part}", paper.file.number, kind.name()));
        title(&mut sheet, paper.settings);
        sheet.sides(mark, &format!("编号 {}", paper.file.number));
        sheet.rule();
        write(sheet, Some(paper), paper.settings)
    };
    SheetKind::OnTheSpot.copies().iter().map(copy).collect()
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::OnTheSpot, settings, mark), None, settings)
}

/// The slip for who complained: his code, the two numbers, 演练 on a practice store, and nothing else.
pub fn receipt_slip(code: ReceiptCode, settings: &Settings) -> Sheet {
    let mut sheet = Sheet::new(SheetKind::Large, "回执码");
    if settings.practice {
        sheet.sides("", "【演练】");
    }
    let apart: Vec<String> = code.to_string().chars().map(String::from).collect();
    sheet.centred(&apart.join(" "));
    sheet.rule();
    sheet.text_line(&settings.hotline);
    sheet.text_line(&format!("短信 {}", settings.sms));
    sheet
}

fn write(mut sheet: Sheet, of: Option<&SpotPaper<'_>>, settings: &Settings) -> Sheet {
    let date = || Handwritten::words("____年__月__日");
    let offices = [Role::DisciplineOffice, Role::ConductOffice];
    let on_date = |date: Option<chrono::NaiveDate>| date.map_or_else(String::new, paper_date);
    let bureau = |of: &SpotPaper<'_>| of.file.concerns_bureau(of.staff);
    sheet.field("时间", of, Handwritten::words("____年__月__日 __:__"), |of| of.done.time.paper_time());
    sheet.field("地点", of, Handwritten::Lines(1), |of| of.done.place.clone());
    sheet.field("处置机构", of, Handwritten::boxes(offices.iter().map(|role| role.name())), |of| {
        let is = |role: &&Role| of.by.is_some_and(|by| by.is(**role));
        offices.iter().find(is).map_or_else(String::new, |role| role.name().to_owned())
    });
    sheet.field("当事人", of, Handwritten::Lines(1), |of| {
        let people: Vec<&str> = of.file.taken.about.iter().map(|code| of.staff.name(code)).collect();
        if people.is_empty() { of.file.taken.described.clone() } else { people.join("、") }
    });
    sheet.field("管理权限", of, Handwritten::boxes(["所管", "局党委管理"]), |of| {
        if bureau(of) { "局党委管理" } else { "所管" }.to_owned()
    });
    sheet.field("情形", of, Handwritten::boxes(Misconduct::ALL.iter().map(|kind| kind.name())), |of| {
        of.done.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("、")
    });
    sheet.field("事实", of, Handwritten::Lines(6), |of| of.done.facts.clone());
    sheet.field("当事人陈述", of, Handwritten::Lines(3), |of| of.done.statement.clone());
    let measures = Measure::ALL.iter().filter(|measure| **measure != Measure::Bureau);
    sheet.field(
        "现场处理\n措施",
        of,
        Handwritten::boxes(measures.map(|measure| measure.name())),
        |of| of.done.measure.name().to_owned(),
    );
    sheet.field("先行查处\n日期", of, date(), |of| {
        on_date(of.file.investigation.as_ref().map(|done| done.date))
    });
    sheet.field("上报日期", of, date(), |of| on_date(of.file.reported_up));
    sheet.field("局研究意见", of, Handwritten::Lines(3), |of| match (&of.file.bureau, bureau(of)) {
        (Some((date, words)), _) => format!("{words}（{}）", paper_date(*date)),
        (None, true) => "待局研究".to_owned(),
        (None, false) => String::new(),
    });
    sheet.field("经办人", of, Handwritten::Lines(1), |of| {
        of.by.map_or_else(String::new, |by| by.name.clone())
    });
    foot(&mut sheet, settings);
    sheet
}
