//! 核定日期: the host's clock is not believed, and people say what day it is. A date that is only asked takes one digit; a clock that
//! was judged wrong takes an officer and the day's leader, or an administrator, each by his PIN, whether anybody is signed in or not.

use chrono::NaiveDate;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::host_clock::ConfirmClock;
use xieban_domain::moment::{paper_date, weekday};
use xieban_office::ClockStanding;

use super::dialog::{Dialog, Outcome};
use super::notice::Notice;
use crate::app::reception::doing;
use crate::form::Form;
use crate::layer::{Action, Layer, Message};
use crate::world::World;

/// The question's name.
pub(crate) const ASKED: &str = "今天的日期";

/// The fields of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClockField {
    Code,
    Pin,
    LeaderCode,
    LeaderPin,
}

const fn confirm(date: NaiveDate) -> Command {
    Command::Office(OfficeCommand::ConfirmClock(ConfirmClock { date }))
}

/// `今天是2026年11月30日，星期一`.
fn today(date: NaiveDate) -> String {
    format!("今天是{}，星期{}", paper_date(date), weekday(date))
}

/// Whoever is signed in is asked for the date.
pub(crate) fn ask_date(clock: &ClockStanding, world: &World) -> Notice {
    let date = world.now().date();
    let lines = vec![format!("{}。", clock.told), format!("{}，对吗？", today(date))];
    let choices = vec!["不对（默认）".to_owned(), "对".to_owned()];
    let choose = move |at: usize, _: &World| match at {
        1 => vec![doing(confirm(date), "日期已核对，可以照常办理。")],
        _ => vec![Action::Say(Message::bad("现在只能查看：请系统管理员改对本机时间，改对就能办。"))],
    };
    Notice::new(ASKED, lines, choices, choose).called(ASKED)
}

/// Those who answer for the clock give their PINs.
pub(crate) fn answer_for(clock: &ClockStanding, world: &World) -> Box<dyn Layer> {
    let form = Form::new().text_field(ClockField::Code, "代码", 12).secret(ClockField::Pin, "密码");
    let who = match clock.asked {
        true => "请任一位在岗人员输入代码和密码。",
        false => "请协办员和当日值班领导都输入；系统管理员一个人输入就可以。",
    };
    let form = match clock.asked {
        true => form,
        false => {
            form.text_field(ClockField::LeaderCode, "领导代码", 12).secret(ClockField::LeaderPin, "领导密码")
        }
    };
    let lines = vec![
        format!("{}。", clock.told),
        format!("{}：对的才核定，不对的请系统管理员改对本机时间。", today(world.now().date())),
        who.to_owned(),
    ];
    let finish = |form: &Form<ClockField>, world: &World| {
        let given = |code, pin| (form.text(code).trim().to_owned(), form.text(pin));
        let first = given(ClockField::Code, ClockField::Pin);
        if first.0.is_empty() || first.1.is_empty() {
            return Outcome::Wait("请输入代码和密码。");
        }
        let second = given(ClockField::LeaderCode, ClockField::LeaderPin);
        let second = (!second.0.is_empty()).then_some(second);
        Outcome::ByPins { first, second, command: confirm(world.now().date()) }
    };
    Box::new(Dialog::new("核定日期", form, finish).explained(lines))
}
