//! 作废 of a case that was registered in error.

use xieban_domain::case::CaseCommand;

use super::{CaseAction, Opens, always, some_words};

pub(super) const VOID: CaseAction = CaseAction {
    name: "作废",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Void { reason: some_words() })),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("原因", |reason| CaseCommand::Void { reason });
        dialog.explained(vec!["只用于登记有误的件。编号留在序列里，不再使用；作废后不能恢复。".to_owned()])
    }),
};
