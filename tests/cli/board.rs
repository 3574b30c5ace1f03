//! `xieban board` where no board can hang: a wrong file is told before it does, and what is no terminal is said to be none.

use crate::run::xieban;

#[test]
fn every_mistake_of_a_boards_file_is_told_before_it_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good.toml"), folder.path().join("bad.toml"));
    std::fs::write(&good, "seconds = 20\npages = [\"值班 30\", \"进度\"]\nexit = \"F12 0\"\n").unwrap();
    std::fs::write(&bad, "seconds = 1\npages = [\"值班\", \"天气\"]\ncolour = 3\n").unwrap();
    let check = |file: &std::path::Path| xieban(&["board", "--check", "--config", file.to_str().unwrap()]);
    assert!(check(&good).success().contains("没有问题"));
    let told = check(&bad).refused();
    for mistake in ["第1行：秒数", "第2行：没有“天气”这一页", "第3行：没有“colour”"]
    {
        assert!(told.contains(mistake), "{mistake}: {told}");
    }
    assert!(check(&folder.path().join("none.toml")).wrong_use().contains("--config"));
}

#[test]
fn a_board_needs_a_terminal() {
    assert!(xieban(&["board"]).wrong_use().contains("这里不是终端"));
}
