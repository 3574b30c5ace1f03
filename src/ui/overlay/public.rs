//! What may be read by anybody, also without signing in: who is on duty, and where to complain.

use xieban_forms::{self as forms, SheetKind};

use super::library::DocumentList;
use super::notice::Notice;
use super::paper::{Job, PaperPreview};
use crate::layer::Action;
use crate::world::World;

/// 今日值班 at the door: who is on. Whoever is signed in has the screen of duty instead.
pub(crate) fn duty(world: &World) -> Notice {
    let header = &world.header;
    let person = |code: &xieban_domain::staff::StaffCode| {
        header.staff.get(code).map_or_else(
            || code.0.clone(),
            |staff| format!("{} {} {} {}", staff.name, staff.post, staff.place, staff.phone),
        )
    };
    let half = |name: &str, codes: &[xieban_domain::staff::StaffCode]| {
        let people = codes.iter().map(person).collect::<Vec<_>>().join("；");
        format!("{name} {}", if people.is_empty() { "未排" } else { &people })
    };
    let hours: Vec<String> =
        header.settings.hours.iter().map(|half| format!("{}-{}", half.from, half.to)).collect();
    let mut lines = vec![
        format!("值班领导 {}", header.duty.leader.as_ref().map_or_else(|| "红 待明确".to_owned(), person)),
        half("上午", &header.duty.morning),
        half("下午", &header.duty.afternoon),
        format!("开放时间 {}", hours.join("  ")),
    ];
    if !header.duty.standing_in.is_empty() {
        lines.push(half("临时顶岗", &header.duty.standing_in));
    }
    Notice::new("今日值班", lines, vec!["制度和指南".to_owned()], |_, world| {
        vec![Action::Open(Box::new(DocumentList::new(world)))]
    })
}

/// R33: a complaint is no case. Both numbers at once; the blank form on a digit.
pub(crate) fn complaint(world: &World) -> Notice {
    let settings = &world.header.settings;
    let lines = vec![
        format!("作风投诉电话 {}", settings.hotline),
        format!("作风投诉短信 {}", settings.sms),
        "投诉不作协办件登记。请把两个号码告诉服务对象，并给一张投诉举报登记表。".to_owned(),
        "投诉在岗人员的，请服务对象直接找值班领导或所行风办。".to_owned(),
    ];
    let choices = if world.me.is_some() { vec!["打印空白登记表".to_owned()] } else { Vec::new() };
    Notice::new("投诉", lines, choices, |_, world| {
        let sheets = forms::blank(SheetKind::Complaint, &world.header.settings);
        vec![Action::Open(Box::new(PaperPreview::to_print(sheets, Job { case: None, again: false })))]
    })
}
