//! 更正 of matter and kind: first which matter, then why.

use xieban_domain::case::CaseCommand;
use xieban_domain::case::correction::CorrectMatter;
use xieban_domain::catalogue::MatterOrChain;
use xieban_domain::codes::Kind;
use xieban_domain::command::Command;
use xieban_domain::number::CaseId;
use xieban_domain::refusal::RefusedField;
use xieban_office::CaseView;

use super::{CaseVerb, Does, Subject as _, case};
use crate::ask::{Ask, Asking};
use crate::form::Form;
use crate::layer::Action;
use crate::overlay::dialog::{Dialog, Outcome};
use crate::overlay::notice::Notice;
use crate::world::World;

/// Matters offered for what was typed: one digit picks any of them.
const OFFERED: usize = 8;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "更正事项",
    place: "072",
    does: Does::Go {
        // The same matter: refused only because nothing is changed yet.
        command: |view, _| {
            let case = case(view);
            let opening = &case.opening;
            view.command(CaseCommand::CorrectMatter(CorrectMatter {
                matter: opening.subject.clone(),
                kind: Some(opening.kind),
                kind_reason: "……".to_owned(),
                chain: case.course.as_ref().map(|course| course.chain.clone()),
                unit: opening.unit.clone(),
                department: case.part().department.clone().unwrap_or_default(),
                reason: "……".to_owned(),
            }))
        },
        fields: &[RefusedField::Matter, RefusedField::Reason, RefusedField::Kind],
        way: which,
    },
};

fn which(view: &CaseView, _: &World) -> Vec<Action> {
    let case = case(view);
    let (id, version) = (case.id(), Some(case.version));
    let (heading, is) = (view.title("更正事项"), format!("登记的是：{}。", case.opening.title));
    let title = heading.clone();
    let dialog = Dialog::new(title, Form::new().text_field(0, "对的事项", 60), move |form, world| {
        let found = world.index.find(&form.text(0)).into_iter().take(OFFERED);
        let found: Vec<(MatterOrChain, String)> = found.map(|found| (found.subject, found.title)).collect();
        if found.is_empty() {
            return Outcome::Wait("没有找到这个事项，请换个说法。");
        }
        let offered = found.iter().map(|(subject, title)| format!("{} {title}", subject.code())).collect();
        let heading = heading.clone();
        let lines = vec!["改成哪一项：".to_owned()];
        Outcome::Open(Box::new(Notice::new(heading.clone(), lines, offered, move |at, world| {
            let Some((subject, title)) = found.get(at) else { return Vec::new() };
            let why = why(subject.clone(), title, world);
            vec![Action::Open(Box::new(why.dialog(heading.clone(), on((id, version)))))]
        })))
    });
    let how = "写代码、名称或拼音首字母。材料、期限和科室照对的事项重新算。".to_owned();
    vec![Action::Open(Box::new(dialog.explained(vec![is, how])))]
}

fn on((id, version): (CaseId, Option<u32>)) -> impl Fn(CaseCommand) -> Option<Command> {
    move |command| Some(Command::Case { id, version, command })
}

fn why(matter: MatterOrChain, title: &str, world: &World) -> Ask<CaseCommand> {
    let mut asking = Asking::new();
    asking.explain(format!("改为：{title}。类别和科室照目录的不用选。"));
    let kind = asking.maybe(
        "类别",
        Kind::ALL.iter().map(|kind| (*kind, kind.name().to_owned())).collect(),
        RefusedField::Kind,
    );
    let kind_reason = asking.more_words("类别理由", RefusedField::Kind);
    let departments = world.header.settings.open_departments();
    let departments = departments.map(|name| (name.to_owned(), name.to_owned())).collect();
    let department = asking.maybe("承办科室", departments, RefusedField::Department);
    let reason = asking.words("更正原因", RefusedField::Reason);
    asking.makes(move |said| {
        Ok(CaseCommand::CorrectMatter(CorrectMatter {
            matter: matter.clone(),
            kind: said.get(&kind)?,
            kind_reason: said.get(&kind_reason)?,
            chain: None,
            unit: None,
            department: said.get(&department)?.unwrap_or_default(),
            reason: said.get(&reason)?,
        }))
    })
}
