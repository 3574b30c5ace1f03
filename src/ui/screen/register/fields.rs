//! The fields of a registration in the order of the paper, and the command they make.

use xieban_domain::case::Register;
use xieban_domain::case::command::{Choice, Instant, Promise, Prompt, Return};
use xieban_domain::case::correction::CorrectVisitor;
use xieban_domain::case::joint::NoteStage;
use xieban_domain::catalogue::{ChainId, Subject};
use xieban_domain::classify::Suggestion;
use xieban_domain::codes::{
    Confirmed, Disposition, IdType, Kind, NotGivenBecause, PromiseReason, Purpose, RefusalGround,
};
use xieban_domain::limit::Limit;
use xieban_domain::refusal::Field;
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS, OrganisationInput, Visitor, VisitorInput};

use crate::form::Form;
use crate::widget::materials::Materials;

/// A field of the registration, or of a 更正 of its visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Id {
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
pub(super) fn blank(departments: Vec<String>) -> Form<Id> {
    let yes_no = ["是", "否"];
    let form = Form::new()
        .choice(Id::Purpose, "来访目的", names(Purpose::ALL, Purpose::name), Some(0))
        .text_field(Id::LateAt, "当时时间", 20)
        .text_field(Id::LateNumber, "手工单号", 24)
        .text_field(Id::LateReason, "补录原因", LONGEST_WORDS)
        .text_field(Id::SourceUnit, "转自单位", 40)
        .text_field(Id::SourceNumber, "来源编号", LONGEST_LINE)
        .choice(Id::SourceAgain, "又转", ["是，单上已转过", "不是"], Some(1));
    visitor_fields(form)
        .text_field(Id::Matter, "事项", 60)
        .choice(Id::Kind, "类别", names(Kind::ALL, Kind::name), None)
        .text_field(Id::KindReason, "类别理由", LONGEST_WORDS)
        .text_field(Id::Unit, "承接单位", 40)
        .choice(Id::Stages, "前面环节", [""; 0], None)
        .text_field(Id::StageProof, "出示证明", LONGEST_WORDS)
        .choice(Id::Department, "承办科室", departments, None)
        .choice(Id::Disposition, "分类", names(Disposition::ALL, Disposition::name), None)
        .choice(Id::Clear, "政策清晰", yes_no, None)
        .choice(Id::Simple, "程序简便", yes_no, None)
        .choice(Id::PromiseReason, "不能即办", names(PromiseReason::ALL, PromiseReason::name), None)
        .text_field(Id::PromiseWords, "说明", LONGEST_WORDS)
        .text_field(Id::Days, "承诺时限", 3)
        .choice(Id::Ground, "退回类型", names(RefusalGround::ALL, RefusalGround::name), None)
        .text_field(Id::Why, "原因", LONGEST_WORDS)
        .text_field(Id::Basis, "依据", LONGEST_LINE)
        .text_field(Id::Alternative, "替代建议", LONGEST_WORDS)
        .text_field(Id::Cause, "其他原因", LONGEST_WORDS)
        .text_field(Id::Remark, "备注", LONGEST_WORDS)
}

/// The fields of a visitor.
fn visitor_fields(form: Form<Id>) -> Form<Id> {
    form.choice(Id::Visitor, "服务对象", ["个人", "单位"], Some(0))
        .text_field(Id::Organisation, "单位名称", LONGEST_LINE)
        .text_field(Id::CreditCode, "信用代码", 24)
        .text_field(Id::Head, "负责人", LONGEST_LINE)
        .text_field(Id::Name, "姓名", LONGEST_LINE)
        .choice(Id::Mandate, "委托书", ["有", "无"], None)
        .choice(Id::PapersKind, "证件", names(IdType::ALL, IdType::name), Some(0))
        .text_field(Id::Papers, "证件号码", 40)
        .choice(Id::NotGiven, "未提供因", names(NotGivenBecause::ALL, NotGivenBecause::name), None)
        .text_field(Id::Phone, "电话", 24)
        .text_field(Id::Reach, "无电话时", LONGEST_LINE)
        .text_field(Id::Address, "地址", LONGEST_LINE)
        .text_field(Id::OrganisationAddress, "单位地址", LONGEST_LINE)
}

fn at<T: Copy>(all: &[T], chosen: Option<usize>) -> Option<T> {
    chosen.and_then(|at| all.get(at)).copied()
}

/// Which fields stand there now.
pub(super) fn arrange(
    form: &mut Form<Id>,
    suggested: Option<&Suggestion>,
    asks_department: bool,
    ours: bool,
) {
    let organisation = form.chosen(Id::Visitor) == Some(1);
    for id in [Id::Organisation, Id::CreditCode, Id::Head, Id::Mandate, Id::OrganisationAddress] {
        form.show(id, organisation);
    }
    form.show(Id::Address, !organisation);
    form.label(Id::Name, if organisation { "经办人" } else { "姓名" });
    let papers = at(IdType::ALL, form.chosen(Id::PapersKind));
    form.show(Id::Papers, papers != Some(IdType::NotGiven));
    form.show(Id::NotGiven, papers == Some(IdType::NotGiven));
    let no_phone = form.text(Id::Phone).trim().is_empty() && !form.text(Id::Name).trim().is_empty();
    // Asked for once the telephone was passed over: before that the form keeps its shape under the hand that types.
    form.show(Id::Reach, no_phone && (form.is_past(Id::Phone) || !form.text(Id::Reach).is_empty()));
    let kind = at(Kind::ALL, form.chosen(Id::Kind));
    let answered = kind != Some(Kind::Transfer) && suggested.is_some_and(Suggestion::asks_joint);
    let differs = suggested.is_some_and(|suggested| kind.is_some_and(|kind| kind != suggested.kind));
    form.show(Id::KindReason, differs && !answered);
    form.show(Id::Stages, form.count(Id::Stages) > 0);
    form.show(Id::StageProof, form.chosen(Id::Stages).is_some_and(|done| done > 0));
    form.show(Id::Department, asks_department);
    form.show(Id::Disposition, ours);
    let disposition = at(Disposition::ALL, form.chosen(Id::Disposition)).filter(|_| ours);
    let groups: [(Disposition, &[Id]); 4] = [
        (Disposition::Prompt, &[Id::Cause]),
        (Disposition::Instant, &[Id::Clear, Id::Simple]),
        (Disposition::Promise, &[Id::PromiseReason, Id::Days]),
        (Disposition::Return, &[Id::Ground, Id::Why, Id::Basis, Id::Alternative]),
    ];
    for (of, ids) in groups {
        for id in ids {
            form.show(*id, disposition == Some(of));
        }
    }
    let other = at(PromiseReason::ALL, form.chosen(Id::PromiseReason)) == Some(PromiseReason::Other);
    form.show(Id::PromiseWords, disposition == Some(Disposition::Promise) && other);
}

/// The command that the form makes.
pub(super) fn command(
    form: &Form<Id>,
    materials: &Materials,
    (subject, chain): (Option<&Subject>, Option<&ChainId>),
    departments: &[String],
) -> Register {
    let proof = form.text(Id::StageProof);
    let done = u8::try_from(form.chosen(Id::Stages).unwrap_or(0)).unwrap_or(0);
    let shown = |stage| NoteStage {
        stage,
        how: Confirmed::Shown,
        words: proof.clone(),
        who: String::new(),
        phone: String::new(),
    };
    Register {
        visitor: visitor(form),
        purpose: at(Purpose::ALL, form.chosen(Id::Purpose)).unwrap_or_default(),
        matter: subject.cloned().unwrap_or_else(|| Subject::from("")),
        kind: at(Kind::ALL, form.chosen(Id::Kind)),
        kind_reason: form.text(Id::KindReason),
        chain: chain.cloned(),
        stages: (1..=done).map(shown).collect(),
        unit: None,
        received_from: None,
        department: form
            .chosen(Id::Department)
            .and_then(|at| departments.get(at))
            .cloned()
            .unwrap_or_default(),
        materials: materials.inputs(),
        remark: form.text(Id::Remark),
        arrival: None,
        disposition: choice(form),
        paper: None,
    }
}

/// The visitor that the form describes.
fn visitor(form: &Form<Id>) -> VisitorInput {
    let organisation = (form.chosen(Id::Visitor) == Some(1)).then(|| OrganisationInput {
        name: form.text(Id::Organisation),
        credit_code: form.text(Id::CreditCode),
        head: form.text(Id::Head),
        address: form.text(Id::OrganisationAddress),
    });
    let mandate = organisation.is_some().then(|| form.chosen(Id::Mandate) == Some(0));
    VisitorInput {
        name: form.text(Id::Name),
        id_type: at(IdType::ALL, form.chosen(Id::PapersKind)),
        id_no: form.text(Id::Papers),
        not_given: at(NotGivenBecause::ALL, form.chosen(Id::NotGiven)),
        phone: form.text(Id::Phone),
        reach: form.text(Id::Reach),
        address: form.text(Id::Address),
        organisation,
        mandate,
    }
}

fn choice(form: &Form<Id>) -> Option<Choice> {
    let days = xieban_words::canonical::number(&form.text(Id::Days)).parse().ok().map(Limit::WorkingDays);
    Some(match at(Disposition::ALL, form.chosen(Id::Disposition))? {
        Disposition::Prompt => Choice::Prompt(Prompt { cause: form.text(Id::Cause) }),
        Disposition::Instant => Choice::Instant(Instant {
            clear: form.chosen(Id::Clear) == Some(0),
            simple: form.chosen(Id::Simple) == Some(0),
        }),
        Disposition::Promise => Choice::Promise(Promise {
            reason: at(PromiseReason::ALL, form.chosen(Id::PromiseReason)),
            words: form.text(Id::PromiseWords),
            limit: days,
        }),
        Disposition::Return => Choice::Return(Return {
            ground: at(RefusalGround::ALL, form.chosen(Id::Ground)),
            why: form.text(Id::Why),
            basis: form.text(Id::Basis),
            alternative: form.text(Id::Alternative),
        }),
    })
}

/// Fills in a visitor known from before.
pub(super) fn fill(form: &mut Form<Id>, visitor: &Visitor) {
    let input = visitor.to_input();
    form.choose(Id::Visitor, Some(usize::from(input.organisation.is_some())));
    let papers = input.id_type.unwrap_or(if input.not_given.is_some() {
        IdType::NotGiven
    } else {
        IdType::ResidentId
    });
    form.choose(Id::PapersKind, IdType::ALL.iter().position(|kind| *kind == papers));
    form.choose(
        Id::NotGiven,
        input.not_given.and_then(|why| NotGivenBecause::ALL.iter().position(|each| *each == why)),
    );
    form.choose(Id::Mandate, input.mandate.map(|mandate| usize::from(!mandate)));
    let organisation = input.organisation.unwrap_or_default();
    for (id, text) in [
        (Id::Name, &input.name),
        (Id::Papers, &input.id_no),
        (Id::Phone, &input.phone),
        (Id::Reach, &input.reach),
        (Id::Address, &input.address),
        (Id::Organisation, &organisation.name),
        (Id::CreditCode, &organisation.credit_code),
        (Id::Head, &organisation.head),
        (Id::OrganisationAddress, &organisation.address),
    ] {
        form.set_text(id, text);
    }
}

/// A form for the 更正 of a visitor who stands there so, and of why.
pub(crate) fn of_visitor(visitor: &Visitor) -> Form<Id> {
    let mut form = visitor_fields(Form::new()).text_field(Id::Correction, "更正原因", LONGEST_WORDS);
    fill(&mut form, visitor);
    form
}

/// Which of its fields stand there now.
pub(crate) fn arrange_visitor(form: &mut Form<Id>) {
    arrange(form, None, false, false);
}

/// The 更正 that the form makes.
pub(crate) fn correction(form: &Form<Id>) -> CorrectVisitor {
    CorrectVisitor { visitor: Box::new(visitor(form)), reason: form.text(Id::Correction) }
}

/// The field of a 更正 that a refusal belongs to.
pub(crate) fn of_correction(field: Field, form: &Form<Id>) -> Option<Id> {
    if field == Field::Reason { Some(Id::Correction) } else { of(field, form) }
}

/// The field that a refusal belongs to.
pub(super) fn of(field: Field, form: &Form<Id>) -> Option<Id> {
    let promise = form.chosen(Id::Disposition) == Some(2);
    Some(match field {
        Field::Purpose => Id::Purpose,
        Field::Name => Id::Name,
        Field::IdNumber => Id::Papers,
        Field::Phone => Id::Phone,
        Field::Address => Id::Address,
        Field::OrganisationName => Id::Organisation,
        Field::CreditCode => Id::CreditCode,
        Field::Head => Id::Head,
        Field::OrganisationAddress => Id::OrganisationAddress,
        Field::Mandate => Id::Mandate,
        Field::Matter => Id::Matter,
        Field::Kind if form.shows(Id::KindReason) => Id::KindReason,
        Field::Stages => Id::Stages,
        Field::StageProof => Id::StageProof,
        Field::Department => Id::Department,
        Field::Disposition => Id::Disposition,
        Field::Limit => Id::Days,
        Field::Reason if promise => Id::PromiseReason,
        Field::Reason => Id::Why,
        Field::BasisText => Id::Basis,
        Field::Alternative => Id::Alternative,
        Field::Remark => Id::Remark,
        Field::Kind => Id::Kind,
        Field::Unit => Id::Unit,
        Field::LateTime => Id::LateAt,
        Field::LateNumber => Id::LateNumber,
        Field::LateReason => Id::LateReason,
        Field::ReceivedFrom => Id::SourceNumber,
        Field::Materials
        | Field::Reply
        | Field::Summary
        | Field::Signature
        | Field::Staff
        | Field::Code
        | Field::Mobile
        | Field::Page
        | Field::Setting(_)
        | Field::Whole => return None,
    })
}
