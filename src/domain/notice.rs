//! 放假安排 as the office enters it: a year's notice, its amendment, or what the city has ordered beside it. It is a page of the office, so that
//! it is the same on every terminal, in the backup, and never undone: what is entered later for a year stands for the earlier.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::event::{Event, OfficeEvent};
use super::refusal::{Refusal, RefusedField, Setting};

/// No notice is longer, in bytes.
pub const LONGEST_NOTICE: usize = 16 * 1024;

/// 登记放假安排.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterNotice {
    /// What the file says (docs/holidays.md).
    pub text: String,
}

/// Judged by the calendar that holds: one that is wrong is refused with everything that is wrong with it.
pub(super) fn enter(enter: &EnterNotice, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let wrong = |why: String| Setting::NoticeWrong { why }.refused(RefusedField::Whole);
    if enter.text.len() > LONGEST_NOTICE {
        return Err(wrong("文件太长".to_owned()));
    }
    cx.calendar.takes(&enter.text).map_err(wrong)?;
    Ok(vec![Event::Office(OfficeEvent::NoticeEntered { text: enter.text.clone() })])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;

    #[test]
    fn what_is_wrong_with_a_notice_is_said_and_what_is_right_stands_on_the_page_as_it_is() {
        let scene = Scene::on("2026-11-23T09:00");
        let ask = |text: &str| scene.by("S01", |cx| enter(&EnterNotice { text: text.to_owned() }, cx));
        let order = "year = 2026\n[city]\n\"市政府通告\" = [\"2026-12-01\", \"2026-12-01\"]\n";
        let text = order.to_owned();
        assert_eq!(ask(order), Ok(vec![Event::Office(OfficeEvent::NoticeEntered { text })]));
        let said = |text: &str| ask(text).unwrap_err().to_string();
        let wrong = said(&order.replace("2026-12-01\"]", "2026-11-01\"]"));
        assert!(wrong.contains("市政府通告的起止日期不对"), "{wrong}");
        assert!(said("年").contains("不是放假安排文件"));
        assert!(said(&"#".repeat(LONGEST_NOTICE + 1)).contains("太长"));
        assert!(said("year = 2026\npublished = true\n").contains("没有写元旦"));
    }
}
