//! What the integration tests share: an office's people and values, and short ways to say a command.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a figure is said with its seed")]
#![expect(clippy::missing_panics_doc, reason = "what stands here panics where a test has failed")]

pub mod behind;
pub mod canary;
pub mod chance;
pub mod desk;
pub mod dice;
pub mod filling;
pub mod full;
pub mod hostile;
pub mod keys;
pub mod lives;
pub mod looking;
pub mod reading;
pub mod rounds;
pub mod said;
pub mod states;
pub mod time;
pub mod tmpfs;
pub mod verbs;
pub mod words;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Value, json};
use xieban_domain::command::Command;
use xieban_domain::duty::DutyDay;
use xieban_domain::moment::Moment;
use xieban_domain::settings::{Department, SettingsChange};
use xieban_domain::staff::{Rank, Role, Staff};
use xieban_office::Founding;

/// A moment by the office's clocks: `2026-11-23T08:41`.
pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// A date: `2026-11-23`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A command as a script would write it.
pub fn say(command: &Value) -> Command {
    serde_json::from_value(command.clone()).unwrap_or_else(|error| panic!("{command}: {error}"))
}

fn person(code: &str, name: &str, rank: Rank, roles: &[Role]) -> Staff {
    Staff {
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
        ..Staff::new(code, name)
    }
}

/// The people: three officers, one who is officer and leader, two leaders, the head, an administrator, two supervisors.
pub fn people() -> Vec<Staff> {
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
pub fn values() -> SettingsChange {
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
pub fn duty(date: &str, leader: Option<&str>) -> DutyDay {
    DutyDay {
        leader: leader.map(Into::into),
        morning: vec!["S01".into()],
        afternoon: vec!["S02".into()],
        ..DutyDay::empty(day(date))
    }
}

/// An office to begin with.
pub fn founding(days: Vec<DutyDay>) -> Founding {
    let staff = people().into_iter().map(|staff| (staff, None)).collect();
    Founding { settings: values(), staff, duty: days, ..Founding::default() }
}

/// A registration of a matter by somebody with all his particulars, the materials as given.
pub fn register(matter: &str, materials: &Value) -> Value {
    json!({
        "do": "register", "matter": matter, "materials": materials,
        "visitor": {
            "name": "张三", "id_type": "居民身份证", "id_no": "11010519491231002X",
            "phone": "13800138000", "address": "云龙区和平路1号",
        },
    })
}

/// A list of materials in one state.
pub fn materials(names: &[&str], state: &str) -> Value {
    names.iter().map(|name| json!({ "name": name, "state": state })).collect()
}

/// A command on a case.
pub fn on(case: xieban_domain::number::CaseId, command: &Value) -> Value {
    let mut command = command.clone();
    command["case"] = json!(case.to_string());
    command
}

/// The program under test: where cargo says it is, or beside the test's own folder of binaries.
pub fn program() -> PathBuf {
    let named = std::env::var_os("CARGO_BIN_EXE_xieban").map(PathBuf::from);
    named.unwrap_or_else(|| {
        let test = std::env::current_exe().unwrap();
        test.parent().and_then(Path::parent).unwrap().join("xieban")
    })
}
