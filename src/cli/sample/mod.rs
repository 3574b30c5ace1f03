//! Sample data: an office that has been at work for some weeks. Deterministic by seed, made through the same commands as everything else.

mod away;
mod complaints;
mod desk;
mod elsewhere;
mod joint;
mod names;
mod plot;
mod roster;
mod stories;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::CliError;
use names::Dice;
use plot::Plot;
use stories::Stories;
use xieban_domain::catalogue::Catalogue;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::moment::Moment;
use xieban_domain::settings::{Department, SettingsChange};
use xieban_domain::staff::{Directory, Rank, Role, Staff, StaffCode};
use xieban_office::{ActError, Answer, Founding, Office, OpenError, Query, Session};

/// What to make.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// How many cases.
    pub(super) cases: u32,
    /// On how many open days they begin; a tenth of the cases where not said, from 15 to 500.
    pub(super) days: Option<u32>,
    pub(super) seed: u64,
    /// What the practice clock shows at the beginning.
    pub(super) now: Moment,
    /// The practice clock.
    pub(super) clock: (i64, f64),
}

/// Actions in one transaction: so many that a case's whole life mostly falls into one.
const BATCH: usize = 200_000;
/// Cache while filling, in bytes: so many a case,
const CACHE_OF_CASE: usize = 4_000;
/// and at most this.
const CACHE: usize = 1 << 30;

const OFFICERS: [&str; 6] = ["S01", "S02", "S03", "S04", "S05", "S06"];
const LEADERS: [&str; 4] = ["L01", "L02", "L03", "H01"];
const OFFICES: [&str; 2] = ["Z01", "F01"];

/// The PIN of an account on a practice store. There it is no secret: the sign-in page shows it.
pub(super) fn practice_pin(code: &StaffCode) -> String {
    let sum = code.0.bytes().fold(7_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 9000);
    (sum + 1000).to_string()
}

/// Everybody who may sign in on a practice store, with his PIN.
pub(super) fn people(staff: &Directory) -> Vec<(String, String)> {
    let row = |staff: &&Staff| {
        let role = staff.roles.iter().map(|role| role.name()).next().unwrap_or_default();
        (format!("{} {} {role}", staff.code, staff.name), practice_pin(&staff.code))
    };
    staff.active().iter().map(row).collect()
}

/// The 科室 as the catalogue proposes them.
pub(super) fn departments(catalogue: &Catalogue) -> Vec<Department> {
    let department = |name: &str| Department {
        name: name.to_owned(),
        head: String::new(),
        phone: String::new(),
        active: true,
    };
    catalogue.departments.iter().map(|proposed| department(&proposed.name)).collect()
}

/// Makes a practice store; gives the number of its cases. It stands at `path` once it is whole.
pub(super) fn fill(path: &Path, plan: &Plan) -> Result<u32, CliError> {
    let cases = usize::try_from(plan.cases).unwrap_or(usize::MAX);
    let made = Office::create_filled(path, cases.saturating_mul(CACHE_OF_CASE).min(CACHE), |office| {
        let stories = Stories::new(plan, office.facts());
        found(office, plan, stories.beginning())?;
        let told = play(office, stories)?;
        match told.cases == plan.cases {
            true => Ok(told.cases),
            false => Err(CliError::Bad(format!("样例有误（{:?}），请告知开发者。", told.refused))),
        }
    });
    // The first opening takes note of its last page.
    made.and_then(|cases| Ok(Office::open(path).map(|_| cases)?))
}

/// Its values and its people, laid at a moment before the first visitor.
fn found(office: &Office, plan: &Plan, at: Moment) -> Result<(), OpenError> {
    let settings = SettingsChange {
        practice: Some(true),
        departments: departments(office.facts().catalogue),
        review_body: Some("市人民政府（演练）".to_owned()),
        court: Some("区人民法院（演练）".to_owned()),
        ..SettingsChange::default()
    };
    let staff = staff().into_iter().map(|staff| {
        let pin = practice_pin(&staff.code);
        (staff, Some(pin))
    });
    office.found(&Founding {
        settings,
        staff: staff.collect(),
        duty: Vec::new(),
        practice_clock: Some(plan.clock),
        at: Some(at),
        recovery: None,
    })
}

/// What came of the stories.
#[derive(Debug, Default)]
struct SampleOutcome {
    cases: u32,
    /// Refused steps by the refusal's code and the command. There should be none.
    refused: BTreeMap<(String, &'static str), u32>,
}

fn play(office: &Office, stories: Stories<'_>) -> Result<SampleOutcome, CliError> {
    let mut ids = vec![None; usize::try_from(stories.plan.cases).unwrap_or(0)];
    let session =
        |code: &str| office.practise(code, "1号台").map_err(|error| CliError::Bad(error.to_string()));
    let sessions: Vec<Session> = OFFICERS
        .iter()
        .chain(&LEADERS)
        .chain(&OFFICES)
        .map(|code| session(code))
        .collect::<Result<_, _>>()?;
    let find = |code: &str| sessions.iter().find(|session| session.account().0 == code);
    let mut told = SampleOutcome::default();
    let mut salts = Dice::new(!stories.plan.seed);
    let plan = stories.plan;
    let mut stories = stories.enumerate().peekable();
    while stories.peek().is_some() {
        office.import_salted(&mut || salts.bytes(), |import| {
            for (at, (moment, plot)) in stories.by_ref().take(BATCH) {
                let (who, command, number) = match plot {
                    Plot::Office(by, command) => (by, Some(Command::Office(command)), None),
                    Plot::Known(keep) => ("S01", Some(Command::Office(OfficeCommand::KeepUnit(keep))), None),
                    Plot::Arrive(arrive) => {
                        (OFFICERS[0], Some(Command::Office(OfficeCommand::Arrive(arrive))), None)
                    }
                    Plot::Open { number, officer, register } => {
                        (officer, Some(Command::Register(register)), Some(number))
                    }
                    Plot::Next { number, by, command } => {
                        let id = ids.get(number as usize).copied().flatten();
                        (by, id.map(|id| Command::Case { id, version: None, command }), None)
                    }
                };
                let (Some(session), Some(command)) = (find(who), command) else { continue };
                match import.act(session, &format!("demo-{at}"), &command, moment) {
                    Ok(done) => {
                        if let Some(slot) = number.and_then(|number| ids.get_mut(number as usize)) {
                            *slot = done.case;
                            told.cases += 1;
                        }
                    }
                    Err(ActError::Refused(refusal)) => {
                        *told.refused.entry((command.name(), refusal.code())).or_default() += 1;
                    }
                    Err(error @ (ActError::RequestReused | ActError::Store(_))) => {
                        return Err(CliError::Bad(error.to_string()));
                    }
                }
            }
            Ok(())
        })?;
    }
    let mut do_all = |prefix: &str, steps: Vec<(&'static str, Command)>| {
        office.import_salted(&mut || salts.bytes(), |import| {
            for (at, (who, command)) in steps.into_iter().enumerate() {
                let Some(session) = find(who) else { continue };
                match import.act(session, &format!("demo-{prefix}-{at}"), &command, plan.now) {
                    Ok(_) => {}
                    Err(ActError::Refused(refusal)) => {
                        *told.refused.entry((command.name(), refusal.code())).or_default() += 1;
                    }
                    Err(error) => return Err(CliError::Bad(error.to_string())),
                }
            }
            Ok(())
        })
    };
    if let Some(me) = sessions.first() {
        do_all("away", away::steps(office, me, plan).into_iter().chain(desk::steps(plan)).collect())?;
        do_all("begun", complaints::begun(plan))?;
    }
    if let Some(supervisor) = find("F01")
        && let Ok(Answer::Files(files)) = office.ask(supervisor, &Query::Files)
    {
        do_all("carried", complaints::carried(&files, plan))?;
    }
    Ok(told)
}

fn staff() -> Vec<Staff> {
    let row = |order: u16, code: &str, name: &str, post: &str, rank: Rank, roles: &[Role]| Staff {
        post: post.to_owned(),
        rank,
        established: true,
        roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        order,
        badge: format!("06{order:02}"),
        department: "办公室".to_owned(),
        place: if rank == Rank::Leadership {
            format!("三楼 30{order}室")
        } else {
            "所办公室 1号台".to_owned()
        },
        phone: format!("0516-000000{order:02}"),
        mobile: format!("138001380{order:02}"),
        bureau: rank == Rank::Leadership,
        ..Staff::new(code, name)
    };
    vec![
        row(1, "H01", "陈卫", "所长", Rank::Leadership, &[Role::Head, Role::DutyLeader]),
        row(2, "L01", "刘建国", "副所长", Rank::Leadership, &[Role::DutyLeader]),
        row(3, "L02", "孙立", "副所长", Rank::Leadership, &[Role::DutyLeader]),
        row(4, "L03", "周敏华", "纪检组长", Rank::Leadership, &[Role::DutyLeader]),
        row(5, "S01", "王小明", "办公室主任", Rank::Middle, &[Role::Officer]),
        row(6, "S02", "李敏", "医政科长", Rank::Middle, &[Role::Officer]),
        row(7, "S03", "赵国强", "监督一科科长", Rank::Middle, &[Role::Officer]),
        row(8, "S04", "单小红", "监督二科科长", Rank::Middle, &[Role::Officer]),
        row(9, "S05", "曾祥", "监督三科科长", Rank::Middle, &[Role::Officer]),
        row(10, "S06", "欧阳静", "法制稽查科科长", Rank::Middle, &[Role::Officer]),
        row(11, "Z01", "吴正", "作风办主任", Rank::Middle, &[Role::ConductOffice]),
        row(12, "F01", "郑清", "行风办主任", Rank::Middle, &[Role::DisciplineOffice]),
        row(13, "A01", "何平", "信息管理员", Rank::Ordinary, &[Role::Administrator]),
    ]
}

#[cfg(test)]
mod tests {
    use xieban_domain::conduct::Standing;
    use xieban_office::Which;

    use super::*;

    #[test]
    fn no_step_of_a_sample_is_refused() {
        let now = Moment::parse("2026-11-23T10:00").unwrap();
        let office = Office::in_memory(now).unwrap();
        let plan = Plan { cases: 600, days: None, seed: 5, now, clock: (0, 1.0) };
        found(&office, &plan, Stories::new(&plan, office.facts()).beginning()).unwrap();
        let told = play(&office, Stories::new(&plan, office.facts())).unwrap();
        assert_eq!((told.cases, told.refused), (600, BTreeMap::new()));
        let session = office.practise("S01", "1号台").unwrap();
        let Answer::Header(header) = office.ask(&session, &Query::Header).unwrap() else { panic!() };
        let counts = header.counts;
        assert!(counts.disputes > 0 && counts.follow_ups > 0 && counts.led_on_again > 0, "{counts:?}");
        assert_eq!(header.units.0.len(), 3);
        let Answer::Complaints(all) = office.ask(&session, &Query::Complaints(Which::All)).unwrap() else {
            panic!()
        };
        let states: BTreeSet<&str> = all.iter().map(|row| row.complaint.life.name()).collect();
        assert_eq!((all.len(), states.len()), (6, 3));
        assert!(
            all.iter().any(|row| row.complaint.rated.is_some())
                && all.iter().any(|row| !row.complaint.linked.is_empty())
        );
        let supervisor = office.practise("F01", "1号台").unwrap();
        let Answer::Files(files) = office.ask(&supervisor, &Query::Files).unwrap() else { panic!() };
        let standing = |about: &str| {
            let of = files.iter().find(|row| row.file.taken.about.contains(&about.into()));
            of.map(|row| (row.standing, row.file.answers.len()))
        };
        assert_eq!(standing("L02"), Some((Standing::AwaitsBureau, 0)));
        assert_eq!(standing("S03"), Some((Standing::Handled, 1)));
        assert_eq!(standing("S05"), Some((Standing::Closed, 0)));
    }
}
