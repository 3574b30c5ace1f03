//! What a shift begins and ends with: what must happen today, what is due tomorrow, who waits for a signature or a call.

use chrono::NaiveDate;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::staff::{Directory, Role, Staff, StaffCode};
use xieban_store::{Filter, Grant, GrantKind, Scope, Snapshot, StoreError};

use super::ask::{CaseRow, rows};
use super::privacy;
use super::{CompiledFacts, Session};

/// Open cases of one officer that are looked through.
const MOST: usize = 1_000;

/// One officer's shift as it stands now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shift {
    /// Due today or before, the most urgent first.
    pub today: Vec<CaseRow>,
    /// Due on the next open day.
    pub tomorrow: Vec<CaseRow>,
    /// Replied and not signed.
    pub unsigned: Vec<CaseRow>,
    /// Done and not replied, or another unit's word is waited for (R41, R61): to be called.
    pub to_call: Vec<CaseRow>,
    /// What must not be left at the last slot without a word.
    pub undone: Vec<CaseId>,
    /// This is the officer's last slot of the day.
    pub last_slot: bool,
    /// Said at leaving since the last open day, for whoever leads: who, and why.
    pub explained: Vec<(String, String)>,
    /// What happened at the door since he last came: wrong PINs under his name; for leaders and the two offices, who was made what.
    pub at_the_door: Vec<String>,
}

impl Shift {
    /// Nothing waits.
    pub const fn is_quiet(&self) -> bool {
        self.today.is_empty()
            && self.tomorrow.is_empty()
            && self.unsigned.is_empty()
            && self.to_call.is_empty()
            && self.explained.is_empty()
            && self.at_the_door.is_empty()
    }
}

/// What somebody must not leave at his last slot without a word.
pub(super) fn left_undone(
    snapshot: &Snapshot<'_>,
    me: &StaffCode,
    today: NaiveDate,
) -> Result<Vec<CaseId>, StoreError> {
    let open = snapshot.open_cases(&Scope::Of(me.clone()), Filter::All, 0, MOST)?;
    let undone = open.rows.into_iter().filter(|record| record.case.is_left_undone(today));
    Ok(undone.map(|record| record.case.id()).collect())
}

pub(super) fn shift(
    snapshot: &Snapshot<'_>,
    session: &Session,
    now: Moment,
    facts: CompiledFacts,
) -> Result<Shift, StoreError> {
    use xieban_domain::case::Life;
    let (me, today, settings) = (session.account(), now.date(), snapshot.settings()?);
    let next = facts.calendar.next_open(today);
    let listed = snapshot.open_cases(&Scope::Of(me.clone()), Filter::All, 0, MOST)?;
    let mut shift = Shift {
        undone: left_undone(snapshot, me, today)?,
        last_slot: snapshot.duty(today)?.is_last_slot(me, now.time(), &settings.hours),
        ..Shift::default()
    };
    for row in rows(listed.rows, now, facts, &settings) {
        let case = &row.record.case;
        match (&case.life, row.due.map(|due| due.date)) {
            (Life::Replied(..), _) => shift.unsigned.push(row),
            (Life::Finished(_), _) => shift.to_call.push(row),
            (_, Some(due)) if due <= today => shift.today.push(row),
            (_, Some(due)) if due <= next => shift.tomorrow.push(row),
            (_, None) if case.follow_up_open() || case.dispute().is_some() => shift.to_call.push(row),
            (_, Some(_) | None) => {}
        }
    }
    let staff = snapshot.staff()?;
    let leads = staff.get(me).is_some_and(|staff| staff.is(Role::DutyLeader) || staff.is(Role::Head));
    if leads {
        let before = facts.calendar.open_before(today);
        for date in [before, today] {
            for left in snapshot.shifts_left(date)? {
                let left = privacy::shift_left(snapshot, left)?;
                let why = format!("{}件：{}", left.cases.len(), left.reason.text());
                shift.explained.push((staff.name(&left.officer).to_owned(), why));
            }
        }
    }
    shift.at_the_door = at_the_door(snapshot, me)?;
    Ok(shift)
}

/// Grants told of at once; the others stand in 改动.
const TOLD: usize = 5;

/// What happened at the door since somebody last came.
fn at_the_door(snapshot: &Snapshot<'_>, me: &StaffCode) -> Result<Vec<String>, StoreError> {
    let (came, staff) = (snapshot.came(me)?, snapshot.staff()?);
    let mut told = Vec::new();
    if came.missed > 0 {
        told.push(format!("上次签到以来，用您的代码输错密码{}次；不是您本人，请找系统管理员。", came.missed));
    }
    if staff.get(me).is_some_and(Staff::judges) {
        let grants = snapshot.grants_since(came.before)?.into_iter().filter(|grant| grant.staff != *me);
        told.extend(grants.take(TOLD).map(|grant| granted(&grant, &staff)));
    }
    Ok(told)
}

/// Who was made what, by whom, with whose consent.
fn granted(grant: &Grant, staff: &Directory) -> String {
    let what = match &grant.kind {
        GrantKind::Roles(roles) if roles.is_empty() => "角色改为无".to_owned(),
        GrantKind::Roles(roles) => format!("角色改为{}", Role::names(roles, "、")),
        GrantKind::Pin => "密码被重置".to_owned(),
    };
    let consent = grant.consent.by.as_ref().map_or(String::new(), |by| format!("、{}同意", staff.name(by)));
    let paper = grant.consent.paper.as_ref().map_or(String::new(), |paper| format!("，{}", paper.written()));
    let (name, by) = (staff.name(&grant.staff), staff.name(&grant.by));
    format!("{} {name}{what}（{by}办{consent}{paper}）", grant.at.screen_time())
}
