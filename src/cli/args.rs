//! Arguments, with wrong use told in Chinese.

use std::ffi::OsString;
use std::io::{BufRead as _, Read as _};
use std::path::PathBuf;
use std::str::FromStr;

use chrono::NaiveDate;
use xieban_domain::staff::AppointingPaper;
use xieban_domain::visitor::LONGEST_LINE;
use xieban_office::{Consent, StorePlace, place_of, witnesses};
use xieban_words::sanitise;

use super::CliError;

/// No PIN is longer, in bytes.
const LONGEST_PIN: u64 = 1024;

/// The arguments that are left.
pub(super) struct Args {
    left: Vec<OsString>,
}

impl Args {
    pub(super) const fn new(left: Vec<OsString>) -> Self {
        Self { left }
    }

    /// The command: the first argument, unless it is an option of the desk.
    pub(super) fn command(&mut self) -> Result<Option<String>, CliError> {
        match self.left.first().map(|first| text(first.clone())).transpose()? {
            Some(first) if !first.starts_with('-') => {
                self.left.remove(0);
                Ok(Some(first))
            }
            Some(_) | None => Ok(None),
        }
    }

    /// Is this flag there?
    pub(super) fn flag(&mut self, name: &str) -> bool {
        let at = self.left.iter().position(|argument| argument == name);
        at.map(|at| self.left.remove(at)).is_some()
    }

    /// The value of this option, if it is there.
    pub(super) fn value<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, CliError> {
        let Some(at) = self.left.iter().position(|argument| argument == name) else { return Ok(None) };
        self.left.remove(at);
        if self.left.get(at).is_none_or(|value| value.to_string_lossy().starts_with("--")) {
            return Err(CliError::Usage(format!("{name} 后面要写值。")));
        }
        let value = text(self.left.remove(at))?;
        value.parse().map(Some).map_err(|_| CliError::Usage(format!("{name} 不能是“{value}”。")))
    }

    /// The next argument that is no option.
    pub(super) fn word(&mut self) -> Result<Option<String>, CliError> {
        let at = self.left.iter().position(|argument| !argument.to_string_lossy().starts_with("--"));
        at.map(|at| text(self.left.remove(at))).transpose()
    }

    /// `--as`, and the PIN that comes in by `--pin-fd`.
    pub(super) fn account(&mut self) -> Result<(Option<String>, Option<String>), CliError> {
        let code = self.value("--as")?;
        let pin = self.value::<u32>("--pin-fd")?.map(pin_from).transpose()?;
        Ok((code, pin))
    }

    /// The second person (`--second`, with the PIN that comes in by `--second-pin-fd`), and the paper that says what is to be.
    pub(super) fn consent(&mut self) -> Result<Consent, CliError> {
        let second = self.second()?;
        let paper = match (
            self.value::<String>("--paper")?,
            self.value::<NaiveDate>("--paper-date")?,
            self.value::<String>("--approved-by")?,
        ) {
            (Some(number), Some(date), Some(approved_by)) => {
                Some(AppointingPaper { number, date, approved_by })
            }
            (None, None, None) => None,
            _ => {
                let how = "--paper 文号、--paper-date 日期、--approved-by 批准人 要一起给。";
                return Err(CliError::Usage(how.to_owned()));
            }
        };
        Ok(Consent { second, paper })
    }

    /// The second person, without a paper.
    pub(super) fn second(&mut self) -> Result<Option<(String, String)>, CliError> {
        let code = self.value::<String>("--second")?;
        let pin = self.value::<u32>("--second-pin-fd")?.map(pin_from).transpose()?;
        match (code, pin) {
            (None, None) => Ok(None),
            (Some(code), pin) => Ok(Some((code, pin.unwrap_or_default()))),
            (None, Some(_)) => Err(CliError::Usage("--second-pin-fd 要同 --second 代码 一起给。".to_owned())),
        }
    }

    /// What this terminal is called on every page.
    pub(super) fn desk(&mut self, otherwise: &str) -> Result<String, CliError> {
        let named = self.value::<String>("--desk")?.unwrap_or_else(|| otherwise.to_owned());
        Some(stored(&named))
            .filter(|name| !name.is_empty())
            .ok_or_else(|| CliError::Usage("--desk 是本终端的名称，不能空，也不能太长。".to_owned()))
    }

    /// Is this program to break when it is told to (`term::fault_injection`)? It is no option of a released one.
    #[cfg(debug_assertions)]
    pub(super) fn injects_faults(&mut self) -> bool {
        self.flag("--inject-fault")
    }

    /// The store: `--store`, the environment, or the usual place; where it truly lies.
    pub(super) fn store(&mut self) -> Result<PathBuf, CliError> {
        let named = self.value::<PathBuf>("--store")?;
        let set = std::env::var_os("XIEBAN_STORE").filter(|path| !path.is_empty()).map(PathBuf::from);
        Ok(place_of(&named.or(set).unwrap_or_else(|| PathBuf::from("xieban.redb"))))
    }

    /// Where the store and its witness are said to lie, if that can be told.
    pub(super) fn place(mut self) -> Option<StorePlace> {
        let store = self.store().ok()?;
        let witness = self.value::<PathBuf>("--witness").ok()?;
        Some(StorePlace::of(&store, &witness.unwrap_or_else(|| witnesses(&store))))
    }

    /// Nothing may be left.
    pub(super) fn end(self) -> Result<(), CliError> {
        match self.left.first() {
            None => Ok(()),
            Some(other) => Err(CliError::Usage(format!("不认识“{}”。", other.to_string_lossy()))),
        }
    }
}

fn text(argument: OsString) -> Result<String, CliError> {
    argument.into_string().map_err(|_| CliError::Usage("参数须是UTF-8文字。".to_owned()))
}

/// A name in its stored form; empty where nothing of it may be shown, or where it is too long for a sheet.
pub(super) fn stored(typed: &str) -> String {
    let name = sanitise::line(typed, LONGEST_LINE * 4).trim().to_owned();
    if name.chars().count() > LONGEST_LINE { String::new() } else { name }
}

/// A PIN from an open file descriptor: its first line.
pub(super) fn pin_from(descriptor: u32) -> Result<String, CliError> {
    let unread = |_| CliError::Usage(format!("读不到 --pin-fd {descriptor}。"));
    let file = std::fs::File::open(format!("/proc/self/fd/{descriptor}")).map_err(unread)?;
    let mut line = String::new();
    std::io::BufReader::new(file.take(LONGEST_PIN)).read_line(&mut line).map_err(unread)?;
    Ok(line.trim().to_owned())
}
