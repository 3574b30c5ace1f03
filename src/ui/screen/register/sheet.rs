//! What the registration holds of one visitor.

use xieban_domain::catalogue::{ChainId, MatterOrChain};
use xieban_domain::classify::Suggestion;
use xieban_domain::moment::Moment;
use xieban_domain::waiting::Came;
use xieban_office::Known;

use super::fields::{self, RegisterField};
use crate::form::Form;
use crate::widget::materials::Materials;

/// What a visitor's form holds; what F2 parks.
#[derive(Clone)]
pub(super) struct VisitorForm {
    pub(super) form: Form<RegisterField>,
    pub(super) materials: Materials,
    pub(super) subject: Option<MatterOrChain>,
    pub(super) title: String,
    pub(super) suggestion: Option<Suggestion>,
    /// 联办: through which chain, where the matter stands in several.
    pub(super) chain: Option<ChainId>,
    pub(super) known: Option<Box<Known>>,
    /// The arrival it stands for.
    pub(super) came: Option<Came>,
    /// 补录: it is copied from paper.
    pub(super) late: bool,
    /// 转来: another unit led him here.
    pub(super) received: bool,
    /// The officer chose the disposition himself.
    pub(super) chosen: bool,
    /// The caret stands in the materials.
    pub(super) on_materials: bool,
    /// The request id under which it is saved, however often that is tried: it becomes one case at the most. It is the form's
    /// name too.
    pub(super) request: String,
    /// When it was parked; absent while it is in hand.
    pub(super) parked: Option<Moment>,
}

impl VisitorForm {
    pub(super) fn blank(departments: &[String]) -> Self {
        Self {
            form: fields::blank(departments.to_vec()),
            materials: Materials::default(),
            subject: None,
            title: String::new(),
            suggestion: None,
            chain: None,
            known: None,
            came: None,
            late: false,
            received: false,
            chosen: false,
            on_materials: false,
            request: String::new(),
            parked: None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.subject.is_none()
            && [
                RegisterField::Name,
                RegisterField::Organisation,
                RegisterField::Phone,
                RegisterField::Matter,
                RegisterField::Papers,
                RegisterField::LateNumber,
                RegisterField::SourceNumber,
            ]
            .iter()
            .all(|id| self.form.text(*id).is_empty())
    }
}
