//! The sample's rosters: each quarter that its days touch is drawn up, approved, posted and reported before it begins; the next one
//! lies there as a draft.

use chrono::NaiveDate;
use xieban_domain::calendar::Calendar;
use xieban_domain::command::OfficeCommand;
use xieban_domain::moment::Moment;
use xieban_domain::roster::{
    ApproveRoster, By, DraftRoster, KeepRoster, Line, PostRoster, Quarter, ReportRoster,
};
use xieban_domain::staff::StaffCode;

use super::names;
use super::{LEADERS, OFFICERS};

/// Two officers and a leader a day, in turn; the first is always at the desk.
fn line(date: NaiveDate, at: usize) -> Line {
    let officer = |shift: usize| StaffCode::from(OFFICERS[(at + shift) % OFFICERS.len()]);
    let mut morning = vec![StaffCode::from(OFFICERS[0])];
    if officer(1) != morning[0] {
        morning.push(officer(1));
    }
    let leaders = vec![StaffCode::from(LEADERS[at % LEADERS.len()])];
    Line { date, leaders, morning, afternoon: vec![officer(2), officer(3)] }
}

/// Who does what and when, from the first day of the sample to its last.
pub(super) fn steps(
    first: NaiveDate,
    last: NaiveDate,
    calendar: &Calendar,
) -> Vec<(Moment, &'static str, OfficeCommand)> {
    let mut steps = Vec::new();
    let mut quarter = Quarter::containing(first);
    let mut open = first.iter_days().filter(|day| calendar.is_open(*day)).enumerate().peekable();
    while quarter.first() <= last {
        let mut lines = Vec::new();
        while let Some((at, date)) = open.next_if(|(_, date)| quarter.contains(*date)) {
            lines.push(line(date, at));
        }
        // The first one when the office begins, every other on the last open day before it.
        let when = match quarter.first() <= first {
            true => Moment::at(first, names::clock(7, 30)),
            false => Moment::at(calendar.open_before(quarter.first()), names::clock(16, 0)),
        };
        let (way, receiver) = ("专人送达".to_owned(), "局作风办 李科".to_owned());
        let place = "一楼公示栏".to_owned();
        steps.extend([
            (when, LEADERS[0], OfficeCommand::KeepRoster(KeepRoster { quarter, edits: None, lines })),
            (when, LEADERS[0], OfficeCommand::ApproveRoster(ApproveRoster { quarter })),
            (when, OFFICERS[0], OfficeCommand::PostRoster(PostRoster { quarter, place, date: None })),
            (
                when,
                OFFICERS[0],
                OfficeCommand::ReportRoster(ReportRoster { quarter, date: None, way, receiver }),
            ),
        ]);
        quarter = quarter.next();
    }
    let drafted = Moment::at(calendar.open_before(last), names::clock(16, 30));
    let next = DraftRoster { quarter, by: By::Weeks, desks: 1 };
    steps.push((drafted, OFFICERS[0], OfficeCommand::DraftRoster(next)));
    steps
}
