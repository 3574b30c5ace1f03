//! What becomes of a sample case: a story of commands in time. What lies after now has not happened yet.

use chrono::{Days, NaiveDate};

use super::names::{self, Dice};
use super::{LEADERS, OFFICERS};
use crate::domain::case::command::{Choice, Instant, Promise, Prompt, Return, SignatureInput};
use crate::domain::case::state::Position;
use crate::domain::case::{CaseCommand, Register};
use crate::domain::catalogue::{Matter, Subject};
use crate::domain::codes::{Disposition, GuideMode, IdType, Kind, PromiseReason, RefusalGround, ReplyMode};
use crate::domain::duty::DutyDay;
use crate::domain::material::{MaterialInput, Presence};
use crate::domain::moment::Moment;
use crate::domain::visitor::{OrganisationInput, VisitorInput};
use crate::office::Facts;

/// A step of a story.
pub(super) enum Plot {
    /// The day's duty.
    Duty(DutyDay),
    /// A registration.
    Open { number: u32, officer: &'static str, register: Box<Register> },
    /// What follows on a case.
    Next { number: u32, by: &'static str, command: CaseCommand },
}

/// The story of one case that begins on `day`, the `at`-th of the sample.
pub(super) fn case(
    number: u32,
    day: NaiveDate,
    at: usize,
    facts: Facts,
    now: Moment,
    dice: &mut Dice,
) -> Vec<(Moment, Plot)> {
    let era = crate::domain::catalogue::Era::Now;
    let ours: Vec<&Matter> =
        facts.catalogue.matters.values().filter(|m| !m.complaint && m.exists(era)).collect();
    let matter = *dice.pick(&ours);
    let (morning, afternoon) =
        ([OFFICERS[0], OFFICERS[(at + 1) % 6]], [OFFICERS[(at + 2) % 6], OFFICERS[(at + 3) % 6]]);
    let early = dice.roll(3) > 0;
    let officer = if early { *dice.pick(&morning) } else { *dice.pick(&afternoon) };
    let hour = if early { 8 + dice.roll(3) } else { 15 + dice.roll(2) };
    let minute = u32::try_from(dice.roll(60)).unwrap_or(0);
    let opened = Moment::at(day, names::clock(u32::try_from(hour).unwrap_or(9), minute.max(31)));
    let latest = now.plus_ms(-60_000 * i64::try_from(dice.roll(9) + 1).unwrap_or(1));
    let opened = opened.min(latest);
    let away = matter.kind(era) == Kind::Transfer;
    let lacking = !away && !matter.materials.is_empty() && dice.roll(4) == 0;
    let refused = !away && !lacking && dice.roll(18) == 0;
    let undecided = !away && !lacking && !refused && dice.roll(25) == 0;
    let register = Register {
        visitor: visitor(dice),
        purpose: crate::domain::codes::Purpose::default(),
        matter: Subject::Matter(matter.code.clone()),
        kind: None,
        kind_reason: String::new(),
        unit: None,
        department: if matter.department(era).is_empty() && !away {
            "监督一科".to_owned()
        } else {
            String::new()
        },
        materials: materials(matter, lacking && !away, undecided, dice),
        remark: String::new(),
        disposition: (!away && !undecided).then(|| choice(matter, lacking, refused)),
    };
    let mut story = vec![(opened, Plot::Open { number, officer, register: Box::new(register) })];
    let mut clock = Clock { calendar: facts.calendar, at: opened };
    let mut next =
        |at: Moment, command: CaseCommand| story.push((at, Plot::Next { number, by: officer, command }));
    if away {
        next(
            clock.minutes(6),
            CaseCommand::Guide { unit: None, mode: GuideMode::Slip, officer: String::new() },
        );
        let receiver = names::person(dice);
        next(
            clock.days(dice.roll(2) + 1),
            CaseCommand::HandOver { receiver, mode: GuideMode::Telephone, at: None },
        );
    } else if refused {
        let leader = LEADERS[at % LEADERS.len()];
        story.push((clock.minutes(25), Plot::Next { number, by: leader, command: CaseCommand::Countersign }));
    } else if lacking {
        // Some never come back; the rest complete their papers and are promised a day.
        let back = clock.days(dice.roll(12) + 1);
        let all = matter.materials.iter().map(|spec| input(&spec.name, Presence::Received, "")).collect();
        next(back, CaseCommand::NoteMaterials { materials: all });
        next(clock.minutes(3), CaseCommand::Promise(promise(matter)));
    }
    let finished = match matter.disposition(era) {
        Some(Disposition::Instant) if !lacking && !refused => clock.minutes(15),
        _ if away || refused => clock.minutes(40),
        _ => {
            let chased = clock.days(dice.roll(4) + 1);
            if dice.roll(3) == 0 {
                let words = "请抓紧办理".to_owned();
                story.push((
                    chased,
                    Plot::Next {
                        number,
                        by: officer,
                        command: CaseCommand::Chase { whom: "监督一科".to_owned(), words },
                    },
                ));
            }
            clock.days(dice.roll(9) + 1)
        }
    };
    // A few of the newest stay where they are, as on any desk.
    if now.date().signed_duration_since(day).num_days() < 4 && dice.roll(2) == 0 {
        return story;
    }
    let mut next =
        |at: Moment, command: CaseCommand| story.push((at, Plot::Next { number, by: officer, command }));
    next(finished, CaseCommand::Finish { summary: "已按程序办理完毕".to_owned() });
    let mode = *dice.pick(ReplyMode::ALL);
    next(
        clock.minutes(10),
        CaseCommand::Reply { mode, content: "事项已办结，请查收结果".to_owned(), at: None },
    );
    let signed = match (mode, dice.roll(8)) {
        (ReplyMode::Telephone, 0..3) => SignatureInput::AwaitedAfterCall,
        _ => SignatureInput::Signed { position: Some(position(number)) },
    };
    let when = if dice.roll(6) == 0 { clock.days(dice.roll(5) + 2) } else { clock.minutes(2) };
    next(when, CaseCommand::Sign(signed));
    story
}

/// Moves through open days.
struct Clock {
    calendar: &'static crate::domain::calendar::Calendar,
    at: Moment,
}

impl Clock {
    fn minutes(&mut self, minutes: i64) -> Moment {
        self.at = self.at.plus_ms(minutes * 60_000);
        self.at
    }

    fn days(&mut self, days: usize) -> Moment {
        let days = u64::try_from(days).unwrap_or(1);
        let day = self.at.date().checked_add_days(Days::new(days)).unwrap_or_else(|| self.at.date());
        self.at = Moment::at(self.calendar.open_on_or_after(day), self.at.time());
        self.at
    }
}

fn position(number: u32) -> Position {
    let part = |n: u32| u16::try_from(n % 60_000).unwrap_or(0) + 1;
    Position { volume: part(number / 6_000), page: part(number / 20 % 300), line: part(number % 20) }
}

fn input(name: &str, state: Presence, note: &str) -> MaterialInput {
    MaterialInput {
        name: name.to_owned(),
        state: Some(state),
        copies: Some(1),
        form: None,
        note: note.to_owned(),
        basis: String::new(),
    }
}

fn materials(matter: &Matter, lacking: bool, undecided: bool, dice: &mut Dice) -> Vec<MaterialInput> {
    if undecided {
        return Vec::new();
    }
    let missing = dice.roll(matter.materials.len());
    let line =
        |(at, spec): (usize, &crate::domain::catalogue::Spec)| match (&spec.when, lacking && at == missing) {
            (_, true) => input(&spec.name, Presence::Missing, ""),
            (Some(_), false) => input(&spec.name, Presence::NotApplicable, "不属于这种情形"),
            (None, false) => input(&spec.name, Presence::Received, ""),
        };
    matter.materials.iter().enumerate().map(line).collect()
}

fn promise(matter: &Matter) -> Promise {
    let limit = matter
        .promise(crate::domain::catalogue::Era::Now)
        .filter(|limit| *limit != crate::domain::limit::Limit::SameDay);
    let limit = limit.or(Some(crate::domain::limit::Limit::WorkingDays(5)));
    Promise { reason: Some(PromiseReason::SiteVisit), words: String::new(), limit }
}

fn choice(matter: &Matter, lacking: bool, refused: bool) -> Choice {
    if lacking {
        return Choice::Prompt(Prompt::default());
    }
    if refused {
        return Choice::Return(Return {
            ground: Some(RefusalGround::Regulations),
            why: "选址不符合有关规定".to_owned(),
            basis: matter.basis.first().cloned().unwrap_or_else(|| "有关管理规定".to_owned()),
            alternative: "另选合规场所后再来申办".to_owned(),
        });
    }
    match matter.disposition(crate::domain::catalogue::Era::Now) {
        Some(Disposition::Instant) => Choice::Instant(Instant { clear: true, simple: true }),
        Some(Disposition::Prompt | Disposition::Promise | Disposition::Return) | None => {
            Choice::Promise(promise(matter))
        }
    }
}

fn visitor(dice: &mut Dice) -> VisitorInput {
    let organisation = dice.roll(3) > 0;
    VisitorInput {
        name: names::person(dice),
        id_type: Some(IdType::ResidentId),
        id_no: names::resident_id(dice),
        phone: names::phone(dice),
        address: names::address(dice),
        organisation: organisation.then(|| OrganisationInput {
            name: names::firm(dice),
            credit_code: names::credit_code(dice),
            head: names::person(dice),
            address: names::address(dice),
        }),
        mandate: organisation.then_some(true),
        ..VisitorInput::default()
    }
}
