//! 签发 by the 第一责任人, under the check code of what lies before him.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::report::SignReport;

use super::{ReportDesk, ReportVerb};
use crate::layer::Action;
use crate::overlay::notice::Notice;
use crate::verb::Does;

fn command(of: &ReportDesk) -> Option<(Command, String)> {
    let view = of.0.as_ref()?;
    let (period, code) = (view.period, ReportDesk::code(view));
    let said = format!("以第一责任人的名义签发{}的报表，校验码 {code}；数有变，校验码就变。", period.name());
    let sign = SignReport { from: period.from, to: period.to, code };
    Some((Command::Office(OfficeCommand::SignReport(sign)), said))
}

pub(super) static VERB: ReportVerb = ReportVerb {
    name: "签发",
    place: "84",
    does: Does::Go {
        command: |of, _| Some(command(of)?.0),
        fields: &[],
        way: |of, _| {
            let Some((command, said)) = command(of) else { return Vec::new() };
            vec![Action::Open(Box::new(Notice::confirm("签发报表", vec![said], move |_| {
                vec![Action::Act(Box::new(command.clone()), "报表已签发。".to_owned())]
            })))]
        },
    },
};
