//! The photographs of our people (R21, R22). A page says whose was set or taken away, and the hash of the picture; the picture itself
//! lies in the store under that hash, so that every terminal and every restored store show the same one.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Directory, Staff, StaffCode};
use crate::context::Context;
use crate::event::{Event, OfficeEvent};
use crate::refusal::{Reason, Refusal, RefusedField, Staffing};
use crate::sealed::Seal;

/// Sets somebody's photograph, or takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepPhotograph {
    /// Whose.
    pub staff: StaffCode,
    /// The picture that is handed in with the command, by its hash (SM3); without one the photograph is taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub picture: Option<Seal>,
}

impl Staff {
    /// The photograph in the store; none where there is none, or where it is a file that an older program left beside the store.
    pub fn picture(&self) -> Option<Seal> {
        self.photo.parse().ok()
    }
}

impl Directory {
    /// Takes in that somebody's photograph was set or taken away.
    pub fn keep_photograph(&mut self, code: &StaffCode, picture: Option<Seal>) {
        if let Some(staff) = self.0.get_mut(code) {
            staff.photo = picture.map_or_else(String::new, |picture| picture.to_string());
        }
    }

    /// Every picture that is somebody's photograph.
    pub fn pictures(&self) -> BTreeSet<Seal> {
        self.0.values().filter_map(Staff::picture).collect()
    }
}

/// A picture comes with the command that sets it, or is nowhere.
pub(crate) fn keep(keep: &KeepPhotograph, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let unknown = || Reason::NoSuchStaff { code: keep.staff.0.clone() }.on(RefusedField::Staff);
    let known = cx.staff.alike(&keep.staff).ok_or_else(unknown)?;
    let unchanged = match keep.picture {
        Some(picture) => known.picture() == Some(picture),
        None => known.photo.is_empty(),
    };
    if unchanged {
        return Err(Reason::NothingChanged.on(RefusedField::Staff));
    }
    if keep.picture.is_some() && keep.picture != cx.facts.picture {
        return Err(Staffing::PictureNotGiven.refused());
    }
    Ok(vec![Event::Office(OfficeEvent::PhotographKept { staff: known.code.clone(), picture: keep.picture })])
}
