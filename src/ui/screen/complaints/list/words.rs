//! A complaint in words: its line in the list, and the whole record.

use xieban_domain::complaint::{Complaint, ComplaintLife};
use xieban_domain::moment::{Moment, short_date};
use xieban_office::ComplaintRow;
use xieban_term::Tone;

use crate::widget::case_line::tone;
use crate::widget::records::{Column, RecordPage, RecordRow};
use crate::world::World;

/// The columns of the list.
pub(super) const COLUMNS: [Column; 8] = [
    ("期限", 11, 0),
    ("急", 2, 0),
    ("编号", 9, 0),
    ("被投诉对象", 15, 2),
    ("类别", 10, 2),
    ("渠道", 9, 0),
    ("科室", 10, 0),
    ("到期", 5, 0),
];

/// The matter without what all of them say.
fn kind(title: &str) -> &str {
    title.strip_prefix("投诉举报：").unwrap_or(title)
}

pub(super) fn row(row: &ComplaintRow, world: &World) -> RecordRow {
    let complaint = &row.complaint;
    let today = world.now().date();
    let due = complaint.horizon();
    let light = match complaint.life {
        ComplaintLife::Replied(..) => format!("-- {}", complaint.life.name()),
        ComplaintLife::Working | ComplaintLife::Found(_) => row.light.text(),
    };
    RecordRow {
        tone: tone(row.light),
        cells: vec![
            light,
            if complaint.taken.urgent { "急" } else { "" }.to_owned(),
            complaint.id.to_string(),
            about(complaint).0.to_owned(),
            kind(&row.title).to_owned(),
            complaint.taken.channel.name().to_owned(),
            complaint.department.clone(),
            due.map_or_else(|| "--".to_owned(), |due| short_date(due.date, today)),
        ],
    }
}

/// 被投诉对象 and his address.
pub(super) fn about(complaint: &Complaint) -> (&str, &str) {
    complaint.taken.about.get().map_or(("（已清除）", ""), |about| (&about.name, &about.place))
}

/// Who complained, as far as the reader may see him.
fn complainant(complaint: &Complaint) -> String {
    match complaint.taken.complainant.as_ref().map(|who| who.get()) {
        None => "匿名".to_owned(),
        Some(None) => "已留名，只给承办人和领导看".to_owned(),
        Some(Some(who)) => format!("{} {}", who.name, who.phone),
    }
}

/// The record.
pub(super) fn page(row: &ComplaintRow, world: &World) -> RecordPage {
    let (complaint, taken) = (&row.complaint, &row.complaint.taken);
    let today = world.now().date();
    let (name, place) = about(complaint);
    let urgent = if taken.urgent { "  急" } else { "" };
    let leader = taken.leader.as_ref().map_or("待明确", |code| world.header.staff.name(code));
    let linked: Vec<String> = complaint.linked.iter().map(ToString::to_string).collect();
    let linked = if linked.is_empty() { String::new() } else { format!("  关联 {}", linked.join("、")) };
    let mut facts = vec![
        (format!("{}{urgent}{linked}", world.header.settings.complaint_paper(complaint.id)), Tone::Title),
        (format!("{name} {place}"), Tone::Text),
        (format!("{}  {}", kind(&row.title), taken.channel), Tone::Text),
        (format!("内容 {}", taken.content.text()), Tone::Text),
        (format!("投诉人 {}", complainant(complaint)), Tone::Text),
        (
            format!(
                "责任 {}  分管 {leader}  承办 {}",
                world.header.staff.name(&taken.officer),
                complaint.department
            ),
            Tone::Text,
        ),
        (format!("承诺 {}  法定 {}", taken.due.short(today), taken.statutory.short(today)), Tone::Text),
    ];
    let said = [("诉求", &taken.demand), ("证据", &taken.evidence)];
    facts.extend(said.into_iter().filter_map(|(label, words)| {
        words.as_ref().map(|words| (format!("{label} {}", words.text()), Tone::Text))
    }));
    RecordPage { facts, history: history(complaint, world) }
}

fn history(complaint: &Complaint, world: &World) -> Vec<String> {
    let today = world.now().date();
    let mut lines: Vec<(Moment, String)> = vec![(
        complaint.at,
        format!("登记 {} {}", complaint.taken.desk, world.header.staff.name(&complaint.taken.officer)),
    )];
    lines.extend(complaint.notes.iter().map(|(at, words)| (*at, words.text().to_owned())));
    let urged = complaint.urged.iter();
    lines.extend(
        urged.map(|(by, at, words)| (*at, format!("督办 {}：{}", world.header.staff.name(by), words.text()))),
    );
    let (finding, answer) = match &complaint.life {
        ComplaintLife::Working => (None, None),
        ComplaintLife::Found(finding) => (Some(finding), None),
        ComplaintLife::Replied(finding, answer) => (Some(finding), Some(answer)),
    };
    lines.extend(
        finding.map(|finding| (finding.at, format!("{}：{}", finding.outcome, finding.findings.text()))),
    );
    lines.extend(
        answer.map(|answer| (answer.at, format!("答复（{}）：{}", answer.mode, answer.words.text()))),
    );
    lines.sort_by_key(|(at, _)| *at);
    let mut history: Vec<String> = lines
        .into_iter()
        .rev()
        .map(|(at, text)| format!("{} {} {text}", short_date(at.date(), today), at.clock()))
        .collect();
    if let Some(level) = complaint.rated {
        history.insert(0, format!("评价 {level}"));
    }
    history
}
