//! The commands that only read: what they show, to whom, and what they say of a store that is none.

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use redb::ReadableTable as _;
use serde_json::{Value, json};
use xieban_journal::{Hash, Page};

use crate::run::{PIN, fill, practice, real, xieban};

#[test]
fn a_deadline_explains_itself() {
    let said = xieban(&["deadline", "2026-09-18", "5"]).success();
    assert!(said.contains("2026年9月24日"), "{said}");
    assert_eq!(said.lines().count(), 3);
    let explained = xieban(&["deadline", "2026-09-18", "5", "--json"]).success();
    let expected = "{\"due\":\"2026-09-24\",\"provisional\":false,\
        \"counted\":[\"2026-09-20\",\"2026-09-21\",\"2026-09-22\",\"2026-09-23\",\"2026-09-24\"],\
        \"skipped\":[{\"date\":\"2026-09-18\",\"why\":\"当日不计\"},{\"date\":\"2026-09-19\",\"why\":\"周六\"}]}\n";
    assert_eq!(explained, expected);
    let far: Value =
        serde_json::from_str(&xieban(&["deadline", "2031-01-01", "9", "--json"]).success()).unwrap();
    assert_eq!(far["provisional"], true);
}

#[test]
fn an_impossible_deadline_is_wrong_use() {
    for wrong in [
        &["2026-02-30", "5"][..],
        &["2026-09-18", "0"],
        &["2026-09-18", "1000"],
        &["2026-09-18", "-5"],
        &["2026-09-18", "五"],
        &["2026-09-18"],
        &["今天", "5"],
        &["+262142-12-31", "5"],
        &["2026-09-18", "5", "6"],
        &["2026-09-18", "5", "--yaml"],
        &[],
    ] {
        xieban(&[&["deadline"], wrong].concat()).wrong_use();
    }
}

#[test]
fn without_an_account_no_name_is_shown_and_with_one_names_are_masked() {
    let (_folder, store) = practice();
    let visitor = json!({ "name": "夏侯惇", "id_type": "居民身份证", "id_no": "11010519491231002X", "phone": "13800138000" });
    let said = json!({ "request": "r", "as": "S01", "do": "register", "matter": "ZX01", "visitor": visitor });
    let answer = xieban(&["act"]).on(&store).told(said.to_string()).json_lines().remove(0);
    let id = answer["case"].as_str().unwrap();
    for how in [
        &["case", "list"][..],
        &["case", "list", "--json"],
        &["case", "show", id],
        &["case", "show", id, "--json"],
    ] {
        let open = xieban(how).on(&store).success();
        assert!(!open.contains('夏') && !open.contains("visitor"), "{open}");
        let named = xieban(&[how, &["--as", "S01"]].concat()).on(&store).success();
        assert!(named.contains("夏侯*") || named.contains("夏**"), "{named}");
        assert!(
            !named.contains("夏侯惇") && !named.contains("13800138000") && !named.contains("002X"),
            "{named}"
        );
    }
    let shown = xieban(&["case", "show", id, "--json"]).on(&store).json_lines().remove(0);
    assert_eq!((&shown["case"], &shown["number"]), (&answer["case"], &answer["number"]));
    assert_eq!(shown["officer"], "S01");
    xieban(&["case", "list", "--as", "X99"]).on(&store).refused();
}

#[test]
fn a_case_is_shown_with_what_was_promised_beside_what_the_law_allows() {
    let (_folder, store) = practice();
    let visitor = json!({ "name": "夏侯惇", "id_type": "居民身份证", "id_no": "11010519491231002X", "phone": "13800138000" });
    let said = json!({ "request": "r", "as": "S01", "do": "register", "matter": "ZX01", "visitor": visitor });
    let id = xieban(&["act"]).on(&store).told(said.to_string()).json_lines().remove(0)["case"].clone();
    let shown =
        || xieban(&["case", "show", id.as_str().unwrap(), "--json"]).on(&store).json_lines().remove(0);
    assert!(shown()["promised"].is_null());
    let promise = json!({ "request": "p", "as": "S01", "do": "promise", "case": id, "reason": "现场勘查", "limit": "3 working" });
    xieban(&["act"]).on(&store).told(promise.to_string()).success();
    let shown = shown();
    assert!(shown["promised"].is_string(), "{shown}");
    assert_eq!(shown["promised"], shown["due"]);
    assert!(shown["stopped_since"].is_null());
    assert!(shown.get("statutory").is_some(), "{shown}");
}

#[test]
fn outside_practice_an_account_is_proved_by_its_pin() {
    let (_folder, store) = real();
    xieban(&["case", "list"]).on(&store).success();
    xieban(&["case", "list", "--as", "A01"]).on(&store).wrong_use();
    xieban(&["staff", "list", "--as", "A01"]).on(&store).pin("--pin-fd", PIN).success();
    xieban(&["staff", "list", "--as", "Z99"]).on(&store).pin("--pin-fd", PIN).refused();
    // The same account at the same place is not tried again within a second, by whatever command. Each failure doubles the wait, so that
    // however slow the machine is, some answer comes within it.
    for command in [&["staff", "list"][..], &["report", "--month", "2026-11"], &["act"]] {
        let tried = |pin: &str| xieban(&[command, &["--as", "A01"]].concat()).on(&store).pin("--pin-fd", pin);
        let waits = (0..12).any(|_| {
            let told = tried("000000").refused();
            assert!(told.contains("代码或密码不对") || told.contains("请等"), "{told}");
            told.contains("请等") && told.contains("秒再试")
        });
        assert!(waits);
    }
    xieban(&["case", "list", "--as", "A01", "--pin-fd", "99"]).on(&store).wrong_use();
}

#[test]
fn a_case_that_is_not_there_is_refused_and_one_that_cannot_be_is_wrong_use() {
    let (_folder, store) = practice();
    assert!(xieban(&["case", "show", "2026-9999"]).on(&store).refused().contains("没有这个编号"));
    for wrong in [
        &["case", "show"][..],
        &["case", "show", "九号"],
        &["case"],
        &["case", "burn"],
        &["case", "list", "x"],
    ] {
        xieban(wrong).on(&store).wrong_use();
    }
}

#[test]
fn staff_are_listed_as_the_public_notice_has_them() {
    let (_folder, store) = practice();
    let staff = xieban(&["staff", "list", "--json"]).on(&store).json_lines();
    let officer = staff.iter().find(|staff| staff["code"] == "S01").unwrap();
    assert_eq!(
        (&officer["name"], &officer["officer"], &officer["leader"]),
        (&json!("王小明"), &json!(true), &json!(false))
    );
    let text = xieban(&["staff", "list"]).on(&store).success();
    assert_eq!(text.lines().count(), staff.len());
    assert!(!text.contains("13800138"), "no mobile numbers: {text}");
    xieban(&["staff"]).on(&store).wrong_use();
    let page = xieban(&["staff", "show", "s01"]).on(&store).success();
    assert!(page.contains("工作证号：0605") && page.contains("局管：否") && !page.contains("手机"), "{page}");
    let page = xieban(&["staff", "show", "S01", "--as", "L01"]).on(&store).success();
    assert!(page.contains("手机：138001380"), "a colleague looks: {page}");
    assert!(xieban(&["staff", "show", "X99"]).on(&store).refused().contains("X99"));
}

#[test]
fn an_entry_of_the_directory_is_changed_by_the_administrator_and_only_where_it_is_said() {
    let (_folder, store) = practice();
    let keep = |words: &[&str]| xieban(&[&["staff", "keep", "S01"], words].concat()).on(&store);
    let before = xieban(&["staff", "show", "S01", "--as", "A01", "--json"]).on(&store).json_lines();
    let after = keep(&["--phone", "(0516) 8380", "--as", "A01"]).refused();
    assert!(after.contains("办公电话") && after.contains("0516-83800001"), "{after}");
    keep(&["--photo", "S01.jpg", "--as", "A01"]).wrong_use();
    assert!(keep(&["--mobile", "8380000", "--as", "A01"]).refused().contains("11位"));
    let after = keep(&["--phone", "０５１６８３８００００１", "--bureau", "是", "--as", "A01", "--json"])
        .json_lines();
    let mut expected = before[0].clone();
    expected["phone"] = json!("0516-83800001");
    expected["bureau"] = json!(true);
    assert_eq!(after[0], expected);
    keep(&["--post", "科长", "--as", "S01"]).refused();
    keep(&["--post", "科长"]).wrong_use();
    keep(&["--as", "A01"]).wrong_use();
    keep(&["--bureau", "也许", "--as", "A01"]).wrong_use();
    keep(&["--roles", "协办员，厨师", "--as", "A01"]).wrong_use();
    let new = |words: &[&str]| {
        xieban(&[&["staff", "keep", "N07", "--name", "钱多", "--as", "A01"], words].concat()).on(&store)
    };
    new(&[]).wrong_use();
    let leads = ["--post", "科员", "--rank", "中层", "--established", "是", "--roles", "协办员、值班领导"];
    assert!(new(&leads).refused().contains("所主要负责人（陈卫）在场同意"));
    new(&[&leads[..], &["--paper", "徐卫发〔2026〕31号"]].concat()).wrong_use();
    let page = new(&[&leads[..], &["--second", "H01"]].concat()).success();
    assert!(page.contains("角色：协办员、值班领导") && page.contains("级别：中层"), "{page}");
}

#[test]
fn the_journal_is_one_page_a_line_and_its_chain_verifies_though_some_pages_are_not_for_everybody() {
    let (_folder, store) = practice();
    let printed = xieban(&["journal", "--json"]).on(&store).success();
    let mut prev: Option<Hash> = None;
    for (line, number) in printed.lines().zip(1..) {
        let shown: Value = serde_json::from_str(line).unwrap();
        if shown.get("withheld").is_some() {
            assert_eq!(shown["page"], number);
            prev = Some(shown["hash"].as_str().unwrap().parse().unwrap());
            continue;
        }
        let page = Page::read(line.as_bytes()).unwrap();
        assert_eq!(Page::verified(line.as_bytes(), number, prev.unwrap_or(page.prev)), Ok(page));
        prev = Some(Page::hash(line.as_bytes()));
    }
    let said = xieban(&["audit"]).on(&store).success();
    assert!(said.contains(&prev.unwrap().to_string()), "the audit ends at the same page: {said}");
    let pages = printed.lines().count();
    assert_eq!(xieban(&["journal"]).on(&store).success().lines().count(), pages);
    let last = pages.to_string();
    assert_eq!(xieban(&["journal", "--json", "--from", &last]).on(&store).success().lines().count(), 1);
}

#[test]
fn who_looked_is_listed_for_those_who_supervise_and_a_reason_names_nobody() {
    let (_folder, store) = practice();
    let visitor = json!({ "name": "夏侯惇", "id_type": "居民身份证", "id_no": "11010519491231002X", "phone": "13800138000" });
    let said = json!({ "request": "r", "as": "S01", "do": "register", "matter": "ZX01", "visitor": visitor });
    let case = xieban(&["act"]).on(&store).told(said.to_string()).json_lines()[0]["case"].clone();
    let look = json!({ "request": "l", "as": "S02", "do": "reveal", "of": { "case": case }, "purpose": "其他",
        "reason": "夏侯惇的家属来问" });
    let page = xieban(&["act"]).on(&store).told(look.to_string()).json_lines()[0]["pages"][0].clone();
    for who in ["L01", "H01", "Z01", "F01"] {
        let newest = xieban(&["looks", "--json", "--as", who]).on(&store).json_lines().remove(0);
        assert_eq!((&newest["page"], &newest["by"], &newest["case"]), (&page, &json!("S02"), &case));
        assert_eq!((&newest["seen"], &newest["reason"]), (&json!("全部"), &json!("夏侯*的家属来问")));
        let told = xieban(&["looks", "--as", who]).on(&store).success();
        assert!(told.lines().next().unwrap().ends_with("夏侯*的家属来问"), "{told}");
    }
    for who in ["S01", "S02", "A01"] {
        let refused = xieban(&["looks", "--as", who]).on(&store).refused();
        assert!(refused.contains("值班领导或所主要负责人或所作风办或所行风办"), "{refused}");
    }
    xieban(&["looks"]).on(&store).wrong_use();
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("x.xb");
    fill(&store, &["--cases", "300", "--now", crate::run::NOW]);
    for reading in [&["journal", "--json"][..], &["case", "list", "--json"], &["case", "list"]] {
        let mut child = Command::new(xieban_support::program())
            .args(reading)
            .arg("--store")
            .arg(&store)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut some = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()));
    }
}

#[test]
fn a_printed_head_proves_what_stood_before_it() {
    let (_folder, store) = practice();
    let tally = |request: &str| {
        let line = format!("{{\"request\":\"{request}\",\"do\":\"tally\"}}\n");
        xieban(&["act", "--as", "S01"]).on(&store).told(line).success();
    };
    tally("before");
    let said = xieban(&["audit", "--deep"]).on(&store).success();
    let (pages, hash) = (
        said.split_once("共").unwrap().1.split_once("页").unwrap().0,
        said.trim_end().rsplit_once(':').unwrap().1,
    );
    assert!(said.contains(&format!("见证到第{pages}页")), "{said}");
    tally("after");
    xieban(&["audit", "--head", &format!("{pages}:{hash}")]).on(&store).success();
    let other = hash.chars().rev().collect::<String>();
    let said = xieban(&["audit", "--head", &format!("{pages}:{other}")]).on(&store).refused();
    assert!(said.contains(&format!("第{pages}页和当时印出的校验码不符")), "{said}");
    xieban(&["audit", "--head", "about"]).on(&store).wrong_use();
}

#[test]
fn an_audit_names_the_page_that_was_changed() {
    let (_folder, store) = practice();
    let pages: redb::TableDefinition<'_, &[u8], &[u8]> = redb::TableDefinition::new("journal");
    let database =
        redb::Builder::new().set_concurrency_mode(redb::ConcurrencyMode::MultiWriter).open(&store).unwrap();
    let tx = database.begin_write().unwrap();
    let forged = {
        let mut table = tx.open_table(pages).unwrap();
        let bytes = table.get(&5_u64.to_be_bytes()[..]).unwrap().unwrap().value().to_vec();
        let text = String::from_utf8(bytes).unwrap();
        let forged = text.replacen("建库", "改库", 1);
        table.insert(&5_u64.to_be_bytes()[..], forged.as_bytes()).unwrap();
        forged != text
    };
    tx.commit().unwrap();
    drop(database);
    assert!(forged);
    let said = xieban(&["audit"]).on(&store).refused();
    assert!(said.contains("第6页") || said.contains("第5页"), "{said}");
}

#[test]
fn the_doctor_needs_no_terminal_and_no_store() {
    let (folder, store) = practice();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(folder.path(), 0o700);
    set(&store, 0o600);
    let said = xieban(&["doctor"]).on(&store).success();
    for about in ["终端", "字宽", "时钟", "节假日", "磁盘", "演练库"] {
        assert!(said.contains(about), "{about}: {said}");
    }
    assert!(xieban(&["doctor"]).on(&store.with_extension("none")).success().contains("不存在"));
    let doctor = |kind: &str, coded: &str| {
        let mut doctor = Command::new(xieban_support::program());
        doctor.args(["doctor", "--store"]).arg(&store).env("TERM", kind).env("LC_ALL", coded);
        String::from_utf8(doctor.output().unwrap().stdout).unwrap()
    };
    for (kind, coded, told) in [
        ("linux", "zh_CN.UTF-8", "文字控制台"),
        ("dumb", "C.UTF-8", "TERM 没有设对"),
        ("xterm", "zh_CN.GBK", "没有UTF-8"),
    ] {
        assert!(doctor(kind, coded).contains(told), "{kind} {coded}");
        assert!(!doctor("xterm-256color", "zh_CN.utf8").contains(told));
    }
    // What strangers could read is said with what to do, and in the exit code.
    for (place, loose, right) in [(&store, 0o644, 0o600), (&folder.path().to_owned(), 0o755, 0o700)] {
        set(place, loose);
        assert!(xieban(&["doctor"]).on(&store).refused().contains("有1处必须先改"));
        let doctor = Command::new(xieban_support::program()).args(["doctor", "--store"]).arg(&store).output();
        let said = String::from_utf8(doctor.unwrap().stdout).unwrap();
        assert!(said.contains(&format!("chmod {right:o} {}", place.display())), "{said}");
        set(place, right);
    }
}

#[test]
fn what_is_no_store_is_told_in_one_sentence_by_every_command_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("foreign"), "这是一封信".repeat(5000)).unwrap();
    fs::write(at("empty"), "").unwrap();
    fs::write(at("short"), "re").unwrap();
    fs::write(at("magic"), "redb").unwrap();
    fs::create_dir(at("folder")).unwrap();
    let commands: [&[&str]; 7] = [
        &["audit"],
        &["journal", "--json"],
        &["case", "list"],
        &["case", "show", "2026-1"],
        &["staff", "list"],
        &["act"],
        &[],
    ];
    for command in commands {
        for (name, says) in [
            ("foreign", "不是协办台账"),
            ("empty", "不是协办台账"),
            ("short", "不是协办台账"),
            ("magic", "不是协办台账"),
            ("folder", "不是协办台账"),
            ("missing", "这里没有台账"),
        ] {
            let said = xieban(command).on(&at(name)).refused();
            assert!(said.contains(says), "{command:?} {name}: {said}");
        }
    }
    assert_eq!(fs::read_to_string(at("foreign")).unwrap(), "这是一封信".repeat(5000));
    assert_eq!(fs::read(at("empty")).unwrap(), b"");
    assert!(!at("missing").exists());
}

#[test]
fn a_newer_programs_store_asks_for_that_program() {
    let (_folder, store) = practice();
    let meta: redb::TableDefinition<'_, &[u8], &[u8]> = redb::TableDefinition::new("meta");
    let database =
        redb::Builder::new().set_concurrency_mode(redb::ConcurrencyMode::MultiWriter).open(&store).unwrap();
    let tx = database.begin_write().unwrap();
    tx.open_table(meta).unwrap().insert(&b"schema"[..], &2_u32.to_be_bytes()[..]).unwrap();
    tx.commit().unwrap();
    drop(database);
    for command in
        [&["audit"][..], &["journal"], &["case", "list"], &["staff", "list"], &["act"], &["doctor"], &[]]
    {
        let run = xieban(command).on(&store);
        if command == ["doctor"] {
            continue;
        }
        assert!(run.too_old().contains("请升级程序"), "{command:?}");
    }
}

#[test]
fn an_administrator_exports_the_pages_with_their_private_texts_and_nobody_else_does() {
    let (_folder, store) = practice();
    let plain = xieban(&["journal", "--json"]).on(&store).json_lines();
    let whole = xieban(&["journal", "--json", "--with-private", "--as", "A01"]).on(&store).json_lines();
    let pages: Vec<_> = whole.iter().map(|line| line["page"].clone()).collect();
    let (own, before) = pages.split_last().unwrap();
    for (theirs, anybodys) in before.iter().zip(&plain) {
        let same =
            theirs == anybodys || anybodys["withheld"] == "非公开" && anybodys["page"] == theirs["page"];
        assert!(same, "the pages themselves are the same: {theirs} {anybodys}");
    }
    assert_eq!(before.len(), plain.len());
    assert_eq!(own["event"]["access"]["what"], "exported", "and that he had them is a page");
    let texts = |line: &serde_json::Value| line["private"].as_object().unwrap().len();
    assert!(whole.iter().map(texts).sum::<usize>() >= 10, "every case has its visitor");
    xieban(&["journal", "--json", "--with-private", "--as", "S01"]).on(&store).refused();
    xieban(&["journal", "--json", "--with-private"]).on(&store).wrong_use();
}

#[test]
fn r77_neither_the_journal_nor_an_export_shows_who_is_to_be_appointed_or_reviewed() {
    let (_folder, store) = practice();
    let propose = json!({ "request": "p-1", "as": "H01", "do": "propose_appointment", "staff": "S02", "act": "免职",
        "post": "玄冥科科长" });
    let review = json!({ "request": "p-2", "as": "Z01", "do": "hold_review", "date": "2026-11-20",
        "about": { "kind": "staff", "code": "S02" }, "outside": ["玄冥渊"], "scores": [77], "result": "玄冥评语" });
    let said = format!("{propose}\n{review}\n");
    let answers = xieban(&["act"]).on(&store).told(said).json_lines();
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    let pages: Vec<_> = answers.iter().map(|answer| answer["pages"][0].clone()).collect();
    let plain = xieban(&["journal", "--json"]).on(&store).json_lines();
    let whole = xieban(&["journal", "--json", "--with-private", "--as", "A01"]).on(&store).json_lines();
    let number = |line: &Value| line["page"]["page"].as_u64().or(line["page"].as_u64());
    for lines in [plain, whole] {
        for page in &pages {
            let line = lines.iter().find(|line| number(line) == page.as_u64()).unwrap().to_string();
            assert!(line.contains("非公开") && !line.contains("玄冥") && !line.contains("S02"), "{line}");
        }
    }
}

#[test]
fn units_are_listed_with_what_is_known_of_them_and_since_when() {
    let (_folder, store) = practice();
    let said =
        json!({ "request": "u-1", "as": "S01", "do": "keep_unit", "unit": "HBJ", "phone": "0516-12345678" });
    assert_eq!(xieban(&["act"]).on(&store).told(said.to_string()).json_lines()[0]["ok"], true);
    let shown = xieban(&["unit", "show", "sthj", "--json"]).on(&store).json_lines().remove(0);
    assert_eq!(shown["name"], "市生态环境局");
    assert_eq!((&shown["phone"], &shown["verified_by"]), (&json!("0516-12345678"), &json!("S01")));
    assert_eq!((&shown["address"].is_string(), &shown["doubtful"]), (&false, &json!(false)));
    let listed = xieban(&["unit", "list", "--json"]).on(&store).json_lines();
    assert!(listed.iter().any(|unit| unit["unit"] == "GAJ" && unit["trust"] == "未核实"));
    assert!(listed.iter().all(|unit| unit["unit"] != "HBJ"), "one name an era");
    assert!(xieban(&["unit", "list"]).on(&store).success().contains("STHJ  市生态环境局  0516-12345678"));
    assert!(xieban(&["unit", "show", "XXX"]).on(&store).refused().contains("单位目录里没有"));
}

#[test]
fn next_years_days_off_are_entered_once_and_a_wrong_date_is_refused_by_name() {
    let (folder, store) = practice();
    let file = folder.path().join("notice.toml");
    let notice = crate::calendar::OF_2027;
    let add = || xieban(&["holidays", "add", file.to_str().unwrap()]).on(&store);
    std::fs::write(&file, notice.replace("2027-09-26", "2027-09-27")).unwrap();
    let refused = add().refused();
    assert!(refused.contains("2027-09-27不能是调休上班日"), "{refused}");
    assert!(
        xieban(&["holidays", "list"]).on(&store).success().contains("2027年 未公布"),
        "nothing was changed"
    );
    std::fs::write(&file, notice).unwrap();
    add().success();
    assert!(xieban(&["holidays", "list"]).on(&store).success().contains("2027年 已公布"));
    assert!(add().refused().contains("已经登记过"));
    let line = "{\"request\":\"r\",\"do\":\"tally\"}\n";
    xieban(&["act", "--as", "S01"]).on(&store).told(line.to_owned()).success();
    xieban(&["audit"]).on(&store).success();
}

#[test]
fn a_case_is_shown_by_its_number_however_it_is_written() {
    let (_folder, store) = practice();
    let visitor = json!({ "name": "夏侯惇", "id_type": "居民身份证", "id_no": "11010519491231002X", "phone": "13800138000" });
    let said = json!({ "request": "r", "as": "S01", "do": "register", "matter": "ZX01", "visitor": visitor });
    let answer = xieban(&["act"]).on(&store).told(said.to_string()).json_lines().remove(0);
    let show = |number: &str| xieban(&["case", "show", number, "--json"]).on(&store).json_lines().remove(0);
    let shown = show(answer["case"].as_str().unwrap());
    let text = |of: &Value, key: &str| of[key].as_str().unwrap().to_owned();
    let (number, spoken) = (text(&answer, "number"), text(&shown, "spoken"));
    let year = number.split(['〔', '〕']).nth(1).unwrap();
    let ways = [
        number.clone(),
        number.replace('〔', "[").replace('〕', "]"),
        spoken.clone(),
        spoken.replace('-', "－"),
        format!("{year}年{spoken}"),
    ];
    for written in &ways {
        assert_eq!(show(written), shown, "{written}");
    }
    for written in &ways {
        let call =
            json!({ "request": written, "as": "S01", "case": written, "do": "note_call", "words": "问进度" });
        let done = xieban(&["act"]).on(&store).told(call.to_string()).json_lines().remove(0);
        assert_eq!((&done["ok"], &done["case"]), (&json!(true), &answer["case"]), "{written}: {done}");
    }
    let (seq, check) = spoken.split_once('-').unwrap();
    let wrong = format!("{seq}-{}", (check.parse::<u32>().unwrap() + 1) % 10);
    assert!(xieban(&["case", "show", &wrong]).on(&store).wrong_use().contains("校验位不对"));
}

#[test]
fn a_new_prefix_is_for_new_numbers_alone() {
    let (_folder, store) = practice();
    let list = || xieban(&["case", "list", "--json"]).on(&store).json_lines();
    let before = list();
    assert!(before.iter().any(|case| case["slip"].is_string()), "the control: one stands on a slip");
    let change = json!({ "request": "c", "as": "A01", "do": "change_settings", "prefix": "徐疾控", "office": "徐州市疾控监督所" });
    let visitor = json!({ "name": "夏侯惇", "id_type": "居民身份证", "id_no": "11010519491231002X", "phone": "13800138000" });
    let said = json!({ "request": "r", "as": "S01", "do": "register", "matter": "ZX01", "visitor": visitor });
    let lines = format!("{change}\n{said}");
    let answers = xieban(&["act"]).on(&store).told(lines).json_lines();
    let number = answers[1]["number"].as_str().unwrap();
    assert!(number.starts_with("徐疾控协〔"), "the answer has the new one at once: {number}");
    let after = list();
    assert_eq!(after[..before.len()], before);
    assert_eq!(after.last().unwrap()["number"], answers[1]["number"]);
    let first = before[0]["case"].as_str().unwrap();
    let shown = xieban(&["case", "show", first, "--json"]).on(&store).json_lines().remove(0);
    assert_eq!(shown, before[0]);
    let again = xieban(&["act"]).on(&store).told(said.to_string()).json_lines().remove(0);
    assert_eq!(again, answers[1], "a retry");
    xieban(&["audit"]).on(&store).success();
}
