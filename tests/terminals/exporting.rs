//! 导出 on a real desk: the file is written by a thread of its own, into the folder for exports, its owner's alone.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use calamine::{Reader as _, Xlsx, open_workbook};

use crate::practice::Practice;
use crate::terminal::{Setup, Terminal};

fn exported(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

#[test]
fn the_figures_of_a_year_become_a_file_while_the_desk_works_on() {
    let office = Practice::made("2026-11-23T08:41", "0", "12");
    let store = office.store();
    let named = store.with_file_name("出");
    let folders = [store.with_file_name("导出"), named.clone()];
    for (folder, set) in folders.iter().zip(["", named.to_str().unwrap()]) {
        let mut desk = Terminal::start(&Setup {
            arguments: vec!["--store", store.to_str().unwrap()],
            size: (80, 24),
            environment: vec![("XIEBAN_OUT", set)],
        });
        desk.sign_in("S01").shows("口报").keys("Ctrl-x").shows("4 今年").keys("4").shows("已导出，文件在：");
        assert_eq!(exported(folder), ["2026年报表.xlsx"]);
        let file = folder.join("2026年报表.xlsx");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(folder), mode(&file)), (0o700, 0o600));
        let mut book: Xlsx<_> = open_workbook(&file).unwrap();
        assert!(book.worksheet_range("件").unwrap().height() > 12, "title, note, header and the cases");
        desk.keys("Enter").loses("已导出").keys("F4").shows("[今日]");
    }
}
