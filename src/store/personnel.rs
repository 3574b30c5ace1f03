//! 任免, 评议, 考核规则 and signed reports. What is behind the wall has rows of nothing but seals: what is read is what can be opened, and nobody
//! opens it without saying who he is.

use serde::{Deserialize, Serialize};
use xieban_domain::appointment::{Appointment, AppointmentNumber, FiledAppointment};
use xieban_domain::assessment::Scheme;
use xieban_domain::conduct::Walled;
use xieban_domain::personnel::{PersonnelPage, PersonnelStep};
use xieban_domain::report::SignedReport;
use xieban_domain::review::{PersonReview, Reviewed};
use xieban_domain::sealed::{Sealed, Seals, Slot};
use xieban_journal::Page;

use super::error::StoreError;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};

/// A 评议, by whoever may read it.
pub enum ReviewRecord {
    /// Of the office or of a 科室.
    Open(Reviewed),
    /// Of a person.
    Behind(Walled<PersonReview>),
}

/// The row of a 评议.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ReviewRow {
    Open(Reviewed),
    Person(Sealed<PersonnelStep>),
}

impl Seals for ReviewRow {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        match self {
            Self::Open(reviewed) => reviewed.each_slot(visit),
            Self::Person(step) => visit(step),
        }
    }
}

/// The steps of a 任免, as far as their texts are kept.
fn filed(steps: &[Sealed<PersonnelStep>]) -> impl Iterator<Item = &FiledAppointment> {
    steps.iter().filter_map(|step| match step.get() {
        Some(PersonnelStep::Appointment(filed)) => Some(filed),
        Some(PersonnelStep::Review(_)) | None => None,
    })
}

impl Snapshot<'_> {
    /// A 任免.
    pub fn appointment(&self, number: AppointmentNumber) -> Result<Option<Walled<Appointment>>, StoreError> {
        let steps = self.json::<Vec<Sealed<PersonnelStep>>>(T::Office, &key::appointment(number))?;
        let Some(mut steps) = steps else { return Ok(None) };
        self.unseal(&mut steps)?;
        Ok(Appointment::replay(filed(&steps)))
    }

    /// Every 任免, oldest first.
    pub fn appointments(&self) -> Result<Vec<Walled<Appointment>>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::APPOINTMENTS, &mut |_, row| {
            rows.push(from_json::<Vec<Sealed<PersonnelStep>>>(row));
            true
        })?;
        let mut all = rows.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.unseal(&mut all)?;
        // Their numbers have no order.
        all.sort_by_key(|steps| filed(steps).next().map(|step| (step.at, step.number)));
        Ok(all.iter().filter_map(|steps| Appointment::replay(filed(steps))).collect())
    }

    /// Whether a 任免 has this number, whoever may know of it.
    pub fn has_appointment(&self, number: AppointmentNumber) -> Result<bool, StoreError> {
        Ok(self.row(T::Office, &key::appointment(number))?.is_some())
    }

    /// Every 评议, newest first. One of a person whose text is gone is nobody's any more.
    pub fn reviews(&self) -> Result<Vec<ReviewRecord>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::REVIEWS, &mut |_, row| {
            rows.push(from_json::<ReviewRow>(row));
            true
        })?;
        let mut reviews = Vec::with_capacity(rows.len());
        for row in rows.into_iter().rev() {
            let mut row = row?;
            self.unseal(&mut row)?;
            match row {
                ReviewRow::Open(reviewed) => reviews.push(ReviewRecord::Open(reviewed)),
                ReviewRow::Person(step) => match step.get() {
                    Some(PersonnelStep::Review(review)) => {
                        reviews.push(ReviewRecord::Behind(Walled::new(review.clone())));
                    }
                    Some(PersonnelStep::Appointment(_)) | None => {}
                },
            }
        }
        Ok(reviews)
    }

    /// Every version of 考核规则 that was kept, newest first.
    pub fn schemes(&self) -> Result<Vec<Scheme>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::SCHEMES, &mut |_, row| {
            rows.push(from_json::<Scheme>(row));
            true
        })?;
        rows.into_iter().rev().collect()
    }

    /// Every signature under a report, newest first.
    pub fn signed_reports(&self) -> Result<Vec<SignedReport>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::SIGNED, &mut |_, row| {
            rows.push(from_json::<SignedReport>(row));
            true
        })?;
        rows.into_iter().rev().collect()
    }
}

/// Puts a page behind the wall where it belongs. One whose text was left out of a backup belongs nowhere any more.
pub(super) fn file(
    tables: &mut [Writable<'_>],
    personnel: &PersonnelPage,
    page: &Page,
) -> Result<(), StoreError> {
    match personnel.step.get() {
        None => Ok(()),
        Some(PersonnelStep::Review(_)) => {
            write(tables, &key::review(page.page), &ReviewRow::Person(personnel.step.clone()))
        }
        Some(PersonnelStep::Appointment(filed)) => {
            let at = key::appointment(filed.number);
            let mut steps: Vec<Sealed<PersonnelStep>> =
                Snapshot::of(tables).json(T::Office, &at)?.unwrap_or_default();
            steps.push(personnel.step.clone());
            write(tables, &at, &steps)
        }
    }
}

/// A 评议 of the office or of a 科室.
pub(super) fn reviewed(
    tables: &mut [Writable<'_>],
    reviewed: &Reviewed,
    page: &Page,
) -> Result<(), StoreError> {
    write(tables, &key::review(page.page), &ReviewRow::Open(reviewed.clone()))
}

/// A version of 考核规则.
pub(super) fn scheme(tables: &mut [Writable<'_>], scheme: &Scheme) -> Result<(), StoreError> {
    write(tables, &key::scheme(scheme.version), scheme)
}

/// A signature under a report.
pub(super) fn signed(
    tables: &mut [Writable<'_>],
    signed: &SignedReport,
    page: &Page,
) -> Result<(), StoreError> {
    write(tables, &key::signed(page.page), signed)
}

fn write<V: Serialize>(tables: &mut [Writable<'_>], at: &[u8], row: &V) -> Result<(), StoreError> {
    tables[T::Office as usize].insert(at, &to_json(row)?[..])?;
    Ok(())
}
