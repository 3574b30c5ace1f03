//! `xieban staff list`: who works here, as the public notice has it.

use serde_json::json;

use super::CliError;
use super::args::Args;
use super::out::say;
use crate::office::Lookout;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let json = args.flag("--json");
    let store = args.store()?;
    let verb = args.word()?;
    args.end()?;
    if verb.as_deref() != Some("list") {
        return Err(CliError::Usage("staff 后面写 list。".to_owned()));
    }
    let door = Lookout::open(&store)?.door()?;
    for staff in door.staff.active() {
        let roles: Vec<&str> = staff.roles.iter().map(|role| role.name()).collect();
        say(&match json {
            true => json!({
                "code": staff.code, "name": staff.name, "post": staff.post, "roles": roles,
                "established": staff.established, "officer": staff.may_be_officer(), "leader": staff.may_lead(),
            })
            .to_string(),
            false => format!("{}  {}  {}  {}", staff.code, staff.name, staff.post, roles.join("、")),
        })?;
    }
    Ok(())
}
