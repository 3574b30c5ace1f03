//! The verbs of a case, one file each. The first row has what is done every day; what cannot be taken back stands behind 0 alone.

mod acting;
pub(crate) mod annotate;
mod answer_rating;
mod answer_urge;
mod approve;
mod ask_end;
mod ask_extension;
mod ask_instant_to_promise;
mod ask_promise_to_prompt;
mod ask_second_prompt;
mod await_visitor;
mod chase;
mod consent;
mod contact;
mod correct_matter;
mod correct_visitor;
mod countersign;
mod decline_transfer;
mod extend;
mod extend_by_law;
mod fee;
mod finish;
mod finish_stage;
mod follow_up;
mod guide;
mod hand_over;
mod hand_to;
mod instant;
mod materials;
mod note_call;
mod note_stage;
mod paper;
mod phone;
mod precheck;
mod promise;
mod prompt;
mod rate;
mod reopen;
mod reply;
mod resume;
mod return_case;
mod sign;
mod stop_clock;
mod take_back;
mod terminate;
mod undo;
mod unsigned;
pub(crate) mod urge;
mod visit;
mod visitor_came;
mod void;
mod why;

pub(crate) use approve::awaits;

use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::Command;
use xieban_domain::refusal::{Refusal, RefusedField};
use xieban_domain::staff::{Role, Staff, StaffCode};
use xieban_office::CaseView;

use super::{Does, Group, Subject, Verb, Verbs};
use crate::keymap::{APPROVE, PAPER};
use crate::layer::Action;
use crate::world::World;

pub(crate) static VERBS: Verbs<CaseView> = Verbs {
    all: &[
        &materials::VERB,
        &prompt::VERB,
        &instant::VERB,
        &promise::VERB,
        &return_case::VERB,
        &ask_second_prompt::VERB,
        &ask_instant_to_promise::VERB,
        &ask_promise_to_prompt::VERB,
        &hand_to::VERB,
        &take_back::VERB,
        &await_visitor::VERB,
        &visitor_came::VERB,
        &note_stage::VERB,
        &finish_stage::VERB,
        &guide::VERB,
        &hand_over::VERB,
        &chase::VERB,
        &finish::VERB,
        &reply::VERB,
        &sign::VERB,
        &approve::VERB,
        &countersign::VERB,
        &consent::VERB,
        &acting::VERB,
        &phone::VERB,
        &stop_clock::VERB,
        &resume::VERB,
        &ask_extension::VERB,
        &extend::VERB,
        &extend_by_law::VERB,
        &why::VERB,
        &visit::VERB,
        &note_call::VERB,
        &contact::VERB,
        &precheck::VERB,
        &fee::VERB,
        &decline_transfer::VERB,
        &follow_up::VERB,
        &rate::VERB,
        &answer_rating::VERB,
        &unsigned::VERB,
        &urge::VERB,
        &annotate::VERB,
        &answer_urge::VERB,
        &correct_visitor::VERB,
        &correct_matter::VERB,
        &undo::VERB,
        &ask_end::VERB,
        &terminate::VERB,
        &reopen::VERB,
        &void::VERB,
        &paper::VERB,
    ],
    groups: &[
        Group { place: "2", name: "分类" },
        Group { place: "3", name: "流转" },
        Group { place: "0", name: "更多" },
        Group { place: "01", name: "审批" },
        Group { place: "02", name: "时限" },
        Group { place: "03", name: "来往" },
        Group { place: "04", name: "对方" },
        Group { place: "05", name: "评价" },
        Group { place: "06", name: "督办" },
        Group { place: "07", name: "更正" },
        Group { place: "08", name: "终结" },
    ],
    keys: &[(PAPER, &paper::VERB), (APPROVE, &approve::VERB)],
};

/// A verb of a case.
pub(crate) type CaseVerb = Verb<CaseView>;

impl Subject for CaseView {
    type Asked = CaseCommand;

    fn command(&self, command: CaseCommand) -> Option<Command> {
        let case = case(self);
        Some(Command::Case { id: case.id(), version: Some(case.version), command })
    }

    fn judge(&self, who: &Staff, command: &Command, world: &World) -> Result<(), Refusal> {
        match command {
            Command::Case { command, .. } => {
                world.allows_given(&self.outside, &who.code, case(self), command).unwrap_or(Ok(()))
            }
            // What the office decides of a case is not judged by the case.
            Command::Office(_) | Command::Register(_) => Ok(()),
        }
    }

    fn title(&self, name: &str) -> String {
        format!("{name}  {}", case(self).id().spoken())
    }

    fn other<'w>(&self, world: &'w World) -> Option<&'w Staff> {
        leader(case(self), world)
    }

    /// What is blank of who came is filled in where that is corrected.
    fn mend(&self, field: RefusedField, world: &World) -> Vec<Action> {
        let of_visitor = matches!(
            field,
            RefusedField::Name
                | RefusedField::IdNumber
                | RefusedField::Phone
                | RefusedField::Address
                | RefusedField::OrganisationName
                | RefusedField::CreditCode
                | RefusedField::Head
                | RefusedField::OrganisationAddress
        );
        let corrects = of_visitor && correct_visitor::VERB.may(self, world).is_ok();
        if corrects { correct_visitor::at(field, self) } else { Vec::new() }
    }
}

/// The case of a view.
const fn case(view: &CaseView) -> &Case {
    &view.row.record.case
}

/// Whoever of the leaders would be asked: the day's, or another who has nothing to do with the case.
fn leader<'w>(case: &Case, world: &'w World) -> Option<&'w Staff> {
    let fits = |staff: &&Staff| is_leader(staff) && !handles(&staff.code, case, world);
    let today = world.header.duty.leader.as_ref().and_then(|code| world.header.staff.get(code));
    today.filter(fits).or_else(|| world.header.staff.active().into_iter().find(fits))
}

fn is_leader(staff: &Staff) -> bool {
    staff.is(Role::DutyLeader) || staff.is(Role::Head)
}

/// The officer of the case, or who acts for him.
fn handles(who: &StaffCode, case: &Case, world: &World) -> bool {
    *who == case.opening.officer || case.acting_on(world.now().date()) == Some(who)
}
