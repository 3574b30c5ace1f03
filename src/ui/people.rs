//! People as they are typed: by code, name, or how the name sounds, one or several of them.

use std::collections::BTreeSet;

use xieban_domain::staff::{Directory, Staff, StaffCode};
use xieban_words::canonical;
use xieban_words::pinyin::{Fit, Spelled};

use crate::world::World;

/// Everybody who may be chosen, by 排序.
pub(crate) fn eligible(world: &World, may: impl Fn(&Staff) -> bool) -> Vec<StaffCode> {
    let staff = world.header.staff.active().into_iter();
    staff.filter(|staff| may(staff)).map(|staff| staff.code.clone()).collect()
}

/// Those whose code, name or sound fits what was typed, the best first. Nothing typed fits nobody.
pub(crate) fn fitting<'d>(typed: &str, staff: &'d Directory) -> Vec<&'d Staff> {
    let query = canonical::query(typed);
    let fit = |each: &Staff| match each.code.0.eq_ignore_ascii_case(&query) {
        true => Some(Fit::Whole),
        false => Spelled::new(&each.name).fit(&query),
    };
    let mut found: Vec<(Fit, &Staff)> =
        staff.active().into_iter().filter_map(|each| Some((fit(each)?, each))).collect();
    found.sort_by_key(|(fit, each)| (*fit, each.order, each.code.clone()));
    found.into_iter().map(|(_, each)| each).collect()
}

/// The people of a list as it was typed, with 、 or a blank between them; what fits nobody, or several alike, is given back.
pub(crate) fn people(typed: &str, staff: &Directory) -> Result<BTreeSet<StaffCode>, String> {
    let parts = typed.split(['、', '，', ',', ' ', '　', ';', '；']).filter(|part| !part.trim().is_empty());
    parts
        .map(|part| {
            let exact = staff.active().into_iter().find(|each| each.name == part.trim());
            let fitting = fitting(part, staff);
            let only = fitting.first().copied().filter(|_| fitting.len() == 1);
            exact.or(only).map(|one| one.code.clone()).ok_or_else(|| part.trim().to_owned())
        })
        .collect()
}

/// Their names.
pub(crate) fn names(people: &BTreeSet<StaffCode>, staff: &Directory) -> String {
    people.iter().map(|code| staff.name(code)).collect::<Vec<_>>().join("、")
}

/// People that are offered beside what is typed.
const OFFERED: usize = 3;

/// What stands beside a list as it is typed: whom it means, or who may be meant.
pub(crate) fn meant(typed: &str, staff: &Directory) -> String {
    match people(typed, staff) {
        Ok(found) if found.is_empty() => "代码、姓名或拼音，几人用、隔开".to_owned(),
        Ok(found) => names(&found, staff),
        Err(part) => {
            let fits = fitting(&part, staff);
            let some: Vec<String> =
                fits.iter().take(OFFERED).map(|each| format!("{}{}", each.code, each.name)).collect();
            if some.is_empty() { "查无此人".to_owned() } else { format!("{}？", some.join(" ")) }
        }
    }
}
