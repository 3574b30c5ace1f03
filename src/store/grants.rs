//! Who made whom what by whose consent, the newest first, and what of it somebody has not seen yet: since he last came.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use xieban_domain::moment::Moment;
use xieban_domain::staff::{Role, RoleConsent, StaffCode};
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};

/// What was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantKind {
    /// The roles that hold now.
    Roles(BTreeSet<Role>),
    /// A PIN of somebody who has a role of judgement.
    Pin,
}

/// A page that made somebody something, with whoever consented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub page: u64,
    pub at: Moment,
    pub by: StaffCode,
    pub staff: StaffCode,
    pub kind: GrantKind,
    pub consent: RoleConsent,
}

/// Somebody's last sign-in and the one before, as pages, and how many wrong PINs there were in between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    pub last: u64,
    pub before: u64,
    pub missed: u32,
}

pub(super) fn note(
    tables: &mut [Writable<'_>],
    staff: &StaffCode,
    kind: GrantKind,
    consent: &RoleConsent,
    page: &Page,
) -> Result<(), StoreError> {
    let grant = Grant {
        page: page.page,
        at: page.at,
        by: page.by.clone(),
        staff: staff.clone(),
        kind,
        consent: consent.clone(),
    };
    tables[T::Office as usize].insert(&key::granted(page.page)[..], &to_json(&grant)?[..])?;
    Ok(())
}

/// Somebody signed in.
pub(super) fn came(tables: &mut [Writable<'_>], missed: u32, page: &Page) -> Result<(), StoreError> {
    let before = Snapshot::of(tables).came(&page.by)?.last;
    let came = Came { last: page.page, before, missed };
    tables[T::Office as usize].insert(&key::came(&page.by)[..], &to_json(&came)?[..])?;
    Ok(())
}

impl Snapshot<'_> {
    /// When somebody last signed in.
    pub fn came(&self, who: &StaffCode) -> Result<Came, StoreError> {
        Ok(self.json(T::Office, &key::came(who))?.unwrap_or_default())
    }

    /// What was given behind this page, the newest first.
    pub fn grants_since(&self, page: u64) -> Result<Vec<Grant>, StoreError> {
        let mut rows: Vec<Result<Grant, StoreError>> = Vec::new();
        self.visit_prefix(T::Office, key::GRANTED, &mut |_, row| {
            let grant = from_json::<Grant>(row);
            let goes_on = grant.as_ref().is_ok_and(|grant| grant.page > page);
            if goes_on || grant.is_err() {
                rows.push(grant);
            }
            goes_on
        })?;
        rows.into_iter().collect()
    }
}
