//! Noticing what others commit: a file-change notice, a slow look as a fall-back, then the journal's last page decides.

use std::mem::MaybeUninit;
use std::sync::Arc;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify;
use xieban_domain::moment::Moment;

use super::{Office, StoreStanding, wall};

/// What the watcher says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watched {
    /// The journal has grown to this page.
    Grown(u64),
    /// Another minute of the office's clock has begun.
    Minute(Moment),
    /// The store stands otherwise than before.
    Standing(StoreStanding),
}

/// How often a full disk, or a witness that is not as it should be, is looked at, in milliseconds.
const MENDING: i64 = 1000;
/// How often it is looked without a notice, in milliseconds.
const SLOW: i64 = 30_000;

/// Watches the store until `tell` says `false`. Blocks; meant for a thread of its own. Wakes for a change, at each full minute,
/// each second while something is wrong with the store, and for the slow look.
pub fn watch(office: &Arc<Office>, tell: &mut dyn FnMut(Watched) -> bool) {
    let notices = office.path().and_then(|path| {
        let notices = inotify::init(inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK).ok()?;
        inotify::add_watch(&notices, path, inotify::WatchFlags::MODIFY).ok()?;
        Some(notices)
    });
    office.look_back().ok();
    let mut swept = None;
    let mut standing = StoreStanding::default();
    let mut last = office.last_page().unwrap_or(0);
    let mut minute = office.now().0.div_euclid(60_000);
    loop {
        // Minutes of the wall: a practice clock may run, or stand.
        let this_minute = wall().0.div_euclid(60_000);
        if swept.replace(this_minute) != Some(this_minute) {
            // What cannot be removed now can be at the next chance.
            office.sweep_sheets().ok();
        }
        let to_minute = office.clock.wall_ms(60_000 - office.now().0.rem_euclid(60_000));
        let now_standing = office.standing();
        if now_standing != standing {
            standing = now_standing;
            if !tell(Watched::Standing(standing.clone())) {
                return;
            }
        }
        let health = office.health();
        let (full, ill) = (health.full, health.unwitnessed || health.discord.is_some());
        // Its going is how a desk hears that the disk is full.
        if let (Some(notices), Some(ballast), false) = (&notices, office.store.ballast(), full) {
            inotify::add_watch(notices, ballast, inotify::WatchFlags::DELETE_SELF).ok();
        }
        let wait = to_minute.unwrap_or(SLOW).clamp(20, if full || ill { MENDING } else { SLOW });
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
        let page = office.last_page().ok().filter(|page| *page != last);
        // What others have written shows how the witness is, too.
        if full || ill || page.is_some() {
            office.mend();
        }
        let now = office.now();
        if let Some(page) = page {
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
