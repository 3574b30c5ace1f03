//! The one door: sign-in, authorisation, the clock, `act` and `ask`. Desk, board and command line all come through here.
//!
//! This crate judges role × command, inside the transaction and from the roles held now; actor × case is the domain's.
//! The clock is `xieban_clock`; nothing else of the machine is read for a rule.

#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a view that borrows is not general enough to stand for the closure"
)]

mod act;
mod ask;
mod asking;
mod authority;
mod away;
mod caller;
mod cases;
mod chance;
mod complaints;
mod day;
mod draft;
mod duty;
mod even;
mod export;
mod figures;
mod file_permissions;
mod founding;
mod import;
mod look_ups;
mod notices;
mod numbered;
mod opinions;
mod personnel;
pub mod photo;
mod pin;
mod pins;
mod placed;
mod premises;
mod print;
mod privacy;
mod proof;
pub mod question;
mod recovery;
mod register;
mod roster;
mod session;
mod sheets;
mod shift;
mod standing;
mod table;
mod wall;
mod watch;
mod web;
mod whole;
mod window;
mod workload_forecast;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use act::Founding;
pub use ask::{Answer, CaseList, CaseRow, CaseView, Header, Known, OpenCase, Query};
pub use asking::AskError;
pub use authority::{Allowed, may, may_ask, roles};
pub use away::AbsenceImpact;
pub use caller::Caller;
pub use cases::FOUND;
pub use day::DaySheet;
pub use draft::Drafts;
pub use duty::DutySpan;
pub use export::{Export, Exported, Exporting, FileType, OutError, start_export};
pub use figures::{Counted, FiguresView};
pub use file_permissions::{PermissionFlaw, flaws};
pub use founding::{FoundingError, FoundingSite};
pub use import::Import;
pub use notices::{KeptPromise, read_notice};
pub use opinions::OpinionBook;
pub use personnel::{AppointmentRow, Schemes};
pub use pins::{Consent, PinError};
pub use placed::StorePlace;
pub use premises::{BooksView, Premises};
pub use print::{PrintError, Printer, Printing, print, start as start_printing};
pub use privacy::{LookList, Shown};
pub use proof::{BackupProof, ProofError, prove};
pub use question::Question;
pub use recovery::{RecoveryCode, sealed_sheet};
pub use register::{ComplaintRow, FileRow, Which};
pub use roster::{RosterView, quarter_of};
pub use session::{Administrator, Session, SignInError};
pub use sheets::{SheetIndex, SheetsGone};
pub use shift::Shift;
pub use standing::{ClockStanding, StoreStanding};
pub use table::QuarterTable;
pub use watch::{Watched, watch};
pub use whole::AtomicFile;
pub use window::StoreWindow;
pub use workload_forecast::WorkloadForecast;
pub use xieban_backup::{BackupError, Key, Recipient, Restored, Written};
pub use xieban_clock::{practice_clock, wall};
pub use xieban_store::{
    ActError, Audit, AuditProgress, Change, Clue, Counts, DeskPresence, Discord, Done, Filter, Health, Hear,
    Scope, StoreError, TimelineEntry, Touched, Upgrade, Witnessing, inside_store, open_ordinary, place_of,
    read_ordinary,
};

use xieban_clock::Clock;
use xieban_domain::calendar::{Calendar, Damaged};
use xieban_domain::catalogue::Catalogue;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, NotACase, Number};
use xieban_domain::roster::{Quarter, Roster};
use xieban_journal::Hash;
use xieban_store::{OpenedPage, Reader, Store};

/// Tells one run of a desk from any other: the beginning of its request ids.
pub fn run_id() -> String {
    chance::random_id()
}

/// The folder of a store's witness: `XIEBAN_WITNESS`, best on another disk; beside the store unless it is set.
pub fn witnesses(store: &Path) -> PathBuf {
    let named = std::env::var_os("XIEBAN_WITNESS").filter(|folder| !folder.is_empty());
    named.map_or_else(|| place_of(store).with_extension("witness"), PathBuf::from)
}

/// Why an office cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The program's own facts are damaged.
    #[error(transparent)]
    Damaged(#[from] Damaged),
    /// No randomness to be had.
    #[error("系统取不到随机数，不能开始。请找系统管理员。")]
    NoRandomness,
}

/// The facts the program brings with it.
#[derive(Debug, Clone, Copy)]
pub struct CompiledFacts {
    pub calendar: &'static Calendar,
    /// Matters, units, chains.
    pub catalogue: &'static Catalogue,
}

impl CompiledFacts {
    /// The bundled facts, checked.
    pub fn bundled() -> Result<Self, Damaged> {
        Ok(Self { calendar: Calendar::bundled()?, catalogue: Catalogue::bundled()? })
    }
}

/// A number that tells a store from any other.
fn store_id() -> Result<[u8; 16], OpenError> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|_| OpenError::NoRandomness)?;
    Ok(id)
}

/// An open office.
pub struct Office {
    store: Store,
    facts: CompiledFacts,
    clock: Clock,
    recent: OnceLock<Audit>,
    missed: look_ups::Missed,
}

impl Office {
    /// Makes an empty store and opens it.
    pub fn create(path: &Path) -> Result<Self, OpenError> {
        let path = &place_of(path);
        Store::create(path, CompiledFacts::beside(path)?.calendar, store_id()?)?;
        Self::open(path)
    }

    /// Makes an office that stands at `path` once `fill` has put everything into it, through a cache of so many bytes.
    pub fn create_filled<A, E: From<OpenError> + From<StoreError>>(
        path: &Path,
        cache: usize,
        fill: impl FnOnce(&Self) -> Result<A, E>,
    ) -> Result<A, E> {
        let path = &place_of(path);
        let facts = CompiledFacts::beside(path).map_err(OpenError::from)?;
        Store::create_filled(path, facts.calendar, store_id()?, cache, |store| {
            let clock = Clock::of(store.read(|snapshot| snapshot.practice_clock())?);
            fill(&Self { store, facts, clock, recent: OnceLock::new(), missed: look_ups::Missed::default() })
        })
    }

    /// Opens an office for work. Others may have it open too.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Self::witnessed(path, &witnesses(path))
    }

    /// The same with its witness in a folder of one's own.
    pub fn witnessed(path: &Path, witnesses: &Path) -> Result<Self, OpenError> {
        Self::open_with(path, witnesses, &mut Upgrade::unheard())
    }

    /// The same; `upgrade` says how a store of an older program is brought up to date.
    pub fn open_with(path: &Path, witnesses: &Path, upgrade: &mut Upgrade<'_>) -> Result<Self, OpenError> {
        let path = &place_of(path);
        let facts = CompiledFacts::beside(path)?;
        let store = Store::open_with(path, facts.calendar, witnesses, upgrade)?;
        let clock = Clock::of(store.read(|snapshot| snapshot.practice_clock())?);
        Ok(Self { store, facts, clock, recent: OnceLock::new(), missed: look_ups::Missed::default() })
    }

    /// An office in memory whose clock stands where it is put: for tests.
    pub fn in_memory(now: Moment) -> Result<Self, OpenError> {
        Self::over(Store::in_memory(CompiledFacts::bundled()?.calendar)?, now)
    }

    /// The same on a store that was opened otherwise.
    pub fn over(store: Store, now: Moment) -> Result<Self, OpenError> {
        let clock = Clock::standing(now);
        Ok(Self {
            store,
            facts: CompiledFacts::bundled()?,
            clock,
            recent: OnceLock::new(),
            missed: look_ups::Missed::default(),
        })
    }

    /// The same, as if the host's clock showed this: for tests of a host that is wrong about the time.
    #[must_use]
    pub fn on_a_host_that_shows(self, now: Moment) -> Self {
        Self { clock: Clock::Host(now), ..self }
    }

    /// Moves a standing clock, or the one of a host in a test. One that runs stays as it is.
    pub fn set_clock(&mut self, now: Moment) {
        self.clock = match self.clock {
            Clock::Standing(_) => Clock::standing(now),
            Clock::Host(_) => Clock::Host(now),
            clock @ (Clock::Wall | Clock::Practice { .. }) => clock,
        };
    }

    /// The office's now.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The facts the program brings with it.
    pub const fn facts(&self) -> CompiledFacts {
        self.facts
    }

    /// Where the store lies.
    pub fn path(&self) -> Option<&Path> {
        self.store.path()
    }

    /// Where the store and its witness lie; none for one without a file.
    pub fn store_place(&self) -> Option<StorePlace> {
        Some(StorePlace::of(self.path()?, self.store.witnesses()?))
    }

    /// Is the store what it says?
    pub fn audit(&self) -> Result<Audit, StoreError> {
        self.store.audit()
    }

    /// Throws the derived tables away and builds them again.
    pub fn rebuild(&self) -> Result<(), StoreError> {
        self.store.rebuild()
    }

    /// A number as it is written.
    pub fn paper(&self, number: Number) -> Result<String, StoreError> {
        self.store.read(|snapshot| Ok(snapshot.settings()?.paper(number)))
    }

    /// The cases that a text names by a number, however it is written.
    pub fn numbered(&self, text: &str) -> Result<Result<Vec<CaseId>, NotACase>, StoreError> {
        let now = self.now();
        self.store.read(|snapshot| {
            let found = numbered::numbered(snapshot, text, now)?;
            Ok(found.map(|found| found.into_iter().map(|one| one.record.case.id()).collect()))
        })
    }

    /// The number of the journal's last page.
    pub fn last_page(&self) -> Result<u64, StoreError> {
        self.store.read(|snapshot| snapshot.last_page())
    }
}

/// Makes a store of a backup at `path`, in the place of one that nobody has open.
pub fn restore(file: &Path, key: Option<&Key>, path: &Path) -> Result<Restored, BackupError> {
    let path = &place_of(path);
    let calendar =
        CompiledFacts::beside(path).map_err(|error| StoreError::Damaged(error.to_string()))?.calendar;
    let stamp = wall().iso().replace([':', '+'], "");
    xieban_backup::restore(file, key, path, calendar, Some(&witnesses(path)), &stamp)
}

/// Writes a store that nobody has open anew, so that what was erased is not in its file any more.
pub fn compact(path: &Path) -> Result<(), BackupError> {
    Ok(Store::compact(path)?)
}

/// An office that is only looked at: reading commands.
pub struct Lookout {
    reader: Reader,
    path: PathBuf,
    facts: CompiledFacts,
}

impl Lookout {
    /// Opens an office for reading only.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Self::witnessed(path, &witnesses(path))
    }

    /// The same with its witness in a folder of one's own.
    pub fn witnessed(path: &Path, witnesses: &Path) -> Result<Self, OpenError> {
        Self::open_with(path, witnesses, &mut Upgrade::unheard())
    }

    /// The same; `upgrade` says how a store of an older program is brought up to date.
    pub fn open_with(path: &Path, witnesses: &Path, upgrade: &mut Upgrade<'_>) -> Result<Self, OpenError> {
        let path = &place_of(path);
        let facts = CompiledFacts::beside(path)?;
        let reader = Reader::open_with(path, facts.calendar, witnesses, upgrade)?;
        Ok(Self { reader, path: path.to_owned(), facts })
    }

    /// The office's now.
    pub fn now(&mut self) -> Result<Moment, StoreError> {
        Ok(Clock::of(self.reader.read(|snapshot| snapshot.practice_clock())?).now())
    }

    /// Is the store what it says?
    pub fn audit(&mut self) -> Result<Audit, StoreError> {
        self.audit_heard(&mut |_| {})
    }

    /// The same; `hear` is told how far it has come.
    pub fn audit_heard(&mut self, hear: &mut Hear<'_>) -> Result<Audit, StoreError> {
        self.reader.audit(hear)
    }

    /// How the store and its witness stand to each other.
    pub fn witnessing(&mut self) -> Result<Witnessing, StoreError> {
        self.reader.witnessing()
    }

    /// The library's own check of the whole file. Other writers wait meanwhile. `false`: it was damaged, and is mended.
    pub fn sound(path: &Path) -> Result<bool, StoreError> {
        Store::sound(path)
    }

    /// Is this page the one whose hash was printed?
    pub fn proves(&mut self, page: u64, hash: Hash) -> Result<bool, StoreError> {
        self.reader.read(|snapshot| snapshot.proves(page, hash))
    }

    /// When a page was written, as claimed.
    pub fn at_of(&mut self, page: u64) -> Result<Option<Moment>, StoreError> {
        self.reader.read(|snapshot| snapshot.at_of(page))
    }

    /// The day on which a page was written, as claimed.
    pub fn day_of(&mut self, page: u64) -> Result<Option<chrono::NaiveDate>, StoreError> {
        self.reader.read(|snapshot| snapshot.day_of(page))
    }

    /// Visits the bytes of every page from `first` on, until `visit` says `false`. Pages carry no private text; what of them may be
    /// shown to whom is the journal's to say.
    pub fn pages(&mut self, first: u64, visit: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), StoreError> {
        let visit = std::cell::RefCell::new(visit);
        self.reader.read(|snapshot| snapshot.pages(first, &mut |_, bytes| (*visit.borrow_mut())(bytes)))
    }

    /// The bytes of pages from `first` on, at most `limit`, each with the private texts it sealed, as JSON; an erased one is absent.
    pub fn opened(
        &mut self,
        _: &Administrator,
        first: u64,
        limit: usize,
    ) -> Result<Vec<OpenedPage>, StoreError> {
        self.reader.read(|snapshot| snapshot.opened(first, limit))
    }

    /// Cases in order of their numbers from `from` on, at most `limit`, each with its light.
    pub fn cases(&mut self, from: CaseId, limit: usize) -> Result<Vec<CaseRow>, StoreError> {
        let now = self.now()?;
        let facts = self.facts;
        self.reader.read(|snapshot| {
            Ok(ask::rows(snapshot.cases_from(from, limit)?, now, facts, &*snapshot.settings()?))
        })
    }

    /// The cases that a text names by a number, however it is written, each with its light; none where there is no such case.
    pub fn numbered(&mut self, text: &str) -> Result<Result<Vec<CaseRow>, NotACase>, StoreError> {
        let (now, facts) = (self.now()?, self.facts);
        self.reader.read(|snapshot| {
            let settings = snapshot.settings()?;
            Ok(numbered::numbered(snapshot, text, now)?.map(|found| {
                let records = found.into_iter().map(|one| one.record).collect();
                ask::rows(records, now, facts, &settings)
            }))
        })
    }

    /// Writes a backup into `file`, encrypted for `recipients`; without any it has no private text.
    pub fn backup(&mut self, file: &Path, recipients: &[Recipient]) -> Result<Written, BackupError> {
        xieban_backup::write(&mut self.reader, file, recipients)
    }

    /// Why the host's clock is not believed, if it is not.
    pub fn clock_doubt(&mut self) -> Result<Option<xieban_domain::host_clock::ClockDoubt>, StoreError> {
        self.reader.read(|snapshot| {
            let clock = Clock::of(snapshot.practice_clock()?);
            Ok(standing::judged(snapshot, clock)?.err())
        })
    }

    /// What stands at the door: names, duty, hotlines.
    pub fn header(&mut self) -> Result<Header, StoreError> {
        let now = self.now()?;
        self.reader.read(|snapshot| ask::header(snapshot, now))
    }

    /// A quarter's roster.
    pub fn roster(&mut self, quarter: Quarter) -> Result<RosterView, StoreError> {
        let (now, facts) = (self.now()?, self.facts);
        self.reader.read(|snapshot| roster::view(snapshot, quarter, now, facts))
    }

    /// Every roster, oldest first.
    pub fn rosters(&mut self) -> Result<Vec<Roster>, StoreError> {
        self.reader.read(|snapshot| snapshot.rosters())
    }

    /// Who was on duty on a day, as it stood at a moment; `None` where nothing had been entered by then.
    pub fn duty_at(&mut self, date: chrono::NaiveDate, at: Moment) -> Result<Option<DutyDay>, StoreError> {
        self.reader.read(|snapshot| snapshot.duty_at(date, at))
    }

    /// The facts the program brings with it.
    pub const fn facts(&self) -> CompiledFacts {
        self.facts
    }
}
