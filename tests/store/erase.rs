//! Whose cases have all been closed for long is erased: from the store, and from the bytes of its file. The chain stays.

use std::path::Path;

use serde_json::{Value, json};
use xieban_domain::number::CaseId;
use xieban_office::{ActError, BackupError, Founding, Lookout, Office, compact};

use xieban_support::{at, founding, on, register, say};

use crate::processes::{PATIENCE, Process};

pub(crate) const GONE: [&str; 3] = ["金丝雀", "13812345678", "雀话摘要"];
const STAYS: [&str; 2] = ["白头翁", "13987654321"];

pub(crate) fn has(path: &Path, text: &str) -> bool {
    std::fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
}

pub(crate) fn visit(name: &str, phone: &str) -> Value {
    let mut command = register("ZX01", &json!([]));
    command["visitor"] = json!({ "name": name, "phone": phone });
    command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    command
}

/// Commands by an officer at a moment long ago; gives the case.
pub(crate) fn long_ago(office: &Office, name: &str, commands: &[Value]) -> CaseId {
    let session = office.practise("S01", "1号台").unwrap();
    let mut case = None;
    office
        .import(|import| {
            for (n, command) in commands.iter().enumerate() {
                let command = case.map_or(command.clone(), |case| on(case, command));
                let done =
                    import.act(&session, &format!("{name}-{n}"), &say(&command), at("2024-03-04T09:00"))?;
                case = case.or(done.case);
            }
            Ok::<_, ActError>(())
        })
        .unwrap();
    case.unwrap()
}

pub(crate) fn closed(name: &str, phone: &str, line: u8) -> Vec<Value> {
    vec![
        visit(name, phone),
        json!({ "do": "finish", "summary": GONE[2] }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已告知" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": line } }),
    ]
}

#[test]
fn who_is_erased_is_nowhere_in_the_file_and_the_chain_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let office = Office::create(&path).unwrap();
    office.found(&Founding { at: Some(at("2024-03-04T08:30")), ..founding(vec![]) }).unwrap();
    let officer = office.practise("S01", "1号台").unwrap();
    let first = say(&json!({ "do": "stand_in", "reason": "替班" }));
    office.import(|import| import.act(&officer, "stand", &first, at("2024-03-04T08:40"))).unwrap();
    let gone = long_ago(&office, "gone", &closed(GONE[0], GONE[1], 1));
    let mut other = closed(STAYS[0], STAYS[1], 2);
    other[1] = json!({ "do": "finish", "summary": "已办" });
    long_ago(&office, "other", &other);
    long_ago(&office, "open", &[visit(STAYS[0], STAYS[1])]);

    let administrator = office.practise("A01", "批量").unwrap();
    let erase = say(&json!({ "do": "erase_identities" }));
    let code = |outcome| match outcome {
        Err(ActError::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    };
    assert_eq!(code(office.act(&officer, "e-0", &erase)), "not_authorised");
    assert_eq!(code(office.act(&administrator, "e-1", &erase)), "retention_unset");
    let keep = |months: u16| {
        say(
            &json!({ "do": "change_settings", "retention_months": months, "archive_months": 6, "archive_basis": "徐卫档〔2025〕2号" }),
        )
    };
    office.act(&administrator, "k-1", &keep(1200)).unwrap();
    assert_eq!(code(office.act(&administrator, "e-2", &erase)), "nothing_to_erase", "not yet");
    office.act(&administrator, "k-2", &keep(12)).unwrap();
    for text in GONE.iter().chain(&STAYS) {
        assert!(has(&path, text), "the control: {text} is found in the file");
    }
    let done = office.act(&administrator, "e-3", &erase).unwrap();
    assert_eq!(code(office.act(&administrator, "e-4", &erase)), "nothing_to_erase", "once is enough");
    let mut page = String::new();
    let mut take = |bytes: &[u8]| {
        page = String::from_utf8(bytes.to_vec()).unwrap();
        true
    };
    Lookout::open(&path).unwrap().pages(done.first, &mut take).unwrap();
    assert!(page.contains(&format!("\"what\":\"identities_erased\",\"cases\":[\"{gone}\"]")), "{page}");
    drop(office);

    let desk = Process::of("kills::reader", &path, []);
    assert_eq!(desk.lines.recv_timeout(PATIENCE).unwrap(), "reading");
    assert!(matches!(compact(&path), Err(BackupError::Open)));
    desk.kill();
    compact(&path).unwrap();
    for text in GONE {
        assert!(!has(&path, text), "{text} is still in the file");
    }
    for text in STAYS {
        assert!(has(&path, text), "{text} has an open case");
    }
    let office = Office::open(&path).unwrap();
    let before = office.audit().unwrap();
    assert_eq!(
        (before.finding, before.pages),
        (None, done.last),
        "the whole chain, and the tables as rebuilt"
    );
    office.rebuild().unwrap();
    let rows = Lookout::open(&path).unwrap().cases(CaseId { year: 2000, seq: 1 }, 9).unwrap();
    let named: Vec<bool> = rows.iter().map(|row| row.record.case.visitor.get().is_some()).collect();
    assert_eq!(named, [false, true, true]);
}

#[test]
fn a_text_that_no_page_says_was_erased_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let path = crate::processes::store(folder.path());
    let office = Office::open(&path).unwrap();
    let session = office.practise("S01", "1号台").unwrap();
    office.act(&session, "r-1", &crate::processes::registration()).unwrap();
    drop(office);
    let database = redb::Builder::new().open(&path).unwrap();
    let tx = database.begin_write().unwrap();
    let sealed = redb::TableDefinition::<&[u8], &[u8]>::new("sealed");
    tx.open_table(sealed).unwrap().retain(|_, _| false).unwrap();
    tx.commit().unwrap();
    drop(database);
    assert!(Office::open(&path).unwrap().audit().unwrap().finding.is_some());
}

#[test]
fn what_was_corrected_is_erased_as_it_stood_before_and_after() {
    const NAMES: [&str; 3] = ["金丝鸟", "金丝雁", "金丝莺"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let office = Office::create(&path).unwrap();
    office.found(&Founding { at: Some(at("2024-03-04T08:30")), ..founding(vec![]) }).unwrap();
    let officer = office.practise("S01", "1号台").unwrap();
    let first = say(&json!({ "do": "stand_in", "reason": "替班" }));
    office.import(|import| import.act(&officer, "stand", &first, at("2024-03-04T08:40"))).unwrap();
    let correct = |name: &str| {
        let visitor = json!({ "name": name, "phone": "13812345678" });
        json!({ "do": "correct_visitor", "visitor": visitor, "reason": format!("{name}听错了") })
    };
    let mut steps = closed(NAMES[0], "13812345678", 1);
    steps.insert(1, correct(NAMES[1]));
    steps.insert(2, json!({ "do": "note_call", "words": "问进度" }));
    steps.insert(3, json!({ "do": "undo" }));
    steps.push(correct(NAMES[2]));
    long_ago(&office, "gone", &steps);
    let administrator = office.practise("A01", "批量").unwrap();
    let keep = say(
        &json!({ "do": "change_settings", "retention_months": 12, "archive_months": 6, "archive_basis": "徐卫档〔2025〕2号" }),
    );
    office.act(&administrator, "k", &keep).unwrap();
    assert!(NAMES.iter().all(|name| has(&path, name)), "the control: they are found in the file");
    office.act(&administrator, "e", &say(&json!({ "do": "erase_identities" }))).unwrap();
    drop(office);
    compact(&path).unwrap();
    assert!(NAMES.iter().all(|name| !has(&path, name)));
    let office = Office::open(&path).unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
    office.rebuild().unwrap();
    assert_eq!(office.audit().unwrap().finding, None);
}
