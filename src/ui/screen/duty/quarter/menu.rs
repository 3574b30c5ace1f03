//! 办理: what can be done with the table of a quarter, each by its digit.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::moment::short_date;
use xieban_domain::refusal::RefusedField;
use xieban_domain::roster::{
    AmendRoster, ApproveRoster, By, DraftRoster, PostRoster, Quarter, ReportRoster, RosterStage,
    RosterVersion,
};
use xieban_domain::visitor::LONGEST_LINE;

use super::QuarterView;
use crate::app::reception::doing;
use crate::form::{Form, NO_DATE, date};
use crate::layer::{Action, Layer, LayerReply, Message};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::world::World;

/// What can be done with the table of a quarter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum QuarterDeed {
    /// Draft the whole quarter; asked first where something would be lost.
    Draft(By),
    /// The same, once that is confirmed.
    DraftNow(By),
    CopyDown,
    Flaws,
    Approve,
    Post,
    Report,
    Amend,
    History,
}

/// What the menu offers, in the order of its digits.
const CHOICES: [(QuarterDeed, &str); 9] = [
    (QuarterDeed::Draft(By::Weeks), "排出整季（整周轮）"),
    (QuarterDeed::Draft(By::Slots), "排出整季（半天轮）"),
    (QuarterDeed::CopyDown, "这周抄到下一周"),
    (QuarterDeed::Flaws, "逐处看要改的"),
    (QuarterDeed::Approve, "批准"),
    (QuarterDeed::Post, "公示"),
    (QuarterDeed::Report, "报送"),
    (QuarterDeed::Amend, "更正（另出一版）"),
    (QuarterDeed::History, "各版和经过"),
];

impl QuarterView {
    /// The digits of people on the message line, while nothing else is said there.
    pub(super) fn offer(&self, world: &World) -> Option<Message> {
        let turn = self.at(world)?;
        if self.barred(turn.date, world).is_some() {
            return Some(Message::good("0办理：批准 公示 报送 更正"));
        }
        let view = self.view.as_ref()?;
        let slots: Vec<_> = turn
            .seat
            .halves()
            .iter()
            .map(|half| xieban_domain::absence::HalfDay { date: turn.date, half: *half })
            .collect();
        let name = |(at, code): (usize, &xieban_domain::staff::StaffCode)| {
            let away = slots.iter().find_map(|slot| view.absences.away(code, *slot));
            let away = away.map_or_else(String::new, |away| format!("（{}）", away.kind.name()));
            format!("{}{}{away}", at + 1, world.header.staff.name(code))
        };
        let people: Vec<String> = self.people(world).iter().take(9).enumerate().map(name).collect();
        Some(Message::good(format!("{} 0办理", people.join(" "))))
    }

    /// The menu.
    pub(super) fn menu(&self, world: &World) -> Action {
        let quarter = self.quarter.unwrap_or_else(|| Quarter::containing(world.now().date()));
        let mut lines = vec![self.state(world)];
        if self.typed().is_some() {
            lines.push("有改动没保存：F8 保存后再批准。".to_owned());
        }
        let choices = CHOICES.iter().map(|(_, name)| (*name).to_owned()).collect();
        let notice = Notice::new(quarter.name(), lines, choices, |at, _| {
            let deed = CHOICES.get(at).map(|(deed, _)| Action::Tell(LayerReply::Quarter(*deed)));
            deed.into_iter().collect()
        });
        Action::Open(Box::new(notice.by_digit_alone()))
    }

    /// Where the table stands.
    pub(super) fn stage(&self) -> String {
        let Some(view) = &self.view else { return String::new() };
        let stage = self.newest().map_or_else(
            || "还没有草稿".to_owned(),
            |version| format!("第{}版 {}", version.number, version.stage.name()),
        );
        format!("{stage}{}", if view.target.provisional { " 暂定" } else { "" })
    }

    /// By when it is to be reported, while it is not.
    pub(super) fn report(&self, world: &World) -> String {
        let Some((view, light)) = self.view.as_ref().and_then(|view| Some((view, view.report?))) else {
            return String::new();
        };
        format!("报送 {} {}前", light.text(), short_date(view.target.prudent, world.now().date()))
    }

    fn state(&self, world: &World) -> String {
        format!("{}  {}", self.stage(), self.report(world)).trim_end().to_owned()
    }

    /// What the menu was asked for.
    pub(super) fn asked_for(&mut self, deed: QuarterDeed, world: &World) -> Vec<Action> {
        let Some(quarter) = self.quarter else { return Vec::new() };
        self.message = None;
        match deed {
            QuarterDeed::Draft(by) => self.draft(quarter, by, world),
            QuarterDeed::DraftNow(by) => self.draft_now(quarter, by, world),
            QuarterDeed::CopyDown => {
                self.copy_down(world);
                Vec::new()
            }
            QuarterDeed::Flaws => {
                self.show_flaws(world);
                Vec::new()
            }
            QuarterDeed::Approve => self.approve(quarter, world),
            QuarterDeed::Post => vec![Action::Open(post(quarter, world))],
            QuarterDeed::Report => vec![Action::Open(report(quarter, world))],
            QuarterDeed::Amend => vec![Action::Open(amend(quarter))],
            QuarterDeed::History => vec![Action::Open(self.history(quarter, world))],
        }
    }

    /// Drafts at once where nothing is there to be lost; else asks.
    fn draft(&mut self, quarter: Quarter, by: By, world: &World) -> Vec<Action> {
        let drafts = self.newest().is_some_and(|version| version.stage == RosterStage::Draft);
        if !drafts && self.typed().is_none() {
            return self.draft_now(quarter, by, world);
        }
        let lines = vec!["现有的草稿和没保存的改动都会被替换。".to_owned()];
        vec![Action::Open(Box::new(Notice::confirm("重新排出整季", lines, move |_| {
            vec![Action::Tell(LayerReply::Quarter(QuarterDeed::DraftNow(by)))]
        })))]
    }

    fn draft_now(&mut self, quarter: Quarter, by: By, world: &World) -> Vec<Action> {
        let draft = DraftRoster { quarter, by, desks: 1 };
        let (ticket, effect) = world.act(Command::Office(OfficeCommand::DraftRoster(draft)));
        self.keeping = Some(super::Keeping { ticket, quarter, draft: true });
        self.message = Some(Message::good("正在排班……"));
        vec![Action::Do(effect)]
    }

    fn approve(&mut self, quarter: Quarter, world: &World) -> Vec<Action> {
        if self.typed().is_some() {
            self.message = Some(Message::bad("有改动没保存，请先按 F8 保存再批准。"));
            return Vec::new();
        }
        let flaws = self.flaws(world).len();
        if flaws > 0 {
            self.show_flaws(world);
            self.message = Some(Message::bad(format!("还有{flaws}处要改，改好才能批准。")));
            return Vec::new();
        }
        let lines = vec![self.state(world), "批准后即按此表值班；再改须办更正。".to_owned()];
        vec![Action::Open(Box::new(Notice::confirm(
            format!("批准{}安排表", quarter.name()),
            lines,
            move |_| {
                let approve = Command::Office(OfficeCommand::ApproveRoster(ApproveRoster { quarter }));
                vec![doing(approve, "已批准。公示按 0 再按 6。")]
            },
        )))]
    }

    fn history(&self, quarter: Quarter, world: &World) -> Box<dyn Layer> {
        let roster = self.view.as_ref().and_then(|view| view.roster.as_ref());
        let mut lines = Vec::new();
        for version in roster.iter().flat_map(|roster| roster.versions.iter().rev()) {
            lines.push(told(version, world));
        }
        if lines.is_empty() {
            lines.push("还没有草稿。按 0 再按 1 排出整季。".to_owned());
        }
        Box::new(Notice::new(format!("{} 各版", quarter.name()), lines, Vec::new(), |_, _| Vec::new()))
    }
}

/// One version and how far it came.
fn told(version: &RosterVersion, world: &World) -> String {
    let (staff, today) = (&world.header.staff, world.now().date());
    let date = |date: chrono::NaiveDate| short_date(date, today);
    let mut parts =
        vec![format!("第{}版 {} {}编制", version.number, date(version.at.date()), staff.name(&version.by))];
    if !version.reason.is_empty() {
        parts.push(version.reason.clone());
    }
    if let Some(approved) = version.stage.approved() {
        parts.push(format!("{}{}批准", date(approved.at.date()), staff.name(&approved.by)));
    }
    if let Some(posted) = version.stage.posted() {
        parts.push(format!("{}公示于{}", date(posted.date), posted.place));
    }
    match version.stage.reported() {
        Some(reported) => {
            parts.push(format!("{}报送：{}，{}收", date(reported.date), reported.way, reported.receiver));
        }
        None => parts.push(format!("{}，未报送", version.stage.name())),
    }
    parts.join("；")
}

/// A form whose last field is the day something was done, today unless said.
fn with_day(form: Form<usize>, at: usize, world: &World) -> Form<usize> {
    let mut form = form.text_field(at, "日期", 10);
    form.set_text(at, &world.now().date().to_string());
    form
}

fn post(quarter: Quarter, world: &World) -> Box<dyn Layer> {
    let form = with_day(Form::new().text_field(0, "公示地点", LONGEST_LINE), 1, world);
    let dialog = Dialog::new(format!("公示{}安排表", quarter.name()), form, move |form, _| {
        let Some(date) = date(&form.text(1)) else { return Outcome::Wait(NO_DATE) };
        let post = PostRoster { quarter, place: form.text(0), date: Some(date) };
        Outcome::Command(Command::Office(OfficeCommand::PostRoster(post)))
    });
    Box::new(dialog.pointing(|field| match field {
        RefusedField::Address => Some(0),
        RefusedField::Limit => Some(1),
        _ => None,
    }))
}

fn report(quarter: Quarter, world: &World) -> Box<dyn Layer> {
    let form = Form::new().text_field(0, "报送方式", LONGEST_LINE).text_field(1, "接收人", LONGEST_LINE);
    let form = with_day(form, 2, world);
    let dialog = Dialog::new(format!("报送{}安排表", quarter.name()), form, move |form, _| {
        let Some(date) = date(&form.text(2)) else { return Outcome::Wait(NO_DATE) };
        let report = ReportRoster { quarter, date: Some(date), way: form.text(0), receiver: form.text(1) };
        Outcome::Command(Command::Office(OfficeCommand::ReportRoster(report)))
    });
    Box::new(dialog.pointing(|field| match field {
        RefusedField::Reply => Some(0),
        RefusedField::Name => Some(1),
        RefusedField::Limit => Some(2),
        _ => None,
    }))
}

fn amend(quarter: Quarter) -> Box<dyn Layer> {
    let form = Form::new().text_field(0, "为什么改", LONGEST_LINE);
    let dialog = Dialog::new(format!("更正{}安排表", quarter.name()), form, move |form, _| {
        let amend = AmendRoster { quarter, reason: form.text(0) };
        Outcome::Command(Command::Office(OfficeCommand::AmendRoster(amend)))
    });
    let lines = vec!["另出一版草稿，原版保留；改好后再批准、公示、报送。".to_owned()];
    Box::new(dialog.explained(lines).pointing(|_| Some(0)))
}
