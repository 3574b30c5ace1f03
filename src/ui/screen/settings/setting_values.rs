//! Each of the office's values as a text, and back. Everything that can be changed has its row here, in the order of the groups.

use xieban_domain::catalogue::Era;
use xieban_domain::limit::Limit;
use xieban_domain::number::Form as Numbered;
use xieban_domain::settings::{Hours, Settings, SettingsChange};
use xieban_words::canonical;

use crate::setup::{hours, written};

/// One value as it is shown and typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SettingValue {
    Office,
    Prefix,
    Era,
    Address,
    Phone,
    Bureau,
    BureauOffice,
    ReviewBody,
    Court,
    HotlineOf,
    Hotline,
    Sms,
    Morning,
    Afternoon,
    AbsenceMinutes,
    LaunchYear,
    AbandonDays,
    EscalationDays,
    RetentionMonths,
    ArchiveMonths,
    ArchiveBasis,
    SheetHours,
    Measures,
    Facilities,
    PinShortest,
    PinKinds,
    PinDays,
    MaskMinutes,
    LockMinutes,
    LongestHours,
    Used(Numbered),
}

/// Values that are changed together.
pub(super) struct SettingGroup {
    pub(super) title: &'static str,
    /// What stands above the fields.
    pub(super) says: &'static str,
    pub(super) values: &'static [SettingValue],
}

/// Every group but 科室 and 承诺时限, which are lists of their own.
pub(super) const GROUPS: [SettingGroup; 9] = [
    SettingGroup {
        title: "名称",
        says: "印在每张单上。字头改了，以后的编号用新的，打过的不变。",
        values: &[
            SettingValue::Office,
            SettingValue::Prefix,
            SettingValue::Era,
            SettingValue::Address,
            SettingValue::Phone,
        ],
    },
    SettingGroup {
        title: "上级单位",
        says: "安排表报送给谁，局管干部的事报到哪里。",
        values: &[SettingValue::Bureau, SettingValue::BureauOffice],
    },
    SettingGroup {
        title: "复议和诉讼",
        says: "印在不予许可的反馈单上。",
        values: &[SettingValue::ReviewBody, SettingValue::Court],
    },
    SettingGroup {
        title: "投诉电话",
        says: "每个画面、每张单上都有，只能更改，不能空着。",
        values: &[SettingValue::HotlineOf, SettingValue::Hotline, SettingValue::Sms],
    },
    SettingGroup {
        title: "时间",
        says: "写作08:30-12:00。离座多少分钟以上记入考勤；学习动员的年份写0就不列阶段任务。",
        values: &[
            SettingValue::Morning,
            SettingValue::Afternoon,
            SettingValue::AbsenceMinutes,
            SettingValue::LaunchYear,
        ],
    },
    SettingGroup {
        title: "期限",
        says: "督办的四个天数依次是分管责任人、第一责任人、黄牌督办、红牌督办。保存月数空着就不清除，填了不能短于档案期限。单子小时是单子文件最多留多久。",
        values: &[
            SettingValue::AbandonDays,
            SettingValue::EscalationDays,
            SettingValue::RetentionMonths,
            SettingValue::ArchiveMonths,
            SettingValue::ArchiveBasis,
            SettingValue::SheetHours,
        ],
    },
    SettingGroup {
        title: "便民和设施",
        says: "各项之间写顿号。",
        values: &[SettingValue::Measures, SettingValue::Facilities],
    },
    SettingGroup {
        title: "密码和锁屏",
        says: "周期写0就不要求更换。分钟从最后一次按键算起。",
        values: &[
            SettingValue::PinShortest,
            SettingValue::PinKinds,
            SettingValue::PinDays,
            SettingValue::MaskMinutes,
            SettingValue::LockMinutes,
            SettingValue::LongestHours,
        ],
    },
    SettingGroup {
        title: "用过的编号",
        says: "今年在纸上编到几号，电脑从下一号接着编。",
        values: &[
            SettingValue::Used(Numbered::Case),
            SettingValue::Used(Numbered::PromptCard),
            SettingValue::Used(Numbered::Receipt),
            SettingValue::Used(Numbered::ReturnNotice),
            SettingValue::Used(Numbered::Guidance),
        ],
    },
];

/// The eras as they are chosen.
const ERAS: [(&str, Era); 2] = [("现在", Era::Now), ("2012年", Era::Plan)];

impl SettingValue {
    /// The field of the change that it is written to.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Prefix => "prefix",
            Self::Era => "era",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Bureau => "bureau",
            Self::BureauOffice => "bureau_office",
            Self::ReviewBody => "review_body",
            Self::Court => "court",
            Self::HotlineOf => "hotline_of",
            Self::Hotline => "hotline",
            Self::Sms => "sms",
            Self::Morning | Self::Afternoon => "hours",
            Self::AbsenceMinutes => "absence_minutes",
            Self::LaunchYear => "launch_year",
            Self::AbandonDays => "abandon_days",
            Self::EscalationDays => "escalation_days",
            Self::RetentionMonths => "retention_months",
            Self::ArchiveMonths => "archive_months",
            Self::ArchiveBasis => "archive_basis",
            Self::SheetHours => "sheet_hours",
            Self::Measures => "measures",
            Self::Facilities => "facilities",
            Self::PinShortest | Self::PinKinds | Self::PinDays => "pins",
            Self::MaskMinutes | Self::LockMinutes | Self::LongestHours => "lock",
            Self::Used(_) => "used_on_paper",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Office => "单位名称",
            Self::Prefix => "编号字头",
            Self::Era => "机构名称",
            Self::Address => "单位地址",
            Self::Phone => "单位电话",
            Self::Bureau => "主管局",
            Self::BureauOffice => "安排表报送",
            Self::ReviewBody => "复议机关",
            Self::Court => "法院",
            Self::HotlineOf => "受理单位",
            Self::Hotline => "投诉电话",
            Self::Sms => "投诉短信",
            Self::Morning => "上午",
            Self::Afternoon => "下午",
            Self::AbsenceMinutes => "离座分钟",
            Self::LaunchYear => "动员年份",
            Self::AbandonDays => "提示件未补",
            Self::EscalationDays => "督办天数",
            Self::RetentionMonths => "保存月数",
            Self::ArchiveMonths => "档案期限",
            Self::ArchiveBasis => "期限文号",
            Self::SheetHours => "单子小时",
            Self::Measures => "便民措施",
            Self::Facilities => "设施",
            Self::PinShortest => "密码最短",
            Self::PinKinds => "字符种类",
            Self::PinDays => "更换周期",
            Self::MaskMinutes => "遮屏分钟",
            Self::LockMinutes => "锁屏分钟",
            Self::LongestHours => "最长小时",
            Self::Used(form) => form.name(),
        }
    }

    /// The words it is chosen from; none where it is typed.
    pub(super) fn options(self) -> Vec<&'static str> {
        match self {
            Self::Era => ERAS.map(|(name, _)| name).into(),
            _ => Vec::new(),
        }
    }

    /// As it stands.
    pub(super) fn read(self, settings: &Settings) -> String {
        let list = |texts: &[String]| texts.join("、");
        let number = |number: Option<u16>| number.map_or_else(String::new, |number| number.to_string());
        let [morning, afternoon] = settings.hours;
        match self {
            Self::Office => settings.office.clone(),
            Self::Prefix => settings.prefix.clone(),
            Self::Era => {
                let name = ERAS.iter().find(|(_, era)| *era == settings.era);
                name.map_or("", |(name, _)| name).to_owned()
            }
            Self::Address => settings.address.clone(),
            Self::Phone => settings.phone.clone(),
            Self::Bureau => settings.bureau.clone(),
            Self::BureauOffice => settings.bureau_office.clone(),
            Self::ReviewBody => settings.review_body.clone(),
            Self::Court => settings.court.clone(),
            Self::HotlineOf => settings.hotline_of.clone(),
            Self::Hotline => settings.hotline.clone(),
            Self::Sms => settings.sms.clone(),
            Self::Morning => written(morning),
            Self::Afternoon => written(afternoon),
            Self::AbsenceMinutes => settings.absence_minutes.to_string(),
            Self::LaunchYear => number(settings.launch_year),
            Self::AbandonDays => settings.abandon_days.to_string(),
            Self::EscalationDays => list(&settings.escalation_days.map(|days| days.to_string())),
            Self::RetentionMonths => number(settings.retention_months),
            Self::ArchiveMonths => settings.archive_months.to_string(),
            Self::ArchiveBasis => settings.archive_basis.clone(),
            Self::SheetHours => settings.sheet_hours.to_string(),
            Self::Measures => list(&settings.measures),
            Self::Facilities => list(&settings.facilities),
            Self::PinShortest => settings.pins.shortest.to_string(),
            Self::PinKinds => settings.pins.kinds.to_string(),
            Self::PinDays => settings.pins.days.to_string(),
            Self::MaskMinutes => settings.lock.mask_minutes.to_string(),
            Self::LockMinutes => settings.lock.lock_minutes.to_string(),
            Self::LongestHours => settings.lock.hours.to_string(),
            Self::Used(form) => {
                settings.used_on_paper.get(&form).map_or_else(|| "0".to_owned(), |(_, last)| last.to_string())
            }
        }
    }

    /// Writes what was typed to a change; `None` where it cannot be read. Of several that make one field those that are not typed
    /// stay as they are. `year`: in which the numbers are used.
    pub(super) fn write(
        self,
        change: &mut SettingsChange,
        typed: &str,
        (settings, year): (&Settings, u16),
    ) -> Option<()> {
        let text = || Some(typed.trim().to_owned());
        match self {
            Self::Office => change.office = text(),
            Self::Prefix => change.prefix = text(),
            Self::Era => {
                change.era = Some(ERAS.iter().find(|(name, _)| *name == typed).map(|(_, era)| *era)?);
            }
            Self::Address => change.address = text(),
            Self::Phone => change.phone = text(),
            Self::Bureau => change.bureau = text(),
            Self::BureauOffice => change.bureau_office = text(),
            Self::ReviewBody => change.review_body = text(),
            Self::Court => change.court = text(),
            Self::HotlineOf => change.hotline_of = text(),
            Self::Hotline => change.hotline = text(),
            Self::Sms => change.sms = text(),
            Self::Morning => half(change, settings, |[morning, _]| morning, typed)?,
            Self::Afternoon => half(change, settings, |[_, afternoon]| afternoon, typed)?,
            Self::AbsenceMinutes => change.absence_minutes = Some(figure(typed)?),
            Self::LaunchYear => change.launch_year = Some(if typed.is_empty() { 0 } else { figure(typed)? }),
            Self::AbandonDays => change.abandon_days = Some(figure(typed)?),
            Self::EscalationDays => {
                let days = parts(typed).iter().map(|part| figure(part)).collect::<Option<Vec<u16>>>()?;
                change.escalation_days = Some(days.try_into().ok()?);
            }
            Self::RetentionMonths => change.retention_months = Some(figure(typed)?),
            Self::ArchiveMonths => change.archive_months = Some(figure(typed)?),
            Self::ArchiveBasis => change.archive_basis = text(),
            Self::SheetHours => change.sheet_hours = Some(figure(typed)?),
            Self::Measures => change.measures = Some(parts(typed)),
            Self::Facilities => change.facilities = Some(parts(typed)),
            Self::PinShortest => change.pins.get_or_insert(settings.pins).shortest = figure(typed)?,
            Self::PinKinds => change.pins.get_or_insert(settings.pins).kinds = figure(typed)?,
            Self::PinDays => change.pins.get_or_insert(settings.pins).days = figure(typed)?,
            Self::MaskMinutes => change.lock.get_or_insert(settings.lock).mask_minutes = figure(typed)?,
            Self::LockMinutes => change.lock.get_or_insert(settings.lock).lock_minutes = figure(typed)?,
            Self::LongestHours => change.lock.get_or_insert(settings.lock).hours = figure(typed)?,
            Self::Used(form) => {
                change.used_on_paper.insert(form, (year, canonical::number(typed).parse().ok()?));
            }
        }
        Some(())
    }
}

fn half(
    change: &mut SettingsChange,
    settings: &Settings,
    of: impl FnOnce(&mut [Hours; 2]) -> &mut Hours,
    typed: &str,
) -> Option<()> {
    *of(change.hours.get_or_insert(settings.hours)) = hours(typed)?;
    Some(())
}

fn figure(typed: &str) -> Option<u16> {
    canonical::number(typed).parse().ok()
}

/// What stands between the marks of a list.
fn parts(typed: &str) -> Vec<String> {
    let parts = typed.split(|c| matches!(canonical::key_char(c), '/' | ',' | ';'));
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The units of a limit, as they are chosen.
pub(super) const UNITS: [&str; 4] = ["个工作日", "日", "个月", "当日"];

/// A limit of a figure and a unit.
pub(super) fn limit(figure: &str, unit: usize) -> Option<Limit> {
    let days = canonical::number(figure).parse::<u16>().ok().filter(|days| (1..=999).contains(days));
    match unit {
        0 => days.map(Limit::WorkingDays),
        1 => days.map(Limit::CalendarDays),
        2 => days.and_then(|months| u8::try_from(months).ok()).map(Limit::Months),
        _ => Some(Limit::SameDay),
    }
}

/// What a change says, a value after the other: for the list of changes.
pub(super) fn told(change: &SettingsChange) -> String {
    let after = Settings::default().changed(change);
    let fields = serde_json::to_value(change).unwrap_or_default();
    let has = |name: &str| fields.get(name).is_some();
    let values = GROUPS.iter().flat_map(|group| group.values);
    let used = |value: &SettingValue| match value {
        SettingValue::Used(form) => change.used_on_paper.contains_key(form),
        _ => has(value.field()),
    };
    let named = |value: &SettingValue| {
        let text = value.read(&after);
        format!("{} {}", value.label(), if text.is_empty() { "空" } else { &text })
    };
    let departments = change.departments.iter().map(|dept| {
        let stands = if dept.active { "" } else { "（停用）" };
        format!("科室 {}{stands}", dept.name)
    });
    let promises = change.promises.iter().map(|(matter, limit)| format!("承诺 {matter} {limit}"));
    let practice = change.practice.map(|_| "演练库".to_owned());
    let reason = (!change.reason.is_empty()).then(|| format!("原因：{}", change.reason));
    let all = values.filter(|value| used(value)).map(named).chain(departments).chain(promises);
    all.chain(practice).chain(reason).collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What has its place elsewhere on the screen, or none by its nature.
    const ELSEWHERE: [&str; 4] = ["departments", "promises", "reason", "practice"];

    #[test]
    fn every_value_of_the_office_has_its_place() {
        let schema = serde_json::to_value(schemars::schema_for!(SettingsChange)).unwrap();
        let fields: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert!(fields.len() > 20, "{fields:?}");
        let placed: Vec<&str> =
            GROUPS.iter().flat_map(|group| group.values).map(|value| value.field()).collect();
        let has = |field: &str| placed.contains(&field) || ELSEWHERE.contains(&field);
        let without: Vec<_> = fields.iter().filter(|field| !has(field.as_str())).collect();
        assert!(without.is_empty(), "{without:?} cannot be changed at the desk");
        for name in placed.iter().chain(&ELSEWHERE) {
            assert!(fields.iter().any(|field| field == name), "the control: {name} is a value of the office");
        }
    }

    #[test]
    fn each_value_is_read_back_as_it_was_written_and_alone() {
        let settings = Settings::default();
        for value in GROUPS.iter().flat_map(|group| group.values) {
            let typed = match value {
                SettingValue::Era => "2012年",
                SettingValue::Morning => "07:00-11:00",
                SettingValue::Afternoon => "15:00-18:00",
                SettingValue::EscalationDays => "2、4、6、8",
                SettingValue::Measures | SettingValue::Facilities => "轮椅、雨伞",
                SettingValue::Hotline | SettingValue::Sms => "83800000",
                _ => "17",
            };
            let mut change = SettingsChange::default();
            value.write(&mut change, typed, (&settings, 2026)).unwrap_or_else(|| panic!("{value:?}"));
            let after = settings.clone().changed(&change);
            assert_eq!(value.read(&after), typed, "{value:?}");
            for other in GROUPS.iter().flat_map(|group| group.values).filter(|other| *other != value) {
                assert_eq!(other.read(&after), other.read(&settings), "{value:?} changes {other:?}");
            }
            let written = serde_json::to_value(&change).unwrap();
            assert_eq!(written.as_object().unwrap().keys().collect::<Vec<_>>(), [value.field()]);
            assert!(told(&change).contains(typed), "{}", told(&change));
        }
        let wrong = |value: SettingValue, typed: &str| {
            assert!(
                value.write(&mut SettingsChange::default(), typed, (&settings, 2026)).is_none(),
                "{typed}"
            );
        };
        wrong(SettingValue::AbandonDays, "三十");
        wrong(SettingValue::EscalationDays, "1、3、5");
        wrong(SettingValue::Morning, "上午");
        wrong(SettingValue::Used(Numbered::Case), "-1x");
    }

    #[test]
    fn lists_and_limits_are_read_with_an_input_method_on() {
        assert_eq!(parts("轮椅，雨伞/ 充电；"), ["轮椅", "雨伞", "充电"]);
        assert_eq!(limit("１０", 0), Some(Limit::WorkingDays(10)));
        assert_eq!((limit("", 3), limit("0", 1)), (Some(Limit::SameDay), None));
    }
}
