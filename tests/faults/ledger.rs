//! Work on a store, and the account of it: what was acknowledged must be there, once, without gaps.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_office::{ActError, CompiledFacts, Done, Founding, Office, SignInError, StoreError};
use xieban_store::Store;

use xieban_support::behind::never_witnessed;
use xieban_support::dice::{Dice, of_office, on_case, registration};
use xieban_support::{at, founding, say};

use crate::disk::Disk;

/// Who registers.
pub(crate) const OFFICERS: [&str; 4] = ["S01", "S02", "S03", "B01"];

/// When everything on a [`Disk`] happens.
const NOW: &str = "2026-11-23T08:41";

/// A closed store with a day's beginnings in it.
pub(crate) struct Begun {
    /// Its file.
    pub(crate) file: Vec<u8>,
    /// Its account.
    pub(crate) ledger: Ledger,
}

/// The store that every round begins with.
pub(crate) static BEGUN: LazyLock<Begun> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    drop(begin(&path, Some(at(NOW))));
    let office = open_file(&path).unwrap();
    let mut ledger = Ledger::of(&office);
    ledger.work(&office, &mut Dice(1), 30).unwrap();
    drop(office);
    // Its copies are stores of their own.
    never_witnessed(&path);
    Begun { file: std::fs::read(path).unwrap(), ledger }
});

/// An office with four officers on duty today and tomorrow.
pub(crate) fn begin(path: &Path, now: Option<Moment>) -> Office {
    let office = Office::create(path).unwrap();
    let today = now.unwrap_or(office.now()).date();
    let day = |date| DutyDay {
        leader: Some("L01".into()),
        morning: OFFICERS.map(Into::into).into(),
        standing_in: OFFICERS.map(Into::into).into(),
        ..DutyDay::empty(date)
    };
    office
        .found(&Founding { at: now, ..founding(vec![day(today), day(today.succ_opt().unwrap())]) })
        .unwrap();
    office
}

/// The office in this file.
pub(crate) fn open_file(path: &Path) -> Result<Office, StoreError> {
    let store =
        Store::open(path, CompiledFacts::bundled().unwrap().calendar, &path.with_extension("witness"))?;
    Ok(Office::over(store, at(NOW)).unwrap())
}

/// The office on this disk.
pub(crate) fn open(disk: &Disk) -> Result<Office, StoreError> {
    let disk = disk.clone();
    let store = Store::on(move || Ok(disk.plug()), CompiledFacts::bundled().unwrap().calendar)?;
    Ok(Office::over(store, at(NOW)).unwrap())
}

#[derive(Debug, Clone)]
struct Asked {
    who: String,
    request: String,
    command: Value,
}

/// What was asked and what was answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    /// Pages that were there before.
    base: u64,
    told: Vec<(Asked, Done)>,
    /// Asked, and left without an answer.
    open: Option<Asked>,
    cases: Vec<(CaseId, String)>,
    requests: usize,
}

impl Ledger {
    /// An account that begins with what is there now.
    pub(crate) fn of(office: &Office) -> Self {
        Self { base: office.last_page().unwrap(), ..Self::default() }
    }

    /// The account goes on from what is there now; what was before has been checked.
    pub(crate) fn skip_to(&mut self, office: &Office) {
        self.base = office.last_page().unwrap();
        self.told.clear();
    }

    /// Actions that were acknowledged.
    pub(crate) fn acknowledged(&self) -> usize {
        self.told.len()
    }

    /// Does so many random things. Whatever had no answer is asked again first, under its own request.
    pub(crate) fn work(
        &mut self,
        office: &Office,
        dice: &mut Dice,
        actions: usize,
    ) -> Result<(), StoreError> {
        self.settle(office)?;
        for _ in 0..actions {
            let asked = self.think_of(office, dice);
            self.ask(office, asked)?;
        }
        Ok(())
    }

    /// Asks again for what had no answer.
    pub(crate) fn settle(&mut self, office: &Office) -> Result<(), StoreError> {
        self.open.take().map_or(Ok(()), |asked| self.ask(office, asked))
    }

    fn think_of(&mut self, office: &Office, dice: &mut Dice) -> Asked {
        let (who, command) = match (dice.below(10), self.cases.is_empty()) {
            (0, _) => ("A01".to_owned(), of_office(dice, &office.now().date().to_string())),
            (1..=4, _) | (_, true) => ((*dice.one(&OFFICERS)).to_owned(), registration(dice)),
            (5.., false) => {
                let (id, officer) = dice.one(&self.cases).clone();
                (officer, on_case(dice, id))
            }
        };
        self.requests += 1;
        Asked { who, request: format!("r-{}", self.requests), command }
    }

    fn ask(&mut self, office: &Office, asked: Asked) -> Result<(), StoreError> {
        // An attempt to hand a case on leaves a page under a request of its own, which nobody could ask for again.
        if asked.command["do"] == "reassign" {
            return Ok(());
        }
        match answer(office, &asked) {
            Ok(done) => {
                if let (Some(id), true) = (done.case, asked.command["do"] == "register") {
                    self.cases.push((id, asked.who.clone()));
                }
                self.told.push((asked, done));
                Ok(())
            }
            Err(ActError::Refused(_)) => Ok(()),
            Err(ActError::Store(error)) => {
                self.open = Some(asked);
                Err(error)
            }
            Err(error @ ActError::RequestReused) => panic!("{asked:?}: {error}"),
        }
    }

    /// Everything acknowledged is there, the chain is whole, no page is doubled and none is one too many.
    pub(crate) fn check(&mut self, office: &Office) -> Result<(), StoreError> {
        self.settle(office)?;
        let audit = office.audit()?;
        assert_eq!(audit.finding, None, "page {}", audit.pages);
        let mut next = self.base + 1;
        for (asked, done) in &self.told {
            match answer(office, asked) {
                Ok(again) => {
                    assert!(again.repeated, "{} is lost: {done:?}, now {again:?}", asked.request);
                    assert_eq!((again.first, again.last, again.case), (done.first, done.last, done.case));
                }
                Err(ActError::Store(error)) => return Err(error),
                Err(error) => panic!("{} is lost: {error}", asked.request),
            }
            if done.first > 0 {
                assert_eq!(done.first, next, "{}: a gap or a double", asked.request);
                next = done.last + 1;
            }
        }
        assert_eq!(audit.pages + 1, next, "pages that nobody asked for, or missing ones");
        Ok(())
    }
}

fn answer(office: &Office, asked: &Asked) -> Result<Done, ActError> {
    let session = office.practise(&asked.who, "1号台").map_err(|error| match error {
        SignInError::Store(error) => ActError::Store(error),
        SignInError::Wrong
        | SignInError::PinNeeded
        | SignInError::Wait { .. }
        | SignInError::MustChange
        | SignInError::Refused(_) => {
            panic!("{}: {error}", asked.who)
        }
    })?;
    office.act(&session, &asked.request, &say(&asked.command))
}
