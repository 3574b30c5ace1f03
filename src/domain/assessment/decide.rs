//! R72: a version is made from the one that was looked at, and every rule names a measure that there is.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scheme::{Author, Per, Scheme, SchemeRule};
use crate::context::Context;
use crate::event::{Event, OfficeEvent};
use crate::figures::Measure;
use crate::refusal::{Assessing, Reason, Refusal, RefusedField};
use crate::visitor::line;

/// So many rules a version has at most: a sheet of paper.
const MOST_RULES: usize = 40;
/// So many points at most, in tenths.
const MOST_POINTS: i32 = 10_000;

/// A further version of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepScheme {
    /// The version that it was made from.
    pub version: u32,
    /// The rules, all of them.
    pub rules: Vec<SchemeRule>,
}

pub(crate) fn keep(keep: &KeepScheme, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let held = cx.facts.scheme.as_ref().ok_or_else(|| Assessing::NoScheme.on(RefusedField::Whole))?;
    if keep.version != held.version {
        let (by, on) = held.kept.as_ref().map_or_else(
            || (String::new(), None),
            |kept| (cx.staff.name(&kept.by).to_owned(), Some(kept.on)),
        );
        return Err(Assessing::Stale { version: held.version, by, on }.on(RefusedField::Whole));
    }
    if keep.rules.is_empty() || keep.rules.len() > MOST_RULES {
        return Err(Assessing::RulesNeeded { most: MOST_RULES }.on(RefusedField::Whole));
    }
    let rules = keep.rules.iter().map(checked).collect::<Result<Vec<_>, _>>()?;
    let names: BTreeSet<_> = rules.iter().map(|rule| &rule.name).collect();
    if names.len() < rules.len() {
        return Err(Assessing::NameTwice.on(RefusedField::Name));
    }
    // To keep the proposal as it is, is to confirm it.
    if rules == held.rules && !held.is_proposal() {
        return Err(Reason::NothingChanged.whole());
    }
    let kept = Some(Author { by: cx.actor.code().clone(), on: cx.today() });
    let scheme = Scheme { version: held.version.saturating_add(1), kept, rules };
    Ok(vec![Event::Office(OfficeEvent::SchemeKept(Box::new(scheme)))])
}

fn checked(rule: &SchemeRule) -> Result<SchemeRule, Refusal> {
    let name = line(&rule.name, RefusedField::Name)?;
    if name.is_empty() {
        return Err(Assessing::NameNeeded.on(RefusedField::Name));
    }
    let measure = measure(&rule.measure)?;
    let per = match &rule.per {
        Per::EachCase => Per::EachCase,
        Per::Share { of } => Per::Share { of: self::measure(of)? },
    };
    let within = |tenths: i32| tenths.unsigned_abs() <= MOST_POINTS.unsigned_abs();
    match (rule.points.0, rule.most.0) {
        (0, _) => Err(Assessing::PointsNeeded { name }.on(RefusedField::Summary)),
        (points, most) if most <= 0 || !within(points) || !within(most) => {
            Err(Assessing::CapNeeded { name }.on(RefusedField::Summary))
        }
        (_, _) => Ok(SchemeRule { name, measure, per, points: rule.points, most: rule.most }),
    }
}

/// The measure's own name.
fn measure(name: &str) -> Result<String, Refusal> {
    let known = Measure::ALL.iter().find(|measure| measure.name() == name.trim());
    known
        .map(|measure| measure.name().to_owned())
        .ok_or_else(|| Assessing::UnknownMeasure { name: name.to_owned() }.on(RefusedField::Matter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r72_every_rule_of_the_first_version_is_one_that_could_be_kept() {
        for rule in Scheme::first().unwrap().rules {
            assert_eq!(checked(&rule), Ok(rule));
        }
    }
}
