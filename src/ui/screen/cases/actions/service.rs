//! 靠前服务 and 低成本: advice before a matter is taken in, and what it costs (R1, R5).

use xieban_domain::case::CaseCommand;
use xieban_domain::case::service::Fee;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::LONGEST_LINE;

use super::{CaseAction, Opens, always, some_words};
use crate::form::Form;
use crate::overlay::dialog::{Dialog, Outcome};

pub(super) const PRECHECK: CaseAction = CaseAction {
    name: "材料预审",
    fits: always,
    probe: Some(|_, _| Some(CaseCommand::Precheck { words: some_words() })),
    opens: Opens::Dialog(|asked| {
        let dialog = asked.words("看了什么", |words| CaseCommand::Precheck { words });
        dialog.explained(vec!["受理以前先看材料：看了哪些，哪里要改，怎样告诉服务对象的。".to_owned()])
    }),
};

pub(super) const FEE: CaseAction = CaseAction {
    name: "费用",
    fits: always,
    probe: Some(|case, _| {
        let fen = case.service.fee.fee.0.saturating_add(1);
        Some(CaseCommand::NoteFee { fen, basis: some_words() })
    }),
    opens: Opens::Dialog(|asked| {
        let form = Form::new().text_field(0, "费用（元）", 12).text_field(1, "收费依据", LONGEST_LINE);
        let on_case = asked.on_case();
        let so_far = asked.case.service.fee.fee;
        Dialog::new(asked.title(), form, move |form, _| {
            let yuan = xieban_words::canonical::number(&form.text(0));
            match Fee::parse(&yuan) {
                Some(Fee(fen)) => on_case(CaseCommand::NoteFee { fen, basis: form.text(1) }),
                None => Outcome::Wait("费用写数字，如0或12.50。"),
            }
        })
        .explained(vec![format!("现在{so_far}。协办不收费；依法收费的写明文件和条款。")])
        .pointing(|field| (field == RefusedField::BasisText).then_some(1))
    }),
};
