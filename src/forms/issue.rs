//! Under which number a form of a case was issued, and when: a later print of it names the office and the people of then.

use xieban_domain::case::Case;
use xieban_domain::case::closing::Closing;
use xieban_domain::case::state::Disposed;
use xieban_domain::moment::Moment;
use xieban_domain::number::Number;

use super::SheetKind;

/// The number that a form of this case has, that of the case where it has none of its own; and when it was issued, none for what is
/// filled in anew each time.
pub(super) fn issue(kind: SheetKind, case: &Case) -> (Number, Option<Moment>) {
    let opening = &case.opening;
    let (number, at) = match kind {
        SheetKind::Slip => (None, Some(opening.late.as_ref().map_or(opening.at, |late| late.entered))),
        SheetKind::PromptCard => case.cards.last().map(|card| (card.number, card.at)).unzip(),
        SheetKind::Receipt | SheetKind::Large => {
            case.receipts.last().map(|receipt| (receipt.number, receipt.at)).unzip()
        }
        SheetKind::ReturnNotice => match &case.disposed {
            Some(Disposed::Return { countersigned: Some(by), .. }) => (Some(by.number), Some(by.at)),
            Some(_) | None => (None, None),
        },
        SheetKind::Guidance => {
            let slip = case.slip();
            let led = case.guidance.iter().rev().find(|led| led.slip == slip);
            (slip, led.map(|led| led.at))
        }
        SheetKind::Strip => {
            let at = case.closing().map(|closing| match closing {
                Closing::Done(finish, _) => finish.at,
                Closing::Ended(ending) => ending.at,
                Closing::Void(voided) => voided.at,
            });
            (None, at)
        }
        SheetKind::MaterialsReceipt
        | SheetKind::Mandate
        | SheetKind::DaySheet
        | SheetKind::Complaint
        | SheetKind::Roster
        | SheetKind::DeskSign
        | SheetKind::Opinion
        | SheetKind::Report
        | SheetKind::OnTheSpot
        | SheetKind::Totals
        | SheetKind::Drill
        | SheetKind::Letter(_) => (None, None),
    };
    (number.unwrap_or_else(|| case.id().number()), at)
}
