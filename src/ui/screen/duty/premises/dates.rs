//! Dates and people as they are typed into a dialog.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use xieban_domain::staff::{Directory, Role, StaffCode};

use crate::form::{self, NO_DATE};

/// A date; `Ok(None)` where nothing was typed.
pub(super) fn date(typed: &str) -> Result<Option<NaiveDate>, &'static str> {
    match typed.trim() {
        "" => Ok(None),
        typed => form::date(typed).map(Some).ok_or(NO_DATE),
    }
}

/// People by code or name, with 、 or a blank between them; nobody typed is every 协办员. Who is unknown is left to be refused.
pub(super) fn people(typed: &str, staff: &Directory) -> BTreeSet<StaffCode> {
    let active = staff.active();
    if typed.trim().is_empty() {
        let officers = active.iter().filter(|each| each.is(Role::Officer));
        return officers.map(|each| each.code.clone()).collect();
    }
    let parts = typed.split(['、', '，', ',', ' ', '　', ';', '；']).filter(|part| !part.is_empty());
    let found = parts.map(|part| {
        let code = part.trim().to_uppercase();
        let known = active.iter().find(|each| each.name == part.trim() || each.code.0 == code);
        known.map_or(StaffCode(code), |each| each.code.clone())
    });
    found.collect()
}
