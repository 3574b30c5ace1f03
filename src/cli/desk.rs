//! `xieban`: the desk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Args;
use super::{CliError, kiosk, panics, sample};
use crate::office::{Office, Presence, Printer, witnesses};
use crate::term::{Depth, Theme};
use crate::text::Metrics;
use crate::ui::{self, Options, RunError};

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    open(&store, Wishes::read(args)?)
}

/// How a desk is to be opened.
pub(super) struct Wishes {
    desk: String,
    theme: Theme,
    metrics: Option<Metrics>,
    out: Option<PathBuf>,
    print: Vec<String>,
    witness: Option<PathBuf>,
    kiosk: bool,
}

impl Wishes {
    /// Reads the desk's options; there may be no others.
    pub(super) fn read(mut args: Args) -> Result<Self, CliError> {
        let desk = args.desk("1号台")?;
        let theme = args.value::<String>("--theme")?.unwrap_or_else(|| "day".to_owned());
        let (wide, narrow) = (args.flag("--wide"), args.flag("--narrow"));
        let out = args.value::<PathBuf>("--out")?;
        let print = args.value::<String>("--print")?;
        let witness = args.value::<PathBuf>("--witness")?;
        let kiosk = args.flag("--kiosk");
        #[cfg(debug_assertions)]
        if args.falters() {
            crate::term::falter::arm().map_err(|error| CliError::Bad(error.to_string()))?;
        }
        args.end()?;
        let metrics = match (wide, narrow) {
            (true, _) => Some(Metrics::WIDE),
            (false, true) => Some(Metrics::NARROW),
            (false, false) => None,
        };
        let theme = themed(&theme, depth())?;
        let print = print.map_or(Ok(Vec::new()), |line| words(&line).ok_or_else(|| unclear(&line)))?;
        Ok(Self { desk, theme, metrics, out, print, witness, kiosk })
    }
}

/// Opens the desk on a store.
pub(super) fn open(store: &Path, wishes: Wishes) -> Result<(), CliError> {
    let folder = wishes.out.unwrap_or_else(|| store.with_extension("out"));
    let witnesses = wishes.witness.unwrap_or_else(|| witnesses(store));
    if wishes.kiosk {
        kiosk::lock_down()?;
        kiosk::inspect(store, &witnesses, &folder)?;
    }
    panics::report_beside(store);
    let office = Office::witnessed(store, &witnesses)?;
    // Where no lock can be had the desk works all the same, and a board says that no desk is there.
    let _present = Presence::hold(store).ok();
    let door = office.door()?;
    let practice = if door.settings.practice { sample::people(&door.staff) } else { Vec::new() };
    // Strangers' files go nowhere but where paper goes.
    let exports = if wishes.kiosk { folder.join("导出") } else { office.export_folder() };
    let options = Options {
        desk: wishes.desk,
        theme: wishes.theme,
        metrics: wishes.metrics,
        printer: Printer { command: wishes.print, ..Printer::folder(folder) },
        exports,
        practice,
        kiosk: wishes.kiosk,
    };
    ui::run(Arc::new(office), options).map_err(|error| match error {
        RunError::Store(error) => CliError::Store(error),
        RunError::Terminal(_) => CliError::Usage(error.to_string()),
        RunError::Line(_) => CliError::Bad(error.to_string()),
        RunError::Fault => CliError::Fault,
    })
}

/// A theme by its name, or a file laid over the one for its room.
pub(super) fn themed(name: &str, depth: Depth) -> Result<Theme, CliError> {
    if Theme::NAMES.contains(&name) {
        return Ok(Theme::bundled(name, depth));
    }
    let text = std::fs::read_to_string(name).map_err(|error| {
        CliError::Usage(format!("--theme 写 {} 或主题文件：{name}（{error}）。", Theme::NAMES.join("、")))
    })?;
    let (theme, mistakes) = Theme::with_file(&text, depth);
    match mistakes.is_empty() {
        true => Ok(theme),
        false => Err(CliError::Usage(format!("主题文件 {name} 有错：{}。", mistakes.join("；")))),
    }
}

pub(super) fn depth() -> Depth {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    match () {
        () if !set("NO_COLOR").is_empty() => Depth::None,
        () if matches!(set("COLORTERM").as_str(), "truecolor" | "24bit") => Depth::True,
        () if set("TERM").contains("256color") => Depth::Many,
        () => Depth::Sixteen,
    }
}

fn unclear(line: &str) -> CliError {
    CliError::Usage(format!(
        "--print 的命令写得不对：{line}。参数带空格的加引号，如 --print \"lp -d '一楼 打印机'\"。"
    ))
}

/// A command line as a program and its arguments: divided at blanks, save within quotes of either kind. No shell sees it.
/// `None` where a quote is not closed, or nothing is there.
fn words(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote): (Vec<String>, Option<String>, Option<char>) =
        (Vec::new(), None, None);
    for c in line.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if c == '\'' || c == '"' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            Some(_) | None => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (quote.is_none() && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_command_is_divided_at_blanks_and_quotes_hold_a_blank() {
        let said = |line: &str| words(line).map(|words| words.join("|"));
        assert_eq!(said("lp -d HP").as_deref(), Some("lp|-d|HP"));
        assert_eq!(said("  lp  -d 'HP 一楼' -o \"a 'b'\" ''").as_deref(), Some("lp|-d|HP 一楼|-o|a 'b'|"));
        assert_eq!(said("lp -t$(id)*;\\ x").as_deref(), Some("lp|-t$(id)*;\\|x"), "nothing of a shell");
        assert_eq!((said("lp 'HP"), said("  "), said("")), (None, None, None));
    }
}
