//! 全程协办: the file's way through the office, and what the visitor himself must come for (R42, R43, R46, R53).

use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::codes::AppearReason;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};

use super::{AskedAction, CaseAction, Opens, always, names, pick, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::world::World;

pub(super) const CHASE: CaseAction = CaseAction {
    name: "催办",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Chase { whom: some_words(), words: some_words() })),
    opens: Opens::Dialog(chase),
};

pub(super) const NOTE_CALL: CaseAction = CaseAction {
    name: "记来电",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::NoteCall { words: some_words() })),
    opens: Opens::Dialog(|asked| asked.words("来电内容", |words| CaseCommand::NoteCall { words })),
};

pub(super) const HAND_TO: CaseAction = CaseAction {
    name: "流转",
    fits: always,
    probe: Some(|case, world| Some(CaseCommand::HandTo { department: another(case, world)? })),
    opens: Opens::Dialog(hand_to),
};

pub(super) const TAKE_BACK: CaseAction = CaseAction {
    name: "接回",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::TakeBack { note: String::new() })),
    opens: Opens::Dialog(|asked| asked.words("科室意见", |note| CaseCommand::TakeBack { note })),
};

pub(super) const AWAIT_VISITOR: CaseAction = CaseAction {
    name: "等本人",
    fits: always,
    probe: Some(|case, _| Some(CaseCommand::AwaitVisitor { reason: *case.part().appear.first()? })),
    opens: Opens::Dialog(await_visitor),
};

pub(super) const VISITOR_CAME: CaseAction = CaseAction {
    name: "本人已到",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::VisitorCame)),
    opens: Opens::Dialog(|asked| {
        let on_case = asked.on_case();
        Dialog::new(asked.title(), Form::new(), move |_, _| on_case(CaseCommand::VisitorCame))
    }),
};

/// A 科室 that has not got the file.
fn another(case: &Case, world: &World) -> Option<String> {
    let holder = case.open_step().map(|step| &step.department);
    let mut departments = world.header.settings.departments.values();
    departments.find(|dept| dept.active && Some(&dept.name) != holder).map(|dept| dept.name.clone())
}

fn chase(asked: &AskedAction<'_>) -> Dialog {
    let holder = asked.case.open_step().map_or(String::new(), |step| step.department.clone());
    let mut form = Form::new().text_field(0, "向谁", LONGEST_LINE).text_field(1, "催什么", LONGEST_WORDS);
    form.set_text(0, &holder);
    if !holder.is_empty() {
        form.focus_on(1);
    }
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        on_case(CaseCommand::Chase { whom: form.text(0), words: form.text(1) })
    })
    .pointing(|field| Some(usize::from(field != RefusedField::Department)))
}

fn hand_to(asked: &AskedAction<'_>) -> Dialog {
    let active = asked.world.header.settings.departments.values().filter(|dept| dept.active);
    let departments: Vec<String> = active.map(|dept| dept.name.clone()).collect();
    let form = Form::new().choice(0, "科室", departments.clone(), None);
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| {
        let department = form.chosen(0).and_then(|at| departments.get(at)).cloned().unwrap_or_default();
        on_case(CaseCommand::HandTo { department })
    })
}

fn await_visitor(asked: &AskedAction<'_>) -> Dialog {
    let flagged = asked.case.part().appear.clone();
    let form = Form::new().choice(0, "环节", names(&flagged, AppearReason::name), Some(0));
    let on_case = asked.on_case();
    Dialog::new(asked.title(), form, move |form, _| match pick(&flagged, form.chosen(0)) {
        Some(reason) => on_case(CaseCommand::AwaitVisitor { reason }),
        None => Outcome::Wait("请选择须本人到场的环节。"),
    })
}
