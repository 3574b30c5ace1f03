//! 联办: the stages of other units as they are shown to be done, and the end of our own (R57–R59).

use xieban_domain::case::joint::{Course, NoteStage};
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::codes::Confirmed;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};

use super::{AskedAction, CaseAction, Opens, names, pick, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::widget::stages;
use crate::world::World;

pub(super) const NOTE_STAGE: CaseAction = CaseAction {
    name: "环节已办",
    fits: |case, _| case.course.is_some(),
    probe: Some(|case, _| {
        let stage = *open(case).first()?;
        Some(CaseCommand::NoteStage(NoteStage {
            stage,
            how: Confirmed::Shown,
            words: some_words(),
            who: String::new(),
            phone: String::new(),
        }))
    }),
    opens: Opens::Dialog(note_stage),
};

pub(super) const FINISH_STAGE: CaseAction = CaseAction {
    name: "本环节办完",
    fits: |case, _| case.course.is_some(),
    probe: Some(|_, _| Some(CaseCommand::FinishStage { summary: some_words() })),
    opens: Opens::Dialog(finish_stage),
};

/// The stages of others that are not known to be done, counted from 1.
fn open(case: &Case) -> Vec<u8> {
    let legs = case.course.iter().flat_map(|course| &course.legs).enumerate();
    let open = legs.filter(|(_, leg)| !leg.is_ours() && leg.done.is_none());
    open.map(|(at, _)| u8::try_from(at + 1).unwrap_or(u8::MAX)).collect()
}

/// The whole course, for whoever has to choose among its stages.
fn course(asked: &AskedAction<'_>) -> Vec<String> {
    let lines = |course: &Course| {
        let facts = &asked.world.facts;
        stages::lines(course, 0, facts.catalogue, asked.world.header.settings.era)
    };
    asked.case.course.as_ref().map(lines).unwrap_or_default()
}

fn note_stage(asked: &AskedAction<'_>) -> Dialog {
    let open = open(asked.case);
    let does = |stage: &u8| {
        let course = asked.case.course.as_ref();
        let leg = course.and_then(|course| course.legs.get(usize::from(*stage) - 1));
        leg.map_or_else(String::new, |leg| format!("{stage} {}", leg.does()))
    };
    let form = Form::new()
        .choice(0, "环节", open.iter().map(does), Some(0))
        .choice(1, "凭什么", names(Confirmed::ALL, Confirmed::name), Some(0))
        .text_field(2, "证明内容", LONGEST_WORDS)
        .text_field(3, "对方姓名", LONGEST_LINE)
        .text_field(4, "对方电话", 24);
    let on_case = asked.on_case();
    let finish = move |form: &Form<usize>, _: &World| match (
        pick(&open, form.chosen(0)),
        pick(Confirmed::ALL, form.chosen(1)),
    ) {
        (Some(stage), Some(how)) => on_case(CaseCommand::NoteStage(NoteStage {
            stage,
            how,
            words: form.text(2),
            who: form.text(3),
            phone: form.text(4),
        })),
        (None, _) => Outcome::Wait("请按数字选是哪个环节。"),
        (_, None) => Outcome::Wait("请选出示证明或电话确认。"),
    };
    Dialog::new(asked.title(), form, finish).explained(course(asked)).pointing(|field| match field {
        RefusedField::Stages => Some(0),
        RefusedField::StageProof => Some(2),
        RefusedField::Staff => Some(3),
        RefusedField::Phone => Some(4),
        _ => None,
    })
}

fn finish_stage(asked: &AskedAction<'_>) -> Dialog {
    asked.words("日志摘要", |summary| CaseCommand::FinishStage { summary }).explained(course(asked))
}
