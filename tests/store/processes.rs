//! Several processes on one store: kills, a stopped writer, a reader that mends.
//!
//! The writers are this test binary itself, started again with [`STORE`] set: then [`writer`] is no test but a process that
//! writes until it is killed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::json;
use xieban_domain::duty::DutyDay;
use xieban_office::{ActError, Done, Lookout, Office, OpenError, StoreError};

use xieban_support::{founding, register, say};

pub(crate) const STORE: &str = "WRITER_STORE";
const NAME: &str = "WRITER_NAME";
const HOLD: &str = "WRITER_HOLDS";
/// What the writers ask for.
pub(crate) const OFFICERS: [&str; 4] = ["S01", "S02", "S03", "B01"];
/// Longer than anything here may take.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// A store whose four officers are on duty today and tomorrow.
pub(crate) fn store(folder: &Path) -> PathBuf {
    let path = folder.join("office.xb");
    let office = Office::create(&path).unwrap();
    let today = office.now().date();
    let day = |date| DutyDay {
        leader: Some("L01".into()),
        standing_in: OFFICERS.map(Into::into).into(),
        ..DutyDay::empty(date)
    };
    let mut first = day(today);
    first.morning.clone_from(&first.standing_in);
    let mut next = day(today.succ_opt().unwrap());
    next.morning.clone_from(&next.standing_in);
    office.found(&founding(vec![first, next])).unwrap();
    path
}

pub(crate) fn registration() -> xieban_domain::command::Command {
    say(&register("ZX01", &json!([])))
}

/// Not a test: the process that [`Process::writer`] makes of this binary.
#[test]
fn writer() {
    let (Ok(store), Ok(name)) = (std::env::var(STORE), std::env::var(NAME)) else { return };
    let who = name.split('-').next().unwrap().to_owned();
    let office = Office::open(Path::new(&store)).unwrap();
    let session = office.practise(&who, "1号台").unwrap();
    if std::env::var(HOLD).is_ok() {
        let held = office.import(|import| {
            import.act(&session, &name, &registration(), office.now())?;
            said("inside");
            std::io::stdin().read_line(&mut String::new()).unwrap();
            Err::<(), _>(ActError::RequestReused)
        });
        assert!(held.is_err());
        return;
    }
    for n in 0.. {
        let request = format!("{name}-{n}");
        match office.act(&session, &request, &registration()) {
            Ok(done) => said(&format!("ack {request} {}", serde_json::to_string(&done).unwrap())),
            // The parent starts writers faster than they can get in.
            Err(ActError::Store(StoreError::Busy)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Tells the parent.
pub(crate) fn said(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// A process of this binary.
pub(crate) struct Process {
    child: Child,
    pub(crate) lines: Receiver<String>,
}

impl Process {
    /// A writer.
    fn start(store: &Path, name: &str, holds: bool) -> Self {
        let hold = holds.then_some((HOLD, "1"));
        let environment = [(NAME, name)].into_iter().chain(hold);
        Self::of("processes::writer", store, environment)
    }

    /// A writer that writes until it is killed.
    pub(crate) fn writer(store: &Path, name: &str) -> Self {
        Self::start(store, name, false)
    }

    /// Whatever that test is once it is started with [`STORE`].
    pub(crate) fn of<'e>(
        test: &str,
        store: &Path,
        environment: impl IntoIterator<Item = (&'e str, &'e str)>,
    ) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
        command.env(STORE, store).envs(environment).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (tell, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let wanted = line.starts_with("ack ") || ["inside", "reading"].contains(&line.as_str());
                if wanted && tell.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// It has not ended by itself.
    pub(crate) fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// `kill -9`, and what it had acknowledged until then.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // The pipe is read to its end: what lies in it has been acknowledged.
        self.lines.iter().collect()
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, signal).unwrap();
    }
}

#[test]
fn a_writer_stopped_inside_its_transaction_makes_others_busy_and_readers_read_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let office = Office::open(&path).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    let pages = office.last_page().unwrap();
    let stopped = Process::start(&path, "S02-held", true);
    assert_eq!(stopped.lines.recv_timeout(PATIENCE).unwrap(), "inside");
    stopped.signal(rustix::process::Signal::STOP);
    let (tell, answers) = channel();
    std::thread::scope(|scope| {
        scope.spawn(|| tell.send(office.act(&session, "r-1", &registration())).unwrap());
        let mut reads = 0_u32;
        let answer = loop {
            // Reading goes on all the while, from an open desk and for a board that comes.
            assert_eq!(office.last_page().unwrap(), pages);
            assert_eq!(office.header().unwrap().page, pages);
            if reads == 0 {
                assert_eq!(Lookout::open(&path).unwrap().header().unwrap().page, pages);
            }
            reads += 1;
            if let Ok(answer) = answers.recv_timeout(Duration::from_millis(50)) {
                break answer;
            }
            assert!(reads < 400, "busy is said within seconds");
        };
        assert!(matches!(answer, Err(ActError::Store(StoreError::Busy))), "{answer:?}");
        assert!(reads > 20, "it was worth waiting for: {reads}");
    });
    assert!(stopped.kill().is_empty());
    let done = office.act(&session, "r-1", &registration()).unwrap();
    assert_eq!(done.first, pages + 1, "the killed writer left nothing, and its lock is free");
    assert_eq!(office.audit().unwrap().finding, None);
}

#[test]
fn opening_beside_a_stopped_writer_does_not_hang() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let stopped = Process::start(&path, "S02-held", true);
    assert_eq!(stopped.lines.recv_timeout(PATIENCE).unwrap(), "inside");
    stopped.signal(rustix::process::Signal::STOP);
    let (tell, answers) = channel();
    let there = path.clone();
    std::thread::spawn(move || tell.send(Office::open(&there).map(drop)));
    let answer = answers.recv_timeout(Duration::from_secs(20));
    stopped.kill();
    assert!(
        matches!(answer, Ok(Err(OpenError::Store(StoreError::Busy)))),
        "busy, and never stuck: {answer:?}"
    );
}

#[test]
fn a_reader_mends_what_a_killed_writer_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let pages = Lookout::open(&path).unwrap().header().unwrap().page;
    let mut mended = 0;
    for round in 0..5 {
        let writer = Process::start(&path, &format!("S02-{round}"), true);
        assert_eq!(writer.lines.recv_timeout(PATIENCE).unwrap(), "inside");
        let mut before = (round % 2 == 0).then(|| Lookout::open(&path).unwrap());
        writer.kill();
        if let Some(reader) = &mut before {
            assert_eq!(reader.header().unwrap().page, pages, "an old reader reads on");
        }
        let plain = redb::Builder::new()
            .set_concurrency_mode(redb::ConcurrencyMode::MultiWriter)
            .open_read_only(&path);
        if let Err(redb::DatabaseError::RepairAborted) = plain.map(drop) {
            mended += 1;
        }
        let mut lookout = Lookout::open(&path).unwrap();
        assert_eq!(lookout.header().unwrap().page, pages);
        assert_eq!(lookout.audit().unwrap().finding, None);
    }
    assert!(mended > 0, "the control: without mending, the store would not have opened");
}

#[test]
fn what_one_commits_another_process_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(folder.path());
    let mut lookout = Lookout::open(&path).unwrap();
    let before = lookout.header().unwrap().page;
    let writer = Process::start(&path, "S01-one", false);
    let line = writer.lines.recv_timeout(PATIENCE).unwrap();
    let (_, done) = line.strip_prefix("ack ").unwrap().split_once(' ').unwrap();
    let done: Done = serde_json::from_str(done).unwrap();
    assert_eq!(done.first, before + 1);
    assert!(lookout.header().unwrap().page >= done.last);
    writer.kill();
}
