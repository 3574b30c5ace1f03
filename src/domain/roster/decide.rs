//! The gates of a roster (R11–R20).

use chrono::NaiveDate;

use super::check::check;
use super::command::{
    AmendRoster, AnswerSwap, ApproveRoster, DraftRoster, KeepRoster, PostRoster, ProposeSwap, Replace,
    ReportRoster,
};
use super::draft::{Available, draft};
use super::life::{Roster, RosterEvent, RosterStage, RosterVersion};
use super::quarter::Quarter;
use super::swap::{Swap, SwapState, Turn};
use super::table::{Line, RosterTable};
use crate::absence::HalfDay;
use crate::case::CaseEvent;
use crate::context::Context;
use crate::event::{Event, OfficeEvent};
use crate::number;
use crate::refusal::{Implausible, Reason, Refusal, RefusedField, Rostering};
use crate::staff::StaffCode;
use crate::visitor::line;

/// Most officers at a time.
const MOST_DESKS: u8 = 4;
/// A quarter is drawn up so many days before it begins, at the earliest.
const FURTHEST: i64 = 366;

fn event(quarter: Quarter, event: RosterEvent) -> Event {
    Event::Office(OfficeEvent::Roster { quarter, event: Box::new(event) })
}

fn newest<'r>(cx: &Context<'r>) -> Result<(&'r Roster, &'r RosterVersion), Refusal> {
    let roster = cx.facts.roster.as_ref();
    roster.and_then(|roster| Some((roster, roster.newest()?))).ok_or_else(|| Rostering::NoTable.whole())
}

/// The lines of days that have happened.
fn past(lines: &[Line], cx: &Context<'_>) -> Vec<Line> {
    lines.iter().filter(|line| line.date < cx.today()).cloned().collect()
}

/// Lines before today have happened: a draft of an approved quarter keeps them, or leaves those that passed while it lay on the desk
/// to the approval, which puts them right.
fn unchanged_before(lines: &[Line], cx: &Context<'_>) -> Result<(), Refusal> {
    let Some(roster) = cx.facts.roster.as_ref() else { return Ok(()) };
    let Some(holding) = roster.holding() else { return Ok(()) };
    let said = past(lines, cx);
    let known = [Some(holding), roster.newest()];
    match known.into_iter().flatten().any(|version| past(&version.lines, cx) == said) {
        true => Ok(()),
        false => Err(Rostering::PastDays.whole()),
    }
}

/// A version's lines, but for what has happened meanwhile as the version that held then has it.
fn put_right(roster: &Roster, version: &RosterVersion, cx: &Context<'_>) -> Option<Vec<Line>> {
    let held = past(&roster.holding()?.lines, cx);
    (held != past(&version.lines, cx)).then(|| {
        let to_come = version.lines.iter().filter(|line| line.date >= cx.today()).cloned();
        held.into_iter().chain(to_come).collect()
    })
}

/// Drafts a quarter.
pub(crate) fn draft_one(command: &DraftRoster, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let quarter = command.quarter;
    if !(1..=MOST_DESKS).contains(&command.desks) {
        return Err(Rostering::Desks { most: MOST_DESKS }.whole());
    }
    if quarter.last() < cx.today() {
        return Err(Rostering::Over { quarter: quarter.name() }.whole());
    }
    if quarter.first().signed_duration_since(cx.today()).num_days() > FURTHEST {
        return Err(Implausible::QuarterTooFar { quarter: quarter.name() }.whole());
    }
    let roster = cx.facts.roster.as_ref();
    if roster.and_then(Roster::newest).is_some_and(|newest| newest.stage != RosterStage::Draft) {
        return Err(Rostering::AmendInstead.whole());
    }
    let before = cx.facts.roster_before.as_ref().and_then(|roster| Some(roster.table(roster.holding()?)));
    let have = Available {
        staff: cx.staff,
        absences: &cx.facts.absences,
        calendar: cx.calendar,
        before: before.as_ref(),
    };
    let mut table = draft(quarter, command.by, command.desks, &have);
    // What has been said already of days that have passed stays.
    if let Some(holding) = roster.and_then(Roster::holding) {
        table.lines.retain(|date, _| *date >= cx.today());
        let past = holding.lines.iter().filter(|line| line.date < cx.today());
        table.lines.extend(past.map(|line| (line.date, line.clone())));
    }
    if table.lines.values().all(|line| line.leaders.is_empty() && line.morning.is_empty()) {
        return Err(Rostering::Nobody.whole());
    }
    Ok(vec![event(quarter, RosterEvent::Kept { lines: table.lines.into_values().collect() })])
}

/// Keeps an edited draft, with whatever is still wrong with it.
pub(crate) fn keep(command: &KeepRoster, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let quarter = command.quarter;
    if let Some(newest) = cx.facts.roster.as_ref().and_then(Roster::newest) {
        if newest.stage != RosterStage::Draft {
            return Err(match newest.stage.reported() {
                Some(_) => Rostering::ReportedStays.whole(),
                None => Rostering::AmendInstead.whole(),
            });
        }
        if command.edits.is_some_and(|edits| edits != newest.edits) {
            return Err(Reason::Stale { by: cx.staff.name(&newest.by).to_owned(), at: newest.at }.whole());
        }
    }
    let table = RosterTable::new(quarter, command.lines.iter().cloned());
    if table.lines.len() != command.lines.len() {
        return Err(Rostering::DayTwice.whole());
    }
    let unknown = table.lines.values().flat_map(|line| [&line.leaders, &line.morning, &line.afternoon]);
    for code in unknown.flatten() {
        cx.staff
            .get(code)
            .ok_or_else(|| Reason::NoSuchStaff { code: code.0.clone() }.on(RefusedField::Staff))?;
    }
    if let Some(outside) = table.lines.keys().find(|date| !quarter.contains(**date)) {
        return Err(Rostering::Outside { date: *outside, quarter: quarter.name() }.whole());
    }
    let lines: Vec<Line> = table.lines.into_values().collect();
    unchanged_before(&lines, cx)?;
    Ok(vec![event(quarter, RosterEvent::Kept { lines })])
}

/// Nothing is wrong with a table from today on, or everything that is, is said.
fn sound(roster: &Roster, version: &RosterVersion, cx: &Context<'_>) -> Result<(), Refusal> {
    sound_table(&roster.table(version), cx)
}

fn sound_table(table: &RosterTable, cx: &Context<'_>) -> Result<(), Refusal> {
    let flaws = check(table, cx.today(), cx.staff, &cx.facts.absences, cx.calendar);
    match flaws.first() {
        None => Ok(()),
        Some(first) => Err(Rostering::Flawed { count: flaws.len(), first: Box::new(first.clone()) }.whole()),
    }
}

/// 批准: a leader's, of a table without a flaw. From now on it holds.
pub(crate) fn approve(command: &ApproveRoster, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (roster, version) = newest(cx)?;
    if version.stage != RosterStage::Draft {
        return Err(Rostering::ApprovedAlready.whole());
    }
    sound(roster, version, cx)?;
    let right =
        put_right(roster, version, cx).map(|lines| event(command.quarter, RosterEvent::Kept { lines }));
    let mut events: Vec<Event> = right.into_iter().collect();
    events.push(event(command.quarter, RosterEvent::Approved));
    events.extend(stamped(&version.lines, roster, cx));
    Ok(events)
}

/// R20: a leader who is known today once these lines hold stamps the cases that were registered without one.
fn stamped(lines: &[Line], roster: &Roster, cx: &Context<'_>) -> Vec<Event> {
    let today = |lines: &[Line]| lines.iter().find(|line| line.date == cx.today()).cloned();
    let held = roster.holding().and_then(|version| today(&version.lines));
    let day = today(lines).map(|line| line.over(held.as_ref(), cx.duty.clone()));
    let Some(leader) = day.and_then(|day| day.leader) else { return Vec::new() };
    let stamp = |id| Event::Case { id, event: CaseEvent::LeaderStamped { leader: leader.clone() } };
    cx.facts.unstamped.iter().copied().map(stamp).collect()
}

/// 公示: of an approved table without a flaw.
pub(crate) fn post(command: &PostRoster, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (roster, version) = newest(cx)?;
    match version.stage {
        RosterStage::Draft => return Err(Rostering::ApproveFirst.whole()),
        RosterStage::Posted(..) | RosterStage::Reported(..) => return Err(Rostering::PostedAlready.whole()),
        RosterStage::Approved(_) => {}
    }
    sound(roster, version, cx)?;
    let place = line(&command.place, RefusedField::Address)?;
    if place.is_empty() {
        return Err(Rostering::PlaceNeeded.on(RefusedField::Address));
    }
    let date = done_on(command.date, cx)?;
    Ok(vec![event(command.quarter, RosterEvent::Posted { date, place })])
}

/// 报送: of a posted table, with date, way and receiver (R19).
pub(crate) fn report(command: &ReportRoster, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (_, version) = newest(cx)?;
    match version.stage {
        RosterStage::Draft => return Err(Rostering::ApproveFirst.whole()),
        RosterStage::Approved(_) => return Err(Rostering::PostFirst.whole()),
        RosterStage::Reported(..) => return Err(Rostering::ReportedAlready.whole()),
        RosterStage::Posted(..) => {}
    }
    let (way, receiver) =
        (line(&command.way, RefusedField::Reply)?, line(&command.receiver, RefusedField::Name)?);
    match () {
        () if way.is_empty() => Err(Rostering::WayNeeded.on(RefusedField::Reply)),
        () if receiver.is_empty() => Err(Rostering::ReceiverNeeded.on(RefusedField::Name)),
        () => {
            let date = done_on(command.date, cx)?;
            Ok(vec![event(command.quarter, RosterEvent::Reported { date, way, receiver })])
        }
    }
}

fn done_on(date: Option<NaiveDate>, cx: &Context<'_>) -> Result<NaiveDate, Refusal> {
    match date.unwrap_or_else(|| cx.today()) {
        date if date > cx.today() => Err(Rostering::InFuture.on(RefusedField::Limit)),
        date => Ok(date),
    }
}

/// 更正: a further version of a table that holds. The one before stays as it is.
pub(crate) fn amend(command: &AmendRoster, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (_, version) = newest(cx)?;
    if version.stage == RosterStage::Draft {
        return Err(Rostering::EditInstead.whole());
    }
    if command.quarter.last() < cx.today() {
        return Err(Rostering::Over { quarter: command.quarter.name() }.whole());
    }
    let reason = line(&command.reason, RefusedField::Reason)?;
    if reason.is_empty() {
        return Err(Rostering::AmendNeedsReason.on(RefusedField::Reason));
    }
    let table = as_it_stands(&RosterTable::new(command.quarter, version.lines.iter().cloned()), cx);
    let lines: Vec<Line> = table.lines.into_values().collect();
    let mut events = vec![event(command.quarter, RosterEvent::Amended { reason })];
    // What a leader has entered for single days since is where the further version starts from.
    if lines != version.lines {
        events.push(event(command.quarter, RosterEvent::Kept { lines }));
    }
    Ok(events)
}

/// A table that holds, with what a leader has entered for single days since.
fn as_it_stands(table: &RosterTable, cx: &Context<'_>) -> RosterTable {
    let stands = |line: &Line| match cx.facts.days.get(&line.date) {
        Some(day) if line.date >= cx.today() => line.clone().as_it_stands(day),
        Some(_) | None => line.clone(),
    };
    RosterTable::new(table.quarter, table.lines.values().map(stands))
}

/// The table that holds, while no draft of another lies on the desk.
fn holding<'r>(cx: &Context<'r>) -> Result<(&'r Roster, &'r RosterVersion), Refusal> {
    let (roster, version) = newest(cx)?;
    match version.stage {
        RosterStage::Draft => Err(Rostering::DraftOpen.whole()),
        RosterStage::Approved(_) | RosterStage::Posted(..) | RosterStage::Reported(..) => {
            Ok((roster, version))
        }
    }
}

fn has_turn(table: &RosterTable, turn: Turn, code: &StaffCode, cx: &Context<'_>) -> Result<(), Refusal> {
    match () {
        () if turn.date < cx.today() => Err(Reason::DutyInThePast.on(RefusedField::Limit)),
        () if !table.turn(turn).contains(code) => {
            let name = cx.staff.name(code).to_owned();
            Err(Rostering::NotHisTurn { name, turn: turn.to_string() }.on(RefusedField::Staff))
        }
        () => Ok(()),
    }
}

/// Whether somebody may take a turn: he may have such a seat, is there, and does not have it already.
fn may_take(table: &RosterTable, turn: Turn, code: &StaffCode, cx: &Context<'_>) -> Result<(), Refusal> {
    let staff = cx.colleague(code)?;
    let name = || staff.name.clone();
    let away = turn
        .seat
        .halves()
        .iter()
        .find_map(|half| cx.facts.absences.away(code, HalfDay { date: turn.date, half: *half }));
    match away {
        _ if !turn.seat.fits(staff) => Err(match turn.seat {
            super::swap::Seat::Lead => Reason::NotEligibleLeader { name: name() },
            super::swap::Seat::Morning | super::swap::Seat::Afternoon => {
                Reason::NotEligibleOfficer { name: name() }
            }
        }
        .on(RefusedField::Staff)),
        Some(absence) => {
            let kind = absence.kind.name();
            Err(Rostering::AwayThen { name: name(), turn: turn.to_string(), kind }.on(RefusedField::Staff))
        }
        None if table.turn(turn).contains(code) => {
            Err(Rostering::HasItAlready { name: name(), turn: turn.to_string() }.on(RefusedField::Staff))
        }
        None => Ok(()),
    }
}

/// 换班, proposed by whose turn it is.
pub(crate) fn propose_swap(command: &ProposeSwap, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (roster, version) = holding(cx)?;
    let (table, me) = (as_it_stands(&roster.table(version), cx), cx.actor.code());
    has_turn(&table, command.gives, me, cx)?;
    if command.with == *me {
        return Err(Rostering::WithHimself.on(RefusedField::Staff));
    }
    may_take(&table, command.gives, &command.with, cx)?;
    if let Some(takes) = command.takes {
        if !roster.quarter.contains(takes.date) {
            return Err(Rostering::Outside { date: takes.date, quarter: roster.quarter.name() }
                .on(RefusedField::Limit));
        }
        has_turn(&table, takes, &command.with, cx)?;
        may_take(&table, takes, me, cx)?;
    }
    let number = number::after(roster.swaps.iter().map(|swap| swap.number).max(), "换班")?;
    let swap = Swap {
        number,
        by: me.clone(),
        gives: command.gives,
        with: command.with.clone(),
        takes: command.takes,
        reason: line(&command.reason, RefusedField::Reason)?,
        at: cx.now,
        consent: SwapState::Proposed,
    };
    Ok(vec![event(roster.quarter, RosterEvent::SwapProposed { swap })])
}

/// 换班, answered: by the other first, then by a leader, who is neither of the two.
pub(crate) fn answer_swap(command: &AnswerSwap, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let roster = cx.facts.roster.as_ref();
    let swap = roster.and_then(|roster| roster.swap(command.swap));
    let (roster, swap) = roster.zip(swap).ok_or_else(|| Rostering::NoSuchSwap.whole())?;
    let (me, number) = (cx.actor.code(), swap.number);
    let declined = || Ok(vec![event(roster.quarter, RosterEvent::SwapDeclined { swap: number })]);
    match swap.consent {
        SwapState::Approved | SwapState::Declined => Err(Rostering::SwapOver.whole()),
        // Who asked may take it back.
        SwapState::Proposed | SwapState::Agreed if *me == swap.by && !command.agrees => declined(),
        SwapState::Proposed if *me != swap.with => {
            Err(Rostering::OtherFirst { name: cx.staff.name(&swap.with).to_owned() }.whole())
        }
        SwapState::Proposed if command.agrees => {
            Ok(vec![event(roster.quarter, RosterEvent::SwapAgreed { swap: number })])
        }
        SwapState::Proposed => declined(),
        SwapState::Agreed if !cx.actor.leads() => Err(Reason::LeaderOnly.whole()),
        SwapState::Agreed if *me == swap.by || *me == swap.with => Err(Rostering::OwnSwap.whole()),
        SwapState::Agreed if !command.agrees => declined(),
        SwapState::Agreed => swapped(roster, swap, cx),
    }
}

/// What was true when it was proposed must still be.
fn swapped(roster: &Roster, swap: &Swap, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (_, version) = holding(cx)?;
    let table = as_it_stands(&roster.table(version), cx);
    has_turn(&table, swap.gives, &swap.by, cx)?;
    may_take(&table, swap.gives, &swap.with, cx)?;
    let mut changed = table.clone().with(swap.gives, &swap.by, &swap.with);
    if let Some(takes) = swap.takes {
        has_turn(&table, takes, &swap.with, cx)?;
        may_take(&table, takes, &swap.by, cx)?;
        changed = changed.with(takes, &swap.with, &swap.by);
    }
    let names = format!("{}与{}换班", cx.staff.name(&swap.by), cx.staff.name(&swap.with));
    Ok(changes((roster, version), Some(swap.number), names, changed, cx))
}

/// 替班: the leader puts somebody in for one who is absent.
pub(crate) fn replace(command: &Replace, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let (roster, version) = holding(cx)?;
    let table = as_it_stands(&roster.table(version), cx);
    has_turn(&table, command.turn, &command.absent, cx)?;
    may_take(&table, command.turn, &command.by, cx)?;
    let reason = line(&command.reason, RefusedField::Reason)?;
    if reason.is_empty() {
        return Err(Rostering::AmendNeedsReason.on(RefusedField::Reason));
    }
    let changed = table.clone().with(command.turn, &command.absent, &command.by);
    Ok(changes((roster, version), None, reason, changed, cx))
}

fn changes(
    (roster, version): (&Roster, &RosterVersion),
    swap: Option<u32>,
    reason: String,
    after: RosterTable,
    cx: &Context<'_>,
) -> Vec<Event> {
    let lines: Vec<Line> = after.lines.into_values().filter(|line| !version.lines.contains(line)).collect();
    let stamps = stamped(&lines, roster, cx);
    let mut events = vec![event(roster.quarter, RosterEvent::Changed { swap, reason, lines })];
    events.extend(stamps);
    events
}
