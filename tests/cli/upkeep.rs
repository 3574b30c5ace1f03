//! backup, restore, erase: from the command line, to the end.

use age::secrecy::ExposeSecret as _;
use redb::ReadableTable as _;
use serde_json::{Value, json};
use xieban_support::behind::{behind, newer_page, table};

use crate::run::{PIN, Xieban, practice, real, xieban};

/// What a store says of itself.
fn audit(store: &std::path::Path) -> String {
    xieban(&["audit"]).on(store).success()
}

#[test]
fn a_backup_for_listed_recipients_is_a_store_again_with_the_key() {
    let (folder, store) = practice();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let identity = age::x25519::Identity::generate();
    std::fs::write(at("keys"), format!("# 保管：档案室\n\n{}\n", identity.to_public())).unwrap();
    std::fs::write(at("identity"), format!("{}\n", identity.to_string().expose_secret())).unwrap();
    std::fs::write(at("none"), "# 空\n").unwrap();
    xieban(&["backup", &at("a.bak"), "--recipients-file", &at("none")]).on(&store).refused();
    assert!(!std::path::Path::new(&at("a.bak")).exists(), "a file without a key is no backup without one");
    let said = xieban(&["backup", &at("a.bak"), "--recipients-file", &at("keys")]).on(&store).success();
    assert!(said.starts_with("备份完成并已读回核对") && !said.contains("没有给公钥"), "{said}");
    xieban(&["backup", &at("a.bak"), "--to", &identity.to_public().to_string()]).on(&store).refused();
    let new = folder.path().join("new.redb");
    xieban(&["restore", &at("a.bak")]).on(&new).refused();
    let said = xieban(&["restore", &at("a.bak"), "--identity", &at("identity")]).on(&new).success();
    assert!(said.starts_with("已恢复到") && !said.contains("不含身份"), "{said}");
    let head = |said: String| said.lines().nth(1).unwrap().to_owned();
    assert_eq!(head(audit(&new)), head(audit(&store)), "the same last page with the same hash");
    let case = |store: &std::path::Path| {
        xieban(&["case", "show", "2026-1", "--json", "--as", "S01"]).on(store).success()
    };
    assert_eq!(case(&new), case(&store));
}

#[test]
fn a_real_store_restored_without_its_key_takes_a_new_pin_from_its_administrator_once() {
    let (folder, store) = real();
    let file = folder.path().join("a.bak");
    let file = file.to_str().unwrap();
    let new = folder.path().join("new.redb");
    xieban(&["backup", file]).on(&store).success();
    let take_over = |code: &str| -> Xieban {
        xieban(&["restore", file, "--admin", code]).on(&new).pin("--pin-fd", "wind-973164")
    };
    xieban(&["restore", file, "--admin", "A01"]).on(&new).wrong_use();
    assert!(take_over("S99").refused().contains("系统管理员"));
    assert!(take_over("a01").success().contains("新密码已设"));
    let tally = || json!({ "request": "r-1", "do": "change_settings", "era": "now" }).to_string() + "\n";
    let act = |pin: &str| xieban(&["act", "--as", "A01"]).on(&new).pin("--pin-fd", pin).told(tally());
    assert_eq!(act("wind-973164").json_lines()[0]["ok"], true);
    assert!(act(PIN).refused().contains("代码或密码不对"), "the old one went with the key");
    audit(&new);
    // Where the PINs stand nobody gets in this way.
    let identity = age::x25519::Identity::generate();
    let (sealed, key) = (folder.path().join("b.bak"), folder.path().join("identity"));
    std::fs::write(&key, identity.to_string().expose_secret()).unwrap();
    xieban(&["backup", sealed.to_str().unwrap(), "--to", &identity.to_public().to_string()])
        .on(&store)
        .success();
    let again = ["restore", sealed.to_str().unwrap(), "--identity", key.to_str().unwrap(), "--admin", "A01"];
    let said = xieban(&again).on(&new).pin("--pin-fd", "snow-864209").refused();
    assert!(said.contains("密码还在"), "{said}");
}

#[test]
fn a_backup_is_proved_by_restoring_it_and_what_is_wrong_is_told_apart() {
    let (folder, store) = real();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let doctor = || xieban(&["doctor"]).on(&store).said();
    assert!(doctor().contains("！备份还没有验证过"), "{}", doctor());
    let identity = age::x25519::Identity::generate();
    for (name, identity) in [("key", &identity), ("other", &age::x25519::Identity::generate())] {
        std::fs::write(at(name), format!("{}\n", identity.to_string().expose_secret())).unwrap();
    }
    xieban(&["backup", &at("a.bak"), "--to", &identity.to_public().to_string()]).on(&store).success();
    let prove =
        |file: &str, key: &str| xieban(&["backup", "--prove", &at(file), "--identity", &at(key)]).on(&store);
    let before: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(prove("a.bak", "key").success().contains("这份备份能用"));
    let after = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = after.filter(|name| !before.contains(name)).collect();
    assert_eq!(left, ["real.proof"], "nothing of what was restored is left");
    assert!(doctor().contains("验证过：能恢复到第"), "{}", doctor());
    assert!(prove("a.bak", "other").refused().contains("这把密钥打不开这份备份"));
    assert!(doctor().contains("没有通过：这把密钥打不开"), "{}", doctor());
    let whole = std::fs::read(at("a.bak")).unwrap();
    std::fs::write(at("cut.bak"), &whole[..whole.len() - 200]).unwrap();
    assert!(prove("cut.bak", "key").refused().contains("备份不完整或被改过"));
    assert!(prove("none.bak", "key").refused().contains("读写失败"));
    // Another office's backup is none of this one's.
    let (_other_folder, other) = real();
    xieban(&["backup", &at("b.bak"), "--to", &identity.to_public().to_string()]).on(&other).success();
    assert!(prove("b.bak", "key").refused().contains("不是同一页"));
    assert!(prove("a.bak", "key").success().contains("这份备份能用"));
}

#[test]
fn an_erasure_says_which_sheets_went_and_what_is_not_ours() {
    use xieban_office::{Printer, SheetIndex, print};
    let (folder, store) = practice();
    let printer =
        Printer { index: Some(SheetIndex::beside(&store)), ..Printer::folder(folder.path().join("纸")) };
    let sheet = |name: &str| (name.to_owned(), "服务对象".to_owned());
    print(&[sheet("2026-11-23-日志总表.txt"), sheet("2026-1-协办单存根-1.txt")], &printer, None).unwrap();
    let keep = json!({ "request": "k", "do": "change_settings", "retention_months": 120 });
    xieban(&["act", "--as", "A01"]).on(&store).told(keep.to_string() + "\n").json_lines();
    let said = xieban(&["erase", "--as", "A01"]).on(&store).success();
    assert!(said.contains("已删去1份") && said.contains("打印系统自己的队列和缓存不归本程序"), "{said}");
    let left: Vec<_> =
        std::fs::read_dir(folder.path().join("纸")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["2026-1-协办单存根-1.txt"], "nobody is erased: his sheet stays its hours");
}

#[test]
fn the_sealed_code_makes_an_administrator_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("new.redb");
    let said = xieban(&["init", "--office", "徐州市卫生监督所", "--prefix", "徐卫监", "--admin", "A01:何洁"])
        .on(&store)
        .pin("--pin-fd", "snow-864209")
        .success();
    let code = said.lines().find_map(|line| line.strip_prefix("恢复码：")).unwrap().to_owned();
    assert!(said.contains("封存人") && said.contains("监封人") && said.contains("保管处"), "{said}");
    // He is gone, and with him whoever could do anything.
    // Each at a terminal of its own: one that failed has to wait.
    let desks = std::cell::Cell::new(0);
    let recover = |code: &str, staff: &str| {
        desks.set(desks.get() + 1);
        xieban(&["recover", staff, "--desk", &format!("{}号机", desks.get())])
            .on(&store)
            .pin("--code-fd", code)
            .pin("--new-fd", "wolf-715326")
    };
    assert!(recover("AAAAA-AAAAA-AAAAA-AAAAA", "A01").refused().contains("恢复码不对"));
    assert!(recover(&code.to_lowercase(), "X99").refused().contains("X99"));
    assert!(recover(&code, "A01").success().contains("已作废"));
    let signed = xieban(&["staff", "pin", "A01", "--as", "A01"])
        .on(&store)
        .pin("--pin-fd", "wolf-715326")
        .pin("--new-fd", "lake-628401")
        .success();
    assert!(signed.contains("已更换"), "{signed}");
    assert!(recover(&code, "A01").refused().contains("恢复码不对"), "once");
    let made =
        xieban(&["recover", "--make", "--as", "A01"]).on(&store).pin("--pin-fd", "lake-628401").success();
    let next = made.lines().find_map(|line| line.strip_prefix("恢复码：")).unwrap().to_owned();
    assert!(recover(&next, "A01").success().contains("已作废"));
    assert!(audit(&store).contains("核对无误"));
}

#[test]
fn an_export_with_private_texts_is_a_page_and_a_retention_of_nothing_is_refused() {
    let (_folder, store) = practice();
    xieban(&["journal", "--json", "--with-private", "--as", "A01", "--from", "3"]).on(&store).success();
    let shown = xieban(&["journal", "--json"]).on(&store).json_lines();
    assert_eq!(shown.last().unwrap()["withheld"], "非公开", "what happens at the door is not for everybody");
    let again = xieban(&["journal", "--json", "--with-private", "--as", "A01", "--from", "3"]);
    let pages = again.on(&store).json_lines();
    let last = &pages[pages.len() - 2]["page"];
    assert_eq!(
        (&last["by"], &last["event"]["access"]),
        (&json!("A01"), &json!({ "what": "exported", "from": 3 }))
    );
    let keep = |months: u16| {
        let line = json!({ "request": format!("k-{months}"), "do": "change_settings", "retention_months": months, "archive_months": 6, "archive_basis": "徐卫档〔2025〕2号" });
        xieban(&["act", "--as", "A01"]).on(&store).told(line.to_string() + "\n").json_lines().remove(0)
    };
    let reason = |answer: Value| answer["reason"].as_str().map(str::to_owned);
    assert_eq!(reason(keep(0)).as_deref(), Some("retention_too_short"));
    assert!(xieban(&["erase", "--as", "A01"]).on(&store).refused().contains("还没有设保存期限"));
    assert_eq!(keep(1200)["ok"], true);
    let said = xieban(&["erase", "--as", "A01"]).on(&store).success();
    assert!(said.contains("没有超过保存期限的件") && said.contains("台账文件已重写"), "{said}");
    assert!(xieban(&["erase", "--as", "S01"]).on(&store).refused().contains("系统管理员"));
    audit(&store);
}

#[test]
fn what_a_newer_program_wrote_sends_for_it_and_is_no_damage() {
    let (folder, store) = practice();
    newer_page(&store);
    let tally = json!({ "request": "r-1", "as": "S01", "do": "tally" }).to_string() + "\n";
    let file = folder.path().join("a.bak");
    for said in [
        xieban(&["audit"]).on(&store).too_old(),
        xieban(&["act"]).on(&store).told(tally).too_old(),
        xieban(&["backup", file.to_str().unwrap()]).on(&store).too_old(),
    ] {
        assert!(said.contains("请升级程序") && !said.contains("restore"), "{said}");
    }
    assert!(!file.exists());
}

#[test]
fn an_audit_says_up_to_where_all_is_well() {
    let (_folder, store) = practice();
    let file = behind(&store);
    let tx = file.begin_write().unwrap();
    {
        let mut journal = tx.open_table(table("journal")).unwrap();
        let at = 25_u64.to_be_bytes();
        let text = String::from_utf8(journal.get(&at[..]).unwrap().unwrap().value().to_vec()).unwrap();
        journal.insert(&at[..], text.replacen("\"at\":1", "\"at\":2", 1).as_bytes()).unwrap();
    }
    tx.commit().unwrap();
    drop(file);
    let said = xieban(&["audit"]).on(&store).refused();
    assert!(said.contains("第25页有问题") && said.contains("核对到第24页为止无误"), "{said}");
}

#[test]
fn a_witness_that_is_gone_is_said_by_the_doctor_by_the_audit_and_to_whoever_writes() {
    let (folder, store) = practice();
    let set = |path: &std::path::Path, mode| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(folder.path(), 0o700);
    set(&store, 0o600);
    let tally = |n: u8| json!({ "request": format!("r-{n}"), "as": "S01", "do": "tally" }).to_string() + "\n";
    let act = |n| xieban(&["act"]).on(&store).told(tally(n));
    act(1).success();
    act(2).success();
    assert!(xieban(&["doctor"]).on(&store).success().contains("与见证相符"), "the control");
    std::fs::remove_dir_all(store.with_extension("witness")).unwrap();
    for said in
        [xieban(&["doctor"]).on(&store).refused(), xieban(&["audit"]).on(&store).refused(), act(3).refused()]
    {
        assert!(said.contains("见证不见了"), "{said}");
    }
    let accept = json!({ "request": "a-1", "as": "A01", "do": "accept_store", "reason": "盘换了，核对过" });
    assert_eq!(xieban(&["act"]).on(&store).told(accept.to_string() + "\n").json_lines()[0]["ok"], true);
    act(3).success();
    assert!(xieban(&["doctor"]).on(&store).success().contains("与见证相符"));
}
