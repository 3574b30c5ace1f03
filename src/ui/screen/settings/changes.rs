//! 改动: who changed which value and which person's entry, and when, the newest first. For leaders and administrators.

use xieban_domain::event::OfficeEvent;
use xieban_domain::staff::Role;
use xieban_office::{Change, Query, question};
use xieban_term::{Canvas, Key, Tone};

use super::setting_values::told;
use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::widget::marked::Marked;
use crate::world::World;

/// The view.
#[derive(Default)]
pub(super) struct Changes {
    rows: Option<Vec<Change>>,
    asking: Pending<question::Changes>,
    marked: Marked,
}

impl Changes {
    fn ask(&mut self, world: &World) -> Vec<Action> {
        if !world.may_ask(&Query::Changes) {
            self.rows = Some(Vec::new());
            return Vec::new();
        }
        vec![self.asking.ask(question::Changes {}, world)]
    }
}

fn said(what: &OfficeEvent, world: &World) -> String {
    let staff_name = |code| world.header.staff.name(code).to_owned();
    match what {
        OfficeEvent::SettingsChanged { change } => told(change),
        OfficeEvent::StaffKept { staff, consent } => {
            let roles = Role::names(&staff.roles, "、");
            let stands = if staff.active { "" } else { "离岗" };
            let reason = if staff.reason.is_empty() { "" } else { "；更名原因：" };
            let reason = format!("{reason}{}", staff.reason);
            let by = consent.as_ref().and_then(|consent| consent.by.as_ref());
            let by = by.map_or(String::new(), |by| format!("；同意人：{}", staff_name(by)));
            let paper = consent.as_ref().and_then(|consent| consent.paper.as_ref());
            let paper = paper.map_or(String::new(), |paper| format!("；任命文件：{}", paper.written()));
            format!("人员 {} {} {} {roles} {stands}{reason}{by}{paper}", staff.code, staff.name, staff.post)
        }
        OfficeEvent::PhotographKept { staff, picture } => {
            let done = if picture.is_some() { "换了照片" } else { "撤下照片" };
            format!("人员 {staff} {} {done}", staff_name(staff))
        }
        _ => String::new(),
    }
}

impl Layer for Changes {
    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Action>> {
        self.marked.key(key, self.rows.as_ref().map_or(0, Vec::len)).then(Vec::new)
    }

    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.ask(world)
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(rows) = self.asking.answer(news) {
            self.rows = Some(rows.clone());
            return Vec::new();
        }
        match news {
            News::Changed => self.ask(world),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        const WHAT: u16 = 31;
        let (width, height) = canvas.size();
        let rows = self.rows.as_deref().unwrap_or_default();
        if rows.is_empty() {
            let none = if self.rows.is_none() {
                "正在读……"
            } else {
                "没有可看的改动：由系统管理员看。"
            };
            canvas.put(2, 0, none, Tone::Dim);
            return;
        }
        // The marked one stands whole below the others.
        let cells = width.saturating_sub(4);
        let marked = rows.get(self.marked.at()).map_or_else(Vec::new, |row| {
            xieban_text::wrap(canvas.metrics, &said(&row.what, world), cells.into())
        });
        let below = u16::try_from(marked.len()).unwrap_or(0).min(height / 2);
        let room = height.saturating_sub(below + 1);
        self.marked.draw(canvas, 0..room, rows, |canvas, y, row| {
            canvas.put(2, y, &row.at.screen_time(), Tone::Dim);
            canvas.put_in(14, y, 9, world.header.staff.name(&row.by), Tone::Text);
            canvas.put_in(24, y, WHAT - 25, &format!("{}页", row.page), Tone::Dim);
            canvas.put_in(WHAT, y, width.saturating_sub(WHAT + 1), &said(&row.what, world), Tone::Text);
        });
        canvas.across(0, room, width, Tone::Frame);
        for (line, y) in marked.iter().zip(room + 1..height) {
            canvas.put(2, y, line, Tone::Text);
        }
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        [("上下", "选"), ("左右", "换栏")].map(|(key, what)| (key.to_owned(), what.to_owned())).into()
    }

    fn name(&self) -> &'static str {
        "改动"
    }
}
