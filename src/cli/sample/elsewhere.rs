//! How a 移办件 of the sample goes: handed over, declined, or to 12345 because nobody knows whose it is; and what other units led here.

use xieban_domain::case::CaseCommand;
use xieban_domain::case::command::Guide;
use xieban_domain::case::transfer::{ReceivedFrom, UNKNOWN_UNIT};
use xieban_domain::catalogue::UnitId;
use xieban_domain::codes::GuideMode;
use xieban_domain::units::KeepUnit;

use super::names::{self, Dice};
use super::plot::Story;

/// Every so manieth case is one of these.
const EVERY: u32 = 9;

/// Whose it is, is not known.
pub(super) fn unknown(number: u32) -> Option<UnitId> {
    (number % EVERY == 4).then(|| UnitId::from(UNKNOWN_UNIT))
}

/// Another unit led him here.
pub(super) fn received(number: u32) -> Option<ReceivedFrom> {
    (number % EVERY == 2).then(|| ReceivedFrom {
        unit: UnitId::from("SCJG"),
        number: format!("移{:03}", number + 1),
        again: number.is_multiple_of(2),
    })
}

impl Story {
    /// Up to the handover; `false` where it comes to none.
    pub(super) fn led_on(&mut self, dice: &mut Dice) -> bool {
        let number = self.number();
        self.minutes(6);
        let mode = *dice.pick(GuideMode::ALL);
        self.next(CaseCommand::Guide(Guide::by(mode)));
        let receiver = names::person(dice);
        self.days(dice.roll(2) + 1);
        if number % EVERY == 7 {
            let reason = "说不在他们受理范围内".to_owned();
            self.next(CaseCommand::DeclineTransfer { who: receiver.clone(), reason });
            if !number.is_multiple_of(2) {
                return false;
            }
            self.days(1);
            let unit = Some(UnitId::from("SPJ"));
            self.next(CaseCommand::Guide(Guide { unit, ..Guide::by(GuideMode::Accompanied) }));
            self.minutes(30);
        }
        self.next(CaseCommand::HandOver { receiver, mode: GuideMode::Telephone, at: None });
        if unknown(number).is_some() {
            if !number.is_multiple_of(2) {
                return false;
            }
            self.days(1);
            let words = "12345答复由市市场监督管理局办理，已告知服务对象".to_owned();
            self.next(CaseCommand::FollowUp { words, unit: Some(UnitId::from("SCJG")) });
        }
        self.minutes(40);
        true
    }
}

/// What the office knows of some units when the sample begins.
pub(super) fn known() -> impl Iterator<Item = KeepUnit> {
    let unit = |id: &str, address: &str, phone: &str, officer: &str, bring: &str| KeepUnit {
        unit: UnitId::from(id),
        address: Some(address.to_owned()),
        phone: Some(phone.to_owned()),
        officer: Some(officer.to_owned()),
        bring: Some(bring.to_owned()),
    };
    [
        unit("SCJG", "解放路1号政务大厅二楼15号窗口", "0516-00000101", "钱立", "身份证、场所平面图"),
        unit("CDC", "和平路3号体检中心一楼", "0516-00000102", "何敏", "身份证、一寸照片两张"),
        unit("SPJ", "解放路1号政务大厅一楼综合窗口", "0516-00000103", "", ""),
    ]
    .into_iter()
}
