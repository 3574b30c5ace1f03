//! A morning at the desk by keys alone: three wait, one has no papers, one needs three offices, somebody rings up in the middle of a
//! form, and a colleague is away. Nothing is lost, and every slip is right.

use serde_json::Value;
use xieban_domain::command::Command;
use xieban_domain::number::CaseId;
use xieban_office::Office;

use xieban_support::keys::keys;

use crate::practice::{Practice, done, run};
use crate::terminal::Terminal;

/// An open case of a colleague who is on leave, for which the leader has named S01.
fn of_a_colleague_away(office: &Practice) -> CaseId {
    let open = |case: &&Value| case["officer"] != "S01" && case["state"] == "办理中";
    let cases = office.cases();
    let case = cases.iter().find(open).expect("a colleague's case").clone();
    let id = case["case"].as_str().unwrap();
    let store = Office::open(&office.store()).unwrap();
    let act = |who: &str, command: Value| {
        let session = store.practise(who, "所长室").unwrap();
        let request = command["do"].as_str().unwrap().to_owned();
        store.act(&session, &request, &serde_json::from_value::<Command>(command).unwrap()).unwrap();
    };
    act(
        "L01",
        serde_json::json!({
            "do": "keep_absence", "officer": case["officer"], "kind": "休假",
            "from": "2026-11-23 上午", "to": "2026-11-27 下午",
        }),
    );
    act(
        "L01",
        serde_json::json!({
            "do": "appoint_acting_for", "cases": [id], "officer": "S01", "until": "2026-11-27", "reason": "年休假",
        }),
    );
    id.parse().unwrap()
}

fn state<'v>(cases: &'v [Value], case: &str) -> &'v Value {
    cases.iter().find(|row| row["case"] == case).unwrap()
}

#[test]
fn a_morning() {
    let office = Practice::new();
    let away = of_a_colleague_away(&office);
    let mut desk = office.desk("1号台");
    desk.sign_in("S01").keys("F11 F11 F11").shows("等候 6");

    // The first has nothing with him. In the middle of his telephone number somebody rings up.
    desk.keys("Ctrl-w").shows("叫这一位").keys("1 1").shows("来访目的");
    desk.keys("Enter 1 Enter \"赵六\" Enter 8 Enter 1 Enter \"139001\"");
    let call = format!("F7 \"{}\" Enter", away.spoken());
    assert!(keys(&call).len() <= 8, "{call}");
    desk.keys(&call).shows("您好，").keys("1").shows("已记来电").keys("Esc").loses("来电查询");
    desk.keys("\"39000\" Enter \"云龙区和平路1号\" Enter \"GW03\" Enter").shows("GW03");
    desk.shows("13900139000").keys("Enter").shows("1收").keys("2 2 2 2 2").shows("缺5项材料");
    desk.keys("F8").shows("1 已出好").keys("Enter").shows("口报 0013-0");

    // The second needs three offices, none of them ours: one slip for all of them.
    desk.keys("Ctrl-w").shows("叫这一位").keys("1 1").shows("来访目的");
    desk.keys("Enter 1 Enter \"钱小姐\" Enter 8 Enter 1 Enter \"13700137000\" Enter Enter \"cyfw\" Enter F8");
    // Each slip is read before it is said to be out: then its file goes.
    let slip = |desk: &mut Terminal, case: &str| {
        desk.shows("导引").keys("F8").shows("1 已出好");
        office.text_of(case, "外部导引单")
    };
    let first = slip(&mut desk, "2026-14");
    desk.keys("3").shows("钱小姐").keys("\"jkz\" Enter F8");
    let second = slip(&mut desk, "2026-15");
    desk.keys("3").shows("钱小姐").keys("\"yyzz\" Enter F8");
    let last = slip(&mut desk, "2026-16");
    desk.keys("1").shows("口报 0016-4");

    // The third has one question, and has his answer.
    desk.keys("Ctrl-w").shows("叫这一位").keys("1 2").shows("咨询 1");

    // And the colleague's visitor is called, by whoever acts for him.
    desk.keys(&format!("Esc F3 / \"{}\" Enter", away.spoken())).shows("来电问进度");
    desk.take("接回").shows("科室意见").keys("\"已验收\" F8").shows("接回 已验收");

    let cases = office.cases();
    assert_eq!(cases.len(), 16, "twelve there were, and four have come");
    assert_eq!(state(&cases, "2026-13")["disposition"], "提示件");
    assert_eq!(office.printed("2026-13"), ["协办单", "协办提示卡"]);
    for (case, unit, slip) in [
        ("2026-14", "市市场监督管理局", &first),
        ("2026-15", "市疾病预防控制中心", &second),
        ("2026-16", "市行政审批局", &last),
    ] {
        assert_eq!(
            (&state(&cases, case)["kind"], &state(&cases, case)["state"]),
            (&"移办件".into(), &"已导引".into())
        );
        assert!(slip.contains(unit), "{case}: {slip}");
    }
    for unit in ["市市场监督管理局", "市疾病预防控制中心", "市行政审批局"] {
        assert!(last.contains(unit), "all three on one slip: {last}");
    }
    assert_ne!(state(&cases, &away.to_string())["officer"], "S01", "the colleague's all the same");
    done(&run(&["audit", "--store", office.store().to_str().unwrap()]));
}
