//! 投诉举报登记表 (R33): blank, of a complaint, and of a file behind the wall. A file's sheet bears the receipt code in place of a number,
//! and the complainant only where he was looked up.

use xieban_domain::codes::Satisfaction;
use xieban_domain::complaint::{Channel, Complainant, Complaint, ComplaintLife};
use xieban_domain::conduct::File;
use xieban_domain::moment::Moment;
use xieban_domain::settings::Settings;
use xieban_domain::staff::{Directory, StaffCode};

use super::blocks::{begin_blank, due_date, foot, title};
use super::sheet::Handwritten;
use super::{Sheet, SheetKind};

/// What it may be about, on a blank form.
const ABOUT: [&str; 7] =
    ["公共场所卫生", "非法行医", "饮用水", "医疗废物", "放射卫生", "工作作风", "其他______"];

/// What the sheet of a complaint is made of.
#[derive(Debug, Clone, Copy)]
pub struct ComplaintPaper<'a> {
    pub complaint: &'a Complaint,
    /// The name of its matter.
    pub matter: &'a str,
    /// The office's values.
    pub settings: &'a Settings,
    pub staff: &'a Directory,
    /// When it is issued.
    pub issued: Moment,
}

/// What the sheet of a file is made of.
#[derive(Debug, Clone, Copy)]
pub struct FilePaper<'a> {
    pub file: &'a File,
    /// Who complained, where he was looked up.
    pub complainant: Option<&'a Complainant>,
    /// The office's values.
    pub settings: &'a Settings,
    pub staff: &'a Directory,
    /// When it is issued.
    pub issued: Moment,
}

/// A form that is filled in: what stands in its fields.
struct Filled {
    number: String,
    channel: String,
    who: String,
    phone: String,
    about: String,
    place: String,
    kind: String,
    content: String,
    demand: String,
    evidence: String,
    taken_by: String,
    ours: bool,
    department: String,
    due: String,
    findings: String,
    outcome: String,
    reply: String,
    rated: String,
    repeats: String,
}

pub(super) fn blank(settings: &Settings, mark: &str) -> Sheet {
    write(begin_blank(SheetKind::Complaint, settings, mark), None, settings)
}

/// The copies of a complaint's sheet.
pub fn complaint_sheets(paper: &ComplaintPaper<'_>) -> Vec<Sheet> {
    let today = paper.settings;
    let settings = today.as_took(paper.complaint.id);
    let staff = paper.staff.as_at(paper.complaint.at);
    let paper = &ComplaintPaper { settings: &settings, staff: &staff, ..*paper };
    let filled = of_complaint(paper, today);
    let name = paper.complaint.id.to_string();
    copies(&filled, &name, paper.settings, paper.issued)
}

/// The copies of a file's sheet: both stay in the two offices (R72).
pub fn file_sheets(paper: &FilePaper<'_>) -> Vec<Sheet> {
    let settings = paper.settings.as_at(paper.file.at);
    let staff = paper.staff.as_at(paper.file.at);
    let paper = &FilePaper { settings: &settings, staff: &staff, ..*paper };
    let filled = of_file(paper);
    copies(&filled, &format!("作风{}", paper.file.number), paper.settings, paper.issued)
}

fn copies(filled: &Filled, name: &str, settings: &Settings, issued: Moment) -> Vec<Sheet> {
    let copy = |mark: &&str| {
        let part: String = mark.chars().take(3).collect();
        let mut sheet =
            Sheet::new(SheetKind::Complaint, format!("{name}-{}{part}", SheetKind::Complaint.name()));
        title(&mut sheet, settings);
        sheet.sides(mark, &format!("编号 {}", filled.number));
        sheet.sides("", &format!("{}打印", settings.paper_time(issued)));
        sheet.rule();
        write(sheet, Some(filled), settings)
    };
    SheetKind::Complaint.copies().iter().map(copy).collect()
}

fn name_of(code: &StaffCode, staff: &Directory) -> String {
    staff.name(code).to_owned()
}

/// Name and telephone; `anonymous`: he said nothing of himself. Of one who is not to be known here it says that it is secret.
fn who(anonymous: bool, said: Option<&Complainant>) -> (String, String) {
    let secret = "保密";
    match said {
        _ if anonymous => ("匿名".to_owned(), "无".to_owned()),
        None => (secret.to_owned(), secret.to_owned()),
        Some(said) => (said.name.clone(), said.phone.clone()),
    }
}

/// `today`: the values by which the number of any complaint is known, also of a later one.
fn of_complaint(paper: &ComplaintPaper<'_>, today: &Settings) -> Filled {
    let (complaint, taken) = (paper.complaint, &paper.complaint.taken);
    let (name, phone) =
        who(taken.complainant.is_none(), taken.complainant.as_ref().and_then(|said| said.get()));
    let about = taken.about.get();
    let (finding, answer) = match &complaint.life {
        ComplaintLife::Working => (None, None),
        ComplaintLife::Found(finding) => (Some(finding), None),
        ComplaintLife::Replied(finding, answer) => (Some(finding), Some(answer)),
    };
    let said = |words: &Option<xieban_domain::sealed::Words>| {
        words.as_ref().map_or_else(String::new, |words| words.text().to_owned())
    };
    let linked: Vec<String> = complaint.linked.iter().map(|id| today.complaint_paper(*id)).collect();
    Filled {
        number: today.complaint_paper(complaint.id),
        channel: taken.channel.name().to_owned(),
        who: name,
        phone,
        about: about.map_or_else(|| "（已清除）".to_owned(), |about| about.name.clone()),
        place: about.map_or_else(String::new, |about| about.place.clone()),
        kind: format!("{}{}", paper.matter, if taken.urgent { "（急）" } else { "" }),
        content: taken.content.text().to_owned(),
        demand: said(&taken.demand),
        evidence: said(&taken.evidence),
        taken_by: format!(
            "{}    {}",
            name_of(&taken.officer, paper.staff),
            paper.settings.paper_time(complaint.at)
        ),
        ours: false,
        department: complaint.department.clone(),
        due: due_date(taken.due),
        findings: finding.map_or_else(String::new, |finding| finding.findings.text().to_owned()),
        outcome: finding.map_or_else(String::new, |finding| finding.outcome.name().to_owned()),
        reply: answer.map_or_else(String::new, |answer| {
            format!("{} {}\n{}", answer.mode, paper.settings.paper_time(answer.at), answer.words.text())
        }),
        rated: complaint.rated.map_or_else(String::new, |level| level.name().to_owned()),
        repeats: linked.join("、"),
    }
}

fn of_file(paper: &FilePaper<'_>) -> Filled {
    let (file, taken) = (paper.file, &paper.file.taken);
    let (name, phone) = who(false, paper.complainant);
    let people: Vec<String> = taken.about.iter().map(|code| name_of(code, paper.staff)).collect();
    let done = file.investigation.as_ref();
    let outcome = file.outcome.as_ref().map_or_else(String::new, |outcome| {
        let measure = outcome.measure.map_or("不予处理", |measure| measure.name());
        format!("{measure}，依据：{}", outcome.basis)
    });
    Filled {
        number: taken.receipt.map_or_else(|| "自查".to_owned(), |code| format!("回执码 {code}")),
        channel: taken.channel.map_or("自查发现", Channel::name).to_owned(),
        who: name,
        phone,
        about: if people.is_empty() { taken.described.clone() } else { people.join("、") },
        place: String::new(),
        kind: "工作作风".to_owned(),
        content: taken.content.clone(),
        demand: taken.demand.clone(),
        evidence: taken.evidence.clone(),
        taken_by: format!("{}    {}", name_of(&file.by, paper.staff), paper.settings.paper_time(file.at)),
        ours: true,
        department: file.handler.as_ref().map_or_else(String::new, |code| name_of(code, paper.staff)),
        due: due_date(taken.due()),
        findings: done.map_or_else(String::new, |done| format!("{}：{}", done.found, done.findings)),
        outcome,
        reply: file
            .replied
            .as_ref()
            .map_or_else(String::new, |(at, words)| format!("{}\n{words}", paper.settings.paper_time(*at))),
        rated: file.rated.map_or_else(String::new, |level| level.name().to_owned()),
        repeats: taken.repeats.map_or_else(String::new, |number| number.to_string()),
    }
}

fn write(mut sheet: Sheet, of: Option<&Filled>, settings: &Settings) -> Sheet {
    if of.is_none() {
        sheet.text_line("编号：投诉作风的，写随机回执码，不写编号。");
    }
    let mut field = |label: &str, hand: Handwritten, fill: fn(&Filled) -> &str| {
        sheet.field(label, of, hand, |filled| fill(filled).to_owned());
    };
    field("渠道", Handwritten::boxes(Channel::ALL.iter().map(|channel| channel.name())), |of| &of.channel);
    field(
        "投诉人\n（可匿名，\n保密）",
        Handwritten::words("________________  □匿名\n姓名和电话只供办理和回复用，严格保密"),
        |of| &of.who,
    );
    field("联系电话", Handwritten::Lines(1), |of| &of.phone);
    field("被投诉对象", Handwritten::Lines(1), |of| &of.about);
    field("地址", Handwritten::Lines(1), |of| &of.place);
    field("投诉类别", Handwritten::boxes(ABOUT), |of| &of.kind);
    field("内容", Handwritten::Lines(6), |of| &of.content);
    field("诉求", Handwritten::Lines(2), |of| &of.demand);
    field("证据", Handwritten::Lines(2), |of| &of.evidence);
    field("受理人", Handwritten::words("________________    ____年__月__日 __:__"), |of| &of.taken_by);
    field(
        "是否涉及\n本所人员\n（回避）",
        Handwritten::words(
            "□否  □是\n涉及本所人员的，被投诉人回避；投诉作风的，两联都交所行风办或所作风办，不留在台上",
        ),
        |of| {
            if of.ours {
                "是：被投诉人回避；两联都交所行风办或所作风办，不留在台上"
            } else {
                "否"
            }
        },
    );
    field("承办科室", Handwritten::Lines(1), |of| &of.department);
    field("到期日", Handwritten::words("____年__月__日"), |of| &of.due);
    field("调查情况", Handwritten::Lines(4), |of| &of.findings);
    field("处理结果", Handwritten::Lines(3), |of| &of.outcome);
    field(
        "答复方式\n时间",
        Handwritten::words("□当面告知 □电话 □书面通知 □其他____\n____年__月__日 __:__    答复人________"),
        |of| &of.reply,
    );
    field(
        "满意度\n（自愿）",
        Handwritten::boxes(Satisfaction::ALL.iter().map(|level| level.name())),
        |of| &of.rated,
    );
    field("是否重复\n投诉", Handwritten::words("□否  □是，关联编号________________"), |of| {
        &of.repeats
    });
    foot(&mut sheet, settings);
    sheet
}
