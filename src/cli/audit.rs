//! `xieban audit`: is the store what it says, and what was witnessed and printed of it? Exit 1 and the first bad page if not.

use xieban_domain::moment::paper_date;
use xieban_domain::sealed::Seal;
use xieban_office::Lookout;

use super::CliError;
use super::args::Args;
use super::opening;
use super::out::{ProgressLine, say};

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let (deep, printed) = (args.flag("--deep"), args.value::<String>("--head")?);
    let store = args.store()?;
    args.end()?;
    let printed = printed.as_deref().map(read).transpose()?;
    let bad = |what: String| CliError::Bad(format!("台账有问题：{what}。"));
    if deep && !Lookout::sound(&store)? {
        return Err(bad("文件内部有损坏，已尽力修复，请再核对一次并取备份对照".to_owned()));
    }
    let mut office = opening::lookout(&store)?;
    let mut step = ProgressLine::new();
    let audit = office.audit_heard(&mut |so_far| {
        step.say(&match so_far.page < so_far.last {
            true => format!("核对到第{}页，共{}页", so_far.page, so_far.last),
            false => format!("各页核对完，共{}页；正在核对派生表", so_far.page),
        });
    })?;
    step.end();
    let sound = audit.sound();
    if let Some(finding) = audit.finding {
        return Err(bad(match sound {
            0 => finding.to_string(),
            sound => format!("{finding}。核对到第{sound}页为止无误"),
        }));
    }
    if let Some((page, hash)) = printed
        && !office.proves(page, hash)?
    {
        return Err(bad(format!("第{page}页和当时印出的校验码不符，有人改过台账")));
    }
    let witnessed = match (audit.witnessed, audit.unreachable) {
        (Some(page), _) => format!("见证到第{page}页"),
        (None, true) => "见证读不到，没有和它核对，请看见证目录".to_owned(),
        (None, false) => "没有见证".to_owned(),
    };
    say(&format!("台账核对无误：共{}页，{witnessed}", audit.pages))?;
    if let Some(doubt) = office.clock_doubt()? {
        say(&format!("！{doubt}，请核对今天的日期；改对或核定以前台账只能查看"))?;
    }
    // As under the day's log, and as `--head` takes it.
    let days = office.day_of(audit.pages)?.map_or(String::new(), |date| format!("（{}）", paper_date(date)));
    say(&format!("台账校验码{days} {}:{}", audit.pages, audit.head))
}

/// A printed head: `1180:b3b0…`.
fn read(text: &str) -> Result<(u64, Seal), CliError> {
    let wrong = || CliError::Usage("--head 写作 页码:校验码，照日志下面印的抄。".to_owned());
    let (page, hash) = text.split_once([':', '：']).ok_or_else(wrong)?;
    Ok((page.trim().parse().map_err(|_| wrong())?, hash.trim().parse().map_err(|_| wrong())?))
}
