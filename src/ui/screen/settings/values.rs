//! 设置: the office's values in groups, its 科室 and its promises. Enter changes what is marked; only what differs is written.

use chrono::Datelike as _;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::refusal::RefusedField;
use xieban_domain::settings::{Department, SettingsChange};
use xieban_domain::visitor::LONGEST_LINE;
use xieban_term::{Canvas, Key, Tone};

use super::for_administrators;
use super::setting_values::{GROUPS, SettingGroup, SettingValue, UNITS, limit};
use crate::form::Form;
use crate::keymap::is_enter;
use crate::layer::{Action, KeyHint, Layer};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::widget::marked::Marked;
use crate::world::World;

/// What can be marked.
enum SettingRow {
    Group(&'static SettingGroup),
    Department(Department),
    NewDepartment,
    Promises,
}

/// The view.
#[derive(Default)]
pub(super) struct Values {
    marked: Marked,
}

const UNCHANGED: &str = "没有改动，不用保存；按 Esc 返回。";
const UNREADABLE: &str = "有一栏看不懂：数字只写数字，时间写作08:30-12:00，各项之间写顿号。";

fn rows(world: &World) -> Vec<SettingRow> {
    let departments = world.header.settings.departments.values().cloned().map(SettingRow::Department);
    GROUPS
        .iter()
        .map(SettingRow::Group)
        .chain([SettingRow::Promises])
        .chain(departments)
        .chain([SettingRow::NewDepartment])
        .collect()
}

impl SettingRow {
    fn title(&self) -> &str {
        match self {
            Self::Group(group) => group.title,
            Self::Department(_) => "科室",
            Self::NewDepartment => "加科室",
            Self::Promises => "承诺时限",
        }
    }

    fn says(&self, world: &World) -> String {
        let settings = &world.header.settings;
        match self {
            Self::Group(group) => {
                let value = |value: &SettingValue| {
                    let text = value.read(settings);
                    let text = if text.is_empty() { "未填" } else { &text };
                    match group.values.len() {
                        ..=2 => text.to_owned(),
                        _ => format!("{} {text}", value.label()),
                    }
                };
                group.values.iter().map(value).collect::<Vec<_>>().join("  ")
            }
            Self::Department(dept) => {
                let stands = if dept.active { "" } else { "停用" };
                let facts = [dept.name.as_str(), &dept.head, &dept.phone, stands];
                facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join("  ")
            }
            Self::NewDepartment => "新增一个科室".to_owned(),
            Self::Promises if settings.promises.is_empty() => "都按目录".to_owned(),
            Self::Promises => {
                let promises = settings.promises.iter().map(|(matter, limit)| format!("{matter} {limit}"));
                promises.collect::<Vec<_>>().join("  ")
            }
        }
    }

    fn dialog(&self, world: &World) -> Action {
        match self {
            Self::Group(group) => Action::Open(Box::new(of_group(group, world))),
            Self::Department(dept) => Action::Open(Box::new(of_department(Some(dept)))),
            Self::NewDepartment => Action::Open(Box::new(of_department(None))),
            Self::Promises => Action::Open(Box::new(of_promise())),
        }
    }
}

fn changed(change: SettingsChange) -> Outcome {
    Outcome::Command(Command::Office(OfficeCommand::ChangeSettings(Box::new(change))))
}

fn of_group(group: &'static SettingGroup, world: &World) -> Dialog<usize> {
    let settings = world.header.settings.clone();
    let year = u16::try_from(world.now().date().year()).unwrap_or(u16::MAX);
    let mut form = Form::new();
    for (id, value) in group.values.iter().enumerate() {
        let (now, options) = (value.read(&settings), value.options());
        form = if options.is_empty() {
            form.text_field(id, value.label(), LONGEST_LINE * 2)
        } else {
            let at = options.iter().position(|option| *option == now);
            form.choice(id, value.label(), options, at)
        };
        form.set_text(id, &now);
    }
    let typed = move |form: &Form<usize>, id: usize, value: &SettingValue| match form.chosen(id) {
        Some(at) => value.options().get(at).copied().unwrap_or_default().to_owned(),
        None => form.text(id),
    };
    Dialog::new(group.title, form, move |form, _| {
        let mut change = SettingsChange::default();
        for (id, value) in group.values.iter().enumerate() {
            let text = typed(form, id, value);
            if text != value.read(&settings) && value.write(&mut change, &text, (&settings, year)).is_none() {
                return Outcome::Wait(UNREADABLE);
            }
        }
        if change == SettingsChange::default() { Outcome::Wait(UNCHANGED) } else { changed(change) }
    })
    .explained(vec![group.says.to_owned()])
    .pointing(|field| {
        let RefusedField::Setting(name) = field else { return None };
        group.values.iter().position(|value| value.field() == name)
    })
}

fn of_department(of: Option<&Department>) -> Dialog<usize> {
    let mut form = Form::new();
    if of.is_none() {
        form = form.text_field(0, "名称", 30);
    }
    let stands = of.map_or(Some(0), |dept| Some(usize::from(!dept.active)));
    let mut form = form
        .text_field(1, "负责人", 30)
        .text_field(2, "电话", 30)
        .choice(3, "启用", ["是", "否"], stands)
        .text_field(4, "停用原因", LONGEST_LINE);
    if let Some(dept) = of {
        form.set_text(1, &dept.head);
        form.set_text(2, &dept.phone);
    }
    let before = of.cloned();
    let title = of.map_or_else(|| "加科室".to_owned(), |dept| format!("科室 {}", dept.name));
    Dialog::new(title, form, move |form, _| {
        let name = before.as_ref().map_or_else(|| form.text(0).trim().to_owned(), |dept| dept.name.clone());
        let after = Department {
            name,
            head: form.text(1).trim().to_owned(),
            phone: form.text(2).trim().to_owned(),
            active: form.chosen(3) != Some(1),
        };
        if before.as_ref() == Some(&after) {
            return Outcome::Wait(UNCHANGED);
        }
        let reason = form.text(4);
        changed(SettingsChange { departments: vec![after], reason, ..SettingsChange::default() })
    })
    .pointing(|field| match field {
        RefusedField::Reason => Some(4),
        RefusedField::Setting(_) => Some(0),
        _ => None,
    })
}

fn of_promise() -> Dialog<usize> {
    let form =
        Form::new().text_field(0, "事项代码", 12).text_field(1, "时限", 3).choice(2, "单位", UNITS, Some(0));
    Dialog::new("承诺时限", form, |form, world| {
        let code = xieban_words::canonical::number(&form.text(0)).to_uppercase();
        if !world.facts.catalogue.matters.contains_key(&code) {
            return Outcome::Wait("没有这个事项代码，请按目录填写，如GW03。");
        }
        let Some(limit) = limit(&form.text(1), form.chosen(2).unwrap_or(0)) else {
            return Outcome::Wait("时限写1至999的数字。");
        };
        let promises = [(code, limit)].into();
        changed(SettingsChange { promises, ..SettingsChange::default() })
    })
    .explained(vec!["本所对一个事项的承诺，可以比目录短，不能超过法定时限。".to_owned()])
}

impl Layer for Values {
    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let rows = rows(world);
        if is_enter(key) {
            let row = rows.get(self.marked.at())?;
            return Some(for_administrators(world, || row.dialog(world)));
        }
        self.marked.key(key, rows.len()).then(Vec::new)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        self.marked.draw(canvas, 0..height, rows(world), |canvas, y, row| {
            canvas.put(2, y, row.title(), Tone::Label);
            canvas.put_in(14, y, width.saturating_sub(15), &row.says(world), Tone::Text);
        });
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("上下", "选"), ("Enter", "改"), ("左右", "换栏")]
            .map(|(key, what)| (key.to_owned(), what.to_owned()))
            .into()
    }

    fn name(&self) -> &'static str {
        "设置"
    }
}
