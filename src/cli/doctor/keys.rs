//! `xieban doctor --keys`: which keys of this terminal do not arrive, another way to the same, and the setting that takes them.

use xieban_term::{Code, Key};
use xieban_ui::{Checked, RunError, Verdict, check_keys};

use crate::CliError;
use crate::desk::{depth, themed};
use crate::out::say;

/// Asks for each key on this terminal.
pub(super) fn run() -> Result<(), CliError> {
    let checked = check_keys(themed("day", depth())?, None).map_err(|error| match error {
        RunError::Terminal(_) => CliError::Usage(error.to_string()),
        RunError::Store(_) | RunError::Line(_) | RunError::Fault => CliError::Bad(error.to_string()),
    })?;
    let faults: Vec<&Checked> =
        checked.iter().filter(|checked| checked.verdict != Verdict::Arrived).collect();
    say(&format!("查了{}个键，到了{}个。", checked.len(), checked.len() - faults.len()))?;
    for fault in &faults {
        say(&line(fault))?;
        say(&format!("        {}", advice(fault)))?;
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(CliError::Bad(format!("有{}个键没有到，照上面改好再查一遍。", faults.len()))),
    }
}

/// What is wrong with a key, and the other way.
fn line(fault: &Checked) -> String {
    let what = match (fault.verdict, fault.came) {
        (Verdict::InPieces, _) => "被拆成 Esc 和后面的字".to_owned(),
        (Verdict::Arrived | Verdict::Missing, Some(came)) => format!("没有到，来的是 {came}"),
        (Verdict::Arrived | Verdict::Missing, None) => "没有到".to_owned(),
    };
    let second = fault
        .second
        .as_ref()
        .map_or_else(|| "没有别的办法，必须改好".to_owned(), |second| format!("改好以前用 {second}"));
    format!("！{}（{}）{what}；{second}。", fault.key, fault.does)
}

/// Where a key usually gets lost, and the setting.
fn advice(fault: &Checked) -> &'static str {
    if fault.verdict == Verdict::InPieces {
        return "Esc 后面的字来得太晚：串口或网络太慢，或 tmux 的 escape-time、screen 的 maptimeout 太长，请设成10毫秒；PuTTY 查 终端-键盘。";
    }
    match fault.key {
        Key { code: Code::F(1), .. } => "GNOME 终端：首选项-快捷键，停用“内容”（F1帮助）。",
        Key { code: Code::F(4), .. } => {
            "输入法：rime 在 default.custom.yaml 的 switcher/hotkeys 里去掉 F4；fcitx5 在 全局选项 里清掉用到 F4 的快捷键。"
        }
        Key { code: Code::F(10), .. } => {
            "GNOME 终端：首选项-常规，停用“启用菜单快捷键（F10）”；xfce4 终端：首选项-高级，停用 F10 菜单。"
        }
        Key { code: Code::F(11), .. } => "窗口把 F11 用作全屏：在终端的快捷键里停用。",
        Key { code: Code::F(_), .. } => {
            "PuTTY：终端-键盘，功能键选 Xterm 216+，旧版选 ESC[n~；笔记本要按住 Fn；窗口管理器的快捷键里去掉这个键。"
        }
        Key { alt: true, .. } => {
            "xterm：资源设 XTerm*metaSendsEscape: true；GNOME 终端：首选项-快捷键，停用 Alt-数字换标签页；Windows 终端：设置-操作，去掉 Alt 组合。"
        }
        Key { code: Code::Char('b'), ctrl: true, .. } => {
            "tmux 把 Ctrl-B 用作前缀：公用终端不要开 tmux，或 set -g prefix C-a。"
        }
        Key { code: Code::Char('q'), ctrl: true, .. } => {
            "串口终端的流控收走了它：在终端设置里关掉 XON/XOFF。"
        }
        Key { code: Code::Char('n' | 't' | 'w'), ctrl: true, .. } => {
            "网页终端会被浏览器收走这个键：请换 OpenSSH、PuTTY 或 xterm。"
        }
        Key { ctrl: true, .. } => {
            "输入法或窗口的快捷键收走了它：fcitx5 在 全局选项、ibus 在 ibus-setup 的快捷键里去掉。"
        }
        Key { code: Code::Home | Code::End, .. } => "PuTTY：终端-键盘，Home 和 End 选 Standard。",
        Key { code: Code::Backspace, .. } => "PuTTY：终端-键盘，退格键选 Control-? (127)。",
        Key { code: Code::Up | Code::Down | Code::Left | Code::Right, .. } => {
            "终端类型不对：TERM 要和终端一致；PuTTY 的功能键选 Xterm 216+；输入法的候选窗开着时会收走方向键，先关掉再按。"
        }
        Key { .. } => "输入法开着时先切到英文再按一次；还不到，查终端的快捷键。",
    }
}
