//! Given notices, published, amended, ordered by the city or left out, when days are counted, then they are open as the notices say.

use super::*;
use crate::limit::Limit;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn make_up_days_are_open_and_holidays_are_not() {
    let calendar = Calendar::bundled().unwrap();
    assert!(calendar.is_open(day("2026-10-10")));
    assert_eq!(calendar.why_closed(day("2026-10-02")).unwrap().to_string(), "国庆节放假");
    assert_eq!(calendar.why_closed(day("2026-11-22")).unwrap().to_string(), "周日");
    assert!(calendar.is_provisional(2027) && calendar.is_provisional(2030) && !calendar.is_provisional(2026));
}

#[test]
fn a_notice_with_a_wrong_date_is_named() {
    let wrong = "year = 2026\npublished = true\nmake_up = [\"2026-11-23\"]\n[holidays]\n\"节\" = [\"2027-01-01\", \"2027-01-02\"]\n";
    let why = Calendar::from_files(&[wrong]).unwrap_err().why;
    assert!(why.contains("2026-11-23") && why.contains("2027-01-01"), "{why}");
}

/// What the office writes into its file for 2027.
const FOR_2027: &str = r#"year = 2027
published = true
make_up = ["2027-09-26"]
[holidays]
"元旦" = ["2027-01-01", "2027-01-03"]
"春节" = ["2027-02-06", "2027-02-12"]
"清明节" = ["2027-04-03", "2027-04-05"]
"劳动节" = ["2027-05-01", "2027-05-05"]
"端午节" = ["2027-06-09", "2027-06-09"]
"中秋节" = ["2027-09-15", "2027-09-15"]
"国庆节" = ["2027-10-01", "2027-10-07"]
"#;

/// The real notices of 2018 and 2019; that of 2019 as it was at first (国办发明电〔2018〕15号), and as it was in March (国办发明电〔2019〕3号).
const FOR_2018: &str = r#"year = 2018
published = true
make_up = ["2018-02-11", "2018-02-24", "2018-04-08", "2018-04-28", "2018-09-29", "2018-09-30"]
[holidays]
"元旦" = ["2017-12-30", "2018-01-01"]
"春节" = ["2018-02-15", "2018-02-21"]
"清明节" = ["2018-04-05", "2018-04-07"]
"劳动节" = ["2018-04-29", "2018-05-01"]
"端午节" = ["2018-06-16", "2018-06-18"]
"中秋节" = ["2018-09-22", "2018-09-24"]
"国庆节" = ["2018-10-01", "2018-10-07"]
"#;
const FOR_2019: &str = r#"year = 2019
published = true
make_up = ["2018-12-29", "2019-02-02", "2019-02-03", "2019-09-29", "2019-10-12"]
[holidays]
"元旦" = ["2018-12-30", "2019-01-01"]
"春节" = ["2019-02-04", "2019-02-10"]
"清明节" = ["2019-04-05", "2019-04-07"]
"劳动节" = ["2019-05-01", "2019-05-01"]
"端午节" = ["2019-06-07", "2019-06-09"]
"中秋节" = ["2019-09-13", "2019-09-15"]
"国庆节" = ["2019-10-01", "2019-10-07"]
"#;

fn amended_2019() -> String {
    FOR_2019
        .replace("\"2019-05-01\", \"2019-05-01\"", "\"2019-05-01\", \"2019-05-04\"")
        .replace("\"2019-09-29\"", "\"2019-04-28\", \"2019-05-05\", \"2019-09-29\"")
}

fn with(own: &[&str]) -> Result<&'static Calendar, Damaged> {
    let own: Vec<(String, String)> =
        own.iter().enumerate().map(|(at, text)| (format!("{at}.toml"), (*text).to_owned())).collect();
    Calendar::with(&own)
}

fn due(calendar: &Calendar, from: &str, days: u16) -> (String, bool) {
    let due = calendar.due(day(from), Limit::WorkingDays(days));
    (due.date.to_string(), due.provisional)
}

#[test]
fn an_office_enters_next_years_notice_itself_and_a_wrong_one_is_named() {
    let with = |text: &str| Calendar::with(&[("2027.toml".to_owned(), text.to_owned())]);
    let calendar = with(FOR_2027).unwrap();
    assert!(!calendar.is_provisional(2027) && calendar.is_provisional(2028));
    assert!(!calendar.is_open(day("2027-10-05")) && calendar.is_open(day("2027-09-26")));
    assert!(
        calendar.is_open(day("2027-02-05")),
        "what the bundled year supposed is replaced by what was published"
    );
    assert_ne!(calendar.version(), Calendar::bundled().unwrap().version());
    assert!(std::ptr::eq(calendar, with(FOR_2027).unwrap()), "made once");
    for (from, to, said) in [
        ("2027-09-26", "2027-09-27", "2027-09-27不能是调休上班日"),
        ("2027-09-26", "2026-11-29", "2026-11-29不在2027年"),
        ("2027-10-07", "2028-10-07", "国庆节的起止日期不对"),
        ("2027-10-07", "2027-10-32", "不是放假安排文件"),
        ("\"2027-09-15\", \"2027-09-15\"", "\"2026-09-15\", \"2026-09-15\"", "中秋节的2026-09-15不在2027年"),
        ("year = 2027", "year = 1027", "没有1027年"),
        ("true", "false", "没有公布的不要登记"),
    ] {
        let text = FOR_2027.replace(from, to);
        let why = with(&text).unwrap_err().to_string();
        assert!(why.contains("2027.toml：") && why.contains(said), "{why}");
    }
    assert!(with("不是文件").unwrap_err().to_string().contains("不是放假安排文件"));
}

#[test]
fn a_notice_names_each_of_the_seven_holidays() {
    let line = |feast: &str| FOR_2027.lines().find(|line| line.contains(feast)).unwrap().to_owned() + "\n";
    for feast in ["元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆"] {
        let why = with(&[&FOR_2027.replace(&line(feast), "")]).unwrap_err().why;
        assert!(why.contains(&format!("没有写{feast}")), "{why}");
    }
    let together = FOR_2027
        .replace(&line("中秋"), "")
        .replace("\"国庆节\" = [\"2027-10-01\"", "\"国庆节、中秋节\" = [\"2027-10-01\"");
    let calendar = with(&[&together]).unwrap();
    assert_eq!(calendar.why_closed(day("2027-10-05")).unwrap().to_string(), "国庆节、中秋节放假");
    let both = FOR_2027.replace("\"2027-09-15\", \"2027-09-15\"", "\"2027-10-01\", \"2027-10-07\"");
    let calendar = with(&[&both]).unwrap();
    assert_eq!(calendar.why_closed(day("2027-10-05")).unwrap().to_string(), "中秋节、国庆节放假");
    let elsewhere = FOR_2027.replace("\"2027-05-01\", \"2027-05-05\"", "\"2027-05-02\", \"2027-05-05\"");
    let why = with(&[&elsewhere]).unwrap_err().why;
    assert!(why.contains("劳动节没有放5月1日"), "{why}");
}

#[test]
fn new_years_may_begin_in_december_and_until_its_notice_is_out_the_end_of_december_is_unsure() {
    let calendar = with(&[FOR_2018, FOR_2019]).unwrap();
    assert!(calendar.is_make_up(day("2018-12-29")) && !calendar.is_open(day("2018-12-31")));
    assert_eq!(due(calendar, "2018-12-24", 5), ("2018-12-29".to_owned(), false));
    assert_eq!(due(calendar, "2018-12-24", 6), ("2019-01-02".to_owned(), false));
    let before = with(&[FOR_2018]).unwrap();
    assert_eq!(due(before, "2018-12-24", 5), ("2018-12-31".to_owned(), true), "暂定: 2019 is not known");
    assert_eq!(due(before, "2018-12-17", 5), ("2018-12-24".to_owned(), false));
    assert_eq!(due(before, "2018-12-24", 1), ("2018-12-25".to_owned(), false));
}

#[test]
fn a_notice_is_amended_within_its_year_and_the_same_again_is_refused() {
    let first = with(&[FOR_2018, FOR_2019]).unwrap();
    let amended = amended_2019();
    let second = with(&[FOR_2018, FOR_2019, &amended]).unwrap();
    assert!(first.is_open(day("2019-05-02")) && !second.is_open(day("2019-05-02")));
    assert!(!first.is_open(day("2019-05-05")) && second.is_open(day("2019-05-05")));
    assert_eq!(due(second, "2018-12-24", 5), ("2018-12-29".to_owned(), false), "its December stays");
    assert_ne!(first.version(), second.version());
    let why = with(&[FOR_2018, FOR_2019, FOR_2019]).unwrap_err().why;
    assert!(why.contains("2.toml：2019年的安排已经有了，内容也一样"), "{why}");
    // A year that the program brings is amended as any other.
    let of_2026 = include_str!("../data/holidays/2026.toml");
    assert!(with(&[of_2026]).unwrap_err().why.contains("2026年的安排已经有了"));
    let longer = of_2026.replace("\"2026-05-05\"", "\"2026-05-06\"");
    assert!(!with(&[&longer]).unwrap().is_open(day("2026-05-06")));
}

#[test]
fn what_the_city_orders_stands_beside_the_notice_and_outlives_its_amendment() {
    let order = "year = 2019\n[city]\n\"徐政办发〔2019〕31号\" = [\"2019-05-05\", \"2019-05-06\"]\n";
    let amended = amended_2019();
    let calendar = with(&[FOR_2018, FOR_2019, order, &amended]).unwrap();
    for (off, open) in [("2019-05-05", "2019-05-07"), ("2019-05-06", "2019-05-08")] {
        assert!(!calendar.is_open(day(off)) && calendar.is_open(day(open)), "{off}");
    }
    assert_eq!(calendar.why_closed(day("2019-05-06")).unwrap().to_string(), "徐政办发〔2019〕31号放假");
    assert!(!calendar.is_provisional(2019));
    let alone = with(&["year = 2027\n[city]\n\"市政府通告\" = [\"2027-03-01\", \"2027-03-01\"]\n"]).unwrap();
    assert!(alone.is_provisional(2027), "an order of the city is no notice");
    assert!(!alone.is_open(day("2027-03-01")) && !alone.is_open(day("2027-02-05")));
}
