//! 作风: a complaint about our own people at the desk of anybody, in the two offices, and at the desk of whoever was told.

use serde_json::json;
use xieban_office::{Answer, Query};

use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

fn sit(desk: &mut Desk, code: &str) {
    desk.keys(&format!("F10 2 \"{code}\" Enter \"{PIN}\" Enter F5 →"));
}

/// S01 at the view.
fn desk() -> Desk {
    let mut desk = Desk::with_leader();
    desk.keys("F5 →");
    desk
}

/// Keys that take one in about S02, by somebody who leaves his name.
const TAKE: &str = "1 2 Enter \"limin\" Enter Enter \"三次都让改日再来\" Enter Enter Enter 2 Enter \"钱大妈\" Enter \"13900139000\" F8";

/// Takes one in about S02 and gives its number.
fn filed(desk: &mut Desk, about: &str) -> String {
    let take = json!({
        "do": "take_conduct", "channel": "来信", "about": [about], "content": "三次都让改日再来",
        "complainant": { "name": "钱大妈", "phone": "13900139000" },
    });
    desk.act("S01", &take);
    newest(desk)
}

fn newest(desk: &Desk) -> String {
    let session = desk.office.practise("F01", "3号台").unwrap();
    let Answer::Files(rows) = desk.office.ask(&session, &Query::Files).unwrap() else { panic!() };
    rows.iter().max_by_key(|row| row.file.at).unwrap().file.number.to_string()
}

/// What is drawn by lot is no part of a picture: the digits of the code, large and small, and of the number.
fn code(text: &str) -> String {
    let at = text.split_once("回执码 ").unwrap().1;
    at.chars().take(6).collect()
}

#[test]
fn r72_whoever_takes_one_in_sees_its_code_once_and_nothing_else_ever() {
    let mut desk = desk();
    picture("conduct_nothing", &mut desk);
    let before = desk.text();
    picture("conduct_form", desk.keys("1 2 Enter \"limin\" Enter"));
    desk.keys("Esc");
    assert!(desk.text().contains("1接着登记"), "half typed, it waits: {}", desk.text());
    desk.keys("1 Enter \"三次都让改日再来\" Enter Enter Enter 2 Enter \"钱大妈\" Enter \"13900139000\"");
    assert!(desk.drafts().is_empty(), "no draft of it is kept: {:?}", desk.drafts());
    desk.keys("F8");
    let text = desk.text();
    assert!(text.contains("已登记") && text.contains("80802345"), "{text}");
    let shown = code(&text);
    assert!(shown.chars().all(|c| c.is_ascii_digit()), "{text}");
    assert!(!text.contains("李敏") && !text.contains("钱大妈") && !text.contains("改日再来"), "{text}");
    // The slip holds the code, the numbers and nothing else.
    desk.keys("1");
    let slip = desk.paper("回执码.txt");
    let lines: Vec<&str> = slip.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let apart: Vec<String> = shown.chars().map(String::from).collect();
    assert_eq!(
        lines,
        ["【演练】", apart.join(" ").as_str(), &"-".repeat(32), "80802345", "短信 18914882345"]
    );
    desk.keys("1");
    // Leaving wipes it, for whatever comes after.
    desk.keys("F3 F5");
    let after = desk.text();
    assert!(!after.contains(&shown), "{after}");
    assert_eq!(
        after.lines().skip(4).take(16).collect::<Vec<_>>(),
        before.lines().skip(4).take(16).collect::<Vec<_>>()
    );
    for keys in ["Ctrl-z", "1", "Esc", "Enter", "F9 Enter", "→ ← "] {
        let text = desk.keys(keys).text();
        assert!(
            !text.contains(&shown) && !text.contains("钱大妈") && !text.contains("改日再来"),
            "{keys}: {text}"
        );
    }
    assert!(desk.drafts().is_empty());
}

#[test]
fn r72_the_mask_wipes_the_code_and_another_sign_in_the_half_typed_form() {
    let mut desk = desk();
    desk.keys(TAKE);
    picture("conduct_receipt", &mut desk);
    let shown = code(&desk.text());
    desk.keys("F9 Enter");
    assert!(!desk.text().contains(&shown), "{}", desk.text());
    desk.keys("1 Enter \"limin\" Enter Enter \"再来\" Esc");
    sit(&mut desk, "S01");
    let text = desk.text();
    assert!(text.contains("1登记") && !text.contains("接着"), "{text}");
    assert!(!desk.keys("1").text().contains("再来"), "{}", desk.text());
}

#[test]
fn r72_about_whoever_sits_here_nothing_is_taken_and_nothing_stays() {
    let mut desk = desk();
    desk.keys("1 Enter \"王芳\" Enter Enter \"态度不好\" Enter Enter Enter 1 F8");
    let text = desk.text();
    assert!(text.contains("涉及您本人") && text.contains("所行风办"), "{text}");
    assert!(!text.contains("王芳  ") && !text.contains("态度不好"), "{text}");
    picture("conduct_yourself", &mut desk);
    desk.keys("Esc");
    assert!(desk.text().contains("1登记"), "the form is blank again: {}", desk.text());
    sit(&mut desk, "F01");
    assert!(desk.text().contains("没有您可以看的件"), "{}", desk.text());
}

#[test]
fn r76_the_offices_carry_a_file_of_a_bureau_cadre_to_its_end_by_keys_alone() {
    let mut desk = desk();
    let mut cadre = bureau(&desk);
    cadre["do"] = json!("keep_staff");
    desk.act("A01", &cadre);
    filed(&mut desk, "L02");
    sit(&mut desk, "F01");
    let press = |desk: &mut Desk, name: &str| {
        let text = desk.keys("Home").text();
        let row = text.lines().find(|line| line.contains("1登记")).unwrap_or_else(|| panic!("{text}"));
        let named =
            row.split_whitespace().find_map(|word| word.strip_suffix(name).filter(|digit| digit.len() == 1));
        if let Some(digit) = named {
            desk.keys(digit);
            return;
        }
        let rest = desk.keys("0").text();
        let words = rest.split(['│', '|']).flat_map(|part| part.split("   ")).map(str::trim);
        let found = words.filter_map(|part| part.split_once(' ')).find(|(_, of)| of.trim() == name);
        let (digit, _) = found.unwrap_or_else(|| panic!("{name}: {rest}"));
        desk.keys(digit);
    };
    press(&mut desk, "承办");
    desk.keys("1 F8");
    press(&mut desk, "临机处置");
    desk.keys("Enter \"一楼大厅\" Enter 1 2 Enter \"让来人改日再来\" Enter \"当时在开会\" Enter 1");
    picture("conduct_spot", &mut desk);
    desk.keys("F8");
    press(&mut desk, "查处");
    desk.keys("Enter \"三次推诿属实\" Enter 1 Enter 1 F8");
    assert!(desk.text().contains("待局研究") && desk.text().contains("黄 待上报"), "{}", desk.text());
    picture("conduct_files", desk.keys("Home"));
    press(&mut desk, "报局");
    desk.keys("F8");
    press(&mut desk, "局意见");
    desk.keys("Enter \"同意批评教育\" F8");
    press(&mut desk, "处理");
    desk.keys("2 Enter \"《问责办法》第五条\" F8");
    press(&mut desk, "看投诉人");
    desk.keys("F8");
    assert!(desk.text().contains("请写明内容"), "{}", desk.text());
    desk.keys("\"要答复\" F8");
    assert!(desk.text().contains("钱大妈"), "{}", desk.text());
    picture("conduct_look_up", &mut desk);
    desk.keys("F9 Enter");
    assert!(!desk.text().contains("钱大妈"), "the mask wipes it: {}", desk.text());
    desk.keys("Esc");
    press(&mut desk, "答复");
    desk.keys("2 Enter \"已批评教育\" F8");
    press(&mut desk, "满意度");
    desk.keys("2 F8");
    assert!(desk.text().contains("已办结"), "{}", desk.text());
    // The files stay, and the sheets count as printed.
    press(&mut desk, "处置记录");
    desk.keys("Enter");
    press(&mut desk, "登记表");
    desk.keys("Enter");
    let names = desk.printed();
    assert_eq!(names.len(), 4, "two copies of each: {names:?}");
    let sheets: Vec<String> = names.iter().map(|name| desk.paper(name)).collect();
    assert!(sheets.iter().all(|sheet| !sheet.contains("钱大妈")), "he is secret on paper");
    assert!(sheets.iter().any(|sheet| sheet.contains("局党委管理") && sheet.contains("同意批评教育")));
}

/// L02's entry in the directory, as a cadre of the bureau's.
fn bureau(desk: &Desk) -> serde_json::Value {
    let door = desk.office.header().unwrap();
    let mut staff = serde_json::to_value(door.staff.get(&"L02".into()).unwrap()).unwrap();
    staff["bureau"] = json!(true);
    staff
}

#[test]
fn r73_who_was_told_reads_it_here_and_answers_and_everybody_else_sees_what_he_would_without_it() {
    let mut desk = desk();
    let untouched = desk.text();
    let number = filed(&mut desk, "S02");
    assert_eq!(
        desk.changed().text().lines().skip(3).collect::<Vec<_>>(),
        untouched.lines().skip(3).collect::<Vec<_>>()
    );
    sit(&mut desk, "S02");
    assert!(!desk.text().contains("改日"), "nothing before he is told: {}", desk.text());
    let tell = json!({ "do": "conduct", "file": number, "step": { "what": "tell", "facts": "反映您三次让来人改日再来" } });
    desk.act("F01", &tell);
    picture("conduct_told", &mut desk);
    picture("conduct_answer", desk.keys("2"));
    desk.keys("\"当天在核对材料\" F8");
    assert!(desk.text().contains("申辩：当天在核对材料"), "{}", desk.text());
    sit(&mut desk, "S01");
    assert!(!desk.text().contains("反映您"), "{}", desk.text());
}
