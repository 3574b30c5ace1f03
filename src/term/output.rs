//! The way out: bytes to the terminal as they are, without the buffer and the lock of the standard library.
//!
//! A frame is one write, so that a slow line never shows half of one for longer than it must; and a panic can give the terminal
//! back while another thread holds whatever lock there is.

use std::io::{self, Write};
use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

/// The terminal to write to: as few writes as the kernel takes, none of them buffered.
#[derive(Debug)]
pub struct Output<F: AsFd = io::Stdout>(F);

impl Output {
    /// Standard output.
    pub fn stdout() -> Self {
        Self(io::stdout())
    }
}

impl<F: AsFd> Output<F> {
    /// Some other line.
    pub const fn new(line: F) -> Self {
        Self(line)
    }
}

impl<F: AsFd> Write for Output<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match rustix::io::write(&self.0, bytes) {
                Ok(n) => return Ok(n),
                Err(Errno::INTR) => {}
                // Somebody set the line not to block: wait until it takes more.
                Err(Errno::AGAIN) => match poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                },
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

    use super::super::encoder::Depth;
    use super::super::screen::Screen;
    use super::super::theme::{Theme, Tone};
    use super::*;
    use crate::text::Metrics;

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
    fn who_holds_the_lock_of_standard_output_holds_nobody_up() {
        let held = io::stdout().lock();
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || tell.send(Output::stdout().write(b"").is_ok()));
        assert_eq!(told.recv_timeout(Duration::from_secs(20)), Ok(true));
        drop(held);
    }
}
