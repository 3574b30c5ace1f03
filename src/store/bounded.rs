//! Work that a dead disk may hold up for ever: it is done on a thread of its own and waited for no longer than a moment. While one
//! piece of it hangs nobody waits for another.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Nobody waits longer.
const PATIENCE: Duration = Duration::from_millis(500);

type Job = Box<dyn FnOnce() + Send>;

/// A thread for such work. It ends once nobody has use for it; one that hangs ends with the program.
#[derive(Debug)]
pub(super) struct Bounded {
    jobs: Mutex<(u64, Sender<Job>)>,
    /// The last job that is done, and the last one that was waited for in vain.
    done: Arc<AtomicU64>,
    owed: AtomicU64,
}

impl Bounded {
    pub(super) fn new() -> Self {
        let (jobs, todo) = mpsc::channel::<Job>();
        let done = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&done);
        std::thread::spawn(move || {
            while let Ok(job) = todo.recv() {
                job();
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { jobs: Mutex::new((0, jobs)), done, owed: AtomicU64::new(0) }
    }

    /// Does some work, or says that it takes too long ([`io::ErrorKind::TimedOut`]): at once where what was asked before still hangs.
    pub(super) fn run<A: Send + 'static>(
        &self,
        work: impl FnOnce() -> io::Result<A> + Send + 'static,
    ) -> io::Result<A> {
        if self.owed.load(Ordering::SeqCst) > self.done.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let (tell, told) = mpsc::channel();
        let job = {
            let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.0 += 1;
            // Where the thread is gone nobody answers, and that is told below.
            jobs.1.send(Box::new(move || drop(tell.send(work())))).ok();
            jobs.0
        };
        match told.recv_timeout(PATIENCE) {
            Ok(outcome) => outcome,
            Err(RecvTimeoutError::Timeout) => {
                self.owed.fetch_max(job, Ordering::SeqCst);
                Err(io::ErrorKind::TimedOut.into())
            }
            Err(RecvTimeoutError::Disconnected) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_is_waited_for_once_and_comes_back_by_itself() {
        let bounded = Bounded::new();
        assert_eq!(bounded.run(|| Ok(7)).unwrap(), 7);
        let (let_go, hangs) = mpsc::channel::<()>();
        let hung = bounded.run(move || hangs.recv().map_err(io::Error::other));
        assert_eq!(hung.unwrap_err().kind(), io::ErrorKind::TimedOut);
        // Nobody waits behind it, and what is asked meanwhile is never done: it would be stale.
        let (ran, runs) = mpsc::channel();
        for _ in 0..1000 {
            let ran = ran.clone();
            let refused = bounded.run(move || ran.send(()).map_err(io::Error::other));
            assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::TimedOut);
        }
        let_go.send(()).unwrap();
        let back = (0..100_000_000).find_map(|_| {
            std::thread::yield_now();
            bounded.run(|| Ok(8)).ok()
        });
        assert_eq!(back, Some(8));
        assert!(runs.try_recv().is_err());
    }
}
