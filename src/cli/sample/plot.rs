//! What becomes of a sample case: a story of commands in time. What lies after now has not happened yet.

use chrono::{Days, NaiveDate};
use xieban_domain::calendar::Calendar;
use xieban_domain::case::closing::{Rate, Terminate};
use xieban_domain::case::command::{Choice, Instant, Promise, Prompt, Return, SignatureInput};
use xieban_domain::case::consent::Consent;
use xieban_domain::case::correction::CorrectVisitor;
use xieban_domain::case::late::OnPaper;
use xieban_domain::case::state::Position;
use xieban_domain::case::visit::VisitAgain;
use xieban_domain::case::{CaseCommand, Register};
use xieban_domain::catalogue::{Era, Matter, MatterOrChain};
use xieban_domain::classify::classify;
use xieban_domain::codes::{
    Disposition, IdType, Kind, PromiseReason, Purpose, RefusalGround, ReplyMode, Satisfaction, Termination,
    VisitReason,
};
use xieban_domain::command::OfficeCommand;
use xieban_domain::limit::Limit;
use xieban_domain::material::{MaterialInput, Presence};
use xieban_domain::moment::Moment;
use xieban_domain::units::KeepUnit;
use xieban_domain::visitor::{OrganisationInput, VisitorInput};
use xieban_domain::waiting::Arrive;
use xieban_office::CompiledFacts;

use super::elsewhere;
use super::joint::JointRoute;
use super::names::{self, Dice};
use super::{LEADERS, OFFICERS};

/// A step of a story.
pub(super) enum Plot {
    /// Something of the office itself: the table of a quarter, a complaint.
    Office(&'static str, OfficeCommand),
    /// What is known of another unit.
    Known(KeepUnit),
    Open {
        number: u32,
        officer: &'static str,
        register: Box<Register>,
    },
    /// What follows on a case.
    Next {
        number: u32,
        by: &'static str,
        command: CaseCommand,
    },
    /// Somebody comes and waits.
    Arrive(Arrive),
}

/// Which way a story goes.
#[derive(Clone, PartialEq, Eq)]
enum Twist {
    /// One of several units, from stage to stage.
    Joint(JointRoute),
    /// The first word is another unit's.
    Elsewhere,
    /// A paper is missing.
    Lacking,
    /// What is asked for cannot be.
    Refused,
    /// Nobody has looked at the papers yet.
    Undecided,
    /// All is there.
    Straight,
}

impl Twist {
    fn of(matter: &Matter, facts: CompiledFacts, dice: &mut Dice) -> Self {
        let suggestion = classify(&MatterOrChain::Matter(matter.code.clone()), Era::Now, facts.catalogue);
        let kind = suggestion.as_ref().map(|found| found.kind);
        let away = kind == Some(Kind::Transfer);
        let papers = !matter.materials.is_empty();
        let joint = kind == Some(Kind::Joint) || kind == Some(Kind::Own) && dice.roll(4) == 0;
        if let Some(way) = joint.then(|| JointRoute::of(matter, facts, dice)).flatten() {
            return Self::Joint(way);
        }
        match (dice.roll(4), dice.roll(18), dice.roll(18)) {
            _ if away => Self::Elsewhere,
            (0, ..) if papers => Self::Lacking,
            (_, 0, _) => Self::Refused,
            (_, _, 0) => Self::Undecided,
            _ => Self::Straight,
        }
    }
}

/// Of sixty cases this one was written on paper first,
const LATE: u32 = 4;
/// and of this one the visitor's telephone was taken down wrongly.
const CORRECTED: u32 = 7;

/// The matters that cases are made of.
pub(super) fn matters(facts: CompiledFacts) -> Vec<&'static Matter> {
    facts.catalogue.matters.values().filter(|matter| !matter.complaint && matter.exists(Era::Now)).collect()
}

/// The story of one case that begins on `day`, the `at`-th of the sample.
pub(super) fn case(
    number: u32,
    (day, at): (NaiveDate, usize),
    matter: &Matter,
    facts: CompiledFacts,
    now: Moment,
    dice: &mut Dice,
) -> Vec<(Moment, Plot)> {
    let mut turn = Twist::of(matter, facts, dice);
    if turn == Twist::Straight && day == now.date() && number % 3 == 1 {
        // Has only just come.
        turn = Twist::Undecided;
    }
    let (morning, afternoon) =
        ([OFFICERS[0], OFFICERS[(at + 1) % 6]], [OFFICERS[(at + 2) % 6], OFFICERS[(at + 3) % 6]]);
    let early = dice.roll(3) > 0;
    let officer = if early { *dice.pick(&morning) } else { *dice.pick(&afternoon) };
    let hour = if early { 8 + dice.roll(3) } else { 15 + dice.roll(2) };
    let minute = u32::try_from(dice.roll(60)).unwrap_or(0);
    let minute = if hour == 8 { 31 + minute % 29 } else { minute };
    let opened = Moment::at(day, names::clock(u32::try_from(hour).unwrap_or(9), minute));
    let latest = now.plus_ms(-60_000 * i64::try_from(dice.roll(9) + 1).unwrap_or(1));
    let opened = opened.min(latest);
    let mut register = Box::new(register(matter, &turn, facts, dice));
    let visitor = register.visitor.clone();
    match turn {
        Twist::Elsewhere => register.unit = elsewhere::unknown(number),
        Twist::Straight => register.received_from = elsewhere::received(number),
        Twist::Joint(_) | Twist::Lacking | Twist::Refused | Twist::Undecided => {}
    }
    if number % 60 == LATE {
        register.paper = Some(OnPaper {
            at: Moment::at(day, names::clock(8, 30)),
            number: format!("手{:03}", number / 60 + 1),
            reason: "早上停电，先写了手工单".to_owned(),
        });
    }
    let mut story = Story {
        number,
        officer,
        leader: LEADERS[at % LEADERS.len()],
        calendar: facts.calendar,
        at: opened,
        steps: vec![(opened, Plot::Open { number, officer, register })],
    };
    if number % 60 == CORRECTED {
        story.minutes(4);
        story.next(CaseCommand::CorrectVisitor(CorrectVisitor {
            visitor: Box::new(VisitorInput { phone: names::phone(dice), ..visitor }),
            reason: "电话听错了一位".to_owned(),
        }));
    }
    // A few of the newest stay where they are, and some visitors never come back; as at any desk.
    let stays = now.date().signed_duration_since(day).num_days() < 4 && dice.roll(2) == 0;
    if story.until_finished(matter, &turn, facts, dice) && !stays {
        story.close(dice);
    }
    story.steps
}

fn register(matter: &Matter, turn: &Twist, facts: CompiledFacts, dice: &mut Dice) -> Register {
    let department = match matter.department(Era::Now).is_empty() && *turn != Twist::Elsewhere {
        true => "监督一科".to_owned(),
        false => String::new(),
    };
    let disposition = match turn {
        Twist::Joint(_) | Twist::Elsewhere | Twist::Undecided => None,
        Twist::Lacking => Some(Choice::Prompt(Prompt::default())),
        Twist::Refused => Some(Choice::Return(Return {
            ground: Some(RefusalGround::Regulations),
            why: "选址不符合有关规定".to_owned(),
            basis: matter.basis.first().cloned().unwrap_or_else(|| "有关管理规定".to_owned()),
            alternative: "另选合规场所后再来申办".to_owned(),
        })),
        Twist::Straight => Some(match instant(matter) {
            true => Choice::Instant(Instant { clear: true, simple: true }),
            false => Choice::Promise(promise(matter)),
        }),
    };
    let (kind, chain, stages) = match turn {
        Twist::Joint(way) => (Some(Kind::Joint), Some(way.chain.clone()), way.proofs()),
        Twist::Elsewhere => (None, None, Vec::new()),
        Twist::Lacking | Twist::Refused | Twist::Undecided | Twist::Straight => {
            let asked = !facts.catalogue.chains_of(matter, Era::Now).is_empty();
            (asked.then_some(Kind::Own), None, Vec::new())
        }
    };
    let missing = (*turn == Twist::Lacking).then(|| dice.roll(matter.materials.len()));
    Register {
        visitor: visitor(dice),
        purpose: Purpose::default(),
        matter: MatterOrChain::Matter(matter.code.clone()),
        kind,
        kind_reason: String::new(),
        chain,
        stages,
        unit: None,
        received_from: None,
        department,
        materials: match turn {
            Twist::Joint(_) | Twist::Elsewhere | Twist::Undecided => Vec::new(),
            Twist::Lacking | Twist::Refused | Twist::Straight => materials(matter, missing),
        },
        remark: String::new(),
        arrival: None,
        disposition,
        paper: None,
    }
}

/// A story as far as it is told. Time moves with the steps.
pub(super) struct Story {
    number: u32,
    officer: &'static str,
    leader: &'static str,
    calendar: &'static Calendar,
    at: Moment,
    steps: Vec<(Moment, Plot)>,
}

impl Story {
    pub(super) const fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn next(&mut self, command: CaseCommand) {
        self.steps.push((self.at, Plot::Next { number: self.number, by: self.officer, command }));
    }

    pub(super) fn minutes(&mut self, minutes: i64) {
        self.at = self.at.plus_ms(minutes * 60_000);
    }

    pub(super) fn days(&mut self, days: usize) {
        let days = u64::try_from(days).unwrap_or(1);
        let day = self.at.date().checked_add_days(Days::new(days)).unwrap_or_else(|| self.at.date());
        self.at = Moment::at(self.calendar.open_on_or_after(day), self.at.time());
    }

    /// The visitor comes once more, unless he is here today anyhow.
    fn comes_again(&mut self, reason: VisitReason) {
        let day = self.at.date();
        let came = |(at, plot): &(Moment, Plot)| {
            at.date() == day
                && matches!(plot, Plot::Open { .. } | Plot::Next { command: CaseCommand::Visit(_), .. })
        };
        if !self.steps.iter().any(came) {
            self.next(CaseCommand::Visit(VisitAgain { reason: Some(reason), arrival: None }));
        }
    }

    /// Up to where it can be finished; `false` if it never comes so far.
    fn until_finished(
        &mut self,
        matter: &Matter,
        turn: &Twist,
        facts: CompiledFacts,
        dice: &mut Dice,
    ) -> bool {
        match turn {
            Twist::Joint(way) => return self.joint(way, facts, dice),
            Twist::Elsewhere => return self.led_on(dice),
            Twist::Refused => {
                self.minutes(25);
                let by = self.leader;
                self.steps.push((
                    self.at,
                    Plot::Next { number: self.number, by, command: CaseCommand::Countersign },
                ));
                // The notice is the answer: what remains is to hand it over.
                self.minutes(40);
            }
            Twist::Lacking | Twist::Undecided => {
                let stays_away = *turn == Twist::Lacking && dice.roll(12) == 0;
                if stays_away || *turn == Twist::Lacking && self.number % 5 == 2 {
                    self.come_to_nothing(stays_away);
                    return false;
                }
                self.days(if *turn == Twist::Lacking { dice.roll(12) + 1 } else { 1 });
                if *turn == Twist::Lacking {
                    self.comes_again(VisitReason::Materials);
                }
                let materials = materials(matter, None);
                if !materials.is_empty() {
                    self.next(CaseCommand::NoteMaterials { materials });
                }
                self.minutes(3);
                self.next(CaseCommand::Promise(promise(matter)));
                self.handled(dice);
            }
            Twist::Straight if instant(matter) => self.minutes(15),
            Twist::Straight => self.handled(dice),
        }
        true
    }

    /// Some days in a 科室, sometimes chased.
    pub(super) fn handled(&mut self, dice: &mut Dice) {
        self.days(dice.roll(4) + 1);
        if dice.roll(3) == 0 {
            let words = "请抓紧办理".to_owned();
            self.next(CaseCommand::Chase { whom: "监督一科".to_owned(), words });
        }
        self.days(dice.roll(9) + 1);
        if self.number % 29 == 4 {
            self.comes_again(VisitReason::OurFault);
        }
    }

    fn close(&mut self, dice: &mut Dice) {
        self.next(CaseCommand::Finish { summary: "已按程序办理完毕".to_owned() });
        self.minutes(10);
        let mode = *dice.pick(ReplyMode::ALL);
        self.next(CaseCommand::Reply {
            mode, content: "事项已办结，请查收结果".to_owned(), at: None
        });
        let roll = dice.roll(8);
        // A few wait for the strip to come back, one is refused, one signs by his thumb.
        let signed = match (mode, roll, self.number % 23) {
            (ReplyMode::Telephone, 0..3, _) => SignatureInput::AwaitedAfterCall,
            (_, _, 3) => SignatureInput::Mailed,
            (_, _, 7) => SignatureInput::Refused { witnesses: ["周敏".to_owned(), "吴勇".to_owned()] },
            (_, _, 13) => SignatureInput::ByOther {
                position: Some(position(self.number)),
                words: "本人不便写字，按指印".to_owned(),
            },
            _ => SignatureInput::Signed { position: Some(position(self.number)) },
        };
        if dice.roll(6) == 0 {
            self.days(dice.roll(5) + 2);
        } else {
            self.minutes(2);
        }
        if mode == ReplyMode::InPerson {
            self.comes_again(VisitReason::Collect);
        }
        if self.number % 23 != 17 {
            self.next(CaseCommand::Sign(signed));
        }
        self.afterwards();
    }

    /// Two of three rate; the worst is answered; now and then a case is taken up again.
    fn afterwards(&mut self) {
        let level = match self.number % 20 {
            0..=9 => Satisfaction::VerySatisfied,
            10..=14 => Satisfaction::Satisfied,
            15..=17 => Satisfaction::Acceptable,
            18 => Satisfaction::Dissatisfied,
            _ => Satisfaction::VeryDissatisfied,
        };
        if self.number % 3 != 1 {
            self.minutes(1);
            let words = if level.is_bad() {
                "等得久，也没人说要等多久".to_owned()
            } else {
                String::new()
            };
            self.next(CaseCommand::Rate(Rate { level, words }));
            if level.is_bad() && self.number.is_multiple_of(2) {
                self.days(3);
                let words = "已回访致歉，改为每两日主动告知进度".to_owned();
                self.next(CaseCommand::AnswerRating { words });
            }
        }
        let elsewhere = self
            .steps
            .iter()
            .any(|(_, plot)| matches!(plot, Plot::Next { command: CaseCommand::Guide(_), .. }));
        if self.number % 37 == 9 && !elsewhere {
            self.days(1);
            self.next(CaseCommand::Reopen {
                reason: "服务对象发现证件上的地址有误".to_owned()
            });
            self.minutes(30);
            self.next(CaseCommand::Finish { summary: "已更正并换发".to_owned() });
        }
    }

    /// 终止: the visitor withdraws by telephone, or is asked twice and never completes his papers.
    fn come_to_nothing(&mut self, stays_away: bool) {
        let contact = || CaseCommand::Contact { words: "电话联系，说资料还没备齐".to_owned() };
        self.days(1);
        if !stays_away {
            let end = Terminate {
                reason: Termination::Withdrawn,
                words: "来电说店面不开了，不再申办".to_owned(),
                position: None,
                called_at: Some(self.at),
            };
            self.next(CaseCommand::Terminate(end));
            if self.number % 15 == 2 {
                self.days(4);
                self.next(CaseCommand::Reopen { reason: "又决定继续办".to_owned() });
            }
            return;
        }
        self.days(6);
        self.next(contact());
        self.days(14);
        self.next(contact());
        self.days(40);
        let (consent, by) = (Consent::Termination, self.leader);
        self.next(CaseCommand::AskConsent { consent, reason: "两次联系仍未补齐".to_owned() });
        self.minutes(20);
        let given = CaseCommand::GiveConsent { consent };
        self.steps.push((self.at, Plot::Next { number: self.number, by, command: given }));
        self.minutes(5);
        self.next(CaseCommand::Terminate(Terminate {
            reason: Termination::NotCompleted,
            words: "两次联系仍未补齐，值班领导同意终止".to_owned(),
            position: None,
            called_at: None,
        }));
    }
}

fn instant(matter: &Matter) -> bool {
    matter.disposition(Era::Now) == Some(Disposition::Instant)
}

fn position(number: u32) -> Position {
    let part = |n: u32| u16::try_from(n % 60_000).unwrap_or(0) + 1;
    Position { volume: part(number / 1_200), page: part(number / 6 % 200), line: part(number % 6) }
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

/// Everything there that applies, but for the `missing`-th.
pub(super) fn materials(matter: &Matter, missing: Option<usize>) -> Vec<MaterialInput> {
    let specs = matter.materials.iter().enumerate();
    let line = |(at, spec): (usize, &xieban_domain::catalogue::Spec)| match &spec.when {
        _ if missing == Some(at) => input(&spec.name, Presence::Missing, ""),
        Some(_) => input(&spec.name, Presence::NotApplicable, "不属于这种情形"),
        None => input(&spec.name, Presence::Received, ""),
    };
    specs.map(line).collect()
}

pub(super) fn promise(matter: &Matter) -> Promise {
    let limit = matter.promise(Era::Now).filter(|limit| *limit != Limit::SameDay);
    let limit = limit.or(Some(Limit::WorkingDays(5)));
    Promise { reason: Some(PromiseReason::SiteVisit), words: String::new(), limit }
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
