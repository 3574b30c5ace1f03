//! The main job by keys alone: from the sign-in to a case that is closed.

use crate::practice::{PERSON, Practice};
use crate::terminal::{Setup, Terminal};

/// A firm's agent up to the matter.
const FIRM: &str = "F2 Enter 2 Enter \"徐州楚韵浴室有限公司\" Enter \"91320311MA1N5K7Q39\" Enter \"李国强\" Enter \"李秀英\" \
                    Enter 1 Enter Enter \"11010519491231002X\" Enter \"13800138000\" Enter \"云龙区湖北路12号\" Enter";
/// Replied to and signed for: the case is closed. Files of sheets stay where Enter says that they are out.
fn reply_and_sign(desk: &mut Terminal) {
    desk.take("回复").shows("当面告知").keys("Enter \"都已讲清\" F8").shows("1 已出好").keys("Enter");
    desk.shows("打印《签字页》").shows("回复完");
    desk.take("签字").shows("下一空行已填好").keys("Enter");
    desk.shows("已保存").shows("已签字").shows(" 归档 ");
}

#[test]
fn two_papers_are_missing_then_a_promise_is_kept_and_signed_for() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    desk.sign_in("S01");
    desk.keys(FIRM).shows("选好事项后列出材料").keys("\"GW03\" Enter Enter").shows("延续申请表");
    desk.keys("1 1 2 2 1").shows("缺2项材料，F8 出《协办提示卡》");
    desk.keys("F8").shows("1 已出好").keys("Enter").shows("已登记 徐卫监协〔2026〕13号  口报 0013-0");
    desk.keys("/ \"0013-0\" Enter").shows("出《协办提示卡》第").shows(" 待补正 ");
    desk.take("材料").shows("收3 缺2 免0").keys("↓ ↓ 1 1 F8").shows("核对材料");
    desk.take("承诺件").shows("法定期限到2026年12月21日").keys("F8").shows("已保存").shows("承诺 12-07");
    desk.take("出单").shows("出哪一种单").keys("3").shows("1 已出好").keys("Enter").shows("打印《协办回执》");
    desk.take("接回").shows("科室意见").keys("\"勘查合格\" F8").shows("已保存").shows("从监督一科接回");
    desk.take("办结").shows("日志摘要").keys("\"已发证\" F8").shows("已保存").shows("办结：已发证");
    reply_and_sign(&mut desk);
    let case = office.cases().pop().unwrap();
    assert_eq!((&case["case"], &case["disposition"]), (&"2026-13".into(), &"承诺件".into()));
    assert_eq!((&case["state"], &case["due"]), (&"归档".into(), &serde_json::Value::Null));
    assert_eq!(
        office.printed("2026-13"),
        ["协办单", "协办回执", "协办提示卡", "协办日志（签字页）", "申请材料接收凭证"]
    );
}

#[test]
fn a_return_is_countersigned_by_the_leader_at_the_same_desk() {
    let office = Practice::new();
    let mut desk = office.desk("1号台");
    let pin = desk.pin("L03");
    desk.sign_in("S01");
    desk.keys(PERSON).shows("选好事项后列出材料").keys("\"GW03\" Enter Enter").shows("延续申请表");
    desk.keys("0 ↓ ↓ ↓ ↓ ↓ 4 Enter 4 Enter \"场所用途不符\" Enter");
    desk.keys("\"《公共场所卫生管理条例实施细则》第二十二条\" Enter \"变更用途后再申请\" Enter");
    desk.keys("F8").shows("1 已出好").keys("Enter").shows("口报 0013-0");
    desk.keys("/ \"0013-0\" Enter").shows("1-1 / 1 件");
    desk.shows("待会签").take("会签").shows("领导代码").keys(&format!("\"L03\" Enter \"{pin}\" F8"));
    desk.shows("已保存").shows("周敏华会签");
    desk.take("出单")
        .shows("出哪一种单")
        .keys("2")
        .shows("1 已出好")
        .keys("Enter")
        .shows("打印《否定报备反馈单》");
    desk.take("办结").shows("日志摘要").keys("\"不予许可\" F8").shows("已保存").shows("办结：不予许可");
    reply_and_sign(&mut desk);
    let case = office.cases().pop().unwrap();
    assert_eq!((&case["case"], &case["disposition"]), (&"2026-13".into(), &"退回件".into()));
    assert_eq!(case["state"], "归档");
    assert_eq!(
        office.printed("2026-13"),
        ["协办单", "协办日志（签字页）", "否定报备反馈单", "申请材料接收凭证"]
    );
}

#[test]
fn the_first_command_of_a_newcomer_opens_a_desk_that_works() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("demo.redb");
    let demo = || {
        Terminal::start(&Setup {
            arguments: vec!["demo", "--cases", "30", "--store", store.to_str().unwrap()],
            size: (80, 24),
            environment: Vec::new(),
        })
    };
    demo().sign_in("S01").shows("演练").keys("F12").shows("咨询 1");
    // The second time it is the same store.
    demo().sign_in("S01").shows("咨询 1");
}
