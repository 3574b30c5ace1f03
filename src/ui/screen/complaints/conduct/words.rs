//! A file in words, for somebody who may know of it; and what somebody was told that is held against him.

use xieban_domain::conduct::{File, Informed, Standing, is_of_the_offices};
use xieban_domain::moment::short_date;
use xieban_office::FileRow;
use xieban_term::{Canvas, Tone};

use crate::people::names;
use crate::widget::records::{Column, RecordPage, RecordRow};
use crate::world::World;

/// The columns of the files.
pub(super) const FILES: [Column; 6] =
    [("现在", 14, 0), ("编号", 9, 0), ("被反映人", 18, 2), ("内容", 17, 2), ("渠道", 9, 0), ("到期", 5, 0)];
/// The columns of what somebody was told.
pub(super) const TOLD: [Column; 2] = [("现在", 14, 0), ("告知的事项", 60, 4)];

/// What stands where there is nothing to list.
pub(super) fn none(world: &World) -> String {
    match world.myself().is_some_and(is_of_the_offices) {
        true => "没有您可以看的件。1登记；自查发现的，渠道选“自查发现”。".to_owned(),
        false => String::new(),
    }
}

/// What everybody reads who may know of nothing.
pub(super) fn draw_nothing(canvas: &mut Canvas<'_>, world: &World) {
    let settings = &world.header.settings;
    let lines = [
        "投诉本所工作人员作风的，在这里登记（按1），只给所作风办、所行风办看。".to_owned(),
        "登记好给一个回执码，只显示一次：请投诉人抄下，凭它问结果。".to_owned(),
        format!("也可以请来人直接拨 {}，或发短信 {}。", settings.hotline, settings.sms),
        "涉及您本人的，请来人找值班领导或所行风办，不在您手上登记。".to_owned(),
    ];
    let cells = canvas.size().0.saturating_sub(4);
    let metrics = canvas.metrics;
    let wrapped = lines.iter().flat_map(|line| xieban_text::wrap(metrics, line, cells.into()));
    for (y, line) in (1..).zip(wrapped) {
        canvas.put(2, y, &line, Tone::Text);
    }
}

fn about(file: &File, world: &World) -> String {
    match file.taken.about.is_empty() {
        true => format!("（{}）", file.taken.described),
        false => names(&file.taken.about, &world.header.staff),
    }
}

pub(super) fn row(row: &FileRow, world: &World) -> RecordRow {
    let (file, today) = (&row.file, world.now().date());
    let open = matches!(row.standing, Standing::Taken | Standing::Handled | Standing::AwaitsReply);
    let (mark, tone) = match (row.report_due, open) {
        (Some(due), _) if due < today => ("红 待上报", Tone::Red),
        (Some(_), _) => ("黄 待上报", Tone::Amber),
        (None, true) if file.taken.due < today => ("红 超期", Tone::Red),
        (None, true) => ("绿", Tone::Green),
        (None, false) => ("--", Tone::Dim),
    };
    let state = if row.report_due.is_some() { "" } else { row.standing.name() };
    RecordRow {
        tone,
        cells: vec![
            format!("{mark} {state}"),
            file.number.to_string(),
            about(file, world),
            file.taken.content.clone(),
            file.taken.channel.map_or("自查发现", |channel| channel.name()).to_owned(),
            short_date(file.taken.due, today),
        ],
    }
}

/// The whole file. Who complained is not in it.
pub(super) fn page(row: &FileRow, world: &World) -> RecordPage {
    let (file, taken, today) = (&row.file, &row.file.taken, world.now().date());
    let staff = &world.header.staff;
    let day = |date| short_date(date, today);
    let bureau = if file.concerns_bureau(staff) { "  局管干部" } else { "" };
    let mut facts = vec![(format!("{}  {}{bureau}", file.number, row.standing.name()), Tone::Title)];
    facts.push((format!("被反映人 {}", about(file, world)), Tone::Text));
    if let Some(due) = row.report_due {
        facts.push((format!("黄 待上报：{}前报局", day(due)), Tone::Amber));
    }
    let handler = file.handler.as_ref().map_or("未定", |code| staff.name(code));
    facts.push((
        format!("承办 {handler}  登记 {}  {}前答复", staff.name(&file.by), taken.due().short(today)),
        Tone::Text,
    ));
    facts.push((format!("内容 {}", taken.content), Tone::Text));
    for (label, text) in [("诉求", &taken.demand), ("证据", &taken.evidence)] {
        if !text.is_empty() {
            facts.push((format!("{label} {text}"), Tone::Text));
        }
    }
    if let Some(receipt) = taken.receipt {
        facts.push((format!("回执码 {receipt}"), Tone::Text));
    }
    if let Some(earlier) = taken.repeats {
        facts.push((format!("关联 {earlier}"), Tone::Text));
    }
    RecordPage { facts, history: history(file, world) }
}

/// What happened, the latest stage first.
fn history(file: &File, world: &World) -> Vec<String> {
    let (staff, today) = (&world.header.staff, world.now().date());
    let at = |moment: xieban_domain::moment::Moment| {
        format!("{} {}", short_date(moment.date(), today), moment.clock())
    };
    let day = |date| short_date(date, today);
    let mut lines = vec![format!("{} 登记", at(file.at))];
    lines.extend(file.on_the_spot.iter().map(|(_, done)| {
        format!("{} 临机处置 {}：{}，{}", at(done.time), done.place, done.facts, done.measure)
    }));
    lines.extend(file.told.iter().map(|facts| format!("已告知当事人：{facts}")));
    let answers = file.answers.iter();
    lines.extend(answers.map(|(by, time, words)| format!("{} {}申辩：{words}", at(*time), staff.name(by))));
    lines.extend(file.investigation.iter().map(|done| {
        let kinds: Vec<&str> = done.kinds.iter().map(|kind| kind.name()).collect();
        format!("{} 查处 {}（{}）：{}", day(done.date), done.found, kinds.join("、"), done.findings)
    }));
    lines.extend(file.reported_up.iter().map(|date| format!("{} 报局", day(*date))));
    lines.extend(file.bureau.iter().map(|(date, words)| format!("{} 局研究意见：{words}", day(*date))));
    lines.extend(file.outcome.iter().map(|outcome| {
        let measure = outcome.measure.map_or("不予处理", |measure| measure.name());
        format!("{} 处理 {measure}，依据：{}", at(outcome.at), outcome.basis)
    }));
    lines.extend(file.replied.iter().map(|(time, words)| format!("{} 答复：{words}", at(*time))));
    lines.extend(file.rated.iter().map(|level| format!("评价 {level}")));
    lines.reverse();
    lines
}

pub(super) fn told_row(told: &Informed) -> RecordRow {
    let (state, tone) = match (told.decided, told.answers.is_empty()) {
        (true, _) => ("-- 已定处理", Tone::Dim),
        (false, true) => ("黄 可申辩", Tone::Amber),
        (false, false) => ("绿 已申辩", Tone::Green),
    };
    RecordRow { tone, cells: vec![state.to_owned(), told.facts.clone()] }
}

pub(super) fn told_page(told: &Informed, world: &World) -> RecordPage {
    let today = world.now().date();
    let facts = vec![
        ("告知您的事项".to_owned(), Tone::Title),
        (told.facts.clone(), Tone::Text),
        ("只有您和所作风办、所行风办看得到。".to_owned(), Tone::Dim),
    ];
    let answer = |(at, words): &(xieban_domain::moment::Moment, String)| {
        format!("{} {} 申辩：{words}", short_date(at.date(), today), at.clock())
    };
    RecordPage { facts, history: told.answers.iter().rev().map(answer).collect() }
}
