//! Another process stopped in the middle of its writing: the desk says so and stays alive.
//!
//! That process is this test binary itself, started again with [`STORE`] set: then [`holder`] is no test.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use xieban_domain::command::{Command as Say, OfficeCommand, Tally};
use xieban_office::{ActError, Office};

use crate::practice::{PERSON, Practice};
use crate::terminal::Stopwatch;

const STORE: &str = "HOLDER_STORE";

/// Not a test: a process that stands in the middle of its transaction until its input ends.
#[test]
fn holder() {
    let Ok(store) = std::env::var(STORE) else { return };
    let office = Office::open(store.as_ref()).unwrap();
    let session = office.practise("S03", "3号台").unwrap();
    let held = office.import(|import| {
        import.act(&session, "held", &Say::Office(OfficeCommand::Tally(Tally::default())), office.now())?;
        println!("\ninside");
        std::io::stdin().read_line(&mut String::new()).unwrap();
        Err::<(), _>(ActError::RequestReused)
    });
    assert!(held.is_err(), "it writes nothing");
}

/// The process that holds the writer's lock, stopped.
pub(crate) struct Holder(Child, BufReader<ChildStdout>);

impl Holder {
    pub(crate) fn stopped(office: &Practice) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "busy::holder", "--nocapture"])
            .env(STORE, office.store())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        assert!(said.by_ref().lines().map_while(Result::ok).any(|line| line == "inside"));
        kill_process(Pid::from_child(&child), Signal::STOP).unwrap();
        Self(child, said)
    }

    /// It is killed where it stands.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// It goes on, and lets go.
    fn go_on(mut self) {
        kill_process(Pid::from_child(&self.0), Signal::CONT).unwrap();
        drop(self.0.stdin.take());
        self.1.read_to_end(&mut Vec::new()).unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn a_stopped_writer_makes_the_desk_busy_and_not_dead() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("口报");
    let cases = office.cases().len();
    desk.keys(&format!("{PERSON} \"GW03\" Enter Enter 0")).shows("F8 出《协办回执》");
    let holder = Holder::stopped(&office);
    let watch = Stopwatch::start();
    desk.keys("F8").shows("正在登记");
    // While it waits: a key that hides the screen, the list, a search.
    let keys = Stopwatch::start();
    desk.keys("F9").shows("已遮屏");
    println!("busy: the first key after {:?}", keys.read());
    let keys = Stopwatch::start();
    desk.keys("F9").loses("已遮屏");
    desk.keys("F3 →").shows("[今日到期").keys("/ \"0003-3\" Enter").shows("徐卫监协〔2026〕3号");
    println!("busy: a list and a search in {:?}", keys.read());
    // It is said where he is now, and where he was.
    desk.shows("忙：另一台终端正在写入，请稍后再按一次");
    let waited = watch.read();
    println!("busy after {waited:?}");
    assert!(waited <= Duration::from_secs(6), "{waited:?}");
    desk.keys("F2").shows("忙：").shows("王秀英");
    assert_eq!(office.cases().len(), cases, "a reader reads on");
    // Another command waits, and what is typed meanwhile is kept at once.
    desk.keys("F12 F2").shows("来访目的").keys("Enter 1 Enter \"欧阳春\"").shows("欧阳春");
    assert!(!office.draft_with("欧阳春").contains("王秀英"), "a file for each form");
    office.draft_with("王秀英");
    holder.go_on();
    desk.shows("咨询 1").keys("F2 F2 1").shows("王秀英").keys("F8").shows("1 已出好");
    assert_eq!(office.cases().len(), cases + 1);
}
