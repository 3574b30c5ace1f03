//! `xieban publish`: a site in a folder, by a process of its own.

use std::fs;
use std::path::Path;

use crate::run::{practice, real, xieban};

/// How many pages of a site have this text.
fn pages_that_say(site: &Path, text: &str) -> usize {
    let files = fs::read_dir(site).unwrap().map(|file| file.unwrap().path());
    let pages = files.filter(|file| file.extension().is_some_and(|ending| ending == "html"));
    pages.filter(|page| fs::read_to_string(page).unwrap().contains(text)).count()
}

#[test]
fn a_site_is_written_and_written_again_and_somebody_elses_folder_is_left_alone() {
    let (folder, store) = practice();
    let site = folder.path().join("site");
    let publish = || xieban(&["publish", site.to_str().unwrap()]).on(&store);
    let said = publish().success();
    assert!(said.contains("已写好网站"), "{said}");
    let index = fs::read_to_string(site.join("index.html")).unwrap();
    assert!(index.contains("80802345") && index.contains("18914882345") && index.contains("演练"), "{index}");
    assert_eq!(pages_that_say(&site, "演练"), pages_that_say(&site, "80802345"), "every page says so");
    publish().success();
    assert!(said.contains("没有记入更新公示"), "without an account nothing is recorded: {said}");
    let publish_as = || xieban(&["publish", site.to_str().unwrap(), "--as", "S01"]).on(&store);
    assert!(publish_as().success().contains("已记入更新公示：单位网站"));
    assert!(publish_as().success().contains("不重复记"), "a timer publishes the same thing again and again");
    xieban(&["publish", "--posted", "一楼公示栏", "--as", "S01"]).on(&store).success();
    let log = xieban(&["publish", "--log"]).on(&store).success();
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].contains("单位网站") && lines[1].contains("公示栏  一楼公示栏  王小明"), "{log}");
    assert_eq!(xieban(&["publish", "--log", "--json"]).on(&store).json_lines()[1]["channel"], "notice");
    fs::write(site.join("notes.txt"), "mine").unwrap();
    let said = publish().refused();
    assert!(said.contains("notes.txt"), "{said}");
    assert_eq!(fs::read_to_string(site.join("notes.txt")).unwrap(), "mine");
    xieban(&["publish"]).on(&store).wrong_use();
    xieban(&["publish", "--posted", "大厅"]).on(&store).wrong_use();
    xieban(&["publish", "--log", "--posted", "大厅"]).on(&store).wrong_use();
}

#[test]
fn a_new_office_without_duty_has_a_site_that_says_so() {
    let (folder, store) = real();
    let site = folder.path().join("site");
    xieban(&["publish", site.to_str().unwrap()]).on(&store).success();
    let index = fs::read_to_string(site.join("index.html")).unwrap();
    assert!(index.contains("铜山卫生监督所") && !index.contains("演练"), "{index}");
    assert_eq!((pages_that_say(&site, "演练"), pages_that_say(&site, "80802345")), (0, 7));
    assert!(index.contains("还没有明确") || index.contains("今天不办公"), "{index}");
}
