//! 办结回复: finish, reply, signature (R62–R65).

use super::{Action, Asked, Opens, always, names, pick, some_words};
use crate::domain::case::CaseCommand;
use crate::domain::case::command::SignatureInput;
use crate::domain::case::state::Position;
use crate::domain::codes::ReplyMode;
use crate::domain::refusal::Field;
use crate::domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use crate::ui::form::Form;
use crate::ui::overlay::dialog::{Dialog, Outcome};

pub(super) const FINISH: Action = Action {
    name: "办结",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Finish { summary: some_words() })),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("日志摘要", |summary| CaseCommand::Finish { summary });
        dialog.explained(vec!["办了什么、结果如何，一句话写进协办日志。".to_owned()])
    }),
};

pub(super) const REPLY: Action = Action {
    name: "回复",
    fits: always,
    probe: Some(|_, _| {
        Some(CaseCommand::Reply { mode: ReplyMode::InPerson, content: some_words(), at: None })
    }),
    opens: Opens::Dialog(reply),
};

pub(super) const SIGN: Action = Action {
    name: "签字",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Sign(SignatureInput::Signed { position: None }))),
    opens: Opens::Dialog(sign),
};

fn reply(asked: &Asked<'_>) -> Dialog {
    let form = Form::new().choice(0, "方式", names(ReplyMode::ALL, ReplyMode::name), Some(0)).text_field(
        1,
        "内容",
        LONGEST_WORDS,
    );
    let on_case = asked.on_case();
    let dialog =
        Dialog::new(asked.title(), form, move |form, _| match pick(ReplyMode::ALL, form.chosen(0)) {
            Some(mode) => on_case(CaseCommand::Reply { mode, content: form.text(1), at: None }),
            None => Outcome::Wait("请选择回复方式。"),
        });
    dialog.pointing(|field| (field == Field::Reply).then_some(1))
}

fn sign(asked: &Asked<'_>) -> Dialog {
    let states = ["已签字", "电话回复待补签", "邮寄回执", "拒签", "代签"];
    let form = Form::new()
        .choice(0, "签字", states, Some(0))
        .text_field(1, "册", 5)
        .text_field(2, "页", 5)
        .text_field(3, "行", 5)
        .text_field(4, "见证人甲", LONGEST_LINE)
        .text_field(5, "见证人乙", LONGEST_LINE)
        .text_field(6, "代签说明", LONGEST_WORDS);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
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
