//! One officer of the sample is about to be away and somebody acts for his cases; one leader was asked by telephone and has not confirmed it.

use chrono::Days;
use xieban_domain::absence::{AbsenceKind, Half, HalfDay, KeepAbsence};
use xieban_domain::acting::ActFor;
use xieban_domain::case::phone::{ByPhone, PhoneConsent};
use xieban_domain::case::{Case, CaseCommand};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::number::CaseId;
use xieban_office::{Answer, Filter, Office, Query, Scope, Session};

use super::{LEADERS, OFFICERS, Plan};

/// Cases that somebody acts for.
const SOME: usize = 3;

/// Who does what, last of all.
pub(super) fn steps(office: &Office, session: &Session, plan: &Plan) -> Vec<(&'static str, Command)> {
    let open = |officer: &str, filter: Filter, limit: usize| -> Vec<CaseId> {
        let query = Query::Cases { scope: Scope::Of(officer.into()), filter, offset: 0, limit };
        let Ok(Answer::Cases(list)) = office.ask(session, &query) else { return Vec::new() };
        // One that waits for its answer to a 差评 alone is over.
        let under_way = list.rows.iter().map(|row| &row.record.case).filter(|case| !case.life.is_over());
        under_way.map(Case::id).collect()
    };
    let mut steps = Vec::new();
    let (owner, acts) = (OFFICERS[1], OFFICERS[2]);
    let cases = open(owner, Filter::All, SOME);
    if !cases.is_empty() {
        let first = office.facts().calendar.next_open(plan.now.date());
        let last = first.checked_add_days(Days::new(3)).unwrap_or(first);
        let keep = KeepAbsence {
            officer: owner.into(),
            kind: AbsenceKind::Training,
            from: HalfDay { date: first, half: Half::Morning },
            to: HalfDay { date: last, half: Half::Afternoon },
            reason: String::new(),
            number: None,
            cancelled: false,
        };
        let act = ActFor { cases, officer: acts.into(), until: Some(last), reason: "培训".to_owned() };
        steps.push((owner, Command::Office(OfficeCommand::KeepAbsence(keep))));
        steps.push((LEADERS[0], Command::Office(OfficeCommand::AppointActingFor(act))));
    }
    if let Some(id) = open(OFFICERS[0], Filter::Prompted, 1).first() {
        let phone = PhoneConsent {
            what: ByPhone::SecondPrompt,
            leader: LEADERS[0].into(),
            at: None,
            reason: "补来的材料又缺一页".to_owned(),
            officer: None,
        };
        let command = CaseCommand::PhoneConsent(phone);
        steps.push((OFFICERS[0], Command::Case { id: *id, version: None, command }));
    }
    steps
}
