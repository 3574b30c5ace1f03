//! `xieban doctor`: what may be wrong with this terminal, this account, this store, this machine; each with what to do.

mod keys;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use chrono::Datelike as _;
use rustix::process::{Resource, geteuid, getrlimit};
use rustix::termios::{InputModes, tcgetattr};
use xieban_office::CompiledFacts;
use xieban_office::{BackupProof, Witnessing, flaws, wall, witnesses};
use xieban_term as term;
use xieban_text::Metrics;

use super::CliError;
use super::args::Args;
use super::opening;
use super::out::say;
use super::restore::how_to_accept;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let out = args.value::<PathBuf>("--out")?;
    let witness = args.value::<PathBuf>("--witness")?;
    let asks = args.flag("--keys");
    args.end()?;
    if asks {
        return keys::run();
    }
    look_at_terminal()?;
    look_at_account()?;
    let now = wall();
    say(&format!("时钟    {}（东八区）", now.iso()))?;
    let calendar = CompiledFacts::beside(&store).map_err(|error| CliError::Bad(error.to_string()))?.calendar;
    for year in [now.date().year(), now.date().year() + 1] {
        let state = if calendar.is_provisional(year) {
            "未公布，跨到该年的期限标“暂定”"
        } else {
            "已公布"
        };
        say(&format!("节假日  {year}年 {state}"))?;
    }
    let out = out.unwrap_or_else(|| store.with_extension("out"));
    let witness = witness.unwrap_or_else(|| witnesses(&store));
    let grave = look_at_places(&store, &witness, &out)?;
    look_at_store(&store, &witness)?;
    match grave {
        0 => Ok(()),
        grave => Err(CliError::Bad(format!("有{grave}处必须先改，公用终端（--kiosk）才打得开。"))),
    }
}

fn set(name: &str) -> String {
    std::env::var(name).ok().filter(|value| !value.is_empty()).unwrap_or_else(|| "未设".to_owned())
}

fn look_at_terminal() -> Result<(), CliError> {
    let (columns, rows) = term::size();
    let kind = set("TERM");
    // The first of them that is set decides how characters are coded.
    let coded = ["LC_ALL", "LC_CTYPE", "LANG"].map(set).into_iter().find(|value| value != "未设");
    let coded = coded.unwrap_or_else(|| "未设".to_owned());
    say(&format!("终端    {columns}×{rows}  TERM={kind}  语言={coded}"))?;
    if columns < 80 || rows < 24 {
        say("        ！窗口小于80×24，请放大")?;
    }
    let is_utf8 = coded.to_ascii_lowercase().replace('-', "").contains("utf8");
    if !is_utf8 {
        say("        ！语言设置里没有UTF-8，汉字可能乱；请设 LANG=zh_CN.UTF-8，终端的编码选 UTF-8")?;
    }
    match kind.as_str() {
        "linux" => say("        ！文字控制台画不出汉字，也没有输入法；请用 foot、xterm 或另一台电脑的 ssh")?,
        "未设" | "dumb" => {
            say("        ！TERM 没有设对，颜色和按键会不准；请按终端的种类设，如 xterm-256color")?;
        }
        _ => {}
    }
    let input = std::io::stdin();
    if input.is_terminal() && tcgetattr(&input).is_ok_and(|line| line.input_modes.contains(InputModes::IXON))
    {
        say("流控    Ctrl-S 停住屏幕、Ctrl-Q 放开；协办开着时自己关掉。串口终端上请在终端里也关掉 XON/XOFF")?;
    }
    say("按键    键都到不到，用 xieban doctor --keys 逐个查")?;
    say("字宽    下面两行的竖线应上下对齐；第二行偏右的，用 --wide 打开")?;
    say(&format!("        {}|", "协办".repeat(10)))?;
    let ambiguous = "“”…—①";
    say(&format!(
        "        {}{}|",
        ambiguous.repeat(4),
        " ".repeat(40 - Metrics::NARROW.width(&ambiguous.repeat(4)))
    ))?;
    say("颜色    绿 黄 红 都写成字，不靠颜色分辨")
}

fn look_at_account() -> Result<(), CliError> {
    say(&format!("账户    {}", geteuid().as_raw()))?;
    if geteuid().is_root() {
        say("        ！正以 root 运行；请用台账专用的账户，见 docs/kiosk.md")?;
    }
    match getrlimit(Resource::Core).current {
        Some(0) => Ok(()),
        _ => say("        ！内存转储关不掉，崩溃时会写出填写的内容，请找系统管理员"),
    }
}

/// Who else may come to the store; gives how much of it must be mended.
fn look_at_places(store: &Path, witnesses: &Path, out: &Path) -> Result<usize, CliError> {
    let found = flaws(store, witnesses, out);
    for flaw in &found {
        say(&format!("权限    {} {}", if flaw.grave { "！必须改：" } else { "！" }, flaw.sentence))?;
    }
    if found.is_empty() && store.exists() {
        say("权限    台账和旁边的目录只有本账户进得去")?;
    }
    Ok(found.iter().filter(|flaw| flaw.grave).count())
}

fn look_at_store(store: &Path, witness: &Path) -> Result<(), CliError> {
    let Ok(metadata) = std::fs::metadata(store) else {
        return say(&format!(
            "台账    {} 不存在；原来有台账的请用备份恢复（xieban restore --help），正式使用请 xieban init，练习请用 xieban demo",
            store.display()
        ));
    };
    say(&format!("台账    {}  {} MiB", store.display(), metadata.len() >> 20))?;
    let folder =
        store.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if let Ok(disk) = rustix::fs::statvfs(folder) {
        let free = disk.f_bavail.saturating_mul(disk.f_frsize) >> 20;
        say(&format!(
            "磁盘    可用 {free} MiB{}",
            if free < 512 { "  ！不足512 MiB，请腾出空间" } else { "" }
        ))?;
    }
    let mut office = opening::lookout_witnessed(store, witness)?;
    if let Some(doubt) = office.clock_doubt()? {
        say(&format!(
            "时钟    ！{doubt}；本机时间改对，或者日期核对后核定（协办台按 Alt-D），以前台账只能查看"
        ))?;
    }
    let header = office.header()?;
    let practice = if header.settings.practice { "演练库" } else { "正式库" };
    say(&format!(
        "内容    {practice}  {}  共{}页  人员{}名",
        header.settings.office,
        header.page,
        header.staff.0.len()
    ))?;
    if !header.settings.practice {
        let (told, holds) = BackupProof::told(store, office.now()?);
        say(&format!("备份    {}{told}", if holds { "" } else { "红 ！" }))?;
    }
    let beside = header.staff.active().into_iter();
    let beside = beside.filter(|staff| !staff.photo.is_empty() && staff.picture().is_none()).count();
    if beside > 0 {
        say(&format!(
            "照片    ！{beside}人的照片还是台账旁 photos 里的文件，不在备份里；请用 xieban staff photo 逐个交进来"
        ))?;
    }
    match office.witnessing()? {
        Witnessing::Agrees(page) => say(&format!("见证    与见证相符，见证到第{page}页")),
        Witnessing::Never => say("见证    还没有，打开协办台时开始"),
        Witnessing::Unreachable => {
            say(&format!("见证    ！未见证：够不到 {}，请查这块盘；照常办理", witness.display()))
        }
        Witnessing::Discord(discord) => {
            Err(CliError::Bad(format!("台账{discord}：只能查看。{}", how_to_accept(discord))))
        }
    }
}
