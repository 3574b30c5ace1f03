//! The way out: bytes to the terminal as they are, without the buffer and the lock of the standard library.
//!
//! A frame is one write, so that a slow line never shows half of one for longer than it must; and a panic can give the terminal
//! back while another thread holds whatever lock there is. A line that takes nothing more holds nobody up: who writes waits for the
//! line and for the end of the program alike.

use std::io::{self, IsTerminal as _, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

/// The terminal to write to: as few writes as the kernel takes, none of them buffered.
#[derive(Debug)]
pub struct Output<F: AsFd = Line> {
    line: F,
    /// Readable once the program is to end.
    stop: Option<UnixStream>,
    /// How long a line that takes nothing is waited for; for ever where nothing is said.
    patience: Option<Duration>,
}

/// Standard output.
#[derive(Debug)]
pub enum Line {
    /// Opened anew, so that it need not block: nobody else who has the terminal open is concerned.
    Own(OwnedFd),
    /// As we were given it.
    Given(io::Stdout),
}

impl AsFd for Line {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Own(line) => line.as_fd(),
            Self::Given(line) => line.as_fd(),
        }
    }
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Self {
        let given = io::stdout();
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let own = given.is_terminal().then(|| rustix::fs::open("/proc/self/fd/1", flags, Mode::empty()));
        Self::new(own.and_then(Result::ok).map_or(Line::Given(given), Line::Own))
    }
}

impl<F: AsFd> Output<F> {
    /// Some other line.
    pub const fn new(line: F) -> Self {
        Self { line, stop: None, patience: None }
    }

    /// Writes nothing more once `stop` can be read ([`io::ErrorKind::ConnectionAborted`]).
    #[must_use]
    pub fn until(self, stop: UnixStream) -> Self {
        Self { stop: Some(stop), ..self }
    }

    /// Waits no longer than this for a line that takes nothing ([`io::ErrorKind::TimedOut`]).
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// Waits until the line takes more.
    fn wait(&self) -> io::Result<()> {
        let patience = self.patience.and_then(|patience| Timespec::try_from(patience).ok());
        let mut fds = vec![PollFd::new(&self.line, PollFlags::OUT)];
        fds.extend(self.stop.as_ref().map(|stop| PollFd::new(stop, PollFlags::IN)));
        match poll(&mut fds, patience.as_ref()) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Ok(_) if fds.get(1).is_some_and(|stop| !stop.revents().is_empty()) => {
                Err(io::ErrorKind::ConnectionAborted.into())
            }
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl<F: AsFd> Write for Output<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match rustix::io::write(&self.line, bytes) {
                Ok(n) => return Ok(n),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => self.wait()?,
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::os::unix::net::{UnixDatagram, UnixStream};
    use std::sync::mpsc;
    use std::time::Duration;

    use xieban_text::Metrics;

    use super::super::encoder::Depth;
    use super::super::screen::Screen;
    use super::super::theme::{Theme, Tone};
    use super::*;

    #[test]
    fn a_frame_is_one_write() {
        // A datagram is what one write sent.
        let (line, far) = UnixDatagram::pair().unwrap();
        let theme = Theme::bundled("day", Depth::True);
        let mut screen = Screen::new(Output::new(line), theme, Metrics::NARROW, (120, 40));
        let sent = screen
            .draw(|canvas| {
                for row in 0..40 {
                    canvas.put(0, row, &"零障碍服务".repeat(11), Tone::Red);
                }
            })
            .unwrap();
        let mut one = vec![0; 64 << 10];
        assert_eq!(far.recv(&mut one).unwrap(), sent);
        assert!(sent > 4 << 10, "{sent} bytes are no whole screen");
    }

    #[test]
    fn a_line_that_does_not_block_is_waited_for() {
        let (line, mut far) = UnixStream::pair().unwrap();
        line.set_nonblocking(true).unwrap();
        let reader = std::thread::spawn(move || {
            let mut all = Vec::new();
            far.read_to_end(&mut all).map(|_| all)
        });
        let bytes: Vec<u8> = (0..=250).cycle().take(3 << 20).collect();
        let mut out = Output::new(line);
        out.write_all(&bytes).unwrap();
        drop(out);
        assert!(reader.join().unwrap().unwrap() == bytes, "all of it, in order");
    }

    #[test]
    fn a_line_that_takes_nothing_is_let_go_of() {
        let bytes = vec![0; 8 << 20];
        let full = || {
            let (line, far) = UnixStream::pair().unwrap();
            line.set_nonblocking(true).unwrap();
            (Output::new(line), far)
        };
        let (out, _far) = full();
        let mut out = out.patient(Duration::from_millis(20));
        assert_eq!(out.write_all(&bytes).unwrap_err().kind(), io::ErrorKind::TimedOut);
        let ((out, _far), (stop, mut end)) = (full(), UnixStream::pair().unwrap());
        let mut out = out.until(stop);
        let writer = std::thread::spawn(move || out.write_all(&bytes).unwrap_err().kind());
        end.write_all(b"x").unwrap();
        assert_eq!(writer.join().unwrap(), io::ErrorKind::ConnectionAborted);
    }

    #[test]
    fn who_holds_the_lock_of_standard_output_holds_nobody_up() {
        let held = io::stdout().lock();
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || tell.send(Output::stdout().write(b"").is_ok()));
        assert_eq!(told.recv_timeout(Duration::from_secs(20)), Ok(true));
        drop(held);
    }
}
