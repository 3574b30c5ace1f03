//! 更正: what was written down wrongly. The old value, who mended it, when and why stay in the history.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use xieban_words::mask;

use super::command::Register;
use super::dispose::needed;
use super::event::{CaseEvent, Registered};
use super::flow::Flow;
use super::joint::Course;
use super::register::{Fixed, opened};
use super::state::{Case, Life, Opening};
use crate::catalogue::{ChainId, MatterOrChain, UnitId};
use crate::codes::Kind;
use crate::context::Context;
use crate::material::{AskedMaterial, Material, MaterialState, laid_over};
use crate::moment::Moment;
use crate::number::Form;
use crate::refusal::{Correcting, Reason, Refusal, RefusedField};
use crate::sealed::{Sealed, Words, seals};
use crate::staff::StaffCode;
use crate::visitor::{Visitor, VisitorInput};

/// 更正 of the visitor's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectVisitor {
    /// The visitor, whole, as he should stand there.
    pub visitor: Box<VisitorInput>,
    /// What was wrong.
    pub reason: String,
}

/// 更正 of matter and kind, until the case is accepted or promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectMatter {
    /// The matter's code or the chain's.
    pub matter: MatterOrChain,
    /// 类别; as suggested unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Why the kind differs from the suggestion.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind_reason: String,
    /// The chain of a 联办件, where the matter stands in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainId>,
    /// The competent unit of a 移办件; the catalogue's unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// 承办科室, where the catalogue leaves it open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// What was wrong.
    pub reason: String,
}

/// What became of the visitor's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorCorrected {
    pub at: Moment,
    pub by: StaffCode,
    /// As they stand now.
    pub visitor: Sealed<Visitor>,
    /// As they stood before, under their own seal.
    pub before: Sealed<Visitor>,
    /// What was wrong.
    pub reason: Words,
}

/// What became of matter and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterCorrected {
    pub at: Moment,
    pub by: StaffCode,
    /// What was fixed at registration, with the right matter.
    pub opening: Opening,
    /// The stages of a 联办件.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// What the catalogue asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedMaterial>,
    /// 材料: what the right matter asks for, and what had been received.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// The name of the matter as it stood before.
    pub title_before: String,
    /// The kind as it stood before.
    pub kind_before: Kind,
    /// What was wrong.
    pub reason: Words,
}

/// The corrections of a case, as far as its sheets must know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// How many there were.
    pub times: u16,
    /// Forms that had been printed with what was wrong: printed again they say 更正.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub printed_before: BTreeSet<Form>,
}

impl VisitorCorrected {
    /// How the history says it.
    pub(super) fn told(&self) -> String {
        let changes = self.before.get().zip(self.visitor.get());
        let changes = changes.map_or(String::new(), |(before, now)| changes_between(before, now));
        format!("更正服务对象{changes}：{}", self.reason.text())
    }
}

impl MatterCorrected {
    /// How the history says it.
    pub(super) fn told(&self) -> String {
        let Self { title_before, kind_before, reason, .. } = self;
        format!("更正事项，原为{title_before}（{kind_before}）：{}", reason.text())
    }
}

/// What stood there before, as far as it was changed. What identifies a citizen is masked.
fn changes_between(before: &Visitor, now: &Visitor) -> String {
    let was: Vec<String> = facts(before)
        .into_iter()
        .zip(facts(now))
        .filter(|((_, before, _), (_, now, _))| before != now)
        .map(|((name, before, masked), _)| match before.is_empty() {
            true => format!("{name}未填"),
            false => format!("{name}{}", masked(&before)),
        })
        .collect();
    if was.is_empty() { String::new() } else { format!("（原为{}）", was.join("、")) }
}

/// A particular: its name, what stands there, how a list shows it.
type Particular = (&'static str, String, fn(&str) -> String);

fn facts(visitor: &Visitor) -> [Particular; 9] {
    let input = visitor.to_input();
    let organisation = input.organisation.unwrap_or_default();
    [
        ("单位", organisation.name, str::to_owned),
        ("信用代码", organisation.credit_code, str::to_owned),
        ("负责人", organisation.head, mask::name),
        ("单位地址", organisation.address, str::to_owned),
        ("姓名", input.name, mask::name),
        ("证件", input.id_no, mask::id),
        ("电话", input.phone, mask::phone),
        ("联系办法", input.reach, mask::name),
        ("地址", input.address, mask::address),
    ]
}

impl Corrections {
    /// Nothing was corrected.
    pub const fn is_none(&self) -> bool {
        self.times == 0
    }

    fn note(&mut self, printed: impl Iterator<Item = Form>) {
        self.times = self.times.saturating_add(1);
        self.printed_before.extend(printed);
    }
}

seals!(VisitorCorrected { visitor, before, reason });

seals!(MatterCorrected { opening, course, materials, reason });

impl Case {
    pub(super) fn correct_visitor(&mut self, corrected: &VisitorCorrected) {
        self.visitor.clone_from(&corrected.visitor);
        self.corrections.note(self.printed.keys().copied());
    }

    /// The case begins anew with the right matter. Who was told what is missing stays told.
    pub(super) fn correct_matter(&mut self, corrected: &MatterCorrected) {
        let anew = Self::open(&Registered {
            opening: corrected.opening.clone(),
            course: corrected.course.clone(),
            visitor: self.visitor.clone(),
            leader: self.leader.clone(),
            asked: corrected.asked.clone(),
            materials: corrected.materials.clone(),
            received_on: self.received_on,
            came: self.came,
            again: false,
        });
        (self.opening, self.asked, self.materials) = (anew.opening, anew.asked, anew.materials);
        self.course = anew.course;
        if !matches!((&self.life, &anew.life), (Life::Prompted, Life::Undecided)) {
            self.life = anew.life;
            self.disposed = None;
        }
        self.corrections.note(self.printed.keys().copied());
    }

    /// A copy of this form that went out says something else than the case does now.
    pub fn is_corrected(&self, form: Form) -> bool {
        self.corrections.printed_before.contains(&form)
    }
}

impl Flow {
    /// What acceptance or receipt needed to know is not taken away again (R51, R52).
    pub(super) fn correct_visitor(
        &mut self,
        correct: &CorrectVisitor,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        let before = self.case.visitor.clone();
        let known = before.get().ok_or_else(|| Correcting::Erased.whole())?;
        let visitor = correct.visitor.checked(cx.today())?;
        if *known == visitor {
            return Err(Reason::NothingChanged.on(RefusedField::Name));
        }
        let reason = needed(&correct.reason, Reason::WordsNeeded, RefusedField::Reason)?;
        let (at, by) = (cx.now, cx.actor.code().clone());
        let visitor = Sealed::new(visitor);
        self.push(CaseEvent::VisitorCorrected(Box::new(VisitorCorrected {
            at,
            by,
            visitor,
            before,
            reason,
        })));
        if self.case.acceptance.as_ref().is_some_and(|acceptance| !acceptance.deemed) {
            self.papers_shown()?;
        }
        if self.case.receipts.is_empty() { Ok(()) } else { self.particulars_given() }
    }

    /// What the catalogue asks for, its limits and its department follow as they would at registration; what was received stays.
    pub(super) fn correct_matter(
        &mut self,
        correct: &CorrectMatter,
        cx: &Context<'_>,
    ) -> Result<(), Refusal> {
        match &self.case.life {
            Life::Registered | Life::Undecided | Life::Prompted | Life::Guided
                if !self.case.was_accepted() => {}
            Life::ReturnProposed(_) => return Err(Reason::ReturnPending.whole()),
            Life::Registered
            | Life::Undecided
            | Life::Prompted
            | Life::Guided
            | Life::Working
            | Life::AwaitingVisitor(_)
            | Life::HandedOver(_)
            | Life::Finished(_)
            | Life::Replied(..)
            | Life::Archived(..)
            | Life::Ended(..)
            | Life::Void(_) => return Err(Correcting::MatterFixed.whole()),
        }
        let old = &self.case.opening;
        let Fixed { opening, course, asked } = opened(&as_registered(correct, old), cx)?;
        let opening = Opening {
            case: old.case,
            at: old.at,
            desk: old.desk.clone(),
            purpose: old.purpose,
            officer: old.officer.clone(),
            remark: old.remark.clone(),
            late: old.late.clone(),
            ..opening
        };
        if (&opening.subject, opening.kind, &opening.unit) == (&old.subject, old.kind, &old.unit) {
            return Err(Reason::NothingChanged.on(RefusedField::Matter));
        }
        let mut materials = laid_over(&asked, &[])?;
        for known in &self.case.materials {
            keep(known, &mut materials);
        }
        let reason = needed(&correct.reason, Reason::WordsNeeded, RefusedField::Reason)?;
        self.push(CaseEvent::MatterCorrected(Box::new(MatterCorrected {
            at: cx.now,
            by: cx.actor.code().clone(),
            title_before: old.title.clone(),
            kind_before: old.kind,
            opening,
            course,
            asked,
            materials,
            reason,
        })));
        Ok(())
    }
}

/// A material that both matters ask for keeps its state; one that was received is there whatever the matter.
fn keep(known: &Material, materials: &mut Vec<Material>) {
    match materials.iter_mut().find(|material| material.name == known.name) {
        Some(asked) => asked.clone_from(known),
        None if known.state == MaterialState::Received => materials.push(known.clone()),
        None => {}
    }
}

/// The correction as the registration that it should have been.
fn as_registered(correct: &CorrectMatter, old: &Opening) -> Register {
    Register {
        visitor: VisitorInput::default(),
        purpose: old.purpose,
        matter: correct.matter.clone(),
        kind: correct.kind,
        kind_reason: correct.kind_reason.clone(),
        chain: correct.chain.clone(),
        stages: Vec::new(),
        unit: correct.unit.clone(),
        received_from: old.received_from.clone(),
        department: correct.department.clone(),
        materials: Vec::new(),
        remark: String::new(),
        arrival: None,
        disposition: None,
        paper: None,
    }
}
