//! `xieban init`: makes a real store: the office, its prefix, its first administrator.

use std::collections::BTreeSet;

use xieban_domain::pin::judge_pin;
use xieban_domain::settings::{Settings, SettingsChange};
use xieban_domain::staff::{Role, Staff};
use xieban_office::{
    CompiledFacts, Founding, Office, OpenError, RecoveryCode, StorePlace, sealed_sheet, witnesses,
};

use super::CliError;
use super::args::{Args, pin_from, stored};
use super::out::say;

pub(super) fn run(mut args: Args) -> Result<(), CliError> {
    let store = args.store()?;
    let office = args
        .value::<String>("--office")?
        .ok_or_else(|| CliError::Usage("请给 --office 单位名称。".to_owned()))?;
    let prefix = args
        .value::<String>("--prefix")?
        .ok_or_else(|| CliError::Usage("请给 --prefix 编号字头，如徐卫监。".to_owned()))?;
    let admin = args.value::<String>("--admin")?.unwrap_or_default();
    let descriptor = args
        .value::<u32>("--pin-fd")?
        .ok_or_else(|| CliError::Usage("请给 --pin-fd，密码从这个描述符读。".to_owned()))?;
    args.end()?;
    let (code, name) = admin
        .split_once(':')
        .ok_or_else(|| CliError::Usage("--admin 写作 代码:姓名，如 A01:张三。".to_owned()))?;
    let (office, prefix, name) = (stored(&office), stored(&prefix), stored(name));
    let plain = !code.is_empty() && code.len() <= 12 && code.chars().all(|c| c.is_ascii_alphanumeric());
    if office.is_empty() || prefix.is_empty() {
        return Err(CliError::Usage("--office 和 --prefix 不能空。".to_owned()));
    }
    if !plain || name.is_empty() {
        return Err(CliError::Usage("--admin 的代码只用字母和数字，姓名不能空。".to_owned()));
    }
    let pin = pin_from(descriptor)?;
    let staff = Staff {
        post: Role::Administrator.name().to_owned(),
        roles: BTreeSet::from([Role::Administrator]),
        order: 99,
        ..Staff::new(&code.to_uppercase(), &name)
    };
    judge_pin(&Settings::default(), &staff, &pin).map_err(|refusal| CliError::Usage(refusal.to_string()))?;
    let facts = CompiledFacts::beside(&store).map_err(OpenError::from)?;
    let settings = SettingsChange {
        office: Some(office),
        prefix: Some(prefix),
        departments: super::sample::departments(facts.catalogue),
        ..SettingsChange::default()
    };
    let code = RecoveryCode::drawn();
    let sheet = sealed_sheet(settings.office.as_deref().unwrap_or_default(), &code);
    let founding =
        Founding { settings, staff: vec![(staff, Some(pin))], recovery: Some(code), ..Founding::default() };
    Office::begin(&store, &witnesses(&store), &founding)?;
    let place = StorePlace::of(&store, &witnesses(&store));
    say(&format!("已建台账 {}。请用 xieban act 登记人员和值班，再开 xieban。", store.display()))?;
    say(&format!("请打印下面这张密封保存，并尽快再设一名系统管理员：\n\n{}", place.named_in(&sheet)))
}
