//! Sample data: an office that has been at work for some weeks. Deterministic by seed, made through the same commands as everything else.

mod names;
mod plot;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Days, NaiveDate};

use super::CliError;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::command::{Command, OfficeCommand};
use crate::domain::duty::DutyDay;
use crate::domain::moment::Moment;
use crate::domain::settings::{Department, SettingsChange};
use crate::domain::staff::{Directory, Rank, Role, Staff, StaffCode};
use crate::office::{ActError, Founding, Office, Session};
use names::Dice;
use plot::Plot;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// How many cases.
    pub(super) cases: u32,
    /// The seed.
    pub(super) seed: u64,
    /// What the practice clock shows at the beginning.
    pub(super) now: Moment,
    /// The practice clock.
    pub(super) clock: (i64, f64),
}

/// Actions in one transaction.
const BATCH: usize = 2000;

const OFFICERS: [&str; 6] = ["S01", "S02", "S03", "S04", "S05", "S06"];
const LEADERS: [&str; 4] = ["L01", "L02", "L03", "H01"];

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

/// Makes a practice store; gives the number of its cases.
pub(super) fn fill(path: &Path, plan: &Plan) -> Result<u32, CliError> {
    let office = Office::create(path)?;
    let facts = office.facts();
    let settings = SettingsChange {
        practice: Some(true),
        departments: departments(facts.catalogue),
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
    })?;
    let mut dice = Dice::new(plan.seed);
    let days = days(facts.calendar, plan);
    let mut plots: Vec<(Moment, Plot)> = Vec::new();
    for (at, day) in days.iter().enumerate() {
        plots.push((Moment::at(*day, names::clock(8, 0)), Plot::Duty(duty(*day, at))));
    }
    let days_of_cases = u32::try_from(days.len()).unwrap_or(1).max(1);
    for number in 0..plan.cases {
        let at = usize::try_from(u64::from(number) * u64::from(days_of_cases) / u64::from(plan.cases))
            .unwrap_or(0);
        if let Some(day) = days.get(at) {
            plots.extend(plot::case(number, *day, at, facts, plan.now, &mut dice));
        }
    }
    plots.retain(|(at, _)| *at <= plan.now);
    plots.sort_by_key(|(at, _)| *at);
    play(&office, &plots, plan.cases)
}

/// The open days the sample covers, oldest first, today the last.
fn days(calendar: &Calendar, plan: &Plan) -> Vec<NaiveDate> {
    let wanted = usize::try_from(plan.cases / 10).unwrap_or(0).clamp(15, 500);
    let mut days = Vec::with_capacity(wanted);
    let mut day = plan.now.date();
    while days.len() < wanted {
        if calendar.is_open(day) {
            days.push(day);
        }
        day = day.checked_sub_days(Days::new(1)).unwrap_or(day);
    }
    days.reverse();
    days
}

/// Two officers and a leader a day, in turn; on the last day S01 is at the desk.
fn duty(date: NaiveDate, at: usize) -> DutyDay {
    let officer = |shift: usize| StaffCode::from(OFFICERS[(at + shift) % OFFICERS.len()]);
    let mut morning = vec![StaffCode::from(OFFICERS[0])];
    if officer(1) != morning[0] {
        morning.push(officer(1));
    }
    DutyDay {
        date,
        leader: Some(StaffCode::from(LEADERS[at % LEADERS.len()])),
        morning,
        afternoon: vec![officer(2), officer(3)],
        standing_in: Vec::new(),
    }
}

fn play(office: &Office, plots: &[(Moment, Plot)], cases: u32) -> Result<u32, CliError> {
    let mut ids = vec![None; usize::try_from(cases).unwrap_or(0)];
    let session =
        |code: &str| office.practise(code, "1号台").map_err(|error| CliError::Bad(error.to_string()));
    let sessions: Vec<Session> =
        OFFICERS.iter().chain(&LEADERS).map(|code| session(code)).collect::<Result<_, _>>()?;
    let find = |code: &str| sessions.iter().find(|session| session.account().0 == code);
    let mut made = 0;
    for (batch, chunk) in plots.chunks(BATCH).enumerate() {
        let import = office.import()?;
        for (at, (moment, plot)) in chunk.iter().enumerate() {
            let (who, command, number) = match plot {
                Plot::Duty(day) => {
                    ("H01", Some(Command::Office(OfficeCommand::EnterDuty(day.clone()))), None)
                }
                Plot::Open { number, officer, register } => {
                    (*officer, Some(Command::Register(register.clone())), Some(*number))
                }
                Plot::Next { number, by, command } => {
                    let id = ids.get(*number as usize).copied().flatten();
                    (*by, id.map(|id| Command::Case { id, version: None, command: command.clone() }), None)
                }
            };
            let (Some(session), Some(command)) = (find(who), command) else { continue };
            match import.act(session, &format!("demo-{batch}-{at}"), &command, *moment) {
                Ok(done) => {
                    if let Some(slot) = number.and_then(|number| ids.get_mut(number as usize)) {
                        *slot = done.case;
                        made += 1;
                    }
                }
                // A story may take a turn the rules do not allow; then it just stops there.
                Err(ActError::Refused(_)) => {}
                Err(error) => return Err(CliError::Bad(error.to_string())),
            }
        }
        import.commit()?;
    }
    Ok(made)
}

fn staff() -> Vec<Staff> {
    let row = |order: u16, code: &str, name: &str, post: &str, rank: Rank, roles: &[Role]| Staff {
        code: StaffCode::from(code),
        name: name.to_owned(),
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
        active: true,
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
