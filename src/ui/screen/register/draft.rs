//! The registration as drafts: every visitor's form as it stands, with the caret, and back again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xieban_domain::catalogue::{ChainId, MatterOrChain};
use xieban_domain::classify::classify;
use xieban_domain::material::MaterialInput;
use xieban_domain::moment::Moment;
use xieban_domain::waiting::Came;

use super::Registration;
use super::fields::RegisterField;
use super::joint::upto_ours;
use super::sheet::VisitorForm;
use crate::form::DraftValue;
use crate::widget::materials::{MaterialLine, Materials};
use crate::world::World;

/// What is kept of one visitor's form. A draft of another version of the program is read as far as it fits.
#[derive(Serialize, Deserialize)]
struct StoredForm {
    fields: Vec<(RegisterField, DraftValue)>,
    focus: Option<RegisterField>,
    /// In the focused text, behind so many characters.
    #[serde(default)]
    caret: Option<usize>,
    subject: Option<MatterOrChain>,
    #[serde(default)]
    chain: Option<ChainId>,
    /// Stages of others before our first.
    #[serde(default)]
    ahead: usize,
    #[serde(default)]
    materials: Vec<(MaterialInput, String)>,
    /// The caret stands on this line of the materials.
    #[serde(default)]
    line: Option<usize>,
    #[serde(default)]
    late: bool,
    #[serde(default)]
    led_here: bool,
    #[serde(default)]
    chosen: bool,
    #[serde(default)]
    request: String,
    /// The arrival it stands for.
    #[serde(default)]
    came: Option<Came>,
    /// When it was parked; absent for the form in hand.
    #[serde(default)]
    parked: Option<Moment>,
}

impl Registration {
    /// The drafts by the names of their forms: the one in hand and those that are parked, as far as anything was typed.
    pub(crate) fn drafts(&self) -> BTreeMap<String, String> {
        // What has become a case is no draft any more, even while its paper is fetched.
        let in_hand = Some(&self.sheet).filter(|_| self.fetching.is_none());
        let typed = in_hand.into_iter().chain(&self.parked).filter(|sheet| !sheet.is_blank());
        typed
            .filter_map(|sheet| Some((sheet.request.clone(), serde_json::to_string(&[kept(sheet)]).ok()?)))
            .collect()
    }

    /// Takes drafts back in: the form that was in hand is in hand again, or else the one that was parked first. Gives how many
    /// forms they held.
    pub(crate) fn restore<'d>(&mut self, drafts: impl Iterator<Item = &'d String>, world: &World) -> usize {
        let mut kept: Vec<StoredForm> = drafts
            .flat_map(|draft| serde_json::from_str::<Vec<StoredForm>>(draft).unwrap_or_default())
            .collect();
        kept.sort_by_key(|kept| kept.parked);
        let count = kept.len();
        let mut sheets = kept.into_iter().map(|kept| sheet(kept, &self.departments, world));
        if let Some(first) = sheets.next() {
            self.sheet = VisitorForm { parked: None, ..first };
            self.parked = sheets
                .map(|sheet| VisitorForm { parked: sheet.parked.or(Some(world.now())), ..sheet })
                .collect();
            self.arrange(world);
            self.look_up(world);
        }
        count
    }
}

fn kept(sheet: &VisitorForm) -> StoredForm {
    StoredForm {
        fields: sheet.form.values(),
        focus: sheet.form.focused(),
        caret: sheet.form.caret(),
        subject: sheet.subject.clone(),
        chain: sheet.chain.clone(),
        ahead: sheet.form.count(RegisterField::Stages).saturating_sub(1),
        materials: sheet.materials.lines.iter().map(|line| (line.input.clone(), line.when.clone())).collect(),
        line: sheet.on_materials.then_some(sheet.materials.at()),
        late: sheet.late,
        led_here: sheet.received,
        chosen: sheet.chosen,
        request: sheet.request.clone(),
        came: sheet.came,
        parked: sheet.parked,
    }
}

fn sheet(kept: StoredForm, departments: &[String], world: &World) -> VisitorForm {
    let mut sheet = VisitorForm::blank(departments);
    sheet.form.options(RegisterField::Stages, upto_ours(kept.ahead));
    for (id, value) in &kept.fields {
        sheet.form.put_value(*id, value);
    }
    sheet.suggestion = kept
        .subject
        .as_ref()
        .and_then(|subject| classify(subject, world.header.settings.era, world.facts.catalogue));
    let title = kept.subject.as_ref().and_then(|subject| world.facts.catalogue.title(subject));
    sheet.title = title.unwrap_or_default().to_owned();
    sheet.subject = kept.subject;
    sheet.chain = kept.chain;
    sheet.materials = Materials::with(
        kept.materials.into_iter().map(|(input, when)| MaterialLine { input, when }).collect(),
        kept.line.unwrap_or(0),
    );
    sheet.late = kept.late;
    sheet.received = kept.led_here;
    sheet.on_materials = kept.line.is_some() && !sheet.materials.lines.is_empty();
    sheet.chosen = kept.chosen;
    sheet.request = if kept.request.is_empty() { world.new_request() } else { kept.request };
    sheet.came = kept.came;
    sheet.parked = kept.parked;
    if let Some(id) = kept.focus {
        sheet.form.focus_on(id);
    }
    if let Some(caret) = kept.caret {
        sheet.form.stand_at(caret);
    }
    sheet
}
