//! 补录 at the desk: a form that was filled in by hand is copied, with what stands on it beside.

use chrono::Datelike as _;
use xieban_domain::case::late::OnPaper;
use xieban_domain::moment::Moment;

use super::Registration;
use super::fields::RegisterField;
use crate::form::Form;
use crate::layer::Message;
use crate::world::World;

impl Registration {
    /// 补录: the form asks what stands on the paper too; asked for again, it does no more.
    pub(crate) fn copy_from_paper(&mut self, world: &World) {
        if self.is_being_saved() {
            return;
        }
        self.sheet.late = !self.sheet.late;
        self.message = self.sheet.late.then(|| Message::good("补录：先写纸上的时间和手工单号。"));
        self.sheet.on_materials = false;
        self.arrange(world);
        self.sheet.form.focus_on(if self.sheet.late {
            RegisterField::LateAt
        } else {
            RegisterField::Purpose
        });
    }

    /// The fields of the paper stand there, or not.
    pub(super) fn show_paper(&mut self) {
        for id in [RegisterField::LateAt, RegisterField::LateNumber, RegisterField::LateReason] {
            self.sheet.form.show(id, self.sheet.late);
        }
    }

    /// What the form says of the paper, if it is copied from one.
    pub(super) fn on_paper(&self, world: &World) -> Option<OnPaper> {
        self.sheet.late.then(|| said(&self.sheet.form, world.now()))
    }
}

/// What the form says of the paper. A time that cannot be read is refused as one long ago.
fn said(form: &Form<RegisterField>, now: Moment) -> OnPaper {
    OnPaper {
        at: paper_time(&form.text(RegisterField::LateAt), now).unwrap_or_default(),
        number: form.text(RegisterField::LateNumber),
        reason: form.text(RegisterField::LateReason),
    }
}

/// A time as it stands on a paper: `11-20 09:10`, `11月20日9:10`. The year need not be typed.
pub(crate) fn paper_time(typed: &str, now: Moment) -> Option<Moment> {
    let typed = typed.trim().replace('：', ":").replace(['－', '/', '月'], "-").replace('日', "");
    let this_year = Moment::parse(&format!("{}-{typed}", now.date().format("%Y")));
    let last_year = || Moment::parse(&format!("{}-{typed}", now.date().year() - 1));
    Moment::parse(&typed).or_else(|| this_year.filter(|at| *at <= now).or_else(last_year).or(this_year))
}
