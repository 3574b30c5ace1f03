//! 各版和经过: every version of the table, and how far each came.

use xieban_domain::moment::short_date;
use xieban_domain::roster::RosterVersion;

use super::QuarterVerb;
use crate::layer::Action;
use crate::overlay::notice::Notice;
use crate::verb::Does;
use crate::world::World;

pub(super) static VERB: QuarterVerb = QuarterVerb {
    name: "各版和经过",
    place: "09",
    does: Does::Show(|of, world| {
        let roster = of.view.as_ref().and_then(|view| view.roster.as_ref());
        let versions = roster.iter().flat_map(|roster| roster.versions.iter().rev());
        let mut lines: Vec<String> = versions.map(|version| told(version, world)).collect();
        if lines.is_empty() {
            lines.push("还没有草稿。按 0 再按 1 排出整季。".to_owned());
        }
        let title = format!("{} 各版", of.quarter.name());
        vec![Action::Open(Box::new(Notice::new(title, lines, Vec::new(), |_, _| Vec::new())))]
    }),
};

/// One version and how far it came.
fn told(version: &RosterVersion, world: &World) -> String {
    let (staff, today) = (&world.header.staff, world.now().date());
    let date = |date: chrono::NaiveDate| short_date(date, today);
    let mut parts =
        vec![format!("第{}版 {} {}编制", version.number, date(version.at.date()), staff.name(&version.by))];
    if !version.reason.is_empty() {
        parts.push(version.reason.clone());
    }
    if let Some(approved) = version.stage.approved() {
        parts.push(format!("{}{}批准", date(approved.at.date()), staff.name(&approved.by)));
    }
    if let Some(posted) = version.stage.posted() {
        parts.push(format!("{}公示于{}", date(posted.date), posted.place));
    }
    match version.stage.reported() {
        Some(reported) => {
            parts.push(format!("{}报送：{}，{}收", date(reported.date), reported.way, reported.receiver));
        }
        None => parts.push(format!("{}，未报送", version.stage.name())),
    }
    parts.join("；")
}
