//! `xieban recover`: the sealed code makes somebody an administrator again; or an administrator has a new one made.

use xieban_office::{StorePlace, sealed_sheet, witnesses};
use xieban_term::ask_secret;

use super::CliError;
use super::account::{new_pin, session};
use super::args::{Args, pin_from};
use super::opening;
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let (store, desk) = (args.store()?, args.desk("批量")?);
    let account = args.account()?;
    if args.flag("--make") {
        args.end()?;
        let office = opening::office(&store)?;
        let session = session(&office, account, &desk)?;
        let code = office.make_recovery_code(&session).map_err(|error| CliError::Bad(error.to_string()))?;
        let place = StorePlace::of(&store, &witnesses(&store));
        return say(&place.named_in(&sealed_sheet(&office.header()?.settings.office, &code)));
    }
    let code = args.value::<u32>("--code-fd")?.map(pin_from).transpose()?;
    let new = args.value::<u32>("--new-fd")?.map(pin_from).transpose()?;
    let staff = args.word()?.ok_or_else(|| CliError::Usage("recover 后面要写人员代码。".to_owned()))?;
    args.end()?;
    let wrong = || CliError::Usage("须给 --code-fd 恢复码、--new-fd 新密码，或者在终端里运行。".to_owned());
    if account != (None, None) {
        return Err(wrong());
    }
    let code = code.or_else(|| ask_secret("恢复码")).ok_or_else(wrong)?;
    let new = match new {
        Some(new) => new,
        None => new_pin()?.ok_or_else(wrong)?,
    };
    let done = opening::office(&store)?.recover(&code, &staff, &new, &desk);
    let done = done.map_err(|error| CliError::Bad(error.to_string()))?;
    let place = StorePlace::of(&store, &witnesses(&store));
    say(&place.named_in(&format!(
        "{}现在是系统管理员，初始密码已设，签到时先更换；记在第{}页。这个恢复码已作废，请签到后另做一个（xieban recover --make --as 代码）。",
        staff.trim().to_uppercase(),
        done.first
    )))
}
