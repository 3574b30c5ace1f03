//! `xieban`: the desk; where there is no store yet, the set-up first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use xieban_office::{
    CompiledFacts, DeskPresence, FoundingSite, Office, OpenError, Printer, SheetIndex, StoreError,
    read_ordinary, witnesses,
};
use xieban_term::{Depth, Keyboard, Theme};
use xieban_text::Metrics;
use xieban_ui::setup::{self, Ended};
use xieban_ui::{self as ui, Options, TerminalLine};

use super::args::Args;
use super::{CliError, kiosk, opening, panics, sample};

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let wishes = Wishes::read(args)?;
    match wishes.opened(&store) {
        // Where strangers pass by nothing is founded.
        Err(CliError::Open(OpenError::Store(StoreError::Missing(_))))
            if TerminalLine::is_there() && !wishes.kiosk =>
        {
            begin(&store, wishes)
        }
        opened => at_work(opened?, &store, wishes, None),
    }
}

/// 首次设置 where there is no store yet; then the desk, on the same line.
fn begin(store: &Path, wishes: Wishes) -> Result<(), CliError> {
    let ground = FoundingSite::claim(store, &wishes.witnesses(store))?;
    let facts = CompiledFacts::beside(store).map_err(OpenError::from)?;
    let mut line = wishes.line()?;
    let place = store.display().to_string();
    match setup::set_up(&mut line, ground, facts, place)? {
        Ended::Left => Ok(()),
        Ended::Founded => at_work(wishes.opened(store)?, store, wishes, Some(line)),
        Ended::Practice => {
            let practice = beside(store);
            super::demo::make(&practice)?;
            panics::report_beside(&practice);
            at_work(opening::office(&practice)?, &practice, wishes, Some(line))
        }
    }
}

/// Where a practice store lies beside one that is not there yet.
fn beside(store: &Path) -> PathBuf {
    let stem = store.file_stem().unwrap_or_default().to_string_lossy();
    store.with_file_name(format!("{stem}-练习.redb"))
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
    /// 演练课程 comes up at the sign-in.
    course: bool,
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
        if args.injects_faults() {
            xieban_term::fault_injection::arm().map_err(|error| CliError::Bad(error.to_string()))?;
        }
        args.end()?;
        let metrics = match (wide, narrow) {
            (true, _) => Some(Metrics::WIDE),
            (false, true) => Some(Metrics::NARROW),
            (false, false) => None,
        };
        let theme = themed(&theme, depth())?;
        let print = print.map_or(Ok(Vec::new()), |line| words(&line).ok_or_else(|| unclear(&line)))?;
        Ok(Self { desk, theme, metrics, out, print, witness, kiosk, course: false })
    }

    /// With 演练课程 from the sign-in on, or without.
    pub(super) fn with_course(self, course: bool) -> Self {
        Self { course, ..self }
    }

    /// Takes the terminal.
    fn line(&self) -> Result<TerminalLine, CliError> {
        let keyboard = if self.kiosk { Keyboard::Kiosk } else { Keyboard::Plain };
        Ok(TerminalLine::take(self.theme.clone(), self.metrics, keyboard)?)
    }

    fn witnesses(&self, store: &Path) -> PathBuf {
        self.witness.clone().unwrap_or_else(|| witnesses(store))
    }

    fn out(&self, store: &Path) -> PathBuf {
        self.out.clone().unwrap_or_else(|| store.with_extension("out"))
    }

    /// The office at `store`, as safely as is wished.
    fn opened(&self, store: &Path) -> Result<Office, CliError> {
        let witnesses = self.witnesses(store);
        if self.kiosk {
            kiosk::lock_down()?;
            kiosk::inspect(store, &witnesses, &self.out(store))?;
        }
        panics::report_beside(store);
        Ok(opening::witnessed(store, &witnesses)?)
    }
}

/// Opens the desk on a store.
pub(super) fn open(store: &Path, wishes: Wishes) -> Result<(), CliError> {
    at_work(wishes.opened(store)?, store, wishes, None)
}

/// The desk of an open office, on a line that is held already or a new one.
fn at_work(office: Office, store: &Path, wishes: Wishes, line: Option<TerminalLine>) -> Result<(), CliError> {
    // Where no lock can be had the desk works all the same, and a board says that no desk is there.
    let _present = DeskPresence::hold(store).ok();
    let header = office.header()?;
    let practice = if header.settings.practice { sample::people(&header.staff) } else { Vec::new() };
    let line = line.map_or_else(|| wishes.line(), Ok)?;
    let folder = wishes.out(store);
    let index = SheetIndex::beside(store);
    // What cannot be noted is found at the next opening.
    index.adopt(&folder, folder == store.with_extension("out")).ok();
    // Strangers' files go nowhere but where paper goes.
    let exports = if wishes.kiosk { folder.join("导出") } else { office.export_folder() };
    let options = Options {
        desk: wishes.desk,
        printer: Printer { command: wishes.print, index: Some(index), ..Printer::folder(folder) },
        exports,
        practice,
        kiosk: wishes.kiosk,
        course: wishes.course,
    };
    Ok(ui::run(line, Arc::new(office), options)?)
}

/// A theme by its name, or a file laid over the one for its room.
pub(super) fn themed(name: &str, depth: Depth) -> Result<Theme, CliError> {
    if Theme::NAMES.contains(&name) {
        return Ok(Theme::bundled(name, depth));
    }
    let text = read_ordinary(Path::new(name)).map_err(|error| {
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
