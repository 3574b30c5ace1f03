//! Noticing what others commit: a file-change notice, a slow look as a fall-back, then the journal's last page decides.

use std::mem::MaybeUninit;
use std::sync::Arc;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify;

use super::Office;
use crate::domain::moment::Moment;

/// What the watcher says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watched {
    /// The journal has grown to this page.
    Grown(u64),
    /// Another minute of the office's clock has begun.
    Minute(Moment),
}

/// Watches the store until `tell` says `false`. Blocks; meant for a thread of its own. Wakes for a change, at each full minute, and never else.
pub fn watch(office: &Arc<Office>, tell: &mut dyn FnMut(Watched) -> bool) {
    let notices = office.path().and_then(|path| {
        let notices = inotify::init(inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK).ok()?;
        inotify::add_watch(&notices, path, inotify::WatchFlags::MODIFY).ok()?;
        Some(notices)
    });
    let mut last = office.last_page().unwrap_or(0);
    let mut minute = office.now().0.div_euclid(60_000);
    loop {
        let to_minute = 60_000 - office.now().0.rem_euclid(60_000);
        let wait = to_minute.clamp(20, 30_000);
        let timeout = rustix::time::Timespec { tv_sec: wait / 1000, tv_nsec: wait % 1000 * 1_000_000 };
        match &notices {
            Some(notices) => {
                let mut fds = [PollFd::new(notices, PollFlags::IN)];
                poll(&mut fds, Some(&timeout)).ok();
                let mut buffer = [MaybeUninit::uninit(); 4096];
                let mut reader = inotify::Reader::new(notices, &mut buffer);
                while reader.next().is_ok() {}
            }
            None => {
                poll(&mut [], Some(&timeout)).ok();
            }
        }
        let now = office.now();
        if let Ok(page) = office.last_page()
            && page != last
        {
            last = page;
            if !tell(Watched::Grown(page)) {
                return;
            }
        }
        if now.0.div_euclid(60_000) != minute {
            minute = now.0.div_euclid(60_000);
            if !tell(Watched::Minute(now)) {
                return;
            }
        }
    }
}
