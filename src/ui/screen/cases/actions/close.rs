//! 办结回复: finish, reply, signature (R62–R65).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::SignatureInput;
use xieban_domain::case::late::StepOnPaper;
use xieban_domain::case::state::Position;
use xieban_domain::codes::ReplyMode;
use xieban_domain::moment::Moment;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};

use super::{AskedAction, CaseAction, Opens, always, names, pick, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::screen::register::paper_time;

pub(super) const FINISH: CaseAction = CaseAction {
    name: "办结",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Finish { summary: some_words() })),
    opens: Opens::Dialog(|asked| {
        if asked.case.opening.late.is_some() {
            return finish_from_paper(asked);
        }
        let dialog = asked.words("日志摘要", |summary| CaseCommand::Finish { summary });
        dialog.explained(vec![WHAT_WAS_DONE.to_owned()])
    }),
};

pub(super) const REPLY: CaseAction = CaseAction {
    name: "回复",
    fits: always,
    probe: Some(|_, _| {
        Some(CaseCommand::Reply { mode: ReplyMode::InPerson, content: some_words(), at: None })
    }),
    opens: Opens::Dialog(reply),
};

pub(super) const SIGN: CaseAction = CaseAction {
    name: "签字",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Sign(SignatureInput::Signed { position: None }))),
    opens: Opens::Dialog(sign),
};

pub(super) const UNSIGNED: CaseAction = CaseAction {
    name: "签字另记",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Sign(SignatureInput::AwaitedAfterCall))),
    opens: Opens::Dialog(unsigned),
};

const WHAT_WAS_DONE: &str = "办了什么、结果如何，一句话写进协办日志。";

/// A case that was entered late was often done on the same paper: then with the time on it.
fn finish_from_paper(asked: &AskedAction<'_>) -> Dialog {
    let form = Form::new().text_field(0, "日志摘要", LONGEST_WORDS).text_field(1, "纸上时间", 20);
    let (on_case, now) = (asked.on_case(), asked.world.now());
    Dialog::new(asked.title(), form, move |form, _| {
        let finish = CaseCommand::Finish { summary: form.text(0) };
        on_case(from_paper(finish, &form.text(1), now))
    })
    .explained(vec![
        WHAT_WAS_DONE.to_owned(),
        "在手工单上办结的，写纸上的办结时间（如11-20 09:40）；现在办结的不填。".to_owned(),
    ])
    .pointing(|field| match field {
        RefusedField::Summary => Some(0),
        RefusedField::LateTime => Some(1),
        _ => None,
    })
}

/// The step with the time on the paper, where one was typed; one that cannot be read is refused as one long ago.
fn from_paper(step: CaseCommand, typed: &str, now: Moment) -> CaseCommand {
    match typed.trim().is_empty() {
        true => step,
        false => CaseCommand::OnPaper(StepOnPaper {
            at: paper_time(typed, now).unwrap_or_default(),
            number: String::new(),
            reason: String::new(),
            step: Box::new(step),
        }),
    }
}

fn reply(asked: &AskedAction<'_>) -> Dialog {
    let late = asked.case.opening.late.is_some();
    let form = Form::new().choice(0, "方式", names(ReplyMode::ALL, ReplyMode::name), Some(0));
    let form = form.text_field(1, "内容", LONGEST_WORDS);
    let form = if late { form.text_field(2, "纸上时间", 20) } else { form };
    let (on_case, now) = (asked.on_case(), asked.world.now());
    let dialog =
        Dialog::new(asked.title(), form, move |form, _| match pick(ReplyMode::ALL, form.chosen(0)) {
            Some(mode) => {
                let reply = CaseCommand::Reply { mode, content: form.text(1), at: None };
                on_case(if late { from_paper(reply, &form.text(2), now) } else { reply })
            }
            None => Outcome::Wait("请选择回复方式。"),
        });
    dialog.pointing(|field| match field {
        RefusedField::Reply => Some(1),
        RefusedField::LateTime => Some(2),
        _ => None,
    })
}

fn sign(asked: &AskedAction<'_>) -> Dialog {
    let mut form = Form::new().text_field(0, "册页行", 20);
    form.set_text(0, &asked.world.header.next_position.to_string());
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        on_case(CaseCommand::Sign(SignatureInput::Signed { position: position(&form.text(0)) }))
    })
    .explained(vec!["服务对象已在签字页上签字。下一空行已填好，Enter 保存；不在这一行的请改。".to_owned()])
    .pointing(|field| (field == RefusedField::Signature).then_some(0))
}

fn unsigned(asked: &AskedAction<'_>) -> Dialog {
    let states = ["电话回复待补签", "邮寄回执", "拒签", "代签"];
    let mut form = Form::new()
        .choice(0, "签字", states, Some(0))
        .text_field(1, "见证人甲", LONGEST_LINE)
        .text_field(2, "见证人乙", LONGEST_LINE)
        .text_field(3, "代签说明", LONGEST_WORDS)
        .text_field(4, "册页行", 20);
    form.set_text(4, &asked.world.header.next_position.to_string());
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        on_case(CaseCommand::Sign(match form.chosen(0) {
            Some(1) => SignatureInput::Mailed,
            Some(2) => SignatureInput::Refused { witnesses: [form.text(1), form.text(2)] },
            Some(3) => SignatureInput::ByOther { position: position(&form.text(4)), words: form.text(3) },
            Some(_) | None => SignatureInput::AwaitedAfterCall,
        }))
    })
    .explained(vec![
        "拒签写两名见证人；代签或按指印写由谁、为什么，和册、页、行。用不到的栏不用管。".to_owned(),
    ])
    .pointing(|field| (field == RefusedField::Signature).then_some(1))
}

/// 册、页、行: three numbers, whatever stands between them.
pub(super) fn position(typed: &str) -> Option<Position> {
    let typed = xieban_words::canonical::query(typed);
    let numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: Vec<u16> = numbers.map(|part| part.parse().unwrap_or(0)).collect();
    match numbers[..] {
        [volume, page, line] => Some(Position { volume, page, line }),
        _ => None,
    }
}
