//! A case in words: its line in a list, and its history line by line.

use chrono::{Datelike as _, NaiveDate};
use xieban_domain::case::CaseEvent;
use xieban_domain::case::approval::ActingProposal;
use xieban_domain::case::clock::{Colour, Light};
use xieban_domain::case::correction::{MatterCorrected, VisitorCorrected};
use xieban_domain::case::joint::StageDone;
use xieban_domain::case::phone::{PhoneAnswer, Phoned};
use xieban_domain::case::service::FeeNoted;
use xieban_domain::case::transfer::Dispute;
use xieban_domain::case::undo::Undone;
use xieban_domain::event::Event;
use xieban_domain::limit::Due;
use xieban_domain::number::Number;
use xieban_domain::staff::Directory;
use xieban_domain::visitor::Visitor;
use xieban_office::{CaseRow, TimelineEntry};
use xieban_term::Tone;
use xieban_words::mask;

use crate::world::World;

/// The tone of a light. The word stands beside it always.
pub(crate) const fn tone(light: Light) -> Tone {
    match light.colour() {
        Some(Colour::Red) => Tone::Red,
        Some(Colour::Amber) => Tone::Amber,
        Some(Colour::Green) => Tone::Green,
        None => Tone::Dim,
    }
}

/// The columns of a list row: light, number, visitor, matter, disposition, now, due.
pub(crate) fn columns(row: &CaseRow, world: &World) -> [String; 7] {
    let case = &row.record.case;
    let visitor = case
        .visitor
        .get()
        .map_or_else(|| "（已清除）".to_owned(), xieban_domain::visitor::Visitor::listed_name);
    let today = world.now().date();
    let due = row.due.map_or_else(|| "--".to_owned(), |due| listed(due, today));
    [
        row.light.text(),
        case.id().spoken(),
        visitor,
        format!("{}{}", if case.opening.late.is_some() { "补录 " } else { "" }, case.opening.title),
        case.division().to_owned(),
        case.whereabouts().to_owned(),
        due,
    ]
}

/// A due date in the eight cells of its column: `11-23`, `27-01-05`; one that waits for a notice is of the next weeks: `01-05暂`.
fn listed(due: Due, today: NaiveDate) -> String {
    match (due.provisional, due.date.year() == today.year()) {
        (true, _) => due.date.format("%m-%d暂").to_string(),
        (false, true) => due.date.format("%m-%d").to_string(),
        (false, false) => due.date.format("%y-%m-%d").to_string(),
    }
}

/// A line of history: when, what, and who where it was not the officer himself.
pub(crate) fn history(
    entry: &TimelineEntry,
    staff: &Directory,
    officer: &xieban_domain::staff::StaffCode,
) -> String {
    let who = if entry.by == *officer { String::new() } else { format!("（{}）", staff.name(&entry.by)) };
    format!("{} {}{who}", entry.at.screen_time(), told(&entry.event, staff))
}

/// What a line of history says happened.
pub(crate) fn what(entry: &TimelineEntry, world: &World) -> String {
    told(&entry.event, &world.header.staff)
}

/// The lines of history, newest first, that were undone: those right below their undo.
pub(crate) fn undone(timeline: &[TimelineEntry]) -> Vec<bool> {
    let mut left = 0_u16;
    let mark = |entry: &TimelineEntry| {
        let gone = left > 0;
        left = left.saturating_sub(1);
        if let Event::Case { event: CaseEvent::Undone(undone), .. } = &entry.event {
            left = undone.events;
        }
        gone
    };
    timeline.iter().map(mark).collect()
}

fn declined(dispute: &Dispute) -> String {
    format!("{}不接，争议报所作风办：{}", dispute.who, dispute.reason.text())
}

fn fee(noted: &FeeNoted) -> String {
    match noted.basis.is_empty() {
        true => format!("费用 {}", noted.fee),
        false => format!("费用 {}（{}）", noted.fee, noted.basis),
    }
}

fn told(event: &Event, staff: &Directory) -> String {
    let Event::Case { event, .. } = event else { return String::new() };
    match event {
        CaseEvent::Registered(registered) => {
            let opening = &registered.opening;
            let late = opening.late.as_ref().map_or(String::new(), |late| {
                format!(
                    "（补录，手工单{}，当时{}）：{}",
                    late.number,
                    opening.at.screen_time(),
                    late.reason.text()
                )
            });
            let came = registered.came.map_or(String::new(), |came| format!(" {}到所", came.at.clock()));
            format!("登记 {} {}{came}{late}", opening.desk, opening.kind)
        }
        CaseEvent::MaterialsNoted { .. } => "核对材料".to_owned(),
        CaseEvent::DeemedAccepted { on, .. } => format!("视为受理（自{on}起）"),
        CaseEvent::Accepted { .. } => "受理".to_owned(),
        CaseEvent::Prompted(card) => {
            format!("出《协办提示卡》第{}号 缺{}项", card.number.seq, card.missing.len())
        }
        CaseEvent::Disposed { disposed, receipt, .. } => match receipt {
            Some(receipt) => format!("{} 出《协办回执》第{}号", disposed.disposition(), receipt.number.seq),
            None => disposed.disposition().to_string(),
        },
        CaseEvent::ReturnCountersigned(by) => {
            format!("{}会签《否定报备反馈单》第{}号", staff.name(&by.by), by.number.seq)
        }
        CaseEvent::ReturnDeclined { reason, .. } => format!("不予会签：{}", reason.text()),
        CaseEvent::ConsentAsked { consent, reason, .. } => {
            format!("报请{}：{}", consent.name(), reason.text())
        }
        CaseEvent::ConsentGiven { consent, by } => format!("{}同意{}", staff.name(by), consent.name()),
        CaseEvent::ConsentDeclined { consent, reason, .. } => {
            format!("不同意{}：{}", consent.name(), reason.text())
        }
        CaseEvent::HandedTo { department, .. } => format!("交 {department}"),
        CaseEvent::TakenBack { department, note, .. } => {
            format!("从{department}接回 {}", note.as_ref().map_or("", |note| note.text()))
        }
        CaseEvent::Chased { whom, words } => format!("催办 {whom}：{}", words.text()),
        CaseEvent::CallNoted { words } => format!("来电：{}", words.text()),
        CaseEvent::VisitorAwaited(reason) => format!("等服务对象：{reason}"),
        CaseEvent::Visited(visit) => format!("再次到所：{}", visit.reason),
        CaseEvent::VisitorCame { .. } => "服务对象已到".to_owned(),
        CaseEvent::Guided(guidance) => format!("导引（{}）", guidance.mode),
        CaseEvent::HandedOver(handover) => format!("移交 {}（{}）", handover.receiver, handover.mode),
        CaseEvent::ActingAppointed(acting) => {
            format!("{}代办{}", staff.name(&acting.officer), acting_until(acting.until))
        }
        CaseEvent::ActingProposed(proposal) => acting_proposed(proposal, staff),
        CaseEvent::ActingDeclined { by, reason } => {
            format!("{}不同意代办：{}", staff.name(by), reason.text())
        }
        CaseEvent::PhoneConsented(phoned) => phone_consented(phoned, staff),
        CaseEvent::PhoneAnswered(answer) => phone_answered(answer, staff),
        CaseEvent::LeaderStamped { leader } => format!("分管责任人明确为{}", staff.name(leader)),
        CaseEvent::Finished { finish, .. } => format!("办结：{}", finish.summary.text()),
        CaseEvent::Replied(reply) => format!("回复（{}）：{}", reply.mode, reply.content.text()),
        CaseEvent::Signed(signature) => match signature.position() {
            Some(at) => format!("{} {at}", signature.name()),
            None => signature.name().to_owned(),
        },
        CaseEvent::TransferDeclined(dispute) => declined(dispute),
        CaseEvent::FollowedUp(followed) => format!("跟踪结果：{}", followed.words.text()),
        CaseEvent::Prechecked(checked) => format!("材料预审：{}", checked.words.text()),
        CaseEvent::FeeNoted(noted) => fee(noted),
        CaseEvent::Contacted { words, .. } => format!("主动联系：{}", words.text()),
        CaseEvent::Rated(rating) => format!("评价：{}", rating.level),
        CaseEvent::RatingAnswered(answered) => format!("差评整改：{}", answered.words.text()),
        CaseEvent::Urged(urged) => {
            format!("{}：{}", urged.level, urged.words.text())
        }
        CaseEvent::Annotated(note) => format!("批注：{}", note.words.text()),
        CaseEvent::OnPaper(paper) => {
            format!("补录手工单{}，{}办的：{}", paper.number, paper.at.screen_time(), paper.reason.text())
        }
        CaseEvent::UrgeAnswered(answer) => format!("答复督办：{}", answer.words.text()),
        CaseEvent::Ended(ending) => format!("终止（{}）：{}", ending.reason, ending.words.text()),
        CaseEvent::ClockStopped(stop) => {
            format!("停计时（{}，{}个工作日）：{}", stop.reason, stop.days, stop.notice.text())
        }
        CaseEvent::ClockResumed(resumed) => format!("恢复计时，承诺到{}", resumed.promised.iso()),
        CaseEvent::Extended(extension) => {
            format!("延期{}个工作日到{}：{}", extension.days, extension.promised.iso(), extension.told.text())
        }
        CaseEvent::VisitorCorrected(corrected) => visitor_corrected(corrected),
        CaseEvent::MatterCorrected(corrected) => matter_corrected(corrected),
        CaseEvent::Undone(undone) => taken_back(undone),
        CaseEvent::StageNoted { stage, done } => stage_noted(*stage, done),
        CaseEvent::StageBegun(begun) => format!("第{}环节到本所", begun.stage),
        CaseEvent::StageFinished { stage, done, .. } => {
            format!("第{stage}环节（本所）办完：{}", done.words.text())
        }
        CaseEvent::Voided(voided) => format!("作废：{}", voided.reason.text()),
        CaseEvent::Reopened(reopening) => format!("重新打开：{}", reopening.reason.text()),
        CaseEvent::Printed { form, copy } if *copy > 1 => format!("补打《{}》", form.name()),
        CaseEvent::Printed { form, .. } => format!("打印《{}》", form.name()),
    }
}

fn acting_proposed(proposal: &ActingProposal, staff: &Directory) -> String {
    let (officer, until) = (staff.name(&proposal.officer), acting_until(proposal.until));
    format!("提请{officer}代办{until}（{}件）：{}", proposal.cases.len(), proposal.reason.text())
}

fn phone_consented(phoned: &Phoned, staff: &Directory) -> String {
    let (leader, when) = (staff.name(&phoned.leader), phoned.at.screen_time());
    format!("电话请示{leader}同意{}（{when}）：{}", phoned.what.name(), phoned.reason.text())
}

fn phone_answered(answer: &PhoneAnswer, staff: &Directory) -> String {
    let leader = staff.name(&answer.by);
    match &answer.words {
        None => format!("{leader}确认电话请示"),
        Some(words) => format!("{leader}不认可电话请示：{}", words.text()),
    }
}

/// Until when somebody acts.
pub(crate) fn acting_until(until: Option<chrono::NaiveDate>) -> String {
    until.map_or_else(|| "到办结".to_owned(), |until| format!("至{until}"))
}

fn stage_noted(stage: u8, done: &StageDone) -> String {
    let said = if done.who.is_empty() { String::new() } else { format!("（{} {}）", done.who, done.phone) };
    let how = done.how.map_or("", xieban_domain::codes::Confirmed::name);
    format!("第{stage}环节已办 {how}：{}{said}", done.words.text())
}

fn visitor_corrected(corrected: &VisitorCorrected) -> String {
    let changes = corrected.before.get().zip(corrected.visitor.get());
    let changes = changes.map_or(String::new(), |(before, now)| changes_between(before, now));
    format!("更正服务对象{changes}：{}", corrected.reason.text())
}

fn matter_corrected(corrected: &MatterCorrected) -> String {
    let MatterCorrected { title_before, kind_before, reason, .. } = corrected;
    format!("更正事项，原为{title_before}（{kind_before}）：{}", reason.text())
}

fn taken_back(undone: &Undone) -> String {
    let number = |number: &Number| format!("《{}》第{}号", number.form.name(), number.seq);
    let numbers: Vec<String> = undone.numbers.iter().map(number).collect();
    match numbers.is_empty() {
        true => "撤销上一步".to_owned(),
        false => format!("撤销上一步，{}不再用", numbers.join("、")),
    }
}

/// What stood there before a 更正, as far as it was changed. What identifies a citizen is masked.
fn changes_between(before: &Visitor, now: &Visitor) -> String {
    let was: Vec<String> = facts(before)
        .into_iter()
        .zip(facts(now))
        .filter(|((_, before, _), (_, now, _))| before != now)
        .map(|((name, before, masked), _)| match before.is_empty() {
            true => format!("{name}未填"),
            false => format!("{name}{}", masked(&before)),
        })
        .collect();
    if was.is_empty() { String::new() } else { format!("（原为{}）", was.join("、")) }
}

/// A particular: its name, what stands there, how a list shows it.
type Particular = (&'static str, String, fn(&str) -> String);

fn facts(visitor: &Visitor) -> [Particular; 9] {
    let input = visitor.to_input();
    let organisation = input.organisation.unwrap_or_default();
    [
        ("单位", organisation.name, str::to_owned),
        ("信用代码", organisation.credit_code, str::to_owned),
        ("负责人", organisation.head, mask::name),
        ("单位地址", organisation.address, str::to_owned),
        ("姓名", input.name, mask::name),
        ("证件", input.id_no, mask::id),
        ("电话", input.phone, mask::phone),
        ("联系办法", input.reach, mask::name),
        ("地址", input.address, mask::address),
    ]
}
