//! A small disk that can really be full.

use std::path::Path;
use std::process::{Command, Stdio};

/// Does this on a disk of so many megabytes; says so and does nothing where none may be mounted.
pub fn on_small_disk(megabytes: usize, work: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
        .arg(folder.path())
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        println!("跳过：不能挂载小盘");
        return;
    }
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(folder.path())));
    Command::new("umount").arg("-l").arg(folder.path()).status().unwrap();
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}
