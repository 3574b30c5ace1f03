//! What the office itself owes today: in one sentence each, for whoever looks at the duty screen.

use super::{Attendance, Books, register};
use crate::documents::Library;
use crate::regulation::RuleStanding;
use crate::staff::{Directory, StaffCode};

/// Something that is lacking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// An alarm; else a reminder.
    pub alarm: bool,
    pub text: String,
}

/// Everything that is lacking: the alarm first. `rostered` are those whose training is looked at, `open`: the office is open today.
pub fn lacking(
    books: &Books,
    attendance: &Attendance,
    library: &Library<'_>,
    staff: &Directory,
    rostered: &[StaffCode],
    open: bool,
) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let mut say = |alarm: bool, text: String| lacks.push(Lack { alarm, text });
    if let Some(gap) = attendance.alarm() {
        let why = if gap.unrostered { "没有排协办员" } else { "协办员不在岗" };
        say(true, format!("红 空岗：{}{why}，从{}起", gap.half.name(), gap.from.clock()));
    }
    for each in attendance.people.iter().filter(|each| each.unbadged) {
        say(true, format!("未亮证：{}，请亮证挂牌后重新签到", staff.name(&each.who)));
    }
    let unchecked: Vec<&str> = books.desk.unchecked(library.settings).collect();
    if open && !unchecked.is_empty() {
        say(false, format!("设施未查：{}", unchecked.join("、")));
    }
    for (name, check) in books.desk.checks.iter().filter(|(_, check)| !check.fault.is_empty()) {
        say(false, format!("设施有问题：{name}，{}", check.fault));
    }
    let unposted = register(library).into_iter().filter(|entry| entry.standing == RuleStanding::Unposted);
    let unposted: Vec<String> = unposted.map(|entry| entry.title).collect();
    if !unposted.is_empty() {
        say(false, format!("未上墙：{}", unposted.join("、")));
    }
    for stands in books.records.launch(library.settings, library.today).iter().filter(|stands| stands.overdue)
    {
        say(false, format!("逾期：{}，应于{}前完成", stands.milestone.name(), stands.due));
    }
    for code in rostered {
        let topics = books.records.untrained(code);
        if !topics.is_empty() {
            let names: Vec<&str> = topics.iter().map(|topic| topic.name()).collect();
            say(false, format!("未培训：{}，缺{}", staff.name(code), names.join("、")));
        }
    }
    lacks
}
