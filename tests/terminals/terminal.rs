//! The program on a real pseudo-terminal: keys go in as bytes, what it sends is drawn by a terminal of our own, and everything
//! that is waited for has a deadline and shows the last screen when it passes.

use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::LocalModes;
use xieban_term::{Code, Input, Instant, Key};

use xieban_support::keys::keys;
pub(crate) use xieban_support::time::{Stopwatch, pace};

/// Longer than anything here may take on the slowest machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
/// How long a look at something that cannot be waited for lasts.
const PAUSE: Duration = Duration::from_millis(2);

/// How the program is started.
pub(crate) struct Setup<'a> {
    pub(crate) arguments: Vec<&'a str>,
    /// Columns and rows.
    pub(crate) size: (u16, u16),
    pub(crate) environment: Vec<(&'a str, &'a str)>,
}

/// The program and its terminal.
pub(crate) struct Terminal {
    line: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<Shown>,
    /// The line's settings before the program had it.
    given: String,
}

/// What the terminal shows.
struct Shown {
    state: Mutex<State>,
    changed: Condvar,
    /// What types; gone once the line is cut.
    hands: Mutex<Option<Box<dyn Write + Send>>>,
    /// Whoever looks goes through here: while somebody else holds it, nothing is taken from the line.
    gate: Mutex<()>,
    /// Nobody looks any more: the line is to be closed.
    hung_up: AtomicBool,
}

/// What a terminal answers when it is asked where its cursor stands.
#[derive(Default)]
struct Answers(Vec<u8>);

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        _: Option<u8>,
        _: Option<u8>,
        parameters: &[&[u16]],
        last: char,
    ) {
        if (parameters, last) == (&[&[6]], 'n') {
            let (row, column) = screen.cursor_position();
            self.0.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
        }
    }
}

/// What came out of the program.
pub(crate) struct State {
    screen: vt100::Parser<Answers>,
    /// Every byte so far.
    pub(crate) bytes: Vec<u8>,
    ended: bool,
}

impl Shown {
    fn send(&self, bytes: &[u8]) {
        if let (Some(hands), false) = (&mut *self.hands.lock().unwrap(), bytes.is_empty()) {
            hands.write_all(bytes).unwrap();
            hands.flush().unwrap();
        }
    }
}

impl State {
    /// Takes bytes in; gives what the terminal answers.
    fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.bytes.extend_from_slice(bytes);
        self.screen.process(bytes);
        std::mem::take(&mut self.screen.callbacks_mut().0)
    }

    /// The screen as text.
    pub(crate) fn text(&self) -> String {
        let text = self.screen.screen().contents();
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// The program has said its last byte.
    pub(crate) const fn is_at_its_end(&self) -> bool {
        self.ended
    }

    /// The terminal itself, with its modes.
    pub(crate) fn terminal(&self) -> &vt100::Screen {
        self.screen.screen()
    }
}

impl Terminal {
    /// Starts the program.
    pub(crate) fn start(setup: &Setup<'_>) -> Self {
        let (columns, rows) = setup.size;
        let pair = native_pty_system().openpty(cells(setup.size)).unwrap();
        let mut command = CommandBuilder::new(xieban_support::program());
        command.args(&setup.arguments);
        command.env("TERM", "xterm-256color");
        let ours = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("XIEBAN_"));
        for name in ours.chain(["NO_COLOR", "COLORTERM"].map(str::to_owned)) {
            command.env_remove(name);
        }
        setup.environment.iter().for_each(|(name, value)| command.env(name, value));
        let given = settings(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let state = State {
            screen: vt100::Parser::new_with_callbacks(
                rows.try_into().unwrap(),
                columns.try_into().unwrap(),
                0,
                Answers::default(),
            ),
            bytes: Vec::new(),
            ended: false,
        };
        let shown = Arc::new(Shown {
            state: Mutex::new(state),
            changed: Condvar::new(),
            hands: Mutex::new(Some(pair.master.take_writer().unwrap())),
            gate: Mutex::new(()),
            hung_up: AtomicBool::new(false),
        });
        let (mut eyes, to) = (Some(pair.master.try_clone_reader().unwrap()), Arc::clone(&shown));
        std::thread::spawn(move || {
            let mut bytes = vec![0; 64 << 10];
            while let Some(line) = &mut eyes {
                drop(to.gate.lock().unwrap());
                let count = line.read(&mut bytes).unwrap_or(0);
                let ended = count == 0 || to.hung_up.load(Ordering::SeqCst);
                // It is let go before anybody is told.
                eyes = eyes.filter(|_| !ended);
                let mut state = to.state.lock().unwrap();
                let answers = state.take(bytes.get(..count).unwrap());
                state.ended = ended;
                drop(state);
                to.changed.notify_all();
                to.send(&answers);
            }
        });
        Self { line: Some(pair.master), child, shown, given }
    }

    /// A desk on a store, 80×24.
    pub(crate) fn desk(store: &Path, name: &str) -> Self {
        Self::start(&Setup {
            arguments: vec!["--store", store.to_str().unwrap(), "--desk", name],
            size: (80, 24),
            environment: Vec::new(),
        })
    }

    /// Bytes, in one write.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> &mut Self {
        self.shown.send(bytes);
        self
    }

    /// Keys in the notation of `support/keys.rs`, in one write.
    pub(crate) fn keys(&mut self, notation: &str) -> &mut Self {
        let bytes: Vec<u8> = keys(notation).iter().flat_map(bytes).collect();
        self.send(&bytes)
    }

    /// Every byte of what was sent so far, and the screen, once `is` holds of it.
    pub(crate) fn wait<A>(&self, what: &str, is: impl FnMut(&State) -> Option<A>) -> A {
        self.wait_within(PATIENCE, what, is)
    }

    /// The same with a deadline of one's own.
    pub(crate) fn wait_within<A>(
        &self,
        patience: Duration,
        what: &str,
        mut is: impl FnMut(&State) -> Option<A>,
    ) -> A {
        let deadline = Instant::now().plus(patience);
        let mut state = self.shown.state.lock().unwrap();
        loop {
            if let Some(found) = is(&state) {
                return found;
            }
            let left = deadline.remaining();
            if left.is_zero() || state.ended {
                let (ended, text) = (state.ended, state.text());
                drop(state);
                panic!("{what}: {}\n{text}", if ended { "the program ended" } else { "waited in vain" });
            }
            state = self.shown.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Waits until the screen shows this.
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        self.wait(text, |state| state.text().contains(text).then_some(()));
        self
    }

    /// Waits until the screen does not show this any more.
    pub(crate) fn loses(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("no {text}"), |state| (!state.text().contains(text)).then_some(()));
        self
    }

    /// Waits until the cursor stands in this column and row.
    pub(crate) fn cursor_at(&mut self, (column, row): (u16, u16)) -> &mut Self {
        self.wait(&format!("the cursor at {column},{row}"), |state| {
            (state.terminal().cursor_position() == (row, column)).then_some(())
        });
        self
    }

    /// Looks at what there is once the program has ended.
    pub(crate) fn ended<A>(&self, look: impl FnOnce(&State) -> A) -> A {
        self.wait("the last byte", |state| state.ended.then_some(()));
        self.now(look)
    }

    /// Whether the terminal edits lines itself, and whether it echoes.
    pub(crate) fn modes(&self) -> (bool, bool) {
        let modes = self.line.as_ref().unwrap().get_termios().unwrap().local_flags.bits();
        (modes & LocalModes::ICANON.bits() != 0, modes & LocalModes::ECHO.bits() != 0)
    }

    /// The line is set as it was before the program had it.
    pub(crate) fn is_given_back(&self) -> bool {
        settings(self.line.as_deref().unwrap()) == self.given
    }

    /// Nothing more is taken from the line, until this is dropped.
    pub(crate) fn looks_away(&self) -> MutexGuard<'_, ()> {
        self.shown.gate.lock().unwrap()
    }

    /// While nobody looks: another size, again and again, until the line has more than it takes. No key is needed for it.
    pub(crate) fn fills_its_line(&self) {
        for columns in (81..=120).rev() {
            self.line.as_ref().unwrap().resize(cells((columns, 40))).unwrap();
            pace(Duration::from_millis(20));
        }
        self.line.as_ref().unwrap().resize(cells((80, 24))).unwrap();
    }

    /// Looks at what there is now.
    pub(crate) fn now<A>(&self, look: impl FnOnce(&State) -> A) -> A {
        look(&self.shown.state.lock().unwrap())
    }

    /// The screen as text.
    pub(crate) fn text(&self) -> String {
        self.now(State::text)
    }

    /// How many bytes came so far.
    pub(crate) fn sent(&self) -> usize {
        self.now(|state| state.bytes.len())
    }

    /// Signs in with the PIN that the sign-in page of a practice store shows.
    pub(crate) fn sign_in(&mut self, code: &str) -> &mut Self {
        let pin = self.shows("密    码").pin(code);
        self.keys(&format!("\"{code}\" Enter \"{pin}\" Enter")).shows("办件 ")
    }

    /// The PIN of an account, read from the sign-in page.
    pub(crate) fn pin(&self, code: &str) -> String {
        self.wait(code, |state| {
            let text = state.text();
            let (_, after) = text.split_once(&format!(" {code} "))?;
            let (_, after) = after.split_once("密码 ")?;
            Some(after.chars().take_while(char::is_ascii_digit).collect())
        })
    }

    /// Takes the verb of this name on the first case of the list, by the digits that lead to it.
    pub(crate) fn take(&mut self, verb: &str) -> &mut Self {
        self.keys(&format!("Home {}", xieban_support::verbs::keys_of("case", verb)))
    }

    /// The clock in the right upper corner.
    pub(crate) fn clock(&self) -> String {
        self.text().lines().next().unwrap().split_whitespace().last().unwrap().to_owned()
    }

    /// Waits until nothing has come and nothing was done for a while: everything that was begun is at its end.
    pub(crate) fn settle(&self) {
        let look = || (self.sent(), self.switches());
        let (mut before, mut quiet) = (look(), Stopwatch::start());
        until("quiet", || {
            if look() != before {
                (before, quiet) = (look(), Stopwatch::start());
            }
            (quiet.read() > Duration::from_millis(500)).then_some(())
        });
    }

    /// The screen, once it is at rest.
    pub(crate) fn settled(&self) -> String {
        self.settle();
        self.text()
    }

    /// How often one of its threads has waited: that many times it was woken.
    pub(crate) fn switches(&self) -> u64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.process())).unwrap();
        let status = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("status")).ok());
        let count = |status: String| {
            let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        status.filter_map(count).sum()
    }

    /// Another size.
    pub(crate) fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        let (columns, rows) = size;
        {
            let mut state = self.shown.state.lock().unwrap();
            // A terminal that says it has no room still has a cell to draw on.
            state
                .screen
                .screen_mut()
                .set_size(rows.max(1).try_into().unwrap(), columns.max(1).try_into().unwrap());
        }
        self.line.as_ref().unwrap().resize(cells(size)).unwrap();
        self
    }

    /// The line says that it has this size; whoever looks goes on as before.
    pub(crate) fn says_it_is(&self, size: (u16, u16)) {
        self.line.as_ref().unwrap().resize(cells(size)).unwrap();
    }

    /// The line is cut; gives the time since.
    pub(crate) fn hang_up(&mut self) -> Stopwatch {
        self.let_go();
        self.cut()
    }

    /// The thread that looks holds the line, too: the window is resized, so that something comes, and it lets go.
    pub(crate) fn let_go(&mut self) {
        self.shown.hung_up.store(true, Ordering::SeqCst);
        self.resize((81, 24));
        self.wait("the last look", |state| state.ended.then_some(()));
    }

    /// Once nobody looks: nobody has the line any more.
    pub(crate) fn cut(&mut self) -> Stopwatch {
        *self.shown.hands.lock().unwrap() = None;
        let watch = Stopwatch::start();
        self.line = None;
        watch
    }

    /// What the kernel says it does: `R`, `S`, stopped `T`, ended and not yet waited for `Z`.
    pub(crate) fn doing(&self) -> char {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process())).unwrap();
        stat.rsplit_once(") ").unwrap().1.chars().next().unwrap()
    }

    /// Every one of its threads has ended; it may still be waited for.
    pub(crate) fn is_over(&self) -> bool {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.process())).unwrap().count();
        self.doing() == 'Z' && threads == 1
    }

    /// Its process.
    pub(crate) fn process(&self) -> Pid {
        let id = self.child.process_id().unwrap();
        Pid::from_raw(id.try_into().unwrap()).unwrap()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.process(), signal).unwrap();
    }

    /// Waits for its end.
    pub(crate) fn end(&mut self) -> ExitStatus {
        until("the end of the program", || self.child.try_wait().unwrap())
    }

    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Processor time it has used so far, in ticks of the kernel (10 ms).
    pub(crate) fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process())).unwrap();
        let (_, after) = stat.rsplit_once(')').unwrap();
        after.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            kill_process(self.process(), Signal::KILL).ok();
            self.child.wait().ok();
        }
    }
}

/// All settings of a line.
fn settings(line: &dyn MasterPty) -> String {
    format!("{:?}", line.get_termios().unwrap())
}

const fn cells((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Waits for something that tells nobody when it comes.
pub(crate) fn until<A>(what: &str, mut is: impl FnMut() -> Option<A>) -> A {
    let deadline = Instant::now().plus(PATIENCE);
    loop {
        if let Some(found) = is() {
            return found;
        }
        assert!(!deadline.remaining().is_zero(), "waited {PATIENCE:?} for: {what}");
        std::thread::park_timeout(PAUSE);
    }
}

/// What a terminal sends for an input.
pub(crate) fn bytes(input: &Input) -> Vec<u8> {
    let key = match input {
        Input::Key(key) => *key,
        Input::Paste(text) => return format!("\x1b[200~{text}\x1b[201~").into_bytes(),
    };
    let text = match key {
        Key { code: Code::Char(c), ctrl: true, .. } => {
            char::from(u8::try_from(c).unwrap() & 0x1f).to_string()
        }
        Key { code: Code::Char(c), alt: true, .. } => format!("\x1b{c}"),
        Key { code, .. } => match code {
            Code::Char(c) => c.to_string(),
            Code::F(n @ 1..=4) => format!("\x1bO{}", char::from(b'O' + n)),
            Code::F(n) => {
                let number = [15, 17, 18, 19, 20, 21, 23, 24].get(usize::from(n) - 5).unwrap();
                format!("\x1b[{number}~")
            }
            Code::Up => "\x1b[A".to_owned(),
            Code::Down => "\x1b[B".to_owned(),
            Code::Right => "\x1b[C".to_owned(),
            Code::Left => "\x1b[D".to_owned(),
            Code::Home => "\x1b[H".to_owned(),
            Code::End => "\x1b[F".to_owned(),
            Code::PageUp => "\x1b[5~".to_owned(),
            Code::PageDown => "\x1b[6~".to_owned(),
            Code::Insert => "\x1b[2~".to_owned(),
            Code::Delete => "\x1b[3~".to_owned(),
            Code::Tab => "\t".to_owned(),
            Code::BackTab => "\x1b[Z".to_owned(),
            Code::Enter => "\r".to_owned(),
            Code::Esc => "\x1b".to_owned(),
            Code::Backspace => "\x7f".to_owned(),
        },
    };
    text.into_bytes()
}
