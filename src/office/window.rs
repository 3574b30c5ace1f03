//! The board's window into the store: looked through and shut again, so that a store which is restored, mended or made anew under
//! a board is the board's next look. Knows how long the office's clock has to go; reads nothing but the wall.

use std::ffi::OsString;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use xieban_clock::Clock;
use xieban_journal::Hash;
use xieban_public::{Desks, Hands, Pixels, Seen, Wall, Window};
use xieban_store::{StoreError, Upgrade, anybody, place_of, presence_file};

use super::photo;
use super::{Lookout, OpenError, witnesses};

/// A look without a notice, at the latest, in seconds.
const SLOW: u64 = 30;
/// What comes within this time after a notice is one look, in milliseconds.
const TOGETHER: u64 = 100;

/// A window into the store at a path.
#[derive(Debug)]
pub struct StoreWindow {
    path: PathBuf,
    progress: bool,
}

/// By what a wall is known to be the same: the journal's head, and the date.
type WallMark = (Option<(u64, Hash)>, NaiveDate);

impl StoreWindow {
    /// A window into the store at `path`; with the progress of cases if that is wanted.
    pub fn new(path: &Path, progress: bool) -> Self {
        Self { path: place_of(path), progress }
    }

    /// Looks; nothing if all is as it was at `last`.
    fn look(
        &self,
        last: &mut Option<WallMark>,
        upgrade: &mut Upgrade<'_>,
    ) -> Result<Option<(Wall, Hands)>, OpenError> {
        let mut lookout = Lookout::open_with(&self.path, &witnesses(&self.path), upgrade)?;
        let clock = lookout.reader.read(|snapshot| snapshot.practice_clock())?;
        let hands = Hands::of(Clock::of(clock));
        let mark = (lookout.reader.read(|snapshot| snapshot.head())?, hands.now().date());
        if last.as_ref() == Some(&mark) {
            return Ok(None);
        }
        let wall = lookout.wall(self.progress)?;
        *last = Some(mark);
        Ok(Some((wall, hands)))
    }
}

impl Window for StoreWindow {
    fn photo(&self, name: &str, width: u16, height: u16) -> Result<Pixels, String> {
        let bytes = Lookout::open(&self.path).map_err(|error| error.to_string())?.photograph(name);
        bytes.and_then(|bytes| photo::pixels(&bytes, width, height)).map_err(|error| error.to_string())
    }

    fn watch(&self, tell: &mut dyn FnMut(Seen) -> bool) {
        let mut notices = Notices::of(&self.path);
        let (mut last, mut desks, mut failed) = (None, None, 0);
        loop {
            let here = if anybody(&self.path) { Desks::Alive } else { Desks::Gone };
            if desks.replace(here) != Some(here) && !tell(Seen::Desks(here)) {
                return;
            }
            let mut hear = |percent| {
                tell(Seen::Dark(upgrading(percent)));
            };
            let seen = match self.look(&mut last, &mut Upgrade::heard(&mut hear)) {
                Ok(Some((wall, hands))) => Seen::Wall(Box::new(wall), hands),
                Ok(None) => Seen::Same,
                Err(error) => Seen::Dark(few_words(&error)),
            };
            let dark = matches!(seen, Seen::Dark(_));
            if dark {
                // Whatever it is when it can be read again, it is told.
                last = None;
            }
            if !tell(seen) {
                return;
            }
            failed = if dark { failed + 1 } else { 0 };
            let wait = if dark { (1 << failed.min(5)).min(SLOW) } else { SLOW };
            notices.wait(Duration::from_secs(wait));
        }
    }
}

/// Notices of the folder in which a store lies.
struct Notices {
    folder: PathBuf,
    names: [OsString; 2],
    queue: Option<OwnedFd>,
}

impl Notices {
    fn of(store: &Path) -> Self {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_owned();
        let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new(".")).to_owned();
        Self { folder, names: [name(store), name(&presence_file(store))], queue: None }
    }

    /// Waits for something to happen to the store or its presence file, at most so long.
    fn wait(&mut self, longest: Duration) {
        if self.queue.is_none() {
            self.queue = begin(&self.folder);
        }
        let Some(queue) = &self.queue else {
            rest(longest);
            return;
        };
        // Others' files lie in the folder, too: what happens to them ends the wait, and a look costs next to nothing.
        poll(&mut [PollFd::new(queue, PollFlags::IN)], timespec(longest).as_ref()).ok();
        let (mut ours, mut gone) = (false, false);
        let mut drain = || {
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut reader = inotify::Reader::new(queue, &mut buffer);
            while let Ok(event) = reader.next() {
                let name = event.file_name().map(std::ffi::CStr::to_bytes);
                ours |= name.is_some_and(|name| self.names.iter().any(|ours| ours.as_bytes() == name));
                gone |= event.events().intersects(ReadFlags::IGNORED | ReadFlags::UNMOUNT);
            }
            ours
        };
        if drain() {
            rest(Duration::from_millis(TOGETHER));
            drain();
        }
        if gone {
            self.queue = None;
        }
    }
}

fn begin(folder: &Path) -> Option<OwnedFd> {
    let queue = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok()?;
    let what = WatchFlags::MODIFY
        | WatchFlags::CLOSE_WRITE
        | WatchFlags::CREATE
        | WatchFlags::MOVED_TO
        | WatchFlags::DELETE
        | WatchFlags::DELETE_SELF;
    inotify::add_watch(&queue, folder, what).ok()?;
    Some(queue)
}

fn rest(time: Duration) {
    poll(&mut [], timespec(time).as_ref()).ok();
}

fn timespec(time: Duration) -> Option<rustix::time::Timespec> {
    time.try_into().ok()
}

fn upgrading(percent: u8) -> String {
    format!("台账正在升级（{percent}%）")
}

/// Why nothing can be read, for whoever stands before the board: he cannot mend it, but he can tell it.
fn few_words(error: &OpenError) -> String {
    let OpenError::Store(error) = error else { return error.to_string() };
    match error {
        StoreError::Missing(_) => "台账文件不在".to_owned(),
        StoreError::Foreign(_) => "文件不是协办台账".to_owned(),
        StoreError::Newer { .. } | StoreError::NewerPage(_) => {
            "台账已由新版程序使用，公示屏也须升级".to_owned()
        }
        StoreError::Upgrading(percent) => upgrading(*percent),
        StoreError::Forbidden(_) => "没有权限读台账".to_owned(),
        StoreError::Busy => "台账待修复，另一台终端正占用".to_owned(),
        StoreError::Full => "磁盘已满，台账待修复".to_owned(),
        StoreError::Damaged(_) => "台账读不出来".to_owned(),
        StoreError::Linked(_) => "台账文件另有别的名字".to_owned(),
        StoreError::Io(_)
        | StoreError::Unreadable(_)
        | StoreError::Exists(_)
        | StoreError::Discord(_)
        | StoreError::Replaced => "读台账失败".to_owned(),
    }
}
