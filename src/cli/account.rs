//! Who a writing command works as: an account and its PIN, or on a practice store the account alone.

use xieban_domain::command::Command;
use xieban_domain::refusal::Refusal;
use xieban_office::{ActError, AskError, Done, Lookout, Office, Query, Session, SignInError, run_id};
use xieban_term::ask_secret;

use super::CliError;

/// A new PIN from whoever sits at the terminal, typed twice because nobody sees it; nothing where nobody sits there.
pub(super) fn new_pin() -> Result<Option<String>, CliError> {
    let Some(pin) = ask_secret("新密码") else { return Ok(None) };
    match ask_secret("新密码再输一次") {
        Some(again) if again == pin => Ok(Some(pin)),
        Some(_) | None => {
            Err(CliError::Usage("两次输入的新密码不一样，什么也没有改，请再运行一次。".to_owned()))
        }
    }
}

/// A session of this account, or why there is none.
pub(super) fn session(
    office: &Office,
    (code, pin): (Option<String>, Option<String>),
    desk: &str,
) -> Result<Session, CliError> {
    let practice = office.header()?.settings.practice;
    // Whoever sits at a terminal is asked for what he has not given.
    let owes = code.is_some() && !practice;
    let pin = pin.or_else(|| if owes { ask_secret("密码") } else { None });
    let signed = match (code, pin) {
        (Some(code), Some(pin)) => office.sign_in(&code, &pin, desk, false),
        (Some(code), None) if practice => office.practise(&code, desk),
        (_, None) | (None, Some(_)) => {
            return Err(CliError::Usage("须给 --as 代码，正式库同时给 --pin-fd 描述符。".to_owned()));
        }
    };
    signed.map_err(|error| CliError::Bad(error.to_string()))
}

/// A session of the second person, where one is named: by his PIN, or on a practice store by his code alone.
pub(super) fn second(
    office: &Office,
    named: Option<&(String, String)>,
    desk: &str,
) -> Result<Option<Session>, CliError> {
    let Some((code, pin)) = named else { return Ok(None) };
    let signed = match pin.is_empty() && office.header()?.settings.practice {
        true => office.practise(code, desk),
        false => office.countersigner(code, pin, desk),
    };
    signed.map(Some).map_err(|error| CliError::Bad(format!("第二人：{error}")))
}

/// Proves who looks, if it is said who does.
pub(super) fn prove(office: &mut Lookout, code: Option<&str>, pin: Option<&str>) -> Result<(), CliError> {
    let Some(code) = code else { return Ok(()) };
    office.prove(code, pin).map_err(|error| match error {
        SignInError::PinNeeded => CliError::Usage("正式库的 --as 须同时给 --pin-fd。".to_owned()),
        SignInError::Wrong
        | SignInError::Wait { .. }
        | SignInError::MustChange
        | SignInError::Refused(_)
        | SignInError::Store(_) => CliError::Bad(error.to_string()),
    })
}

/// Holds whoever looks to what his roles may see.
pub(super) fn may_see(office: &mut Lookout, code: Option<&str>, query: &Query) -> Result<(), CliError> {
    let Some(code) = code else { return Ok(()) };
    office.may_ask(code, query).map_err(|error| match error {
        AskError::Refused(refusal) => refused(&refusal),
        AskError::Store(error) => CliError::Store(error),
    })
}

/// Asks for one thing, under a request id of its own.
pub(super) fn ask_for(office: &Office, session: &Session, command: &Command) -> Result<Done, CliError> {
    ask_for_with(office, session, command, None)
}

/// The same with a second person beside him.
pub(super) fn ask_for_with(
    office: &Office,
    session: &Session,
    command: &Command,
    second: Option<&Session>,
) -> Result<Done, CliError> {
    office.act_with(session, &request(), command, second).map_err(told)
}

/// The id of a request that a command line makes.
pub(super) fn request() -> String {
    format!("cli-{}", run_id())
}

/// Why something that was asked for is not done.
pub(super) fn told(error: ActError) -> CliError {
    match error {
        ActError::Refused(refusal) => refused(&refusal),
        error @ (ActError::RequestReused | ActError::Store(_)) => CliError::Bad(error.to_string()),
    }
}

/// A refusal with what it rests on.
fn refused(refusal: &Refusal) -> CliError {
    CliError::Bad(refusal.to_string())
}
