//! Listening to the line: everything that is there at once is one batch, so that a paste or a burst is drawn once.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, OnceLock};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::Signal;

use super::decoder::Decoder;
use super::key::Input;

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

/// Where the program itself asks for its end.
static END: OnceLock<UnixStream> = OnceLock::new();

/// How whoever draws is told so, even where it is the listening thread that asks.
static TOLD: Mutex<Option<Box<dyn Fn() + Send>>> = Mutex::new(None);

/// Whoever draws hears by this that [`end`] was said.
pub fn on_end(tell: impl Fn() + Send + 'static) {
    if let Ok(mut told) = TOLD.lock() {
        *told = Some(Box::new(tell));
    }
}

/// Asks the program to end, as a signal would: any thread may, also one that has panicked. Nothing without a [`Listener`].
pub fn end() {
    if let Some(end) = END.get() {
        rustix::io::write(end, b"!").ok();
    }
    if let Ok(told) = TOLD.try_lock() {
        told.iter().for_each(|tell| tell());
    }
}

/// What the signals of a keyboard do: Ctrl-C, Ctrl-\ and Ctrl-Z, where a terminal or somebody else sends them as signals; and those
/// that stop whoever reads or writes in the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    /// Ctrl-C ends the program; the others do what they do to any program.
    Plain,
    Kiosk,
}

/// Signals of real time; the system keeps the first of them for itself.
const REAL_TIME: std::ops::RangeInclusive<i32> = 34..=64;

/// The signals that mean nothing to a desk and would end it with the terminal as it is. What stands for a fault of the program itself
/// (SIGSEGV and its like) and what nobody may refuse (SIGKILL, SIGSTOP) are not among them.
fn meaningless() -> Vec<i32> {
    let named = [
        Signal::ABORT,
        Signal::ALARM,
        Signal::IO,
        Signal::POWER,
        Signal::PROF,
        Signal::STKFLT,
        Signal::SYS,
        Signal::TRAP,
        Signal::USR1,
        Signal::USR2,
        Signal::VTALARM,
        Signal::XCPU,
        Signal::XFSZ,
    ];
    named.into_iter().map(Signal::as_raw).chain(REAL_TIME).collect()
}

/// Who listens. From its making on, no signal is lost: a window resized, a program asked to end while it still begins.
#[derive(Debug)]
pub struct Listener {
    resized: UnixStream,
    ended: UnixStream,
}

impl Listener {
    /// Takes the signals. To be made before the terminal is taken.
    pub fn new(keyboard: Keyboard) -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH};
        let (resized, resize) = UnixStream::pair()?;
        let (ended, end) = UnixStream::pair()?;
        end.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(SIGWINCH, resize)?;
        let (ends, nothing): (&[_], &[_]) = match keyboard {
            Keyboard::Plain => (&[SIGTERM, SIGHUP, SIGINT], &[]),
            Keyboard::Kiosk => (&[SIGTERM, SIGHUP], &[SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU]),
        };
        for signal in ends {
            signal_hook::low_level::pipe::register(*signal, end.try_clone()?)?;
        }
        for signal in nothing {
            // A handler that only takes a note nobody reads: what a signal does of itself is off.
            signal_hook::flag::register(*signal, Arc::default())?;
        }
        for signal in meaningless() {
            // What the system keeps for itself nobody else sends.
            signal_hook::flag::register(signal, Arc::default()).ok();
        }
        resized.set_nonblocking(true)?;
        // Whoever listens first stays the one who can be asked.
        END.set(end).ok();
        Ok(Self { resized, ended })
    }

    /// Can be read once the program is to end: for an [`Output`](super::Output) that waits for a line.
    pub fn stop(&self) -> io::Result<UnixStream> {
        self.ended.try_clone()
    }

    /// Reads the terminal until `tell` says `false` or the line is gone. Blocks; meant for a thread of its own. Never wakes
    /// while idle.
    pub fn read(&self, tell: &mut dyn FnMut(Heard) -> bool) -> io::Result<()> {
        listen(io::stdin().as_fd(), &self.resized, &self.ended, tell)
    }

    /// Reads on a thread of its own, until `tell` says `false`.
    pub fn start(self, mut tell: impl FnMut(Heard) -> bool + Send + 'static) {
        std::thread::spawn(move || {
            if self.read(&mut tell).is_err() {
                tell(Heard::Closed);
            }
        });
    }
}

/// Listens to a line and to what the signals write.
fn listen(
    line: BorrowedFd<'_>,
    resized: &UnixStream,
    ended: &UnixStream,
    tell: &mut dyn FnMut(Heard) -> bool,
) -> io::Result<()> {
    let mut decoder = Decoder::default();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let mut fds = [
            PollFd::new(&line, PollFlags::IN),
            PollFd::new(resized, PollFlags::IN),
            PollFd::new(ended, PollFlags::IN),
        ];
        let patience = decoder.patience().and_then(|quiet| Timespec::try_from(quiet).ok());
        let quiet = match poll(&mut fds, patience.as_ref()) {
            Ok(woken) => woken == 0,
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        let [typed, size, end] = fds.map(|fd| fd.revents());
        if end.contains(PollFlags::IN) {
            tell(Heard::Terminated);
            return Ok(());
        }
        if size.contains(PollFlags::IN) {
            let mut drop = [0; 64];
            while io::Read::read(&mut (&*resized), &mut drop).is_ok_and(|n| n > 0) {}
            if !tell(Heard::Resized) {
                return Ok(());
            }
        }
        let inputs = if typed.contains(PollFlags::IN) {
            match rustix::io::read(line, &mut buffer[..]) {
                Ok(0) | Err(Errno::IO) => {
                    tell(Heard::Closed);
                    return Ok(());
                }
                Ok(n) => decoder.feed(buffer.get(..n).unwrap_or_default()),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(error) => return Err(error.into()),
            }
        } else if typed.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            tell(Heard::Closed);
            return Ok(());
        } else if quiet {
            decoder.quiet()
        } else {
            // Something else woke us: that says nothing about the line.
            continue;
        };
        #[cfg(debug_assertions)]
        super::fault_injection::listening(&inputs);
        if !inputs.is_empty() && !tell(Heard::Inputs(inputs)) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::key::{Code, Key};
    use super::*;

    fn pair() -> (UnixStream, UnixStream) {
        UnixStream::pair().unwrap()
    }

    fn keys(codes: &[Code]) -> Heard {
        Heard::Inputs(codes.iter().map(|code| Input::Key(Key::plain(*code))).collect())
    }

    #[test]
    fn a_window_that_changes_its_size_within_a_key_leaves_the_key_whole() {
        let ((line, mut hands), (resized, mut window), (ended, _killer)) = (pair(), pair(), pair());
        resized.set_nonblocking(true).unwrap();
        hands.write_all(b"a\x1b").unwrap();
        let mut heard = Vec::new();
        listen(line.as_fd(), &resized, &ended, &mut |what| {
            match heard.len() {
                0 => window.write_all(b"x").unwrap(),
                1 => hands.write_all(b"[A").unwrap(),
                _ => {}
            }
            heard.push(what);
            heard.len() < 3
        })
        .unwrap();
        assert_eq!(heard, [keys(&[Code::Char('a')]), Heard::Resized, keys(&[Code::Up])]);
    }

    #[test]
    fn a_quiet_line_makes_an_esc_and_a_closed_one_is_told() {
        let ((line, mut hands), (resized, _window), (ended, _killer)) = (pair(), pair(), pair());
        hands.write_all(b"\x1b").unwrap();
        let (mut heard, mut hands) = (Vec::new(), Some(hands));
        listen(line.as_fd(), &resized, &ended, &mut |what| {
            hands = None;
            heard.push(what);
            true
        })
        .unwrap();
        assert_eq!(heard, [keys(&[Code::Esc]), Heard::Closed]);
        assert!(hands.is_none());
    }

    #[test]
    fn who_ends_the_program_is_heard_before_what_was_typed() {
        let ((line, mut hands), (resized, _window), (ended, mut killer)) = (pair(), pair(), pair());
        hands.write_all(b"a").unwrap();
        killer.write_all(b"x").unwrap();
        let mut heard = Vec::new();
        listen(line.as_fd(), &resized, &ended, &mut |what| {
            heard.push(what);
            true
        })
        .unwrap();
        assert_eq!(heard, [Heard::Terminated]);
    }
}
