//! An office's own values: its name, its numbers' prefix, hours, hotlines, 科室. Each change is a page of the journal.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::catalogue::Era;
use super::host_clock::ConfirmedTime;
use super::limit::Limit;
use super::number::Form;
use super::pin::{LockPolicy, PinPolicy};

mod gate;
mod names;
mod times;

pub(super) use gate::change;
pub use names::{FormerNames, LastNumbers, Successor};

/// Opening hours of one half-day, by the wall clock of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hours {
    /// Opens.
    pub from: HourMinute,
    /// Closes.
    pub to: HourMinute,
}

/// A time of day, written `08:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HourMinute(pub NaiveTime);

impl std::fmt::Display for HourMinute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl std::str::FromStr for HourMinute {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, chrono::ParseError> {
        NaiveTime::parse_from_str(text, "%H:%M").map(Self)
    }
}

impl Serialize for HourMinute {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for HourMinute {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for HourMinute {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "HourMinute".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$" })
    }
}

/// A 科室 of the office (R6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// 名称; what cases and steps refer to.
    pub name: String,
    /// 负责人.
    #[serde(default)]
    pub head: String,
    /// 电话.
    #[serde(default)]
    pub phone: String,
    /// Takes part in the inner way of cases.
    #[serde(default = "yes")]
    pub active: bool,
}

const fn yes() -> bool {
    true
}

/// The office's values as they stand now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// 单位名称, on every sheet.
    pub office: String,
    /// Prefix of the numbers that are given out from now on, e.g. 徐卫监. An earlier number has its own: ask [`Settings::paper`].
    pub prefix: String,
    /// 单位地址, where an older paper says who came after.
    pub address: String,
    /// 单位电话, likewise.
    pub phone: String,
    /// What it was called before, the oldest first; made of the pages that changed it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerNames>,
    /// Who came after, where these are the values of an older paper.
    #[serde(skip)]
    pub successor: Option<Successor>,
    /// The times that rest on what people said the date was; made of the pages on which they said it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<ConfirmedTime>,
    /// Which names and limits hold.
    pub era: Era,
    /// Opening hours of the morning and the afternoon.
    pub hours: [Hours; 2],
    /// 作风投诉 by telephone (R26). Can be changed, never hidden.
    pub hotline: String,
    /// 作风投诉 by text message (R26). Can be changed, never hidden.
    pub sms: String,
    /// 复议机关, named on the refusal of a licence (行政许可法 38). Empty: asked before the first such refusal prints.
    pub review_body: String,
    /// 法院, likewise.
    pub court: String,
    /// 主管局: to it what concerns a 局管干部 goes up (R76).
    pub bureau: String,
    /// Its office for 作风建设: a copy of the 安排表 goes there (R17).
    pub bureau_office: String,
    /// Whose both supervision numbers are (R26).
    pub hotline_of: String,
    /// The office's own promise by matter code, where it differs from the catalogue.
    pub promises: BTreeMap<String, Limit>,
    /// 科室 by name.
    pub departments: BTreeMap<String, Department>,
    /// Last number already used on paper this year, by form: numbering goes on from there.
    pub used_on_paper: BTreeMap<Form, (u16, u32)>,
    /// Months after which the private texts of closed cases may be erased; unset, none is.
    pub retention_months: Option<u16>,
    /// 档案保管期限 in months: nothing is erased sooner. 120 unless the office's 《档案保管期限表》 says otherwise.
    pub archive_months: u16,
    /// 文号 of that table.
    pub archive_basis: String,
    /// 提示件逾期未补: open days after the card before such a case may be ended (R65).
    pub abandon_days: u16,
    /// 督办: working days overdue after which 分管责任人, 第一责任人, 黄牌督办 and 红牌督办 have their turn.
    #[serde(default = "escalation_days")]
    pub escalation_days: [u16; 4],
    /// A store for practice (演练): nothing in it is real.
    pub practice: bool,
    /// 便民服务措施, as they are published (R29).
    pub measures: Vec<String>,
    /// 设施 that are looked at every morning (R27).
    pub facilities: Vec<String>,
    /// Minutes away from the desk after which an absence stands in the attendance list (R12).
    pub absence_minutes: u16,
    /// The year of 学习动员 (R7); unset, there are no milestones.
    pub launch_year: Option<u16>,
    /// Hours that a sheet's file may lie in its folder.
    pub sheet_hours: u16,
    /// What a PIN must be like, and how long it lasts (GB/T 22239).
    pub pins: PinPolicy,
    /// When a desk hides itself, and when it asks for the PIN again (GB/T 22239).
    pub lock: LockPolicy,
}

/// The list that an office begins with.
fn listed(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

impl Default for Settings {
    fn default() -> Self {
        let at = |hour, minute| HourMinute(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default());
        Self {
            office: "徐州市卫生监督所".to_owned(),
            prefix: "徐卫监".to_owned(),
            address: String::new(),
            phone: String::new(),
            former: Vec::new(),
            successor: None,
            confirmed: Vec::new(),
            era: Era::default(),
            hours: [Hours { from: at(8, 30), to: at(12, 0) }, Hours { from: at(14, 30), to: at(17, 30) }],
            hotline: "80802345".to_owned(),
            sms: "18914882345".to_owned(),
            review_body: String::new(),
            court: String::new(),
            bureau: "市卫生局".to_owned(),
            bureau_office: "市卫生局作风建设领导小组办公室".to_owned(),
            hotline_of: "徐州市作风办".to_owned(),
            promises: BTreeMap::new(),
            departments: BTreeMap::new(),
            used_on_paper: BTreeMap::new(),
            retention_months: None,
            archive_months: 120,
            archive_basis: String::new(),
            abandon_days: 30,
            escalation_days: escalation_days(),
            practice: false,
            measures: listed(&["老花镜", "复印", "雨伞", "充电", "帮填表"]),
            facilities: listed(&["群众休息处", "公共饮水设备"]),
            absence_minutes: 15,
            launch_year: None,
            sheet_hours: 24,
            pins: PinPolicy::default(),
            lock: LockPolicy::default(),
        }
    }
}

/// One day overdue the leader, three the head, five and ten 所作风办.
const fn escalation_days() -> [u16; 4] {
    [1, 3, 5, 10]
}

impl Settings {
    /// Closing time of the day: an 即办件 still open after it is 红 今日 (R50).
    pub fn closing(&self) -> NaiveTime {
        self.hours.iter().map(|half| half.to.0).max().unwrap_or_default()
    }

    /// Months for which what identifies somebody is kept; unset, for ever.
    pub fn kept_months(&self) -> Option<u16> {
        self.retention_months.map(|months| months.max(self.archive_months))
    }

    /// The 科室 that work is given to, by name.
    pub fn open_departments(&self) -> impl Iterator<Item = &str> {
        let open = self.departments.values().filter(|department| department.active);
        open.map(|department| department.name.as_str())
    }

    /// An active 科室 by name.
    pub fn department(&self, name: &str) -> Option<&Department> {
        self.departments.get(name).filter(|department| department.active)
    }
}

/// A change of some settings; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsChange {
    /// 单位名称.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Prefix of numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// 单位地址.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// 单位电话.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// `"2012"` or `"now"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub era: Option<Era>,
    /// Morning and afternoon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<[Hours; 2]>,
    /// 作风投诉电话.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hotline: Option<String>,
    /// 作风投诉短信.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms: Option<String>,
    /// 复议机关.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_body: Option<String>,
    /// 法院.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court: Option<String>,
    /// 主管局.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bureau: Option<String>,
    /// Its office for 作风建设, to which the 安排表 is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bureau_office: Option<String>,
    /// Whose both supervision numbers are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hotline_of: Option<String>,
    /// The office's own promise by matter code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub promises: BTreeMap<String, Limit>,
    /// 科室 to add or change (by name); one is switched off by `active: false`, with `reason` (R6).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<Department>,
    /// Last number used on paper this year, by form.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub used_on_paper: BTreeMap<Form, (u16, u32)>,
    /// Months after which the private texts of closed cases may be erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_months: Option<u16>,
    /// 档案保管期限 in months, from 1 to 1200; one of its own needs the 文号 of the office's 《档案保管期限表》.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_months: Option<u16>,
    /// 文号 of that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_basis: Option<String>,
    /// Open days after the card before a 提示件 that nobody completed may be ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abandon_days: Option<u16>,
    /// Working days overdue for 分管责任人, 第一责任人, 黄牌督办, 红牌督办; each more than the one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalation_days: Option<[u16; 4]>,
    /// Marks a store for practice. Only when the store is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<bool>,
    /// 便民服务措施, the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measures: Option<Vec<String>>,
    /// 设施, the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facilities: Option<Vec<String>>,
    /// Minutes away from the desk after which an absence is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence_minutes: Option<u16>,
    /// The year of 学习动员; 0 takes its milestones away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_year: Option<u16>,
    /// Hours that a sheet's file may lie in its folder, from 1 to 168.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet_hours: Option<u16>,
    /// 密码要求, the whole of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pins: Option<PinPolicy>,
    /// 遮屏和锁定, the whole of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<LockPolicy>,
    /// Why; needed where a 科室 is switched off.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Settings {
    /// The settings after this change.
    #[must_use]
    pub fn changed(mut self, change: &SettingsChange) -> Self {
        fn take<T: Clone>(slot: &mut T, change: Option<&T>) {
            if let Some(value) = change {
                slot.clone_from(value);
            }
        }
        take(&mut self.office, change.office.as_ref());
        take(&mut self.prefix, change.prefix.as_ref());
        take(&mut self.address, change.address.as_ref());
        take(&mut self.phone, change.phone.as_ref());
        take(&mut self.era, change.era.as_ref());
        take(&mut self.hours, change.hours.as_ref());
        take(&mut self.hotline, change.hotline.as_ref());
        take(&mut self.sms, change.sms.as_ref());
        take(&mut self.review_body, change.review_body.as_ref());
        take(&mut self.court, change.court.as_ref());
        take(&mut self.bureau, change.bureau.as_ref());
        take(&mut self.bureau_office, change.bureau_office.as_ref());
        take(&mut self.hotline_of, change.hotline_of.as_ref());
        self.retention_months = change.retention_months.or(self.retention_months);
        take(&mut self.archive_months, change.archive_months.as_ref());
        take(&mut self.archive_basis, change.archive_basis.as_ref());
        take(&mut self.escalation_days, change.escalation_days.as_ref());
        take(&mut self.abandon_days, change.abandon_days.as_ref());
        take(&mut self.practice, change.practice.as_ref());
        take(&mut self.measures, change.measures.as_ref());
        take(&mut self.facilities, change.facilities.as_ref());
        take(&mut self.absence_minutes, change.absence_minutes.as_ref());
        take(&mut self.sheet_hours, change.sheet_hours.as_ref());
        take(&mut self.pins, change.pins.as_ref());
        take(&mut self.lock, change.lock.as_ref());
        self.launch_year = change.launch_year.or(self.launch_year).filter(|year| *year > 0);
        self.promises.extend(change.promises.clone());
        self.used_on_paper.extend(change.used_on_paper.clone());
        self.departments.extend(change.departments.iter().map(|dept| (dept.name.clone(), dept.clone())));
        self
    }
}
