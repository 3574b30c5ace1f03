//! 更正 of what was written down wrongly: the visitor, or matter and kind.

use xieban_domain::case::correction::{CorrectMatter, CorrectVisitor};
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::catalogue::MatterOrChain;
use xieban_domain::codes::Kind;
use xieban_domain::command::Command;
use xieban_domain::refusal::RefusedField;
use xieban_domain::reveal::Purpose;
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_office::CaseView;

use super::{AskedAction, CaseAction, Opens, names, pick, some_words};
use crate::form::Form;
use crate::layer::{Action, Layer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::overlay::reveal_flow::RevealFlow;
use crate::screen::register::fields;
use crate::world::World;

/// Matters offered for what was typed: one digit picks any of them.
const OFFERED: usize = 8;

pub(super) const CORRECT: CaseAction = CaseAction {
    name: "更正",
    fits: |case, _| case.visitor.get().is_some(),
    probe: VISITOR.probe,
    opens: Opens::Layer(|view, world| {
        let case = &view.row.record.case;
        let may = |action: &CaseAction| world.me.as_ref().is_some_and(|me| action.is_open(view, me, world));
        let open: Vec<&'static CaseAction> =
            [&VISITOR, &MATTER].into_iter().filter(|action| may(action)).collect();
        let names = open.iter().map(|action| action.name.to_owned()).collect();
        let (view, title) = (view.clone(), format!("更正  {}", case.id().spoken()));
        Box::new(Notice::new(title, vec!["哪里写错了：".to_owned()], names, move |at, world| {
            open.get(at).map(|action: &&'static CaseAction| action.open(&view, world)).unwrap_or_default()
        }))
    }),
};

const VISITOR: CaseAction = CaseAction {
    name: "更正服务对象",
    fits: |case, _| case.visitor.get().is_some(),
    // The same particulars: refused only because nothing is changed yet.
    probe: Some(|case, _| {
        let visitor = Box::new(case.visitor.get()?.to_input());
        Some(CaseCommand::CorrectVisitor(CorrectVisitor { visitor, reason: some_words() }))
    }),
    // Who it is stands in the dialog: he is looked at first.
    opens: Opens::Layer(|view, _| {
        let correct = |view: &CaseView, _: &World| vec![Action::Open(visitor(&view.row.record.case))];
        Box::new(RevealFlow::new(view.row.record.case.id(), Purpose::Correct, correct))
    }),
};

fn visitor(case: &Case) -> Box<dyn Layer> {
    let (id, version) = (case.id(), Some(case.version));
    let form = case.visitor.get().map_or_else(Form::new, fields::of_visitor);
    let dialog = Dialog::new(format!("更正服务对象  {}", id.spoken()), form, move |form, _| {
        let command = CaseCommand::CorrectVisitor(fields::correction(form));
        Outcome::Command(Command::Case { id, version, command })
    });
    let dialog = dialog.arranged(fields::arrange_visitor).pointing_in(fields::of_correction);
    Box::new(dialog.explained(vec!["原来的留在时间线上；以前打过的单子再打时标“更正”。".to_owned()]))
}

const MATTER: CaseAction = CaseAction {
    name: "更正事项",
    fits: |case, _| !case.was_accepted(),
    // The same matter: refused only because nothing is changed yet.
    probe: Some(|case, _| {
        let opening = &case.opening;
        Some(CaseCommand::CorrectMatter(CorrectMatter {
            matter: opening.subject.clone(),
            kind: Some(opening.kind),
            kind_reason: some_words(),
            chain: case.course.as_ref().map(|course| course.chain.clone()),
            unit: opening.unit.clone(),
            department: case.part().department.clone().unwrap_or_default(),
            reason: some_words(),
        }))
    }),
    opens: Opens::Dialog(matter),
};

/// First which matter, then why.
fn matter(asked: &AskedAction<'_>) -> Dialog {
    let (title, is) = (asked.title(), format!("登记的是：{}。", asked.case.opening.title));
    let (id, version) = (asked.case.id(), Some(asked.case.version));
    let form = Form::new().text_field(0, "对的事项", 60);
    let heading = title.clone();
    Dialog::new(title, form, move |form, world| {
        let found: Vec<(MatterOrChain, String)> = world
            .index
            .find(&form.text(0))
            .into_iter()
            .take(OFFERED)
            .map(|found| (found.subject, found.title))
            .collect();
        if found.is_empty() {
            return Outcome::Wait("没有找到这个事项，请换个说法。");
        }
        let offered = found.iter().map(|(subject, title)| format!("{} {title}", subject.code())).collect();
        let heading = heading.clone();
        Outcome::Open(Box::new(Notice::new(
            heading.clone(),
            vec!["改成哪一项：".to_owned()],
            offered,
            move |at, world| {
                let Some((subject, title)) = found.get(at) else { return Vec::new() };
                let departments: Vec<String> =
                    world.header.settings.departments.values().map(|each| each.name.clone()).collect();
                let dialog = why(&heading, subject.clone(), title, departments, move |command| {
                    Outcome::Command(Command::Case { id, version, command })
                });
                vec![Action::Open(Box::new(dialog))]
            },
        )))
    })
    .explained(vec![is, "写代码、名称或拼音首字母。材料、期限和科室照对的事项重新算。".to_owned()])
}

fn why(
    heading: &str,
    matter: MatterOrChain,
    title: &str,
    departments: Vec<String>,
    done: impl Fn(CaseCommand) -> Outcome + 'static,
) -> Dialog {
    let form = Form::new()
        .choice(0, "类别", names(Kind::ALL, Kind::name), None)
        .text_field(1, "类别理由", LONGEST_WORDS)
        .choice(2, "承办科室", departments.clone(), None)
        .text_field(3, "更正原因", LONGEST_WORDS);
    Dialog::new(heading, form, move |form, _| {
        let department = form.chosen(2).and_then(|at| departments.get(at)).cloned().unwrap_or_default();
        done(CaseCommand::CorrectMatter(CorrectMatter {
            matter: matter.clone(),
            kind: pick(Kind::ALL, form.chosen(0)),
            kind_reason: form.text(1),
            chain: None,
            unit: None,
            department,
            reason: form.text(3),
        }))
    })
    .explained(vec![format!("改为：{title}。类别和科室照目录的不用选。")])
    .pointing(|field| match field {
        RefusedField::Kind => Some(1),
        RefusedField::Department => Some(2),
        RefusedField::Reason => Some(3),
        _ => None,
    })
}
