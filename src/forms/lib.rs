//! The paper forms as sheets of cells, after the plan: 协办单, 协办提示卡, 协办回执, 否定报备反馈单, 大字单,
//! 外部导引单, 申请材料接收凭证, 代办授权书, 协办日志 in its two parts, 投诉举报登记表,
//! 协办员和值班领导服务时间安排表, 台签, 意见本登记页, 临机处置记录, 协办工作月（季）报表, 协办数字, 演练成绩单.
//!
//! Pure: a case and the office's values in, lines out. Laid out with [`Metrics::PAPER`](xieban_text::Metrics::PAPER), because
//! Chinese fonts print ambiguous characters two cells wide. Every sheet carries both supervision numbers (R26).

mod blocks;
mod complaint;
mod conduct;
mod counted;
mod day_sheet;
mod desk_sign;
mod drill;
mod guidance;
mod issue;
mod large;
mod letter;
mod mandate;
mod opinion;
mod prompt_card;
mod receipt;
mod received;
mod report;
mod return_notice;
mod roster;
mod sheet;
mod slip;
mod strip;
mod totals;

pub use complaint::{ComplaintPaper, FilePaper, complaint_sheets, file_sheets};
pub use conduct::{SpotPaper, on_the_spot_sheets, receipt_slip};
pub use day_sheet::{Day, day_sheet};
pub use desk_sign::{Sign, desk_sign};
pub use drill::{Scorecard, scorecard};
pub use opinion::{OpinionPaper, opinion};
pub use report::{ReportPaper, report, report_code};
pub use roster::{RosterPaper, roster, roster_code, roster_table};
pub use sheet::Sheet;
pub use totals::{Totals, totals};

use std::borrow::Cow;

use xieban_domain::calendar::Calendar;
use xieban_domain::case::Case;
use xieban_domain::catalogue::Catalogue;
use xieban_domain::moment::Moment;
use xieban_domain::number::Form;
use xieban_domain::refusal::{Reason, Refusal};
use xieban_domain::settings::Settings;
use xieban_domain::staff::Directory;
use xieban_domain::units::Units;

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SheetKind {
    /// 协办单.
    Slip,
    /// 协办提示卡.
    PromptCard,
    /// 协办回执.
    Receipt,
    /// 否定报备反馈单.
    ReturnNotice,
    /// 大字单 of the receipt.
    Large,
    /// 协办日志（签字页） of a case.
    Strip,
    /// 协办日志（日志总表） of a day.
    DaySheet,
    /// 申请材料接收凭证.
    MaterialsReceipt,
    /// 外部导引单.
    Guidance,
    /// 代办授权书.
    Mandate,
    /// 投诉举报登记表.
    Complaint,
    /// 协办员和值班领导服务时间安排表 of a quarter.
    Roster,
    /// 台签 of a desk.
    DeskSign,
    /// 意见本登记页 of a page.
    Opinion,
    /// 协办工作月（季）报表 of a period.
    Report,
    /// 临机处置记录.
    OnTheSpot,
    /// 协办数字: the totals so far.
    Totals,
    /// 演练成绩单.
    Drill,
    /// A letter of the law: one layout, each with its own words.
    Letter(Form),
}

impl SheetKind {
    /// What the desk prints for a case, in the order of its menu; letters follow.
    const OF_A_CASE: [Self; 9] = [
        Self::Slip,
        Self::PromptCard,
        Self::Receipt,
        Self::Large,
        Self::ReturnNotice,
        Self::MaterialsReceipt,
        Self::Strip,
        Self::Guidance,
        Self::Mandate,
    ];

    /// What is made of a day, of a quarter, of the office.
    const OF_THE_OFFICE: [Self; 8] = [
        Self::DaySheet,
        Self::Complaint,
        Self::Roster,
        Self::DeskSign,
        Self::Opinion,
        Self::Report,
        Self::OnTheSpot,
        Self::Totals,
    ];

    /// Every form of an office; 演练成绩单 is a practice store's alone.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::of_a_case().map(|(kind, _)| kind).chain(Self::OF_THE_OFFICE)
    }

    /// Every form of a case, with what its printing is counted as.
    pub fn of_a_case() -> impl Iterator<Item = (Self, Form)> {
        let letters = Form::LETTERS.iter().map(|(form, _)| Self::Letter(*form));
        Self::OF_A_CASE.into_iter().chain(letters).filter_map(|kind| Some((kind, kind.form()?)))
    }

    /// As what a form of a case is made out.
    pub fn of(form: Form) -> Self {
        let drawn = Self::OF_A_CASE.into_iter().find(|kind| kind.form() == Some(form));
        drawn.unwrap_or(Self::Letter(form))
    }

    /// The form's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slip => "协办单",
            Self::PromptCard => "协办提示卡",
            Self::Receipt => "协办回执",
            Self::ReturnNotice => "否定报备反馈单",
            Self::Large => "大字单",
            Self::Strip => "协办日志（签字页）",
            Self::DaySheet => "协办日志（日志总表）",
            Self::MaterialsReceipt => "申请材料接收凭证",
            Self::Guidance => "外部导引单",
            Self::Mandate => "代办授权书",
            Self::Complaint => "投诉举报登记表",
            Self::Roster => "协办员和值班领导服务时间安排表",
            Self::Opinion => "意见本登记页",
            Self::OnTheSpot => "临机处置记录",
            Self::Totals => "协办数字",
            Self::Drill => "演练成绩单",
            Self::DeskSign => "台签",
            Self::Report => "协办工作月（季）报表",
            Self::Letter(form) => form.name(),
        }
    }

    /// The form of a name; of the two parts of 协办日志 the part's own name will do, and of the longest names their end.
    pub fn named(name: &str) -> Option<Self> {
        if name == "安排表" || name == "服务时间安排表" {
            return Some(Self::Roster);
        }
        if ["报表", "月报", "季报"].contains(&name) {
            return Some(Self::Report);
        }
        let part = format!("（{name}）");
        Self::all().find(|kind| kind.name() == name || kind.name().ends_with(&part))
    }

    /// As what its printing is counted; none for what is no case's.
    pub const fn form(self) -> Option<Form> {
        Some(match self {
            Self::Slip => Form::Case,
            Self::PromptCard => Form::PromptCard,
            Self::Receipt => Form::Receipt,
            Self::ReturnNotice => Form::ReturnNotice,
            Self::Large => Form::Large,
            Self::Strip => Form::Strip,
            Self::MaterialsReceipt => Form::MaterialsReceipt,
            Self::Guidance => Form::Guidance,
            Self::Mandate => Form::Mandate,
            Self::Letter(form) => form,
            Self::DaySheet
            | Self::Complaint
            | Self::Roster
            | Self::DeskSign
            | Self::Opinion
            | Self::Report
            | Self::OnTheSpot
            | Self::Totals
            | Self::Drill => return None,
        })
    }

    /// Columns of the sheet it suits: A4 and A5 across 72, A5 60, an 80 mm roll 32.
    pub const fn width(self) -> usize {
        match self {
            Self::Slip
            | Self::ReturnNotice
            | Self::Strip
            | Self::DaySheet
            | Self::MaterialsReceipt
            | Self::Mandate
            | Self::Complaint
            | Self::Roster
            | Self::DeskSign
            | Self::Opinion
            | Self::Report
            | Self::OnTheSpot
            | Self::Totals
            | Self::Drill
            | Self::Letter(_) => 72,
            Self::PromptCard | Self::Receipt | Self::Guidance => 60,
            Self::Large => 32,
        }
    }

    /// The copies it is made in, each with its mark.
    pub const fn copies(self) -> &'static [&'static str] {
        match self {
            Self::Slip
            | Self::Large
            | Self::Strip
            | Self::DaySheet
            | Self::DeskSign
            | Self::Opinion
            | Self::Totals
            | Self::Drill => &[""],
            Self::PromptCard | Self::Receipt | Self::MaterialsReceipt | Self::Mandate | Self::Letter(_) => {
                &["第一联 存根", "第二联 服务对象"]
            }
            Self::ReturnNotice => &["第一联 存档", "第二联 服务对象", "第三联 所作风办（报备）"],
            Self::Guidance => &["第一联 存根", "第二联 服务对象", "第三联 接收单位"],
            Self::Complaint => &["第一联 存档", "第二联 承办"],
            Self::Report | Self::OnTheSpot => &["第一联 存档", "第二联 上报"],
            Self::Roster => &["公示份", "报送份"],
        }
    }
}

/// What a form is made of.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    pub case: &'a Case,
    /// The office's values.
    pub settings: &'a Settings,
    pub staff: &'a Directory,
    /// Matters and units.
    pub catalogue: &'a Catalogue,
    pub calendar: &'a Calendar,
    /// What is known of the other units.
    pub units: &'a Units,
    /// The cases on its 导引单 in walking order, itself among them; none where it stands there alone.
    pub on_slip: &'a [Case],
    /// When it is issued.
    pub issued: Moment,
    /// Which printing it is: from the second on it says 补打.
    pub copy: u16,
}

/// The copies of a form. Refused: a notice of refusal before the leader's countersign (R55), a form the case does not have.
pub fn sheets(kind: SheetKind, paper: &Paper<'_>) -> Result<Vec<Sheet>, Refusal> {
    // What was issued stays as it was: the office and the people of it are those of then.
    let (number, at) = issue::issue(kind, paper.case);
    let settings = paper.settings.as_issued(number);
    let staff = at.map_or(Cow::Borrowed(paper.staff), |at| paper.staff.as_at(at));
    let paper = &Paper { settings: &settings, staff: &staff, ..*paper };
    if kind == SheetKind::Guidance {
        return guidance::slips(paper);
    }
    kind.copies()
        .iter()
        .map(|mark| match kind {
            SheetKind::Slip => Ok(slip::slip(paper)),
            SheetKind::PromptCard => prompt_card::card(paper, mark),
            SheetKind::Receipt => receipt::receipt(paper, mark),
            SheetKind::ReturnNotice => return_notice::notice(paper, mark),
            SheetKind::Large => large::large(paper),
            SheetKind::Strip => strip::strip(paper),
            // These are no case's: functions of their own make them. A 导引单 has as many copies as stops.
            SheetKind::DaySheet
            | SheetKind::Guidance
            | SheetKind::Roster
            | SheetKind::DeskSign
            | SheetKind::Opinion
            | SheetKind::Report
            | SheetKind::OnTheSpot
            | SheetKind::Totals
            | SheetKind::Drill => Err(Reason::NothingToPrint { form: kind.name() }.whole()),
            SheetKind::MaterialsReceipt => received::receipt(paper, mark),
            SheetKind::Mandate => Ok(mandate::mandate(paper, mark)),
            SheetKind::Letter(form) => letter::letter(form, paper, mark),
            SheetKind::Complaint => Ok(complaint::blank(paper.settings, mark)),
        })
        .collect()
}

/// A form with nothing filled in, for the drawer: for power cuts, and for what is not kept here. It has every field of the
/// filled one.
pub fn blank(kind: SheetKind, settings: &Settings) -> Vec<Sheet> {
    let one = |mark: &&str| match kind {
        SheetKind::Slip => slip::blank(settings, mark),
        SheetKind::PromptCard => prompt_card::blank(settings, mark),
        SheetKind::Receipt => receipt::blank(settings, mark),
        SheetKind::ReturnNotice => return_notice::blank(settings, mark),
        SheetKind::Large => large::blank(settings),
        SheetKind::Strip => strip::blank(settings, mark),
        SheetKind::DaySheet => day_sheet::blank(settings),
        SheetKind::MaterialsReceipt => received::blank(settings, mark),
        SheetKind::Guidance => guidance::blank(settings, mark),
        SheetKind::Mandate => mandate::blank(settings, mark),
        SheetKind::Complaint => complaint::blank(settings, mark),
        SheetKind::Roster => roster::blank(settings, mark),
        SheetKind::DeskSign => desk_sign::blank(settings),
        SheetKind::Opinion => opinion::blank(settings),
        SheetKind::Report => report::blank(settings, mark),
        SheetKind::OnTheSpot => conduct::blank(settings, mark),
        SheetKind::Totals => totals::blank(settings),
        SheetKind::Drill => drill::blank(settings),
        SheetKind::Letter(form) => letter::blank(form, settings, mark),
    };
    kind.copies().iter().map(one).collect()
}
