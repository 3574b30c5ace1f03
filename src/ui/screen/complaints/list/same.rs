//! 重复投诉: earlier complaints about the same, as they are offered for linking.

use xieban_domain::complaint::ComplaintId;
use xieban_domain::moment::short_date;
use xieban_office::ComplaintRow;

use crate::world::World;

/// So many are offered; each has a digit.
const OFFERED: usize = 6;

/// Those about somebody of this name, the newest first, but for `except`.
pub(crate) fn same<'a>(
    all: &'a [ComplaintRow],
    name: &str,
    except: Option<ComplaintId>,
) -> Vec<&'a ComplaintRow> {
    let is_same = |row: &&ComplaintRow| {
        let about = row.complaint.taken.about.get();
        Some(row.complaint.id) != except && about.is_some_and(|about| about.is_called(name))
    };
    let mut found: Vec<&ComplaintRow> = all.iter().filter(is_same).collect();
    found.sort_by_key(|row| std::cmp::Reverse(row.complaint.id));
    found.truncate(OFFERED);
    found
}

/// One of them as a choice.
pub(crate) fn listed(row: &ComplaintRow, world: &World) -> String {
    let complaint = &row.complaint;
    let day = short_date(complaint.at.date(), world.now().date());
    format!("{} {day} {}", complaint.id, complaint.life.name())
}
