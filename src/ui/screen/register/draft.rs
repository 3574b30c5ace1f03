//! The registration as a draft: every visitor's form as it stands, with the caret's field, and back again.

use serde::{Deserialize, Serialize};

use super::Registration;
use super::fields::Id;
use super::joint::upto_ours;
use super::sheet::Sheet;
use crate::domain::catalogue::{ChainId, Subject};
use crate::domain::classify::classify;
use crate::domain::material::MaterialInput;
use crate::ui::form::Value;
use crate::ui::widget::materials::{Line, Materials};
use crate::ui::world::World;

/// What is kept of one visitor's form. A draft of another version of the program is read as far as it fits.
#[derive(Serialize, Deserialize)]
struct Kept {
    fields: Vec<(Id, Value)>,
    focus: Option<Id>,
    subject: Option<Subject>,
    #[serde(default)]
    chain: Option<ChainId>,
    /// Stages of others before our first.
    #[serde(default)]
    ahead: usize,
    #[serde(default)]
    materials: Vec<(MaterialInput, String)>,
    #[serde(default)]
    chosen: bool,
    #[serde(default)]
    request: String,
}

impl Registration {
    /// The draft: the form in hand first, then the parked ones. `None` if nothing was typed.
    pub(crate) fn draft(&self) -> Option<String> {
        // What has become a case is no draft any more, even while its paper is fetched.
        let in_hand = Some(&self.sheet).filter(|_| self.fetching.is_none());
        let sheets: Vec<Kept> =
            in_hand.into_iter().chain(&self.parked).filter(|sheet| !sheet.is_blank()).map(kept).collect();
        if sheets.is_empty() { None } else { serde_json::to_string(&sheets).ok() }
    }

    /// Takes a draft back in; gives how many forms it held.
    pub(crate) fn restore(&mut self, draft: &str, world: &World) -> usize {
        let kept: Vec<Kept> = serde_json::from_str(draft).unwrap_or_default();
        let count = kept.len();
        let mut sheets = kept.into_iter().map(|kept| sheet(kept, &self.departments, world));
        if let Some(first) = sheets.next() {
            self.sheet = first;
            self.parked = sheets.collect();
            self.arrange(world);
        }
        count
    }
}

fn kept(sheet: &Sheet) -> Kept {
    Kept {
        fields: sheet.form.values(),
        focus: sheet.form.focused(),
        subject: sheet.subject.clone(),
        chain: sheet.chain.clone(),
        ahead: sheet.form.count(Id::Stages).saturating_sub(1),
        materials: sheet.materials.lines.iter().map(|line| (line.input.clone(), line.when.clone())).collect(),
        chosen: sheet.chosen,
        request: sheet.request.clone(),
    }
}

fn sheet(kept: Kept, departments: &[String], world: &World) -> Sheet {
    let mut sheet = Sheet::blank(departments);
    sheet.form.options(Id::Stages, upto_ours(kept.ahead));
    for (id, value) in &kept.fields {
        sheet.form.put_value(*id, value);
    }
    sheet.suggestion = kept
        .subject
        .as_ref()
        .and_then(|subject| classify(subject, world.door.settings.era, world.facts.catalogue));
    sheet.subject = kept.subject;
    sheet.chain = kept.chain;
    sheet.materials =
        Materials::with(kept.materials.into_iter().map(|(input, when)| Line { input, when }).collect());
    sheet.chosen = kept.chosen;
    sheet.request = kept.request;
    if let Some(id) = kept.focus {
        sheet.form.focus_on(id);
    }
    sheet
}
