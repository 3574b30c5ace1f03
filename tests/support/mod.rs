//! What the integration tests share: an office's people and values, and short ways to say a command.

use chrono::NaiveDate;
use serde_json::{Value, json};
use xieban::domain::command::Command;
use xieban::domain::duty::DutyDay;
use xieban::domain::moment::Moment;
use xieban::domain::settings::{Department, SettingsChange};
use xieban::domain::staff::{Rank, Role, Staff};
use xieban::office::Founding;

/// A moment by the office's clocks: `2026-11-23T08:41`.
pub(crate) fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// A date: `2026-11-23`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A command as a script would write it.
pub(crate) fn say(command: &Value) -> Command {
    serde_json::from_value(command.clone()).unwrap_or_else(|error| panic!("{command}: {error}"))
}

fn person(code: &str, name: &str, rank: Rank, roles: &[Role]) -> Staff {
    Staff {
        code: code.into(),
        name: name.to_owned(),
        post: "职务".to_owned(),
        rank,
        established: true,
        roles: roles.iter().copied().collect(),
        order: 1,
        badge: String::new(),
        department: "办公室".to_owned(),
        place: "一楼大厅".to_owned(),
        phone: "83800001".to_owned(),
        mobile: "13900000001".to_owned(),
        active: true,
        bureau: false,
        photo: String::new(),
    }
}

/// The people: three officers, one who is officer and leader, two leaders, the head, an administrator, two supervisors.
pub(crate) fn people() -> Vec<Staff> {
    use Role::{Administrator, ConductOffice, DisciplineOffice, DutyLeader, Head, Officer};
    vec![
        person("S01", "王芳", Rank::Middle, &[Officer]),
        person("S02", "李敏", Rank::Middle, &[Officer]),
        person("S03", "赵强", Rank::Middle, &[Officer]),
        person("B01", "陈刚", Rank::Leadership, &[Officer, DutyLeader]),
        person("L01", "周平", Rank::Leadership, &[DutyLeader]),
        person("L02", "吴静", Rank::Leadership, &[DutyLeader]),
        person("H01", "孙立", Rank::Leadership, &[Head]),
        person("A01", "何洁", Rank::Ordinary, &[Administrator]),
        person("Z01", "马丽", Rank::Ordinary, &[ConductOffice]),
        person("F01", "郑清", Rank::Ordinary, &[DisciplineOffice]),
    ]
}

/// A practice office's values.
pub(crate) fn values() -> SettingsChange {
    let department = |name: &str| Department {
        name: name.to_owned(),
        head: String::new(),
        phone: String::new(),
        active: true,
    };
    SettingsChange {
        practice: Some(true),
        review_body: Some("徐州市人民政府".to_owned()),
        court: Some("徐州铁路运输法院".to_owned()),
        departments: ["监督一科", "监督二科", "监督三科", "法制稽查科", "办公室"].map(department).into(),
        ..SettingsChange::default()
    }
}

/// A day's duty: S01 in the morning, S02 in the afternoon.
pub(crate) fn duty(date: &str, leader: Option<&str>) -> DutyDay {
    DutyDay {
        leader: leader.map(Into::into),
        morning: vec!["S01".into()],
        afternoon: vec!["S02".into()],
        ..DutyDay::empty(day(date))
    }
}

/// An office to begin with.
pub(crate) fn founding(days: Vec<DutyDay>) -> Founding {
    let staff = people().into_iter().map(|staff| (staff, None)).collect();
    Founding { settings: values(), staff, duty: days, ..Founding::default() }
}

/// A registration of a matter by somebody with all his particulars, the materials as given.
pub(crate) fn register(matter: &str, materials: &Value) -> Value {
    json!({
        "do": "register", "matter": matter, "materials": materials,
        "visitor": {
            "name": "张三", "id_type": "居民身份证", "id_no": "11010519491231002X",
            "phone": "13800138000", "address": "云龙区和平路1号",
        },
    })
}

/// A list of materials in one state.
pub(crate) fn materials(names: &[&str], state: &str) -> Value {
    names.iter().map(|name| json!({ "name": name, "state": state })).collect()
}

/// A command on a case.
pub(crate) fn on(case: xieban::domain::number::CaseId, command: &Value) -> Value {
    let mut command = command.clone();
    command["case"] = json!(case.to_string());
    command
}
