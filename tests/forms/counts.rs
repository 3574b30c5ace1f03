//! 协办数字: the totals so far, on paper.

use xieban::domain::figures::{Figures, Period, Span};
use xieban::forms::{Sheet, SheetKind, Totals, blank};
use xieban::office::{Answer, Query};

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
    let of = Span::ALL.map(figures);
    xieban::forms::totals(&Totals { now: desk.office.now(), of: &of, settings: &desk.door().settings })
}

#[test]
fn the_totals_of_a_morning() {
    let mut desk = Desk::open();
    desk.firm();
    desk.promised("10 working");
    desk.led("YB01", None);
    golden("totals", &[totals(&desk)]);
    golden("totals_blank", &blank(SheetKind::Totals, &desk.door().settings));
}
