//! What can be done with a case now: each action with the fields it asks for and the command it makes. Whether it is offered is
//! asked of the domain, with the same command that it would make.

use crate::domain::case::command::{Instant, Promise, Prompt, Return, SignatureInput};
use crate::domain::case::consent::Consent;
use crate::domain::case::state::Position;
use crate::domain::case::{Case, CaseCommand, Life};
use crate::domain::codes::{AppearReason, GuideMode, PromiseReason, RefusalGround, ReplyMode};
use crate::domain::command::Command;
use crate::domain::limit::Limit;
use crate::domain::refusal::Field;
use crate::domain::staff::StaffCode;
use crate::domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use crate::ui::form::Form;
use crate::ui::layer::Layer;
use crate::ui::overlay::dialog::{Dialog, Outcome};
use crate::ui::world::World;

/// Something that can be done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Materials,
    Prompt,
    Instant,
    Promise,
    Return,
    Countersign,
    Consent,
    Ask(Consent),
    HandTo,
    TakeBack,
    Chase,
    NoteCall,
    AwaitVisitor,
    VisitorCame,
    Guide,
    HandOver,
    Finish,
    Reply,
    Sign,
    Paper,
    Why,
}

const ALL: [Action; 23] = [
    Action::Materials,
    Action::Prompt,
    Action::Instant,
    Action::Promise,
    Action::Countersign,
    Action::Consent,
    Action::Ask(Consent::SecondPrompt),
    Action::Ask(Consent::InstantToPromise),
    Action::Ask(Consent::PromiseToPrompt),
    Action::Chase,
    Action::NoteCall,
    Action::HandTo,
    Action::TakeBack,
    Action::Guide,
    Action::HandOver,
    Action::AwaitVisitor,
    Action::VisitorCame,
    Action::Finish,
    Action::Reply,
    Action::Sign,
    Action::Return,
    Action::Paper,
    Action::Why,
];

impl Action {
    /// As the action line says it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Materials => "材料",
            Self::Prompt => "提示件",
            Self::Instant => "即办件",
            Self::Promise => "承诺件",
            Self::Return => "退回件",
            Self::Countersign => "会签",
            Self::Consent => "领导同意",
            Self::Ask(Consent::SecondPrompt) => "报请再提示",
            Self::Ask(Consent::InstantToPromise) => "报请改承诺",
            Self::Ask(Consent::PromiseToPrompt) => "报请改提示",
            Self::HandTo => "流转",
            Self::TakeBack => "接回",
            Self::Chase => "催办",
            Self::NoteCall => "记来电",
            Self::AwaitVisitor => "等本人",
            Self::VisitorCame => "本人已到",
            Self::Guide => "导引",
            Self::HandOver => "移交",
            Self::Finish => "办结",
            Self::Reply => "回复",
            Self::Sign => "签字",
            Self::Paper => "出单",
            Self::Why => "为何这天",
        }
    }

    /// The actions open on a case to this person, in the order of their digits.
    pub(super) fn open(case: &Case, me: &StaffCode, world: &World) -> Vec<Self> {
        ALL.into_iter().filter(|action| action.is_open(case, me, world)).collect()
    }

    fn is_open(self, case: &Case, me: &StaffCode, world: &World) -> bool {
        match self {
            Self::Why => case.horizon(world.facts.calendar).is_some(),
            Self::Countersign => matches!(case.life, Life::ReturnProposed(_)),
            Self::Consent => case.asking.is_some(),
            Self::Ask(consent) => needed(consent, case) && self.passes(case, me, world),
            Self::Materials => {
                !case.asked.is_empty()
                    && case.disposition() != Some(crate::domain::codes::Disposition::Instant)
                    && self.passes(case, me, world)
            }
            Self::Paper
            | Self::Return
            | Self::Prompt
            | Self::Instant
            | Self::Promise
            | Self::HandTo
            | Self::TakeBack
            | Self::Chase
            | Self::NoteCall
            | Self::AwaitVisitor
            | Self::VisitorCame
            | Self::Guide
            | Self::HandOver
            | Self::Finish
            | Self::Reply
            | Self::Sign => self.passes(case, me, world),
        }
    }

    /// The domain would take the command, were its fields filled in.
    fn passes(self, case: &Case, me: &StaffCode, world: &World) -> bool {
        let Some(probe) = self.probe(case, me, world) else { return false };
        match world.allows(me, case, &probe) {
            Some(Ok(())) => true,
            // Refused only for what a field would say: the dialog asks for it.
            Some(Err(refusal)) => {
                matches!(refusal.code(), "position_needed" | "nothing_changed" | "review_body_unset")
            }
            None => false,
        }
    }

    fn probe(self, case: &Case, me: &StaffCode, world: &World) -> Option<CaseCommand> {
        let words = || "……".to_owned();
        Some(match self {
            Self::Materials => CaseCommand::NoteMaterials { materials: Vec::new() },
            Self::Prompt => CaseCommand::Prompt(Prompt::default()),
            Self::Instant => CaseCommand::Instant(Instant { clear: true, simple: true }),
            Self::Promise => CaseCommand::Promise(Promise {
                reason: Some(PromiseReason::SiteVisit),
                words: String::new(),
                limit: case
                    .opening
                    .usual
                    .filter(|limit| *limit != Limit::SameDay)
                    .or(Some(Limit::WorkingDays(1))),
            }),
            Self::Return => CaseCommand::Return(Return {
                ground: RefusalGround::ALL.first().copied(),
                why: words(),
                basis: words(),
                alternative: words(),
            }),
            Self::Ask(consent) => CaseCommand::AskConsent { consent, reason: words() },
            Self::HandTo => {
                let holder = case.open_step().map(|step| step.department.clone());
                let other = world
                    .door
                    .settings
                    .departments
                    .values()
                    .find(|dept| dept.active && Some(&dept.name) != holder.as_ref());
                CaseCommand::HandTo { department: other.map(|dept| dept.name.clone()).unwrap_or_default() }
            }
            Self::TakeBack => CaseCommand::TakeBack { note: String::new() },
            Self::Chase => CaseCommand::Chase { whom: words(), words: words() },
            Self::NoteCall => CaseCommand::NoteCall { words: words() },
            Self::AwaitVisitor => CaseCommand::AwaitVisitor { reason: *case.opening.appear.first()? },
            Self::VisitorCame => CaseCommand::VisitorCame,
            Self::Guide => CaseCommand::Guide { unit: None, mode: GuideMode::Slip, officer: String::new() },
            Self::HandOver => CaseCommand::HandOver { receiver: words(), mode: GuideMode::Slip, at: None },
            Self::Finish => CaseCommand::Finish { summary: words() },
            Self::Reply => CaseCommand::Reply { mode: ReplyMode::InPerson, content: words(), at: None },
            Self::Sign => CaseCommand::Sign(SignatureInput::Signed { position: None }),
            Self::Paper if *me == case.opening.officer => {
                CaseCommand::NotePrinted { form: crate::domain::number::Form::Case }
            }
            Self::Paper | Self::Countersign | Self::Consent | Self::Why => return None,
        })
    }
}

/// A consent is asked for only where the move needs it and nothing is pending.
fn needed(consent: Consent, case: &Case) -> bool {
    use crate::domain::codes::Disposition as D;
    let fits = match consent {
        Consent::SecondPrompt => {
            case.disposition() == Some(D::Prompt) && !case.cards.is_empty() && case.missing() > 0
        }
        Consent::InstantToPromise => case.disposition() == Some(D::Instant) && case.life == Life::Working,
        Consent::PromiseToPrompt => case.disposition() == Some(D::Promise) && case.life == Life::Working,
    };
    fits && case.asking.is_none() && !case.granted.contains(&consent)
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|value| name(*value).to_owned()).collect()
}

fn pick<T: Copy>(all: &[T], at: Option<usize>) -> Option<T> {
    at.and_then(|at| all.get(at)).copied()
}

#[expect(clippy::too_many_lines, reason = "one table, one row an action: fields in, command out")]
/// The dialog of an action. `None` for those that need no dialog.
pub(super) fn dialog(action: Action, case: &Case, world: &World) -> Option<Box<dyn Layer>> {
    let (id, version) = (case.id(), Some(case.version));
    let on_case = move |command| Outcome::Command(Command::Case { id, version, command });
    let title = format!("{}  {}", action.name(), id.spoken());
    let words = |label: &str| Form::new().text_field(0, label, LONGEST_WORDS);
    let dialog = match action {
        Action::Prompt => Dialog::new(title, words("其他原因"), move |form, _| {
            on_case(CaseCommand::Prompt(Prompt { cause: form.text(0) }))
        })
        .explained(vec![format!(
            "缺{}项材料，一次告知，出《协办提示卡》。没有其他原因的可空着。",
            case.missing()
        )]),
        Action::Instant => {
            let form = Form::new().choice(0, "政策清晰", ["是", "否"], None).choice(
                1,
                "程序简便",
                ["是", "否"],
                None,
            );
            Dialog::new(title, form, move |form, _| {
                on_case(CaseCommand::Instant(Instant {
                    clear: form.chosen(0) == Some(0),
                    simple: form.chosen(1) == Some(0),
                }))
            })
            .explained(vec!["即办件当天办结，请确认两项条件；手续已齐全。".to_owned()])
            .pointing(|field| (field == Field::Disposition).then_some(0))
        }
        Action::Promise => promise(title, case, world, on_case),
        Action::Return => {
            let form = Form::new()
                .choice(0, "类型", names(RefusalGround::ALL, RefusalGround::name), None)
                .text_field(1, "原因", LONGEST_WORDS)
                .text_field(2, "依据", LONGEST_LINE)
                .text_field(3, "替代建议", LONGEST_WORDS);
            Dialog::new(title, form, move |form, _| {
                on_case(CaseCommand::Return(Return {
                    ground: pick(RefusalGround::ALL, form.chosen(0)),
                    why: form.text(1),
                    basis: form.text(2),
                    alternative: form.text(3),
                }))
            })
            .explained(vec![bases(case, world)])
            .pointing(|field| match field {
                Field::Disposition => Some(0),
                Field::Reason => Some(1),
                Field::BasisText => Some(2),
                Field::Alternative => Some(3),
                _ => None,
            })
        }
        Action::Countersign => by_leader(
            title,
            case,
            vec!["退回件须值班领导会签，会签后出《否定报备反馈单》。".to_owned()],
            move |agrees, reason| match agrees {
                true => CaseCommand::Countersign,
                false => CaseCommand::DeclineReturn { reason },
            },
        ),
        Action::Consent => {
            let asking = case.asking.as_ref()?;
            let consent = asking.consent;
            by_leader(
                title,
                case,
                vec![format!("报请：{}。理由：{}", consent.name(), asking.reason.text())],
                move |agrees, reason| match agrees {
                    true => CaseCommand::GiveConsent { consent },
                    false => CaseCommand::DeclineConsent { consent, reason },
                },
            )
        }
        Action::Ask(consent) => Dialog::new(title, words("理由"), move |form, _| {
            on_case(CaseCommand::AskConsent { consent, reason: form.text(0) })
        })
        .explained(vec![format!("{}须值班领导同意。", consent.name())]),
        Action::HandTo => {
            let departments: Vec<String> = world
                .door
                .settings
                .departments
                .values()
                .filter(|dept| dept.active)
                .map(|dept| dept.name.clone())
                .collect();
            let form = Form::new().choice(0, "科室", departments.clone(), None);
            Dialog::new(title, form, move |form, _| {
                let department =
                    form.chosen(0).and_then(|at| departments.get(at)).cloned().unwrap_or_default();
                on_case(CaseCommand::HandTo { department })
            })
        }
        Action::TakeBack => Dialog::new(title, words("科室意见"), move |form, _| {
            on_case(CaseCommand::TakeBack { note: form.text(0) })
        }),
        Action::Chase => {
            let holder = case.open_step().map_or(String::new(), |step| step.department.clone());
            let mut form =
                Form::new().text_field(0, "向谁", LONGEST_LINE).text_field(1, "催什么", LONGEST_WORDS);
            form.set_text(0, &holder);
            if !holder.is_empty() {
                form.focus_on(1);
            }
            Dialog::new(title, form, move |form, _| {
                on_case(CaseCommand::Chase { whom: form.text(0), words: form.text(1) })
            })
        }
        Action::NoteCall => Dialog::new(title, words("来电内容"), move |form, _| {
            on_case(CaseCommand::NoteCall { words: form.text(0) })
        }),
        Action::AwaitVisitor => {
            let flagged = case.opening.appear.clone();
            let form = Form::new().choice(0, "环节", names(&flagged, AppearReason::name), Some(0));
            Dialog::new(title, form, move |form, _| match pick(&flagged, form.chosen(0)) {
                Some(reason) => on_case(CaseCommand::AwaitVisitor { reason }),
                None => Outcome::Wait("请选择须本人到场的环节。"),
            })
        }
        Action::VisitorCame => Dialog::new(title, Form::new(), move |_, _| on_case(CaseCommand::VisitorCame)),
        Action::Guide => {
            let form = Form::new()
                .choice(0, "方式", names(GuideMode::ALL, GuideMode::name), Some(2))
                .text_field(1, "对方协办员", LONGEST_LINE);
            Dialog::new(title, form, move |form, _| match pick(GuideMode::ALL, form.chosen(0)) {
                Some(mode) => on_case(CaseCommand::Guide { unit: None, mode, officer: form.text(1) }),
                None => Outcome::Wait("请选择导引方式。"),
            })
        }
        Action::HandOver => {
            let form = Form::new().text_field(0, "接收人", LONGEST_LINE).choice(
                1,
                "方式",
                names(GuideMode::ALL, GuideMode::name),
                Some(1),
            );
            Dialog::new(title, form, move |form, _| match pick(GuideMode::ALL, form.chosen(1)) {
                Some(mode) => on_case(CaseCommand::HandOver { receiver: form.text(0), mode, at: None }),
                None => Outcome::Wait("请选择移交方式。"),
            })
        }
        Action::Finish => Dialog::new(title, words("日志摘要"), move |form, _| {
            on_case(CaseCommand::Finish { summary: form.text(0) })
        })
        .explained(vec!["办了什么、结果如何，一句话写进协办日志。".to_owned()]),
        Action::Reply => {
            let form = Form::new()
                .choice(0, "方式", names(ReplyMode::ALL, ReplyMode::name), Some(0))
                .text_field(1, "内容", LONGEST_WORDS);
            Dialog::new(title, form, move |form, _| match pick(ReplyMode::ALL, form.chosen(0)) {
                Some(mode) => on_case(CaseCommand::Reply { mode, content: form.text(1), at: None }),
                None => Outcome::Wait("请选择回复方式。"),
            })
            .pointing(|field| (field == Field::Reply).then_some(1))
        }
        Action::Sign => sign(title, on_case),
        Action::Materials | Action::Paper | Action::Why => return None,
    };
    Some(Box::new(dialog))
}

fn bases(case: &Case, world: &World) -> String {
    let matter = match &case.opening.subject {
        crate::domain::catalogue::Subject::Matter(code) => world.facts.catalogue.matter(code),
        crate::domain::catalogue::Subject::Chain(_) => None,
    };
    let basis = matter.map(|matter| matter.basis.join("；")).filter(|basis| !basis.is_empty());
    basis.map_or_else(|| "写明文件名和条款。".to_owned(), |basis| format!("可用依据：{basis}"))
}

fn promise(
    title: String,
    case: &Case,
    world: &World,
    on_case: impl Fn(CaseCommand) -> Outcome + 'static,
) -> Dialog {
    let days = match case.opening.usual {
        Some(Limit::WorkingDays(days)) => days.to_string(),
        Some(Limit::CalendarDays(_) | Limit::Months(_) | Limit::SameDay) | None => String::new(),
    };
    let mut form = Form::new()
        .choice(0, "不能即办", names(PromiseReason::ALL, PromiseReason::name), Some(0))
        .text_field(1, "说明", LONGEST_WORDS)
        .text_field(2, "工作日", 3);
    form.set_text(2, &days);
    let today = world.now().date();
    let legal = case.opening.legal.map(|limit| world.facts.calendar.due(today, limit));
    let law = legal.map_or_else(
        || "本事项没有法定时限。".to_owned(),
        |due| format!("法定期限到{}，承诺日期不能更晚。", crate::domain::moment::paper_date(due.date)),
    );
    Dialog::new(title, form, move |form, _| {
        let days = crate::words::canonical::number(&form.text(2));
        let limit = days.parse().ok().filter(|days| *days > 0).map(Limit::WorkingDays);
        let reason = pick(PromiseReason::ALL, form.chosen(0));
        match limit {
            Some(limit) => {
                on_case(CaseCommand::Promise(Promise { reason, words: form.text(1), limit: Some(limit) }))
            }
            None => Outcome::Wait("承诺时限请填工作日的天数。"),
        }
    })
    .explained(vec![law])
    .pointing(|field| match field {
        Field::Reason => Some(1),
        Field::Limit => Some(2),
        _ => None,
    })
}

/// A leader's decision at this terminal, by his PIN; the officer stays signed in.
fn by_leader(
    title: String,
    case: &Case,
    lines: Vec<String>,
    command: impl Fn(bool, String) -> CaseCommand + 'static,
) -> Dialog {
    let (id, version) = (case.id(), Some(case.version));
    let form = Form::new()
        .text_field(0, "领导代码", 12)
        .secret(1, "密码")
        .choice(2, "意见", ["同意", "不同意"], Some(0))
        .text_field(3, "不同意理由", LONGEST_WORDS);
    Dialog::new(title, form, move |form, _| {
        let (code, pin) = (form.text(0), form.text(1));
        match code.trim().is_empty() || pin.is_empty() {
            true => Outcome::Wait("请值班领导输入代码和密码。"),
            false => Outcome::ByPin {
                code,
                pin,
                command: Command::Case {
                    id,
                    version,
                    command: command(form.chosen(2) == Some(0), form.text(3)),
                },
            },
        }
    })
    .explained(lines)
    .pointing(|field| (field == Field::Reason).then_some(3))
}

fn sign(title: String, on_case: impl Fn(CaseCommand) -> Outcome + 'static) -> Dialog {
    let states = ["已签字", "电话回复待补签", "邮寄回执", "拒签", "代签"];
    let form = Form::new()
        .choice(0, "签字", states, Some(0))
        .text_field(1, "册", 5)
        .text_field(2, "页", 5)
        .text_field(3, "行", 5)
        .text_field(4, "见证人甲", LONGEST_LINE)
        .text_field(5, "见证人乙", LONGEST_LINE)
        .text_field(6, "代签说明", LONGEST_WORDS);
    Dialog::new(title, form, move |form, _| {
        let number = |id| crate::words::canonical::number(&form.text(id)).parse::<u16>().unwrap_or(0);
        let position = Some(Position { volume: number(1), page: number(2), line: number(3) });
        on_case(CaseCommand::Sign(match form.chosen(0) {
            Some(1) => SignatureInput::AwaitedAfterCall,
            Some(2) => SignatureInput::Mailed,
            Some(3) => SignatureInput::Refused { witnesses: [form.text(4), form.text(5)] },
            Some(4) => SignatureInput::ByOther { position, words: form.text(6) },
            Some(_) | None => SignatureInput::Signed { position },
        }))
    })
    .explained(vec!["签字页的册、页、行；拒签写两名见证人。用不到的栏空着。".to_owned()])
    .pointing(|field| (field == Field::Signature).then_some(1))
}
