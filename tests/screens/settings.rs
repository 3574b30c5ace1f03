//! 系统设置: values, people and who changed what. Each change is one page; the supervision numbers can be changed and never emptied.

use xieban_domain::staff::{Rank, Role, StaffCode};

use xieban_support::desk::{Desk, PIN};

use crate::picture::picture;

/// Clears a field.
fn clear() -> String {
    "Backspace ".repeat(20)
}

fn pages(desk: &Desk) -> u64 {
    desk.office.last_page().unwrap()
}

fn says(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text}:\n{}", desk.text());
}

#[test]
fn values_people_and_changes_stand_side_by_side() {
    let mut desk = Desk::of("A01");
    picture("settings_values", desk.keys("Ctrl-v"));
    picture("settings_people", desk.keys("→"));
    picture("settings_changes", desk.keys("→"));
}

#[test]
fn a_change_is_one_page_and_what_stays_is_not_on_it() {
    let mut desk = Desk::of("A01");
    desk.keys("Ctrl-v ↓ ↓ ↓ Enter");
    picture("settings_hotlines", &mut desk);
    let before = pages(&desk);
    desk.keys("F8");
    says(&desk, "没有改动");
    assert_eq!(pages(&desk), before, "nothing is written where nothing changed");
    desk.keys("↓").keys(&clear()).keys("F8");
    says(&desk, "只能更改，不能空着");
    desk.keys("\"热线\" F8");
    says(&desk, "拨不通");
    assert_eq!(pages(&desk), before);
    desk.keys(&clear()).keys("\"８３８０５６７８\" F8");
    says(&desk, "投诉电话：已保存");
    assert_eq!(pages(&desk), before + 1, "one change, one page");
    says(&desk, "作风投诉 83805678  短信 18914882345");
    desk.keys("→ →");
    says(&desk, "投诉电话 83805678");
    assert!(!desk.text().contains("投诉短信 18914882345"), "what stayed is not on the page\n{}", desk.text());
}

#[test]
fn hours_and_days_are_typed_with_an_input_method_on_and_judged() {
    let mut desk = Desk::of("A01");
    desk.keys("Ctrl-v ↓ ↓ ↓ ↓ Enter").keys(&clear()).keys("\"１３：００－１２：００\" F8");
    says(&desk, "开门时间不对");
    desk.keys(&clear()).keys("\"８：００－１１：３０\" F8");
    says(&desk, "时间：已保存");
    let hours = desk.office.header().unwrap().settings.hours;
    assert_eq!(hours.map(|half| format!("{}-{}", half.from, half.to)), ["08:00-11:30", "14:30-17:30"]);
    desk.keys("↓ Enter ↓").keys(&clear()).keys("\"2、4、3、9\" F8");
    says(&desk, "逐个增大");
    desk.keys(&clear()).keys("\"2，4\" F8");
    says(&desk, "有一栏看不懂");
}

#[test]
fn r6_a_department_is_added_and_switched_off_with_a_reason() {
    let mut desk = Desk::of("A01");
    desk.keys("Ctrl-v End Enter \"财务科\" F8");
    says(&desk, "加科室：已保存");
    let active = |desk: &Desk| desk.office.header().unwrap().settings.department("财务科").is_some();
    assert!(active(&desk));
    let at = desk.text().lines().skip(4).position(|line| line.contains("财务科")).unwrap();
    desk.keys("Home").keys(&"↓ ".repeat(at)).keys("Enter");
    says(&desk, "科室 财务科");
    desk.keys("↓ ↓ 2 F8");
    says(&desk, "停用科室须写明原因");
    desk.keys("\"并入办公室\" F8");
    assert!(!active(&desk));
    desk.keys("→ →");
    says(&desk, "原因：并入办公室");
}

#[test]
fn a_promise_of_ones_own_is_kept_by_matter() {
    let mut desk = Desk::of("A01");
    desk.keys("Ctrl-v").keys(&"↓ ".repeat(9)).keys("Enter \"XX99\" Enter \"8\" F8");
    says(&desk, "没有这个事项代码");
    desk.keys("↑ ↑").keys(&clear()).keys("\"gw03\" ↓ ↓ 1 F8");
    says(&desk, "承诺时限：已保存");
    says(&desk, "GW03 8个工作日");
}

#[test]
fn r11_somebody_is_added_and_changed_at_the_desk() {
    let mut desk = Desk::with_pins("A01");
    desk.keys("Ctrl-v → 1");
    picture("settings_new_person", &mut desk);
    desk.keys("\"ｓ０９\" Enter \"赵国强\" Enter \"监督一科科长\" Enter Enter Enter Enter \"１、４\"");
    says(&desk, "协办员、所作风办");
    desk.keys("F8");
    // A role of judgement takes a second person, with his own PIN.
    says(&desk, "所主要负责人（孙立）在场同意");
    desk.keys("\"H01\" Enter \"wrong-000\" F8");
    says(&desk, "代码或密码不对");
    picture("settings_second_person", &mut desk);
    desk.clock("2026-11-23T08:45").keys(&format!("\"{PIN}\" F8"));
    says(&desk, "新增人员：已保存");
    let of =
        |desk: &Desk, code: &str| desk.office.header().unwrap().staff.get(&StaffCode::from(code)).cloned();
    let added = of(&desk, "S09").unwrap();
    assert_eq!((added.rank, added.established), (Rank::Middle, true));
    assert!(added.may_be_officer() && added.is(Role::Officer) && added.is(Role::ConductOffice));
    // The caret is at what was refused: what is typed next goes there.
    desk.keys("1 ↓ F8");
    says(&desk, "请写姓名");
    desk.keys("\"钱某\" F8");
    says(&desk, "请取一个代码");
    desk.keys("\"S09\" ↓ F8");
    says(&desk, "代码“S09”有两个人在用");
    desk.keys(&clear()).keys("\"S10\" ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ \"7\" F8");
    says(&desk, "办公电话“7”不对");
    desk.keys(&clear()).keys("↓ \"8\" ↑ ↑ ↑ ↑ F8");
    says(&desk, "手机“8”不对");
    desk.keys("\"9\" F8");
    says(&desk, "手机“89”不对");
    desk.keys("Esc");
    let at = desk.text().lines().skip(5).position(|line| line.contains("赵国强")).unwrap();
    desk.keys("Home").keys(&"↓ ".repeat(at)).keys("Enter");
    says(&desk, "S09 赵国强");
    picture("settings_person", &mut desk);
    desk.keys("↑").keys(&"↓ ".repeat(12)).keys("2 F8");
    assert!(!of(&desk, "S09").unwrap().active, "离岗, never removed");
    desk.keys("→");
    says(&desk, "人员 S09 赵国强");
}

#[test]
fn nobody_but_an_administrator_changes_anything_and_leaders_see_who_did() {
    for code in ["S01", "L01", "H01", "Z01", "F01"] {
        let mut desk = Desk::of(code);
        let before = pages(&desk);
        for keys in ["Ctrl-v Enter", "→ Enter", "1"] {
            desk.keys(keys);
            says(&desk, "这一步由系统管理员办理");
        }
        desk.keys("→");
        match code {
            "L01" | "H01" => says(&desk, "人员 A01 何洁"),
            _ => says(&desk, "没有可看的改动"),
        }
        assert_eq!(pages(&desk), before);
    }
}

#[test]
fn r45_another_name_wants_its_reason_and_never_makes_another_person() {
    let mut desk = Desk::of("A01");
    let name = |desk: &Desk| desk.office.header().unwrap().staff.name(&StaffCode::from("S01")).to_owned();
    desk.keys("Ctrl-v →");
    let at = desk.text().lines().skip(5).position(|line| line.contains("王芳")).unwrap();
    desk.keys("Home").keys(&"↓ ".repeat(at)).keys("Enter");
    says(&desk, "S01 王芳");
    assert!(!desk.text().contains("更名原因"), "{}", desk.text());
    desk.keys(&clear()).keys("\"李四\"");
    says(&desk, "更名原因");
    desk.keys("F8");
    says(&desk, "一个代码永远是一个人");
    assert_eq!(name(&desk), "王芳");
    desk.keys("\"户籍更名\" F8");
    assert_eq!(name(&desk), "李四");
    desk.keys("→");
    says(&desk, "更名原因：户籍更名");
}
