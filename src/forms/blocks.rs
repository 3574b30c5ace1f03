//! Pieces that several forms share: head, visitor, materials, responsible persons, signature, service line, foot.

use super::{Paper, Sheet, SheetKind};
use crate::domain::codes::{CopyKind, IdType};
use crate::domain::material::{Material, MaterialState};
use crate::domain::moment::paper_date;
use crate::domain::number::Number;
use crate::domain::settings::Settings;
use crate::domain::staff::StaffCode;
use crate::domain::visitor::{Contact, Papers, Person, Visitor};
use crate::text::spread;

/// The head: office, form, copy, number, and 演练 on a practice store.
pub(super) fn head(
    sheet: &mut Sheet,
    kind: SheetKind,
    settings: &Settings,
    mark: &str,
    number: &str,
    copy: u16,
) {
    if settings.practice {
        sheet.centred("【演练】 本单不作凭证");
    }
    sheet.centred(&settings.office);
    let title: String = kind.name().chars().map(|c| c.to_string()).collect::<Vec<_>>().join(" ");
    sheet.centred(&title);
    let again = if copy > 1 { "  补打" } else { "" };
    sheet.sides(&format!("{mark}{again}"), &format!("编号 {number}"));
    sheet.rule();
}

/// A sheet for this form with its head.
pub(super) fn begin(kind: SheetKind, paper: &Paper<'_>, number: Number, mark: &str) -> Sheet {
    let id = paper.case.id();
    let part: String = mark.chars().take(3).collect();
    let mut sheet = Sheet::new(kind, format!("{id}-{}{part}-{}", kind.name(), paper.copy));
    let printed = if number.seq == 0 {
        "（登记时编号）".to_owned()
    } else {
        number.paper(&paper.settings.prefix)
    };
    head(&mut sheet, kind, paper.settings, mark, &printed, paper.copy);
    sheet
}

/// 服务对象: a 个人 or a 单位, never both headings; what is not known says so and why.
pub(super) fn visitor(sheet: &mut Sheet, paper: &Paper<'_>) {
    match paper.case.visitor.get() {
        Some(Visitor::Person(person)) => {
            sheet.row("姓名", &spread(&person.name));
            particulars(sheet, person);
            sheet.row("地址", or_absent(&person.address));
        }
        Some(Visitor::Organisation { organisation, agent, mandate }) => {
            sheet.row("单位名称", &organisation.name);
            sheet.row("信用代码", organisation.credit_code.as_deref().unwrap_or("未提供"));
            sheet.row("负责人", &or_spread(&organisation.head));
            sheet.row("地址", or_absent(&organisation.address));
            let letter = if *mandate { "有" } else { "无" };
            sheet.row("经办人", &format!("{}    委托书 {letter}", or_spread(&agent.name)));
            particulars(sheet, agent);
        }
        None => sheet.row("服务对象", "（已清除）"),
    }
}

fn particulars(sheet: &mut Sheet, person: &Person) {
    match &person.papers {
        Papers::Shown(kind, number) => sheet.row("证件", &format!("{} {number}", kind.name())),
        Papers::NotGiven(why) => {
            let why = why.map_or(String::new(), |why| format!("（{}）", why.name()));
            sheet.row("证件", &format!("{}{why}", IdType::NotGiven.name()));
        }
    }
    match &person.contact {
        Contact::Phone(phone) => sheet.row("电话", phone),
        Contact::NoPhone(how) if how.is_empty() => sheet.row("电话", "无电话"),
        Contact::NoPhone(how) => sheet.row("电话", &format!("无电话（{how}）")),
    }
}

const fn or_absent(text: &str) -> &str {
    if text.is_empty() { "未提供" } else { text }
}

fn or_spread(name: &str) -> String {
    if name.is_empty() { "未提供".to_owned() } else { spread(name) }
}

/// One line a material: number, state, count, form, name; its note below.
pub(super) fn materials<'m>(sheet: &mut Sheet, title: &str, list: impl Iterator<Item = &'m Material>) {
    sheet.text_line(title);
    for (at, material) in list.enumerate() {
        let number = format!("{:>2}", at + 1);
        let form = if material.form == CopyKind::Original { "原件" } else { "复印件" };
        let count = format!("{form}{}份", material.copies);
        let state = match &material.state {
            MaterialState::Undecided => "未定",
            MaterialState::Received => "收",
            MaterialState::Missing(_) => "缺",
            MaterialState::NotApplicable(_) => "不适用",
        };
        let note = match &material.state {
            MaterialState::Missing(Some(note)) | MaterialState::NotApplicable(note) => {
                format!("（{}）", note.text())
            }
            MaterialState::Undecided | MaterialState::Received | MaterialState::Missing(None) => {
                String::new()
            }
        };
        sheet.columns(&[(&number, 4), (state, 8), (&count, 12)], &format!("{}{note}", material.name));
    }
}

/// 直接责任人 and 分管责任人: name, post, telephone (R20).
pub(super) fn responsible(sheet: &mut Sheet, paper: &Paper<'_>) {
    let person = |code: &StaffCode| {
        paper.staff.get(code).map_or_else(
            || code.0.clone(),
            |staff| format!("{}  {}  {}", spread(&staff.name), staff.post, or_call(&staff.phone)),
        )
    };
    sheet.row("协办员", &format!("{}（直接责任人）", person(&paper.case.opening.officer)));
    let leader = paper.case.leader.as_ref().map_or_else(|| "待明确".to_owned(), person);
    sheet.row("值班领导", &format!("{leader}（分管责任人）"));
}

const fn or_call(phone: &str) -> &str {
    if phone.is_empty() { "请拨12345" } else { phone }
}

/// The signature at the left, the seal and the date at the right; the service line; the foot.
pub(super) fn end(sheet: &mut Sheet, paper: &Paper<'_>) {
    sheet.rule();
    sheet.gap();
    sheet.sides("服务对象签收：________________", &format!("{}（印章）", paper.settings.office));
    sheet.gap();
    sheet.sides("        年    月    日", &paper_date(paper.issued.date()));
    sheet.rule();
    service_line(sheet, paper.case.opening.licence);
    foot(sheet, paper.settings);
}

/// The slip is no statutory document; for a licence it leaves room to name the one that is.
pub(super) fn service_line(sheet: &mut Sheet, licence: bool) {
    sheet.text_line("本单为协办服务单，类别系协办分类，不代替行政许可受理、补正、不予受理或不予许可文书。");
    if licence {
        sheet.text_line("应另行出具的法定文书：名称________ 文号______ 日期______");
    }
}

/// Both supervision numbers (R26).
pub(super) fn foot(sheet: &mut Sheet, settings: &Settings) {
    sheet.rule();
    sheet.text_line(&format!("作风投诉 {}  短信 {}", settings.hotline, settings.sms));
}

/// A form with nothing filled in.
pub(super) fn empty(kind: SheetKind, settings: &Settings, mark: &str) -> Sheet {
    let part: String = mark.chars().take(3).collect();
    let mut sheet = Sheet::new(kind, format!("空白-{}{part}", kind.name()));
    head(&mut sheet, kind, settings, mark, "________________", 1);
    let line = "_".repeat(16);
    for label in [
        "服务对象",
        "经办人",
        "证件",
        "电话",
        "申办事项",
        "类别",
        "分类",
        "材料",
        "时限",
        "协办员",
        "值班领导",
    ] {
        sheet.row(label, &line);
    }
    sheet.rule();
    sheet.text_line("服务对象签收：__________");
    sheet.text_line("      年    月    日");
    service_line(&mut sheet, false);
    foot(&mut sheet, settings);
    sheet
}
