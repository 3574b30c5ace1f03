//! The fields of a registration in the order of the paper, and the command they make.

use xieban_domain::case::Register;
use xieban_domain::case::command::{Choice, Instant, Promise, Prompt, Return};
use xieban_domain::case::correction::CorrectVisitor;
use xieban_domain::case::joint::NoteStage;
use xieban_domain::catalogue::{ChainId, MatterOrChain};
use xieban_domain::classify::Suggestion;
use xieban_domain::codes::{
    Confirmed, Disposition, IdType, Kind, NotGivenBecause, PromiseReason, Purpose, RefusalGround,
};
use xieban_domain::limit::Limit;
use xieban_domain::refusal::RefusedField;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS, OrganisationInput, Visitor, VisitorInput};

use crate::form::Form;
use crate::widget::materials::Materials;

/// A field of the registration, or of a 更正 of its visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RegisterField {
    Purpose,
    Visitor,
    Organisation,
    CreditCode,
    Head,
    OrganisationAddress,
    Name,
    Mandate,
    PapersKind,
    Papers,
    NotGiven,
    Phone,
    Reach,
    Address,
    Matter,
    Kind,
    KindReason,
    Stages,
    StageProof,
    Department,
    Disposition,
    Clear,
    Simple,
    PromiseReason,
    PromiseWords,
    Days,
    Ground,
    Why,
    Basis,
    Alternative,
    Cause,
    Remark,
    Correction,
    Unit,
    SourceUnit,
    SourceNumber,
    SourceAgain,
    LateAt,
    LateNumber,
    LateReason,
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|value| name(*value).to_owned()).collect()
}

/// A blank registration.
pub(super) fn blank(departments: Vec<String>) -> Form<RegisterField> {
    let yes_no = ["是", "否"];
    let form = Form::new()
        .choice(RegisterField::Purpose, "来访目的", names(Purpose::ALL, Purpose::name), Some(0))
        .text_field(RegisterField::LateAt, "当时时间", 20)
        .text_field(RegisterField::LateNumber, "手工单号", 24)
        .text_field(RegisterField::LateReason, "补录原因", LONGEST_WORDS)
        .text_field(RegisterField::SourceUnit, "转自单位", 40)
        .text_field(RegisterField::SourceNumber, "来源编号", LONGEST_LINE)
        .choice(RegisterField::SourceAgain, "又转", ["是，单上已转过", "不是"], Some(1));
    visitor_fields(form)
        .text_field(RegisterField::Matter, "事项", 60)
        .choice(RegisterField::Kind, "类别", names(Kind::ALL, Kind::name), None)
        .text_field(RegisterField::KindReason, "类别理由", LONGEST_WORDS)
        .text_field(RegisterField::Unit, "承接单位", 40)
        .choice(RegisterField::Stages, "前面环节", [""; 0], None)
        .text_field(RegisterField::StageProof, "出示证明", LONGEST_WORDS)
        .choice(RegisterField::Department, "承办科室", departments, None)
        .choice(RegisterField::Disposition, "分类", names(Disposition::ALL, Disposition::name), None)
        .choice(RegisterField::Clear, "政策清晰", yes_no, None)
        .choice(RegisterField::Simple, "程序简便", yes_no, None)
        .choice(
            RegisterField::PromiseReason,
            "不能即办",
            names(PromiseReason::ALL, PromiseReason::name),
            None,
        )
        .text_field(RegisterField::PromiseWords, "说明", LONGEST_WORDS)
        .text_field(RegisterField::Days, "承诺时限", 3)
        .choice(RegisterField::Ground, "退回类型", names(RefusalGround::ALL, RefusalGround::name), None)
        .text_field(RegisterField::Why, "原因", LONGEST_WORDS)
        .text_field(RegisterField::Basis, "依据", LONGEST_LINE)
        .text_field(RegisterField::Alternative, "替代建议", LONGEST_WORDS)
        .text_field(RegisterField::Cause, "其他原因", LONGEST_WORDS)
        .text_field(RegisterField::Remark, "备注", LONGEST_WORDS)
}

/// The fields of a visitor.
fn visitor_fields(form: Form<RegisterField>) -> Form<RegisterField> {
    form.choice(RegisterField::Visitor, "服务对象", ["个人", "单位"], Some(0))
        .text_field(RegisterField::Organisation, "单位名称", LONGEST_LINE)
        .text_field(RegisterField::CreditCode, "信用代码", 24)
        .text_field(RegisterField::Head, "负责人", LONGEST_LINE)
        .text_field(RegisterField::Name, "姓名", LONGEST_LINE)
        .choice(RegisterField::Mandate, "委托书", ["有", "无"], None)
        .choice(RegisterField::PapersKind, "证件", names(IdType::ALL, IdType::name), Some(0))
        .text_field(RegisterField::Papers, "证件号码", 40)
        .choice(RegisterField::NotGiven, "未提供因", names(NotGivenBecause::ALL, NotGivenBecause::name), None)
        .text_field(RegisterField::Phone, "电话", 24)
        .text_field(RegisterField::Reach, "无电话时", LONGEST_LINE)
        .text_field(RegisterField::Address, "地址", LONGEST_LINE)
        .text_field(RegisterField::OrganisationAddress, "单位地址", LONGEST_LINE)
}

fn at<T: Copy>(all: &[T], chosen: Option<usize>) -> Option<T> {
    chosen.and_then(|at| all.get(at)).copied()
}

/// Which fields stand there now.
pub(super) fn arrange(
    form: &mut Form<RegisterField>,
    suggested: Option<&Suggestion>,
    asks_department: bool,
    ours: bool,
) {
    let organisation = form.chosen(RegisterField::Visitor) == Some(1);
    for id in [
        RegisterField::Organisation,
        RegisterField::CreditCode,
        RegisterField::Head,
        RegisterField::Mandate,
        RegisterField::OrganisationAddress,
    ] {
        form.show(id, organisation);
    }
    form.show(RegisterField::Address, !organisation);
    form.label(RegisterField::Name, if organisation { "经办人" } else { "姓名" });
    let papers = at(IdType::ALL, form.chosen(RegisterField::PapersKind));
    form.show(RegisterField::Papers, papers != Some(IdType::NotGiven));
    form.show(RegisterField::NotGiven, papers == Some(IdType::NotGiven));
    let no_phone = form.text(RegisterField::Phone).trim().is_empty()
        && !form.text(RegisterField::Name).trim().is_empty();
    // Asked for once the telephone was passed over: before that the form keeps its shape under the hand that types.
    form.show(
        RegisterField::Reach,
        no_phone && (form.is_past(RegisterField::Phone) || !form.text(RegisterField::Reach).is_empty()),
    );
    let kind = at(Kind::ALL, form.chosen(RegisterField::Kind));
    let answered = kind != Some(Kind::Transfer) && suggested.is_some_and(Suggestion::asks_joint);
    let differs = suggested.is_some_and(|suggested| kind.is_some_and(|kind| kind != suggested.kind));
    form.show(RegisterField::KindReason, differs && !answered);
    form.show(RegisterField::Stages, form.count(RegisterField::Stages) > 0);
    form.show(RegisterField::StageProof, form.chosen(RegisterField::Stages).is_some_and(|done| done > 0));
    form.show(RegisterField::Department, asks_department);
    form.show(RegisterField::Disposition, ours);
    let disposition = at(Disposition::ALL, form.chosen(RegisterField::Disposition)).filter(|_| ours);
    let groups: [(Disposition, &[RegisterField]); 4] = [
        (Disposition::Prompt, &[RegisterField::Cause]),
        (Disposition::Instant, &[RegisterField::Clear, RegisterField::Simple]),
        (Disposition::Promise, &[RegisterField::PromiseReason, RegisterField::Days]),
        (
            Disposition::Return,
            &[RegisterField::Ground, RegisterField::Why, RegisterField::Basis, RegisterField::Alternative],
        ),
    ];
    for (of, ids) in groups {
        for id in ids {
            form.show(*id, disposition == Some(of));
        }
    }
    let other =
        at(PromiseReason::ALL, form.chosen(RegisterField::PromiseReason)) == Some(PromiseReason::Other);
    form.show(RegisterField::PromiseWords, disposition == Some(Disposition::Promise) && other);
}

/// The command that the form makes.
pub(super) fn command(
    form: &Form<RegisterField>,
    materials: &Materials,
    (subject, chain): (Option<&MatterOrChain>, Option<&ChainId>),
    departments: &[String],
) -> Register {
    let proof = form.text(RegisterField::StageProof);
    let done = u8::try_from(form.chosen(RegisterField::Stages).unwrap_or(0)).unwrap_or(0);
    let shown = |stage| NoteStage {
        stage,
        how: Confirmed::Shown,
        words: proof.clone(),
        who: String::new(),
        phone: String::new(),
    };
    Register {
        visitor: visitor(form),
        purpose: at(Purpose::ALL, form.chosen(RegisterField::Purpose)).unwrap_or_default(),
        matter: subject.cloned().unwrap_or_else(|| MatterOrChain::from("")),
        kind: at(Kind::ALL, form.chosen(RegisterField::Kind)),
        kind_reason: form.text(RegisterField::KindReason),
        chain: chain.cloned(),
        stages: (1..=done).map(shown).collect(),
        unit: None,
        received_from: None,
        department: form
            .chosen(RegisterField::Department)
            .and_then(|at| departments.get(at))
            .cloned()
            .unwrap_or_default(),
        materials: materials.inputs(),
        remark: form.text(RegisterField::Remark),
        arrival: None,
        disposition: choice(form),
        paper: None,
    }
}

/// The visitor that the form describes.
fn visitor(form: &Form<RegisterField>) -> VisitorInput {
    let organisation = (form.chosen(RegisterField::Visitor) == Some(1)).then(|| OrganisationInput {
        name: form.text(RegisterField::Organisation),
        credit_code: form.text(RegisterField::CreditCode),
        head: form.text(RegisterField::Head),
        address: form.text(RegisterField::OrganisationAddress),
    });
    let mandate = organisation.is_some().then(|| form.chosen(RegisterField::Mandate) == Some(0));
    VisitorInput {
        name: form.text(RegisterField::Name),
        id_type: at(IdType::ALL, form.chosen(RegisterField::PapersKind)),
        id_no: form.text(RegisterField::Papers),
        not_given: at(NotGivenBecause::ALL, form.chosen(RegisterField::NotGiven)),
        phone: form.text(RegisterField::Phone),
        reach: form.text(RegisterField::Reach),
        address: form.text(RegisterField::Address),
        organisation,
        mandate,
    }
}

fn choice(form: &Form<RegisterField>) -> Option<Choice> {
    let days =
        xieban_words::canonical::number(&form.text(RegisterField::Days)).parse().ok().map(Limit::WorkingDays);
    Some(match at(Disposition::ALL, form.chosen(RegisterField::Disposition))? {
        Disposition::Prompt => Choice::Prompt(Prompt { cause: form.text(RegisterField::Cause) }),
        Disposition::Instant => Choice::Instant(Instant {
            clear: form.chosen(RegisterField::Clear) == Some(0),
            simple: form.chosen(RegisterField::Simple) == Some(0),
        }),
        Disposition::Promise => Choice::Promise(Promise {
            reason: at(PromiseReason::ALL, form.chosen(RegisterField::PromiseReason)),
            words: form.text(RegisterField::PromiseWords),
            limit: days,
        }),
        Disposition::Return => Choice::Return(Return {
            ground: at(RefusalGround::ALL, form.chosen(RegisterField::Ground)),
            why: form.text(RegisterField::Why),
            basis: form.text(RegisterField::Basis),
            alternative: form.text(RegisterField::Alternative),
        }),
    })
}

/// Fills in a visitor known from before.
pub(super) fn fill(form: &mut Form<RegisterField>, visitor: &Visitor) {
    let input = visitor.to_input();
    form.choose(RegisterField::Visitor, Some(usize::from(input.organisation.is_some())));
    let papers = input.id_type.unwrap_or(if input.not_given.is_some() {
        IdType::NotGiven
    } else {
        IdType::ResidentId
    });
    form.choose(RegisterField::PapersKind, IdType::ALL.iter().position(|kind| *kind == papers));
    form.choose(
        RegisterField::NotGiven,
        input.not_given.and_then(|why| NotGivenBecause::ALL.iter().position(|each| *each == why)),
    );
    form.choose(RegisterField::Mandate, input.mandate.map(|mandate| usize::from(!mandate)));
    let organisation = input.organisation.unwrap_or_default();
    for (id, text) in [
        (RegisterField::Name, &input.name),
        (RegisterField::Papers, &input.id_no),
        (RegisterField::Phone, &input.phone),
        (RegisterField::Reach, &input.reach),
        (RegisterField::Address, &input.address),
        (RegisterField::Organisation, &organisation.name),
        (RegisterField::CreditCode, &organisation.credit_code),
        (RegisterField::Head, &organisation.head),
        (RegisterField::OrganisationAddress, &organisation.address),
    ] {
        form.set_text(id, text);
    }
}

/// What everybody may know of a firm; what of it is masked stays for whoever comes to say.
pub(super) fn fill_firm(form: &mut Form<RegisterField>, visitor: &Visitor) {
    let Some(known) = visitor.to_input().organisation else { return };
    form.choose(RegisterField::Visitor, Some(1));
    for (id, text) in [
        (RegisterField::Organisation, &known.name),
        (RegisterField::CreditCode, &known.credit_code),
        (RegisterField::Head, &known.head),
        (RegisterField::OrganisationAddress, &known.address),
    ] {
        if !text.contains('*') {
            form.set_text(id, text);
        }
    }
}

/// A form for the 更正 of a visitor who stands there so, and of why.
pub(crate) fn of_visitor(visitor: &Visitor) -> Form<RegisterField> {
    let mut form =
        visitor_fields(Form::new()).text_field(RegisterField::Correction, "更正原因", LONGEST_WORDS);
    fill(&mut form, visitor);
    form
}

/// Which of its fields stand there now.
pub(crate) fn arrange_visitor(form: &mut Form<RegisterField>) {
    arrange(form, None, false, false);
}

/// The 更正 that the form makes.
pub(crate) fn correction(form: &Form<RegisterField>) -> CorrectVisitor {
    CorrectVisitor { visitor: Box::new(visitor(form)), reason: form.text(RegisterField::Correction) }
}

/// The field of a 更正 that a refusal belongs to.
pub(crate) fn of_correction(field: RefusedField, form: &Form<RegisterField>) -> Option<RegisterField> {
    if field == RefusedField::Reason { Some(RegisterField::Correction) } else { of(field, form) }
}

/// The field that a refusal belongs to.
pub(super) fn of(field: RefusedField, form: &Form<RegisterField>) -> Option<RegisterField> {
    let promise = form.chosen(RegisterField::Disposition) == Some(2);
    Some(match field {
        RefusedField::Purpose => RegisterField::Purpose,
        RefusedField::Name => RegisterField::Name,
        RefusedField::IdNumber => RegisterField::Papers,
        RefusedField::Phone => RegisterField::Phone,
        RefusedField::Address => RegisterField::Address,
        RefusedField::OrganisationName => RegisterField::Organisation,
        RefusedField::CreditCode => RegisterField::CreditCode,
        RefusedField::Head => RegisterField::Head,
        RefusedField::OrganisationAddress => RegisterField::OrganisationAddress,
        RefusedField::Mandate => RegisterField::Mandate,
        RefusedField::Matter => RegisterField::Matter,
        RefusedField::Kind if form.shows(RegisterField::KindReason) => RegisterField::KindReason,
        RefusedField::Stages => RegisterField::Stages,
        RefusedField::StageProof => RegisterField::StageProof,
        RefusedField::Department => RegisterField::Department,
        RefusedField::Disposition => RegisterField::Disposition,
        RefusedField::Limit => RegisterField::Days,
        RefusedField::Reason if promise => RegisterField::PromiseReason,
        RefusedField::Reason => RegisterField::Why,
        RefusedField::BasisText => RegisterField::Basis,
        RefusedField::Alternative => RegisterField::Alternative,
        RefusedField::Remark => RegisterField::Remark,
        RefusedField::Kind => RegisterField::Kind,
        RefusedField::Unit => RegisterField::Unit,
        RefusedField::LateTime => RegisterField::LateAt,
        RefusedField::LateNumber => RegisterField::LateNumber,
        RefusedField::LateReason => RegisterField::LateReason,
        RefusedField::ReceivedFrom => RegisterField::SourceNumber,
        RefusedField::Materials
        | RefusedField::Reply
        | RefusedField::Summary
        | RefusedField::Signature
        | RefusedField::Staff
        | RefusedField::Code
        | RefusedField::Mobile
        | RefusedField::Roles
        | RefusedField::Second
        | RefusedField::AppointingPaper
        | RefusedField::Page
        | RefusedField::Setting(_)
        | RefusedField::Whole => return None,
    })
}
