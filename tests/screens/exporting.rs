//! 导出 at the desk: a period is chosen by its digit, the bar goes on, Esc stops it, and one sentence says where the file is.

use calamine::{Reader as _, Xlsx, open_workbook};
use xieban_support::desk::Desk;

use crate::picture::picture;

fn desk() -> Desk {
    let mut desk = Desk::at_work();
    for kind in ["promise", "instant", "undecided"] {
        desk.case(kind);
    }
    desk
}

#[test]
fn a_months_figures_and_cases_become_a_file() {
    let mut desk = desk();
    picture("export_choosing", desk.keys("Ctrl-x"));
    desk.hold().keys("1").answer_once();
    assert!(desk.text().contains("正在导出……"), "{}", desk.text());
    picture("export_working", desk.export_comes_to(1234, 5000));
    desk.answer();
    picture("export_done", &mut desk);
    let [file] = &desk.exported()[..] else { panic!("{:?}", desk.exported()) };
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    assert_eq!(book.worksheet_range("件").unwrap().height(), 3 + 3);
    assert!(desk.text().contains("文件在：导出/2026年11月报表.xlsx"), "{}", desk.text());
    desk.keys("Enter");
    assert!(!desk.text().contains("文件在"), "{}", desk.text());
}

#[test]
fn esc_stops_it_nothing_is_left_and_it_can_be_begun_again() {
    let mut desk = desk();
    desk.keys("Ctrl-x").hold().keys("1").answer_once().export_comes_to(2, 3);
    picture("export_stopped", desk.keys("Esc"));
    desk.answer();
    assert!(desk.exported().is_empty(), "{:?}", desk.exported());
    assert!(desk.text().contains("已取消，没有导出文件。"), "{}", desk.text());
    desk.keys("1");
    assert_eq!(desk.exported().len(), 1, "the control: what is not stopped is there");
    desk.keys("Esc");
    assert!(!desk.text().contains("文件在"), "{}", desk.text());
}

#[test]
fn no_other_key_means_anything_while_it_works() {
    let mut desk = desk();
    desk.keys("Ctrl-x 9 \"x\"");
    assert!(desk.text().contains("1 本月"), "{}", desk.text());
    desk.hold().keys("2").answer_once();
    desk.keys("1 Enter 5");
    assert!(desk.text().contains("2026年10月") && desk.text().contains("Esc 取消"), "{}", desk.text());
    desk.answer();
    assert!(desk.text().contains("2026年10月报表.xlsx"), "{}", desk.text());
}
