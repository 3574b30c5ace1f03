//! Stores that cannot be worked with: one sentence, the right exit code, and the terminal as it was.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use redb::{Builder, ConcurrencyMode, TableDefinition};
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::practice::Practice;
use crate::terminal::{State, Stopwatch, Terminal};

/// Starts a desk that ends at once; gives its exit code and what stands on the terminal.
fn refused(store: &Path) -> (u32, String) {
    let mut desk = Terminal::desk(store, "1号台");
    let code = desk.end().exit_code();
    let said = desk.ended(|state| {
        assert!(
            !state.bytes.windows(8).any(|eight| eight == b"\x1b[?1049h"),
            "the other screen was never taken"
        );
        state.text().replace('\n', "")
    });
    (code, said.trim().to_owned())
}

/// Writes the version of the tables behind everybody's back.
fn make_newer(store: &Path) {
    let file = Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).open(store).unwrap();
    let tx = file.begin_write().unwrap();
    let meta: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("meta");
    tx.open_table(meta).unwrap().insert(&b"schema"[..], &99_u32.to_be_bytes()[..]).unwrap();
    tx.commit().unwrap();
}

#[test]
fn a_store_that_is_none_is_refused_in_one_sentence() {
    let office = Practice::new();
    let folder = office.store().parent().unwrap().to_owned();
    let (foreign, short) = (folder.join("信.redb"), folder.join("短.redb"));
    fs::write(&foreign, "这是一封信，不是台账。".repeat(400)).unwrap();
    fs::write(&short, "").unwrap();
    for (store, sentence) in
        [(&foreign, "不是协办台账，请核对路径。"), (&short, "不是协办台账"), (&folder, "不是协办台账")]
    {
        let (code, said) = refused(store);
        assert!(code == 1 && said.contains(sentence), "{}: {code} {said}", store.display());
    }
    assert_eq!(fs::read(&short).unwrap(), b"");
}

#[test]
fn a_newer_store_sends_for_a_newer_program() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F2 Enter 1 Enter \"王秀英\"").shows("王秀英");
    make_newer(&office.store());
    let (code, said) = refused(&office.store());
    assert!(code == 75 && said.contains("请升级程序后再开"), "{code} {said}");
    // A desk that was at work keeps what is typed, says why, and ends with the same code.
    desk.keys("F12");
    let status = desk.end();
    let said = desk.ended(State::text);
    assert!(status.exit_code() == 75 && said.contains("请升级程序后再开"), "{status:?} {said}");
    office.draft_with("王秀英");
}

#[test]
fn a_store_one_may_not_open_says_whose_it_is() {
    let office = Practice::new();
    fs::set_permissions(office.store(), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(office.store()).is_err() {
        let (code, said) = refused(&office.store());
        assert!(code == 1 && said.contains("没有权限打开台账"), "{code} {said}");
        return;
    }
    // Whoever may open everything tries it as nobody.
    let mut command = Command::new(xieban_support::program());
    let nobody =
        command.arg("--store").arg(office.store()).uid(65534).gid(65534).stdin(Stdio::null()).output();
    match nobody {
        Ok(output) => {
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.code() == Some(1) && said.contains("没有权限打开台账"), "{said}");
        }
        Err(error) => println!("left out: the program cannot be started as nobody ({error})"),
    }
}

#[test]
fn a_store_replaced_under_a_desk_takes_nothing_any_more() {
    let (office, other) = (Practice::new(), Practice::new());
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("口报");
    fs::rename(other.store(), office.store()).unwrap();
    desk.keys("F12").shows("台账文件已被替换，请退出后重新进入");
    assert!(!desk.text().contains("记一次"));
}

/// The file of a store's witness.
fn witness(store: &Path) -> std::path::PathBuf {
    fs::read_dir(store.with_extension("witness")).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn a_witness_that_cannot_be_reached_stands_on_every_screen_work_goes_on_and_it_comes_back_by_itself() {
    let office = Practice::new();
    let (mut desk, mut idle) = (office.desk("1号台"), office.desk("2号台"));
    desk.sign_in("S01").keys("F12").shows("咨询即答，记一次");
    idle.shows("密    码");
    let (witness, aside) = (witness(&office.store()), office.store().with_extension("aside"));
    fs::rename(&witness, &aside).unwrap();
    mknodat(CWD, &witness, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let tallies = office.tallied();
    let watch = Stopwatch::start();
    desk.keys("F12").shows("未见证");
    let told = watch.read();
    idle.shows("未见证");
    println!(
        "a witness out of reach is on the screen after {told:?}, on another desk's after {:?}",
        watch.read()
    );
    assert!(told.as_secs() < 2, "{told:?}");
    assert_eq!(office.tallied(), tallies + 1, "work goes on");
    fs::rename(&aside, &witness).unwrap();
    desk.loses("未见证");
    idle.loses("未见证");
}

#[test]
fn a_store_whose_witness_is_gone_says_so_on_every_screen_and_nothing_that_contradicts_it() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F12").shows("咨询即答，记一次");
    fs::remove_dir_all(office.store().with_extension("witness")).unwrap();
    let mut door = office.desk("2号台");
    door.shows("台账见证不见了：只能查看");
    assert!(!door.settled().contains("核对无误"), "{}", door.text());
    desk.keys("F12").shows("台账见证不见了");
    for key in ["F2", "F3", "F4", "F6"] {
        desk.keys(key).shows("台账见证不见了：只能查看");
    }
}
