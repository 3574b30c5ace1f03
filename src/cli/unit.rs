//! `xieban unit`: the other units as the office knows them. All of it is for the public.

use serde_json::{Value, json};
use xieban_domain::catalogue::{Catalogue, Unit, UnitId};
use xieban_domain::moment::Moment;
use xieban_domain::units::Units;
use xieban_office::Header;

use super::CliError;
use super::args::Args;
use super::opening;
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let json = args.flag("--json");
    let store = args.store()?;
    let (verb, id) = (args.word()?, args.word()?);
    args.end()?;
    let wanted = match (verb.as_deref(), id) {
        (Some("list"), None) => None,
        (Some("show"), Some(id)) => Some(UnitId(id.to_uppercase())),
        (Some("show"), None) => return Err(CliError::Usage("unit show 后面要写单位代码。".to_owned())),
        (Some("list"), Some(other)) => return Err(CliError::Usage(format!("不认识“{other}”。"))),
        (Some(_) | None, _) => return Err(CliError::Usage("unit 后面写 list 或 show。".to_owned())),
    };
    let mut office = opening::lookout(&store)?;
    let (header, now, catalogue) = (office.header()?, office.now()?, office.facts().catalogue);
    if let Some(id) = wanted {
        let known = catalogue.unit_in(&id, header.settings.era).map(|(id, _)| id);
        let unit = known.as_ref().and_then(|id| catalogue.unit(id));
        let (id, unit) = known.as_ref().zip(unit).ok_or_else(|| {
            CliError::Bad("单位目录里没有这个单位，请用 xieban unit list 查代码。".to_owned())
        })?;
        return print(&public(id, unit, &header, catalogue, now), json);
    }
    for (id, unit) in &catalogue.units {
        let id = UnitId(id.clone());
        if unit.name(header.settings.era).is_some() {
            print(&public(&id, unit, &header, catalogue, now), json)?;
        }
    }
    Ok(())
}

fn public(id: &UnitId, unit: &Unit, header: &Header, catalogue: &Catalogue, now: Moment) -> Value {
    let era = header.settings.era;
    let facts = header.units.of(id, era, catalogue);
    let fact = |fact: &String| (!fact.is_empty()).then(|| fact.clone());
    let trust = Units::trust(facts, now.date());
    json!({
        "unit": id,
        "name": catalogue.unit_name(id, era),
        "remit": unit.remit,
        "hotline": unit.hotline,
        "address": facts.and_then(|facts| fact(&facts.address)),
        "phone": facts.and_then(|facts| fact(&facts.phone)),
        "officer": facts.and_then(|facts| fact(&facts.officer)),
        "bring": facts.and_then(|facts| fact(&facts.bring)),
        "verified_on": facts.map(|facts| facts.at.date().to_string()),
        "verified_by": facts.map(|facts| facts.by.clone()),
        "doubtful": trust.is_doubtful(),
        "trust": trust.text(),
    })
}

fn print(value: &Value, json: bool) -> Result<(), CliError> {
    if json {
        return say(&value.to_string());
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let columns = ["unit", "name", "address", "phone", "officer", "bring", "trust"].map(text);
    say(&columns.into_iter().filter(|column| !column.is_empty()).collect::<Vec<_>>().join("  "))
}
