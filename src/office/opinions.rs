//! 意见本 as it is read, and what the rules about it may know.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::opinion::{Opinion, OpinionPage, Volumes};
use xieban_domain::staff::Role;
use xieban_store::{Snapshot, StoreError};

use super::{Session, privacy};

/// The book, or a volume of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionBook {
    /// The newest volume; 0 where there is none yet.
    pub volumes: u16,
    /// Its pages, the newest first. What is written on them is there for who may enter pages.
    pub pages: Vec<Opinion>,
    /// The page that is to be entered next: of the volume that was asked for, else of the newest one.
    pub next: OpinionPage,
}

/// Reads what a command about the book needs.
pub(super) fn shelf(snapshot: &Snapshot<'_>, command: &Command) -> Result<Volumes, StoreError> {
    let place = match command {
        Command::Office(OfficeCommand::EnterOpinion(enter)) => (enter.volume, enter.page),
        Command::Office(OfficeCommand::AnswerOpinion(answer)) => (answer.volume, answer.page),
        Command::Office(OfficeCommand::PublishOpinion(publish)) => (publish.volume, publish.page),
        Command::Register(_) | Command::Case { .. } | Command::Office(_) => return Ok(Volumes::default()),
    };
    snapshot.shelf(OpinionPage { volume: place.0, page: place.1 })
}

/// The book as this session's person may read it.
pub(super) fn book(
    snapshot: &Snapshot<'_>,
    session: &Session,
    volume: Option<u16>,
) -> Result<OpinionBook, StoreError> {
    const READERS: [Role; 5] =
        [Role::Officer, Role::DutyLeader, Role::Head, Role::ConductOffice, Role::DisciplineOffice];
    let staff = snapshot.staff()?;
    let reader = staff.get(session.account());
    let reads = reader.is_some_and(|reader| READERS.iter().any(|role| reader.is(*role)));
    let pages = snapshot.opinions(volume)?;
    let shown = if reads { privacy::opinion } else { Opinion::shut };
    let pages: Vec<Opinion> = pages.into_iter().map(shown).collect();
    let newest = snapshot.shelf(OpinionPage { volume: volume.unwrap_or(0), page: 0 })?;
    let volume = volume.unwrap_or(newest.volumes).max(1);
    let last = pages.iter().find(|page| page.place.volume == volume).map_or(0, |page| page.place.page);
    let next = OpinionPage { volume, page: last.saturating_add(1) };
    Ok(OpinionBook { volumes: newest.volumes, pages, next })
}
