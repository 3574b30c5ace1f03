//! A disk whose power fails and whose calls fail: what was written and not synced is kept apart, and is lost as on a real one. It may
//! also put a block where another one lies, or bring an old one back, and say nothing of it.

use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};
use xieban_support::dice::Dice;

/// What a disk writes whole or not at all, in bytes.
const SECTOR: u64 = 512;

/// What goes astray at once, in bytes: a block of a disk, and the library's page.
pub(crate) const BLOCK: usize = 4096;

/// A disk. Clones are the same disk; each [`Disk::plug`] is one opening of the file on it.
#[derive(Debug, Clone)]
pub(crate) struct Disk(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    state: Mutex<State>,
    locks: Mutex<Vec<Lock>>,
    freed: Condvar,
    plugs: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    /// What programs read.
    seen: Vec<u8>,
    /// What is on the platter for certain.
    kept: Vec<u8>,
    /// What was written since the last sync.
    waiting: Vec<Write>,
    /// Writing calls until the power goes.
    power: Option<u64>,
    off: bool,
    /// It says that it has synced, and has not.
    lies: bool,
    fault: Option<Fault>,
    /// Calls that the fault counted, and those of them that it let fail.
    calls: u64,
    failed: u64,
    /// A write that is to go astray.
    stray: Option<Stray>,
    /// A block that comes back once the disk has synced, or only when nobody writes any more: where, and what stood there.
    back: Option<(u64, Vec<u8>)>,
    late: bool,
    /// The file as it would be had nothing gone astray.
    right: Vec<u8>,
    /// Something has gone astray.
    astray: bool,
}

/// How a write goes astray, though the disk says that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Astray {
    /// A block lands at another one's place.
    Misdirected,
    /// A block is what it was before, once the disk has synced.
    BroughtBack,
    /// The same, at the end of all work.
    BroughtBackLate,
}

/// Which write goes astray.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stray {
    /// How.
    pub(crate) how: Astray,
    /// Writes before it.
    pub(crate) after: u64,
    /// Only writes of the file's first block count: there the library says which of its states holds.
    pub(crate) first_block: bool,
    /// Which block of a long write, and where to.
    pub(crate) chance: u64,
}

#[derive(Debug, Clone)]
enum Write {
    Bytes(u64, Vec<u8>),
    Length(u64),
}

/// Calls that fail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    /// The first call that fails, counted from 0.
    pub(crate) from: u64,
    /// Only that one, or all from then on.
    pub(crate) once: bool,
    /// No room: only calls that write are counted and fail. Otherwise every call.
    pub(crate) full: bool,
}

#[derive(Debug)]
struct Lock {
    range: (u64, u64),
    plug: u64,
    shared: bool,
}

fn broken() -> io::Error {
    rustix::io::Errno::IO.into()
}

impl State {
    /// Before every call. `Err` is what the caller is told.
    fn call(&mut self, writes: bool) -> io::Result<()> {
        if self.off {
            return Err(broken());
        }
        if let (true, Some(left)) = (writes, &mut self.power) {
            match left.checked_sub(1) {
                Some(less) => *left = less,
                None => self.off = true,
            }
        }
        let Some(fault) = self.fault.filter(|fault| writes || !fault.full) else { return Ok(()) };
        let at = self.calls;
        self.calls += 1;
        if at == fault.from || (at > fault.from && !fault.once) {
            self.failed += 1;
            return Err(if fault.full { rustix::io::Errno::NOSPC.into() } else { broken() });
        }
        Ok(())
    }

    /// A write as it is done: somewhere else, or to be undone, where it is its turn to go astray.
    fn written(&mut self, offset: u64, data: &[u8]) {
        write(&mut self.right, offset, data);
        let Some(stray) = self.stray.as_mut().filter(|stray| !stray.first_block || offset < BLOCK as u64)
        else {
            return self.keep(offset, data);
        };
        if let Some(less) = stray.after.checked_sub(1) {
            stray.after = less;
            return self.keep(offset, data);
        }
        let Stray { how, chance, .. } = *stray;
        let offset = usize::try_from(offset).unwrap();
        let mut dice = Dice(chance);
        let blocks: Vec<(usize, &[u8])> = (0..).step_by(BLOCK).zip(data.chunks(BLOCK)).collect();
        let (from, block) = *dice.one(&blocks);
        let at = offset + from;
        let before = self.seen.get(at..at + block.len()).map(<[u8]>::to_vec);
        let Some(before) = before.filter(|before| before != block) else {
            // What changes nothing cannot go astray: the next one does.
            return self.keep(u64::try_from(offset).unwrap(), data);
        };
        self.stray = None;
        self.astray = true;
        self.keep(u64::try_from(offset).unwrap(), data);
        match how {
            Astray::BroughtBack | Astray::BroughtBackLate => {
                self.back = Some((u64::try_from(at).unwrap(), before));
                self.late = how == Astray::BroughtBackLate;
            }
            Astray::Misdirected => {
                let places = (self.seen.len() - block.len()) / BLOCK;
                let mut others = (0..).map(|_| dice.below(places) * BLOCK + at % BLOCK);
                let other = others.find(|other| *other != at).unwrap();
                self.keep(u64::try_from(at).unwrap(), &before);
                self.keep(u64::try_from(other).unwrap(), block);
            }
        }
    }

    fn keep(&mut self, offset: u64, data: &[u8]) {
        self.waiting.push(Write::Bytes(offset, data.to_vec()));
        write(&mut self.seen, offset, data);
    }

    /// The power went in the middle of this call: part of it may be on the platter, but nobody hears of it.
    fn alive(&self) -> io::Result<()> {
        if self.off { Err(broken()) } else { Ok(()) }
    }
}

fn write(to: &mut Vec<u8>, at: u64, bytes: &[u8]) {
    let at = usize::try_from(at).unwrap();
    let end = at + bytes.len();
    if to.len() < end {
        to.resize(end, 0);
    }
    to[at..end].copy_from_slice(bytes);
}

impl Disk {
    /// A disk with this file on it.
    pub(crate) fn with(file: &[u8]) -> Self {
        let [seen, kept, right] = [(); 3].map(|()| file.to_vec());
        let state = State { seen, kept, right, ..State::default() };
        Self(Arc::new(Inner {
            state: Mutex::new(state),
            locks: Mutex::default(),
            freed: Condvar::new(),
            plugs: AtomicU64::new(0),
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One opening of the file.
    pub(crate) fn plug(&self) -> Plug {
        Plug { disk: self.clone(), id: self.0.plugs.fetch_add(1, Ordering::Relaxed) }
    }

    /// From now on syncs are acknowledged and not done.
    pub(crate) fn lie(&self) {
        self.state().lies = true;
    }

    /// The power goes in the middle of the writing call after so many.
    pub(crate) fn power_goes_after(&self, calls: u64) {
        self.state().power = Some(calls);
    }

    /// The power is gone.
    pub(crate) fn switch_off(&self) {
        self.state().off = true;
    }

    pub(crate) fn is_off(&self) -> bool {
        self.state().off
    }

    /// Calls are counted anew, and fail as said.
    pub(crate) fn fail(&self, fault: Fault) {
        let mut state = self.state();
        (state.fault, state.calls, state.failed) = (Some(fault), 0, 0);
    }

    /// Calls that have failed.
    pub(crate) fn failed(&self) -> u64 {
        self.state().failed
    }

    /// A write goes astray.
    pub(crate) fn strays(&self, stray: Stray) {
        self.state().stray = Some(stray);
    }

    /// Whether one has.
    pub(crate) fn has_strayed(&self) -> bool {
        self.state().astray
    }

    /// The file as whoever comes next reads it, and as it would be had nothing gone astray.
    pub(crate) fn files(&self) -> [Vec<u8>; 2] {
        let state = self.state();
        let mut seen = state.seen.clone();
        if let Some((at, before)) = &state.back {
            write(&mut seen, *at, before);
        }
        [seen, state.right.clone()]
    }

    /// What was wrong is over.
    pub(crate) fn mend(&self) {
        self.state().fault = None;
    }

    /// The disk as it is when the power comes back: of what was not synced each write is there, or not, or torn at its sectors.
    pub(crate) fn after_power_cut(&self, dice: &mut Dice) -> Self {
        let state = self.state();
        let mut file = state.kept.clone();
        let mut waiting = state.waiting.clone();
        // The directory of a disk is changed in order: a later length stands only if the earlier ones did.
        let lengths: Vec<u64> = waiting.iter().filter_map(Write::length).collect();
        let length = match dice.below(lengths.len() + 1) {
            0 => u64::try_from(file.len()).unwrap(),
            n => lengths[n - 1],
        };
        for last in (1..waiting.len()).rev() {
            waiting.swap(last, dice.below(last + 1));
        }
        let mood = dice.below(8);
        for change in waiting {
            let Write::Bytes(at, bytes) = change else { continue };
            match (mood, dice.below(3)) {
                (0, _) | (2.., 0) => {}
                (1, _) | (2.., 1) => write(&mut file, at, &bytes),
                (_, _) => tear(&mut file, at, &bytes, dice),
            }
        }
        file.resize(usize::try_from(length).unwrap(), 0);
        Self::with(&file)
    }
}

impl Write {
    const fn length(&self) -> Option<u64> {
        match self {
            Self::Length(length) => Some(*length),
            Self::Bytes(..) => None,
        }
    }
}

/// Some of a write's sectors.
fn tear(file: &mut Vec<u8>, mut at: u64, mut bytes: &[u8], dice: &mut Dice) {
    while !bytes.is_empty() {
        let room = usize::try_from(SECTOR - at % SECTOR).unwrap();
        let (sector, rest) = bytes.split_at(room.min(bytes.len()));
        if dice.below(2) == 0 {
            write(file, at, sector);
        }
        at += u64::try_from(sector.len()).unwrap();
        bytes = rest;
    }
}

/// One opening of the file on a [`Disk`].
#[derive(Debug)]
pub(crate) struct Plug {
    disk: Disk,
    id: u64,
}

fn ends(start: Bound<u64>, end: Bound<u64>) -> (u64, u64) {
    let start = match start {
        Bound::Included(start) => start,
        Bound::Excluded(start) => start + 1,
        Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(end) => end,
        Bound::Excluded(end) => end - 1,
        Bound::Unbounded => u64::MAX,
    };
    (start, end)
}

impl Plug {
    fn locks(&self) -> MutexGuard<'_, Vec<Lock>> {
        self.disk.0.locks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn conflicts(&self, locks: &[Lock], (start, end): (u64, u64), shared: bool) -> bool {
        let other = |lock: &&Lock| lock.plug != self.id && lock.range.0 <= end && start <= lock.range.1;
        locks.iter().filter(other).any(|lock| !(shared && lock.shared))
    }

    fn try_lock(&self, range: (u64, u64), shared: bool) -> bool {
        let mut locks = self.locks();
        let free = !self.conflicts(&locks, range, shared);
        if free {
            locks.push(Lock { range, plug: self.id, shared });
        }
        free
    }

    fn wait_lock(&self, range: (u64, u64), shared: bool) {
        let mut locks = self.locks();
        while self.conflicts(&locks, range, shared) {
            locks = self.disk.0.freed.wait(locks).unwrap_or_else(PoisonError::into_inner);
        }
        locks.push(Lock { range, plug: self.id, shared });
    }
}

impl StorageBackend for Plug {
    fn len(&self) -> io::Result<u64> {
        let mut state = self.disk.state();
        state.call(false)?;
        Ok(u64::try_from(state.seen.len()).unwrap())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.disk.state();
        state.call(false)?;
        let at = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let end = at.checked_add(out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(state.seen.get(at..end).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        state.call(true)?;
        let length = usize::try_from(len).map_err(|_| io::ErrorKind::FileTooLarge)?;
        state.waiting.push(Write::Length(len));
        state.seen.resize(length, 0);
        state.right.resize(length, 0);
        state.alive()
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        state.alive()?;
        if let Err(error) = state.call(true) {
            // As on Linux: what a failed sync did not write is never tried again, though programs still read it.
            state.waiting.clear();
            return Err(error);
        }
        state.alive()?;
        if !state.lies {
            for change in std::mem::take(&mut state.waiting) {
                match change {
                    Write::Bytes(at, bytes) => write(&mut state.kept, at, &bytes),
                    Write::Length(length) => state.kept.resize(usize::try_from(length).unwrap(), 0),
                }
            }
            let late = state.late;
            if let Some((at, before)) = state.back.take_if(|_| !late) {
                write(&mut state.kept, at, &before);
                write(&mut state.seen, at, &before);
            }
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.disk.state();
        let called = state.call(true);
        // A write that fails may have been done in part.
        let done = if called.is_ok() { data } else { &data[..data.len() / 2] };
        if !state.off || called.is_ok() {
            state.written(offset, done);
        }
        called?;
        state.alive()
    }

    fn close(&self) -> io::Result<()> {
        self.locks().retain(|lock| lock.plug != self.id);
        self.disk.0.freed.notify_all();
        Ok(())
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        Ok(self.try_lock(ends(start, end), false))
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        Ok(self.try_lock(ends(start, end), true))
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.wait_lock(ends(start, end), false);
        Ok(())
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.wait_lock(ends(start, end), true);
        Ok(())
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        let range = ends(start, end);
        let mut locks = self.locks();
        if let Some(at) = locks.iter().position(|lock| lock.plug == self.id && lock.range == range) {
            locks.swap_remove(at);
        }
        self.disk.0.freed.notify_all();
        Ok(())
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        Ok(self.conflicts(&self.locks(), ends(start, end), false))
    }
}
