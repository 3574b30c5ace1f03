//! Paper: sheets as text files in the configured folder, or piped to a configured command. No shell, and no name that anybody typed.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where paper goes.
#[derive(Debug, Clone)]
pub enum Printer {
    /// Text files in this folder.
    Folder(PathBuf),
    /// This command with these arguments; each sheet on its standard input.
    Command(Vec<String>),
}

/// Why nothing came out.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The folder cannot be written.
    #[error("单子写不到{}（{why}），请换出单目录或腾出空间。", .folder.display())]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// The command failed.
    #[error("打印命令没有成功（{0}），请检查打印机。")]
    Command(String),
}

/// Prints sheets, each a name and its text; gives where they went.
pub fn print(sheets: &[(String, String)], printer: &Printer) -> Result<Vec<PathBuf>, PrintError> {
    match printer {
        Printer::Folder(folder) => {
            let failed = |why| PrintError::Folder { folder: folder.clone(), why };
            fs::create_dir_all(folder).map_err(failed)?;
            let write = |(name, text): &(String, String)| write(folder, name, text).map_err(failed);
            sheets.iter().map(write).collect()
        }
        Printer::Command(line) => {
            let Some((program, arguments)) = line.split_first() else {
                return Err(PrintError::Command("没有设置".to_owned()));
            };
            for (_, text) in sheets {
                pipe(program, arguments, text)?;
            }
            Ok(vec![PathBuf::from(program); sheets.len()])
        }
    }
}

/// Writes under another name first, then renames: half a sheet never stands there.
fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<PathBuf> {
    let path = folder.join(name);
    let fresh = folder.join(format!(".{name}.{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n")).and_then(|()| file.sync_all())?;
    fs::rename(&fresh, &path)?;
    File::open(folder)?.sync_all()?;
    Ok(path)
}

fn pipe(program: &str, arguments: &[String], text: &str) -> Result<(), PrintError> {
    let failed = |error: std::io::Error| PrintError::Command(error.to_string());
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).and_then(|()| input.write_all(b"\n")).map_err(failed)?;
    }
    let status = child.wait().map_err(failed)?;
    match status.success() {
        true => Ok(()),
        false => Err(PrintError::Command(status.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_become_whole_files_of_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let out = print(
            &[("2026-1-协办单.txt".to_owned(), "甲".to_owned())],
            &Printer::Folder(folder.path().join("out")),
        )
        .unwrap();
        assert_eq!(fs::read_to_string(&out[0]).unwrap(), "甲\n");
        assert_eq!(fs::metadata(&out[0]).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 1, "nothing half-made is left");
    }

    #[test]
    fn a_command_gets_each_sheet_and_its_failure_is_told() {
        let sheet = [("a".to_owned(), "甲".to_owned())];
        assert!(print(&sheet, &Printer::Command(vec!["cat".to_owned()])).is_ok());
        assert!(print(&sheet, &Printer::Command(vec!["false".to_owned()])).is_err());
        assert!(print(&sheet, &Printer::Command(vec!["/no/such/printer".to_owned()])).is_err());
    }
}
