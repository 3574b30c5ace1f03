//! Listening to the line: everything that is there at once is one batch, so that a paste or a burst is drawn once.

use std::io;
use std::os::unix::net::UnixStream;

use rustix::event::{PollFd, PollFlags, poll};

use super::decoder::Decoder;
use super::key::Input;

/// How long the line must be quiet before a lone Esc is an Esc, in milliseconds.
const QUIET_MS: i64 = 50;

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Keys and pastes, all that were there.
    Inputs(Vec<Input>),
    /// The terminal has another size.
    Resized,
    /// The line is gone.
    Closed,
    /// Somebody asks the program to end.
    Terminated,
}

/// Reads the terminal until `tell` says `false` or the line is gone. Blocks; meant for a thread of its own. Never wakes while idle.
pub fn read(tell: &mut dyn FnMut(Heard) -> bool) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};
    let (resized, resize) = UnixStream::pair()?;
    let (ended, end) = UnixStream::pair()?;
    signal_hook::low_level::pipe::register(SIGWINCH, resize)?;
    for signal in [SIGTERM, SIGINT, SIGHUP] {
        signal_hook::low_level::pipe::register(signal, end.try_clone()?)?;
    }
    resized.set_nonblocking(true)?;
    let line = io::stdin();
    let mut decoder = Decoder::default();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let quiet = rustix::time::Timespec { tv_sec: 0, tv_nsec: QUIET_MS * 1_000_000 };
        let mut fds = [
            PollFd::new(&line, PollFlags::IN),
            PollFd::new(&resized, PollFlags::IN),
            PollFd::new(&ended, PollFlags::IN),
        ];
        match poll(&mut fds, decoder.is_waiting().then_some(&quiet)) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let [typed, size, end] = fds.map(|fd| fd.revents());
        if end.contains(PollFlags::IN) {
            tell(Heard::Terminated);
            return Ok(());
        }
        if size.contains(PollFlags::IN) {
            let mut drop = [0; 64];
            while io::Read::read(&mut (&resized), &mut drop).is_ok_and(|n| n > 0) {}
            if !tell(Heard::Resized) {
                return Ok(());
            }
        }
        let inputs = if typed.contains(PollFlags::IN) {
            match rustix::io::read(&line, &mut buffer[..]) {
                Ok(0) | Err(rustix::io::Errno::IO) => {
                    tell(Heard::Closed);
                    return Ok(());
                }
                Ok(n) => decoder.feed(buffer.get(..n).unwrap_or_default()),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
                Err(error) => return Err(error.into()),
            }
        } else if typed.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            tell(Heard::Closed);
            return Ok(());
        } else {
            decoder.quiet()
        };
        if !inputs.is_empty() && !tell(Heard::Inputs(inputs)) {
            return Ok(());
        }
    }
}
