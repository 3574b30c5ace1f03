//! Who waits after wrong PINs: rows that every process shares, each in a transaction of its own that journals nothing.
//!
//! What was typed as a name may be somebody's PIN. So a name stands here as a salted hash, and one that nobody has as so little of it
//! that it tells nothing.

use serde::{Deserialize, Serialize};
use xieban_domain::moment::Moment;
use xieban_domain::throttle::{Everywhere, Missed, Pace, Tries};
use xieban_journal::Page;

use super::error::StoreError;
use super::open::Store;
use super::panic_guard::guarded;
use super::snapshot::{Snapshot, from_json, to_json};
use super::tables::{T, Writable};
use super::writable::write_tables;

/// Rows looked at for forgetting whenever somebody proves who he is.
const SWEPT: usize = 256;
/// Bytes of the hash of a name that somebody has, and of one that nobody has.
const KNOWN: usize = 16;
const UNKNOWN: usize = 2;
const SALT: &[u8] = b"salt";
/// Before the key of a terminal; names begin with whether somebody has them.
const TERMINAL: u8 = 2;
/// Before the key of an account of the host,
const ACCOUNT: u8 = 3;
/// before that of what is to be told of a name,
const MISSED: u8 = 4;
/// and before that of what is to be told of a terminal, where nobody has the name.
const MISSED_HERE: u8 = 5;

/// Under which name somebody tries, and where.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// As typed, in its one form.
    pub name: &'a str,
    /// Somebody has it.
    pub known: bool,
    /// 台号.
    pub desk: &'a str,
    /// The account of the host that the program runs under: whoever gives his terminal another name each time has the same.
    pub account: u32,
}

/// A row: of a terminal and a name, of a name, or of a terminal.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ThrottleRow {
    Here(Tries),
    Everywhere(Everywhere),
    Terminal(Pace),
    Missed(Missed),
}

impl ThrottleRow {
    fn is_forgotten(&self, at: &[u8], now: Moment) -> bool {
        match self {
            Self::Here(tries) => tries.is_forgotten(now),
            Self::Everywhere(all) => all.is_forgotten(now),
            Self::Terminal(pace) => pace.is_forgotten(now),
            // A name's waits for its next sign-in, however long that is.
            Self::Missed(missed) => at.first() == Some(&MISSED_HERE) && missed.is_forgotten(now),
        }
    }
}

/// The keys of a claim's rows.
struct Keys {
    here: Vec<u8>,
    everywhere: Vec<u8>,
    terminal: Vec<u8>,
    /// First tries at terminals by this account of the host under this name.
    fresh: Vec<u8>,
    missed: Vec<u8>,
}

impl Claim<'_> {
    fn keys(&self, salt: &[u8]) -> Keys {
        let hash = |parts: [&[u8]; 3]| Page::hash(&parts.join(&0)).0;
        let cache = if self.known { KNOWN } else { UNKNOWN };
        let name = hash([salt, self.name.as_bytes(), &[]]);
        let name = [&[u8::from(self.known)], name.get(..cache).unwrap_or_default()].concat();
        let desk = hash([salt, self.desk.as_bytes(), b"desk"]);
        let desk = desk.get(..KNOWN).unwrap_or_default();
        let here = [&name[..], b"/", desk].concat();
        let account = [&[ACCOUNT], &self.account.to_be_bytes()[..]].concat();
        let missed = if self.known { [&[MISSED], &name[..]] } else { [&[MISSED_HERE], desk] };
        Keys {
            here,
            terminal: [&[TERMINAL], desk].concat(),
            fresh: [&account, &name[..]].concat(),
            missed: missed.concat(),
            everywhere: name,
        }
    }
}

fn tries(snapshot: &Snapshot<'_>, keys: &Keys) -> Result<Option<Tries>, StoreError> {
    match snapshot.json(T::Throttle, &keys.here)? {
        Some(ThrottleRow::Here(tries)) => Ok(Some(tries)),
        Some(ThrottleRow::Everywhere(_) | ThrottleRow::Terminal(_) | ThrottleRow::Missed(_)) | None => {
            Ok(None)
        }
    }
}

/// Milliseconds until the terminal has its next try, under whatever name.
fn paced(snapshot: &Snapshot<'_>, keys: &Keys, now: Moment) -> Result<i64, StoreError> {
    match snapshot.json(T::Throttle, &keys.terminal)? {
        Some(ThrottleRow::Terminal(pace)) => Ok(pace.left(now)),
        Some(ThrottleRow::Here(_) | ThrottleRow::Everywhere(_) | ThrottleRow::Missed(_)) | None => Ok(0),
    }
}

fn everywhere(snapshot: &Snapshot<'_>, at: &[u8]) -> Result<Everywhere, StoreError> {
    match snapshot.json(T::Throttle, at)? {
        Some(ThrottleRow::Everywhere(all)) => Ok(all),
        Some(ThrottleRow::Here(_) | ThrottleRow::Terminal(_) | ThrottleRow::Missed(_)) | None => {
            Ok(Everywhere::default())
        }
    }
}

fn missed(snapshot: &Snapshot<'_>, keys: &Keys) -> Result<Missed, StoreError> {
    match snapshot.json(T::Throttle, &keys.missed)? {
        Some(ThrottleRow::Missed(missed)) => Ok(missed),
        Some(ThrottleRow::Here(_) | ThrottleRow::Terminal(_) | ThrottleRow::Everywhere(_)) | None => {
            Ok(Missed::default())
        }
    }
}

/// Whether a PIN may be tried now.
enum Judged {
    /// After so many milliseconds.
    Waits(i64),
    /// After the whole wait: the clock went back, and the row is to say so.
    Told(Tries),
    /// Now, after these failures.
    Free(Option<Tries>),
}

fn judge(snapshot: &Snapshot<'_>, keys: &Keys, now: Moment) -> Result<Judged, StoreError> {
    let known = tries(snapshot, keys)?;
    if let Some(told) = known.and_then(|tries| tries.told_now(now)) {
        return Ok(Judged::Told(told));
    }
    let own = match known {
        Some(tries) => tries.left(now),
        None => everywhere(snapshot, &keys.fresh)?.left(now),
    };
    let left = own.max(paced(snapshot, keys, now)?);
    Ok(if left > 0 { Judged::Waits(left) } else { Judged::Free(known) })
}

impl Store {
    /// May a PIN be tried now? Then it counts as a failure from here on, until [`Self::tried_rightly`]. Otherwise gives the
    /// milliseconds to wait; that costs no writing. `fresh` becomes the salt of a store that has none yet.
    pub fn try_pin(
        &self,
        claim: &Claim<'_>,
        now: Moment,
        fresh: &[u8; 32],
    ) -> Result<Option<i64>, StoreError> {
        let judged = self.read(|snapshot| match snapshot.row(T::Throttle, SALT)? {
            Some(salt) => judge(snapshot, &claim.keys(&salt), now),
            None => Ok(Judged::Free(None)),
        })?;
        if let Judged::Waits(left) = judged {
            return Ok(Some(left));
        }
        self.throttle(claim, Some(fresh), |tables, keys| {
            // Another process may have tried meanwhile.
            let snapshot = Snapshot::of(tables);
            match judge(&snapshot, keys, now)? {
                Judged::Waits(left) => Ok(Some(left)),
                Judged::Told(told) => {
                    put(tables, &keys.here, &ThrottleRow::Here(told))?;
                    Ok(Some(told.left(now)))
                }
                Judged::Free(known) => {
                    let (here, all) = everywhere(&snapshot, &keys.everywhere)?.charged(known, now);
                    if known.is_none() {
                        let fresh = everywhere(&snapshot, &keys.fresh)?.charged(None, now).1;
                        put(tables, &keys.fresh, &ThrottleRow::Everywhere(fresh))?;
                    }
                    put(tables, &keys.here, &ThrottleRow::Here(here))?;
                    put(tables, &keys.everywhere, &ThrottleRow::Everywhere(all))?;
                    put(tables, &keys.terminal, &ThrottleRow::Terminal(Pace::charged(now)))?;
                    Ok(None)
                }
            }
        })
        .map(Option::flatten)
    }

    /// Milliseconds that a claim has to wait, and whether anything is held against it; costs no writing.
    pub fn waits(&self, claim: &Claim<'_>, now: Moment) -> Result<(i64, bool), StoreError> {
        self.read(|snapshot| match snapshot.row(T::Throttle, SALT)? {
            Some(salt) => {
                let keys = claim.keys(&salt);
                let known = tries(snapshot, &keys)?;
                Ok((known.map_or(0, |tries| tries.left(now)), known.is_some()))
            }
            None => Ok((0, false)),
        })
    }

    /// The PIN tried at this moment was right: the terminal waits for nothing any more.
    pub fn tried_rightly(&self, claim: &Claim<'_>, made: Moment) -> Result<(), StoreError> {
        let done = self.throttle(claim, None, |tables, keys| {
            for at in [&keys.everywhere, &keys.fresh] {
                let all = everywhere(&Snapshot::of(tables), at)?.settled(made);
                put(tables, at, &ThrottleRow::Everywhere(all))?;
            }
            tables[T::Throttle as usize].remove(&keys.here[..])?;
            tables[T::Throttle as usize].remove(&keys.terminal[..])?;
            sweep(tables, made)
        });
        done.map(|_| ())
    }

    /// The PIN that was tried was wrong; gives how many of this burst there were, where that is to stand on a page.
    pub fn tried_wrongly(&self, claim: &Claim<'_>, now: Moment) -> Result<Option<u32>, StoreError> {
        let told = self.throttle(claim, None, |tables, keys| one_more(tables, keys, now));
        told.map(Option::flatten)
    }

    /// How many wrong PINs there were under a name since it last signed in; from now on none.
    pub fn missed(&self, claim: &Claim<'_>) -> Result<u32, StoreError> {
        let counted = self.read(|snapshot| match snapshot.row(T::Throttle, SALT)? {
            Some(salt) => Ok(missed(snapshot, &claim.keys(&salt))?.since()),
            None => Ok(0),
        })?;
        if counted > 0 {
            self.throttle(claim, None, |tables, keys| {
                tables[T::Throttle as usize].remove(&keys.missed[..])?;
                Ok(())
            })?;
        }
        Ok(counted)
    }

    /// One transaction on the rows of a claim. It asks no witness: a store that may not be written to still counts guesses.
    fn throttle<A>(
        &self,
        claim: &Claim<'_>,
        fresh: Option<&[u8; 32]>,
        work: impl FnOnce(&mut [Writable<'_>], &Keys) -> Result<A, StoreError>,
    ) -> Result<Option<A>, StoreError> {
        guarded(|| {
            let tx = self.begin()?;
            let done = {
                let mut tables = write_tables(&tx)?;
                Snapshot::of(&tables).known_schema()?;
                let salt = Snapshot::of(&tables).row(T::Throttle, SALT)?;
                match (salt, fresh) {
                    (Some(salt), _) => work(&mut tables, &claim.keys(&salt)).map(Some)?,
                    (None, Some(fresh)) => {
                        tables[T::Throttle as usize].insert(SALT, &fresh[..])?;
                        work(&mut tables, &claim.keys(fresh)).map(Some)?
                    }
                    (None, None) => None,
                }
            };
            self.commit(tx)?;
            Ok(done)
        })
    }
}

/// One more was wrong; gives how many of the burst, where that is to stand on a page.
fn one_more(tables: &mut [Writable<'_>], keys: &Keys, now: Moment) -> Result<Option<u32>, StoreError> {
    let (next, told) = missed(&Snapshot::of(tables), keys)?.again(now);
    put(tables, &keys.missed, &ThrottleRow::Missed(next))?;
    Ok(told)
}

fn put(tables: &mut [Writable<'_>], key: &[u8], row: &ThrottleRow) -> Result<(), StoreError> {
    tables[T::Throttle as usize].insert(key, &to_json(row)?[..])?;
    Ok(())
}

/// Forgets old rows from some place on, another one each time. Never beside a wrong PIN: how long that took would tell where a name
/// stands among the others.
fn sweep(tables: &mut [Writable<'_>], now: Moment) -> Result<(), StoreError> {
    let [which, high, low, ..] = Page::hash(&now.0.to_be_bytes()).0;
    let (mut looked, mut gone) = (0, Vec::new());
    Snapshot::of(tables).visit(T::Throttle, &[which & 1, high, low], &[u8::MAX], &mut |key, row| {
        looked += 1;
        if key != SALT && from_json::<ThrottleRow>(row).is_ok_and(|row| row.is_forgotten(key, now)) {
            gone.push(key.to_vec());
        }
        looked < SWEPT
    })?;
    for key in gone {
        tables[T::Throttle as usize].remove(&key[..])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use xieban_domain::calendar::Calendar;
    use xieban_domain::throttle::FORGOTTEN;

    use super::*;

    #[test]
    fn old_rows_are_forgotten_while_people_sign_in() {
        let store = Store::in_memory(Calendar::bundled().unwrap()).unwrap();
        let desks: Vec<String> = (0..300).map(|n| format!("{n}号台")).collect();
        let account = |desk: &str| desk.trim_end_matches("号台").parse().unwrap_or(0);
        let claim = |known, desk| Claim { name: "S01", known, desk, account: account(desk) };
        let rows = || {
            let mut rows = 0;
            let counted = store.read(|snapshot| {
                snapshot.visit(T::Throttle, &[], &[u8::MAX], &mut |_, _| {
                    rows += 1;
                    true
                })
            });
            counted.map(|()| rows).unwrap()
        };
        for desk in &desks {
            for (known, at) in [(true, 0), (false, 1000)] {
                assert_eq!(store.try_pin(&claim(known, desk), Moment(at), &[7; 32]).unwrap(), None);
            }
        }
        assert_eq!(
            rows(),
            1503,
            "a row a terminal and name, one a name, one a terminal, one an account and name, the salt"
        );
        let later = |n: i64| Moment(FORGOTTEN + 1 + n * 60_000);
        let others = |n: i64| {
            let claim = Claim { name: "S02", known: true, desk: "1号台", account: 1 };
            assert_eq!(store.try_pin(&claim, later(n), &[7; 32]).unwrap(), None);
            store.tried_rightly(&claim, later(n)).unwrap();
        };
        (0..200).for_each(others);
        assert!(rows() < 30, "{} rows are left", rows());
        assert_eq!(
            store.try_pin(&claim(true, "1号台"), later(200), &[7; 32]).unwrap(),
            None,
            "and the first failure is the first again"
        );
        assert_eq!(store.try_pin(&claim(true, "1号台"), later(200), &[7; 32]).unwrap(), Some(1000));
    }

    #[test]
    fn what_is_told_of_terminals_is_forgotten_and_what_is_told_of_a_name_waits_for_it() {
        let store = Store::in_memory(Calendar::bundled().unwrap()).unwrap();
        let claim = |name, known, desk| Claim { name, known, desk, account: 1 };
        let count = |kind: u8| {
            let mut rows = 0;
            store
                .read(|snapshot| {
                    snapshot.visit_prefix(T::Throttle, &[kind], &mut |_, _| {
                        rows += 1;
                        true
                    })
                })
                .unwrap();
            rows
        };
        let desks: Vec<String> = (0..40).map(|n| format!("{n}号台")).collect();
        for desk in &desks {
            store.try_pin(&claim("X99", false, desk), Moment(0), &[7; 32]).unwrap();
            store.tried_wrongly(&claim("X99", false, desk), Moment(0)).unwrap();
        }
        store.tried_wrongly(&claim("S01", true, "1号台"), Moment(0)).unwrap();
        assert_eq!((count(MISSED_HERE), count(MISSED)), (40, 1), "the control: they are there");
        for n in 0..50 {
            let (claim, now) = (claim("S02", true, "1号台"), Moment(FORGOTTEN + 1 + n * 60_000));
            store.try_pin(&claim, now, &[7; 32]).unwrap();
            store.tried_rightly(&claim, now).unwrap();
        }
        assert_eq!((count(MISSED_HERE), count(MISSED)), (0, 1));
        assert_eq!(store.missed(&claim("S01", true, "2号台")).unwrap(), 1);
    }
}
