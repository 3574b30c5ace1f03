//! 第二人: whoever stands beside an administrator when a role of judgement is given, or a PIN of whoever holds one: his code, his PIN,
//! and the paper that says what is to be.

use xieban_domain::refusal::RefusedField;
use xieban_domain::staff::AppointingPaper;
use xieban_office::Consent;

use crate::form::Form;

/// The fields, under the form's own names for them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SecondFields<Id> {
    pub(crate) code: Id,
    pub(crate) pin: Id,
    pub(crate) number: Id,
    pub(crate) date: Id,
    pub(crate) approved_by: Id,
}

impl<Id: Copy + Eq> SecondFields<Id> {
    /// The form with these fields behind its own, not shown yet.
    pub(crate) fn behind(self, form: Form<Id>) -> Form<Id> {
        let mut form = form
            .text_field(self.number, "任命文号", 40)
            .text_field(self.date, "文件日期", 10)
            .text_field(self.approved_by, "批准人", 20)
            .text_field(self.code, "第二人代码", 12)
            .secret(self.pin, "第二人密码");
        self.show(&mut form, false);
        form
    }

    /// Shows them, or takes them away.
    pub(crate) fn show(self, form: &mut Form<Id>, shown: bool) {
        for id in [self.number, self.date, self.approved_by, self.code, self.pin] {
            form.show(id, shown);
        }
    }

    /// What stands in them. What is missing is for the gate to say: which of it is needed depends on who there is.
    pub(crate) fn consent(self, form: &Form<Id>) -> Result<Consent, &'static str> {
        let text = |id| form.text(id).trim().to_owned();
        let (number, date, approved_by) = (text(self.number), text(self.date), text(self.approved_by));
        let paper = match (date.is_empty(), date.parse()) {
            (true, _) if number.is_empty() && approved_by.is_empty() => None,
            (true, _) => return Err("请写任命文件的日期，如2026-11-30。"),
            (false, Err(_)) => return Err("任命文件的日期不对，写如2026-11-30。"),
            (false, Ok(date)) => Some(AppointingPaper { number, date, approved_by }),
        };
        let code = text(self.code);
        let second = (!code.is_empty()).then(|| (code, form.text(self.pin)));
        Ok(Consent { second, paper })
    }

    /// The field that a refusal belongs to.
    pub(crate) const fn pointed(self, field: RefusedField) -> Option<Id> {
        match field {
            RefusedField::Second => Some(self.code),
            RefusedField::AppointingPaper => Some(self.number),
            _ => None,
        }
    }
}
