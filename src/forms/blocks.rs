//! Pieces that several forms share: head, visitor, materials, responsible persons, signature, service line, foot.
//!
//! Each is written once, and stands both on the sheet of a case and, for the hand, on the blank form.

use chrono::NaiveDate;
use sm3::{Digest as _, Sm3};
use xieban_domain::catalogue::{Matter, MatterOrChain};
use xieban_domain::codes::{CopyKind, IdType};
use xieban_domain::limit::{Due, Limit};
use xieban_domain::material::{Material, MaterialState};
use xieban_domain::moment::paper_date;
use xieban_domain::number::{Form, Number};
use xieban_domain::settings::Settings;
use xieban_domain::staff::{Staff, StaffCode};
use xieban_domain::visitor::{Contact, Papers, Person, Visitor};
use xieban_text::spread;

use super::sheet::Handwritten;
use super::{Paper, Sheet, SheetKind};

/// The date that is written by hand.
const DATE: &str = "    年    月    日";

/// The head: office, form, copy, number, and 演练 on a practice store.
fn head(sheet: &mut Sheet, settings: &Settings, mark: &str, number: &str) {
    title(sheet, settings);
    sheet.sides(mark, &format!("编号 {number}"));
    sheet.rule();
}

pub(super) fn title(sheet: &mut Sheet, settings: &Settings) {
    if settings.practice {
        sheet.centred("【演练】 本单不作凭证");
    }
    sheet.centred(&settings.office);
    let title: Vec<String> = sheet.kind().name().chars().map(|c| c.to_string()).collect();
    sheet.centred(&title.join(" "));
}

/// Which copy: the part of a file's name.
fn part(mark: &str) -> String {
    mark.chars().take(3).collect()
}

/// The name of a sheet's file: the case, the form with its own number, the part, which printing it is.
pub(super) fn name(kind: SheetKind, paper: &Paper<'_>, number: Number, mark: &str) -> String {
    let own = if number.form == Form::Case { String::new() } else { format!("{}号", number.seq) };
    format!("{}-{}{own}{}-{}", paper.case.id(), kind.name(), part(mark), paper.copy)
}

/// The number as it stands on paper; a case that is not registered yet has none.
pub(super) fn numbered(paper: &Paper<'_>, number: Number) -> String {
    match number.seq {
        0 => "（登记时编号）".to_owned(),
        _ => paper.settings.paper(number),
    }
}

/// A sheet for this form with its head.
pub(super) fn begin(kind: SheetKind, paper: &Paper<'_>, number: Number, mark: &str) -> Sheet {
    let mut sheet = Sheet::new(kind, name(kind, paper, number, mark));
    let again = match paper.copy {
        0 | 1 => String::new(),
        _ => format!("  补打 {}", paper_date(paper.issued.date())),
    };
    let corrected =
        if kind.form().is_some_and(|form| paper.case.is_corrected(form)) { "  更正" } else { "" };
    let void = if paper.case.is_void() { "  作废" } else { "" };
    head(
        &mut sheet,
        paper.settings,
        format!("{mark}{again}{corrected}{void}").trim_start(),
        &numbered(paper, number),
    );
    sheet
}

/// A blank sheet with its head.
pub(super) fn begin_blank(kind: SheetKind, settings: &Settings, mark: &str) -> Sheet {
    let mut sheet = Sheet::new(kind, format!("空白-{}{}", kind.name(), part(mark)));
    head(&mut sheet, settings, mark, &"_".repeat(20));
    sheet
}

/// 服务对象: a 个人 or a 单位, never both headings; what is not known says so and why.
pub(super) fn visitor(sheet: &mut Sheet, paper: Option<&Paper<'_>>) {
    let Some(paper) = paper else {
        sheet.row("服务对象", "□个人  □单位");
        for label in ["姓名或名称", "证件或\n信用代码", "电话", "地址"] {
            sheet.field(label, None::<&()>, Handwritten::Lines(1), |()| String::new());
        }
        sheet.row("经办人", "姓名____________  证件______________________\n电话____________  委托书 □有 □无");
        return;
    };
    match paper.case.visitor.get() {
        Some(Visitor::Person(person)) => {
            sheet.row("服务对象", "个人");
            sheet.row("姓名", &spread(&person.name));
            particulars(sheet, person);
            sheet.row("地址", or_absent(&person.address));
            sheet.row("经办人", "无（本人办理）");
        }
        Some(Visitor::Organisation { organisation, agent, mandate }) => {
            sheet.row("服务对象", "单位");
            sheet.row("名称", &organisation.name);
            sheet.row("统一社会\n信用代码", organisation.credit_code.as_deref().unwrap_or("未提供"));
            sheet.row("法定代表人\n或负责人", &or_spread(&organisation.head));
            sheet.row("地址", or_absent(&organisation.address));
            let letter = if *mandate { "有" } else { "无" };
            sheet.row("经办人", &format!("姓名 {}    委托书 {letter}", or_spread(&agent.name)));
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

/// How many lines of materials a blank form has.
const BLANK_MATERIALS: usize = 4;

/// One line a material: number, state, form and count, name; its note below. 无 where there is none.
pub(super) fn materials<'m>(
    sheet: &mut Sheet,
    title: &str,
    list: Option<impl Iterator<Item = &'m Material>>,
) {
    let Some(list) = list else {
        sheet.text_line(&format!("{title}（名称，收、缺或不适用及原因，份数，原件或复印件）"));
        for at in 1..=BLANK_MATERIALS {
            let rest = "_".repeat(sheet.kind().width() - 24);
            sheet.columns(&[(&format!("{at:>2}"), 4), ("______", 8), ("____份", 12)], &rest);
        }
        return;
    };
    let mut none = true;
    for (at, material) in list.enumerate() {
        if none {
            sheet.text_line(title);
        }
        none = false;
        let form = if material.form == CopyKind::Original { "原件" } else { "复印件" };
        let (state, remark) = match &material.state {
            MaterialState::Undecided => ("未看", String::new()),
            MaterialState::Received => ("收", String::new()),
            MaterialState::Missing(None) => ("缺", String::new()),
            MaterialState::Missing(Some(asked)) => ("缺", format!("\n要求、到哪里办：{}", asked.text())),
            MaterialState::NotApplicable(why) => ("不适用", format!("\n原因：{}", why.text())),
        };
        // A card says what is wanted, item by item; whether a sample goes with it is ticked by hand.
        let missing = matches!(material.state, MaterialState::Missing(_));
        let sample =
            if missing && sheet.kind() == SheetKind::PromptCard { "\n样本：□附 □无" } else { "" };
        let added = material.added_on.as_ref().map_or(String::new(), |basis| format!("\n依据：{basis}"));
        let (number, count) = (format!("{:>2}", at + 1), format!("{form}{}份", material.copies));
        sheet.columns(
            &[(&number, 4), (state, 8), (&count, 12)],
            &format!("{}{remark}{added}{sample}", material.name),
        );
    }
    if none {
        sheet.row(title.trim_end_matches('：'), "无");
    }
}

/// The case's materials in one state.
pub(super) fn received<'m>(paper: &Paper<'m>) -> impl Iterator<Item = &'m Material> {
    paper.case.materials.iter().filter(|material| material.state == MaterialState::Received)
}

/// How long our part takes once what is missing is there.
pub(super) fn once_complete(limit: Option<Limit>) -> String {
    match limit {
        Some(Limit::SameDay) => "材料补齐当日".to_owned(),
        Some(limit) => format!("材料补齐之日起{limit}内"),
        None => "材料补齐时当面约定".to_owned(),
    }
}

/// A person with post and telephone.
pub(super) fn person(paper: &Paper<'_>, code: &StaffCode) -> String {
    let facts = |staff: &Staff| format!("{}  {}  {}", spread(&staff.name), staff.post, or_call(&staff.phone));
    paper.staff.get(code).map_or_else(|| code.0.clone(), facts)
}

/// A telephone number, or where to ask for it.
pub(super) const fn or_call(phone: &str) -> &str {
    if phone.is_empty() { "请拨12345" } else { phone }
}

/// 直接责任人 and 分管责任人: name, post, telephone (R20).
pub(super) fn responsible(sheet: &mut Sheet, paper: Option<&Paper<'_>>) {
    let hand = || Handwritten::words("姓名__________  职务____________  电话____________");
    sheet.field("直接责任人\n（协办员）", paper, hand(), |paper| {
        person(paper, &paper.case.opening.officer)
    });
    sheet.field("分管责任人\n（值班领导）", paper, hand(), |paper| {
        paper.case.leader.as_ref().map_or_else(|| "待明确".to_owned(), |leader| person(paper, leader))
    });
}

/// The head of a sheet of a day: it has no number.
pub(super) fn day_head(sheet: &mut Sheet, settings: &Settings) {
    title(sheet, settings);
    sheet.rule();
}

/// The signature at the left, the seal and the date at the right.
pub(super) fn signed(sheet: &mut Sheet, who: &str, settings: &Settings, issued: Option<NaiveDate>) {
    sheet.rule();
    (0..3).for_each(|_| sheet.gap());
    sheet.sides(who, &format!("{}（印章）", settings.office));
    sheet.gap();
    sheet.sides(DATE, &issued.map_or_else(|| DATE.to_owned(), paper_date));
}

/// The signature at the left, the seal and the date at the right; the service line; the foot.
pub(super) fn end(sheet: &mut Sheet, settings: &Settings, issued: Option<NaiveDate>, licence: bool) {
    signed(sheet, "服务对象签收：________", settings, issued);
    sheet.rule();
    sheet.text_line(SERVICE_LINE);
    if licence {
        sheet.text_line("应另行出具的法定文书：名称__________ 文号__________ 日期__________");
    }
    foot(sheet, settings);
}

/// The slip is no statutory document.
pub(super) const SERVICE_LINE: &str =
    "本单为协办服务单，类别系协办分类，不代替行政许可受理、补正、不予受理或不予许可文书";

/// Both supervision numbers (R26), as they are today; on an older paper, who came after the unit that issued it.
pub(super) fn foot(sheet: &mut Sheet, settings: &Settings) {
    sheet.rule();
    if let Some(successor) = &settings.successor {
        sheet.text_line(&successor.line());
    }
    sheet.text_line(&format!("作风投诉 {} 短信 {}", settings.hotline, settings.sms));
}

/// A due date on paper, with 暂定 where a year's notice is not published yet.
pub(super) fn due_date(due: Due) -> String {
    due.paper()
}

/// The matter whose procedure our part follows: the case's own, or that of our stage where a chain begins with us.
pub(super) fn own_matter<'a>(paper: &Paper<'a>) -> Option<&'a Matter> {
    let catalogue = paper.catalogue;
    match (&paper.case.part().matter, &paper.case.opening.subject) {
        (Some(code), _) | (None, MatterOrChain::Matter(code)) => catalogue.matter(code),
        (None, MatterOrChain::Chain(_)) => None,
    }
}

/// 校验码: the first sixteen hexadecimal digits of the SM3 hash, in groups as they are read aloud.
pub(super) fn code_of(body: &str) -> String {
    let digits: Vec<String> =
        Sm3::digest(body.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    digits.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join(" ")
}
