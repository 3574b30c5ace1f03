//! Complaints, and the files behind the wall. A complaint's row holds seals where it holds words; a file's row holds nothing but the
//! seals of its steps: what is read of it is what can be opened, and nobody opens it without saying who he is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use xieban_domain::appointment::AppointmentNumber;
use xieban_domain::complaint::{Complainant, Complaint, ComplaintEvent, ComplaintId};
use xieban_domain::conduct::{ConductPage, File, FileNumber, FiledStep, ReceiptCode, Walled};
use xieban_domain::event::Event;
use xieban_domain::figures as facts;
use xieban_domain::personnel::PersonnelStep;
use xieban_domain::sealed::{Sealed, Seals, Slot};
use xieban_journal::Page;

use super::error::StoreError;
use super::figures;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable, key};
use super::txn_cache::TxnCache;

/// The row of a file.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Folder {
    steps: Vec<Sealed<FiledStep>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    complainant: Option<Sealed<Complainant>>,
}

impl Seals for Folder {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        for step in &mut self.steps {
            visit(step);
        }
        self.complainant.each_slot(visit);
    }
}

impl Snapshot<'_> {
    /// A complaint with its private texts.
    pub fn complaint(&self, id: ComplaintId) -> Result<Option<Complaint>, StoreError> {
        let found = self.json::<Complaint>(T::Office, &key::complaint(id))?;
        found.map(|complaint| self.with_texts(complaint)).transpose()
    }

    /// A complaint, with its private texts as far as they are kept.
    pub fn with_texts(&self, mut complaint: Complaint) -> Result<Complaint, StoreError> {
        self.unseal(&mut complaint)?;
        Ok(complaint)
    }

    /// Every complaint, oldest first, without its private texts.
    pub fn complaints(&self) -> Result<Vec<Complaint>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::COMPLAINTS, &mut |_, row| {
            rows.push(from_json::<Complaint>(row));
            true
        })?;
        rows.into_iter().collect()
    }

    /// The number of a year's next complaint.
    pub fn next_complaint(&self, year: u16) -> Result<ComplaintId, StoreError> {
        let last = self.json::<u32>(T::Office, &key::last_complaint(year))?.unwrap_or(0);
        Ok(ComplaintId { year, seq: last + 1 })
    }

    /// A file behind the wall.
    pub fn file(&self, number: FileNumber) -> Result<Option<Walled<File>>, StoreError> {
        Ok(self.folder(number)?.and_then(|folder| replay(&folder)))
    }

    /// Every file behind the wall, oldest first.
    pub fn files(&self) -> Result<Vec<Walled<File>>, StoreError> {
        let mut rows = Vec::new();
        self.visit_prefix(T::Office, key::FILES, &mut |_, row| {
            rows.push(from_json::<Folder>(row));
            true
        })?;
        let mut folders = rows.into_iter().collect::<Result<Vec<_>, _>>()?;
        for folder in &mut folders {
            self.unseal(folder)?;
        }
        // Their numbers have no order.
        folders.sort_by_key(|folder| {
            folder.steps.first().and_then(Sealed::get).map(|step| (step.at, step.file))
        });
        Ok(folders.iter().filter_map(replay).collect())
    }

    /// Every receipt code that was given out.
    pub fn receipts(&self) -> Result<BTreeSet<ReceiptCode>, StoreError> {
        Ok(self.files()?.iter().filter_map(Walled::receipt).collect())
    }

    /// 回执码 that was given out with this page.
    pub fn receipt_on(&self, page: u64) -> Result<Option<ReceiptCode>, StoreError> {
        let Some(bytes) = self.row(T::Journal, &key::page(page))? else { return Ok(None) };
        let Event::Conduct(mut conduct) = self.read_page(page, &bytes)?.event else { return Ok(None) };
        self.unseal(&mut *conduct)?;
        Ok(conduct.step.get().and_then(FiledStep::receipt))
    }

    /// The number of a complaint that a page took in.
    pub fn complaint_on(&self, page: u64) -> Result<Option<ComplaintId>, StoreError> {
        let Some(bytes) = self.row(T::Journal, &key::page(page))? else { return Ok(None) };
        let Event::Complaint { id, .. } = self.read_page(page, &bytes)?.event else { return Ok(None) };
        Ok(Some(id))
    }

    /// The number of a 任免 that a page is about.
    pub fn appointment_on(&self, page: u64) -> Result<Option<AppointmentNumber>, StoreError> {
        let Some(bytes) = self.row(T::Journal, &key::page(page))? else { return Ok(None) };
        let Event::Personnel(mut personnel) = self.read_page(page, &bytes)?.event else { return Ok(None) };
        self.unseal(&mut *personnel)?;
        Ok(personnel.step.get().and_then(|step| match step {
            PersonnelStep::Appointment(filed) => Some(filed.number),
            PersonnelStep::Review(_) => None,
        }))
    }

    /// Whether a file has this number, whoever may know of it.
    pub fn has_file(&self, number: FileNumber) -> Result<bool, StoreError> {
        Ok(self.row(T::Office, &key::file(number))?.is_some())
    }

    /// 投诉人 of a file, if he said who he is. To be asked only once the wall has let somebody through.
    pub fn complainant(&self, number: FileNumber) -> Result<Option<Complainant>, StoreError> {
        let folder = self.folder(number)?;
        Ok(folder.and_then(|folder| folder.complainant).and_then(|sealed| sealed.get().cloned()))
    }

    fn folder(&self, number: FileNumber) -> Result<Option<Folder>, StoreError> {
        let Some(mut folder) = self.json::<Folder>(T::Office, &key::file(number))? else { return Ok(None) };
        self.unseal(&mut folder)?;
        Ok(Some(folder))
    }
}

fn replay(folder: &Folder) -> Option<Walled<File>> {
    File::replay(folder.steps.iter().filter_map(Sealed::get))
}

/// Takes what happened to a complaint into its row.
pub(super) fn project(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    id: ComplaintId,
    event: &ComplaintEvent,
    page: &Page,
) -> Result<(), StoreError> {
    let at = key::complaint(id);
    let before = Snapshot::of(tables).json::<Complaint>(T::Office, &at)?;
    let stood_under = before.as_ref().map(facts::of_complaint).unwrap_or_default();
    let row = match event {
        ComplaintEvent::Taken(taken) => {
            tables[T::Office as usize].insert(&key::last_complaint(id.year)[..], &to_json(&id.seq)?[..])?;
            Complaint::begin(id, page.at, taken)
        }
        ComplaintEvent::HandedOver { .. }
        | ComplaintEvent::Noted { .. }
        | ComplaintEvent::Found { .. }
        | ComplaintEvent::Replied { .. }
        | ComplaintEvent::Rated { .. }
        | ComplaintEvent::Linked { .. }
        | ComplaintEvent::Urged { .. } => {
            let Some(before) = before else { return Ok(()) };
            before.evolve(event, &page.by, page.at)
        }
    };
    figures::change(tables, cache, None, &stood_under, &facts::of_complaint(&row))?;
    tables[T::Office as usize].insert(&at[..], &to_json(&row)?[..])?;
    Ok(())
}

/// Puts a page into its file. One whose text was erased, or left out of a backup, belongs to no file any more.
pub(super) fn file(tables: &mut [Writable<'_>], page: &ConductPage) -> Result<(), StoreError> {
    let Some(number) = page.step.get().map(|step| step.file) else { return Ok(()) };
    let at = key::file(number);
    let mut folder: Folder = Snapshot::of(tables).json(T::Office, &at)?.unwrap_or_default();
    folder.steps.push(page.step.clone());
    folder.complainant = page.complainant.clone().or(folder.complainant);
    tables[T::Office as usize].insert(&at[..], &to_json(&folder)?[..])?;
    Ok(())
}
