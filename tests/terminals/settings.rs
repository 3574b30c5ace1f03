//! 系统设置 on a real terminal: a value is changed by keys alone, its page says so, and every desk shows it.

use crate::practice::Practice;

#[test]
fn a_number_is_changed_at_one_desk_is_a_page_and_stands_on_the_other() {
    let office = Practice::new();
    let pages = || {
        let lines = office.read(&["journal", "--json", "--with-private", "--as", "A01"]).into_iter();
        let pages = lines.map(|mut line| line["page"].take());
        pages.filter(|page| page["event"]["office"]["what"] == "settings_changed").collect::<Vec<_>>()
    };
    let before = pages().len();
    let mut other = office.desk("2号台");
    other.sign_in("S01").shows("作风投诉 80802345");
    let mut desk = office.desk("1号台");
    desk.sign_in("A01").keys("Ctrl-v").shows("[设置]").shows("投诉电话 80802345");
    desk.keys("↓ ↓ ↓ Enter").shows("┌─ 投诉电话");
    desk.keys("↓").keys(&"Backspace ".repeat(8)).keys("\"83805678\" F8").shows("投诉电话：已保存");
    desk.shows("投诉电话 83805678").keys("→ →").shows("[改动]").shows("投诉电话 83805678");
    other.shows("作风投诉 83805678").loses("80802345");
    let pages = pages();
    assert_eq!(pages.len(), before + 1);
    let page = pages.last().unwrap();
    assert_eq!((&page["by"], &page["desk"]), (&"A01".into(), &"1号台".into()));
    assert_eq!(page["event"]["office"]["change"], serde_json::json!({ "hotline": "83805678" }));
    // The control: whoever is no administrator opens the same screen and changes nothing there.
    other.keys("Ctrl-v").shows("[设置]").keys("Enter").shows("这一步由系统管理员办理");
}
