//! 制度与文件: the register of the office's rules, and who leads the work.

use chrono::NaiveDate;
use xieban_domain::moment::short_date;
use xieban_domain::premises::{RegisterEntry, register};
use xieban_domain::regulation::{RuleStanding, RuleVersion};
use xieban_domain::staff::StaffCode;
use xieban_term::{Canvas, Tone};

use super::{Premises, View, row, shelves};
use crate::layer::Action;
use crate::overlay::library::DocumentList;
use crate::verb::premises::RULES;
use crate::world::World;

pub(super) const VIEW: View =
    View {
        name: "制度与文件", draw, verbs: &RULES, rows: |of, world| listed(of, world).len(), enter: read
    };

/// Columns of the register.
const COLUMNS: [u16; 3] = [44, 5, 12];

/// The marked rule, as it is read today.
fn read(of: &Premises, world: &World) -> Vec<Action> {
    let Some(entry) = marked(of, world) else { return Vec::new() };
    vec![Action::Open(Box::new(DocumentList::at(world, &entry.name)))]
}

fn tags(of: &Premises) -> Vec<&str> {
    of.books.as_ref().map(|view| view.books.records.regulations.tags()).unwrap_or_default()
}

/// The next campaign, and after the last all rules again.
pub(super) fn next_tag(of: &Premises) -> Option<usize> {
    let next = of.tag.map_or(0, |at| at + 1);
    (next < tags(of).len()).then_some(next)
}

fn listed(of: &Premises, world: &World) -> Vec<RegisterEntry> {
    let Some(view) = &of.books else { return Vec::new() };
    let tag = of.tag.and_then(|at| tags(of).get(at).copied());
    let regulations = &view.books.records.regulations;
    let has = |entry: &RegisterEntry| {
        tag.is_none_or(|tag| regulations.tagged(tag).any(|(name, _)| *name == entry.name))
    };
    register(&shelves(view, world)).into_iter().filter(has).collect()
}

pub(super) fn marked(of: &Premises, world: &World) -> Option<RegisterEntry> {
    let listed = listed(of, world);
    let at = of.at.min(listed.len().saturating_sub(1));
    listed.into_iter().nth(at)
}

/// Where and since when it hangs, and what it was made for.
fn more(version: &RuleVersion, today: NaiveDate) -> String {
    let posted = version.posted.as_ref().map(|posted| {
        let format = if posted.format.is_empty() { "" } else { "　样式 " };
        format!("{}上墙　{}{format}{}", short_date(posted.date, today), posted.place, posted.format)
    });
    let tags = (!version.tags.is_empty()).then(|| format!("活动 {}", version.tags.join("、")));
    posted.into_iter().chain(tags).collect::<Vec<_>>().join("　")
}

fn draw(of: &Premises, canvas: &mut Canvas<'_>, world: &World) {
    let Some(view) = &of.books else { return };
    let today = world.now().date();
    let width = canvas.size().0;
    row(canvas, 0, &COLUMNS, &["制度", "版", "生效", "现在"], Tone::Label);
    if let Some(tag) = of.tag.and_then(|at| tags(of).get(at).copied()) {
        canvas.put_before(width.saturating_sub(1), 0, &format!("活动：{tag}"), Tone::Title);
    }
    let mut y = 1;
    for (at, entry) in listed(of, world).iter().enumerate() {
        let version = entry.version.as_ref();
        let number = version.map_or_else(|| "1".to_owned(), |version| version.number.to_string());
        let since = version.and_then(|version| version.effective);
        let since = since.map_or_else(|| "未定".to_owned(), |date| short_date(date, today));
        let tone = if entry.standing == RuleStanding::Unposted { Tone::Amber } else { Tone::Text };
        row(canvas, y, &COLUMNS, &[&entry.title, &number, &since, entry.standing.name()], tone);
        if at == of.at {
            canvas.put(0, y, canvas.glyphs.marker, Tone::Marker);
            canvas.cursor(0, y);
        }
        y += 1;
        let more = version.map(|version| more(version, today)).filter(|more| !more.is_empty());
        if let Some(more) = more {
            canvas.put_in(4, y, width.saturating_sub(5), &more, Tone::Dim);
            y += 1;
        }
    }
    y += 1;
    let names = |codes: &[StaffCode]| {
        codes.iter().map(|code| world.header.staff.name(code).to_owned()).collect::<Vec<_>>().join("、")
    };
    let group = view.books.records.group.as_ref().map_or_else(
        || "未登记".to_owned(),
        |group| {
            format!("组长 {}  成员 {}  办公室 {}", names(&group.heads), names(&group.members), group.office)
        },
    );
    canvas.put_in(2, y, width.saturating_sub(3), &format!("作风建设领导小组  {group}"), Tone::Text);
    canvas.put_in(2, y + 1, width.saturating_sub(3), "Enter 看正文；上级文件和方案也在里面。", Tone::Dim);
}
