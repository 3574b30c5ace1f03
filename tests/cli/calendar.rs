//! The office's own calendar: entered, amended, ordered by the city; the same for every command.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::run::{PIN, practice, real, xieban};

/// A notice of 2027 that names all seven.
pub(crate) const OF_2027: &str = r#"year = 2027
published = true
make_up = ["2026-12-27", "2027-09-26"]
[holidays]
"元旦" = ["2026-12-31", "2027-01-03"]
"春节" = ["2027-02-05", "2027-02-12"]
"清明节" = ["2027-04-03", "2027-04-05"]
"劳动节" = ["2027-05-01", "2027-05-05"]
"端午节" = ["2027-06-09", "2027-06-09"]
"国庆节、中秋节" = ["2027-10-01", "2027-10-08"]
"#;

#[test]
fn every_command_counts_with_what_the_office_has_entered() {
    let (folder, store) = practice();
    let file = folder.path().join("notice.toml");
    let due = || {
        let said = xieban(&["deadline", "2026-12-24", "5", "--json"]).on(&store).success();
        let said: Value = serde_json::from_str(&said).unwrap();
        (said["due"].as_str().unwrap().to_owned(), said["provisional"].as_bool().unwrap())
    };
    assert_eq!(due(), ("2026-12-31".to_owned(), true), "the end of December waits for the next notice");
    fs::write(&file, OF_2027).unwrap();
    let add = || xieban(&["holidays", "add", file.to_str().unwrap()]).on(&store);
    add().success();
    assert_eq!(due(), ("2026-12-30".to_owned(), false), "Sunday the 27th is worked by the notice of 2027");
    let city = "year = 2026\n[city]\n\"徐政办发〔2026〕31号\" = [\"2026-12-28\", \"2026-12-28\"]\n";
    fs::write(&file, city).unwrap();
    add().success();
    assert_eq!(due(), ("2027-01-04".to_owned(), false));
    let why = xieban(&["deadline", "2026-12-24", "5"]).on(&store).success();
    assert!(why.contains("12-28 徐政办发〔2026〕31号放假"), "{why}");
}

#[test]
fn an_amended_notice_stands_for_the_earlier_and_what_was_promised_stays_and_is_named() {
    let (folder, store) = practice();
    let file = folder.path().join("notice.toml");
    let add = |text: &str| {
        fs::write(&file, text).unwrap();
        xieban(&["holidays", "add", file.to_str().unwrap()]).on(&store)
    };
    let names = [
        "延续申请表",
        "原卫生许可证",
        "有效期内的卫生检测或者评价报告",
        "从业人员健康合格证明",
        "卫生管理制度执行情况",
    ];
    let materials: Vec<Value> = names.iter().map(|name| json!({ "name": name, "state": "收" })).collect();
    let register = json!({
        "request": "r-1", "as": "S01", "do": "register", "matter": "GW03", "materials": materials,
        "visitor": {
            "name": "张三", "id_type": "居民身份证", "id_no": "11010519491231002X", "phone": "13800138000",
            "address": "云龙区湖北路1号",
        },
        "disposition": { "as": "promise", "reason": "现场勘查", "limit": "10 working" },
    });
    let told = xieban(&["act"]).on(&store).told(register.to_string()).json_lines();
    assert_eq!(told[0]["ok"], true, "{told:?}");
    let case = told[0]["case"].as_str().unwrap().to_owned();
    let promised = || {
        let shown = xieban(&["case", "show", &case, "--json"]).on(&store).json_lines();
        shown[0]["promised"].as_str().unwrap().to_owned()
    };
    assert_eq!(promised(), "2026-12-07");
    // Nothing that was promised goes through 2027: nothing is named.
    let said = add(OF_2027).success();
    assert!(said.contains("已经承诺的日期都不变"), "{said}");
    let amended = OF_2027.replace("\"2027-05-05\"", "\"2027-05-04\"");
    add(&amended).success();
    assert!(add(&amended).refused().contains("已经登记过"));
    let listed = xieban(&["holidays", "list"]).on(&store).success();
    assert!(listed.contains("2027修订"), "{listed}");
    let due = xieban(&["deadline", "2027-04-30", "1"]).on(&store).success();
    assert!(due.contains("2027年5月5日"), "{due}");
    // A day off before the promised one: it stays, and is named with the day that it would be.
    let said = add("year = 2026\n[city]\n\"市政府通告\" = [\"2026-12-01\", \"2026-12-01\"]\n").success();
    let number = case.split_once('-').unwrap().1;
    let line = said.lines().find(|line| line.contains("2026-12-07")).unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains(&format!("{number:0>4}-")) && line.contains("2026-12-08"), "{line}");
    assert_eq!(promised(), "2026-12-07");
    xieban(&["audit"]).on(&store).success();
}

#[test]
fn a_roster_of_a_year_without_a_notice_says_so() {
    let (_folder, store) = practice();
    let said = json!({ "request": "q", "as": "S01", "do": "draft_roster", "quarter": "2027Q1" });
    xieban(&["act"]).on(&store).told(said.to_string()).json_lines();
    let shown = |quarter: &str| xieban(&["roster", "show", quarter]).on(&store).success();
    assert!(shown("2027Q1").starts_with("2027年第1季度（暂定）"), "{}", shown("2027Q1"));
    assert!(!shown("2026Q4").contains("暂定"));
    let json = xieban(&["roster", "show", "2027Q1", "--json"]).on(&store).json_lines();
    assert_eq!(json[0]["provisional"], true);
    let listed = xieban(&["roster", "list"]).on(&store).success();
    assert!(listed.contains("2027Q1（暂定）") && !listed.contains("2026Q4（暂定）"), "{listed}");
}

#[test]
fn what_the_office_has_entered_is_a_page_by_an_administrator_and_comes_back_from_a_backup() {
    let (folder, store) = real();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("notice.toml"), OF_2027).unwrap();
    let sure = |store: &Path| {
        let said = xieban(&["deadline", "2027-03-01", "1", "--json"]).on(store).success();
        !serde_json::from_str::<Value>(&said).unwrap()["provisional"].as_bool().unwrap()
    };
    let add = |store: &Path| xieban(&["holidays", "add", &at("notice.toml")]).on(store);
    add(&store).wrong_use();
    assert!(!sure(&store), "nobody has entered it");
    let add =
        || xieban(&["holidays", "add", &at("notice.toml"), "--as", "A01"]).on(&store).pin("--pin-fd", PIN);
    add().success();
    assert!(sure(&store));
    assert!(add().refused().contains("已经登记过"));
    let pages = xieban(&["journal", "--json"]).on(&store).success();
    let page =
        pages.lines().find(|page| page.contains("notice_entered")).unwrap_or_else(|| panic!("{pages}"));
    assert!(page.contains("\"A01\""), "{page}");
    assert!(!folder.path().join("holidays").exists());
    xieban(&["audit"]).on(&store).success();
    let new = folder.path().join("new.xb");
    xieban(&["backup", &at("a.bak")]).on(&store).success();
    xieban(&["restore", &at("a.bak")]).on(&new).success();
    assert!(sure(&new), "with the store alone, on another machine");
    xieban(&["audit"]).on(&new).success();
}

#[test]
fn files_that_an_earlier_program_took_in_beside_the_store_still_count() {
    let (folder, store) = practice();
    fs::create_dir(folder.path().join("holidays")).unwrap();
    fs::write(folder.path().join("holidays/2027.toml"), OF_2027).unwrap();
    let due = || xieban(&["deadline", "2027-04-30", "1"]).on(&store).success();
    assert!(due().contains("2027年5月6日"), "{}", due());
    let file = folder.path().join("amended.toml");
    fs::write(&file, OF_2027.replace("\"2027-05-05\"", "\"2027-05-04\"")).unwrap();
    xieban(&["holidays", "add", file.to_str().unwrap()]).on(&store).success();
    assert!(due().contains("2027年5月5日"), "a page stands for the earlier file: {}", due());
}
