//! How much is typed, and how fast: few keys for a known visitor, and a burst that does what slow fingers do.

use serde_json::Value;
use xieban_office::{Answer, Office, Query};

use xieban_support::keys::keys;

use crate::practice::{PERSON, Practice};
use crate::terminal::{bytes, pace};

/// How many keys a notation takes beside the texts in it.
fn beside_texts(notation: &str) -> usize {
    notation.split('"').step_by(2).map(|part| keys(part).len()).sum()
}

#[test]
fn a_known_visitor_with_his_usual_matter_takes_twelve_keys_and_his_number() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01")
        .keys(&format!("{PERSON} \"GW03\" Enter Enter 0 F8"))
        .shows("1 已出好")
        .keys("1 F3")
        .shows("0013-0");
    let again = ["F2 Enter Enter \"13800138000\" Enter", "1 Enter 0 F8", "1"];
    desk.keys(again[0]).shows("认出王**");
    desk.keys(again[1]).shows("1 已出好").keys(again[2]).shows("口报 0014-8");
    let case = office.cases().pop().unwrap();
    assert_eq!((&case["code"], &case["disposition"]), (&"GW03".into(), &"承诺件".into()));
    let count = beside_texts(&again.join(" "));
    println!("a known visitor's usual matter: {count} keys beside his number");
    assert!(count <= 12, "{count} keys");
}

#[test]
fn a_wrong_door_takes_twelve_keys_from_the_first_to_the_printed_slip() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").shows("[我的");
    let all = ["Ctrl-d c y f w Enter", "\"张先生\"", "F8", "F8"];
    desk.keys(all[0]).shows("YB01 餐饮服务").keys(all[1]).keys(all[2]).shows("改去单位");
    desk.keys(all[3]).shows("1 已出好");
    let count = keys(&all.join(" ")).len();
    println!("a wrong door: {count} keys from the first to the printed slip, the visitor's name among them");
    assert!(count <= 12, "{count} keys");
    let case = office.cases().pop().unwrap();
    assert_eq!((&case["kind"], &case["state"]), (&"移办件".into(), &"已导引".into()));
    let printed = office.printed(case["case"].as_str().unwrap());
    assert_eq!(printed, ["协办单", "外部导引单"]);
}

#[test]
fn a_second_officer_takes_the_keyboard_in_four_keys_and_his_pin_and_the_first_finds_his_form_again() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    let pins = ["S01", "S02"].map(|code| desk.pin(code));
    desk.sign_in("S01").keys("F2 Enter 1 Enter \"王秀\"").shows("王秀");
    for (code, name, pin) in [("S02", "李敏", &pins[1]), ("S01", "王小明", &pins[0])] {
        let digit = desk.keys("Ctrl-t").wait(code, |state| {
            let text = state.text();
            let row = text.lines().find(|line| line.contains(&format!("{name} {code}")))?;
            row.split_whitespace().find(|word| word.parse::<u8>().is_ok()).map(str::to_owned)
        });
        let rest = format!("{digit} \"{pin}\" Enter");
        assert!(beside_texts(&format!("Ctrl-t {rest}")) <= 4, "{rest}");
        desk.keys(&rest).shows(&format!("协办员 {name}"));
    }
    desk.shows("王秀").keys("\"英\"").shows("王秀英");
}

/// What stands in the journal from this page on, without what is different in every store; and the visitors.
fn record(office: &Practice, from: u64) -> (Vec<Value>, Vec<String>) {
    let mut pages = office.read(&["journal", "--json", "--from", &from.to_string()]);
    pages.iter_mut().for_each(unseal);
    let store = Office::open(&office.store()).unwrap();
    let session = store.practise("S01", "1号台").unwrap();
    let visitor = |case: &Value| {
        let id = case["case"].as_str().unwrap().parse().unwrap();
        let Answer::Case(Some(view)) = store.ask(&session, &Query::CaseInClear(id)).unwrap() else {
            panic!("{case}")
        };
        format!("{:?}", view.row.record.case.visitor.get())
    };
    (pages, office.cases().iter().skip(12).map(visitor).collect())
}

/// Seals, links and request ids are random.
fn unseal(value: &mut Value) {
    match value {
        Value::String(text) if text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit()) => {
            text.clear();
        }
        Value::Object(map) => {
            map.remove("request");
            map.values_mut().for_each(unseal);
        }
        Value::Array(rows) => rows.iter_mut().for_each(unseal),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn five_hundred_keys_in_one_write_give_the_record_they_give_one_by_one() {
    // The clock of these stores stands still.
    let offices = [0, 1].map(|_| Practice::made("2026-11-23T08:41", "0", "12"));
    let from = u64::try_from(offices[0].read(&["journal", "--json"]).len()).unwrap() + 1;
    let mut counts = Vec::new();
    let records = [true, false].map(|at_once| {
        let office = &offices[usize::from(at_once)];
        let mut desk = office.desk("1号台");
        let pin = desk.shows("密    码").pin("S01");
        let firm = |number: u32| {
            format!(
                "F2 Enter 2 Enter \"铜山区第{number}浴室\" Enter Enter \"李国强\" Enter \"孙丽华\" Enter 1 Enter Enter \
                 \"32030119900101{number}\" BackTab 8 Enter 1 Enter \"1395200{number}\" Enter \"中山北路{number}号\" Enter \
                 \"GW03\" Enter Enter 1 1 2 0 ↓ ↓ ↓ ↓ ↓ ↓ F8 1 "
            )
        };
        let script = [
            format!("\"S01\" Enter \"{pin}\" Enter {PERSON} \"GW03\" Enter Enter 1 1 2 2 1 F8 1 "),
            (1001..1006).map(firm).collect(),
            // He comes again and is known; then his first case is found, completed and promised.
            "Enter Enter \"13800138000\" Enter 1 Enter 0 F8 1 F12 ".to_owned(),
            "/ \"0013-0\" Enter 1 ↓ ↓ 1 1 F8 2 3 F8 Home".to_owned(),
        ]
        .concat();
        let inputs = keys(&script);
        counts.push(inputs.len());
        if at_once {
            desk.keys(&script);
        } else {
            for input in &inputs {
                desk.send(&bytes(input));
                pace(std::time::Duration::from_millis(8));
            }
        }
        desk.shows("承诺 12-07");
        record(office, from)
    });
    assert!(counts[0] >= 500, "{}", counts[0]);
    println!("{} keys in one write, {} pages", counts[0], records[0].0.len());
    assert_eq!(records[0], records[1]);
    assert_eq!(records[0].1.len(), 7);
}

#[test]
fn one_key_notes_an_arrival_one_counts_an_answer_and_a_parked_form_comes_back_in_two() {
    let office = Practice::new();
    let pages = office.read(&["journal", "--json"]);
    let waiting = pages.iter().filter(|page| page.to_string().contains("arrived")).count();
    let mut other = office.desk("2号台");
    other.sign_in("S02").shows(&format!("等候 {waiting}"));
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F2 Enter 1 Enter \"王秀\"").shows("王秀");
    let (arrival, answer, park, take_up) = ("F11", "F12", "F2", "F2");
    desk.keys(arrival).shows(&format!("等候 {}", waiting + 1));
    other.shows(&format!("等候 {}", waiting + 1));
    desk.keys(answer).shows("咨询 1");
    desk.keys("\"英\"").shows("王秀英");
    desk.keys(park).shows("暂存 1：王**").keys(take_up).loses("暂存 1").shows("王秀英");
    for budget in [arrival, answer, park, take_up] {
        assert_eq!(keys(budget).len(), 1);
    }
    assert_eq!(office.tallied(), 1);
}
