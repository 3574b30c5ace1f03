//! 协办数字: the totals so far, on paper; and 演练成绩单.

use xieban_domain::drill::{CourseProgress, VisitorScore};
use xieban_domain::figures::{Figures, Period, PeriodKind};
use xieban_forms::{Scorecard, Sheet, SheetKind, Totals, blank};
use xieban_office::{Answer, Query};

use crate::Desk;
use crate::golden::golden;

/// The totals of a desk.
pub(crate) fn totals(desk: &Desk) -> Sheet {
    let session = desk.office.practise("S01", "1号台").unwrap();
    let figures = |span| -> Figures {
        let query = Query::Figures(Period::of(span, desk.office.now().date()));
        let Answer::Figures(view) = desk.office.ask(&session, &query).unwrap() else {
            panic!("another answer")
        };
        view.now
    };
    let of = PeriodKind::ALL.map(figures);
    xieban_forms::totals(&Totals { now: desk.office.now(), of: &of, settings: &desk.header().settings })
}

#[test]
fn the_totals_of_a_morning() {
    let mut desk = Desk::open();
    desk.firm();
    desk.promised("10 working");
    desk.led("YB01", None);
    golden("totals", &[totals(&desk)]);
    golden("totals_blank", &blank(SheetKind::Totals, &desk.header().settings));
}

/// 演练成绩单 of somebody who has received three.
pub(crate) fn scorecard(desk: &Desk) -> Sheet {
    let mark = |keys, misses: &[&str], times| VisitorScore {
        keys,
        misses: misses.iter().map(ToString::to_string).collect(),
        times,
    };
    let marks = [
        (1, mark(1, &[], 1)),
        (3, mark(61, &["电话应是13800138021", "没有看“延续申请表”"], 2)),
        (14, mark(17, &["没有登记作风投诉（F5 作风）"], 1)),
    ];
    let progress = CourseProgress { marks: marks.into(), ..CourseProgress::default() };
    let (now, settings) = (desk.office.now(), desk.header().settings);
    xieban_forms::scorecard(&Scorecard {
        now, account: "S01 王芳", progress: &progress, settings: &settings
    })
}

#[test]
fn the_scorecard_of_the_course() {
    let desk = Desk::open();
    golden("drill", &[scorecard(&desk)]);
    golden("drill_blank", &blank(SheetKind::Drill, &desk.header().settings));
}
