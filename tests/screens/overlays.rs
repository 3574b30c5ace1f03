//! What opens over a screen: every dialog, help, palette, notices, paper, mask.

use serde_json::json;
use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// Takes the verb of this name on the thing under the marker, by the digits that the help names.
pub(crate) fn take<'d>(desk: &'d mut Desk, name: &str) -> &'d mut Desk {
    desk.keys("F1");
    let text = desk.resize((120, 100)).text();
    desk.resize((80, 24)).keys("Esc");
    let row = text.lines().find(|line| line.split_whitespace().nth(2) == Some(name));
    let place = row.and_then(|row| row.split_whitespace().nth(1));
    let place = place.unwrap_or_else(|| panic!("{name} is not open:\n{text}"));
    let digits: Vec<String> = place.chars().map(String::from).collect();
    desk.keys(&digits.join(" "))
}

#[test]
fn help_and_palette() {
    picture("help_cases", Desk::at_work().keys("F1"));
    picture("help_register", Desk::at_work().keys("F2 F1"));
    picture("palette", Desk::at_work().keys(":"));
    picture("palette_typed", Desk::at_work().keys("： \"zz\""));
    picture("palette_nothing", Desk::at_work().keys("Ctrl-p \"协办单没有\""));
}

#[test]
fn duty_complaint_mask_and_leaving() {
    picture("stand_in", Desk::not_on_duty().keys("F4 1"));
    picture("complaint", Desk::at_work().keys("F5"));
    picture("complaint_paper", Desk::at_work().keys("F5 2"));
    let mut desk = Desk::at_work();
    desk.case("promise");
    desk.keys("F9");
    assert!(!desk.text().contains("张"), "{}", desk.text());
    picture("mask", &mut desk);
    picture("sign_out", Desk::at_work().keys("F10"));
    let mut desk = Desk::at_work();
    desk.keys("F10 1");
    assert!(desk.text().contains("王芳"), "1 is no");
    desk.keys("F10 2");
    picture("signed_out", &mut desk);
}

#[test]
fn actions_on_an_undecided_case() {
    for (name, action) in
        [("materials", "材料"), ("prompt", "提示件"), ("return", "退回件"), ("call", "记来电")]
    {
        let mut desk = Desk::at_work();
        let id = desk.case("undecided");
        if name != "materials" {
            desk.on("S01", id, &json!({ "do": "note_materials", "materials": [
                { "name": "延续申请表", "state": "缺" }, { "name": "原卫生许可证", "state": "收" },
                { "name": "有效期内的卫生检测或者评价报告", "state": "收" },
                { "name": "从业人员健康合格证明", "state": "收" }, { "name": "卫生管理制度执行情况", "state": "收" }] }));
        }
        take(&mut desk, action);
        picture(&format!("dialog_{name}"), &mut desk);
    }
}

#[test]
fn actions_on_a_case_with_nothing_missing() {
    for (name, action) in [("instant", "即办件"), ("promise", "承诺件"), ("why", "为何这天")] {
        let mut desk = Desk::at_work();
        let id = desk.case("undecided");
        let all = [
            "延续申请表",
            "原卫生许可证",
            "有效期内的卫生检测或者评价报告",
            "从业人员健康合格证明",
            "卫生管理制度执行情况",
        ];
        let materials = xieban_support::materials(&all, "收");
        desk.on("S01", id, &json!({ "do": "note_materials", "materials": materials }));
        take(&mut desk, action);
        picture(&format!("dialog_{name}"), &mut desk);
    }
}

#[test]
fn a_refusal_stays_in_its_dialog() {
    let mut desk = Desk::at_work();
    desk.case("promise");
    take(&mut desk, "退回件").keys("4 Enter Enter Enter Enter");
    picture("dialog_refused", &mut desk);
}

#[test]
fn actions_on_a_promise() {
    for (name, action) in [
        ("finish", "办结"),
        ("paper", "出单"),
        ("why_promise", "为何这天"),
        ("ask_prompt", "报请改提示"),
        ("take_back", "接回"),
        ("chase", "催办"),
        ("hand_to", "交科室"),
    ] {
        let mut desk = Desk::at_work();
        desk.case("promise");
        take(&mut desk, action);
        picture(&format!("dialog_{name}"), &mut desk);
    }
}

#[test]
fn why_a_day_says_what_waits_for_a_notice() {
    let mut desk = Desk::at_work();
    desk.clock("2026-12-16T09:00");
    let mut today = serde_json::to_value(xieban_support::duty("2026-12-16", Some("L01"))).unwrap();
    today["do"] = json!("enter_duty");
    desk.act("A01", &today);
    desk.case("promise");
    let text = take(&mut desk, "为何这天").resize((120, 40)).text();
    let says = |text: &str, all: &[&str]| {
        for said in all {
            assert!(text.contains(said), "{said}\n{text}");
        }
    };
    says(
        &text,
        &[
            "承诺10个工作日，到12-30 周三（暂定）",
            "自12-16 周三受理起，到2027-01-14 周四（暂",
            "分管责任人 12-31（暂定）",
            "监督一科   12-30暂",
        ],
    );
    says(&desk.keys("Esc").text(), &["受理 12-16  承诺 12-30（暂定）  法定 2027-01-14（暂定）"]);
}

#[test]
fn paper_of_a_case_is_printed_again() {
    let mut desk = Desk::at_work();
    let id = desk.case("promise");
    take(&mut desk, "出单").keys("2");
    picture("paper_printed", &mut desk);
    desk.keys("Enter");
    assert_eq!(desk.view(id).row.record.case.printed.values().copied().collect::<Vec<_>>(), [1]);
    take(&mut desk, "出单").keys("2 End");
    picture("paper_again", &mut desk);
    take(desk.keys("1"), "出单").keys("3");
    picture("paper_large", &mut desk);
}

#[test]
fn a_printer_that_hangs_holds_nobody_up() {
    let mut desk = Desk::at_work();
    let id = desk.case("promise");
    // First the page that says who looks, then the case; then the printer hangs.
    take(&mut desk, "出单").hold().keys("1").answer_once().answer_once();
    assert!(desk.text().contains("正在出单"), "{}", desk.text());
    desk.keys("Esc");
    let text = desk.text();
    assert!(text.contains("看一下打印机") && text.contains("1 已出好   2 重打"), "{text}");
    desk.answer();
    assert_eq!(desk.text(), text, "what comes late changes nothing");
    desk.keys("Esc");
    assert!(desk.view(id).row.record.case.printed.is_empty(), "nobody said it was out");
    take(&mut desk, "出单").hold().keys("1").answer_once().answer_once().keys("Esc 1").answer();
    assert_eq!(desk.view(id).row.record.case.printed.values().copied().collect::<Vec<_>>(), [1]);
}

#[test]
fn a_printer_that_fails_loses_no_sheet() {
    let mut desk = Desk::at_work();
    let id = desk.case("promise");
    take(desk.printer(&["false"]), "出单").keys("1");
    let text = desk.text();
    assert!(text.contains("退出码1") && text.contains("请检查打印机后重打"), "{text}");
    assert_eq!(desk.printed().len(), 1, "the sheet lies in the folder");
    desk.printer(&["true"]).keys("2");
    assert!(desk.text().contains("已出单 1份：出单/true"), "{}", desk.text());
    assert!(desk.printed().is_empty(), "taken");
    desk.keys("1");
    assert_eq!(desk.view(id).row.record.case.printed.values().copied().collect::<Vec<_>>(), [1]);
}

/// Every line of the sheets comes into sight, at any size, with both supervision numbers under it.
#[test]
fn paper_is_paged_through_to_its_last_line() {
    for size in [(80, 24), (120, 40)] {
        let mut desk = Desk::at_work();
        desk.case("promise");
        take(&mut desk, "出单").keys("2").resize(size);
        for (forth, back) in [("↓", "↑"), ("PgDn", "PgUp")] {
            let (top, mut seen, mut before) = (desk.text(), String::new(), String::new());
            while desk.text() != before {
                before = desk.text();
                assert!(before.contains("80802345") && before.contains("短信 18914882345"), "{before}");
                seen.push_str(&before);
                desk.keys(forth);
            }
            assert!(seen.contains("第一联 存根") && seen.contains("第二联 服务对象"), "{seen}");
            desk.keys("End");
            assert_eq!(desk.text(), before, "End is where {forth} ends");
            while desk.text() != top {
                let below = desk.keys(back).text();
                assert!(below != before, "{back} goes on to the top");
                before = below;
            }
            desk.keys("Home");
            assert_eq!(desk.text(), top);
        }
    }
}

#[test]
fn guidance_and_handover() {
    let mut desk = Desk::at_work();
    let id = desk.case("YB01");
    take(&mut desk, "导引");
    picture("dialog_guide", &mut desk);
    desk.keys("Esc").on("S01", id, &json!({ "do": "guide", "mode": "书面导引单" }));
    take(&mut desk, "移交");
    picture("dialog_hand_over", &mut desk);
}

#[test]
fn reply_and_signature() {
    let mut desk = Desk::at_work();
    let id = desk.case("instant");
    desk.on("S01", id, &json!({ "do": "finish", "summary": "已答复" }));
    take(&mut desk, "回复");
    picture("dialog_reply", &mut desk);
    desk.keys("Enter \"请按本所答复办理\" Enter");
    picture("replied_strip", &mut desk);
    desk.keys("1");
    picture("replied", &mut desk);
    take(&mut desk, "签字");
    picture("dialog_sign", &mut desk);
    desk.keys("Backspace Backspace Enter");
    picture("dialog_sign_refused", &mut desk);
    desk.keys("Esc");
    // The next free line of the book is there: only Enter is left to be pressed.
    take(&mut desk, "签字").keys("Enter");
    assert!(desk.text().contains("已保存"), "{}", desk.text());
    let second = desk.case("instant");
    desk.on("S01", second, &json!({ "do": "finish", "summary": "已答复" }));
    desk.on("S01", second, &json!({ "do": "reply", "mode": "电话", "content": "已说明" }));
    take(&mut desk, "签字另记");
    picture("dialog_unsigned", &mut desk);
    desk.keys("Esc");
    take(&mut desk, "签字");
    assert!(desk.text().contains("1册1页2行"), "{}", desk.text());
    // Somebody else's line: refused, by whom it is held, and nothing typed is lost.
    desk.keys("Backspace Backspace \"1行\" Enter");
    let text = desk.text();
    assert!(text.contains("这个册页行已经是") && text.contains(&id.to_string()), "{text}");
    desk.keys("Backspace Backspace \"2行\" Enter");
    assert!(desk.text().contains("已保存"), "{}", desk.text());
}

#[test]
fn rating_its_answer_and_a_case_taken_up_again() {
    let mut desk = Desk::at_work();
    let id = desk.case("instant");
    desk.on("S01", id, &json!({ "do": "finish", "summary": "已答复" }));
    desk.on("S01", id, &json!({ "do": "reply", "mode": "当面告知", "content": "已说明" }));
    take(&mut desk, "评价");
    picture("dialog_rate", &mut desk);
    desk.keys("4 Enter \"等得久\" Enter");
    assert_eq!(desk.view(id).row.record.case.rating.unwrap().level.name(), "不满意");
    take(&mut desk, "差评整改");
    picture("dialog_answer", &mut desk);
    desk.keys("\"已致歉\" Enter");
    assert!(desk.view(id).row.record.case.answer_by().is_none());
    take(&mut desk, "重新打开");
    picture("dialog_reopen", &mut desk);
    desk.keys("\"答复有误\" Enter");
    assert_eq!(desk.view(id).row.record.case.reopened.len(), 1);
}

#[test]
fn an_end_without_a_result() {
    let mut desk = Desk::at_work();
    let id = desk.case("prompt");
    take(&mut desk, "主动联系").keys("\"电话没人接\" Enter");
    assert_eq!(desk.view(id).row.record.case.contacts.len(), 1);
    take(&mut desk, "终止");
    picture("dialog_end", &mut desk);
    desk.keys("Enter \"说不办了\" Enter Enter Enter");
    picture("dialog_end_refused", &mut desk);
    desk.keys("Esc");
    take(&mut desk, "终止").keys("Enter \"说不办了\" Enter Enter \"08：41\" Enter");
    assert_eq!(desk.view(id).row.record.case.life.name(), "终止", "{}", desk.text());
}

#[test]
fn the_sheet_of_a_day_from_the_palette_and_by_its_key() {
    let mut desk = Desk::at_work();
    desk.keys(": \"rzzb\" Enter");
    picture("day_log", &mut desk);
    desk.keys("Enter");
    assert!(desk.text().contains("已出单 1份：出单/2026-11-23-日志总表.txt"), "{}", desk.text());
    assert!(desk.printed()[0].contains("日志总表"), "{:?}", desk.printed());
    desk.keys("1 Ctrl-l \"x\" Enter");
    assert!(desk.text().contains("日期请按2026-11-27的样子填"), "{}", desk.text());
    desk.keys("Esc");
    assert!(desk.text().contains("[F3办件"), "{}", desk.text());
}

#[test]
fn the_leader_at_this_terminal() {
    let mut desk = Desk::with_leader();
    desk.case("return");
    take(&mut desk, "会签");
    picture("dialog_countersign", &mut desk);
    desk.keys(&format!("\"L01\" Enter \"{PIN}\" Enter"));
    picture("dialog_countersign_filled", &mut desk);
    desk.keys("Enter Enter");
    picture("countersigned", &mut desk);
    take(&mut desk, "出单").keys("2");
    picture("paper_return", &mut desk);
}

#[test]
fn a_consent_of_the_leader() {
    let mut desk = Desk::with_leader();
    let id = desk.case("prompt");
    take(&mut desk, "报请再提示");
    picture("dialog_ask", &mut desk);
    desk.keys("\"来后又发现缺一项\" Enter");
    take(&mut desk, "领导同意");
    picture("dialog_consent", &mut desk);
    desk.keys("\"L01\" Enter \"0000\" Enter Enter Enter");
    picture("dialog_consent_wrong", &mut desk);
    desk.clock("2026-11-23T08:42").keys(&format!("\"{PIN}\" F8"));
    assert!(desk.view(id).row.record.case.asking.is_none(), "{}", desk.text());
}

#[test]
fn what_was_written_wrongly_is_corrected() {
    let mut desk = Desk::at_work();
    let id = desk.case("undecided");
    take(&mut desk, "更正服务对象");
    picture("dialog_correct_visitor", &mut desk);
    desk.keys("Enter End Backspace Backspace \"章三\" F8");
    picture("dialog_correct_needs_reason", &mut desk);
    desk.keys("\"听错了\" F8");
    assert_eq!(desk.view(id).row.record.case.visitor.get().unwrap().name(), "章*");
    take(&mut desk, "更正事项").keys("\"yb01\" Enter");
    picture("notice_correct_matter", &mut desk);
    desk.keys("1");
    picture("dialog_correct_matter", &mut desk);
    desk.keys("Enter Enter Enter \"选错了\" Enter");
    picture("cases_corrected", &mut desk);
}

#[test]
fn the_last_step_is_undone_within_a_minute() {
    let mut desk = Desk::at_work();
    let id = desk.case("promise");
    desk.keys("F3 Enter Esc");
    take(&mut desk, "催办").keys("\"请抓紧\" Enter");
    take(&mut desk, "撤销上一步");
    picture("dialog_undo", &mut desk);
    desk.keys("Enter");
    assert_eq!(desk.view(id).row.record.case.chases, 1, "1 is no");
    take(&mut desk, "撤销上一步").keys("2");
    assert_eq!(desk.view(id).row.record.case.chases, 0, "{}", desk.text());
    picture("cases_undone", &mut desk);
}

#[test]
fn a_minute_later_no_undo_is_offered() {
    let mut desk = Desk::at_work();
    desk.case("promise");
    take(&mut desk, "催办").keys("\"请抓紧\" Enter");
    desk.clock("2026-11-23T08:43").keys("F1");
    let text = desk.resize((120, 60)).text();
    assert!(text.contains("催办") && !text.contains("撤销上一步"), "{text}");
}
