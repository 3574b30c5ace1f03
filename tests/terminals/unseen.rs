//! What the wall sends down its line, and what `xieban publish` writes, of visitors: no byte.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use xieban_support::canary::{NAME, PHONE, WORDS, found, registrations};
use xieban_support::full::full;

use crate::practice::{Practice, done, run};
use crate::terminal::{PATIENCE, Setup, Terminal};

/// Sends commands to `xieban act` as a script would; each must be done.
pub(crate) fn act(store: &Path, commands: impl IntoIterator<Item = Value>) {
    let mut act = Command::new(xieban_support::program());
    act.args(["act", "--store", store.to_str().unwrap()]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut act = act.spawn().unwrap();
    let mut line = act.stdin.take().unwrap();
    let mut sent = 0;
    for (nth, mut command) in commands.into_iter().enumerate() {
        command["request"] = json!(format!("canary-{}-{nth}", std::process::id()));
        if command["as"].is_null() {
            command["as"] = json!("S01");
        }
        writeln!(line, "{command}").unwrap();
        sent += 1;
    }
    drop(line);
    let output = act.wait_with_output().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && answers.lines().count() == sent, "{answers}");
}

fn board(store: &Path, pages: &str) -> Terminal {
    let file = store.with_extension("toml");
    std::fs::write(&file, format!("seconds = 3\npages = [{pages}]\n")).unwrap();
    Terminal::start(&Setup {
        arguments: vec!["board", "--store", store.to_str().unwrap(), "--config", file.to_str().unwrap()],
        size: (160, 50),
        environment: Vec::new(),
    })
}

/// What of the canary is in a folder's files or in their names.
fn in_folder(folder: &Path) -> (usize, Option<String>) {
    let (mut files, mut what) = (0, None);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let (count, inside) = match path.is_dir() {
            true => in_folder(&path),
            false => (1, found(&std::fs::read(&path).unwrap())),
        };
        files += count;
        what = what.or(inside).or_else(|| found(path.file_name().unwrap().as_encoded_bytes()));
    }
    (files, what)
}

#[test]
fn no_byte_of_a_visitor_comes_down_the_walls_line_or_into_the_published_folder() {
    let office = Practice::new();
    let store = office.store();
    let arrive = json!({ "do": "arrive", "note": WORDS });
    // Case numbers go on where the sample ends, and the wall shows their state.
    act(&store, std::iter::once(arrive).chain(registrations()));
    let cases = office.cases().len();
    assert!(cases > registrations().len(), "{cases} cases are on the wall by number and state");
    let pages = match full() {
        true => "\"值班\", \"人员\", \"本周\", \"流程图\", \"指南\", \"便民\", \"目的\", \"进度\"",
        false => "\"进度\", \"值班\"",
    };
    let mut wall = board(&store, pages);
    // Once round: every page was there when the first one comes again.
    wall.shows("第1页");
    let text = wall.text();
    let count =
        text.split_once("共").and_then(|(_, rest)| rest.split_once('页')).unwrap().0.trim().to_owned();
    wall.shows(&format!("第{count}页")).shows("第1页");
    assert_eq!(wall.now(|state| found(&state.bytes)), None);
    // A change at the desk while it hangs, and a call about a case.
    act(
        &store,
        [
            json!({ "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": WORDS, "content": WORDS,
        "complainant": { "name": NAME, "phone": PHONE } }),
        ],
    );
    wall.settle();
    assert_eq!(wall.now(|state| found(&state.bytes)), None);

    let site = store.with_file_name("site");
    done(&run(&["publish", site.to_str().unwrap(), "--store", store.to_str().unwrap()]));
    let (files, what) = in_folder(&site);
    assert!(files > 6 && what.is_none(), "{files} files: {what:?}");

    // The control: the officer on duty takes the canary's name.
    done(&run(&[
        "staff",
        "keep",
        "S01",
        "--name",
        NAME,
        "--reason",
        "改名",
        "--as",
        "A01",
        "--store",
        store.to_str().unwrap(),
    ]));
    wall.wait_within(PATIENCE, "control", |state| found(&state.bytes));
    done(&run(&["publish", site.to_str().unwrap(), "--store", store.to_str().unwrap()]));
    assert!(in_folder(&site).1.is_some());
}
