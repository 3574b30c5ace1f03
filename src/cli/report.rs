//! `xieban report`: 协办工作月（季）报表 of a period, on paper or as a file, with the cases behind it where they are asked for.
//! What the asker may not see is not in it. A file is there whole or not at all.

use std::borrow::Cow;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use signal_hook::consts::{SIGINT, SIGTERM};
use xieban_domain::figures::{Period, PeriodKind};
use xieban_domain::roster::Quarter;
use xieban_domain::staff::StaffCode;
use xieban_forms::{ReportPaper, Sheet, report};
use xieban_office::{AtomicFile, Export, FiguresView, FileType, Header, Lookout, OutError, Query};

use super::CliError;
use super::account::{may_see, prove};
use super::args::Args;
use super::opening;
use super::out::{ProgressLine, say};

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let period = period(&mut args)?;
    let out = args.value::<PathBuf>("--out")?;
    let cases = args.flag("--cases");
    let (code, pin) = args.account()?;
    let store = args.store()?;
    args.end()?;
    let kind = out.as_deref().map(kind).transpose()?;
    if cases && !matches!(kind, Some(FileKind::Table(_))) {
        return Err(CliError::Usage("--cases 同 --out 一起写，文件名以 .xlsx 或 .csv 结尾。".to_owned()));
    }
    let mut office = opening::lookout(&store)?;
    prove(&mut office, code.as_deref(), pin.as_deref())?;
    if cases {
        may_see(&mut office, code.as_deref(), &Query::Find(String::new()))?;
    }
    let who = code.map(|code| StaffCode(code.trim().to_uppercase()));
    let (header, figures) = (office.header()?, office.figures(who.as_ref(), period)?);
    match (out, kind) {
        (Some(place), Some(FileKind::Table(ending))) => {
            let cases = cases.then_some(period);
            let sheets = figures.tables(&header, office.facts());
            let export = Export { name: String::new(), ending, sheets, cases };
            table(&mut office, &export, &place)
        }
        (Some(place), _) => text(&place, &sheets(&figures, &header, &office)),
        (None, _) => say(&sheets(&figures, &header, &office)),
    }
}

/// What a file's name asks for.
#[derive(Clone, Copy)]
enum FileKind {
    Table(FileType),
    Text,
}

fn kind(place: &Path) -> Result<FileKind, CliError> {
    let ending = place.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("xlsx") => Ok(FileKind::Table(FileType::Xlsx)),
        Some("csv") => Ok(FileKind::Table(FileType::Csv)),
        Some("txt") => Ok(FileKind::Text),
        Some(_) | None => Err(CliError::Usage("--out 的文件名以 .xlsx、.csv 或 .txt 结尾。".to_owned())),
    }
}

/// Exactly one way to say which days.
fn period(args: &mut Args) -> Result<Period, CliError> {
    let (month, year) = (args.value::<String>("--month")?, args.value::<String>("--year")?);
    let quarter = args.value::<Quarter>("--quarter")?;
    let (from, to) = (args.value::<String>("--from")?, args.value::<String>("--to")?);
    let day = |text: &str, option: &str, shape: &str| {
        let wrong = || CliError::Usage(format!("{option} 写作{shape}。"));
        text.parse::<NaiveDate>()
            .ok()
            .filter(|day| SENSIBLE.contains(&chrono::Datelike::year(day)))
            .ok_or_else(wrong)
    };
    match (month, quarter, year, from, to) {
        (Some(month), None, None, None, None) => {
            Ok(Period::of(PeriodKind::Month, day(&format!("{month}-01"), "--month", "2026-11")?))
        }
        (None, Some(quarter), None, None, None) => Ok(Period::of(PeriodKind::Quarter, quarter.first())),
        (None, None, Some(year), None, None) => {
            Ok(Period::of(PeriodKind::Year, day(&format!("{year}-01-01"), "--year", "2026")?))
        }
        (None, None, None, Some(from), Some(to)) => {
            let (from, to) = (day(&from, "--from", "2026-11-01")?, day(&to, "--to", "2026-11-30")?);
            Period::days(from, to)
                .ok_or_else(|| CliError::Usage("--from 的日期不能在 --to 之后。".to_owned()))
        }
        (_, _, _, _, _) => Err(CliError::Usage(
            "报表须写期间，只写一种：--month、--quarter、--year，或 --from 和 --to。".to_owned(),
        )),
    }
}

/// Years that an office can have worked in.
const SENSIBLE: std::ops::RangeInclusive<i32> = 1949..=2200;

/// Both copies.
fn sheets(figures: &FiguresView, header: &Header, office: &Lookout) -> String {
    let (overdue, led) = (figures.overdue(header), figures.led(header, office.facts()));
    let signed = figures.signed.as_ref();
    // What was signed names the office and its head as they were called then.
    let settings = signed.map_or(Cow::Borrowed(&header.settings), |signed| header.settings.as_at(signed.at));
    let staff = signed.map_or(Cow::Borrowed(&header.staff), |signed| header.staff.as_at(signed.at));
    let signed = signed.map(|signed| (staff.name(&signed.by), signed.at.date(), signed.code.as_str()));
    let paper = ReportPaper {
        period: figures.period,
        now: &figures.now,
        before: &figures.before,
        overdue: overdue.as_deref(),
        led: &led,
        signed,
        issued: header.now.date(),
        settings: &settings,
    };
    report(&paper).iter().map(Sheet::text).collect::<Vec<_>>().join("\n\n")
}

fn text(place: &Path, text: &str) -> Result<(), CliError> {
    let written = AtomicFile::begin(place).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.keep()
    });
    let failed = |why| OutError::Place { place: place.to_owned(), why };
    done(&written.map_err(|why| CliError::Bad(failed(why).to_string()))?)
}

fn table(office: &mut Lookout, export: &Export, place: &Path) -> Result<(), CliError> {
    let cancelled = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        let heard = signal_hook::flag::register(signal, Arc::clone(&cancelled));
        heard.map_err(|error| CliError::Bad(format!("系统不让收取消信号（{error}）。")))?;
    }
    let mut step = ProgressLine::new();
    let written = office.export(export, place, &mut |done, of| {
        if export.cases.is_some() && of > 0 {
            step.say(&format!("正在导出 {}%（{done} / {of} 件），Ctrl-C 取消", done * 100 / of));
        }
        !cancelled.load(Ordering::Relaxed)
    });
    step.end();
    match written {
        Ok(file) => done(&file),
        Err(OutError::Store(error)) => Err(CliError::Store(error)),
        Err(error @ (OutError::Export(_) | OutError::Place { .. })) => Err(CliError::Bad(error.to_string())),
    }
}

fn done(file: &Path) -> Result<(), CliError> {
    say(&format!("已写好：{}", file.display()))
}
