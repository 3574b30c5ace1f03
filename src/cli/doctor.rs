//! `xieban doctor`: what may be wrong with this terminal, this store, this machine; each with what to do.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use chrono::Datelike as _;

use super::CliError;
use super::args::Args;
use super::out::say;
use crate::office::Facts;
use crate::office::{Lookout, wall};
use crate::term;
use crate::text::Metrics;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    args.end()?;
    let (columns, rows) = term::size();
    let set = |name: &str| std::env::var(name).unwrap_or_else(|_| "未设".to_owned());
    say(&format!("终端    {columns}×{rows}  TERM={}  LANG={}", set("TERM"), set("LANG")))?;
    if columns < 80 || rows < 24 {
        say("        ！窗口小于80×24，请放大")?;
    }
    say("字宽    下面两行的竖线应上下对齐；第二行偏右的，用 --wide 打开")?;
    say(&format!("        {}|", "协办".repeat(10)))?;
    let ambiguous = "“”…—①";
    say(&format!(
        "        {}{}|",
        ambiguous.repeat(4),
        " ".repeat(40 - Metrics::NARROW.width(&ambiguous.repeat(4)))
    ))?;
    say("颜色    绿 黄 红 都写成字，不靠颜色分辨")?;
    let now = wall();
    say(&format!("时钟    {}（东八区）", now.iso()))?;
    let calendar = Facts::beside(&store).map_err(|error| CliError::Bad(error.to_string()))?.calendar;
    for year in [now.date().year(), now.date().year() + 1] {
        let state = if calendar.is_provisional(year) {
            "未公布，跨到该年的期限标“暂定”"
        } else {
            "已公布"
        };
        say(&format!("节假日  {year}年 {state}"))?;
    }
    look_at_store(&store)
}

fn look_at_store(store: &Path) -> Result<(), CliError> {
    let Ok(metadata) = std::fs::metadata(store) else {
        return say(&format!(
            "台账    {} 不存在；正式使用请 xieban init，练习请用 xieban demo",
            store.display()
        ));
    };
    let mode = metadata.permissions().mode() & 0o777;
    say(&format!("台账    {}  {} MiB  权限{mode:o}", store.display(), metadata.len() >> 20))?;
    if mode & 0o077 != 0 {
        say("        ！别的账户也能读，请 chmod 600")?;
    }
    let folder =
        store.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if let Ok(disk) = rustix::fs::statvfs(folder) {
        let free = disk.f_bavail.saturating_mul(disk.f_frsize) >> 20;
        say(&format!(
            "磁盘    可用 {free} MiB{}",
            if free < 512 { "  ！不足512 MiB，请腾出空间" } else { "" }
        ))?;
    }
    let mut office = Lookout::open(store)?;
    let door = office.door()?;
    let practice = if door.settings.practice { "演练库" } else { "正式库" };
    say(&format!(
        "内容    {practice}  {}  共{}页  人员{}名",
        door.settings.office,
        door.page,
        door.staff.0.len()
    ))
}
