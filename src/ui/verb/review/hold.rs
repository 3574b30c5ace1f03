//! 登记评议: of the office, of a 科室, of a person; by whom, and what was said (R73).

use xieban_domain::command::OfficeCommand;
use xieban_domain::refusal::RefusedField;
use xieban_domain::review::{About, HoldReview};
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_words::canonical;

use super::ReviewVerb;
use crate::ask::Asking;
use crate::verb::Does;

/// What it is about, before it is said which or who.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Office,
    Department,
    Staff,
}

/// Texts that stand side by side, with whatever is between them.
fn several(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', ';', '；', ' ', '　']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn scores(typed: &str) -> Option<Vec<u8>> {
    several(&canonical::query(typed)).iter().map(|score| score.parse().ok()).collect()
}

pub(super) static VERB: ReviewVerb = ReviewVerb {
    name: "登记评议",
    place: "1",
    does: Does::Ask(|_, world| {
        let staff = world.header.staff.clone();
        let mut asking = Asking::new();
        asking.explain("评议人、评分用空格或顿号隔开；评分0到100，不多于评议人。");
        let date = asking.date("日期", RefusedField::Limit, world.now().date());
        let kinds = [(Of::Office, "本所"), (Of::Department, "科室"), (Of::Staff, "个人")];
        let kinds = kinds.map(|(of, name)| (of, name.to_owned())).into();
        let of = asking.one_of("评议", kinds, RefusedField::Whole);
        asking.choose(&of, 0);
        let department = asking.department(&world.header.settings, None);
        let person = asking.somebody("个人", RefusedField::Staff, &staff, |_| true);
        for (field_of, shown) in [(Of::Department, true), (Of::Staff, false)] {
            let asked = of.clone();
            let is = move |said: crate::ask::Said<'_>| said.get(&asked) == Ok(field_of);
            if shown { asking.only_if(&department, is) } else { asking.only_if(&person, is) }
        }
        let reviewers = asking.text("评议人", LONGEST_WORDS, RefusedField::Name, String::new());
        let wrong = "评分写0到100的整数，用空格隔开。";
        let scored = asking.typed("评分", 400, RefusedField::Reply, Vec::new(), (scores, wrong));
        let result = asking.text("评议结果", LONGEST_WORDS, RefusedField::Summary, String::new());
        asking.makes(move |said| {
            let about = match said.get(&of)? {
                Of::Office => About::Office,
                Of::Department => About::Department { name: said.get(&department)? },
                Of::Staff => About::Staff { code: said.get(&person)? },
            };
            // Whoever bears the name of one of ours is ours.
            let (mut ours, mut outside) = (Vec::new(), Vec::new());
            for name in several(&said.get(&reviewers)?) {
                match staff.active().into_iter().find(|staff| staff.name == name) {
                    Some(staff) => ours.push(staff.code.clone()),
                    None => outside.push(name),
                }
            }
            Ok(OfficeCommand::HoldReview(Box::new(HoldReview {
                date: said.get(&date)?,
                about,
                reviewers: ours,
                outside,
                scores: said.get(&scored)?,
                result: said.get(&result)?,
            })))
        })
    }),
};
