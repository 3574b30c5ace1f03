//! Making stores: `init` once and never over another, `demo --fill` the same for the same seed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::run::{NOW, PIN, fill, init, real, xieban};

#[test]
fn init_makes_a_real_store_of_its_owner_alone_and_never_over_another() {
    let (_folder, store) = real();
    assert_eq!(fs::metadata(&store).unwrap().permissions().mode() & 0o777, 0o600);
    let staff = xieban(&["staff", "list", "--json"]).on(&store).json_lines();
    assert_eq!(staff.len(), 1);
    assert_eq!((&staff[0]["code"], &staff[0]["name"]), (&json!("A01"), &json!("何洁")));
    xieban(&["audit"]).on(&store).success();
    let before = fs::read(&store).unwrap();
    assert!(init(&store).refused().contains("不会覆盖"));
    fs::write(store.with_extension("other"), "别人的").unwrap();
    init(&store.with_extension("other")).refused();
    assert_eq!(fs::read(&store).unwrap(), before);
    assert_eq!(fs::read_to_string(store.with_extension("other")).unwrap(), "别人的");
}

#[test]
fn init_asks_for_what_it_needs() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("new.xb");
    let all = ["init", "--office", "铜山卫生监督所", "--prefix", "铜卫监", "--admin", "A01:何洁"];
    for without in [1, 3, 5] {
        let left: Vec<&str> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| ![without, without + 1].contains(at))
            .map(|(_, a)| *a)
            .collect();
        xieban(&left).on(&store).pin("--pin-fd", PIN).wrong_use();
    }
    xieban(&all).on(&store).wrong_use();
    xieban(&all).on(&store).pin("--pin-fd", "12345").wrong_use();
    for admin in ["A01", "何洁:何洁", ":何洁", "A01:", "A01: \u{202e}"] {
        xieban(&["init", "--office", "所", "--prefix", "监", "--admin", admin])
            .on(&store)
            .pin("--pin-fd", PIN)
            .wrong_use();
    }
    for (office, prefix) in [("", "监"), ("所", " "), ("所", "\u{7}")] {
        xieban(&["init", "--office", office, "--prefix", prefix, "--admin", "A01:何洁"])
            .on(&store)
            .pin("--pin-fd", PIN)
            .wrong_use();
    }
    assert!(!store.exists());
}

#[test]
fn the_same_seed_and_moment_make_the_same_practice_store() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str, seed: &str| {
        let store = folder.path().join(name);
        let said = fill(&store, &["--cases", "40", "--seed", seed, "--now", NOW]);
        assert!(said.contains("40件"), "{said}");
        let journal = xieban(&["journal", "--json"]).on(&store).success();
        let cases = xieban(&["case", "list", "--as", "S01"]).on(&store).success();
        assert_eq!(cases.lines().count(), 40);
        (journal, cases)
    };
    let (first, again, other) = (made("a.xb", "3"), made("b.xb", "3"), made("c.xb", "4"));
    assert_eq!(first, again);
    assert_ne!(first.1, other.1);
    let beside = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(
        beside.map(|name| name.display().to_string()).all(|name| !name.contains(".part")),
        "nothing lies about"
    );
}

#[test]
fn the_usual_sample_shows_every_kind_and_disposition_and_most_states() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("x.xb");
    assert!(fill(&store, &["--now", NOW]).contains("200件"));
    let cases = xieban(&["case", "list", "--json"]).on(&store).json_lines();
    let shows = |key: &str, wanted: &[&str]| {
        for wanted in wanted {
            assert!(cases.iter().any(|case| case[key] == **wanted), "{key} {wanted}");
        }
    };
    shows("kind", &["受理件", "联办件", "移办件"]);
    shows("disposition", &["提示件", "即办件", "承诺件", "退回件", "未分类"]);
    shows("state", &["归档", "办理中", "已回复待签字", "待补正", "已导引", "终止"]);
    let due = cases.iter().filter(|case| case["due"].is_string()).count();
    assert!(due > 20 && due < 100, "{due} of 200 still run");
}

#[test]
fn a_practice_store_has_exactly_as_many_cases_as_wanted_at_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let moments =
        ["2026-11-23T08:31", "2026-11-23T00:05", "2026-11-22T12:00", "2026-02-25T23:59", "2027-01-04T16:59"];
    for (at, now) in moments.into_iter().enumerate() {
        let store = folder.path().join(format!("{at}.xb"));
        fill(&store, &["--cases", "60", "--seed", "11", "--now", now]);
        let cases = xieban(&["case", "list", "--json"]).on(&store).json_lines();
        assert_eq!(cases.len(), 60, "{now}");
        let newest = |value: &Value| value["registered"].as_str().unwrap().to_owned();
        assert!(cases.iter().all(|case| newest(case).get(..16).unwrap() <= now), "{now}: {cases:?}");
        let pages = xieban(&["journal", "--json"]).on(&store).json_lines();
        assert!(pages.iter().all(|page| page.get("back").is_none()), "{now}: time only goes forward");
    }
}

#[test]
fn a_wrong_wish_for_a_practice_store_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("x.xb");
    let path = store.to_str().unwrap();
    for wrong in [
        &["--cases", "0"][..],
        &["--cases", "5000001"],
        &["--cases", "许多"],
        &["--now", "2026-02-30T08:00"],
        &["--rate", "-1"],
        &["--rate", "NaN"],
        &["--seed"],
        &["--tree"],
    ] {
        xieban(&[&["demo", "--fill", path], wrong].concat()).wrong_use();
    }
    assert!(!store.exists());
    fs::write(&store, "别人的").unwrap();
    assert!(xieban(&["demo", "--fill", path]).refused().contains("不会覆盖"));
}

#[test]
fn a_pin_is_changed_by_the_one_that_holds_and_reset_by_an_administrator() {
    let (_folder, store) = real();
    let kept = ["staff", "keep", "S01", "--name", "王芳", "--post", "科长", "--rank", "中层", "--as", "A01"];
    xieban(&kept).on(&store).pin("--pin-fd", PIN).success();
    let pin = |whose: &str, by: &str, own: &str, new: &str| {
        xieban(&["staff", "pin", whose, "--as", by]).on(&store).pin("--pin-fd", own).pin("--new-fd", new)
    };
    xieban(&["staff", "pin", "S01", "--as", "A01"]).on(&store).pin("--pin-fd", PIN).wrong_use();
    assert!(pin("S01", "A01", PIN, "s01s01s01").refused().contains("好猜"));
    assert!(pin("s01", "a01", PIN, "leaf-359172").success().contains("本人签到时须先更换"));
    let listed = |pin: &str| xieban(&["staff", "list", "--as", "S01"]).on(&store).pin("--pin-fd", pin);
    assert!(listed("leaf-359172").refused().contains("这个密码要先更换"));
    assert!(pin("S01", "S01", "leaf-359172", "moon-519283").success().contains("已更换"));
    listed("moon-519283").success();
    assert!(pin("A01", "S01", "moon-519283", "fern-240816").refused().contains("系统管理员"));
    let pages = xieban(&["journal", "--json"]).on(&store).success();
    for typed in ["leaf-359172", "moon-519283", PIN] {
        assert!(!pages.contains(typed));
    }
}
