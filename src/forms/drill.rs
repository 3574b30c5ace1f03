//! 演练成绩单: what came of the course, visitor by visitor, and how it is noted as a training in the real ledger (R68). The account
//! of a practice store is nobody's: who practised writes his own name.

use xieban_domain::drill::{CourseProgress, VisitorScore, course};
use xieban_domain::moment::{Moment, paper_date};
use xieban_domain::settings::Settings;

use super::blocks::{day_head, foot};
use super::sheet::Handwritten;
use super::{Sheet, SheetKind};

/// What the scorecard is made of.
#[derive(Debug, Clone, Copy)]
pub struct Scorecard<'a> {
    /// When it was made out.
    pub now: Moment,
    /// The account that was used: code and name.
    pub account: &'a str,
    /// What came of whom.
    pub progress: &'a CourseProgress,
    /// The office's values.
    pub settings: &'a Settings,
}

/// The sheet.
pub fn scorecard(of: &Scorecard<'_>) -> Sheet {
    let code = of.account.split(' ').next().unwrap_or_default();
    write(Sheet::new(SheetKind::Drill, format!("演练成绩单-{}-{code}", of.now.date())), Some(of), of.settings)
}

pub(super) fn blank(settings: &Settings) -> Sheet {
    write(Sheet::new(SheetKind::Drill, "空白-演练成绩单"), None, settings)
}

fn write(mut sheet: Sheet, of: Option<&Scorecard<'_>>, settings: &Settings) -> Sheet {
    day_head(&mut sheet, settings);
    sheet.row("受训人", "____________________（本人姓名）");
    sheet.field("演练账号", of, Handwritten::words("____________"), |of| of.account.to_owned());
    sheet.field("日期", of, Handwritten::words("____年__月__日"), |of| paper_date(of.now.date()));
    sheet.field(
        "结果",
        of,
        Handwritten::words("接待____位，全对____位，漏错____处，按键____次"),
        |of| of.progress.said(course()),
    );
    sheet.rule();
    sheet.columns(&[("序", 4), ("来人", 14), ("键/最少", 12)], "漏了、错了什么");
    for (at, scene) in (1..).zip(course()) {
        let mark = of.and_then(|of| of.progress.marks.get(&at));
        let keys = mark.map_or_else(|| "____".to_owned(), |mark| mark.keys.to_string());
        let said = |mark: &VisitorScore| {
            let what = match (scene.right.conduct, mark.misses.is_empty()) {
                // Of what concerns our own people nothing is written anywhere else (R72).
                (true, _) => "已接待".to_owned(),
                (false, true) => "无".to_owned(),
                (false, false) => mark.misses.join("；"),
            };
            if mark.times > 1 { format!("{what}（第{}遍）", mark.times) } else { what }
        };
        sheet.columns(
            &[(&at.to_string(), 4), (&scene.who, 14), (&format!("{keys}/{}", scene.keys), 12)],
            &mark.map_or_else(String::new, said),
        );
    }
    sheet.rule();
    sheet.text_line("正式台账照记：Ctrl-N 岗位，培训与宣传，按1记培训。日期照上，内容选三项，人员写受训人，地点写演练课程，情况选已办。");
    sheet.gap();
    sheet.sides("受训人________", "带教人________");
    foot(&mut sheet, settings);
    sheet
}
