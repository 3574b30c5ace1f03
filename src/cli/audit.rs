//! `xieban audit`: is the store what it says? Exit 1 and the first bad page if not.

use super::CliError;
use super::args::Args;
use super::out::say;
use crate::office::Lookout;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    args.end()?;
    let audit = Lookout::open(&store)?.audit()?;
    match audit.finding {
        None => say(&format!("台账核对无误：共{}页，末页校验码 {}", audit.pages, audit.head)),
        Some(finding) => {
            Err(CliError::Bad(format!("台账有问题：{finding}。核对到第{}页为止无误。", audit.pages)))
        }
    }
}
