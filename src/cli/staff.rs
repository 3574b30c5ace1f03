//! `xieban staff`: who works here, as the public notice has it; and an entry of the directory filled in or changed.
//!
//! Mobiles are for the colleagues: without an account only what the office tells everybody about its desk.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::Reason;
use xieban_domain::staff::{Directory, Rank, Role, Staff, StaffCode};
use xieban_office::ActError;
use xieban_office::photo::{self, PhotoError};

use super::CliError;
use super::account::{ask_for_with, prove, request, second, session, told};
use super::args::{Args, pin_from};
use super::opening;
use super::out::say;

/// What every verb is given.
struct Arguments {
    json: bool,
    account: (Option<String>, Option<String>),
    store: PathBuf,
}

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let asked = Arguments { json: args.flag("--json"), account: args.account()?, store: args.store()? };
    match args.word()?.as_deref() {
        Some("list") => list(args, asked),
        Some("show") => show(args, asked),
        Some("keep") => keep(args, asked),
        Some("photo") => keep_photo(args, asked),
        Some("pin") => pin(args, asked),
        Some(_) | None => Err(CliError::Usage("staff 后面写 list、show、keep、photo 或 pin。".to_owned())),
    }
}

fn list(args: Args, asked: Arguments) -> Result<(), CliError> {
    args.end()?;
    let json = asked.json;
    let (staff, colleague) = directory(asked)?;
    for staff in staff.active() {
        say(&match json {
            true => facts(staff, colleague).to_string(),
            false => row(staff, colleague),
        })?;
    }
    Ok(())
}

fn show(mut args: Args, asked: Arguments) -> Result<(), CliError> {
    let code = coded(&mut args, "staff show 后面要写人员代码。")?;
    args.end()?;
    let json = asked.json;
    let (staff, colleague) = directory(asked)?;
    let staff = known(&staff, &code)?;
    say(&match json {
        true => facts(&staff, colleague).to_string(),
        false => page(&staff, colleague),
    })
}

/// The directory, and whether a colleague looks.
fn directory(asked: Arguments) -> Result<(Directory, bool), CliError> {
    let (code, pin) = asked.account;
    let mut office = opening::lookout(&asked.store)?;
    prove(&mut office, code.as_deref(), pin.as_deref())?;
    Ok((office.header()?.staff, code.is_some()))
}

fn coded(args: &mut Args, otherwise: &str) -> Result<StaffCode, CliError> {
    let code = args.word()?.ok_or_else(|| CliError::Usage(otherwise.to_owned()))?;
    Ok(StaffCode(code.trim().to_uppercase()))
}

fn facts(staff: &Staff, colleague: bool) -> Value {
    let roles: Vec<&str> = staff.roles.iter().map(|role| role.name()).collect();
    let mut facts = json!({
        "code": staff.code, "name": staff.name, "post": staff.post, "order": staff.order,
        "rank": staff.rank.name(), "established": staff.established, "bureau": staff.bureau,
        "badge": staff.badge, "department": staff.department, "place": staff.place, "phone": staff.phone,
        "photo": staff.photo, "active": staff.active, "roles": roles,
        "officer": staff.may_be_officer(), "leader": staff.may_lead(),
    });
    if let (true, Some(facts)) = (colleague, facts.as_object_mut()) {
        facts.insert("mobile".to_owned(), json!(staff.mobile));
    }
    facts
}

fn row(staff: &Staff, colleague: bool) -> String {
    let roles = Role::names(&staff.roles, "、");
    let mobile = if colleague { staff.mobile.as_str() } else { "" };
    let columns = [&staff.code.0, &staff.name, &staff.post, &roles, &staff.place, &staff.phone, mobile];
    columns.into_iter().filter(|column| !column.is_empty()).collect::<Vec<_>>().join("  ")
}

fn page(staff: &Staff, colleague: bool) -> String {
    let yes = |yes: bool| if yes { "是" } else { "否" };
    let mut rows = vec![
        ("代码", staff.code.0.clone()),
        ("姓名", staff.name.clone()),
        ("职务", staff.post.clone()),
        ("排序", staff.order.to_string()),
        ("级别", staff.rank.name().to_owned()),
        ("在编", yes(staff.established).to_owned()),
        ("局管", yes(staff.bureau).to_owned()),
        ("角色", Role::names(&staff.roles, "、")),
        ("工作证号", staff.badge.clone()),
        ("科室", staff.department.clone()),
        ("办公地点", staff.place.clone()),
        ("办公电话", staff.phone.clone()),
    ];
    if colleague {
        rows.push(("手机", staff.mobile.clone()));
    }
    rows.push(("照片", staff.photo.clone()));
    rows.push(("在岗", yes(staff.active).to_owned()));
    let shown = |(label, value): (&str, String)| {
        format!("{label}：{}", if value.is_empty() { "未填" } else { &value })
    };
    rows.into_iter().map(shown).collect::<Vec<_>>().join("\n")
}

/// Fills in an entry or changes what is said of it; what is not said stays. A new entry needs a name, a post and a rank.
fn keep(mut args: Args, asked: Arguments) -> Result<(), CliError> {
    let desk = args.desk("批量")?;
    let said = said(&mut args)?;
    let consent = args.consent()?;
    let code = coded(&mut args, "staff keep 后面要写人员代码。")?;
    args.end()?;
    if said.is_empty() {
        return Err(CliError::Usage("请写明要填或要改的，如 --phone 0516-83800001。".to_owned()));
    }
    let office = opening::office(&asked.store)?;
    let session = session(&office, asked.account, &desk)?;
    let known = office.header()?.staff.get(&code).map(serde_json::to_value);
    let mut entry = match known {
        Some(Ok(Value::Object(entry))) => entry,
        Some(_) | None => Map::from_iter([("established".to_owned(), Value::Bool(false))]),
    };
    entry.extend(said);
    entry.insert("code".to_owned(), json!(code));
    let mut staff: Staff = serde_json::from_value(Value::Object(entry))
        .map_err(|_| CliError::Usage(format!("“{code}”还没有登记，请同时写 --name、--post 和 --rank。")))?;
    staff.appointed.clone_from(&consent.paper);
    let second = second(&office, consent.second.as_ref(), &desk)?;
    let keep = Command::Office(OfficeCommand::KeepStaff(Box::new(staff)));
    ask_for_with(&office, &session, &keep, second.as_ref())?;
    match office.header()?.staff.get(&code) {
        Some(kept) if asked.json => say(&facts(kept, true).to_string()),
        Some(kept) => say(&page(kept, true)),
        None => Ok(()),
    }
}

/// Takes a photograph into the store, as it may be published, or takes somebody's away.
fn keep_photo(mut args: Args, asked: Arguments) -> Result<(), CliError> {
    let desk = args.desk("批量")?;
    let away = args.flag("--none");
    let code = coded(&mut args, "staff photo 后面要写人员代码和照片文件。")?;
    let file = args.word()?;
    args.end()?;
    let picture = match (file, away) {
        (Some(file), false) => {
            let wrong = |error: PhotoError| CliError::Bad(format!("照片“{file}”：{error}"));
            Some(photo::from_file(Path::new(&file)).map_err(wrong)?)
        }
        (None, true) => None,
        (Some(_), true) | (None, false) => {
            return Err(CliError::Usage("人员代码后面写照片文件，撤下照片写 --none。".to_owned()));
        }
    };
    let office = opening::office(&asked.store)?;
    let session = session(&office, asked.account, &desk)?;
    let code = known(&office.header()?.staff, &code)?.code;
    match office.keep_photograph(&session, &request(), &code, picture.as_ref()) {
        Err(ActError::Refused(refusal)) if refusal.reason == Reason::NothingChanged => {}
        kept => drop(kept.map_err(told)?),
    }
    let staff = known(&office.header()?.staff, &code)?;
    say(&if asked.json { facts(&staff, true).to_string() } else { page(&staff, true) })
}

/// A new PIN: one's own, or by an administrator somebody else's, which its owner changes when he first signs in.
fn pin(mut args: Args, asked: Arguments) -> Result<(), CliError> {
    let desk = args.desk("批量")?;
    let new = args.value::<u32>("--new-fd")?.map(pin_from).transpose()?;
    let consent = args.consent()?;
    let code = coded(&mut args, "staff pin 后面要写人员代码。")?;
    args.end()?;
    let ((Some(by), Some(own)), Some(new)) = (asked.account, new) else {
        return Err(CliError::Usage("须给 --as 代码、--pin-fd 本人密码、--new-fd 新密码。".to_owned()));
    };
    let office = opening::office(&asked.store)?;
    let (set, told) = match by.trim().to_uppercase() == code.0 {
        true => (office.change_pin(&code.0, &own, &new, &desk), "已更换"),
        false => {
            (office.reset_pin((&by, &own), &code.0, &new, (&desk, &consent)), "已重置，本人签到时须先更换")
        }
    };
    set.map_err(|error| CliError::Bad(error.to_string()))?;
    say(&format!("{code}的密码{told}"))
}

fn known(staff: &Directory, code: &StaffCode) -> Result<Staff, CliError> {
    staff
        .get(code)
        .cloned()
        .ok_or_else(|| CliError::Bad(format!("人员表里没有“{code}”，请用 xieban staff list 查代码。")))
}

/// The fields that are said, each under its name on the wire.
fn said(args: &mut Args) -> Result<Map<String, Value>, CliError> {
    let texts = [
        ("name", args.value::<String>("--name")?),
        ("reason", args.value::<String>("--reason")?),
        ("post", args.value::<String>("--post")?),
        ("badge", args.value::<String>("--badge")?),
        ("department", args.value::<String>("--department")?),
        ("place", args.value::<String>("--place")?),
        ("phone", args.value::<String>("--phone")?),
        ("mobile", args.value::<String>("--mobile")?),
    ];
    let flags = [
        ("established", args.value::<String>("--established")?),
        ("bureau", args.value::<String>("--bureau")?),
        ("active", args.value::<String>("--active")?),
    ];
    let mut said = Map::new();
    said.extend(texts.into_iter().filter_map(|(field, text)| Some((field.to_owned(), json!(text?)))));
    for (field, text) in flags {
        if let Some(text) = text {
            said.insert(field.to_owned(), Value::from(yes(field, &text)?));
        }
    }
    if let Some(order) = args.value::<u16>("--order")? {
        said.insert("order".to_owned(), Value::from(order));
    }
    if let Some(rank) = args.value::<String>("--rank")? {
        named::<Rank>("--rank", &rank, "班子成员、中层、一般")?;
        said.insert("rank".to_owned(), Value::from(rank));
    }
    if let Some(roles) = args.value::<String>("--roles")? {
        let all = Role::ALL.map(Role::name).join("、");
        let roles: Vec<&str> =
            roles.split(['、', ',', '，']).map(str::trim).filter(|role| !role.is_empty()).collect();
        for role in &roles {
            named::<Role>("--roles", role, &all)?;
        }
        said.insert("roles".to_owned(), json!(roles));
    }
    Ok(said)
}

fn yes(field: &str, text: &str) -> Result<bool, CliError> {
    match text {
        "是" => Ok(true),
        "否" => Ok(false),
        other => Err(CliError::Usage(format!("--{field} 写是或否，不能是“{other}”。"))),
    }
}

fn named<T: DeserializeOwned>(option: &str, name: &str, all: &str) -> Result<T, CliError> {
    serde_json::from_value(Value::from(name))
        .map_err(|_| CliError::Usage(format!("{option} 不能是“{name}”，有：{all}。")))
}
