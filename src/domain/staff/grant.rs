//! Who may make whom what. Nobody changes his own roles; a role of judgement, and the PIN of whoever holds one, takes a second person
//! beside the administrator; and there is always an administrator who can sign in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Directory, Role, Staff, StaffCode};
use crate::refusal::{Granting, Refusal, RefusedField};
use crate::visitor::line;

/// 任命文件: the paper by which a role of judgement is given or taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointingPaper {
    /// 文号.
    pub number: String,
    /// 日期.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// 批准人.
    pub approved_by: String,
}

impl AppointingPaper {
    /// As it is cited.
    pub fn written(&self) -> String {
        format!("{}（{}，{}批准）", self.number, self.date.format("%Y-%m-%d"), self.approved_by)
    }
}

/// Who stood beside the administrator, as it stands on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleConsent {
    /// The second person; nobody where the administrator is 所主要负责人 himself, or where nobody has led the office yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<AppointingPaper>,
}

/// What is judged by besides the directory: who gave his PIN as the second person, and whose PINs there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantFacts {
    pub second: Option<Staff>,
    /// Who has a PIN, and whether it has been one of his own choice for [`SETTLED`]. On a practice store PINs prove nobody: everybody's
    /// counts as his own.
    pub pins: BTreeMap<StaffCode, bool>,
}

/// So long a PIN must have been somebody's own before he stands in for a leader, in milliseconds: a week, in which whoever was robbed
/// of it by a reset has noticed.
pub const SETTLED: i64 = 7 * 24 * 60 * 60 * 1000;

/// Whom it takes beside the administrator.
enum Needed {
    /// 所主要负责人 does it himself.
    Nobody,
    /// One of these.
    Head(Vec<String>),
    /// One of these, with the paper.
    Leader(Vec<String>),
    /// No leader is left: another administrator, with the paper.
    Administrator(Vec<String>),
    /// Nobody has led the office yet: the paper.
    Paper,
}

fn whose<'d>(
    directory: &'d Directory,
    except: [&'d StaffCode; 2],
    fits: impl Fn(&Staff) -> bool + 'd,
) -> Vec<&'d Staff> {
    directory.active().into_iter().filter(|staff| !except.contains(&&staff.code) && fits(staff)).collect()
}

fn needed(directory: &Directory, actor: &Staff, subject: &StaffCode, facts: &GrantFacts) -> Needed {
    if actor.is(Role::Head) {
        return Needed::Nobody;
    }
    let names = |people: Vec<&Staff>| people.into_iter().map(|staff| staff.name.clone()).collect::<Vec<_>>();
    let with = |role| names(whose(directory, [&actor.code, subject], move |staff: &Staff| staff.is(role)));
    let (heads, leaders) = (with(Role::Head), with(Role::DutyLeader));
    let led = |staff: &Staff| staff.roles.contains(&Role::Head) || staff.roles.contains(&Role::DutyLeader);
    if !heads.is_empty() {
        Needed::Head(heads)
    } else if !leaders.is_empty() {
        Needed::Leader(leaders)
    } else if directory.0.values().any(led) {
        let own = |staff: &Staff| {
            staff.is(Role::Administrator) && facts.pins.get(&staff.code).copied().unwrap_or(false)
        };
        Needed::Administrator(names(whose(directory, [&actor.code, subject], own)))
    } else {
        Needed::Paper
    }
}

/// The consent as it stands on the page, or why it is none.
fn consent(
    (directory, actor, subject): (&Directory, &Staff, &StaffCode),
    paper: Option<&AppointingPaper>,
    facts: &GrantFacts,
) -> Result<RoleConsent, Refusal> {
    let paper = paper.map(kept_paper).transpose()?;
    let second = facts.second.as_ref();
    let by = |fits: bool| second.filter(|_| fits).map(|staff| staff.code.clone());
    let is =
        |role| second.is_some_and(|staff| staff.is(role) && ![&actor.code, subject].contains(&&staff.code));
    let with_paper = |by: Option<StaffCode>, otherwise: Granting| match (by, paper.clone()) {
        (None, _) => Err(otherwise.refused()),
        (Some(_), None) => Err(Granting::PaperNeeded.refused()),
        (by, paper) => Ok(RoleConsent { by, paper }),
    };
    match needed(directory, actor, subject, facts) {
        Needed::Nobody => Ok(RoleConsent { by: None, paper }),
        Needed::Head(names) => match by(is(Role::Head)) {
            None => Err(Granting::HeadConsents { names }.refused()),
            by => Ok(RoleConsent { by, paper }),
        },
        Needed::Leader(names) => with_paper(by(is(Role::DutyLeader)), Granting::LeaderConsents { names }),
        Needed::Administrator(names) => {
            let own = second.is_some_and(|staff| facts.pins.get(&staff.code).copied().unwrap_or(false));
            with_paper(by(is(Role::Administrator) && own), Granting::AdministratorConsents { names })
        }
        Needed::Paper => match paper {
            None => Err(Granting::PaperNeeded.refused()),
            paper => Ok(RoleConsent { by: None, paper }),
        },
    }
}

fn kept_paper(paper: &AppointingPaper) -> Result<AppointingPaper, Refusal> {
    let number = line(&paper.number, RefusedField::AppointingPaper)?;
    let approved_by = line(&paper.approved_by, RefusedField::AppointingPaper)?;
    match number.is_empty() || approved_by.is_empty() {
        true => Err(Granting::PaperNeeded.refused()),
        false => Ok(AppointingPaper { number, date: paper.date, approved_by }),
    }
}

/// Whether this entry instead of the one before takes somebody's consent: it gives or takes a role of judgement, or brings back
/// somebody who holds one.
pub fn takes_consent(before: Option<&Staff>, after: &Staff) -> bool {
    let judging =
        |staff: &Staff| -> Vec<Role> { staff.roles.iter().copied().filter(|role| role.judges()).collect() };
    let was = before.map(judging).unwrap_or_default();
    let comes_back = before.is_some_and(|before| !before.active) && after.active;
    was != judging(after) || (comes_back && !was.is_empty())
}

/// Judges what becomes of somebody's roles; gives the consent where it took one.
pub(super) fn roles(
    (before, after): (Option<&Staff>, &Staff),
    directory: &Directory,
    actor: &Staff,
    facts: &GrantFacts,
) -> Result<Option<RoleConsent>, Refusal> {
    let changed = before.is_none_or(|before| before.roles != after.roles);
    if changed && actor.code == after.code {
        return Err(Granting::OwnRoles.refused());
    }
    let was_administrator = before.is_some_and(|before| before.is(Role::Administrator));
    if was_administrator && !after.is(Role::Administrator) {
        let can = |staff: &Staff| staff.is(Role::Administrator) && facts.pins.contains_key(&staff.code);
        if whose(directory, [&after.code, &after.code], can).is_empty() {
            return Err(Granting::LastAdministrator.refused());
        }
    }
    match takes_consent(before, after) {
        true => consent((directory, actor, &after.code), after.appointed.as_ref(), facts).map(Some),
        false => Ok(None),
    }
}

/// Judges whether an administrator may give somebody a PIN; gives the consent where it took one. The first one of anybody is given by
/// the administrator alone.
pub fn consent_to_pin(
    subject: &Staff,
    (directory, actor): (&Directory, &Staff),
    paper: Option<&AppointingPaper>,
    facts: &GrantFacts,
) -> Result<Option<RoleConsent>, Refusal> {
    match subject.judges() && facts.pins.contains_key(&subject.code) {
        true => consent((directory, actor, &subject.code), paper, facts).map(Some),
        false => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::moment::Moment;

    /// An office as its administrator finds it, and whose PINs he knows because he gave them.
    #[derive(Clone)]
    struct Alone {
        directory: Directory,
        pins: BTreeMap<StaffCode, bool>,
        knows: BTreeSet<StaffCode>,
    }

    /// What an administrator can do about somebody.
    enum Step {
        Roles(&'static [Role]),
        Active(bool),
        GivePin,
        /// Signs in as somebody whose PIN he gave, and chooses another.
        ChangePin,
    }

    const STEPS: [Step; 9] = [
        Step::Roles(&[Role::DutyLeader]),
        Step::Roles(&[Role::Head]),
        Step::Roles(&[Role::ConductOffice, Role::DisciplineOffice]),
        Step::Roles(&[Role::Administrator]),
        Step::Roles(&[Role::Officer]),
        Step::Active(false),
        Step::Active(true),
        Step::GivePin,
        Step::ChangePin,
    ];

    fn begun(people: &[(&str, &[Role])]) -> Alone {
        let person = |(code, roles): &(&str, &[Role])| {
            let staff = Staff { roles: roles.iter().copied().collect(), ..Staff::new(code, code) };
            (StaffCode::from(*code), staff)
        };
        let directory = Directory(people.iter().map(person).collect());
        let pins = directory.0.keys().map(|code| (code.clone(), true)).collect();
        Alone { directory, pins, knows: BTreeSet::new() }
    }

    impl Alone {
        /// One step with somebody beside him: himself under another name, or nobody.
        fn step(&mut self, code: &StaffCode, step: &Step, second: Option<&StaffCode>) -> Result<(), Refusal> {
            let actor = self.directory.get(&StaffCode::from("A01")).cloned().unwrap();
            let second = second.and_then(|second| self.directory.get(second)).filter(|staff| staff.active);
            let facts = GrantFacts { second: second.cloned(), pins: self.pins.clone() };
            let before = self.directory.get(code).cloned();
            let paper = AppointingPaper {
                number: "自己写的1号".to_owned(),
                date: NaiveDate::default(),
                approved_by: "自己".to_owned(),
            };
            let mut after = before.clone().unwrap_or_else(|| Staff::new(&code.0, "新人"));
            after.appointed = Some(paper.clone());
            match step {
                Step::Roles(roles) => after.roles = roles.iter().copied().collect(),
                Step::Active(active) => after.active = *active,
                Step::GivePin => {
                    let Some(subject) = before.filter(|staff| staff.active && *code != actor.code) else {
                        return Ok(());
                    };
                    consent_to_pin(&subject, (&self.directory, &actor), Some(&paper), &facts)?;
                    self.pins.insert(code.clone(), false);
                    self.knows.insert(code.clone());
                    return Ok(());
                }
                Step::ChangePin => {
                    // It is his own by now, and has not been for a week.
                    return Ok(());
                }
            }
            roles((before.as_ref(), &after), &self.directory, &actor, &facts)?;
            self.directory.keep(&after, Moment(0));
            Ok(())
        }

        fn judges(&self) -> BTreeSet<StaffCode> {
            self.directory.0.values().filter(|staff| staff.judges()).map(|staff| staff.code.clone()).collect()
        }
    }

    /// Every sequence of so many steps about these people; gives how many there were.
    fn every(alone: &Alone, codes: &[StaffCode], left: usize, judge: &mut impl FnMut(&Alone)) -> usize {
        if left == 0 {
            judge(alone);
            return 1;
        }
        let seconds: Vec<Option<&StaffCode>> = [None].into_iter().chain(codes.iter().map(Some)).collect();
        let mut sequences = 0;
        for code in codes {
            for step in &STEPS {
                for second in seconds.iter().filter(|who| who.is_none_or(|who| alone.knows.contains(who))) {
                    let mut next = alone.clone();
                    next.step(code, step, *second).ok();
                    sequences += every(&next, codes, left - 1, judge);
                }
            }
        }
        sequences
    }

    #[test]
    fn an_administrator_alone_gets_nowhere_by_any_three_commands() {
        let offices: [&[(&str, &[Role])]; 4] = [
            &[("A01", &[Role::Administrator]), ("L01", &[Role::DutyLeader])],
            &[("A01", &[Role::Administrator]), ("H01", &[Role::Head])],
            &[("A01", &[Role::Administrator]), ("H01", &[Role::Head]), ("L01", &[Role::DutyLeader])],
            &[("A01", &[Role::Administrator]), ("A02", &[Role::Administrator]), ("L01", &[Role::DutyLeader])],
        ];
        for people in offices {
            let alone = begun(people);
            let codes: Vec<StaffCode> =
                alone.directory.0.keys().cloned().chain([StaffCode::from("X01")]).collect();
            let before = alone.judges();
            let sequences = every(&alone, &codes, 3, &mut |after| {
                let fresh: Vec<_> = after.judges().difference(&before).cloned().collect();
                assert!(fresh.is_empty(), "{fresh:?} of {people:?}");
                let as_one: Vec<_> = after.judges().intersection(&after.knows).cloned().collect();
                assert!(as_one.is_empty(), "he signs in as {as_one:?}");
            });
            assert!(sequences > 15_000, "{sequences}");
            // The control: with the leader beside him one step is enough.
            let mut with = begun(people);
            let second = before.first();
            with.step(&StaffCode::from("X01"), &STEPS[0], second).unwrap();
            assert_eq!(with.judges().len(), before.len() + 1, "{people:?}");
        }
    }
}
