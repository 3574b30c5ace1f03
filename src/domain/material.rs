//! 材料: what the matter asks for, and which of it is 收, 缺 or 不适用 (R48, R49).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::codes::CopyKind;
use super::refusal::{Reason, Refusal, RefusedField};
use super::sealed::{Words, seals};
use super::visitor::{line, words};

/// One material of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// Its name, as in the catalogue or as the officer added it.
    pub name: String,
    /// 份数.
    pub copies: u16,
    /// 原件 or 复印件.
    pub form: CopyKind,
    /// Whether it is there.
    pub state: MaterialState,
    /// The basis on which the officer asked for it, where the catalogue does not list it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_on: Option<String>,
}

/// Whether a material is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialState {
    /// Not yet looked at. None may be left when a disposition is chosen.
    Undecided,
    /// 收.
    Received,
    /// 缺, with what exactly is wanted and where it is to be had, if said.
    Missing(Option<Words>),
    /// 不适用, with its reason.
    NotApplicable(Words),
}

impl MaterialState {
    /// The one character that stands in lists: 收, 缺, 免, or a blank pair of cells.
    pub const fn short(&self) -> &'static str {
        match self {
            Self::Undecided => "　",
            Self::Received => "收",
            Self::Missing(_) => "缺",
            Self::NotApplicable(_) => "免",
        }
    }
}

seals!(Material { state });

seals!(MaterialState:
    Self::Missing(words) => [words],
    Self::NotApplicable(words) => [words],
    Self::Undecided | Self::Received => [],
);

/// Which of the three a form or a script says of a material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// 收.
    #[serde(alias = "收")]
    Received,
    /// 缺.
    #[serde(alias = "缺")]
    Missing,
    /// 不适用.
    #[serde(alias = "不适用", alias = "免")]
    NotApplicable,
}

/// What a form or a script says of one material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaterialInput {
    /// Its name: one of the matter's, or a new one (then `basis` is needed).
    pub name: String,
    /// 收, 缺 or 不适用; absent while undecided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Presence>,
    /// 份数; 1 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u16>,
    /// 原件 or 复印件; as in the catalogue unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<CopyKind>,
    /// 不适用: why. 缺: what exactly is wanted, and where it is to be had.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The basis for a material that the catalogue does not list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
}

/// A material as the catalogue asks for it: the line that an input is laid over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedMaterial {
    pub name: String,
    /// 原件 or 复印件.
    pub form: CopyKind,
    /// Useful but never 缺: stays out of the list unless it was brought.
    pub optional: bool,
}

/// Lays what was said over what is asked: every asked material once, in the catalogue's order, then those the officer added.
///
/// Refused: 不适用 without its reason, an added material without its basis (R48), the same name twice.
pub fn laid_over(asked: &[AskedMaterial], said: &[MaterialInput]) -> Result<Vec<Material>, Refusal> {
    let mut list = Vec::with_capacity(asked.len().saturating_add(said.len()));
    for want in asked {
        match said.iter().find(|input| input.name.trim() == want.name) {
            Some(input) => list.push(one(input, want.form, None)?),
            None if want.optional => {}
            None => list.push(Material {
                name: want.name.clone(),
                copies: 1,
                form: want.form,
                state: MaterialState::Undecided,
                added_on: None,
            }),
        }
    }
    for input in said.iter().filter(|input| asked.iter().all(|want| want.name != input.name.trim())) {
        let basis = line(&input.basis, RefusedField::Materials)?;
        let name = line(&input.name, RefusedField::Materials)?;
        if name.is_empty() || basis.is_empty() {
            return Err(Reason::AddedMaterialNeedsBasis.on(RefusedField::Materials));
        }
        list.push(one(input, CopyKind::Original, Some(basis))?);
    }
    let doubled =
        list.iter().enumerate().find(|(at, material)| list.iter().take(*at).any(|m| m.name == material.name));
    match doubled {
        Some((_, material)) => {
            Err(Reason::MaterialTwice { name: material.name.clone() }.on(RefusedField::Materials))
        }
        None => Ok(list),
    }
}

fn one(input: &MaterialInput, form: CopyKind, added_on: Option<String>) -> Result<Material, Refusal> {
    let name = line(&input.name, RefusedField::Materials)?;
    let note = words(&input.note, RefusedField::Materials)?;
    let note = (!note.is_empty()).then(|| Words::new(note));
    let state = match (input.state, note) {
        (None, _) => MaterialState::Undecided,
        (Some(Presence::Received), _) => MaterialState::Received,
        (Some(Presence::Missing), note) => MaterialState::Missing(note),
        (Some(Presence::NotApplicable), Some(why)) => MaterialState::NotApplicable(why),
        (Some(Presence::NotApplicable), None) => {
            return Err(Reason::NotApplicableNeedsReason { name }.on(RefusedField::Materials));
        }
    };
    Ok(Material {
        name,
        copies: input.copies.unwrap_or(1).max(1),
        form: input.form.unwrap_or(form),
        state,
        added_on,
    })
}
