//! The figures against a recount: whoever adds up the journal page by page, with nothing but what stands on it, comes to what the
//! screen shows, for any period, and every figure opens the cases that were counted.

#![expect(clippy::wildcard_enum_match_arm, reason = "whoever counts passes over what he does not count")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use chrono::NaiveDate;
use xieban_domain::calendar::Calendar;
use xieban_domain::case::clock::Light;
use xieban_domain::case::state::Disposed;
use xieban_domain::case::{Case, CaseEvent, Life};
use xieban_domain::codes::{Disposition, Kind, Satisfaction};
use xieban_domain::complaint::ComplaintEvent;
use xieban_domain::event::{DeskEvent, Event};
use xieban_domain::figures::{Measure, Period, PeriodKind};
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::settings::Settings;
use xieban_domain::staff::StaffCode;
use xieban_journal::Page;
use xieban_office::Lookout;

use xieban_support::dice::Dice;
use xieban_support::rounds::{full, rounds};
use xieban_support::time::Stopwatch;

/// Something on a page that is counted by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Noted {
    Card,
    StageDone,
    Guided,
    Contact,
    Dispute,
    Reopened,
    Precheck,
    Lapsed,
}

struct Told {
    case: Case,
    pages: u32,
    noted: Vec<(u32, Noted, NaiveDate)>,
}

/// A line of the recount: what, when, whose (by his place among the officers), how much, of which case.
type Counted = (Measure, NaiveDate, u16, i64, Option<CaseId>);

/// What a recount of the whole journal comes to.
pub(crate) struct Recount {
    officers: Vec<StaffCode>,
    lines: Vec<Counted>,
    received: BTreeMap<NaiveDate, u64>,
    tallied: BTreeMap<NaiveDate, u64>,
    left: BTreeMap<NaiveDate, u64>,
}

impl Recount {
    /// Reads every page.
    pub(crate) fn of(office: &mut Lookout, calendar: &Calendar, now: Moment) -> Self {
        let mut cases: BTreeMap<CaseId, Told> = BTreeMap::new();
        let mut complaints = BTreeMap::new();
        let mut recount = Self {
            officers: Vec::new(),
            lines: Vec::new(),
            received: BTreeMap::new(),
            tallied: BTreeMap::new(),
            left: BTreeMap::new(),
        };
        office
            .pages(1, &mut |bytes| {
                let page = Page::read(bytes).unwrap();
                match page.event {
                    Event::Case { id, event } => {
                        recount.receive(&event);
                        match (cases.get_mut(&id), &event) {
                            (None, CaseEvent::Registered(registered)) => {
                                let case = Case::open(registered);
                                cases.insert(id, Told { case, pages: 1, noted: Vec::new() });
                            }
                            (Some(told), event) => told.hear(event),
                            (None, event) => panic!("{id} begins with {event:?}"),
                        }
                    }
                    Event::Complaint { id, event: ComplaintEvent::Taken(taken) } => {
                        complaints.insert(id, (page.at.date(), taken.officer, taken.due.date, None));
                    }
                    Event::Complaint { id, event: ComplaintEvent::Replied { .. } } => {
                        complaints.get_mut(&id).unwrap().3 = Some(page.at.date());
                    }
                    Event::Desk(DeskEvent::Tallied { date, .. }) => {
                        *recount.tallied.entry(date).or_default() += 1;
                    }
                    Event::Desk(DeskEvent::VisitorLeft { date, .. }) => {
                        *recount.left.entry(date).or_default() += 1;
                    }
                    Event::Complaint { .. }
                    | Event::Conduct(_)
                    | Event::Personnel(_)
                    | Event::Desk(_)
                    | Event::Office(_)
                    | Event::Access(_) => {}
                }
                true
            })
            .unwrap();
        for told in cases.into_values() {
            let officer = recount.place(&told.case.opening.officer);
            told.count(officer, (calendar, now), &mut recount.lines);
        }
        for (taken, officer, due, answered) in complaints.into_values() {
            let officer = recount.place(&officer);
            let mut line = |measure, day| recount.lines.push((measure, day, officer, 1, None));
            line(Measure::Complaint, taken);
            match answered {
                Some(day) => {
                    line(Measure::ComplaintAnswered, day);
                    if day <= due {
                        line(Measure::ComplaintOnTime, day);
                    }
                }
                None if due < now.date() => line(Measure::ComplaintDue, due),
                None => {}
            }
        }
        recount
    }

    /// One person on one day is one visit.
    fn receive(&mut self, event: &CaseEvent) {
        let day = match event {
            CaseEvent::Registered(registered) if !registered.again => registered.opening.entered_on(),
            CaseEvent::Visited(visit) if !visit.again => visit.at.date(),
            _ => return,
        };
        *self.received.entry(day).or_default() += 1;
    }

    /// An officer's place.
    fn place(&mut self, officer: &StaffCode) -> u16 {
        let place = self.officers.iter().position(|known| known == officer).unwrap_or_else(|| {
            self.officers.push(officer.clone());
            self.officers.len() - 1
        });
        u16::try_from(place).unwrap()
    }

    /// Everything of a period at once, by officer.
    fn sums(&self, period: Period) -> BTreeMap<(StaffCode, Measure), i64> {
        let mut sums = vec![[0_i64; Measure::COUNT]; self.officers.len()];
        for (measure, day, officer, amount, _) in &self.lines {
            if period.holds(*day) {
                sums[usize::from(*officer)][measure.place()] += amount;
            }
        }
        let all = self.officers.iter().zip(sums).flat_map(|(officer, sums)| {
            Measure::ALL.iter().zip(sums).map(|(measure, sum)| ((officer.clone(), *measure), sum))
        });
        all.filter(|(_, sum)| *sum != 0).collect()
    }

    fn cases(&self, measure: Measure, period: Period) -> BTreeSet<CaseId> {
        let lines = self.lines.iter().filter(|line| line.0 == measure && period.holds(line.1));
        lines.filter_map(|line| line.4).collect()
    }

    /// Where the office's answer for a period differs from this; `None` where it does not.
    pub(crate) fn disagrees(&self, office: &mut Lookout, period: Period) -> Option<String> {
        let view = office.figures(Some(&"Z01".into()), period).unwrap();
        let mine = self.sums(period);
        let mut theirs: BTreeMap<(StaffCode, Measure), i64> = BTreeMap::new();
        for (officer, tally) in &view.officers {
            theirs.extend(tally.entries().map(|(measure, amount)| ((officer.clone(), measure), amount)));
        }
        let keys: BTreeSet<_> = theirs.keys().chain(mine.keys()).collect();
        let wrong = keys.into_iter().find(|at| theirs.get(*at) != mine.get(*at));
        if let Some(at) = wrong {
            return Some(format!(
                "{} {at:?}: {:?}, recounted {:?}",
                period.name(),
                theirs.get(at),
                mine.get(at)
            ));
        }
        let of = |counts: &BTreeMap<NaiveDate, u64>| -> i64 {
            counts.range(period.from..=period.to).map(|(_, n)| i64::try_from(*n).unwrap()).sum()
        };
        let desk = [
            ("接待人次", view.now.desk.received, of(&self.received)),
            ("咨询即答", view.now.desk.tallied, of(&self.tallied)),
            ("来访人离开", view.now.desk.left, of(&self.left)),
        ];
        let desk = desk.map(|(name, shown, counted)| (name, i64::try_from(shown).unwrap(), counted));
        let earlier = self.sums(period.previous());
        let total = |sums: &BTreeMap<(StaffCode, Measure), i64>, measure| {
            sums.iter().filter(|((_, of), _)| *of == measure).map(|(_, sum)| sum).sum()
        };
        let totals = Measure::ALL.iter().flat_map(|measure| {
            [
                (measure.name(), view.now.get(*measure), total(&mine, *measure)),
                (measure.name(), view.before.get(*measure), total(&earlier, *measure)),
            ]
        });
        let wrong = desk.into_iter().chain(totals).find(|(_, shown, counted)| shown != counted);
        wrong.map(|wrong| format!("{}: {wrong:?}", period.name()))
    }

    /// Every figure of a period opens the cases that were counted, each once.
    pub(crate) fn opens(&self, office: &mut Lookout, period: Period) {
        for measure in Measure::ALL.iter().filter(|measure| !measure.is_of_complaints()) {
            let mut opened = Vec::new();
            loop {
                let rows = office.counted_cases(&[*measure], period, (opened.len(), 500)).unwrap();
                let more = rows.len() == 500;
                opened.extend(rows.into_iter().map(|row| row.record.case.id()));
                if !more {
                    break;
                }
            }
            let distinct: BTreeSet<CaseId> = opened.iter().copied().collect();
            assert_eq!(distinct.len(), opened.len(), "{measure}: each once");
            assert_eq!(distinct, self.cases(*measure, period), "{measure} {}", period.name());
        }
    }
}

impl Told {
    fn hear(&mut self, event: &CaseEvent) {
        let at = self.pages;
        self.pages += 1;
        let mut note = |what, day| self.noted.push((at, what, day));
        match event {
            CaseEvent::Prompted(card) => note(Noted::Card, card.at.date()),
            CaseEvent::StageFinished { done, .. } => note(Noted::StageDone, done.at.date()),
            CaseEvent::Guided(guidance) => note(Noted::Guided, guidance.at.date()),
            CaseEvent::Contacted { at, .. } => note(Noted::Contact, at.date()),
            CaseEvent::TransferDeclined(dispute) => note(Noted::Dispute, dispute.at.date()),
            CaseEvent::Reopened(reopening) => note(Noted::Reopened, reopening.at.date()),
            CaseEvent::Prechecked(precheck) => note(Noted::Precheck, precheck.at.date()),
            CaseEvent::DeemedAccepted { on, .. } => note(Noted::Lapsed, *on),
            CaseEvent::Undone(undone) => {
                let from = at - u32::from(undone.events);
                self.noted.retain(|(page, ..)| *page < from);
            }
            _ => {}
        }
        self.case = self.case.clone().evolve(event);
    }

    fn count(self, officer: u16, (calendar, now): (&Calendar, Moment), lines: &mut Vec<Counted>) {
        let Self { case, noted, .. } = self;
        let id = case.id();
        let mut line = |measure: Measure, day: NaiveDate, amount: i64| {
            if amount != 0 {
                lines.push((measure, day, officer, amount, Some(id)));
            }
        };
        let registered = case.opening.at.date();
        if matches!(case.life, Life::Void(_)) {
            return line(Measure::Void, registered, 1);
        }
        let kind = case.opening.kind;
        match kind {
            Kind::Own => line(Measure::Own, registered, 1),
            Kind::Joint => line(Measure::Joint, registered, 1),
            Kind::Transfer => line(Measure::Transfer, registered, 1),
        }
        if kind == Kind::Transfer && case.opening.suggested != Kind::Transfer {
            line(Measure::SentAway, registered, 1);
        }
        // Its own last stage tells, where none is under way.
        let legs = case.course.iter().flat_map(|course| &course.legs);
        let earlier: Vec<&Disposed> =
            legs.filter_map(|leg| leg.work.as_ref()).filter_map(|work| work.disposed.as_ref()).collect();
        match case.disposed.as_ref().or(earlier.last().copied()).map(Disposed::disposition) {
            Some(Disposition::Prompt) => line(Measure::Prompt, registered, 1),
            Some(Disposition::Instant) => line(Measure::Instant, registered, 1),
            Some(Disposition::Promise) => line(Measure::Promise, registered, 1),
            Some(Disposition::Return) => line(Measure::Return, registered, 1),
            None => line(Measure::Undecided, registered, i64::from(kind == Kind::Own)),
        }
        line(Measure::InstantMissed, registered, i64::from(case.instant_missed));
        line(Measure::LedOnAgain, registered, i64::from(case.is_led_on_again()));
        let legal = case.acceptance.as_ref().and_then(|acceptance| acceptance.statutory);
        if let (Some(Disposed::Promise { promised, .. }), Some(legal)) = (&case.disposed, legal) {
            line(Measure::Utmost, registered, i64::from(promised.date >= legal.date));
        }
        let mut cards = 0;
        for (_, what, day) in noted {
            match what {
                Noted::StageDone => cards = 0,
                Noted::Card => {
                    cards += 1;
                    line(Measure::SecondNotice, day, i64::from(cards > 1));
                }
                Noted::Guided => line(Measure::Guided, day, 1),
                Noted::Contact => line(Measure::Contacted, day, 1),
                Noted::Dispute => line(Measure::Disputed, day, 1),
                Noted::Reopened => line(Measure::Reopened, day, 1),
                Noted::Precheck => line(Measure::Prechecked, registered, 1),
                Noted::Lapsed => line(Measure::Deemed, day, 1),
            }
        }
        match &case.life {
            Life::HandedOver(handover) => line(Measure::HandedOver, handover.at.date(), 1),
            Life::Ended(_, ending) => line(Measure::Ended, ending.at.date(), 1),
            Life::Finished(finish) => {
                let due = calendar.next_open(finish.at.date());
                line(Measure::Unreplied, due, i64::from(due < now.date()));
            }
            Life::Replied(finish, ..) => line(Measure::Unsigned, finish.at.date(), 1),
            // A 差评 that waits for its answer is no 超期 of the case.
            Life::Archived(..) => {}
            _ => overdue(&case, calendar, now, &mut line),
        }
        if let Life::Finished(finish) | Life::Replied(finish, ..) | Life::Archived(finish, ..) = &case.life {
            let day = finish.at.date();
            line(Measure::Finished, day, 1);
            line(Measure::BareLog, day, i64::from(finish.bare));
            line(Measure::AtClosing, day, i64::from(finish.at_closing));
            line(Measure::Visits, day, i64::try_from(case.visit_count()).unwrap());
            line(Measure::Fees, day, i64::from(case.service.fee.fee.0));
            line(Measure::UsedDays, day, used(&case, day, calendar));
            let by = match &case.disposed {
                Some(Disposed::Instant { due }) => Some(*due),
                Some(Disposed::Promise { promised, .. }) => Some(promised.date),
                Some(Disposed::Prompt | Disposed::Return { .. }) => legal.map(|due| due.date),
                None => None,
            };
            if let Some(by) = by {
                line(Measure::Limited, day, 1);
                line(Measure::OnTime, day, i64::from(day <= by));
                line(Measure::Early, day, i64::from(day < by));
                line(Measure::LateDone, by, i64::from(day > by));
            }
            let instant = matches!(case.disposed, Some(Disposed::Instant { .. }));
            line(Measure::AtOnce, day, i64::from(instant && !case.instant_missed));
            if let Some(rating) = &case.rating {
                let level = match rating.level {
                    Satisfaction::VerySatisfied => Measure::VerySatisfied,
                    Satisfaction::Satisfied => Measure::Satisfied,
                    Satisfaction::Acceptable => Measure::Acceptable,
                    Satisfaction::Dissatisfied => Measure::Dissatisfied,
                    Satisfaction::VeryDissatisfied => Measure::VeryDissatisfied,
                };
                line(level, day, 1);
                let bad = matches!(rating.level, Satisfaction::Dissatisfied | Satisfaction::VeryDissatisfied);
                line(Measure::BadAnswered, day, i64::from(bad && rating.answered.is_some()));
            }
        }
    }
}

fn used(case: &Case, done: NaiveDate, calendar: &Calendar) -> i64 {
    let from = case.acceptance.as_ref().map_or_else(|| case.opening.at.date(), |acceptance| acceptance.on);
    let open = |from: NaiveDate, to: NaiveDate| {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| calendar.is_open(*day));
        i64::try_from(days.count()).unwrap()
    };
    let stood: i64 = case.stops.iter().map(|stop| open(stop.from, stop.until.unwrap_or(done))).sum();
    (open(from, done) - stood).max(0)
}

/// What is red on the screen today because its day has passed.
fn overdue(case: &Case, calendar: &Calendar, now: Moment, line: &mut impl FnMut(Measure, NaiveDate, i64)) {
    if let Some(told_by) = case.tell_by(calendar) {
        line(Measure::Untold, told_by.date, i64::from(told_by.date < now.date()));
        return;
    }
    let Some(due) = case.horizon(calendar) else { return };
    let stamped = Case { leader: Some("L01".into()), phoned: Vec::new(), ..case.clone() };
    let red = matches!(stamped.light(now, calendar, &Settings::default()), Light::Overdue(_));
    let ours = !matches!(case.life, Life::Registered | Life::Guided | Life::HandedOver(_));
    assert_eq!(red, ours && due.date < now.date(), "{}: the light says what the figures say", case.id());
    line(Measure::DueOpen, due.date, i64::from(red));
}

fn year(folder: &std::path::Path, cases: u32, seed: u64) -> std::path::PathBuf {
    let path = folder.join(format!("year-{seed}.redb"));
    let made = Command::new(xieban_support::program())
        .args(["demo", "--cases", &cases.to_string(), "--days", "250", "--seed", &seed.to_string()])
        .args(["--now", "2026-11-23T10:00", "--rate", "0", "--fill"])
        .arg(&path)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    path
}

pub(crate) fn period(dice: &mut Dice) -> Period {
    let begin: NaiveDate = "2025-10-01".parse().unwrap();
    let day = begin + chrono::Days::new(u64::try_from(dice.below(450)).unwrap());
    match dice.below(7) {
        0 => Period::of(PeriodKind::Day, day),
        1 => Period::of(PeriodKind::Week, day),
        2 => Period::of(PeriodKind::Month, day),
        3 => Period::of(PeriodKind::Quarter, day),
        4 => Period::of(PeriodKind::Year, day),
        _ => {
            let length = u64::try_from(dice.below(400)).unwrap();
            Period::days(day, day + chrono::Days::new(length)).unwrap()
        }
    }
}

/// Three generated years, 50 periods each; the largest has a million cases in the full figures. `XIEBAN_YEAR` names one made before.
#[test]
fn figures_of_any_period_equal_a_recount_of_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let calendar = Calendar::bundled().unwrap();
    rounds("recount", 3, 3, |n, dice| {
        let cases = match (full(), n) {
            (true, 2) => 1_000_000,
            (true, 1) => 100_000,
            (true, _) => 10_000,
            (false, n) => 250 + 250 * u32::try_from(n).unwrap(),
        };
        let named = std::env::var_os("XIEBAN_YEAR").filter(|_| cases == 1_000_000);
        let path = named.map_or_else(
            || year(folder.path(), cases, u64::try_from(n).unwrap() + 1),
            std::path::PathBuf::from,
        );
        let mut office = Lookout::open(&path).unwrap();
        let now = office.now().unwrap();
        let recount = Recount::of(&mut office, calendar, now);
        assert!(recount.lines.len() > usize::try_from(cases).unwrap() * 4, "there is something to count");
        let mut slowest = std::time::Duration::ZERO;
        for _ in 0..50 {
            let period = period(dice);
            assert_eq!(recount.disagrees(&mut office, period), None);
            let watch = Stopwatch::start();
            let asked = office.figures(Some(&"Z01".into()), period).unwrap();
            slowest = slowest.max(watch.read());
            drop(asked);
        }
        for span in [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year] {
            let mut period = Period::of(span, now.date());
            while period.to >= "2025-11-01".parse().unwrap() {
                let view = office.figures(Some(&"Z01".into()), period).unwrap();
                assert_eq!(view.hints, [], "a clean year gives no hint: {}", period.name());
                period = period.previous();
            }
        }
        let opened = Period::of(
            if cases > 10_000 { PeriodKind::Week } else { PeriodKind::Month },
            "2026-11-09".parse().unwrap(),
        );
        recount.opens(&mut office, opened);
        println!("{cases} cases: {} lines, slowest of 50 periods {slowest:?}", recount.lines.len());
        // The control: something less, and it does not agree.
        let mut wrong = recount;
        let year = Period::of(PeriodKind::Year, now.date());
        let at = wrong.lines.iter().position(|line| year.holds(line.1)).unwrap();
        wrong.lines.remove(at);
        assert!(wrong.disagrees(&mut office, year).is_some(), "a recount that misses something is noticed");
        if path.starts_with(folder.path()) {
            std::fs::remove_file(&path).unwrap();
        }
    });
}
