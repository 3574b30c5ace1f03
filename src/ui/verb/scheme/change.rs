//! 改分值 of the rule under the marker.

use xieban_domain::assessment::Per;
use xieban_domain::refusal::RefusedField;
use xieban_domain::tenths::Tenths;

use super::SchemeVerb;
use crate::ask::{Asking, Unfit};
use crate::verb::Does;

pub(super) static VERB: SchemeVerb = SchemeVerb {
    name: "改分值",
    place: "2",
    does: Does::Ask(|of, _| {
        let (scheme, at) = (of.scheme.clone(), of.at);
        let mut asking = Asking::new();
        let Some(rule) = scheme.rules.get(at).cloned() else {
            return asking.makes(move |_| Ok(scheme.clone()));
        };
        let how = format!("{}：{}，{}", rule.name, rule.measure, per(&rule.per));
        asking.explain(format!("{how}；扣分写负数。存为下一版，以前的版本留着。"));
        let wrong = "分值写作2、2.5或-3，封顶写作正数。";
        let mut points = |label, now: Tenths, might: Tenths| {
            let field = asking.typed(label, 8, RefusedField::Summary, might, (tenths, wrong));
            asking.start(&field, &now.to_string());
            field
        };
        // Whatever else than what stands there shows whether it can be changed.
        let other = Tenths(if rule.points.0 == 10 { 20 } else { 10 });
        let (points, most) = (points("分值", rule.points, other), points("封顶", rule.most, rule.most));
        asking.makes(move |said| {
            let mut scheme = scheme.clone();
            let missing = || Unfit::of(&points, wrong);
            let rule = scheme.rules.get_mut(at).ok_or_else(missing)?;
            (rule.points, rule.most) = (said.get(&points)?, said.get(&most)?);
            Ok(scheme)
        })
    }),
};

/// How a rule counts.
pub(crate) fn per(per: &Per) -> String {
    match per {
        Per::EachCase => "每件".to_owned(),
        Per::Share { of } => format!("占{of}"),
    }
}

/// `2.5`, `-3`: points in tenths.
fn tenths(text: &str) -> Option<Tenths> {
    let typed = xieban_words::canonical::query(text);
    let typed = typed.trim();
    let (sign, digits) = typed.strip_prefix('-').map_or((1, typed), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let part = Some(part).filter(|part| part.len() == 1)?.parse::<i32>().ok()?;
    let whole = whole.parse::<i32>().ok().filter(|whole| (0..=1000).contains(whole))?;
    (part >= 0).then(|| Tenths(sign * (whole * 10 + part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_with_one_decimal_at_most() {
        for (typed, read) in [("2", 20), ("2.5", 25), ("-3", -30), ("-0.5", -5), ("１０", 100)] {
            assert_eq!(tenths(typed), Some(Tenths(read)), "{typed}");
        }
        for wrong in ["", "x", "2.55", "--3", "2.-5", "1001", "9999999999"] {
            assert_eq!(tenths(wrong), None, "{wrong}");
        }
    }
}
