//! Our own part of a matter: whose procedure it follows, and what that asks for and allows.

use serde::{Deserialize, Serialize};

use super::state::Case;
use crate::catalogue::{Era, Matter, MatterCode};
use crate::codes::AppearReason;
use crate::limit::Limit;
use crate::settings::Settings;

/// What was fixed for our own part when it began: from the catalogue and the office's settings as they were then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPart {
    /// The matter whose procedure it follows; absent where nothing of it is ours, or it was not noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterCode>,
    /// The 科室 to which acceptance opens the first inner step (R46).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// 行政许可: the clock of R48 runs.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub licence: bool,
    /// 证件 are truly needed.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub id_required: bool,
    /// 法定时限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<Limit>,
    /// The office's usual 承诺时限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<Limit>,
    /// Steps that are the visitor's own (R43).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appear: Vec<AppearReason>,
}

impl OwnPart {
    /// By a matter of the catalogue; the 科室 is left to the caller, who may have been told another one.
    pub fn of(matter: &Matter, department: Option<String>, era: Era, settings: &Settings) -> Self {
        let own_promise = settings.promises.get(matter.code.as_str()).copied();
        Self {
            matter: Some(matter.code.clone()),
            department,
            licence: matter.licence,
            id_required: matter.id_required,
            legal: matter.legal(era),
            usual: own_promise.or_else(|| matter.promise(era)),
            appear: matter.appear.clone(),
        }
    }
}

impl Case {
    /// Our own part as it stands: of the stage at which we are, or were last; else what was fixed at registration.
    pub fn part(&self) -> &OwnPart {
        let of_stage = self.course.as_ref().and_then(|course| course.part());
        of_stage.unwrap_or(&self.opening.part)
    }
}
