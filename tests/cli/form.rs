//! `xieban form`: blank paper, and the sheet of a day that proves the store and is proved by it.

use crate::run::{practice, real, xieban};

/// The page and hash that a sheet or an audit prints.
fn code(said: &str) -> String {
    let is_code = |word: &&str| {
        word.split_once(':').is_some_and(|(page, hash)| page.parse::<u64>().is_ok() && hash.len() == 64)
    };
    said.split_whitespace().find(is_code).unwrap_or_else(|| panic!("{said}")).to_owned()
}

#[test]
fn every_form_is_printed_blank_with_both_numbers() {
    let (_folder, store) = practice();
    for (name, copies) in [
        ("协办单", 1),
        ("协办提示卡", 2),
        ("协办回执", 2),
        ("否定报备反馈单", 3),
        ("大字单", 1),
        ("签字页", 1),
        ("协办日志（签字页）", 1),
        ("日志总表", 1),
        ("申请材料接收凭证", 2),
        ("外部导引单", 3),
        ("代办授权书", 2),
        ("投诉举报登记表", 2),
        ("临机处置记录", 2),
        ("安排表", 2),
        ("台签", 1),
        ("报表", 2),
    ] {
        let said = xieban(&["form", name, "--blank"]).on(&store).success();
        assert_eq!(said.matches("80802345").count(), copies, "{said}");
        assert_eq!(said.matches("18914882345").count(), copies, "{said}");
    }
}

#[test]
fn the_sheet_of_a_day_and_the_store_prove_each_other() {
    let (_folder, store) = practice();
    let day = |date: &str| xieban(&["form", "日志总表", "--date", date, "--as", "S01"]).on(&store).success();
    let printed = day("2026-11-20");
    let head = code(&printed);
    xieban(&["audit", "--head", &head]).on(&store).success();
    // What comes later changes neither the sheet nor what it proves.
    let tally = "{\"request\":\"r-1\",\"do\":\"tally\"}\n";
    xieban(&["act", "--as", "S01"]).on(&store).told(tally).success();
    assert_eq!(day("2026-11-20"), printed);
    let today = code(&day("2026-11-23"));
    assert_eq!(today, code(&xieban(&["audit"]).on(&store).success()), "the audit shows the day's last page");
    xieban(&["audit", "--head", &today]).on(&store).success();
    // Another store, whole in itself, is not the one that was printed.
    let other = store.with_extension("other");
    crate::run::fill(&other, &["--cases", "10", "--seed", "8", "--now", crate::run::NOW]);
    xieban(&["audit"]).on(&other).success();
    let said = xieban(&["audit", "--head", &head]).on(&other).refused();
    assert!(said.contains("和当时印出的校验码不符"), "{said}");
}

#[test]
fn the_sheet_of_a_day_is_for_the_staff() {
    let (_folder, store) = practice();
    xieban(&["form", "日志总表", "--date", "2026-11-23"]).on(&store).wrong_use();
    let said = xieban(&["form", "日志总表", "--date", "2026-11-23", "--as", "X99"]).on(&store).refused();
    assert!(said.contains("代码或密码不对"), "{said}");
    let (_folder, store) = real();
    xieban(&["form", "日志总表", "--date", "2026-11-23", "--as", "A01"]).on(&store).wrong_use();
    assert!(xieban(&["form", "签字页", "--blank"]).on(&store).success().contains("铜山卫生监督所"));
}

#[test]
fn the_table_of_a_quarter_and_the_sign_of_a_desk_are_printed_filled() {
    let (_folder, store) = practice();
    let said = xieban(&["form", "安排表", "--quarter", "2026Q4", "--as", "S01"]).on(&store).success();
    assert!(said.contains("公示份") && said.contains("报送份") && said.contains("2026年第4季度"), "{said}");
    assert!(said.contains("王小明") && said.matches("18914882345").count() == 2, "{said}");
    let codes: Vec<&str> =
        said.lines().filter_map(|line| line.split_once("校验码 ").map(|(_, code)| code)).collect();
    assert!(codes.len() == 2 && codes[0] == codes[1], "{codes:?}");
    let sign = xieban(&["form", "台签", "--officer", "s01", "--desk", "2号台"]).on(&store).success();
    assert!(sign.contains("台号 2号台") && sign.contains("工作证号 0605") && sign.contains("###"), "{sign}");
    for wrong in [
        &["form", "安排表", "--as", "S01"][..],
        &["form", "安排表", "--quarter", "2026Q5", "--as", "S01"],
        &["form", "安排表", "--quarter", "2026Q4"],
        &["form", "台签", "--quarter", "2026Q4"],
        &["form", "协办单", "--officer", "S01", "--blank"],
        &["form", "协办单"],
    ] {
        xieban(wrong).on(&store).wrong_use();
    }
    assert!(xieban(&["form", "台签", "--officer", "X9"]).on(&store).refused().contains("X9"));
}
